//! Who acts for whom, as conditions.

use super::resolved::point;
use crate::query::condition::Condition;
use crate::query::joint::{Inequality, Point};
use crate::timeline::{Limit, Timeline};

/// How many chains of offices are looked at for one actor.
const CHAINS: usize = 4_096;

/// One way in which an actor acts for another: whom the record of the event names first, where it
/// does, and the affiliations that must hold, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chain {
    pub(super) named: Option<u32>,
    pub(super) affiliations: Vec<u32>,
}

/// All chains of affiliations from an actor to another, at an event where one is given, and whether
/// they are all.
///
/// No actor comes twice on a chain: with fewer affiliations more worlds hold. Where the record of the
/// event names whom the actor acts for, chains begin with that; where a role is asked for, the first
/// affiliation has it.
pub(super) fn chains(
    t: &Timeline,
    actor: u32,
    of: u32,
    at: Option<u32>,
    role: Option<&str>,
) -> (Vec<Chain>, bool) {
    let mut found = Vec::new();
    let start = Chain {
        named: None,
        affiliations: Vec::new(),
    };
    if actor == of && role.is_none() {
        found.push(start.clone());
    }
    let named = at.and_then(|event| t.settled_principals(event, actor));
    let mut open: Vec<(Chain, Vec<u32>)> = Vec::new();
    let has_role = |index: u32| match role {
        None => true,
        Some(role) => {
            let record = t.store().affiliation_record(index);
            record.is_some_and(|r| r.role.as_deref() == Some(role))
        }
    };
    let step = |chain: &Chain, seen: &[u32], index: u32| {
        let next = t.store().affiliations[index as usize].of;
        if seen.contains(&next) {
            return None;
        }
        let (mut chain, mut seen) = (chain.clone(), seen.to_vec());
        chain.affiliations.push(index);
        seen.push(next);
        Some((chain, seen))
    };
    match named {
        Some(principals) => {
            for principal in principals {
                let chain = Chain {
                    named: Some(principal),
                    affiliations: Vec::new(),
                };
                let seen = vec![actor, principal];
                if role.is_none() {
                    open.push((chain, seen));
                    continue;
                }
                // The record names the principal, an affiliation to the same one the role.
                for &index in t.affiliations_of(actor) {
                    let to = t.store().affiliations[index as usize].of;
                    if to == principal && has_role(index) {
                        let mut chain = chain.clone();
                        chain.affiliations.push(index);
                        open.push((chain, seen.clone()));
                    }
                }
            }
        }
        None => {
            let own = t.affiliations_of(actor).iter().filter(|&&i| has_role(i));
            open.extend(own.filter_map(|&index| step(&start, &[actor], index)));
        }
    }
    let mut at = 0;
    while let Some((chain, seen)) = open.get(at).cloned() {
        at += 1;
        if open.len() > CHAINS {
            return (found, false);
        }
        let last = seen.last().copied().unwrap_or(actor);
        if last == of {
            found.push(chain);
            continue;
        }
        for &index in t.affiliations_of(last) {
            open.extend(step(&chain, &seen, index));
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
