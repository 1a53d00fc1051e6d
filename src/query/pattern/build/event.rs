//! What is asked of one event: the clauses, each on the kinds of event that have what it asks for.

use std::fmt;
use std::marker::PhantomData;

use super::condition::{Condition, Kinds, Piece, kind_of};
use super::lists::{Member, OneOrMore};
use super::sorts::{Attended, Authored, EventSort};
use super::term::{Key, Term, Var, name};
use crate::id::{ActorId, DocumentId, EventId, MeetingId, StatementId};
use crate::model::{DocumentState, Grade, StanceKind, Status, When};
use crate::query::pattern::ast::{self, Atom, Clause, EventAtom};

/// An event, and what is asked of it: `m.with("putin").at("Moscow")`.
///
/// The same methods begin one, on a [`Var`] or a [`Key`], and add to it. There are only those that ask for what the
/// event's kind has:
///
/// ```compile_fail,E0599
/// // A statement has no participants.
/// demarche::pattern::statement("s").with("putin");
/// ```
///
/// ```compile_fail,E0599
/// // A meeting takes no stance.
/// demarche::pattern::meeting("m").stance(demarche::StanceKind::Support, "peace-deal");
/// ```
///
/// ```compile_fail,E0599
/// // A document goes through no channel.
/// demarche::pattern::document("d").via("social_media");
/// ```
///
/// ```compile_fail,E0599
/// // Somebody holds a meeting, but nobody makes it.
/// demarche::pattern::meeting("m").by("putin");
/// ```
///
/// ```compile_fail,E0277
/// // A meeting takes no part in a meeting.
/// use demarche::pattern::meeting;
/// meeting("m").with(&meeting("other"));
/// ```
///
/// ```compile_fail,E0277
/// // A statement is about an event or a topic, not about an actor.
/// use demarche::pattern::{actor, statement};
/// statement("s").about(&actor("who"));
/// ```
#[must_use = "a condition does nothing until a pattern is given it"]
pub struct EventCondition<T> {
    event: ast::Term,
    clauses: Vec<Clause>,
    kinds: Kinds,
    /// The word of a clause that names nobody.
    nobody: Option<&'static str>,
    sort: PhantomData<fn() -> T>,
}

/// What is asked of an event by one call.
#[derive(Default)]
struct Asked {
    clauses: Vec<Clause>,
    kinds: Kinds,
    nobody: Option<&'static str>,
}

impl<T: EventSort> EventCondition<T> {
    pub(super) fn of(event: impl Into<Term<T>>) -> EventCondition<T> {
        let event: Term<T> = event.into();
        EventCondition {
            kinds: kind_of(&event).into_iter().collect(),
            event: event.term,
            clauses: Vec::new(),
            nobody: None,
            sort: PhantomData,
        }
    }

    fn asking(mut self, asked: Asked) -> EventCondition<T> {
        self.clauses.extend(asked.clauses);
        self.kinds.extend(asked.kinds);
        self.nobody = self.nobody.or(asked.nobody);
        self
    }

    pub(super) fn into_condition(self) -> Condition {
        if let Some(word) = self.nobody {
            return Condition(Piece::Nobody(word));
        }
        let atom = EventAtom {
            kind: T::KIND,
            event: self.event,
            clauses: self.clauses,
        };
        Condition::new(Atom::Event(atom), self.kinds)
    }
}

fn one(clause: Clause) -> Asked {
    Asked {
        clauses: vec![clause],
        ..Asked::default()
    }
}

/// The same clause about each of these actors, of whom there must be one.
fn each(
    word: &'static str,
    actors: impl OneOrMore<Term<ActorId>>,
    clause: fn(ast::Term) -> Clause,
) -> Asked {
    let clauses = actors.list().into_iter().map(|actor| clause(actor.term));
    let clauses: Vec<_> = clauses.collect();
    Asked {
        nobody: clauses.is_empty().then_some(word),
        clauses,
        ..Asked::default()
    }
}

