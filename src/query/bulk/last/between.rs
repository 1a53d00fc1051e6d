//! Which of a speaker's meetings windows leave possible.

use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;

/// For each statement and speaker a stretch of the speaker's meetings, by latest end: so many can be over before it,
/// less the first of them, which surely were over before another that was.
///
/// Both numbers stand in one, so that one look at memory finds them.
#[derive(Debug)]
pub(super) struct Between(Vec<AtomicU64>);

impl Between {
    pub(super) fn new(places: usize) -> Between {
        Between((0..places).map(|_| AtomicU64::new(0)).collect())
    }

    #[inline]
    pub(super) fn put(&self, slot: usize, count: u32, floor: u32) {
        self.0[slot].store(u64::from(count) << 32 | u64::from(floor), Relaxed);
    }

    /// How many of the first are not the last.
    #[inline]
    pub(super) fn floor(&self, slot: usize) -> u32 {
        self.0[slot].load(Relaxed) as u32
    }

    /// Leaves out so many of the first at least.
    pub(super) fn raise(&self, slot: usize, floor: u32) {
        let count = self.0[slot].load(Relaxed) & !u64::from(u32::MAX);
        self.0[slot].fetch_max(count | u64::from(floor), Relaxed);
    }

    /// How many are left.
    pub(super) fn lengths(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().map(|own| {
            let own = own.load(Relaxed);
            (own >> 32) as u32 - own as u32
        })
    }
}
