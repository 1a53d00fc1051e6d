//! What a timeline shows of its events, actors, affiliations and sources.

use super::columns::{EventKind, Part};
use super::encode::Moment;
use super::lookup::{Lookup, LookupError};
use super::store::Limit;
use super::timeline::Timeline;
use crate::id::{
    ActionId, ActorId, AffiliationId, DocumentId, EventId, MeetingId, SourceId, StatementId,
};
use crate::model::{
    Action, Actor, Affiliation, Document, Meeting, Origin, Presence, Record, Role, Source,
    Statement, Status,
};
use crate::time::{Tick, format_ticks};
use std::fmt;

/// A bound that follows from the claims, in ticks.
///
/// What follows may lie outside of the ticks that a claim can state, so that it is as wide as
/// arithmetic needs. It is shown as RFC 3339 in UTC with six digits of fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bound(pub(crate) i128);

impl Bound {
    /// The bound in microseconds since 1970-01-01T00:00:00Z.
    pub fn micros(self) -> i128 {
        self.0
    }

    /// The bound as a tick, where it is one.
    pub fn tick(self) -> Option<Tick> {
        i64::try_from(self.0).ok().map(Tick::from_micros)
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format_ticks(self.0))
    }
}

/// The tightest window of one end of an event: it lies there in every world, and for each tick of
/// the window there is a world in which it lies at that tick.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EndWindow {
    /// The earliest tick; `None` where there is none.
    pub earliest: Option<Bound>,
    /// The latest tick; `None` where there is none.
    pub latest: Option<Bound>,
}

impl EndWindow {
    pub(crate) fn of(bounds: (i128, i128)) -> EndWindow {
        let open = super::columns::OPEN;
        EndWindow {
            earliest: (bounds.0 > -open).then_some(Bound(bounds.0)),
            latest: (bounds.1 < open).then_some(Bound(bounds.1)),
        }
    }
}

/// One event of a timeline, of any kind.
#[derive(Clone, Copy)]
pub struct EventView<'t> {
    timeline: &'t Timeline,
    id: EventId,
}

impl<'t> EventView<'t> {
    pub(crate) fn new(timeline: &'t Timeline, event: u32) -> EventView<'t> {
        EventView {
            timeline,
            id: EventId(event),
        }
    }

    /// Its id.
    pub fn id(self) -> EventId {
        self.id
    }

    /// Its key.
    pub fn key(self) -> &'t str {
        self.timeline.inside.store.columns.key(self.id.0)
    }

    /// Its title, if it has one.
    pub fn title(self) -> Option<&'t str> {
        self.timeline.inside.store.columns.title.some(self.id.0)
    }

    /// Its title, or its key where it has none.
    pub fn name(self) -> &'t str {
        self.title().unwrap_or_else(|| self.key())
    }

    /// What kind of event it is.
    pub fn kind(self) -> EventKind {
        self.timeline.inside.store.columns.kind[self.id.index()]
    }

    /// Whether it occurred, was planned, is alleged, and so on.
    pub fn status(self) -> Status {
        self.timeline.inside.store.columns.status[self.id.index()]
    }

    /// Where it took place, if that is recorded.
    pub fn place(self) -> Option<&'t str> {
        let columns = &self.timeline.inside.store.columns;
        columns.places.some(columns.place[self.id.index()])
    }

    /// The time on its own record, as written.
    pub fn time(self) -> Option<&'t str> {
        self.timeline.inside.store.columns.time.some(self.id.0)
    }

    /// Whether its beginning and its end are one.
    pub fn is_instant(self) -> bool {
        self.timeline.inside.store.columns.is_instant(self.id.0)
    }

    /// The tightest window of its beginning.
    pub fn begin(self) -> EndWindow {
        EndWindow::of(self.timeline.bounds(Moment::begin(self.id.0)))
    }

    /// The tightest window of its end.
    pub fn end(self) -> EndWindow {
        EndWindow::of(self.timeline.bounds(Moment::end(self.id.0)))
    }

    /// Its topics.
    pub fn topics(self) -> impl Iterator<Item = &'t str> {
        let columns = &self.timeline.inside.store.columns;
        columns
            .topics
            .of(self.id.0)
            .iter()
            .map(|&t| columns.topic_names.get(t))
    }

    /// The actors that have a part in it, with the part, the role if any, and the presence.
    pub fn involved(self) -> impl Iterator<Item = (ActorView<'t>, Part, Option<Role>, Presence)> {
        let timeline = self.timeline;
        let row = timeline.inside.store.columns.involved.of(self.id.0).iter();
        row.map(move |i| {
            (
                ActorView::new(timeline, i.actor),
                i.part,
                i.role,
                i.presence,
            )
        })
    }

    /// The actors with one kind of part in it, those whose presence is denied left out.
    pub fn actors(self, part: Part) -> impl Iterator<Item = ActorView<'t>> {
        self.involved()
            .filter(move |(_, p, _, presence)| *p == part && *presence != Presence::Denied)
            .map(|(actor, ..)| actor)
    }

    /// Its record, whole, as it was added.
    pub fn record(self) -> Record {
        self.timeline.record(self.id.0)
    }

    /// Where its record begins.
    pub fn origin(self) -> Origin {
        self.timeline.inside.store.origin_of(self.id.0)
    }
}

