//! Events as columns: what queries touch, one array a property.

mod blocks;

use super::rows::Rows;
use super::texts::{Interner, Sparse, Steps, Texts};
use super::times::Times;
pub(crate) use crate::model::EventKind;
use crate::model::{Citation, CitedAs, Credibility, Extra, LinkKind, Presence, Role, Status};
use crate::time::{Tick, Window};
use rustc_hash::FxHashMap;

/// How an actor has to do with an event.
///
/// ```
/// use demarche::Part;
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::state("b", "Boland")]);
/// t.add(Meeting::new("talks").with("a").absent("b"));
/// let t = t.build()?;
/// let parts: Vec<(&str, Part)> = t.event("talks")?.involved().map(|(who, part, ..)| (who.key(), part)).collect();
/// assert_eq!(parts, [("a", Part::Participant), ("b", Part::Absent)]);
/// # Ok::<(), demarche::Error>(())
/// ```
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

/// A source as a record cites it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cited {
    pub(crate) source: u32,
    /// What more the citation says, [`Interner::NONE`] where nothing.
    more: u32,
}

impl Cited {
    /// A citation that says no more than the source.
    pub(crate) fn plain(source: u32) -> Cited {
        Cited {
            source,
            more: Interner::NONE,
        }
    }
}

/// What a citation says apart from its source.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CitedMore {
    pub(crate) credibility: Option<Credibility>,
    pub(crate) cited_as: Option<CitedAs>,
}

/// What citations say apart from their sources.
#[derive(Clone, Debug, Default)]
pub(crate) struct CitedNotes {
    more: Vec<CitedMore>,
    places: Texts,
    quotes: Texts,
}

impl CitedNotes {
    /// A citation of a source by its number.
    pub(crate) fn cite(&mut self, source: u32, citation: &Citation) -> Cited {
        let plain = citation.credibility.is_none()
            && citation.cited_as.is_none()
            && citation.place.is_none()
            && citation.quote.is_none();
        if plain {
            return Cited::plain(source);
        }
        let more = self.more.len() as u32;
        self.more.push(CitedMore {
            credibility: citation.credibility,
            cited_as: citation.cited_as,
        });
        self.places
            .put(more, citation.place.as_deref().unwrap_or_default());
        self.quotes
            .put(more, citation.quote.as_deref().unwrap_or_default());
        Cited { source, more }
    }

    /// Whether columns hold all that a citation says.
    pub(crate) fn holds(citation: &Citation) -> bool {
        // An empty text is not told from none.
        let is_text = |text: &Option<String>| text.as_deref() != Some("");
        citation.extra.is_empty() && is_text(&citation.place) && is_text(&citation.quote)
    }

    /// The citation, of a source with this key.
    pub(crate) fn citation(&self, cited: Cited, key: &str) -> Citation {
        let more = self.more.get(cited.more as usize);
        Citation {
            source: key.to_owned(),
            credibility: more.and_then(|m| m.credibility),
            place: self.places.some(cited.more).map(Into::into),
            quote: self.quotes.some(cited.more).map(Into::into),
            cited_as: more.and_then(|m| m.cited_as),
            extra: Extra::new(),
        }
    }

    /// Whether it is cited as having announced the event.
    pub(crate) fn is_announced(&self, cited: Cited) -> bool {
        let more = self.more.get(cited.more as usize);
        more.is_some_and(|m| m.cited_as == Some(CitedAs::Announced))
    }
}

/// Flags of an event.
pub(crate) mod flag {
    /// Beginning and end are one.
    pub(crate) const INSTANT: u8 = 1;
    /// The record says whether it is an instant.
    pub(crate) const STATED: u8 = 4;
    /// Some participant's capacity, source or remark stands only in the whole record.
    pub(crate) const CAPACITIES: u8 = 2;
    /// The record says more than the columns hold, and is kept whole.
    pub(crate) const WHOLE: u8 = 8;
}

/// The columns. Row `i` of each is event `i`, in file order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns {
    pub(crate) keys: Interner,
    pub(crate) kind: Vec<EventKind>,
    pub(crate) status: Vec<Status>,
    pub(crate) flags: Vec<u8>,
    pub(crate) windows: Windows,
    pub(crate) time: Times,
    pub(crate) title: Texts,
    pub(crate) zone: Sparse,
    pub(crate) place: Sparse,
    pub(crate) code: Sparse,
    pub(crate) line: Vec<u32>,
    pub(crate) file: Steps,
    pub(crate) involved: Rows<Involved>,
    pub(crate) topics: Rows<u32>,
    pub(crate) sources: Rows<Cited>,
    pub(crate) part_of: Rows<u32>,
    pub(crate) replies_to: Rows<u32>,
    pub(crate) about: Rows<u32>,
    pub(crate) links: Rows<(LinkKind, u32)>,
    /// The events whose records say more than the columns hold, in order.
    pub(crate) whole: Vec<u32>,
    pub(crate) cited: CitedNotes,
    pub(crate) zones: Interner,
    pub(crate) places: Interner,
    pub(crate) codes: Interner,
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

    /// Gives back room that was taken ahead.
    pub(crate) fn shrink(&mut self) {
        self.keys.shrink();
        self.kind.shrink_to_fit();
        self.status.shrink_to_fit();
        self.flags.shrink_to_fit();
        self.time.shrink();
        self.title.shrink();
        self.line.shrink_to_fit();
        self.involved.shrink();
        self.topics.shrink();
        self.sources.shrink();
        self.links.shrink();
        for rows in [&mut self.part_of, &mut self.replies_to, &mut self.about] {
            rows.shrink();
        }
    }

    /// Whether the event began before a source that its record cites was published: it occurred, and
    /// the source does not only announce it.
    pub(crate) fn implies(&self, event: u32, cited: Cited) -> bool {
        self.status[event as usize] == Status::Occurred && !self.cited.is_announced(cited)
    }

    /// The place of an event among those whose records are kept whole.
    pub(crate) fn place_of_whole(&self, event: u32) -> Option<usize> {
        if self.flags[event as usize] & flag::WHOLE == 0 {
            return None;
        }
        self.whole.binary_search(&event).ok()
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
    /// Windows with room for so many events.
    pub(crate) fn with_capacity(events: usize) -> Windows {
        Windows {
            rows: Vec::with_capacity(events),
            beyond: FxHashMap::default(),
        }
    }

    pub(crate) fn push_open(&mut self) {
        self.rows.push([i64::MIN, i64::MAX, i64::MIN, i64::MAX]);
    }

    /// Adds open windows until there are so many.
    pub(crate) fn extend_open(&mut self, events: usize) {
        let open = [i64::MIN, i64::MAX, i64::MIN, i64::MAX];
        self.rows.resize(events, open);
    }

    /// The rows from one event on.
    pub(crate) fn rows_mut(&mut self, first: usize) -> &mut [[i64; 4]] {
        self.rows.get_mut(first..).unwrap_or_default()
    }

    /// The row of a window that a date states, unless a bound is one of the numbers that stand for none.
    pub(crate) fn row(window: Window) -> Option<[i64; 4]> {
        let bounds = [
            window.begin.earliest,
            window.begin.latest,
            window.end.earliest,
            window.end.latest,
        ];
        let mut row = [0; 4];
        for (side, (stored, bound)) in (0u8..).zip(row.iter_mut().zip(bounds)) {
            let none = Windows::none(side);
            *stored = bound.map_or(none, Tick::as_micros);
            if bound.is_some() && *stored == none {
                return None;
            }
        }
        Some(row)
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
