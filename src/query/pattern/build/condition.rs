//! Conditions as values, and how they become those of a pattern.

use rustc_hash::FxHashSet;

use super::event::EventCondition;
use super::sorts::EventSort;
use super::term::{Key, Term, Var, name};
use crate::query::pattern::ast::{self, Atom, EventAtom};
use crate::query::pattern::error::{PatternError, Wrong};
use crate::query::pattern::terms::each_term;
use crate::timeline::EventKind;

/// A condition, with the kinds of event that its variables stand for by their types.
#[derive(Clone, Debug)]
pub(super) enum Piece {
    Atom(Box<Atom>, Kinds),
    Not(Vec<Piece>),
    /// A clause with this word that names nobody, which makes no pattern.
    Nobody(&'static str),
}

/// Names of variables, and the kind of event that each stands for.
pub(super) type Kinds = Vec<(String, EventKind)>;

/// A condition of a pattern.
///
/// Actors and events, and events of two kinds, are never the same:
///
/// ```compile_fail,E0277
/// use demarche::pattern::{actor, event};
/// actor("who").same_as(&event("e"));
/// ```
///
/// ```compile_fail,E0277
/// use demarche::pattern::{meeting, statement};
/// meeting("m").other_than(&statement("s"));
/// ```
///
/// An actor is no condition by itself, and an event does not act for anybody:
///
/// ```compile_fail,E0277
/// use demarche::pattern::{Pattern, actor, meeting};
/// Pattern::find(&meeting("m")).given(&actor("who"));
/// ```
///
/// ```compile_fail,E0599
/// use demarche::pattern::meeting;
/// meeting("m").acts_for("us");
/// ```
#[derive(Clone, Debug)]
#[must_use = "a condition does nothing until a pattern is given it"]
pub struct Condition(pub(super) Piece);

impl Condition {
    pub(super) fn new(atom: Atom, kinds: Kinds) -> Condition {
        Condition(Piece::Atom(Box::new(atom), kinds))
    }
}

/// One condition or several, all of which must hold: any condition, a variable or key of an event (which is one), or
/// an array, tuple or vector of them.
pub trait Conditions {
    /// All of them, in order.
    fn conditions(self) -> Vec<Condition>;
}

impl Conditions for Condition {
    fn conditions(self) -> Vec<Condition> {
        vec![self]
    }
}

impl<T: EventSort> Conditions for EventCondition<T> {
    fn conditions(self) -> Vec<Condition> {
        vec![self.into_condition()]
    }
}

macro_rules! events {
    ($($kind:ident)*) => {$(
        impl<T: EventSort> Conditions for &$kind<T> {
            fn conditions(self) -> Vec<Condition> {
                EventCondition::<T>::of(self).conditions()
            }
        }

        impl<T: EventSort> Conditions for $kind<T> {
            fn conditions(self) -> Vec<Condition> {
                (&self).conditions()
            }
        }
    )*};
}

events!(Var Key);

impl<C: Conditions, const N: usize> Conditions for [C; N] {
    fn conditions(self) -> Vec<Condition> {
        self.into_iter().flat_map(Conditions::conditions).collect()
    }
}

impl<C: Conditions> Conditions for Vec<C> {
    fn conditions(self) -> Vec<Condition> {
        self.into_iter().flat_map(Conditions::conditions).collect()
    }
}

macro_rules! tuples {
    ($(($($letter:ident)*))*) => {$(
        impl<$($letter: Conditions),*> Conditions for ($($letter,)*) {
            fn conditions(self) -> Vec<Condition> {
                #[allow(non_snake_case)]
                let ($($letter,)*) = self;
                let mut all = Vec::new();
                $(all.extend($letter.conditions());)*
                all
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}

/// The condition that nothing satisfies these conditions together. Variables that are named only there stand for
/// anything.
///
/// ```
/// use demarche::pattern::{Pattern, meeting, not, statement};
/// use demarche::prelude::*;
///
/// let (m, s) = (meeting("m"), statement("s"));
/// let unanswered = Pattern::find(&m)
///     .given(m.with("putin"))
///     .given(not((s.by("trump"), s.is(After, &m).within(days(2)))))
///     .build()?;
/// assert_eq!(
///     unanswered.to_string(),
///     "find ?m where meeting ?m with putin and not (statement ?s by trump and ?s after ?m within P2D)",
/// );
/// # Ok::<(), demarche::Error>(())
/// ```
pub fn not(conditions: impl Conditions) -> Condition {
    let pieces = conditions
        .conditions()
        .into_iter()
        .map(|condition| condition.0);
    Condition(Piece::Not(pieces.collect()))
}

/// The kind of event that a term stands for, where it is a variable that stands for one of a kind.
pub(super) fn kind_of<T>(term: &Term<T>) -> Option<(String, EventKind)> {
    match (&term.term, term.kind) {
        (ast::Term::Variable(name), Some(kind)) => Some((name.text.clone(), kind)),
        _ => None,
    }
}

/// The conditions of one scope as a pattern has them.
///
/// What the type of a variable says, the pattern must say: where no condition of the scope to which a variable of a
/// meeting belongs begins with `meeting`, one is put in front of the first that names it. `known` are the variables of
/// the scopes around.
///
/// # Errors
///
/// Where a clause names nobody.
pub(super) fn atoms(
    pieces: Vec<Piece>,
    asked: &Kinds,
    known: &mut FxHashSet<String>,
) -> Result<Vec<Atom>, PatternError> {
    let told: FxHashSet<String> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Atom(atom, _) => match &**atom {
                Atom::Event(EventAtom {
                    kind: Some(_),
                    event: ast::Term::Variable(name),
                    ..
                }) => Some(name.text.clone()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let mut own: Vec<String> = Vec::new();
    let mut atoms = Vec::new();
    let mut tell = |atoms: &mut Vec<Atom>, kinds: &Kinds, known: &mut FxHashSet<String>| {
        for (variable, kind) in kinds {
            if !told.contains(variable) && known.insert(variable.clone()) {
                own.push(variable.clone());
                atoms.push(Atom::Event(EventAtom {
                    kind: Some(*kind),
                    event: ast::Term::Variable(name(variable)),
                    clauses: Vec::new(),
                }));
            }
        }
    };
    tell(&mut atoms, asked, known);
    let mut nots = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Atom(atom, kinds) => {
                tell(&mut atoms, &kinds, known);
                atoms.push(*atom);
            }
            Piece::Not(inner) => {
                nots.push((atoms.len(), inner));
                atoms.push(Atom::Not(Vec::new()));
            }
            Piece::Nobody(word) => return Err(PatternError::new(None, Wrong::NoMember(word))),
        }
    }
    // A `not` may come before the condition that makes one of its variables that of the scope around it.
    for atom in &atoms {
        each_term(atom, |term, _, _| {
            if let ast::Term::Variable(name) = term
                && known.insert(name.text.clone())
            {
                own.push(name.text.clone());
            }
        });
    }
    for (at, inner) in nots {
        if let Some(place) = atoms.get_mut(at) {
            *place = Atom::Not(self::atoms(inner, &Kinds::new(), known)?);
        }
    }
    for variable in own {
        known.remove(&variable);
    }
    Ok(atoms)
}
