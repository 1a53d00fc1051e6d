//! The last meeting before every statement of the same actor.

use super::sweep::{Side, actor, both, firm, sweep};
use crate::query::contest::{Contest, Rival, Side as End};
use crate::timeline::{Agenda, OPEN_PART, Timeline};

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// The answers for each statement and each of its speakers, in the order of the agenda.
#[derive(Debug, Default)]
pub(crate) struct Last {
    /// The certain one, as a row; [`NONE`] where there is none.
    pub(crate) certain: Vec<u32>,
    /// Further certain ones, by the place of the statement and speaker: meetings that end at one tick.
    pub(crate) more: Vec<(u32, u32)>,
    /// How many there are that are possible and not certain; empty where nobody asked.
    pub(crate) possible: Vec<u32>,
}

/// What is known of an actor's meetings as far as is gone through, by earliest end.
#[derive(Clone, Copy)]
struct Known {
    /// The two latest of the latest ends.
    top: i64,
    second: i64,
    /// The meeting of the first; of several the one that ends latest at the earliest.
    row: u32,
    sure: bool,
    count: u32,
    /// The end of the last one whose end is known to the tick.
    exact: i64,
}

/// The latest that some meeting surely ended that surely was over.
#[derive(Clone, Copy)]
struct Floor {
    tick: i64,
    /// How many meetings surely ended before that.
    below: u32,
}

/// Works out the answers of a timeline.
pub(super) struct Search<'t> {
    pub(super) t: &'t Timeline,
    pub(super) agenda: &'t Agenda,
}

