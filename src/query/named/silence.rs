//! The longest time without a meeting.

use super::lapse::Lapse;
use super::least::least;
use crate::query::MeetingSearch;
use crate::query::condition::Condition;
use crate::query::contacts::Contact;
use crate::query::decide::{Search, find_world};
use crate::query::joint::{Inequality, Point};
use crate::query::projection::BUDGET;
use crate::timeline::{Moment, OPEN, Timeline};
use std::cell::Cell;

impl MeetingSearch<'_> {
    /// The longest silence: the longest time, between the first of these meetings and the last, in which
    /// there is none; the least and the most over all worlds in which two of them took place. `None`
    /// where there is no such world.
    ///
    /// It runs from the end of one meeting to the beginning of another, while no third is under way. Where
    /// meetings follow each other without a pause it is zero. Which silence is the longest may
    /// differ from world to world.
    ///
    /// The most is searched pair by pair, the least with one search for a world for each bit of the
    /// time left open; what windows decide is not searched. `O(k^2)` distances for `k` meetings, and
    /// exponential in those whose order is open, at worst; past a budget of a million steps for each of the
    /// two, or where more than 400 meetings would have to be weighed at once, the bounds are not [settled](Lapse::is_settled).
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// for (key, day) in [("one", "2025-04-01"), ("two", "2025-04-11"), ("three", "2025-04-14")] {
    ///     t.add(Meeting::new(key).between(["a", "b"]).on(day));
    /// }
    /// let t = t.build()?;
    /// let silence = t.meetings_of("a")?.with("b")?.longest_silence();
    /// let told = silence.map(|silence| silence.to_string());
    /// assert_eq!(told.as_deref(), Some("more than 9 days and less than 11 days"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn longest_silence(&self) -> Option<Lapse> {
        let silence = Silence {
            t: self.timeline,
            contacts: self.contacts(),
            left: Cell::new(BUDGET),
        };
        let two = silence.two()?;
        let (most, settled) = silence.most();
        silence.left.set(BUDGET);
        let (least, sure) = silence.least(most);
        Some(Lapse {
            least: Some(least),
            most: (most < OPEN).then_some(most),
            settled: settled && sure && two,
        })
    }
}

struct Silence<'t> {
    t: &'t Timeline,
    contacts: Vec<Contact>,
    /// The steps that are left to all searches together.
    left: Cell<u64>,
}

/// `to - from <= weight` between ends of events: whether it holds in all worlds, and in some.
#[derive(Clone, Copy)]
struct Limit {
    from: Moment,
    to: Moment,
    weight: i128,
}

impl Limit {
    fn step(self) -> Condition {
        let (from, to) = (Point::Event(self.from), Point::Event(self.to));
        Condition::Step(Inequality::new(from, to, self.weight))
    }
}

fn limit(from: Moment, to: Moment, weight: i128) -> Limit {
    Limit { from, to, weight }
}

