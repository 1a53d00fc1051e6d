//! From names to numbers of records, and from dates to windows.

use super::Draft;
use crate::model::{Affiliation, DateClaim, Record, Source};
use crate::time::{Date, DateFlags, Tick, Window, Zone, ZoneError, date_window};
use crate::timeline::base::{AffiliationRow, Base, DateRow, Limit, Published};
use crate::timeline::columns::{EventKind, Windows, flag};
use crate::timeline::options::Options;
use crate::timeline::resolve::{circles, narrow, ordered};
use crate::timeline::revise::Extent;
use crate::timeline::rows::Rows;

impl Draft {
    /// Resolves all records; the draft as it was where something is wrong with one of them.
    pub(crate) fn finish(mut self, options: Options) -> Result<Base, Box<Draft>> {
        if !self.is_complete() {
            return Err(Box::new(self));
        }
        self.base.options = options;
        self.settle();
        match self.resolve() {
            Some(()) => {
                self.base.shrink();
                Ok(self.base)
            }
            None => Err(Box::new(self)),
        }
    }

    /// Resolves the records behind those of a base that is resolved already; nothing where something is wrong.
    ///
    /// Windows of events of before are left as they are, whatever is new.
    pub(crate) fn finish_more(mut self, old: &Extent) -> Option<Base> {
        if !self.is_complete() {
            return None;
        }
        self.settle();
        let base = &mut self.base;
        let zones = base.columns.zones.iter().skip(base.zones.len());
        let zones: Vec<Zone> = zones.map(Zone::parse).collect::<Result<_, _>>().ok()?;
        base.zones.extend(zones);
        published(base, old.sources)?;
        windows(base, old.events)?;
        let new = self.others.iter().filter(|&&at| at as usize >= old.archive);
        let dates = base.dates.len();
        claims(base, &new.copied().collect::<Vec<u32>>())?;
        narrow_dates(base, dates, old.events);
        let found = circles(&base.columns.part_of, base.columns.len());
        found.is_empty().then_some(self.base)
    }

    /// Whether every record is sound by itself, and every name has a record.
    fn is_complete(&self) -> bool {
        let named = [
            (self.base.actors.keys.len(), self.actors.count()),
            (self.base.sources.keys.len(), self.sources.count()),
            (self.base.columns.keys.len(), self.events.count()),
        ];
        let complete = named
            .into_iter()
            .all(|(names, count)| names <= count as usize);
        complete && !self.unsound
    }

    /// A draft of the records that a base holds.
    pub(crate) fn of(base: Base) -> Draft {
        let mut draft = Draft::default();
        for (at, (record, _)) in base.archive.iter().enumerate() {
            if matches!(record, Record::Affiliation(_) | Record::Claim(_)) {
                draft.others.push(at as u32);
            }
        }
        draft.actors = super::Defined::all(&base.actors.keys);
        draft.sources = super::Defined::all(&base.sources.keys);
        draft.events = super::Defined::all(&base.columns.keys);
        draft.base = base;
        draft
    }

    /// Numbers everything in file order.
    fn settle(&mut self) {
        let base = &mut self.base;
        let columns = &mut base.columns;
        if let Some(number) = self.actors.settle(&mut base.actors.keys) {
            for involved in columns.involved.values_mut() {
                involved.actor = number[involved.actor as usize];
            }
        }
        if let Some(number) = self.sources.settle(&mut base.sources.keys) {
            for cited in columns.sources.values_mut() {
                cited.source = number[cited.source as usize];
            }
            for cited in base.relation_notes.sources.values_mut() {
                cited.source = number[cited.source as usize];
            }
        }
        if let Some(number) = self.events.settle(&mut columns.keys) {
            for rows in [
                &mut columns.part_of,
                &mut columns.about,
                &mut columns.replies_to,
            ] {
                for event in rows.values_mut() {
                    *event = number[*event as usize];
                }
            }
            for (_, event) in columns.links.values_mut() {
                *event = number[*event as usize];
            }
            for row in &mut base.relations {
                row.left = number[row.left as usize];
                row.right = number[row.right as usize];
            }
        }
    }

