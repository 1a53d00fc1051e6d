//! Relations as properties that point to other components (RFC 9253).

use rustc_hash::FxHashMap;

use crate::io::out::book::Book;
use crate::model::{Record, RelationClaim};
use crate::time::{DAY, Duration, End, EndConstraint};

/// The parameters and the other event of a `RELATED-TO`.
pub(super) struct RelatedTo<'a> {
    pub(super) parameters: String,
    pub(super) other: &'a str,
}

/// What relations ask of each event, by its key.
///
/// A set of relations that may be claimed is a conjunction of inequalities between ends, and the four temporal types are
/// just these: the component that has the property can't start, or finish, before the one that it points to starts, or
/// finishes. What is lost is that an inequality is strict, and the greatest gap.
pub(super) fn related<'a>(book: &Book<'a>) -> FxHashMap<&'a str, Vec<RelatedTo<'a>>> {
    let mut all: FxHashMap<&str, Vec<RelatedTo<'_>>> = FxHashMap::default();
    for &record in book.records {
        let Record::Relation(claim) = record else {
            continue;
        };
        if book.event(&claim.left).is_none() || book.event(&claim.right).is_none() {
            continue;
        }
        for constraint in claim.is.constraints().unwrap_or_default() {
            if let Some((later, related)) = one(claim, *constraint) {
                all.entry(later).or_default().push(related);
            }
        }
    }
    all
}

/// What one inequality asks of the event whose end comes later.
fn one(claim: &RelationClaim, it: EndConstraint) -> Option<(&str, RelatedTo<'_>)> {
    let event = |end: End| match end {
        End::Bx | End::Fx => claim.left.as_str(),
        End::By | End::Fy => claim.right.as_str(),
    };
    let is_start = |end: End| matches!(end, End::Bx | End::By);
    let kind = match (is_start(it.to), is_start(it.from)) {
        (true, true) => "STARTTOSTART",
        (true, false) => "STARTTOFINISH",
        (false, true) => "FINISHTOSTART",
        (false, false) => "FINISHTOFINISH",
    };
    // A gap limits how long after the end of one the other begins.
    let least = claim.gap.min.filter(|_| kind == "FINISHTOSTART");
    let gap = least.and_then(duration).map(|gap| format!(";GAP={gap}"));
    let related = RelatedTo {
        parameters: format!(";RELTYPE={kind}{}", gap.unwrap_or_default()),
        other: event(it.to),
    };
    Some((event(it.from), related)).filter(|(later, related)| *later != related.other)
}

/// A duration in whole seconds, in one unit, as the grammar of the file has it.
fn duration(gap: Duration) -> Option<String> {
    let seconds = gap.micros() / 1_000_000;
    let day = DAY / 1_000_000;
    match seconds {
        0 => None,
        _ if seconds % day == 0 => Some(format!("P{}D", seconds / day)),
        _ if seconds % 3600 == 0 => Some(format!("PT{}H", seconds / 3600)),
        _ if seconds % 60 == 0 => Some(format!("PT{}M", seconds / 60)),
        _ => Some(format!("PT{seconds}S")),
    }
}
