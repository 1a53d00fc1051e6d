//! Who acts for whom, as what, and when.

use super::event::{extra_builder, source_builder, text_builders};
use super::{Citation, Extra, When};

/// An actor acts for another from some time to some other.
///
/// The two times read like the ends of an interval, but a missing one or `..` means without end on that
/// side; an unknown end is written `[A..]`, `[..B]` or `[A..B]`.
///
/// ```
/// use demarche::Affiliation;
///
/// let envoy = Affiliation::new("witkoff", "us").role("special envoy").from("2025-01-20").until("..");
/// assert_eq!(envoy.role.as_deref(), Some("special envoy"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Affiliation {
    /// The key of the actor who acts.
    pub actor: String,
    /// The key of the actor for whom.
    pub of: String,
    /// As what.
    pub role: Option<String>,
    /// Since when, as EDTF text.
    pub from: Option<String>,
    /// Until when, as EDTF text.
    pub until: Option<String>,
    /// What says so.
    pub sources: Vec<Citation>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Affiliation {
    /// The first actor acts for the second, without end on either side.
    pub fn new(actor: impl Into<String>, of: impl Into<String>) -> Affiliation {
        Affiliation {
            actor: actor.into(),
            of: of.into(),
            ..Affiliation::default()
        }
    }

    text_builders! {
        /// As what.
        role;
    }

    /// Since when.
    #[must_use]
    pub fn from(mut self, when: impl Into<When>) -> Affiliation {
        self.from = Some(when.into().into());
        self
    }

    /// Until when.
    #[must_use]
    pub fn until(mut self, when: impl Into<When>) -> Affiliation {
        self.until = Some(when.into().into());
        self
    }

    source_builder!(sources);
    extra_builder!();
}
