//! The JSON Schema of the interchange format, made from what the reader knows: the fields of every object, and what
//! the value of each is. The file that the crate ships is what this prints; a test compares the two, and writes the
//! file anew where `DEMARCHE_BLESS` is set.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde_json::{Map, Value, json};

use super::object::{Item, Object};
use super::objects::{Format, GapObject};
use crate::model::{
    Action, Actor, ActorKind, Affiliation, Citation, CitedAs, Credibility, DateClaim, Document,
    DocumentForm, DocumentState, Figure, Header, Link, LinkKind, Meeting, Number, Participant,
    Presence, Record, RelationClaim, Reliability, Role, Source, Stance, StanceKind, Statement,
    Status, Term, Word,
};
use crate::time::{Duration, Relation, RelationSet};

/// The value of a field, as a schema has it.
pub(super) trait Shaped {
    /// The schema, given what the field is called: that tells keys and dates from other texts.
    fn schema(name: &str) -> Value;

    /// Whether the field must be there.
    const REQUIRED: bool = false;
}

/// The schema of a field, and whether it must be there.
pub(super) fn of<T: Shaped>(_: &T, name: &str) -> (Value, bool) {
    (T::schema(name), T::REQUIRED)
}

/// The same of a value that the object keeps otherwise.
pub(super) fn of_part<T: Shaped>(name: &str) -> (Value, bool) {
    (T::schema(name), T::REQUIRED)
}

fn refer(name: &str) -> Value {
    json!({"$ref": format!("#/$defs/{name}")})
}

fn or_null(value: &Value) -> Value {
    json!({"anyOf": [value, {"type": "null"}]})
}

/// What a text is, by the name of its field.
fn text(name: &str) -> Value {
    match name {
        "time" | "published" => refer("date"),
        "zone" => refer("zone"),
        "holder" => refer("key"),
        _ => json!({"type": "string"}),
    }
}

impl Shaped for String {
    const REQUIRED: bool = true;

    fn schema(name: &str) -> Value {
        match name {
            "time" => refer("date"),
            "topic" => json!({"type": "string"}),
            _ => refer("key"),
        }
    }
}

/// What may be left out: a schema, which null is as good as.
macro_rules! optional {
    ($($kind:ty: |$name:ident| $schema:expr;)+) => {
        $(impl Shaped for Option<$kind> {
            fn schema($name: &str) -> Value {
                or_null(&$schema)
            }
        })+
    };
}

optional! {
    String: |name| text(name);
    bool: |_name| json!({"type": "boolean"});
    Number: |_name| json!({"type": "number"});
    Credibility: |_name| json!({"type": "integer", "minimum": 1, "maximum": 6});
    Duration: |_name| refer("duration");
}

fn words<W: Word>(or_null: bool) -> Value {
    let mut all: Vec<Value> = W::NAMES.iter().map(|name| json!(name)).collect();
    if or_null {
        all.push(Value::Null);
    }
    json!({"enum": all})
}

/// Words: of those that may be left out, and of those that have a default, null is one.
macro_rules! worded {
    (optional $($optional:ty),+; default $($default:ty),+; required $($required:ty),+;) => {
        $(impl Shaped for Option<$optional> {
            fn schema(_: &str) -> Value {
                words::<$optional>(true)
            }
        })+
        $(impl Shaped for $default {
            fn schema(_: &str) -> Value {
                words::<$default>(true)
            }
        })+
        $(impl Shaped for $required {
            const REQUIRED: bool = true;

            fn schema(_: &str) -> Value {
                words::<$required>(false)
            }
        })+
    };
}

worded! {
    optional Role, CitedAs, DocumentForm, DocumentState;
    default Status, Presence;
    required ActorKind, LinkKind, StanceKind;
}

impl Shaped for Option<Reliability> {
    fn schema(_: &str) -> Value {
        let letters = Reliability::ALL.iter().map(|letter| json!(letter.name()));
        let all: Vec<Value> = letters.chain([Value::Null]).collect();
        json!({"enum": all})
    }
}

impl Shaped for Vec<String> {
    fn schema(name: &str) -> Value {
        match name {
            "topics" | "notes" | "via" | "quote" | "aliases" => refer("texts"),
            _ => refer("keys"),
        }
    }
}

impl Shaped for BTreeMap<String, String> {
    fn schema(_: &str) -> Value {
        or_null(&json!({"type": "object", "additionalProperties": {"type": "string"}}))
    }
}

impl Shaped for RelationSet {
    const REQUIRED: bool = true;

    fn schema(_: &str) -> Value {
        let sets = json!({"enum": RelationSet::NAMED.map(|(name, _)| name)});
        let one = [refer("relation_name"), sets];
        let list = json!({"type": "array", "items": {"anyOf": one}, "minItems": 1});
        json!({"anyOf": [one[0], one[1], list]})
    }
}

