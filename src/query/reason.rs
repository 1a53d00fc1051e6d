//! Why an answer about two events follows: claims, grade, doubt, witness worlds.

use super::certainty::{Certainty, outcomes};
use super::formula::{Formula, Step};
use super::joint::{Inequality, Point, Scene};
use crate::graph::{Edge, Problem, fewest_claims, shrink_all};
use crate::model::Grade;
use crate::time::format_ticks;
use crate::timeline::{
    ClaimRef, Explained, Moment, OPEN, StatedClaim, Timeline, phrase, spell_gap,
};
use std::fmt;

/// Why an answer about two events is what it is.
///
/// A certain or impossible answer rests on an irredundant set of claims: without any one of them it
/// no longer follows. An answer that is only possible comes with two worlds, one in which it holds
/// and one in which it does not.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04-26"));
/// t.add(Statement::new("post").by("a"));
/// let t = t.build()?;
/// let why = t.relate("talks", "remark")?.explain(Before);
/// assert_eq!(why.certainty(), Certainty::Certain);
/// assert_eq!(why.claims().len(), 2);
/// let open = t.relate("talks", "post")?.explain(Before);
/// assert_eq!(open.witnesses().len(), 2);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    sentence: String,
    certainty: Certainty,
    doubtful: bool,
    grade: Option<Grade>,
    claims: Vec<StatedClaim>,
    witnesses: Vec<Witness>,
    caveats: Vec<String>,
}

impl Explanation {
    /// The same for an answer that something else leaves open, too: at most possible.
    pub(crate) fn with_caveats(mut self, caveats: &[String]) -> Explanation {
        self.caveats.extend(caveats.iter().cloned());
        self
    }

    /// What else leaves the answer open, apart from times: an event that is only alleged, a
    /// presence that is only implied.
    pub fn caveats(&self) -> &[String] {
        &self.caveats
    }

    /// How sure the answer is.
    pub fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// For a certain or impossible answer: whether the claims that are not marked as uncertain fail
    /// to entail it. For a possible one: whether a claim on its events is so marked.
    pub fn is_doubtful(&self) -> bool {
        self.doubtful
    }

    /// The best grade such that the claims so graded or better entail a certain or impossible
    /// answer; `None` for a possible one.
    pub fn grade(&self) -> Option<Grade> {
        self.grade
    }

    /// The claims that the answer rests on; for a possible one the doubtful claims on its events.
    pub fn claims(&self) -> &[StatedClaim] {
        &self.claims
    }

    /// For a possible answer: a world in which it holds, and one in which it does not.
    pub fn witnesses(&self) -> &[Witness] {
        &self.witnesses
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.certainty {
            Certainty::Possible => {
                write!(f, "{}: possible, since both can be", self.sentence)?;
                for witness in &self.witnesses {
                    write!(f, "\n  - {witness}")?;
                }
                for claim in &self.claims {
                    write!(f, "\n  - doubtful: {}", claim.with_sources())?;
                }
                Ok(())
            }
            sure => {
                write!(f, "{}: {sure}", self.sentence)?;
                match self.claims.as_slice() {
                    [] => f.write_str(", whatever is claimed")?,
                    [one] => write!(f, ", because {}", one.with_sources())?,
                    claims => {
                        f.write_str(", because")?;
                        for claim in claims {
                            write!(f, "\n  - {}", claim.with_sources())?;
                        }
                    }
                }
                if self.doubtful {
                    f.write_str("\n  (it needs a claim that is marked as uncertain)")?;
                }
                Ok(())
            }
        }
    }
}

/// A world, as far as it concerns two events: their beginnings and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    holds: bool,
    events: Vec<(String, i128, i128)>,
}

impl Witness {
    /// Whether the answer holds in this world.
    pub fn holds(&self) -> bool {
        self.holds
    }

    /// The events, by key, with beginning and end in microseconds since 1970-01-01T00:00:00Z.
    pub fn events(&self) -> impl Iterator<Item = (&str, i128, i128)> {
        self.events
            .iter()
            .map(|(key, begin, end)| (key.as_str(), *begin, *end))
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.holds {
            "it holds if "
        } else {
            "it does not hold if "
        })?;
        for (i, (key, begin, end)) in self.events.iter().enumerate() {
            if i > 0 {
                f.write_str(" and ")?;
            }
            if begin == end {
                write!(f, "{key:?} is at {}", format_ticks(*begin))?;
            } else {
                write!(
                    f,
                    "{key:?} lasts from {} to {}",
                    format_ticks(*begin),
                    format_ticks(*end)
                )?;
            }
        }
        Ok(())
    }
}

impl Timeline {
    pub(crate) fn judge(&self, formula: Formula) -> Certainty {
        outcomes(&self.quad(formula.x, formula.y), formula.gap).certainty(formula.set)
    }

    pub(crate) fn explain_formula(&self, formula: Formula) -> Explanation {
        let certainty = self.judge(formula);
        let key = |event: u32| self.event_key(event).to_string();
        let mut explanation = Explanation {
            sentence: format!(
                "{:?} {} {:?}{}",
                key(formula.x),
                phrase(formula.set),
                key(formula.y),
                spell_gap(formula.gap)
            ),
            certainty,
            doubtful: false,
            grade: None,
            claims: Vec::new(),
            witnesses: Vec::new(),
            caveats: Vec::new(),
        };
        if certainty == Certainty::Possible {
            explanation.claims = self.doubtful_claims(&[formula.x, formula.y]);
            explanation.doubtful = !explanation.claims.is_empty();
            let scenes = [(true, formula.ways()), (false, formula.failures())];
            explanation.witnesses = scenes
                .into_iter()
                .filter_map(|(holds, ways)| self.witness(&formula, holds, &ways))
                .collect();
            return explanation;
        }
        let refuted = if certainty == Certainty::Certain {
            formula.failures()
        } else {
            formula.ways()
        };
        let proof = self.prove(&[formula.x, formula.y], &refuted);
        explanation.claims = proof.claims;
        explanation.grade = Some(proof.grade);
        explanation.doubtful = proof.doubtful;
        explanation
    }

