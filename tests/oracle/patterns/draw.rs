//! Timelines with a judge and the patterns drawn for them, as the tests want them.
//!
//! Half of what is drawn at random has no answer, and a little has answers that depend on more bindings than
//! are always settled. Drawing again, a few times, makes the former rarer and leaves the latter out.

use super::answers::{Expected, expected};
use super::formula::{Formula, Judge};
use super::ground::{Ground, ground};
use super::net::Open;
use super::pattern::Pattern;
use super::random::{Times, pattern};
use super::text::text;
use super::ticks::Ticks;
use crate::oracle::claims::{Claim, ClaimSet};
use crate::oracle::dense::Net;
use crate::oracle::judge::{Judge as _, Verdict};
use crate::oracle::rng::Rng;
use crate::oracle::spec::Spec;
use crate::oracle::worlds::Worlds;

/// As many bindings of one answer as are always settled.
pub const SETTLED: usize = 12;

/// The most worlds that are listed; beyond them the network judges alone.
const MOST_WORLDS: usize = 20_000;
/// The most events in units that are counted.
const MOST_UNITS: usize = 60;

/// A pattern, its text, and what there is to answer.
#[derive(Clone, Debug)]
pub struct Drawn {
    pub pattern: Pattern,
    pub text: String,
    pub ground: Ground,
    pub expected: Expected,
}

/// A timeline about which patterns are drawn.
#[derive(Debug)]
pub struct Case<'a> {
    pub spec: &'a Spec,
    pub net: &'a Net<'a>,
    worlds: Option<Worlds<'a>>,
}

impl<'a> Case<'a> {
    /// The kept claims of a Spec, whose network is given, with all their worlds if these can be listed.
    pub fn new(spec: &'a Spec, claims: &[Claim], kept: ClaimSet, net: &'a Net<'a>) -> Self {
        Self {
            spec,
            net,
            worlds: Worlds::enumerate(spec, claims, kept).filter(|w| w.len() <= MOST_WORLDS),
        }
    }

    /// All worlds, if they are listed.
    pub fn worlds(&self) -> Option<&Worlds<'a>> {
        self.worlds.as_ref()
    }

    /// Calls back with the judge that there is.
    pub fn judged<T>(&self, call: impl FnOnce(&dyn Judge) -> T) -> T {
        match &self.worlds {
            Some(worlds) => call(&Ticks {
                spec: self.spec,
                worlds,
            }),
            None => call(&Open::new(self.net)),
        }
    }

    /// What a pattern comes to; `None` if that is too much work, or more than is always settled.
    pub fn work_out(&self, pattern: &Pattern) -> Option<(Ground, Expected)> {
        let relations = |x: usize, y: usize| self.net.relations(x, y);
        self.judged(|judge| {
            let ground = ground(self.spec, pattern, &relations, judge);
            if ground.bindings > SETTLED || ground.units.len() > MOST_UNITS {
                return None;
            }
            let expected = expected(pattern, &ground, judge)?;
            Some((ground, expected))
        })
    }

    /// Draws a pattern that is settled, more often than not one with answers.
    pub fn draw(&self, rng: &mut Rng) -> Option<Drawn> {
        let relations = |x: usize, y: usize| self.net.relations(x, y);
        let near = |event: usize| {
            let [begin, end] = self.net.windows(event);
            [begin.0, end.1, end.0, begin.1]
                .into_iter()
                .flatten()
                .next()
                .unwrap_or(0)
        };
        let times = Times {
            relations: &relations,
            near: &near,
        };
        let mut last = None;
        // Sometimes looks for what only several bindings together make certain.
        let hunt = self.worlds.is_some() && rng.chance(25);
        for _ in 0..if hunt { 12 } else { 6 } {
            let pattern = pattern(rng, self.spec, times);
            let text = text(self.spec, &pattern, rng.next());
            let Some((ground, expected)) = self.work_out(&pattern) else {
                continue;
            };
            let drawn = Drawn {
                pattern,
                text,
                ground,
                expected,
            };
            let found = if hunt {
                self.judged(|judge| jointly(&drawn, judge)) > 0
            } else {
                !drawn.expected.all.is_empty() || rng.chance(12)
            };
            last = Some(drawn);
            if found {
                break;
            }
        }
        last
    }
}

/// How many answers are certain although no way in which one can hold is.
pub fn jointly(drawn: &Drawn, judge: &dyn Judge) -> u32 {
    fn ways<'a>(formula: &'a Formula, found: &mut Vec<&'a Formula>) {
        match formula {
            Formula::Any(parts) => parts.iter().for_each(|part| ways(part, found)),
            other => found.push(other),
        }
    }
    let mut found = 0;
    for answer in &drawn.ground.answers {
        let certain = (answer.values.clone(), Verdict::Certain);
        let mut single = Vec::new();
        ways(&answer.formula, &mut single);
        if single.len() > 1
            && drawn.expected.all.contains(&certain)
            && let Some(single) = judge.verdicts(&drawn.ground.leaves, &single)
        {
            found += u32::from(!single.contains(&Verdict::Certain));
        }
    }
    found
}
