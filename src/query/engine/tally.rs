//! Counts by the day, month or year in which events begin.

use super::counts::{Counts, UnitCounts};
use super::days::{day_of, ticks_of};
use crate::query::pattern::ast::Unit;
use crate::time::{civil_from_days, days_from_civil};
use crate::timeline::{Moment, OPEN, Timeline};
use std::collections::BTreeMap;

/// Counts of units, as they are added up.
#[derive(Debug, Default)]
pub(in crate::query) struct Tally {
    exact: BTreeMap<i128, Counts>,
    /// Possible counts as where runs of units begin and end: windows may be long.
    steps: BTreeMap<i128, i64>,
    /// Of events that begin in no bounded time.
    pub(in crate::query) nowhere: Counts,
}

impl Tally {
    /// The counts of one unit.
    pub(in crate::query) fn at(&mut self, unit: i128) -> &mut Counts {
        self.exact.entry(unit).or_default()
    }

    /// One more that is possible in each unit of a run.
    pub(in crate::query) fn possible_in(&mut self, first: i128, last: i128) {
        *self.steps.entry(first).or_default() += 1;
        *self.steps.entry(last + 1).or_default() -= 1;
    }

    /// A line for each unit that has a count, in order, and last those of no bounded time.
    pub(in crate::query) fn finish(self, t: &Timeline, unit: Unit) -> Vec<UnitCounts> {
        let Tally {
            exact,
            steps,
            nowhere,
        } = self;
        let mut found = Vec::new();
        let mut units: Vec<i128> = exact.keys().copied().collect();
        let (mut running, mut since) = (0i64, None);
        for (&at, &step) in &steps {
            if let Some(since) = since
                && running > 0
            {
                units.extend(since..at);
            }
            running += step;
            since = Some(at);
        }
        units.sort_unstable();
        units.dedup();
        let (mut running, mut turns) = (0i64, steps.iter().peekable());
        for at in units {
            while let Some((_, step)) = turns.next_if(|(turn, _)| **turn <= at) {
                running += step;
            }
            let mut counts = exact.get(&at).copied().unwrap_or_default();
            if running > 0 && begins(t, unit, at) != Begins::Never {
                counts.possible += running.unsigned_abs();
            }
            if !counts.is_empty() {
                found.push(UnitCounts {
                    unit: Some(name_of(unit, at)),
                    counts,
                });
            }
        }
        if !nowhere.is_empty() {
            found.push(UnitCounts {
                unit: None,
                counts: nowhere,
            });
        }
        found
    }
}

/// The first and the last unit in which an event may begin; nothing where its beginning lacks a bound.
pub(in crate::query) fn units_of(t: &Timeline, unit: Unit, event: u32) -> Option<(i128, i128)> {
    let (lo, hi) = t.bounds(Moment::begin(event));
    let place = |tick: i128| {
        (tick.abs() < OPEN)
            .then(|| unit_of(t, unit, tick))
            .flatten()
    };
    Some((place(lo)?, place(hi)?))
}

/// The number of the unit in which a tick lies, by local clocks.
fn unit_of(t: &Timeline, unit: Unit, tick: i128) -> Option<i128> {
    let day = day_of(t, tick)?;
    let (year, month, _) = civil_from_days(day);
    Some(match unit {
        Unit::Day => day,
        Unit::Month => year * 12 + i128::from(month) - 1,
        Unit::Year => year,
    })
}

/// The first day of a unit.
fn first_day(unit: Unit, at: i128) -> i128 {
    let civil = |year: i128, month: u8| days_from_civil(year as i64, month, 1);
    match unit {
        Unit::Day => at,
        Unit::Month => civil(at.div_euclid(12), at.rem_euclid(12) as u8 + 1),
        Unit::Year => civil(at, 1),
    }
}

fn name_of(unit: Unit, at: i128) -> String {
    let (year, month, day) = civil_from_days(first_day(unit, at));
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ if year < 0 => format!("-{:04}", -year),
        _ => format!("Y{year}"),
    };
    match unit {
        Unit::Day => format!("{year}-{month:02}-{day:02}"),
        Unit::Month => format!("{year}-{month:02}"),
        Unit::Year => year,
    }
}

/// When events begin that begin in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Begins {
    Within(i128, i128),
    /// Clocks leave the unit out: a zone that moves across the date line loses a day.
    Never,
    /// It lies beyond what clocks are known for.
    Unknown,
}

pub(super) fn begins(t: &Timeline, unit: Unit, at: i128) -> Begins {
    let (first, last) = (first_day(unit, at), first_day(unit, at + 1) - 1);
    match ticks_of(t, first, last) {
        Some((first, last)) => Begins::Within(first, last),
        None if ticks_of(t, first - 1, last + 1).is_some() => Begins::Never,
        None => Begins::Unknown,
    }
}
