//! Times as people read them.

use super::timeline::Timeline;
use super::views::{Bound, EndWindow};
use crate::time::{Tick, Zone, format_ticks};

/// The clock on which a timeline is read: that of its zone, or of UTC where that is floating.
///
/// It tells windows as dates that cover just what is known, and no less: nothing that may have taken place at one of
/// several times is told as if it had one.
///
/// ```
/// use demarche::Clock;
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.zone("+03:00");
/// t.add(Actor::person("a", "Ada"));
/// t.add(Meeting::new("talks").with("a").on("2025-04-25T12:00/2025-04"));
/// t.add(Statement::new("remark").by("a"));
/// t.add(Claim::that("remark").is(After, "talks"));
/// let t = t.build()?;
///
/// let clock = Clock::of(&t);
/// let talks = t.event("talks")?;
/// assert_eq!(clock.window(talks.begin()), "2025-04-25 12:00");
/// assert_eq!(clock.window(talks.end()), "2025-04-25 12:00 .. 2025-04-30 23:59");
/// assert_eq!(clock.window(t.event("remark")?.begin()), "from 2025-04-25 12:00");
/// assert_eq!(clock.zone(), "+03:00");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    zone: Zone,
}

const DAY: i128 = 86_400_000_000;
const SECOND: i128 = 1_000_000;

impl Clock {
    /// The clock of a timeline.
    pub fn of(timeline: &Timeline) -> Clock {
        Clock {
            zone: *timeline.zone(),
        }
    }

    /// The name of the zone that the clock shows.
    pub fn zone(&self) -> String {
        if self.zone.is_floating() {
            "UTC".to_owned()
        } else {
            self.zone.to_string()
        }
    }

    /// A moment, exactly: `2025-04-25 12:00:00.5`. It is given in microseconds since 1970-01-01T00:00:00Z, as
    /// [`Bound::micros`] has it. Beyond the range of ticks it is told in UTC.
    pub fn moment(&self, micros: i128) -> String {
        let text = written(self.reading(micros), Unit::Second);
        match self.reading(micros).rem_euclid(SECOND) {
            0 => text,
            fraction => {
                let digits = format!("{fraction:06}");
                format!("{text}.{}", digits.trim_end_matches('0'))
            }
        }
    }

    /// Where one end of an event lies: a date that covers just that, `A .. B`, `from A`, `by B`, or `open`.
    ///
    /// Strict relations leave bounds a microsecond beside a date, which says nothing to people: the window is
    /// widened to whole seconds, and then written in the largest unit that fits both ends.
    pub fn window(&self, window: EndWindow) -> String {
        let first = |bound: Bound| {
            let reading = self.reading(bound.micros());
            reading - reading.rem_euclid(SECOND)
        };
        let last = |bound: Bound| {
            let reading = self.reading(bound.micros());
            reading - reading.rem_euclid(SECOND) + SECOND - 1
        };
        match (window.earliest, window.latest) {
            (None, None) => "open".to_owned(),
            (Some(earliest), Some(latest)) if earliest == latest => self.moment(earliest.micros()),
            (Some(earliest), Some(latest)) => {
                let (first, last) = (first(earliest), last(latest));
                let fits = |unit: &Unit| begins(first, *unit) && begins(last + 1, *unit);
                let unit = Unit::ALL.into_iter().find(fits).unwrap_or(Unit::Second);
                let (first, last) = (written(first, unit), written(last, unit));
                if first == last {
                    first
                } else {
                    format!("{first} .. {last}")
                }
            }
            (Some(earliest), None) => {
                let first = first(earliest);
                format!("from {}", written(first, day_or_less(first)))
            }
            (None, Some(latest)) => {
                let last = last(latest);
                format!("by {}", written(last, day_or_less(last + 1)))
            }
        }
    }

    /// What the clock shows, in microseconds since it showed 1970-01-01T00:00. Beyond the range of ticks it is
    /// that of UTC.
    fn reading(&self, micros: i128) -> i128 {
        let tick = i64::try_from(micros).ok().map(Tick::from_micros);
        micros + tick.map_or(0, |tick| i128::from(self.zone.offset_at(tick)))
    }
}

/// How much of a reading is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

