//! Readings of a timeline: when word that is known by some tick gets through a meeting.

use super::quest::Quest;
use super::world::World;
use crate::timeline::{Involved, Moment, OPEN};

/// A tick before all others: whoever has the word to begin with knows it by then.
pub(super) const START: i128 = -OPEN - 1;

/// How a timeline is read.
#[derive(Clone, Copy, Debug)]
pub(super) enum View<'w> {
    /// Everything that can be is so: what does not pass here passes in no world.
    Could,
    /// Only what is so in every world, meeting by meeting: what passes here passes in every world.
    Must,
    /// In one world. What it leaves open is read as pessimists do where worlds can have it that way, and
    /// otherwise as optimists do.
    In(&'w World),
}

/// When a meeting can be.
#[derive(Clone, Copy, Debug)]
enum Reading {
    /// From one tick to another.
    Fixed(i128, i128),
    /// It begins and ends within windows, and lasts so long at least.
    Loose([(i128, i128); 2], i128),
}

impl View<'_> {
    /// Whether a meeting takes place.
    pub(super) fn counts(self, q: &Quest<'_>, meeting: u32) -> bool {
        q.is_meeting(meeting)
            && match self {
                View::Could => true,
                View::Must => !q.t.is_alleged(meeting),
                View::In(world) => !q.t.is_alleged(meeting) || world.took_place(meeting),
            }
    }

    /// Whether a participant who is not denied is there.
    pub(super) fn is_there(self, meeting: u32, who: &Involved) -> bool {
        !who.is_implied()
            || match self {
                View::Could => true,
                View::Must => false,
                View::In(world) => world.was_present(meeting, who.actor),
            }
    }

    /// Whether an actor is there.
    pub(super) fn has(self, q: &Quest<'_>, meeting: u32, actor: u32) -> bool {
        match q.presence(meeting, actor) {
            None => false,
            Some(true) => true,
            Some(false) => match self {
                View::Could => true,
                View::Must => false,
                View::In(world) => world.was_present(meeting, actor),
            },
        }
    }

    fn reading(self, q: &Quest<'_>, meeting: u32) -> Reading {
        let begin = q.t.bounds(Moment::begin(meeting));
        let end = q.t.bounds(Moment::end(meeting));
        let fixed = match self {
            View::Could => None,
            View::Must => Some((begin.0, end.1)),
            View::In(world) => match world.times(meeting) {
                None if q.is_tangled(meeting) => None,
                None => Some((begin.0, end.1)),
                times => times,
            },
        };
        match fixed {
            Some((begin, end)) => Reading::Fixed(begin, end),
            None => {
                let slack = match q.t.component(meeting) {
                    Some(_) => -q.t.distance(Moment::end(meeting), Moment::begin(meeting)),
                    None => 0,
                };
                Reading::Loose([begin, end], slack)
            }
        }
    }

    /// When word gets out of a meeting that comes in after a tick: the earliest end, or `None` where the
    /// meeting has begun by then. `back` asks the same of time that runs backwards, in which ends are
    /// beginnings and signs are turned.
    pub(super) fn pass(self, q: &Quest<'_>, meeting: u32, after: i128, back: bool) -> Option<i128> {
        let turn = |(lo, hi): (i128, i128)| (-hi, -lo);
        match self.reading(q, meeting) {
            Reading::Fixed(begin, end) => {
                let (begin, end) = if back { (-end, -begin) } else { (begin, end) };
                (after < begin).then_some(end)
            }
            Reading::Loose([begin, end], slack) => {
                let (begin, end) = if back {
                    (turn(end), turn(begin))
                } else {
                    (begin, end)
                };
                let first = begin.0.max(next(after));
                if first > begin.1 {
                    return None;
                }
                Some(if first <= -OPEN {
                    end.0
                } else {
                    end.0.max(first + slack)
                })
            }
        }
    }

    /// The tick before which word must be there: the beginning of the first of what it is to precede. One
    /// more than `OPEN` where there is none.
    pub(super) fn horizon(self, q: &Quest<'_>) -> i128 {
        let begin = |&event: &u32| {
            let (lo, hi) = q.t.bounds(Moment::begin(event));
            match self {
                View::Could => hi,
                View::Must => lo,
                View::In(world) => match world.times(event) {
                    Some((begin, _)) => begin,
                    None if q.t.component(event).is_some() => hi,
                    None => lo,
                },
            }
        };
        q.before.iter().map(begin).min().unwrap_or(OPEN + 1)
    }
}

/// The tick after another.
fn next(tick: i128) -> i128 {
    if tick <= -OPEN { -OPEN } else { tick + 1 }
}
