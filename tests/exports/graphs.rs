//! Graphs, read by networkx.

use demarche::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::sample::{self, HOSTILE, fields, tells};
use super::tools;

fn gexf(records: &[Record]) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_gexf(records, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), losses)
}

fn graphml(records: &[Record]) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_graphml(records, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), losses)
}

/// The fields that nodes and edges hold as records have them.
const HELD: [&str; 24] = [
    "type",
    "id",
    "kind",
    "name",
    "title",
    "time",
    "zone",
    "instant",
    "status",
    "place",
    "code",
    "topics",
    "part_of",
    "links",
    "about",
    "replies_to",
    "participants",
    "absent",
    "concerns",
    "by",
    "to",
    "parties",
    "format",
    "left",
];

/// What any records must keep to.
fn check(records: &[Record], text: &str, losses: &Losses) {
    for record in records.iter().filter(|record| record.common().is_some()) {
        for (field, _) in fields(record) {
            let is_held = HELD.contains(&field.as_str()) && field != "format";
            assert!(
                is_held || tells(losses, record, &field),
                "{field} of {record:?}"
            );
        }
    }
    // Whatever the texts are, no more tags are there than the format has.
    let tags = text
        .split('<')
        .skip(1)
        .map(|tag| tag.split([' ', '>', '/', '?']).next().unwrap_or_default());
    for tag in tags.filter(|tag| !tag.is_empty()) {
        let known = [
            "xml",
            "gexf",
            "meta",
            "description",
            "graph",
            "attributes",
            "attribute",
            "nodes",
            "node",
            "edges",
            "edge",
            "attvalues",
            "attvalue",
            "graphml",
            "key",
            "data",
            "desc",
        ];
        assert!(known.contains(&tag), "{tag}");
    }
}

proptest! {
    #![proptest_config(sample::config())]

    #[test]
    fn any_records_give_a_dynamic_graph(records in sample::linked()) {
        let (text, losses) = gexf(&records);
        check(&records, &text, &losses);
        prop_assert_eq!(gexf(&records).0, text);
    }

    #[test]
    fn any_records_give_a_graph(records in sample::linked()) {
        let (text, losses) = graphml(&records);
        check(&records, &text, &losses);
        prop_assert_eq!(graphml(&records).0, text);
    }
}

/// The records that tools are given: every fixture, hostile texts, and some that are random.
fn samples() -> Vec<Vec<Record>> {
    let mut runner = TestRunner::deterministic();
    let random = sample::linked();
    let mut all: Vec<Vec<Record>> = sample::fixtures().into_iter().map(|(_, it)| it).collect();
    all.push(sample::hostile());
    all.extend((0..10).map(|_| random.new_tree(&mut runner).unwrap().current()));
    all
}

fn count(records: &[Record], is: impl Fn(&Record) -> bool) -> usize {
    records.iter().filter(|record| is(record)).count()
}

/// What XML can hold of a text.
fn held(text: &str) -> String {
    let is_forbidden = |c: char| c < ' ' && !"\t\n\r".contains(c) || "\u{fffe}\u{ffff}".contains(c);
    text.chars()
        .map(|c| if is_forbidden(c) { '\u{fffd}' } else { c })
        .collect()
}

/// The node or edge with these values.
fn find<'a>(list: &'a Value, values: &[(&str, &str)]) -> Option<&'a Value> {
    let mut all = list.as_array().unwrap().iter();
    all.find(|it| values.iter().all(|(name, value)| it[*name] == *value))
}

fn check_graph(records: &[Record], graph: &Value) {
    assert_eq!(graph["directed"], true);
    let nodes = graph["nodes"].as_array().unwrap();
    let is_actor = |record: &Record| matches!(record, Record::Actor(_));
    let known = nodes
        .iter()
        .filter(|node| node["type"] != "unknown")
        .count();
    assert_eq!(
        known,
        count(records, |it| is_actor(it) || it.common().is_some())
    );
    let edges = |kind: &str| {
        let edges = graph["edges"].as_array().unwrap();
        edges.iter().filter(|edge| edge["kind"] == kind).count()
    };
    assert_eq!(
        edges("relation"),
        count(records, |it| matches!(it, Record::Relation(_)))
    );
    assert_eq!(
        edges("acts_for"),
        count(records, |it| matches!(it, Record::Affiliation(_)))
    );
    let participants = records.iter().map(|record| match record {
        Record::Meeting(it) => it.participants.len(),
        _ => 0,
    });
    assert_eq!(
        edges("participant") + edges("denied"),
        participants.sum::<usize>()
    );
}

#[test]
fn networkx_reads_gexf() {
    check_read("read_gexf.py", |records| gexf(records).0);
}

#[test]
fn networkx_reads_graphml() {
    check_read("read_graphml.py", |records| graphml(records).0);
}

