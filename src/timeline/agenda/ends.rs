//! Ends of the meetings and beginnings of the statements of each actor, side by side.

use super::gather::{Meetings, People, Statements};
use super::{OPEN_PART, UNBOUND};
use crate::timeline::rows::Rows;

/// How many widths have lists of their own.
const COMMON: usize = 3;

/// How many rows are looked at for the widths that are common.
const SAMPLE: usize = 4096;

/// The window of an event in which a part is open, or of a width that is not common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Other {
    pub(crate) lo: i64,
    pub(crate) hi: i64,
    pub(crate) open: bool,
}

/// The parts of all actors in events of one kind.
///
/// Most windows have one of a few widths: a second, a day. Of those one tick tells both sides, so that a list
/// for each width and actor, in order, is enough: 8 bytes a part.
#[derive(Clone, Debug)]
pub(crate) struct Side {
    /// Sure parts by the width of the window: one tick of each, in order.
    pub(crate) common: Vec<(i64, Rows<i64>)>,
    /// All others, in the order of that tick.
    pub(crate) other: Rows<Other>,
    /// Whether few enough are among the others.
    pub(crate) is_apt: bool,
}

/// Latest ends of meetings, and earliest beginnings of statements.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    pub(crate) meetings: Side,
    pub(crate) statements: Side,
}

impl Ends {
    pub(super) fn new(actors: usize, m: &Meetings, s: &Statements) -> Ends {
        Ends {
            meetings: Side::new(actors, &m.people, (&m.end_lo, &m.end_hi), &m.end_hi),
            statements: Side::new(actors, &s.people, (&s.begin_lo, &s.begin_hi), &s.begin_lo),
        }
    }
}

impl Ends {
    /// How many sure statements of an actor surely begin so much after an end with given bounds, by their windows.
    pub(crate) fn surely_after(
        &self,
        actor: u32,
        end: (i64, i64),
        (least, most): (i64, i64),
    ) -> u64 {
        let from = end.1.saturating_add(least);
        let to = if most < UNBOUND {
            end.0.saturating_add(most)
        } else {
            i64::MAX
        };
        if from > to {
            return 0;
        }
        let mut sum = 0;
        for (width, lists) in &self.statements.common {
            let to = to.saturating_sub(*width);
            if from <= to {
                let own = lists.of(actor);
                let own = &own[own.partition_point(|&tick| tick < from)..];
                sum += own.partition_point(|&tick| tick <= to) as u64;
            }
        }
        let own = self.statements.other.of(actor);
        let own = own[own.partition_point(|other| other.lo < from)..].iter();
        let near = own.take_while(|other| other.lo <= to);
        sum + near.filter(|other| !other.open && other.hi <= to).count() as u64
    }
}

impl Side {
    /// The rows are in the order of the ticks.
    fn new(actors: usize, people: &People, (lo, hi): (&[i64], &[i64]), ticks: &[i64]) -> Side {
        let widths = common(lo, hi);
        let width_of = |row: usize| {
            let is_bounded = lo[row] > -UNBOUND && hi[row] < UNBOUND;
            is_bounded.then(|| hi[row] - lo[row])
        };
        let parts = (0..people.len()).flat_map(|row| {
            let ids = people.of(row).iter();
            ids.map(move |&id| (row, id & !OPEN_PART, id & OPEN_PART != 0))
        });
        let lists = widths.iter().map(|&width| {
            let own = parts
                .clone()
                .filter(|&(row, _, open)| !open && width_of(row) == Some(width));
            Rows::group(actors, own.map(|(row, id, _)| (id, ticks[row])))
        });
        let lists: Vec<_> = lists.collect();
        let others = parts.filter(|&(row, _, open)| {
            open || width_of(row).is_none_or(|width| !widths.contains(&width))
        });
        let others = others.map(|(row, id, open)| {
            let (lo, hi) = (lo[row], hi[row]);
            (id, Other { lo, hi, open })
        });
        let count = others.clone().count();
        let other = Rows::group(actors, others);
        Side {
            common: widths.into_iter().zip(lists).collect(),
            other,
            is_apt: people.ids.len() < SAMPLE || count < people.ids.len() / 4,
        }
    }
}

/// The widths that are common, as far as a sample of rows tells.
pub(super) fn common(lo: &[i64], hi: &[i64]) -> Vec<i64> {
    let step = lo.len() / SAMPLE + 1;
    let windows = lo.iter().zip(hi).step_by(step);
    let bounded = windows.filter(|&(&lo, &hi)| lo > -UNBOUND && hi < UNBOUND);
    let mut widths: Vec<i64> = bounded.map(|(lo, hi)| hi - lo).collect();
    let least = widths.len() / 64;
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    let mut runs: Vec<(usize, i64)> = runs.map(|run| (run.len(), run[0])).collect();
    runs.sort_unstable_by_key(|&(count, width)| (std::cmp::Reverse(count), width));
    let often = runs.into_iter().filter(|run| run.0 > least).take(COMMON);
    often.map(|run| run.1).collect()
}
