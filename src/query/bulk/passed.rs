//! How many X each actor has met in meetings that end between two ticks, as running totals.

use super::chain::Chain;
use super::sweep::actor;
use crate::timeline::{Rows, seek};

/// A meeting of an actor.
#[derive(Clone, Copy, Debug)]
struct Met {
    /// Its earliest end.
    tick: i64,
    /// How many X were met up to this one.
    total: u32,
}

/// The meetings of each actor in the order of their earliest ends: 16 bytes a part.
///
/// A total never passes the number of all parts, so that it fits.
#[derive(Debug)]
pub(super) struct Passed(Rows<Met>);

/// A run of one actor's meetings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    met: &'a [Met],
    /// What was met before the run.
    before: u32,
}

impl Passed {
    /// Linear.
    pub(super) fn new(chain: &Chain<'_>) -> Passed {
        let m = &chain.agenda.meetings;
        let parts = m.by_end_lo.iter().flat_map(|&row| {
            let row = row as usize;
            let (people, tick) = (m.people.of(row), m.end_lo[row]);
            let all = chain.weight_of_all(row);
            people.iter().map(move |&id| {
                let total = all.unwrap_or_else(|| chain.weight(row, id, false));
                (actor(id) as u32, Met { tick, total })
            })
        });
        let mut met = Rows::group(chain.agenda.actors, parts);
        met.each_mut(|row| {
            let mut sum = 0;
            for own in row {
                sum += own.total;
                own.total = sum;
            }
        });
        Passed(met)
    }

    /// The meetings of an actor with an earliest end after one tick and up to another, looked for near a place.
    pub(super) fn run(&self, actor: u32, (after, to): (i64, i64), near: &mut u32) -> Run<'_> {
        let all = self.0.of(actor);
        let start = seek(all, *near as usize, |met| met.tick <= after);
        *near = start as u32;
        let past = seek(all, start, |met| met.tick <= to);
        Run {
            met: all.get(start..past).unwrap_or_default(),
            before: start.checked_sub(1).map_or(0, |last| all[last].total),
        }
    }

    /// How many X an actor has met in meetings with an earliest end after one tick and up to another.
    pub(super) fn between(&self, actor: u32, (after, to): (i64, i64)) -> u32 {
        let all = self.0.of(actor);
        let mut start = all.partition_point(|met| met.tick <= after) as u32;
        self.run(actor, (after, to), &mut start).total()
    }
}

impl Run<'_> {
    /// How many X were met in all.
    pub(super) fn total(&self) -> u32 {
        self.met.last().map_or(0, |met| met.total - self.before)
    }

    /// Goes on to the meetings that end after a tick at the earliest.
    #[inline]
    pub(super) fn pass(&mut self, tick: i64) {
        let gone = seek(self.met, 0, |met| met.tick <= tick);
        if let Some(last) = gone.checked_sub(1) {
            self.before = self.met[last].total;
            self.met = &self.met[gone..];
        }
    }
}
