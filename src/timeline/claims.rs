//! The claims of a timeline, as they show.

use super::claim::{ClaimRef, StatedClaim};
use super::timeline::Timeline;
use crate::id::EventId;
use crate::model::{Citation, Grade};
use std::borrow::Cow;

/// A claim of a timeline about one event or two.
#[derive(Clone, Debug)]
pub(crate) struct Held<E> {
    /// The events that it is about, left first.
    pub(crate) events: E,
    /// Whether it was kept, not set aside.
    pub(crate) is_kept: bool,
    pub(crate) claim: StatedClaim,
}

impl Timeline {
    /// The claims of how some events stand to each other, in file order.
    pub(crate) fn relations_among(
        &self,
        is_one: impl Fn(EventId) -> bool,
    ) -> Vec<Held<[EventId; 2]>> {
        let store = self.store();
        let rows = (0u32..).zip(store.relations().iter());
        let events = rows.map(|(index, row)| (index, [EventId(row.left), EventId(row.right)]));
        let among = events.filter(|(_, events)| events.iter().all(|&event| is_one(event)));
        let held = among.map(|(index, events)| self.hold(events, ClaimRef::Relation(index)));
        held.collect()
    }

    /// The dates that claims give some events, in file order; those of the events' own records are not among them.
    pub(crate) fn dates_among(&self, is_one: impl Fn(EventId) -> bool) -> Vec<Held<EventId>> {
        let rows = (0u32..).zip(self.store().dates().iter());
        let events = rows.map(|(index, row)| (index, EventId(row.event)));
        let among = events.filter(|&(_, event)| is_one(event));
        let held = among.map(|(index, event)| self.hold(event, ClaimRef::Date(index)));
        held.collect()
    }

    /// What the record of an event cites, and the best grade of that.
    pub(crate) fn cited_by(&self, event: EventId) -> (Cow<'_, [Citation]>, Grade) {
        let citations = self.store().citations_of(event.0);
        let grade = self.store().grade(&citations);
        (citations, grade)
    }

    fn hold<E>(&self, events: E, claim: ClaimRef) -> Held<E> {
        let store = self.store();
        Held {
            events,
            is_kept: store.is_accepted(claim),
            claim: store.state(claim),
        }
    }
}
