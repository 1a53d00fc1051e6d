//! From names to numbers of records, and from dates to windows.

use super::Draft;
use crate::model::{Affiliation, DateClaim, Record, Source};
use crate::time::{Date, DateFlags, Tick, Window, Zone, ZoneError, date_window};
use crate::timeline::base::{AffiliationRow, Base, DateRow, Limit, Published};
use crate::timeline::columns::{EventKind, Windows, flag};
use crate::timeline::options::Options;
use crate::timeline::resolve::{circles, narrow, ordered};
use crate::timeline::rows::Rows;

impl Draft {
    /// Resolves all records; the draft as it was where something is wrong with one of them.
    pub(crate) fn finish(mut self, options: Options) -> Result<Base, Box<Draft>> {
        let named = [
            (self.base.actors.keys.len(), self.actors.count()),
            (self.base.sources.keys.len(), self.sources.count()),
            (self.base.columns.keys.len(), self.events.count()),
        ];
        if self.unsound
            || named
                .into_iter()
                .any(|(names, count)| names > count as usize)
        {
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
        published(base)?;
        windows(base)?;
        claims(base, &self.others)?;
        for row in &base.dates {
            narrow(&mut base.columns.windows, row.event, row.window);
        }
        let found = circles(&base.columns.part_of, base.columns.len());
        found.is_empty().then_some(())
    }
}

impl Base {
    /// Reads anew what follows from the records of a solved base: all but windows, which are solved, and flags.
    /// Affiliations and dates stand at these places of the archive.
    ///
    /// # Errors
    ///
    /// What can't be read.
    pub(crate) fn derive(&mut self, others: &[u32]) -> Result<(), String> {
        zones(self).map_err(|error| error.to_string())?;
        published(self).ok_or("a source whose date can't be read")?;
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

/// When the sources were published.
fn published(base: &mut Base) -> Option<()> {
    let (zone, sources) = (base.zone, &mut base.sources);
    sources.published.clear();
    sources.dated.clear();
    for &at in &sources.record {
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

/// What each event's own record says of its time, and whether it is an instant.
fn windows(base: &mut Base) -> Option<()> {
    let mut windows = Windows::with_capacity(base.columns.len() as usize);
    for event in 0..base.columns.len() {
        windows.push_open();
        let mut interval = false;
        if let Some(read) = base.own_date(event) {
            let (window, flags): (Window, DateFlags) = read.ok()?;
            interval = flags.interval;
            narrow(&mut windows, event, window);
        }
        let kind = base.columns.kind[event as usize];
        let flags = &mut base.columns.flags[event as usize];
        if *flags & flag::STATED == 0 {
            let short = matches!(kind, EventKind::Statement | EventKind::Document);
            *flags &= !flag::INSTANT;
            *flags |= if short && !interval { flag::INSTANT } else { 0 };
        }
    }
    base.columns.windows = windows;
    Some(())
}

/// Affiliations and claims, which stand in the archive at these places.
fn claims(base: &mut Base, places: &[u32]) -> Option<()> {
    base.affiliations.clear();
    base.dates.clear();
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
