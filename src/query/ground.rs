//! What worlds rest on: a timeline, or only some of its claims.

use crate::time::Zone;
use crate::timeline::{Limit, Moment, Timeline};

/// Bounds and distances of the ends of events, from which scenes are made.
pub(crate) trait Ground {
    /// The least and greatest tick of an end; `-OPEN` and `OPEN` where there is none.
    fn bounds(&self, moment: Moment) -> (i128, i128);
    /// The least `w` such that `to - from <= w` in every world.
    fn distance(&self, from: Moment, to: Moment) -> i128;
    /// Both ends of an affiliation.
    fn limits(&self, affiliation: u32) -> (Limit, Limit);
    /// The zone whose days count.
    fn zone(&self) -> &Zone;
}

impl Ground for Timeline {
    fn bounds(&self, moment: Moment) -> (i128, i128) {
        Timeline::bounds(self, moment)
    }

    fn distance(&self, from: Moment, to: Moment) -> i128 {
        Timeline::distance(self, from, to)
    }

    fn limits(&self, affiliation: u32) -> (Limit, Limit) {
        Timeline::limits(self, affiliation)
    }

    fn zone(&self) -> &Zone {
        Timeline::zone(self)
    }
}
