//! Numbers that a built timeline hands out for what it holds.

use std::fmt;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        ///
        /// Ids exist only on a built timeline, count from 0 in file order, and stay valid in every
        /// timeline that is revised from it by adding records.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) u32);

        impl $name {
            /// The number itself, for use as an index into columns of one's own.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}", self.0)
            }
        }
    )*};
}

ids! {
    /// An event of any kind.
    EventId
    /// An actor.
    ActorId
    /// A source.
    SourceId
    /// An affiliation.
    AffiliationId
    /// A meeting: an event whose kind is known.
    MeetingId
    /// A statement: an event whose kind is known.
    StatementId
    /// A document: an event whose kind is known.
    DocumentId
    /// An action: an event whose kind is known.
    ActionId
}

macro_rules! events {
    ($($name:ident)*) => {$(
        impl From<$name> for EventId {
            fn from(id: $name) -> EventId {
                EventId(id.0)
            }
        }
    )*};
}

events!(MeetingId StatementId DocumentId ActionId);
