//! What is said of the timeline as a whole.

use super::Extra;
use super::event::extra_builder;

/// The record of the timeline itself, of which there is at most one.
///
/// ```
/// use demarche::Header;
///
/// let header = Header::new().title("Talks of 2025").zone("+03:00");
/// assert_eq!(header.zone.as_deref(), Some("+03:00"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Header {
    /// The title of the timeline.
    pub title: Option<String>,
    /// The zone of every date that no other zone is given for: an offset, an IANA name, or `floating`.
    pub zone: Option<String>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Header {
    /// A header that says nothing.
    pub fn new() -> Header {
        Header::default()
    }

    /// With this title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Header {
        self.title = Some(title.into());
        self
    }

    /// With this zone for every date that no other zone is given for.
    #[must_use]
    pub fn zone(mut self, zone: impl Into<String>) -> Header {
        self.zone = Some(zone.into());
        self
    }

    extra_builder!();
}
