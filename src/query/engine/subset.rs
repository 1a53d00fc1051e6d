//! What follows from some claims only.

use crate::graph::{Part, Problem};
use crate::query::ground::Ground;
use crate::time::Zone;
use crate::timeline::{Explained, Limit, Moment, Timeline};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Bounds and distances that follow from some of the claims about some components.
pub(crate) struct Subset<'a> {
    t: &'a Timeline,
    explained: &'a Explained,
    part: Part,
    rows: RefCell<FxHashMap<u32, Rc<Vec<i128>>>>,
}

impl<'a> Subset<'a> {
    /// The claims that `keep` names, by rank; `None` where they have no world.
    pub(crate) fn new(
        t: &'a Timeline,
        explained: &'a Explained,
        keep: impl Fn(u32) -> bool,
    ) -> Option<Subset<'a>> {
        Some(Subset {
            t,
            explained,
            part: explained.problem.part(keep).ok()?,
            rows: RefCell::default(),
        })
    }

    fn row(&self, from: u32) -> Rc<Vec<i128>> {
        let mut rows = self.rows.borrow_mut();
        let row = rows
            .entry(from)
            .or_insert_with(|| Rc::new(self.part.row(from)));
        Rc::clone(row)
    }
}

impl Ground for Subset<'_> {
    fn bounds(&self, moment: Moment) -> (i128, i128) {
        let point = self.explained.point(moment);
        let low = -self.row(point)[Problem::ORIGIN as usize];
        (low, self.row(Problem::ORIGIN)[point as usize])
    }

    fn distance(&self, from: Moment, to: Moment) -> i128 {
        let (from, to) = (self.explained.point(from), self.explained.point(to));
        self.row(from)[to as usize]
    }

    fn limits(&self, affiliation: u32) -> (Limit, Limit) {
        self.t.limits(affiliation)
    }

    fn zone(&self) -> &Zone {
        self.t.zone()
    }
}
