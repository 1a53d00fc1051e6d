//! Markwhen, read back by its own reader and by the package `@markwhen/parser`.

use demarche::*;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::Value;

use super::sample::{self, TIMES, fields, only_records, tells};
use super::tools;

fn written(records: &[Record]) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_markwhen(records, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), losses)
}

fn read(text: &str) -> Vec<Record> {
    let mut input = read_markwhen(text.as_bytes(), "talks.mw");
    input.check();
    assert_eq!(input.faults, [], "{text}");
    only_records(input)
}

fn events(records: &[Record]) -> Vec<&Record> {
    records
        .iter()
        .filter(|record| record.common().is_some())
        .collect()
}

fn is_told(losses: &Losses, kind: &str, field: &str) -> bool {
    losses
        .iter()
        .any(|loss| loss.kind == kind && loss.field.as_deref() == Some(field))
}

fn check(records: &[Record]) -> String {
    let (text, losses) = written(records);
    let again = read(&text);
    let back = events(&again);
    let is_left_out = |event: &Record| {
        let mut all = losses
            .iter()
            .filter(|loss| loss.kind == event.type_name() && loss.record == event.label());
        all.any(|loss| loss.field.is_none() && loss.fate == Fate::LeftOut)
    };
    let kept: Vec<&Record> = events(records)
        .into_iter()
        .filter(|event| !is_left_out(event))
        .collect();
    assert_eq!(kept.len(), back.len(), "{text}");
    // Keys are made anew of names, so that only what names nobody can be compared.
    let is_renamed = |field: &str| match field {
        "participants" | "absent" | "by" | "to" | "parties" => {
            is_told(&losses, "actor", "id") || is_told(&losses, "actor", "name")
        }
        "sources" => is_told(&losses, "source", "id"),
        _ => false,
    };
    for event in kept {
        let Some(found) = back.iter().find(|back| back.id() == event.id()) else {
            assert!(tells(&losses, event, "id"));
            continue;
        };
        let (before, after) = (fields(event), fields(found));
        for (name, json) in &before {
            let is_back = after.contains(&(name.clone(), json.clone()));
            assert!(
                is_back || tells(&losses, event, name) || is_renamed(name),
                "{name} of {event:?}\n{found:?}\n{text}"
            );
        }
        let only_claim = |name: &str| {
            let is_claim = |it: &&Record| matches!(it, Record::Claim(claim) if Some(&*claim.event) == event.id());
            name == "time" && records.iter().filter(is_claim).count() == 1
        };
        for (name, json) in &after {
            let is_known = before.iter().any(|(known, _)| known == name);
            assert!(
                is_known || only_claim(name),
                "{name}: {json} of {event:?}\n{text}"
            );
        }
    }
    // What has been read is written and read again, unless somebody is called by the key of somebody else.
    if sample::is_ambiguous(&again) {
        return text;
    }
    let second = written(&again).0;
    let twice = read(&second);
    assert_eq!(written(&twice).0, second);
    assert_eq!(events(&twice), events(&read(&written(&twice).0)));
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
        read_markwhen(text.as_bytes(), "any.mw");
    }
}

fn parsed(text: &str) -> Option<Value> {
    tools::parse("read_markwhen.mjs", text)
}

/// What the package must find: the events with a date, each with its key, and no other.
fn check_parsed(records: &[Record], text: &str) -> Option<Value> {
    let parsed = parsed(text)?;
    let keys: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("key: "))
        .collect();
    let keys: Vec<String> = keys
        .into_iter()
        .map(|key| serde_json::from_str(key).unwrap())
        .collect();
    let found = parsed["events"].as_array().unwrap();
    let found: Vec<&str> = found
        .iter()
        .map(|event| event["properties"]["key"].as_str().unwrap_or("none"))
        .collect();
    let mut keys: Vec<&str> = keys.iter().map(String::as_str).collect();
    let mut sorted = found.clone();
    keys.sort_unstable();
    sorted.sort_unstable();
    assert_eq!(sorted, keys, "{records:?}\n{text}\n{parsed}");
    Some(parsed)
}