fn check_read(program: &str, written: impl Fn(&[Record]) -> String) {
    for records in samples() {
        let Some(graph) = tools::parse(program, &written(&records)) else {
            return;
        };
        check_graph(&records, &graph);
    }
    let graph = tools::parse(program, &written(&sample::hostile())).unwrap();
    for (i, text) in HOSTILE.into_iter().enumerate() {
        let node = find(&graph["nodes"], &[("key", &format!("meeting-{i}"))]).unwrap();
        assert_eq!(node["label"], held(text));
        assert_eq!(node["place"], held(text));
        assert!(
            node["details"]
                .as_str()
                .unwrap()
                .contains(&held(&format!("Note: {text}")))
        );
    }
}

/// Times of every kind, with the bounds that they give.
fn timed() -> Vec<Record> {
    vec![
        Header::new().zone("+03:00").into(),
        Actor::person("ann", "Ann").into(),
        Actor::state("us", "USA").into(),
        Affiliation::new("ann", "us")
            .role("envoy")
            .from("2025-01")
            .until("..")
            .into(),
        Meeting::new("day").with("ann").on("2025-04-25").into(),
        Meeting::new("month")
            .with(Participant::new("ann").denied())
            .on("2025-04")
            .zone("UTC")
            .into(),
        Meeting::new("open")
            .with("ann")
            .on("[..2025-04-25]")
            .zone("floating")
            .into(),
        Meeting::new("undated").with("ann").absent("bob").into(),
        Claim::that("undated")
            .is(Relation::After, "day")
            .within(hours(3))
            .source("gazette")
            .into(),
    ]
}

#[test]
fn times_are_bounds_and_undated_events_have_none() {
    let (text, losses) = gexf(&timed());
    let Some(graph) = tools::parse("read_gexf.py", &text) else {
        return;
    };
    assert_eq!(graph["graph"]["mode"], "dynamic");
    let node = |key: &str| find(&graph["nodes"], &[("key", key)]).unwrap();
    let edge = |kind: &str, event: &str| {
        let target = format!("event:{event}");
        find(&graph["edges"], &[("kind", kind), ("target", &target)]).unwrap()
    };
    for it in [node("day"), edge("participant", "day")] {
        assert_eq!(it["start"], "2025-04-24T21:00:00.000000Z");
        assert_eq!(it["end"], "2025-04-25T20:59:59.999999Z");
    }
    assert_eq!(
        edge("denied", "month")["end"],
        "2025-04-30T23:59:59.999999Z"
    );
    assert_eq!(node("open")["start"], Value::Null);
    assert_eq!(node("open")["end"], "2025-04-26T11:59:59.999999Z");
    for it in [
        node("undated"),
        edge("participant", "undated"),
        edge("absent", "undated"),
    ] {
        assert_eq!((&it["start"], &it["end"]), (&Value::Null, &Value::Null));
    }
    assert_eq!(node("bob")["type"], "unknown");
    let relation = edge("relation", "day");
    assert_eq!(
        (&relation["is"], &relation["gap_max"]),
        (&"after".into(), &"PT3H".into())
    );
    assert_eq!(relation["details"], "by gazette");
    let office = find(&graph["edges"], &[("kind", "acts_for")]).unwrap();
    assert_eq!(
        (&office["start"], &office["end"]),
        (&"2024-12-31T21:00:00.000000Z".into(), &Value::Null)
    );
    let widened: Vec<_> = losses
        .iter()
        .filter(|loss| loss.fate == Fate::Widened)
        .collect();
    let widened: Vec<_> = widened
        .iter()
        .map(|it| (it.record.as_deref().unwrap(), it.field.as_deref().unwrap()))
        .collect();
    assert_eq!(
        widened,
        [("ann for us", "from"), ("month", "time"), ("open", "time")]
    );
}

#[test]
fn attributes_are_typed_and_undated_events_have_no_bounds() {
    let mut records = timed();
    records.push(
        Action::new("doubtful")
            .by("ann")
            .on("2025-04?")
            .instant(true)
            .into(),
    );
    let (text, losses) = graphml(&records);
    let Some(graph) = tools::parse("read_graphml.py", &text) else {
        return;
    };
    let node = |key: &str| find(&graph["nodes"], &[("key", key)]).unwrap();
    assert_eq!(node("month")["time"], "2025-04");
    assert_eq!(node("month")["earliest"], "2025-04-01T00:00:00.000000Z");
    assert_eq!(node("doubtful")["doubtful"], true);
    assert_eq!(node("doubtful")["instant"], true);
    for name in ["time", "earliest", "latest"] {
        assert_eq!(node("undated")[name], Value::Null);
    }
    let office = find(&graph["edges"], &[("kind", "acts_for")]).unwrap();
    assert_eq!(
        (&office["from"], &office["until"]),
        (&"2025-01".into(), &"..".into())
    );
    assert!(losses.iter().all(|loss| loss.fate != Fate::Widened));
}
