//! IANA zones, by `chrono-tz`, whose range is smaller than that of ticks: beyond it the nearest offset holds.

use chrono::offset::LocalResult;
use chrono::{DateTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::{Tz, TzOffset};

use super::civil::SECOND;
use super::tick::Tick;

/// Seconds that `chrono` can still count, in the years -251,500 to 255,400.
const LIMIT: i128 = 8_000_000_000_000;

fn naive(second: i128) -> NaiveDateTime {
    // The clamped value fits, and lies within the range of `chrono`.
    let second = second.clamp(-LIMIT, LIMIT) as i64;
    DateTime::from_timestamp(second, 0)
        .unwrap_or_default()
        .naive_utc()
}

fn micros(offset: TzOffset) -> i128 {
    i128::from(offset.fix().local_minus_utc()) * SECOND
}

pub(super) fn offset_at(tz: Tz, tick: Tick) -> i128 {
    let second = i128::from(tick.as_micros()).div_euclid(SECOND);
    micros(tz.offset_from_utc_datetime(&naive(second)))
}

/// The first tick at which local clocks read this or, where they skipped it, more.
pub(super) fn earliest(tz: Tz, reading: i128) -> i128 {
    match offsets(tz, reading) {
        LocalResult::Single(offset) => reading - offset,
        LocalResult::Ambiguous(a, b) => reading - a.max(b),
        LocalResult::None => after_gap(tz, reading),
    }
}

/// The last tick at which local clocks read this or, where they skipped it, less.
pub(super) fn latest(tz: Tz, reading: i128) -> i128 {
    match offsets(tz, reading) {
        LocalResult::Single(offset) => reading - offset,
        LocalResult::Ambiguous(a, b) => reading - a.min(b),
        LocalResult::None => after_gap(tz, reading) - 1,
    }
}

fn offsets(tz: Tz, reading: i128) -> LocalResult<i128> {
    // Clocks change at whole seconds, so that the second decides.
    tz.offset_from_local_datetime(&naive(reading.div_euclid(SECOND)))
        .map(micros)
}

/// The first tick after the gap in which a reading lies. Found by bisection, since offsets are less than a day.
fn after_gap(tz: Tz, reading: i128) -> i128 {
    let second = reading.div_euclid(SECOND);
    let (mut before, mut after) = (second - 86_400, second + 86_400);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        let read = middle * SECOND + micros(tz.offset_from_utc_datetime(&naive(middle)));
        if read > reading {
            after = middle;
        } else {
            before = middle;
        }
    }
    after * SECOND
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::zone::{Unresolved, Zone};

    /// A stretch of ticks, the last excluded, in which clocks of a zone keep one offset, all in seconds.
    type Stretch = (i128, i128, i128);

    fn offset_of(tz: Tz, second: i128) -> i128 {
        i128::from(
            tz.offset_from_utc_datetime(&naive(second))
                .fix()
                .local_minus_utc(),
        )
    }

    /// The stretches between two seconds, found by steps shorter than any.
    fn stretches(tz: Tz, from: i128, to: i128) -> Vec<Stretch> {
        let mut stretches = Vec::new();
        let (mut start, mut at) = (from, from);
        while at < to {
            let next = (at + 43_200).min(to);
            if offset_of(tz, next) != offset_of(tz, at) {
                let (mut before, mut after) = (at, next);
                while after - before > 1 {
                    let middle = (before + after) / 2;
                    let same = offset_of(tz, middle) == offset_of(tz, at);
                    if same {
                        before = middle;
                    } else {
                        after = middle;
                    }
                }
                stretches.push((start, after, offset_of(tz, at)));
                start = after;
            }
            at = next;
        }
        stretches.push((start, to, offset_of(tz, start)));
        stretches
    }

    /// The first and last tick whose reading lies within the two, by looking at each stretch.
    fn search(stretches: &[Stretch], first: i128, last: i128) -> Result<(i128, i128), Unresolved> {
        let inside = stretches.iter().filter_map(|(start, end, offset)| {
            let low = (start * SECOND).max(first - offset * SECOND);
            let high = (end * SECOND - 1).min(last - offset * SECOND);
            (low <= high).then_some((low, high))
        });
        let hull = inside.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
        hull.ok_or(Unresolved::Unread)
    }

    #[test]
    fn ticks_are_those_whose_reading_falls_in_it() {
        // Around every change of clocks of zones that are known for odd ones, against a search.
        for name in [
            "Africa/Casablanca",
            "America/New_York",
            "America/Sitka",
            "America/St_Johns",
            "Antarctica/Troll",
            "Asia/Manila",
            "Australia/Lord_Howe",
            "Europe/Berlin",
            "Europe/Moscow",
            "Pacific/Apia",
            "Pacific/Kwajalein",
        ] {
            let tz: Tz = name.parse().unwrap();
            check(tz, &Zone::parse(name).unwrap());
        }
    }

    fn check(tz: Tz, zone: &Zone) {
        let stretches = stretches(tz, -4_000_000_000, 4_200_000_000);
        for (n, (change, _, _)) in stretches.iter().enumerate().skip(1) {
            let near = &stretches[n.saturating_sub(4)..(n + 5).min(stretches.len())];
            for half_hours in -60..=60 {
                let first = (change / 1_800 + half_hours) * 1_800 * SECOND;
                for minutes in [1, 30, 60, 1_440] {
                    let last = first + minutes * 60 * SECOND - 1;
                    let found = zone.ticks(first, last);
                    let found = found.map(|(a, b)| (a.as_micros().into(), b.as_micros().into()));
                    assert_eq!(found, search(near, first, last), "{tz} {first} {last}");
                }
            }
        }
    }
}
