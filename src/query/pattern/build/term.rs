//! Variables and keys, each with what it stands for as a type.

use std::fmt;
use std::marker::PhantomData;

use super::sorts::Sorted;
use crate::id::{ActionId, ActorId, DocumentId, EventId, MeetingId, StatementId};
use crate::query::pattern::ast::{self, Name, Span};
use crate::timeline::EventKind;

/// A variable of a pattern, which stands for an actor or an event: `Var<MeetingId>` for a meeting, `Var<EventId>` for
/// an event of any kind.
///
/// Its methods make conditions, which [`PatternBuilder::given`](super::PatternBuilder::given) takes.
///
/// ```
/// use demarche::pattern::{Var, meeting};
/// use demarche::MeetingId;
///
/// let m: Var<MeetingId> = meeting("m");
/// assert_eq!(m.name(), "m");
/// assert_eq!(m.to_string(), "?m");
/// ```
pub struct Var<T> {
    name: String,
    sort: PhantomData<fn() -> T>,
}

/// An actor or event of the timeline in a pattern, by its key; or else by its name or title.
///
/// Wherever a condition needs one, a `&str` will do. A `Key` is for conditions that begin with one.
///
/// ```
/// use demarche::pattern::{Key, Pattern, actor};
///
/// let who = actor("who");
/// let pattern = Pattern::find(&who).given(Key::meeting("talks").with(&who)).build()?;
/// assert_eq!(pattern.to_string(), "find ?who where meeting talks with ?who");
/// # Ok::<(), demarche::PatternError>(())
/// ```
pub struct Key<T> {
    key: String,
    sort: PhantomData<fn() -> T>,
}

/// A variable or a key, where a condition takes either: made of a [`Var`], a [`Key`] or a text, which is a key.
pub struct Term<T> {
    pub(super) term: ast::Term,
    /// The kind of event that a variable stands for.
    pub(super) kind: Option<EventKind>,
    sort: PhantomData<fn() -> T>,
}

/// A variable that stands for an actor.
pub fn actor(name: impl Into<String>) -> Var<ActorId> {
    Var::new(name)
}

/// A variable that stands for a meeting.
pub fn meeting(name: impl Into<String>) -> Var<MeetingId> {
    Var::new(name)
}

/// A variable that stands for a statement.
pub fn statement(name: impl Into<String>) -> Var<StatementId> {
    Var::new(name)
}

/// A variable that stands for a document.
pub fn document(name: impl Into<String>) -> Var<DocumentId> {
    Var::new(name)
}

/// A variable that stands for an action.
pub fn action(name: impl Into<String>) -> Var<ActionId> {
    Var::new(name)
}

/// A variable that stands for an event of any kind.
pub fn event(name: impl Into<String>) -> Var<EventId> {
    Var::new(name)
}

impl<T: Sorted> Var<T> {
    /// A variable with this name, without its `?`: letters, digits and `_ - . :`.
    pub fn new(name: impl Into<String>) -> Var<T> {
        Var {
            name: name.into(),
            sort: PhantomData,
        }
    }

    /// The name, without its `?`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

macro_rules! keys {
    ($($(#[$doc:meta])* $name:ident $id:ident)*) => {$(
        impl Key<$id> {
            $(#[$doc])*
            pub fn $name(key: impl Into<String>) -> Key<$id> {
                Key::new(key)
            }
        }
    )*};
}

keys! {
    /// The actor with this key, name or alias.
    actor ActorId
    /// The meeting with this key or title.
    meeting MeetingId
    /// The statement with this key or title.
    statement StatementId
    /// The document with this key or title.
    document DocumentId
    /// The action with this key or title.
    action ActionId
    /// The event with this key or title, of whatever kind.
    event EventId
}

impl<T: Sorted> Key<T> {
    /// What has this key.
    pub fn new(key: impl Into<String>) -> Key<T> {
        Key {
            key: key.into(),
            sort: PhantomData,
        }
    }
}

pub(super) fn name(text: impl Into<String>) -> Name {
    Name {
        text: text.into(),
        at: Span::default(),
    }
}

impl<T> Term<T> {
    fn variable(var: &Var<T>, kind: Option<EventKind>) -> Term<T> {
        Term {
            term: ast::Term::Variable(name(&var.name)),
            kind,
            sort: PhantomData,
        }
    }

    fn constant(key: impl Into<String>) -> Term<T> {
        Term {
            term: ast::Term::Constant(name(key)),
            kind: None,
            sort: PhantomData,
        }
    }

    /// The same for what stands for something more general.
    fn widen<U>(self) -> Term<U> {
        Term {
            term: self.term,
            kind: self.kind,
            sort: PhantomData,
        }
    }
}

impl<T: Sorted> From<&Var<T>> for Term<T> {
    fn from(var: &Var<T>) -> Term<T> {
        Term::variable(var, T::KIND)
    }
}

impl<T: Sorted> From<Var<T>> for Term<T> {
    fn from(var: Var<T>) -> Term<T> {
        Term::from(&var)
    }
}

impl<T> From<Key<T>> for Term<T> {
    fn from(key: Key<T>) -> Term<T> {
        Term::constant(key.key)
    }
}

impl<T> From<&Key<T>> for Term<T> {
    fn from(key: &Key<T>) -> Term<T> {
        Term::constant(&key.key)
    }
}

macro_rules! texts {
    ($($text:ty)*) => {$(
        /// A key, or a name or title.
        impl<T> From<$text> for Term<T> {
            fn from(key: $text) -> Term<T> {
                Term::constant(key)
            }
        }
    )*};
}

texts!(&str &String String);

macro_rules! events {
    ($($id:ident)*) => {$(
        events!(@ $id: Var<$id> &Var<$id> Key<$id> &Key<$id>);
    )*};
    (@ $id:ident: $($from:ty)*) => {$(
        impl From<$from> for Term<EventId> {
            fn from(term: $from) -> Term<EventId> {
                Term::<$id>::from(term).widen()
            }
        }
    )*};
}

events!(MeetingId StatementId DocumentId ActionId);

impl<T> Clone for Var<T> {
    fn clone(&self) -> Var<T> {
        Var {
            name: self.name.clone(),
            sort: PhantomData,
        }
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Key<T> {
        Key {
            key: self.key.clone(),
            sort: PhantomData,
        }
    }
}

impl<T> Clone for Term<T> {
    fn clone(&self) -> Term<T> {
        Term {
            term: self.term.clone(),
            kind: self.kind,
            sort: PhantomData,
        }
    }
}

/// As in query text: `?who`.
impl<T> fmt::Display for Var<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "?{}", self.name)
    }
}

/// As in query text: in quotes where it needs them.
impl<T> fmt::Display for Key<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", name(&self.key))
    }
}

/// As in query text.
impl<T> fmt::Display for Term<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.term)
    }
}

macro_rules! debugs {
    ($($kind:ident)*) => {$(
        impl<T> fmt::Debug for $kind<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($kind), "({})"), self)
            }
        }
    )*};
}

debugs!(Var Key Term);
