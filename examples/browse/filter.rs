//! Which events are shown.

use super::entry::Entry;
use demarche::{EventKind, Status};

/// What an event must have to be shown; everything is, where nothing is asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    /// Words, each of which must stand somewhere in what is known of the event.
    pub(crate) search: String,
    pub(crate) wanted: Vec<Wanted>,
}

/// One thing that an event must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// An actor, by key, in any part.
    Actor(String),
    Kind(EventKind),
    Status(Status),
    Doubt(Doubt),
}

/// What can be doubtful about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Its place in the order.
    Order,
    /// A claim on it, which is marked with `?` or `%`.
    Claim,
    /// A claim on it was set aside, since others contradict it.
    Conflict,
    /// When it was, on which there is not one bound.
    Undated,
}

impl Doubt {
    pub(crate) const ALL: [Doubt; 4] =
        [Doubt::Order, Doubt::Claim, Doubt::Conflict, Doubt::Undated];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Doubt::Order => "order open",
            Doubt::Claim => "doubtful claim",
            Doubt::Conflict => "claim set aside",
            Doubt::Undated => "undated",
        }
    }
}

/// What events are filtered by: there is one [`Wanted`] of each at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Facet {
    Actor,
    Kind,
    Status,
    Doubt,
}

impl Facet {
    pub(crate) const ALL: [Facet; 4] = [Facet::Actor, Facet::Kind, Facet::Status, Facet::Doubt];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Facet::Actor => "actor",
            Facet::Kind => "kind",
            Facet::Status => "status",
            Facet::Doubt => "doubt",
        }
    }
}

impl Wanted {
    pub(crate) fn facet(&self) -> Facet {
        match self {
            Wanted::Actor(_) => Facet::Actor,
            Wanted::Kind(_) => Facet::Kind,
            Wanted::Status(_) => Facet::Status,
            Wanted::Doubt(_) => Facet::Doubt,
        }
    }

    pub(crate) fn name(&self) -> &str {
        match self {
            Wanted::Actor(key) => key,
            Wanted::Kind(kind) => kind.name(),
            Wanted::Status(status) => status.name(),
            Wanted::Doubt(doubt) => doubt.name(),
        }
    }

    pub(crate) fn fits(&self, entry: &Entry) -> bool {
        match self {
            Wanted::Actor(key) => entry.actors.contains(key),
            Wanted::Kind(kind) => entry.kind == *kind,
            Wanted::Status(status) => entry.status == *status,
            Wanted::Doubt(doubt) => entry.doubts.contains(doubt),
        }
    }
}

impl Filter {
    /// Asks for something, or for anything at all, in place of what was asked of the same kind.
    pub(crate) fn want(&mut self, facet: Facet, wanted: Option<Wanted>) {
        self.wanted.retain(|old| old.facet() != facet);
        self.wanted.extend(wanted);
    }

    /// The events that fit, by their places in the order.
    pub(crate) fn shown(&self, entries: &[Entry]) -> Vec<usize> {
        let search = self.search.to_lowercase();
        let words: Vec<&str> = search.split_whitespace().collect();
        let fits = |entry: &Entry| {
            self.wanted.iter().all(|wanted| wanted.fits(entry))
                && words.iter().all(|word| entry.words.contains(word))
        };
        let all = entries.iter().enumerate();
        all.filter(|(_, entry)| fits(entry))
            .map(|(at, _)| at)
            .collect()
    }
}
