//! Patterns answered: resolved against a timeline, planned, walked, judged.

mod access;
mod answers;
mod check;
mod compile;
mod days;
mod extreme;
mod offices;
mod prepared;
mod resolved;
mod run;
mod verdict;

pub use answers::{Answer, Answers, AskOptions, Value};
