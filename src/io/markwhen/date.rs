//! Dates as Markwhen writes them.

use crate::io::out::{Day, Local, Part, Parts, Time, Unit};
use crate::time::{Date, MONTHS, Tick, Zone, date_window};

/// The date of an event's line, and whether it says what the record says; none for a time that is open on a side, or
/// whose year has not four digits, for which Markwhen has no date.
pub(super) fn written(time: &Time<'_>) -> Option<(String, bool)> {
    let hull = time.hull()?;
    let has_digits = |local: Local| (1..=9999).contains(&local.year);
    if !has_digits(hull.from) || !has_digits(hull.to) {
        return None;
    }
    let plain = match time.parts() {
        Parts::One(part) => one(&part?),
        Parts::Two(begin, end) => two(&begin?, &end?),
    };
    Some(match plain {
        Some((text, is_exact)) => (text, is_exact && !time.is_doubtful),
        None if hull.is_of_days() => (format!("{}/{}", Day(hull.from), Day(hull.to)), false),
        None => {
            let (first, last) = (second(hull.first), second(hull.last));
            (format!("{first} - {last}"), false)
        }
    })
}

fn one(part: &Part) -> Option<(String, bool)> {
    Some(match part.unit() {
        Unit::Moment => (second(part.first), part.from.micro == 0),
        _ => (unit(part)?, true),
    })
}

fn two(begin: &Part, end: &Part) -> Option<(String, bool)> {
    if (begin.unit(), end.unit()) == (Unit::Moment, Unit::Moment) {
        let text = format!("{} - {}", second(begin.first), second(end.first));
        let is_exact = begin.from.micro == 0 && end.from.micro == 0;
        return (begin.first <= end.first).then_some((text, is_exact));
    }
    Some((format!("{}/{}", unit(begin)?, unit(end)?), true))
}

/// A year, a month or a day.
fn unit(part: &Part) -> Option<String> {
    let Local { year, month, .. } = part.from;
    match part.unit() {
        Unit::Year => Some(format!("{year:04}")),
        Unit::Month => Some(format!("{year:04}-{month:02}")),
        Unit::Day => Some(Day(part.from).to_string()),
        Unit::Moment | Unit::Other => None,
    }
}

/// The second of a tick, in UTC.
fn second(tick: Tick) -> String {
    let Local {
        hour,
        minute,
        second,
        ..
    } = Local::of(tick, &Zone::UTC);
    let day = Day(Local::of(tick, &Zone::UTC));
    format!("{day}T{hour:02}:{minute:02}:{second:02}Z")
}

/// What stands in front of the colon of an event's line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    /// A date, as EDTF.
    Date(String),
    /// A date that depends on other events, on today, or on nothing that a calendar has.
    Unknown,
}

/// No two dates with what stands between them are longer.
const LONGEST: usize = 160;

/// Reads what stands in front of a colon; none where that is no date, so that the line is no event. `day_first` is
/// whether `1/2/2025` is in February.
pub(super) fn read(text: &str, day_first: bool) -> Option<Read> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    if let Some(date) = single(text, day_first) {
        return Some(Read::Date(date));
    }
    // A longer text is no range, and would be read once for each hyphen in it.
    let marks: &[&str] = match text.len() {
        0..=LONGEST => &["/", " - ", "-", " to ", " – "],
        _ => &[],
    };
    for mark in marks {
        for (at, _) in text.match_indices(mark) {
            let (from, to) = (text.get(..at)?, text.get(at + mark.len()..)?);
            let Some(begin) = single(from.trim(), day_first) else {
                continue;
            };
            let end = match to.trim() {
                "now" => Some("..".to_owned()),
                to => single(to, day_first),
            };
            if let Some(end) = end {
                let date = format!("{begin}/{end}");
                let is_date = date_window(&date, &Zone::UTC).is_ok();
                return Some(if is_date {
                    Read::Date(date)
                } else {
                    Read::Unknown
                });
            }
            if is_relative(to.trim()) {
                return Some(Read::Unknown);
            }
        }
    }
    is_relative(text).then_some(Read::Unknown)
}

/// Whether a text is made of what dates are made of. What stands so in front of a colon is an event, though its time
/// can't be read.
pub(super) fn looks_dated(text: &str) -> bool {
    let apart = |letter: char| letter.is_whitespace() || "/-–,".contains(letter);
    let words = text.split(apart).filter(|word| !word.is_empty());
    let mut count = 0;
    for word in words {
        let word = word.to_ascii_lowercase();
        let digits =
            word.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
        let is_number = digits.len() < word.len()
            && matches!(
                digits,
                "" | "am" | "pm" | "st" | "nd" | "rd" | "th" | "s" | "z"
            );
        let is_clock = word.split(':').count() > 1
            && word
                .split(':')
                .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
        let is_week = word
            .strip_prefix('w')
            .is_some_and(|week| !week.is_empty() && week.bytes().all(|byte| byte.is_ascii_digit()));
        let is_word = matches!(
            word.as_str(),
            "to" | "bce" | "ce" | "bc" | "ad" | "am" | "pm"
        );
        if !(is_number || is_clock || is_week || is_word || month(&word).is_some()) {
            return false;
        }
        count += usize::from(!is_word);
    }
    count > 0
}

