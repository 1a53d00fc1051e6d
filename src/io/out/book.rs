//! The records by what others call them.

use rustc_hash::FxHashMap;

use crate::model::{Actor, Header, Record, Source};

/// All records, and where to find those that others name. The first of a key counts.
pub(in crate::io) struct Book<'a> {
    pub(in crate::io) records: &'a [&'a Record],
    pub(in crate::io) header: Option<&'a Header>,
    actors: FxHashMap<&'a str, &'a Actor>,
    sources: FxHashMap<&'a str, &'a Source>,
    events: FxHashMap<&'a str, &'a Record>,
}

impl<'a> Book<'a> {
    pub(in crate::io) fn new(records: &'a [&'a Record]) -> Book<'a> {
        let mut book = Book {
            records,
            header: None,
            actors: FxHashMap::default(),
            sources: FxHashMap::default(),
            events: FxHashMap::default(),
        };
        for &record in records {
            match record {
                Record::Timeline(header) if book.header.is_none() => {
                    book.header = Some(header);
                }
                Record::Actor(actor) => {
                    book.actors.entry(&actor.id).or_insert(actor);
                }
                Record::Source(source) => {
                    book.sources.entry(&source.id).or_insert(source);
                }
                _ => {}
            }
            if let Some(common) = record.common() {
                book.events.entry(&common.id).or_insert(record);
            }
        }
        book
    }

    /// The events, in the order of the records.
    pub(in crate::io) fn events(&self) -> impl Iterator<Item = &'a Record> {
        let records = self.records.iter().copied();
        records.filter(|record| record.common().is_some())
    }

    pub(in crate::io) fn actor(&self, key: &str) -> Option<&'a Actor> {
        self.actors.get(key).copied()
    }

    pub(in crate::io) fn source(&self, key: &str) -> Option<&'a Source> {
        self.sources.get(key).copied()
    }

    pub(in crate::io) fn event(&self, key: &str) -> Option<&'a Record> {
        self.events.get(key).copied()
    }
}
