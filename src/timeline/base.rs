//! Everything that the records say, by number.

use super::columns::{Cited, CitedNotes, Columns};
use super::options::Options;
use super::rows::Rows;
use super::texts::{Interner, Steps, Texts};
use crate::model::{Origin, Record};
use crate::time::{DateError, DateFlags, Gap, RelationSet, Window, Zone, date_window};
use std::sync::Arc;

/// One end of an affiliation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// It has no end on this side.
    Never,
    /// It ends at a tick in this window; a bound may be missing.
    In(Option<i64>, Option<i64>),
}

/// An affiliation, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AffiliationRow {
    pub(crate) actor: u32,
    pub(crate) of: u32,
    pub(crate) from: Limit,
    pub(crate) until: Limit,
    pub(crate) record: u32,
}

/// A relation claim, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationRow {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) set: RelationSet,
    pub(crate) gap: Gap,
    /// The place of its record in the archive, [`Interner::NONE`] where columns hold all of it.
    pub(crate) record: u32,
}

/// What relation claims say apart from what is related, by their numbers, and where they stand.
#[derive(Clone, Debug, Default)]
pub(crate) struct RelationNotes {
    pub(crate) id: Texts,
    pub(crate) sources: Rows<Cited>,
    pub(crate) cited: CitedNotes,
    pub(crate) line: Vec<u32>,
    pub(crate) file: Steps,
}

/// A date claim, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateRow {
    pub(crate) event: u32,
    pub(crate) window: Window,
    pub(crate) doubtful: bool,
    pub(crate) record: u32,
}

/// When a source was published at the latest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Published {
    pub(crate) by: i64,
    pub(crate) doubtful: bool,
}

/// Sources by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    pub(crate) keys: Interner,
    pub(crate) record: Vec<u32>,
    pub(crate) published: Vec<Option<Published>>,
    /// Whether the source has a date at all, even one without a last tick.
    pub(crate) dated: Vec<bool>,
}

/// Actors by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    pub(crate) keys: Interner,
    pub(crate) record: Vec<u32>,
}

/// Of what kind the next records are, in the order in which they were added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Kept in the archive.
    Archived,
    /// A row of the events.
    Event,
    /// A row of the relation claims.
    Relation,
}

/// Everything that the records say, resolved. Numbers count in file order.
///
/// It does not change once a timeline is built: timelines that only assume more share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    pub(crate) options: Options,
    /// Records that are no rows of columns, in the order in which they were added.
    pub(crate) archive: Vec<(Record, Origin)>,
    /// The records of the events that say more than the columns hold.
    pub(crate) wholes: Vec<Record>,
    /// The kinds of the records, and how many of a kind follow each other.
    pub(crate) order: Vec<(Entry, u32)>,
    pub(crate) header: Option<u32>,
    pub(crate) zone: Zone,
    pub(crate) zones: Vec<Zone>,
    pub(crate) files: Vec<Option<Arc<str>>>,
    pub(crate) columns: Columns,
    pub(crate) actors: Actors,
    pub(crate) sources: Sources,
    pub(crate) affiliations: Vec<AffiliationRow>,
    pub(crate) relations: Vec<RelationRow>,
    pub(crate) relation_notes: RelationNotes,
    pub(crate) dates: Vec<DateRow>,
    pub(crate) relations_of: Rows<u32>,
    pub(crate) dates_of: Rows<u32>,
}

impl Base {
    /// The zone in which an event's own dates are read.
    pub(crate) fn zone_of(&self, event: u32) -> &Zone {
        self.zones
            .get(self.columns.zone.get(event) as usize)
            .unwrap_or(&self.zone)
    }

    /// Where an event's record begins.
    pub(crate) fn origin_of(&self, event: u32) -> Origin {
        self.place(
            self.columns.file.get(event),
            self.columns.line[event as usize],
        )
    }

    /// A line of a file by its number.
    pub(crate) fn place(&self, file: u32, line: u32) -> Origin {
        let file = self.files.get(file as usize).cloned().flatten();
        Origin { file, line }
    }

    /// Gives back room that was taken ahead.
    pub(crate) fn shrink(&mut self) {
        self.archive.shrink_to_fit();
        self.wholes.shrink_to_fit();
        self.relations.shrink_to_fit();
        self.relation_notes.line.shrink_to_fit();
        self.actors.keys.shrink();
        self.columns.shrink();
    }

    /// The record of an event that says more than the columns hold.
    pub(crate) fn whole(&self, event: u32) -> Option<&Record> {
        self.wholes.get(self.columns.place_of_whole(event)?)
    }

    /// What the time on the event's own record says, with whether it is an interval and doubtful.
    pub(crate) fn own_date(&self, event: u32) -> Option<Result<(Window, DateFlags), DateError>> {
        let zone = self.zone_of(event);
        match self.columns.time.plain(event) {
            Some(plain) => Some(date_window(plain.as_str(), zone)),
            None => Some(date_window(&self.columns.time.some(event)?, zone)),
        }
    }
}
