//! Why an answer about two events follows: claims, grade, doubt, witness worlds.

use super::certainty::{Certainty, judge_pair};
use super::formula::{Formula, Step};
use super::witness::Witness;
use crate::graph::{Edge, Problem, fewest_claims, shrink_all};
use crate::model::Grade;
use crate::timeline::{ClaimRef, Explained, StatedClaim, Timeline, phrase, spell_gap};
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
    offices: Vec<String>,
    caveats: Vec<String>,
    bindings: Vec<Vec<(String, String)>>,
    records: Vec<String>,
    ways: Vec<String>,
}

/// What an explanation is put together from.
impl Explanation {
    pub(crate) fn of(sentence: String, certainty: Certainty) -> Explanation {
        Explanation {
            sentence,
            certainty,
            doubtful: false,
            grade: None,
            claims: Vec::new(),
            witnesses: Vec::new(),
            offices: Vec::new(),
            caveats: Vec::new(),
            bindings: Vec::new(),
            records: Vec::new(),
            ways: Vec::new(),
        }
    }

    /// For a certain or impossible answer.
    pub(crate) fn prove(&mut self, proof: Proof) {
        self.claims = proof.claims;
        self.grade = Some(proof.grade);
        self.doubtful = proof.doubtful;
    }

    /// For a possible answer: the doubtful claims on its events.
    pub(crate) fn doubt(&mut self, claims: Vec<StatedClaim>) {
        self.doubtful = !claims.is_empty();
        self.claims = claims;
    }

    pub(crate) fn witness(&mut self, witness: Witness) {
        self.witnesses.push(witness);
    }

    pub(crate) fn binding(&mut self, binding: Vec<(String, String)>) {
        self.bindings.push(binding);
    }

    pub(crate) fn record(&mut self, record: String) {
        if !self.records.contains(&record) {
            self.records.push(record);
        }
    }

    pub(crate) fn way(&mut self, way: String) {
        self.ways.push(way);
    }

    pub(crate) fn office(&mut self, office: String) {
        if !self.offices.contains(&office) {
            self.offices.push(office);
        }
    }

    pub(crate) fn caveat(&mut self, caveats: Vec<String>) {
        self.caveats.extend(caveats);
    }
}

impl Explanation {
    /// The same for an answer that also rests on who acts for whom.
    pub(crate) fn with_offices(mut self, offices: Vec<String>) -> Explanation {
        self.offices = offices;
        self
    }

    /// The same for an answer that something else than times leaves open, too.
    pub(crate) fn with_caveats(mut self, caveats: &[String]) -> Explanation {
        self.caveats.extend(caveats.iter().cloned());
        self
    }

    /// What was asked, as a sentence: `"remark" is after "talks", within 1 day`.
    pub fn sentence(&self) -> &str {
        &self.sentence
    }

    /// Who acts for whom, as far as the answer rests on it, each in one sentence.
    pub fn offices(&self) -> &[String] {
        &self.offices
    }

    /// For an answer to a pattern: the binding of its variables by which the answer holds, or
    /// several of which, in every world, one holds; of a possible answer, that of the world in which
    /// it holds. Each as variables and keys.
    pub fn bindings(&self) -> &[Vec<(String, String)>] {
        &self.bindings
    }

    /// For word that passes: the path by which it does, or several of which, in every world, one
    /// holds; where that is only possible, the path of the world in which it holds.
    pub fn ways(&self) -> &[String] {
        &self.ways
    }

    /// The records that the bindings rest on, each in one sentence with its sources and grade.
    pub fn records(&self) -> &[String] {
        &self.records
    }

    /// What else leaves the answer open, apart from times: an event that is only alleged, a
    /// presence that is only implied.
    pub fn caveats(&self) -> &[String] {
        &self.caveats
    }

    /// How sure the answer is as far as times decide it.
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

/// One line that says how sure the answer is, and one for each reason: claims with their sources and
/// grade, who acts for whom, worlds, and what else leaves it open.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let claims = self.claims.iter().map(StatedClaim::with_sources);
        let mut lines: Vec<String> = claims.chain(self.offices.iter().cloned()).collect();
        write!(f, "{}: ", self.sentence)?;
        if self.certainty == Certainty::Possible {
            f.write_str("only possible")?;
            for claim in &mut lines[..self.claims.len()] {
                claim.insert_str(0, "claimed: ");
            }
            lines.splice(0..0, self.witnesses.iter().map(ToString::to_string));
        } else {
            write!(f, "{}", self.certainty)?;
            if self.certainty == Certainty::Certain && !self.caveats.is_empty() {
                f.write_str(" as to time")?;
            }
            match lines.as_slice() {
                [] if self.grade.is_none() => {}
                [] => f.write_str(", whatever is claimed")?,
                [one] => match self.said_itself(one) {
                    Some(sources) => write!(f, ", as is claimed{sources}")?,
                    None => write!(f, ", because {one}")?,
                },
                _ => f.write_str(", because")?,
            }
            if lines.len() == 1 {
                lines.clear();
            }
        }
        if let [first, rest @ ..] = self.bindings.as_slice() {
            let told = |binding: &Vec<(String, String)>| {
                let all: Vec<String> = binding
                    .iter()
                    .map(|(n, k)| format!("?{n} = {k:?}"))
                    .collect();
                all.join(", ")
            };
            lines.push(if rest.is_empty() {
                format!("with {}", told(first))
            } else {
                let all: Vec<String> = self.bindings.iter().map(told).collect();
                format!("in every world with one of these: {}", all.join("; "))
            });
        }
        match self.ways.as_slice() {
            [] => {}
            [way] => lines.push(format!("by {way}")),
            ways => lines.push(format!(
                "in every world by one of these: {}",
                ways.join("; ")
            )),
        }
        lines.extend(self.records.iter().cloned());
        lines.extend(self.caveats.iter().map(|caveat| format!("yet {caveat}")));
        for line in lines {
            write!(f, "\n  - {line}")?;
        }
        if self.doubtful && self.certainty != Certainty::Possible {
            f.write_str("\n  (it needs a claim that is marked as uncertain)")?;
        }
        Ok(())
    }
}

impl Explanation {
    /// What follows the sentence in a reason that only repeats it: the sources.
    fn said_itself<'a>(&self, reason: &'a str) -> Option<&'a str> {
        let rest = reason.strip_prefix(self.sentence.as_str())?;
        let repeats = self.certainty == Certainty::Certain && !rest.starts_with(',');
        repeats.then_some(rest)
    }
}

impl Timeline {
    pub(crate) fn explain_formula(&self, formula: Formula) -> Explanation {
        let certainty = judge_pair(self, formula);
        let key = |event: u32| self.event_key(event).to_string();
        let sentence = format!(
            "{:?} {} {:?}{}",
            key(formula.x),
            phrase(formula.set),
            key(formula.y),
            spell_gap(formula.gap)
        );
        let mut explanation = Explanation::of(sentence, certainty);
        if certainty == Certainty::Possible {
            explanation.doubt(self.doubtful_claims(&[formula.x, formula.y]));
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
        explanation.prove(self.prove(&[formula.x, formula.y], &refuted));
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
        // There is one unless the solution was opened from a file that was made by hand.
        let world = explained.problem.world(|_| true).ok();
        for (edges, problem) in assumptions.iter().zip(&problems) {
            let single = match edges.as_slice() {
                // The denial of a single inequality is the other way round.
                [one] => {
                    let proved = one.denial();
                    let (from, to, weight) = (proved.from, proved.to, proved.weight);
                    let world = world.as_deref();
                    world.and_then(|w| fewest_claims(&explained.problem, w, from, to, weight))
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