/// As its name.
impl fmt::Display for EventView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for EventView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.kind(), self.key())
    }
}

impl PartialEq for EventView<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for EventView<'_> {}

impl Lookup<EventId> for EventView<'_> {
    fn look_up(&self, t: &Timeline) -> Result<EventId, LookupError> {
        self.id.look_up(t)
    }
}

macro_rules! event_views {
    ($($view:ident $id:ident $record:ident $what:literal)*) => {$(
        #[doc = concat!("One ", $what, " of a timeline. It reads as an [`EventView`] does.")]
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub struct $view<'t>(EventView<'t>);

        impl<'t> $view<'t> {
            pub(crate) fn new(timeline: &'t Timeline, event: u32) -> $view<'t> {
                $view(EventView::new(timeline, event))
            }

            /// Its id, with its kind.
            pub fn id(self) -> $id {
                $id(self.0.id.0)
            }

            /// The same as an event of any kind.
            pub fn event(self) -> EventView<'t> {
                self.0
            }

            #[doc = concat!("The record of the ", $what, ", whole, as it was added.")]
            pub fn details(self) -> Option<$record> {
                match self.0.record() {
                    Record::$record(record) => Some(record),
                    _ => None,
                }
            }
        }

        impl<'t> std::ops::Deref for $view<'t> {
            type Target = EventView<'t>;

            fn deref(&self) -> &EventView<'t> {
                &self.0
            }
        }

        impl fmt::Display for $view<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $view<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&self.0, f)
            }
        }

        impl Lookup<EventId> for $view<'_> {
            fn look_up(&self, t: &Timeline) -> Result<EventId, LookupError> {
                self.0.id.look_up(t)
            }
        }

        impl Lookup<$id> for $view<'_> {
            fn look_up(&self, t: &Timeline) -> Result<$id, LookupError> {
                self.0.id.look_up(t)
            }
        }
    )*};
}

event_views! {
    MeetingView MeetingId Meeting "meeting"
    StatementView StatementId Statement "statement"
    DocumentView DocumentId Document "document"
    ActionView ActionId Action "action"
}

/// One actor of a timeline.
#[derive(Clone, Copy)]
pub struct ActorView<'t> {
    timeline: &'t Timeline,
    id: ActorId,
}

impl<'t> ActorView<'t> {
    pub(crate) fn new(timeline: &'t Timeline, actor: u32) -> ActorView<'t> {
        ActorView {
            timeline,
            id: ActorId(actor),
        }
    }

    /// Its id.
    pub fn id(self) -> ActorId {
        self.id
    }

    /// Its key.
    pub fn key(self) -> &'t str {
        self.timeline.inside.store.actors.keys.get(self.id.0)
    }

    /// Its name, or its key where it has none.
    pub fn name(self) -> &'t str {
        self.timeline.inside.store.actor_name(self.id.0)
    }

    /// Its record.
    pub fn record(self) -> Option<&'t Actor> {
        self.timeline.inside.store.actor_record(self.id.0)
    }

    /// The events in which it has any part, in file order.
    pub fn events(self) -> impl Iterator<Item = EventView<'t>> {
        let timeline = self.timeline;
        let row = timeline.inside.postings.of(self.id.0).iter();
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
#[derive(Clone, Copy)]
pub struct AffiliationView<'t> {
    timeline: &'t Timeline,
    id: AffiliationId,
}

