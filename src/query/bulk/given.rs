//! Chains that begin with one actor, counted from its meetings.

use super::chain::{Chain, Change};
use super::pairs::counts;
use super::sweep::{actor, firm};
use super::tied::Bound;
use crate::query::certainty::Certainty;
use crate::query::engine::Counts;
use crate::timeline::{Follows, OPEN_PART, Plain, Sums, Tie};
use std::sync::Arc;

/// How many participants there are for each meeting of an actor at least, so that counting from its meetings is
/// less work than going through all.
const FEW: usize = 200;

/// The same where sums are at hand.
const SUMMED: usize = 32;

/// Timelines with fewer participants than that are walked in any case.
const SMALL: usize = 24;

/// For so many participants one middle meeting is to be looked at before sums are made.
const WORTH: u64 = 16;

/// An earlier meeting, with X in it.
struct First {
    row: usize,
    ends: (i64, i64),
    /// The earliest and the latest tick at which a middle meeting begins.
    begin: (i64, i64),
    /// One if X is surely there.
    firm: u32,
    is_tied: bool,
}

/// What is counted as the meetings of X are gone through.
pub(super) struct Walk<'c, 'a> {
    chain: &'c Chain<'a>,
    certainly: bool,
    certain: i128,
    either: i128,
    /// How many middle meetings were looked at one by one.
    seen: u64,
}

impl Chain<'_> {
    /// The counts of chains that begin with X, where X has few meetings among all.
    ///
    /// For each meeting of X and each Y in it the middle meetings lie in a stretch of Y's own list. What follows
    /// one of those is two searches in the list of each Z. Where the same gap is asked for again and again,
    /// sums of that are kept along all lists: then the stretch is a few searches as well, and only middle meetings
    /// that are tied, or of which the earlier one leaves a part, are looked at one by one.
    pub(super) fn begun_by(&self, certainly: bool) -> Option<Counts> {
        let a = self.agenda;
        let x = self.x?;
        let all = a.meetings.people.ids.len();
        let key = (self.second.least, self.second.most, self.z);
        let (mut sums, work) = a.sums.find(key);
        if sums.is_none() && work > all as u64 / WORTH {
            sums = self.sums().map(Arc::new);
            a.sums.keep(key, sums.clone());
        }
        let share = if sums.is_some() { SUMMED } else { FEW };
        if all >= SMALL && a.meeting_count(x) >= all / share {
            a.sums.note(key, all as u64);
            return None;
        }
        let mut walk = Walk {
            chain: self,
            certainly,
            certain: 0,
            either: 0,
            seen: 0,
        };
        for row in a.all_meetings_of(x) {
            walk.from(x, row, sums.as_deref());
        }
        if sums.is_none() {
            a.sums.note(key, walk.seen.max(1));
        }
        if certainly {
            walk.either = walk.certain;
        }
        Some(counts(walk.certain, walk.either))
    }

    /// Sums of what follows each meeting of each actor.
    fn sums(&self) -> Option<Sums> {
        let a = self.agenda;
        if !Sums::fit(a) {
            return None;
        }
        let people = &a.meetings.people;
        let (mut sure, mut either) = (self.surely_after(), self.either_after());
        for tie in &a.ties.statements {
            let (told, seen) = (self.second.judge(tie.across), self.seen_after(tie));
            if told == seen {
                continue;
            }
            for &by in a.statements.people.of(tie.second as usize) {
                for slot in people.range(tie.first as usize) {
                    let id = people.ids[slot];
                    if actor(id) != actor(by) {
                        continue;
                    }
                    let step = |list: &mut Vec<u32>, told: bool, seen: bool| {
                        list[slot] = list[slot] + u32::from(told) - u32::from(seen);
                    };
                    if (id | by) & OPEN_PART == 0 {
                        let is = |c: Certainty| c == Certainty::Certain;
                        step(&mut sure, is(told), is(seen));
                    }
                    let is = |c: Certainty| c > Certainty::Impossible;
                    step(&mut either, is(told), is(seen));
                }
            }
        }
        // Of each Y, what all others say.
        let by_others = |list: &mut Vec<u32>, sure: bool| {
            for row in 0..people.len() {
                let mut all = 0u32;
                for slot in people.range(row) {
                    let id = people.ids[slot];
                    if !self.is_z(id) || (sure && id & OPEN_PART != 0) {
                        list[slot] = 0;
                    }
                    all = all.saturating_add(list[slot]);
                }
                for slot in people.range(row) {
                    let open = sure && people.ids[slot] & OPEN_PART != 0;
                    list[slot] = if open { 0 } else { all - list[slot] };
                }
            }
        };
        by_others(&mut sure, true);
        by_others(&mut either, false);
        Sums::new(a, &sure, &either)
    }
}

