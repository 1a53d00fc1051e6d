//! Durations of fixed length, for gaps.

use std::fmt;
use std::str::FromStr;

use super::civil::DAY;

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const WEEK: i64 = 7 * DAY;

/// A length of time in microseconds, never negative. A day has 24 hours.
///
/// Written as in ISO 8601, without years and months, which have no fixed length: `PT3H`, `P3D`, `P2W`,
/// `P1DT12H`, `PT1.5S`. Queries also take `90m`, `12h`, `7d`, `2w` ([`Duration::parse_short`]).
///
/// ```
/// use demarche::{Duration, days, hours};
///
/// assert_eq!(Duration::parse("P1DT12H")?, hours(36));
/// assert_eq!(days(7).to_string(), "P7D");
/// assert!(Duration::parse("P1M").is_err()); // A month has no fixed length.
/// # Ok::<(), demarche::DurationError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(i64);

impl Duration {
    /// No time at all.
    pub const ZERO: Duration = Duration(0);

    /// A duration of so many microseconds, or `None` where they are negative.
    pub const fn from_micros(micros: i64) -> Option<Self> {
        if micros < 0 {
            None
        } else {
            Some(Duration(micros))
        }
    }

    /// The length in microseconds, never negative.
    pub const fn micros(self) -> i64 {
        self.0
    }

    /// Reads an ISO 8601 duration.
    ///
    /// Weeks stand alone. The last number may have a fraction of up to six digits.
    ///
    /// # Errors
    ///
    /// Where the text is no such duration, is negative, names years or months, or is longer than `i64`
    /// microseconds.
    pub fn parse(text: &str) -> Result<Self, DurationError> {
        parse_iso(text).map_err(|kind| DurationError {
            text: text.into(),
            kind,
        })
    }

    /// Reads an ISO 8601 duration, or a number with one unit: `90s`, `90m`, `12h`, `7d`, `2w`.
    ///
    /// # Errors
    ///
    /// As for [`Duration::parse`].
    pub fn parse_short(text: &str) -> Result<Self, DurationError> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return Self::parse(text);
        }
        parse_one_unit(text).map_err(|kind| DurationError {
            text: text.into(),
            kind,
        })
    }
}

/// So many seconds, for gaps: `.within(seconds(90))`.
pub const fn seconds(n: u32) -> Duration {
    Duration(n as i64 * SECOND)
}

/// So many minutes, for gaps: `.within(minutes(90))`.
pub const fn minutes(n: u32) -> Duration {
    Duration(n as i64 * MINUTE)
}

/// So many hours, for gaps: `.at_least(hours(2))`.
pub const fn hours(n: u32) -> Duration {
    Duration(n as i64 * HOUR)
}

/// So many days of 24 hours, for gaps, whatever clocks do in between.
///
/// ```
/// use demarche::{days, hours, weeks};
///
/// assert_eq!(days(1), hours(24));
/// assert_eq!(weeks(2).to_string(), "P14D");
/// ```
pub const fn days(n: u32) -> Duration {
    Duration(n as i64 * DAY)
}

/// So many weeks of seven days of 24 hours, for gaps.
pub const fn weeks(n: u32) -> Duration {
    Duration(n as i64 * WEEK)
}

/// Reads as [`Duration::parse`] does.
impl FromStr for Duration {
    type Err = DurationError;

    fn from_str(text: &str) -> Result<Self, DurationError> {
        Self::parse(text)
    }
}

