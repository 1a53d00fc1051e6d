//! Timelines of diplomacy one can reason over: what sources claim about who met whom and who said what, put into one
//! timeline graph, with answers that are certain, possible or impossible, each with its reasons.
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
//! assert_eq!(
//!     met[0].to_string(),
//!     r#"certain: Steve Witkoff met Vladimir Putin at "talks" in Moscow"#,
//! );
//! assert_eq!(
//!     met[0].explain().to_string(),
//!     r#""talks" is before "remark": certain, because "remark" is after "talks", within 1 day"#,
//! );
//! # Ok::<(), demarche::Error>(())
//! ```
//!
//! Nothing here has a date, and yet the answer is certain: the one claim there is puts the remark after the talks.
//!
//! - [A tour](#a-tour) of what one does, in the order in which one comes to need it
//! - [What is where](#what-is-where): every type and method by its purpose
//! - [Features](#features), and what they bring
//! - [The tutorial](tutorial): [build a timeline](tutorial::chapter_1_build), [ask](tutorial::chapter_2_ask), [deal
//!   with doubt and conflict](tutorial::chapter_3_doubt), and [twenty-five questions](tutorial::questions)
//! - [How to build a tool for analysts](analyst_tool/index.html) in under sixty lines
//! - [The interchange format](interchange), field by field, and [files for other tools](formats), with what each can't hold
//! - [How it compares](compare) with SQL, Raphtory, TLEX and others, and when to take those
//!
//! # A tour
//!
//! **State what sources claim.** Records are plain structs. Each has a key by which others name it; dates are EDTF
//! texts, as exact as the source is; what has no date may have claims that tie it to something else.
//! [`TimelineBuilder::build`] checks and solves all of it at once, and lists every mistake with what was probably
//! meant.
//!
//! ```
//! use demarche::Reliability;
//! use demarche::prelude::*;
//!
//! # fn build() -> Result<Timeline, demarche::BuildError> {
//! let mut t = Timeline::builder();
//! t.zone("+03:00");
//! t.add(Source::new("gazette").reliability(Reliability::B));
//! t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("putin", "Vladimir Putin")]);
//! t.add([Actor::person("trump", "Donald Trump"), Actor::state("us", "United States")]);
//! t.add(Affiliation::new("witkoff", "us").role("special envoy"));
//! t.add(
//!     Meeting::new("talks")
//!         .between(["witkoff", "putin"])
//!         .on("2025-04-25")
//!         .at("Moscow")
//!         .source("gazette"),
//! );
//! t.add(Statement::new("remark").by("trump").on("[2025-04-25..2025-04-26]").source("gazette"));
//! t.add(Statement::new("aside").by("trump").source("gazette"));
//! t.add(Claim::that("aside").is(During, "talks").source("gazette"));
//! # t.build()
//! # }
//! # let t = build()?;
//! # assert_eq!(t.len(), 3);
//! # Ok::<(), demarche::Error>(())
//! ```
//!
//! From files: [`read_records`] reads such records as JSON Lines, [`read_csv`](fn.read_csv.html) a spreadsheet,
//! [`Reading`] tables of any length.
//!
//! **Ask how two events stand to each other.** A *world* gives every event a beginning and an end so that every
//! accepted claim holds. What holds in all worlds is *certain*, in some *possible*, in none *impossible*;
//! [`Pair::explain`] tells why.
//!
//! ```
//! # use demarche::prelude::*;
//! # let mut t = Timeline::builder();
//! # t.zone("+03:00");
//! # t.add(Source::new("gazette").reliability(demarche::Reliability::B));
//! # t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("putin", "Vladimir Putin")]);
//! # t.add([Actor::person("trump", "Donald Trump"), Actor::state("us", "United States")]);
//! # t.add(Affiliation::new("witkoff", "us").role("special envoy"));
//! # t.add(Meeting::new("talks").between(["witkoff", "putin"]).on("2025-04-25").at("Moscow").source("gazette"));
//! # t.add(Statement::new("remark").by("trump").on("[2025-04-25..2025-04-26]").source("gazette"));
//! # t.add(Statement::new("aside").by("trump").source("gazette"));
//! # t.add(Claim::that("aside").is(During, "talks").source("gazette"));
//! # let t = t.build()?;
//! let pair = t.relate("aside", "remark")?;
//! assert_eq!(pair.certainty(Before), Certainty::Possible);
//! assert_eq!(pair.certainty(During), Certainty::Impossible);
//! # Ok::<(), demarche::Error>(())
//! ```
//!
//! **Ask who met whom, and anything else.** [`Timeline::who_met_before`] and its like are questions of their own;
//! patterns with variables, as text ([`Timeline::ask`]) or in Rust ([`pattern`]), are all others.
//!
//! ```
//! # use demarche::prelude::*;
//! # let mut t = Timeline::builder();
//! # t.zone("+03:00");
//! # t.add(Source::new("gazette").reliability(demarche::Reliability::B));
//! # t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("putin", "Vladimir Putin")]);
//! # t.add([Actor::person("trump", "Donald Trump"), Actor::state("us", "United States")]);
//! # t.add(Affiliation::new("witkoff", "us").role("special envoy"));
//! # t.add(Meeting::new("talks").between(["witkoff", "putin"]).on("2025-04-25").at("Moscow").source("gazette"));
//! # t.add(Statement::new("remark").by("trump").on("[2025-04-25..2025-04-26]").source("gazette"));
//! # t.add(Statement::new("aside").by("trump").source("gazette"));
//! # t.add(Claim::that("aside").is(During, "talks").source("gazette"));
//! # let t = t.build()?;
//! let query = "find ?who, ?s
//!     where meeting ?m with ?who and ?who acts_for us and statement ?s by trump and ?s during ?m";
//! let answers: Vec<String> = t.ask(query)?.map(|answer| answer.to_string()).collect();
//! assert_eq!(
//!     answers,
//!     [
//!         r#"possible: who = Steve Witkoff, s = "remark""#,
//!         r#"certain: who = Steve Witkoff, s = "aside""#,
//!     ],
//! );
//! # Ok::<(), demarche::Error>(())
//! ```
//!
//! **Deal with doubt.** [`Timeline::assume`] tells what would follow from one claim more,
//! [`Timeline::open_questions`] what is worth looking up; claims that contradict each other are a [`Conflict`], which
//! names them; [`Timeline::as_known_at`] goes back to what was known on a date.
//!
//! ```
//! # use demarche::prelude::*;
//! # let mut t = Timeline::builder();
//! # t.zone("+03:00");
//! # t.add(Source::new("gazette").reliability(demarche::Reliability::B));
//! # t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("putin", "Vladimir Putin")]);
//! # t.add([Actor::person("trump", "Donald Trump"), Actor::state("us", "United States")]);
//! # t.add(Affiliation::new("witkoff", "us").role("special envoy"));
//! # t.add(Meeting::new("talks").between(["witkoff", "putin"]).on("2025-04-25").at("Moscow").source("gazette"));
//! # t.add(Statement::new("remark").by("trump").on("[2025-04-25..2025-04-26]").source("gazette"));
//! # t.add(Statement::new("aside").by("trump").source("gazette"));
//! # t.add(Claim::that("aside").is(During, "talks").source("gazette"));
//! # let t = t.build()?;
//! let later = t.assume(Claim::that("remark").is(After, "talks"))?;
//! assert_eq!(later.relate("aside", "remark")?.certainty(Before), Certainty::Certain);
//! let error = t.assume(Claim::that("talks").on("2025-04-28")).unwrap_err();
//! assert_eq!(
//!     error.conflict().unwrap().to_string(),
//!     "these 2 claims can't all hold:
//!   - \"talks\" is dated 2025-04-25 [gazette, B6]
//!   - \"talks\" is dated 2025-04-28",
//! );
//! # Ok::<(), demarche::Error>(())
//! ```
//!
//! **Show and keep it.** [`Picture`] draws a timeline, or some answers, as SVG; [`write_jsonl`] writes the records,
//! [`Timeline::save`] the solved timeline; [`Timeline::revise`] goes on from it.
//!
//! # What is where
//!
//! - **Records** are plain structs, the same that files hold: [`Actor`], [`Affiliation`], [`Source`]; the events
//!   [`Meeting`], [`Statement`], [`Document`] and [`Action`]; and [`Claim`]s about them. [`Record`] is any of them.
//! - **Reading and writing**: [`read_records`] (JSON Lines, JSON), [`read_csv`](fn.read_csv.html), [`read_links`],
//!   [`read_timeml`](fn.read_timeml.html); [`write_jsonl`], [`write_json_document`]; [`Reading`] streams tables of
//!   coded events ([`Reading::quads`], [`Reading::icews`], [`Reading::gdelt1`], [`Reading::gdelt2`],
//!   [`Reading::polecat`]), the records of the State Department ([`Reading::state_department`]) and any other table
//!   of CSV, by a mapping of its columns ([`Reading::csv_mapped`](struct.Reading.html#method.csv_mapped)), into any
//!   [`Sink`], such as a [`JsonlWriter`]; [`Cameo`] is the codes of events, [`slug`] makes keys
//!   of names. What a reader finds goes into a builder
//!   with [`TimelineBuilder::add_input`].
//! - **Files for other tools**: [`write_csv`](fn.write_csv.html), [`write_ical`], [`write_gexf`], [`write_graphml`],
//!   [`write_timelinejs`], [`write_markwhen`](fn.write_markwhen.html), which [`read_markwhen`](fn.read_markwhen.html) reads
//!   again, [`write_ftm`] and [`read_ftm`], [`write_prov`]. Each writer returns [`Losses`], a report of what its format could not hold; [the page of formats](formats)
//!   tells what goes where.
//!   [`INTERCHANGE_SCHEMA`] is the JSON Schema of our own format.
//! - **Building**: [`Timeline::builder`] collects, [`TimelineBuilder::build`] solves. [`BuildError`] lists every
//!   [`Fault`], or every [`Conflict`] of the claims; [`Policy`] says what becomes of claims that contradict others.
//! - **The timeline**: [`Timeline::order`] and [`Timeline::sections`], [`Timeline::event`] and its like for typed
//!   views ([`EventView`], [`MeetingView`], ...), [`Timeline::as_known_at`], [`Timeline::revise`].
//! - **Questions about two events**: [`Timeline::relate`] gives a [`Pair`]: [`Pair::possible`] relations,
//!   [`Pair::certainty`], [`Pair::explain`].
//! - **Named questions** about who met whom: [`Timeline::who_met_before`], [`Timeline::states_who_met_before`],
//!   [`Timeline::met_shortly_before`], [`Timeline::meetings_of`], [`Timeline::meetings_for`],
//!   [`Timeline::last_meetings_before`], [`MeetingSearch::longest_silence`], [`MeetingSearch::time_from_first_to`];
//!   who was there, and for whom: [`Timeline::attendance`], [`Timeline::absent_though_concerned`],
//!   [`Timeline::office_holders`], [`Timeline::who_acted_for`]; what was said: [`Timeline::said`],
//!   [`Timeline::opposing_stances`], [`Timeline::stance_changes`], [`Timeline::rejections_by`]; how long, who says so
//!   and since when: [`Timeline::time_between`], [`Timeline::one_sided_meetings`], [`Timeline::disputed_dates`],
//!   [`Timeline::changes_since`].
//! - **Patterns**: [`Pattern`], a question of variables and conditions, read from text or built in Rust with the
//!   module [`pattern`]; [`PatternError`] says what would be right where. [`Timeline::ask`] gives the [`Answers`],
//!   [`Timeline::count`] and [`Timeline::count_per_unit`] their number, [`Timeline::judge`] one binding,
//!   [`Timeline::why_none`] what leaves none; [`Pattern::asked`] tells which of them a pattern asks for.
//! - **Answers**: a [`Certainty`], and an [`Explanation`] with its claims, their [`Grade`] and, for what is only
//!   possible, a [`Witness`] for either side.
//! - **What if**: [`Timeline::assume`] takes one claim more and tells what follows, or what it contradicts;
//!   [`Timeline::open_questions`] ranks what is worth looking up next.
//! - **Word** that passes from meeting to meeting: [`Timeline::word_from`] gives a [`WordSearch`], to be narrowed
//!   down; [`WordSearch::to`] a [`Word`] with its [`WordPath`]s and its [`Arrival`], [`WordSearch::reached_before`]
//!   all whom it reached; [`Timeline::word_spread`] by when it can have reached everybody.
//! - **Keeping a timeline**: [`Timeline::save`] and [`Timeline::open`], one file that is opened without solving it
//!   again; [`Timeline::revise`] adds to a timeline and solves what that touches.
//! - **Views over raw tables**: [`views`] and [`Views`] print SQL by which events of GDELT and ICEWS that lie in a lake
//!   are asked there, in each [`Dialect`], as if they had been read and written as tables.
//! - **Tables of Parquet**, for engines that ask a timeline where it lies: [`Tables`](struct.Tables.html),
//!   [`Timeline::write_tables`](struct.Timeline.html#method.write_tables); [`Timeline::open`] reads them again.
//! - **Pictures**: [`Picture`] draws a timeline, or what answers are about, as SVG or as a page of HTML that is
//!   alive, and writes it as text, Markdown, DOT or Mermaid; a [`Clock`] tells its times.
//! - **Graphs** for [`petgraph`]: [`Timeline::to_graph`], [`Timeline::to_precedence`], [`Timeline::to_encounters`].
//! - **Time**: [`Date`] (EDTF), [`Zone`], [`Tick`], [`Duration`], [`Gap`]; the thirteen [`Relation`]s and their
//!   [`RelationSet`]s.
//! - **Everything at once**: [`Timeline::last_meetings_before_all`], [`Timeline::count_meetings_before_statements`],
//!   [`Timeline::count_chains`], [`Timeline::encounters_per`].
//! - **Look-ups** that touch little of a large timeline and give ids and certainties, without reasons:
//!   [`Timeline::agenda`], [`Timeline::last_meetings_of`], [`Timeline::latest_met_before`],
//!   [`MeetingSearch::by_time`].
//!
//! # Features
//!
//! - `csv` (on by default): [`read_csv`](fn.read_csv.html), for chronologies kept in spreadsheets, Markwhen, which has
//!   the same columns, and [`Mapping`](struct.Mapping.html), for any other table of CSV.
//! - `zones`: IANA time zones such as `Europe/Moscow`, with their database in the binary. Without it zones are
//!   offsets, `UTC` and `floating`.
//! - `timeml`: [`read_timeml`](fn.read_timeml.html), for texts annotated in TimeML.
//! - `parquet`: [`Tables`](struct.Tables.html), a timeline as tables of Parquet, written for engines that ask it where
//!   it lies, and read again.
//! - `rayon`: several threads where much is to be done.
//! - `cli`: the command line tool `demarche`, told of in `docs/command-line.md`; it brings `csv`, `timeml` and `zones`.
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
mod render;
mod time;
mod timeline;

