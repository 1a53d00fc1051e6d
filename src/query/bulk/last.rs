//! The last meeting before every statement of the same actor.

mod between;
mod claimed;
mod closely;
mod walk;

use super::sweep::in_parts;
use crate::timeline::{Agenda, Timeline};
use between::Between;
use std::ops::Range;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;

/// No row.
pub(super) const NONE: u32 = u32::MAX;

/// Into how many parts actors are split: enough that threads end at about the same time.
const PARTS: usize = 64;

/// The answers for each statement and each of its speakers, in the order of the agenda.
#[derive(Debug, Default)]
pub(crate) struct Last {
    /// The certain one, as a row; [`NONE`] where there is none.
    pub(crate) certain: Vec<u32>,
    /// Further certain ones, by the place of the statement and speaker: meetings that end at one tick.
    pub(crate) more: Vec<(u32, u32)>,
    /// How many there are that are possible and not certain; empty where nobody asked.
    pub(crate) possible: Vec<u32>,
}

/// Works out the answers of a timeline.
pub(in crate::query) struct Search<'t> {
    pub(in crate::query) t: &'t Timeline,
    pub(in crate::query) agenda: &'t Agenda,
}

impl Search<'_> {
    /// All of them; possible ones only where asked.
    ///
    /// Let `f` and `b` be the windows of the end and the beginning. By windows alone, of the meetings with
    /// `f.lo < b.hi` the one with the greatest `f.hi` is certainly the last if it is below `b.lo` and no other
    /// has an `f.hi` above its `f.lo` (`walk`). Of the same meetings those are possible whose `f.hi` is no less
    /// than the floor: the greatest `f.lo` of those that surely took place and have `f.hi < b.lo`.
    pub(super) fn all(&self, possible: bool) -> Last {
        let (mut last, between) = self.certain(possible);
        if possible {
            let odd = self.exclude(&mut last, &between);
            last.more.retain(|more| odd.binary_search(&more.0).is_err());
            for slot in odd {
                self.judge_anew(&mut last, slot);
            }
            last.more.sort_unstable();
        }
        let own = last.possible.iter_mut().zip(&last.certain);
        for (possible, _) in own.filter(|(_, row)| **row != NONE) {
            *possible -= 1;
        }
        if possible {
            for &(slot, _) in &last.more {
                last.possible[slot as usize] -= 1;
            }
        }
        last
    }

    /// The certain ones, and where asked which windows leave possible; of many actors at once where threads are at
    /// hand.
    fn certain(&self, possible: bool) -> (Last, Between) {
        let trails = self.agenda.trails();
        let slots = self.agenda.statements.people.ids.len();
        let certain: Vec<AtomicU32> = (0..slots).map(|_| AtomicU32::new(NONE)).collect();
        let between = Between::new(if possible { slots } else { 0 });
        let of = |ranges: &[Range<usize>]| {
            let mut more = Vec::new();
            for actor in ranges.iter().cloned().flatten() {
                let actor = actor as u32;
                self.walk(actor, |said, found| {
                    if let Some((&first, rest)) = found.split_first() {
                        let slot = said.slot();
                        certain[slot].store(first, Relaxed);
                        more.extend(rest.iter().map(|&row| (slot as u32, row)));
                    }
                });
                if possible {
                    let meetings = &self.agenda.meetings;
                    trails.each_passed(actor, meetings, |slot, count, floor| {
                        between.put(slot, count, floor);
                    });
                }
            }
            more
        };
        let add = |mut one: Vec<(u32, u32)>, mut other: Vec<(u32, u32)>| {
            one.append(&mut other);
            one
        };
        let ranges = trails.split(self.agenda.actors, PARTS);
        let mut more = in_parts(&ranges, 1, of, add).unwrap_or_default();
        more.sort_unstable();
        let last = Last {
            certain: certain.into_iter().map(AtomicU32::into_inner).collect(),
            more,
            possible: Vec::new(),
        };
        (last, between)
    }
}
