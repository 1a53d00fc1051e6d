//! How far apart the ends of events can be.

use super::columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, OPEN};
use super::encode::Moment;
use super::solved::ALONE;
use super::timeline::Timeline;
use crate::graph::Minimal;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// Components of at most this many points get a minimal network of their own when first asked.
const SMALL: usize = 512;

/// The cells that the minimal networks in memory have at most.
const CELLS: usize = 4_000_000;

/// Minimal networks of small components, the oldest dropped first.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    networks: FxHashMap<u32, Arc<Minimal>>,
    order: VecDeque<u32>,
    cells: usize,
}

/// Least upper bounds of differences: `d[i][j]` bounds `end_j - end_i`, the ends being the
/// beginning and end of x, then of y. Closed under composition: a minimal network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quad(pub(crate) [[i128; 4]; 4]);

impl Timeline {
    /// The bounds of an end; `-OPEN` and `OPEN` where there is none.
    pub(crate) fn bounds(&self, moment: Moment) -> (i128, i128) {
        let (lo, hi) = if moment.is_end {
            (END_LO, END_HI)
        } else {
            (BEGIN_LO, BEGIN_HI)
        };
        (self.bound(moment.event, lo), self.bound(moment.event, hi))
    }

    /// One side of an event's window; `-OPEN` or `OPEN` where there is no bound.
    pub(crate) fn bound(&self, event: u32, side: u8) -> i128 {
        match self.inside.solved.window(event) {
            Some(window) => window[side as usize],
            None => self.inside.store.columns.windows.get(event, side),
        }
    }

    /// The component of an event, if claims connect it to another.
    pub(crate) fn component(&self, event: u32) -> Option<u32> {
        self.inside.solved.component(event)
    }

    fn point(&self, moment: Moment) -> u32 {
        let begin = self.inside.solved.point(moment.event);
        let two = moment.is_end && !self.inside.store.columns.is_instant(moment.event);
        if begin == ALONE {
            ALONE
        } else {
            begin + u32::from(two)
        }
    }

    /// The minimal network of a small component, from the cache or made for it.
    fn minimal(&self, component: u32) -> Option<Arc<Minimal>> {
        let inside = &*self.inside;
        let members = inside.solved.members(component);
        if members.len() * 2 > SMALL {
            return None;
        }
        let cache = if component < inside.solved.first_again() {
            &*inside.cache
        } else {
            &inside.cache_again
        };
        let lock = || cache.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = lock().networks.get(&component) {
            return Some(Arc::clone(found));
        }
        let points: Vec<u32> = members
            .iter()
            .flat_map(|&e| [self.point(Moment::begin(e)), self.point(Moment::end(e))])
            .collect();
        let made = Arc::new(Minimal::of(inside.solved.network(component), &points));
        let mut kept = lock();
        if kept.networks.insert(component, Arc::clone(&made)).is_none() {
            kept.order.push_back(component);
            kept.cells += made.cells();
        }
        while kept.cells > CELLS
            && let Some(oldest) = kept.order.pop_front()
        {
            let gone = kept.networks.remove(&oldest).map_or(0, |m| m.cells());
            kept.cells -= gone;
        }
        Some(made)
    }

    /// The least `w` such that `to - from <= w` in every world; [`OPEN`] where there is none.
    pub(crate) fn distance(&self, from: Moment, to: Moment) -> i128 {
        let mut best = match self.distance_by_windows(from, to) {
            Ok(known) => return known,
            Err(bound) => bound,
        };
        if let Some(component) = self.component(from.event)
            && self.component(to.event) == Some(component)
        {
            let (a, b) = (self.point(from), self.point(to));
            let path = match self.minimal(component) {
                Some(minimal) => minimal.distance(a, b),
                None => self.inside.solved.network(component).distances(a, [b])[0],
            };
            best = best.min(path);
        }
        best
    }

    /// What windows and the record of one event say of a distance: all there is to know, or an
    /// upper bound.
    fn distance_by_windows(&self, from: Moment, to: Moment) -> Result<i128, i128> {
        let instant = self.inside.store.columns.is_instant(from.event);
        if from.event == to.event && (from.is_end == to.is_end || instant) {
            return Ok(0);
        }
        let (lo, hi) = (self.bounds(from).0, self.bounds(to).1);
        let mut best = if lo > -OPEN && hi < OPEN {
            hi - lo
        } else {
            OPEN
        };
        if from.event == to.event && from.is_end {
            best = best.min(0);
        }
        Err(best)
    }