impl Walk<'_, '_> {
    /// All chains that begin with a meeting.
    fn from(&mut self, x: u32, row: usize, sums: Option<&Sums>) {
        let chain = self.chain;
        let a = chain.agenda;
        let m = &a.meetings;
        let ends = (m.end_lo[row], m.end_hi[row]);
        let first = First {
            row,
            ends,
            begin: (
                ends.0.saturating_add(chain.first.least),
                Chain::until(chain.first, ends.1),
            ),
            firm: m.people.find(row, x).map_or(0, firm),
            is_tied: a.ties.has_meeting(row),
        };
        let met = m.people.of(row).iter();
        for &met in met.filter(|&&id| actor(id) != x as usize && chain.is_y(id)) {
            let y = actor(met) as u32;
            let Some(sums) = sums else {
                let (from, to) = first.begin;
                a.meetings_beginning_near(y, from, to, |middle| {
                    self.through(&first, met, middle, None);
                });
                continue;
            };
            for (width, list) in sums.plain(y) {
                self.along(&first, met, width, list);
            }
            sums.special(a, y, first.begin, |own| {
                self.through(&first, met, own.row as usize, Some(own));
            });
        }
        if let Some(sums) = sums
            && first.is_tied
            && !self.certainly
        {
            // Of plain meetings only the windows were asked.
            let (lo, hi) = m.begins();
            let is_plain = |row: usize| {
                let is_tied = a.ties.has_meeting(row) || a.ties.has_inner(row);
                !is_tied && sums.is_plain(hi[row] - lo[row])
            };
            let mut change = Change::default();
            for tie in a.ties.of_meeting(row as u32) {
                chain.tied_around(tie, is_plain, &mut change);
            }
            self.either += change.either;
        }
    }

    /// All chains through meetings that nothing ties, with windows of one width.
    fn along(&mut self, first: &First, met: u32, width: i64, list: &[Plain]) {
        let chain = self.chain;
        let m = &chain.agenda.meetings;
        let (from, to) = first.begin;
        let start = list.partition_point(|own| own.tick < from);
        let near = &list[start..];
        let near = &near[..near.partition_point(|own| own.tick <= to.saturating_add(width))];
        if near.is_empty() {
            return;
        }
        let total = |list: &[Plain]| {
            list.last()
                .map_or((0, 0), |own| (own.total.sure, own.total.either))
        };
        let (_, before) = total(&list[..start]);
        let slack = chain.first.slack();
        if first.firm & firm(met) == 1
            && (first.ends.1 - first.ends.0).saturating_add(width) <= slack
        {
            let from = first
                .ends
                .1
                .saturating_add(chain.first.least)
                .saturating_add(width);
            let to = Chain::until(chain.first, first.ends.0);
            let past = near.partition_point(|own| own.tick <= to);
            let gone = near.partition_point(|own| own.tick < from);
            if gone < past {
                let sure = total(&list[..start + past]).0 - total(&list[..start + gone]).0;
                self.certain += i128::from(sure);
            }
        }
        if self.certainly {
            return;
        }
        self.either += i128::from(total(near).1 - before);
        // The earlier meeting leaves these a part of their windows.
        let mut before = before;
        for own in near
            .iter()
            .take_while(|own| own.tick < from.saturating_add(width))
        {
            let follows = own.total.either - before;
            before = own.total.either;
            let row = own.total.row as usize;
            if row == first.row {
                self.either -= i128::from(follows);
            } else if m.end_lo[row] < from {
                let rest = self.after(met, row, [from, m.end_hi[row]]);
                self.either += rest - i128::from(follows);
            }
        }
    }

