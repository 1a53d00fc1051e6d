//! Answers, counts and their order, read off the verdicts on formulas.

use super::formula::{Formula, Judge};
use super::ground::Ground;
use super::pattern::{Find, Pattern, Unit};
use crate::oracle::dates::{DAY, MINUTE, civil_from_days, days_from_civil};
use crate::oracle::judge::Verdict;

/// How many answers there are, each counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub certain: u64,
    pub possible: u64,
}

impl Counts {
    fn add(&mut self, verdict: Verdict) {
        match verdict {
            Verdict::Impossible => {}
            Verdict::Possible => self.possible += 1,
            Verdict::Certain => self.certain += 1,
        }
    }

    fn is_empty(self) -> bool {
        self == Counts::default()
    }
}

/// What the engine has to say to a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Every answer that is not impossible, in order, before `certainly` and `limit`.
    pub all: Vec<(Vec<usize>, Verdict)>,
    /// The answers that are listed.
    pub listed: Vec<(Vec<usize>, Verdict)>,
    /// For counts.
    pub counts: Counts,
    /// For counts by unit: the lines, the one without a unit last.
    pub units: Vec<(Option<String>, Counts)>,
}

/// What a judge makes of a pattern; `None` if that is too much work.
pub fn expected(pattern: &Pattern, ground: &Ground, judge: &dyn Judge) -> Option<Expected> {
    let formulas: Vec<&Formula> = ground.answers.iter().map(|a| &a.formula).collect();
    let verdicts = judge.verdicts(&ground.leaves, &formulas)?;
    let all: Vec<(Vec<usize>, Verdict)> = ground
        .answers
        .iter()
        .zip(&verdicts)
        .filter(|(_, verdict)| **verdict != Verdict::Impossible)
        .map(|(answer, &verdict)| (answer.values.clone(), verdict))
        .collect();
    let kept = |verdict: Verdict| !pattern.certainly || verdict == Verdict::Certain;
    let mut listed = all.clone();
    listed.retain(|&(_, verdict)| kept(verdict));
    let mut counts = Counts::default();
    listed.iter().for_each(|&(_, verdict)| counts.add(verdict));
    listed.truncate(pattern.limit.unwrap_or(usize::MAX));
    let mut units: Vec<(Option<String>, Counts)> = Vec::new();
    if matches!(pattern.find, Find::Per(..)) {
        let formulas: Vec<&Formula> = ground.units.iter().map(|u| &u.formula).collect();
        for (part, verdict) in ground
            .units
            .iter()
            .zip(judge.verdicts(&ground.leaves, &formulas)?)
        {
            // An event whose beginning is open counts as possible, however certain it is.
            let verdict = if part.unit.is_none() {
                verdict.min(Verdict::Possible)
            } else {
                verdict
            };
            if !kept(verdict) {
                continue;
            }
            match units.iter_mut().find(|(unit, _)| *unit == part.unit) {
                Some((_, counts)) => counts.add(verdict),
                None => {
                    let mut counts = Counts::default();
                    counts.add(verdict);
                    units.push((part.unit.clone(), counts));
                }
            }
        }
        units.retain(|(_, counts)| !counts.is_empty());
        // Years have four digits here, so that the order of the texts is that of time.
        units.sort_by_key(|(unit, _)| (unit.is_none(), unit.clone()));
    }
    Some(Expected {
        all,
        listed,
        counts,
        units,
    })
}

/// The calendar units in a zone that some ticks fall in, each with its first and last tick.
pub fn units(unit: Unit, first: i64, last: i64, zone: i64) -> Vec<(String, i64, i64)> {
    let day_of = |tick: i64| (tick + zone * MINUTE).div_euclid(DAY);
    let start = |day: i64| day * DAY - zone * MINUTE;
    let mut found = Vec::new();
    let mut day = day_of(first);
    while start(day) <= last {
        let (year, month, date) = civil_from_days(day);
        let (name, from, to) = match unit {
            Unit::Day => (format!("{year:04}-{month:02}-{date:02}"), day, day + 1),
            Unit::Month => {
                let (next_year, next) = (year + month / 12, month % 12 + 1);
                (
                    format!("{year:04}-{month:02}"),
                    days_from_civil(year, month, 1),
                    days_from_civil(next_year, next, 1),
                )
            }
            Unit::Year => (
                format!("{year:04}"),
                days_from_civil(year, 1, 1),
                days_from_civil(year + 1, 1, 1),
            ),
        };
        found.push((name, start(from), start(to) - 1));
        day = to;
    }
    found
}
