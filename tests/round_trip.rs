//! Read, write, read again: equal records, and from the second writing on equal bytes, in both forms.

mod records;

use demarche::{
    Input, Link, LinkKind, Presence, Record, Relation, RelationSet, Role, read_records,
    write_json_document, write_jsonl,
};
use proptest::prelude::*;

const EXAMPLE: &str = include_str!("interchange.jsonl");

fn read(text: &[u8]) -> Vec<Record> {
    let input = read_records(text, "records");
    assert_eq!(input.faults, [], "{}", String::from_utf8_lossy(text));
    only_records(input)
}

fn only_records(input: Input) -> Vec<Record> {
    input
        .records
        .into_iter()
        .map(|(record, _)| record)
        .collect()
}

fn lines(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_jsonl(records, &mut bytes).unwrap();
    bytes
}

fn document(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write_json_document(records, &mut bytes).unwrap();
    bytes
}

fn record(text: &str) -> Record {
    read(text.as_bytes()).remove(0)
}

proptest! {
    #[test]
    fn lines_round_trip(records in prop::collection::vec(records::record(), 0..5)) {
        let bytes = lines(&records);
        let again = read(&bytes);
        prop_assert_eq!(&again, &records);
        prop_assert_eq!(lines(&again), bytes);
    }

    #[test]
    fn documents_round_trip(records in prop::collection::vec(records::record(), 0..5)) {
        let bytes = document(&records);
        let again = read(&bytes);
        prop_assert_eq!(&again, &records);
        prop_assert_eq!(document(&again), bytes);
    }

    #[test]
    fn serde_round_trips(record in records::record_of(records::common_number())) {
        let text = serde_json::to_string(&record).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Record>(&text).unwrap(), &record);
        let value = serde_json::to_value(&record).unwrap();
        prop_assert_eq!(&serde_json::from_value::<Record>(value).unwrap(), &record);
    }

    /// Whatever stands in a file, what was made of it is written, and read as the same.
    #[test]
    fn what_is_read_of_anything_round_trips(
        cuts in prop::collection::vec((0..EXAMPLE.len(), 0..EXAMPLE.len(), 0..12_usize), 1..4),
    ) {
        let mut bytes = EXAMPLE.as_bytes().to_vec();
        for (from, to, length) in cuts {
            let piece: Vec<u8> = EXAMPLE.bytes().skip(from).take(length).collect();
            let to = to.min(bytes.len());
            bytes.splice(to..(to + length).min(bytes.len()), piece);
        }
        let mut input = read_records(&bytes[..], "records");
        input.check();
        let records = only_records(input);
        prop_assert_eq!(read(&lines(&records)), records);
    }

    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_records(&bytes[..], "records").check();
    }
}

#[test]
fn the_example_of_the_format_round_trips() {
    let records = read(EXAMPLE.as_bytes());
    assert_eq!(records.len(), 10);
    let bytes = lines(&records);
    assert_eq!(read(&bytes), records);
    assert_eq!(read(&document(&records)), records);
    // Lists and defaults apart, the fields are written in the order of the example.
    let written = String::from_utf8(bytes).unwrap();
    let same = |n: usize| assert_eq!(written.lines().nth(n), EXAMPLE.lines().nth(n));
    [0, 1, 2, 3, 8, 9].into_iter().for_each(same);
    assert_eq!(
        written.lines().nth(4),
        Some(
            r#"{"type":"meeting","id":"talks","title":"The talks","time":"2025-04-25","zone":"+03:00","place":"Moscow","participants":["host",{"actor":"envoy","role":"guest","for":["us"],"sources":["gazette"]}],"absent":["ukraine"],"concerns":["ukraine"],"format":"in_person","topics":["peace-deal"],"sources":["gazette"]}"#
        )
    );
}

#[test]
fn the_example_of_the_format_says_what_it_says() {
    let records = read(EXAMPLE.as_bytes());
    let Record::Meeting(talks) = &records[4] else {
        panic!("{:?}", records[4]);
    };
    let [host, envoy] = talks.participants.as_slice() else {
        panic!("{:?}", talks.participants);
    };
    assert_eq!((host.actor.as_str(), host.role), ("host", None));
    assert_eq!(envoy.role, Some(Role::Guest));
    assert_eq!(envoy.acts_for, ["us"]);
    assert_eq!(envoy.presence, Presence::Reported);
    let Record::Action(annexation) = &records[7] else {
        panic!("{:?}", records[7]);
    };
    assert_eq!(
        annexation.common.links,
        [Link::new(LinkKind::Reports, "framework")]
    );
    assert_eq!(annexation.common.instant, Some(false));
    assert_eq!(annexation.common.part_of, ["talks"]);
    let Record::Relation(claim) = &records[8] else {
        panic!("{:?}", records[8]);
    };
    assert_eq!(claim.is, RelationSet::from(Relation::After));
    assert_eq!(claim.gap.min, Some(demarche::hours(1)));
}

