//! The page on the interchange format tells of every field, and of none that is not there.

use demarche::read_records;
use std::collections::BTreeSet;

const PAGE: &str = include_str!("../docs/interchange.md");
const EXAMPLE: &str = include_str!("interchange.jsonl");
const EVENTS: [&str; 4] = ["meeting", "statement", "document", "action"];

/// What stands in back quotes in the first column of the table under a heading.
fn told(heading: &str) -> BTreeSet<String> {
    let (_, section) = PAGE
        .split_once(&format!("\n## {heading}\n"))
        .expect("the page has the heading");
    let section = section.split("\n## ").next().unwrap_or(section);
    let rows = section.lines().filter_map(|line| line.strip_prefix("| "));
    let names = rows.flat_map(|row| {
        row.split('|')
            .next()
            .unwrap_or_default()
            .split('`')
            .skip(1)
            .step_by(2)
    });
    names.map(str::to_owned).collect()
}

fn told_of(kind: &str) -> BTreeSet<String> {
    let mut all = told(kind);
    if EVENTS.contains(&kind) {
        all.extend(told("every event"));
    }
    all
}

#[test]
fn every_field_that_is_told_of_is_known() {
    for kind in [
        "timeline",
        "source",
        "actor",
        "affiliation",
        "relation",
        "claim",
    ]
    .iter()
    .chain(&EVENTS)
    {
        let fields = told_of(kind);
        assert!(fields.len() > 2, "{kind}");
        for field in fields {
            // Null is as good as absent, but for a field that is not known.
            let line = format!(r#"{{"type":"{kind}","{field}":null}}"#);
            let input = read_records(line.as_bytes(), "line");
            let faults: Vec<String> = input.faults.iter().map(ToString::to_string).collect();
            assert!(
                !faults.iter().any(|fault| fault.contains("unknown")),
                "{kind}: {faults:?}"
            );
        }
    }
}

#[test]
fn every_field_of_the_example_is_told_of() {
    let mut kinds = 0;
    for line in EXAMPLE.lines().filter(|line| !line.is_empty()) {
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_str(line).expect("an object");
        let kind = object["type"].as_str().expect("a text");
        let told = told_of(kind);
        for field in object
            .keys()
            .filter(|name| *name != "type" && !name.starts_with("x_"))
        {
            assert!(told.contains(field), "{kind}: {field}");
        }
        kinds += 1;
    }
    assert!(kinds >= 10);
}
