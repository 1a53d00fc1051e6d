//! Keys that records name, and what was probably meant by one that is not known.

use super::{Resolver, SUGGESTIONS};
use crate::model::{Record, nearest};
use crate::timeline::store::Store;
use crate::timeline::texts::Interner;

/// What a key is the key of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
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

/// Keys, and the names of what has them.
pub(super) trait Known {
    fn keys(&self, what: What) -> &Interner;

    /// The names of each that has some, with its key, in file order.
    fn names(&self, what: What) -> impl Iterator<Item = (&str, &str)>;
}

impl Known for Resolver<'_> {
    fn keys(&self, what: What) -> &Interner {
        match what {
            What::Actor => &self.actors,
            What::Event => &self.events,
            What::Source => &self.sources,
        }
    }

    fn names(&self, what: What) -> impl Iterator<Item = (&str, &str)> {
        let records = self.records.iter().map(|(record, _)| record);
        records.flat_map(move |record| names(what, record))
    }
}

impl Known for Store {
    fn keys(&self, what: What) -> &Interner {
        match what {
            What::Actor => &self.actors.keys,
            What::Event => &self.columns.keys,
            What::Source => &self.sources.keys,
        }
    }

    fn names(&self, what: What) -> impl Iterator<Item = (&str, &str)> {
        let columns = &self.columns;
        let events = if what == What::Event {
            columns.len()
        } else {
            0
        };
        let titled = |e| Some((columns.key(e), columns.title.some(e)?));
        let others: &[u32] = match what {
            What::Actor => &self.actors.record,
            What::Event => &[],
            What::Source => &self.sources.record,
        };
        let others = others.iter().filter_map(|&at| self.kept(at));
        let others = others.flat_map(move |(record, _)| names(what, record));
        (0..events).filter_map(titled).chain(others)
    }
}

/// The names of what a record is about, if it is one of these, with its key.
fn names(what: What, record: &Record) -> impl Iterator<Item = (&str, &str)> {
    let key = record.id();
    what.names(record)
        .filter_map(move |name| Some((key?, name)))
}

/// That a key is not known, and what was probably meant, unless that is no more of interest.
pub(super) fn unknown(
    known: &impl Known,
    what: What,
    key: &str,
    suggest: bool,
) -> (String, Option<String>) {
    let mut message = format!("there is no {} {key:?}", what.name());
    let mut others = What::ALL.into_iter();
    let other = others.find(|&other| known.keys(other).find(key).is_some());
    let mut meant = None;
    if suggest {
        meant = named(known, what, key).or_else(|| match other {
            // It is spelled as it should be, and stands in the wrong place.
            Some(_) => None,
            None => near(known, what, key),
        });
    }
    if let Some(other) = other
        && meant.is_none()
    {
        message += &format!("; it is the key of {}", other.with_article());
    }
    (message, meant)
}

/// The nearest key, else the key of what has the nearest name.
fn near(known: &impl Known, what: What, key: &str) -> Option<String> {
    nearest(key, known.keys(what).iter()).or_else(|| {
        let near = nearest(key, known.names(what).map(|(_, name)| name))?;
        named(known, what, &near)
    })
}

/// The key of the first that has such a name.
fn named(known: &impl Known, what: What, name: &str) -> Option<String> {
    let mut names = known.names(what);
    names
        .find(|each| each.1 == name)
        .map(|(key, _)| key.to_owned())
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

    fn unknown(&mut self, what: What, key: &str, field: &str) {
        let suggest = self.faults.len() < SUGGESTIONS;
        let (message, meant) = unknown(self, what, key, suggest);
        let mut fault = self.fault(field, message);
        fault.suggestion = meant;
        self.faults.push(fault);
    }
}
