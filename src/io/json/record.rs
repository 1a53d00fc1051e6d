//! The record that an object stands for.

use serde::ser::SerializeMap;

use super::object::{Object, read_object, write_object};
use super::shape::{Fields, found, string};
use super::walk::Walk;
use crate::model::Listed;
use crate::model::{Fault, Record, nearest};
use crate::time::{Gap, RelationSet};

/// What an object stands for, as far as it can be read, and all that is wrong with its form.
pub(crate) struct Found {
    /// The record; none if it cannot be known of what kind it is.
    pub(crate) record: Option<Record>,
    pub(crate) faults: Vec<Fault>,
}

/// Reads a record from the fields of its object.
///
/// `expected` is the kind of record where only one will do; then `type` may be left out.
pub(crate) fn read_fields(mut fields: Fields<'_>, expected: Option<&'static str>) -> Found {
    let mut walk = Walk::default();
    let kind = kind(&mut fields, expected, &mut walk);
    let mut record = kind.and_then(|kind| read_kind(kind, &fields, &mut walk));
    if let Some(Record::Relation(claim)) = &mut record
        && claim.is == RelationSet::ALL
        && !walk.faults.is_empty()
    {
        // What the gap should stand for cannot be known if the relation cannot.
        claim.gap = Gap::default();
    }
    Found {
        record,
        faults: walk.faults,
    }
}

/// Takes the kind of the record out of the fields; where it is mistyped, what was probably meant.
fn kind(
    fields: &mut Fields<'_>,
    expected: Option<&'static str>,
    walk: &mut Walk,
) -> Option<&'static str> {
    let raw = fields.get("type");
    fields.0.retain(|field| {
        if field.name == "type" && field.repeated {
            walk.fault_of("type", "given twice", None);
        }
        field.name != "type"
    });
    let Some(raw) = raw else {
        if expected.is_none() {
            let known = Listed(&Record::TYPES);
            walk.fault_of("type", &format!("missing; expected {known}"), None);
        }
        return expected;
    };
    let one = expected.as_slice();
    let known = if one.is_empty() { &Record::TYPES } else { one };
    let Some(Ok(text)) = string(raw) else {
        let message = format!("expected {}, found {}", Listed(known), found(raw));
        walk.fault_of("type", &message, None);
        return expected;
    };
    let find = |word: &str| known.iter().copied().find(|known| *known == word);
    let kind = find(&text);
    if kind.is_some() {
        return kind;
    }
    let meant = nearest(&text, known.iter().copied());
    let kind = meant.as_deref().and_then(find);
    let message = format!("{text:?} is not a kind of record ({})", Listed(known));
    walk.fault_of("type", &message, meant);
    kind
}

macro_rules! kinds {
    ($($name:literal => $variant:ident,)+) => {
        fn read_kind(kind: &str, fields: &Fields<'_>, walk: &mut Walk) -> Option<Record> {
            Some(match kind {
                $($name => Record::$variant(read_object(fields, walk)),)+
                _ => return None,
            })
        }

        /// Writes the fields of a record behind its `type`.
        ///
        /// # Errors
        ///
        /// If the serializer fails.
        pub(crate) fn write_record<M: SerializeMap>(
            record: &Record,
            map: &mut M,
        ) -> Result<(), M::Error> {
            match record {
                $(Record::$variant(it) => write_kind($name, it, map),)+
            }
        }
    };
}
kinds! {
    "timeline" => Timeline,
    "source" => Source,
    "actor" => Actor,
    "affiliation" => Affiliation,
    "meeting" => Meeting,
    "statement" => Statement,
    "document" => Document,
    "action" => Action,
    "relation" => Relation,
    "claim" => Claim,
}

/// The names of the fields of an event, an affiliation or a source, but for `type`; none of other records.
#[cfg(feature = "csv")]
pub(crate) fn field_names(kind: &str) -> &'static [&'static str] {
    use crate::model::{Action, Affiliation, Document, Meeting, Source, Statement};
    match kind {
        "action" => Action::NAMES,
        "affiliation" => Affiliation::NAMES,
        "document" => Document::NAMES,
        "meeting" => Meeting::NAMES,
        "source" => Source::NAMES,
        "statement" => Statement::NAMES,
        _ => &[],
    }
}

/// Writes `type`, then the fields.
///
/// # Errors
///
/// If the serializer fails.
pub(crate) fn write_kind<T: Object, M: SerializeMap>(
    name: &str,
    object: &T,
    map: &mut M,
) -> Result<(), M::Error> {
    map.serialize_entry("type", name)?;
    write_object(object, map)
}
