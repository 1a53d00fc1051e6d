//! Time: ticks, durations, dates and the windows they give, and the relations between intervals.

mod civil;
mod compose;
mod duration;
mod edtf;
mod gap;
mod near;
mod relation;
mod relation_set;
mod tick;
mod window;
mod zone;

pub use duration::{Duration, DurationError, days, hours, minutes, seconds, weeks};
pub use edtf::{Date, DateError, DateFlags, date_window};
pub use gap::Gap;
pub use relation::Relation;
#[allow(
    unused_imports,
    reason = "the network of the graph room is built from these"
)]
pub(crate) use relation_set::{End, EndConstraint};
pub use relation_set::{RelationNameError, RelationSet, Relations};
pub use tick::{Tick, TickRangeError, format_ticks};
pub use window::{Bounds, Window};
pub use zone::{Zone, ZoneError};
