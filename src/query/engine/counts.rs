//! How many answers there are, in all and for each unit of time.

use super::answers::Answers;
use super::days::{day_of, ticks_of};
use super::prepared::Prepared;
use super::resolved::point;
use crate::query::certainty::Certainty;
use crate::query::condition::Condition;
use crate::query::joint::Inequality;
use crate::query::pattern::ast::Unit;
use crate::query::projection::{Verdict, judge_condition};
use crate::time::{civil_from_days, days_from_civil};
use crate::timeline::{Moment, OPEN, Timeline};
use std::collections::BTreeMap;
use std::fmt;

/// How many answers there are, by how sure they are. Each answer counts once.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// let t = t.build()?;
/// let counts = t.count("find count ?m where meeting ?m with a, b")?;
/// assert_eq!((counts.certain, counts.possible, counts.unsettled), (1, 0, 0));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Answers that hold in every world.
    pub certain: u64,
    /// Answers that hold in some worlds, and not in all.
    pub possible: u64,
    /// Answers whose search was cut off: possible as far as is known.
    pub unsettled: u64,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        match (verdict.certainty, verdict.settled) {
            (Certainty::Impossible, _) => {}
            (_, false) => self.unsettled += 1,
            (Certainty::Possible, true) => self.possible += 1,
            (Certainty::Certain, true) => self.certain += 1,
        }
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        *self == Counts::default()
    }
}

/// `3 certain, 2 possible`.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} certain, {} possible", self.certain, self.possible)?;
        if self.unsettled > 0 {
            write!(f, ", {} not settled", self.unsettled)?;
        }
        Ok(())
    }
}

/// The counts of one unit of time; see [`Timeline::count_per_unit`](crate::Timeline::count_per_unit).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitCounts {
    /// The day, month or year, as a date; `None` for events whose beginning has no bound on a side.
    pub unit: Option<String>,
    /// How many events begin in it.
    pub counts: Counts,
}

/// `2025-04: 3 certain, 2 possible`.
impl fmt::Display for UnitCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            self.unit.as_deref().unwrap_or("at any time"),
            self.counts
        )
    }
}

/// Counts all answers.
pub(super) fn count(answers: Answers<'_>) -> Counts {
    let mut counts = Counts::default();
    for answer in answers {
        counts.add(answer.verdict);
    }
    counts
}

/// Counts the events that answer a pattern for each unit in which they begin, or may begin.
pub(super) fn count_per(
    prepared: &Prepared<'_>,
    unit: Unit,
    answers: &mut Answers<'_>,
    certainly: bool,
) -> Vec<UnitCounts> {
    let t = prepared.t;
    // Possible counts are kept as where runs of units begin and end: windows may be long.
    let mut exact: BTreeMap<i128, Counts> = BTreeMap::new();
    let mut steps: BTreeMap<i128, i64> = BTreeMap::new();
    let mut nowhere = Counts::default();
    for answer in answers {
        let Some(&event) = answer.key.first() else {
            continue;
        };
        let (lo, hi) = t.bounds(Moment::begin(event));
        let place = |tick: i128| {
            (tick.abs() < OPEN)
                .then(|| unit_of(t, unit, tick))
                .flatten()
        };
        let (Some(first), Some(last)) = (place(lo), place(hi)) else {
            nowhere.possible += u64::from(!certainly);
            continue;
        };
        if first == last {
            exact.entry(first).or_default().add(answer.verdict);
            continue;
        }
        if certainly {
            // It begins in one of several units, in none of them in every world.
            continue;
        }
        let (condition, complete) = match answer.verdict.certainty {
            Certainty::Certain => (Condition::TRUE, true),
            _ => prepared.condition(&answer.key, false),
        };
        if complete && condition.is_timeless() {
            // Every tick of a window is the beginning in some world, and there it is an answer, too,
            // or may be one.
            *steps.entry(first).or_default() += 1;
            *steps.entry(last + 1).or_default() -= 1;
            continue;
        }
        for at in first..=last {
            let within = within(t, unit, at, event);
            let both = Condition::All(vec![condition.clone(), within]);
            let mut verdict = judge_condition(t, &both, prepared.budget);
            verdict.settled &= complete;
            exact.entry(at).or_default().add(verdict);
        }
    }
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

/// "The event begins in this unit."
fn within(t: &Timeline, unit: Unit, at: i128, event: u32) -> Condition {
    let begin = point(event, false);
    match begins(t, unit, at) {
        Begins::Within(first, last) => Condition::steps([
            Inequality::at_least(begin, first),
            Inequality::at_most(begin, last),
        ]),
        Begins::Never => Condition::FALSE,
        Begins::Unknown => Condition::Unknown,
    }
}

/// When events begin that begin in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    Within(i128, i128),
    /// Clocks leave the unit out: a zone that moves across the date line loses a day.
    Never,
    /// It lies beyond what clocks are known for.
    Unknown,
}

fn begins(t: &Timeline, unit: Unit, at: i128) -> Begins {
    let (first, last) = (first_day(unit, at), first_day(unit, at + 1) - 1);
    match ticks_of(t, first, last) {
        Some((first, last)) => Begins::Within(first, last),
        None if ticks_of(t, first - 1, last + 1).is_some() => Begins::Never,
        None => Begins::Unknown,
    }
}
