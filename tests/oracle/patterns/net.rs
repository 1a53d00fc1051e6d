//! The judge that adds and denies leaves in the closed matrix of the kept claims.
//!
//! It needs no dates and takes any set of claims, so it judges what [`super::ticks`] can't list, and says what a
//! few claims alone entail. As long as the leaves decided so far leave a formula open, it decides one more,
//! either way, each as one of a few conjunctions of inequalities; a coin goes either way for nothing. Whether
//! affiliations hold at some one tick together is a matter of every two of them (Helly).

use std::cell::Cell;

use super::formula::{Formula, Judge, Leaf};
use crate::oracle::dates::{DAY, MINUTE};
use crate::oracle::dense::{Net, at_least, at_most, begin, end};
use crate::oracle::judge::{Atom, Judge as _, Verdict};
use crate::oracle::matrix::{Edge, Matrix};

/// The steps for one question.
const BUDGET: u64 = 10_000;
/// The most days that the question whether two events fall on one is split into.
const MOST_DAYS: i64 = 40;

/// A minimal network as a judge of patterns.
#[derive(Debug)]
pub struct Open<'a> {
    net: &'a Net<'a>,
    steps: Cell<u64>,
}

impl<'a> Open<'a> {
    /// The judge of a network.
    pub fn new(net: &'a Net<'a>) -> Self {
        Self {
            net,
            steps: Cell::new(0),
        }
    }

    /// Whether a formula over these leaves has the wanted truth in some world; `None` if that is too
    /// much work.
    pub fn can(&self, leaves: &[Leaf], formula: &Formula, wanted: bool) -> Option<bool> {
        self.steps.set(0);
        let mut known = vec![None; leaves.len()];
        self.decide(&self.net.matrix, leaves, formula, wanted, &mut known)
    }

    fn decide(
        &self,
        matrix: &Matrix,
        leaves: &[Leaf],
        formula: &Formula,
        wanted: bool,
        known: &mut Vec<Option<bool>>,
    ) -> Option<bool> {
        if let Some(truth) = formula.truth(&|leaf| known[leaf]) {
            return Some(truth == wanted);
        }
        let leaf = formula.open_leaf(&|leaf| known[leaf]);
        let leaf = leaf.expect("an open formula has an open leaf");
        for truth in [true, false] {
            for option in self.options(&leaves[leaf], truth)? {
                self.steps.set(self.steps.get() + 1);
                if self.steps.get() > BUDGET {
                    return None;
                }
                let Some(matrix) = matrix.with(&option) else {
                    continue;
                };
                known[leaf] = Some(truth);
                let found = self.decide(&matrix, leaves, formula, wanted, known);
                known[leaf] = None;
                if found? {
                    return Some(true);
                }
            }
        }
        Some(false)
    }

    /// What makes a leaf true or false, as a choice of conjunctions; `None` where these are too many.
    fn options(&self, leaf: &Leaf, truth: bool) -> Option<Vec<Vec<Edge>>> {
        let dense = &self.net.dense;
        let one = |edge: Edge| vec![vec![edge]];
        let both = |edges: [Option<Edge>; 2]| vec![edges.into_iter().flatten().collect()];
        let either = |edges: [Option<Edge>; 2]| {
            let edges = edges.into_iter().flatten();
            edges.map(|edge| vec![edge]).collect::<Vec<_>>()
        };
        Some(match (leaf, truth) {
            (
                &Leaf::Relation {
                    left,
                    is,
                    right,
                    gap,
                },
                _,
            ) => {
                let atom = Atom::Relation {
                    left,
                    is,
                    right,
                    gap,
                };
                dense.options(&atom, truth)
            }
            (&Leaf::During { event, affiliation }, _) => {
                dense.options(&Atom::During { event, affiliation }, truth)
            }
            (&Leaf::In { event, from, to }, true) => {
                both([at_least(begin(event), from), at_most(end(event), to)])
            }
            (&Leaf::In { event, from, to }, false) => either([
                at_most(begin(event), from.map(|from| from - 1)),
                at_least(end(event), to.map(|to| to + 1)),
            ]),
            (&Leaf::BeginsIn { event, from, to }, true) => both([
                at_least(begin(event), Some(from)),
                at_most(begin(event), Some(to)),
            ]),
            (&Leaf::BeginsIn { event, from, to }, false) => either([
                at_most(begin(event), Some(from - 1)),
                at_least(begin(event), Some(to + 1)),
            ]),
            (&Leaf::EndsLater(x, y), true) => one((end(x), end(y), -1)),
            (&Leaf::EndsLater(x, y), false) => one((end(y), end(x), 0)),
            (&Leaf::BeginsEarlier(x, y), true) => one((begin(y), begin(x), -1)),
            (&Leaf::BeginsEarlier(x, y), false) => one((begin(x), begin(y), 0)),
            (Leaf::Together(chain), _) => {
                let mut pairs = Vec::new();
                for &i in chain {
                    for &j in chain.iter().filter(|&&j| j != i) {
                        let ends = dense.spec.affiliation_sides(j).1.is_some();
                        let begins = dense.spec.affiliation_sides(i).0.is_some();
                        if ends && begins {
                            pairs.push((dense.from(i), dense.until(j)));
                        }
                    }
                }
                if truth {
                    vec![
                        pairs
                            .iter()
                            .map(|&(from, until)| (until, from, 0))
                            .collect(),
                    ]
                } else {
                    let apart = |&(from, until)| vec![(from, until, -1)];
                    pairs.iter().map(apart).collect()
                }
            }
            (&Leaf::SameDay(x, y), _) => self.same_day(x, y, truth)?,
            (Leaf::Alleged(_) | Leaf::Implied(..), _) => vec![Vec::new()],
        })
    }

    fn same_day(&self, x: usize, y: usize, truth: bool) -> Option<Vec<Vec<Edge>>> {
        if x == y {
            return Some(if truth { vec![Vec::new()] } else { Vec::new() });
        }
        // The days of the one whose beginning is bounded.
        let bounded = [(x, y), (y, x)].into_iter().find_map(|(one, other)| {
            let (first, last) = self.beginning(one);
            Some((one, other, first?, last?))
        });
        let (one, other, first, last) = bounded?;
        let shift = self.net.dense.spec.zone() * MINUTE;
        let day = |tick: i64| (tick + shift).div_euclid(DAY);
        if day(last) - day(first) > MOST_DAYS {
            return None;
        }
        let mut options = Vec::new();
        for day in day(first)..=day(last) {
            let (from, to) = (day * DAY - shift, (day + 1) * DAY - shift - 1);
            let within = |event: usize| {
                let low = at_least(begin(event), Some(from));
                low.into_iter().chain(at_most(begin(event), Some(to)))
            };
            if truth {
                options.push(within(one).chain(within(other)).collect());
            } else {
                let early = at_most(begin(other), Some(from - 1));
                let late = at_least(begin(other), Some(to + 1));
                options.push(within(one).chain(early).collect());
                options.push(within(one).chain(late).collect());
            }
        }
        Some(options)
    }
}

impl Judge for Open<'_> {
    fn verdicts(&self, leaves: &[Leaf], formulas: &[&Formula]) -> Option<Vec<Verdict>> {
        formulas
            .iter()
            .map(|formula| {
                let some = self.can(leaves, formula, true)?;
                Some(Verdict::of(some, self.can(leaves, formula, false)?))
            })
            .collect()
    }

    fn beginning(&self, event: usize) -> (Option<i64>, Option<i64>) {
        self.net.windows(event)[0]
    }
}
