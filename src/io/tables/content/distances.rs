//! How far apart events of one component can be.

use super::super::error::TablesError;
use super::super::folder::TablesWriter;
use super::super::schema::{Cell, Table};
use super::{Content, length};
use crate::timeline::{Moment, OPEN};

impl Content<'_> {
    /// Writes what windows don't say of the distances between connected events, a component at a time.
    ///
    /// Each end of an event asks for its distances to all others at once: a row of the minimal network.
    pub(super) fn distances(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        for (&component, number) in self.components.iter().zip(0_u32..) {
            let events = self.timeline.members(component);
            let ends: Vec<Moment> = events
                .iter()
                .flat_map(|&event| [Moment::begin(event), Moment::end(event)])
                .collect();
            for (x, &event) in events.iter().enumerate() {
                let from_begin = self.row(Moment::begin(event), &ends)?;
                let from_end = self.row(Moment::end(event), &ends)?;
                for (y, &other) in events.iter().enumerate() {
                    let [bb, bf] = [from_begin[2 * y], from_begin[2 * y + 1]];
                    let [fb, ff] = [from_end[2 * y], from_end[2 * y + 1]];
                    let said = [bb, bf, fb, ff];
                    if x == y || said.iter().all(Option::is_none) {
                        continue;
                    }
                    let key = |event| Cell::Text(self.timeline.event_key(event));
                    let [bb, bf, fb, ff] = said.map(Cell::from);
                    let row = [number.into(), key(event), key(other), bb, bf, fb, ff];
                    to.put(Table::Distances, &row)?;
                }
            }
        }
        Ok(())
    }

    /// The distances from one end to others, none where windows say as much.
    fn row(&self, from: Moment, to: &[Moment]) -> Result<Vec<Option<i64>>, TablesError> {
        let t = self.timeline;
        let lo = t.bounds(from).0;
        let found = t.distances(from, to);
        let one = |(&to, distance): (&Moment, i128)| {
            let hi = t.bounds(to).1;
            let said = if lo > -OPEN && hi < OPEN {
                hi - lo
            } else {
                OPEN
            };
            if distance >= said {
                return Ok(None);
            }
            length(distance, || {
                let key = |event| t.event_key(event);
                let (x, y) = (key(from.event), key(to.event));
                format!("events {x:?} and {y:?}: how far they are apart")
            })
        };
        to.iter().zip(found).map(one).collect()
    }
}
