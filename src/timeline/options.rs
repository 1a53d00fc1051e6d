//! What a builder is told apart from the records.

/// What happens to claims that have no world together.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Source::new("gazette").reliability(demarche::Reliability::B));
/// t.add(Actor::person("a", "Ada"));
/// t.add(Meeting::new("talks").with("a").on("2025-04-25").source("gazette"));
/// t.add(Claim::that("talks").on("2025-04-28"));
/// let error = t.build().unwrap_err();
/// assert!(error.is_inconsistent());
///
/// let mut t = error.into_builder();
/// t.policy(Policy::SetAside);
/// let t = t.build()?;
/// assert_eq!(t.conflicts()[0].set_aside().to_string(), r#""talks" is dated 2025-04-28"#);
/// # Ok::<(), demarche::Error>(())
/// ```
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
///
/// ```
/// use demarche::ImpliedKind;
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.imply(ImpliedKind::RepliesTo, false);
/// t.add(Actor::person("a", "Ada"));
/// t.add(Statement::new("question").by("a"));
/// t.add(Statement::new("answer").by("a").replies_to("question"));
/// let t = t.build()?;
/// assert_eq!(t.relate("question", "answer")?.certainty(Before), Certainty::Possible);
/// # Ok::<(), demarche::Error>(())
/// ```
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
