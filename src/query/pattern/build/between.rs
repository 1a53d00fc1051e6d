//! Conditions on two events, two actors, or an actor and what it acts for.

use super::condition::{Condition, Conditions, Kinds, kind_of};
use super::sorts::{EventSort, Sorted};
use super::term::{Key, Term, Var, name};
use crate::id::{ActorId, EventId};
use crate::model::LinkKind;
use crate::query::pattern::ast::{self, Atom, LinkWord};
use crate::time::{Duration, Gap, RelationSet};

/// That one event has a relation to another in time, with limits on the gap between them: `m.is(Before, &s)`.
///
/// ```
/// use demarche::pattern::{Pattern, meeting};
/// use demarche::prelude::*;
///
/// let m = meeting("m");
/// let soon = m.is(Before | Meets, "remark").within(days(7));
/// assert_eq!(
///     Pattern::find(&m).given(soon).build()?.to_string(),
///     "find ?m where meeting ?m and ?m (before|meets) remark within P7D",
/// );
/// // Only before, meets, met_by and after have a gap.
/// let pattern = Pattern::find(&m).given(m.is(During, "talks").within(days(7)));
/// assert!(pattern.build().unwrap_err().is_gap());
/// # Ok::<(), demarche::PatternError>(())
/// ```
///
/// Actors have no place in time:
///
/// ```compile_fail,E0599
/// use demarche::{pattern::actor, prelude::*};
/// actor("who").is(Before, "talks");
/// ```
///
/// ```compile_fail,E0277
/// use demarche::{pattern::{actor, meeting}, prelude::*};
/// meeting("m").is(Before, &actor("who"));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a condition does nothing until a pattern is given it"]
pub struct RelationCondition {
    left: ast::Term,
    is: RelationSet,
    right: ast::Term,
    gap: Gap,
    kinds: Kinds,
}

impl RelationCondition {
    /// At most so long lies between them.
    pub fn within(mut self, max: Duration) -> RelationCondition {
        self.gap.max = Some(max);
        self
    }

    /// At least so long lies between them.
    pub fn at_least(mut self, min: Duration) -> RelationCondition {
        self.gap.min = Some(min);
        self
    }
}

impl Conditions for RelationCondition {
    fn conditions(self) -> Vec<Condition> {
        let atom = Atom::Relation {
            left: self.left,
            is: self.is,
            right: self.right,
            gap: self.gap,
        };
        vec![Condition::new(atom, self.kinds)]
    }
}

/// That one actor acts for another: `who.acts_for("us")`.
///
/// ```
/// use demarche::pattern::{Pattern, actor, meeting};
///
/// let (who, m) = (actor("who"), meeting("m"));
/// let envoys = Pattern::find(&who)
///     .given(m.with(&who))
///     .given(who.acts_for("us").role("special envoy").during(&m))
///     .build()?;
/// assert_eq!(
///     envoys.to_string(),
///     r#"find ?who where meeting ?m with ?who and ?who acts_for us as "special envoy" during ?m"#,
/// );
/// # Ok::<(), demarche::PatternError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "a condition does nothing until a pattern is given it"]
pub struct ActsForCondition {
    actor: ast::Term,
    of: ast::Term,
    role: Option<String>,
    during: Option<ast::Term>,
    kinds: Kinds,
}

impl ActsForCondition {
    /// In this role of its own.
    pub fn role(mut self, role: impl Into<String>) -> ActsForCondition {
        self.role = Some(role.into());
        self
    }

    /// At this event; otherwise at any time at all.
    pub fn during(mut self, event: impl Into<Term<EventId>>) -> ActsForCondition {
        let event = event.into();
        self.kinds.extend(kind_of(&event));
        self.during = Some(event.term);
        self
    }
}

impl Conditions for ActsForCondition {
    fn conditions(self) -> Vec<Condition> {
        let atom = Atom::ActsFor {
            actor: self.actor,
            of: self.of,
            role: self.role.map(name),
            during: self.during,
        };
        vec![Condition::new(atom, self.kinds)]
    }
}

/// A condition on two events.
fn two<L, R>(
    left: impl Into<Term<L>>,
    right: impl Into<Term<R>>,
    atom: impl FnOnce(ast::Term, ast::Term) -> Atom,
) -> Condition {
    let (left, right) = (left.into(), right.into());
    let kinds = kind_of(&left).into_iter().chain(kind_of(&right)).collect();
    Condition::new(atom(left.term, right.term), kinds)
}

fn same(denied: bool) -> impl FnOnce(ast::Term, ast::Term) -> Atom {
    move |left, right| Atom::Same {
        left,
        right,
        denied,
    }
}

fn link(kind: LinkWord) -> impl FnOnce(ast::Term, ast::Term) -> Atom {
    move |from, to| Atom::Link { from, kind, to }
}

macro_rules! between {
    ($($kind:ident)*) => {$(
        impl<T: EventSort> $kind<T> {
            /// It has this relation, or one of these, to the other event.
            pub fn is(
                &self,
                relation: impl Into<RelationSet>,
                other: impl Into<Term<EventId>>,
            ) -> RelationCondition {
                let (left, right): (Term<T>, _) = (self.into(), other.into());
                RelationCondition {
                    kinds: kind_of(&left).into_iter().chain(kind_of(&right)).collect(),
                    left: left.term,
                    is: relation.into(),
                    right: right.term,
                    gap: Gap::ANY,
                }
            }

            /// It begins on the same day as the other event, in the zone of the timeline.
            pub fn same_day(&self, other: impl Into<Term<EventId>>) -> Condition {
                two::<T, EventId>(self, other, Atom::SameDay)
            }

            /// It may be before the other event, and after it.
            pub fn unordered(&self, other: impl Into<Term<EventId>>) -> Condition {
                two::<T, EventId>(self, other, Atom::Unordered)
            }

            /// Its record says that it answers the other event.
            pub fn replies_to(&self, other: impl Into<Term<EventId>>) -> Condition {
                two::<T, EventId>(self, other, link(LinkWord::RepliesTo))
            }

            /// Its record says that it is a part of the other event.
            pub fn part_of(&self, whole: impl Into<Term<EventId>>) -> Condition {
                two::<T, EventId>(self, whole, link(LinkWord::PartOf))
            }

            /// Its record has a link of this kind to the other event.
            pub fn link(&self, kind: LinkKind, other: impl Into<Term<EventId>>) -> Condition {
                two::<T, EventId>(self, other, link(LinkWord::Kind(kind)))
            }
        }

        impl $kind<ActorId> {
            /// The actor acts for the other one.
            pub fn acts_for(&self, other: impl Into<Term<ActorId>>) -> ActsForCondition {
                ActsForCondition {
                    actor: Term::<ActorId>::from(self).term,
                    of: other.into().term,
                    role: None,
                    during: None,
                    kinds: Kinds::new(),
                }
            }
        }

        impl<T: Sorted> $kind<T> {
            /// It is the same as the other: the same actor, or the same event. What the two may be, another condition
            /// must say of one of them.
            pub fn same_as(&self, other: impl Into<Term<T>>) -> Condition {
                two::<T, T>(self, other, same(false))
            }

            /// It is not the same as the other.
            pub fn other_than(&self, other: impl Into<Term<T>>) -> Condition {
                two::<T, T>(self, other, same(true))
            }
        }
    )*};
}

between!(Var Key);
