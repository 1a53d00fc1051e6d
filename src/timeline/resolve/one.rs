//! One claim more about a timeline that is built.

use crate::model::{Citation, DateClaim, Record, RelationClaim};
use crate::time::{Zone, date_window};
use crate::timeline::store::{ClaimRow, DateRow, RelationRow, Store};

/// The claim by numbers; `None` where something is wrong with it. (What that is, `resolve` tells.)
pub(crate) fn resolve_claim(store: &Store, record: &Record) -> Option<ClaimRow> {
    let mut faults = Vec::new();
    record.check(&mut faults);
    if !faults.is_empty() {
        return None;
    }
    match record {
        Record::Relation(claim) => relation(store, claim).map(ClaimRow::Relation),
        Record::Claim(claim) => date(store, claim).map(ClaimRow::Date),
        _ => None,
    }
}

fn relation(store: &Store, claim: &RelationClaim) -> Option<RelationRow> {
    let row = RelationRow {
        left: store.columns.keys.find(&claim.left)?,
        right: store.columns.keys.find(&claim.right)?,
        set: claim.is,
        gap: claim.gap,
        record: 0,
    };
    cites_known(store, &claim.sources).then_some(row)
}

fn date(store: &Store, claim: &DateClaim) -> Option<DateRow> {
    let event = store.columns.keys.find(&claim.event)?;
    let zone = match &claim.zone {
        Some(text) => Zone::parse(text).ok()?,
        None => *store.zone_of(event),
    };
    let (window, flags) = date_window(&claim.time, &zone).ok()?;
    let row = DateRow {
        event,
        window,
        doubtful: flags.doubtful,
        record: 0,
    };
    cites_known(store, &claim.sources).then_some(row)
}

fn cites_known(store: &Store, citations: &[Citation]) -> bool {
    let known = |citation: &Citation| store.sources.keys.find(&citation.source).is_some();
    citations.iter().all(known)
}
