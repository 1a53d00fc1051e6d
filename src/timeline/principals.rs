//! For whom an actor acts at an event.

use super::base::Limit;
use super::claim::bracket;
use super::encode::Moment;
use super::timeline::Timeline;
use crate::model::{Presence, Record};

/// One way in which somebody acts for an actor at an event: all these affiliations must hold there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Capacity {
    pub(crate) principal: u32,
    /// The steps that the event's own record settles: who acts for whom.
    pub(crate) named: Vec<(u32, u32)>,
    /// Affiliations that may or may not hold at the event; those that certainly do are left out.
    pub(crate) open: Vec<u32>,
    /// All affiliations on the way, for the reader.
    pub(crate) chain: Vec<u32>,
}

/// Ways that are looked at for one actor at one event. Real offices have a handful.
const WAYS: usize = 4_096;

impl Timeline {
    /// All the ways in which an actor acts for others (and for itself) at an event; and whether
    /// they are all, no bound having cut the search off.
    ///
    /// A participant's own `for` settles whom it acts for directly, on whichever step it comes. Acting for is
    /// transitive. A way
    /// that needs more affiliations than another to the same actor is left out.
    pub(crate) fn capacities(&self, event: u32, actor: u32) -> (Vec<Capacity>, bool) {
        let own = Capacity {
            principal: actor,
            named: Vec::new(),
            open: Vec::new(),
            chain: Vec::new(),
        };
        let mut ways = vec![own];
        let offer = |ways: &mut Vec<Capacity>, next: Capacity| {
            let beats = |w: &Capacity| {
                w.principal == next.principal && w.open.iter().all(|a| next.open.contains(a))
            };
            if !ways.iter().any(beats) {
                ways.push(next);
            }
        };
        let mut at = 0;
        while let Some(way) = ways.get(at).cloned() {
            at += 1;
            if ways.len() > WAYS {
                return (ways, false);
            }
            if let Some(principals) = self.settled_principals(event, way.principal) {
                // Whatever affiliations say of this one: the record of the event settles it.
                for principal in principals {
                    let mut next = way.clone();
                    next.principal = principal;
                    next.named.push((way.principal, principal));
                    offer(&mut ways, next);
                }
                continue;
            }
            for &index in self.affiliations_of(way.principal) {
                let Some(is_open) = self.holds_at(index, event) else {
                    continue;
                };
                let mut next = way.clone();
                next.principal = self.inside.store.affiliations[index as usize].of;
                next.chain.push(index);
                if is_open && !next.open.contains(&index) {
                    next.open.push(index);
                    next.open.sort_unstable();
                }
                offer(&mut ways, next);
            }
        }
        (ways, true)
    }

    /// An affiliation as a reason: `Steve Witkoff acts for United States (envoy) [gazette, B2]`.
    pub(crate) fn tell_affiliation(&self, affiliation: u32) -> String {
        let store = &self.inside.store;
        let row = &store.affiliations[affiliation as usize];
        let record = store.affiliation_record(affiliation);
        let role = record.and_then(|r| r.role.as_deref());
        let role = role.map_or_else(String::new, |role| format!(" ({role})"));
        let citations = record.map_or(&[][..], |r| &r.sources);
        format!(
            "{} acts for {}{role}{}",
            store.actor_name(row.actor),
            store.actor_name(row.of),
            bracket(citations, store.grade(citations))
        )
    }

    /// What an event's record names as a reason: `Steve Witkoff acts for United States at "talks"`.
    pub(crate) fn tell_named(&self, event: u32, actor: u32, principal: u32) -> String {
        let store = &self.inside.store;
        let citations = store.citations_of(event);
        format!(
            "{} acts for {} at {:?}{}",
            store.actor_name(actor),
            store.actor_name(principal),
            self.event_key(event),
            bracket(&citations, store.grade(&citations))
        )
    }

    /// An event's record as a reason: `"talks" is on record as a meeting [gazette, B2]`.
    pub(crate) fn tell_record(&self, event: u32) -> String {
        let store = &self.inside.store;
        let citations = store.citations_of(event);
        let kind = store.columns.kind[event as usize].name();
        let article = if kind == "action" { "an" } else { "a" };
        format!(
            "{:?} is on record as {article} {kind}{}",
            self.event_key(event),
            bracket(&citations, store.grade(&citations))
        )
    }

    /// The principals that the event's record names for a participant, if it names any.
    pub(crate) fn settled_principals(&self, event: u32, actor: u32) -> Option<Vec<u32>> {
        let columns = &self.inside.store.columns;
        if columns.flags[event as usize] & super::columns::flag::CAPACITIES == 0 {
            return None;
        }
        let Some(Record::Meeting(meeting)) = self.inside.store.whole(event) else {
            return None;
        };
        let actors = &self.inside.store.actors.keys;
        let key = actors.get(actor);
        let listed = meeting
            .participants
            .iter()
            .filter(|p| p.actor == key && p.presence != Presence::Denied);
        let named: Vec<u32> = listed
            .flat_map(|p| &p.acts_for)
            .filter_map(|k| actors.find(k))
            .collect();
        (!named.is_empty()).then_some(named)
    }

    /// Whether an affiliation may fail at an event; `None` where it certainly does not hold there.
    fn holds_at(&self, affiliation: u32, event: u32) -> Option<bool> {
        let (from, until) = self.limits(affiliation);
        let (begin, end) = (
            self.bounds(Moment::begin(event)),
            self.bounds(Moment::end(event)),
        );
        let mut open = false;
        if let Limit::In(lo, hi) = from {
            if lo.is_some_and(|lo| begin.1 < i128::from(lo)) {
                return None;
            }
            open |= hi.is_none_or(|hi| begin.0 < i128::from(hi));
        }
        if let Limit::In(lo, hi) = until {
            if hi.is_some_and(|hi| end.0 > i128::from(hi)) {
                return None;
            }
            open |= lo.is_none_or(|lo| end.1 > i128::from(lo));
        }
        Some(open)
    }
}