#[test]
fn the_package_reads_what_is_written() {
    let mut runner = TestRunner::deterministic();
    let random = sample::linked();
    let mut all: Vec<Vec<Record>> = sample::fixtures().into_iter().map(|(_, it)| it).collect();
    all.push(sample::hostile());
    all.extend((0..30).map(|_| random.new_tree(&mut runner).unwrap().current()));
    for records in all {
        let text = check(&records);
        if check_parsed(&records, &text).is_none() {
            return;
        }
    }
}

#[test]
fn dates_are_those_that_the_package_reads() {
    let records: Vec<Record> = vec![
        Header::new()
            .title("Talks: \"of\" 2025")
            .zone("+03:00")
            .into(),
        Action::new("day")
            .by("ann")
            .on("2025-04-25")
            .topic("peace-deal")
            .topic("2025")
            .into(),
        Action::new("month").by("ann").on("2025-04").into(),
        Action::new("span")
            .by("ann")
            .on("2025-04-25/2025-04-27")
            .into(),
        Action::new("noon").by("ann").on("2025-04-25T12:30").into(),
        Action::new("from-noon")
            .by("ann")
            .on("2025-04-25T12:00/2025-04-25T15:00")
            .into(),
        Action::new("about").by("ann").on("2025-04-25~").into(),
        Action::new("open").by("ann").on("2025-04-25/..").into(),
        Action::new("undated").by("ann").title("Never dated").into(),
    ];
    let (text, losses) = written(&records);
    assert_eq!(events(&read(&text)).len(), 8);
    assert!(text.contains("// undated: Never dated\n// key: \"undated\"\n"));
    let fates: Vec<_> = losses
        .iter()
        .filter(|loss| loss.field.as_deref() == Some("time"))
        .collect();
    let fates: Vec<_> = fates
        .iter()
        .map(|loss| (loss.record.as_deref().unwrap(), loss.fate))
        .collect();
    assert_eq!(fates, [("about", Fate::Widened), ("open", Fate::InText)]);
    let Some(parsed) = parsed(&text) else {
        return;
    };
    assert_eq!(parsed["header"]["title"], "Talks: \"of\" 2025");
    assert_eq!(parsed["messages"], serde_json::json!([]));
    let shown = |i: usize| {
        let event = &parsed["events"][i];
        (
            event["from"].as_str().unwrap(),
            event["to"].as_str().unwrap(),
        )
    };
    assert_eq!(
        shown(0),
        (
            "2025-04-25T00:00:00.000+03:00",
            "2025-04-26T00:00:00.000+03:00"
        )
    );
    assert_eq!(
        parsed["events"][0]["tags"],
        serde_json::json!(["peace_deal"])
    );
    assert_eq!(
        shown(1),
        (
            "2025-04-01T00:00:00.000+03:00",
            "2025-05-01T00:00:00.000+03:00"
        )
    );
    assert_eq!(
        shown(2),
        (
            "2025-04-25T00:00:00.000+03:00",
            "2025-04-28T00:00:00.000+03:00"
        )
    );
    assert_eq!(shown(3).0, "2025-04-25T09:30:00.000Z");
    assert_eq!(
        shown(4),
        ("2025-04-25T09:00:00.000Z", "2025-04-25T12:00:00.000Z")
    );
    assert_eq!(
        shown(5),
        (
            "2025-04-24T00:00:00.000+03:00",
            "2025-04-27T00:00:00.000+03:00"
        )
    );
    assert_eq!(parsed["events"].as_array().unwrap().len(), 6);
}