#[test]
fn what_may_be_left_out_or_written_otherwise_reads_alike() {
    let full = record(
        r#"{"type":"action","id":"a","by":["b"],"topics":["t"],"sources":[{"source":"g"}],"figures":[{"value":1}]}"#,
    );
    let short = record(
        r#"{"id":"a","x_":null,"by":"b","to":null,"topics":"t","sources":"g","figures":{"value":1,"of":null},"status":"occurred","type":"action"}"#,
    );
    let Record::Action(mut short) = short else {
        panic!("{short:?}");
    };
    assert_eq!(short.common.extra.remove("x_").unwrap().as_str(), "null");
    assert_eq!(Record::from(short), full);
    for (is, set) in [
        (r#""within""#, RelationSet::WITHIN),
        (r#"["starts","within"]"#, RelationSet::WITHIN),
        (r#"["meets","before"]"#, Relation::Before | Relation::Meets),
        (r#"["after"]"#, Relation::After.into()),
    ] {
        let Record::Relation(claim) = record(&format!(
            r#"{{"type":"relation","left":"a","is":{is},"right":"b"}}"#
        )) else {
            panic!("{is}");
        };
        assert_eq!(claim.is, set);
    }
}

#[test]
fn marks_of_other_systems_are_tolerated() {
    let records = read(EXAMPLE.as_bytes());
    let windows = format!("\u{feff}\r\n{}\r\n", EXAMPLE.replace('\n', "\r\n \t\r\n"));
    assert_eq!(read(windows.as_bytes()), records);
    let pretty: serde_json::Value = serde_json::from_slice(&document(&records)).unwrap();
    let pretty = serde_json::to_string_pretty(&pretty)
        .unwrap()
        .replace('\n', "\r\n");
    assert_eq!(read(format!("\u{feff}\n{pretty}\n").as_bytes()), records);
}

#[test]
fn the_lines_of_records_are_kept() {
    let lines_of = |text: &str| -> Vec<u32> {
        let input = read_records(text.as_bytes(), "records");
        assert!(input.is_sound(), "{:?}", input.faults);
        input
            .records
            .iter()
            .map(|(_, origin)| origin.line)
            .collect()
    };
    let actor = r#"{"type":"actor","id":"a","kind":"state"}"#;
    assert_eq!(lines_of(&format!("\n{actor}\n\n\r\n{actor}")), [2, 5]);
    let document =
        format!("{{\"records\":\n[{actor}, {actor},\r\n\n{{\n\"type\":\"timeline\"}}]}}");
    assert_eq!(lines_of(&document), [2, 2, 4]);
    assert_eq!(lines_of(&format!("{{\"records\":{actor}}}")), [1]);
    assert_eq!(lines_of("{\"format\":1,\"records\":null}"), [0; 0]);
}

#[test]
fn own_fields_and_numbers_are_kept_to_the_letter() {
    for text in [
        r#"{"type":"action","id":"a","by":["b"],"x_b":{"z":1.10,"a":[12345678901234567890123,1e400,-0,"\u00fc"]}}"#,
        r#"{"type":"action","id":"a","by":["b"],"figures":[{"value":1.10},{"value":12345678901234567890123},{"value":-0},{"value":1E+2},{"value":18446744073709551615},{"value":0.1}]}"#,
        r#"{"type":"action","id":"a","by":["b"],"links":[{"kind":"signs","to":"c","x_a":1}],"figures":[{"x_a":1}],"sources":[{"source":"g","x_a":[]}]}"#,
        r#"{"type":"meeting","id":"a","participants":[{"actor":"b","x_a":1}]}"#,
        r#"{"type":"statement","id":"a","by":["b"],"stances":[{"topic":"t","stance":"support","x_a":true}]}"#,
        r#"{"type":"document","id":"a","by":["b"],"terms":[{"x_a":"é"}]}"#,
        r#"{"type":"relation","left":"a","is":["before","meets"],"right":"b","gap":{"x_a":1}}"#,
        r#"{"type":"relation","left":"a","is":"before","right":"b","gap":{"max":"P1D","x_a":1},"x_b":null}"#,
        r#"{"type":"timeline","format":1,"x_a":{}}"#,
    ] {
        let written = lines(&[record(text)]);
        assert_eq!(String::from_utf8(written).unwrap(), format!("{text}\n"));
    }
    let spaced = r#"{"type":"timeline","format":1,"x_a":{ "b" : [ 1 , "c d" ] }}"#;
    let written = lines(&[record(spaced)]);
    let text = "{\"type\":\"timeline\",\"format\":1,\"x_a\":{\"b\":[1,\"c d\"]}}\n";
    assert_eq!(String::from_utf8(written).unwrap(), text);
}

#[test]
fn own_fields_of_a_document_are_kept_by_the_timeline() {
    for text in [
        r#"{"x_a":1,"records":[{"type":"timeline","title":"t"}]}"#,
        r#"{"records":[{"type":"timeline","title":"t","x_a":1}]}"#,
    ] {
        let written = lines(&read(text.as_bytes()));
        let expected = "{\"type\":\"timeline\",\"format\":1,\"title\":\"t\",\"x_a\":1}\n";
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }
    let written = lines(&read(br#"{"records":[],"x_a":1}"#));
    let expected = "{\"type\":\"timeline\",\"format\":1,\"x_a\":1}\n";
    assert_eq!(String::from_utf8(written).unwrap(), expected);
}

#[test]
fn a_kind_of_record_alone_is_one_object_too() {
    let text = r#"{"type":"actor","id":"us","kind":"state"}"#;
    let actor: demarche::Actor = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&actor).unwrap(), text);
    let same: demarche::Actor = serde_json::from_str(r#"{"id":"us","kind":"state"}"#).unwrap();
    assert_eq!(same, actor);
    for (wrong, says) in [
        (
            r#"{"type":"source","id":"us"}"#,
            "\"source\" is not a kind of record (actor)",
        ),
        (
            r#"{"id":"us","kind":"stat","nam":5}"#,
            "did you mean \"state\"?; field `nam`",
        ),
        ("[]", "expected an object"),
    ] {
        let error = serde_json::from_str::<demarche::Actor>(wrong)
            .unwrap_err()
            .to_string();
        assert!(error.contains(says), "{error}");
    }
}
