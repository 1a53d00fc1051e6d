//! Ways to find events from what their records name, each made when first wanted.

use super::agenda::Agenda;
use super::rows::Rows;
use super::store::Store;
use super::texts::Interner;
use super::timeline::Timeline;
use super::when::TimeIndex;
use crate::model::{LinkKind, Record};
use std::borrow::Cow;
use std::sync::OnceLock;

/// What one event's record says of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Named {
    RepliesTo,
    PartOf,
    About,
    Link(LinkKind),
}

/// Indexes from what is named to the records that name it.
///
/// All follow from records alone, or stay a superset of what is looked for when claims are added, so
/// that timelines with the same records share them.
#[derive(Debug, Default)]
pub(crate) struct Indexes {
    time: OnceLock<TimeIndex>,
    places: OnceLock<Rows<u32>>,
    topics: OnceLock<Topics>,
    naming: OnceLock<Rows<(Named, u32)>>,
    agents: OnceLock<Rows<u32>>,
    appointed: OnceLock<Rows<u32>>,
    agenda: OnceLock<Option<Agenda>>,
}

/// Topics of events and of stances.
#[derive(Debug, Default)]
pub(crate) struct Topics {
    pub(crate) names: Interner,
    /// Events with each topic, in file order.
    pub(crate) events: Rows<u32>,
}

impl Topics {
    fn new(store: &Store, telling: &[u32]) -> Topics {
        let columns = &store.columns;
        let mut names = Interner::default();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        for name in columns.topic_names.iter() {
            names.add(name);
        }
        for event in 0..columns.len() {
            pairs.extend(columns.topics.of(event).iter().map(|&t| (t, event)));
        }
        for &event in telling {
            if let Some(Record::Statement(statement)) = store.whole(event) {
                for stance in &statement.stances {
                    pairs.push((names.add(&stance.topic).0, event));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        let events = Rows::group(names.len(), pairs.into_iter());
        Topics { names, events }
    }
}

impl Timeline {
    fn indexes(&self) -> &Indexes {
        &self.inside.indexes
    }

    /// Events by when they can have been. Made when first asked for, `O(n log n)`.
    pub(crate) fn time_index(&self) -> &TimeIndex {
        self.indexes().time.get_or_init(|| {
            let store = self.store();
            TimeIndex::new(&store.columns, store.actors.keys.len())
        })
    }

    /// Meetings and statements in the order of their ends, as the timeline was built; `None` where something
    /// is assumed on top of that, or where there can be none. Made when first asked for, `O(n log n)`.
    pub(crate) fn agenda_index(&self) -> Option<&Agenda> {
        if !self.inside.solved.is_whole() {
            return None;
        }
        let made = self.indexes().agenda.get_or_init(|| Agenda::new(self));
        made.as_ref()
    }

    /// The same also where something is assumed: made for the question at hand then.
    pub(crate) fn agenda_index_now(&self) -> Option<Cow<'_, Agenda>> {
        if self.inside.solved.is_whole() {
            self.agenda_index().map(Cow::Borrowed)
        } else {
            Agenda::new(self).map(Cow::Owned)
        }
    }

    /// The events at a place, in file order.
    pub(crate) fn events_at(&self, place: u32) -> &[u32] {
        let index = self.indexes().places.get_or_init(|| {
            let columns = &self.store().columns;
            let pairs = columns.place.iter().map(|(event, place)| (place, event));
            Rows::group(columns.places.len(), pairs)
        });
        index.of(place)
    }

    /// All topics, of events and of stances, with their events.
    pub(crate) fn topics(&self) -> &Topics {
        let make = || Topics::new(self.store(), self.telling());
        self.indexes().topics.get_or_init(make)
    }

    /// What the records of other events say of an event, by the way and then in file order.
    pub(crate) fn naming(&self, event: u32) -> &[(Named, u32)] {
        let index = self.indexes().naming.get_or_init(|| {
            let columns = &self.store().columns;
            let mut pairs: Vec<(u32, (Named, u32))> = Vec::new();
            for from in 0..columns.len() {
                let mut say = |way: Named, to: u32| pairs.push((to, (way, from)));
                columns
                    .replies_to
                    .of(from)
                    .iter()
                    .for_each(|&to| say(Named::RepliesTo, to));
                columns
                    .part_of
                    .of(from)
                    .iter()
                    .for_each(|&to| say(Named::PartOf, to));
                columns
                    .about
                    .of(from)
                    .iter()
                    .for_each(|&to| say(Named::About, to));
                for &(kind, to) in columns.links.of(from) {
                    say(Named::Link(kind), to);
                }
            }
            pairs.sort_unstable();
            pairs.dedup();
            Rows::group(columns.len() as usize, pairs.into_iter())
        });
        index.of(event)
    }

    /// The affiliations to an actor, in file order.
    pub(crate) fn affiliations_to(&self, actor: u32) -> &[u32] {
        let index = self.indexes().agents.get_or_init(|| {
            let store = self.store();
            let all = store.affiliations.iter().zip(0u32..);
            Rows::group(store.actors.keys.len(), all.map(|(row, i)| (row.of, i)))
        });
        index.of(actor)
    }

    /// The meetings whose record says of somebody that they act for this actor there, in file order.
    pub(crate) fn appointed_for(&self, actor: u32) -> &[u32] {
        let index = self.indexes().appointed.get_or_init(|| {
            let store = self.store();
            let mut pairs: Vec<(u32, u32)> = Vec::new();
            for &event in self.telling() {
                let Some(Record::Meeting(meeting)) = store.whole(event) else {
                    continue;
                };
                let named = meeting.participants.iter().flat_map(|p| &p.acts_for);
                let found = named.filter_map(|key| store.actors.keys.find(key));
                pairs.extend(found.map(|principal| (principal, event)));
            }
            pairs.sort_unstable();
            pairs.dedup();
            Rows::group(store.actors.keys.len(), pairs.into_iter())
        });
        index.of(actor)
    }

    /// The channels of statements, in file order; one may come again.
    pub(crate) fn channels(&self) -> impl Iterator<Item = &str> {
        let records = self.telling().iter().filter_map(|&e| self.store().whole(e));
        records.filter_map(|record| match record {
            Record::Statement(statement) => statement.channel.as_deref(),
            _ => None,
        })
    }

    /// The events whose records say more than the columns hold, in file order.
    pub(crate) fn telling(&self) -> &[u32] {
        &self.store().columns.whole
    }
}
