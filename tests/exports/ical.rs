//! Calendars, read by the package `icalendar`.

use demarche::*;
use proptest::prelude::*;
use serde_json::Value;

use super::sample::{self, HOSTILE, TIMES, fields, tells};
use super::tools;

fn written(records: &[Record]) -> (String, Losses) {
    let mut bytes = Vec::new();
    let losses = write_ical(records, &mut bytes).unwrap();
    (String::from_utf8(bytes).unwrap(), losses)
}

/// The lines of a calendar without folds.
fn unfolded(calendar: &str) -> Vec<String> {
    let text = calendar.replace("\r\n ", "");
    text.split_terminator("\r\n").map(str::to_owned).collect()
}

/// What each component and each report must keep to.
fn check(records: &[Record]) -> String {
    let (calendar, losses) = written(records);
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
    assert!(!calendar.replace("\r\n", "").contains(['\r', '\n']));
    let lines = unfolded(&calendar);
    let events: Vec<&Record> = records.iter().filter(|it| it.common().is_some()).collect();
    let mut begun = lines
        .iter()
        .filter(|line| line.starts_with("BEGIN:V") && *line != "BEGIN:VCALENDAR");
    for event in &events {
        let kind = begun.next().unwrap().as_str();
        let common = event.common().unwrap();
        let is_claim =
            |it: &&Record| matches!(it, Record::Claim(claim) if claim.event == common.id);
        let may_be_dated = common.time.is_some() || records.iter().filter(is_claim).count() == 1;
        assert!(
            kind == "BEGIN:VJOURNAL" || may_be_dated && kind == "BEGIN:VEVENT",
            "{kind}: {event:?}"
        );
        for (field, _) in fields(event) {
            let held = [
                "type",
                "id",
                "title",
                "status",
                "time",
                "zone",
                "place",
                "topics",
                "part_of",
                "about",
                "replies_to",
                "links",
            ];
            assert!(
                held.contains(&field.as_str()) || tells(&losses, event, &field),
                "{field} of {event:?}"
            );
        }
    }
    assert_eq!(begun.next(), None);
    for line in &lines {
        if line.starts_with("DTSTART") {
            assert!(line.len() <= "DTSTART;VALUE=DATE:20250425".len(), "{line}");
        }
    }
    assert_eq!(written(records).0, calendar);
    calendar
}

proptest! {
    #![proptest_config(sample::config())]

    #[test]
    fn any_records_give_a_calendar(records in sample::linked()) {
        check(&records);
    }
}

/// The components that the package reads, but for the calendar itself.
fn parsed(calendar: &str) -> Option<Vec<Value>> {
    let all = tools::parse("read_ical.py", calendar)?;
    let mut all = all.as_array().unwrap().clone();
    assert_eq!(all.remove(0)["component"], "VCALENDAR");
    Some(all)
}

#[test]
fn the_package_reads_every_fixture_and_many_random_records() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let random = sample::linked();
    let mut all: Vec<Vec<Record>> = sample::fixtures().into_iter().map(|(_, it)| it).collect();
    let trees = (0..20).map(|_| random.new_tree(&mut runner).unwrap());
    all.extend(trees.map(|tree| proptest::strategy::ValueTree::current(&tree)));
    for records in all {
        let calendar = check(&records);
        let Some(components) = parsed(&calendar) else {
            return;
        };
        let events = records.iter().filter(|record| record.common().is_some());
        assert_eq!(components.len(), events.count());
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let records = sample::hostile();
    let calendar = check(&records);
    let lines = unfolded(&calendar);
    let count = |text: &str| lines.iter().filter(|line| *line == text).count();
    assert_eq!(count("BEGIN:VEVENT"), HOSTILE.len() * 3);
    assert_eq!(count("SUMMARY:forged"), 0);
    let Some(components) = parsed(&calendar) else {
        return;
    };
    assert_eq!(components.len(), HOSTILE.len() * 3);
    for (i, text) in HOSTILE.into_iter().enumerate() {
        // What a calendar can hold of the text.
        let expected: String = text
            .replace("\r\n", "\n")
            .chars()
            .map(|c| {
                if c != '\n' && (c < ' ' || c == '\u{7f}') {
                    '\u{fffd}'
                } else {
                    c
                }
            })
            .collect();
        let properties = &components[i * 3]["properties"];
        assert_eq!(properties["SUMMARY"], *expected, "{text:?}");
        assert_eq!(properties["LOCATION"], *expected);
        assert_eq!(properties["CATEGORIES"], serde_json::json!([expected]));
        let description = properties["DESCRIPTION"].as_str().unwrap();
        assert!(
            description.contains(&format!("Note: {expected}")),
            "{description}"
        );
    }
}

