//! Chains whose parts are possible one by one, and not together.

use super::chain::Chain;
use super::passed::{Passed, Run};
use super::sweep::{actor, in_parts};
use crate::timeline::{UNBOUND, seek};

/// Of fewer middle meetings with the same windows each is looked at by itself.
const MANY: usize = 3;

/// So many rows more than middle meetings there are within windows, so that each is looked at by itself.
const WIDE: usize = 32;

/// How many groups are worked on with the same counters.
const PART: usize = 2048;

/// Middle meetings that all end no earlier than `lo` and begin no later than `hi`, and where rows begin that
/// matter to them: meetings by earliest end, statements by latest beginning.
#[derive(Clone, Copy, Debug)]
struct Group {
    lo: i64,
    hi: i64,
    start: usize,
    len: usize,
    earlier: usize,
    later: usize,
}

/// Works on one group after the other.
struct Groups<'c, 'a> {
    chain: &'c Chain<'a>,
    passed: &'c Passed,
    /// How many X the people of earlier meetings have met, as far as is gone through.
    counters: Vec<u64>,
    /// The middle meetings of each actor: the row, and the place of the actor's next one counted from one.
    members: Vec<(u32, u32)>,
    /// The place of each actor's first one.
    heads: Vec<u32>,
    runs: Vec<Run<'c>>,
    /// Where the last middle meeting with an actor has found what is near to it: the next one is not far.
    near_meetings: Vec<u32>,
    near_statements: Vec<u32>,
}