#[cfg(feature = "timeml")]
pub use io::read_timeml;
#[cfg(feature = "parquet")]
pub use io::{Cell, Column, ColumnKind, Table, Tables, TablesError, TablesReport, TablesWriter};
pub use io::{
    Fate, INTERCHANGE_SCHEMA, JsonlWriter, LinkList, LinkLists, Loss, Losses, OpenError, RawTables,
    ReadError, ReadReport, Reading, Reject, StateTable, Totals, Views, read_ftm, read_links,
    read_records, slug, views, write_ftm, write_gexf, write_graphml, write_ical,
    write_json_document, write_jsonl, write_prov, write_timelinejs,
};
#[cfg(feature = "csv")]
pub use io::{
    Mapping, MappingError, read_csv, read_csv_knowing, read_markwhen, write_csv, write_markwhen,
};
pub use model::{
    Action, Actor, ActorKind, Affiliation, AnyClaim, Cameo, Citation, CitedAs, Claim, Common,
    Credibility, DateClaim, Document, DocumentForm, DocumentState, EventKind, Extra, Fault, Figure,
    Grade, GradeError, Header, Input, IntoRecords, Json, JsonError, Link, LinkKind, Meeting, Note,
    Number, NumberError, Origin, Participant, PlainEvent, Presence, QuadClass, Record,
    RelationClaim, Reliability, Role, Sink, Source, Stance, StanceKind, Statement, Status, Term,
    When, WordError, nearest,
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
    Absence, Agenda, Answer, Answers, Arrival, AskOptions, Asked, Attendance, Certainty,
    Confirmation, Counts, Dialect, Difference, Differing, DisputedDate, Encounter, Encounters,
    EncountersPer, Explanation, Found, IntoPattern, Lapse, LastBefore, LastBeforeAll, LastMeeting,
    LastMeetings, LatestMet, Mandate, MeetingSearch, Met, OpenQuestion, OpenQuestions, Opposition,
    Pair, Pattern, PatternError, Plan, QueryError, QuickMeetings, Reached, Rejection, SqlError,
    SqlOptions, StanceChange, Told, UnitCounts, Value, WhyNone, Witness, Word, WordPath, WordPaths,
    WordSearch, WordSpread,
};
pub use render::{Lanes, Picture, Spacing};
pub use timeline::{
    ActionView, ActorView, AffiliationView, Asserted, Assertion, AssumeError, Bound, BuildError,
    Clock, Conflict, DocumentView, EncounterGraph, EndWindow, EventGraph, EventView, ImpliedKind,
    Lookup, LookupError, MeetingView, Part, Placed, Policy, PrecedenceGraph, Section, Selection,
    SourceView, StatedClaim, StatementView, Timeline, TimelineBuilder, TooManyEvents,
};
pub use {chrono, petgraph};

