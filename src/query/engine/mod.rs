//! Patterns answered: resolved against a timeline, planned, walked, judged.

mod access;
mod check;
mod compile;
mod days;
mod offices;
mod resolved;
mod run;

