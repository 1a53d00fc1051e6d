//! The rows of an agenda.

use super::ties::Ties;
use super::{FAR, OPEN_PART, UNBOUND};
use crate::timeline::columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, EventKind, OPEN, Part};
use crate::timeline::timeline::Timeline;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// Who took part in each row, in one list.
#[derive(Clone, Debug, Default)]
pub(crate) struct People {
    /// Where each row begins in `ids`, and where the last one ends.
    pub(crate) starts: Vec<u32>,
    /// Actors, with [`OPEN_PART`].
    pub(crate) ids: Vec<u32>,
}

impl People {
    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// The places of a row in the list.
    #[inline]
    pub(crate) fn range(&self, row: usize) -> std::ops::Range<usize> {
        self.starts[row] as usize..self.starts[row + 1] as usize
    }

    /// Who took part in a row.
    #[inline]
    pub(crate) fn of(&self, row: usize) -> &[u32] {
        &self.ids[self.range(row)]
    }

    /// The part that an actor has in a row, with [`OPEN_PART`].
    pub(crate) fn find(&self, row: usize, actor: u32) -> Option<u32> {
        let mut ids = self.of(row).iter().copied();
        ids.find(|id| id & !OPEN_PART == actor)
    }

    /// Gathers who had a part in events, each actor once: surely, if one entry says so.
    fn gather(t: &Timeline, events: &[u32], part: Part) -> People {
        let mut people = People::default();
        people.starts.reserve(events.len() + 1);
        people.starts.push(0);
        for &event in events {
            let first = people.ids.len();
            let alleged = t.is_alleged(event);
            for involved in t.involved(event) {
                if involved.part != part || involved.is_denied() {
                    continue;
                }
                let open = alleged || involved.is_implied();
                let id = involved.actor | if open { OPEN_PART } else { 0 };
                let own = &mut people.ids[first..];
                match own
                    .iter_mut()
                    .find(|own| **own & !OPEN_PART == involved.actor)
                {
                    Some(own) => *own &= id,
                    None => people.ids.push(id),
                }
            }
            people.starts.push(people.ids.len() as u32);
        }
        people.ids.shrink_to_fit();
        people
    }
}

/// A bound in plain numbers.
fn plain(bound: i128) -> Option<i64> {
    if bound <= -OPEN {
        Some(-UNBOUND)
    } else if bound >= OPEN {
        Some(UNBOUND)
    } else {
        (bound.abs() < FAR).then_some(bound as i64)
    }
}

/// The events of a kind that questions speak of, each with two bounds, by the second and then in file order.
fn sorted(t: &Timeline, kind: EventKind, by: u8) -> Option<Vec<(i64, u32)>> {
    let kinds = &t.store().columns.kind;
    let mut rows = Vec::new();
    for (event, &own) in (0u32..).zip(kinds) {
        if own == kind && t.is_matched(event) {
            rows.push((plain(t.bound(event, by))?, event));
        }
    }
    rows.sort_unstable();
    Some(rows)
}

/// Row numbers by a tick of each, then by number. Made when first asked for, `O(n log n)`.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    ticks: Arc<Vec<i64>>,
    rows: OnceLock<Vec<u32>>,
}

impl Order {
    fn by(ticks: &Arc<Vec<i64>>) -> Order {
        Order {
            ticks: Arc::clone(ticks),
            rows: OnceLock::new(),
        }
    }
}

impl Deref for Order {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        self.rows.get_or_init(|| {
            let mut rows: Vec<u32> = (0..self.ticks.len() as u32).collect();
            rows.sort_unstable_by_key(|&row| (self.ticks[row as usize], row));
            rows
        })
    }
}

