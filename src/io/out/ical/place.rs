//! Where on a calendar an event stands.

use crate::io::out::losses::Fate;
use crate::io::out::when::{Local, Part, Parts, Time, Unit, When};

/// The beginning and the end on the calendar; none for an event that stands on no day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// `DTSTART` with its parameters and value.
    pub(super) start: Option<String>,
    /// `DTEND` with its parameters and value; it is not part of the event.
    pub(super) end: Option<String>,
    /// What the two do not say as the record does, and what became of that.
    pub(super) losses: Vec<(&'static str, &'static str, Fate)>,
}

impl Place {
    pub(super) fn of(when: &When<'_>) -> Place {
        match when {
            When::Undated => Place::default(),
            When::Unreadable(..) => Place::told("a date that can't be read"),
            When::Dated(time) => {
                let mut place = Place::of_time(time);
                let has = |field| place.losses.iter().any(|(of, ..)| *of == field);
                if time.zone.is_some() && has("time") && !has("zone") {
                    place.losses.push(("zone", ZONE, Fate::InText));
                }
                place
            }
        }
    }

    /// No place, with the time told in the text.
    fn told(what: &'static str) -> Place {
        Place {
            losses: vec![("time", what, Fate::InText)],
            ..Place::default()
        }
    }

    fn of_time(time: &Time<'_>) -> Place {
        let Some(hull) = time.hull() else {
            return Place::told("a time that is open on a side");
        };
        // The day behind the last one is written too.
        let has_digits = |local: Local| (1..9999).contains(&local.year);
        if !has_digits(hull.from) || !has_digits(hull.to) {
            return Place::told("a year that has not four digits");
        }
        let mut place = match time.parts() {
            Parts::One(_) => one(time, &hull),
            Parts::Two(begin, end) => {
                let exact = begin
                    .zip(end)
                    .and_then(|(begin, end)| two(time, &begin, &end));
                exact.unwrap_or_else(|| widened(time, &hull))
            }
        };
        if time.is_doubtful {
            place.losses.push(("time", "a doubtful date", Fate::InText));
        }
        let is_day = !place.has_clock();
        if time.zone.is_some() && !time.floating && (is_day || time.clock != crate::time::Zone::UTC)
        {
            place.losses.push(("zone", ZONE, Fate::InText));
        }
        place
    }

    /// Whether it has hours and minutes, and not days alone.
    fn has_clock(&self) -> bool {
        self.start
            .as_deref()
            .is_some_and(|start| !start.starts_with(";VALUE=DATE"))
    }
}

/// One time within bounds.
fn one(time: &Time<'_>, part: &Part) -> Place {
    match part.unit() {
        Unit::Day => Place {
            start: Some(date(part.from)),
            ..Place::default()
        },
        Unit::Moment => {
            let mut place = Place {
                start: Some(moment(time, part.first.as_micros())),
                ..Place::default()
            };
            if part.from.micro != 0 {
                place.losses.push(("time", FRACTION, Fate::InText));
            }
            place
        }
        _ => widened(time, part),
    }
}

/// A beginning and an end that are both known to the day, or both to the minute.
fn two(time: &Time<'_>, begin: &Part, end: &Part) -> Option<Place> {
    let mut place = Place::default();
    match (begin.unit(), end.unit()) {
        (Unit::Day, Unit::Day) => {
            place.start = Some(date(begin.from));
            place.end = Some(date(Local::of_days(end.to.days() + 1)));
        }
        (Unit::Moment, Unit::Moment) if begin.first <= end.first => {
            let (start, stop) = (begin.first.as_micros(), end.first.as_micros());
            place.start = Some(moment(time, start));
            // An end must come behind the beginning, and none means the same moment.
            let is_later = stop.div_euclid(1_000_000) > start.div_euclid(1_000_000);
            place.end = is_later.then(|| moment(time, stop));
            if begin.from.micro != 0 || end.from.micro != 0 {
                place.losses.push(("time", FRACTION, Fate::InText));
            }
        }
        _ => return None,
    }
    Some(place)
}