impl Shaped for Format {
    fn schema(_: &str) -> Value {
        or_null(&json!({"const": 1}))
    }
}

impl Shaped for GapObject {
    fn schema(_: &str) -> Value {
        or_null(&object::<GapObject>(
            None,
            "How much time lies between.",
            &[],
        ))
    }
}

impl<T: Item + Defined> Shaped for Vec<T> {
    fn schema(_: &str) -> Value {
        if T::NAME == "citation" {
            return refer("citations");
        }
        let item = refer(T::NAME);
        json!({"anyOf": [item, {"type": "array", "items": item}, {"type": "null"}]})
    }
}

/// What has a definition of its own, where lists refer to it.
trait Defined {
    const NAME: &'static str;
}

macro_rules! defined {
    ($($kind:ty: $name:literal;)+) => {
        $(impl Defined for $kind {
            const NAME: &'static str = $name;
        })+
    };
}

defined! {
    Citation: "citation";
    Participant: "participant";
    Link: "link";
    Figure: "figure";
    Stance: "stance";
    Term: "term";
}

/// An object with its fields; of a record, with its type, and with lists that hold at least one.
fn object<T: Object>(kind: Option<&str>, description: &str, filled: &[(&str, Value)]) -> Value {
    assert!(filled.iter().all(|(name, _)| T::NAMES.contains(name)));
    let mut properties = Map::new();
    let mut required = Vec::new();
    if let Some(kind) = kind {
        properties.insert("type".to_owned(), json!({"const": kind}));
        required.push("type");
    }
    for (name, (mut schema, mut needed)) in T::blank().schemas() {
        if let Some((_, item)) = filled.iter().find(|(own, _)| *own == name) {
            schema = json!({"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]});
            needed = true;
        }
        properties.insert(name.to_owned(), schema);
        if needed {
            required.push(name);
        }
    }
    // What the reader itself misses is required.
    assert!(T::REQUIRED.iter().all(|(name, _)| required.contains(name)));
    json!({
        "description": description,
        "type": "object",
        "properties": properties,
        "required": required,
        "patternProperties": {"^x_": true},
        "additionalProperties": false,
    })
}

/// An object, or no more than its key.
fn or_key<T: Object>(description: &str, more: &str) -> Value {
    json!({"description": description, "anyOf": [refer("key"), object::<T>(None, more, &[])]})
}

fn definitions() -> Value {
    let list =
        |item: Value| json!({"anyOf": [item, {"type": "array", "items": item}, {"type": "null"}]});
    let relations: Vec<&str> = Relation::ALL.iter().map(|it| it.name()).collect();
    let by = || vec![("by", refer("key"))];
    let mut document = object::<Document>(Some("document"), "A document.", &[]);
    document["anyOf"] = json!([{"required": ["by"]}, {"required": ["parties"]}]);
    let records: Vec<Value> = Record::TYPES
        .iter()
        .map(|kind| json!({"if": {"properties": {"type": {"const": kind}}}, "then": refer(kind)}))
        .collect();
    json!({
        "key": {"description": "The key of a record.", "type": "string", "minLength": 1},
        "date": {
            "description": "A date, moment, interval or set in EDTF (ISO 8601-2), levels 0 to 2.",
            "type": "string",
        },
        "zone": {
            "description": "An offset such as +03:00, an IANA name such as Europe/Moscow, UTC, or floating.",
            "type": "string",
        },
        "duration": {
            "description": "A duration of ISO 8601 in weeks, or in days, hours, minutes and seconds.",
            "type": "string",
            "pattern": "^P(?=.)([0-9]+W|([0-9]+([.,][0-9]{1,6})?D)?(T(?=.)([0-9]+([.,][0-9]{1,6})?H)?([0-9]+([.,][0-9]{1,6})?M)?([0-9]+([.,][0-9]{1,6})?S)?)?)$",
        },
        "relation_name": {"enum": relations},
        "keys": list(refer("key")),
        "texts": list(json!({"type": "string"})),
        "citation": or_key::<Citation>(
            "A source as a record cites it: its key, or more.",
            "A citation that says more than which source it is.",
        ),
        "citations": list(refer("citation")),
        "participant": or_key::<Participant>(
            "Someone who takes part in a meeting: a key, or more.",
            "A participant of whom more is said.",
        ),
        "link": object::<Link>(None, "How an event bears on another one. None implies an order in time.", &[]),
        "figure": object::<Figure>(None, "A figure that a record gives.", &[]),
        "stance": object::<Stance>(None, "How someone stands to a topic.", &[]),
        "term": object::<Term>(None, "One thing that a document lays down.", &[]),
        "timeline": object::<Header>(
            Some("timeline"),
            "What is said of the timeline as a whole; at most one record.",
            &[],
        ),
        "source": object::<Source>(Some("source"), "A source.", &[]),
        "actor": object::<Actor>(Some("actor"), "An actor.", &[]),
        "affiliation": object::<Affiliation>(Some("affiliation"), "That an actor acts for another.", &[]),
        "meeting": object::<Meeting>(Some("meeting"), "A meeting.", &[("participants", refer("participant"))]),
        "statement": object::<Statement>(Some("statement"), "A statement.", &by()),
        "document": document,
        "action": object::<Action>(Some("action"), "Any other event.", &by()),
        "relation": object::<RelationClaim>(Some("relation"), "That an event is in some relation to another.", &[]),
        "claim": object::<DateClaim>(Some("claim"), "That an event was at some time.", &[]),
        "record": {
            "description": "A record: one line of JSON Lines.",
            "type": "object",
            "required": ["type"],
            "properties": {"type": {"enum": Record::TYPES}},
            "allOf": records,
        },
    })
}

fn schema() -> Value {
    let record = refer("record");
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://docs.rs/demarche/latest/demarche/formats/interchange.schema.json",
        "title": "The interchange format of demarche, version 1",
        "description": "A record, as on one line of JSON Lines, or a document that holds records. What no schema can say is told when a file is read: that keys are known, dates exist, and relations can be claimed.",
        "if": {"type": "object", "required": ["type"]},
        "then": record,
        "else": {
            "description": "One document that holds records.",
            "type": "object",
            "properties": {
                "format": Format::schema("format"),
                "records": {"anyOf": [record, {"type": "array", "items": record}, {"type": "null"}]},
            },
            "required": ["records"],
            "patternProperties": {"^x_": true},
            "additionalProperties": false,
        },
        "$defs": definitions(),
    })
}

