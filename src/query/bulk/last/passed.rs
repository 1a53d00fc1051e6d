//! What is known of each actor's meetings, as far as they are passed by earliest end.

use super::NONE;
use crate::query::bulk::sweep::actor;
use crate::timeline::{Agenda, OPEN_PART};

/// The latest of an actor's meetings of one sort, as far as they are gone through, by earliest end.
#[derive(Clone, Copy)]
pub(super) struct Top {
    /// The two latest of the latest ends.
    pub(super) top: i64,
    pub(super) second: i64,
    /// The meeting of the first; of several the one that ends latest at the earliest.
    pub(super) row: u32,
    pub(super) sure: bool,
}

impl Top {
    const NONE: Top = Top {
        top: i64::MIN,
        second: i64::MIN,
        row: NONE,
        sure: false,
    };

    #[inline]
    fn add(&mut self, row: u32, hi: i64, sure: bool) {
        if hi >= self.top {
            *self = Top {
                top: hi,
                second: self.top,
                row,
                sure,
            };
        } else if hi > self.second {
            self.second = hi;
        }
    }

    /// Of two sorts together.
    #[inline]
    pub(super) fn and(&self, other: &Top) -> Top {
        let (one, other) = if self.top >= other.top {
            (self, other)
        } else {
            (other, self)
        };
        Top {
            second: one.second.max(other.top),
            ..*one
        }
    }
}

/// What is known of an actor's meetings as far as they are gone through.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// Of those that no claim ties to anything.
    pub(super) free: Top,
    pub(super) tied: Top,
    /// The earliest end of the last of the tied ones.
    pub(super) tied_lo: i64,
    /// The end of the last one whose end is known to the tick.
    pub(super) exact: i64,
    pub(super) count: u32,
}

impl Known {
    const NONE: Known = Known {
        free: Top::NONE,
        tied: Top::NONE,
        tied_lo: i64::MIN,
        exact: i64::MIN,
        count: 0,
    };
}

/// The meetings that can have ended before a tick, of each actor.
pub(super) struct Passed<'a> {
    agenda: &'a Agenda,
    pub(super) known: Vec<Known>,
    /// How many are passed.
    next: usize,
}

/// How far the two latest of an actor's meetings are found, from the last backwards.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sought {
    Both,
    Second,
    Nothing,
}

impl<'a> Passed<'a> {
    pub(super) fn new(agenda: &'a Agenda) -> Passed<'a> {
        Passed {
            agenda,
            known: vec![Known::NONE; agenda.actors],
            next: 0,
        }
    }

    fn is_tied(&self, row: usize) -> bool {
        let m = &self.agenda.meetings;
        m.end_lo[row] != m.end_hi[row] && self.agenda.ties.has_meeting(row)
    }

    /// Goes on to what can have ended before a tick.
    #[inline]
    pub(super) fn advance(&mut self, tick: i64) {
        let m = &self.agenda.meetings;
        while let Some(&step) = m.by_end_lo.get(self.next) {
            let row = step as usize;
            let (lo, hi) = (m.end_lo[row], m.end_hi[row]);
            if lo >= tick {
                break;
            }
            self.next += 1;
            let is_tied = self.is_tied(row);
            for &id in m.people.of(row) {
                let known = &mut self.known[actor(id)];
                let sure = id & OPEN_PART == 0;
                known.count += 1;
                if is_tied {
                    known.tied_lo = lo;
                    known.tied.add(step, hi, sure);
                    continue;
                }
                if lo == hi {
                    known.exact = lo;
                }
                known.free.add(step, hi, sure);
            }
        }
    }

    /// What is known at a tick, for those who go on from it.
    ///
    /// Of most actors the last few meetings tell it, so that going backwards comes to an end soon; but for the numbers
    /// of meetings, where they are `counted`, and for tied ones, which are few. Of the meetings known to the tick, those are found that end at
    /// the tick before or at the latest end.
    pub(super) fn until(agenda: &'a Agenda, tick: i64, counted: bool) -> Passed<'a> {
        let m = &agenda.meetings;
        let mut passed = Passed::new(agenda);
        passed.next = m
            .by_end_lo
            .partition_point(|&row| m.end_lo[row as usize] < tick);
        for &step in &m.by_end_lo[..passed.next] {
            let row = step as usize;
            let is_tied = passed.is_tied(row);
            if !is_tied && !counted {
                continue;
            }
            for &id in m.people.of(row) {
                let known = &mut passed.known[actor(id)];
                known.count += 1;
                if is_tied {
                    known.tied_lo = m.end_lo[row];
                    known.tied.add(step, m.end_hi[row], id & OPEN_PART == 0);
                }
            }
        }
        let mut sought = vec![Sought::Both; agenda.actors];
        let mut left = agenda.actors;
        for row in (0..m.len()).rev() {
            let (lo, hi) = (m.end_lo[row], m.end_hi[row]);
            if lo >= tick || passed.is_tied(row) {
                continue;
            }
            for &id in m.people.of(row) {
                let sought = &mut sought[actor(id)];
                if *sought == Sought::Nothing {
                    continue;
                }
                let known = &mut passed.known[actor(id)];
                let free = &mut known.free;
                if lo == hi {
                    known.exact = known.exact.max(lo);
                }
                if *sought == Sought::Both {
                    *sought = Sought::Second;
                    free.add(row as u32, hi, id & OPEN_PART == 0);
                } else if hi == free.top {
                    free.second = hi;
                    let own = free.row as usize;
                    if (lo, row) > (m.end_lo[own], own) {
                        free.row = row as u32;
                        free.sure = id & OPEN_PART == 0;
                    }
                } else {
                    free.second = free.second.max(hi);
                    if hi < tick.saturating_sub(1) {
                        *sought = Sought::Nothing;
                        left -= 1;
                    }
                }
            }
            if left == 0 {
                break;
            }
        }
        passed
    }
}
