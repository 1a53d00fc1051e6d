//! Records as they come, in columns at once.

mod defined;
mod event;
mod finish;

use super::base::{Base, Entry, RelationRow};
use super::columns::CitedNotes;
use super::texts::Interner;
use crate::model::{Citation, Fault, Origin, Record, RelationClaim};
use defined::Defined;
use std::sync::Arc;

/// Records that are not resolved yet.
///
/// Each goes into the columns of a [`Base`] when it is added, and is dropped; only what columns can't hold is kept as a
/// record. What records name gets a number when it is first named, whether or not there is such a record yet;
/// [`finish`](Draft::finish) sees to it that numbers count records in file order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Draft {
    base: Base,
    actors: Defined,
    sources: Defined,
    events: Defined,
    /// The places of affiliations and dates in the archive.
    others: Vec<u32>,
    /// Whether something is wrong with a record by itself, so that nothing can be built.
    unsound: bool,
    /// What is wrong with one record by itself: kept so that it is allocated once.
    faults: Vec<Fault>,
}

impl Draft {
    /// Adds a record.
    pub(crate) fn push(&mut self, record: Record, origin: Origin) {
        record.check(&mut self.faults);
        let sound = self.faults.is_empty();
        self.faults.clear();
        self.unsound |= !sound;
        match &record {
            Record::Relation(claim) if sound => self.relation(claim, &origin, false),
            Record::Meeting(_) | Record::Statement(_) | Record::Document(_) | Record::Action(_)
                if sound =>
            {
                self.event(record, origin);
            }
            _ => self.keep(record, origin, sound),
        }
    }

    /// How many records there are.
    pub(crate) fn len(&self) -> usize {
        self.base.order.iter().map(|&(_, n)| n as usize).sum()
    }

    /// Whether there is a timeline record.
    pub(crate) fn has_header(&self) -> bool {
        self.base.header.is_some()
    }

    /// The timeline record, to be changed.
    pub(crate) fn header_mut(&mut self) -> Option<&mut Record> {
        let at = self.base.header? as usize;
        self.base.archive.get_mut(at).map(|(record, _)| record)
    }

    fn enter(&mut self, entry: Entry) {
        match self.base.order.last_mut() {
            Some((last, count)) if *last == entry => *count += 1,
            _ => self.base.order.push((entry, 1)),
        }
    }

    /// Keeps a record in the archive. Of one that is not sound nothing is looked at: nothing will be built.
    fn keep(&mut self, record: Record, origin: Origin, sound: bool) {
        let at = self.base.archive.len() as u32;
        self.enter(Entry::Archived);
        match &record {
            Record::Timeline(_) => {
                self.unsound |= self.base.header.is_some();
                self.base.header.get_or_insert(at);
            }
            _ if !sound => {}
            Record::Source(source) => {
                for actor in &source.speaks_for {
                    self.base.actors.keys.add(actor);
                }
                let keys = &mut self.base.sources.keys;
                match self.sources.define(keys, &source.id) {
                    true => self.base.sources.record.push(at),
                    false => self.unsound = true,
                }
            }
            Record::Actor(actor) => {
                let keys = &mut self.base.actors.keys;
                match self.actors.define(keys, &actor.id) {
                    true => self.base.actors.record.push(at),
                    false => self.unsound = true,
                }
            }
            Record::Affiliation(it) => {
                self.base.actors.keys.add(&it.actor);
                self.base.actors.keys.add(&it.of);
                self.cite(&it.sources);
                self.others.push(at);
            }
            Record::Claim(claim) => {
                self.base.columns.keys.add(&claim.event);
                self.cite(&claim.sources);
                self.others.push(at);
            }
            Record::Relation(claim) => self.relation(claim, &origin, true),
            _ => {}
        }
        self.base.archive.push((record, origin));
    }

    /// Names the sources of citations.
    fn cite(&mut self, citations: &[Citation]) {
        for citation in citations {
            self.base.sources.keys.add(&citation.source);
        }
    }

    /// Adds a row for a relation claim. One that says more than columns hold goes into the archive first.
    fn relation(&mut self, claim: &RelationClaim, origin: &Origin, archived: bool) {
        let plain = claim.extra.is_empty()
            && claim.gap_extra.is_empty()
            && claim.id.as_deref() != Some("")
            && claim.sources.iter().all(CitedNotes::holds);
        if !plain && !archived {
            return self.keep(Record::Relation(claim.clone()), origin.clone(), true);
        }
        let base = &mut self.base;
        let index = base.relations.len() as u32;
        let (left, right) = (
            base.columns.keys.add(&claim.left).0,
            base.columns.keys.add(&claim.right).0,
        );
        let record = if archived {
            base.archive.len() as u32
        } else {
            Interner::NONE
        };
        let (set, gap) = (claim.is, claim.gap);
        base.relations.push(RelationRow {
            left,
            right,
            set,
            gap,
            record,
        });
        let notes = &mut base.relation_notes;
        notes.id.put(index, claim.id.as_deref().unwrap_or_default());
        let (keys, cited) = (&mut base.sources.keys, &mut notes.cited);
        let row = claim
            .sources
            .iter()
            .map(|c| cited.cite(keys.add(&c.source).0, c));
        notes.sources.put(index, row);
        let file = self.file(origin);
        let notes = &mut self.base.relation_notes;
        notes.line.push(origin.line);
        notes.file.put(index, file);
        if !archived {
            self.enter(Entry::Relation);
        }
    }

    /// The number of the file in which a record stands.
    fn file(&mut self, origin: &Origin) -> u32 {
        let files = &mut self.base.files;
        let same = |f: &Option<Arc<str>>| match (f, &origin.file) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (None, None) => true,
            _ => false,
        };
        // Records of one file stand together as a rule, so the last file is tried first.
        let found = match files.last() {
            Some(last) if same(last) => Some(files.len() - 1),
            _ => files.iter().position(same),
        };
        let number = found.unwrap_or_else(|| {
            files.push(origin.file.clone());
            files.len() - 1
        });
        number as u32
    }

    /// All records, in the order in which they were added.
    pub(crate) fn records(&self) -> Vec<(Record, Origin)> {
        let base = &self.base;
        let mut all = Vec::with_capacity(self.len());
        let (mut archived, mut event, mut relation) = (0, 0, 0);
        for &(entry, count) in &base.order {
            for _ in 0..count {
                all.push(match entry {
                    Entry::Archived => {
                        let row = base.relations.get(relation as usize);
                        relation += u32::from(row.is_some_and(|row| row.record == archived));
                        archived += 1;
                        base.archive[archived as usize - 1].clone()
                    }
                    Entry::Event => {
                        let key = base.columns.keys.get(self.events.name(event));
                        event += 1;
                        (base.event_record(event - 1, key), base.origin_of(event - 1))
                    }
                    Entry::Relation => {
                        relation += 1;
                        let record = base.plain_relation(relation - 1).map(Record::from);
                        let record = record.unwrap_or(Record::Timeline(Default::default()));
                        (record, base.relation_origin(relation - 1))
                    }
                });
            }
        }
        all
    }
}
