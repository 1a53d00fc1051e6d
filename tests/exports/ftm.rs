//! Entities of FollowTheMoney, read back by their own reader and by the package `followthemoney`.

use demarche::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::sample::{self, fields, only_records, tells};
use super::tools;

fn written(records: &[Record]) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_ftm(records, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), losses)
}

fn read(text: &str) -> Vec<Record> {
    let mut input = read_ftm(text.as_bytes(), "talks.ftm");
    input.check();
    assert_eq!(input.faults, [], "{text}");
    only_records(input)
}

/// Whether everything about a record comes back that is not reported.
fn check_back(
    records: &[Record],
    record: &Record,
    found: Option<&Record>,
    losses: &Losses,
    text: &str,
) {
    let Some(found) = found else {
        assert!(
            losses.iter().any(|loss| loss.record == record.label()),
            "{record:?}\n{text}"
        );
        return;
    };
    if found.type_name() != record.type_name() {
        assert!(
            losses.iter().any(|loss| loss.record == record.label()),
            "{record:?}\n{text}"
        );
        return;
    }
    let (before, after) = (fields(record), fields(found));
    for (name, json) in &before {
        let is_back = after.contains(&(name.clone(), json.clone()));
        assert!(
            is_back || tells(losses, record, name),
            "{name} of {record:?}\n{found:?}\n{text}"
        );
    }
    let claims = records
        .iter()
        .filter(|it| matches!(it, Record::Claim(claim) if Some(&*claim.event) == record.id()));
    let is_claimed = claims.count() == 1;
    for (name, json) in &after {
        let is_known =
            before.iter().any(|(known, _)| known == name) || name == "time" && is_claimed;
        assert!(
            is_known || tells(losses, record, name),
            "{name}: {json} of {record:?}\n{text}"
        );
    }
}

fn check(records: &[Record]) -> String {
    let (text, losses) = written(records);
    let again = read(&text);
    for record in records {
        let is_same = |it: &&Record| {
            let is_event = it.common().is_some() && record.common().is_some();
            (is_event || it.type_name() == record.type_name()) && it.id() == record.id()
        };
        if record.common().is_some() || matches!(record, Record::Actor(_)) {
            check_back(records, record, again.iter().find(is_same), &losses, &text);
        }
    }
    let affiliations = |records: &[Record]| -> Vec<Affiliation> {
        let all = records.iter().filter_map(|it| match it {
            Record::Affiliation(it) => Some(it.clone()),
            _ => None,
        });
        all.collect()
    };
    assert_eq!(affiliations(&again).len(), affiliations(records).len());
    // What has been read is written and read again.
    let (second, _) = written(&again);
    assert_eq!(read(&second).len(), again.len());
    text
}

proptest! {
    #![proptest_config(sample::config())]

    #[test]
    fn what_comes_back_is_what_was_written_but_for_what_is_reported(records in sample::linked()) {
        check(&records);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        read_ftm(text.as_bytes(), "any.ftm");
    }
}

#[test]
fn the_package_takes_what_is_written() {
    let mut runner = TestRunner::deterministic();
    let random = sample::linked();
    let mut all: Vec<Vec<Record>> = sample::fixtures().into_iter().map(|(_, it)| it).collect();
    all.push(sample::hostile());
    all.extend((0..20).map(|_| random.new_tree(&mut runner).unwrap().current()));
    for (i, records) in all.iter().enumerate() {
        let text = check(records);
        let Some(entities) = tools::parse("read_ftm.py", &text) else {
            return;
        };
        let entities = entities.as_array().unwrap();
        let count = |schema: &str| {
            entities
                .iter()
                .filter(|entity| entity["schema"] == schema)
                .count()
        };
        assert_eq!(
            count("Event"),
            records.iter().filter(|it| it.common().is_some()).count()
        );
        let affiliations = records
            .iter()
            .filter(|it| matches!(it, Record::Affiliation(_)))
            .count();
        assert_eq!(count("Occupancy") + count("Representation"), affiliations);
        // Random texts may be names of which the package leaves nothing.
        if i < 6 {
            for entity in entities {
                assert_eq!(entity["errors"], Value::Null, "{entity}");
            }
        }
    }
}

