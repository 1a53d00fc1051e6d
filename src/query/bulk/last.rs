//! The last meeting before every statement of the same actor.

mod claimed;
mod closely;
mod passed;

use super::sweep::{Side, actor, both, firm, sweep};
use crate::timeline::{Agenda, OPEN_PART, Tie, Timeline};
use passed::{Known, Passed};

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
        let (mut last, (floors, below)) = both(
            || self.certain(possible),
            || {
                if possible {
                    self.floors()
                } else {
                    Default::default()
                }
            },
        );
        if possible {
            let odd = self.exclude(&mut last, floors, &below);
            last.more.retain(|more| odd.binary_search(&more.0).is_err());
            for slot in odd {
                self.judge_closely(&mut last, slot, true);
            }
            last.more.sort_unstable();
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

    /// The certain ones, and where asked how many meetings can be over; in two stretches of time where threads are at
    /// hand.
    fn certain(&self, possible: bool) -> Last {
        let order = &self.agenda.statements.by_begin_hi;
        if !cfg!(feature = "rayon") {
            return self.stretch(order, Passed::new(self.agenda), possible);
        }
        let (early, late) = order.split_at(order.len() / 2);
        let (mut last, other) = both(
            || self.stretch(early, Passed::new(self.agenda), possible),
            || {
                let begin = late.first().map(|&row| row as usize);
                let begin = begin.map_or(i64::MIN, |row| self.agenda.statements.begin_hi[row]);
                self.stretch(late, Passed::until(self.agenda, begin, possible), possible)
            },
        );
        for (own, other) in last.certain.iter_mut().zip(other.certain) {
            *own = (*own).min(other);
        }
        for (own, other) in last.possible.iter_mut().zip(other.possible) {
            *own += other;
        }
        last.more.extend(other.more);
        last.more.sort_unstable();
        last
    }

    /// The same for some statements, in the order of their latest beginnings, from what is known before.
    fn stretch(&self, statements: &[u32], mut passed: Passed<'_>, possible: bool) -> Last {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let mut last = Last {
            certain: vec![NONE; s.people.ids.len()],
            more: Vec::new(),
            possible: if possible {
                vec![0; s.people.ids.len()]
            } else {
                Vec::new()
            },
        };
        let mut closely = Vec::new();
        for &row in statements {
            let row = row as usize;
            let (begin_lo, begin_hi) = (s.begin_lo[row], s.begin_hi[row]);
            passed.advance(begin_hi);
            for slot in s.people.range(row) {
                let id = s.people.ids[slot];
                let known = &passed.known[actor(id)];
                if possible {
                    last.possible[slot] = known.count;
                }
                let all = known.free.and(&known.tied);
                if firm(id) == 0 || all.row == NONE {
                    continue;
                }
                let touching = begin_lo == begin_hi && known.exact == begin_lo - 1;
                if touching || (all.top == all.second && known.exact == all.top) {
                    let exact = (known.exact, begin_lo, touching);
                    self.level(&mut last, slot, id, exact, all.top);
                } else if all.sure && all.top < begin_lo && m.end_lo[all.row as usize] >= all.second
                {
                    last.certain[slot] = all.row;
                }
                if last.certain[slot] == NONE && self.is_open_to_claims(known, id, row) {
                    closely.push(slot as u32);
                }
            }
        }
        for &slot in &closely {
            self.judge_closely(&mut last, slot, false);
        }
        last.more.sort_unstable();
        last
    }

    /// Whether claims can make certain what windows leave open.
    ///
    /// What no claim ties can be before the statement and after all that it reaches beyond: only a tied meeting that
    /// surely ended no earlier is left, or one with no room between it and the statement. That which is the last of
    /// all that are not tied is left, too, if claims keep the tied ones from being before the statement.
    fn is_open_to_claims(&self, known: &Known, id: u32, row: usize) -> bool {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let ties = &self.agenda.ties;
        let free = &known.free;
        let is_bound = ties.has_statement(row);
        let is_tied_last = known.tied.row != NONE && known.tied_lo >= free.top;
        // A tied one that can end once a statement has begun that is not bound to it can be after every other.
        if is_tied_last && (is_bound || known.tied.top < s.begin_lo[row]) {
            return true;
        }
        if !is_bound {
            return false;
        }
        let is_last_free =
            free.sure && free.top < s.begin_lo[row] && m.end_lo[free.row as usize] >= free.second;
        let has_no_room = |tie: &Tie| {
            tie.is_before()
                && tie.across[1] < 2
                && m.people.find(tie.first as usize, id & !OPEN_PART).is_some()
        };
        is_last_free || ties.to_statement(row as u32).any(has_no_room)
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

    /// The floor of each statement and speaker, by windows; and of each part in a meeting how many meetings surely
    /// ended before that one can have.
    fn floors(&self) -> (Vec<Floor>, Vec<u32>) {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
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
        (found, below)
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
