//! Timelines of diplomacy one can reason over.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(unreachable_pub, missing_debug_implementations, unnameable_types)]

#[allow(dead_code)]
mod graph;
mod time;

pub use time::{
    Duration, DurationError, Gap, Relation, RelationNameError, RelationSet, Relations, Tick,
    TickRangeError, days, format_ticks, hours, minutes, seconds, weeks,
};
