//! A built timeline.

use super::builder::TimelineBuilder;
use super::claim::Conflict;
use super::columns::{EventKind, Part};
use super::diary::Diaries;
use super::distance::Cache;
use super::indexes::Indexes;
use super::rows::Rows;
use super::solved::Solved;
use super::store::{Base, Store};
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
    /// Events of each actor, whatever the part, in file order.
    pub(crate) postings: Arc<Rows<u32>>,
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

    pub(crate) fn new(mut store: Store, solved: Solved) -> Timeline {
        compact(store.base_mut());
        let columns = &store.columns;
        let actors = store.actors.keys.len();
        let pairs = (0..columns.len()).flat_map(|event| {
            let row = columns.involved.of(event);
            row.iter().enumerate().filter_map(move |(i, involved)| {
                let again = row[..i].iter().any(|other| other.actor == involved.actor);
                (!again).then_some((involved.actor, event))
            })
        });
        let affiliations = store.affiliations.iter().enumerate();
        let postings = Rows::group(actors, pairs);
        let affiliations_of =
            Rows::group(actors, affiliations.map(|(i, row)| (row.actor, i as u32)));
        Timeline {
            inside: Arc::new(Inside {
                store,
                solved,
                postings: Arc::new(postings),
                affiliations_of: Arc::new(affiliations_of),
                cache: Arc::default(),
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

    /// The title, if the timeline record has one.
    pub fn title(&self) -> Option<&str> {
        let header = self.inside.store.header?;
        match &self.inside.store.kept(header)?.0 {
            Record::Timeline(header) => header.title.as_deref(),
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
        let relations = store.relations().iter();
        let relations = relations.filter_map(move |row| kept(row.record));
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

    /// A builder that holds all records and options of this timeline, to add to.
    ///
    /// Ids of this timeline stay valid in one built from it as long as nothing is taken away.
    pub fn revise(&self) -> TimelineBuilder {
        let mut builder = TimelineBuilder::with_options(self.inside.store.options);
        builder.add_records(self.records());
        builder
    }

    /// An event's record, as it was added.
    pub(crate) fn record(&self, event: u32) -> Record {
        use crate::model::{
            Action, Citation, Common, Document, Link, Meeting, Participant, Statement,
        };
        let store = &self.inside.store;
        if let Some((record, _)) = store.whole(event) {
            return record.clone();
        }
        let columns = &store.columns;
        let keys = |row: &[u32]| row.iter().map(|&e| columns.key(e).to_string()).collect();
        let mut common = Common::new(columns.key(event));
        common.title = columns.title.some(event).map(Into::into);
        common.time = columns.time.some(event).map(Into::into);
        common.zone = columns
            .zones
            .some(columns.zone[event as usize])
            .map(Into::into);
        common.place = columns
            .places
            .some(columns.place[event as usize])
            .map(Into::into);
        common.instant = columns.stated_instant(event);
        common.status = columns.status[event as usize];
        let topics = columns.topics.of(event).iter();
        common.topics = topics
            .map(|&t| columns.topic_names.get(t).to_string())
            .collect();
        common.part_of = keys(columns.part_of.of(event));
        let links = columns.links.of(event).iter();
        common.links = links
            .map(|&(kind, to)| Link::new(kind, columns.key(to)))
            .collect();
        let cited = columns.sources.of(event).iter();
        common.sources = cited
            .map(|c| Citation::new(store.sources.keys.get(c.source)))
            .collect();
        let of = |part: Part| {
            let row = columns
                .involved
                .of(event)
                .iter()
                .filter(move |i| i.part == part);
            row.map(|i| store.actors.keys.get(i.actor).to_string())
                .collect::<Vec<_>>()
        };
        match columns.kind[event as usize] {
            EventKind::Meeting => {
                let row = columns.involved.of(event).iter();
                let taking_part = row.filter(|i| i.part == Part::Participant).map(|i| {
                    let mut participant = Participant::new(store.actors.keys.get(i.actor));
                    participant.role = i.role;
                    participant.presence = i.presence;
                    participant
                });
                Record::Meeting(Meeting {
                    common,
                    participants: taking_part.collect(),
                    absent: of(Part::Absent),
                    concerns: of(Part::Concerned),
                    format: None,
                })
            }
            EventKind::Statement => Record::Statement(Statement {
                common,
                by: of(Part::By),
                to: of(Part::To),
                about: keys(columns.about.of(event)),
                replies_to: keys(columns.replies_to.of(event)),
                ..Statement::default()
            }),
            EventKind::Document => Record::Document(Document {
                common,
                by: of(Part::By),
                to: of(Part::To),
                parties: of(Part::Party),
                ..Document::default()
            }),
            EventKind::Action => Record::Action(Action {
                common,
                by: of(Part::By),
                to: of(Part::To),
                ..Action::default()
            }),
        }
    }
}

/// Gives up the records that the columns hold whole.
fn compact(store: &mut Base) {
    let whole: rustc_hash::FxHashSet<u32> = store.columns.whole.values().copied().collect();
    let mut next = 0u32;
    let mut at = 0u32;
    let mut moved = vec![0u32; store.records.len()];
    store.records.retain(|(record, _)| {
        let keep = record.common().is_none() || whole.contains(&at);
        moved[at as usize] = next;
        at += 1;
        next += u32::from(keep);
        keep
    });
    store.records.shrink_to_fit();
    let follow = |place: &mut u32| *place = moved[*place as usize];
    store.header.iter_mut().for_each(follow);
    store.columns.whole.values_mut().for_each(follow);
    store.sources.record.iter_mut().for_each(follow);
    store.actors.record.iter_mut().for_each(follow);
    store
        .affiliations
        .iter_mut()
        .for_each(|row| follow(&mut row.record));
    store
        .relations
        .iter_mut()
        .for_each(|row| follow(&mut row.record));
    store
        .dates
        .iter_mut()
        .for_each(|row| follow(&mut row.record));
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
