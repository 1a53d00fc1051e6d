//! What the lanes of a picture stand for, and how its time is shared out.

use crate::model::{ActorKind, EventKind};
use crate::timeline::{ActorView, AffiliationView, EventView, Part};

/// What the lanes of a [`Picture`](super::Picture) stand for. An event stands in each lane that it belongs to.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// let t = t.build()?;
/// let svg = demarche::Picture::of(&t).lanes(demarche::Lanes::Kind).to_svg();
/// assert!(svg.contains("Meetings"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Lanes {
    /// Those who took part, spoke, acted or were a party, a lane for each; whoever is only addressed has none.
    #[default]
    Actor,
    /// The states among them, and those with which the others are affiliated at any time.
    State,
    /// Meetings, statements, documents and actions.
    Kind,
}

/// How a [`Picture`](super::Picture) shares out its room among stretches of time.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Statement::new("old").by("a").on("1925"));
/// t.add(Statement::new("new").by("a").on("2025-04-25T10:00"));
/// let t = t.build()?;
/// let picture = demarche::Picture::of(&t).spacing(demarche::Spacing::Condensed);
/// assert!(picture.to_svg().contains("▲ new"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Spacing {
    /// Stretches of time take as much room as they are long.
    #[default]
    Proportional,
    /// Stretches in which nothing can begin or end take as much as the fourth root of how long they are: years and
    /// minutes go into one picture, whose axis tells the bounds themselves.
    Condensed,
}

impl Lanes {
    /// The names of the lanes of an event, each with something to tell it from others of that name.
    pub(super) fn of(self, event: EventView<'_>) -> Vec<(u32, String)> {
        let mut lanes: Vec<(u32, String)> = Vec::new();
        let mut add = |number: u32, name: &str| {
            if lanes.iter().all(|lane| lane.0 != number) {
                lanes.push((number, name.to_owned()));
            }
        };
        let parts = [Part::Participant, Part::By, Part::Party];
        let people = parts.into_iter().flat_map(|part| event.actors(part));
        match self {
            Lanes::Kind => {
                let (number, name) = match event.kind() {
                    EventKind::Meeting => (0, "Meetings"),
                    EventKind::Statement => (1, "Statements"),
                    EventKind::Document => (2, "Documents"),
                    EventKind::Action => (3, "Actions"),
                };
                add(number, name);
            }
            Lanes::Actor => people.for_each(|actor| add(actor.id().index() as u32, actor.name())),
            Lanes::State => people.for_each(|actor| {
                let affiliated = actor.affiliations().map(AffiliationView::of);
                for state in std::iter::once(actor).chain(affiliated).filter(is_state) {
                    add(state.id().index() as u32, state.name());
                }
            }),
        }
        if lanes.is_empty() {
            let name = match self {
                Lanes::State => "no state",
                _ => "nobody named",
            };
            lanes.push((u32::MAX, name.to_owned()));
        }
        lanes
    }
}

fn is_state(actor: &ActorView<'_>) -> bool {
    let kind = actor.record().map(|record| record.kind);
    kind == Some(ActorKind::State)
}