    /// The doubtful claims on some events.
    pub(crate) fn doubtful_claims(&self, events: &[u32]) -> Vec<StatedClaim> {
        let store = self.store();
        let mut events = events.to_vec();
        events.sort_unstable();
        events.dedup();
        let mut claims = store.claims_of(&events);
        claims.retain(|&c| store.is_accepted(c) && store.is_doubtful(c));
        store.sort_by_rank(&mut claims);
        claims.into_iter().map(|c| store.state(c)).collect()
    }

    fn witness(&self, formula: &Formula, holds: bool, ways: &[Vec<Step>]) -> Option<Witness> {
        let ends = [formula.x, formula.y].map(|e| [Moment::begin(e), Moment::end(e)]);
        let points = ends
            .concat()
            .into_iter()
            .map(Point::Event)
            .collect::<Vec<_>>();
        for way in ways {
            let mut scene = Scene::new();
            let assumed = way.iter().all(|&(from, to, weight)| {
                let inequality = Inequality::new(Point::Event(from), Point::Event(to), weight);
                scene.assume(self, inequality)
            });
            if !assumed {
                continue;
            }
            let ticks = scene.world(self, &points, self.anchor());
            let mut events = Vec::new();
            for (event, ends) in [formula.x, formula.y].into_iter().zip(ticks.chunks(2)) {
                if let &[begin, end] = ends {
                    events.push((self.event_key(event).to_string(), begin, end));
                }
            }
            events.dedup();
            return Some(Witness { holds, events });
        }
        None
    }

    /// A tick to put events near that nothing dates: the first bound in file order, or 1970.
    fn anchor(&self) -> i128 {
        let ends = |e: u32| [Moment::begin(e), Moment::end(e)].map(|m| self.bounds(m));
        (0..self.len() as u32)
            .flat_map(ends)
            .flat_map(|(lo, hi)| [lo, hi])
            .find(|b| b.abs() < OPEN)
            .unwrap_or(0)
    }

    /// All accepted claims about the components of some events.
    pub(crate) fn explained(&self, events: &[u32]) -> Explained {
        let region = self.region(events);
        let mut claims = self.store().claims_of(&region);
        claims.retain(|&c| self.store().is_accepted(c));
        self.encode(&region, claims)
    }

    /// Why none of some conjunctions has a world.
    pub(crate) fn prove(&self, events: &[u32], refuted: &[Vec<Step>]) -> Proof {
        let explained = self.explained(events);
        let assumptions: Vec<Vec<Edge>> = refuted
            .iter()
            .map(|way| {
                way.iter()
                    .map(|&(from, to, weight)| explained.assumed(from, to, weight))
                    .collect()
            })
            .collect();
        let problems: Vec<Problem> = assumptions
            .iter()
            .map(|edges| explained.problem.with(edges))
            .collect();
        let mut candidates: Vec<u32> = Vec::new();
        let world = explained.problem.world(|_| true).unwrap_or_default();
        for (edges, problem) in assumptions.iter().zip(&problems) {
            let single = match edges.as_slice() {
                // The denial of a single inequality is the other way round.
                [one] => {
                    let proved = one.denial();
                    let (from, to, weight) = (proved.from, proved.to, proved.weight);
                    fewest_claims(&explained.problem, &world, from, to, weight)
                }
                _ => None,
            };
            let cycle = single
                .or_else(|| problem.world(|_| true).err())
                .unwrap_or_default();
            candidates.extend(cycle);
        }
        let claims = shrink_all(&problems, candidates);
        let store = self.store();
        let graded: Vec<(Grade, bool)> = explained
            .claims
            .iter()
            .map(|&c: &ClaimRef| (store.grade_of(c), store.is_doubtful(c)))
            .collect();
        let entailed = |keep: &dyn Fn(usize) -> bool| {
            problems
                .iter()
                .all(|p| p.world(|c| keep(c as usize)).is_err())
        };
        // The reason itself bounds the grade from below: all better grades are tried in order.
        let mut grades: Vec<Grade> = graded.iter().map(|g| g.0).collect();
        grades.sort_unstable_by(|a, b| b.cmp(a));
        grades.dedup();
        let grade = if entailed(&|_| false) {
            Grade::BEST
        } else {
            let enough = grades.partition_point(|&g| !entailed(&|c| graded[c].0 >= g));
            grades.get(enough).copied().unwrap_or(Grade::WORST)
        };
        let doubtful = graded.iter().any(|g| g.1) && !entailed(&|c| !graded[c].1);
        let stated = claims
            .iter()
            .map(|&c| store.state(explained.claims[c as usize]))
            .collect();
        Proof {
            claims: stated,
            grade,
            doubtful,
        }
    }
}

/// The claims that an answer rests on, its grade and whether it is doubtful.
#[derive(Clone, Debug)]
pub(crate) struct Proof {
    pub(crate) claims: Vec<StatedClaim>,
    pub(crate) grade: Grade,
    pub(crate) doubtful: bool,
}
