//! The third pass: sources, affiliations and claims.

use super::{Resolver, narrow};
use crate::model::{Affiliation, Citation, DateClaim, Record, RelationClaim, Source};
use crate::time::{Date, Tick, format_ticks};
use crate::timeline::rows::Rows;
use crate::timeline::store::{AffiliationRow, DateRow, Limit, Published, RelationRow};

impl Resolver<'_> {
    pub(super) fn sources(&mut self) {
        for index in 0..self.store.sources.record.len() {
            self.at = self.store.sources.record[index] as usize;
            let Record::Source(source) = &self.records[self.at].0 else {
                continue;
            };
            self.source(source);
        }
    }

    fn source(&mut self, source: &Source) {
        let mut published = None;
        let mut dated = false;
        if let Some(text) = &source.published {
            dated = true;
            let zone = self.store.zone;
            match Date::parse(text).and_then(|date| Ok((date.hull(&zone)?, date.is_doubtful()))) {
                Ok((hull, doubtful)) => {
                    published = hull.latest.map(|by| Published {
                        by: by.as_micros(),
                        doubtful,
                    });
                }
                Err(error) => self.report("published", error.to_string()),
            }
        }
        self.store.sources.published.push(published);
        self.store.sources.dated.push(dated);
        for (i, actor) in source.speaks_for.iter().enumerate() {
            self.actor(actor, || format!("speaks_for[{i}]"));
        }
    }

    /// Resolves affiliations, relations and dates, in file order.
    pub(super) fn all_claims(&mut self) {
        let places = std::mem::take(&mut self.others);
        for at in places {
            self.at = at as usize;
            let records = self.records;
            match &records[self.at].0 {
                Record::Affiliation(affiliation) => self.affiliation(affiliation),
                Record::Relation(relation) => self.relation(relation),
                Record::Claim(claim) => self.date_claim(claim),
                _ => {}
            }
        }
        let events = self.store.columns.kind.len();
        let dates = self.store.dates.iter().enumerate();
        self.store.dates_of = Rows::group(events, dates.map(|(i, row)| (row.event, i as u32)));
        let ends = self
            .store
            .relations
            .iter()
            .enumerate()
            .flat_map(|(i, row)| {
                [
                    Some((row.left, i as u32)),
                    (row.left != row.right).then_some((row.right, i as u32)),
                ]
                .into_iter()
                .flatten()
            });
        self.store.relations_of = Rows::group(events, ends);
        for row in &self.store.dates {
            narrow(&mut self.store.columns.windows, row.event, row.window);
        }
    }

    fn affiliation(&mut self, affiliation: &Affiliation) {
        let actor = self.actor(&affiliation.actor, || "actor".to_string());
        let of = self.actor(&affiliation.of, || "of".to_string());
        self.cite(&affiliation.sources, "sources");
        let from = self.limit(affiliation.from.as_deref(), "from");
        let until = self.limit(affiliation.until.as_deref(), "until");
        if let (Limit::In(Some(from), _), Limit::In(_, Some(until))) = (from, until)
            && from > until
        {
            let message = format!(
                "it ends before it begins, at {} at the latest, and begins at {} at the earliest",
                format_ticks(until.into()),
                format_ticks(from.into()),
            );
            self.report("until", message);
        }
        let (from, until) = ordered(from, until);
        if let (Some(actor), Some(of)) = (actor, of) {
            let record = self.at as u32;
            self.store.affiliations.push(AffiliationRow {
                actor,
                of,
                from,
                until,
                record,
            });
        }
    }

    fn limit(&mut self, text: Option<&str>, field: &str) -> Limit {
        let Some(text) = text.filter(|t| *t != "..") else {
            return Limit::Never;
        };
        let zone = self.store.zone;
        let read = Date::parse(text);
        let several = match read.as_ref() {
            Ok(date) if date.is_interval() => Some("an interval"),
            _ if text.starts_with('{') => Some("a list of all of several dates"),
            _ => None,
        };
        if let Some(several) = several {
            let message = format!(
                "`{text}` is {several}; one date is wanted, or one of several such as [2024..2025]"
            );
            self.report(field, message);
            return Limit::Never;
        }
        match read.and_then(|date| date.hull(&zone)) {
            Ok(hull) => Limit::In(
                hull.earliest.map(Tick::as_micros),
                hull.latest.map(Tick::as_micros),
            ),
            Err(error) => {
                self.report(field, error.to_string());
                Limit::Never
            }
        }
    }

    fn relation(&mut self, relation: &RelationClaim) {
        let left = self.event(&relation.left, || "left".to_string());
        let right = self.event(&relation.right, || "right".to_string());
        self.cite(&relation.sources, "sources");
        if let (Some(left), Some(right)) = (left, right) {
            let record = self.at as u32;
            let (set, gap) = (relation.is, relation.gap);
            self.store.relations.push(RelationRow {
                left,
                right,
                set,
                gap,
                record,
            });
        }
    }

    fn date_claim(&mut self, claim: &DateClaim) {
        let event = self.event(&claim.event, || "event".to_string());
        self.cite(&claim.sources, "sources");
        let zone = match &claim.zone {
            Some(text) => self.read_zone(text),
            None => event.map(|e| *self.store.zone_of(e)),
        };
        let zone = zone.unwrap_or(self.store.zone);
        let read = self.read_date(&claim.time, &zone, "time");
        if let (Some(event), Some((window, flags))) = (event, read) {
            let record = self.at as u32;
            self.store.dates.push(DateRow {
                event,
                window,
                doubtful: flags.doubtful,
                record,
            });
        }
    }

    pub(super) fn cite(&mut self, citations: &[Citation], field: &str) {
        for (i, citation) in citations.iter().enumerate() {
            self.source_number(&citation.source, || format!("{field}[{i}]"));
        }
    }
}

/// The limits of an affiliation, tightened by its beginning no later than it ends.
fn ordered(from: Limit, until: Limit) -> (Limit, Limit) {
    let (Limit::In(first, mut latest), Limit::In(mut earliest, last)) = (from, until) else {
        return (from, until);
    };
    if let Some(last) = last {
        latest = Some(latest.map_or(last, |l| l.min(last)));
    }
    if let Some(first) = first {
        earliest = Some(earliest.map_or(first, |e| e.max(first)));
    }
    (Limit::In(first, latest), Limit::In(earliest, last))
}
