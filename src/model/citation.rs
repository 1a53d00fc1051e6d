//! What a record cites a source for, and how.

use super::event::{extra_builder, text_builders};
use super::words::words;
use super::{Credibility, Extra};

words! {
    /// As what a source is cited for an event.
    pub enum CitedAs: "a way to cite" {
        /// It tells of what took place.
        Occurred = "occurred",
        /// It announces what is to come, so that its publication does not come after the event's beginning.
        Announced = "announced",
    }
}

/// A source as one record cites it.
///
/// A key alone cites the source without more: wherever a citation is taken, a `&str` will do.
///
/// ```
/// use demarche::{Citation, Credibility};
///
/// let citation = Citation::new("gazette")
///     .credibility(Credibility::new(2)?)
///     .at("para. 5")
///     .quote("very close")
///     .announced();
/// assert_eq!(citation.place.as_deref(), Some("para. 5"));
/// assert_eq!(Citation::from("gazette"), Citation::new("gazette"));
/// # Ok::<(), demarche::GradeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Citation {
    /// The key of the source.
    pub source: String,
    /// How credible the item is.
    pub credibility: Option<Credibility>,
    /// Where in the source it stands; `where` in files.
    pub place: Option<String>,
    /// What the source says there.
    pub quote: Option<String>,
    /// As what it is cited; `as` in files.
    pub cited_as: Option<CitedAs>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Citation {
    /// Cites this source.
    pub fn new(source: impl Into<String>) -> Citation {
        Citation {
            source: source.into(),
            ..Citation::default()
        }
    }

    /// How credible the item is.
    #[must_use]
    pub fn credibility(mut self, credibility: Credibility) -> Citation {
        self.credibility = Some(credibility);
        self
    }

    /// Where in the source it stands.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Citation {
        self.place = Some(place.into());
        self
    }

    text_builders! {
        /// What the source says there.
        quote;
    }

    /// Cited as telling of what took place.
    #[must_use]
    pub fn occurred(mut self) -> Citation {
        self.cited_as = Some(CitedAs::Occurred);
        self
    }

    /// Cited as announcing what is to come.
    #[must_use]
    pub fn announced(mut self) -> Citation {
        self.cited_as = Some(CitedAs::Announced);
        self
    }

    extra_builder!();
}

impl From<&str> for Citation {
    fn from(source: &str) -> Citation {
        Citation::new(source)
    }
}

impl From<String> for Citation {
    fn from(source: String) -> Citation {
        Citation::new(source)
    }
}
