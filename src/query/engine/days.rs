//! Whether events begin on one day.

use super::check::Outcome;
use super::resolved::point;
use crate::query::condition::Condition;
use crate::query::joint::{DAY, Inequality, Point};
use crate::time::{Tick, days_from_civil};
use crate::timeline::{Moment, OPEN, Timeline};

/// How many days are gone through one by one, in a zone whose clocks are changed.
const DAYS: i128 = 1_000;

/// How many are where there are more: some in which both may begin, to find a world.
const SAMPLE: i128 = 16;

/// No day of any zone is longer, not even one that was had twice.
const LONGEST: i128 = 3 * DAY;

/// The days on which an event can begin; a bound may be missing.
type Days = (Option<i128>, Option<i128>);

/// The number of the local day in which a tick lies, if clocks are known there.
pub(super) fn day_of(t: &Timeline, tick: i128) -> Option<i128> {
    if let Some(offset) = t.zone().fixed_offset() {
        return Some((tick + i128::from(offset)).div_euclid(DAY));
    }
    let tick = Tick::from_micros(i64::try_from(tick).ok()?);
    let (year, month, day) = t.zone().date_of(tick);
    Some(days_from_civil(year, month, day))
}

fn days_of(t: &Timeline, event: u32) -> Days {
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
    // Days differ in length: each is a case of its own.
    let (first, last) = searched(days_of(t, x), days_of(t, y));
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
    let Some((begin, end)) = covered else {
        return Condition::Unknown;
    };
    // Other days, on which both may begin without some of the claims, or where there are too many, are not gone
    // through. On them nothing is known but that what is on one day is not far apart.
    for outside in [
        [x, y].map(|point| Inequality::at_most(point, begin - 1)),
        [x, y].map(|point| Inequality::at_least(point, end + 1)),
    ] {
        let near = [
            Inequality::new(x, y, LONGEST),
            Inequality::new(y, x, LONGEST),
        ];
        let mut case: Vec<Condition> = outside.into_iter().map(Condition::Step).collect();
        case.extend(near.map(Condition::Step));
        case.push(Condition::Unknown);
        cases.push(Condition::All(case));
    }
    Condition::Any(cases)
}

/// The days to go through: those on which both events can begin, or some of them.
///
/// Where there are none, those of one event, so that a reason names what keeps the other away.
fn searched(x: Days, y: Days) -> (i128, i128) {
    let first = x.0.into_iter().chain(y.0).max();
    let last = x.1.into_iter().chain(y.1).min();
    let (first, last) = match (first, last) {
        (Some(first), Some(last)) if last < first => {
            if x.0.is_some() && x.1.is_some() {
                x
            } else {
                y
            }
        }
        both => both,
    };
    match (first, last) {
        (Some(first), Some(last)) if last - first <= DAYS => (first, last),
        (Some(first), _) => (first, first + SAMPLE),
        (None, Some(last)) => (last - SAMPLE, last),
        (None, None) => (0, SAMPLE),
    }
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
