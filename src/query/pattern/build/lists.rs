//! One or several of something, as a condition or a question takes them.

use std::fmt;

use super::condition::Kinds;
use super::sorts::Sorted;
use super::term::{Key, Term, Var, name};
use crate::id::ActorId;
use crate::model::Role;
use crate::query::pattern::ast::{self, Name};
use crate::timeline::EventKind;

/// Who takes part, in a role where one is named: made of an actor, or by [`Var::in_role`] and [`Key::in_role`].
#[derive(Clone)]
pub struct Member(pub(super) ast::Member);

impl<A: Into<Term<ActorId>>> From<A> for Member {
    fn from(actor: A) -> Member {
        Member(ast::Member {
            actor: actor.into().term,
            role: None,
        })
    }
}

/// As in query text.
impl fmt::Debug for Member {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Member({}", self.0.actor)?;
        if let Some(role) = self.0.role {
            write!(f, " as {role}")?;
        }
        f.write_str(")")
    }
}

macro_rules! in_role {
    ($($kind:ident)*) => {$(
        impl $kind<ActorId> {
            /// The actor in this role.
            pub fn in_role(&self, role: Role) -> Member {
                Member(ast::Member {
                    actor: Term::<ActorId>::from(self).term,
                    role: Some(role),
                })
            }
        }
    )*};
}

in_role!(Var Key);

/// One actor or several, where a condition takes either: a variable, a key, a text, or an array, tuple or vector of
/// them; for `with` also in roles.
pub trait OneOrMore<T> {
    /// All of them, in order.
    fn list(self) -> Vec<T>;
}

impl<T, A: Into<T>, const N: usize> OneOrMore<T> for [A; N] {
    fn list(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

impl<T, A: Into<T>> OneOrMore<T> for Vec<A> {
    fn list(self) -> Vec<T> {
        self.into_iter().map(Into::into).collect()
    }
}

macro_rules! ones {
    ($($one:ty)*) => {$(
        impl OneOrMore<Term<ActorId>> for $one {
            fn list(self) -> Vec<Term<ActorId>> {
                vec![self.into()]
            }
        }

        impl OneOrMore<Member> for $one {
            fn list(self) -> Vec<Member> {
                vec![self.into()]
            }
        }
    )*};
}

ones!(Var<ActorId> &Var<ActorId> Key<ActorId> &Key<ActorId> Term<ActorId> &str &String String);

impl OneOrMore<Member> for Member {
    fn list(self) -> Vec<Member> {
        vec![self]
    }
}

/// The variables that a pattern asks for: one, or an array, tuple or vector of them, by reference.
pub trait Variables {
    /// Their names, in order, and the kinds of the events for which they stand.
    #[doc(hidden)]
    fn variables(self) -> Vec<(String, Option<EventKind>)>;
}

impl<T: Sorted> Variables for &Var<T> {
    fn variables(self) -> Vec<(String, Option<EventKind>)> {
        vec![(self.name().to_owned(), T::KIND)]
    }
}

impl<T: Sorted, const N: usize> Variables for [&Var<T>; N] {
    fn variables(self) -> Vec<(String, Option<EventKind>)> {
        self.into_iter().flat_map(Variables::variables).collect()
    }
}

impl<T: Sorted> Variables for Vec<&Var<T>> {
    fn variables(self) -> Vec<(String, Option<EventKind>)> {
        self.into_iter().flat_map(Variables::variables).collect()
    }
}

macro_rules! tuples {
    ($(($($letter:ident)*))*) => {$(
        impl<T, $($letter: Into<T>),*> OneOrMore<T> for ($($letter,)*) {
            fn list(self) -> Vec<T> {
                #[allow(non_snake_case)]
                let ($($letter,)*) = self;
                vec![$($letter.into()),*]
            }
        }

        impl<$($letter: Variables),*> Variables for ($($letter,)*) {
            fn variables(self) -> Vec<(String, Option<EventKind>)> {
                #[allow(non_snake_case)]
                let ($($letter,)*) = self;
                let mut all = Vec::new();
                $(all.extend($letter.variables());)*
                all
            }
        }
    )*};
}

tuples! {
    (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H)
}

/// The names of variables, and the kinds of those that stand for an event of one kind.
pub(super) fn names(of: impl Variables) -> (Vec<Name>, Kinds) {
    let of = of.variables();
    let kinds = of
        .iter()
        .filter_map(|(name, kind)| Some((name.clone(), (*kind)?)));
    let kinds = kinds.collect();
    (of.into_iter().map(|(text, _)| name(text)).collect(), kinds)
}
