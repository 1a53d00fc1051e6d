//! Whether what was read of the records fits together.

use super::{Unsound, at_once, ensure, join};
use crate::model::Record;
use crate::timeline::base::{Base, Entry, RelationRow};
use crate::timeline::columns::EventKind;
use crate::timeline::encode::constraints;
use crate::timeline::resolve::circles;
use crate::timeline::texts::Interner;

impl Base {
    /// Every number is that of something, and every record stands where it is looked for. Linear.
    pub(super) fn sound(&self, name: &str) -> Result<(), Unsound> {
        let (relations, events) =
            at_once(|| self.sound_relations(name), || self.sound_events(name));
        events.and(relations)?;
        let ordered = self.is_in_order();
        let block = join(name, "order");
        ensure(ordered, &block, "other records than there are")
    }

    fn sound_events(&self, name: &str) -> Result<(), Unsound> {
        let is = |holds: bool, block: &str, reason: &str| ensure(holds, &join(name, block), reason);
        let columns = &self.columns;
        let (actors, sources) = (self.actors.keys.len(), self.sources.keys.len());
        let events = columns.len() as usize;
        let known = columns
            .involved
            .fits(events, |it| (it.actor as usize) < actors);
        is(known, "events.involved", "names what there is not")?;
        let known = columns
            .sources
            .fits(events, |it| (it.source as usize) < sources);
        is(known, "events.sources", "names what there is not")?;
        is(
            columns.file.fits(events, self.files.len()),
            "events.file",
            "names what there is not",
        )?;
        let free = circles(&columns.part_of, columns.len()).is_empty();
        is(free, "events.part_of", "a circle of parts")?;
        is(
            self.has_wholes(),
            "whole",
            "not the record of each event that says more",
        )
    }

    fn sound_relations(&self, name: &str) -> Result<(), Unsound> {
        let is = |holds: bool, block: &str, reason: &str| ensure(holds, &join(name, block), reason);
        let (sources, files) = (self.sources.keys.len(), self.files.len());
        let relations = self.relations.len();
        let notes = &self.relation_notes;
        is(
            notes.line.len() == relations,
            "relations.notes.line",
            "not a row for each relation",
        )?;
        let fits = notes.file.fits(relations, files);
        is(fits, "relations.notes.file", "names what there is not")?;
        let known = notes
            .sources
            .fits(relations, |it| (it.source as usize) < sources);
        is(known, "relations.notes.sources", "names what there is not")?;
        is(
            self.has_relations(),
            "relations",
            "no relations of the events",
        )
    }

    /// The records that are kept whole are those of the events that are so marked.
    fn has_wholes(&self) -> bool {
        let columns = &self.columns;
        let fits = |(&event, record): (&u32, &Record)| {
            let kind = match record {
                Record::Meeting(_) => EventKind::Meeting,
                Record::Statement(_) => EventKind::Statement,
                Record::Document(_) => EventKind::Document,
                Record::Action(_) => EventKind::Action,
                _ => return false,
            };
            columns.kind[event as usize] == kind && record.id() == Some(columns.key(event))
        };
        columns.whole.len() == self.wholes.len() && columns.whole.iter().zip(&self.wholes).all(fits)
    }

    /// Rows say what a claim can, of two events, and those kept in the archive follow each other there.
    fn has_relations(&self) -> bool {
        let events = self.columns.len();
        let says = |row: &RelationRow| {
            row.left < events
                && row.right < events
                && row.left != row.right
                && constraints(row.set, row.gap).is_some()
        };
        let archived = (0u32..).zip(&self.archive);
        let archived = archived.filter(|(_, (record, _))| matches!(record, Record::Relation(_)));
        let kept = self.relations.iter().map(|row| row.record);
        let kept = kept.filter(|&record| record != Interner::NONE);
        self.relations.iter().all(says) && archived.map(|(at, _)| at).eq(kept)
    }

    /// The order tells of as many records as there are.
    fn is_in_order(&self) -> bool {
        let count = |wanted: Entry| {
            let runs = self.order.iter().filter(|(entry, _)| *entry == wanted);
            runs.map(|&(_, count)| u64::from(count)).sum::<u64>()
        };
        let in_columns = |row: &&RelationRow| row.record == Interner::NONE;
        let relations = self.relations.iter().filter(in_columns).count();
        count(Entry::Archived) == self.archive.len() as u64
            && count(Entry::Event) == u64::from(self.columns.len())
            && count(Entry::Relation) == relations as u64
    }
}
