//! What a timeline shows of its events, actors, affiliations and sources.

mod actor;
mod event;
mod list;

use super::columns::OPEN;
use crate::time::{Tick, format_ticks};
use std::fmt;

pub use actor::{ActorView, AffiliationView, SourceView};
pub use event::{ActionView, DocumentView, EventView, MeetingView, StatementView};

/// A bound that follows from the claims, in ticks.
///
/// What follows may lie outside of the ticks that a claim can state, so that it is as wide as
/// arithmetic needs. It is shown as RFC 3339 in UTC with six digits of fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bound(pub(crate) i128);

impl Bound {
    /// The bound in microseconds since 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i128 {
        self.0
    }

    /// The bound as a tick, where it is one.
    pub fn tick(self) -> Option<Tick> {
        i64::try_from(self.0).ok().map(Tick::from_micros)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_ticks(self.0))
    }
}

/// The tightest window of one end of an event: it lies there in every world, and for each tick of
/// the window there is a world in which it lies at that tick.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add(Meeting::new("talks").with("a").on("2025-04-25T10:00/"));
/// let t = t.build()?;
/// let talks = t.event("talks")?;
/// let begin = talks.begin();
/// assert_eq!(begin.earliest.unwrap().to_string(), "2025-04-25T10:00:00.000000Z");
/// assert_eq!(
///     begin.to_string(),
///     "between 2025-04-25T10:00:00.000000Z and 2025-04-25T10:00:59.999999Z",
/// );
/// assert_eq!(talks.end().latest, None);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EndWindow {
    /// The earliest tick; `None` where there is none.
    pub earliest: Option<Bound>,
    /// The latest tick; `None` where there is none.
    pub latest: Option<Bound>,
}

/// `between 2025-04-25T10:00:00.000000Z and 2025-04-25T10:00:59.999999Z`, `at 2025-04-25T10:00:00.000000Z or later`.
impl fmt::Display for EndWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (Some(earliest), Some(latest)) if earliest == latest => write!(f, "at {earliest}"),
            (Some(earliest), Some(latest)) => write!(f, "between {earliest} and {latest}"),
            (Some(earliest), None) => write!(f, "at {earliest} or later"),
            (None, Some(latest)) => write!(f, "at {latest} or earlier"),
            (None, None) => f.write_str("at any time"),
        }
    }
}

impl EndWindow {
    pub(crate) fn of(bounds: (i128, i128)) -> EndWindow {
        EndWindow {
            earliest: (bounds.0 > -OPEN).then_some(Bound(bounds.0)),
            latest: (bounds.1 < OPEN).then_some(Bound(bounds.1)),
        }
    }
}
