//! Oracle A for subsets of claims: looks for one world by trying concrete ticks, also for events that the
//! subset leaves without a date.
//!
//! Ticks range over all integers, so it must be said which ones are worth trying. Call every finite bound
//! that occurs in a date, a publication, an affiliation or an atom a landmark. Take any world, and two
//! neighbouring ticks in use (or landmarks) `u < v` with `v - u > 1`. Moving all ticks of one side that
//! lie between the same two landmarks towards the other by one keeps every comparison of two ends, every
//! comparison with a landmark, and every gap limit, save where a gap across is exactly at its limit. So a
//! world can be pressed until, beside each landmark, no two neighbours are more than one tick apart,
//! except where a gap at its limit spans them. Hence with `P` points and the sum `S` of the gap limits,
//! ticks up to `P + S` from a landmark suffice; between two landmarks the ticks below the widest opening
//! are pressed down and those above it up, which needs an opening wider than any gap limit: where the
//! landmarks are too close for that, all ticks between them are tried. The argument speaks of comparisons
//! and gaps only; no constraint is propagated, claims and atoms are judged by their definitions.
//!
//! The search is plain backtracking with forward checking, one connected component at a time, smallest
//! domain first. It counts its steps, and gives up (`None`) beyond its budget.

use std::cell::Cell;
use std::rc::Rc;

use super::claims::{Body, Claim, ClaimSet, indices};
use super::judge::{Atom, Prover};
use super::relation::{Gap, Span};
use super::spec::Spec;
use super::worlds::atom_in;

/// Oracle A as a prover.
#[derive(Debug)]
pub struct Search<'a> {
    spec: &'a Spec,
    claims: &'a [Claim],
    budget: u64,
    steps: Cell<u64>,
}

/// Something that must be so in the world sought.
#[derive(Clone, Copy, Debug)]
enum Demand<'a> {
    Claim(&'a Claim),
    Literal(Atom, bool),
}

impl<'a> Search<'a> {
    /// A prover over these claims of a Spec, with about so many steps for each question.
    pub fn new(spec: &'a Spec, claims: &'a [Claim], budget: u64) -> Self {
        Self {
            spec,
            claims,
            budget,
            steps: Cell::new(0),
        }
    }

    /// The two variables a demand speaks of: events first, then affiliations.
    fn variables(&self, demand: &Demand) -> (usize, usize) {
        match *demand {
            Demand::Claim(claim) => claim.events(),
            Demand::Literal(Atom::Relation { left, right, .. }, _) => (left, right),
            Demand::Literal(Atom::In { event, .. }, _) => (event, event),
            Demand::Literal(Atom::During { event, affiliation }, _) => {
                (event, self.spec.events.len() + affiliation)
            }
        }
    }

    fn holds(&self, demand: &Demand, at: impl Fn(usize) -> Span) -> bool {
        match demand {
            Demand::Claim(claim) => claim.holds(at),
            Demand::Literal(atom, wanted) => {
                atom_in(atom, &at, |affiliation| {
                    at(self.spec.events.len() + affiliation)
                }) == *wanted
            }
        }
    }

    fn spend(&self, steps: usize) -> Option<()> {
        self.steps.set(self.steps.get() + steps as u64);
        (self.steps.get() <= self.budget).then_some(())
    }

