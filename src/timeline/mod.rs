//! Timelines: built from records, solved, indexed, immutable.

mod access;
mod assume;
mod builder;
mod claim;
mod columns;
mod diary;
mod distance;
mod encode;
mod indexes;
mod known;
mod lookup;
mod options;
mod order;
mod petgraphs;
mod principals;
mod rank;
mod resolve;
mod rows;
mod settle;
mod solve;
mod solved;
mod store;
#[allow(clippy::module_inception)]
mod timeline;
mod views;
mod when;

pub use assume::AssumeError;
pub use builder::{BuildError, TimelineBuilder};
pub use claim::{Assertion, Conflict, StatedClaim};
pub use columns::{EventKind, Part};
pub use lookup::{Lookup, LookupError};
pub use options::{ImpliedKind, Policy};
pub use order::{Placed, Section};
pub use petgraphs::{
    Asserted, EncounterGraph, EventGraph, PrecedenceGraph, Selection, TooManyEvents,
};
pub use timeline::Timeline;
pub use views::{
    ActionView, ActorView, AffiliationView, Bound, DocumentView, EndWindow, EventView, MeetingView,
    SourceView, StatementView,
};

pub(crate) use claim::{ClaimRef, phrase, spell_gap};
pub(crate) use columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Involved, OPEN};
pub(crate) use diary::{Rooms, Row, SHELVES, Speech, near};
pub(crate) use distance::Quad;
pub(crate) use encode::{Explained, Moment, constraints, ends_of};
pub(crate) use indexes::Named;
pub(crate) use principals::Capacity;
pub(crate) use store::Limit;
pub(crate) use when::List;