/// The canonical ISO 8601 form in days, hours, minutes and seconds: `P1D`, `PT1H30M`, `PT0S`.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, rest) = (self.0 / DAY, self.0 % DAY);
        f.write_str("P")?;
        if days > 0 {
            write!(f, "{days}D")?;
        }
        if rest == 0 && days > 0 {
            return Ok(());
        }
        f.write_str("T")?;
        let (hours, minutes) = (rest / HOUR, rest / MINUTE % 60);
        let (seconds, fraction) = (rest / SECOND % 60, rest % SECOND);
        if hours > 0 {
            write!(f, "{hours}H")?;
        }
        if minutes > 0 {
            write!(f, "{minutes}M")?;
        }
        if fraction > 0 {
            let digits = format!("{fraction:06}");
            write!(f, "{seconds}.{}S", digits.trim_end_matches('0'))?;
        } else if seconds > 0 || rest == 0 {
            write!(f, "{seconds}S")?;
        }
        Ok(())
    }
}

/// What lies below a microsecond is dropped.
impl TryFrom<std::time::Duration> for Duration {
    type Error = DurationError;

    fn try_from(duration: std::time::Duration) -> Result<Self, DurationError> {
        i64::try_from(duration.as_micros())
            .map(Duration)
            .map_err(|_| DurationError {
                text: format!("{duration:?}"),
                kind: Kind::TooLong,
            })
    }
}

/// What lies below a microsecond is dropped.
impl TryFrom<chrono::TimeDelta> for Duration {
    type Error = DurationError;

    fn try_from(delta: chrono::TimeDelta) -> Result<Self, DurationError> {
        let error = |kind| DurationError {
            text: delta.to_string(),
            kind,
        };
        if delta < chrono::TimeDelta::zero() {
            return Err(error(Kind::Negative));
        }
        delta
            .num_microseconds()
            .map(Duration)
            .ok_or_else(|| error(Kind::TooLong))
    }
}

impl From<Duration> for std::time::Duration {
    fn from(duration: Duration) -> Self {
        std::time::Duration::from_micros(duration.0.unsigned_abs())
    }
}

impl From<Duration> for chrono::TimeDelta {
    fn from(duration: Duration) -> Self {
        chrono::TimeDelta::microseconds(duration.0)
    }
}

/// A number with an optional fraction, in millionths, and the place after it.
fn number(bytes: &[u8], start: usize) -> Result<(i128, usize, bool), Kind> {
    let mut at = start;
    let mut value: i128 = 0;
    while let Some(digit) = bytes.get(at).filter(|b| b.is_ascii_digit()) {
        // Beyond this the sum is too long in any unit, so that more digits need not be counted.
        value = (value * 10 + i128::from(digit - b'0')).min(1 << 80);
        at += 1;
    }
    if at == start {
        return Err(Kind::NoNumber { column: start + 1 });
    }
    value *= 1_000_000;
    if !matches!(bytes.get(at), Some(b'.' | b',')) {
        return Ok((value, at, false));
    }
    at += 1;
    let (first, mut scale) = (at, 100_000);
    while let Some(digit) = bytes.get(at).filter(|b| b.is_ascii_digit()) {
        value += i128::from(digit - b'0') * scale;
        scale /= 10;
        at += 1;
    }
    match at - first {
        1..=6 => Ok((value, at, true)),
        _ => Err(Kind::Digits { column: first + 1 }),
    }
}

/// The units of each half of a duration, from large to small.
const DATE_UNITS: &[(u8, i64)] = &[(b'W', WEEK), (b'D', DAY)];
const TIME_UNITS: &[(u8, i64)] = &[(b'H', HOUR), (b'M', MINUTE), (b'S', SECOND)];

