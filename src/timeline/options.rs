//! What a builder is told apart from the records.

/// What happens to claims that have no world together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Policy {
    /// Nothing is built; the conflicts are reported.
    #[default]
    Reject,
    /// Claims are taken from best to worst, implied ones first, and each that has a world with
    /// those kept is kept; the others are listed, each with one minimal conflict.
    SetAside,
}

/// A kind of claim that records imply without stating it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImpliedKind {
    /// A part lies within its whole.
    PartOf,
    /// A reply begins after what it answers begins.
    RepliesTo,
    /// What was reported as having occurred began before the report was published.
    Published,
}

impl ImpliedKind {
    /// All kinds.
    pub const ALL: [ImpliedKind; 3] = [
        ImpliedKind::PartOf,
        ImpliedKind::RepliesTo,
        ImpliedKind::Published,
    ];

    /// The name used in the interchange of conflicts: `part_of`, `replies_to`, `published`.
    ///
    /// ```
    /// assert_eq!(demarche::ImpliedKind::PartOf.name(), "part_of");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            ImpliedKind::PartOf => "part_of",
            ImpliedKind::RepliesTo => "replies_to",
            ImpliedKind::Published => "published",
        }
    }
}

/// The choices of a builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Options {
    pub(crate) policy: Policy,
    pub(crate) part_of: bool,
    pub(crate) replies_to: bool,
    pub(crate) published: bool,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            policy: Policy::Reject,
            part_of: true,
            replies_to: true,
            published: true,
        }
    }
}

impl Options {
    pub(crate) fn imply(&mut self, kind: ImpliedKind, on: bool) {
        match kind {
            ImpliedKind::PartOf => self.part_of = on,
            ImpliedKind::RepliesTo => self.replies_to = on,
            ImpliedKind::Published => self.published = on,
        }
    }

    pub(crate) fn implies(&self, kind: ImpliedKind) -> bool {
        match kind {
            ImpliedKind::PartOf => self.part_of,
            ImpliedKind::RepliesTo => self.replies_to,
            ImpliedKind::Published => self.published,
        }
    }
}
