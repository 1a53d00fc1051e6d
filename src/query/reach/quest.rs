//! What is asked about word: from whom, through whom, to whom, in how many steps, before what.

use crate::query::condition::{Coin, Condition};
use crate::query::joint::{Inequality, Point};
use crate::timeline::{EventKind, Moment, OPEN, Part, Timeline};

/// Whether word passes from one actor to another.
#[derive(Clone, Debug)]
pub(super) struct Quest<'t> {
    pub(super) t: &'t Timeline,
    pub(super) from: u32,
    /// Those who carry it on their part of the way, in this order.
    pub(super) through: Vec<u32>,
    pub(super) to: u32,
    /// The events before which it arrives.
    pub(super) before: Vec<u32>,
    /// How many meetings there are at most.
    pub(super) most: u32,
    pub(super) budget: u64,
}

impl Quest<'_> {
    /// How many of those it goes through there are.
    pub(super) fn stages(&self) -> u8 {
        self.through.len() as u8
    }

    /// Whether the events before which word is to arrive took place, or may have.
    pub(super) fn is_askable(&self) -> bool {
        self.before.iter().all(|&e| self.t.is_matched(e))
    }

    /// Whether an event is a meeting by which word could pass: nothing is before itself.
    pub(super) fn is_meeting(&self, event: u32) -> bool {
        self.t.store().columns.kind[event as usize] == EventKind::Meeting
            && self.t.is_matched(event)
            && !self.before.contains(&event)
    }

    /// Whether an actor took part in a meeting: surely (`true`), or as is only implied; `None` where the
    /// actor did not.
    pub(super) fn presence(&self, meeting: u32, actor: u32) -> Option<bool> {
        let row = self.t.involved(meeting).iter();
        let own = row
            .filter(|i| i.actor == actor && i.part == Part::Participant && !i.is_denied())
            .map(|i| !i.is_implied());
        own.reduce(|a, b| a || b)
    }

    /// Those who took part in both of two meetings, in the order of the first, and whether surely.
    pub(super) fn shared(&self, one: u32, other: u32) -> Vec<(u32, bool)> {
        let people = self.t.participants(one).into_iter();
        people
            .filter_map(|p| {
                let there = self.presence(other, p.actor)?;
                Some((p.actor, there && !p.is_implied()))
            })
            .collect()
    }

    /// "The actor was at the meeting."
    pub(super) fn attends(&self, meeting: u32, actor: u32) -> Condition {
        match self.presence(meeting, actor) {
            None => Condition::FALSE,
            Some(true) => Condition::TRUE,
            Some(false) => Condition::Coin(Coin::Present(meeting, actor), true),
        }
    }

    /// "The event took place."
    pub(super) fn happened(&self, event: u32) -> Condition {
        if self.t.is_alleged(event) {
            Condition::Coin(Coin::Happened(event), true)
        } else {
            Condition::TRUE
        }
    }

    /// Whether an event is before another in every world.
    pub(super) fn surely_before(&self, x: u32, y: u32) -> bool {
        let (end, begin) = (Moment::end(x), Moment::begin(y));
        if self.t.bounds(end).1 < self.t.bounds(begin).0 {
            return true;
        }
        let component = self.t.component(x);
        component.is_some() && component == self.t.component(y) && self.t.distance(begin, end) <= -1
    }

    /// Whether an event is before all those before which word is to arrive, in every world.
    pub(super) fn surely_in_time(&self, event: u32) -> bool {
        self.before.iter().all(|&s| self.surely_before(event, s))
    }

    /// The latest tick at which what word is to precede can all begin; `OPEN` where there is none.
    pub(super) fn latest(&self) -> i128 {
        let begins = self.before.iter().map(|&s| self.begin_of(s).1);
        begins.min().unwrap_or(OPEN)
    }

    fn begin_of(&self, event: u32) -> (i128, i128) {
        self.t.bounds(Moment::begin(event))
    }

    /// Whether worlds can't set the times of an event at will: claims connect it to others, or it is an
    /// instant.
    pub(super) fn is_tangled(&self, event: u32) -> bool {
        self.t.component(event).is_some() || self.t.store().columns.is_instant(event)
    }
}

/// The inequality "x is before y".
pub(super) fn before(x: u32, y: u32) -> Inequality {
    let point = |moment: Moment| Point::Event(moment);
    Inequality::new(point(Moment::begin(y)), point(Moment::end(x)), -1)
}
