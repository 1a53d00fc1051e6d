//! Zones: from what local clocks read to ticks.

use std::fmt;
use std::str::FromStr;

use super::civil::{Civil, DAY, SECOND, civil_from_days, days_in_month};
#[cfg(feature = "zones")]
use super::iana;
use super::tick::Tick;

const HOUR: i128 = 3_600 * SECOND;

/// The zone in which a date without an offset of its own is read.
///
/// An offset from UTC, an IANA zone (feature `zones`), or *floating*, where it is not known which.
///
/// ```
/// use demarche::{Date, Zone};
///
/// let day = Date::parse("2025-04-25")?;
/// let moscow = day.hull(&Zone::parse("+03:00")?)?;
/// assert_eq!(moscow.earliest.unwrap().to_string(), "2025-04-24T21:00:00.000000Z");
///
/// // Somewhere on earth it is the 25th from UTC+14:00 to UTC-12:00.
/// let anywhere = day.hull(&Zone::FLOATING)?;
/// assert_eq!(anywhere.earliest.unwrap().to_string(), "2025-04-24T10:00:00.000000Z");
/// assert_eq!(anywhere.latest.unwrap().to_string(), "2025-04-26T11:59:59.999999Z");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    /// Minutes east of UTC, at most 14 hours either way.
    Offset(i16),
    Floating,
    #[cfg(feature = "zones")]
    Named(chrono_tz::Tz),
}

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone(Kind::Offset(0));
    /// It is not known which zone, independently for each date.
    pub const FLOATING: Zone = Zone(Kind::Floating);

    /// Reads an offset such as `+03:00` or `-04`, `Z`, `UTC`, `floating`, or an IANA name such as
    /// `Europe/Moscow`.
    ///
    /// # Errors
    ///
    /// Where the text is none of these, where an offset is beyond 14 hours, and where it may be an IANA name but
    /// the feature `zones` is off.
    pub fn parse(text: &str) -> Result<Self, ZoneError> {
        match text {
            "Z" | "UTC" => return Ok(Zone::UTC),
            "floating" => return Ok(Zone::FLOATING),
            _ => {}
        }
        let kind = match text.as_bytes() {
            [] => ErrorKind::Empty,
            [b'+' | b'-', ..] => match offset(text.as_bytes()) {
                Ok((minutes, length)) if length == text.len() => {
                    return Ok(Zone(Kind::Offset(minutes)));
                }
                Ok(_) => ErrorKind::Offset,
                Err(OffsetFault::Form) => ErrorKind::Offset,
                Err(OffsetFault::Range) => ErrorKind::Range,
            },
            // No name of a zone begins with a digit: its sign was forgotten.
            [b'0'..=b'9', ..] => ErrorKind::Offset,
            _ => match named(text) {
                Ok(zone) => return Ok(zone),
                Err(kind) => kind,
            },
        };
        Err(ZoneError {
            text: text.into(),
            kind,
        })
    }

    /// Whether it is not known which zone.
    pub const fn is_floating(&self) -> bool {
        matches!(self.0, Kind::Floating)
    }

    /// How far clocks of the zone are ahead of UTC at a tick, in microseconds; zero where it is floating.
    ///
    /// ```
    /// use demarche::{Tick, Zone};
    ///
    /// let zone = Zone::parse("+03:00")?;
    /// assert_eq!(zone.offset_at(Tick::from_micros(0)), 3 * 3_600_000_000);
    /// # Ok::<(), demarche::ZoneError>(())
    /// ```
    #[cfg_attr(
        not(feature = "zones"),
        expect(unused_variables, reason = "a fixed offset is the same at every tick")
    )]
    pub fn offset_at(&self, tick: Tick) -> i64 {
        let offset = match self.0 {
            Kind::Offset(minutes) => i128::from(minutes) * 60 * SECOND,
            Kind::Floating => 0,
            #[cfg(feature = "zones")]
            Kind::Named(tz) => iana::offset_at(tz, tick),
        };
        // Offsets are below a day, so that the cast is exact.
        offset as i64
    }

    /// How far clocks of the zone are ahead of UTC, in microseconds, where that never changes; zero
    /// where it is floating.
    pub(crate) fn fixed_offset(&self) -> Option<i64> {
        match self.0 {
            Kind::Offset(_) | Kind::Floating => Some(self.offset_at(Tick::from_micros(0))),
            #[cfg(feature = "zones")]
            Kind::Named(_) => None,
        }
    }

    /// The year, month and day that clocks of the zone show at a tick; those of UTC where it is floating.
    pub fn date_of(&self, tick: Tick) -> (i64, u8, u8) {
        let reading = i128::from(tick.as_micros()) + i128::from(self.offset_at(tick));
        let (year, month, day) = civil_from_days(reading.div_euclid(DAY.into()));
        // The year of a tick has six digits, so that the cast is exact.
        (year as i64, month, day)
    }

    /// The first and the last tick at which clocks of the zone show one of the days from the first to the last, each
    /// a year, month and day; clocks of UTC where the zone is floating.
    ///
    /// `None` where there is no such day, where clocks skipped all of them, and beyond the range of ticks.
    ///
    /// ```
    /// use demarche::Zone;
    ///
    /// let (start, end) = Zone::UTC.ticks_of_days((2025, 4, 1), (2025, 4, 30)).unwrap();
    /// assert_eq!(start.to_string(), "2025-04-01T00:00:00.000000Z");
    /// assert_eq!(Zone::UTC.date_of(end), (2025, 4, 30));
    /// ```
    pub fn ticks_of_days(&self, first: (i64, u8, u8), last: (i64, u8, u8)) -> Option<(Tick, Tick)> {
        let midnight = |(year, month, day): (i64, u8, u8)| {
            let exists =
                (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
            exists.then(|| Civil::new(year, month, day).days() * i128::from(DAY))
        };
        let zone = if self.is_floating() { Zone::UTC } else { *self };
        let (start, end) = (midnight(first)?, midnight(last)? + i128::from(DAY) - 1);
        zone.ticks(start, end).ok()
    }

    pub(crate) const fn from_offset_minutes(minutes: i16) -> Self {
        Zone(Kind::Offset(minutes))
    }

    /// The first and the last tick whose local reading lies within the two given, in microseconds of local time
    /// since 1970-01-01T00:00.
    pub(crate) fn ticks(&self, first: i128, last: i128) -> Result<(Tick, Tick), Unresolved> {
        // Far beyond the range of ticks no offset matters, and smaller numbers are cheaper below.
        if first < i128::from(i64::MIN) - 24 * HOUR || last > i128::from(i64::MAX) + 24 * HOUR {
            return Err(Unresolved::OutOfRange);
        }
        let (first, last) = match self.0 {
            Kind::Offset(minutes) => {
                let offset = i128::from(minutes) * 60 * SECOND;
                (first - offset, last - offset)
            }
            Kind::Floating => (first - 14 * HOUR, last + 12 * HOUR),
            #[cfg(feature = "zones")]
            Kind::Named(tz) => (iana::earliest(tz, first), iana::latest(tz, last)),
        };
        if first > last {
            return Err(Unresolved::Unread);
        }
        match (i64::try_from(first), i64::try_from(last)) {
            (Ok(first), Ok(last)) => Ok((Tick::from_micros(first), Tick::from_micros(last))),
            _ => Err(Unresolved::OutOfRange),
        }
    }
}

