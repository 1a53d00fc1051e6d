//! Meetings and statements in the order of their ends, with those who took part: what questions about
//! everything are counted from.

mod gather;
mod ties;

use super::rows::Rows;
use super::timeline::Timeline;
pub(crate) use gather::{Meetings, People, Statements};
pub(crate) use ties::{Tie, Ties};

/// "No bound", with its sign: beyond every bound that is kept, so that a gap added to either keeps their order.
pub(crate) const UNBOUND: i64 = (1 << 62) - 1;

/// No bound that is kept lies this far out.
const FAR: i128 = 1 << 61;

/// No gap that is counted by is this long.
pub(crate) const LONGEST: i64 = 1 << 60;

/// Set in the number of an actor whose part in an event is open: the presence is only implied, or the event
/// only alleged.
pub(crate) const OPEN_PART: u32 = 1 << 31;

/// Windows longer than this stand apart in the lists of an actor.
pub(crate) const WIDE: i64 = 2 * crate::time::DAY;

/// Meetings and statements that questions speak of, as rows in the order of their ends.
///
/// A meeting that occurred or is alleged is a row, by its latest end; a statement, by its earliest
/// beginning. Beside them stands who took part (denied presence left out, each actor once) or spoke.
/// Events in one component that bind each other more than their windows do are ties.
///
/// It keeps per meeting 24 bytes and its windows, 4 bytes a participant and as much again in the lists of the
/// actors; per statement 28 bytes and 8 bytes a speaker. Made in `O(n log n)`.
#[derive(Debug)]
pub(crate) struct Agenda {
    pub(crate) actors: usize,
    pub(crate) meetings: Meetings,
    pub(crate) statements: Statements,
    pub(crate) ties: Ties,
    /// Rows of meetings of each actor, narrow ones and wide ones.
    meetings_of: [Rows<u32>; 2],
    statements_of: [Rows<u32>; 2],
}

impl Agenda {
    /// The agenda of a timeline; `None` where a bound lies too far out for plain numbers, or where too many
    /// events are in components of many.
    pub(crate) fn new(t: &Timeline) -> Option<Agenda> {
        let actors = t.store().actors.keys.len();
        if actors >= OPEN_PART as usize {
            return None;
        }
        let meetings = Meetings::gather(t)?;
        let statements = Statements::gather(t)?;
        let ties = Ties::find(t, &meetings, &statements)?;
        let lists = |people: &People, wide: &dyn Fn(u32) -> bool| {
            [false, true].map(|asked| {
                let rows = 0..people.len() as u32;
                let kept = rows.filter(|&row| wide(row) == asked);
                Rows::group(
                    actors,
                    kept.flat_map(|row| {
                        let ids = people.of(row as usize).iter();
                        ids.map(move |&id| (id & !OPEN_PART, row))
                    }),
                )
            })
        };
        Some(Agenda {
            actors,
            meetings_of: lists(&meetings.people, &|row| {
                let row = row as usize;
                let lo = meetings.end_lo[row];
                meetings.end_hi[row] - lo > WIDE || lo - meetings.begins().0[row] > WIDE
            }),
            statements_of: lists(&statements.people, &|row| {
                statements.begin_hi[row as usize] - statements.begin_lo[row as usize] > WIDE
            }),
            meetings,
            statements,
            ties,
        })
    }

    /// How many meetings an actor has.
    pub(crate) fn meetings_of(&self, actor: u32) -> usize {
        self.meetings_of.iter().map(|rows| rows.of(actor).len()).sum()
    }

    /// The meetings of an actor, narrow ones by latest end, then wide ones.
    pub(crate) fn all_meetings_of(&self, actor: u32) -> impl Iterator<Item = usize> + '_ {
        let [narrow, wide] = &self.meetings_of;
        let rows = narrow.of(actor).iter().chain(wide.of(actor));
        rows.map(|&row| row as usize)
    }

    /// The statements of an actor, narrow ones by earliest beginning, then wide ones.
    pub(crate) fn all_statements_of(&self, actor: u32) -> impl Iterator<Item = usize> + '_ {
        let [narrow, wide] = &self.statements_of;
        let rows = narrow.of(actor).iter().chain(wide.of(actor));
        rows.map(|&row| row as usize)
    }

    /// The meetings of an actor whose end can lie between two ticks, both inclusive.
    pub(crate) fn meetings_near(&self, actor: u32, from: i64, to: i64, mut say: impl FnMut(usize)) {
        let (lo, hi) = (&self.meetings.end_lo, &self.meetings.end_hi);
        self.near(actor, from, to, |row| {
            if hi[row] >= from && lo[row] <= to {
                say(row);
            }
        });
    }

    /// The narrow meetings of an actor whose end can lie between two ticks, and all wide ones.
    fn near(&self, actor: u32, from: i64, to: i64, mut say: impl FnMut(usize)) {
        let (lo, hi) = (&self.meetings.end_lo, &self.meetings.end_hi);
        let [narrow, wide] = &self.meetings_of;
        let rows = narrow.of(actor);
        let first = self.meetings.first_ending(from);
        let start = rows.partition_point(|&row| (row as usize) < first);
        let last = to.saturating_add(WIDE);
        for &row in &rows[start..] {
            let row = row as usize;
            if hi[row] > last {
                break;
            }
            if lo[row] <= to {
                say(row);
            }
        }
        for &row in wide.of(actor) {
            say(row as usize);
        }
    }

    /// The meetings of an actor whose beginning can lie between two ticks, both inclusive.
    pub(crate) fn meetings_beginning_near(
        &self,
        actor: u32,
        from: i64,
        to: i64,
        mut say: impl FnMut(usize),
    ) {
        let (lo, hi) = self.meetings.begins();
        // Of narrow ones the end can be this much later, too; wide ones are all gone through.
        self.near(actor, from, to.saturating_add(WIDE), |row| {
            if hi[row] >= from && lo[row] <= to {
                say(row);
            }
        });
    }

    /// The statements of an actor whose beginning can lie between two ticks, both inclusive.
    pub(crate) fn statements_near(
        &self,
        actor: u32,
        from: i64,
        to: i64,
        mut say: impl FnMut(usize),
    ) {
        let (lo, hi) = (&self.statements.begin_lo, &self.statements.begin_hi);
        let [narrow, wide] = &self.statements_of;
        let rows = narrow.of(actor);
        let first = self.statements.first_beginning(from.saturating_sub(WIDE));
        let start = rows.partition_point(|&row| (row as usize) < first);
        for &row in &rows[start..] {
            let row = row as usize;
            if lo[row] > to {
                break;
            }
            if hi[row] >= from {
                say(row);
            }
        }
        for &row in wide.of(actor) {
            let row = row as usize;
            if hi[row] >= from && lo[row] <= to {
                say(row);
            }
        }
    }
}
