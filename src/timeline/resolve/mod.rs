//! What is wrong with records: every name is looked up, every date is read, every fault is listed.

mod circles;
mod claims;
mod events;
mod keys;
mod names;
mod one;

pub(crate) use circles::circles;
pub(crate) use claims::ordered;
pub(crate) use one::resolve_claim;

use super::columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Windows};
use super::rows::Rows;
use super::texts::Interner;
use crate::model::{Fault, Origin, Record};
use crate::time::{DateFlags, Window, Zone, date_window};
use rustc_hash::FxHashMap;

/// Suggestions and places of doubles search all records; past this many faults nobody reads them.
const SUGGESTIONS: usize = 100;

/// Adds what is wrong with records, by themselves and among each other, to the faults of their reader.
pub(crate) fn find_faults(records: &[(Record, Origin)], faults: &mut Vec<Fault>) {
    let mut resolver = Resolver {
        actors: Interner::default(),
        sources: Interner::default(),
        events: Interner::default(),
        event_places: Vec::new(),
        part_of: Rows::default(),
        header: None,
        zone: Zone::default(),
        judged: Vec::new(),
        faults: Vec::new(),
        at: 0,
        records,
    };
    resolver.names();
    resolver.sources();
    resolver.all_events();
    resolver.all_claims();
    resolver.circles();
    // The reader has judged the records that it told a fault of.
    drop_told(faults, &mut resolver.judged, |_, fault| {
        !fault.origin.is_none()
    });
    faults.append(&mut resolver.judged);
    // What could not be read is not missing, or unknown, as well.
    drop_told(faults, &mut resolver.faults, Fault::overlaps);
    faults.append(&mut resolver.faults);
    // Stable, so that records made in code keep the order in which they were added.
    faults.sort_by(|a, b| a.origin.cmp(&b.origin));
}

/// Drops faults that one told already of the same record covers.
fn drop_told(told: &[Fault], faults: &mut Vec<Fault>, covers: impl Fn(&Fault, &Fault) -> bool) {
    if told.is_empty() || faults.is_empty() {
        return;
    }
    let mut of_record: FxHashMap<_, Vec<&Fault>> = FxHashMap::default();
    for fault in told {
        let known = of_record.entry((&fault.origin, &fault.record)).or_default();
        known.push(fault);
    }
    faults.retain(|fault| {
        let known = of_record.get(&(&fault.origin, &fault.record));
        !known.is_some_and(|known| known.iter().any(|other| covers(other, fault)))
    });
}

struct Resolver<'a> {
    actors: Interner,
    sources: Interner,
    events: Interner,
    /// The places of the events, in file order, each key once.
    event_places: Vec<u32>,
    part_of: Rows<u32>,
    /// The place of the timeline record.
    header: Option<u32>,
    zone: Zone,
    /// Faults that a record has by itself.
    judged: Vec<Fault>,
    /// Faults that a record has among the others.
    faults: Vec<Fault>,
    /// The record that is looked at.
    at: usize,
    records: &'a [(Record, Origin)],
}

impl Resolver<'_> {
    pub(super) fn fault(&self, field: &str, message: String) -> Fault {
        let mut fault = Fault::new(message).field(field);
        if let Some((record, origin)) = self.records.get(self.at) {
            fault = fault.at(origin.clone());
            fault.record = record.label();
        }
        fault
    }

    pub(super) fn report(&mut self, field: &str, message: String) {
        let fault = self.fault(field, message);
        self.faults.push(fault);
    }

    pub(super) fn read_zone(&mut self, text: &str) -> Option<Zone> {
        match Zone::parse(text) {
            Ok(zone) => Some(zone),
            Err(error) => {
                self.report("zone", error.to_string());
                None
            }
        }
    }

    pub(super) fn read_date(
        &mut self,
        text: &str,
        zone: &Zone,
        field: &str,
    ) -> Option<(Window, DateFlags)> {
        match date_window(text, zone) {
            Ok(read) => Some(read),
            Err(error) => {
                self.report(field, error.to_string());
                None
            }
        }
    }
}

/// Lets a date claim narrow the windows of its event.
pub(crate) fn narrow(windows: &mut Windows, event: u32, window: Window) {
    let sides = [
        (BEGIN_LO, window.begin.earliest),
        (END_LO, window.end.earliest),
        (BEGIN_HI, window.begin.latest),
        (END_HI, window.end.latest),
    ];
    for (side, at) in sides {
        let Some(at) = at.map(|t| i128::from(t.as_micros())) else {
            continue;
        };
        if side & 1 == 0 {
            windows.raise(event, side, at);
        } else {
            windows.lower(event, side, at);
        }
    }
}