/// UTC.
impl Default for Zone {
    fn default() -> Self {
        Zone::UTC
    }
}

/// Reads as [`Zone::parse`] does.
impl FromStr for Zone {
    type Err = ZoneError;

    fn from_str(text: &str) -> Result<Self, ZoneError> {
        Zone::parse(text)
    }
}

/// As [`Zone::parse`] reads it.
impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Offset(0) => f.pad("UTC"),
            Kind::Offset(minutes) => {
                let sign = if minutes < 0 { '-' } else { '+' };
                let minutes = minutes.unsigned_abs();
                f.pad(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60))
            }
            Kind::Floating => f.pad("floating"),
            #[cfg(feature = "zones")]
            Kind::Named(tz) => f.pad(tz.name()),
        }
    }
}

/// Why local readings have no ticks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unresolved {
    /// They lie beyond the range of ticks.
    OutOfRange,
    /// Clocks skipped all of them.
    Unread,
}

/// Why an offset can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum OffsetFault {
    /// It is not of the form `+hh` or `+hh:mm`.
    Form,
    /// It is more than 14 hours.
    Range,
}

/// An offset `+hh` or `+hh:mm` at the beginning of the text: its minutes, and how long it is.
pub(crate) fn offset(bytes: &[u8]) -> Result<(i16, usize), OffsetFault> {
    let two = |at: usize| match (bytes.get(at), bytes.get(at + 1)) {
        (Some(tens @ b'0'..=b'9'), Some(ones @ b'0'..=b'9')) => {
            Ok(i16::from(tens - b'0') * 10 + i16::from(ones - b'0'))
        }
        _ => Err(OffsetFault::Form),
    };
    let hours = two(1)?;
    let (minutes, length) = if bytes.get(3) == Some(&b':') {
        (two(4)?, 6)
    } else {
        (0, 3)
    };
    if minutes > 59 || hours * 60 + minutes > 14 * 60 {
        return Err(OffsetFault::Range);
    }
    let minutes = hours * 60 + minutes;
    Ok((
        if bytes.first() == Some(&b'-') {
            -minutes
        } else {
            minutes
        },
        length,
    ))
}

