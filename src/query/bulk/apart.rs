//! How far one end has to be before another.

use crate::query::certainty::Certainty;
use crate::time::{Duration, Gap};
use crate::timeline::{LONGEST, UNBOUND};

/// "Before, with so much time between", in plain numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Apart {
    /// At least one tick: before is strict.
    pub(super) least: i64,
    /// [`UNBOUND`] where there is no limit.
    pub(super) most: i64,
}

impl Apart {
    /// `None` where the gap is too long for plain numbers, or leaves nothing.
    pub(crate) fn new(gap: Gap) -> Option<Apart> {
        let least = gap.min.map_or(1, |d| d.micros().max(1));
        let most = gap.max.map_or(UNBOUND, Duration::micros);
        let near = |d: i64| d < LONGEST || d == UNBOUND;
        (least < LONGEST && near(most) && least <= most).then_some(Apart { least, most })
    }

    /// Whether there is a limit to the time between.
    pub(super) fn is_limited(self) -> bool {
        self.most < UNBOUND
    }

    /// How wide two windows can be together for it to be certain of them.
    pub(super) fn slack(self) -> i64 {
        if self.is_limited() {
            self.most - self.least
        } else {
            i64::MAX
        }
    }

    /// How sure it is where the time between takes every value of a range.
    pub(super) fn judge(self, [low, high]: [i64; 2]) -> Certainty {
        let certain = low >= self.least && (high <= self.most || !self.is_limited());
        let possible = high >= self.least && (low <= self.most || !self.is_limited());
        Certainty::of(possible, certain)
    }

    /// The same of the windows of two ends that nothing else binds.
    pub(super) fn of_windows(self, first: (i64, i64), second: (i64, i64)) -> Certainty {
        self.judge([second.0 - first.1, second.1 - first.0])
    }
}
