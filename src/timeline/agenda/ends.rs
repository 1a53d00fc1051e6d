//! Ends of the meetings and beginnings of the statements of each actor, side by side.

use super::gather::{Meetings, People, Statements};
use super::{OPEN_PART, UNBOUND};
use crate::timeline::rows::Rows;
use std::ops::Range;

/// How many widths have lists of their own.
const COMMON: usize = 3;

/// How many rows are looked at for the widths that are common.
const SAMPLE: usize = 4096;

/// The window of an event in which a part is open, or of a width that is not common.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Other {
    pub(crate) lo: i64,
    pub(crate) hi: i64,
    pub(crate) open: bool,
}

/// Ticks as they are counted in the lists of one width: in units, from a first tick on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scale {
    pub(crate) first: i64,
    pub(crate) unit: i64,
    /// What the first tick counts.
    least: i64,
}

impl Scale {
    /// Ticks as they are.
    pub(crate) const PLAIN: Scale = Scale {
        first: 0,
        unit: 1,
        least: 0,
    };

    /// The count of a tick, or of the last before it that has one.
    pub(crate) fn floor(self, tick: i64) -> i64 {
        let units = tick.saturating_sub(self.first).div_euclid(self.unit);
        units.saturating_add(self.least)
    }
}

/// Sure parts of all actors in events whose windows have one width.
#[derive(Clone, Debug)]
pub(crate) struct Common<T> {
    pub(crate) width: i64,
    pub(crate) scale: Scale,
    /// One tick of each window, counted, in order.
    pub(crate) counts: Rows<T>,
}

/// The parts of all actors in events of one kind.
///
/// Most windows have one of a few widths: a second, a day. Of those one tick tells both sides, so that a list
/// for each width and actor, in order, is enough: 4 or 8 bytes a part.
#[derive(Clone, Debug)]
pub(crate) struct Side<T> {
    pub(crate) common: Vec<Common<T>>,
    /// All others, in the order of that tick.
    other: Rows<Other>,
    /// The places of others among those of their actor, in the order of the other end of the window.
    by_far: Rows<u32>,
    /// Whether few enough are among the others.
    is_apt: bool,
}

/// The windows of uncommon widths, or with open parts, of one actor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Others<'a> {
    all: &'a [Other],
    by_far: &'a [u32],
}

impl<'a> Others<'a> {
    pub(crate) fn is_empty(self) -> bool {
        self.all.is_empty()
    }

    /// In the order of the end by which the lists of their side are ordered.
    pub(crate) fn by_near(self) -> &'a [Other] {
        self.all
    }

    /// In the order of the other end.
    pub(crate) fn by_far(self) -> impl Iterator<Item = &'a Other> + Clone {
        let all = self.all;
        self.by_far.iter().map(move |&place| &all[place as usize])
    }
}

impl<T> Side<T> {
    pub(crate) fn others_of(&self, actor: u32) -> Others<'_> {
        Others {
            all: self.other.of(actor),
            by_far: self.by_far.of(actor),
        }
    }
}

/// Latest ends of meetings, and earliest beginnings of statements, counted in one unit.
#[derive(Clone, Debug)]
pub(crate) struct Sides<T> {
    pub(crate) unit: i64,
    pub(crate) meetings: Side<T>,
    pub(crate) statements: Side<T>,
}

impl<T: Copy> Sides<T> {
    /// Ranges of so many actors that are about as busy.
    pub(crate) fn split(&self, actors: usize, parts: usize) -> Vec<Range<usize>> {
        let lists = self.meetings.common.iter().map(|own| &own.counts);
        match lists.max_by_key(|counts| counts.total()) {
            Some(counts) => counts.split(actors, parts),
            None => self.meetings.other.split(actors, parts),
        }
    }

    /// Whether few enough windows are of uncommon widths.
    pub(crate) fn is_apt(&self) -> bool {
        self.meetings.is_apt && self.statements.is_apt
    }
}