#[cfg(feature = "zones")]
fn named(text: &str) -> Result<Zone, ErrorKind> {
    if let Ok(tz) = text.parse::<chrono_tz::Tz>() {
        return Ok(Zone(Kind::Named(tz)));
    }
    let names = || {
        ["UTC", "floating"]
            .into_iter()
            .chain(chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name()))
    };
    // A city alone names its zone well enough to be pointed at.
    let city = |name: &&str| {
        name.rsplit('/')
            .next()
            .is_some_and(|city| city.eq_ignore_ascii_case(&text.replace(' ', "_")))
    };
    let nearest = names()
        .find(city)
        .or_else(|| super::near::nearest(text, names()));
    Err(ErrorKind::Unknown(nearest))
}

#[cfg(not(feature = "zones"))]
fn named(text: &str) -> Result<Zone, ErrorKind> {
    match super::near::nearest(text, ["UTC", "floating"]) {
        Some(near) => Err(ErrorKind::Unknown(Some(near))),
        None if text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"/_+-".contains(&b)) =>
        {
            Err(ErrorKind::NeedsFeature)
        }
        None => Err(ErrorKind::Unknown(None)),
    }
}

/// A text that names no zone.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is no zone: {kind}")]
pub struct ZoneError {
    text: String,
    kind: ErrorKind,
}

impl ZoneError {
    /// The known name most like the one given, where one is alike.
    pub fn suggestion(&self) -> Option<&'static str> {
        match self.kind {
            ErrorKind::Unknown(nearest) => nearest,
            _ => None,
        }
    }

    /// Whether it may be an IANA name, which this build can't tell without the feature `zones`.
    pub fn is_feature_missing(&self) -> bool {
        self.kind == ErrorKind::NeedsFeature
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum ErrorKind {
    #[error(
        "it is empty; write an offset such as +03:00, an IANA name such as Europe/Moscow, or floating"
    )]
    Empty,
    #[error("an offset is written +hh:mm or +hh, as in +03:00 or -04")]
    Offset,
    #[error("an offset is at most 14 hours either way, its minutes 00 to 59")]
    Range,
    #[cfg_attr(
        feature = "zones",
        allow(dead_code, reason = "only builds without zones say this")
    )]
    #[error(
        "an IANA name needs a build with the feature `zones`; an offset such as +03:00 works without"
    )]
    NeedsFeature,
    #[error("{}", unknown(*.0))]
    Unknown(Option<&'static str>),
}

