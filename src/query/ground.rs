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

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::timeline::OPEN;

    /// Events that no claim connects.
    pub(crate) struct Free {
        /// The bounds of both ends of each: of the beginning, of the end.
        windows: Vec<[(i128, i128); 2]>,
        instant: bool,
        limits: Vec<(Limit, Limit)>,
    }

    impl Free {
        /// Events without any bound.
        pub(crate) fn open(events: usize) -> Free {
            Free {
                windows: vec![[(-OPEN, OPEN); 2]; events],
                instant: false,
                limits: Vec::new(),
            }
        }

        /// Instants, each within bounds.
        pub(crate) fn instants(bounds: impl IntoIterator<Item = (i128, i128)>) -> Free {
            Free {
                windows: bounds.into_iter().map(|b| [b, b]).collect(),
                instant: true,
                limits: Vec::new(),
            }
        }

        /// The same with affiliations.
        pub(crate) fn with(mut self, limits: impl IntoIterator<Item = (Limit, Limit)>) -> Free {
            self.limits.extend(limits);
            self
        }
    }

    impl Ground for Free {
        fn bounds(&self, moment: Moment) -> (i128, i128) {
            self.windows[moment.event as usize][usize::from(moment.is_end)]
        }

        fn distance(&self, from: Moment, to: Moment) -> i128 {
            let (lo, hi) = (self.bounds(from).0, self.bounds(to).1);
            let apart = if lo > -OPEN && hi < OPEN {
                hi - lo
            } else {
                OPEN
            };
            let ordered = self.instant || from.is_end || !to.is_end;
            if from.event == to.event && ordered {
                apart.min(0)
            } else {
                apart
            }
        }

        fn limits(&self, affiliation: u32) -> (Limit, Limit) {
            self.limits[affiliation as usize]
        }

        fn zone(&self) -> &Zone {
            &Zone::UTC
        }
    }
}
