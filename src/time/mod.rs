//! Time: ticks, durations, dates and the windows they give, and the relations between intervals.

mod civil;
mod compose;
mod conjunction;
mod duration;
mod edtf;
mod gap;
#[cfg(feature = "zones")]
mod iana;
mod near;
mod reading;
mod relation;
mod relation_set;
mod tick;
mod window;
mod zone;

pub(crate) use civil::{DAY, MONTHS, civil_from_days, days_from_civil};

#[allow(
    unused_imports,
    reason = "the network of the graph room is built from these"
)]
pub(crate) use conjunction::{End, EndConstraint};
pub use duration::{Duration, DurationError, days, hours, minutes, seconds, weeks};
#[cfg(feature = "csv")]
pub(crate) use edtf::is_date;
pub use edtf::{Date, DateError, DateFlags, date_window};
pub use gap::Gap;
pub(crate) use near::nearest;
pub(crate) use reading::reading;
pub use relation::Relation;
pub use relation_set::{RelationNameError, RelationSet, Relations};
pub use tick::{Tick, TickRangeError, format_ticks};
pub use window::{Bounds, Window};
pub use zone::{Zone, ZoneError};

/// A message that may begin with a column, without that; for where the text that it counts stands in another.
fn without_column(message: &str) -> String {
    let counted = message.strip_prefix("column ");
    let reason = counted.and_then(|counted| counted.split_once(": "));
    reason.map_or(message, |(_, reason)| reason).to_owned()
}