impl Chain<'_> {
    /// Chains that are possible part by part by their windows, and not together.
    ///
    /// Let the middle meeting begin no later than `hi` and end no earlier than `lo`. After a meeting that ends at
    /// `u - least` at the earliest it begins no earlier than `u`; before a statement that begins at `v + least`
    /// at the latest it ends no later than `v`. Where `u > v` the three have no world. Only `u` and `v` within
    /// `lo..=hi` can do that. Meetings with the same windows (of one day, say) are gone through together:
    /// statements from the last to the first, with a counter for each actor of the earlier meetings passed. Of
    /// one with windows of its own the lists of its people are merged.
    pub(super) fn crossing(&self, passed: &Passed) -> i128 {
        let (groups, rows) = self.groups();
        let of = |part: &[Group]| {
            let mut own = Groups {
                chain: self,
                passed,
                counters: vec![0; self.agenda.actors],
                members: Vec::new(),
                heads: vec![0; self.agenda.actors],
                runs: Vec::new(),
                near_meetings: vec![0; self.agenda.actors],
                near_statements: vec![0; self.agenda.actors],
            };
            let all = part.iter().map(|group| own.group(*group, &rows));
            all.sum::<i128>()
        };
        let sum = in_parts(&groups, PART, of, |a, b| a + b);
        let inner = self.agenda.ties.inner.iter();
        let own = inner.map(|&(row, within)| self.crossing_of(row as usize, within));
        sum.unwrap_or(0) + own.sum::<i128>()
    }

    /// The groups in which something can cross, with the rows of all.
    fn groups(&self) -> (Vec<Group>, Vec<u32>) {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let begin_hi = m.begins().1;
        let inner = &self.agenda.ties.inner;
        let is_bound = |row: u32| inner.binary_search_by_key(&row, |own| own.0).is_ok();
        let u_of = |at: usize| {
            let row = m.by_end_lo.get(at);
            row.map(|&row| m.end_lo[row as usize].saturating_add(self.first.least))
        };
        let v_of = |at: usize| {
            let row = s.by_begin_hi.get(at);
            row.map(|&row| s.begin_hi[row as usize].saturating_sub(self.second.least))
        };
        let (mut groups, mut rows) = (Vec::new(), Vec::new());
        let (mut earlier, mut later) = (0, 0);
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
            while u_of(earlier).is_some_and(|u| u <= lo) {
                earlier += 1;
            }
            while v_of(later).is_some_and(|v| v < lo) {
                later += 1;
            }
            for own in run.chunk_by(|a, b| a.0 == b.0) {
                let hi = own[0].0;
                if u_of(earlier).is_some_and(|u| u <= hi) && v_of(later).is_some_and(|v| v < hi) {
                    groups.push(Group {
                        lo,
                        hi,
                        start: rows.len(),
                        len: own.len(),
                        earlier,
                        later,
                    });
                    rows.extend(own.iter().map(|own| own.1));
                }
            }
        }
        (groups, rows)
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
    fn group(&mut self, group: Group, rows: &[u32]) -> i128 {
        let chain = self.chain;
        let (m, s) = (&chain.agenda.meetings, &chain.agenda.statements);
        let own = &rows[group.start..group.start + group.len];
        let alone = |groups: &mut Self| {
            let all = own.iter();
            all.map(|&row| groups.alone(row as usize, group)).sum()
        };
        if own.len() < MANY {
            return alone(self);
        }
        let (least_u, least_v) = (chain.first.least, chain.second.least);
        let u_of = |row: u32| m.end_lo[row as usize].saturating_add(least_u);
        let v_of = |row: u32| s.begin_hi[row as usize].saturating_sub(least_v);
        let earlier = &m.by_end_lo[group.earlier..];
        let earlier = &earlier[..seek(earlier, 0, |&row| u_of(row) <= group.hi)];
        let later = &s.by_begin_hi[group.later..];
        let later = &later[..seek(later, 0, |&row| v_of(row) < group.hi)];
        if own.len() * WIDE < earlier.len() + later.len() {
            return alone(self);
        }
        for &row in own {
            let ids = m.people.of(row as usize).iter();
            for &id in ids.filter(|&&id| chain.is_z(id)) {
                self.members.push((row, self.heads[actor(id)]));
                self.heads[actor(id)] = self.members.len() as u32;
            }
        }
        let itself = group.lo.saturating_add(least_u);
        let mut next = earlier.len();
        let mut sum = 0i128;
        for &statement in later.iter().rev() {
            let v = v_of(statement);
            while next > 0 && u_of(earlier[next - 1]) > v {
                next -= 1;
                let row = earlier[next] as usize;
                let all = chain.weight_of_all(row);
                for &id in m.people.of(row) {
                    let weight = all.unwrap_or_else(|| chain.weight(row, id, false));
                    self.counters[actor(id)] += u64::from(weight);
                }
            }
            if next == earlier.len() {
                continue;
            }
            let is_itself = itself > v && itself <= group.hi;
            for &by in s.people.of(statement as usize) {
                let mut next = self.heads[actor(by)] as usize;
                while let Some(&(row, before)) =
                    next.checked_sub(1).and_then(|at| self.members.get(at))
                {
                    next = before as usize;
                    let people = m.people.of(row as usize).iter();
                    let others = people.filter(|&&id| actor(id) != actor(by));
                    let met = others.clone().map(|&id| self.counters[actor(id)]);
                    sum += i128::from(met.sum::<u64>());
                    if is_itself {
                        // It is not before itself.
                        let own = others.map(|&id| chain.weight(row as usize, id, false));
                        sum -= i128::from(own.sum::<u32>());
                    }
                }
            }
        }
        for &row in &earlier[next..] {
            for &id in m.people.of(row as usize) {
                self.counters[actor(id)] = 0;
            }
        }
        for &row in own {
            for &id in m.people.of(row as usize) {
                self.heads[actor(id)] = 0;
            }
        }
        self.members.clear();
        sum
    }

    /// One middle meeting, along the lists of its people.
    fn alone(&mut self, row: usize, Group { lo, hi, .. }: Group) -> i128 {
        let chain = self.chain;
        let (least_u, least_v) = (chain.first.least, chain.second.least);
        let spoken = chain.agenda.spoken();
        let people = chain.agenda.meetings.people.of(row);
        let ends = (lo.saturating_sub(least_u), hi.saturating_sub(least_u));
        let begins = (lo.saturating_add(least_v), hi.saturating_add(least_v));
        let itself = lo.saturating_add(least_u);
        let mut sum = 0i128;
        self.runs.clear();
        for &z in people.iter().filter(|&&id| chain.is_z(id)) {
            let z = actor(z);
            let later = spoken.latest(z as u32);
            let near = &mut self.near_statements[z];
            let start = seek(later, *near as usize, |&hi| hi < begins.0);
            *near = start as u32;
            let later = later[start..].iter().take_while(|&&hi| hi < begins.1);
            if later.clone().next().is_none() {
                continue;
            }
            if self.runs.is_empty() {
                for &y in people {
                    let near = &mut self.near_meetings[actor(y)];
                    let run = self.passed.run(actor(y) as u32, ends, near);
                    self.runs.push(run);
                }
            }
            for (&run, &y) in self.runs.iter().zip(people) {
                if actor(y) == z {
                    continue;
                }
                let mut run = run;
                let mut own = 0;
                if itself <= hi {
                    // It is not before itself.
                    own = u64::from(chain.weight(row, y, false));
                }
                let mut all = 0u64;
                for &said in later.clone() {
                    let v = said.saturating_sub(least_v);
                    run.pass(v.saturating_sub(least_u));
                    let total = u64::from(run.total());
                    if total == 0 {
                        break;
                    }
                    all += total - if itself > v { own } else { 0 };
                }
                sum += i128::from(all);
            }
        }
        sum
    }
}
