//! How a caller names what a timeline holds.

use super::columns::EventKind;
use super::timeline::Timeline;
use crate::id::{ActionId, ActorId, DocumentId, EventId, MeetingId, SourceId, StatementId};
use crate::model::nearest;

/// Something that names an event, an actor or a source: a typed id, a view, or a key.
///
/// A text is a key; failing that the title of one event, or the name or an alias of one actor.
/// Every method of [`Timeline`] that asks for a `Lookup<StatementId>`, say, takes `"remark"`, a
/// [`StatementId`], an [`EventId`] of a statement, and a view of it.
///
/// ```
/// use demarche::ActorId;
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("ada", "Ada").alias("Augusta"));
/// let t = t.build()?;
/// let by_key: ActorId = t.find("ada")?;
/// assert_eq!(t.find::<ActorId>("Augusta")?, by_key);
/// assert_eq!(t.actor(by_key)?.name(), "Ada");
/// # Ok::<(), demarche::Error>(())
/// ```
pub trait Lookup<Id> {
    /// The id that is meant.
    ///
    /// # Errors
    ///
    /// Where nothing has that name, with the nearest that has one; where several have it; and where
    /// what has it is of another kind.
    fn look_up(&self, timeline: &Timeline) -> Result<Id, LookupError>;
}

/// Why a name means nothing in a timeline.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("ada", "Ada"));
/// let t = t.build()?;
/// let error = t.actor("adda").unwrap_err();
/// assert!(error.is_unknown());
/// assert_eq!(error.suggestion(), Some("ada"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.describe())]
pub struct LookupError {
    name: String,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Unknown {
        what: &'static str,
        meant: Option<String>,
    },
    Ambiguous {
        what: &'static str,
        keys: Vec<String>,
    },
    Other {
        wanted: &'static str,
        found: &'static str,
    },
}

impl LookupError {
    /// Whether nothing has that name.
    pub fn is_unknown(&self) -> bool {
        matches!(self.kind, Kind::Unknown { .. })
    }

    /// Whether several things have that name.
    pub fn is_ambiguous(&self) -> bool {
        matches!(self.kind, Kind::Ambiguous { .. })
    }

    /// What was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match &self.kind {
            Kind::Unknown { meant, .. } => meant.as_deref(),
            _ => None,
        }
    }

    fn describe(&self) -> String {
        let name = &self.name;
        match &self.kind {
            Kind::Unknown { what, meant: None } => format!("there is no {what} {name:?}"),
            Kind::Unknown {
                what,
                meant: Some(meant),
            } => {
                format!("there is no {what} {name:?}; did you mean {meant:?}?")
            }
            Kind::Ambiguous { what, keys } => {
                format!("several {what}s are called {name:?}: {}", keys.join(", "))
            }
            Kind::Other { wanted, found } => {
                let article = |kind: &str| if kind == "action" { "an" } else { "a" };
                let (a, not_a) = (article(found), article(wanted));
                format!("{name:?} is {a} {found}, not {not_a} {wanted}")
            }
        }
    }

    fn foreign(what: &'static str, number: u32) -> LookupError {
        LookupError {
            name: format!("#{number}"),
            kind: Kind::Unknown { what, meant: None },
        }
    }
}

fn event_by_name(t: &Timeline, name: &str, wanted: &'static str) -> Result<u32, LookupError> {
    let columns = &t.inside.store.columns;
    if let Some(found) = columns.keys.find(name) {
        return Ok(found);
    }
    let titled = (0..columns.len()).filter(|&e| columns.title.some(e) == Some(name));
    let keys = |e: u32| columns.key(e).to_string();
    choose(titled.collect(), name, wanted, keys, || {
        // Only what would be right: where a statement is wanted, none but statements.
        let fits = |e: &u32| {
            let kind = columns.kind.get(*e as usize);
            wanted == "event" || kind.is_some_and(|kind| kind.name() == wanted)
        };
        let fitting = || (0..columns.len()).filter(fits);
        let key = nearest(name, fitting().map(|e| columns.key(e)));
        key.or_else(|| nearest(name, fitting().filter_map(|e| columns.title.some(e))))
    })
}

fn actor_by_name(t: &Timeline, name: &str) -> Result<u32, LookupError> {
    let store = &t.inside.store;
    if let Some(found) = store.actors.keys.find(name) {
        return Ok(found);
    }
    let all =
        || (0..store.actors.keys.len() as u32).filter_map(|a| Some((a, store.actor_record(a)?)));
    let key = |a: u32| store.actors.keys.get(a).to_string();
    let named: Vec<u32> = all()
        .filter(|(_, r)| r.name.as_deref() == Some(name))
        .map(|(a, _)| a)
        .collect();
    let found = if named.is_empty() {
        all()
            .filter(|(_, r)| r.aliases.iter().any(|n| n == name))
            .map(|(a, _)| a)
            .collect()
    } else {
        named
    };
    choose(found, name, "actor", key, || {
        let names = all()
            .flat_map(|(_, r)| r.name.iter().chain(&r.aliases))
            .map(String::as_str);
        nearest(name, store.actors.keys.iter()).or_else(|| nearest(name, names))
    })
}

