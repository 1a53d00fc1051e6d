//! Whether claims are a reason for an answer, its grade, its doubt, and whether a world that is shown is one.
//!
//! What a few claims entail is asked of the network of these claims alone, in which most events have no dates.
//! Coins and affiliations are no claims, so they stay as open as ever.

use super::formula::{Formula, Leaf};
use super::net::Open;
use super::pattern::Atom;
use crate::oracle::claims::{BEST, Claim, ClaimSet, Grade, WORST, indices, subset};
use crate::oracle::dense::{Dense, Net, at_least, at_most, begin, end};
use crate::oracle::relation::Span;

/// The formula of an answer, and the claims that may prove or refute it. `None` from any question means that
/// it is too much work.
#[derive(Clone, Copy, Debug)]
pub struct Proof<'a> {
    pub dense: Dense<'a>,
    /// The network of all kept claims.
    pub net: &'a Net<'a>,
    pub claims: &'a [Claim],
    pub leaves: &'a [Leaf],
    pub formula: &'a Formula,
}

impl Proof<'_> {
    /// Whether the claims entail that the formula holds (or, if not `holds`, that it fails).
    pub fn entails(&self, set: ClaimSet, holds: bool) -> Option<bool> {
        let net = self.dense.net(set).expect("kept claims have a world");
        let refuted = Open::new(&net).can(self.leaves, self.formula, !holds)?;
        Some(!refuted)
    }

    /// Whether they entail it, and would not without any one of them.
    pub fn is_reason(&self, set: ClaimSet, holds: bool) -> Option<bool> {
        if !self.entails(set, holds)? {
            return Some(false);
        }
        for index in indices(set) {
            if self.entails(set & !(1 << index), holds)? {
                return Some(false);
            }
        }
        Some(true)
    }

    /// The best grade such that the kept claims so graded or better entail it.
    pub fn best_grade(&self, kept: ClaimSet, holds: bool) -> Option<Grade> {
        for reliability in BEST.0..=WORST.0 {
            for credibility in BEST.1..=WORST.1 {
                let grade = (reliability, credibility);
                let set = kept & subset(self.claims, |claim| claim.grade <= grade);
                if self.entails(set, holds)? {
                    return Some(grade);
                }
            }
        }
        panic!("a certain or impossible answer is entailed by all kept claims");
    }

    /// Whether the kept claims without `?` do not entail it.
    pub fn is_doubtful(&self, kept: ClaimSet, holds: bool) -> Option<bool> {
        let sure = kept & subset(self.claims, |claim| !claim.doubtful);
        Some(!self.entails(sure, holds)?)
    }

    /// Whether some world has these events at these ticks, and the formula holds in it or fails.
    pub fn has_world(&self, events: &[(usize, Span)], holds: bool) -> Option<bool> {
        let mut edges = Vec::new();
        for &(event, (from, to)) in events {
            for (point, tick) in [(begin(event), from), (end(event), to)] {
                edges.extend(at_least(point, Some(tick)));
                edges.extend(at_most(point, Some(tick)));
            }
        }
        let Some(matrix) = self.net.matrix.with(&edges) else {
            return Some(false);
        };
        let pinned = Net {
            dense: self.dense,
            matrix,
        };
        Open::new(&pinned).can(self.leaves, self.formula, holds)
    }
}

/// Whether an atom speaks of the timeline rather than of a world, so that fewer claims may make it true.
pub fn rests_on_the_timeline(atoms: &[Atom]) -> bool {
    atoms.iter().any(|atom| match atom {
        Atom::Unordered(..) => true,
        Atom::Not(inner) => rests_on_the_timeline(inner),
        _ => false,
    })
}
