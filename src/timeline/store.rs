//! What a timeline holds: the records by number, resolved, before anything is solved.

use super::base::{Base, DateRow, RelationRow};
use super::claim::{Assertion, ClaimRef, Conflict, StatedClaim};
use super::columns::Cited;
use super::options::ImpliedKind;
use super::rows::Both;
use super::texts::Interner;
use crate::model::{
    Actor, Affiliation, Citation, CitedAs, DateClaim, Grade, Origin, Record, RelationClaim, Source,
};
use crate::time::{Date, Window};
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

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

    /// The claims that are assumed on top of the base.
    pub(crate) fn assumed_records(&self) -> &[(Record, Origin)] {
        &self.assumed.records
    }

    /// Adds a claim on top of the base.
    pub(crate) fn assume(&mut self, record: Record, row: ClaimRow) -> ClaimRef {
        let at = (self.base.archive.len() + self.assumed.records.len()) as u32;
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
        Both(&self.base.archive, &self.assumed.records).get(at)
    }

    /// What the time on the event's own record says.
    pub(crate) fn own_window(&self, event: u32) -> Option<Window> {
        self.own_date(event)?.ok().map(|(window, _)| window)
    }

    /// The claims, accepted or not, about some events: those that every claim connecting them
    /// belongs to must all be given.
    pub(crate) fn claims_of(&self, events: &[u32]) -> Vec<ClaimRef> {
        let mut claims = Vec::new();
        for &event in events {
            if self.columns.time.is_some(event) {
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
            let implies = |cited: Cited| self.columns.implies(event, cited);
            for (at, &cited) in sources.iter().enumerate() {
                let repeated = sources[..at]
                    .iter()
                    .any(|&c| c.source == cited.source && implies(c));
                if !repeated
                    && implies(cited)
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

    /// The record of a relation claim that is not held by columns alone.
    fn archived_relation(&self, index: u32) -> Option<&RelationClaim> {
        let row = self.relations().get(index)?;
        match &self.kept(row.record)?.0 {
            Record::Relation(relation) => Some(relation),
            _ => None,
        }
    }

    /// The key of a relation claim, if it has one.
    pub(crate) fn relation_id(&self, index: u32) -> Option<&str> {
        match self.archived_relation(index) {
            Some(record) => record.id.as_deref(),
            None => self.relation_notes.id.some(index),
        }
    }

    /// A relation claim as it was added.
    pub(crate) fn relation_record(&self, index: u32) -> Option<RelationClaim> {
        match self.archived_relation(index) {
            Some(record) => Some(record.clone()),
            None => self.plain_relation(index),
        }
    }

    /// Where the record of a relation claim begins.
    pub(crate) fn origin_of_relation(&self, index: u32) -> Origin {
        match self.relations().get(index) {
            Some(row) if row.record != Interner::NONE => self.origin(row.record),
            _ => self.relation_origin(index),
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
        if let Some(common) = self.whole(event).and_then(Record::common) {
            return Cow::Borrowed(&common.sources);
        }
        let columns = &self.columns;
        self.cited(columns.sources.of(event), &columns.cited)
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
            ClaimRef::Relation(r) => match self.archived_relation(r) {
                Some(record) => Cow::Borrowed(&record.sources),
                None => {
                    let notes = &self.relation_notes;
                    self.cited(notes.sources.of(r), &notes.cited)
                }
            },
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
            ClaimRef::Own(event) => {
                let times = &self.columns.time;
                // A plain time has no mark.
                let marked = times.plain(event).is_none().then(|| times.some(event));
                marked
                    .flatten()
                    .and_then(|text| Date::parse(&text).ok())
                    .is_some_and(|date| date.is_doubtful())
            }
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
                        .some(self.columns.zone.get(event))
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
                (assertion, self.origin_of_relation(r))
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
