//! When something was, as files for other tools need it.

use std::fmt;

use crate::time::{Bounds, DAY, Tick, Zone, civil_from_days, date_window};

/// When something was, as far as one text tells.
pub(in crate::io) enum When<'a> {
    /// Nothing is said.
    Undated,
    /// What is said is no date, or its zone is none, so that nothing is known; and why.
    Unreadable(&'a str, String),
    Dated(Time<'a>),
}

impl<'a> When<'a> {
    /// Reads a date in a zone, that of UTC where none is given.
    pub(in crate::io) fn read(text: &'a str, zone: Option<&'a str>) -> When<'a> {
        let named = match Zone::parse(zone.unwrap_or("UTC")) {
            Ok(zone) => zone,
            Err(error) => return When::Unreadable(text, error.to_string()),
        };
        // A floating date is read as clocks show it, wherever they hang.
        let clock = if named.is_floating() {
            Zone::UTC
        } else {
            named
        };
        match (date_window(text, &clock), date_window(text, &named)) {
            (Ok((window, flags)), Ok((real, _))) => When::Dated(Time {
                text,
                zone,
                floating: named.is_floating(),
                clock,
                is_interval: flags.interval,
                is_doubtful: flags.doubtful,
                begin: window.begin,
                end: window.end,
                earliest: real.begin.earliest,
                latest: real.end.latest,
            }),
            (Err(error), _) | (_, Err(error)) => When::Unreadable(text, error.to_string()),
        }
    }
}

/// The text for people: what is written, and what that amounts to.
impl fmt::Display for When<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            When::Undated => f.write_str("not known"),
            When::Unreadable(text, why) => write!(f, "{text} (can't be read: {why})"),
            When::Dated(time) => time.fmt(f),
        }
    }
}

/// A time that is known at least in part.
pub(in crate::io) struct Time<'a> {
    /// As it is written.
    pub(in crate::io) text: &'a str,
    /// The zone as it is written.
    pub(in crate::io) zone: Option<&'a str>,
    /// Whether it is not known which zone.
    pub(in crate::io) floating: bool,
    /// The zone whose clocks are read.
    pub(in crate::io) clock: Zone,
    /// Whether it has a beginning and an end of its own, and is not one time within bounds.
    pub(in crate::io) is_interval: bool,
    pub(in crate::io) is_doubtful: bool,
    /// Where the beginning lies, by the clock.
    pub(in crate::io) begin: Bounds,
    /// Where the end lies, by the clock.
    pub(in crate::io) end: Bounds,
    /// The earliest and the latest tick in all, which of a floating time is not by the clock.
    pub(in crate::io) earliest: Option<Tick>,
    pub(in crate::io) latest: Option<Tick>,
}

impl Time<'_> {
    /// The one part of a time within bounds, or the two of an interval; none where it is open.
    pub(in crate::io) fn parts(&self) -> Parts {
        if !self.is_interval {
            return Parts::One(self.part(self.begin.earliest, self.end.latest));
        }
        Parts::Two(
            self.part(self.begin.earliest, self.begin.latest),
            self.part(self.end.earliest, self.end.latest),
        )
    }

    /// The whole that it covers by the clock, if it has bounds on both sides.
    pub(in crate::io) fn hull(&self) -> Option<Part> {
        self.part(self.begin.earliest, self.end.latest)
    }

    fn part(&self, first: Option<Tick>, last: Option<Tick>) -> Option<Part> {
        let (first, last) = (first?, last?);
        Some(Part {
            first,
            last,
            from: Local::of(first, &self.clock),
            to: Local::of(last, &self.clock),
        })
    }

    /// Whether the text says no more and no less than one plain day, month, year or moment, or a plain interval from
    /// one to another.
    fn is_plain(&self) -> bool {
        let plain = |part: Option<Part>| part.is_some_and(|part| part.unit() != Unit::Other);
        !self.is_doubtful
            && match self.parts() {
                Parts::One(part) => plain(part),
                Parts::Two(begin, end) => plain(begin) && plain(end),
            }
    }

    /// Whether it is known to the day or better where it is known, and open where it is not.
    pub(in crate::io) fn is_exact(&self) -> bool {
        let is_exact = |part: Option<Part>| {
            part.is_some_and(|part| matches!(part.unit(), Unit::Day | Unit::Moment))
        };
        match self.parts() {
            Parts::One(part) => is_exact(part),
            Parts::Two(begin, end) => {
                (is_exact(begin) || self.begin == Bounds::NONE)
                    && (is_exact(end) || self.end == Bounds::NONE)
            }
        }
    }

    fn tick(&self, f: &mut fmt::Formatter<'_>, tick: Tick, is_last: bool) -> fmt::Result {
        let local = Local::of(tick, &self.clock);
        if local.is_midnight() && !is_last || local.is_last_of_day() && is_last {
            return write!(f, "{}", Day(local));
        }
        f.write_str(&self.clock.reading(tick))
    }

    fn is_day(&self, first: Tick, last: Tick) -> bool {
        let part = self.part(Some(first), Some(last));
        part.is_some_and(|part| part.unit() == Unit::Day)
    }

    fn bounds(&self, f: &mut fmt::Formatter<'_>, bounds: Bounds) -> fmt::Result {
        match (bounds.earliest, bounds.latest) {
            (None, None) => f.write_str("at a time not known"),
            (Some(first), None) => {
                f.write_str("on or after ")?;
                self.tick(f, first, false)
            }
            (None, Some(last)) => {
                f.write_str("on or before ")?;
                self.tick(f, last, true)
            }
            (Some(first), Some(last)) if self.is_day(first, last) => {
                f.write_str("on ")?;
                self.tick(f, first, false)
            }
            (Some(first), Some(last)) => {
                f.write_str("from ")?;
                self.tick(f, first, false)?;
                f.write_str(" to ")?;
                self.tick(f, last, true)
            }
        }
    }
}