#[test]
fn entities_say_what_records_say() {
    let records: Vec<Record> = vec![
        Header::new().zone("+03:00").into(),
        Actor::person("ann", "Ann Lee")
            .alias("A. Lee")
            .external_id("wikidata", "Q42")
            .external_id("viaf", "7")
            .into(),
        Actor::state("us", "United States").into(),
        Actor::group("crowd", "The crowd").into(),
        Affiliation::new("ann", "us")
            .role("envoy")
            .from("2025-01-20")
            .until("..")
            .into(),
        Affiliation::new("crowd", "us").from("2025~").into(),
        Meeting::new("talks")
            .with(Participant::new("us").role(Role::Host))
            .with("ann")
            .on("2025-04-25")
            .at("Moscow")
            .topic("peace-deal")
            .title("The talks")
            .into(),
        Statement::new("post")
            .by("ann")
            .to("us")
            .on("[2025-04-25..2025-04-26]")
            .status(Status::Alleged)
            .into(),
        Action::new("undated").by("crowd").into(),
        Claim::that("post")
            .is(Relation::After, "talks")
            .within(hours(12))
            .into(),
    ];
    let (text, losses) = written(&records);
    let back = read(&text);
    let line = |id: &str| {
        let record = back.iter().find(|record| record.id() == Some(id)).unwrap();
        serde_json::to_string(record).unwrap()
    };
    assert_eq!(
        line("us"),
        r#"{"type":"actor","id":"us","kind":"state","name":"United States"}"#
    );
    assert_eq!(
        line("talks"),
        r#"{"type":"meeting","id":"talks","title":"The talks","time":"2025-04-25","place":"Moscow","participants":[{"actor":"us","role":"host"},"ann"],"topics":["peace-deal"]}"#
    );
    assert_eq!(
        line("post"),
        r#"{"type":"statement","id":"post","status":"alleged","by":["ann"],"to":["us"],"time":"[2025-04-25,2025-04-26]"}"#
    );
    let fates: Vec<_> = losses
        .iter()
        .filter(|loss| loss.record.as_deref() == Some("post") && loss.field.is_some())
        .collect();
    let fates: Vec<_> = fates
        .iter()
        .map(|loss| (loss.field.as_deref().unwrap(), loss.fate))
        .collect();
    assert_eq!(fates, [("time", Fate::Widened), ("status", Fate::InText)]);
    let Some(entities) = tools::parse("read_ftm.py", &text) else {
        return;
    };
    let entity = |id: &str| {
        let mut all = entities.as_array().unwrap().iter();
        all.find(|entity| entity["id"] == id).unwrap().clone()
    };
    let ann = entity("actor-ann");
    assert_eq!(ann["schema"], "Person");
    assert_eq!(ann["properties"]["wikidataId"], serde_json::json!(["Q42"]));
    let of_schema = |schema: &str| {
        let mut all = entities.as_array().unwrap().iter();
        all.find(|entity| entity["schema"] == schema)
            .unwrap()
            .clone()
    };
    let office = of_schema("Occupancy");
    // Whatever else is written, it is called the same.
    let id = office["id"].as_str().unwrap();
    assert!(id.starts_with("occupancy-ann.1fus.1f"), "{id}");
    assert_eq!(
        office["properties"]["holder"],
        serde_json::json!(["actor-ann"])
    );
    assert_eq!(
        office["properties"]["startDate"],
        serde_json::json!(["2025-01-20"])
    );
    assert_eq!(office["properties"]["endDate"], Value::Null);
    assert_eq!(
        of_schema("Representation")["properties"]["client"],
        serde_json::json!(["actor-us"])
    );
    let talks = entity("event-talks");
    assert_eq!(
        talks["properties"]["date"],
        serde_json::json!(["2025-04-25"])
    );
    assert_eq!(
        talks["properties"]["organizer"],
        serde_json::json!(["actor-us"])
    );
    for name in ["date", "startDate", "endDate"] {
        assert_eq!(entity("event-undated")["properties"][name], Value::Null);
    }
}

