//! Columns as blocks.

use super::{BEGIN_HI, BEGIN_LO, Cited, CitedNotes, Columns, END_HI, END_LO, Windows, flag};
use crate::graph::FARTHEST;
use crate::timeline::blocks::{
    BlockReader, BlockWriter, Cell, Stored, Unsound, at_once, ensure, join, stored,
};
use crate::timeline::texts::Interner;
use std::io;

stored! {
    Columns {
        "keys" => keys,
        "kind" => kind,
        "status" => status,
        "flags" => flags,
    } beside {
        "windows" => windows,
    } beside {
        "time" => time,
        "title" => title,
        "zone" => zone,
        "place" => place,
        "code" => code,
        "line" => line,
        "file" => file,
        "involved" => involved,
        "topics" => topics,
        "sources" => sources,
        "part_of" => part_of,
        "replies_to" => replies_to,
        "about" => about,
        "links" => links,
        "whole" => whole,
        "cited" => cited,
        "zones" => zones,
        "places" => places,
        "codes" => codes,
        "topic_names" => topic_names,
    }
}

impl Columns {
    /// The columns are of one length, and name each other's rows.
    fn sound(&self, name: &str) -> Result<(), Unsound> {
        self.aligned(name)?;
        let (windows, rows) = at_once(
            || self.marked(name).and_then(|()| self.ordered(name)),
            || self.known(name),
        );
        rows.and(windows)
    }

    /// The columns are of one length.
    fn aligned(&self, name: &str) -> Result<(), Unsound> {
        let events = self.kind.len();
        let is =
            |holds: bool, column: &str, reason: &str| ensure(holds, &join(name, column), reason);
        is(
            events < Interner::NONE as usize,
            "kind",
            "more events than can be numbered",
        )?;
        for (length, column) in [
            (self.keys.len(), "keys"),
            (self.status.len(), "status"),
            (self.flags.len(), "flags"),
            (self.windows.rows.len(), "windows"),
            (self.line.len(), "line"),
        ] {
            is(length == events, column, "not a row for each event")?;
        }
        let rows = self.time.rows() <= events && self.title.len() <= events;
        is(rows, "time", "more rows than events")
    }

    /// What rows name there is.
    fn known(&self, name: &str) -> Result<(), Unsound> {
        let events = self.kind.len();
        let is =
            |holds: bool, column: &str, reason: &str| ensure(holds, &join(name, column), reason);
        let fits = |sparse: &super::Sparse, limit: &Interner, column: &str| {
            is(
                sparse.fits(events, limit.len()),
                column,
                "names what there is not",
            )
        };
        fits(&self.zone, &self.zones, "zone")?;
        fits(&self.place, &self.places, "place")?;
        fits(&self.code, &self.codes, "code")?;
        let topics = self.topic_names.len();
        let known = self.topics.fits(events, |&topic| (topic as usize) < topics);
        is(known, "topics", "names what there is not")?;
        let known = self.sources.fits(events, |&cited| self.cited.knows(cited));
        is(known, "sources", "names what there is not")?;
        for (rows, column) in [
            (&self.part_of, "part_of"),
            (&self.replies_to, "replies_to"),
            (&self.about, "about"),
        ] {
            let known = rows.fits(events, |&event| (event as usize) < events);
            is(known, column, "names what there is not")?;
        }
        let known = self
            .links
            .fits(events, |&(_, event)| (event as usize) < events);
        is(known, "links", "names what there is not")
    }

    /// Flags have no other bits than there are, and those of whole records tell which events these are of.
    fn marked(&self, name: &str) -> Result<(), Unsound> {
        let all = flag::INSTANT | flag::STATED | flag::CAPACITIES | flag::WHOLE;
        let mut whole = self.whole.iter().copied().peekable();
        let mut holds = true;
        for (event, &flags) in (0u32..).zip(&self.flags) {
            let is_whole = whole.next_if_eq(&event).is_some();
            holds &= flags & !all == 0 && is_whole == (flags & flag::WHOLE != 0);
        }
        let holds = holds && whole.next().is_none();
        ensure(holds, &join(name, "flags"), "other flags than there are")
    }

    /// In each window there is a world for its event.
    fn ordered(&self, name: &str) -> Result<(), Unsound> {
        let windows = &self.windows;
        let in_order = |event: usize, [begin_lo, begin_hi, end_lo, end_hi]: [i128; 4]| {
            let ordered = begin_lo <= begin_hi
                && end_lo <= end_hi
                && begin_lo <= end_lo
                && begin_hi <= end_hi;
            let instant = self.flags[event] & flag::INSTANT != 0;
            ordered && (!instant || begin_lo == end_lo && begin_hi == end_hi)
        };
        let sides = [BEGIN_LO, BEGIN_HI, END_LO, END_HI];
        let holds = |(event, row): (usize, &[i64; 4])| {
            // Without wide numbers the signs for "no bound" stand in their own order.
            let row = if windows.beyond.is_empty() {
                row.map(i128::from)
            } else {
                sides.map(|side| windows.get(event as u32, side))
            };
            in_order(event, row)
        };
        let holds = windows.rows.iter().enumerate().all(holds);
        ensure(holds, &join(name, "windows"), "a window without a world")
    }
}

impl Stored for Windows {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        let mut beyond: Vec<_> = self
            .beyond
            .iter()
            .map(|(&at, &bound)| (at, bound))
            .collect();
        beyond.sort_unstable();
        self.rows.store(name, to)?;
        beyond.store(&join(name, "beyond"), to)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Windows, R::Error> {
        let rows = Vec::<[i64; 4]>::load(name, from)?;
        let block = join(name, "beyond");
        let beyond = Vec::<((u32, u8), i128)>::load(&block, from)?;
        let holds = |&((event, side), bound): &((u32, u8), i128)| {
            let row = rows.get(event as usize);
            let stored = row.and_then(|row| row.get(usize::from(side)).copied());
            let is_wide = match i64::try_from(bound) {
                Ok(near) => near == Windows::none(side),
                Err(_) => true,
            };
            stored == Some(Windows::none(side)) && is_wide && (-FARTHEST..FARTHEST).contains(&bound)
        };
        let holds = beyond.is_sorted_by(|a, b| a.0 < b.0) && beyond.iter().all(holds);
        ensure(holds, &block, "no bounds outside of the ticks")?;
        Ok(Windows {
            rows,
            beyond: beyond.into_iter().collect(),
        })
    }
}

impl Cell for Cited {
    const SIZE: usize = 8;

    fn put(self, to: &mut [u8]) {
        (self.source, self.more).put(to);
    }

    fn get(from: &[u8]) -> Option<Cited> {
        let (source, more) = Cell::get(from)?;
        Some(Cited { source, more })
    }
}

stored! { CitedNotes { "more" => more, "places" => places, "quotes" => quotes, } }

impl CitedNotes {
    fn sound(&self, name: &str) -> Result<(), Unsound> {
        let count = self.more.len();
        let holds = self.places.len() <= count && self.quotes.len() <= count;
        ensure(holds, &join(name, "more"), "fewer rows than notes")
    }

    /// Whether there is what a citation says more.
    pub(crate) fn knows(&self, cited: Cited) -> bool {
        cited.more == Interner::NONE || (cited.more as usize) < self.more.len()
    }
}
