//! The JSON Schema of the interchange format, against the code, the fixtures and what is written.

use demarche::*;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::sample;
use super::tools;

fn schema() -> Value {
    serde_json::from_str(INTERCHANGE_SCHEMA).unwrap()
}

/// The words that a field takes, without null.
fn words(schema: &Value, object: &str, field: &str) -> Vec<String> {
    let object = &schema["$defs"][object];
    // Of a key, or an object that says more, it is the object.
    let object = match object.get("properties") {
        Some(_) => object,
        None => &object["anyOf"][1],
    };
    let words = object["properties"][field]["enum"].as_array();
    let words = words.unwrap_or_else(|| panic!("{field} has no words: {object}"));
    words
        .iter()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_schema_has_the_words_that_the_code_has() {
    let schema = schema();
    fn names<T: ToString>(all: &[T]) -> Vec<String> {
        all.iter().map(ToString::to_string).collect()
    }
    for (object, field, expected) in [
        ("actor", "kind", names(&ActorKind::ALL)),
        ("source", "reliability", names(&Reliability::ALL)),
        ("citation", "as", names(&CitedAs::ALL)),
        ("participant", "role", names(&Role::ALL)),
        ("participant", "presence", names(&Presence::ALL)),
        ("link", "kind", names(&LinkKind::ALL)),
        ("stance", "stance", names(&StanceKind::ALL)),
        ("document", "form", names(&DocumentForm::ALL)),
        ("document", "state", names(&DocumentState::ALL)),
        ("meeting", "status", names(&Status::ALL)),
        ("statement", "status", names(&Status::ALL)),
    ] {
        assert_eq!(words(&schema, object, field), expected, "{object}.{field}");
    }
    let relations: Vec<String> = Relation::ALL
        .iter()
        .map(|it| it.name().to_owned())
        .collect();
    assert_eq!(schema["$defs"]["relation_name"]["enum"], json!(relations));
    let types = schema["$defs"]["record"]["properties"]["type"]["enum"]
        .as_array()
        .unwrap();
    assert_eq!(*types, Record::TYPES);
}

/// Every fixture, and many random records, each as a value.
fn valid() -> Vec<Value> {
    let mut runner = TestRunner::deterministic();
    let random = sample::linked();
    let mut records: Vec<Record> = sample::fixtures()
        .into_iter()
        .flat_map(|(_, it)| it)
        .collect();
    records.extend(sample::hostile());
    for _ in 0..200 {
        records.extend(random.new_tree(&mut runner).unwrap().current());
    }
    // Numbers that this test cannot hold are left to others.
    records.retain(|it| serde_json::to_value(it).is_ok());
    let mut values: Vec<Value> = records
        .iter()
        .map(|it| serde_json::to_value(it).unwrap())
        .collect();
    let mut document = Vec::new();
    write_json_document(&records[..50], &mut document).unwrap();
    values.push(serde_json::from_slice(&document).unwrap());
    values
}

/// The same said otherwise: lists of one as that one, and null for what is absent.
fn otherwise(value: &Value) -> Value {
    let mut value = value.clone();
    if let Value::Object(fields) = &mut value {
        for (name, field) in fields
            .iter_mut()
            .filter(|(name, _)| !name.starts_with("x_") && *name != "records")
        {
            if let Value::Array(all) = field
                && all.len() == 1
            {
                *field = all[0].clone();
            }
            assert!(!name.is_empty());
        }
        if fields.get("type").is_some_and(|kind| kind == "meeting") {
            fields.entry("title").or_insert(Value::Null);
            fields.entry("topics").or_insert(Value::Null);
            fields.entry("status").or_insert(Value::Null);
        }
    }
    value
}

/// Values with one thing wrong.
fn invalid() -> Vec<Value> {
    let mut all = vec![
        json!({"type": "meetin", "id": "a"}),
        json!({"type": "actor", "id": "a", "kind": "robot"}),
        json!({"type": "actor", "id": "", "kind": "person"}),
        json!({"type": "meeting", "id": "a", "participants": []}),
        json!({"type": "document", "id": "a"}),
        json!({"type": "action", "id": "a", "by": ["b"], "instant": "yes"}),
        json!({"type": "action", "id": "a", "by": ["b"], "links": [{"kind": "likes", "to": "c"}]}),
        json!({"type": "relation", "left": "a", "is": "besides", "right": "b"}),
        json!({"type": "relation", "left": "a", "is": "before", "right": "b", "gap": {"max": "P1M"}}),
        json!({"type": "relation", "left": "a", "is": "before", "right": "b", "gap": {"max": "P"}}),
        json!({"type": "claim", "event": "a"}),
        json!({"type": "timeline", "format": 2}),
        json!({"format": 2, "records": []}),
        json!({"records": [], "extra": 1}),
        json!({"type": "source", "id": "s", "reliability": "G"}),
        json!({"type": "action", "id": "a", "by": ["b"], "sources": [{"source": "s", "credibility": 7}]}),
    ];
    for (kind, whole) in [
        (
            "meeting",
            json!({"type": "meeting", "id": "a", "participants": ["b"]}),
        ),
        (
            "statement",
            json!({"type": "statement", "id": "a", "by": ["b"]}),
        ),
        ("source", json!({"type": "source", "id": "a"})),
        (
            "affiliation",
            json!({"type": "affiliation", "actor": "a", "of": "b"}),
        ),
        (
            "relation",
            json!({"type": "relation", "left": "a", "is": "before", "right": "b"}),
        ),
        (
            "claim",
            json!({"type": "claim", "event": "a", "time": "2025"}),
        ),
    ] {
        let fields = whole.as_object().unwrap();
        for name in fields.keys().filter(|name| *name != "type") {
            let mut less = fields.clone();
            less.remove(name);
            all.push(less.into());
        }
        let mut more = fields.clone();
        more.insert("unheard_of".to_owned(), json!(kind));
        all.push(more.into());
    }
    all
}

/// Whether the reader takes a value.
fn is_read(value: &Value) -> bool {
    let mut input = read_records(value.to_string().as_bytes(), "value");
    input.check();
    input.is_sound()
}

#[test]
fn the_schema_takes_what_the_reader_takes() {
    let (valid, invalid) = (valid(), invalid());
    let otherwise: Vec<Value> = valid.iter().map(otherwise).collect();
    assert!(valid.iter().chain(&otherwise).all(is_read));
    for value in &invalid {
        assert!(!is_read(value), "{value}");
    }
    let values: Vec<&Value> = valid.iter().chain(&otherwise).chain(&invalid).collect();
    let asked = json!({"schema": schema(), "values": values});
    let Some(judged) = tools::parse("check_schema.py", &asked.to_string()) else {
        return;
    };
    for (i, (value, judged)) in values.iter().zip(judged.as_array().unwrap()).enumerate() {
        let is_valid = i < valid.len() + otherwise.len();
        assert_eq!(judged.is_null(), is_valid, "{value}: {judged}");
    }
}
