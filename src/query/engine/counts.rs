//! How many answers there are, in all and for each unit of time.

use super::answers::Answers;
use super::prepared::Prepared;
use super::resolved::point;
use super::tally::{Begins, Tally, begins, units_of};
use crate::query::certainty::Certainty;
use crate::query::condition::Condition;
use crate::query::joint::Inequality;
use crate::query::pattern::ast::Unit;
use crate::query::projection::{Verdict, judge_condition};
use crate::timeline::Timeline;
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
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Statement::new("one").by("a").on("2025-04-25"));
/// t.add(Statement::new("two").by("a").on("[2025-04-30..2025-05-01]"));
/// let t = t.build()?;
/// let months = t.count_per_unit("find count per month of ?s where statement ?s by a")?;
/// assert_eq!(months[0].to_string(), "2025-04: 1 certain, 1 possible");
/// assert_eq!(months[1].unit.as_deref(), Some("2025-05"));
/// # Ok::<(), demarche::Error>(())
/// ```
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
    let mut tally = Tally::default();
    for answer in answers {
        let Some(&event) = answer.key.first() else {
            continue;
        };
        let Some((first, last)) = units_of(t, unit, event) else {
            tally.nowhere.possible += u64::from(!certainly);
            continue;
        };
        if first == last {
            tally.at(first).add(answer.verdict);
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
            tally.possible_in(first, last);
            continue;
        }
        for at in first..=last {
            let within = within(t, unit, at, event);
            let both = Condition::All(vec![condition.clone(), within]);
            let mut verdict = judge_condition(t, &both, prepared.budget);
            verdict.settled &= complete;
            tally.at(at).add(verdict);
        }
    }
    tally.finish(t, unit)
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
