//! Chains whose parts are possible one by one, and not together.

use super::chain::Chain;
use super::sweep::actor;
use crate::timeline::UNBOUND;

/// Works on one group of middle meetings after the other.
struct Groups<'c, 'a> {
    chain: &'c Chain<'a>,
    /// How many X the people of earlier meetings have met, as far as is gone through.
    counters: Vec<u64>,
    sum: i128,
}

impl Chain<'_> {
    /// Chains that are possible part by part by their windows, and not together.
    ///
    /// Let the middle meeting begin no later than `hi` and end no earlier than `lo`. After a meeting that ends at
    /// `u - least` at the earliest it begins no earlier than `u`; before a statement that begins at `v + least`
    /// at the latest it ends no later than `v`. Where `u > v` the three have no world. Only `u` and `v` within
    /// `lo..=hi` can do that. Meetings with the same windows (of one day, say) are gone through together:
    /// statements from the last to the first, with a counter for each actor of the earlier meetings passed.
    pub(super) fn crossing(&self) -> i128 {
        let m = &self.agenda.meetings;
        let begin_hi = m.begins().1;
        let mut groups = Groups {
            chain: self,
            counters: vec![0; self.agenda.actors],
            sum: 0,
        };
        let inner = &self.agenda.ties.inner;
        let is_bound = |row: u32| inner.binary_search_by_key(&row, |own| own.0).is_ok();
        let (mut first_u, mut first_v) = (0, 0);
        let mut rest = &m.by_end_lo[..];
        let mut run: Vec<(i64, u32)> = Vec::new();
        while let Some(&row) = rest.first() {
            let lo = m.end_lo[row as usize];
            let same = rest.iter().take_while(|&&row| m.end_lo[row as usize] == lo);
            let size = same.count();
            run.clear();
            for &row in &rest[..size] {
                if begin_hi[row as usize] > lo && (inner.is_empty() || !is_bound(row)) {
                    run.push((begin_hi[row as usize], row));
                }
            }
            rest = &rest[size..];
            run.sort_unstable();
            let s = &self.agenda.statements;
            let least_u = lo.saturating_sub(self.first.least);
            while m
                .by_end_lo
                .get(first_u)
                .is_some_and(|&r| m.end_lo[r as usize] <= least_u)
            {
                first_u += 1;
            }
            let least_v = lo.saturating_add(self.second.least);
            let v_of = |at: usize| s.by_begin_hi.get(at).map(|&r| s.begin_hi[r as usize]);
            while v_of(first_v).is_some_and(|hi| hi < least_v) {
                first_v += 1;
            }
            for group in run.chunk_by(|a, b| a.0 == b.0) {
                groups.group((lo, group[0].0), group, (first_u, first_v));
            }
        }
        let mut sum = groups.sum;
        for &(row, within) in inner {
            sum += self.crossing_of(row as usize, within);
        }
        sum
    }

    /// The same of a meeting whose own end is bound to its beginning.
    ///
    /// It begins between `u` and `u'` and ends between `v'` and `v`, and takes `least` to `most`: no world
    /// where `u + least > v`, or `u' + most < v'`; never both.
    fn crossing_of(&self, row: usize, [least, most]: [i64; 2]) -> i128 {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let (begin_lo, begin_hi) = (m.begins().0[row], m.begins().1[row]);
        let (end_lo, end_hi) = (m.end_lo[row], m.end_hi[row]);
        let limited = self.first.is_limited() && self.second.is_limited() && most < UNBOUND;
        let mut sum = 0i128;
        for &z in m.people.of(row).iter().filter(|&&id| self.is_z(id)) {
            let mut late: Vec<i64> = Vec::new();
            let mut early: Vec<i64> = Vec::new();
            let from = end_lo.saturating_add(self.second.least);
            let to = Chain::until(self.second, end_hi);
            a.statements_near(actor(z) as u32, from, to, |other| {
                late.push(s.begin_hi[other].saturating_sub(self.second.least));
                early.push(s.begin_lo[other].saturating_sub(self.second.most));
            });
            late.sort_unstable();
            early.sort_unstable();
            for &y in m.people.of(row).iter().filter(|&&id| actor(id) != actor(z)) {
                let from = Chain::since(self.first, begin_lo);
                let to = begin_hi.saturating_sub(self.first.least);
                a.meetings_near(actor(y) as u32, from, to, |other| {
                    let weight = self.weight(other, y, false);
                    if other == row || weight == 0 {
                        return;
                    }
                    let u = m.end_lo[other].saturating_add(self.first.least);
                    let past = u.saturating_add(least);
                    let mut pairs = late.partition_point(|&v| v < past);
                    if limited {
                        let u = m.end_hi[other].saturating_add(self.first.most);
                        let past = u.saturating_add(most);
                        pairs += early.len() - early.partition_point(|&v| v <= past);
                    }
                    sum += i128::from(weight) * pairs as i128;
                });
            }
        }
        sum
    }
}

