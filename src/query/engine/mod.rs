//! Patterns answered: resolved against a timeline, planned, walked, judged.

mod access;
mod answers;
mod ask;
mod because;
mod bulk;
mod check;
mod compile;
mod counts;
mod days;
mod extreme;
mod offices;
mod plan;
mod prepared;
mod refute;
mod resolved;
mod run;
mod subset;
mod tally;
#[cfg(test)]
mod tests;
mod verdict;
mod why;

pub use answers::{Answer, Answers, AskOptions, Value};
pub use counts::{Counts, UnitCounts};
pub use plan::Plan;
pub(in crate::query) use tally::{Tally, units_of};
pub use why::WhyNone;

pub(super) use compile::check_names;
pub(super) use refute::Refuted;
