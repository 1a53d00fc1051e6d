//! What variables stand for, as types: the typed ids of a timeline.

use crate::id::{ActionId, ActorId, DocumentId, EventId, MeetingId, StatementId};
use crate::timeline::EventKind;

mod sealed {
    #[allow(unnameable_types, reason = "nobody else is to implement it")]
    pub trait Sealed {}
}

/// What a variable may stand for: an actor, or an event, of some kind or of any.
pub trait Sorted: sealed::Sealed {
    /// The kind of event, where it is one of a kind.
    const KIND: Option<EventKind>;
}

/// An event, of some kind or of any.
pub trait EventSort: Sorted {}

/// An event in which actors take part, or to which they are parties: a meeting, a document, or one of any kind.
pub trait Attended: EventSort {}

/// An event that somebody brings about: a statement, a document, an action, or one of any kind.
pub trait Authored: EventSort {}

macro_rules! sorts {
    ($($id:ident: $kind:expr, [$($sort:ident)*];)*) => {$(
        impl sealed::Sealed for $id {}
        impl Sorted for $id {
            const KIND: Option<EventKind> = $kind;
        }
        $(impl $sort for $id {})*
    )*};
}

sorts! {
    ActorId: None, [];
    EventId: None, [EventSort Attended Authored];
    MeetingId: Some(EventKind::Meeting), [EventSort Attended];
    StatementId: Some(EventKind::Statement), [EventSort Authored];
    DocumentId: Some(EventKind::Document), [EventSort Attended Authored];
    ActionId: Some(EventKind::Action), [EventSort Authored];
}
