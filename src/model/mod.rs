//! The records that a timeline is made of: plain owned structs, the same that files hold.
//!
//! A record states what some source claims; nothing here is solved or looked up. What can be judged from
//! one record alone (a missing key, a set of relations that no claim may state) is judged by
//! [`Record::check`]; how records look in a file is the business of the `io` room.

mod action;
mod actor;
mod affiliation;
mod cameo;
mod check;
mod citation;
mod claim;
mod document;
mod event;
mod fault;
mod grade;
mod header;
mod input;
mod kind;
mod meeting;
mod near;
mod number;
mod plain;
mod record;
mod sink;
mod source;
mod statement;
mod value;
mod when;
pub(crate) mod words;

pub use action::Action;
pub use actor::{Actor, ActorKind};
pub use affiliation::Affiliation;
pub use cameo::{Cameo, QuadClass};
pub use citation::{Citation, CitedAs};
pub use claim::{AnyClaim, Claim, DateClaim, RelationClaim};
pub use document::{Document, DocumentForm, DocumentState, Term};
pub use event::{Common, Figure, Link, LinkKind, Status};
pub use fault::{Fault, Origin};
pub use grade::{Credibility, Grade, GradeError, Reliability};
pub use header::Header;
pub use input::{Input, Note};
pub use kind::EventKind;
pub use meeting::{Meeting, Participant, Presence, Role};
pub use near::nearest;
pub use number::{Number, NumberError};
pub use plain::PlainEvent;
pub use record::{IntoRecords, Record};
pub use sink::Sink;
pub use source::Source;
pub use statement::{Stance, StanceKind, Statement};
pub use value::{Extra, Json, JsonError};
pub use when::When;
pub use words::WordError;
pub(crate) use words::{Listed, Word};
