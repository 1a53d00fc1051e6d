//! Claims without which formulas would have worlds.

use super::subset::Subset;
use crate::graph::{Edge, FACT, Problem};
use crate::model::Grade;
use crate::query::condition::Condition;
use crate::query::decide::{Search, find_world};
use crate::query::joint::{Inequality, Point};
use crate::query::reason::Proof;
use crate::timeline::{Explained, Limit, Timeline};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Formulas none of which has a world, with all claims about the components they speak of.
pub(crate) struct Refuted<'a> {
    t: &'a Timeline,
    explained: Explained,
    formulas: Vec<Condition>,
    budget: u64,
}

impl<'a> Refuted<'a> {
    pub(crate) fn new(t: &'a Timeline, formulas: Vec<Condition>, budget: u64) -> Refuted<'a> {
        // A search that meets what never holds last has gone through all the rest in vain.
        let formulas: Vec<Condition> = formulas.into_iter().map(Condition::simplified).collect();
        let mut events: Vec<u32> = formulas.iter().flat_map(Condition::events).collect();
        events.sort_unstable();
        events.dedup();
        Refuted {
            t,
            explained: t.explained(&events),
            formulas,
            budget,
        }
    }

    /// Bounds and distances that follow from the claims that `keep` names.
    pub(crate) fn ground(&self, keep: impl Fn(u32) -> bool) -> Option<Subset<'_>> {
        Subset::new(self.t, &self.explained, keep)
    }

    /// Whether some claims alone leave no formula a world.
    fn holds(&self, keep: impl Fn(u32) -> bool) -> bool {
        let Some(ground) = self.ground(keep) else {
            return false;
        };
        self.formulas.iter().all(|formula| {
            let mut left = self.budget;
            find_world(&ground, [formula.clone()], &mut left).is_none()
        })
    }

    /// Whether some claims, by rank, leave no formula a world.
    pub(crate) fn is_enough(&self, claims: &[u32]) -> bool {
        self.holds(|c| claims.contains(&c))
    }

    /// An irredundant set of claims that leaves no formula a world, by rank.
    ///
    /// Claims are gathered as they are needed: as long as those gathered leave a formula a world,
    /// all claims together break what was chosen for it, on a negative cycle, and the claims on that are added.
    /// Then each claim is tried without, the worst first.
    pub(crate) fn claims(&self) -> Vec<u32> {
        let mut claims = self.gather();
        let all: Vec<u32> = (0..self.explained.claims.len() as u32).collect();
        if !self.holds(|c| claims.contains(&c)) {
            claims = all.into_iter().collect();
        }
        let mut kept: Vec<u32> = claims.into_iter().collect();
        // Many are tried together first.
        let mut size = if kept.len() > 32 { kept.len() / 4 } else { 1 };
        loop {
            let mut end = kept.len();
            while end > 0 {
                let start = end.saturating_sub(size);
                let without = |c: u32| {
                    let place = kept.binary_search(&c);
                    place.is_ok_and(|at| !(start..end).contains(&at))
                };
                if self.holds(without) {
                    kept.drain(start..end);
                }
                end = start;
            }
            if size == 1 {
                return kept;
            }
            size = (size / 4).max(1);
        }
    }

    fn gather(&self) -> BTreeSet<u32> {
        let mut claims: BTreeSet<u32> = BTreeSet::new();
        for formula in &self.formulas {
            loop {
                let Some(ground) = self.ground(|c| claims.contains(&c)) else {
                    return claims;
                };
                let mut left = self.budget;
                let Search::Found(model) = find_world(&ground, [formula.clone()], &mut left) else {
                    break;
                };
                let before = claims.len();
                claims.extend(self.broken(&model.trail));
                if claims.len() == before {
                    // Days are not in the network; whoever asks takes all claims.
                    return claims;
                }
            }
        }
        claims
    }

    /// The claims on a negative cycle of all claims with some inequalities.
    fn broken(&self, trail: &[Inequality]) -> Vec<u32> {
        let mut problem = self.explained.problem.clone();
        let mut known: FxHashMap<Point, u32> = FxHashMap::default();
        let mut edges = Vec::new();
        for step in trail {
            let from = self.point(&mut problem, &mut known, step.from);
            let to = self.point(&mut problem, &mut known, step.to);
            if let (Some(from), Some(to)) = (from, to) {
                edges.push(Edge::assumed(from, to, step.weight));
            }
        }
        problem
            .with(&edges)
            .world(|_| true)
            .err()
            .unwrap_or_default()
    }

    fn point(
        &self,
        problem: &mut Problem,
        known: &mut FxHashMap<Point, u32>,
        point: Point,
    ) -> Option<u32> {
        match point {
            Point::Origin => Some(Problem::ORIGIN),
            Point::Event(moment) => Some(self.explained.point(moment)),
            Point::Day(_) => None,
            Point::Affiliation(index, is_end) => {
                if let Some(&found) = known.get(&point) {
                    return Some(found);
                }
                let (from, until) = self.t.limits(index);
                let ends = [from, until].map(|limit| {
                    let point = problem.point();
                    if let Limit::In(lo, hi) = limit {
                        lo.into_iter()
                            .for_each(|lo| problem.lower(point, lo.into(), FACT));
                        hi.into_iter()
                            .for_each(|hi| problem.upper(point, hi.into(), FACT));
                    }
                    point
                });
                problem.edge(Edge::fact(ends[1], ends[0], 0));
                known.insert(Point::Affiliation(index, false), ends[0]);
                known.insert(Point::Affiliation(index, true), ends[1]);
                Some(ends[usize::from(is_end)])
            }
        }
    }

    /// The claims in words, the grade and the doubt of what they entail.
    pub(crate) fn proof(&self, claims: &[u32]) -> Proof {
        let store = self.t.store();
        let graded: Vec<(Grade, bool)> = self
            .explained
            .claims
            .iter()
            .map(|&c| (store.grade_of(c), store.is_doubtful(c)))
            .collect();
        let of = |c: u32| graded[c as usize];
        let worst = claims.iter().map(|&c| of(c).0).min();
        let mut grades: Vec<Grade> = graded.iter().map(|g| g.0).collect();
        grades.sort_unstable_by(|a, b| b.cmp(a));
        grades.dedup();
        // The reason itself bounds the grade from below.
        grades.retain(|&g| worst.is_some_and(|worst| g >= worst));
        let grade = if claims.is_empty() {
            Grade::BEST
        } else {
            let enough = grades.partition_point(|&g| !self.holds(|c| of(c).0 >= g));
            grades
                .get(enough)
                .copied()
                .or(worst)
                .unwrap_or(Grade::WORST)
        };
        let doubtful = claims.iter().any(|&c| of(c).1) && !self.holds(|c| !of(c).1);
        let stated = claims
            .iter()
            .map(|&c| store.state(self.explained.claims[c as usize]));
        Proof {
            claims: stated.collect(),
            grade,
            doubtful,
        }
    }
}