/// The same in the smallest numbers that hold them.
#[derive(Clone, Debug)]
pub(crate) enum Ends {
    /// All ticks of lists lie so many units apart that 32 bits hold the count.
    Short(Sides<i32>),
    Long(Sides<i64>),
}

impl Ends {
    pub(super) fn new(actors: usize, m: &Meetings, s: &Statements) -> Ends {
        let meetings = Windows::new(&m.people, (&m.end_lo, &m.end_hi), &m.end_hi);
        let statements = Windows::new(&s.people, (&s.begin_lo, &s.begin_hi), &s.begin_lo);
        let unit = statements.unit(meetings.unit(0)).max(1);
        // Counts begin at the least number, and the greatest is kept for "behind all".
        let is_short = |windows: &Windows<'_>| {
            let mut widths = windows.widths.iter();
            widths.all(|w| w.last.saturating_sub(w.first) / unit < i64::from(u32::MAX))
        };
        if is_short(&meetings) && is_short(&statements) {
            let least = i64::from(i32::MIN);
            let scale = |first| Scale { first, unit, least };
            let count = |scale: Scale, tick: i64| scale.floor(tick) as i32;
            Ends::Short(Sides {
                unit,
                meetings: meetings.side(actors, scale, count),
                statements: statements.side(actors, scale, count),
            })
        } else {
            Ends::Long(Sides {
                unit: 1,
                meetings: meetings.side(actors, |_| Scale::PLAIN, |_, tick| tick),
                statements: statements.side(actors, |_| Scale::PLAIN, |_, tick| tick),
            })
        }
    }
}

impl Ends {
    /// How many sure statements of an actor surely begin so much after an end with given bounds, by their windows.
    pub(crate) fn surely_after(&self, actor: u32, end: (i64, i64), gap: (i64, i64)) -> u64 {
        match self {
            Ends::Short(sides) => sides.surely_after(actor, end, gap),
            Ends::Long(sides) => sides.surely_after(actor, end, gap),
        }
    }
}

impl<T: Copy + Into<i64>> Sides<T> {
    fn surely_after(&self, actor: u32, end: (i64, i64), (least, most): (i64, i64)) -> u64 {
        let from = end.1.saturating_add(least);
        let to = if most < UNBOUND {
            end.0.saturating_add(most)
        } else {
            i64::MAX
        };
        if from > to {
            return 0;
        }
        let mut sum = 0;
        for common in &self.statements.common {
            let to = to.saturating_sub(common.width);
            if from <= to {
                let [before, past] = [from.saturating_sub(1), to].map(|tick| {
                    let last = common.scale.floor(tick);
                    let own = common.counts.of(actor);
                    own.partition_point(|&count| count.into() <= last)
                });
                sum += past.saturating_sub(before) as u64;
            }
        }
        let own = self.statements.others_of(actor).by_near();
        let own = own[own.partition_point(|other| other.lo < from)..].iter();
        let near = own.take_while(|other| other.lo <= to);
        sum + near.filter(|other| !other.open && other.hi <= to).count() as u64
    }
}

/// A common width, with the first and last tick of its windows.
#[derive(Clone, Copy, Debug)]
struct Width {
    width: i64,
    first: i64,
    last: i64,
}

/// The windows of rows, in the order of the ticks.
struct Windows<'a> {
    people: &'a People,
    lo: &'a [i64],
    hi: &'a [i64],
    ticks: &'a [i64],
    widths: Vec<Width>,
}