impl<'a> IntoIterator for &'a Order {
    type Item = &'a u32;
    type IntoIter = std::slice::Iter<'a, u32>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One side of the windows of events.
fn column(t: &Timeline, events: &[u32], side: u8) -> Option<Arc<Vec<i64>>> {
    let mut ticks = Vec::with_capacity(events.len());
    for &event in events {
        ticks.push(plain(t.bound(event, side))?);
    }
    Some(Arc::new(ticks))
}

/// Meetings by latest end.
#[derive(Clone, Debug)]
pub(crate) struct Meetings {
    pub(crate) event: Vec<u32>,
    pub(crate) end_lo: Arc<Vec<i64>>,
    pub(crate) end_hi: Vec<i64>,
    pub(crate) by_end_lo: Order,
    /// Where the window of some beginning is not that of the end.
    begin: Option<Begins>,
    pub(crate) people: People,
}

/// Windows of beginnings, with the rows by either side.
#[derive(Clone, Debug)]
struct Begins {
    lo: Arc<Vec<i64>>,
    hi: Arc<Vec<i64>>,
    by_lo: Order,
    by_hi: Order,
}

impl Meetings {
    pub(super) fn gather(t: &Timeline) -> Option<Meetings> {
        let rows = sorted(t, EventKind::Meeting, END_HI)?;
        let event: Vec<u32> = rows.iter().map(|row| row.1).collect();
        let end_hi: Vec<i64> = rows.into_iter().map(|row| row.0).collect();
        let end_lo = column(t, &event, END_LO)?;
        let lo = column(t, &event, BEGIN_LO)?;
        let hi = column(t, &event, BEGIN_HI)?;
        let begin = (lo != end_lo || *hi != end_hi).then(|| Begins {
            by_lo: Order::by(&lo),
            by_hi: Order::by(&hi),
            lo,
            hi,
        });
        Some(Meetings {
            people: People::gather(t, &event, Part::Participant),
            by_end_lo: Order::by(&end_lo),
            event,
            end_lo,
            end_hi,
            begin,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.event.len()
    }

    /// Earliest and latest beginnings.
    pub(crate) fn begins(&self) -> (&[i64], &[i64]) {
        match &self.begin {
            Some(begin) => (&begin.lo, &begin.hi),
            None => (&self.end_lo, &self.end_hi),
        }
    }

    /// Rows by earliest beginning.
    pub(crate) fn by_begin_lo(&self) -> &[u32] {
        self.begin.as_ref().map_or(&self.by_end_lo, |b| &b.by_lo)
    }

    /// Rows by latest beginning; `None` where they are in that order.
    pub(crate) fn by_begin_hi(&self) -> Option<&[u32]> {
        self.begin.as_ref().map(|b| &*b.by_hi)
    }

    /// Whether claims tie a row to others, so that its window does not say all of its end.
    pub(crate) fn is_tied(&self, row: usize, ties: &Ties) -> bool {
        self.end_lo[row] != self.end_hi[row] && ties.has_meeting(row)
    }

    /// The first row with a latest end no earlier than a tick.
    pub(crate) fn first_ending(&self, tick: i64) -> usize {
        self.end_hi.partition_point(|&hi| hi < tick)
    }
}

/// Statements by earliest beginning.
#[derive(Clone, Debug)]
pub(crate) struct Statements {
    pub(crate) event: Vec<u32>,
    pub(crate) begin_lo: Vec<i64>,
    pub(crate) begin_hi: Arc<Vec<i64>>,
    pub(crate) by_begin_hi: Order,
    pub(crate) people: People,
}

impl Statements {
    pub(super) fn gather(t: &Timeline) -> Option<Statements> {
        let rows = sorted(t, EventKind::Statement, BEGIN_LO)?;
        let event: Vec<u32> = rows.iter().map(|row| row.1).collect();
        let begin_lo = rows.into_iter().map(|row| row.0).collect();
        let begin_hi = column(t, &event, BEGIN_HI)?;
        Some(Statements {
            people: People::gather(t, &event, Part::By),
            by_begin_hi: Order::by(&begin_hi),
            event,
            begin_lo,
            begin_hi,
        })
    }

    pub(crate) fn len(&self) -> usize {
        self.event.len()
    }
}