impl Groups<'_, '_> {
    /// Middle meetings that all end no earlier than `lo` and begin no later than `hi`.
    fn group(&mut self, (lo, hi): (i64, i64), group: &[(i64, u32)], first: (usize, usize)) {
        let chain = self.chain;
        let (m, s) = (&chain.agenda.meetings, &chain.agenda.statements);
        let (least_u, least_v) = (chain.first.least, chain.second.least);
        let most_u = hi.saturating_sub(least_u);
        let most_v = hi.saturating_add(least_v);
        let earlier = m.by_end_lo[first.0..].iter();
        let earlier = earlier.take_while(|&&row| m.end_lo[row as usize] <= most_u);
        let earlier = &m.by_end_lo[first.0..first.0 + earlier.count()];
        let later = s.by_begin_hi[first.1..].iter();
        let later = later.take_while(|&&row| s.begin_hi[row as usize] < most_v);
        let later = &s.by_begin_hi[first.1..first.1 + later.count()];
        let (Some(&last), Some(&soonest)) = (earlier.last(), later.first()) else {
            return;
        };
        let u_of = |row: u32| m.end_lo[row as usize].saturating_add(least_u);
        let v_of = |row: u32| s.begin_hi[row as usize].saturating_sub(least_v);
        if u_of(last) <= v_of(soonest) {
            return;
        }
        let mut members: Vec<(u32, u32)> = Vec::new();
        for &(_, row) in group {
            let ids = m.people.of(row as usize).iter();
            let ids = ids.filter(|&&id| chain.is_z(id));
            members.extend(ids.map(|&id| (actor(id) as u32, row)));
        }
        members.sort_unstable();
        let own = lo.saturating_add(least_u);
        let mut next = earlier.len();
        for &statement in later.iter().rev() {
            let v = v_of(statement);
            while next > 0 && u_of(earlier[next - 1]) > v {
                next -= 1;
                let row = earlier[next] as usize;
                for &id in m.people.of(row) {
                    self.counters[actor(id)] += u64::from(chain.weight(row, id, false));
                }
            }
            if next == earlier.len() {
                continue;
            }
            for &by in s.people.of(statement as usize) {
                let z = actor(by) as u32;
                let start = members.partition_point(|member| member.0 < z);
                let with = members[start..].iter().take_while(|member| member.0 == z);
                for &(_, row) in with {
                    let row = row as usize;
                    for &id in m.people.of(row) {
                        if actor(id) == z as usize {
                            continue;
                        }
                        self.sum += i128::from(self.counters[actor(id)]);
                        if own > v && own <= hi {
                            // It is not before itself.
                            self.sum -= i128::from(chain.weight(row, id, false));
                        }
                    }
                }
            }
        }
        for &row in &earlier[next..] {
            for &id in m.people.of(row as usize) {
                self.counters[actor(id)] = 0;
            }
        }
    }
}
