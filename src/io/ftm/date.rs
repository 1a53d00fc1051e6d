//! Dates as FollowTheMoney has them: a year, a month, a day, a minute or a second, in UTC.

use crate::io::out::{Fate, Local, Part, Parts, Time, Unit, date_time};

/// The properties that hold a time, and what they do not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Dates {
    pub(super) properties: Vec<(&'static str, String)>,
    pub(super) loss: Option<(&'static str, Fate)>,
}

impl Dates {
    pub(super) fn of(time: &Time<'_>) -> Dates {
        let exact = match time.parts() {
            Parts::One(part) => one(time, part),
            Parts::Two(begin, end) => two(time, begin, end),
        };
        let mut dates = exact.or_else(|| widened(time)).unwrap_or_else(|| Dates {
            loss: Some((
                "a time that is open, or in a year outside 1000 to 2999",
                Fate::InText,
            )),
            ..Dates::default()
        });
        if time.is_doubtful && dates.loss.is_none() {
            dates.loss = Some(("a doubtful date", Fate::InText));
        }
        dates
    }
}

fn one(time: &Time<'_>, part: Option<Part>) -> Option<Dates> {
    let (date, is_whole) = prefix(time, &part?)?;
    Some(Dates {
        properties: vec![("date", date)],
        loss: (!is_whole).then_some(FRACTION),
    })
}

/// An end that is open has no property; one that is known in part can't be written.
fn two(time: &Time<'_>, begin: Option<Part>, end: Option<Part>) -> Option<Dates> {
    use crate::time::Bounds;
    let mut dates = Dates::default();
    for (name, part, bounds) in [("startDate", begin, time.begin), ("endDate", end, time.end)] {
        match part {
            Some(part) => {
                let (date, is_whole) = prefix(time, &part)?;
                if !is_whole {
                    dates.loss = Some(FRACTION);
                }
                dates.properties.push((name, date));
            }
            None if bounds == Bounds::NONE => {}
            None => return None,
        }
    }
    Some(dates)
}

/// The first and the last of all days that a time covers, in UTC where the zone is known and wherever clocks may hang where
/// it is not. As beginning and end they would say that the event lasted all that while; as two dates they say that it lies
/// between them.
fn widened(time: &Time<'_>) -> Option<Dates> {
    let (first, last) = (time.earliest?, time.latest?);
    let hull = time.hull()?;
    let (from, to) = if time.floating {
        let utc = |tick| Local::of(tick, &crate::time::Zone::UTC);
        (utc(first), utc(last))
    } else {
        (hull.from, hull.to)
    };
    if !has_year(from) || !has_year(to) {
        return None;
    }
    let mut days = vec![("date", day(from)), ("date", day(to))];
    days.dedup();
    Some(Dates {
        properties: days,
        loss: Some(("a window, written as its first and last day", Fate::Widened)),
    })
}

const FRACTION: (&str, Fate) = ("fractions of a second", Fate::InText);

/// A date of the precision of the part, and whether that is all; none where it is a window.
pub(super) fn prefix(time: &Time<'_>, part: &Part) -> Option<(String, bool)> {
    let local = part.from;
    if !has_year(local) || !has_year(part.to) {
        return None;
    }
    let day = day(local);
    match part.unit() {
        Unit::Year => day.get(..4).map(|year| (year.to_owned(), true)),
        Unit::Month => day.get(..7).map(|month| (month.to_owned(), true)),
        Unit::Day => Some((day, true)),
        // Clocks without a zone show no moment of UTC.
        Unit::Moment if time.floating => None,
        Unit::Moment => {
            let width = part.last.as_micros() - part.first.as_micros();
            let length = if width >= 59_999_999 { 16 } else { 19 };
            let text = date_time(part.first);
            text.get(..length)
                .map(|text| (text.to_owned(), local.micro == 0))
        }
        Unit::Other => None,
    }
}

/// What the three properties amount to, as EDTF. Moments are in UTC.
pub(super) fn edtf(date: Option<&str>, start: Option<&str>, end: Option<&str>) -> Option<String> {
    let open = || "..".to_owned();
    match (date, start, end) {
        (Some(date), ..) if is_hour(date) => Some(format!("[{}]", within(date))),
        (Some(date), ..) => Some(zoned(date)),
        (None, None, None) => None,
        (None, start, end) => {
            let (start, end) = (start.map(zoned), end.map(zoned));
            Some(format!(
                "{}/{}",
                start.unwrap_or_else(open),
                end.unwrap_or_else(open)
            ))
        }
    }
}

/// The day of a date that tells an hour; any other as it is.
pub(super) fn day_of_hour(date: String) -> String {
    match date.split_once('T') {
        Some((day, _)) if is_hour(&date) => day.to_owned(),
        _ => date,
    }
}

/// A date as EDTF. An hour, for which EDTF has no word, is the day that it lies in.
fn zoned(date: &str) -> String {
    match date.split_once('T') {
        Some((day, _)) if is_hour(date) => day.to_owned(),
        Some(_) if matches!(date.len(), 16 | 19) => format!("{date}Z"),
        _ => date.to_owned(),
    }
}

/// A date as what stands in a set of EDTF, where an hour is from its first minute to its last.
pub(super) fn within(date: &str) -> String {
    match is_hour(date) {
        true => format!("{date}:00Z..{date}:59Z"),
        false => zoned(date),
    }
}

/// Whether a date tells the hour, and no minute: `2025-04-25T12`.
fn is_hour(date: &str) -> bool {
    let clock = date.split_once('T').map(|(_, clock)| clock);
    clock.is_some_and(|clock| {
        clock.len() == 2 && clock.bytes().all(|byte| byte.is_ascii_digit()) && date.len() == 13
    })
}

/// Whether the package knows dates of the year.
fn has_year(local: Local) -> bool {
    (1000..=2999).contains(&local.year)
}

fn day(local: Local) -> String {
    format!("{:04}-{:02}-{:02}", local.year, local.month, local.day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::out::When;

    #[test]
    fn times_are_written_as_far_as_they_are_known() {
        use Fate::{InText, Widened};
        for (text, zone, dates, fate) in [
            ("2025", None, "date 2025", None),
            ("2025-04", Some("+03:00"), "date 2025-04", None),
            (
                "2025-04-25T12:30",
                Some("+03:00"),
                "date 2025-04-25T09:30",
                None,
            ),
            (
                "2025-04-25T12:30:15.5",
                None,
                "date 2025-04-25T12:30:15",
                Some(InText),
            ),
            (
                "2025-04-25T12:30",
                Some("floating"),
                "date 2025-04-24 date 2025-04-26",
                Some(Widened),
            ),
            ("2025-04-25", Some("floating"), "date 2025-04-25", None),
            (
                "2025-04/2025-05-02",
                None,
                "startDate 2025-04 endDate 2025-05-02",
                None,
            ),
            ("2025-04/..", None, "startDate 2025-04", None),
            ("../2025-04", None, "endDate 2025-04", None),
            (
                "2025-04-25~",
                None,
                "date 2025-04-24 date 2025-04-26",
                Some(Widened),
            ),
            ("2025?", None, "date 2025", Some(InText)),
            ("[..2025-04-25]", None, "", Some(InText)),
            ("0800", None, "", Some(InText)),
        ] {
            let When::Dated(time) = When::read(text, zone) else {
                panic!("{text}");
            };
            let found = Dates::of(&time);
            let shown: Vec<String> = found
                .properties
                .iter()
                .map(|(name, date)| format!("{name} {date}"))
                .collect();
            assert_eq!(
                (shown.join(" ").as_str(), found.loss.map(|(_, fate)| fate)),
                (dates, fate),
                "{text}"
            );
        }
    }
}
