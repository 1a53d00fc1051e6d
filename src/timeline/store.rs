//! What a timeline holds: the records by number, resolved, before anything is solved.

use super::claim::{Assertion, ClaimRef, Conflict, StatedClaim};
use super::columns::Columns;
use super::options::{ImpliedKind, Options};
use super::rows::{Both, Interner, Rows};
use crate::model::{
    Actor, Affiliation, Citation, CitedAs, DateClaim, Grade, Origin, Record, RelationClaim, Source,
};
use crate::time::{Date, Gap, RelationSet, Window, Zone};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

/// One end of an affiliation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// It has no end on this side.
    Never,
    /// It ends at a tick in this window; a bound may be missing.
    In(Option<i64>, Option<i64>),
}

/// An affiliation, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AffiliationRow {
    pub(crate) actor: u32,
    pub(crate) of: u32,
    pub(crate) from: Limit,
    pub(crate) until: Limit,
    pub(crate) record: u32,
}

/// A relation claim, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RelationRow {
    pub(crate) left: u32,
    pub(crate) right: u32,
    pub(crate) set: RelationSet,
    pub(crate) gap: Gap,
    pub(crate) record: u32,
}

/// A date claim, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DateRow {
    pub(crate) event: u32,
    pub(crate) window: Window,
    pub(crate) doubtful: bool,
    pub(crate) record: u32,
}

/// When a source was published at the latest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Published {
    pub(crate) by: i64,
    pub(crate) doubtful: bool,
}

/// Sources by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    pub(crate) keys: Interner,
    pub(crate) record: Vec<u32>,
    pub(crate) published: Vec<Option<Published>>,
    /// Whether the source has a date at all, even one without a last tick.
    pub(crate) dated: Vec<bool>,
}

/// Actors by number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actors {
    pub(crate) keys: Interner,
    pub(crate) record: Vec<u32>,
}

/// Everything that the records say, resolved. Numbers count in file order.
///
/// It does not change once a timeline is built: timelines that only assume more share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Base {
    pub(crate) options: Options,
    pub(crate) records: Vec<(Record, Origin)>,
    pub(crate) header: Option<u32>,
    pub(crate) zone: Zone,
    pub(crate) zones: Vec<Zone>,
    pub(crate) files: Vec<Option<Arc<str>>>,
    pub(crate) columns: Columns,
    pub(crate) actors: Actors,
    pub(crate) sources: Sources,
    pub(crate) affiliations: Vec<AffiliationRow>,
    pub(crate) relations: Vec<RelationRow>,
    pub(crate) dates: Vec<DateRow>,
    pub(crate) relations_of: Rows<u32>,
    pub(crate) dates_of: Rows<u32>,
}

impl Base {
    /// The zone in which an event's own dates are read.
    pub(crate) fn zone_of(&self, event: u32) -> &Zone {
        self.zones
            .get(self.columns.zone[event as usize] as usize)
            .unwrap_or(&self.zone)
    }

    /// Where an event's record begins.
    pub(crate) fn origin_of(&self, event: u32) -> Origin {
        let file = self
            .files
            .get(self.columns.file[event as usize] as usize)
            .cloned()
            .flatten();
        Origin {
            file,
            line: self.columns.line[event as usize],
        }
    }
}

/// A claim, resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ClaimRow {
    Relation(RelationRow),
    Date(DateRow),
}

/// Claims that are assumed on top of a base, numbered behind its own.
#[derive(Clone, Debug, Default)]
struct Assumed {
    records: Vec<(Record, Origin)>,
    relations: Vec<RelationRow>,
    dates: Vec<DateRow>,
}

/// What could not be kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Aside {
    pub(crate) claims: FxHashSet<ClaimRef>,
    pub(crate) conflicts: Vec<Conflict>,
    /// Where each conflict was found: in which round, and the event with the least key of the
    /// component that had no world. Conflicts stand in the order of the one, then of that key.
    pub(crate) found: Vec<(u32, u32)>,
}

/// A base, what is assumed on top of it, and what was set aside. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    base: Arc<Base>,
    assumed: Assumed,
    aside: Arc<Aside>,
}

impl Deref for Store {
    type Target = Base;

    fn deref(&self) -> &Base {
        &self.base
    }
}

impl Store {
    pub(crate) fn new(base: Base) -> Store {
        Store {
            base: Arc::new(base),
            ..Store::default()
        }
    }

    /// The base, to be changed while the timeline is built; it would be copied if it were shared.
    pub(crate) fn base_mut(&mut self) -> &mut Base {
        Arc::make_mut(&mut self.base)
    }

    pub(crate) fn aside(&self) -> &Aside {
        &self.aside
    }

    /// What was set aside, to be changed; it is copied where it is shared.
    pub(crate) fn aside_mut(&mut self) -> &mut Aside {
        Arc::make_mut(&mut self.aside)
    }

