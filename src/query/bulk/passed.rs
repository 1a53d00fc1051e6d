//! How many X each actor has met in meetings that end between two ticks, as running totals.

use super::chain::Chain;
use super::sweep::actor;
use crate::timeline::Rows;

/// The earliest ends of the meetings of each actor, in order, with the X that were met up to each: 12 bytes a part.
///
/// A total never passes the number of all parts, so that it fits.
#[derive(Debug)]
pub(super) struct Passed {
    ticks: Rows<i64>,
    totals: Rows<u32>,
}

/// A run of one actor's meetings.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run<'a> {
    /// Their earliest ends, in order.
    pub(super) ticks: &'a [i64],
    totals: &'a [u32],
    /// What was met before the run.
    before: u32,
}

impl Passed {
    /// Linear.
    pub(super) fn new(chain: &Chain<'_>) -> Passed {
        let m = &chain.agenda.meetings;
        let parts = m.by_end_lo.iter().flat_map(|&row| {
            let row = row as usize;
            m.people.of(row).iter().filter_map(move |&id| {
                let weight = chain.weight(row, id, false);
                (weight > 0).then_some((actor(id) as u32, (m.end_lo[row], weight)))
            })
        });
        let actors = chain.agenda.actors;
        let ticks = Rows::group(actors, parts.clone().map(|(id, part)| (id, part.0)));
        let mut totals = Rows::group(actors, parts.map(|(id, part)| (id, part.1)));
        totals.each_mut(|row| {
            let mut sum = 0;
            for own in row {
                sum += *own;
                *own = sum;
            }
        });
        Passed { ticks, totals }
    }

    /// The meetings of an actor with an earliest end from one tick on up to another, both inclusive.
    pub(super) fn run(&self, actor: u32, from: i64, to: i64) -> Run<'_> {
        let (ticks, totals) = (self.ticks.of(actor), self.totals.of(actor));
        let start = ticks.partition_point(|&tick| tick < from);
        let rest = &ticks[start..];
        let len = rest.partition_point(|&tick| tick <= to);
        Run {
            ticks: &rest[..len],
            totals: &totals[start..start + len],
            before: start.checked_sub(1).map_or(0, |last| totals[last]),
        }
    }

    /// How many X they have met in all.
    pub(super) fn between(&self, actor: u32, from: i64, to: i64) -> u32 {
        let run = self.run(actor, from, to);
        run.first(run.ticks.len())
    }
}

impl Run<'_> {
    /// How many X were met in so many meetings, from the first on.
    pub(super) fn first(&self, count: usize) -> u32 {
        let last = count.checked_sub(1);
        last.map_or(0, |last| self.totals[last] - self.before)
    }
}