#[test]
fn entities_of_others_are_read() {
    let text = r#"{"id":"p1","schema":"Person","properties":{"name":["Ann Lee","A. Lee"]}}
{"id":"m1","schema":"PublicBody","properties":{"name":["Ministry"]}}
{"id":"x1","schema":"Membership","properties":{"member":["p1"],"organization":["m1"],"role":["adviser"],"startDate":["2020"]}}
{"id":"x2","schema":"Membership","properties":{"member":["p1"]}}
{"id":"v1","schema":"Vessel","properties":{"name":["Ship"]}}
{"id":"e1","schema":"Event","properties":{"name":["Hearing"],"organizer":["m1"],"involved":["p1"],"date":["2020-05-01","2020-05-02T10:00"],"sourceUrl":["https://a.example"],"publisher":["A"],"summary":["It was heard."]}}
{"id":"e2","schema":"Event","properties":{"name":["Storm"],"startDate":["2020"]}}

{"schema":"Event"}
no
"#;
    let mut input = read_ftm(text.as_bytes(), "others.ftm");
    input.check();
    let faults: Vec<String> = input.faults.iter().map(ToString::to_string).collect();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert_eq!(faults[0], "others.ftm:9: no entity: it has no text `id`");
    let notes: Vec<String> = input.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "others.ftm:4: 1 element Membership left out",
            "others.ftm:5: 1 element Vessel left out"
        ]
    );
    let lines: Vec<String> = input
        .records
        .iter()
        .map(|(it, _)| serde_json::to_string(it).unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            r#"{"type":"actor","id":"p1","kind":"person","name":"Ann Lee","aliases":["A. Lee"]}"#,
            r#"{"type":"actor","id":"m1","kind":"organization","name":"Ministry"}"#,
            r#"{"type":"affiliation","actor":"p1","of":"m1","role":"adviser","from":"2020"}"#,
            r#"{"type":"source","id":"https-a-example","publisher":"A","url":"https://a.example"}"#,
            r#"{"type":"meeting","id":"e1","title":"Hearing","time":"[2020-05-01,2020-05-02T10:00Z]","participants":[{"actor":"m1","role":"host"},"p1"],"notes":["It was heard."],"sources":["https-a-example"]}"#,
            r#"{"type":"actor","id":"text","kind":"group","name":"whoever the text tells of"}"#,
            r#"{"type":"action","id":"e2","title":"Storm","by":["text"],"time":"2020/.."}"#,
        ]
    );
}

#[test]
fn what_is_no_actor_takes_no_part() {
    let text = r#"{"id":"text","schema":"Person","properties":{"name":["Ann"]}}
{"id":"v1","schema":"Vessel","properties":{"name":["Ship"]}}
{"id":"x1","schema":"Membership","properties":{"member":["text"],"organization":["v1"]}}
{"id":"e1","schema":"Event","properties":{"name":["Boarding"],"involved":["text","v1"],"date":["2025-04-25T12"]}}
{"id":"e2","schema":"Event","properties":{"name":["Storm"],"involved":["v1"],"startDate":["2025-04-25T12"]}}
"#;
    let mut input = read_ftm(text.as_bytes(), "ships.ftm");
    input.check();
    assert_eq!(input.faults, []);
    let lines: Vec<String> = input
        .records
        .iter()
        .map(|(it, _)| serde_json::to_string(it).unwrap())
        .collect();
    assert_eq!(
        lines,
        [
            r#"{"type":"actor","id":"text","kind":"person","name":"Ann"}"#,
            r#"{"type":"meeting","id":"e1","title":"Boarding","time":"[2025-04-25T12:00Z..2025-04-25T12:59Z]","participants":["text"]}"#,
            r#"{"type":"actor","id":"text-2","kind":"group","name":"whoever the text tells of"}"#,
            r#"{"type":"action","id":"e2","title":"Storm","by":["text-2"],"time":"2025-04-25/.."}"#,
        ]
    );
    let notes: Vec<String> = input.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "ships.ftm:2: 1 element Vessel left out",
            "ships.ftm:3: 1 element Membership left out"
        ]
    );
    let mut t = Timeline::builder();
    t.add_input(input);
    assert_eq!(t.build().unwrap().len(), 2);
}

/// Each takes a number of its own; counting them anew each time would take minutes.
#[test]
fn the_same_affiliation_any_number_of_times_is_written_at_once() {
    let same = Record::from(Affiliation::new("ann", "us"));
    let records: Vec<Record> = std::iter::repeat_n(same, 20_000).collect();
    let (text, _) = written(&records);
    assert!(text.contains("-20000\""));
}