#[test]
fn every_time_comes_back_as_it_was() {
    for time in TIMES {
        for zone in [None, Some("+03:00"), Some("floating")] {
            let mut action = Action::new("a").by("ann").on(time);
            action.common.zone = zone.map(str::to_owned);
            let (text, losses) = written(&[action.into()]);
            let back = read(&text);
            let common = events(&back)[0].common().unwrap().clone();
            if Date::parse(time).is_err() {
                assert_eq!(common.time, None);
                assert!(!losses.is_empty());
                continue;
            }
            assert_eq!(common.time.as_deref(), Some(time), "{text}");
            assert_eq!(common.zone.as_deref(), zone);
        }
    }
}

#[test]
fn a_line_that_was_changed_by_hand_counts() {
    let action = Action::new("a")
        .by("ann")
        .on("2025-04-25~")
        .title("#1 [x] talks");
    let (text, _) = written(&[Record::from(action)]);
    assert!(
        text.starts_with("2025-04-24/2025-04-26: \\#1 [x] talks\n---\nkey: \"a\"\n"),
        "{text}"
    );
    let moved = text.replace(
        "2025-04-24/2025-04-26: \\#1 [x] talks",
        "2025-05-01: Other talks",
    );
    let back = read(&moved);
    let common = events(&back)[0].common().unwrap();
    assert_eq!(common.time.as_deref(), Some("2025-05-01"));
    assert_eq!(common.title.as_deref(), Some("Other talks"));
}

#[test]
fn files_of_others_are_read() {
    let text = "title: A life\ntimezone: -3\n#work: red\n\n# Childhood\n// comment\n\
                1999 - 2003: School #growing_up\nid: school\nplace: Moscow\nwith:\n- Ann Lee\n- Bob\ncolor: red\n\nA line.\n- another\n\n\
                25 April 2025 3pm: A [talk](x) #peace\nby: Ann Lee\nafter: school\ntimezone: +03:00\n\
                after !school 2 days: Later\n\
                group Work\n2025-04/now: Job\nendGroup\n";
    let mut input = read_markwhen(text.as_bytes(), "life.mw");
    input.check();
    assert_eq!(input.faults, []);
    let notes: Vec<String> = input.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "life.mw:7: \"Ann Lee\" becomes the new actor \"ann-lee\"",
            "life.mw:7: \"Bob\" becomes the new actor \"bob\"",
            "life.mw:5: 3 lines left out that say section",
            "life.mw:7: 1 line left out that says color",
            "life.mw:22: 1 time expression is no time on the calendar: \"after !school 2 days\"",
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
            r#"{"type":"timeline","format":1,"title":"A life","zone":"-03:00"}"#,
            r#"{"type":"actor","id":"ann-lee","kind":"person","name":"Ann Lee"}"#,
            r#"{"type":"actor","id":"bob","kind":"person","name":"Bob"}"#,
            r#"{"type":"meeting","id":"school","title":"School","time":"1999/2003","place":"Moscow","participants":["ann-lee","bob"],"topics":["growing_up"],"notes":["A line.\n- another"]}"#,
            r#"{"type":"statement","id":"row-18","title":"A [talk](x)","by":["ann-lee"],"time":"2025-04-25T15:00","zone":"+03:00","topics":["peace"]}"#,
            r#"{"type":"relation","left":"row-18","is":"after","right":"school"}"#,
            r#"{"type":"actor","id":"text","kind":"group","name":"whoever the text tells of"}"#,
            r#"{"type":"action","id":"row-22","title":"Later","by":["text"]}"#,
            r#"{"type":"action","id":"row-24","title":"Job","by":["text"],"time":"2025-04/.."}"#,
        ]
    );
}

/// Read once for each hyphen or slash in it, it would take minutes.
#[test]
fn a_line_of_any_length_is_read_at_once() {
    for part in ["1-", "1 to ", "2025/", "1:", "#a "] {
        let line = part.repeat(20_000);
        read_markwhen(format!("{line}: x\n2025: {line}\n").as_bytes(), "long.mw");
    }
}