impl fmt::Display for Time<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text)?;
        if let Some(zone) = self.zone {
            write!(f, " [{zone}]")?;
        }
        if self.is_plain() {
            return Ok(());
        }
        f.write_str(" (")?;
        if self.is_doubtful {
            f.write_str("doubtful; ")?;
        }
        if self.is_interval {
            f.write_str("begins ")?;
            self.bounds(f, self.begin)?;
            f.write_str(", ends ")?;
            self.bounds(f, self.end)?;
        } else {
            f.write_str("some time ")?;
            let hull = Bounds {
                earliest: self.begin.earliest,
                latest: self.end.latest,
            };
            self.bounds(f, hull)?;
        }
        f.write_str(")")
    }
}

/// The parts of a time, each none where it is open on a side.
#[derive(Clone, Copy)]
pub(in crate::io) enum Parts {
    /// One time within.
    One(Option<Part>),
    /// A beginning and an end.
    Two(Option<Part>, Option<Part>),
}

/// A stretch with bounds on both sides.
#[derive(Clone, Copy)]
pub(in crate::io) struct Part {
    pub(in crate::io) first: Tick,
    pub(in crate::io) last: Tick,
    /// What clocks show at the first tick.
    pub(in crate::io) from: Local,
    /// What clocks show at the last tick.
    pub(in crate::io) to: Local,
}

/// What a stretch is in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::io) enum Unit {
    /// A minute, a second or a part of one, as a moment is written.
    Moment,
    Day,
    Month,
    Year,
    /// Anything else: a window.
    Other,
}

impl Part {
    pub(in crate::io) fn unit(&self) -> Unit {
        const MINUTE: i64 = 60_000_000;
        let width = i128::from(self.last.as_micros()) - i128::from(self.first.as_micros()) + 1;
        let micros = i128::from(self.from.micros_of_day());
        // A moment is as wide as its last digit: a minute, a second, or a power of ten of microseconds.
        let is_moment = [MINUTE, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1]
            .into_iter()
            .any(|unit| width == i128::from(unit) && micros % width == 0);
        if is_moment {
            return Unit::Moment;
        }
        if !self.is_of_days() {
            return Unit::Other;
        }
        let (from, to) = (self.from, self.to);
        let same_month = from.year == to.year && from.month == to.month;
        let next = Local::of_days(to.days() + 1);
        if same_month && from.day == to.day {
            Unit::Day
        } else if same_month && from.day == 1 && next.day == 1 {
            Unit::Month
        } else if from.year == to.year && (from.month, from.day) == (1, 1) && next.year > to.year {
            Unit::Year
        } else {
            Unit::Other
        }
    }

    /// Whether it begins and ends with days.
    pub(in crate::io) fn is_of_days(&self) -> bool {
        self.from.is_midnight() && self.to.is_last_of_day()
    }
}

/// What clocks show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::io) struct Local {
    pub(in crate::io) year: i64,
    pub(in crate::io) month: u8,
    pub(in crate::io) day: u8,
    pub(in crate::io) hour: u8,
    pub(in crate::io) minute: u8,
    pub(in crate::io) second: u8,
    pub(in crate::io) micro: u32,
}

impl Local {
    pub(in crate::io) fn of(tick: Tick, zone: &Zone) -> Local {
        let micros = i128::from(tick.as_micros()) + i128::from(zone.offset_at(tick));
        let day = i128::from(DAY);
        let mut local = Local::of_days(micros.div_euclid(day));
        // The remainder is less than a day, so that every cast is exact.
        let rest = micros.rem_euclid(day) as u64;
        let seconds = rest / 1_000_000;
        local.micro = (rest % 1_000_000) as u32;
        local.second = (seconds % 60) as u8;
        local.minute = (seconds / 60 % 60) as u8;
        local.hour = (seconds / 3600) as u8;
        local
    }