    /// All chains through one meeting.
    fn through(&mut self, first: &First, met: u32, middle: usize, known: Option<Follows>) {
        let chain = self.chain;
        let a = chain.agenda;
        let (m, ties) = (&a.meetings, &a.ties);
        if middle == first.row {
            return;
        }
        self.seen += 1;
        let (begin_lo, begin_hi) = m.begins();
        let begins = (begin_lo[middle], begin_hi[middle]);
        let tie = if first.is_tied {
            ties.of_meetings(first.row as u32, middle as u32)
        } else {
            None
        };
        let before = match tie {
            Some(tie) => chain.first.judge(tie.across),
            None => chain.first.of_windows(first.ends, begins),
        };
        if before == Certainty::Certain && first.firm & firm(met) == 1 {
            self.certain += match known {
                Some(known) => i128::from(known.sure),
                None => self.surely_after(met, middle),
            };
        }
        if self.certainly || before == Certainty::Impossible {
            return;
        }
        let is_free = !first.is_tied && first.begin.0 <= begins.0 && first.begin.1 >= begins.1;
        if let Some(known) = known
            && is_free
        {
            self.either += i128::from(known.either);
            return;
        }
        let range = if tie.is_some() || ties.has_inner(middle) {
            chain.range_after(first.row, middle, tie)
        } else {
            // It ends no earlier than it begins.
            Some([m.end_lo[middle].max(first.begin.0), m.end_hi[middle]])
        };
        let Some(range) = range else {
            return;
        };
        self.either += self.after(met, middle, range);
        if !first.is_tied && !ties.has_meeting(middle) {
            return;
        }
        let own = ties.of_meeting(middle as u32);
        let around: &[Tie] = if first.is_tied {
            ties.of_meeting(first.row as u32)
        } else {
            &[]
        };
        for after in own {
            let third = after.second;
            let around = around.binary_search_by_key(&third, |tie| tie.second).ok();
            let all = Bound {
                meetings: tie,
                after: Some(after),
                around: around.map(|at| &ties.of_meeting(first.row as u32)[at]),
            };
            self.tied(first, met, middle, (third as usize, range), all);
        }
        for around in around {
            let third = around.second;
            if own.binary_search_by_key(&third, |tie| tie.second).is_err() {
                let all = Bound {
                    meetings: tie,
                    after: None,
                    around: Some(around),
                };
                self.tied(first, met, middle, (third as usize, range), all);
            }
        }
    }

    /// Counts a statement that is tied to what is before it, where it was counted by its windows and those of the
    /// meeting's end.
    fn tied(
        &mut self,
        first: &First,
        met: u32,
        middle: usize,
        (third, [lo, hi]): (usize, [i64; 2]),
        all: Bound<'_>,
    ) {
        let chain = self.chain;
        let (m, s) = (&chain.agenda.meetings, &chain.agenda.statements);
        let by = s.people.of(third).iter();
        let by = by.filter(|&&z| {
            actor(z) != actor(met)
                && chain.is_z(z)
                && m.people.find(middle, z & !OPEN_PART).is_some()
        });
        let speakers = by.count() as i128;
        if speakers == 0 {
            return;
        }
        let from = lo.saturating_add(chain.second.least);
        let to = Chain::until(chain.second, hi);
        let seen = s.begin_hi[third] >= from && s.begin_lo[third] <= to;
        let told = chain.is_possible((first.row, middle, third), all);
        self.either += speakers * (i128::from(told) - i128::from(seen));
    }

    /// How many statements by others than Y may follow a meeting that ends between two ticks, by their windows.
    fn after(&self, met: u32, middle: usize, [lo, hi]: [i64; 2]) -> i128 {
        let chain = self.chain;
        let a = chain.agenda;
        let spoken = a.spoken();
        let from = lo.saturating_add(chain.second.least);
        let to = Chain::until(chain.second, hi);
        let ids = a.meetings.people.of(middle).iter();
        let others = ids.filter(|&&z| actor(z) != actor(met) && chain.is_z(z));
        let all = others.map(|&z| spoken.count(actor(z) as u32, from, to) as i128);
        all.sum()
    }

    /// How many statements by others than Y certainly follow a meeting; none where a part is open.
    fn surely_after(&self, met: u32, middle: usize) -> i128 {
        let chain = self.chain;
        let a = chain.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let is_firm = |id: &&u32| firm(**id) == 1;
        let people = m.people.of(middle);
        let y = people.iter().find(|&&id| actor(id) == actor(met));
        if y.is_none_or(|&id| firm(id) == 0) {
            return 0;
        }
        let others = people.iter().filter(is_firm);
        let others = others.filter(|&&z| actor(z) != actor(met) && chain.is_z(z));
        let ends = (m.end_lo[middle], m.end_hi[middle]);
        let by_windows = others.map(|&z| {
            a.ends()
                .surely_after(z, ends, (chain.second.least, chain.second.most))
        });
        let mut sum = by_windows.sum::<u64>() as i128;
        if a.ties.has_meeting(middle) {
            for tie in a.ties.of_meeting(middle as u32) {
                let surer = chain.surer_after(tie);
                if surer == 0 {
                    continue;
                }
                let by = s.people.of(tie.second as usize).iter().filter(is_firm);
                let by = by.filter(|&&z| {
                    actor(z) != actor(met)
                        && chain.is_z(z)
                        && m.people.find(middle, z).is_some_and(|id| firm(id) == 1)
                });
                sum += surer * by.count() as i128;
            }
        }
        sum
    }
}
