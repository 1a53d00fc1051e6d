//! The third pass: sources, affiliations and claims.

use super::Resolver;
use crate::model::{Affiliation, DateClaim, Record, RelationClaim, Source};
use crate::time::{Date, Tick, Zone, format_ticks};
use crate::timeline::base::Limit;

impl Resolver<'_> {
    /// Looks at the dates of sources.
    pub(super) fn sources(&mut self) {
        for (at, (record, _)) in self.records.iter().enumerate() {
            if let Record::Source(source) = record {
                self.at = at;
                self.source(source);
            }
        }
    }

    fn source(&mut self, source: &Source) {
        if let Some(text) = &source.published {
            let zone = self.zone;
            if let Err(error) = Date::parse(text).and_then(|date| date.hull(&zone)) {
                self.report("published", error.to_string());
            }
        }
        for (i, actor) in source.speaks_for.iter().enumerate() {
            self.actor(actor, || format!("speaks_for[{i}]"));
        }
    }

    /// Looks at affiliations, relations and dates, in file order.
    pub(super) fn all_claims(&mut self) {
        for (at, (record, _)) in self.records.iter().enumerate() {
            self.at = at;
            match record {
                Record::Affiliation(affiliation) => self.affiliation(affiliation),
                Record::Relation(relation) => self.relation(relation),
                Record::Claim(claim) => self.date_claim(claim),
                _ => {}
            }
        }
    }

    fn affiliation(&mut self, affiliation: &Affiliation) {
        self.actor(&affiliation.actor, || "actor".to_string());
        self.actor(&affiliation.of, || "of".to_string());
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
    }

    fn limit(&mut self, text: Option<&str>, field: &str) -> Limit {
        let Some(text) = text.filter(|t| *t != "..") else {
            return Limit::Never;
        };
        let zone = self.zone;
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
        self.event(&relation.left, || "left".to_string());
        self.event(&relation.right, || "right".to_string());
        self.cite(&relation.sources, "sources");
    }

    fn date_claim(&mut self, claim: &DateClaim) {
        let event = self.event(&claim.event, || "event".to_string());
        self.cite(&claim.sources, "sources");
        let zone = match &claim.zone {
            Some(text) => self.read_zone(text),
            None => event.and_then(|event| self.zone_of(event)),
        };
        let zone = zone.unwrap_or(self.zone);
        self.read_date(&claim.time, &zone, "time");
    }

    /// The zone of an event that has one of its own.
    fn zone_of(&self, event: u32) -> Option<Zone> {
        let place = *self.event_places.get(event as usize)?;
        let (record, _) = self.records.get(place as usize)?;
        Zone::parse(record.common()?.zone.as_deref()?).ok()
    }
}

/// The limits of an affiliation, tightened by its beginning no later than it ends.
pub(crate) fn ordered(from: Limit, until: Limit) -> (Limit, Limit) {
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
