//! Questions about everything at once, counted without going through the answers.

mod apart;
mod around;
mod chain;
mod count;
mod crossing;
mod encounters;
mod given;
mod last;
mod lasts;
mod merge;
mod net;
mod pairs;
mod passed;
mod sweep;
mod tied;

pub(super) use apart::Apart;
pub(super) use chain::Chain;
pub use encounters::EncountersPer;
pub(super) use last::Search as LastSearch;
pub use lasts::{LastBefore, LastBeforeAll};
pub(super) use pairs::Pairs;