/// All that a time covers.
fn widened(time: &Time<'_>, hull: &Part) -> Place {
    let (start, end) = if hull.is_of_days() {
        (date(hull.from), date(Local::of_days(hull.to.days() + 1)))
    } else {
        // The first second that is not part of it.
        let end = (hull.last.as_micros().div_euclid(1_000_000) + 1) * 1_000_000;
        (moment(time, hull.first.as_micros()), moment(time, end))
    };
    Place {
        start: Some(start),
        end: Some(end),
        losses: vec![(
            "time",
            "a window, written as the whole of it",
            Fate::Widened,
        )],
    }
}

/// What is said where the days or clocks of a zone are meant.
const ZONE: &str = "the days and clocks of a zone";

const FRACTION: &str = "fractions of a second";

/// A day.
fn date(local: Local) -> String {
    let Local {
        year, month, day, ..
    } = local;
    format!(";VALUE=DATE:{year:04}{month:02}{day:02}")
}

/// A second: of UTC, or, where the zone is not known, of whatever clock there is.
fn moment(time: &Time<'_>, micros: i64) -> String {
    let local = Local::of(
        crate::time::Tick::from_micros(micros),
        &crate::time::Zone::UTC,
    );
    let Local {
        year,
        month,
        day,
        hour,
        minute,
        second,
        ..
    } = local;
    let mark = if time.floating { "" } else { "Z" };
    format!(":{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, zone: Option<&str>) -> (Option<String>, Option<String>, Vec<Fate>) {
        let place = Place::of(&When::read(text, zone));
        let fates = place.losses.iter().map(|(_, _, fate)| *fate).collect();
        (place.start, place.end, fates)
    }

    #[test]
    fn times_stand_where_they_are_known_to_be() {
        use Fate::{InText, Widened};
        for (text, zone, start, end, fates) in [
            ("2025-04-25", None, ";VALUE=DATE:20250425", "", &[][..]),
            (
                "2025-04-25",
                Some("floating"),
                ";VALUE=DATE:20250425",
                "",
                &[],
            ),
            (
                "2025-04-25",
                Some("+03:00"),
                ";VALUE=DATE:20250425",
                "",
                &[InText],
            ),
            (
                "2025-04-25T12:30",
                Some("+03:00"),
                ":20250425T093000Z",
                "",
                &[InText],
            ),
            (
                "2025-04-25T12:30",
                Some("floating"),
                ":20250425T123000",
                "",
                &[],
            ),
            (
                "2025-04-25T12:30:15.5",
                None,
                ":20250425T123015Z",
                "",
                &[InText],
            ),
            (
                "2025-04-30/2025-05-31",
                None,
                ";VALUE=DATE:20250430",
                ";VALUE=DATE:20250601",
                &[],
            ),
            (
                "2025-04-25T12:00/2025-04-25T15:00",
                None,
                ":20250425T120000Z",
                ":20250425T150000Z",
                &[],
            ),
            (
                "2025-04-25T12:00/2025-04-25T12:00",
                None,
                ":20250425T120000Z",
                "",
                &[],
            ),
            (
                "2025-02",
                None,
                ";VALUE=DATE:20250201",
                ";VALUE=DATE:20250301",
                &[Widened],
            ),
            ("2025-04-25?", None, ";VALUE=DATE:20250425", "", &[InText]),
            (
                "2025-04-25~",
                None,
                ";VALUE=DATE:20250424",
                ";VALUE=DATE:20250427",
                &[Widened],
            ),
            (
                "2025-04-25T12:00/2025-04-26",
                None,
                ":20250425T120000Z",
                ":20250427T000000Z",
                &[Widened],
            ),
            (
                "2025-04-25T12:00:30/2025-04-25T12:00",
                None,
                ":20250425T120030Z",
                ":20250425T120100Z",
                &[Widened],
            ),
            ("2025-04-25/..", None, "", "", &[InText]),
            ("[..2025-04-26]", None, "", "", &[InText]),
            ("-0043", None, "", "", &[InText]),
            ("9999-12-31", None, "", "", &[InText]),
            ("soon", None, "", "", &[InText]),
        ] {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            let expected = (some(start), some(end), fates.to_vec());
            assert_eq!(place(text, zone), expected, "{text}");
        }
        assert_eq!(Place::of(&When::Undated), Place::default());
    }
}
