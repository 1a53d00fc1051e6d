//! PROV-JSON, read by the package `prov`.

use demarche::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::sample::{self, TIMES, fields, tells};
use super::tools;

fn written(records: &[Record]) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_prov(records, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), losses)
}

fn count(document: &Value, kind: &str) -> usize {
    document[kind].as_object().map_or(0, serde_json::Map::len)
}

fn check(records: &[Record]) -> String {
    let (text, losses) = written(records);
    let document: Value = serde_json::from_str(&text).unwrap();
    let all = |is: fn(&Record) -> bool| records.iter().filter(|it| is(it)).count();
    let events = all(|it| it.common().is_some());
    let claims = all(|it| {
        matches!(
            it,
            Record::Relation(_) | Record::Claim(_) | Record::Affiliation(_)
        )
    });
    assert_eq!(count(&document, "activity"), events);
    assert_eq!(
        count(&document, "agent"),
        all(|it| matches!(it, Record::Actor(_)))
    );
    assert_eq!(
        count(&document, "entity"),
        all(|it| matches!(it, Record::Source(_))) + events + claims
    );
    let cited: usize = records.iter().map(|it| it.citations().len()).sum();
    assert_eq!(count(&document, "wasDerivedFrom"), cited);
    // Whatever is a field is an attribute, a relation, or reported.
    for event in records.iter().filter(|it| it.common().is_some()) {
        let shown = document["activity"].as_object().unwrap().values();
        let attributes: Vec<&str> = shown
            .flat_map(|it| it.as_object().unwrap().keys())
            .map(String::as_str)
            .collect();
        for (field, _) in fields(event) {
            let related = [
                "type",
                "id",
                "title",
                "sources",
                "participants",
                "by",
                "parties",
                "replies_to",
                "links",
            ];
            let is_held = related.contains(&field.as_str())
                || attributes.contains(&&*format!("demarche:{field}"));
            assert!(
                is_held || tells(&losses, event, &field) || field.starts_with("x_"),
                "{field} of {event:?}"
            );
        }
    }
    assert_eq!(written(records).0, text);
    text
}

proptest! {
    #![proptest_config(sample::config())]

    #[test]
    fn any_records_give_a_document(records in sample::linked()) {
        check(&records);
    }
}

#[test]
fn the_package_reads_what_is_written() {
    let mut runner = TestRunner::deterministic();
    let random = sample::linked();
    let mut all: Vec<Vec<Record>> = sample::fixtures().into_iter().map(|(_, it)| it).collect();
    all.push(sample::hostile());
    all.extend((0..20).map(|_| random.new_tree(&mut runner).unwrap().current()));
    for records in all {
        let text = check(&records);
        let Some(kinds) = tools::parse("read_prov.py", &text) else {
            return;
        };
        let read = |kind: &str| kinds[kind].as_array().map_or(0, Vec::len);
        assert_eq!(
            read("Activity"),
            records.iter().filter(|it| it.common().is_some()).count()
        );
        let derived: usize = records.iter().map(|it| it.citations().len()).sum();
        assert_eq!(read("Derivation"), derived);
    }
}

#[test]
fn only_moments_are_times_of_prov() {
    let records: Vec<Record> = TIMES
        .iter()
        .enumerate()
        .map(|(i, time)| Action::new(format!("a{i}")).by("ann").on(*time).into())
        .collect();
    let (text, losses) = written(&records);
    let document: Value = serde_json::from_str(&text).unwrap();
    for (i, time) in TIMES.iter().enumerate() {
        let activity = &document["activity"][format!("event:a{i}")];
        assert_eq!(activity["demarche:time"], *time);
        let is_whole = [
            "2025-04-25T12:30",
            "2025-04-25T12:30:15.25+03:00",
            "2025-04-25T12:00/2025-04-25T15:00",
        ]
        .contains(time);
        assert_eq!(activity.get("prov:endTime").is_some(), is_whole, "{time}");
        let has_start = is_whole || *time == "2025-04-25T12:00Z/2025-04-26";
        assert_eq!(
            activity.get("prov:startTime").is_some(),
            has_start,
            "{time}"
        );
        assert_eq!(tells(&losses, &records[i], "time"), !is_whole, "{time}");
    }
}

#[test]
fn claims_are_derived_from_their_sources() {
    let records: Vec<Record> = vec![
        Source::new("gazette")
            .title("Gazette")
            .speaks_for("us")
            .into(),
        Actor::person("ann", "Ann").into(),
        Affiliation::new("ann", "us")
            .role("envoy")
            .source("gazette")
            .into(),
        Meeting::new("talks")
            .with(Participant::new("ann").role(Role::Guest).acting_for("us"))
            .with(Participant::new("bob").denied())
            .link(LinkKind::Reports, "deal")
            .source(Citation::new("gazette").at("para. 5").quote("met"))
            .into(),
        Statement::new("post").by("ann").replies_to("talks").into(),
        Claim::that("post")
            .is(Relation::After, "talks")
            .within(hours(12))
            .source("gazette")
            .into(),
    ];
    let (text, losses) = written(&records);
    assert!(losses.is_empty(), "{losses}");
    let document: Value = serde_json::from_str(&text).unwrap();
    let derived = document["wasDerivedFrom"].as_object().unwrap();
    assert!(
        derived
            .values()
            .all(|it| it["prov:usedEntity"] == "source:gazette")
    );
    let quoted = derived
        .values()
        .find(|it| it["demarche:quote"] == "met")
        .unwrap();
    assert_eq!(quoted["demarche:where"], "para. 5");
    let claim = &document["entity"][quoted["prov:generatedEntity"].as_str().unwrap()];
    assert_eq!(claim["demarche:event"]["$"], "event:talks");
    let activity = &document["activity"]["event:talks"];
    assert_eq!(activity["demarche:denied"][0]["$"], "actor:bob");
    assert_eq!(activity["demarche:reports"][0]["$"], "event:deal");
    assert_eq!(
        (activity.get("prov:startTime"), activity.get("prov:endTime")),
        (None, None)
    );
    assert_eq!(count(&document, "actedOnBehalfOf"), 2);
    assert_eq!(count(&document, "wasInformedBy"), 1);
    let Some(kinds) = tools::parse("read_prov.py", &text) else {
        return;
    };
    let associated = kinds["Association"].as_array().unwrap();
    assert_eq!(associated.len(), 2);
    assert!(
        associated[0]["attributes"]
            .to_string()
            .contains("demarche:guest"),
        "{associated:?}"
    );
}

#[test]
fn what_is_said_of_participants_is_told() {
    let cited = Citation {
        place: Some("p. 5".to_owned()),
        quote: Some("he was there".to_owned()),
        ..Citation::new("g")
    };
    let ann = Participant {
        presence: Presence::Implied,
        ..Participant::new("ann").role(Role::Guest)
    };
    let bob = Participant {
        sources: vec![cited],
        ..Participant::new("bob")
    };
    let cy = Participant {
        sources: vec![Citation::new("g")],
        ..Participant::new("cy").role(Role::Host)
    };
    let records = [Meeting::new("talks").with(ann).with(bob).with(cy).into()];
    let (text, losses) = written(&records);
    let document: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(
        document["activity"]["event:talks"]["demarche:participants"],
        serde_json::json!([
            "ann (guest, presence implied only)",
            "bob (by g, p. 5: \"he was there\")"
        ])
    );
    assert!(tells(&losses, &records[0], "participants"));
}
