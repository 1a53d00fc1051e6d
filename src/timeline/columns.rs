//! Events as columns: what queries touch, one array a property.

use super::rows::{Interner, Rows, Texts};
pub(crate) use crate::model::EventKind;
use crate::model::{LinkKind, Presence, Role, Status};
use rustc_hash::FxHashMap;

/// How an actor has to do with an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Takes part in a meeting.
    Participant,
    /// Is a party to a document.
    Party,
    /// Speaks, writes or acts.
    By,
    /// Is spoken to, written to or acted upon.
    To,
    /// Is not there, and the record says so.
    Absent,
    /// Is concerned by a meeting.
    Concerned,
}

/// One actor's part in one event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Involved {
    pub(crate) actor: u32,
    pub(crate) part: Part,
    pub(crate) role: Option<Role>,
    pub(crate) presence: Presence,
}

/// A source cited on an event's own record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cited {
    pub(crate) source: u32,
    /// Whether the event began before this source was published: it occurred, and the source does
    /// not only announce it.
    pub(crate) implies: bool,
}

/// Flags of an event.
pub(crate) mod flag {
    /// Beginning and end are one.
    pub(crate) const INSTANT: u8 = 1;
    /// The record says whether it is an instant.
    pub(crate) const STATED: u8 = 4;
    /// Some participant's capacity, source or remark stands only in the whole record.
    pub(crate) const CAPACITIES: u8 = 2;
}

/// The columns. Row `i` of each is event `i`, in file order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) keys: Interner,
    pub(crate) kind: Vec<EventKind>,
    pub(crate) status: Vec<Status>,
    pub(crate) flags: Vec<u8>,
    pub(crate) windows: Windows,
    pub(crate) time: Texts,
    pub(crate) title: Texts,
    pub(crate) zone: Vec<u32>,
    pub(crate) place: Vec<u32>,
    pub(crate) line: Vec<u32>,
    pub(crate) file: Vec<u32>,
    pub(crate) involved: Rows<Involved>,
    pub(crate) topics: Rows<u32>,
    pub(crate) sources: Rows<Cited>,
    pub(crate) part_of: Rows<u32>,
    pub(crate) replies_to: Rows<u32>,
    pub(crate) about: Rows<u32>,
    pub(crate) links: Rows<(LinkKind, u32)>,
    /// Whole records of events that say more than the columns hold, by their place in the archive.
    pub(crate) whole: FxHashMap<u32, u32>,
    pub(crate) zones: Interner,
    pub(crate) places: Interner,
    pub(crate) topic_names: Interner,
}

impl Columns {
    pub(crate) fn len(&self) -> u32 {
        self.kind.len() as u32
    }

    pub(crate) fn key(&self, event: u32) -> &str {
        self.keys.get(event)
    }

    /// Whether the record says that the event is an instant, and what.
    pub(crate) fn stated_instant(&self, event: u32) -> Option<bool> {
        (self.flags[event as usize] & flag::STATED != 0).then(|| self.is_instant(event))
    }

    pub(crate) fn is_instant(&self, event: u32) -> bool {
        self.flags[event as usize] & flag::INSTANT != 0
    }
}

/// Windows of both ends of each event, in ticks.
///
/// `i64::MIN` and `i64::MAX` stand for "no bound", unless `beyond` holds the true value: bounds that
/// follow from claims may lie outside of what a claim can state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Windows {
    rows: Vec<[i64; 4]>,
    beyond: FxHashMap<(u32, u8), i128>,
}

/// Sums of a few numbers below this do not overflow.
const FAR: i64 = 1 << 60;

/// As [`Windows::plain`], for a window in wide numbers.
pub(crate) fn plain(window: &[i128; 4]) -> Option<[i64; 4]> {
    let near = window.iter().all(|b| b.abs() < i128::from(FAR));
    near.then(|| window.map(|b| b as i64))
}

/// No bound, in wide arithmetic.
pub(crate) const OPEN: i128 = crate::graph::INF;