impl Search<'_> {
    /// All of them; possible ones only where asked.
    ///
    /// Let `f` and `b` be the windows of the end and the beginning. By windows alone, of the meetings with
    /// `f.lo < b.hi` the one with the greatest `f.hi` is certainly the last if it is below `b.lo` and no other
    /// has an `f.hi` above its `f.lo`: one pass by `f.lo` that keeps the two greatest for each actor. Of the same
    /// meetings those are possible whose `f.hi` is no less than the floor: the greatest `f.lo` of those that
    /// surely took place and have `f.hi < b.lo`.
    pub(super) fn all(&self, possible: bool) -> Last {
        let (mut last, floors) = both(
            || self.certain(possible),
            || if possible { self.floors() } else { Vec::new() },
        );
        for (slot, floor) in floors.iter().enumerate() {
            last.possible[slot] -= floor.below;
        }
        if !self.agenda.ties.meetings.is_empty() || !self.agenda.ties.statements.is_empty() {
            self.tied(&mut last, possible);
        }
        if possible {
            for (slot, _) in last
                .certain
                .iter()
                .enumerate()
                .filter(|(_, row)| **row != NONE)
            {
                last.possible[slot] -= 1;
            }
            for &(slot, _) in &last.more {
                last.possible[slot as usize] -= 1;
            }
        }
        last
    }

    /// The certain ones, and where asked how many meetings can be over.
    fn certain(&self, possible: bool) -> Last {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let none = Known {
            top: i64::MIN,
            second: i64::MIN,
            row: NONE,
            sure: false,
            count: 0,
            exact: i64::MIN,
        };
        let mut known = vec![none; self.agenda.actors];
        let mut last = Last {
            certain: vec![NONE; s.people.ids.len()],
            more: Vec::new(),
            possible: if possible {
                vec![0; s.people.ids.len()]
            } else {
                Vec::new()
            },
        };
        let mut next = 0;
        for &row in &s.by_begin_hi {
            let row = row as usize;
            let (begin_lo, begin_hi) = (s.begin_lo[row], s.begin_hi[row]);
            while let Some(&step) = m.by_end_lo.get(next) {
                let (lo, hi) = (m.end_lo[step as usize], m.end_hi[step as usize]);
                if lo >= begin_hi {
                    break;
                }
                next += 1;
                for &id in m.people.of(step as usize) {
                    let known = &mut known[actor(id)];
                    known.count += 1;
                    if lo == hi {
                        known.exact = lo;
                    }
                    if hi >= known.top {
                        known.second = known.top;
                        known.top = hi;
                        known.row = step;
                        known.sure = id & OPEN_PART == 0;
                    } else if hi > known.second {
                        known.second = hi;
                    }
                }
            }
            for slot in s.people.range(row) {
                let id = s.people.ids[slot];
                let known = &known[actor(id)];
                if possible {
                    last.possible[slot] = known.count;
                }
                if firm(id) == 0 || known.row == NONE {
                    continue;
                }
                let touching = begin_lo == begin_hi && known.exact == begin_lo - 1;
                if touching || (known.top == known.second && known.exact == known.top) {
                    self.level(
                        &mut last,
                        slot,
                        id,
                        (known.exact, begin_lo, touching),
                        known.top,
                    );
                } else if known.sure
                    && known.top < begin_lo
                    && m.end_lo[known.row as usize] >= known.second
                {
                    last.certain[slot] = known.row;
                }
            }
        }
        last
    }

    /// Several meetings that end at one tick, or one that ends at the tick before the statement.
    fn level(
        &self,
        last: &mut Last,
        slot: usize,
        id: u32,
        (tick, begin, touching): (i64, i64, bool),
        top: i64,
    ) {
        if tick >= begin || (!touching && top > tick) {
            return;
        }
        let m = &self.agenda.meetings;
        let mut found: Vec<u32> = Vec::new();
        self.agenda.meetings_near(id, tick, tick, |row| {
            let exact = m.end_lo[row] == tick && m.end_hi[row] == tick;
            let part = m.people.find(row, id);
            if exact && part.is_some_and(|part| part & OPEN_PART == 0) {
                found.push(row as u32);
            }
        });
        set(last, slot, &found);
    }

    /// The floor of each statement and speaker.
    fn floors(&self) -> Vec<Floor> {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        // How many meetings of a participant surely ended before one can have.
        let mut below = vec![0u32; m.people.ids.len()];
        let steps = Side::new(&m.end_hi, None);
        let probes = Side::new(&m.end_lo, Some(&m.by_end_lo));
        let count = |row: usize, counters: &mut [u32]| {
            for &id in m.people.of(row) {
                counters[actor(id)] += 1;
            }
        };
        sweep(
            self.agenda.actors,
            steps,
            count,
            probes,
            -1,
            |row, counters| {
                for slot in m.people.range(row) {
                    below[slot] = counters[actor(m.people.ids[slot])];
                }
            },
        );
        let none = Floor {
            tick: i64::MIN,
            below: 0,
        };
        let mut known = vec![none; self.agenda.actors];
        let mut found = vec![none; s.people.ids.len()];
        let mut next = 0;
        for row in 0..s.len() {
            while next < m.len() && m.end_hi[next] < s.begin_lo[row] {
                for slot in m.people.range(next) {
                    let id = m.people.ids[slot];
                    let known = &mut known[actor(id)];
                    if id & OPEN_PART == 0 && m.end_lo[next] > known.tick {
                        *known = Floor {
                            tick: m.end_lo[next],
                            below: below[slot],
                        };
                    }
                }
                next += 1;
            }
            for slot in s.people.range(row) {
                found[slot] = known[actor(s.people.ids[slot])];
            }
        }
        found
    }

    /// Judges by themselves the statements for which something is tied that could be the last.
    ///
    /// What is to be looked at is gathered first and gone through actor by actor, so that the lists of one are at
    /// hand.
    fn tied(&self, last: &mut Last, possible: bool) {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        // Speakers and statements, with the meetings that must be able to be the last.
        let mut all: Vec<(u32, u32, [u32; 2])> = Vec::new();
        for tie in &a.ties.statements {
            for &by in s.people.of(tie.second as usize) {
                let own = by & !OPEN_PART;
                if m.people.find(tie.first as usize, own).is_some() {
                    all.push((own, tie.second, [tie.first; 2]));
                }
            }
        }
        let mut pairs: Vec<(u32, u32, u32)> = Vec::new();
        for &(first, second) in &a.ties.level {
            for &id in m.people.of(first as usize) {
                let own = id & !OPEN_PART;
                if m.people.find(second as usize, own).is_some() {
                    pairs.push((own, first, second));
                }
            }
        }
        pairs.sort_unstable();
        for (own, first, second) in pairs {
            let pair = [first, second];
            let begun = pair.map(|row| m.end_lo[row as usize]);
            let to = self.surpassed(own, first.min(second) as usize);
            let from = begun[0].max(begun[1]).saturating_add(1);
            a.statements_near(own, from, to, |row| all.push((own, row as u32, pair)));
        }
        all.sort_unstable();
        let mut slots: Vec<(u32, Vec<u32>)> = Vec::new();
        for same in all.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
            let (own, row, _) = same[0];
            let slot = s
                .people
                .range(row as usize)
                .find(|&slot| actor(s.people.ids[slot]) == own as usize);
            let near = self.candidates(own, row as usize);
            let is_near = |pair: &[u32; 2]| pair.iter().all(|row| near.contains(row));
            if let Some(slot) = slot
                && same.iter().any(|(_, _, pair)| is_near(pair))
            {
                slots.push((slot as u32, near));
            }
        }
        slots.sort_unstable();
        last.more
            .retain(|more| slots.binary_search_by_key(&more.0, |s| s.0).is_err());
        for (slot, near) in slots {
            self.judge(last, slot as usize, &near, possible);
        }
        last.more.sort_unstable();
    }

    /// From when on a meeting of an actor is surely over that surely ended later than the latest end of a row.
    fn surpassed(&self, own: u32, row: usize) -> i64 {
        let m = &self.agenda.meetings;
        let tick = m.end_hi[row];
        let mut least = i64::MAX;
        self.agenda.meetings_from(own, row, |row| {
            let surely = || {
                let part = m.people.find(row, own);
                part.is_some_and(|id| id & OPEN_PART == 0)
            };
            if m.end_lo[row] > tick && m.end_hi[row] < least && surely() {
                least = m.end_hi[row];
            }
            m.end_hi[row] <= least
        });
        least
    }

    /// The meetings of an actor that may be the last before a statement, by their windows.
    fn candidates(&self, own: u32, row: usize) -> Vec<u32> {
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

    fn judge(&self, last: &mut Last, slot: usize, near: &[u32], possible: bool) {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let row = s
            .people
            .starts
            .partition_point(|&start| start as usize <= slot)
            - 1;
        let id = s.people.ids[slot];
        let own = id & !OPEN_PART;
        let contest = Contest {
            t: self.t,
            of: s.event[row],
            side: End::Last,
        };
        let rivals: Vec<Rival> = near
            .iter()
            .map(|&row| Rival {
                event: m.event[row as usize],
                open: m
                    .people
                    .find(row as usize, own)
                    .is_none_or(|id| id & OPEN_PART != 0),
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
            let over = firm(id) == 1 && !rival.open && low >= 1;
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
        last.certain[slot] = NONE;
        set(last, slot, &certain);
        if possible {
            last.possible[slot] = either;
        }
    }
}

/// Notes the certain ones.
fn set(last: &mut Last, slot: usize, found: &[u32]) {
    let Some((&first, rest)) = found.split_first() else {
        return;
    };
    last.certain[slot] = first;
    last.more.extend(rest.iter().map(|&row| (slot as u32, row)));
}