    /// Adds a claim on top of the base.
    pub(crate) fn assume(&mut self, record: Record, row: ClaimRow) -> ClaimRef {
        let at = (self.base.records.len() + self.assumed.records.len()) as u32;
        self.assumed.records.push((record, Origin::default()));
        match row {
            ClaimRow::Relation(row) => {
                let row = RelationRow { record: at, ..row };
                self.assumed.relations.push(row);
                ClaimRef::Relation(self.relations().len() as u32 - 1)
            }
            ClaimRow::Date(row) => {
                let row = DateRow { record: at, ..row };
                self.assumed.dates.push(row);
                ClaimRef::Date(self.dates().len() as u32 - 1)
            }
        }
    }

    /// All relation claims, in file order.
    pub(crate) fn relations(&self) -> Both<'_, RelationRow> {
        Both(&self.base.relations, &self.assumed.relations)
    }

    /// All date claims, in file order.
    pub(crate) fn dates(&self) -> Both<'_, DateRow> {
        Both(&self.base.dates, &self.assumed.dates)
    }

    /// A record of the archive, with its place.
    pub(crate) fn kept(&self, at: u32) -> Option<&(Record, Origin)> {
        Both(&self.base.records, &self.assumed.records).get(at)
    }

    /// What the time on the event's own record says.
    pub(crate) fn own_window(&self, event: u32) -> Option<Window> {
        let text = self.columns.time.some(event)?;
        Date::parse(text).ok()?.window(self.zone_of(event)).ok()
    }

    /// The claims, accepted or not, about some events: those that every claim connecting them
    /// belongs to must all be given.
    pub(crate) fn claims_of(&self, events: &[u32]) -> Vec<ClaimRef> {
        let mut claims = Vec::new();
        for &event in events {
            if self.columns.time.some(event).is_some() {
                claims.push(ClaimRef::Own(event));
            }
            claims.extend(self.dates_of.of(event).iter().map(|&d| ClaimRef::Date(d)));
            let more = self.dates().added().filter(|(_, row)| row.event == event);
            claims.extend(more.map(|(d, _)| ClaimRef::Date(d)));
            self.implied(event, |claim| claims.push(claim));
            let own = |&&r: &&u32| self.base.relations[r as usize].left == event;
            claims.extend(
                self.relations_of
                    .of(event)
                    .iter()
                    .filter(own)
                    .map(|&r| ClaimRef::Relation(r)),
            );
            let more = self
                .relations()
                .added()
                .filter(|(_, row)| row.left == event);
            claims.extend(more.map(|(r, _)| ClaimRef::Relation(r)));
        }
        claims
    }

    /// The claims that one event's record implies.
    pub(crate) fn implied(&self, event: u32, mut say: impl FnMut(ClaimRef)) {
        if self.options.implies(ImpliedKind::PartOf) {
            for &whole in self.columns.part_of.of(event) {
                say(ClaimRef::Implied(ImpliedKind::PartOf, event, whole));
            }
        }
        if self.options.implies(ImpliedKind::RepliesTo) {
            for &answered in self.columns.replies_to.of(event) {
                say(ClaimRef::Implied(ImpliedKind::RepliesTo, event, answered));
            }
        }
        if self.options.implies(ImpliedKind::Published) {
            let sources = self.columns.sources.of(event);
            for (at, cited) in sources.iter().enumerate() {
                let repeated = sources[..at]
                    .iter()
                    .any(|c| c.implies && c.source == cited.source);
                if cited.implies
                    && !repeated
                    && self.sources.published[cited.source as usize].is_some()
                {
                    say(ClaimRef::Implied(
                        ImpliedKind::Published,
                        event,
                        cited.source,
                    ));
                }
            }
        }
    }

    pub(crate) fn is_accepted(&self, claim: ClaimRef) -> bool {
        self.aside.claims.is_empty() || !self.aside.claims.contains(&claim)
    }

    pub(crate) fn source_record(&self, source: u32) -> Option<&Source> {
        match &self.kept(*self.sources.record.get(source as usize)?)?.0 {
            Record::Source(source) => Some(source),
            _ => None,
        }
    }

    pub(crate) fn actor_record(&self, actor: u32) -> Option<&Actor> {
        match &self.kept(*self.actors.record.get(actor as usize)?)?.0 {
            Record::Actor(actor) => Some(actor),
            _ => None,
        }
    }

    pub(crate) fn affiliation_record(&self, index: u32) -> Option<&Affiliation> {
        let row = self.affiliations.get(index as usize)?;
        match &self.kept(row.record)?.0 {
            Record::Affiliation(affiliation) => Some(affiliation),
            _ => None,
        }
    }

    pub(crate) fn relation_record(&self, index: u32) -> Option<&RelationClaim> {
        let row = self.relations().get(index)?;
        match &self.kept(row.record)?.0 {
            Record::Relation(relation) => Some(relation),
            _ => None,
        }
    }

    pub(crate) fn date_record(&self, index: u32) -> Option<&DateClaim> {
        let row = self.dates().get(index)?;
        match &self.kept(row.record)?.0 {
            Record::Claim(claim) => Some(claim),
            _ => None,
        }
    }

    /// The name to show for an actor.
    pub(crate) fn actor_name(&self, actor: u32) -> &str {
        let named = self.actor_record(actor).and_then(|a| a.name.as_deref());
        named.unwrap_or_else(|| self.actors.keys.get(actor))
    }

    fn origin(&self, record: u32) -> Origin {
        self.kept(record).map(|r| r.1.clone()).unwrap_or_default()
    }

    /// The citations on an event's own record.
    pub(crate) fn citations_of(&self, event: u32) -> Cow<'_, [Citation]> {
        if let Some(common) = self.whole(event).and_then(|(r, _)| r.common()) {
            return Cow::Borrowed(&common.sources);
        }
        let simple = |c: &super::columns::Cited| Citation::new(self.sources.keys.get(c.source));
        self.columns.sources.of(event).iter().map(simple).collect()
    }

    /// The record of an event that says more than the columns hold.
    pub(crate) fn whole(&self, event: u32) -> Option<&(Record, Origin)> {
        self.kept(*self.columns.whole.get(&event)?)
    }

    /// The best grade among citations.
    pub(crate) fn grade(&self, citations: &[Citation]) -> Grade {
        let grade = |c: &Citation| {
            let source = self
                .sources
                .keys
                .find(&c.source)
                .and_then(|s| self.source_record(s));
            Grade::of(source.and_then(|s| s.reliability), c.credibility)
        };
        citations.iter().map(grade).max().unwrap_or(Grade::WORST)
    }

    /// The grade of a claim.
    pub(crate) fn grade_of(&self, claim: ClaimRef) -> Grade {
        self.grade(&self.citations(claim))
    }

    pub(super) fn citations(&self, claim: ClaimRef) -> Cow<'_, [Citation]> {
        let borrowed = |sources: Option<_>| Cow::Borrowed(sources.map_or(&[][..], Vec::as_slice));
        match claim {
            ClaimRef::Date(d) => borrowed(self.date_record(d).map(|r| &r.sources)),
            ClaimRef::Relation(r) => borrowed(self.relation_record(r).map(|r| &r.sources)),
            ClaimRef::Implied(ImpliedKind::Published, event, source) => {
                let key = self.sources.keys.get(source);
                let states =
                    |c: &&Citation| c.source == key && c.cited_as != Some(CitedAs::Announced);
                let all = self.citations_of(event);
                all.iter()
                    .filter(states)
                    .cloned()
                    .collect::<Vec<_>>()
                    .into()
            }
            ClaimRef::Own(event) | ClaimRef::Implied(_, event, _) => self.citations_of(event),
        }
    }

    pub(crate) fn is_doubtful(&self, claim: ClaimRef) -> bool {
        match claim {
            ClaimRef::Own(event) => self
                .columns
                .time
                .some(event)
                .and_then(|text| Date::parse(text).ok())
                .is_some_and(|date| date.is_doubtful()),
            ClaimRef::Date(d) => self.dates().at(d).doubtful,
            ClaimRef::Implied(ImpliedKind::Published, _, source) => {
                self.sources.published[source as usize].is_some_and(|p| p.doubtful)
            }
            ClaimRef::Relation(_) | ClaimRef::Implied(..) => false,
        }
    }

    /// A claim in words, for conflicts and reasons.
    pub(crate) fn state(&self, claim: ClaimRef) -> StatedClaim {
        let key = |event: u32| self.columns.key(event).to_string();
        let (assertion, origin) = match claim {
            ClaimRef::Own(event) => (
                Assertion::Date {
                    event: key(event),
                    time: self.columns.time.get(event).to_string(),
                    zone: self
                        .columns
                        .zones
                        .some(self.columns.zone[event as usize])
                        .map(Into::into),
                },
                self.origin_of(event),
            ),
            ClaimRef::Date(d) => {
                let row = self.dates().at(d);
                let record = self.date_record(d);
                let assertion = Assertion::Date {
                    event: key(row.event),
                    time: record.map(|r| r.time.clone()).unwrap_or_default(),
                    zone: record.and_then(|r| r.zone.clone()),
                };
                (assertion, self.origin(row.record))
            }
            ClaimRef::Relation(r) => {
                let row = self.relations().at(r);
                let assertion = Assertion::Relation {
                    left: key(row.left),
                    is: row.set,
                    right: key(row.right),
                    gap: row.gap,
                };
                (assertion, self.origin(row.record))
            }
            ClaimRef::Implied(kind, event, of) => {
                let of = match kind {
                    ImpliedKind::Published => self.sources.keys.get(of).to_string(),
                    _ => key(of),
                };
                (
                    Assertion::Implied {
                        kind,
                        event: key(event),
                        of,
                    },
                    self.origin_of(event),
                )
            }
        };
        let citations = self.citations(claim);
        StatedClaim {
            assertion,
            grade: self.grade(&citations),
            citations: citations.into_owned(),
            doubtful: self.is_doubtful(claim),
            origin,
        }
    }
}