/// The columns of [`Windows`].
pub(crate) const BEGIN_LO: u8 = 0;
pub(crate) const BEGIN_HI: u8 = 1;
pub(crate) const END_LO: u8 = 2;
pub(crate) const END_HI: u8 = 3;

impl Windows {
    pub(crate) fn push_open(&mut self) {
        self.rows.push([i64::MIN, i64::MAX, i64::MIN, i64::MAX]);
    }

    fn none(side: u8) -> i64 {
        if side & 1 == 0 { i64::MIN } else { i64::MAX }
    }

    /// A bound; `-OPEN` or `OPEN` where there is none.
    pub(crate) fn get(&self, event: u32, side: u8) -> i128 {
        let stored = self.rows[event as usize][side as usize];
        if stored != Self::none(side) {
            return i128::from(stored);
        }
        self.beyond
            .get(&(event, side))
            .copied()
            .unwrap_or(if side & 1 == 0 { -OPEN } else { OPEN })
    }

    /// Sets a bound; `-OPEN` or `OPEN` for none.
    pub(crate) fn set(&mut self, event: u32, side: u8, bound: i128) {
        let none = Self::none(side);
        let stored = i64::try_from(bound).ok().filter(|&b| b != none);
        self.rows[event as usize][side as usize] = stored.unwrap_or(none);
        if stored.is_none() {
            if bound.abs() < OPEN {
                self.beyond.insert((event, side), bound);
            } else {
                self.beyond.remove(&(event, side));
            }
        }
    }

    /// All four bounds where none needs wide arithmetic and none is missing, or lies so far out
    /// that sums could overflow.
    pub(crate) fn plain(&self, event: u32) -> Option<[i64; 4]> {
        let row = self.rows[event as usize];
        row.iter().all(|b| -FAR < *b && *b < FAR).then_some(row)
    }

    /// Raises a lower bound.
    pub(crate) fn raise(&mut self, event: u32, side: u8, at: i128) {
        if at > self.get(event, side) {
            self.set(event, side, at);
        }
    }

    /// Lowers an upper bound.
    pub(crate) fn lower(&mut self, event: u32, side: u8, at: i128) {
        if at < self.get(event, side) {
            self.set(event, side, at);
        }
    }

    /// Applies "the beginning is not after the end", and equality for an instant; whether a world
    /// remains.
    pub(crate) fn tighten(&mut self, event: u32, instant: bool) -> bool {
        self.raise(event, END_LO, self.get(event, BEGIN_LO));
        self.lower(event, BEGIN_HI, self.get(event, END_HI));
        if instant {
            self.raise(event, BEGIN_LO, self.get(event, END_LO));
            self.lower(event, END_HI, self.get(event, BEGIN_HI));
        }
        self.get(event, BEGIN_LO) <= self.get(event, BEGIN_HI)
            && self.get(event, END_LO) <= self.get(event, END_HI)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_outside_of_the_ticks_survive() {
        let mut w = Windows::default();
        w.push_open();
        assert_eq!(w.get(0, BEGIN_LO), -OPEN);
        assert_eq!(w.get(0, END_HI), OPEN);
        let far = i128::from(i64::MAX) + 5;
        w.set(0, BEGIN_LO, far);
        w.set(0, END_HI, i128::from(i64::MAX));
        assert_eq!(w.get(0, BEGIN_LO), far);
        assert_eq!(w.get(0, END_HI), i128::from(i64::MAX));
        w.set(0, BEGIN_LO, 7);
        assert_eq!(w.get(0, BEGIN_LO), 7);
        w.set(0, BEGIN_LO, -OPEN);
        assert_eq!(w.get(0, BEGIN_LO), -OPEN);
    }

    #[test]
    fn an_instant_takes_the_narrower_of_both_ends() {
        let mut w = Windows::default();
        w.push_open();
        w.raise(0, BEGIN_LO, 3);
        w.lower(0, END_HI, 9);
        assert!(w.tighten(0, true));
        assert_eq!([0, 1, 2, 3].map(|s| w.get(0, s)), [3, 9, 3, 9]);
        w.lower(0, END_HI, 2);
        assert!(!w.tighten(0, true));
    }
}
