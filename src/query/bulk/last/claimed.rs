//! What claims change about the last meetings before statements.
//!
//! Most claims say no more than which of two comes first. Where that is all that is known beyond windows, a meeting
//! can be the last before a statement if it can be before it, and no meeting that surely took place and surely was
//! before the statement surely ended later: whatever else is at hand can be moved to its latest or earliest place at
//! once. Windows decide most of that; what is left is pairs.

use super::between::Between;
use super::{Last, Search};
use crate::query::bulk::sweep::in_parts;
use crate::timeline::{Level, OPEN_PART, Step, Tie, seek};

/// How many ties are gone through at a time.
const PART: usize = 1 << 12;

/// A place, and a meeting that windows leave possible there and claims do not.
type Excluded = (u32, u32);

/// What claims change.
#[derive(Default)]
struct Changes {
    excluded: Vec<Excluded>,
    /// Places where claims say more than what comes first.
    odd: Vec<u32>,
}

impl Changes {
    fn and(mut self, mut other: Changes) -> Changes {
        self.excluded.append(&mut other.excluded);
        self.odd.append(&mut other.odd);
        self
    }
}

impl Search<'_> {
    /// Counts those that windows leave possible, less what claims exclude; gives the places where claims say more than
    /// what comes first.
    pub(super) fn exclude(&self, last: &mut Last, between: &Between) -> Vec<u32> {
        let ties = &self.agenda.ties;
        let raise = |spoken: &[u32]| {
            for own in self.own_ties(spoken) {
                self.raise(&own, between);
            }
        };
        in_parts(&ties.spoken, PART, raise, |(), ()| ());
        let by_statement = |spoken: &[u32]| {
            let mut changes = Changes::default();
            for own in self.own_ties(spoken) {
                if self.is_odd(&own) {
                    changes.odd.push(own.slot as u32);
                }
                self.by_statement(&own, between, &mut changes.excluded);
            }
            changes
        };
        let by_meeting = |levels: &[Level]| {
            let mut changes = Changes::default();
            for level in levels {
                if level.is_order {
                    self.by_meeting(level, between, &mut changes.excluded);
                } else {
                    self.odd_near(level, &mut changes.odd);
                }
            }
            changes
        };
        let spoken = in_parts(&ties.spoken, PART, by_statement, Changes::and);
        let levels = in_parts(&ties.level, PART, by_meeting, Changes::and);
        let changes = [spoken, levels].into_iter().flatten();
        let Changes {
            mut excluded,
            mut odd,
        } = changes.fold(Changes::default(), Changes::and);
        excluded.sort_unstable();
        excluded.dedup();
        last.possible = between.lengths().collect();
        for (slot, _) in excluded {
            last.possible[slot as usize] -= 1;
        }
        odd.sort_unstable();
        odd.dedup();
        odd
    }

    /// The ties of statements and meetings of their speakers, of those at these places.
    fn own_ties<'s>(&'s self, spoken: &'s [u32]) -> impl Iterator<Item = Own<'s>> {
        let ties = &self.agenda.ties;
        let people = &self.agenda.meetings.people;
        let spoken = spoken.iter().map(|&at| &ties.statements[at as usize]);
        spoken.flat_map(move |tie| {
            let said = &self.agenda.statements.people;
            said.range(tie.second as usize).filter_map(move |slot| {
                let own = said.ids[slot] & !OPEN_PART;
                let mut parts = people.range(tie.first as usize);
                let part = parts.find(|&part| people.ids[part] & !OPEN_PART == own)?;
                Some(Own {
                    tie,
                    slot,
                    own,
                    part,
                })
            })
        })
    }

    /// Whether a tie says more than what comes first, or says so of two with so little room between for the one to
    /// be as late as it can that another has none.
    fn is_odd(&self, own: &Own<'_>) -> bool {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        if !own.tie.is_order(m, s) {
            return true;
        }
        let [least, _] = own.tie.across;
        if least < 2 {
            return false;
        }
        let (first, ties) = (own.tie.first, &self.agenda.ties);
        let end = m.end_hi[first as usize];
        let until = end.saturating_add(least);
        let start = m.first_ending(end.saturating_add(1));
        let mut any = false;
        self.agenda.meetings_from(own.own, start, |row| {
            let is_near = m.end_hi[row] < until;
            // One that can end as early has room before.
            any |= is_near
                && (m.end_lo[row] > end
                    || ties.level_to(row as u32).any(|level| level.first == first));
            is_near
        });
        any
    }

    /// What is surely over by a claim is a floor as well.
    fn raise(&self, own: &Own<'_>, between: &Between) {
        let m = &self.agenda.meetings;
        let is_sure = m.people.ids[own.part] & OPEN_PART == 0;
        if !is_sure || !own.tie.is_before() {
            return;
        }
        let steps = self.agenda.trails().of(own.own).steps;
        let floor = between.floor(own.slot) as usize;
        let end = m.end_lo[own.tie.first as usize];
        let passed = |step: &Step| m.end_hi[step.row() as usize] < end;
        if steps.get(floor).is_some_and(passed) {
            let floor = seek(steps, floor, passed) as u32;
            between.raise(own.slot, floor);
        }
    }

    /// Whether windows leave a meeting of a speaker possible.
    fn is_counted(&self, own: u32, meeting: u32, place: (usize, u32), between: &Between) -> bool {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let (slot, row) = place;
        let floor = || {
            let steps = self.agenda.trails().of(own).steps;
            steps.get(between.floor(slot) as usize)
        };
        m.end_lo[meeting as usize] < s.begin_hi[row as usize]
            && floor().is_some_and(|step| step.row() <= meeting)
    }

    /// A meeting that is after the statement, or before one that is before the statement.
    fn by_statement(&self, own: &Own<'_>, between: &Between, excluded: &mut Vec<Excluded>) {
        let people = &self.agenda.meetings.people;
        let (meeting, row) = (own.tie.first, own.tie.second);
        let place = (own.slot, row);
        if own.tie.across[1] < 1 && self.is_counted(own.own, meeting, place, between) {
            excluded.push((own.slot as u32, meeting));
        }
        if !own.tie.is_before() || people.ids[own.part] & OPEN_PART != 0 {
            return;
        }
        for level in self.agenda.ties.level_to(meeting) {
            let first = level.first;
            let is_there = || people.find(first as usize, own.own).is_some();
            if level.is_order && self.is_counted(own.own, first, place, between) && is_there() {
                excluded.push((own.slot as u32, first));
            }
        }
    }

    /// A meeting that is before one that surely was over.
    fn by_meeting(&self, level: &Level, between: &Between, excluded: &mut Vec<Excluded>) {
        let m = &self.agenda.meetings;
        let (first, second) = (level.first as usize, level.second as usize);
        let over = m.end_hi[second];
        for &id in m
            .people
            .of(second)
            .iter()
            .filter(|&&id| id & OPEN_PART == 0)
        {
            if m.people.find(first, id).is_none() {
                continue;
            }
            let until = self.surpassed(id, first, over);
            self.agenda
                .statements_beginning(id, over.saturating_add(1), until, |row| {
                    if let Some(slot) = self.slot_of(row, id)
                        && self.is_counted(id, level.first, (slot, row as u32), between)
                    {
                        excluded.push((slot as u32, level.first));
                    }
                });
        }
    }

    /// The places where both of two meetings can be the last.
    fn odd_near(&self, level: &Level, odd: &mut Vec<u32>) {
        let m = &self.agenda.meetings;
        let pair = [level.first, level.second].map(|row| row as usize);
        let begun = pair.map(|row| m.end_lo[row]);
        let from = begun[0].max(begun[1]).saturating_add(1);
        for &id in m.people.of(pair[0]) {
            let own = id & !OPEN_PART;
            if m.people.find(pair[1], own).is_none() {
                continue;
            }
            let until = self.surpassed(own, pair[0].min(pair[1]), i64::MIN);
            self.agenda.statements_near(own, from, until, |row| {
                odd.extend(self.slot_of(row, own).map(|slot| slot as u32));
            });
        }
    }

    /// The latest end of the first of an actor's meetings to be surely over of those that surely ended later than a
    /// row can have; any tick no later than `enough` where that is no later.
    fn surpassed(&self, own: u32, row: usize, enough: i64) -> i64 {
        let m = &self.agenda.meetings;
        let tick = m.end_hi[row];
        let mut least = i64::MAX;
        self.agenda.meetings_from(own, row, |row| {
            let surely = || {
                let part = m.people.find(row, own);
                part.is_some_and(|id| id & OPEN_PART == 0)
            };
            if m.end_hi[row] < least && m.end_lo[row] > tick && surely() {
                least = m.end_hi[row];
            }
            least > enough && m.end_hi[row] < least
        });
        least
    }
}

/// A statement and a meeting of its speaker that claims bind to each other.
struct Own<'a> {
    tie: &'a Tie,
    /// The place of the statement and the speaker.
    slot: usize,
    own: u32,
    /// The place of the speaker among those at meetings.
    part: usize,
}