    /// Whether one component has a world.
    fn solve(&self, variables: &[usize], demands: &[Demand]) -> Option<bool> {
        let events = self.spec.events.len();
        let mut landmarks = Vec::new();
        let mut limits = Vec::new();
        for demand in demands {
            match demand {
                Demand::Claim(claim) => match &claim.body {
                    Body::Date { window: w, .. } => {
                        landmarks.extend(
                            [w.begin.0, w.begin.1, w.end.0, w.end.1]
                                .into_iter()
                                .flatten(),
                        );
                    }
                    Body::Published { end, .. } => landmarks.push(*end),
                    Body::Relation { gap, .. } => limits.extend(largest(*gap)),
                    Body::PartOf { .. } | Body::RepliesTo { .. } => {}
                },
                Demand::Literal(Atom::Relation { gap, .. }, _) => limits.extend(largest(*gap)),
                Demand::Literal(Atom::In { from, to, .. }, _) => landmarks.extend([*from, *to]),
                Demand::Literal(Atom::During { .. }, _) => {}
            }
        }
        for &variable in variables.iter().filter(|&&variable| variable >= events) {
            let (from, until) = self.spec.affiliation_sides(variable - events);
            let bounds = [from, until].into_iter().flatten();
            landmarks.extend(bounds.flat_map(|(low, high)| [low, high]).flatten());
        }
        landmarks.sort_unstable();
        landmarks.dedup();
        let points = 2 * variables.len() as i64;
        let reach = points + limits.iter().sum::<i64>();
        let opening = limits.iter().copied().max().unwrap_or(0).max(1);
        let ticks = ticks_to_try(&landmarks, reach, (points + 1) * opening);
        let mut domains = Vec::new();
        for &variable in variables {
            domains.push(Rc::new(self.domain(variable, &ticks, demands)?));
        }
        let between: Vec<(usize, usize, Demand)> = demands
            .iter()
            .filter_map(|demand| {
                let place = |variable| {
                    variables
                        .iter()
                        .position(|&v| v == variable)
                        .expect("in the component")
                };
                let (x, y) = self.variables(demand);
                (x != y).then(|| (place(x), place(y), *demand))
            })
            .collect();
        let placed = vec![None; variables.len()];
        self.extend(variables, &domains, &placed, &between)
    }

    /// The ticks a variable may have by what is demanded of it alone.
    fn domain(&self, variable: usize, ticks: &[i64], demands: &[Demand]) -> Option<Vec<Span>> {
        let events = self.spec.events.len();
        let own: Vec<&Demand> = demands
            .iter()
            .filter(|demand| self.variables(demand) == (variable, variable))
            .collect();
        let mut domain = Vec::new();
        if variable >= events {
            let (from, until) = self.spec.affiliation_sides(variable - events);
            let within = |side: Option<(Option<i64>, Option<i64>)>, unlimited: i64| -> Vec<i64> {
                match side {
                    None => vec![unlimited],
                    Some(bounds) => ticks
                        .iter()
                        .copied()
                        .filter(|&tick| super::dates::inside(bounds, tick))
                        .collect(),
                }
            };
            let untils = within(until, i64::MAX);
            for begin in within(from, i64::MIN) {
                domain.extend(
                    untils
                        .iter()
                        .filter(|&&end| begin <= end)
                        .map(|&end| (begin, end)),
                );
            }
            self.spend(domain.len())?;
            return Some(domain);
        }
        // Ticks that no claim on this end allows are left out first, which keeps the pairs few.
        let allowed = |end: fn(&super::dates::Window) -> super::dates::Bounds| -> Vec<i64> {
            let allows = |tick: i64| {
                own.iter().all(|demand| match demand {
                    Demand::Claim(Claim {
                        body: Body::Date { window, .. },
                        ..
                    }) => super::dates::inside(end(window), tick),
                    _ => true,
                })
            };
            ticks.iter().copied().filter(|&tick| allows(tick)).collect()
        };
        let (begins, ends) = (allowed(|window| window.begin), allowed(|window| window.end));
        let instant = self.spec.events[variable].is_instant();
        for &b in &begins {
            self.spend(ends.len())?;
            for &f in &ends {
                if b <= f
                    && (!instant || b == f)
                    && own.iter().all(|demand| self.holds(demand, |_| (b, f)))
                {
                    domain.push((b, f));
                }
            }
        }
        Some(domain)
    }

