//! The four kinds of event.

/// The kind of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// People or bodies met.
    Meeting,
    /// Somebody said something.
    Statement,
    /// A proposal, an agreement, a report.
    Document,
    /// Anything else that was done.
    Action,
}

impl EventKind {
    /// The name in files and queries.
    ///
    /// ```
    /// assert_eq!(demarche::EventKind::Meeting.name(), "meeting");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            EventKind::Meeting => "meeting",
            EventKind::Statement => "statement",
            EventKind::Document => "document",
            EventKind::Action => "action",
        }
    }
}

impl std::fmt::Display for EventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
