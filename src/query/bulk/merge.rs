//! Pairs of a meeting and a statement of one actor, counted along the actor's own lists.

use super::apart::Apart;
use super::count::Count;
use crate::timeline::{Other, Others, Scale, Sides};
use std::ops::Range;

/// Less than any tick that is kept, also after a tick is added.
const NEVER: i64 = i64::MIN / 2;

/// How many groups the actors are split into, each to be counted by one thread.
const GROUPS: usize = 64;

/// Goes through the lists of one actor after the other.
///
/// Where the windows of all meetings of a list are equally wide, and so are those of all statements of another,
/// a pair is certain or possible if its ticks differ by so much at least and at most: two pointers into the
/// one list that go along with the other. Windows of other widths are counted by either end, those that fit alone: by
/// the one what begins early enough, by the other what begins too early.
pub(super) struct Merge<'a, T> {
    pub(super) ends: &'a Sides<T>,
    pub(super) apart: Apart,
}

impl<T: Count> Merge<'_, T> {
    /// The same of all actors together.
    pub(super) fn all(&self, actors: usize, possible: bool) -> (i128, i128) {
        let add = |a: (i128, i128), b: (i128, i128)| (a.0 + b.0, a.1 + b.1);
        let group = |actors: Range<usize>| {
            let mut room = Room::default();
            let all = actors.map(|actor| self.of(actor as u32, possible, &mut room));
            all.fold((0, 0), add)
        };
        let groups = self.ends.split(actors, GROUPS);
        #[cfg(feature = "rayon")]
        {
            use rayon::prelude::*;
            let groups = groups.into_par_iter().with_max_len(1);
            groups.map(group).reduce(|| (0, 0), add)
        }
        #[cfg(not(feature = "rayon"))]
        {
            groups.into_iter().map(group).fold((0, 0), add)
        }
    }

    /// The certain pairs of an actor by windows, and those that are certain or possible, where asked.
    fn of(&self, actor: u32, possible: bool, room: &mut Room<T>) -> (i128, i128) {
        let (meetings, statements) = (&self.ends.meetings, &self.ends.statements);
        let Apart { least, .. } = self.apart;
        let slack = self.apart.slack();
        let (mut certain, mut either) = (0i128, 0i128);
        let others = (meetings.others_of(actor), statements.others_of(actor));
        for s in &statements.common {
            let begins = s.counts.of(actor);
            if begins.is_empty() {
                continue;
            }
            for m in &meetings.common {
                let ends = m.counts.of(actor);
                let wide = m.width.saturating_add(s.width);
                let count = |from: i64, to: i64| {
                    let apart = m.scale.first.saturating_sub(s.scale.first);
                    let (from, to) = (from.saturating_sub(apart), to.saturating_sub(apart));
                    i128::from(self.between((ends, begins), from, to))
                };
                if !self.apart.is_limited() || wide <= slack {
                    certain += count(self.since(wide), -least);
                }
                if possible {
                    either += count(self.since(0), wide - least);
                }
            }
            if others.0.is_empty() {
                continue;
            }
            // A pair of a meeting that fits is one of those that begin early enough, and not of those too early.
            let list = (begins, s.scale);
            let fits = |f: &&Other| !f.open && f.hi - f.lo <= slack - s.width;
            let (by_lo, by_hi) = (others.0.by_far(), others.0.by_near().iter());
            let until = |f: &Other| self.until(f.lo.saturating_sub(s.width));
            certain += room.up_to(list, by_lo.clone().filter(fits).map(until));
            certain -= room.up_to(list, by_hi.clone().filter(fits).map(|f| f.hi + least - 1));
            if possible {
                either += room.up_to(list, by_hi.map(|f| self.until(f.hi)));
                either -= room.up_to(list, by_lo.map(|f| f.lo + least - s.width - 1));
            }
        }
        for m in &meetings.common {
            let ends = m.counts.of(actor);
            if ends.is_empty() || others.1.is_empty() {
                continue;
            }
            let list = (ends, m.scale);
            let fits = |b: &&Other| !b.open && b.hi - b.lo <= slack - m.width;
            let (by_lo, by_hi) = (others.1.by_near().iter(), others.1.by_far());
            let since = |b: &Other| self.since(b.hi.saturating_add(m.width)) - 1;
            certain += room.up_to(list, by_lo.clone().filter(fits).map(|b| b.lo - least));
            certain -= room.up_to(list, by_hi.clone().filter(fits).map(since));
            if possible {
                either += room.up_to(list, by_hi.map(|b| b.hi - least + m.width));
                either -= room.up_to(list, by_lo.map(|b| self.since(b.lo) - 1));
            }
        }
        certain += self.certain_of(others.0, others.1, room);
        if possible {
            either += self.either_of(others.0, others.1, room);
        }
        (certain, either)
    }

    /// How many pairs of a step and a probe there are in which the step less the probe lies between two bounds, both
    /// inclusive: in ticks, as if both were counted from the same tick on.
    fn between(&self, (steps, probes): (&[T], &[T]), from: i64, to: i64) -> u64 {
        if from > to {
            return 0;
        }
        let unit = self.ends.unit;
        let past = T::up_to(steps, probes, to.div_euclid(unit));
        past - T::up_to(steps, probes, from.saturating_sub(1).div_euclid(unit))
    }

    /// The latest beginning after an end.
    fn until(&self, end: i64) -> i64 {
        if self.apart.is_limited() {
            end.saturating_add(self.apart.most)
        } else {
            -NEVER
        }
    }

    /// The earliest end before a beginning.
    fn since(&self, begin: i64) -> i64 {
        if self.apart.is_limited() {
            begin.saturating_sub(self.apart.most)
        } else {
            NEVER
        }
    }

    /// Pairs of others that are certain or possible: what begins early enough less what ends too early.
    fn either_of(&self, meetings: Others<'_>, statements: Others<'_>, room: &mut Room<T>) -> i128 {
        if meetings.is_empty() || statements.is_empty() {
            return 0;
        }
        let Apart { least, .. } = self.apart;
        let los = meetings.by_far().map(|f| f.lo);
        let his = meetings.by_near().iter().map(|f| f.hi);
        let begun = statements.by_far().map(|b| b.hi - least);
        let over = statements.by_near().iter().map(|b| self.since(b.lo) - 1);
        room.plain(los, begun) - room.plain(his, over)
    }

    /// Pairs of others that are certain. Narrow windows are counted together, as by [`Cut`](super::pairs::Cut);
    /// those of a wide one are gone through.
    fn certain_of(&self, meetings: Others<'_>, statements: Others<'_>, room: &mut Room<T>) -> i128 {
        if meetings.is_empty() || statements.is_empty() {
            return 0;
        }
        let Apart { least, .. } = self.apart;
        let slack = self.apart.slack();
        let cut = if self.apart.is_limited() {
            slack / 2
        } else {
            i64::MAX
        };
        let is_narrow = |own: &Other| own.hi - own.lo <= cut;
        let narrow = |own: &&Other| !own.open && is_narrow(own);
        let his = meetings.by_near().iter().filter(narrow).map(|f| f.hi);
        let begins = statements.by_near().iter().filter(narrow);
        let mut sum = room.plain(his, begins.map(|b| b.lo - least));
        if !self.apart.is_limited() {
            return sum;
        }
        let los = meetings.by_far().filter(narrow).map(|f| f.lo);
        let early = statements.by_far().filter(narrow);
        sum -= room.plain(los, early.map(|b| self.since(b.hi) - 1));
        let (meetings, statements) = (meetings.by_near(), statements.by_near());
        let is_wide = |own: &&Other| !own.open && !is_narrow(own) && own.hi - own.lo <= slack;
        let fits = |f: &Other, b: &Other| f.hi + least <= b.lo && b.hi <= self.until(f.lo);
        let mut first = 0;
        for f in meetings.iter().filter(is_wide) {
            let after = |b: &Other| b.lo >= f.hi + least;
            first += statements[first..].iter().take_while(|b| !after(b)).count();
            let until = self.until(f.lo);
            let near = statements[first..].iter().take_while(|b| b.lo <= until);
            sum += near.filter(|b| !b.open && fits(f, b)).count() as i128;
        }
        let mut first = 0;
        for b in statements.iter().filter(is_wide) {
            let from = self.since(b.lo);
            first += meetings[first..].iter().take_while(|f| f.hi < from).count();
            let near = meetings[first..].iter();
            let near = near.take_while(|f| f.hi <= b.lo - least);
            sum += near.filter(|f| narrow(f) && fits(f, b)).count() as i128;
        }
        sum
    }
}

/// Room for lists, used again from actor to actor.
struct Room<T> {
    counts: Vec<T>,
    ticks: [Vec<i64>; 2],
}

impl<T> Default for Room<T> {
    fn default() -> Room<T> {
        Room {
            counts: Vec::new(),
            ticks: Default::default(),
        }
    }
}

impl<T: Count> Room<T> {
    /// How many counts of a list are no later than a tick, for all ticks together, which are in order.
    fn up_to(&mut self, (list, scale): (&[T], Scale), ticks: impl Iterator<Item = i64>) -> i128 {
        self.counts.clear();
        let behind = ticks.map(|tick| T::after(scale.floor(tick)));
        self.counts.extend(behind);
        i128::from(T::up_to(list, &self.counts, -1))
    }

    /// The same of ticks as they are; both are in order.
    fn plain(&mut self, list: impl Iterator<Item = i64>, ticks: impl Iterator<Item = i64>) -> i128 {
        let [steps, probes] = &mut self.ticks;
        steps.clear();
        steps.extend(list);
        probes.clear();
        probes.extend(ticks);
        i128::from(i64::up_to(steps, probes, 0))
    }
}
