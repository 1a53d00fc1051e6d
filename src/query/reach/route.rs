//! A path that word can take: meetings in turn.

use super::quest::{Quest, before};
use crate::query::condition::Condition;
use crate::query::joint::{Inequality, Point, Scene};
use crate::timeline::Moment;

/// Meetings in turn, any two neighbours with somebody who can carry word from the one to the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Route {
    pub(super) meetings: Vec<u32>,
    /// For each two neighbours the one who has to be the carrier, where that counts as one of those whom
    /// word is to go through; elsewhere it is anybody but the next of these.
    pub(super) bound: Vec<Option<u32>>,
}

impl Route {
    /// A route by those who carry the word from each meeting to the next.
    pub(super) fn carried(q: &Quest<'_>, meetings: Vec<u32>, carriers: &[u32]) -> Route {
        let mut stage = 0;
        let bind = |&carrier: &u32| {
            let is_next = q.through.get(stage) == Some(&carrier);
            stage += usize::from(is_next);
            is_next.then_some(carrier)
        };
        let bound = carriers.iter().map(bind).collect();
        Route { meetings, bound }
    }

    /// The same without meetings that somebody surely at one before and one after could have gone past.
    pub(super) fn shortened(self, q: &Quest<'_>) -> Route {
        if !q.through.is_empty() {
            return self;
        }
        let all = &self.meetings;
        let is_at = |m: &u32, actor: u32| q.presence(*m, actor) == Some(true);
        let first = all.iter().rposition(|m| is_at(m, q.from)).unwrap_or(0);
        let mut kept: Vec<u32> = all.get(first).copied().into_iter().collect();
        let mut at = first;
        while at + 1 < all.len() && !is_at(&all[at], q.to) {
            let shares = |m: &u32| q.shared(all[at], *m).iter().any(|s| s.1);
            at += all[at + 1..].iter().rposition(shares).unwrap_or(0) + 1;
            kept.push(all[at]);
        }
        Route {
            bound: vec![None; kept.len().saturating_sub(1)],
            meetings: kept,
        }
    }

    /// The last meeting.
    pub(super) fn last(&self) -> Option<u32> {
        self.meetings.last().copied()
    }

    /// Those who can carry word from a meeting to the next, by its place, and whether surely.
    pub(super) fn carriers(&self, q: &Quest<'_>, place: usize) -> Vec<(u32, bool)> {
        let (Some(&one), Some(&other)) = (self.meetings.get(place), self.meetings.get(place + 1))
        else {
            return Vec::new();
        };
        let mut shared = q.shared(one, other);
        let stage = self.bound.iter().take(place).flatten().count();
        match self.bound.get(place).copied().flatten() {
            Some(carrier) => shared.retain(|s| s.0 == carrier),
            None => shared.retain(|s| q.through.get(stage) != Some(&s.0)),
        }
        shared
    }

    /// What its times must be.
    pub(super) fn steps(&self, q: &Quest<'_>) -> Vec<Inequality> {
        let pairs = self
            .meetings
            .windows(2)
            .map(|pair| before(pair[0], pair[1]));
        let last = self.last().into_iter();
        let ends = last.flat_map(|m| q.before.iter().map(move |&s| before(m, s)));
        pairs.chain(ends).collect()
    }

    /// "Its meetings follow each other in time."
    pub(super) fn timing(&self, q: &Quest<'_>) -> Condition {
        Condition::steps(self.steps(q))
    }

    /// What must be so that word takes this path.
    pub(super) fn condition(&self, q: &Quest<'_>) -> Condition {
        let mut parts: Vec<Condition> = Vec::new();
        let events = q.before.iter().chain(&self.meetings);
        parts.extend(events.map(|&e| q.happened(e)));
        if let (Some(&first), Some(last)) = (self.meetings.first(), self.last()) {
            parts.extend([q.attends(first, q.from), q.attends(last, q.to)]);
        }
        for place in 0..self.bound.len() {
            let (one, other) = (self.meetings[place], self.meetings[place + 1]);
            let carriers = self.carriers(q, place);
            if carriers.iter().any(|c| c.1) {
                continue;
            }
            let ways = carriers.iter().map(|&(actor, _)| {
                let both = [q.attends(one, actor), q.attends(other, actor)];
                Condition::All(both.into_iter().filter(|c| *c != Condition::TRUE).collect())
            });
            let mut ways: Vec<Condition> = ways.collect();
            parts.push(match (ways.pop(), ways.is_empty()) {
                (Some(only), true) => only,
                (last, _) => Condition::Any(ways.into_iter().chain(last).collect()),
            });
        }
        parts.retain(|part| *part != Condition::TRUE);
        parts.extend(self.steps(q).into_iter().map(Condition::Step));
        Condition::All(parts)
    }

    /// Whether word takes this path in every world.
    pub(super) fn is_sure(&self, q: &Quest<'_>) -> bool {
        let (Some(&first), Some(last)) = (self.meetings.first(), self.last()) else {
            return false;
        };
        let events = q.before.iter().chain(&self.meetings);
        events.into_iter().all(|&e| !q.t.is_alleged(e))
            && q.presence(first, q.from) == Some(true)
            && q.presence(last, q.to) == Some(true)
            && (0..self.bound.len()).all(|i| self.carriers(q, i).iter().any(|c| c.1))
            && self
                .meetings
                .windows(2)
                .all(|p| q.surely_before(p[0], p[1]))
            && q.surely_in_time(last)
    }

    /// The earliest end of its last meeting in the worlds in which its times hold; `None` where
    /// there are none.
    pub(super) fn earliest(&self, q: &Quest<'_>) -> Option<i128> {
        earliest(q, &self.meetings)
    }
}

/// The earliest end of the last of some meetings that follow each other, in time for what is asked.
pub(super) fn earliest(q: &Quest<'_>, meetings: &[u32]) -> Option<i128> {
    let &last = meetings.last()?;
    let mut scene = Scene::new();
    let pairs = meetings.windows(2).map(|pair| before(pair[0], pair[1]));
    let ends = q.before.iter().map(|&s| before(last, s));
    let mut steps = pairs.chain(ends);
    if !steps.all(|step| scene.assume(q.t, step)) {
        return None;
    }
    Some(scene.range(q.t, Point::Event(Moment::end(last))).0)
}
