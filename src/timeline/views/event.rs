//! Views of events.

use super::{ActorView, EndWindow};
use crate::id::{ActionId, DocumentId, EventId, MeetingId, StatementId};
use crate::model::{Action, Document, Meeting, Origin, Presence, Record, Role, Statement, Status};
use crate::timeline::Timeline;
use crate::timeline::columns::{EventKind, Part};
use crate::timeline::encode::Moment;
use crate::timeline::lookup::{Lookup, LookupError};
use std::borrow::Cow;
use std::fmt;

/// One event of a timeline, of any kind.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25").at("Moscow").topic("peace"));
/// let t = t.build()?;
/// let talks = t.event("talks")?;
/// assert_eq!((talks.key(), talks.place()), ("talks", Some("Moscow")));
/// assert_eq!(talks.topics().collect::<Vec<_>>(), ["peace"]);
/// assert_eq!(talks.actors(demarche::Part::Participant).count(), 2);
/// # Ok::<(), demarche::Error>(())
/// ```
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

    /// Its id, which any look-up takes without searching for a name.
    pub fn id(self) -> EventId {
        self.id
    }

    /// The key by which records and queries name it.
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
        columns.places.some(columns.place.get(self.id.0))
    }

    /// The time on its own record, as written; most are put together anew from numbers.
    pub fn time(self) -> Option<Cow<'t, str>> {
        self.timeline.inside.store.columns.time.some(self.id.0)
    }

    /// Whether its beginning and its end are one: where its record says so, else for statements and documents whose time is
    /// not written as an interval.
    pub fn is_instant(self) -> bool {
        self.timeline.inside.store.columns.is_instant(self.id.0)
    }

    /// The tightest window of its beginning: what all accepted claims together leave, solved when the timeline was built.
    /// Constant time.
    pub fn begin(self) -> EndWindow {
        EndWindow::of(self.timeline.bounds(Moment::begin(self.id.0)))
    }

    /// The tightest window of its end, as [`begin`](Self::begin).
    pub fn end(self) -> EndWindow {
        EndWindow::of(self.timeline.bounds(Moment::end(self.id.0)))
    }

    /// The topics on its record, in their order; those of stances are not among them.
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

    /// Its record, whole, as it was added; put together anew from columns, so that it costs a few allocations.
    pub fn record(self) -> Record {
        self.timeline.record(self.id.0)
    }

    /// The file and the line at which its record begins, where it was read from a file.
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