impl<'a> Windows<'a> {
    fn new(people: &'a People, (lo, hi): (&'a [i64], &'a [i64]), ticks: &'a [i64]) -> Windows<'a> {
        let mut windows = Windows {
            people,
            lo,
            hi,
            ticks,
            widths: Vec::new(),
        };
        for width in common(lo, hi) {
            let mut rows = (0..ticks.len()).filter(|&row| windows.width(row) == Some(width));
            let first = rows.next().map_or(0, |row| ticks[row]);
            let last = rows.next_back().map_or(first, |row| ticks[row]);
            windows.widths.push(Width { width, first, last });
        }
        windows
    }

    fn width(&self, row: usize) -> Option<i64> {
        let (lo, hi) = (self.lo[row], self.hi[row]);
        (lo > -UNBOUND && hi < UNBOUND).then(|| hi - lo)
    }

    /// The place of a row's width among those that are common.
    fn place(&self, row: usize) -> Option<usize> {
        let width = self.width(row)?;
        self.widths.iter().position(|own| own.width == width)
    }

    /// The greatest unit in which the ticks of every width can be counted, and which divides another.
    fn unit(&self, other: i64) -> i64 {
        let mut unit = other;
        for row in 0..self.ticks.len() {
            if unit == 1 {
                break;
            }
            if let Some(place) = self.place(row) {
                let span = self.ticks[row] - self.widths[place].first;
                if unit == 0 || span % unit != 0 {
                    unit = common_divisor(unit, span);
                }
            }
        }
        unit
    }

    /// The parts of so many actors; what the lists of a width that begins with a tick are counted by, and the count of
    /// a tick.
    fn side<T: Copy>(
        &self,
        actors: usize,
        scale: impl Fn(i64) -> Scale,
        count: impl Fn(Scale, i64) -> T,
    ) -> Side<T> {
        let people = self.people;
        let parts = (0..people.len()).flat_map(|row| {
            let place = self.place(row);
            let ids = people.of(row).iter();
            ids.map(move |&id| (row, id, place.filter(|_| id & OPEN_PART == 0)))
        });
        let lists = self.widths.iter().enumerate().map(|(number, own)| {
            let scale = scale(own.first);
            let own_parts = parts.clone();
            let own_parts = own_parts.filter(|&(_, _, place)| place == Some(number));
            let counts = own_parts.map(|(row, id, _)| (id, count(scale, self.ticks[row])));
            Common {
                width: own.width,
                scale,
                counts: Rows::group(actors, counts),
            }
        });
        let common = lists.collect();
        let others = parts.filter(|&(_, _, place)| place.is_none());
        let others = others.map(|(row, id, _)| {
            let (lo, hi, open) = (self.lo[row], self.hi[row], id & OPEN_PART != 0);
            (id & !OPEN_PART, Other { lo, hi, open })
        });
        let other = Rows::group(actors, others);
        let is_by_hi = std::ptr::eq(self.ticks, self.hi);
        let by_far = (0..other.len() as u32).flat_map(|actor| {
            let own = other.of(actor);
            let mut places: Vec<u32> = (0..own.len() as u32).collect();
            places.sort_unstable_by_key(|&place| {
                let own = own[place as usize];
                (if is_by_hi { own.lo } else { own.hi }, place)
            });
            places
        });
        let by_far = by_far.collect();
        Side {
            common,
            by_far: other.with_values(by_far),
            is_apt: people.ids.len() < SAMPLE || other.total() < people.ids.len() / 4,
            other,
        }
    }
}

/// The greatest common divisor of two numbers that are not negative.
fn common_divisor(mut a: i64, mut b: i64) -> i64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

/// The widths that are common, as far as a sample of rows tells.
pub(super) fn common(lo: &[i64], hi: &[i64]) -> Vec<i64> {
    let step = lo.len() / SAMPLE + 1;
    let windows = lo.iter().zip(hi).step_by(step);
    let bounded = windows.filter(|&(&lo, &hi)| lo > -UNBOUND && hi < UNBOUND);
    let mut widths: Vec<i64> = bounded.map(|(lo, hi)| hi - lo).collect();
    let least = widths.len() / 64;
    widths.sort_unstable();
    let runs = widths.chunk_by(|a, b| a == b);
    let mut runs: Vec<(usize, i64)> = runs.map(|run| (run.len(), run[0])).collect();
    runs.sort_unstable_by_key(|&(count, width)| (std::cmp::Reverse(count), width));
    let often = runs.into_iter().filter(|run| run.0 > least).take(COMMON);
    often.map(|run| run.1).collect()
}
