//! The rows of a timeline.

mod distances;
mod events;
mod others;

use std::path::Path;

use rustc_hash::FxHashMap;

use super::error::TablesError;
use super::folder::{Tables, TablesReport};
use super::schema::Cell;
use crate::timeline::{OPEN, Timeline};

/// So many events may be connected: their distances are nearly as many as they have pairs.
pub(super) const MOST: usize = 4_096;

/// Ticks lie this far from 1970 at most, so that sums of a few don't overflow in any engine.
const FAR: i128 = 1 << 58;

impl Tables<'_> {
    /// Writes the tables of a timeline into a folder, which takes its place when it is whole. What is there already is
    /// replaced if it is nothing but tables, and left as it is otherwise.
    ///
    /// Linear, but for the distances of connected events: they are as many as pairs of events in one component.
    ///
    /// # Errors
    ///
    /// If claims connect more than 4,096 events, if a tick or a length lies beyond what tables hold (an error names the
    /// event), if something else stands in the place of the folder, and if a file can't be written.
    pub fn write(
        self,
        timeline: &Timeline,
        folder: impl AsRef<Path>,
    ) -> Result<TablesReport, TablesError> {
        let content = Content::of(timeline)?;
        let mut tables = self.begin(folder)?;
        content.others(&mut tables)?;
        content.events(&mut tables)?;
        content.distances(&mut tables)?;
        tables.finish()
    }
}

impl Timeline {
    /// Writes this timeline as tables of Parquet, for engines that ask them where they lie, and to be
    /// [opened](Timeline::open) again. As [`Tables::write`] does; [`Tables`] has options.
    ///
    /// # Errors
    ///
    /// As [`Tables::write`].
    pub fn write_tables(&self, folder: impl AsRef<Path>) -> Result<TablesReport, TablesError> {
        Tables::new().write(self, folder)
    }
}

/// A timeline, its components numbered in the order of their first events.
struct Content<'t> {
    timeline: &'t Timeline,
    numbers: FxHashMap<u32, u32>,
    /// The components by their numbers.
    components: Vec<u32>,
}

impl<'t> Content<'t> {
    fn of(timeline: &'t Timeline) -> Result<Content<'t>, TablesError> {
        let mut numbers = FxHashMap::default();
        let mut components = Vec::new();
        for event in 0..timeline.len() as u32 {
            let Some(component) = timeline.component(event) else {
                continue;
            };
            let next = components.len() as u32;
            if *numbers.entry(component).or_insert(next) == next {
                let events = timeline.members(component).len();
                if events > MOST {
                    return Err(TablesError::too_many(events, timeline.event_key(event)));
                }
                components.push(component);
            }
        }
        Ok(Content {
            timeline,
            numbers,
            components,
        })
    }

    /// The number of an event's component.
    fn number(&self, event: u32) -> Option<u32> {
        let component = self.timeline.component(event)?;
        self.numbers.get(&component).copied()
    }
}

/// A tick as tables hold it, none where there is no bound.
fn tick(tick: i128, what: impl FnOnce() -> String) -> Result<Option<i64>, TablesError> {
    within(tick, FAR, what)
}

/// A length of time as tables hold it, none where there is no bound.
fn length(length: i128, what: impl FnOnce() -> String) -> Result<Option<i64>, TablesError> {
    within(length, 2 * FAR, what)
}

fn within(
    number: i128,
    far: i128,
    what: impl FnOnce() -> String,
) -> Result<Option<i64>, TablesError> {
    match i64::try_from(number) {
        Ok(found) if number.abs() <= far => Ok(Some(found)),
        _ if number.abs() >= OPEN => Ok(None),
        _ => Err(TablesError::far(what())),
    }
}

/// A text, or nothing.
fn text(text: Option<&str>) -> Cell<'_> {
    text.map_or(Cell::Null, Cell::Text)
}
