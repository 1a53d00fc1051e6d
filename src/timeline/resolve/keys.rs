//! Keys that records name, and what was probably meant by one that is not known.

use super::{Resolver, SUGGESTIONS};
use crate::model::{Record, nearest};
use crate::timeline::rows::Interner;

/// What a key is the key of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Actor,
    Event,
    Source,
}

impl What {
    const ALL: [What; 3] = [What::Actor, What::Event, What::Source];

    fn name(self) -> &'static str {
        match self {
            What::Actor => "actor",
            What::Event => "event",
            What::Source => "source",
        }
    }

    fn with_article(self) -> &'static str {
        match self {
            What::Actor => "an actor",
            What::Event => "an event",
            What::Source => "a source",
        }
    }

    /// How people call what a record is about, if it is one of these.
    fn names(self, record: &Record) -> impl Iterator<Item = &str> {
        let (first, second, more): (_, _, &[String]) = match (self, record) {
            (What::Actor, Record::Actor(actor)) => (actor.name.as_deref(), None, &actor.aliases),
            (What::Source, Record::Source(source)) => {
                (source.title.as_deref(), source.publisher.as_deref(), &[])
            }
            (What::Event, _) => {
                let title = record.common().and_then(|common| common.title.as_deref());
                (title, None, &[])
            }
            _ => (None, None, &[]),
        };
        let more = more.iter().map(String::as_str);
        first.into_iter().chain(second).chain(more)
    }
}

impl Resolver<'_> {
    pub(super) fn actor(&mut self, key: &str, field: impl Fn() -> String) -> Option<u32> {
        self.find(What::Actor, key, field)
    }

    pub(super) fn event(&mut self, key: &str, field: impl Fn() -> String) -> Option<u32> {
        self.find(What::Event, key, field)
    }

    pub(super) fn source_number(&mut self, key: &str, field: impl Fn() -> String) -> Option<u32> {
        self.find(What::Source, key, field)
    }

    fn find(&mut self, what: What, key: &str, field: impl Fn() -> String) -> Option<u32> {
        let found = self.keys(what).find(key);
        // That a key is empty is judged of the record alone.
        if found.is_none() && !key.is_empty() {
            self.unknown(what, key, &field());
        }
        found
    }

    fn keys(&self, what: What) -> &Interner {
        match what {
            What::Actor => &self.store.actors.keys,
            What::Event => &self.store.columns.keys,
            What::Source => &self.store.sources.keys,
        }
    }

    fn unknown(&mut self, what: What, key: &str, field: &str) {
        let mut message = format!("there is no {} {key:?}", what.name());
        let mut others = What::ALL.into_iter();
        let other = others.find(|&other| self.keys(other).find(key).is_some());
        let mut meant = None;
        if self.faults.len() < SUGGESTIONS {
            meant = self
                .named(what, |name| name == key)
                .or_else(|| match other {
                    // It is spelled as it should be, and stands in the wrong place.
                    Some(_) => None,
                    None => self.near(what, key),
                });
        }
        if let Some(other) = other
            && meant.is_none()
        {
            message += &format!("; it is the key of {}", other.with_article());
        }
        let mut fault = self.fault(field, message);
        fault.suggestion = meant;
        self.faults.push(fault);
    }

    /// The nearest key, else the key of what has the nearest name.
    fn near(&self, what: What, key: &str) -> Option<String> {
        nearest(key, self.keys(what).iter()).or_else(|| {
            let records = self.records.iter();
            let near = nearest(key, records.flat_map(|(record, _)| what.names(record)))?;
            self.named(what, |name| name == near)
        })
    }

    /// The key of the first record with such a name.
    fn named(&self, what: What, is: impl Fn(&str) -> bool) -> Option<String> {
        let mut records = self.records.iter().map(|(record, _)| record);
        let found = records.find(|record| what.names(record).any(&is))?;
        found.id().map(str::to_owned)
    }
}
