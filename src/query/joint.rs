//! Several events and affiliations at once: a small closed network to which inequalities are added.

use super::ground::Ground;
use crate::timeline::{Limit, Moment, OPEN};
use std::rc::Rc;

/// A point of a scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Point {
    /// The origin of time, tick zero.
    Origin,
    /// An end of an event.
    Event(Moment),
    /// The beginning (`false`) or end (`true`) of an affiliation.
    Affiliation(u32, bool),
    /// The local midnight at or before the beginning of an event, as a local reading, in a zone
    /// whose offset never changes.
    Day(u32),
}

impl Point {
    pub(crate) fn is_day(self) -> bool {
        matches!(self, Point::Day(_))
    }

    /// The point that comes into a scene together with this one.
    pub(crate) fn companion(self) -> Option<Point> {
        match self {
            Point::Origin | Point::Event(_) => None,
            Point::Affiliation(index, is_end) => Some(Point::Affiliation(index, !is_end)),
            Point::Day(event) => Some(Point::Event(Moment::begin(event))),
        }
    }
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

    /// `point >= at`.
    pub(crate) fn at_least(point: Point, at: i128) -> Inequality {
        Inequality::new(point, Point::Origin, -at)
    }

    /// `point <= at`.
    pub(crate) fn at_most(point: Point, at: i128) -> Inequality {
        Inequality::new(Point::Origin, point, at)
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

/// The ticks of a day.
pub(crate) const DAY: i128 = crate::time::DAY as i128;

/// The minimal network of some points of a timeline, and the origin of time.
///
/// Distances between events come from the ground, so that whatever else claims say is in them.
/// Adding an inequality closes the network again: it has a world if and only if every inequality
/// added was accepted. `O(k)` distances and `O(k^2)` steps to add a point after `k` others, `O(k^2)` steps to
/// add an inequality. Copies share the rows that they have in common: a search keeps many.
///
/// Points that are days lie on multiples of a day. What bounds their differences is rounded down to
/// such multiples, and the network closed again until nothing changes: the rounded bounds among days
/// and the origin are a network of their own, in whole days, and whatever it allows the other points,
/// which are bound by plain differences, can follow.
#[derive(Clone, Debug)]
pub(crate) struct Scene {
    points: Vec<Point>,
    d: Vec<Rc<Vec<i128>>>,
    days: bool,
}

impl Scene {
    /// The scene of nothing but the origin.
    pub(crate) fn new() -> Scene {
        Scene {
            points: vec![Point::Origin],
            d: vec![Rc::new(vec![0])],
            days: false,
        }
    }

    /// The points in it, the origin first.
    pub(crate) fn points(&self) -> &[Point] {
        &self.points
    }

    /// The place of a point, which is added where it is new.
    fn place(&mut self, g: &impl Ground, point: Point) -> usize {
        if let Some(found) = self.points.iter().position(|&p| p == point) {
            return found;
        }
        match point {
            Point::Origin => 0,
            Point::Event(moment) => self.add_event(g, moment),
            Point::Affiliation(index, _) => {
                let (from, until) = g.limits(index);
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
            Point::Day(event) => {
                let begin = self.place(g, Point::Event(Moment::begin(event)));
                let day = self.add_window(point, (-OPEN, OPEN));
                self.days = true;
                let offset = i128::from(g.zone().fixed_offset().unwrap_or(0));
                self.add(day, begin, DAY - 1 - offset);
                self.add(begin, day, offset);
                day
            }
        }
    }

    /// Adds an end of an event. What the ground says of ends is closed, so that a new one changes nothing among
    /// those that are there, whatever inequalities were added.
    fn add_event(&mut self, g: &impl Ground, moment: Moment) -> usize {
        let place = self.push(Point::Event(moment));
        let (lo, hi) = g.bounds(moment);
        self.tie(place, 0, -lo, hi);
        for other in 1..place {
            if let Point::Event(known) = self.points[other] {
                let (there, back) = (g.distance(moment, known), g.distance(known, moment));
                self.tie(place, other, there, back);
            }
        }
        place
    }

    /// Bounds the last point by another, and by that all the rest.
    fn tie(&mut self, place: usize, other: usize, there: i128, back: i128) {
        if there < self.d[place][other] {
            let rest = Rc::clone(&self.d[other]);
            let row = Rc::make_mut(&mut self.d[place]);
            for (cell, &rest) in row.iter_mut().zip(rest.iter()).take(place) {
                if rest < OPEN {
                    *cell = (*cell).min(there + rest);
                }
            }
        }
        if back < self.d[other][place] {
            for row in self.d.iter_mut().take(place) {
                let first = row[other];
                if first < OPEN && first + back < row[place] {
                    Rc::make_mut(row)[place] = first + back;
                }
            }
        }
    }

    /// Adds a point that nothing bounds.
    fn push(&mut self, point: Point) -> usize {
        let place = self.d.len();
        self.points.push(point);
        for row in &mut self.d {
            Rc::make_mut(row).push(OPEN);
        }
        let mut row = vec![OPEN; place + 1];
        row[place] = 0;
        self.d.push(Rc::new(row));
        place
    }

    fn add_window(&mut self, point: Point, bounds: (i128, i128)) -> usize {
        let place = self.push(point);
        if bounds.0 > -OPEN {
            self.add(place, 0, -bounds.0);
        }
        if bounds.1 < OPEN {
            self.add(0, place, bounds.1);
        }
        place
    }

    /// Adds an inequality; false where no world keeps it, and then the scene is of no more use.
    pub(crate) fn assume(&mut self, g: &impl Ground, inequality: Inequality) -> bool {
        let from = self.place(g, inequality.from);
        let to = self.place(g, inequality.to);
        self.add(from, to, inequality.weight)
    }

    /// Whether no world of the scene breaks an inequality. (With days in the scene it may say no
    /// although none does; assuming the denial then tells.)
    pub(crate) fn entails(&mut self, g: &impl Ground, inequality: Inequality) -> bool {
        let from = self.place(g, inequality.from);
        let to = self.place(g, inequality.to);
        self.d[from][to] <= inequality.weight
    }

    /// Whether some world of the scene keeps an inequality.
    pub(crate) fn allows(&mut self, g: &impl Ground, inequality: Inequality) -> bool {
        !self.entails(g, inequality.denial())
    }

    /// The greatest that `to - from` can be in a world of the scene; at least `OPEN` where there is no
    /// bound. (Without days: with them, some world comes near it.)
    pub(crate) fn most(&mut self, g: &impl Ground, from: Point, to: Point) -> i128 {
        let (from, to) = (self.place(g, from), self.place(g, to));
        self.d[from][to]
    }

    fn add(&mut self, from: usize, to: usize, weight: i128) -> bool {
        if !self.close(from, to, weight) {
            return false;
        }
        if !self.days {
            return true;
        }
        // Every round makes some bound smaller, and none goes below that of a world, unless there
        // is none: then a circle comes out negative.
        let is_day = |p: &Point| matches!(p, Point::Day(_) | Point::Origin);
        let days: Vec<usize> = (0..self.points.len())
            .filter(|&i| is_day(&self.points[i]))
            .collect();
        loop {
            let mut changed = false;
            for &i in &days {
                for &j in &days {
                    let bound = self.d[i][j];
                    let whole = bound.div_euclid(DAY) * DAY;
                    if bound < OPEN && whole < bound {
                        changed = true;
                        if !self.close(i, j, whole) {
                            return false;
                        }
                    }
                }
            }
            if !changed {
                return true;
            }
        }
    }

    fn close(&mut self, from: usize, to: usize, weight: i128) -> bool {
        if from == to {
            return weight >= 0;
        }
        if self.d[to][from] < OPEN && self.d[to][from] + weight < 0 {
            return false;
        }
        if weight >= self.d[from][to] {
            return true;
        }
        let out = Rc::clone(&self.d[to]);
        for row in &mut self.d {
            // A row in which the way to `to` is not shorter has no shorter way beyond it.
            if row[from] >= OPEN || row[from] + weight >= row[to] {
                continue;
            }
            let first = row[from] + weight;
            for (cell, &rest) in Rc::make_mut(row).iter_mut().zip(out.iter()) {
                if rest < OPEN {
                    *cell = (*cell).min(first + rest);
                }
            }
        }
        true
    }

    /// The ticks at which a point can lie.
    pub(crate) fn range(&mut self, g: &impl Ground, point: Point) -> (i128, i128) {
        let place = self.place(g, point);
        (-self.d[place][0], self.d[0][place])
    }

    /// Puts a point at a tick of its [`range`](Scene::range). A minimal network is free of
    /// backtracking: each choice leaves the other points a world. (Days are to be put before others.)
    pub(crate) fn fix(&mut self, g: &impl Ground, point: Point, tick: i128) -> bool {
        let place = self.place(g, point);
        self.add(0, place, tick) && self.add(place, 0, -tick)
    }
}

fn window(limit: Limit) -> (i128, i128) {
    match limit {
        Limit::Never => (-OPEN, OPEN),
        Limit::In(lo, hi) => (lo.map_or(-OPEN, i128::from), hi.map_or(OPEN, i128::from)),
    }
}

#[cfg(test)]
mod tests;
