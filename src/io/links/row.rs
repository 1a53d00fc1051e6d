//! One line of a link list.

use crate::model::{Fault, nearest};
use crate::time::{Relation, RelationSet};

/// The columns, in their order; also the header, where a file has one.
pub(super) const COLUMNS: [&str; 7] = ["doc", "left", "relation", "right", "kind", "link", "lid"];

/// The only link type that speaks of time.
const LINK: &str = "TLINK";

/// What the temporal relations of TimeML say: relations of two intervals, or nothing.
pub(in crate::io) fn relations() -> [(&'static str, Option<RelationSet>); 15] {
    let one = |relation: Relation| Some(RelationSet::from(relation));
    [
        ("BEFORE", one(Relation::Before)),
        ("AFTER", one(Relation::After)),
        ("IBEFORE", one(Relation::Meets)),
        ("IAFTER", one(Relation::MetBy)),
        ("BEGINS", one(Relation::Starts)),
        ("BEGUN_BY", one(Relation::StartedBy)),
        ("ENDS", one(Relation::Finishes)),
        ("ENDED_BY", one(Relation::FinishedBy)),
        ("INCLUDES", one(Relation::Contains)),
        ("IS_INCLUDED", one(Relation::During)),
        ("SIMULTANEOUS", one(Relation::Equals)),
        ("IDENTITY", one(Relation::Equals)),
        ("OVERLAP", Some(RelationSet::INTERSECTS)),
        ("VAGUE", None),
        ("MEASURE", None),
    ]
}

/// One line that is in order.
pub(super) struct Row<'a> {
    pub(super) text: &'a str,
    pub(super) left: &'a str,
    pub(super) relation: &'a str,
    pub(super) right: &'a str,
    /// The letters of the kinds of the two.
    pub(super) kinds: [&'a str; 2],
    pub(super) number: &'a str,
    /// What it says of the time of the two, if anything.
    pub(super) says: Option<RelationSet>,
}

impl<'a> Row<'a> {
    /// Reads the cells of a line, or tells all that is wrong with them.
    pub(super) fn read(cells: [&'a str; 7]) -> Result<Row<'a>, Vec<Fault>> {
        let [text, left, relation, right, kind, link, number] = cells;
        let mut faults = Vec::new();
        for (column, cell) in COLUMNS.into_iter().zip(cells) {
            if cell.is_empty() {
                faults.push(Fault::new("missing").field(column));
            }
        }
        if left == right && !left.is_empty() {
            let message = format!("{left:?} is `left` too; a link is between two");
            faults.push(Fault::new(message).field("right"));
        }
        let says = relations()
            .into_iter()
            .find(|(known, _)| *known == relation);
        if says.is_none() && !relation.is_empty() {
            let message = format!("{relation:?} is not a temporal relation of TimeML");
            let mut fault = Fault::new(message).field("relation");
            fault.suggestion = nearest(relation, relations().map(|(known, _)| known));
            faults.push(fault);
        }
        let is_kind = |letter: &str| matches!(letter, "e" | "t" | "?");
        let kinds = kind.split_at_checked(1).map(<[&str; 2]>::from);
        let kinds = kinds.filter(|kinds| kinds.iter().all(|each| is_kind(each)));
        if kinds.is_none() && !kind.is_empty() {
            let message = format!(
                "expected a letter for each of the two, `e` for an event, `t` for a time, \
                 `?` where that is not known, found {kind:?}"
            );
            faults.push(Fault::new(message).field("kind"));
        }
        if link != LINK && !link.is_empty() {
            let message =
                format!("expected {LINK}, the type of links that speak of time, found {link:?}");
            faults.push(Fault::new(message).field("link"));
        }
        match (says, kinds) {
            (Some((_, says)), Some(kinds)) if faults.is_empty() => Ok(Row {
                text,
                left,
                relation,
                right,
                kinds,
                number,
                says,
            }),
            _ => Err(faults),
        }
    }
}