/// Methods that begin a condition about an event, and that add to one.
macro_rules! clauses {
    ($([$($of:tt)*] $id:ident {
        $($(#[$doc:meta])* $method:ident($($arg:ident: $ty:ty),*) $asked:expr;)+
    })+) => {$(
        impl<$($of)*> EventCondition<$id> {
            $($(#[$doc])*
            pub fn $method(self, $($arg: $ty),*) -> EventCondition<$id> {
                self.asking($asked)
            })+
        }
        clauses!(@ Var [$($of)*] $id { $($(#[$doc])* $method($($arg: $ty),*);)+ });
        clauses!(@ Key [$($of)*] $id { $($(#[$doc])* $method($($arg: $ty),*);)+ });
    )+};
    (@ $kind:ident [$($of:tt)*] $id:ident {
        $($(#[$doc:meta])* $method:ident($($arg:ident: $ty:ty),*);)+
    }) => {
        impl<$($of)*> $kind<$id> {
            $($(#[$doc])*
            pub fn $method(&self, $($arg: $ty),*) -> EventCondition<$id> {
                EventCondition::of(self).$method($($arg),*)
            })+
        }
    };
}

clauses! {
    [T: EventSort] T {
        /// Some participant, party or author acts for this actor at the event; for several actors, different ones.
        on_behalf_of(actors: impl OneOrMore<Term<ActorId>>) {
            let actors = actors.list().into_iter().map(|actor| actor.term);
            one(Clause::For(actors.collect()))
        };
        /// It was at this place, spelled exactly so.
        at(place: impl Into<String>) one(Clause::At(name(place)));
        /// It is about this topic or this event; a text is either's name.
        about(topic: impl Into<Term<EventId>>) {
            let topic: Term<EventId> = topic.into();
            let kinds = kind_of(&topic).into_iter().collect();
            Asked {
                kinds,
                ..one(Clause::About(topic.term))
            }
        };
        /// It has this status. Without one, events that occurred match, and alleged ones as possible.
        status(status: Status) one(Clause::Status(status));
        /// It lies within this date: EDTF text, of an interval from its start to its end.
        on(date: impl Into<When>) one(Clause::In(name(date.into())));
        /// Its code begins so: `CAMEO:04`; or it is a code of CAMEO of this class, `quad:4` or `quad:material_conflict`;
        /// or one with a Goldstein value in this range, `goldstein:-10..-5`, both ends included.
        code(code: impl Into<String>) one(Clause::Code(name(code)));
        /// Some source of it has this reliability and this credibility, or better ones.
        sources_at_least(grade: Grade) one(Clause::SourcesAtLeast(grade));
    }

    [T: Attended] T {
        /// These actors take part in it, or are parties to it, all different ones, in their roles where they have
        /// some.
        with(members: impl OneOrMore<Member>) {
            let members = members.list().into_iter().map(|member| member.0);
            one(Clause::With(members.collect()))
        };
    }

    [T: Authored] T {
        /// Each of these actors makes it.
        by(actors: impl OneOrMore<Term<ActorId>>) each("by", actors, Clause::By);
        /// It is addressed to each of these actors, or done to each.
        to(actors: impl OneOrMore<Term<ActorId>>) each("to", actors, Clause::To);
    }

    [] MeetingId {
        /// Each of these actors was not there, as its record says.
        absent(actors: impl OneOrMore<Term<ActorId>>) each("absent", actors, Clause::Absent);
        /// It concerns each of these actors.
        concerns(actors: impl OneOrMore<Term<ActorId>>) each("concerns", actors, Clause::Concerns);
    }

    [] StatementId {
        /// Somebody takes this stance on this topic in it.
        stance(stance: StanceKind, topic: impl Into<String>) one(Clause::Stance {
            stance,
            topic: name(topic),
        });
        /// It was made through this channel, spelled exactly so.
        via(channel: impl Into<String>) one(Clause::Via(name(channel)));
    }

    [] DocumentId {
        /// It has come so far.
        state(state: DocumentState) one(Clause::State(state));
    }

}

impl<T> Clone for EventCondition<T> {
    fn clone(&self) -> EventCondition<T> {
        EventCondition {
            event: self.event.clone(),
            clauses: self.clauses.clone(),
            kinds: self.kinds.clone(),
            nobody: self.nobody,
            sort: PhantomData,
        }
    }
}

impl<T> fmt::Debug for EventCondition<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventCondition")
            .field("event", &self.event)
            .field("clauses", &self.clauses)
            .finish_non_exhaustive()
    }
}
