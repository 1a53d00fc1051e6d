//! Questions and their answers.

mod absent;
mod bulk;
mod certainty;
mod condition;
mod contacts;
mod contest;
mod decide;
mod encounters;
mod engine;
mod error;
mod formula;
mod found;
mod ground;
mod joint;
mod meetings;
mod named;
mod open;
pub(crate) mod pattern;
mod projection;
mod reach;
mod reason;
mod relate;
mod said;
mod sql;
mod stances;
mod witness;

pub use absent::Absence;
pub use bulk::{EncountersPer, LastBefore, LastBeforeAll};
pub use certainty::Certainty;
pub use encounters::{Encounter, Encounters};
pub use engine::{Answer, Answers, AskOptions, Counts, Plan, UnitCounts, Value, WhyNone};
pub use error::QueryError;
pub use found::Found;
pub use meetings::MeetingSearch;
pub use named::{
    Agenda, Attendance, Confirmation, Difference, Differing, DisputedDate, Lapse, LastMeeting,
    LastMeetings, LatestMet, Mandate, Met, QuickMeetings, Rejection, StanceChange,
};
pub use open::{OpenQuestion, OpenQuestions};
pub use pattern::{Asked, IntoPattern, Pattern, PatternError};
pub use reach::{Arrival, Reached, Told, Word, WordPath, WordPaths, WordSearch, WordSpread};
pub use reason::Explanation;
pub use relate::Pair;
pub use sql::{Dialect, SqlError, SqlOptions};
pub use stances::Opposition;
pub use witness::Witness;