    /// The beginning of the day so many days after 1970-01-01.
    pub(in crate::io) fn of_days(days: i128) -> Local {
        let (year, month, day) = civil_from_days(days);
        Local {
            // The year of a tick has six digits, so that the cast is exact.
            year: year as i64,
            month,
            day,
            hour: 0,
            minute: 0,
            second: 0,
            micro: 0,
        }
    }

    /// How many days after 1970-01-01 it is.
    pub(in crate::io) fn days(self) -> i128 {
        crate::time::days_from_civil(self.year, self.month, self.day)
    }

    fn micros_of_day(self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute);
        (minutes * 60 + i64::from(self.second)) * 1_000_000 + i64::from(self.micro)
    }

    fn is_midnight(self) -> bool {
        self.micros_of_day() == 0
    }

    fn is_last_of_day(self) -> bool {
        self.micros_of_day() == DAY - 1
    }
}

/// A tick in UTC, as XML Schema has it: years have four digits or more, and no sign but a minus.
pub(in crate::io) fn date_time(tick: Tick) -> String {
    let local = Local::of(tick, &Zone::UTC);
    let text = tick.to_string();
    let behind = text.get(text.len() - "-MM-DDThh:mm:ss.ffffffZ".len()..);
    let sign = if local.year < 0 { "-" } else { "" };
    format!(
        "{sign}{:04}{}",
        local.year.unsigned_abs(),
        behind.unwrap_or_default()
    )
}

/// The day alone, as ISO 8601 has it: years beyond 0000 to 9999 with a sign and six digits.
pub(in crate::io) struct Day(pub(in crate::io) Local);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Local {
            year, month, day, ..
        } = self.0;
        match year {
            0..=9999 => write!(f, "{year:04}-{month:02}-{day:02}"),
            _ => write!(f, "{year:+07}-{month:02}-{day:02}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_amounts_to_is_told() {
        for (text, zone, told) in [
            ("2025-04-25", None, "2025-04-25"),
            ("2025-04-25", Some("floating"), "2025-04-25 [floating]"),
            (
                "2025-04-25T12:30",
                Some("+03:00"),
                "2025-04-25T12:30 [+03:00]",
            ),
            ("2025-04/2025-05-02", None, "2025-04/2025-05-02"),
            (
                "2025-04-25~",
                Some("+03:00"),
                "2025-04-25~ [+03:00] (some time from 2025-04-24 to 2025-04-26)",
            ),
            (
                "2025?",
                None,
                "2025? (doubtful; some time from 2025-01-01 to 2025-12-31)",
            ),
            (
                "2025-04-25?",
                Some("+03:00"),
                "2025-04-25? [+03:00] (doubtful; some time on 2025-04-25)",
            ),
            (
                "2025-04-25/..",
                None,
                "2025-04-25/.. (begins on 2025-04-25, ends at a time not known)",
            ),
            (
                "[..2025-04-26]",
                None,
                "[..2025-04-26] (some time on or before 2025-04-26)",
            ),
            (
                "2025-04-25T12:00/..",
                None,
                "2025-04-25T12:00/.. (begins from 2025-04-25 12:00 to 2025-04-25 12:00:59.999999, ends at a time not known)",
            ),
            (
                "[2025-04-25T12:00..2025-04-26]",
                None,
                "[2025-04-25T12:00..2025-04-26] (some time from 2025-04-25 12:00 to 2025-04-26)",
            ),
        ] {
            assert_eq!(When::read(text, zone).to_string(), told);
        }
        let bad = When::read("soon", None).to_string();
        assert!(bad.starts_with("soon (can't be read: "), "{bad}");
        assert!(matches!(
            When::read("2025", Some("nowhere")),
            When::Unreadable(..)
        ));
    }

    #[test]
    fn years_of_any_length_are_written() {
        for (micros, text) in [
            (0, "1970-01-01T00:00:00.000000Z"),
            (253_402_300_800_000_000, "10000-01-01T00:00:00.000000Z"),
            (-62_167_219_200_000_001, "-0001-12-31T23:59:59.999999Z"),
        ] {
            assert_eq!(date_time(Tick::from_micros(micros)), text);
        }
    }

    #[test]
    fn parts_have_units() {
        for (text, zone, unit) in [
            ("2025", "UTC", Unit::Year),
            ("2024-02", "UTC", Unit::Month),
            ("2024-02-XX", "-05:00", Unit::Month),
            ("2024-02-29", "floating", Unit::Day),
            ("2025-04-25T12:30", "+05:45", Unit::Moment),
            ("2025-04-25T12:30:15.25", "UTC", Unit::Moment),
            ("2025-04-25~", "UTC", Unit::Other),
            ("2025-33", "UTC", Unit::Other),
            ("[2025-04-25T12:00..2025-04-25T12:01]", "UTC", Unit::Other),
        ] {
            let When::Dated(time) = When::read(text, Some(zone)) else {
                panic!("{text}");
            };
            assert_eq!(time.hull().unwrap().unit(), unit, "{text}");
        }
    }
}
