//! The last meetings before one statement, each looked at with all that claims say.

use super::{Last, NONE, Search};
use crate::query::bulk::sweep::actor;
use crate::query::contest::{Contest, Rival, Side as End};
use crate::timeline::OPEN_PART;

impl Search<'_> {
    /// Judges the meetings near a statement of a speaker one by one, and notes what is found in place of what
    /// windows say.
    pub(super) fn judge_anew(&self, last: &mut Last, slot: u32) {
        let row = self.row_of(slot as usize);
        let own = self.agenda.statements.people.ids[slot as usize] & !OPEN_PART;
        let (certain, either) = self.judge_closely(own, row, true);
        last.certain[slot as usize] = certain.first().copied().unwrap_or(NONE);
        let more = certain.iter().skip(1);
        last.more.extend(more.map(|&row| (slot, row)));
        last.possible[slot as usize] = either;
    }

    /// Judges the meetings near a statement of a speaker one by one: those that certainly are the last, and how many
    /// are certainly or possibly, where asked.
    pub(super) fn judge_closely(&self, own: u32, row: usize, possible: bool) -> (Vec<u32>, u32) {
        let near = self.candidates(own, row);
        self.judge(own, row, &near, possible)
    }

    /// The statement of a place.
    fn row_of(&self, slot: usize) -> usize {
        let starts = &self.agenda.statements.people.starts;
        starts.partition_point(|&start| start as usize <= slot) - 1
    }

    /// The place of a statement and one of its speakers.
    pub(super) fn slot_of(&self, row: usize, own: u32) -> Option<usize> {
        let people = &self.agenda.statements.people;
        let mut range = people.range(row);
        range.find(|&slot| actor(people.ids[slot]) == own as usize)
    }

    /// The meetings of an actor that may be the last before a statement, by their windows.
    pub(super) fn candidates(&self, own: u32, row: usize) -> Vec<u32> {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let (begin_lo, begin_hi) = (s.begin_lo[row], s.begin_hi[row]);
        let mut floor = i64::MIN;
        let mut found = Vec::new();
        let start = m.first_ending(begin_lo);
        let before = |row: usize| {
            found.push(row as u32);
            if m.end_lo[row] > floor {
                let part = m.people.find(row, own);
                if part.is_some_and(|id| id & OPEN_PART == 0) {
                    floor = m.end_lo[row];
                }
            }
            // What ended before that can't raise it.
            m.end_hi[row] >= floor
        };
        let mut after = Vec::new();
        let to = begin_hi.saturating_sub(1);
        let ahead = |row: usize| {
            if m.end_lo[row] <= to {
                after.push(row as u32);
            }
        };
        self.agenda.meetings_around(own, (start, to), before, ahead);
        found.retain(|&row| m.end_hi[row as usize] >= floor);
        found.append(&mut after);
        found.sort_unstable();
        found
    }

    /// Whether a meeting that no claim ties to anything can end between the end of one and the beginning of the
    /// statement, which can be so far apart: then the one is not certainly the last.
    fn can_come_between(&self, meeting: u32, near: &[u32], row: usize, apart: i64) -> bool {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let from = m.end_lo[meeting as usize].saturating_add(1);
        let to = s.begin_hi[row].saturating_sub(1);
        let between = |&other: &u32| {
            let (lo, hi) = (m.end_lo[other as usize], m.end_hi[other as usize]);
            other != meeting
                && lo.max(from) <= hi.min(to)
                && self.t.component(m.event[other as usize]).is_none()
        };
        apart >= 2 && near.iter().rev().any(between)
    }

    fn judge(&self, own: u32, row: usize, near: &[u32], possible: bool) -> (Vec<u32>, u32) {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let is_made = s.people.find(row, own) == Some(own);
        let contest = Contest {
            t: self.t,
            of: s.event[row],
            side: End::Last,
        };
        let rivals: Vec<Rival> = near
            .iter()
            .map(|&row| Rival {
                event: m.event[row as usize],
                open: m.people.find(row as usize, own) != Some(own),
            })
            .collect();
        let mut certain = Vec::new();
        let mut either = 0;
        for (&meeting, rival) in near.iter().zip(&rivals) {
            let [low, high] = match self.agenda.ties.of_statement(meeting, row as u32) {
                Some(tie) => tie.across,
                None => {
                    let at = meeting as usize;
                    [
                        s.begin_lo[row] - m.end_hi[at],
                        s.begin_hi[row] - m.end_lo[at],
                    ]
                }
            };
            let over = is_made && !rival.open && low >= 1;
            let sure = over
                && !self.can_come_between(meeting, near, row, high)
                && contest.is_certain(rival.event, &rivals);
            if sure {
                certain.push(meeting);
            }
            // Where it ends at the tick before the statement, nothing can be between.
            let touches = low <= 1 && high >= 1;
            let is_possible = || high >= 1 && contest.is_possible(rival.event, &rivals);
            if possible && (sure || touches || is_possible()) {
                either += 1;
            }
        }
        (certain, either)
    }
}