impl<'t> AffiliationView<'t> {
    /// Its id.
    pub fn id(self) -> AffiliationId {
        self.id
    }

    /// Who acts for another.
    pub fn actor(self) -> ActorView<'t> {
        let row = &self.timeline.inside.store.affiliations[self.id.index()];
        ActorView::new(self.timeline, row.actor)
    }

    /// For whom.
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

    /// Its record.
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
#[derive(Clone, Copy)]
pub struct SourceView<'t> {
    timeline: &'t Timeline,
    id: SourceId,
}

impl<'t> SourceView<'t> {
    /// Its id.
    pub fn id(self) -> SourceId {
        self.id
    }

    /// Its key.
    pub fn key(self) -> &'t str {
        self.timeline.inside.store.sources.keys.get(self.id.0)
    }

    /// Its record.
    pub fn record(self) -> Option<&'t Source> {
        self.timeline.inside.store.source_record(self.id.0)
    }
}

impl fmt::Debug for SourceView<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "source {:?}", self.key())
    }
}

impl Timeline {
    /// The number of events.
    pub fn len(&self) -> usize {
        self.inside.store.columns.len() as usize
    }

    /// Whether there are no events.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All events, in file order.
    pub fn events(&self) -> impl Iterator<Item = EventView<'_>> {
        (0..self.inside.store.columns.len()).map(|event| EventView::new(self, event))
    }

    fn of_kind(&self, kind: EventKind) -> impl Iterator<Item = u32> + '_ {
        let kinds = &self.inside.store.columns.kind;
        (0..self.inside.store.columns.len()).filter(move |&e| kinds[e as usize] == kind)
    }

    /// All meetings, in file order.
    pub fn meetings(&self) -> impl Iterator<Item = MeetingView<'_>> {
        self.of_kind(EventKind::Meeting)
            .map(|e| MeetingView::new(self, e))
    }

    /// All statements, in file order.
    pub fn statements(&self) -> impl Iterator<Item = StatementView<'_>> {
        self.of_kind(EventKind::Statement)
            .map(|e| StatementView::new(self, e))
    }

    /// All documents, in file order.
    pub fn documents(&self) -> impl Iterator<Item = DocumentView<'_>> {
        self.of_kind(EventKind::Document)
            .map(|e| DocumentView::new(self, e))
    }

    /// All actions, in file order.
    pub fn actions(&self) -> impl Iterator<Item = ActionView<'_>> {
        self.of_kind(EventKind::Action)
            .map(|e| ActionView::new(self, e))
    }

    /// All actors, in file order.
    pub fn actors(&self) -> impl Iterator<Item = ActorView<'_>> {
        (0..self.inside.store.actors.keys.len() as u32).map(|a| ActorView::new(self, a))
    }

    /// All sources, in file order.
    pub fn sources(&self) -> impl Iterator<Item = SourceView<'_>> {
        let count = self.inside.store.sources.keys.len() as u32;
        (0..count).map(|s| SourceView {
            timeline: self,
            id: SourceId(s),
        })
    }

    /// All affiliations, in file order.
    pub fn affiliations(&self) -> impl Iterator<Item = AffiliationView<'_>> {
        let count = self.inside.store.affiliations.len() as u32;
        (0..count).map(|a| AffiliationView {
            timeline: self,
            id: AffiliationId(a),
        })
    }

    /// One event.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn event(&self, event: impl Lookup<EventId>) -> Result<EventView<'_>, LookupError> {
        Ok(EventView::new(self, event.look_up(self)?.0))
    }

    /// One actor.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn actor(&self, actor: impl Lookup<ActorId>) -> Result<ActorView<'_>, LookupError> {
        Ok(ActorView::new(self, actor.look_up(self)?.0))
    }

    /// One source.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn source(&self, source: impl Lookup<SourceId>) -> Result<SourceView<'_>, LookupError> {
        Ok(SourceView {
            timeline: self,
            id: source.look_up(self)?,
        })
    }
}
