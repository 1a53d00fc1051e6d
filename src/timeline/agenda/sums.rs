//! What follows the meetings of each actor, summed along the actor's own list.

use super::ends::common;
use super::{Agenda, CLASSES, OPEN_PART, longest};
use crate::timeline::rows::Rows;
use std::sync::{Arc, Mutex, PoisonError};

/// How many widths of windows have lists of their own.
const WIDTHS: usize = 3;

/// There are no sums of more parts than that: they take up to 0.8 GB.
const PARTS: usize = 1 << 25;

/// The places of a list for each class of windows.
const SHELVES: usize = CLASSES.len() + 1;

/// What questions with the same sums have in common: the least and greatest time after the meeting, and who it
/// is that speaks.
pub(crate) type Key = (i64, i64, Option<u32>);

/// How much follows a meeting by others than one who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Follows {
    pub(crate) row: u32,
    /// What certainly follows; nothing where the part is open.
    pub(crate) sure: u32,
    /// What follows certainly or possibly.
    pub(crate) either: u32,
}

/// A meeting among those of an actor that nothing ties, and whose windows are equally wide.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    /// Its latest beginning.
    pub(crate) tick: i64,
    /// What follows all up to this one.
    pub(crate) total: Follows,
}

/// Sums over the meetings of each actor, for one gap: 24 bytes for the part of a meeting that nothing ties and whose
/// window is of a common width, 12 bytes for others.
#[derive(Debug)]
pub(crate) struct Sums {
    /// Widths of beginnings.
    widths: Vec<i64>,
    /// By actor and width.
    plain: Rows<Plain>,
    /// All others, by actor and class; in each in the order of rows.
    special: Rows<Follows>,
}

impl Sums {
    /// Whether there are few enough parts and actors.
    pub(crate) fn fit(a: &Agenda) -> bool {
        a.meetings.people.ids.len() <= PARTS && a.actors <= u32::MAX as usize / SHELVES
    }

    /// Sums of what surely follows each part, and of what does at all. `O(n)`; `None` where a sum is too long.
    pub(crate) fn new(a: &Agenda, sure: &[u32], either: &[u32]) -> Option<Sums> {
        let m = &a.meetings;
        let (begin_lo, begin_hi) = m.begins();
        let widths = common(begin_lo, begin_hi);
        let kind_of = |row: usize| {
            let is_tied = a.ties.has_meeting(row) || a.ties.has_inner(row);
            let width = begin_hi[row] - begin_lo[row];
            let kind = widths.iter().take(WIDTHS).position(|&own| own == width);
            kind.filter(|_| !is_tied)
        };
        let kinds: Vec<Option<usize>> = (0..m.len()).map(kind_of).collect();
        let follows = |row: usize| {
            m.people.range(row).map(move |slot| {
                let total = Follows {
                    row: row as u32,
                    sure: sure[slot],
                    either: either[slot],
                };
                ((m.people.ids[slot] & !OPEN_PART) as usize, total)
            })
        };
        let by_begin_hi = m.by_begin_hi();
        let in_order = (0..m.len()).map(|at| by_begin_hi.map_or(at, |order| order[at] as usize));
        let parts = in_order.filter_map(|row| Some((row, kinds[row]?)));
        let parts = parts.flat_map(|(row, kind)| {
            follows(row).map(move |(actor, total)| {
                let tick = begin_hi[row];
                ((actor * WIDTHS + kind) as u32, Plain { tick, total })
            })
        });
        let mut plain = Rows::group(a.actors * WIDTHS, parts);
        let mut fits = true;
        plain.each_mut(|list| {
            let (mut sure, mut either) = (0u32, 0u32);
            for own in list {
                let total = &mut own.total;
                let next = (
                    sure.checked_add(total.sure),
                    either.checked_add(total.either),
                );
                let (Some(more), Some(any)) = next else {
                    fits = false;
                    return;
                };
                (sure, either) = (more, any);
                (total.sure, total.either) = (more, any);
            }
        });
        let rest = (0..m.len()).filter(|&row| kinds[row].is_none());
        let rest = rest.flat_map(|row| {
            let class = a.class_of(row);
            follows(row).map(move |(actor, total)| ((actor * SHELVES + class) as u32, total))
        });
        let special = Rows::group(a.actors * SHELVES, rest);
        fits.then_some(Sums {
            widths,
            plain,
            special,
        })
    }

    /// The lists of an actor's meetings that nothing ties, with the width of their windows.
    pub(crate) fn plain(&self, actor: u32) -> impl Iterator<Item = (i64, &[Plain])> {
        let widths = self.widths.iter().copied().take(WIDTHS).zip(0u32..);
        widths.map(move |(width, kind)| (width, self.plain.of(actor * WIDTHS as u32 + kind)))
    }

    /// Whether a meeting that nothing ties is among those.
    pub(crate) fn is_plain(&self, width: i64) -> bool {
        self.widths.iter().take(WIDTHS).any(|&own| own == width)
    }

    /// Other meetings of an actor that can begin between two ticks, both inclusive.
    pub(crate) fn special(
        &self,
        a: &Agenda,
        actor: u32,
        (from, to): (i64, i64),
        mut say: impl FnMut(Follows),
    ) {
        let m = &a.meetings;
        let (lo, hi) = m.begins();
        for class in 0..SHELVES {
            let all = self.special.of(actor * SHELVES as u32 + class as u32);
            let start = all.partition_point(|own| m.end_hi[own.row as usize] < from);
            let last = to.saturating_add(longest(class));
            for own in &all[start..] {
                let row = own.row as usize;
                if m.end_hi[row] > last {
                    break;
                }
                if hi[row] >= from && lo[row] <= to {
                    say(*own);
                }
            }
        }
    }
}

/// The sums of the last gap that was asked for often enough.
///
/// Sums are worth their making once questions that do without have gone through as much: then no row of questions
/// costs much more than twice what it would at best.
#[derive(Debug, Default)]
pub(crate) struct Kept(Mutex<Option<Entry>>);

#[derive(Clone, Debug)]
struct Entry {
    key: Key,
    /// What questions have gone through without them.
    work: u64,
    sums: Option<Arc<Sums>>,
    /// There can be none.
    is_refused: bool,
}

/// Sums are not part of what an agenda says.
impl Clone for Kept {
    fn clone(&self) -> Kept {
        Kept::default()
    }
}

impl Kept {
    fn with<A>(&self, key: Key, say: impl FnOnce(&mut Entry) -> A) -> A {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = || Entry {
            key,
            work: 0,
            sums: None,
            is_refused: false,
        };
        let entry = kept.get_or_insert_with(fresh);
        if entry.key != key {
            *entry = fresh();
        }
        say(entry)
    }

    /// The sums of a gap, or what questions have gone through without them, as long as there can be any.
    pub(crate) fn find(&self, key: Key) -> (Option<Arc<Sums>>, u64) {
        self.with(key, |entry| {
            let work = if entry.is_refused { 0 } else { entry.work };
            (entry.sums.clone(), work)
        })
    }

    /// Notes that a question has gone through so much.
    pub(crate) fn note(&self, key: Key, work: u64) {
        self.with(key, |entry| entry.work = entry.work.saturating_add(work));
    }

    /// Keeps sums in place of those of another gap, or that there can be none.
    pub(crate) fn keep(&self, key: Key, sums: Option<Arc<Sums>>) {
        self.with(key, |entry| {
            entry.is_refused = sums.is_none();
            entry.sums = sums;
        });
    }
}
