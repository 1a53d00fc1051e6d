//! A choice of what events are to have.

use super::entry::Entry;
use super::filter::{Doubt, Facet, Wanted};
use super::key::Key;
use super::line::Line;
use demarche::{EventKind, Status, Timeline};

/// What can be chosen, narrowed down by what is typed.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) facet: Facet,
    /// What narrows it.
    pub(crate) line: Line,
    /// The place of the chosen one among those that are left.
    pub(crate) at: usize,
    all: Vec<Choosable>,
}

/// One thing to choose; nothing wanted stands for any event.
#[derive(Clone, Debug)]
pub(crate) struct Choosable {
    pub(crate) name: String,
    pub(crate) events: usize,
    wanted: Option<Wanted>,
}

impl Choice {
    /// What the events of a timeline can be told apart by.
    pub(crate) fn of(facet: Facet, t: &Timeline, entries: &[Entry]) -> Choice {
        let kinds = [
            EventKind::Meeting,
            EventKind::Statement,
            EventKind::Document,
            EventKind::Action,
        ];
        let count = |wanted: &Wanted| entries.iter().filter(|entry| wanted.fits(entry)).count();
        let choosable = |wanted: Wanted| Choosable {
            name: wanted.name().to_owned(),
            events: count(&wanted),
            wanted: Some(wanted),
        };
        let mut all = vec![Choosable {
            name: "any".to_owned(),
            events: entries.len(),
            wanted: None,
        }];
        match facet {
            Facet::Actor => all.extend(t.actors().map(|actor| Choosable {
                name: actor.name().to_owned(),
                events: actor.events().count(),
                wanted: Some(Wanted::Actor(actor.key().to_owned())),
            })),
            Facet::Kind => all.extend(kinds.map(Wanted::Kind).map(choosable)),
            Facet::Status => all.extend(Status::ALL.map(Wanted::Status).map(choosable)),
            Facet::Doubt => all.extend(Doubt::ALL.map(Wanted::Doubt).map(choosable)),
        }
        // To choose what no event has would only empty the list.
        all.retain(|it| it.events > 0 || it.wanted.is_none());
        Choice {
            facet,
            line: Line::default(),
            at: 0,
            all,
        }
    }

    /// What is left to choose from.
    pub(crate) fn options(&self) -> impl Iterator<Item = &Choosable> {
        let typed = self.line.text().trim().to_lowercase();
        let fits = move |it: &&Choosable| it.name.to_lowercase().contains(&typed);
        self.all.iter().filter(fits)
    }

    /// What is chosen; none where nothing is left.
    pub(crate) fn chosen(&self) -> Option<Option<Wanted>> {
        self.options().nth(self.at).map(|it| it.wanted.clone())
    }

    /// Takes a key that narrows it.
    pub(crate) fn press(&mut self, key: Key) {
        if self.line.press(key) {
            self.at = 0;
        }
    }
}