impl Unit {
    /// From large to small.
    const ALL: [Unit; 5] = [
        Unit::Year,
        Unit::Month,
        Unit::Day,
        Unit::Minute,
        Unit::Second,
    ];
}

/// Whether a unit begins with this reading.
fn begins(reading: i128, unit: Unit) -> bool {
    let midnight = reading.rem_euclid(DAY) == 0;
    let date = || written(reading, Unit::Day);
    match unit {
        Unit::Year => midnight && date().ends_with("-01-01"),
        Unit::Month => midnight && date().ends_with("-01"),
        Unit::Day => midnight,
        Unit::Minute => reading.rem_euclid(60 * SECOND) == 0,
        Unit::Second => reading.rem_euclid(SECOND) == 0,
    }
}

fn day_or_less(edge: i128) -> Unit {
    let units = [Unit::Day, Unit::Minute];
    let found = units.into_iter().find(|unit| begins(edge, *unit));
    found.unwrap_or(Unit::Second)
}

/// A reading up to a unit: `2025`, `2025-04`, `2025-04-25`, `2025-04-25 12:00`, `2025-04-25 12:00:00`.
fn written(reading: i128, unit: Unit) -> String {
    let text = format_ticks(reading);
    let Some((date, time)) = text.split_once('T') else {
        return text;
    };
    // The year may have a sign and six digits; what follows has a fixed length.
    let less = |n: usize| date.get(..date.len() - n).unwrap_or(date).to_owned();
    let more = |n: usize| format!("{date} {}", time.get(..n).unwrap_or(time));
    match unit {
        Unit::Year => less(6),
        Unit::Month => less(3),
        Unit::Day => date.to_owned(),
        Unit::Minute => more(5),
        Unit::Second => more(8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    fn check(time: &str, zone: &str, begin: &str, end: &str) {
        let mut t = Timeline::builder();
        t.zone(zone);
        t.add(Actor::person("a", "Ada"));
        t.add(Action::new("x").by("a").on(time));
        let t = t.build().unwrap();
        let (clock, event) = (Clock::of(&t), t.event("x").unwrap());
        assert_eq!(clock.window(event.begin()), begin, "{time}");
        assert_eq!(clock.window(event.end()), end, "{time}");
    }

    #[test]
    fn windows_read_as_dates() {
        check("2025", "UTC", "2025", "2025");
        check("2025-04", "+03:00", "2025-04", "2025-04");
        if cfg!(feature = "zones") {
            check("2025-04-25", "Europe/Moscow", "2025-04-25", "2025-04-25");
        }
        check(
            "2025-04-25T12:00/2025-04-25T15:30",
            "UTC",
            "2025-04-25 12:00",
            "2025-04-25 15:30",
        );
        check(
            "2025-04-25T12:00:05",
            "UTC",
            "2025-04-25 12:00:05",
            "2025-04-25 12:00:05",
        );
        check(
            "2025-04-25T12:00:05.25/2025-04-25T12:00:06.250000",
            "UTC",
            "2025-04-25 12:00:05",
            "2025-04-25 12:00:06.25",
        );
        check("2014/2016-03", "UTC", "2014", "2016-03");
        check(
            "[2025-04-25..2025-04-26]",
            "UTC",
            "2025-04-25 .. 2025-04-26",
            "2025-04-25 .. 2025-04-26",
        );
        check("2025-04-25/..", "UTC", "2025-04-25", "from 2025-04-25");
        check("../2025-04-25", "UTC", "by 2025-04-25", "2025-04-25");
        check("-0043-03-15", "UTC", "-000043-03-15", "-000043-03-15");
        check(
            "2025-04-25",
            "floating",
            "2025-04-24 10:00 .. 2025-04-26 11:59",
            "2025-04-24 10:00 .. 2025-04-26 11:59",
        );
    }

    #[test]
    fn moments_are_exact() {
        let clock = Clock {
            zone: Zone::parse("+03:00").unwrap(),
        };
        assert_eq!(clock.moment(0), "1970-01-01 03:00:00");
        assert_eq!(clock.moment(-1), "1970-01-01 02:59:59.999999");
        assert_eq!(
            clock.moment(i128::from(i64::MAX) + 1),
            "+294247-01-10 04:00:54.775808"
        );
    }
}
