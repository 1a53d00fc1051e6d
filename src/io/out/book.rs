//! The records by what others call them.

use rustc_hash::FxHashMap;

use super::when::When;
use crate::model::{Actor, DateClaim, Header, Record, RelationClaim, Source};

/// All records, and where to find those that others name. The first of a key counts.
pub(in crate::io) struct Book<'a> {
    pub(in crate::io) records: &'a [&'a Record],
    pub(in crate::io) header: Option<&'a Header>,
    actors: FxHashMap<&'a str, &'a Actor>,
    sources: FxHashMap<&'a str, &'a Source>,
    events: FxHashMap<&'a str, &'a Record>,
    dates: FxHashMap<&'a str, Vec<&'a DateClaim>>,
    relations: FxHashMap<&'a str, Vec<&'a RelationClaim>>,
    /// The text of the zone of the timeline, which the header gives.
    zone: Option<&'a str>,
}

impl<'a> Book<'a> {
    pub(in crate::io) fn new(records: &'a [&'a Record]) -> Book<'a> {
        let mut book = Book {
            records,
            header: None,
            actors: FxHashMap::default(),
            sources: FxHashMap::default(),
            events: FxHashMap::default(),
            dates: FxHashMap::default(),
            relations: FxHashMap::default(),
            zone: None,
        };
        for &record in records {
            match record {
                Record::Timeline(header) if book.header.is_none() => {
                    book.header = Some(header);
                    book.zone = header.zone.as_deref();
                }
                Record::Actor(actor) => {
                    book.actors.entry(&actor.id).or_insert(actor);
                }
                Record::Source(source) => {
                    book.sources.entry(&source.id).or_insert(source);
                }
                Record::Claim(claim) => book.dates.entry(&claim.event).or_default().push(claim),
                Record::Relation(claim) => {
                    book.relations.entry(&claim.left).or_default().push(claim);
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

    /// The claims that an event was at some time.
    pub(in crate::io) fn dates_of(&self, event: &str) -> &[&'a DateClaim] {
        self.dates.get(event).map(Vec::as_slice).unwrap_or_default()
    }

    /// The claims whose left side an event is.
    pub(in crate::io) fn relations_of(&self, event: &str) -> &[&'a RelationClaim] {
        let claims = self.relations.get(event);
        claims.map(Vec::as_slice).unwrap_or_default()
    }

    /// What somebody is called: by name, else by key.
    pub(in crate::io) fn name<'b>(&self, key: &'b str) -> &'b str
    where
        'a: 'b,
    {
        let name = self.actor(key).and_then(|actor| actor.name.as_deref());
        name.filter(|name| !name.trim().is_empty()).unwrap_or(key)
    }

    /// What an event is called: by title, else by key.
    pub(in crate::io) fn title<'b>(&self, key: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.event(key).and_then(title).unwrap_or(key)
    }

    /// When an event was: by its own record, else by a claim, if there is one and no other that may differ.
    pub(in crate::io) fn when(&self, event: &'a Record) -> When<'a> {
        let Some(common) = event.common() else {
            return When::Undated;
        };
        match (common.time.as_deref(), self.dates.get(common.id.as_str())) {
            (Some(time), _) => When::read(time, common.zone.as_deref().or(self.zone)),
            (None, Some(claims)) => match claims.as_slice() {
                [only] => self.when_claimed(only),
                _ => When::Undated,
            },
            (None, None) => When::Undated,
        }
    }

    /// When a claim says that its event was.
    pub(in crate::io) fn when_claimed(&self, claim: &'a DateClaim) -> When<'a> {
        let event = self.event(&claim.event).and_then(Record::common);
        let zone = claim.zone.as_deref();
        let zone = zone.or_else(|| event.and_then(|common| common.zone.as_deref()));
        When::read(&claim.time, zone.or(self.zone))
    }

    /// A date that belongs to no event, which is in the zone of the timeline.
    pub(in crate::io) fn when_dated(&self, date: &'a str) -> When<'a> {
        When::read(date, self.zone)
    }
}

/// The title of an event, if it has one that shows.
pub(in crate::io) fn title(event: &Record) -> Option<&str> {
    let title = event.common()?.title.as_deref();
    title.filter(|title| !title.trim().is_empty())
}
