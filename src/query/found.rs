//! An event that answers a question, and how surely.

use super::certainty::{Certainty, outcomes};
use super::formula::Formula;
use super::joint::{Inequality, Point};
use super::projection::{self, BUDGET, Verdict, Way};
use super::reason::Explanation;
use crate::timeline::{EventView, Timeline};
use std::fmt;

/// An event that answers a question, with how sure that is.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04-26"));
/// let t = t.build()?;
/// let last = t.meetings_of("a")?.last_before("remark")?;
/// assert_eq!((last[0].event().key(), last[0].certainty()), ("talks", Certainty::Certain));
/// assert!(last[0].explain()[0].to_string().starts_with(r#""talks" is before "remark": certain"#));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Found<'t> {
    pub(crate) timeline: &'t Timeline,
    pub(crate) event: u32,
    pub(crate) verdict: Verdict,
    pub(crate) asked: Vec<Formula>,
    pub(crate) caveats: Vec<String>,
}

impl<'t> Found<'t> {
    /// The event that answers the question: a meeting, a statement, whatever was asked for.
    pub fn event(&self) -> EventView<'t> {
        self.timeline.view(self.event)
    }

    /// How sure it is that the event answers the question; never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain, and
    /// among the last or first of several meetings also impossible.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }

    /// Why, for each relation that was asked of the event.
    pub fn explain(&self) -> Vec<Explanation> {
        self.asked
            .iter()
            .map(|&formula| {
                let explanation = self.timeline.explain_formula(formula);
                explanation.with_caveats(&self.caveats)
            })
            .collect()
    }
}

/// `certain: the talks`.
impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.certainty(), self.event())
    }
}

impl fmt::Debug for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Found({:?}, {})",
            self.timeline.event_key(self.event),
            self.certainty()
        )
    }
}

impl Timeline {
    /// Judges several relations together: certain if each is, possible if they hold together in
    /// some world; with a choice of ways in which the rest of the question holds (one empty way
    /// where there is no rest).
    pub(crate) fn judge_together(&self, asked: &[Formula], rest: &[Way]) -> Verdict {
        let plain = matches!(rest, [way] if way.steps.is_empty());
        let open = rest.iter().all(|way| way.open);
        let single: Vec<Certainty> = asked
            .iter()
            .map(|f| outcomes(&self.quad(f.x, f.y), f.gap).certainty(f.set))
            .collect();
        let least = single.iter().copied().min().unwrap_or(Certainty::Certain);
        if least == Certainty::Impossible {
            return Verdict {
                certainty: least,
                settled: true,
            };
        }
        let unsure = single.iter().filter(|c| **c == Certainty::Possible).count();
        if plain && (least == Certainty::Certain || unsure == 1) {
            let certainty = if open {
                least.min(Certainty::Possible)
            } else {
                least
            };
            return Verdict {
                certainty,
                settled: true,
            };
        }
        // Every way of each relation with every way of the rest: relations that no conjunction
        // says have up to thirteen.
        let mut ways: Vec<Way> = rest.to_vec();
        for formula in asked {
            let mut next = Vec::new();
            for way in &ways {
                for steps in formula.ways() {
                    let mut more = way.clone();
                    more.steps
                        .extend(steps.into_iter().map(|(from, to, weight)| {
                            Inequality::new(Point::Event(from), Point::Event(to), weight)
                        }));
                    next.push(more);
                }
            }
            ways = next;
        }
        projection::judge(self, &ways, BUDGET)
    }
}
