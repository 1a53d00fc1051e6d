//! Timelines of diplomacy one can reason over.
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![warn(unreachable_pub, missing_debug_implementations, unnameable_types)]

mod time;

pub use time::{
    Bounds, Date, DateError, DateFlags, Duration, DurationError, Gap, Relation, RelationNameError,
    RelationSet, Relations, Tick, TickRangeError, Window, Zone, ZoneError, date_window, days,
    format_ticks, hours, minutes, seconds, weeks,
};
