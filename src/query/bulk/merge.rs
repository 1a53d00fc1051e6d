//! Pairs of a meeting and a statement of one actor, counted along the actor's own lists.

use super::apart::Apart;
use crate::timeline::{Ends, Other};

/// Less than any tick that is kept, also after a tick is added.
const NEVER: i64 = i64::MIN / 2;

/// Goes through the lists of one actor after the other.
///
/// Where the windows of all meetings of a list are equally wide, and so are those of all statements of another,
/// a pair is certain or possible if its ticks differ by so much at least and at most: two pointers into the
/// one list that go along with the other. Windows of other widths look up both bounds near the place where
/// the one before found them.
pub(super) struct Merge<'a> {
    pub(super) ends: &'a Ends,
    pub(super) apart: Apart,
}

impl Merge<'_> {
    /// The same of all actors together.
    pub(super) fn all(&self, actors: usize, possible: bool) -> (i128, i128) {
        let add = |a: (i128, i128), b: (i128, i128)| (a.0 + b.0, a.1 + b.1);
        #[cfg(feature = "rayon")]
        {
            use rayon::prelude::*;
            let all = (0..actors as u32).into_par_iter();
            all.map(|actor| self.of(actor, possible))
                .reduce(|| (0, 0), add)
        }
        #[cfg(not(feature = "rayon"))]
        {
            let all = (0..actors as u32).map(|actor| self.of(actor, possible));
            all.fold((0, 0), add)
        }
    }

    /// The certain pairs of an actor by windows, and those that are certain or possible, where asked.
    pub(super) fn of(&self, actor: u32, possible: bool) -> (i128, i128) {
        let (meetings, statements) = (&self.ends.meetings, &self.ends.statements);
        let Apart { least, .. } = self.apart;
        let (mut certain, mut either) = (0u64, 0u64);
        let others = (meetings.other.of(actor), statements.other.of(actor));
        for (ws, lists) in &statements.common {
            let begins = lists.of(actor);
            if begins.is_empty() {
                continue;
            }
            for (wm, lists) in &meetings.common {
                let ends = lists.of(actor);
                let wide = wm.saturating_add(*ws);
                if !self.apart.is_limited() || wide <= self.apart.slack() {
                    certain += between(ends, begins, self.since(wide), -least);
                }
                if possible {
                    either += between(ends, begins, self.since(0), wide - least);
                }
            }
            let mut near = [Near::new(begins), Near::new(begins)];
            for f in others.0 {
                if !f.open {
                    certain += near[0].between(f.hi + least, self.until(f.lo.saturating_sub(*ws)));
                }
                if possible {
                    either += near[1].between(f.lo + least - ws, self.until(f.hi));
                }
            }
        }
        if !others.1.is_empty() {
            for (wm, lists) in &meetings.common {
                let ends = lists.of(actor);
                let mut near = [Near::new(ends), Near::new(ends)];
                for b in others.1 {
                    if !b.open {
                        certain +=
                            near[0].between(self.since(b.hi.saturating_add(*wm)), b.lo - least);
                    }
                    if possible {
                        either += near[1].between(self.since(b.lo), b.hi - least + wm);
                    }
                }
            }
        }
        let rest = self.certain_of(others.0, others.1);
        let more = if possible {
            self.either_of(others.0, others.1)
        } else {
            0
        };
        (i128::from(certain) + rest, i128::from(either) + more)
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
    fn either_of(&self, meetings: &[Other], statements: &[Other]) -> i128 {
        if meetings.is_empty() || statements.is_empty() {
            return 0;
        }
        let mut los: Vec<i64> = meetings.iter().map(|f| f.lo).collect();
        los.sort_unstable();
        let his: Vec<i64> = meetings.iter().map(|f| f.hi).collect();
        let (mut begun, mut over) = (Near::new(&los), Near::new(&his));
        let pairs = statements.iter().map(|b| {
            let past = begun.first(b.hi - self.apart.least + 1);
            past as i128 - over.first(self.since(b.lo)) as i128
        });
        pairs.sum()
    }

    /// Pairs of others that are certain. Narrow windows are counted together, as by [`Cut`](super::pairs::Cut);
    /// those of a wide one are gone through.
    fn certain_of(&self, meetings: &[Other], statements: &[Other]) -> i128 {
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
        let his = meetings.iter().filter(narrow).map(|f| f.hi);
        let his: Vec<i64> = his.collect();
        let mut over = Near::new(&his);
        let begins = statements.iter().filter(narrow);
        let mut sum: i128 = begins
            .clone()
            .map(|b| over.first(b.lo - least + 1) as i128)
            .sum();
        if !self.apart.is_limited() {
            return sum;
        }
        let los = meetings.iter().filter(narrow).map(|f| f.lo);
        let mut los: Vec<i64> = los.collect();
        los.sort_unstable();
        let mut early = Near::new(&los);
        sum -= begins
            .map(|b| early.first(self.since(b.hi)) as i128)
            .sum::<i128>();
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

/// How many pairs of a step and a probe there are in which the step less the probe lies between two bounds,
/// both inclusive.
fn between(steps: &[i64], probes: &[i64], from: i64, to: i64) -> u64 {
    let (mut first, mut past, mut sum) = (0usize, 0usize, 0u64);
    for &probe in probes {
        let (low, high) = (probe.saturating_add(from), probe.saturating_add(to));
        first = past_all(steps, first, low.saturating_sub(1));
        past = past_all(steps, past, high);
        sum += past.saturating_sub(first) as u64;
    }
    sum
}

/// How many ticks are looked at together.
const BLOCK: usize = 8;

/// The place behind all that are no later than a tick, from a place on that is not behind it. Within the last
/// block all are compared, which is less work than to guess where to stop.
#[inline]
fn past_all(steps: &[i64], mut at: usize, tick: i64) -> usize {
    while let Some(block) = steps.get(at..at + BLOCK) {
        if block[BLOCK - 1] > tick {
            let passed = block.iter().map(|&step| usize::from(step <= tick));
            return at + passed.sum::<usize>();
        }
        at += BLOCK;
    }
    let rest = steps.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|&&step| step <= tick).count()
}

/// Looks up in a list near the place that was found before.
struct Near<'a> {
    list: &'a [i64],
    first: usize,
}

