//! What it takes for a meeting to be one of those asked for, world by world.

use super::condition::{Coin, Condition};
use super::meetings::MeetingSearch;

/// A meeting, and what must hold in a world for it to be one of those asked for.
#[derive(Clone, Debug)]
pub(crate) struct Contact {
    pub(crate) event: u32,
    pub(crate) holds: Condition,
}

impl Contact {
    /// Whether it is one in every world, whatever times are.
    pub(crate) fn is_firm(&self) -> bool {
        self.holds == Condition::TRUE
    }
}

impl MeetingSearch<'_> {
    /// The meetings of this search, each with what it takes to be one: in every world it is one of
    /// them exactly where that holds. None where the search is narrowed by an event that is planned,
    /// cancelled or denied.
    pub(crate) fn contacts(&self) -> Vec<Contact> {
        let t = self.timeline;
        let named: Vec<u32> = self.after.iter().chain(&self.before).copied().collect();
        if !named.iter().all(|&e| t.is_matched(e)) {
            return Vec::new();
        }
        let happened = |e: u32| t.is_alleged(e).then_some(Coin::Happened(e));
        let sides: Vec<Coin> = named.iter().filter_map(|&e| happened(e)).collect();
        let mut contacts = Vec::new();
        for event in self.listed() {
            let (partial, complete) = self.ways_of(event);
            let people = t.participants(event);
            let is_implied = |actor: u32| people.iter().any(|p| p.actor == actor && p.is_implied());
            let mut ways: Vec<Condition> = Vec::new();
            for (used, way) in partial {
                let steps = way.steps.into_iter().map(Condition::Step);
                let implied = used.into_iter().filter(|&actor| is_implied(actor));
                let coins = implied.map(|actor| Condition::Coin(Coin::Present(event, actor), true));
                ways.push(Condition::All(steps.chain(coins).collect()));
            }
            if ways.is_empty() {
                continue;
            }
            if !complete {
                ways.push(Condition::Unknown);
            }
            let is_plain = ways.contains(&Condition::TRUE);
            let mut parts = if is_plain {
                Vec::new()
            } else {
                vec![Condition::Any(ways)]
            };
            let coins = happened(event).into_iter().chain(sides.iter().copied());
            parts.extend(coins.map(|coin| Condition::Coin(coin, true)));
            let narrowed = self.narrowed(event).into_iter();
            parts.extend(narrowed.map(|formula| Condition::Relation(formula, true)));
            contacts.push(Contact {
                event,
                holds: Condition::All(parts),
            });
        }
        contacts
    }
}