    /// Places the variable with the fewest choices left, and strikes what no longer fits beside it.
    fn extend(
        &self,
        variables: &[usize],
        domains: &[Rc<Vec<Span>>],
        placed: &[Option<Span>],
        between: &[(usize, usize, Demand)],
    ) -> Option<bool> {
        let open = (0..placed.len()).filter(|&v| placed[v].is_none());
        let Some(next) = open.min_by_key(|&v| domains[v].len()) else {
            return Some(true);
        };
        // The open variables that a demand ties to the one placed next, with these demands.
        let mut tied: Vec<(usize, Vec<&Demand>)> = Vec::new();
        for other in (0..placed.len()).filter(|&v| v != next && placed[v].is_none()) {
            let joins = |(x, y): (usize, usize)| (x, y) == (next, other) || (x, y) == (other, next);
            let beside = between.iter().filter(|&&(x, y, _)| joins((x, y)));
            let beside: Vec<&Demand> = beside.map(|(_, _, demand)| demand).collect();
            if !beside.is_empty() {
                tied.push((other, beside));
            }
        }
        let mut placed = placed.to_vec();
        'choices: for &choice in domains[next].iter() {
            self.spend(1 + placed.len())?;
            placed[next] = Some(choice);
            let mut domains = domains.to_vec();
            for (other, beside) in &tied {
                self.spend(domains[*other].len())?;
                let fits = |&&span: &&Span| {
                    let at = |variable| {
                        if variable == variables[next] {
                            choice
                        } else {
                            span
                        }
                    };
                    beside.iter().all(|demand| self.holds(demand, at))
                };
                let left: Vec<Span> = domains[*other].iter().filter(fits).copied().collect();
                if left.is_empty() {
                    continue 'choices;
                }
                domains[*other] = Rc::new(left);
            }
            if self.extend(variables, &domains, &placed, between)? {
                return Some(true);
            }
        }
        Some(false)
    }
}

/// The largest difference at which a gap limit turns: at `min` from below, just above `max`.
fn largest(gap: Gap) -> Option<i64> {
    gap.min.max(gap.max.map(|max| max + 1))
}

/// All ticks near a landmark, and all between landmarks that are close together.
fn ticks_to_try(landmarks: &[i64], reach: i64, close: i64) -> Vec<i64> {
    let Some(&first) = landmarks.first() else {
        // Without landmarks a world can be moved as a whole, and pressed together.
        return (0..=reach).collect();
    };
    let mut ticks: Vec<i64> = (first - reach..=first).collect();
    for (index, &landmark) in landmarks.iter().enumerate() {
        match landmarks.get(index + 1) {
            Some(&next) if next - landmark <= close.max(2 * reach) => {
                ticks.extend(landmark + 1..=next);
            }
            Some(&next) => {
                ticks.extend(landmark + 1..=landmark + reach);
                ticks.extend(next - reach..=next);
            }
            None => ticks.extend(landmark + 1..=landmark + reach),
        }
    }
    ticks
}

impl Prover for Search<'_> {
    fn has_world(&self, set: ClaimSet, literals: &[(Atom, bool)]) -> Option<bool> {
        self.steps.set(0);
        let mut demands: Vec<Demand> = indices(set)
            .map(|i| Demand::Claim(&self.claims[i]))
            .collect();
        demands.extend(
            literals
                .iter()
                .map(|&(atom, wanted)| Demand::Literal(atom, wanted)),
        );
        // What is demanded of one variable or between two joins them; the rest are free.
        let count = self.spec.events.len() + self.spec.affiliations.len();
        let mut group: Vec<usize> = (0..count).collect();
        for demand in &demands {
            let (x, y) = self.variables(demand);
            let (from, to) = (group[x], group[y]);
            group
                .iter_mut()
                .filter(|g| **g == from)
                .for_each(|g| *g = to);
        }
        for root in 0..count {
            let members: Vec<usize> = (0..count).filter(|&v| group[v] == root).collect();
            let own: Vec<Demand> = demands
                .iter()
                .filter(|d| group[self.variables(d).0] == root)
                .copied()
                .collect();
            // An event of which nothing is demanded has a world, and so has any affiliation.
            if !own.is_empty() && !self.solve(&members, &own)? {
                return Some(false);
            }
        }
        Some(true)
    }
}