impl<'a> Near<'a> {
    fn new(list: &'a [i64]) -> Near<'a> {
        Near { list, first: 0 }
    }

    /// The place of the first that is no earlier than a tick.
    fn first(&mut self, tick: i64) -> usize {
        self.first = seek(self.list, self.first, |&own| own < tick);
        self.first
    }

    /// How many lie between two ticks, both inclusive.
    fn between(&mut self, from: i64, to: i64) -> u64 {
        if from > to {
            return 0;
        }
        let first = self.first(from);
        (seek(self.list, first, |&own| own <= to) - first) as u64
    }
}

/// How many items hold at the head of a list in which those that hold come first: looked for from a place on in
/// steps that double.
#[inline]
pub(super) fn seek<T>(list: &[T], near: usize, holds: impl Fn(&T) -> bool) -> usize {
    let near = near.min(list.len());
    let mut step = 1;
    if list.get(near).is_some_and(&holds) {
        let (mut low, mut high) = (near + 1, near + 1);
        while list.get(high).is_some_and(&holds) {
            low = high + 1;
            high = low + step;
            step *= 2;
        }
        let high = high.min(list.len());
        return low + list[low..high].partition_point(holds);
    }
    let (mut low, mut high) = (near, near);
    while low > 0 && !holds(&list[low - 1]) {
        high = low - 1;
        low = high.saturating_sub(step);
        step *= 2;
    }
    low + list[low..high].partition_point(holds)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Ticks in order, with repetitions, from a plain generator.
    fn ticks(seed: u64, len: usize) -> Vec<i64> {
        let mut state = seed;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as i64
        };
        let mut ticks: Vec<i64> = (0..len).map(|_| next() % 200).collect();
        ticks.sort_unstable();
        ticks
    }

    #[test]
    fn pairs_in_long_lists_are_those_gone_through_one_by_one() {
        for seed in 0..60 {
            let steps = ticks(seed, 3 * seed as usize);
            let probes = ticks(seed + 1000, 40);
            for (from, to) in [(-30, -1), (NEVER, -1), (-5, 60), (-3, -3)] {
                let fits = |probe: &i64| {
                    let all = steps.iter();
                    all.filter(|&s| s - probe >= from && s - probe <= to)
                        .count() as u64
                };
                let told: u64 = probes.iter().map(fits).sum();
                assert_eq!(between(&steps, &probes, from, to), told, "{seed}");
                let mut near = Near::new(&steps);
                let looked_up = probes.iter().rev().map(|p| near.between(p + from, p + to));
                assert_eq!(looked_up.sum::<u64>(), told, "{seed}");
            }
        }
    }

    #[test]
    fn a_place_is_found_from_anywhere() {
        for seed in 0..30 {
            let list = ticks(seed, seed as usize);
            for near in 0..=list.len() {
                for tick in -1..=201 {
                    let told = list.partition_point(|&own| own < tick);
                    assert_eq!(seek(&list, near, |&own| own < tick), told, "{seed}");
                }
            }
        }
    }
}
