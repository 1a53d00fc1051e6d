//! Several events and affiliations at once: a small closed network to which inequalities are added.

use crate::timeline::{Limit, Moment, OPEN, Timeline};

/// A point of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Point {
    /// An end of an event.
    Event(Moment),
    /// The beginning (`false`) or end (`true`) of an affiliation.
    Affiliation(u32, bool),
}

/// The inequality `to - from <= weight` between points of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Inequality {
    pub(crate) from: Point,
    pub(crate) to: Point,
    pub(crate) weight: i128,
}

impl Inequality {
    pub(crate) fn new(from: Point, to: Point, weight: i128) -> Inequality {
        Inequality { from, to, weight }
    }

    /// What holds exactly where this does not.
    pub(crate) fn denial(self) -> Inequality {
        Inequality {
            from: self.to,
            to: self.from,
            weight: -self.weight - 1,
        }
    }
}

/// The minimal network of some points of a timeline, and the origin of time.
///
/// Distances between events come from the timeline, so that whatever else claims say is in them.
/// Adding an inequality closes the network again: it has a world if and only if every inequality
/// added was accepted. `O(k)` to add a point after `k` others, `O(k^2)` to add an inequality.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    points: Vec<Point>,
    d: Vec<Vec<i128>>,
}

impl Scene {
    /// The scene of nothing but the origin.
    pub(crate) fn new() -> Scene {
        Scene {
            points: Vec::new(),
            d: vec![vec![0]],
        }
    }

    /// The place of a point, which is added where it is new.
    fn place(&mut self, t: &Timeline, point: Point) -> usize {
        if let Some(found) = self.points.iter().position(|&p| p == point) {
            return found + 1;
        }
        match point {
            Point::Event(moment) => self.add_event(t, moment),
            Point::Affiliation(index, _) => {
                let (from, until) = t.limits(index);
                let first = self.add_window(Point::Affiliation(index, false), window(from));
                let second = self.add_window(Point::Affiliation(index, true), window(until));
                // An affiliation begins no later than it ends.
                self.add(second, first, 0);
                if point == Point::Affiliation(index, false) {
                    first
                } else {
                    second
                }
            }
        }
    }

    fn add_event(&mut self, t: &Timeline, moment: Moment) -> usize {
        let place = self.add_window(Point::Event(moment), t.bounds(moment));
        // Inequalities may have been added before: the distance is closed against them, too.
        for other in 1..place {
            if let Point::Event(known) = self.points[other - 1] {
                let (there, back) = (t.distance(moment, known), t.distance(known, moment));
                self.add(place, other, there);
                self.add(other, place, back);
            }
        }
        place
    }

    fn add_window(&mut self, point: Point, bounds: (i128, i128)) -> usize {
        let place = self.d.len();
        self.points.push(point);
        for row in &mut self.d {
            row.push(OPEN);
        }
        let mut row = vec![OPEN; place + 1];
        row[place] = 0;
        self.d.push(row);
        if bounds.0 > -OPEN {
            self.add(place, 0, -bounds.0);
        }
        if bounds.1 < OPEN {
            self.add(0, place, bounds.1);
        }
        place
    }

    /// Adds an inequality; false where no world keeps it, and then the scene is of no more use.
    pub(crate) fn assume(&mut self, t: &Timeline, inequality: Inequality) -> bool {
        let from = self.place(t, inequality.from);
        let to = self.place(t, inequality.to);
        self.add(from, to, inequality.weight)
    }

    /// Whether no world of the scene breaks an inequality.
    pub(crate) fn entails(&mut self, t: &Timeline, inequality: Inequality) -> bool {
        let from = self.place(t, inequality.from);
        let to = self.place(t, inequality.to);
        self.d[from][to] <= inequality.weight
    }

    /// Whether some world of the scene keeps an inequality.
    pub(crate) fn allows(&mut self, t: &Timeline, inequality: Inequality) -> bool {
        !self.entails(t, inequality.denial())
    }

    fn add(&mut self, from: usize, to: usize, weight: i128) -> bool {
        if from == to {
            return weight >= 0;
        }
        if self.d[to][from] < OPEN && self.d[to][from] + weight < 0 {
            return false;
        }
        if weight >= self.d[from][to] {
            return true;
        }
        let out = self.d[to].clone();
        for row in &mut self.d {
            if row[from] >= OPEN {
                continue;
            }
            let first = row[from] + weight;
            for (cell, &rest) in row.iter_mut().zip(&out) {
                if rest < OPEN {
                    *cell = (*cell).min(first + rest);
                }
            }
        }
        true
    }

    /// The ticks at which a point can lie.
    pub(crate) fn range(&mut self, t: &Timeline, point: Point) -> (i128, i128) {
        let place = self.place(t, point);
        (-self.d[place][0], self.d[0][place])
    }

    /// Puts a point at a tick of its [`range`](Scene::range). A minimal network is free of
    /// backtracking: each choice leaves the other points a world.
    pub(crate) fn fix(&mut self, t: &Timeline, point: Point, tick: i128) {
        let place = self.place(t, point);
        self.add(0, place, tick);
        self.add(place, 0, -tick);
    }
}

fn window(limit: Limit) -> (i128, i128) {
    match limit {
        Limit::Never => (-OPEN, OPEN),
        Limit::In(lo, hi) => (lo.map_or(-OPEN, i128::from), hi.map_or(OPEN, i128::from)),
    }
}
