//! Times as people read them.

use demarche::{Bound, EndWindow, EventView, Timeline, Zone, format_ticks};

/// The clock on which a timeline is read: that of its zone, or of UTC where it has none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clock(Zone);

const SECOND: i128 = 1_000_000;
const DAY: i128 = 86_400 * SECOND;

impl Clock {
    pub(crate) fn of(t: &Timeline) -> Clock {
        Clock(*t.zone())
    }

    /// The name of the zone that the clock shows.
    pub(crate) fn zone(self) -> String {
        if self.0.is_floating() {
            "UTC".to_owned()
        } else {
            self.0.to_string()
        }
    }

    /// When an event was as a whole: from the earliest that it can have begun to the latest that it can have ended.
    pub(crate) fn whole(self, event: EventView<'_>) -> String {
        self.window(EndWindow {
            earliest: event.begin().earliest,
            latest: event.end().latest,
        })
    }

    /// Where an end lies: a date that covers just that, `A .. B`, `from A`, `by B`, or `open`.
    ///
    /// Strict relations leave bounds a microsecond beside a date, which says nothing to people: windows are
    /// widened to whole seconds, and then written in the largest unit that fits.
    pub(crate) fn window(self, window: EndWindow) -> String {
        let first = window.earliest.map(|bound| self.second(bound));
        let last = window.latest.map(|bound| self.second(bound) + SECOND);
        let fits = |unit: Unit| {
            let begins = |reading: Option<i128>| reading.is_none_or(|r| unit.begins_at(r));
            begins(first) && begins(last)
        };
        let one_sided = first.is_none() || last.is_none();
        // A single date reads as a day, though a month may end with it.
        let mut units = Unit::ALL.into_iter().skip(if one_sided { 2 } else { 0 });
        let unit = units.find(|unit| fits(*unit)).unwrap_or(Unit::Second);
        let (first, last) = (
            first.map(|reading| unit.write(reading)),
            last.map(|reading| unit.write(reading - SECOND)),
        );
        match (first, last) {
            (None, None) => "open".to_owned(),
            (Some(first), None) => format!("from {first}"),
            (None, Some(last)) => format!("by {last}"),
            (Some(first), Some(last)) if first == last => first,
            (Some(first), Some(last)) => format!("{first} .. {last}"),
        }
    }

    /// The second in which a bound lies, as the clock shows it, in microseconds since it showed 1970.
    fn second(self, bound: Bound) -> i128 {
        let offset = bound.tick().map_or(0, |tick| self.0.offset_at(tick));
        let reading = bound.micros() + i128::from(offset);
        reading - reading.rem_euclid(SECOND)
    }
}

#[derive(Clone, Copy, Debug)]
enum Unit {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

impl Unit {
    const ALL: [Unit; 5] = [
        Unit::Year,
        Unit::Month,
        Unit::Day,
        Unit::Minute,
        Unit::Second,
    ];

    fn begins_at(self, reading: i128) -> bool {
        let is_midnight = reading.rem_euclid(DAY) == 0;
        let date = || Unit::Day.write(reading);
        match self {
            Unit::Year => is_midnight && date().ends_with("-01-01"),
            Unit::Month => is_midnight && date().ends_with("-01"),
            Unit::Day => is_midnight,
            Unit::Minute => reading.rem_euclid(60 * SECOND) == 0,
            Unit::Second => true,
        }
    }

    /// A reading up to the unit: `2025`, `2025-04`, `2025-04-25`, `2025-04-25 12:00`, ...
    fn write(self, reading: i128) -> String {
        let text = format_ticks(reading).replacen('T', " ", 1);
        let day = text.find(' ').unwrap_or(text.len());
        let end = match self {
            Unit::Year => day - 6,
            Unit::Month => day - 3,
            Unit::Day => day,
            Unit::Minute => day + 6,
            Unit::Second => day + 9,
        };
        text.get(..end).unwrap_or(&text).to_owned()
    }
}
