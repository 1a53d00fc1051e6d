//! Timelines of diplomacy one can reason over.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(unreachable_pub, missing_debug_implementations, unnameable_types)]
#![cfg_attr(
    not(test),
    warn(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::unreachable,
        clippy::print_stdout,
        clippy::print_stderr,
        clippy::iter_over_hash_type,
        clippy::missing_errors_doc,
        clippy::missing_panics_doc
    )
)]

mod error;
mod graph;
mod id;
mod io;
mod model;
mod query;
mod time;
mod timeline;

pub use io::{LinkList, LinkLists, read_links, read_records, write_json_document, write_jsonl};
#[cfg(feature = "csv")]
pub use io::{read_csv, read_csv_knowing};
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

pub use error::{Error, Result};
pub use id::{
    ActionId, ActorId, AffiliationId, DocumentId, EventId, MeetingId, SourceId, StatementId,
};
pub use query::{
    Absence, Certainty, Encounter, Encounters, Explanation, Found, MeetingSearch, Opposition, Pair,
    QueryError, Witness,
};
pub use timeline::{
    ActionView, ActorView, AffiliationView, Asserted, Assertion, Bound, BuildError, Conflict,
    DocumentView, EncounterGraph, EndWindow, EventGraph, EventKind, EventView, ImpliedKind, Lookup,
    LookupError, MeetingView, Part, Placed, Policy, PrecedenceGraph, Section, Selection,
    SourceView, StatedClaim, StatementView, Timeline, TimelineBuilder, TooManyEvents,
};
pub use {chrono, petgraph};

pub mod prelude;

/// The code of the README, as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
