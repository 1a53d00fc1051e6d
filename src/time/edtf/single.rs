//! One date or moment: the local readings that it covers, and their ticks.

use super::error::DateErrorKind;
use crate::time::civil::{Civil, DAY, days_in_month};
use crate::time::tick::Tick;
use crate::time::zone::Zone;

/// A date or moment, reduced to the first and the last day that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Single {
    /// Where it begins in the text, from 1.
    pub(super) column: usize,
    /// The first day that matches; the first of the month where the grain is months.
    pub(super) first: Civil,
    /// The last day that matches; the first of the last month where the grain is months.
    pub(super) last: Civil,
    pub(super) grain: Grain,
    /// How far `~` widens it, each way.
    pub(super) shift: Option<Shift>,
    /// The offset written in the text, in minutes.
    pub(super) offset: Option<i16>,
    pub(super) doubtful: bool,
}

/// What the ends of a date are counted in, so that a shift keeps its own precision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    /// Years, seasons and months: whole months.
    Months,
    Days,
    /// A time of day: its start since midnight and how long it lasts, in microseconds.
    Clock {
        start: i64,
        width: i64,
    },
}

/// A unit of the local calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    Months(i64),
    Days(i64),
    Micros(i64),
}

impl Single {
    /// The first and the last tick that the date covers.
    pub(super) fn ticks(&self, zone: &Zone) -> Result<(Tick, Tick), DateErrorKind> {
        let own = self.offset.map(Zone::from_offset_minutes);
        let zone = own.as_ref().unwrap_or(zone);
        let (first, last) = self.readings();
        zone.ticks(first, last)
            .map_err(|unresolved| DateErrorKind::unresolved(unresolved, zone))
    }

    /// The first and the last local reading, in microseconds since 1970-01-01T00:00.
    fn readings(&self) -> (i128, i128) {
        let (mut first, mut last) = (self.first, self.last);
        let mut spread = 0;
        match self.shift {
            None => {}
            Some(Shift::Months(months)) => {
                first = first.plus_months(-months);
                last = last.plus_months(months);
            }
            Some(Shift::Days(days)) => spread = i128::from(days) * i128::from(DAY),
            Some(Shift::Micros(micros)) => spread = micros.into(),
        }
        if self.grain == Grain::Months {
            last.day = days_in_month(last.year, last.month);
        }
        let (start, end) = match self.grain {
            Grain::Months | Grain::Days => (0, DAY - 1),
            Grain::Clock { start, width } => (start, start + width - 1),
        };
        let midnight = |day: Civil| day.days() * i128::from(DAY);
        let first_midnight = midnight(first);
        let last_midnight = if first == last {
            first_midnight
        } else {
            midnight(last)
        };
        (
            first_midnight + i128::from(start) - spread,
            last_midnight + i128::from(end) + spread,
        )
    }
}
