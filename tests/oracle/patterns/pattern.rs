//! The oracle's own tree of a query.
//!
//! Variables are numbers, whose names may repeat: two `not`s may each have a variable of their own of one
//! name. Constants are indices of the Spec's events and actors; where a term stands says which.

use crate::oracle::dates::DateText;
use crate::oracle::relation::{Gap, Mask};
use crate::oracle::spec::{Kind, Status};

/// What a variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    Event,
    Actor,
}

/// A variable: its name without `?`, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: String,
    pub sort: Sort,
}

/// A variable or a constant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    Var(usize),
    Const(usize),
}

/// What one clause of an event atom asks of the event.
#[derive(Clone, Debug, PartialEq)]
pub enum Clause {
    /// Different participants or parties, each perhaps in a role.
    With(Vec<(Term, Option<&'static str>)>),
    Absent(Term),
    Concerns(Term),
    By(Term),
    To(Term),
    For(Vec<Term>),
    At(&'static str),
    AboutTopic(&'static str),
    AboutEvent(Term),
    /// A kind of stance, and its topic.
    Stance(&'static str, &'static str),
    Via(&'static str),
    Status(Status),
    State(&'static str),
    Code(&'static str),
    /// The event lies within a date; moments without an offset are written in the timeline's zone.
    In(DateText),
    /// A letter and a digit.
    Sources(char, u8),
}

/// One of the conditions that `and` joins.
#[derive(Clone, Debug, PartialEq)]
pub enum Atom {
    Event {
        /// `None` for `event`.
        kind: Option<Kind>,
        event: Term,
        clauses: Vec<Clause>,
    },
    Relation {
        left: Term,
        is: Mask,
        right: Term,
        gap: Gap,
    },
    SameDay(Term, Term),
    Unordered(Term, Term),
    /// `replies_to`, `part_of`, or a kind of link.
    Link(Term, &'static str, Term),
    ActsFor {
        actor: Term,
        of: Term,
        role: Option<&'static str>,
        during: Option<Term>,
    },
    Equal {
        left: Term,
        right: Term,
        sort: Sort,
        negated: bool,
    },
    Not(Vec<Atom>),
}

/// A calendar unit by which answers are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Day,
    Month,
    Year,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Find {
    /// The bindings of these variables.
    List(Vec<usize>),
    /// How many there are; of all variables where none is named.
    Count(Vec<usize>),
    /// Those of the latest (or earliest) events.
    Extreme {
        last: bool,
        n: usize,
        by: usize,
        of: Vec<usize>,
    },
    /// How many events there are in each unit.
    Per(Unit, usize),
}

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    pub variables: Vec<Variable>,
    pub find: Find,
    pub atoms: Vec<Atom>,
    pub certainly: bool,
    /// Whether `possibly`, the default, is spelled out.
    pub possibly: bool,
    pub limit: Option<usize>,
}

impl Clause {
    /// The terms it names.
    pub fn terms(&self) -> Vec<(Term, Sort)> {
        let actors = |terms: Vec<Term>| terms.into_iter().map(|t| (t, Sort::Actor)).collect();
        match self {
            Clause::With(members) => actors(members.iter().map(|m| m.0).collect()),
            Clause::For(members) => actors(members.clone()),
            Clause::Absent(a) | Clause::Concerns(a) | Clause::By(a) | Clause::To(a) => {
                actors(vec![*a])
            }
            Clause::AboutEvent(e) => vec![(*e, Sort::Event)],
            _ => Vec::new(),
        }
    }
}

impl Atom {
    /// The terms it names, apart from those inside of a `not`.
    pub fn terms(&self) -> Vec<(Term, Sort)> {
        match self {
            Atom::Event { event, clauses, .. } => {
                let inner = clauses.iter().flat_map(Clause::terms);
                [(*event, Sort::Event)].into_iter().chain(inner).collect()
            }
            Atom::Relation { left, right, .. }
            | Atom::SameDay(left, right)
            | Atom::Unordered(left, right)
            | Atom::Link(left, _, right) => vec![(*left, Sort::Event), (*right, Sort::Event)],
            Atom::ActsFor {
                actor, of, during, ..
            } => {
                let during = during.map(|event| (event, Sort::Event));
                let actors = [(*actor, Sort::Actor), (*of, Sort::Actor)];
                actors.into_iter().chain(during).collect()
            }
            Atom::Equal {
                left, right, sort, ..
            } => vec![(*left, *sort), (*right, *sort)],
            Atom::Not(_) => Vec::new(),
        }
    }
}

/// The variables that atoms name, in order, apart from those only inside of a `not`.
pub fn named(atoms: &[Atom]) -> Vec<usize> {
    let mut found = Vec::new();
    for (term, _) in atoms.iter().flat_map(Atom::terms) {
        if let Term::Var(variable) = term
            && !found.contains(&variable)
        {
            found.push(variable);
        }
    }
    found
}

impl Pattern {
    /// The variables whose bindings are the answers.
    pub fn answered(&self) -> Vec<usize> {
        match &self.find {
            Find::List(of) | Find::Extreme { of, .. } => of.clone(),
            Find::Count(of) if of.is_empty() => named(&self.atoms),
            Find::Count(of) => of.clone(),
            Find::Per(_, event) => vec![*event],
        }
    }
}
