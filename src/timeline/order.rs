//! All events in one order, and where that order is certain.

use super::columns::{BEGIN_HI, BEGIN_LO, END_HI, OPEN};
use super::encode::Moment;
use super::timeline::Timeline;
use super::views::EventView;
use crate::id::EventId;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// An event in the order of a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed<'t> {
    /// The event.
    pub event: EventView<'t>,
    /// The number of its section, from 1.
    pub section: u32,
    /// Whether the order within its section is certain.
    pub determinate: bool,
}

/// Neighbouring events of an order, between certain cuts.
///
/// In a determinate section every event certainly begins before the next; in an indeterminate one
/// something about the order of its events is open.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add(["one", "two"].map(|key| Statement::new(key).by("a").on("2025-04")));
/// t.add(Statement::new("three").by("a").on("2025-05"));
/// let t = t.build()?;
/// let sections = t.sections();
/// assert_eq!((sections[0].events.len(), sections[0].determinate), (2, false));
/// assert_eq!((sections[1].events.len(), sections[1].determinate), (1, true));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its number, from 1.
    pub number: u32,
    /// Whether the order of its events is certain.
    pub determinate: bool,
    /// Its events, in order.
    pub events: Vec<EventId>,
}

/// Components of at most this many events have all their pairs looked at.
const SMALL: usize = 256;
/// So many events of a larger one have.
const FEW: usize = 32;

