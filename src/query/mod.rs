//! Questions and their answers.

mod absent;
mod certainty;
mod contest;
mod encounters;
mod error;
mod formula;
mod found;
mod joint;
mod meetings;
mod open;
mod projection;
mod reason;
mod relate;
mod said;
mod stances;
mod witness;

pub use absent::Absence;
pub use certainty::Certainty;
pub use encounters::{Encounter, Encounters};
pub use error::QueryError;
pub use found::Found;
pub use meetings::MeetingSearch;
pub use open::{OpenQuestion, OpenQuestions};
pub use reason::Explanation;
pub use relate::Pair;
pub use stances::Opposition;
pub use witness::Witness;