    /// Reads zones and dates; nothing where one can't be read.
    fn resolve(&mut self) -> Option<()> {
        let base = &mut self.base;
        zones(base).ok()?;
        base.clear_derived();
        published(base, 0)?;
        base.columns.windows = Windows::with_capacity(base.columns.len() as usize);
        windows(base, 0)?;
        claims(base, &self.others)?;
        narrow_dates(base, 0, 0);
        let found = circles(&base.columns.part_of, base.columns.len());
        found.is_empty().then_some(())
    }
}

impl Base {
    /// Gives up what follows from the records of the archive.
    fn clear_derived(&mut self) {
        self.sources.published.clear();
        self.sources.dated.clear();
        self.affiliations.clear();
        self.dates.clear();
    }

    /// Reads anew what follows from the records of a solved base: all but windows, which are solved, and flags.
    /// Affiliations and dates stand at these places of the archive.
    ///
    /// # Errors
    ///
    /// What can't be read.
    pub(crate) fn derive(&mut self, others: &[u32]) -> Result<(), String> {
        zones(self).map_err(|error| error.to_string())?;
        self.clear_derived();
        published(self, 0).ok_or("a source whose date can't be read")?;
        claims(self, others).ok_or("an affiliation or a claim that can't be read")?;
        Ok(())
    }
}

/// The zones in which dates are read.
fn zones(base: &mut Base) -> Result<(), ZoneError> {
    base.zone = Zone::default();
    if let Some(at) = base.header
        && let Some((Record::Timeline(header), _)) = base.archive.get(at as usize)
        && let Some(text) = &header.zone
    {
        base.zone = Zone::parse(text)?;
    }
    let zones = base.columns.zones.iter().map(Zone::parse);
    base.zones = zones.collect::<Result<_, _>>()?;
    Ok(())
}

/// When the sources were published, from one on.
fn published(base: &mut Base, first: usize) -> Option<()> {
    let (zone, sources) = (base.zone, &mut base.sources);
    for &at in sources.record.iter().skip(first) {
        let Some((Record::Source(Source { published, .. }), _)) = base.archive.get(at as usize)
        else {
            return None;
        };
        sources.dated.push(published.is_some());
        let mut latest = None;
        if let Some(text) = published {
            let date = Date::parse(text).ok()?;
            latest = date.hull(&zone).ok()?.latest.map(|by| Published {
                by: by.as_micros(),
                doubtful: date.is_doubtful(),
            });
        }
        sources.published.push(latest);
    }
    Some(())
}

/// What each event's own record says of its time, and whether it is an instant, from one event on.
fn windows(base: &mut Base, first: u32) -> Option<()> {
    let mut windows = std::mem::take(&mut base.columns.windows);
    let mut flags = std::mem::take(&mut base.columns.flags);
    windows.extend_open(base.columns.len() as usize);
    let rows = windows.rows_mut(first as usize);
    let flags_of_rows = flags.get_mut(first as usize..)?;
    let read = |(chunk, (rows, flags)): (usize, (&mut [_], &mut [u8]))| {
        let from = first + (chunk * CHUNK) as u32;
        chunk_of_windows(base, from, rows, flags)
    };
    #[cfg(feature = "rayon")]
    let strange: Option<Vec<Vec<u32>>> = {
        use rayon::prelude::*;
        let chunks = rows
            .par_chunks_mut(CHUNK)
            .zip(flags_of_rows.par_chunks_mut(CHUNK));
        chunks.enumerate().map(read).collect()
    };
    #[cfg(not(feature = "rayon"))]
    let strange: Option<Vec<Vec<u32>>> = {
        let chunks = rows.chunks_mut(CHUNK).zip(flags_of_rows.chunks_mut(CHUNK));
        chunks.enumerate().map(read).collect()
    };
    base.columns.flags = flags;
    let strange = strange?;
    for event in strange.into_iter().flatten() {
        if let Some(Ok((window, _))) = base.own_date(event) {
            narrow(&mut windows, event, window);
        }
    }
    base.columns.windows = windows;
    Some(())
}

