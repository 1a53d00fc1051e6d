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
    /// Where the rows of each actor begin.
    places: Vec<Place>,
    /// One bound of each event, by which rows are sorted, and then in file order.
    ticks: Vec<i64>,
    events: Vec<u32>,
    /// The latest end of each event, but for those of the first shelf.
    highs: Vec<i64>,
}

/// Where the rows of an actor are: side by side, shelf after shelf.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    begins: [u32; SHELVES + 2],
    highs: u32,
}

/// One row of a shelf.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Row<'a> {
    /// How long the stretch of time is at most in which an event of it can have been.
    pub(crate) width: i64,
    /// The bound of each event by which they are sorted.
    pub(crate) ticks: &'a [i64],
    pub(crate) events: &'a [u32],
    /// The latest end of each event; nothing on the first shelf, where it is looked up.
    highs: &'a [i64],
}

impl<'a> Row<'a> {
    /// How many events have a bound before a tick.
    pub(crate) fn before(&self, tick: i64) -> usize {
        self.ticks.partition_point(|&own| own < tick)
    }

    /// The latest end of an event of the row.
    pub(crate) fn high(&self, t: &Timeline, at: usize) -> i64 {
        match self.highs.get(at) {
            Some(&high) => high,
            None => near(t.bound(self.events[at], END_HI)),
        }
    }

    /// A part of it.
    pub(crate) fn part(&self, from: usize, to: usize) -> Row<'a> {
        Row {
            width: self.width,
            ticks: &self.ticks[from..to],
            events: &self.events[from..to],
            highs: self.highs.get(from..to).unwrap_or_default(),
        }
    }
}

/// A tick as rows count them: what lies farther out than any of theirs stays so.
pub(crate) fn near(tick: i128) -> i64 {
    tick.clamp(-2 * FAR, 2 * FAR) as i64
}

/// A part of an actor in an event: whose, in which, and whether it is sure.
type Given = (u32, u32, bool);

impl Diary {
    fn new(t: &Timeline, keys: usize, side: u8, all: &[Given]) -> Diary {
        let shelf = |event: u32, firm: bool| -> u8 {
            let (lo, hi) = (t.bound(event, BEGIN_LO), t.bound(event, END_HI));
            if !firm || lo <= -FAR || hi >= FAR {
                return SHELVES as u8;
            }
            let shelf = WIDTHS.iter().position(|&w| hi - lo <= i128::from(w));
            shelf.unwrap_or(SHELVES) as u8
        };
        let mut sorted: Vec<(u32, u8, i64, u32)> = all
            .iter()
            .map(|&(key, event, firm)| (key, shelf(event, firm), near(t.bound(event, side)), event))
            .collect();
        sorted.sort_unstable();
        let wide = sorted.iter().filter(|row| row.1 > 0);
        let mut diary = Diary {
            places: Vec::with_capacity(keys),
            ticks: sorted.iter().map(|row| row.2).collect(),
            events: sorted.iter().map(|row| row.3).collect(),
            highs: wide.map(|row| near(t.bound(row.3, END_HI))).collect(),
        };
        let (mut at, mut highs) = (0, 0);
        for key in 0..keys as u32 {
            let mut place = Place {
                begins: [at as u32; SHELVES + 2],
                highs,
            };
            while let Some(row) = sorted.get(at).filter(|row| row.0 == key) {
                at += 1;
                highs += u32::from(row.1 > 0);
                for begin in &mut place.begins[row.1 as usize + 1..] {
                    *begin = at as u32;
                }
            }
            diary.places.push(place);
        }
        diary
    }

    fn row(&self, place: &Place, shelf: usize, width: i64) -> Row<'_> {
        let [from, to] = [shelf, shelf + 1].map(|i| place.begins[i] as usize);
        let highs = if shelf == 0 {
            &[]
        } else {
            let first = place.highs as usize + from - place.begins[1] as usize;
            &self.highs[first..first + to - from]
        };
        Row {
            width,
            ticks: &self.ticks[from..to],
            events: &self.events[from..to],
            highs,
        }
    }

    /// The rows of an actor that have a width.
    pub(crate) fn of(&self, actor: u32) -> [Row<'_>; SHELVES] {
        let mut rows = [Row::default(); SHELVES];
        if let Some(place) = self.places.get(actor as usize) {
            for (shelf, (row, width)) in rows.iter_mut().zip(WIDTHS).enumerate() {
                *row = self.row(place, shelf, width);
            }
        }
        rows
    }

    /// The events of an actor of which each has to be looked at.
    pub(crate) fn loose(&self, actor: u32) -> Row<'_> {
        let place = self.places.get(actor as usize);
        place.map_or_else(Row::default, |place| self.row(place, SHELVES, i64::MAX))
    }
}

/// A statement of somebody.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speech {
    pub(crate) event: u32,
    /// Whether it surely took place, and begins between near bounds.
    pub(crate) is_plain: bool,
    /// Whether claims connect it to other events.
    pub(crate) is_tied: bool,
    /// Earliest and latest beginning.
    pub(crate) begin: [i64; 2],
}

/// Meetings of all by their earliest end, with those who took part.
#[derive(Debug, Default)]
pub(crate) struct Hall {
    diary: Diary,
    rooms: [Rooms; SHELVES],
}

/// What is known of the meetings of one shelf, in its order.
#[derive(Debug, Default)]
pub(crate) struct Rooms {
    /// Earliest beginning and latest end.
    pub(crate) ends: Vec<[i64; 2]>,
    /// Those who took part, who surely did.
    pub(crate) people: Rows<u32>,
}

impl Hall {
    /// Meetings of a width, each with what is known of it beside it.
    pub(crate) fn rows(&self) -> [(Row<'_>, &Rooms); SHELVES] {
        let rows = self.diary.of(0);
        let mut number = 0;
        rows.map(|row| {
            number += 1;
            (row, &self.rooms[number - 1])
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
                        is_plain: firm && is_near,
                        is_tied: self.component(event).is_some(),
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
            let all: Vec<Given> = meetings
                .map(|e| {
                    let implied = present(&e).any(super::columns::Involved::is_implied);
                    (0, e, !implied && !self.is_alleged(e))
                })
                .collect();
            let diary = Diary::new(self, 1, END_LO, &all);
            let rooms = diary.of(0).map(|row| {
                let mut rooms = Rooms::default();
                for &event in row.events {
                    let mut all: Vec<u32> = Vec::new();
                    for involved in present(&event) {
                        if !all.contains(&involved.actor) {
                            all.push(involved.actor);
                        }
                    }
                    rooms.people.put(rooms.ends.len() as u32, all);
                    let ends = [BEGIN_LO, END_HI].map(|side| near(self.bound(event, side)));
                    rooms.ends.push(ends);
                }
                rooms
            });
            Hall { diary, rooms }
        })
    }

    fn kind_of(&self, event: u32) -> EventKind {
        self.store().columns.kind[event as usize]
    }

    /// The parts of actors in events that questions speak of, once for each actor and event: whose, in which, and
    /// whether it is sure that the event took place and the actor was there.
    fn parts(&self, wanted: impl Fn(u32, Part) -> bool) -> Vec<Given> {
        let mut all: Vec<Given> = Vec::new();
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