pub mod prelude;

/// The tutorial: one story in three chapters, and twenty-five questions to another one.
///
/// 1. [Build a timeline](tutorial::chapter_1_build): people, sources, events, dates that are not exact, and claims
///    that tie events without dates to others.
/// 2. [Ask](tutorial::chapter_2_ask): two events, who met whom before a statement, questions of one's own, and why an
///    answer is as it is.
/// 3. [Doubt and conflict](tutorial::chapter_3_doubt): what is uncertain, alleged or contradictory, what would settle
///    it, and what was known when.
///
/// All of their code is tested. [Twenty-five questions](tutorial::questions) is for leafing through: each kind of
/// question that a timeline answers, put to the way to Camp David.
#[cfg(any(doc, doctest))]
pub mod tutorial {
    /// Build a timeline.
    ///
    #[doc = include_str!("../docs/tutorial/1-build.md")]
    pub mod chapter_1_build {}

    /// Ask a timeline.
    ///
    #[doc = include_str!("../docs/tutorial/2-ask.md")]
    pub mod chapter_2_ask {}

    /// Deal with doubt and conflict.
    ///
    #[doc = include_str!("../docs/tutorial/3-doubt.md")]
    pub mod chapter_3_doubt {}

    /// Twenty-five questions, asked of one small timeline.
    ///
    #[doc = include_str!("../docs/tutorial.md")]
    pub mod questions {}
}