fn parse_iso(text: &str) -> Result<Duration, Kind> {
    let bytes = text.as_bytes();
    match bytes.first() {
        None => return Err(Kind::Empty),
        Some(b'-') => return Err(Kind::Negative),
        Some(b'P') => {}
        Some(_) => return Err(Kind::NoP),
    }
    // The sum is in millionths of a microsecond, since fractions may stand at any unit.
    let (mut sum, mut at, mut in_time, mut last, mut fraction) = (0i128, 1, false, None, None);
    loop {
        match bytes.get(at) {
            None if last.is_none() || bytes.ends_with(b"T") => {
                return Err(Kind::NoNumber { column: at + 1 });
            }
            None => break,
            Some(b'T') if !in_time => {
                if last == Some(b'W') {
                    return Err(Kind::Weeks { column: at + 1 });
                }
                in_time = true;
                at += 1;
                continue;
            }
            Some(b'-') => return Err(Kind::Negative),
            Some(_) => {}
        }
        if let Some(column) = fraction {
            return Err(Kind::Fraction { column });
        }
        let (value, unit_at, has_fraction) = number(bytes, at)?;
        fraction = has_fraction.then_some(at + 1);
        let column = unit_at + 1;
        let (units, expected) = if in_time {
            (TIME_UNITS, "H, M or S")
        } else {
            (
                DATE_UNITS,
                "D or W (hours, minutes and seconds stand behind a T)",
            )
        };
        let unit = match bytes.get(unit_at) {
            Some(&unit @ (b'Y' | b'M')) if !in_time => {
                return Err(Kind::Calendar { column, unit });
            }
            Some(&unit) => unit,
            None => {
                return Err(Kind::NoUnit {
                    column,
                    units: expected,
                });
            }
        };
        let Some(&(_, length)) = units.iter().find(|(letter, _)| *letter == unit) else {
            return Err(Kind::NoUnit {
                column,
                units: expected,
            });
        };
        if unit == b'W' && last.is_some() || last == Some(b'W') {
            return Err(Kind::Weeks { column });
        }
        let rank = |letter| b"DHMS".iter().position(|l| *l == letter);
        if last.is_some_and(|last| rank(last) >= rank(unit)) {
            return Err(Kind::Order { column });
        }
        sum = sum.saturating_add(value.saturating_mul(i128::from(length)));
        last = Some(unit);
        at = unit_at + 1;
    }
    in_range(sum)
}

fn parse_one_unit(text: &str) -> Result<Duration, Kind> {
    let bytes = text.as_bytes();
    let (value, at, _) = number(bytes, 0)?;
    let length = match &bytes[at..] {
        b"s" => SECOND,
        b"m" => MINUTE,
        b"h" => HOUR,
        b"d" => DAY,
        b"w" => WEEK,
        _ => {
            return Err(Kind::NoUnit {
                column: at + 1,
                units: "s, m, h, d or w",
            });
        }
    };
    in_range(value.saturating_mul(i128::from(length)))
}

fn in_range(millionths: i128) -> Result<Duration, Kind> {
    // Every unit is a whole number of seconds, and a fraction has at most six digits: this is exact.
    i64::try_from(millionths / 1_000_000)
        .map(Duration)
        .map_err(|_| Kind::TooLong)
}

/// A text that is no duration of fixed length.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no duration: {kind}")]
pub struct DurationError {
    text: String,
    kind: Kind,
}

impl DurationError {
    /// Whether the text names years or months, which have no fixed length.
    pub fn is_calendar_unit(&self) -> bool {
        matches!(self.kind, Kind::Calendar { .. })
    }

    /// Whether the duration is negative.
    pub fn is_negative(&self) -> bool {
        self.kind == Kind::Negative
    }

    /// What is wrong, without the text and the column in it.
    pub(crate) fn reason(&self) -> String {
        super::without_column(&self.kind.to_string())
    }

