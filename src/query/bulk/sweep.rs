//! Counters of all actors, carried along time.

use crate::timeline::OPEN_PART;

/// Rows in the order of a tick that each has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Side<'a> {
    pub(super) ticks: &'a [i64],
    /// The rows in that order; `None` where they stand in it.
    pub(super) order: Option<&'a [u32]>,
}

impl<'a> Side<'a> {
    pub(super) fn new(ticks: &'a [i64], order: Option<&'a [u32]>) -> Side<'a> {
        Side { ticks, order }
    }

    pub(super) fn len(self) -> usize {
        self.ticks.len()
    }

    #[inline]
    pub(super) fn row(self, at: usize) -> usize {
        self.order.map_or(at, |order| order[at] as usize)
    }
}

/// The number of an actor without what is open about its part.
#[inline]
pub(super) fn actor(id: u32) -> usize {
    (id & !OPEN_PART) as usize
}

/// One if a part is sure, zero if it is open.
#[inline]
pub(super) fn firm(id: u32) -> u32 {
    1 - (id >> 31)
}

/// Goes through probes in the order of their ticks; each sees the counters as they are once all steps up to
/// its tick, shifted, are counted. Linear in both; counters wrap around.
#[inline]
pub(super) fn sweep(
    actors: usize,
    steps: Side<'_>,
    mut count: impl FnMut(usize, &mut [u32]),
    probes: Side<'_>,
    shift: i64,
    mut see: impl FnMut(usize, &[u32]),
) {
    let mut counters = vec![0u32; actors];
    let mut next = 0;
    for at in 0..probes.len() {
        let row = probes.row(at);
        let limit = probes.ticks[row].saturating_add(shift);
        while next < steps.len() {
            let step = steps.row(next);
            if steps.ticks[step] > limit {
                break;
            }
            count(step, &mut counters);
            next += 1;
        }
        see(row, &counters);
    }
}

/// Does two things, at once where threads are at hand.
pub(super) fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "rayon")]
    {
        rayon::join(first, second)
    }
    #[cfg(not(feature = "rayon"))]
    {
        (first(), second())
    }
}

/// Adds up what parts of a list give, at once where threads are at hand.
pub(super) fn in_parts<T: Sync, A: Send>(
    items: &[T],
    size: usize,
    of: impl Fn(&[T]) -> A + Sync + Send,
    add: impl Fn(A, A) -> A + Sync + Send,
) -> Option<A> {
    #[cfg(feature = "rayon")]
    {
        use rayon::prelude::*;
        items.par_chunks(size).map(of).reduce_with(add)
    }
    #[cfg(not(feature = "rayon"))]
    {
        items.chunks(size).map(of).reduce(add)
    }
}
