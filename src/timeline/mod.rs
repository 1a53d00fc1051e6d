//! Timelines: built from records, solved, indexed, immutable.

mod access;
mod agenda;
mod assume;
mod base;
mod blocks;
mod builder;
mod claim;
mod claims;
mod clock;
mod columns;
mod diary;
mod distance;
mod draft;
mod encode;
mod indexes;
mod known;
mod lookup;
mod options;
mod order;
mod petgraphs;
mod postings;
mod principals;
mod rank;
mod resolve;
mod revise;
mod rows;
mod seek;
mod settle;
mod solve;
mod solved;
mod store;
mod tape;
mod texts;
#[allow(clippy::module_inception)]
mod timeline;
mod times;
mod views;
mod when;
mod written;

pub use assume::AssumeError;
pub use builder::{BuildError, TimelineBuilder};
pub use claim::{Assertion, Conflict, StatedClaim};
pub use clock::Clock;
pub(crate) use columns::EventKind;
pub use columns::Part;
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

pub(crate) use agenda::{
    Agenda, Ends, Follows, LONGEST, Level, OPEN_PART, Other, Others, People, Plain, Said, Scale,
    Sides, Step, Sums, Tie, Trail, UNBOUND, count_until,
};
pub(crate) use base::Limit;
pub(crate) use blocks::{BlockReader, BlockWriter, Cell, Unsound, at_once};
pub(crate) use claim::{ClaimRef, bracket, phrase, spell_gap};
pub(crate) use claims::Held;
pub(crate) use columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Involved, OPEN};
pub(crate) use diary::{Rooms, Row, SHELVES, Speech, near};
pub(crate) use distance::Quad;
pub(crate) use encode::{Explained, Moment, constraints, ends_of};
pub(crate) use indexes::Named;
pub(crate) use principals::Capacity;
pub(crate) use rows::Rows;
pub(crate) use seek::seek;
pub(crate) use when::List;