impl Silence<'_> {
    fn search(&self, conditions: impl IntoIterator<Item = Condition>) -> Search {
        let mut left = self.left.get();
        let found = find_world(self.t, conditions, &mut left);
        self.left.set(left);
        found
    }

    fn is_certain(&self, l: Limit) -> bool {
        self.t.distance(l.from, l.to) <= l.weight
    }

    fn is_possible(&self, l: Limit) -> bool {
        let back = self.t.distance(l.to, l.from);
        back >= OPEN || -back <= l.weight
    }

    /// Whether two of the meetings can have taken place together, which only a search may leave open
    /// (`false`); `None` where they can't.
    fn two(&self) -> Option<bool> {
        let mut known = true;
        for (i, a) in self.contacts.iter().enumerate() {
            for b in &self.contacts[i + 1..] {
                match self.search([a.holds.clone(), b.holds.clone()]) {
                    Search::Found(_) => return Some(true),
                    Search::Unsettled => known = false,
                    Search::None => {}
                }
            }
        }
        (!known).then_some(false)
    }

    /// "The third is not between the end of the one and the beginning of the other"; `None` where that is
    /// certain anyway.
    fn apart(&self, third: &Contact, one: Moment, other: Moment) -> Option<Condition> {
        let ways = [
            limit(one, Moment::end(third.event), 0),
            limit(Moment::begin(third.event), other, 0),
        ];
        if ways.iter().any(|&way| self.is_certain(way)) {
            return None;
        }
        let mut parts = vec![third.holds.denial()];
        parts.retain(|part| *part != Condition::FALSE);
        let open = ways.into_iter().filter(|&way| self.is_possible(way));
        parts.extend(open.map(Limit::step));
        Some(Condition::Any(parts))
    }

    /// The most: of each pair of meetings, the greatest time between them in a world in which no third is
    /// between. Pairs that can be farthest apart come first.
    fn most(&self) -> (i128, bool) {
        let t = self.t;
        let mut pairs: Vec<(i128, usize, usize)> = Vec::new();
        for (i, one) in self.contacts.iter().enumerate() {
            let end = Moment::end(one.event);
            // What begins after some meeting that certainly lies between is no next one.
            let firm = self.contacts.iter().filter(|c| c.is_firm());
            let later = firm.filter(|c| t.bounds(Moment::end(c.event)).0 > t.bounds(end).1);
            let wall = later.map(|c| t.bounds(Moment::begin(c.event)).1).min();
            for (j, next) in self.contacts.iter().enumerate() {
                let begin = Moment::begin(next.event);
                if i == j || wall.is_some_and(|wall| t.bounds(begin).0 > wall) {
                    continue;
                }
                let bound = t.distance(end, begin);
                if bound > 0 {
                    pairs.push((bound, i, j));
                }
            }
        }
        pairs.sort_unstable_by(|a, b| b.0.cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let (mut most, mut settled) = (0, true);
        for (bound, i, j) in pairs {
            if bound <= most {
                break;
            }
            let (one, next) = (&self.contacts[i], &self.contacts[j]);
            let (end, begin) = (Moment::end(one.event), Moment::begin(next.event));
            let mut wanted = vec![one.holds.clone(), next.holds.clone()];
            let others = self.contacts.iter().enumerate();
            let others = others.filter(|&(k, _)| k != i && k != j).map(|(_, c)| c);
            wanted.extend(others.filter_map(|third| self.apart(third, end, begin)));
            while most < bound {
                let longer = limit(begin, end, -(most + 1)).step();
                match self.search(wanted.iter().cloned().chain([longer])) {
                    Search::None => break,
                    // The best of all worlds that keep these choices.
                    Search::Found(mut model) => {
                        let ends = [end, begin].map(Point::Event);
                        most = model.scene.most(t, ends[0], ends[1]).min(OPEN);
                    }
                    Search::Unsettled => (most, settled) = (bound, false),
                }
            }
        }
        (most, settled)
    }

    /// The least such that, in some world, after each meeting either none ends later, or one that does
    /// has begun by then.
    fn least(&self, most: i128) -> (i128, bool) {
        let ends = |c: &Contact| (Moment::begin(c.event), Moment::end(c.event));
        let later = |one: &Contact, next: &Contact| limit(ends(next).1, ends(one).1, -1);
        let by = |one: &Contact, next: &Contact, g: i128| limit(ends(one).1, ends(next).0, g);
        let others = |one: u32| self.contacts.iter().filter(move |c| c.event != one);
        let is_followed = |one: &Contact| {
            others(one.event).any(|n| n.is_firm() && self.is_certain(later(one, n)))
        };
        // After one that certainly has a successor the silence lasts until the first that may be it.
        let next_begins = |one: &Contact| {
            let nexts = others(one.event).filter(|n| self.is_possible(later(one, n)));
            let least = nexts.map(|n| -self.t.distance(ends(n).0, ends(one).1));
            least.min().unwrap_or(0)
        };
        let followed = self
            .contacts
            .iter()
            .filter(|c| c.is_firm() && is_followed(c));
        let low = followed.map(next_begins).max().unwrap_or(0).max(0);
        let is_open = |one: &&Contact| {
            let fits = |n: &Contact| {
                n.is_firm() && self.is_certain(later(one, n)) && self.is_certain(by(one, n, low))
            };
            !others(one.event).any(fits)
        };
        let open: Vec<(&Contact, bool)> = self
            .contacts
            .iter()
            .filter(is_open)
            .map(|one| (one, is_followed(one)))
            .collect();
        let holds = self.contacts.iter().map(|c| c.holds.clone());
        let firm = self.contacts.iter().filter(|c| c.is_firm()).count();
        let two = (firm < 2).then(|| Condition::AtLeast(2, holds.collect()));
        let high = (most < OPEN).then_some(most);
        least(low, high, |g| {
            let clauses = open.iter().map(|&(one, followed)| {
                let mut parts = vec![one.holds.denial()];
                if !followed {
                    let ahead = others(one.event)
                        .filter(|n| !self.is_certain(limit(ends(one).1, ends(n).1, 0)));
                    let none = ahead.map(|n| {
                        let earlier = limit(ends(one).1, ends(n).1, 0).step();
                        Condition::Any(vec![n.holds.denial(), earlier])
                    });
                    parts.push(Condition::All(none.collect()));
                }
                for next in others(one.event) {
                    let steps = [later(one, next), by(one, next, g)];
                    if steps.iter().all(|&step| self.is_possible(step)) {
                        let mut way = vec![next.holds.clone()];
                        way.extend(steps.map(Limit::step));
                        parts.push(Condition::All(way));
                    }
                }
                Condition::Any(parts)
            });
            self.search(clauses.chain(two.clone()))
        })
    }
}