#[test]
fn the_schema_that_is_shipped_is_the_one_that_is_made() {
    let made = format!("{:#}\n", schema());
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/interchange.schema.json");
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        std::fs::write(file, &made).unwrap();
    }
    let shipped = std::fs::read_to_string(file).unwrap();
    assert!(
        shipped == made,
        "docs/interchange.schema.json is another one: DEMARCHE_BLESS=1 cargo test --lib schema writes it anew"
    );
}

/// Adds the names of the definitions that a schema refers to.
fn add_referred<'a>(schema: &'a Value, names: &mut BTreeSet<&'a str>) {
    match schema {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str);
            names.extend(name.and_then(|name| name.strip_prefix("#/$defs/")));
            fields.values().for_each(|inner| add_referred(inner, names));
        }
        Value::Array(all) => all.iter().for_each(|inner| add_referred(inner, names)),
        _ => {}
    }
}

#[test]
fn what_is_referred_to_is_defined_and_what_is_defined_is_referred_to() {
    let schema = schema();
    let mut referred = BTreeSet::new();
    add_referred(&schema, &mut referred);
    let defined = schema["$defs"].as_object().unwrap().keys();
    assert_eq!(referred, defined.map(String::as_str).collect());
    for kind in Record::TYPES {
        let named = &schema["$defs"][kind]["properties"]["type"]["const"];
        assert_eq!(named, kind);
    }
}

/// Where a record keeps its values, as it prints itself; what events share stands in `common`.
fn kept(object: &impl Debug) -> BTreeSet<String> {
    let printed = format!("{object:#?}");
    let mut places = BTreeSet::new();
    let mut in_common = false;
    for line in printed.lines() {
        let text = line.trim_start();
        let depth = (line.len() - text.len()) / 4;
        let Some((name, _)) = text.split_once(": ") else {
            continue;
        };
        if depth == 1 {
            in_common = name == "common";
        }
        match depth {
            1 if !in_common => places.insert(name.to_owned()),
            2 if in_common => places.insert(format!("common.{name}")),
            _ => continue,
        };
    }
    places
}

fn check_kept<T: Object + Debug>() {
    let known = T::places().into_iter().flat_map(|place| {
        let place: String = place.split_whitespace().collect();
        match place.as_str() {
            // There is one version of the format, so that no record keeps it.
            "@Format" => vec![],
            "@GapObject" => vec!["gap".to_owned(), "gap_extra".to_owned()],
            _ => vec![place],
        }
    });
    let known: BTreeSet<String> = known.collect();
    assert_eq!(
        kept(&T::blank()),
        known,
        "{}: what it keeps, and what the reader and the schema know",
        std::any::type_name::<T>()
    );
}

#[test]
fn the_reader_and_the_schema_know_all_that_records_keep() {
    check_kept::<Header>();
    check_kept::<Source>();
    check_kept::<Actor>();
    check_kept::<Affiliation>();
    check_kept::<Meeting>();
    check_kept::<Statement>();
    check_kept::<Document>();
    check_kept::<Action>();
    check_kept::<RelationClaim>();
    check_kept::<DateClaim>();
    check_kept::<Citation>();
    check_kept::<Participant>();
    check_kept::<Link>();
    check_kept::<Figure>();
    check_kept::<Stance>();
    check_kept::<Term>();
}
