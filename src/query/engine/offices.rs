//! Who acts for whom, as conditions.

use super::resolved::point;
use crate::query::condition::Condition;
use crate::query::joint::{Inequality, Point};
use crate::timeline::{Limit, Timeline};

/// How many chains of offices are looked at for one actor.
const CHAINS: usize = 4_096;

/// One way in which an actor acts for another: the steps that the record of the event settles, and the
/// affiliations that must hold, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) named: Vec<(u32, u32)>,
    pub(super) affiliations: Vec<u32>,
}

/// All chains from an actor to another, at an event where one is given, and whether they are all.
///
/// No actor comes twice on a chain: with fewer affiliations more worlds hold. Where the record of the
/// event names whom somebody on the chain acts for, it goes on with those. Where a role is asked for, the
/// first affiliation has it, and it is one to whom the record names, where it names anybody.
pub(super) fn chains(
    t: &Timeline,
    actor: u32,
    of: u32,
    at: Option<u32>,
    role: Option<&str>,
) -> (Vec<Chain>, bool) {
    let mut found = Vec::new();
    if actor == of && role.is_none() {
        found.push(Chain::default());
    }
    let has_role = |index: u32| {
        let record = t.store().affiliation_record(index);
        role.is_none() || record.is_some_and(|r| r.role.as_deref() == role)
    };
    let mut open: Vec<(Chain, Vec<u32>)> = vec![(Chain::default(), vec![actor])];
    let mut place = 0;
    while let Some((chain, seen)) = open.get(place).cloned() {
        place += 1;
        if open.len() > CHAINS {
            return (found, false);
        }
        let last = seen.last().copied().unwrap_or(actor);
        if last == of && seen.len() > 1 {
            found.push(chain);
            continue;
        }
        let first = seen.len() == 1;
        let settled = at.and_then(|event| t.settled_principals(event, last));
        let mut step = |next: u32, affiliation: Option<u32>| {
            if seen.contains(&next) {
                return;
            }
            let (mut chain, mut seen) = (chain.clone(), seen.clone());
            if settled.is_some() {
                chain.named.push((last, next));
            }
            chain.affiliations.extend(affiliation);
            seen.push(next);
            open.push((chain, seen));
        };
        match &settled {
            Some(principals) if !first || role.is_none() => {
                principals.iter().for_each(|&next| step(next, None));
            }
            _ => {
                for &index in t.affiliations_of(last) {
                    let next = t.store().affiliations[index as usize].of;
                    let named = settled.as_ref().is_none_or(|all| all.contains(&next));
                    if named && (!first || has_role(index)) {
                        step(next, Some(index));
                    }
                }
            }
        }
    }
    (found, true)
}

/// What a chain needs: that the event lies within each affiliation.
pub(super) fn held_at(t: &Timeline, chain: &Chain, event: u32) -> Condition {
    let mut steps = Vec::new();
    for &index in &chain.affiliations {
        let (from, until) = t.limits(index);
        if from != Limit::Never {
            let from = Point::Affiliation(index, false);
            steps.push(Inequality::new(point(event, false), from, 0));
        }
        if until != Limit::Never {
            let until = Point::Affiliation(index, true);
            steps.push(Inequality::new(until, point(event, true), 0));
        }
    }
    Condition::steps(steps)
}

/// What a chain needs without an event: that all affiliations hold at some tick.
pub(super) fn held_together(t: &Timeline, chain: &Chain) -> Condition {
    let mut steps = Vec::new();
    for &one in &chain.affiliations {
        for &other in &chain.affiliations {
            if one != other && t.limits(one).0 != Limit::Never && t.limits(other).1 != Limit::Never
            {
                // It begins no later than the other ends.
                let (begin, end) = (
                    Point::Affiliation(one, false),
                    Point::Affiliation(other, true),
                );
                steps.push(Inequality::new(end, begin, 0));
            }
        }
    }
    Condition::steps(steps)
}

impl Timeline {
    /// "An actor acts for another", at an event where one is given.
    pub(super) fn acting_for(
        &self,
        actor: u32,
        of: u32,
        at: Option<u32>,
        role: Option<&str>,
    ) -> Condition {
        let (chains, complete) = chains(self, actor, of, at, role);
        let mut ways: Vec<Condition> = chains
            .iter()
            .map(|chain| match at {
                Some(event) => held_at(self, chain, event),
                None => held_together(self, chain),
            })
            .collect();
        if !complete {
            ways.push(Condition::Unknown);
        }
        Condition::Any(ways)
    }
}
