//! One claim more about a timeline that is built.

use super::drop_told;
use super::keys::{Known, What, unknown};
use crate::model::{Citation, DateClaim, Fault, Record, RelationClaim};
use crate::time::{Zone, date_window};
use crate::timeline::base::{DateRow, RelationRow};
use crate::timeline::store::{ClaimRow, Store};

/// A claim by numbers, or what is wrong with it: the faults that resolving all records with it tells.
pub(crate) fn resolve_claim(store: &Store, record: &Record) -> Result<ClaimRow, Vec<Fault>> {
    let mut faults = Vec::new();
    record.check(&mut faults);
    let mut one = One {
        store,
        record,
        faults: Vec::new(),
    };
    let row = match record {
        Record::Relation(claim) => one.relation(claim).map(ClaimRow::Relation),
        Record::Claim(claim) => one.date(claim).map(ClaimRow::Date),
        _ => None,
    };
    drop_told(&faults, &mut one.faults, Fault::overlaps);
    faults.append(&mut one.faults);
    match row {
        Some(row) if faults.is_empty() => Ok(row),
        _ => Err(faults),
    }
}

struct One<'a> {
    store: &'a Store,
    record: &'a Record,
    faults: Vec<Fault>,
}

impl One<'_> {
    fn relation(&mut self, claim: &RelationClaim) -> Option<RelationRow> {
        let left = self.find(What::Event, &claim.left, "left");
        let right = self.find(What::Event, &claim.right, "right");
        self.cite(&claim.sources);
        Some(RelationRow {
            left: left?,
            right: right?,
            set: claim.is,
            gap: claim.gap,
            record: 0,
        })
    }

    fn date(&mut self, claim: &DateClaim) -> Option<DateRow> {
        let event = self.find(What::Event, &claim.event, "event");
        self.cite(&claim.sources);
        let zone = match &claim.zone {
            Some(text) => Zone::parse(text)
                .map_err(|error| self.report("zone", error.to_string()))
                .ok(),
            None => event.map(|e| *self.store.zone_of(e)),
        };
        let zone = zone.unwrap_or(self.store.zone);
        let read = date_window(&claim.time, &zone);
        let read = read.map_err(|error| self.report("time", error.to_string()));
        let (window, flags) = read.ok()?;
        Some(DateRow {
            event: event?,
            window,
            doubtful: flags.doubtful,
            record: 0,
        })
    }

    fn cite(&mut self, citations: &[Citation]) {
        for (i, citation) in citations.iter().enumerate() {
            self.find(What::Source, &citation.source, &format!("sources[{i}]"));
        }
    }

    fn find(&mut self, what: What, key: &str, field: &str) -> Option<u32> {
        let found = self.store.keys(what).find(key);
        // That a key is empty is judged of the record alone.
        if found.is_none() && !key.is_empty() {
            let (message, meant) = unknown(self.store, what, key, true);
            self.report(field, message);
            if let Some(fault) = self.faults.last_mut() {
                fault.suggestion = meant;
            }
        }
        found
    }

    fn report(&mut self, field: &str, message: String) {
        let mut fault = Fault::new(message).field(field);
        fault.record = self.record.label();
        self.faults.push(fault);
    }
}
