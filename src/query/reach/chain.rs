//! Meetings that follow each other in some world, extended one by one.

use super::quest::Quest;
use super::route::{Route, earliest};
use super::view::{START, View};
use crate::timeline::{Moment, OPEN};
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Some meetings in turn, from the sender on, and what is known of them together.
#[derive(Clone, Debug)]
pub(super) struct Chain {
    pub(super) meetings: Vec<u32>,
    /// Who carries the word from each meeting to the next, where that counts as one of those asked for.
    pub(super) bound: Vec<Option<u32>>,
    /// The stage with which it comes into each meeting.
    pub(super) stages: Vec<u8>,
    /// The earliest end of the last meeting over the worlds in which they follow each other.
    pub(super) at: i128,
}

impl Chain {
    /// Of no meeting yet.
    pub(super) fn start() -> Chain {
        Chain {
            meetings: Vec::new(),
            bound: Vec::new(),
            stages: Vec::new(),
            at: START,
        }
    }

    /// The stage of the word in the last meeting.
    pub(super) fn stage(&self) -> u8 {
        self.stages.last().copied().unwrap_or(0)
    }

    pub(super) fn last(&self) -> Option<u32> {
        self.meetings.last().copied()
    }

    /// The same with one meeting more, whatever its time.
    pub(super) fn then(&self, meeting: u32, bound: Option<u32>) -> Chain {
        let mut longer = self.clone();
        if !longer.meetings.is_empty() {
            longer.bound.push(bound);
        }
        longer.stages.push(self.stage() + u8::from(bound.is_some()));
        longer.meetings.push(meeting);
        longer
    }

    /// When its last meeting ends at the earliest, if the others have a world; `None` where they have none
    /// with it.
    ///
    /// A meeting that no claim ties to those before it only has to begin after the last of them. One that is
    /// tied to them is weighed with all of them.
    pub(super) fn last_end(&self, q: &Quest<'_>) -> Option<i128> {
        let (&last, rest) = self.meetings.split_last()?;
        let component = |e: u32| q.t.component(e);
        let tied_to = |e: u32, others: &[u32]| {
            component(e).is_some() && others.iter().any(|&o| component(o) == component(e))
        };
        let is_tied = tied_to(last, rest)
            || q.before.iter().any(|&s| tied_to(s, &self.meetings))
            || rest.contains(&last);
        if is_tied {
            return earliest(q, &self.meetings);
        }
        let at = View::Could.pass(q, last, self.at, false)?;
        (at < View::Could.horizon(q)).then_some(at)
    }

    pub(super) fn into_route(self) -> Route {
        Route {
            meetings: self.meetings,
            bound: self.bound,
        }
    }