/// How many events are looked at together.
const CHUNK: usize = 1 << 14;

/// The windows and flags of events from one on; those whose bounds a row can't hold.
fn chunk_of_windows(
    base: &Base,
    first: u32,
    rows: &mut [[i64; 4]],
    flags: &mut [u8],
) -> Option<Vec<u32>> {
    let mut strange = Vec::new();
    for (event, (row, flags)) in (first..).zip(rows.iter_mut().zip(flags)) {
        let mut interval = false;
        if let Some(read) = base.own_date(event) {
            let (window, said): (Window, DateFlags) = read.ok()?;
            interval = said.interval;
            match Windows::row(window) {
                Some(stated) => *row = stated,
                None => strange.push(event),
            }
        }
        if *flags & flag::STATED == 0 {
            let kind = base.columns.kind[event as usize];
            let short = matches!(kind, EventKind::Statement | EventKind::Document);
            *flags &= !flag::INSTANT;
            *flags |= if short && !interval { flag::INSTANT } else { 0 };
        }
    }
    Some(strange)
}

/// Lets date claims from one on narrow the windows of events from one on.
fn narrow_dates(base: &mut Base, first: usize, first_event: u32) {
    for row in base.dates.iter().skip(first) {
        if row.event >= first_event {
            narrow(&mut base.columns.windows, row.event, row.window);
        }
    }
}

/// Affiliations and claims, which stand in the archive at these places.
fn claims(base: &mut Base, places: &[u32]) -> Option<()> {
    for &at in places {
        match &base.archive.get(at as usize)?.0 {
            Record::Affiliation(it) => {
                let row = affiliation(base, it, at)?;
                base.affiliations.push(row);
            }
            Record::Claim(it) => {
                let row = date(base, it, at)?;
                base.dates.push(row);
            }
            _ => {}
        }
    }
    let events = base.columns.len() as usize;
    let dates = base.dates.iter().zip(0u32..);
    base.dates_of = Rows::group(events, dates.map(|(row, i)| (row.event, i)));
    let ends = base.relations.iter().zip(0u32..).flat_map(|(row, i)| {
        let two = (row.left != row.right).then_some((row.right, i));
        [Some((row.left, i)), two].into_iter().flatten()
    });
    base.relations_of = Rows::group(events, ends);
    Some(())
}

fn affiliation(base: &Base, it: &Affiliation, record: u32) -> Option<AffiliationRow> {
    let limit = |text: Option<&str>| {
        let Some(text) = text.filter(|t| *t != "..") else {
            return Some(Limit::Never);
        };
        let one = |date: &Date| !date.is_interval() && !text.starts_with('{');
        let date = Date::parse(text).ok().filter(one)?;
        let hull = date.hull(&base.zone).ok()?;
        Some(Limit::In(
            hull.earliest.map(Tick::as_micros),
            hull.latest.map(Tick::as_micros),
        ))
    };
    let (from, until) = (limit(it.from.as_deref())?, limit(it.until.as_deref())?);
    if let (Limit::In(Some(from), _), Limit::In(_, Some(until))) = (from, until)
        && from > until
    {
        return None;
    }
    let (from, until) = ordered(from, until);
    Some(AffiliationRow {
        actor: base.actors.keys.find(&it.actor)?,
        of: base.actors.keys.find(&it.of)?,
        from,
        until,
        record,
    })
}

fn date(base: &Base, it: &DateClaim, record: u32) -> Option<DateRow> {
    let event = base.columns.keys.find(&it.event)?;
    let zone = match &it.zone {
        Some(text) => Zone::parse(text).ok()?,
        None => *base.zone_of(event),
    };
    let (window, flags) = date_window(&it.time, &zone).ok()?;
    Some(DateRow {
        event,
        window,
        doubtful: flags.doubtful,
        record,
    })
}