    /// Whether the duration is longer than `i64` microseconds.
    pub fn is_too_long(&self) -> bool {
        self.kind == Kind::TooLong
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error("it is empty; write for example PT3H, P3D or P2W")]
    Empty,
    #[error("it must begin with P, as in PT3H, P3D or P2W")]
    NoP,
    #[error("it is negative, and a gap can't be; write the relation the other way round")]
    Negative,
    #[error("column {column}: {} have no fixed length; write weeks or days, as in P2W or P30D", match unit { b'Y' => "years", _ => "months" })]
    Calendar { column: usize, unit: u8 },
    #[error("column {column}: a number belongs here, as in PT3H, P3D or P2W")]
    NoNumber { column: usize },
    #[error("column {column}: a unit belongs here, {units}")]
    NoUnit { column: usize, units: &'static str },
    #[error("column {column}: units go from large to small, each once: P1DT2H3M4S")]
    Order { column: usize },
    #[error("column {column}: weeks stand alone; write days instead")]
    Weeks { column: usize },
    #[error("column {column}: only the last number may have a fraction")]
    Fraction { column: usize },
    #[error("column {column}: a fraction has one to six digits")]
    Digits { column: usize },
    #[error("it is longer than the range of ticks, some 292,000 years")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = match Duration::parse(text) {
            Ok(duration) => duration.to_string(),
            Err(error) => error.to_string(),
        };
        assert!(shown.contains(expected), "{text}: {shown}");
    }

    #[test]
    fn durations_are_read_and_written() {
        for (text, canonical) in [
            ("PT3H", "PT3H"),
            ("P3D", "P3D"),
            ("P2W", "P14D"),
            ("PT36H", "P1DT12H"),
            ("P1DT2H3M4.5S", "P1DT2H3M4.5S"),
            ("PT1.000001S", "PT1.000001S"),
            ("PT0.5H", "PT30M"),
            ("PT90M", "PT1H30M"),
            ("PT0S", "PT0S"),
            ("P0D", "PT0S"),
            ("PT0.05S", "PT0.05S"),
        ] {
            check(text, canonical);
            assert_eq!(Duration::parse(canonical), Duration::parse(text));
        }
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("", "empty"),
            ("3D", "begin with P"),
            ("P", "column 2: a number"),
            ("PT", "column 3: a number"),
            ("P1DT", "column 5: a number"),
            ("P1Y", "column 3: years have no fixed length"),
            ("P1M", "column 3: months have no fixed length"),
            ("-P1D", "negative"),
            ("P-1D", "negative"),
            ("P1H", "column 3: a unit belongs here, D or W"),
            ("PT1D", "column 4: a unit belongs here, H, M or S"),
            ("PT1", "column 4: a unit"),
            ("PT1M1H", "from large to small"),
            ("PT1H1H", "from large to small"),
            ("P1W1D", "weeks stand alone"),
            ("P1D1W", "weeks stand alone"),
            ("P1WT1H", "weeks stand alone"),
            ("PT1.5H1M", "only the last number"),
            ("PT1.0000001S", "one to six digits"),
            ("PT1.S", "one to six digits"),
            ("P99999999999999999999D", "longer than"),
            ("P1D ", "column 4: a number"),
        ] {
            check(text, says);
        }
    }

    #[test]
    fn short_forms() {
        assert_eq!(Duration::parse_short("90m"), Ok(minutes(90)));
        assert_eq!(Duration::parse_short("7d"), Ok(days(7)));
        assert_eq!(Duration::parse_short("2w"), Ok(weeks(2)));
        assert_eq!(Duration::parse_short("PT12H"), Duration::parse_short("12h"));
        assert!(Duration::parse_short("7").is_err());
        assert!(Duration::parse_short("7y").is_err());
        assert!(
            Duration::parse_short("99999999999999w")
                .unwrap_err()
                .is_too_long()
        );
    }

    #[test]
    fn other_durations_convert() {
        use chrono::TimeDelta;

        assert_eq!(Duration::try_from(TimeDelta::hours(2)), Ok(hours(2)));
        assert!(
            Duration::try_from(TimeDelta::microseconds(-1))
                .unwrap_err()
                .is_negative()
        );
        assert!(
            Duration::try_from(TimeDelta::MAX)
                .unwrap_err()
                .is_too_long()
        );
        assert!(
            Duration::try_from(std::time::Duration::MAX)
                .unwrap_err()
                .is_too_long()
        );
        assert_eq!(TimeDelta::from(days(1)), TimeDelta::days(1));
        assert_eq!(
            std::time::Duration::from(seconds(1)),
            std::time::Duration::from_secs(1)
        );
    }
}