    /// The meetings that can come next, by what the records say: each with the one who has to be the carrier
    /// to reach a further stage, if it does.
    ///
    /// `out_of_time` brings meetings that are over by then, too. Where only the `last` is wanted it may be
    /// that only those of the receiver are looked at; the answer tells whether these are all that can come next.
    pub(super) fn next(
        &self,
        q: &Quest<'_>,
        out_of_time: bool,
        last: bool,
    ) -> (Vec<(u32, Option<u32>)>, bool) {
        let index = q.t.time_index();
        let people: Vec<u32> = match self.last() {
            None => vec![q.from],
            Some(last) => q.t.participants(last).iter().map(|p| p.actor).collect(),
        };
        let (from, to) = if out_of_time {
            (1 - OPEN, OPEN - 1)
        } else {
            let to = q.latest().min(OPEN - 1);
            ((self.at + 1).max(1 - OPEN), to)
        };
        let wanted = q.through.get(self.stage() as usize).copied();
        let mut found = Vec::new();
        let mut note = |meeting: u32, actor: u32| {
            if q.presence(meeting, actor).is_some() {
                let carries = wanted == Some(actor) && !self.meetings.is_empty();
                found.push((meeting, carries.then_some(actor)));
            }
        };
        let walked = |actor: u32| index.overlapping(index.of_actor(actor), from, to);
        let of_all = |actors: &[u32]| -> usize {
            let runs = actors.iter().flat_map(|&actor| walked(actor));
            runs.map(<[u32]>::len).sum()
        };
        let is_new = |m: &u32| q.is_meeting(*m) && !self.meetings.contains(m);
        let is_partial = last && of_all(&[q.to]) < of_all(&people);
        if is_partial {
            for meeting in walked(q.to).into_iter().flatten().copied().filter(is_new) {
                people.iter().for_each(|&actor| note(meeting, actor));
            }
        } else {
            for &actor in &people {
                for meeting in walked(actor).into_iter().flatten().copied().filter(is_new) {
                    note(meeting, actor);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        (found, !is_partial)
    }

    /// Whether word that comes into the last meeting reaches the receiver there, and surely so.
    pub(super) fn arrives(&self, q: &Quest<'_>) -> Option<bool> {
        let last = self.last()?;
        if self.stage() < q.stages() {
            return None;
        }
        q.presence(last, q.to)
    }
}

/// What a search for chains comes to.
#[derive(Debug)]
pub(super) enum First {
    /// The path that can arrive first, and when.
    Found(Route, i128),
    None,
    Unsettled,
}

/// The path that can arrive first, with all claims weighed.
///
/// Chains are extended in the order of their earliest ends, which only grow. Where none of its meetings is
/// tied to others, an actor's first chain makes later ones needless; otherwise all are kept: exponential at
/// worst, each meeting looked at being a step of the budget.
pub(super) fn first(q: &Quest<'_>, budget: u64) -> First {
    let mut left = budget;
    let mut chains = vec![Chain::start()];
    let mut heap = BinaryHeap::from([Reverse((START, 0usize, 0usize))]);
    let mut free: FxHashMap<(u32, u8), Vec<usize>> = FxHashMap::default();
    while let Some(Reverse((at, steps, number))) = heap.pop() {
        let chain = chains[number].clone();
        if chain.arrives(q).is_some() {
            return First::Found(chain.into_route(), at);
        }
        if steps as u64 >= u64::from(q.most) {
            continue;
        }
        // What the chain brings to nobody who could not have it from a better one is not followed up.
        let mut fresh: FxHashSet<u32> = FxHashSet::default();
        if let Some(last) = chain.last() {
            let mine = is_free(q, &chain);
            for who in q.t.participants(last) {
                let stages = chain.stage()..=q.stages();
                let better = stages.into_iter().any(|s| {
                    let known = free.get(&(who.actor, s)).into_iter().flatten();
                    known.into_iter().any(|&k| {
                        let other = &chains[k];
                        other.meetings.len() <= steps && other.at <= at && k != number
                    })
                });
                if better {
                    continue;
                }
                fresh.insert(who.actor);
                if mine {
                    let place = free.entry((who.actor, chain.stage())).or_default();
                    place.push(number);
                }
            }
        }
        for (meeting, bound) in chain.next(q, false, false).0 {
            if left == 0 {
                return First::Unsettled;
            }
            left -= 1;
            if let Some(last) = chain.last() {
                let wanted = q.through.get(chain.stage() as usize).copied();
                let carries = |actor: u32| match bound {
                    Some(bound) => actor == bound,
                    None => wanted != Some(actor),
                };
                let shared = q.shared(last, meeting);
                if !shared.iter().any(|s| fresh.contains(&s.0) && carries(s.0)) {
                    continue;
                }
            }
            let mut longer = chain.then(meeting, bound);
            if let Some(at) = longer.last_end(q) {
                longer.at = at;
                heap.push(Reverse((at, longer.meetings.len(), chains.len())));
                chains.push(longer);
            }
        }
    }
    First::None
}

/// Whether what comes later does not depend on how the chain got here, but for the tick: no claim ties its
/// meetings to others, and none of them could be of use again.
fn is_free(q: &Quest<'_>, chain: &Chain) -> bool {
    let mut meetings = chain.meetings.iter().zip(&chain.stages);
    meetings.all(|(&meeting, &stage)| {
        let over = q.t.bounds(Moment::begin(meeting)).1 <= chain.at;
        q.t.component(meeting).is_none() && (stage == q.stages() || over)
    })
}
