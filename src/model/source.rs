//! Where claims come from.

use super::event::{extra_builder, text_builders};
use super::{Extra, Reliability, When};

/// A source: an article, a report, a transcript, a database.
///
/// ```
/// use demarche::{Reliability, Source};
///
/// let source = Source::new("gazette")
///     .publisher("The Gazette")
///     .published("2025-04-26")
///     .via("foreign media")
///     .reliability(Reliability::C);
/// assert_eq!(source.published.as_deref(), Some("2025-04-26"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The key by which records cite it.
    pub id: String,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it can be found.
    pub url: Option<String>,
    /// When it was published, as EDTF text.
    pub published: Option<String>,
    /// By way of whom it knows, where it is second hand.
    pub via: Vec<String>,
    /// The actors for whom it speaks.
    pub speaks_for: Vec<String>,
    /// How reliable it is.
    pub reliability: Option<Reliability>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Source {
    /// A source with this key.
    pub fn new(id: impl Into<String>) -> Source {
        Source {
            id: id.into(),
            ..Source::default()
        }
    }

    text_builders! {
        /// Who published it.
        publisher;
        /// Its title.
        title;
        /// Who wrote it.
        author;
        /// Where it can be found.
        url;
    }

    /// When it was published.
    #[must_use]
    pub fn published(mut self, when: impl Into<When>) -> Source {
        self.published = Some(when.into().into());
        self
    }

    /// By way of whom it knows.
    #[must_use]
    pub fn via(mut self, whom: impl Into<String>) -> Source {
        self.via.push(whom.into());
        self
    }

    /// An actor for whom it speaks.
    #[must_use]
    pub fn speaks_for(mut self, actor: impl Into<String>) -> Source {
        self.speaks_for.push(actor.into());
        self
    }

    /// How reliable it is.
    #[must_use]
    pub fn reliability(mut self, reliability: Reliability) -> Source {
        self.reliability = Some(reliability);
        self
    }

    extra_builder!();
}
