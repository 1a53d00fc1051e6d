//! What the rooms above read of a timeline.

use super::base::Limit;
use super::claim::ClaimRef;
use super::columns::{Involved, plain};
use super::encode::{Explained, problem};
use super::store::Store;
use super::timeline::Timeline;
use super::views::EventView;
use crate::model::{Presence, Status};
use rustc_hash::FxHashSet;

impl Timeline {
    pub(crate) fn store(&self) -> &Store {
        &self.inside.store
    }

    pub(crate) fn event_key(&self, event: u32) -> &str {
        self.inside.store.columns.key(event)
    }

    pub(crate) fn view(&self, event: u32) -> EventView<'_> {
        EventView::new(self, event)
    }

    /// The events of all components that some events belong to.
    pub(crate) fn region(&self, events: &[u32]) -> Vec<u32> {
        let mut region = Vec::new();
        let mut seen = FxHashSet::default();
        for &event in events {
            match self.component(event) {
                None => region.push(event),
                Some(component) if !seen.insert(component) => {}
                Some(component) => region.extend(self.inside.solved.members(component)),
            }
        }
        region.sort_unstable();
        region.dedup();
        region
    }

    /// The events of a component, in file order.
    pub(crate) fn members(&self, component: u32) -> &[u32] {
        self.inside.solved.members(component)
    }

    pub(crate) fn encode(&self, events: &[u32], claims: Vec<ClaimRef>) -> Explained {
        problem(&self.inside.store, events, claims)
    }

    /// The window of an event that no claim connects to another, where plain numbers hold it.
    #[inline]
    pub(crate) fn lone_window(&self, event: u32) -> Option<([i64; 4], bool)> {
        let inside = &*self.inside;
        let columns = &inside.store.columns;
        let window = if !inside.solved.is_whole() {
            self.lone_window_again(event)?
        } else if inside.solved.component_in_whole(event).is_none() {
            columns.windows.plain(event)?
        } else {
            return None;
        };
        Some((window, columns.is_instant(event)))
    }

    #[inline(never)]
    fn lone_window_again(&self, event: u32) -> Option<[i64; 4]> {
        let inside = &*self.inside;
        match inside.solved.window(event) {
            _ if inside.solved.component(event).is_some() => None,
            Some(window) => plain(window),
            None => inside.store.columns.windows.plain(event),
        }
    }

    /// Both ends of an affiliation.
    pub(crate) fn limits(&self, affiliation: u32) -> (Limit, Limit) {
        let row = &self.inside.store.affiliations[affiliation as usize];
        (row.from, row.until)
    }

    pub(crate) fn involved(&self, event: u32) -> &[Involved] {
        self.inside.store.columns.involved.of(event)
    }

    pub(crate) fn status(&self, event: u32) -> Status {
        self.inside.store.columns.status[event as usize]
    }

    /// Whether questions about what took place speak of an event: it occurred, or is alleged.
    pub(crate) fn is_matched(&self, event: u32) -> bool {
        matches!(self.status(event), Status::Occurred | Status::Alleged)
    }

    /// Whether it is left open that the event took place.
    pub(crate) fn is_alleged(&self, event: u32) -> bool {
        self.status(event) == Status::Alleged
    }

    /// Meetings that questions speak of, by earliest end (none first), then in file order.
    pub(crate) fn meetings_by_end(&self) -> &[u32] {
        use super::columns::{END_LO, EventKind};
        self.inside.meetings.get_or_init(|| {
            let columns = &self.inside.store.columns;
            let is_meeting =
                |&e: &u32| columns.kind[e as usize] == EventKind::Meeting && self.is_matched(e);
            let mut meetings: Vec<u32> = (0..columns.len()).filter(is_meeting).collect();
            meetings.sort_by_cached_key(|&e| self.bound(e, END_LO));
            meetings
        })
    }

    /// The events in which an actor has any part, in file order.
    pub(crate) fn events_of(&self, actor: u32) -> &[u32] {
        self.postings().of(actor)
    }

    /// The affiliations of an actor, in file order.
    pub(crate) fn affiliations_of(&self, actor: u32) -> &[u32] {
        self.inside.affiliations_of.of(actor)
    }
}

impl Involved {
    /// Whether the record leaves open that the actor was there.
    pub(crate) fn is_implied(&self) -> bool {
        self.presence == Presence::Implied
    }

    /// Whether the record denies that the actor was there.
    pub(crate) fn is_denied(&self) -> bool {
        self.presence == Presence::Denied
    }
}
