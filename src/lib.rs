//! Timelines of diplomacy one can reason over.
#![forbid(unsafe_code)]
#[allow(dead_code)]
mod graph;
