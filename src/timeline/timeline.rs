//! A built timeline.

use super::base::Base;
#[cfg(feature = "parquet")]
use super::base::Entry;
use super::builder::TimelineBuilder;
use super::claim::Conflict;
use super::diary::Diaries;
use super::distance::Cache;
use super::indexes::Indexes;
use super::postings::postings;
use super::rows::Rows;
use super::solved::Solved;
use super::store::Store;
use crate::model::{Origin, Record};
use crate::time::Zone;
use std::sync::{Arc, OnceLock};

/// A timeline: events, actors and sources, with everything that the claims imply about time.
///
/// It is immutable, solved and indexed, cheap to clone, and can be shared between threads. It is
/// made by a [`TimelineBuilder`]; [`revise`](Timeline::revise) gives a builder that starts from it.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04"));
/// let t = t.build()?;
/// assert_eq!(t.relate("talks", "remark")?.certainty(Before), Certainty::Possible);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Timeline {
    pub(crate) inside: Arc<Inside>,
}

pub(crate) struct Inside {
    pub(crate) store: Store,
    pub(crate) solved: Solved,
    /// Events of each actor, whatever the part, in file order, made when first asked for.
    postings: Arc<OnceLock<Rows<u32>>>,
    /// Affiliations of each actor.
    pub(crate) affiliations_of: Arc<Rows<u32>>,
    /// Minimal networks of components as they were built.
    pub(crate) cache: Arc<Cache>,
    /// Minimal networks of components that were solved again.
    pub(crate) cache_again: Cache,
    /// Meetings by earliest end, made when first asked for.
    pub(crate) meetings: OnceLock<Vec<u32>>,
    pub(crate) indexes: Arc<Indexes>,
    /// They follow from windows, which a claim more may narrow.
    pub(crate) diaries: Diaries,
}

impl Timeline {
    /// A builder to add records to.
    pub fn builder() -> TimelineBuilder {
        TimelineBuilder::new()
    }

    pub(crate) fn new(store: Store, solved: Solved) -> Timeline {
        Timeline::made(store, solved, OnceLock::new(), Arc::default())
    }

    /// The timeline with more records behind its own, the first of their events, and their solution.
    pub(crate) fn extended(&self, store: Store, solved: Solved, first: u32) -> Timeline {
        let actors = store.actors.keys.len();
        let postings = match self.inside.postings.get() {
            Some(made) => OnceLock::from(made.extended(actors, parts(&store, first))),
            None => OnceLock::new(),
        };
        Timeline::made(store, solved, postings, Arc::clone(&self.inside.cache))
    }

    fn made(
        store: Store,
        solved: Solved,
        postings: OnceLock<Rows<u32>>,
        cache: Arc<Cache>,
    ) -> Timeline {
        let affiliations = store.affiliations.iter().zip(0u32..);
        let affiliations_of = Rows::group(
            store.actors.keys.len(),
            affiliations.map(|(row, i)| (row.actor, i)),
        );
        Timeline {
            inside: Arc::new(Inside {
                store,
                solved,
                postings: Arc::new(postings),
                affiliations_of: Arc::new(affiliations_of),
                cache,
                cache_again: Cache::default(),
                meetings: OnceLock::new(),
                indexes: Arc::default(),
                diaries: Diaries::default(),
            }),
        }
    }

    /// The timeline with more claims and their solution: it shares what no claim changes, and is to
    /// make anew whatever is made when it is first asked for.
    pub(crate) fn with(&self, store: Store, solved: Solved) -> Timeline {
        let inside = &self.inside;
        Timeline {
            inside: Arc::new(Inside {
                store,
                solved,
                postings: Arc::clone(&inside.postings),
                affiliations_of: Arc::clone(&inside.affiliations_of),
                cache: Arc::clone(&inside.cache),
                cache_again: Cache::default(),
                meetings: OnceLock::new(),
                // They follow from records, or stay a superset when claims are added.
                indexes: Arc::clone(&inside.indexes),
                diaries: Diaries::default(),
            }),
        }
    }

    /// Events of each actor, whatever the part, in file order. Linear when first asked for.
    pub(crate) fn postings(&self) -> &Rows<u32> {
        let store = &self.inside.store;
        let made = || postings(&store.columns, store.actors.keys.len());
        self.inside.postings.get_or_init(made)
    }

    /// The title, if the timeline record has one that is more than blank.
    pub fn title(&self) -> Option<&str> {
        let header = self.inside.store.header?;
        match &self.inside.store.kept(header)?.0 {
            Record::Timeline(header) => {
                let title = header.title.as_deref();
                title.filter(|title| !title.trim().is_empty())
            }
            _ => None,
        }
    }

