//! Events of each actor in the order of time, for look-ups that touch little else.

use super::columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, EventKind, Part};
use super::rows::Rows;
use super::timeline::Timeline;
use crate::time::DAY;
use std::sync::OnceLock;

/// The longest stretch of time in which the events of each shelf can have been; the last shelf holds what
/// has no such bound, or whose ends lie far out, and what is only alleged or implied.
const WIDTHS: [i64; 3] = [DAY / 1440, DAY, 16 * DAY];

/// How many shelves have a width.
pub(crate) const SHELVES: usize = WIDTHS.len();

/// Ticks below this have sums that don't overflow.
const FAR: i128 = 1 << 60;

/// Events of each actor, on shelves.
///
/// An event lies on the first shelf that is wide enough for the stretch of time in which it can have been. What
/// is so and so far before a tick is then a prefix of a row, but for a few events within the width of the shelf.
#[derive(Debug, Default)]
pub(crate) struct Diary {
    shelves: [Shelf; SHELVES + 1],
}

/// The events of each actor that lie on one shelf, by one of their bounds and then in file order.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    ticks: Rows<i64>,
    events: Rows<u32>,
}

/// One row of a shelf.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Row<'a> {
    /// How long the stretch of time is at most in which an event of it can have been.
    pub(crate) width: i64,
    /// The bound of each event by which they are sorted.
    pub(crate) ticks: &'a [i64],
    pub(crate) events: &'a [u32],
}

impl Row<'_> {
    /// How many events have a bound before a tick.
    pub(crate) fn before(&self, tick: i64) -> usize {
        self.ticks.partition_point(|&own| own < tick)
    }
}

/// A tick as rows count them: what lies farther out than any of theirs stays so.
pub(crate) fn near(tick: i128) -> i64 {
    tick.clamp(-2 * FAR, 2 * FAR) as i64
}

impl Diary {
    fn new(t: &Timeline, keys: usize, side: u8, all: &[(u32, u32, bool)]) -> Diary {
        let place = |event: u32, firm: bool| -> (usize, i64) {
            let (lo, hi) = (t.bound(event, BEGIN_LO), t.bound(event, END_HI));
            let tick = near(t.bound(event, side));
            if !firm || lo <= -FAR || hi >= FAR {
                return (SHELVES, tick);
            }
            let shelf = WIDTHS.iter().position(|&w| hi - lo <= i128::from(w));
            (shelf.unwrap_or(SHELVES), tick)
        };
        let mut sorted: Vec<(i64, u32, u32, u8)> = all
            .iter()
            .map(|&(key, event, firm)| {
                let (shelf, tick) = place(event, firm);
                (tick, event, key, shelf as u8)
            })
            .collect();
        sorted.sort_unstable();
        let mut number = 0;
        let shelves = [(); SHELVES + 1].map(|()| {
            let own = sorted.iter().filter(move |row| row.3 == number);
            number += 1;
            Shelf {
                ticks: Rows::group(keys, own.clone().map(|row| (row.2, row.0))),
                events: Rows::group(keys, own.map(|row| (row.2, row.1))),
            }
        });
        Diary { shelves }
    }

    /// The rows of an actor that have a width.
    pub(crate) fn of(&self, actor: u32) -> [Row<'_>; SHELVES] {
        let mut rows = [Row::default(); SHELVES];
        for ((row, shelf), width) in rows.iter_mut().zip(&self.shelves).zip(WIDTHS) {
            *row = shelf.row(actor, width);
        }
        rows
    }

    /// The events of an actor of which each has to be looked at.
    pub(crate) fn loose(&self, actor: u32) -> Row<'_> {
        self.shelves[SHELVES].row(actor, i64::MAX)
    }
}

impl Shelf {
    fn row(&self, actor: u32, width: i64) -> Row<'_> {
        Row {
            width,
            ticks: self.ticks.of(actor),
            events: self.events.of(actor),
        }
    }
}

/// A statement of somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speech {
    pub(crate) event: u32,
    /// Whether its bounds tell all: it occurred, no claim connects it to another event, and it has
    /// both bounds.
    pub(crate) is_plain: bool,
    /// Earliest and latest beginning.
    pub(crate) begin: [i64; 2],
}

/// Meetings of all by their earliest end, with those who took part.
#[derive(Debug, Default)]
pub(crate) struct Hall {
    diary: Diary,
    people: [Rows<u32>; SHELVES],
}