#[test]
fn times_and_relations_are_read_as_meant() {
    let records = [
        Record::from(Header::new().title("Talks of 2025").zone("+03:00")),
        Source::new("gazette")
            .title("Gazette")
            .url("https://gazette.example/1")
            .into(),
        Actor::person("ann", "Ann").into(),
        Meeting::new("summit")
            .with("ann")
            .on("2025-04-24/2025-04-26")
            .at("Moscow; Kremlin")
            .into(),
        Meeting::new("talks")
            .with("ann")
            .on("2025-04-25T12:00/2025-04-25T15:00")
            .part_of("summit")
            .into(),
        Statement::new("post")
            .by("ann")
            .on("[2025-04-25..2025-04-26]")
            .replies_to("talks")
            .source("gazette")
            .into(),
        Statement::new("remark")
            .by("ann")
            .status(Status::Alleged)
            .into(),
        Meeting::new("visit")
            .with("ann")
            .on("2025-04-27T09:00")
            .zone("floating")
            .status(Status::Cancelled)
            .into(),
        Claim::that("remark")
            .is(Relation::After, "talks")
            .at_least(hours(2))
            .within(hours(12))
            .into(),
        Claim::that("post").is(RelationSet::WITHIN, "summit").into(),
    ];
    let (calendar, losses) = written(&records);
    let Some(components) = parsed(&calendar) else {
        return;
    };
    let shown = |i: usize, name: &str| components[i]["properties"][name].clone();
    assert_eq!(shown(0, "DTSTART"), "2025-04-24");
    assert_eq!(shown(0, "DTEND"), "2025-04-27");
    assert_eq!(shown(0, "LOCATION"), "Moscow; Kremlin");
    assert_eq!(shown(1, "DTSTART"), "2025-04-25T09:00:00+00:00");
    assert_eq!(shown(1, "DTEND"), "2025-04-25T12:00:00+00:00");
    assert_eq!(shown(1, "RELATED-TO"), "summit@talks-of-2025");
    assert_eq!(shown(2, "DTEND"), "2025-04-27");
    let description = shown(2, "DESCRIPTION");
    let when = "When: [2025-04-25..2025-04-26] [+03:00] (some time from 2025-04-25 to 2025-04-26)";
    assert!(
        description.as_str().unwrap().contains(when),
        "{description}"
    );
    assert_eq!(shown(2, "LINK")[1], "https://gazette.example/1");
    assert_eq!(components[3]["component"], "VJOURNAL");
    assert_eq!(shown(3, "DTSTART"), Value::Null);
    assert_eq!(shown(3, "STATUS"), "DRAFT");
    assert_eq!(shown(3, "RELATED-TO"), "talks@talks-of-2025");
    let gap = &components[3]["parameters"]["RELATED-TO"][0];
    assert_eq!(
        (&gap["RELTYPE"], &gap["GAP"]),
        (&"FINISHTOSTART".into(), &"PT2H".into())
    );
    let description = shown(3, "DESCRIPTION");
    assert!(
        description
            .as_str()
            .unwrap()
            .contains("Claimed: after talks, at least PT2H within PT12H")
    );
    assert_eq!(shown(4, "DTSTART"), "2025-04-27T09:00:00");
    assert_eq!(shown(4, "STATUS"), "CANCELLED");
    // The post starts after the summit starts; the summit can only finish after the post.
    assert_eq!(
        components[2]["parameters"]["RELATED-TO"][0]["RELTYPE"],
        "STARTTOSTART"
    );
    assert_eq!(
        components[0]["parameters"]["RELATED-TO"][0]["RELTYPE"],
        "FINISHTOFINISH"
    );
    let fate = |record: &str, field: &str| {
        let mut all = losses
            .iter()
            .filter(|loss| loss.record.as_deref() == Some(record));
        let found = all.find(|loss| loss.field.as_deref() == Some(field));
        found.map(|loss| loss.fate)
    };
    assert_eq!(fate("post", "time"), Some(Fate::Widened));
    assert_eq!(fate("remark", "status"), Some(Fate::InText));
    assert_eq!(fate("visit", "status"), None);
    assert_eq!(fate("summit", "time"), None);
}

#[test]
fn a_claim_dates_an_event_that_has_no_date_of_its_own_if_it_is_the_only_one() {
    let event = Record::from(Action::new("a").by("ann"));
    let claims: Vec<Record> = vec![
        Claim::that("a").on("2025-04-25").source("gazette").into(),
        Claim::that("a").on("2025-04-26").into(),
    ];
    let (one, _) = written(&[event.clone(), claims[0].clone()]);
    assert!(one.contains("\r\nDTSTART;VALUE=DATE:20250425\r\n"), "{one}");
    assert!(one.contains("\r\nDESCRIPTION:By: ann\\nClaimed: on 2025-04-25\\, by gazette\r\n"));
    let (two, _) = written(&[event, claims[0].clone(), claims[1].clone()]);
    assert!(
        !two.contains("DTSTART") && two.contains("BEGIN:VJOURNAL"),
        "{two}"
    );
}

#[test]
fn what_is_not_one_day_or_moment_is_reported() {
    for time in TIMES {
        let record = [Record::from(Action::new("a").by("ann").on(time))];
        let (calendar, losses) = written(&record);
        let exact = [
            "2025-04-25",
            "2025-04-25T12:30",
            "2025-04-25/2025-04-27",
            "2025-04-25T12:00/2025-04-25T15:00",
        ];
        assert_eq!(
            tells(&losses, &record[0], "time"),
            !exact.contains(&time),
            "{time}"
        );
        let is_told = unfolded(&calendar)
            .iter()
            .any(|line| line.starts_with("DESCRIPTION:") && line.contains("When: "));
        assert_eq!(is_told, !exact.contains(&time), "{time}");
    }
}