    /// The zone in which dates are read that name none; UTC where nothing was said.
    pub fn zone(&self) -> &Zone {
        &self.inside.store.zone
    }

    /// The conflicts of this timeline: empty but under
    /// [`Policy::SetAside`](crate::Policy::SetAside), where each names the claim that was set aside
    /// and kept claims that forbid it.
    pub fn conflicts(&self) -> &[Conflict] {
        &self.inside.store.aside().conflicts
    }

    /// All records, each with its place: the timeline record, sources, actors, affiliations,
    /// events, relations and claims, each in file order. They are what was added, whole.
    pub fn records(&self) -> impl Iterator<Item = (Record, Origin)> + '_ {
        let store = &self.inside.store;
        let kept = move |at: u32| store.kept(at).cloned();
        let header = store.header.into_iter().filter_map(kept);
        let sources = store.sources.record.iter().filter_map(move |&at| kept(at));
        let actors = store.actors.record.iter().filter_map(move |&at| kept(at));
        let affiliations = store.affiliations.iter();
        let affiliations = affiliations.filter_map(move |row| kept(row.record));
        let events =
            (0..store.columns.len()).map(|event| (self.record(event), store.origin_of(event)));
        let relations = 0..store.relations().len() as u32;
        let relations = relations.filter_map(move |index| {
            let record = store.relation_record(index)?;
            Some((record.into(), store.origin_of_relation(index)))
        });
        let dates = store.dates().iter();
        let dates = dates.filter_map(move |row| kept(row.record));
        header
            .chain(sources)
            .chain(actors)
            .chain(affiliations)
            .chain(events)
            .chain(relations)
            .chain(dates)
    }

    /// All records, each with its place, in the order in which they were added.
    #[cfg(feature = "parquet")]
    pub(crate) fn records_as_added(&self) -> impl Iterator<Item = (Record, Origin)> + '_ {
        let store = &self.inside.store;
        let (mut archived, mut event, mut relation) = (0, 0, 0);
        let entries = store.order.iter();
        let entries = entries.flat_map(|&(entry, count)| (0..count).map(move |_| entry));
        let of_base = entries.filter_map(move |entry| match entry {
            Entry::Archived => {
                let row = store.relations.get(relation as usize);
                relation += u32::from(row.is_some_and(|row| row.record == archived));
                archived += 1;
                store.archive.get(archived as usize - 1).cloned()
            }
            Entry::Event => {
                event += 1;
                Some((self.record(event - 1), store.origin_of(event - 1)))
            }
            Entry::Relation => {
                relation += 1;
                let record = store.plain_relation(relation - 1)?;
                Some((record.into(), store.relation_origin(relation - 1)))
            }
        });
        of_base.chain(store.assumed_records().iter().cloned())
    }

    /// A builder that holds all records and options of this timeline, to add to.
    ///
    /// Ids of this timeline stay valid in one built from it as long as nothing is taken away. As long as records are only
    /// added, [`build`](TimelineBuilder::build) copies the columns of this timeline and solves what the new records
    /// touch; where they contradict others, change the timeline record, or are as many as there were before, all is
    /// built anew. This timeline stays as it is either way, for whoever reads it.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// let t = t.build()?;
    /// let mut more = t.revise();
    /// more.add(Statement::new("remark").by("a").on("2025-04-26"));
    /// let more = more.build()?;
    /// assert_eq!((t.len(), more.len()), (1, 2));
    /// assert_eq!(more.who_met_before("remark")?.count(), 1);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn revise(&self) -> TimelineBuilder {
        TimelineBuilder::from_timeline(self)
    }

    /// An event's record, as it was added.
    pub(crate) fn record(&self, event: u32) -> Record {
        let base: &Base = &self.inside.store;
        base.event_record(event, base.columns.key(event))
    }
}

/// The actors of each event from one on, each once, with the event.
fn parts(store: &Store, first: u32) -> impl Iterator<Item = (u32, u32)> + Clone {
    let involved = &store.columns.involved;
    (first..store.columns.len()).flat_map(move |event| {
        let row = involved.of(event);
        row.iter().enumerate().filter_map(move |(i, involved)| {
            let again = row[..i].iter().any(|other| other.actor == involved.actor);
            (!again).then_some((involved.actor, event))
        })
    })
}

impl std::fmt::Debug for Timeline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let store = &self.inside.store;
        f.debug_struct("Timeline")
            .field("title", &self.title())
            .field("events", &store.columns.len())
            .field("actors", &store.actors.keys.len())
            .field("sources", &store.sources.keys.len())
            .finish_non_exhaustive()
    }
}
