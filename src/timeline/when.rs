//! Finds events by when they can have been.

use super::columns::{BEGIN_LO, Columns, END_HI, OPEN};
use super::rows::Rows;

/// Events by when they can have been: all of a kind, and those of each actor.
///
/// Events are put in classes by how long the stretch is in which they can have been, each class
/// sorted by its beginning: what can overlap a stretch of time lies in one run of each class, which reaches
/// back before the stretch by as much as the class is wide. Claims added later only narrow windows, so that the runs stay a superset.
#[derive(Debug)]
pub(crate) struct TimeIndex {
    /// Class and earliest tick of each event.
    keys: Vec<(u8, i64)>,
    by_kind: [Sorted; 4],
    by_actor: Rows<u32>,
    /// The place of each event of `by_actor` in its row, as a number.
    places: Rows<u64>,
    /// The earliest and latest tick of all events that are not wide.
    span: (i64, i64),
}

/// Events in the order of class and earliest tick, with both in one number, so that searching touches
/// nothing else.
#[derive(Clone, Copy, Debug)]
pub(crate) struct List<'a> {
    events: &'a [u32],
    places: &'a [u64],
}

impl<'a> List<'a> {
    /// All of them.
    pub(crate) fn events(self) -> &'a [u32] {
        self.events
    }

    pub(crate) fn len(self) -> usize {
        self.events.len()
    }
}

#[derive(Debug, Default)]
struct Sorted {
    events: Vec<u32>,
    places: Vec<u64>,
}

/// A class, and a tick to sixteen ticks: they are in the order of the pairs.
fn place(class: u8, tick: i64) -> u64 {
    let tick = (tick as u64 ^ 1 << 63) >> 4;
    u64::from(class) << 60 | tick
}

/// The longest stretch of each class but the last, in ticks: a day, four days, sixteen, ...
const WIDTHS: [i64; 8] = {
    let mut widths = [0; 8];
    let mut i = 0;
    while i < widths.len() {
        widths[i] = crate::time::DAY << (2 * i);
        i += 1;
    }
    widths
};

/// Events without a bound on one side, or with windows of centuries.
const WIDE: u8 = WIDTHS.len() as u8;

/// Runs of a list of events.
pub(crate) type Runs<'a> = [&'a [u32]; WIDTHS.len() + 1];

impl TimeIndex {
    pub(crate) fn new(columns: &Columns, actors: usize) -> TimeIndex {
        let keys: Vec<(u8, i64)> = (0..columns.len())
            .map(|event| {
                let lo = columns.windows.get(event, BEGIN_LO);
                let hi = columns.windows.get(event, END_HI);
                let first = i64::try_from(lo).unwrap_or(i64::MIN);
                if lo <= -OPEN || hi >= OPEN || i128::from(first) != lo {
                    return (WIDE, i64::MIN);
                }
                let class = WIDTHS.iter().position(|&w| hi - lo <= i128::from(w));
                class.map_or((WIDE, i64::MIN), |class| (class as u8, first))
            })
            .collect();
        let mut order: Vec<u32> = (0..columns.len()).collect();
        order.sort_unstable_by_key(|&e| (keys[e as usize], e));
        let dated = || keys.iter().filter(|key| key.0 < WIDE).map(|key| key.1);
        let span = (dated().min().unwrap_or(0), dated().max().unwrap_or(0));
        let place_of = |event: u32| {
            let (class, tick) = keys[event as usize];
            place(class, tick)
        };
        let mut by_kind: [Sorted; 4] = Default::default();
        for &event in &order {
            let list = &mut by_kind[columns.kind[event as usize] as usize];
            list.events.push(event);
            list.places.push(place_of(event));
        }
        let pairs = order.iter().flat_map(|&event| {
            let row = columns.involved.of(event);
            row.iter().enumerate().filter_map(move |(i, involved)| {
                let again = row[..i].iter().any(|other| other.actor == involved.actor);
                (!again).then_some((involved.actor, event))
            })
        });
        let by_actor = Rows::group(actors, pairs.clone());
        let places = pairs.map(|(actor, event)| (actor, place_of(event)));
        let places = Rows::group(actors, places);
        TimeIndex {
            keys,
            by_kind,
            by_actor,
            places,
            span,
        }
    }

    /// About how many of so many events overlap a stretch of time, if they are spread evenly.
    pub(crate) fn share(&self, events: u64, from: i128, to: i128) -> u64 {
        let (first, last) = (i128::from(self.span.0), i128::from(self.span.1));
        let own = (to.min(last) - (from - i128::from(WIDTHS[0])).max(first)).max(0);
        let all = (last - first).max(1);
        let share = i128::from(events).saturating_mul(own) / all;
        u64::try_from(share).unwrap_or(u64::MAX).min(events)
    }

    /// The events of an actor, whatever the part.
    pub(crate) fn of_actor(&self, actor: u32) -> List<'_> {
        List {
            events: self.by_actor.of(actor),
            places: self.places.of(actor),
        }
    }

    /// The events of a kind, by the number of the kind.
    pub(crate) fn of_kind(&self, kind: usize) -> List<'_> {
        let sorted = self.by_kind.get(kind);
        List {
            events: sorted.map_or(&[], |s| &s.events),
            places: sorted.map_or(&[], |s| &s.places),
        }
    }

    /// Whether an event can overlap a stretch of time, as far as its class tells.
    pub(crate) fn may_overlap(&self, event: u32, from: i128, to: i128) -> bool {
        let (class, first) = self.keys[event as usize];
        let (width, first) = (WIDTHS.get(class as usize), i128::from(first));
        width.is_none_or(|&width| first <= to && first + i128::from(width) >= from)
    }

    /// A stretch of time in which an event lies; the events of a list with stretches of one length
    /// stand in the order of their beginnings.
    pub(crate) fn stretch(&self, event: u32) -> (i128, i128) {
        let (class, first) = self.keys[event as usize];
        let first = i128::from(first);
        match WIDTHS.get(class as usize) {
            Some(&width) => (first, first + i128::from(width)),
            None => (-OPEN, OPEN),
        }
    }

    /// The part of a list of this index in which all lie that can overlap a stretch of time.
    pub(crate) fn overlapping<'a>(&self, list: List<'a>, from: i128, to: i128) -> Runs<'a> {
        let mut runs: Runs<'a> = Default::default();
        if from <= -OPEN && to >= OPEN {
            runs[0] = list.events;
            return runs;
        }
        let clamp = |tick: i128| tick.clamp(i64::MIN.into(), i64::MAX.into()) as i64;
        let mut start = 0;
        for (class, run) in runs.iter_mut().enumerate() {
            let Some(&next) = list.places.get(start) else {
                break;
            };
            if next >> 60 != class as u64 {
                continue;
            }
            let rest = &list.places[start..];
            // Most lists are of one class.
            let whole = list
                .places
                .last()
                .is_some_and(|last| last >> 60 == class as u64);
            let size = if whole {
                rest.len()
            } else {
                rest.partition_point(|&p| p >> 60 == class as u64)
            };
            let (events, places) = (&list.events[start..start + size], &rest[..size]);
            start += size;
            *run = match WIDTHS.get(class) {
                None => events,
                Some(&width) => {
                    let least = place(class as u8, clamp(from - i128::from(width)));
                    let most = place(class as u8, clamp(to));
                    let first = places.partition_point(|&p| p < least);
                    let count = places[first..].partition_point(|&p| p <= most);
                    &events[first..first + count]
                }
            };
        }
        runs
    }
}

#[cfg(test)]
mod tests;