    /// The [`distance`](Timeline::distance) from one end to each of many.
    ///
    /// In a large component this is one search for all of them.
    pub(crate) fn distances(&self, from: Moment, to: &[Moment]) -> Vec<i128> {
        let component = self.component(from.event);
        let Some(component) = component.filter(|&c| self.minimal(c).is_none()) else {
            return to.iter().map(|&m| self.distance(from, m)).collect();
        };
        let near = |m: &&Moment| self.component(m.event) == Some(component);
        let targets: Vec<u32> = to.iter().filter(near).map(|&m| self.point(m)).collect();
        let network = self.inside.solved.network(component);
        let mut found = network.distances_to(self.point(from), &targets).into_iter();
        let each = |m: &Moment| {
            let path = near(&m).then(|| found.next()).flatten().unwrap_or(OPEN);
            match self.distance_by_windows(from, *m) {
                Ok(known) => known,
                Err(bound) => bound.min(path),
            }
        };
        to.iter().map(each).collect()
    }

    /// Whether `x` certainly begins before `y` in their component, as far as a short search tells.
    pub(crate) fn soon_begins_before(&self, x: u32, y: u32) -> bool {
        const STEPS: usize = 64;
        let (from, to) = (Moment::begin(y), Moment::begin(x));
        if self.bounds(to).1 < self.bounds(from).0 {
            return true;
        }
        let Some(component) = self.component(x) else {
            return false;
        };
        let network = self.inside.solved.network(component);
        let found = network.distance_within(self.point(from), self.point(to), STEPS);
        found.is_some_and(|distance| distance <= -1)
    }

    /// All distances among the ends of two events.
    pub(crate) fn quad(&self, x: u32, y: u32) -> Quad {
        let ends = [
            Moment::begin(x),
            Moment::end(x),
            Moment::begin(y),
            Moment::end(y),
        ];
        let bounds = ends.map(|m| self.bounds(m));
        let mut d = [[OPEN; 4]; 4];
        for i in 0..4 {
            for j in 0..4 {
                if bounds[i].0 > -OPEN && bounds[j].1 < OPEN {
                    d[i][j] = bounds[j].1 - bounds[i].0;
                }
            }
            d[i][i] = 0;
        }
        for (event, b) in [(x, 0), (y, 2)] {
            d[b + 1][b] = d[b + 1][b].min(0);
            if self.inside.store.columns.is_instant(event) {
                d[b][b + 1] = d[b][b + 1].min(0);
            }
        }
        if x == y {
            for (i, j) in [(0, 2), (1, 3)] {
                (d[i][j], d[j][i]) = (0, 0);
            }
            (d[0][3], d[2][1]) = (d[0][1], d[0][1]);
            (d[1][2], d[3][0]) = (d[1][0], d[1][0]);
        }
        let (cx, cy) = (self.component(x), self.component(y));
        if cx.is_none() && cy.is_none() {
            return Quad(d);
        }
        let points = ends.map(|m| self.point(m));
        let same = cx == cy;
        let blocks: &[(usize, usize, Option<u32>)] = if same {
            &[(0, 4, cx)]
        } else {
            &[(0, 2, cx), (2, 4, cy)]
        };
        for &(first, last, component) in blocks {
            let Some(component) = component else {
                continue;
            };
            match self.minimal(component) {
                Some(minimal) => {
                    for i in first..last {
                        for j in first..last {
                            d[i][j] = d[i][j].min(minimal.distance(points[i], points[j]));
                        }
                    }
                }
                None => {
                    let network = self.inside.solved.network(component);
                    for i in first..last {
                        // The points of another block are not asked for: their place is taken by
                        // the first of this one.
                        let targets = [0, 1, 2, 3].map(|j| {
                            if (first..last).contains(&j) {
                                points[j]
                            } else {
                                points[first]
                            }
                        });
                        let row = network.distances(points[i], targets);
                        for j in first..last {
                            d[i][j] = d[i][j].min(row[j]);
                        }
                    }
                }
            }
        }
        Quad(d)
    }
}
