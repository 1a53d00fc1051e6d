//! What is asked of two events, as ways in which it can hold and ways in which it can fail.

use crate::time::{Gap, Relation, RelationSet};
use crate::timeline::{Moment, constraints, ends_of};

/// The inequality `to - from <= weight` between ends of events.
pub(crate) type Step = (Moment, Moment, i128);

/// Two events and the relations asked of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Formula {
    pub(crate) x: u32,
    pub(crate) set: RelationSet,
    pub(crate) y: u32,
    pub(crate) gap: Gap,
}

/// The relations that a gap limits.
pub(crate) const GAPPED: RelationSet = RelationSet::GAPPED;

impl Formula {
    /// Conjunctions one of which holds exactly where the formula does.
    pub(crate) fn ways(&self) -> Vec<Vec<Step>> {
        if let Some(whole) = constraints(self.set, self.gap) {
            return vec![self.place(whole)];
        }
        self.set.iter().filter_map(|r| self.way(r, true)).collect()
    }

    /// Conjunctions one of which holds exactly where the formula does not.
    pub(crate) fn failures(&self) -> Vec<Vec<Step>> {
        if let Some(whole) = constraints(self.set, self.gap) {
            let denied = |(from, to, weight): Step| vec![(to, from, -weight - 1)];
            return self.place(whole).into_iter().map(denied).collect();
        }
        let mut all = Vec::new();
        for relation in !self.set {
            all.extend(self.way(relation, false));
        }
        for relation in self.set & GAPPED {
            all.extend(self.too_short(relation));
            all.extend(self.too_long(relation));
        }
        all
    }

    fn way(&self, relation: Relation, gapped: bool) -> Option<Vec<Step>> {
        let limited = gapped && GAPPED.contains(relation);
        let gap = if limited { self.gap } else { Gap::default() };
        constraints(relation.into(), gap).map(|c| self.place(c))
    }

    fn too_short(&self, relation: Relation) -> Option<Vec<Step>> {
        let min = i128::from(self.gap.min?.micros());
        let mut steps = self.way(relation, false)?;
        let (from, to) = self.across(relation);
        steps.push((from, to, min - 1));
        Some(steps)
    }

    fn too_long(&self, relation: Relation) -> Option<Vec<Step>> {
        let max = i128::from(self.gap.max?.micros());
        let mut steps = self.way(relation, false)?;
        let (from, to) = self.across(relation);
        steps.push((to, from, -max - 1));
        Some(steps)
    }

    /// The ends between which the gap of a relation lies, the earlier first.
    fn across(&self, relation: Relation) -> (Moment, Moment) {
        match relation {
            Relation::Before | Relation::Meets => (Moment::end(self.x), Moment::begin(self.y)),
            _ => (Moment::end(self.y), Moment::begin(self.x)),
        }
    }

    fn place(&self, ends: Vec<(crate::time::End, crate::time::End, i128)>) -> Vec<Step> {
        ends_of(ends, self.x, self.y)
    }
}