impl Timeline {
    /// All events in order, with their sections.
    ///
    /// Sorted by latest beginning, then where there is none by what is certain, then by latest end,
    /// then by key. Whatever certainly begins first comes first. The order of insertion has no
    /// influence. `O(n log n)`, and for each component of `k` connected events `O(k^2)` up to 256 of
    /// them; in larger ones a cut may be missed, and none is invented.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada"));
    /// t.add(Statement::new("late").by("a").on("2025-04-26"));
    /// t.add(Statement::new("early").by("a").on("2025-04-25"));
    /// t.add(Statement::new("some time").by("a").on("2025-04"));
    /// let t = t.build()?;
    /// let order: Vec<&str> = t.order().map(|placed| placed.event.key()).collect();
    /// assert_eq!(order, ["early", "late", "some time"]);
    /// assert!(t.order().all(|placed| !placed.determinate));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn order(&self) -> impl Iterator<Item = Placed<'_>> {
        self.sections().into_iter().flat_map(move |section| {
            section.events.into_iter().map(move |event| Placed {
                event: EventView::new(self, event.0),
                section: section.number,
                determinate: section.determinate,
            })
        })
    }

    /// The sections of [`order`](Timeline::order).
    pub fn sections(&self) -> Vec<Section> {
        self.sections_among(|_| true)
    }

    /// The sections of some events only, as if there were no others.
    pub(crate) fn sections_among(&self, is_one: impl Fn(EventId) -> bool) -> Vec<Section> {
        let mut order = self.sorted();
        order.retain(|&event| is_one(EventId(event)));
        let cuts = self.cuts(&order);
        let mut sections: Vec<Section> = Vec::new();
        let mut piece: Vec<EventId> = Vec::new();
        for (at, &event) in order.iter().enumerate() {
            piece.push(EventId(event));
            let ends = cuts.get(at).copied().unwrap_or(true);
            if !ends {
                continue;
            }
            let determinate = piece.len() == 1;
            match sections.last_mut() {
                Some(last) if determinate && last.determinate => last.events.append(&mut piece),
                _ => sections.push(Section {
                    number: sections.len() as u32 + 1,
                    determinate,
                    events: std::mem::take(&mut piece),
                }),
            }
        }
        sections
    }

    fn sorted(&self) -> Vec<u32> {
        let key = |e: u32| self.event_key(e);
        let (mut dated, open): (Vec<u32>, Vec<u32>) =
            (0..self.len() as u32).partition(|&e| self.bound(e, BEGIN_HI) < OPEN);
        let sides = |e: u32| (self.bound(e, BEGIN_HI), self.bound(e, END_HI));
        dated.sort_unstable_by(|&a, &b| sides(a).cmp(&sides(b)).then_with(|| key(a).cmp(key(b))));
        dated.extend(self.sorted_open(open));
        dated
    }

    /// Events whose beginning has no upper bound: of those that nothing still to come certainly
    /// begins before, the least key first.
    fn sorted_open(&self, mut open: Vec<u32>) -> Vec<u32> {
        open.sort_unstable_by_key(|&e| (self.component(e), self.event_key(e)));
        let mut after: Vec<Vec<u32>> = vec![Vec::new(); open.len()];
        let mut waits = vec![0u32; open.len()];
        let mut first = 0;
        while first < open.len() {
            let component = self.component(open[first]);
            let mut last = first + 1;
            while component.is_some()
                && last < open.len()
                && self.component(open[last]) == component
            {
                last += 1;
            }
            let mut link = |a: usize, b: usize| {
                after[a].push(b as u32);
                waits[b] += 1;
            };
            if last - first <= SMALL {
                for a in first..last {
                    for b in first..last {
                        if a != b && self.begins_before(open[a], open[b]) {
                            link(a, b);
                        }
                    }
                }
            } else {
                // One order that extends what is certain, told by the network's own numbering.
                let mut chain: Vec<usize> = (first..last).collect();
                chain.sort_by_key(|&i| self.extension(open[i]));
                for pair in chain.windows(2) {
                    link(pair[0], pair[1]);
                }
            }
            first = last;
        }
        let ready = |i: usize| (Reverse(self.event_key(open[i])), i);
        let mut heap: BinaryHeap<(Reverse<&str>, usize)> = (0..open.len())
            .filter(|&i| waits[i] == 0)
            .map(ready)
            .collect();
        let mut sorted = Vec::with_capacity(open.len());
        while let Some((_, i)) = heap.pop() {
            sorted.push(open[i]);
            for &next in &after[i] {
                waits[next as usize] -= 1;
                if waits[next as usize] == 0 {
                    heap.push(ready(next as usize));
                }
            }
        }
        sorted
    }

    /// Whether `x` begins before `y` in every world.
    pub(crate) fn begins_before(&self, x: u32, y: u32) -> bool {
        self.distance(Moment::begin(y), Moment::begin(x)) <= -1
    }

    /// Whether `x` ends before `y` begins in every world.
    pub(crate) fn is_before(&self, x: u32, y: u32) -> bool {
        self.distance(Moment::begin(y), Moment::end(x)) <= -1
    }

    /// Whether a cut lies behind each place of an order.
    ///
    /// Events of different groups can only be told apart by their windows. A group is a component,
    /// all of whose pairs are looked at, or in a large one a run of events each of which certainly
    /// begins before the next.
    fn cuts(&self, order: &[u32]) -> Vec<bool> {
        let mut group = vec![0u32; order.len()];
        let mut connected: Vec<(u32, usize)> = Vec::new();
        for (at, &event) in order.iter().enumerate() {
            group[at] = at as u32;
            connected.extend(self.component(event).map(|component| (component, at)));
        }
        // Stretches of places without a cut, as a sum of steps.
        let mut steps = vec![0i64; order.len() + 1];
        connected.sort_unstable();
        for members in connected.chunk_by(|a, b| a.0 == b.0) {
            let places: Vec<usize> = members.iter().map(|&(_, at)| at).collect();
            let lead = places[0] as u32;
            // Of a few events of a large component each pair still costs a search.
            let most = if self.is_small(members[0].0) {
                SMALL
            } else {
                FEW
            };
            if places.len() <= most {
                for (i, &a) in places.iter().enumerate() {
                    group[a] = lead;
                    let open = places[i + 1..]
                        .iter()
                        .rev()
                        .find(|&&b| !self.begins_before(order[a], order[b]));
                    if let Some(&b) = open {
                        steps[a] += 1;
                        steps[b] -= 1;
                    }
                }
            } else {
                for pair in places.windows(2) {
                    if self.soon_begins_before(order[pair[0]], order[pair[1]]) {
                        group[pair[1]] = group[pair[0]];
                    }
                }
            }
        }
        let latest = |at: usize| self.bound(order[at], BEGIN_HI);
        let earliest = |at: usize| self.bound(order[at], BEGIN_LO);
        // The least earliest beginnings of two groups among the events behind each place.
        let mut behind = vec![Pair::none(OPEN + 1); order.len() + 1];
        for at in (0..order.len()).rev() {
            let mut pair = behind[at + 1];
            pair.offer(earliest(at), group[at], |new, old| new < old);
            behind[at] = pair;
        }
        let mut ahead = Pair::none(-OPEN - 1);
        let mut depth = 0i64;
        let mut cuts = Vec::with_capacity(order.len());
        for at in 0..order.len() {
            ahead.offer(latest(at), group[at], |new, old| new > old);
            depth += steps[at];
            let rest = &behind[at + 1];
            let clash = ahead
                .0
                .iter()
                .any(|(hi, g)| rest.0.iter().any(|(lo, h)| g != h && hi >= lo));
            cuts.push(depth == 0 && !clash);
        }
        cuts
    }

    fn is_small(&self, component: u32) -> bool {
        self.inside.solved.members(component).len() <= SMALL
    }

    /// Which of some events, which stand in order, certainly begins before which, as pairs of their places: those from
    /// which all others follow. None where there are more than 256. In large components some may be missed, and none
    /// is invented. `O(k^2)` for `k` events.
    pub(crate) fn precedences(&self, order: &[EventId]) -> Option<Vec<[usize; 2]>> {
        const WORDS: usize = SMALL / 64;
        if order.len() > SMALL {
            return None;
        }
        let is_first = |x: EventId, y: EventId| match self.component(x.0) {
            Some(component) if !self.is_small(component) => self.soon_begins_before(x.0, y.0),
            _ => self.begins_before(x.0, y.0),
        };
        let mut found = Vec::new();
        let mut before: Vec<[u64; WORDS]> = Vec::with_capacity(order.len());
        for (at, &event) in order.iter().enumerate() {
            let mut covered = [0u64; WORDS];
            for (earlier, &other) in order[..at].iter().enumerate().rev() {
                let follows = covered[earlier / 64] >> (earlier % 64) & 1 == 1;
                if follows || !is_first(other, event) {
                    continue;
                }
                found.push([earlier, at]);
                covered[earlier / 64] |= 1 << (earlier % 64);
                for (word, more) in covered.iter_mut().zip(before[earlier]) {
                    *word |= more;
                }
            }
            before.push(covered);
        }
        Some(found)
    }

    /// A key that extends "certainly begins before" within one component.
    fn extension(&self, event: u32) -> Option<(Reverse<u32>, i128, &str)> {
        let solved = &self.inside.solved;
        let network = solved.network(solved.component(event)?);
        let (rank, potential) = network.numbering(solved.point(event));
        Some((Reverse(rank), potential, self.event_key(event)))
    }
}

/// The best two values of different groups.
#[derive(Clone, Copy)]
struct Pair([(i128, u32); 2]);

impl Pair {
    /// Of two groups that no event belongs to, with a value that loses to all.
    fn none(worst: i128) -> Pair {
        Pair([(worst, u32::MAX), (worst, u32::MAX - 1)])
    }

    fn offer(&mut self, value: i128, group: u32, better: impl Fn(i128, i128) -> bool) {
        let [first, second] = &mut self.0;
        if group == first.1 {
            if better(value, first.0) {
                first.0 = value;
            }
        } else if better(value, first.0) {
            *second = *first;
            *first = (value, group);
        } else if better(value, second.0) {
            *second = (value, group);
        }
    }
}
