//! What ties change about chains.

use super::chain::{Chain, Change, Reach};
use super::net::{BEGIN, END, FIRST, Net, THIRD};
use super::passed::Passed;
use super::sweep::{actor, in_parts};
use crate::query::certainty::Certainty;
use crate::timeline::{OPEN_PART, Tie, UNBOUND};

/// How many ties are gone through at once.
const PART: usize = 4096;

/// What can be before each part, with the lists that tell it.
pub(super) struct Any<'p> {
    pub(super) before: &'p [u32],
    pub(super) passed: &'p Passed,
}

/// Which ties of a chain are taken into account.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bound<'a> {
    pub(super) meetings: Option<&'a Tie>,
    pub(super) after: Option<&'a Tie>,
    /// Of the first meeting and the statement.
    pub(super) around: Option<&'a Tie>,
}

impl Chain<'_> {
    /// By how much ties change what windows say.
    ///
    /// A chain of which only two events are tied is judged with that tie, and all such chains are counted
    /// together through the third event, which windows alone bind; a chain with more ties is gone through by
    /// itself, and what the single ties have changed about it already is taken back.
    ///
    /// Where only certain ones are wanted, nothing but those is at hand.
    pub(super) fn tied(&self, sure: &Reach, any: Option<&Any>) -> Change {
        let ties = &self.agenda.ties;
        let of_meetings = |part: &[Tie]| {
            let mut change = Change::default();
            for tie in part {
                self.tied_meetings(tie, sure, any.is_none(), &mut change);
                self.tied_to_both(tie, &mut change);
            }
            change
        };
        let of_statements = |part: &[Tie]| {
            let mut change = Change::default();
            for tie in part {
                self.tied_after(tie, sure, any, &mut change);
                if any.is_some() {
                    self.tied_around(tie, |_| true, &mut change);
                }
                self.tied_to_first(tie, &mut change);
            }
            change
        };
        let add = |a: Change, b: Change| Change {
            certain: a.certain + b.certain,
            either: a.either + b.either,
        };
        let meetings = in_parts(&ties.meetings, PART, of_meetings, add);
        let statements = in_parts(&ties.statements, PART, of_statements, add);
        add(meetings.unwrap_or_default(), statements.unwrap_or_default())
    }

    fn ends(&self, row: usize) -> (i64, i64) {
        let m = &self.agenda.meetings;
        (m.end_lo[row], m.end_hi[row])
    }

    fn begins(&self, row: usize) -> (i64, i64) {
        let (lo, hi) = self.agenda.meetings.begins();
        (lo[row], hi[row])
    }

    fn said(&self, row: usize) -> (i64, i64) {
        let s = &self.agenda.statements;
        (s.begin_lo[row], s.begin_hi[row])
    }

    /// The middle meeting by itself.
    fn net(&self, middle: usize) -> Net {
        let mut net = Net::new();
        let ((b_lo, b_hi), (f_lo, f_hi)) = (self.begins(middle), self.ends(middle));
        net.add(0, BEGIN, [b_lo, b_hi]);
        net.add(0, END, [f_lo, f_hi]);
        let inner = &self.agenda.ties.inner;
        let own = inner.binary_search_by_key(&(middle as u32), |own| own.0);
        net.add(BEGIN, END, own.map_or([0, UNBOUND], |at| inner[at].1));
        net
    }

    /// When the middle meeting can end if it follows the first.
    pub(super) fn range_after(
        &self,
        first: usize,
        middle: usize,
        tie: Option<&Tie>,
    ) -> Option<[i64; 2]> {
        let (lo, hi) = self.ends(first);
        let told = match tie {
            Some(tie) => self.first.judge(tie.across),
            None => self.first.of_windows((lo, hi), self.begins(middle)),
        };
        if told == Certainty::Impossible {
            return None;
        }
        if tie.is_none() && !self.agenda.ties.has_inner(middle) {
            // It ends no earlier than it begins.
            let (soonest, latest) = self.ends(middle);
            return Some([soonest.max(lo.saturating_add(self.first.least)), latest]);
        }
        let mut net = self.net(middle);
        let fits = net.add(0, FIRST, [lo, hi])
            && tie.is_none_or(|tie| net.tie_meetings(tie))
            && net.add(FIRST, BEGIN, [self.first.least, self.first.most]);
        fits.then(|| net.range(END))
    }

    /// When the middle meeting can begin if the statement follows it.
    fn range_before(&self, middle: usize, third: usize, tie: Option<&Tie>) -> Option<[i64; 2]> {
        let (lo, hi) = self.said(third);
        let told = match tie {
            Some(tie) => self.second.judge(tie.across),
            None => self.second.of_windows(self.ends(middle), (lo, hi)),
        };
        if told == Certainty::Impossible {
            return None;
        }
        if tie.is_none() && !self.agenda.ties.has_inner(middle) {
            // It begins no later than it ends.
            let (soonest, latest) = self.begins(middle);
            return Some([soonest, latest.min(hi.saturating_sub(self.second.least))]);
        }
        let mut net = self.net(middle);
        let fits = net.add(0, THIRD, [lo, hi])
            && tie.is_none_or(|tie| net.tie_statement(tie))
            && net.add(END, THIRD, [self.second.least, self.second.most]);
        fits.then(|| net.range(BEGIN))
    }

    /// Whether three events form a chain in some world.
    pub(super) fn is_possible(
        &self,
        (first, middle, third): (usize, usize, usize),
        ties: Bound<'_>,
    ) -> bool {
        let mut net = self.net(middle);
        let ((f_lo, f_hi), (b_lo, b_hi)) = (self.ends(first), self.said(third));
        net.add(0, FIRST, [f_lo, f_hi])
            && net.add(0, THIRD, [b_lo, b_hi])
            && ties.meetings.is_none_or(|tie| net.tie_meetings(tie))
            && ties.after.is_none_or(|tie| net.tie_statement(tie))
            && ties
                .around
                .is_none_or(|tie| net.add(FIRST, THIRD, tie.across))
            && net.add(FIRST, BEGIN, [self.first.least, self.first.most])
            && net.add(END, THIRD, [self.second.least, self.second.most])
    }

    /// By how much a tie makes it certain that one meeting is before another: one, none, or one less.
    fn surer_meetings(&self, tie: &Tie) -> i128 {
        let by_windows = self.first.of_windows(
            self.ends(tie.first as usize),
            self.begins(tie.second as usize),
        );
        change(self.first.judge(tie.across), by_windows)
    }

    pub(super) fn surer_after(&self, tie: &Tie) -> i128 {
        change(self.second.judge(tie.across), self.seen_after(tie))
    }

    /// What windows alone say of a meeting and a statement that are tied.
    pub(super) fn seen_after(&self, tie: &Tie) -> Certainty {
        let (first, second) = (tie.first as usize, tie.second as usize);
        self.second.of_windows(self.ends(first), self.said(second))
    }

    /// Two meetings are tied, and any statements follow.
    fn tied_meetings(&self, tie: &Tie, sure: &Reach, certainly: bool, change: &mut Change) {
        let people = &self.agenda.meetings.people;
        let (first, middle) = (tie.first as usize, tie.second as usize);
        let surer = self.surer_meetings(tie);
        if surer != 0 {
            let mut chains = 0i128;
            for y in people.range(middle) {
                let id = people.ids[y];
                let met = people.find(first, id & !OPEN_PART);
                if id & OPEN_PART != 0 || met.is_none_or(|met| met & OPEN_PART != 0) {
                    continue;
                }
                let weight = i128::from(self.weight(first, id, true));
                for z in people.range(middle).filter(|&z| z != y) {
                    let id = people.ids[z];
                    if id & OPEN_PART == 0 && self.is_z(id) {
                        chains += weight * i128::from(sure.after[z]);
                    }
                }
            }
            change.certain += surer * chains;
        }
        if certainly {
            return;
        }
        let told = self.range_after(first, middle, Some(tie));
        let seen = self.range_after(first, middle, None);
        if told == seen {
            return;
        }
        let spoken = self.agenda.spoken();
        let after = |z: u32, range: Option<[i64; 2]>| {
            range.map_or(0, |[lo, hi]| {
                let from = lo.saturating_add(self.second.least);
                let to = Chain::until(self.second, hi);
                spoken.count(z, from, to) as i128
            })
        };
        let all = people.of(middle);
        for &z in all.iter().filter(|&&id| self.is_z(id)) {
            let others = all.iter().filter(|&&y| actor(y) != actor(z));
            let met = others.filter(|&&y| people.find(first, y & !OPEN_PART).is_some());
            let weight: i128 = met.map(|&y| i128::from(self.weight(first, y, false))).sum();
            if weight != 0 {
                let z = actor(z) as u32;
                change.either += weight * (after(z, told) - after(z, seen));
            }
        }
    }

    /// A meeting and a statement by one of its people are tied, and any meetings come before.
    fn tied_after(&self, tie: &Tie, sure: &Reach, any: Option<&Any>, change: &mut Change) {
        let a = self.agenda;
        let people = &a.meetings.people;
        let (middle, third) = (tie.first as usize, tie.second as usize);
        let said = a.statements.people.of(third);
        let is_by = |z: u32| said.iter().copied().find(|&by| actor(by) == actor(z));
        if !people
            .of(middle)
            .iter()
            .any(|&z| self.is_z(z) && is_by(z).is_some())
        {
            return;
        }
        let surer = self.surer_after(tie);
        if surer != 0 {
            let mut chains = 0i128;
            for z in people.range(middle) {
                let id = people.ids[z];
                let by = is_by(id);
                let open = id & OPEN_PART != 0 || by.is_none_or(|by| by & OPEN_PART != 0);
                if open || !self.is_z(id) {
                    continue;
                }
                for y in people.range(middle).filter(|&y| y != z) {
                    let id = people.ids[y];
                    if id & OPEN_PART == 0 && self.is_y(id) {
                        chains += i128::from(sure.before[y]);
                    }
                }
            }
            change.certain += surer * chains;
        }
        let Some(any) = any else {
            return;
        };
        let told = self.range_before(middle, third, Some(tie));
        let seen = self.range_before(middle, third, None);
        if told == seen {
            return;
        }
        for slot in people.range(middle) {
            let y = people.ids[slot];
            let others = people.of(middle).iter();
            let others = others.filter(|&&z| actor(z) != actor(y));
            let speakers = others.filter(|&&z| self.is_z(z) && is_by(z).is_some());
            let speakers = speakers.count() as i128;
            if self.is_y(y) && speakers != 0 {
                let [told, seen] = [told, seen]
                    .map(|range| range.map_or(0, |range| self.before(any, (middle, slot), range)));
                change.either += speakers * (told - seen);
            }
        }
    }

    /// How many X somebody has met in meetings that can be before the middle one, where it begins between two
    /// ticks: as a rule all that can be before it, less those that can end only after the second tick.
    fn before(&self, any: &Any, (middle, slot): (usize, usize), [lo, hi]: [i64; 2]) -> i128 {
        let a = self.agenda;
        let y = a.meetings.people.ids[slot];
        let begins = self.begins(middle);
        let to = hi.saturating_sub(self.first.least);
        if lo == begins.0 {
            let last = begins.1.saturating_sub(self.first.least);
            let mut late = i128::from(any.passed.between(actor(y) as u32, (to, last)));
            let own = self.ends(middle).0;
            if to < own && own <= last {
                late -= i128::from(self.weight(middle, y, false));
            }
            return i128::from(any.before[slot]) - late;
        }
        let mut all = 0i128;
        let from = Chain::since(self.first, lo);
        a.meetings_near(actor(y) as u32, from, to, |row| {
            if row != middle {
                all += i128::from(self.weight(row, y, false));
            }
        });
        all
    }

    /// Two meetings are tied, and a statement to either.
    fn tied_to_both(&self, tie: &Tie, change: &mut Change) {
        let ties = &self.agenda.ties;
        let (first, middle) = (tie.first, tie.second);
        let (after, around) = (ties.of_meeting(middle), ties.of_meeting(first));
        let to = |list: &'_ [Tie], third: u32| list.iter().position(|tie| tie.second == third);
        for tied in after {
            let all = Bound {
                meetings: Some(tie),
                after: Some(tied),
                around: to(around, tied.second).map(|at| &around[at]),
            };
            self.tied_chain((first, middle, tied.second), all, change);
        }
        for tied in around {
            if to(after, tied.second).is_none() {
                let all = Bound {
                    meetings: Some(tie),
                    after: None,
                    around: Some(tied),
                };
                self.tied_chain((first, middle, tied.second), all, change);
            }
        }
    }

    /// A meeting and a statement are tied, and another meeting to the same statement only.
    fn tied_to_first(&self, tie: &Tie, change: &mut Change) {
        let ties = &self.agenda.ties;
        let (middle, third) = (tie.first, tie.second);
        let mut said = self.agenda.statements.people.of(third as usize).iter();
        let people = &self.agenda.meetings.people;
        if !said.any(|&by| people.find(middle as usize, by & !OPEN_PART).is_some()) {
            return;
        }
        for around in ties.to_statement(third) {
            let first = around.first;
            if first == middle || ties.of_meetings(first, middle).is_some() {
                continue;
            }
            let all = Bound {
                meetings: None,
                after: Some(tie),
                around: Some(around),
            };
            self.tied_chain((first, middle, third), all, change);
        }
    }

    fn tied_chain(&self, rows: (u32, u32, u32), all: Bound<'_>, change: &mut Change) {
        let chain = (rows.0 as usize, rows.1 as usize, rows.2 as usize);
        let a = self.agenda;
        let people = &a.meetings.people;
        let weight = |sure: bool| {
            let mut weight = 0i128;
            let open = |id: u32| sure && id & OPEN_PART != 0;
            for &by in a.statements.people.of(chain.2) {
                let with = people.find(chain.1, by & !OPEN_PART);
                if open(by) || with.is_none_or(open) || !self.is_z(by) {
                    continue;
                }
                for &y in people
                    .of(chain.1)
                    .iter()
                    .filter(|&&y| actor(y) != actor(by))
                {
                    let met = people.find(chain.0, y & !OPEN_PART);
                    if !open(y) && met.is_some_and(|met| !open(met)) {
                        weight += i128::from(self.weight(chain.0, y, sure));
                    }
                }
            }
            weight
        };
        let any = weight(false);
        if any == 0 {
            return;
        }
        if let (Some(first), Some(second)) = (all.meetings, all.after) {
            let both = self.surer_meetings(first) * self.surer_after(second);
            if both != 0 {
                change.certain += both * weight(true);
            }
        }
        let holds = |ties: Bound<'_>| i128::from(self.is_possible(chain, ties));
        let none = Bound::default();
        let seen = holds(none);
        let mut more = holds(all) - seen;
        if all.meetings.is_some() {
            more -= holds(Bound {
                meetings: all.meetings,
                ..none
            }) - seen;
        }
        if all.after.is_some() {
            more -= holds(Bound {
                after: all.after,
                ..none
            }) - seen;
        }
        if all.around.is_some() {
            more -= holds(Bound {
                around: all.around,
                ..none
            }) - seen;
        }
        change.either += any * more;
    }
}

fn change(told: Certainty, seen: Certainty) -> i128 {
    let sure = |c: Certainty| i128::from(c == Certainty::Certain);
    sure(told) - sure(seen)
}