/// Whether a time depends on other events or on today, or repeats itself.
fn is_relative(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    let is_word = matches!(first, "after" | "before" | "by") && text.contains('!');
    let mut is_amount = || {
        let digits = first
            .trim_start_matches('-')
            .trim_start_matches(|c: char| c.is_ascii_digit());
        let unit = if digits.is_empty() {
            words.next().unwrap_or_default()
        } else {
            digits
        };
        let units = [
            "ms",
            "millisecond",
            "s",
            "sec",
            "second",
            "min",
            "minute",
            "h",
            "hour",
            "d",
            "day",
            "week",
            "w",
            "month",
            "year",
            "y",
        ];
        let is_unit =
            units.contains(&unit.trim_end_matches([',', 's'])) || unit == "s" || unit == "ms";
        first
            .trim_start_matches('-')
            .starts_with(|c: char| c.is_ascii_digit())
            && is_unit
    };
    first == "now" || first.starts_with('!') || is_word || text.contains(" every ") || is_amount()
}

/// One date, as EDTF.
fn single(text: &str, day_first: bool) -> Option<String> {
    let date = iso(text)
        .or_else(|| slashes(text, day_first))
        .or_else(|| spoken(text))
        .or_else(|| era(text))?;
    Date::parse(&date).is_ok().then_some(date)
}

