//! The order in which claims are taken: the best first.

use super::claim::ClaimRef;
use super::options::ImpliedKind;
use super::store::Store;
use crate::model::{Citation, Grade};
use crate::time::{Duration, Relation};
use std::borrow::Cow;
use std::cmp::{Ordering, Reverse};

impl Store {
    /// Sorts claims from best to worst, implied ones first, ties by what they say and, where they
    /// say the same, by who says it.
    pub(crate) fn sort_by_rank(&self, claims: &mut [ClaimRef]) {
        if claims.len() > 1 {
            claims.sort_by_cached_key(|&claim| self.rank(claim));
        }
    }

    fn rank(&self, claim: ClaimRef) -> Rank<'_> {
        let key = |event: u32| Cow::Borrowed(self.columns.key(event));
        let citations = self.citations(claim);
        let grade = Reverse(self.grade(&citations));
        let (fields, gap, id) = match claim {
            ClaimRef::Own(event) => {
                let zone = self.columns.zones.some(self.columns.zone.get(event));
                let time = self.columns.time.get(event);
                let zone = zone.unwrap_or_default();
                let fields = ["time".into(), key(event), time, zone.into()];
                (fields, (None, None), None)
            }
            ClaimRef::Date(d) => {
                let row = self.dates().at(d);
                let record = self.date_record(d);
                let time = record.map(|r| r.time.as_str()).unwrap_or_default();
                let zone = record.and_then(|r| r.zone.as_deref()).unwrap_or_default();
                let id = record.and_then(|r| r.id.as_deref());
                let fields = ["time".into(), key(row.event), time.into(), zone.into()];
                (fields, (None, None), id)
            }
            ClaimRef::Relation(r) => {
                let row = self.relations().at(r);
                let names = match row.set.only() {
                    Some(relation) => relation.name().into(),
                    None => {
                        let names: Vec<&str> = row.set.iter().map(Relation::name).collect();
                        names.join(",").into()
                    }
                };
                let fields = ["relation".into(), key(row.left), key(row.right), names];
                let gap = (
                    row.gap.min.map(Duration::micros),
                    row.gap.max.map(Duration::micros),
                );
                let id = self.relation_id(r);
                (fields, gap, id)
            }
            ClaimRef::Implied(kind, event, of) => {
                let of = match kind {
                    ImpliedKind::Published => self.sources.keys.get(of).into(),
                    _ => key(of),
                };
                let fields = [kind.name().into(), key(event), of, "".into()];
                (fields, (None, None), None)
            }
        };
        Rank {
            stated: !matches!(claim, ClaimRef::Implied(..)),
            grade,
            fields,
            gap,
            sources: Cited(citations),
            id,
        }
    }
}

/// The order in which claims are taken.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Rank<'a> {
    stated: bool,
    grade: Reverse<Grade>,
    fields: [Cow<'a, str>; 4],
    gap: (Option<i64>, Option<i64>),
    sources: Cited<'a>,
    id: Option<&'a str>,
}

/// Citations, compared by the keys of their sources.
#[derive(Debug)]
struct Cited<'a>(Cow<'a, [Citation]>);

impl Cited<'_> {
    fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|citation| citation.source.as_str())
    }
}

impl PartialEq for Cited<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Cited<'_> {}

impl PartialOrd for Cited<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Cited<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.keys().cmp(other.keys())
    }
}