fn unknown(nearest: Option<&str>) -> String {
    match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => {
            "write an offset such as +03:00, an IANA name such as Europe/Moscow, or floating".into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_and_names_are_read_and_shown() {
        for (text, shown) in [
            ("Z", "UTC"),
            ("UTC", "UTC"),
            ("+00:00", "UTC"),
            ("-00:00", "UTC"),
            ("+03:00", "+03:00"),
            ("-04", "-04:00"),
            ("+14:00", "+14:00"),
            ("-14", "-14:00"),
            ("+05:45", "+05:45"),
            ("floating", "floating"),
        ] {
            assert_eq!(Zone::parse(text).unwrap().to_string(), shown);
        }
        assert!(Zone::parse("floating").unwrap().is_floating());
        assert_eq!(Zone::default(), Zone::UTC);
    }

    #[test]
    fn what_is_wrong_is_said() {
        for (text, says) in [
            ("", "empty"),
            ("+3", "+hh:mm"),
            ("+0300", "+hh:mm"),
            ("+03:00 ", "+hh:mm"),
            ("+03:", "+hh:mm"),
            ("+14:01", "at most 14 hours"),
            ("-15", "at most 14 hours"),
            ("+03:60", "at most 14 hours"),
            ("floatin", "did you mean `floating`"),
            ("utc", "did you mean `UTC`"),
            ("+é", "+hh:mm"),
            ("né", "write an offset"),
        ] {
            let error = Zone::parse(text).unwrap_err().to_string();
            assert!(error.contains(says), "{text}: {error}");
        }
    }

    #[cfg(not(feature = "zones"))]
    #[test]
    fn names_need_the_feature() {
        let error = Zone::parse("Europe/Moscow").unwrap_err();
        assert!(error.is_feature_missing());
        assert!(error.to_string().contains("feature `zones`"));
    }

    #[test]
    fn readings_beyond_ticks_are_out_of_range() {
        for zone in [Zone::UTC, Zone::FLOATING] {
            assert_eq!(zone.ticks(0, i128::MAX), Err(Unresolved::OutOfRange));
            assert_eq!(zone.ticks(i128::MIN, 0), Err(Unresolved::OutOfRange));
        }
        let last = i128::from(i64::MAX);
        assert!(Zone::UTC.ticks(0, last).is_ok());
        assert_eq!(Zone::FLOATING.ticks(0, last), Err(Unresolved::OutOfRange));
    }

    #[test]
    fn days_have_ticks_where_they_exist() {
        let day = |y, m, d| Zone::UTC.ticks_of_days((y, m, d), (y, m, d));
        assert_eq!(
            day(1970, 1, 1).map(|(a, b)| (a.as_micros(), b.as_micros())),
            Some((0, DAY - 1))
        );
        for (y, m, d) in [
            (2025, 2, 29),
            (2025, 13, 1),
            (2025, 0, 1),
            (2025, 1, 0),
            (i64::MAX, 1, 1),
        ] {
            assert_eq!(day(y, m, d), None);
        }
        assert_eq!(Zone::UTC.ticks_of_days((2025, 1, 2), (2025, 1, 1)), None);
        assert_eq!(
            Zone::FLOATING.ticks_of_days((1970, 1, 1), (1970, 1, 1)),
            day(1970, 1, 1)
        );
    }

    #[test]
    fn the_day_of_a_tick() {
        let tick = Tick::from_micros(-1);
        assert_eq!(Zone::UTC.date_of(tick), (1969, 12, 31));
        assert_eq!(Zone::FLOATING.date_of(tick), (1969, 12, 31));
        assert_eq!(Zone::parse("+00:01").unwrap().date_of(tick), (1970, 1, 1));
        assert_eq!(Zone::UTC.date_of(Tick::MAX).0, 294_247);
    }

    #[cfg(feature = "zones")]
    mod names {
        use super::*;

        #[test]
        fn near_names_are_suggested() {
            for (text, name) in [
                ("Europe/Moskow", "Europe/Moscow"),
                ("europe/moscow", "Europe/Moscow"),
                ("Moscow", "Europe/Moscow"),
                ("New York", "America/New_York"),
            ] {
                assert_eq!(
                    Zone::parse(text).unwrap_err().suggestion(),
                    Some(name),
                    "{text}"
                );
            }
            assert_eq!(
                Zone::parse("Europe/Moscow").unwrap().to_string(),
                "Europe/Moscow"
            );
        }

        #[test]
        fn far_readings_use_the_nearest_offset() {
            let zone = Zone::parse("America/New_York").unwrap();
            let far = i128::from(i64::MAX) - 24 * HOUR;
            assert_eq!(
                zone.ticks(far, far).unwrap().0.as_micros() as i128,
                far + 5 * HOUR
            );
            let far = i128::from(i64::MIN) + 24 * HOUR;
            let lmt = (4 * 3600 + 56 * 60 + 2) * SECOND;
            assert_eq!(
                zone.ticks(far, far).unwrap().0.as_micros() as i128,
                far + lmt
            );
            assert_eq!(zone.ticks(far, i128::MAX), Err(Unresolved::OutOfRange));
            assert_eq!(zone.date_of(Tick::MIN).0, -290_308);
        }
    }
}