/// `2025`, `2025-04`, `2025-04-25`, the last also with `12:30` behind it, and moments of UTC.
fn iso(text: &str) -> Option<String> {
    if text.ends_with('Z') && text.len() >= "2025-04-25T12:30:00Z".len() {
        return Some(text.to_owned());
    }
    let (day, clock) = match text.split_once(char::is_whitespace) {
        Some((day, clock)) => (day, Some(clock.trim())),
        None => (text, None),
    };
    let parts: Vec<&str> = day.split('-').collect();
    let are_digits = parts.iter().enumerate().all(|(i, part)| {
        part.len() == if i == 0 { 4 } else { 2 } && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    if !are_digits || parts.len() > 3 {
        return None;
    }
    match clock {
        None => Some(day.to_owned()),
        Some(clock) if parts.len() == 3 => Some(format!("{day}T{}", time(clock)?)),
        Some(_) => None,
    }
}

/// `4/25/2025`, or `4/2025`.
fn slashes(text: &str, day_first: bool) -> Option<String> {
    let parts: Vec<&str> = text.split('/').map(str::trim).collect();
    let number = |text: &str| text.parse::<u8>().ok();
    let year = |text: &str| {
        Some(text)
            .filter(|text| text.len() == 4)
            .and_then(|text| text.parse::<u16>().ok())
    };
    match parts.as_slice() {
        [first, second, last] => {
            let (month, day) = if day_first {
                (second, first)
            } else {
                (first, second)
            };
            Some(format!(
                "{:04}-{:02}-{:02}",
                year(last)?,
                number(month)?,
                number(day)?
            ))
        }
        [month, last] => Some(format!("{:04}-{:02}", year(last)?, number(month)?)),
        _ => None,
    }
}

/// `25 April 2025`, `April 25, 2025`, `Apr 2025`, the first two also with a time behind them.
fn spoken(text: &str) -> Option<String> {
    let text = text.replace(',', " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let day = |text: &str| text.parse::<u8>().ok();
    let year = |text: &str| {
        Some(text)
            .filter(|text| text.len() == 4)
            .and_then(|text| text.parse::<u16>().ok())
    };
    let (date, rest) = match words.as_slice() {
        [name, last] => return Some(format!("{:04}-{:02}", year(last)?, month(name)?)),
        [first, second, last, rest @ ..] => {
            let (name, number) = if month(first).is_some() {
                (first, second)
            } else {
                (second, first)
            };
            let date = format!("{:04}-{:02}-{:02}", year(last)?, month(name)?, day(number)?);
            (date, rest)
        }
        _ => return None,
    };
    match rest {
        [] => Some(date),
        [clock] => Some(format!("{date}T{}", time(clock)?)),
        _ => None,
    }
}

/// `44 BC`, of which the year 0 is the first.
fn era(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let before = lower
        .strip_suffix("bce")
        .or_else(|| lower.strip_suffix("bc"));
    if let Some(years) = before {
        let year: u16 = years
            .trim()
            .parse()
            .ok()
            .filter(|year| (1..=9999).contains(year))?;
        return Some(if year == 1 {
            "0000".to_owned()
        } else {
            format!("-{:04}", year - 1)
        });
    }
    let after = lower
        .strip_suffix("ce")
        .or_else(|| lower.strip_suffix("ad"))?;
    let year: u16 = after.trim().parse().ok().filter(|year| *year <= 9999)?;
    Some(format!("{year:04}"))
}

/// `12:30`, `3pm`, `3:15pm`, as hours and minutes.
fn time(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let (clock, shift) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(0)),
        (_, Some(clock)) => (clock, Some(12)),
        _ => (lower.as_str(), None),
    };
    let (hour, minute) = clock.trim().split_once(':').unwrap_or((clock.trim(), "00"));
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match shift {
        None => hour,
        Some(shift) if (1..=12).contains(&hour) => hour % 12 + shift,
        Some(_) => return None,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"))
}

fn month(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    let place = MONTHS
        .iter()
        .position(|month| *month == name || name.len() == 3 && month.starts_with(&name))?;
    u8::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::out::When;

    #[test]
    fn dates_of_every_form_are_read() {
        for (text, date) in [
            ("2025", "2025"),
            ("2025-04-25", "2025-04-25"),
            ("2025-04-25 12:30", "2025-04-25T12:30"),
            ("2025-04-25 3:15pm", "2025-04-25T15:15"),
            ("2025-04-25/2025-05", "2025-04-25/2025-05"),
            ("2025-04-25 / now", "2025-04-25/.."),
            ("2020 - 2022", "2020/2022"),
            ("2020-2022", "2020/2022"),
            (
                "2025-04-25T12:30:00Z-2025-04-25T15:00:00Z",
                "2025-04-25T12:30:00Z/2025-04-25T15:00:00Z",
            ),
            ("25 April 2025", "2025-04-25"),
            ("Apr 25, 2025 to May 2025", "2025-04-25/2025-05"),
            ("4/25/2025 - 5/2025", "2025-04-25/2025-05"),
            ("44 BC", "-0043"),
            ("1 BCE", "0000"),
            ("800 AD", "0800"),
        ] {
            assert_eq!(
                read(text, false),
                Some(Read::Date(date.to_owned())),
                "{text}"
            );
        }
        assert_eq!(
            read("25/4/2025", true),
            Some(Read::Date("2025-04-25".to_owned()))
        );
        for text in [
            "25 April 2025 3pm - 5pm",
            "25/4/2025",
            "2025-02-30",
            "2025-W12",
            "99",
            "2025/",
            "3pm",
            "April",
            "1890s",
            "2025-04-25 99:99",
        ] {
            assert!(looks_dated(text), "{text}");
        }
        for text in [
            "",
            "to",
            "id",
            "key",
            "at 3pm",
            "2025: the year",
            "Aprils",
            "v1",
            "10 men",
        ] {
            assert!(!looks_dated(text), "{text}");
        }
        for text in [
            "after !talks 3 days",
            "!talks 2 days",
            "now",
            "2025-04-25/3 days",
            "2025 every year",
            "2025/2024",
            "-3 weeks",
        ] {
            assert_eq!(read(text, false), Some(Read::Unknown), "{text}");
        }
        for text in [
            "",
            "no date",
            "With",
            "By",
            "after",
            "2025-13",
            "4/25/2025x",
            "a - b",
        ] {
            assert_eq!(read(text, false), None, "{text}");
        }
    }

    #[test]
    fn dates_are_written_as_far_as_there_are_any() {
        let date = |text, zone| match When::read(text, zone) {
            When::Dated(time) => written(&time),
            _ => None,
        };
        let some = |text: &str, is_exact| Some((text.to_owned(), is_exact));
        assert_eq!(date("2025-04-25", Some("+03:00")), some("2025-04-25", true));
        assert_eq!(date("2025-04/2026", None), some("2025-04/2026", true));
        assert_eq!(
            date("2025-04-25T12:30", Some("+03:00")),
            some("2025-04-25T09:30:00Z", true)
        );
        assert_eq!(
            date("2025-04-25~", None),
            some("2025-04-24/2025-04-26", false)
        );
        assert_eq!(date("2025?", None), some("2025", false));
        assert_eq!(
            date("2025-04-25T12:00/2025-04-26", None),
            some("2025-04-25T12:00:00Z - 2025-04-26T23:59:59Z", false)
        );
        assert_eq!(date("2025/..", None), None);
        assert_eq!(date("-0043", None), None);
    }
}
