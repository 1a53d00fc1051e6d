//! What is said of the whole and of actors, and the records.

use rustc_hash::FxHashSet;

use super::super::error::TablesError;
use super::super::folder::TablesWriter;
use super::super::schema::{Cell, Table};
use super::{Content, text, tick};
use crate::timeline::{ImpliedKind, Limit, OPEN, Policy};

impl Content<'_> {
    /// Writes all rows that are not of events.
    pub(super) fn others(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        self.whole(to)?;
        self.actors(to)?;
        self.affiliations(to)?;
        self.records(to)
    }

    fn whole(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        let t = self.timeline;
        let options = &t.store().options;
        let implied = ImpliedKind::ALL.into_iter();
        let implied: Vec<&str> = implied
            .filter(|&kind| options.implies(kind))
            .map(ImpliedKind::name)
            .collect();
        let (zone, implied) = (t.zone().to_string(), implied.join(","));
        let row = [
            Table::FORMAT.into(),
            text(t.title()),
            (&zone).into(),
            t.zone().fixed_offset().into(),
            (options.policy == Policy::SetAside).into(),
            (&implied).into(),
        ];
        to.put(Table::Timeline, &row)
    }

    fn actors(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        for (actor, ordinal) in self.timeline.actors().zip(0_u32..) {
            let record = actor.record();
            let kind = record.map(|record| record.kind).unwrap_or_default();
            let key = actor.key();
            let row = [
                ordinal.into(),
                key.into(),
                kind.name().into(),
                actor.name().into(),
            ];
            to.put(Table::Actors, &row)?;
            let name = record.and_then(|record| record.name.as_ref());
            let aliases = record.map_or(&[][..], |record| record.aliases.as_slice());
            let names = name.into_iter().map(|name| (name, false));
            let names = names.chain(aliases.iter().map(|alias| (alias, true)));
            let mut seen = FxHashSet::default();
            for (name, is_alias) in names {
                if seen.insert(name) {
                    to.put(Table::Names, &[key.into(), name.into(), is_alias.into()])?;
                }
            }
        }
        Ok(())
    }

    fn affiliations(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        for (one, ordinal) in self.timeline.affiliations().zip(0_u32..) {
            let (actor, of) = (one.actor().key(), one.of().key());
            let (from, until) = self.timeline.limits(ordinal);
            let limit = |limit| {
                let (lo, hi) = match limit {
                    Limit::Never => (None, None),
                    Limit::In(lo, hi) => (lo, hi),
                };
                let bound = |bound: Option<i64>| {
                    tick(bound.map_or(OPEN, Into::into), || {
                        format!("the affiliation of {actor:?} for {of:?}")
                    })
                };
                Ok::<_, TablesError>([Cell::from(bound(lo)?), Cell::from(bound(hi)?)])
            };
            let ([from_lo, from_hi], [until_lo, until_hi]) = (limit(from)?, limit(until)?);
            let row = [
                ordinal.into(),
                actor.into(),
                of.into(),
                text(one.role()),
                from_lo,
                from_hi,
                until_lo,
                until_hi,
            ];
            to.put(Table::Affiliations, &row)?;
        }
        Ok(())
    }

    fn records(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        for ((record, origin), ordinal) in self.timeline.records_as_added().zip(0_i64..) {
            let line = serde_json::to_string(&record);
            let line = line.map_err(|error| TablesError::record(error.into()))?;
            let row = [
                ordinal.into(),
                record.type_name().into(),
                (&line).into(),
                text(origin.file.as_deref()),
                (origin.line > 0).then_some(origin.line).into(),
            ];
            to.put(Table::Records, &row)?;
        }
        Ok(())
    }
}
