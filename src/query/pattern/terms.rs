//! The places in a condition where a variable or a constant may stand, and what each asks for.

use super::ast::{Atom, Clause, Term};
use super::vocabulary::KINDS;
use crate::time::Relation;
use crate::timeline::EventKind;

/// What a place in a condition asks of the term that stands there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asks {
    Actor,
    /// An event, of this kind where one is named.
    Event(Option<EventKind>),
    /// What the other side of an equality is.
    Equal,
    /// A variable there is an event; a constant may be a topic.
    About,
}

/// Goes through the terms of one condition, each with what its place asks for and the word that asks; not through
/// those of the conditions within `not`.
pub(super) fn each_term<'a>(atom: &'a Atom, mut f: impl FnMut(&'a Term, Asks, &'static str)) {
    let event = Asks::Event(None);
    match atom {
        Atom::Event(atom) => {
            let word = KINDS.iter().find(|(_, kind)| *kind == atom.kind);
            let word = word.map_or("event", |(word, _)| *word);
            f(&atom.event, Asks::Event(atom.kind), word);
            for clause in &atom.clauses {
                match clause {
                    Clause::With(members) => {
                        members
                            .iter()
                            .for_each(|m| f(&m.actor, Asks::Actor, "with"));
                    }
                    Clause::For(actors) => actors.iter().for_each(|a| f(a, Asks::Actor, "for")),
                    Clause::Absent(actor) => f(actor, Asks::Actor, "absent"),
                    Clause::Concerns(actor) => f(actor, Asks::Actor, "concerns"),
                    Clause::By(actor) => f(actor, Asks::Actor, "by"),
                    Clause::To(actor) => f(actor, Asks::Actor, "to"),
                    Clause::About(term) => f(term, Asks::About, "about"),
                    _ => {}
                }
            }
        }
        Atom::Relation {
            left, is, right, ..
        } => {
            let word = is.only().map_or("a relation", Relation::name);
            f(left, event, word);
            f(right, event, word);
        }
        Atom::SameDay(left, right) => {
            f(left, event, "same_day");
            f(right, event, "same_day");
        }
        Atom::Unordered(left, right) => {
            f(left, event, "unordered");
            f(right, event, "unordered");
        }
        Atom::Link { from, kind, to } => {
            f(from, event, kind.name());
            f(to, event, kind.name());
        }
        Atom::ActsFor {
            actor, of, during, ..
        } => {
            f(actor, Asks::Actor, "acts_for");
            f(of, Asks::Actor, "acts_for");
            if let Some(during) = during {
                f(during, event, "during");
            }
        }
        Atom::Same {
            left,
            right,
            denied,
        } => {
            let word = if *denied { "!=" } else { "=" };
            f(left, Asks::Equal, word);
            f(right, Asks::Equal, word);
        }
        Atom::Not(_) => {}
    }
}