fn choose(
    found: Vec<u32>,
    name: &str,
    what: &'static str,
    key: impl Fn(u32) -> String,
    meant: impl Fn() -> Option<String>,
) -> Result<u32, LookupError> {
    let kind = match found.as_slice() {
        [one] => return Ok(*one),
        [] => Kind::Unknown {
            what,
            meant: meant(),
        },
        several => Kind::Ambiguous {
            what,
            keys: several.iter().map(|&i| key(i)).collect(),
        },
    };
    Err(LookupError {
        name: name.to_string(),
        kind,
    })
}

fn of_kind(t: &Timeline, event: u32, wanted: EventKind) -> Result<u32, LookupError> {
    let columns = &t.inside.store.columns;
    match columns.kind.get(event as usize) {
        None => Err(LookupError::foreign(wanted.name(), event)),
        Some(&kind) if kind == wanted => Ok(event),
        Some(kind) => Err(LookupError {
            name: columns.key(event).to_string(),
            kind: Kind::Other {
                wanted: wanted.name(),
                found: kind.name(),
            },
        }),
    }
}

impl Lookup<EventId> for EventId {
    fn look_up(&self, t: &Timeline) -> Result<EventId, LookupError> {
        let known = self.0 < t.inside.store.columns.len();
        known
            .then_some(*self)
            .ok_or_else(|| LookupError::foreign("event", self.0))
    }
}

impl Lookup<EventId> for str {
    fn look_up(&self, t: &Timeline) -> Result<EventId, LookupError> {
        event_by_name(t, self, "event").map(EventId)
    }
}

impl Lookup<ActorId> for ActorId {
    fn look_up(&self, t: &Timeline) -> Result<ActorId, LookupError> {
        let known = (self.0 as usize) < t.inside.store.actors.keys.len();
        known
            .then_some(*self)
            .ok_or_else(|| LookupError::foreign("actor", self.0))
    }
}

impl Lookup<ActorId> for str {
    fn look_up(&self, t: &Timeline) -> Result<ActorId, LookupError> {
        actor_by_name(t, self).map(ActorId)
    }
}

impl Lookup<SourceId> for SourceId {
    fn look_up(&self, t: &Timeline) -> Result<SourceId, LookupError> {
        let known = (self.0 as usize) < t.inside.store.sources.keys.len();
        known
            .then_some(*self)
            .ok_or_else(|| LookupError::foreign("source", self.0))
    }
}

impl Lookup<SourceId> for str {
    fn look_up(&self, t: &Timeline) -> Result<SourceId, LookupError> {
        let keys = &t.inside.store.sources.keys;
        keys.find(self).map(SourceId).ok_or_else(|| LookupError {
            name: self.to_string(),
            kind: Kind::Unknown {
                what: "source",
                meant: nearest(self, keys.iter()),
            },
        })
    }
}

macro_rules! texts {
    ($($id:ty)*) => {$(
        impl Lookup<$id> for String {
            fn look_up(&self, t: &Timeline) -> Result<$id, LookupError> {
                self.as_str().look_up(t)
            }
        }
    )*};
}

texts!(EventId ActorId SourceId MeetingId StatementId DocumentId ActionId);

/// A reference names what it points to.
impl<Id, T: Lookup<Id> + ?Sized> Lookup<Id> for &T {
    fn look_up(&self, t: &Timeline) -> Result<Id, LookupError> {
        (**self).look_up(t)
    }
}

macro_rules! kinds {
    ($($id:ident $kind:ident)*) => {$(
        impl Lookup<$id> for $id {
            fn look_up(&self, t: &Timeline) -> Result<$id, LookupError> {
                of_kind(t, self.0, EventKind::$kind).map($id)
            }
        }

        impl Lookup<$id> for EventId {
            fn look_up(&self, t: &Timeline) -> Result<$id, LookupError> {
                of_kind(t, self.0, EventKind::$kind).map($id)
            }
        }

        impl Lookup<$id> for str {
            fn look_up(&self, t: &Timeline) -> Result<$id, LookupError> {
                let event = event_by_name(t, self, EventKind::$kind.name())?;
                of_kind(t, event, EventKind::$kind).map($id)
            }
        }

        impl Lookup<EventId> for $id {
            fn look_up(&self, t: &Timeline) -> Result<EventId, LookupError> {
                of_kind(t, self.0, EventKind::$kind).map(EventId)
            }
        }
    )*};
}

kinds! {
    MeetingId Meeting
    StatementId Statement
    DocumentId Document
    ActionId Action
}

impl Timeline {
    /// Looks something up: `timeline.find::<ActorId>("putin")`.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn find<Id>(&self, name: impl Lookup<Id>) -> Result<Id, LookupError> {
        name.look_up(self)
    }
}
