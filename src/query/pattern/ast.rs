//! What a pattern consists of: variables, atoms, clauses.

use super::place::Place;
use crate::model::{DocumentState, Grade, LinkKind, Role, StanceKind, Status};
use crate::time::{Gap, RelationSet};
use crate::timeline::EventKind;

/// A whole question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Ast {
    pub(crate) find: Find,
    pub(crate) atoms: Vec<Atom>,
    /// Whether only certain answers are wanted.
    pub(crate) certainly: bool,
    pub(crate) limit: Option<u64>,
}

/// What is wanted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Find {
    /// The bindings of some variables.
    Answers(Vec<Name>),
    /// How many bindings there are; of all variables where none is named.
    Count(Vec<Name>),
    /// How many events there are in each unit of time.
    CountPer { unit: Unit, of: Name },
    /// The bindings whose event is among the `n` last, or first.
    Extreme {
        last: bool,
        n: u64,
        by: Name,
        of: Vec<Name>,
    },
}

/// A unit of the calendar, in which events are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// A day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Unit {
    /// The name in queries.
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Day => "day",
            Unit::Month => "month",
            Unit::Year => "year",
        }
    }
}

/// A word that a reader wrote: a key, a name, or a variable without its `?`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) at: Span,
}

/// Where something stands in the text of a query; nowhere if it was not read from text.
///
/// Patterns that say the same are equal wherever their words stand.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Span(pub(crate) Option<Place>);

impl PartialEq for Span {
    fn eq(&self, _: &Span) -> bool {
        true
    }
}

impl Eq for Span {}

impl std::hash::Hash for Span {
    fn hash<H: std::hash::Hasher>(&self, _: &mut H) {}
}

/// A variable or a constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Term {
    Variable(Name),
    /// A key, a name or a title.
    Constant(Name),
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Atom {
    Event(EventAtom),
    Relation {
        left: Term,
        is: RelationSet,
        right: Term,
        gap: Gap,
    },
    SameDay(Term, Term),
    Unordered(Term, Term),
    Link {
        from: Term,
        kind: LinkWord,
        to: Term,
    },
    ActsFor {
        actor: Term,
        of: Term,
        role: Option<Name>,
        during: Option<Term>,
    },
    /// Two actors, or two events, are the same; or not, where `denied`.
    Same {
        left: Term,
        right: Term,
        denied: bool,
    },
    Not(Vec<Atom>),
}

/// What one event has to do with another by its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum LinkWord {
    RepliesTo,
    PartOf,
    Kind(LinkKind),
}

/// An event of some kind (any, where none is named), and what is asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EventAtom {
    pub(crate) kind: Option<EventKind>,
    pub(crate) event: Term,
    pub(crate) clauses: Vec<Clause>,
}

/// What is asked of one event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Clause {
    With(Vec<Member>),
    Absent(Term),
    Concerns(Term),
    By(Term),
    To(Term),
    For(Vec<Term>),
    At(Name),
    About(Term),
    Stance { stance: StanceKind, topic: Name },
    Via(Name),
    Status(Status),
    State(DocumentState),
    Code(Name),
    In(Name),
    SourcesAtLeast(Grade),
}

/// A participant or party, in a role where one is named.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Member {
    pub(crate) actor: Term,
    pub(crate) role: Option<Role>,
}
