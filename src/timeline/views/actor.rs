//! Views of actors, of whom they act for, and of sources.

use super::{Bound, EndWindow, EventView};
use crate::id::{ActorId, AffiliationId, SourceId};
use crate::model::{Actor, Affiliation, Source};
use crate::timeline::Timeline;
use crate::timeline::base::Limit;
use crate::timeline::lookup::{Lookup, LookupError};
use std::fmt;

/// One actor of a timeline.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Affiliation::new("a", "b").role("envoy"));
/// t.add(Meeting::new("talks").between(["a", "b"]));
/// let t = t.build()?;
/// let ada = t.actor("a")?;
/// assert_eq!(ada.name(), "Ada");
/// assert_eq!(ada.events().count(), 1);
/// assert_eq!(ada.affiliations().next().and_then(|one| one.role()), Some("envoy"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct ActorView<'t> {
    pub(super) timeline: &'t Timeline,
    id: ActorId,
}

impl<'t> ActorView<'t> {
    pub(crate) fn new(timeline: &'t Timeline, actor: u32) -> ActorView<'t> {
        ActorView {
            timeline,
            id: ActorId(actor),
        }
    }

    /// Its id, which any look-up takes without searching for a name.
    pub fn id(self) -> ActorId {
        self.id
    }

    /// The key by which records and queries name it.
    pub fn key(self) -> &'t str {
        self.timeline.inside.store.actors.keys.get(self.id.0)
    }

    /// Its name, or its key where it has none.
    pub fn name(self) -> &'t str {
        self.timeline.inside.store.actor_name(self.id.0)
    }

    /// Its record, with kind, aliases and what other lists call it.
    pub fn record(self) -> Option<&'t Actor> {
        self.timeline.inside.store.actor_record(self.id.0)
    }

    /// The events in which it has any part, in file order.
    pub fn events(self) -> impl Iterator<Item = EventView<'t>> {
        let timeline = self.timeline;
        let row = timeline.postings().of(self.id.0).iter();
        row.map(move |&event| EventView::new(timeline, event))
    }

    /// On whose behalf it acts, and when.
    pub fn affiliations(self) -> impl Iterator<Item = AffiliationView<'t>> {
        let timeline = self.timeline;
        let row = timeline.inside.affiliations_of.of(self.id.0).iter();
        row.map(move |&index| AffiliationView {
            timeline,
            id: AffiliationId(index),
        })
    }
}

/// As its name.
impl fmt::Display for ActorView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for ActorView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "actor {:?}", self.key())
    }
}

impl PartialEq for ActorView<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for ActorView<'_> {}

impl Lookup<ActorId> for ActorView<'_> {
    fn look_up(&self, t: &Timeline) -> Result<ActorId, LookupError> {
        self.id.look_up(t)
    }
}

/// One affiliation of a timeline: an actor acts for another, from, until.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Affiliation::new("a", "b").role("envoy").from("2025-01-20").until(".."));
/// let t = t.build()?;
/// let envoy = t.affiliations().next().unwrap();
/// assert_eq!((envoy.actor().key(), envoy.of().key()), ("a", "b"));
/// assert_eq!(envoy.from().unwrap().earliest.unwrap().to_string(), "2025-01-20T00:00:00.000000Z");
/// assert_eq!(envoy.until(), None);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct AffiliationView<'t> {
    pub(super) timeline: &'t Timeline,
    pub(super) id: AffiliationId,
}

impl<'t> AffiliationView<'t> {
    pub(crate) fn new(timeline: &'t Timeline, index: u32) -> AffiliationView<'t> {
        let id = AffiliationId(index);
        AffiliationView { timeline, id }
    }

    /// Its id, by which worlds name it ([`Witness::affiliations`](crate::Witness::affiliations)).
    pub fn id(self) -> AffiliationId {
        self.id
    }

    /// Who acts for another.
    pub fn actor(self) -> ActorView<'t> {
        let row = &self.timeline.inside.store.affiliations[self.id.index()];
        ActorView::new(self.timeline, row.actor)
    }

    /// For whom it acts: a state, as a rule, or somebody who acts for one.
    pub fn of(self) -> ActorView<'t> {
        let row = &self.timeline.inside.store.affiliations[self.id.index()];
        ActorView::new(self.timeline, row.of)
    }

    /// In which role, if that is recorded.
    pub fn role(self) -> Option<&'t str> {
        self.record().and_then(|r| r.role.as_deref())
    }

    /// The window of its beginning; `None` where it has no beginning.
    pub fn from(self) -> Option<EndWindow> {
        self.limit(self.timeline.inside.store.affiliations[self.id.index()].from)
    }

    /// The window of its end; `None` where it has no end.
    pub fn until(self) -> Option<EndWindow> {
        self.limit(self.timeline.inside.store.affiliations[self.id.index()].until)
    }

    fn limit(self, limit: Limit) -> Option<EndWindow> {
        let bound = |tick: Option<i64>| tick.map(|t| Bound(i128::from(t)));
        match limit {
            Limit::Never => None,
            Limit::In(lo, hi) => Some(EndWindow {
                earliest: bound(lo),
                latest: bound(hi),
            }),
        }
    }

    /// Its record, with the sources that tell of it.
    pub fn record(self) -> Option<&'t Affiliation> {
        self.timeline.inside.store.affiliation_record(self.id.0)
    }
}

impl fmt::Debug for AffiliationView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "affiliation of {:?} for {:?}",
            self.actor().key(),
            self.of().key()
        )
    }
}

/// One source of a timeline.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Source::new("gazette").publisher("The Gazette"));
/// let t = t.build()?;
/// let source = t.source("gazette")?;
/// assert_eq!(source.record().and_then(|record| record.publisher.as_deref()), Some("The Gazette"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct SourceView<'t> {
    pub(super) timeline: &'t Timeline,
    pub(super) id: SourceId,
}

impl<'t> SourceView<'t> {
    pub(crate) fn new(timeline: &'t Timeline, source: u32) -> SourceView<'t> {
        let id = SourceId(source);
        SourceView { timeline, id }
    }

    /// Its id, which any look-up takes without searching for a name.
    pub fn id(self) -> SourceId {
        self.id
    }

    /// The key by which records cite it.
    pub fn key(self) -> &'t str {
        self.timeline.inside.store.sources.keys.get(self.id.0)
    }

    /// Its record, with publisher, title, address and reliability.
    pub fn record(self) -> Option<&'t Source> {
        self.timeline.inside.store.source_record(self.id.0)
    }
}

impl fmt::Debug for SourceView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "source {:?}", self.key())
    }
}