/// The interchange format: how records stand in files.
///
#[doc = include_str!("../docs/interchange.md")]
#[cfg(any(doc, doctest))]
pub mod interchange {}

/// How this library compares with others, and when to take one of those.
///
#[doc = include_str!("../COMPARE.md")]
#[cfg(any(doc, doctest))]
pub mod compare {}

/// How to build a tool for analysts: read a spreadsheet, ask two questions, draw the page.
///
#[doc = include_str!("../docs/analyst-tool.md")]
#[cfg(all(any(doc, doctest), feature = "csv"))]
pub mod analyst_tool {}

/// What goes where in files for other tools, and what is lost.
///
#[doc = include_str!("../docs/formats.md")]
#[cfg(any(doc, doctest))]
pub mod formats {}

/// Patterns built in Rust: variables that are typed by what they stand for, and the conditions that they make.
///
/// A variable is an actor or an event, of a kind or of any: [`actor`](crate::pattern::actor),
/// [`meeting`](crate::pattern::meeting), [`statement`](crate::pattern::statement),
/// [`document`](crate::pattern::document), [`action`](crate::pattern::action), [`event`](crate::pattern::event). Its
/// methods make conditions, and only such as make sense of what it stands for: a pattern in which a statement has
/// participants, or a meeting is an actor, does not compile. Where a condition needs an actor or event that is known,
/// a `&str` will do, which is a key, a name or a title.
///
/// ```
/// use demarche::pattern::{Pattern, actor, meeting, not, statement};
/// use demarche::prelude::*;
///
/// let (envoy, m, s) = (actor("envoy"), meeting("m"), statement("s"));
/// let pattern = Pattern::find((&envoy, &m))
///     .given(m.with((&envoy, "putin")).at("Moscow"))
///     .given(envoy.acts_for("us").during(&m))
///     .given(not((s.by("ukraine"), s.is(After, &m).within(days(2)))))
///     .build()?;
/// assert_eq!(
///     pattern.to_string(),
///     "find ?envoy, ?m where meeting ?m with ?envoy, putin at Moscow and ?envoy acts_for us during ?m \
///      and not (statement ?s by ukraine and ?s after ?m within P2D)",
/// );
/// # Ok::<(), demarche::PatternError>(())
/// ```
pub mod pattern {
    pub use crate::query::pattern::{
        ActsForCondition, Attended, Authored, Condition, Conditions, EventCondition, EventSort,
        IntoPattern, Key, Member, OneOrMore, Pattern, PatternBuilder, PatternError,
        RelationCondition, Sorted, Term, Unit, Var, Variables, action, actor, document, event,
        meeting, not, statement,
    };
}

/// The code of the README, as documentation tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
