//! Timelines of diplomacy one can reason over: what sources claim about who met whom and who said what, put into
//! one timeline graph, with answers that are certain, possible or impossible, each with its reasons.
//!
//! ```
//! use demarche::prelude::*;
//!
//! let mut t = Timeline::builder();
//! t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("putin", "Vladimir Putin")]);
//! t.add(Actor::person("trump", "Donald Trump"));
//! t.add(Meeting::new("talks").between(["witkoff", "putin"]).at("Moscow"));
//! t.add(Statement::new("remark").by("trump").quote("very close to a deal"));
//! t.add(Claim::that("remark").is(After, "talks").within(days(1)));
//! let t = t.build()?;
//!
//! let met: Vec<_> = t.who_met_before("remark")?.collect();
//! assert_eq!(met[0].to_string(), r#"certain: Steve Witkoff met Vladimir Putin at "talks" in Moscow"#);
//! assert_eq!(
//!     met[0].explain().to_string(),
//!     r#""talks" is before "remark": certain, because "remark" is after "talks", within 1 day"#,
//! );
//! # Ok::<(), demarche::Error>(())
//! ```
//!
//! # What is where
//!
//! - **Records** are plain structs, the same that files hold: [`Actor`], [`Affiliation`], [`Source`]; the events
//!   [`Meeting`], [`Statement`], [`Document`] and [`Action`]; and [`Claim`]s about them. [`Record`] is any of them.
//! - **Reading and writing**: [`read_records`] (JSON Lines, JSON), [`read_csv`](fn.read_csv.html), [`read_links`];
//!   [`write_jsonl`], [`write_json_document`]. What a reader finds goes into a builder with [`TimelineBuilder::add_input`].
//! - **Building**: [`Timeline::builder`] collects, [`TimelineBuilder::build`] solves. [`BuildError`] lists every
//!   [`Fault`], or every [`Conflict`] of the claims; [`Policy`] says what becomes of claims that contradict others.
//! - **The timeline**: [`Timeline::order`] and [`Timeline::sections`], [`Timeline::event`] and its like for typed views
//!   ([`EventView`], [`MeetingView`], ...), [`Timeline::as_known_at`], [`Timeline::revise`].
//! - **Questions about two events**: [`Timeline::relate`] gives a [`Pair`]: [`Pair::possible`] relations,
//!   [`Pair::certainty`], [`Pair::explain`].
//! - **Named questions**: [`Timeline::who_met_before`], [`Timeline::states_who_met_before`],
//!   [`Timeline::meetings_of`], [`Timeline::meetings_for`], [`Timeline::last_meetings_before`], [`Timeline::said`],
//!   [`Timeline::absent_though_concerned`], [`Timeline::opposing_stances`].
//! - **Answers**: a [`Certainty`], and an [`Explanation`] with its claims, their [`Grade`] and, for what is only
//!   possible, a [`Witness`] for either side.
//! - **Time**: [`Date`] (EDTF), [`Zone`], [`Tick`], [`Duration`], [`Gap`]; the thirteen [`Relation`]s and their
//!   [`RelationSet`]s.
//! - **Graphs** for [`petgraph`]: [`Timeline::to_graph`], [`Timeline::to_precedence`], [`Timeline::to_encounters`].
//!
//! A world gives every event a beginning and an end so that every accepted claim holds. What holds in all worlds is
//! *certain*, in some *possible*, in none *impossible*.
//!
//! # Features
//!
//! - `csv` (on by default): [`read_csv`](fn.read_csv.html), for chronologies kept in spreadsheets.
//! - `zones`: IANA time zones such as `Europe/Moscow`, with their database in the binary. Without it zones are
//!   offsets, `UTC` and `floating`.
//! - `cli`: the command line tool `demarche`; it brings `csv` and `zones`.
#![cfg_attr(docsrs, feature(doc_cfg))]
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
    Absence, Answer, Answers, AskOptions, Attendance, Certainty, Confirmation, Counts, Difference,
    Differing, DisputedDate, Encounter, Encounters, Explanation, Found, IntoPattern, Lapse,
    Mandate, MeetingSearch, Opposition, Pair, Pattern, PatternError, Plan, QueryError, Rejection,
    StanceChange, UnitCounts, Value, WhyNone, Witness,
};
pub use timeline::{
    ActionView, ActorView, AffiliationView, Asserted, Assertion, Bound, BuildError, Conflict,
    DocumentView, EncounterGraph, EndWindow, EventGraph, EventKind, EventView, ImpliedKind, Lookup,
    LookupError, MeetingView, Part, Placed, Policy, PrecedenceGraph, Section, Selection,
    SourceView, StatedClaim, StatementView, Timeline, TimelineBuilder, TooManyEvents,
};
pub use {chrono, petgraph};

pub mod prelude;

/// The tutorial: twenty-five questions, asked of one small timeline.
///
#[doc = include_str!("../docs/tutorial.md")]
#[cfg(any(doc, doctest))]
pub mod tutorial {}

/// The code of the README, as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
