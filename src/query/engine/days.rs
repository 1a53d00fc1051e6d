//! Whether events begin on one day.

use super::check::Outcome;
use super::resolved::point;
use crate::query::condition::Condition;
use crate::query::joint::{DAY, Inequality, Point};
use crate::time::{Tick, days_from_civil};
use crate::timeline::{Moment, OPEN, Timeline};

/// How many days are gone through one by one, in a zone whose clocks are changed.
const DAYS: i128 = 1_000;

/// The number of the local day in which a tick lies, if clocks are known there.
pub(super) fn day_of(t: &Timeline, tick: i128) -> Option<i128> {
    if let Some(offset) = t.zone().fixed_offset() {
        return Some((tick + i128::from(offset)).div_euclid(DAY));
    }
    let tick = Tick::from_micros(i64::try_from(tick).ok()?);
    let (year, month, day) = t.zone().date_of(tick);
    Some(days_from_civil(year, month, day))
}

/// The days on which an event can begin; a bound may be missing.
fn days_of(t: &Timeline, event: u32) -> (Option<i128>, Option<i128>) {
    let (lo, hi) = t.bounds(Moment::begin(event));
    let known = |tick: i128| (tick.abs() < OPEN).then(|| day_of(t, tick)).flatten();
    (known(lo), known(hi))
}

/// How sure it is that two events begin on one day, as far as their windows tell.
pub(super) fn same_day(t: &Timeline, x: u32, y: u32) -> Outcome {
    if x == y {
        return Outcome::Yes;
    }
    match (days_of(t, x), days_of(t, y)) {
        ((Some(a), Some(b)), (Some(c), Some(d))) if a == b && c == d => {
            if a == c {
                Outcome::Yes
            } else {
                Outcome::No
            }
        }
        ((_, Some(last)), (Some(first), _)) | ((Some(first), _), (_, Some(last)))
            if last < first =>
        {
            Outcome::No
        }
        _ => Outcome::Mixed,
    }
}

/// "Two events begin on one day" as a condition.
pub(super) fn condition(t: &Timeline, x: u32, y: u32) -> Condition {
    if x == y {
        return Condition::TRUE;
    }
    if t.zone().fixed_offset().is_some() {
        let (a, b) = (Point::Day(x), Point::Day(y));
        return Condition::steps([Inequality::new(a, b, 0), Inequality::new(b, a, 0)]);
    }
    // Days differ in length: each of the event with the fewer is a case of its own.
    let span = |event: u32| match days_of(t, event) {
        (Some(first), Some(last)) => Some((last - first, first, last)),
        _ => None,
    };
    let both = [(span(x), x, y), (span(y), y, x)];
    let known = both
        .into_iter()
        .filter_map(|(span, x, y)| Some((span?, x, y)));
    let Some(((length, first, last), x, y)) = known.min() else {
        return Condition::Unknown;
    };
    if length > DAYS {
        return Condition::Unknown;
    }
    let (x, y) = (point(x, false), point(y, false));
    let mut cases = Vec::new();
    let mut covered: Option<(i128, i128)> = None;
    for day in first..=last {
        let Some((begin, end)) = ticks_of(t, day, day) else {
            continue;
        };
        covered = Some((covered.map_or(begin, |c| c.0), end));
        cases.push(Condition::steps([
            Inequality::at_least(x, begin),
            Inequality::at_most(x, end),
            Inequality::at_least(y, begin),
            Inequality::at_most(y, end),
        ]));
    }
    // Without some of the claims it may begin on other days, too, and those are not gone through.
    if let Some((begin, end)) = covered {
        for outside in [
            Inequality::at_most(x, begin - 1),
            Inequality::at_least(x, end + 1),
        ] {
            cases.push(Condition::All(vec![
                Condition::Step(outside),
                Condition::Unknown,
            ]));
        }
    }
    Condition::Any(cases)
}

/// The first and the last tick of a run of local days; `None` where clocks are not known there, or leave
/// them out.
pub(super) fn ticks_of(t: &Timeline, first: i128, last: i128) -> Option<(i128, i128)> {
    if let Some(offset) = t.zone().fixed_offset() {
        let offset = i128::from(offset);
        return Some((first * DAY - offset, (last + 1) * DAY - 1 - offset));
    }
    let date = |day: i128| {
        let (year, month, day) = crate::time::civil_from_days(day);
        Some((i64::try_from(year).ok()?, month, day))
    };
    let (first, last) = t.zone().ticks_of_days(date(first)?, date(last)?)?;
    Some((first.as_micros().into(), last.as_micros().into()))
}