impl Hall {
    /// Meetings of a width, each with those who took part beside it, who surely did.
    pub(crate) fn rows(&self) -> [(Row<'_>, &Rows<u32>); SHELVES] {
        let rows = self.diary.of(0);
        let mut number = 0;
        rows.map(|row| {
            number += 1;
            (row, &self.people[number - 1])
        })
    }

    /// Meetings of which each has to be looked at.
    pub(crate) fn loose(&self) -> &[u32] {
        self.diary.loose(0).events
    }
}

/// Diaries of a timeline, each made when first wanted.
#[derive(Debug, Default)]
pub(crate) struct Diaries {
    meetings: OnceLock<Diary>,
    speeches: OnceLock<Rows<Speech>>,
    events: OnceLock<Diary>,
    hall: OnceLock<Hall>,
}

impl Timeline {
    /// Meetings of each actor that questions speak of, by their earliest end. `O(n log n)` when first asked for.
    pub(crate) fn meetings_diary(&self) -> &Diary {
        self.inside.diaries.meetings.get_or_init(|| {
            let all = self.parts(|event, part| {
                self.kind_of(event) == EventKind::Meeting && part == Part::Participant
            });
            Diary::new(self, self.store().actors.keys.len(), END_LO, &all)
        })
    }

    /// Events of each actor that questions speak of, but for those of others that only concern the actor, by their
    /// latest beginning. `O(n log n)` when first asked for.
    pub(crate) fn events_diary(&self) -> &Diary {
        self.inside.diaries.events.get_or_init(|| {
            let all = self.parts(|_, part| !matches!(part, Part::Absent | Part::Concerned));
            Diary::new(self, self.store().actors.keys.len(), BEGIN_HI, &all)
        })
    }

    /// Statements of an actor that questions speak of, by latest beginning and then in file order.
    pub(crate) fn speeches_of(&self, actor: u32) -> &[Speech] {
        let rows = self.inside.diaries.speeches.get_or_init(|| {
            let all = self.parts(|event, part| {
                self.kind_of(event) == EventKind::Statement && part == Part::By
            });
            let mut all: Vec<(u32, Speech)> = all
                .iter()
                .map(|&(actor, event, firm)| {
                    let begin = [BEGIN_LO, BEGIN_HI].map(|side| self.bound(event, side));
                    let is_near = begin.iter().all(|b| b.abs() < FAR);
                    let speech = Speech {
                        event,
                        is_plain: firm && is_near && self.component(event).is_none(),
                        begin: begin.map(near),
                    };
                    (actor, speech)
                })
                .collect();
            all.sort_unstable_by_key(|(_, speech)| (speech.begin[1], speech.event));
            Rows::group(self.store().actors.keys.len(), all.iter().copied())
        });
        rows.of(actor)
    }

    /// All meetings that questions speak of, by their earliest end. `O(n log n)` when first asked for.
    pub(crate) fn hall(&self) -> &Hall {
        self.inside.diaries.hall.get_or_init(|| {
            let present = |&event: &u32| {
                let row = self.involved(event).iter();
                row.filter(|i| i.part == Part::Participant && !i.is_denied())
            };
            let meetings = (0..self.len() as u32)
                .filter(|&e| self.kind_of(e) == EventKind::Meeting && self.is_matched(e));
            let all: Vec<(u32, u32, bool)> = meetings
                .map(|e| {
                    let implied = present(&e).any(|i| i.is_implied());
                    (0, e, !implied && !self.is_alleged(e))
                })
                .collect();
            let diary = Diary::new(self, 1, END_LO, &all);
            let people = diary.of(0).map(|row| {
                let mut people = Rows::default();
                for event in row.events {
                    let mut all: Vec<u32> = Vec::new();
                    for involved in present(event) {
                        if !all.contains(&involved.actor) {
                            all.push(involved.actor);
                        }
                    }
                    people.push(all);
                }
                people
            });
            Hall { diary, people }
        })
    }

    fn kind_of(&self, event: u32) -> EventKind {
        self.store().columns.kind[event as usize]
    }

    /// The parts of actors in events that questions speak of, once for each actor and event: whose, in which, and
    /// whether it is sure that the event took place and the actor was there.
    fn parts(&self, wanted: impl Fn(u32, Part) -> bool) -> Vec<(u32, u32, bool)> {
        let mut all: Vec<(u32, u32, bool)> = Vec::new();
        for event in (0..self.len() as u32).filter(|&e| self.is_matched(e)) {
            let first = all.len();
            for involved in self.involved(event) {
                if !wanted(event, involved.part) || involved.is_denied() {
                    continue;
                }
                let firm = !involved.is_implied() && !self.is_alleged(event);
                match all[first..].iter_mut().find(|row| row.0 == involved.actor) {
                    Some(known) => known.2 |= firm,
                    None => all.push((involved.actor, event, firm)),
                }
            }
        }
        all
    }
}
