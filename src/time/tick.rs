//! Ticks: points in time, one microsecond apart.

use std::fmt;

use super::civil::{DAY, civil_from_days};
use super::duration::Duration;

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
///
/// Ticks range over `i64`, from the year -290308 to the year 294247. A tick is shown as RFC 3339 in UTC with
/// six digits of fraction.
///
/// ```
/// use demarche::Tick;
///
/// let noon = Tick::from_micros(1_745_582_400_000_000);
/// assert_eq!(noon.to_string(), "2025-04-25T12:00:00.000000Z");
/// assert!(noon < Tick::from_micros(noon.as_micros() + 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tick(i64);

impl Tick {
    /// The earliest tick, some 292,000 years before 1970.
    pub const MIN: Tick = Tick(i64::MIN);
    /// The latest tick, some 292,000 years after 1970.
    pub const MAX: Tick = Tick(i64::MAX);

    /// The tick that lies `micros` microseconds after 1970-01-01T00:00:00Z.
    pub const fn from_micros(micros: i64) -> Self {
        Tick(micros)
    }

    /// Microseconds since 1970-01-01T00:00:00Z.
    pub const fn as_micros(self) -> i64 {
        self.0
    }

    /// The tick a duration later, or `None` beyond the range of ticks.
    pub const fn checked_add(self, duration: Duration) -> Option<Self> {
        match self.0.checked_add(duration.micros()) {
            Some(micros) => Some(Tick(micros)),
            None => None,
        }
    }

    /// The tick a duration earlier, or `None` beyond the range of ticks.
    pub const fn checked_sub(self, duration: Duration) -> Option<Self> {
        match self.0.checked_sub(duration.micros()) {
            Some(micros) => Some(Tick(micros)),
            None => None,
        }
    }
}

impl fmt::Display for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_ticks(f, i128::from(self.0))
    }
}

/// What `chrono` counts below a microsecond is dropped.
impl<Tz: chrono::TimeZone> From<chrono::DateTime<Tz>> for Tick {
    fn from(moment: chrono::DateTime<Tz>) -> Self {
        // The range of `chrono` is smaller than that of ticks, so that this never overflows.
        Tick(moment.timestamp_micros())
    }
}

/// Fails beyond the range of `chrono`, which ends near the years -262143 and 262142.
impl TryFrom<Tick> for chrono::DateTime<chrono::Utc> {
    type Error = TickRangeError;

    fn try_from(tick: Tick) -> Result<Self, TickRangeError> {
        chrono::DateTime::from_timestamp_micros(tick.0).ok_or(TickRangeError { tick })
    }
}

/// A tick that lies outside the range of `chrono`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{tick} lies outside the range of chrono, the years -262143 to 262142")]
pub struct TickRangeError {
    tick: Tick,
}

/// A count of microseconds since 1970 as RFC 3339 in UTC with six digits of fraction.
///
/// Years beyond 0000 to 9999 are written as `+` or `-` and at least six digits. Counts outside the range of
/// [`Tick`], which the worlds of a timeline may need, are written too.
///
/// ```
/// assert_eq!(demarche::format_ticks(-1), "1969-12-31T23:59:59.999999Z");
/// assert_eq!(demarche::format_ticks(253_402_300_800_000_000), "+010000-01-01T00:00:00.000000Z");
/// ```
pub fn format_ticks(micros: i128) -> String {
    let mut text = String::with_capacity(30);
    // Writing to a string can't fail.
    let _ = write_ticks(&mut text, micros);
    text
}

fn write_ticks(out: &mut impl fmt::Write, micros: i128) -> fmt::Result {
    let (days, rest) = match i64::try_from(micros) {
        Ok(micros) => (i128::from(micros.div_euclid(DAY)), micros.rem_euclid(DAY)),
        // The remainder is less than a day, so that the cast is exact.
        Err(_) => (
            micros.div_euclid(DAY.into()),
            micros.rem_euclid(DAY.into()) as i64,
        ),
    };
    let (year, month, day) = civil_from_days(days);
    match year {
        0..=9999 => write!(out, "{year:04}")?,
        _ => write!(out, "{year:+07}")?,
    }
    let (seconds, fraction) = (rest / 1_000_000, rest % 1_000_000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    write!(
        out,
        "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{fraction:06}Z"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_shown_over_their_whole_range() {
        for (micros, expected) in [
            (0, "1970-01-01T00:00:00.000000Z"),
            (-62_167_219_200_000_000, "0000-01-01T00:00:00.000000Z"),
            (-62_167_219_200_000_001, "-000001-12-31T23:59:59.999999Z"),
            (253_402_300_799_999_999, "9999-12-31T23:59:59.999999Z"),
            (i128::from(i64::MAX), "+294247-01-10T04:00:54.775807Z"),
            (i128::from(i64::MIN), "-290308-12-21T19:59:05.224192Z"),
            (i128::from(i64::MAX) + 1, "+294247-01-10T04:00:54.775808Z"),
        ] {
            assert_eq!(format_ticks(micros), expected);
        }
        assert!(format_ticks(i128::MAX).starts_with("+5"));
        assert!(format_ticks(i128::MIN).starts_with("-5"));
    }

    #[test]
    fn chrono_converts_both_ways() {
        let tick = Tick::from_micros(1_745_582_400_000_001);
        let moment = chrono::DateTime::<chrono::Utc>::try_from(tick).unwrap();
        assert_eq!(Tick::from(moment), tick);
        assert!(chrono::DateTime::<chrono::Utc>::try_from(Tick::MAX).is_err());
    }

    #[test]
    fn sums_are_checked() {
        assert_eq!(
            Tick::MAX.checked_add(Duration::from_micros(1).unwrap()),
            None
        );
        assert_eq!(
            Tick::MIN.checked_sub(Duration::from_micros(1).unwrap()),
            None
        );
    }
}
