//! Timelines of diplomacy one can reason over.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(unreachable_pub, missing_debug_implementations, unnameable_types)]

mod io;
mod model;
mod time;

#[cfg(feature = "csv")]
pub use io::{read_csv, read_csv_knowing};
pub use io::{read_records, write_json_document, write_jsonl};
pub use model::{
    Action, Actor, ActorKind, Affiliation, Citation, CitedAs, Claim, Common, Credibility,
    DateClaim, Document, DocumentForm, DocumentState, Extra, Fault, Figure, Grade, GradeError,
    Header, Input, IntoRecords, Json, JsonError, Link, LinkKind, Meeting, Note, Number,
    NumberError, Origin, Participant, Presence, Record, RelationClaim, Reliability, Role, Source,
    Stance, StanceKind, Statement, Status, Term, When, WordError, nearest,
};
pub use time::{
    Bounds, Date, DateError, DateFlags, Duration, DurationError, Gap, Relation, RelationNameError,
    RelationSet, Relations, Tick, TickRangeError, Window, Zone, ZoneError, date_window, days,
    format_ticks, hours, minutes, seconds, weeks,
};
