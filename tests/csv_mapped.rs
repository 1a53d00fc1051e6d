//! Tables of CSV by a mapping: a sample as records, every fault of a mapping, damaged tables and mappings.
#![cfg(feature = "csv")]

#[allow(dead_code)]
#[path = "oracle/rng.rs"]
mod rng;

use demarche::prelude::*;
use demarche::{Input, Mapping, ReadReport, Reading, read_records, write_jsonl};
use rng::Rng;

const MAPPING: &str = r#"{
    "record": "meeting",
    "delimiter": ";",
    "actors": "state",
    "source": {"id": "ledger", "publisher": "Ministry", "reliability": "B", "speaks_for": "Borduria"},
    "fields": {
        "id": "No",
        "title": {"column": "What", "default": "Talks"},
        "time": {"from": {"column": "Begin", "format": ["%d.%m.%Y", "%m/%Y"]}, "to": {"column": "End", "format": "%d.%m.%Y"}},
        "participants": [{"column": "Who", "split": ","}, {"constant": "Syldavia"}],
        "host": {"column": "Host", "kind": "person"},
        "absent": {"column": "Absent", "split": ","},
        "place": {"column": "Where", "values": {"GVA": "Geneva", "-": ""}},
        "status": {"column": "Status", "values": {"rumour": "alleged"}},
        "instant": "Point",
        "notes": ["Remark", {"constant": "from the ledger"}],
        "x_no": "No"
    }
}"#;

const ROWS: &str = "\
No;Begin;End;Who;Host;Absent;Where;Status;Point;What;Remark;Unused
m1;3.4.2025;5.4.2025;Borduria, Ruritania;Ada  Lind;;GVA;;;;\"two
lines; \"\"quoted\"\"\";x
m2;03.04.2025;3.4.2025;Borduria;Ada Lind;Ruritania;-;rumour;false;A dinner;;
m3;04/2025;;;;;Nowhere;;;;;
;;5.4.2025;;;;;planned;;;;
m1;;;;;;;;;;;
m4;31.4.2025;;;;;;;;;;
m5;;;;;Borduria, Syldavia;;;;;;
m6;;;;;;;rumor;;;;
m7;;;;;;;;maybe;;;
m8;1.1.2025;1.1.2024;;;;;;;;;
m9;1.1.2025
m10;\"never closed;;;;;;;;;;
m11;;;;;;;;;;;
";

fn read(rows: &[u8], mapping: &str) -> (Vec<String>, ReadReport) {
    let mapping = Mapping::parse(mapping).expect("a mapping");
    let mut input = Input::default();
    let report = Reading::new().csv_mapped(rows, "Ledger 1.csv", &mapping, &mut input);
    let mut written = Vec::new();
    write_jsonl(input.records.iter().map(|(record, _)| record), &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    let mut again = read_records(written.as_bytes(), "again");
    again.check();
    assert_eq!(again.faults, []);
    (
        written.lines().map(str::to_owned).collect(),
        report.expect("it is read"),
    )
}

#[test]
fn rows_become_records_as_the_mapping_says() {
    let (records, report) = read(ROWS.as_bytes(), MAPPING);
    let expected = [
        r#"{"type":"actor","id":"borduria","kind":"state","name":"Borduria"}"#,
        r#"{"type":"source","id":"ledger","publisher":"Ministry","title":"Ledger 1.csv","speaks_for":["borduria"],"reliability":"B"}"#,
        r#"{"type":"actor","id":"ada-lind","kind":"person","name":"Ada Lind"}"#,
        r#"{"type":"actor","id":"ruritania","kind":"state","name":"Ruritania"}"#,
        r#"{"type":"actor","id":"syldavia","kind":"state","name":"Syldavia"}"#,
        r#"{"type":"meeting","id":"m1","title":"Talks","time":"2025-04-03/2025-04-05","place":"Geneva","participants":[{"actor":"ada-lind","role":"host"},"borduria","ruritania","syldavia"],"notes":["two\nlines; \"quoted\"","from the ledger"],"sources":[{"source":"ledger","where":"line 2"}],"x_no":"m1"}"#,
        r#"{"type":"meeting","id":"m2","title":"A dinner","status":"alleged","time":"2025-04-03","instant":false,"participants":[{"actor":"ada-lind","role":"host"},"borduria","syldavia"],"absent":["ruritania"],"notes":["from the ledger"],"sources":[{"source":"ledger","where":"line 4"}],"x_no":"m2"}"#,
        r#"{"type":"meeting","id":"m3","title":"Talks","time":"2025-04","place":"Nowhere","participants":["syldavia"],"notes":["from the ledger"],"sources":[{"source":"ledger","where":"line 5"}]"#,
        r#"{"type":"meeting","id":"ledger:6","title":"Talks","status":"planned","time":"2025-04-05","participants":["syldavia"],"notes":["from the ledger"],"sources":[{"source":"ledger","where":"line 6"}]}"#,
        r#"{"type":"meeting","id":"m11","title":"Talks","participants":["syldavia"],"notes":["from the ledger"],"sources":[{"source":"ledger","where":"line 15"}],"x_no":"m11"}"#,
    ];
    assert_eq!(records.len(), expected.len(), "{records:#?}");
    let fields = |line: &str| -> std::collections::BTreeSet<String> {
        // Whatever the order of fields is, they are these.
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| format!("{name}: {value}"))
            .collect()
    };
    for (record, expected) in records.iter().zip(expected) {
        match expected.strip_suffix("}]") {
            Some(_) => assert!(record.starts_with(expected), "{record}"),
            None => assert_eq!(fields(record), fields(expected)),
        }
    }
    let said: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    let begins = "Ledger 1.csv:12: column 2 (Begin): `2025-01-01/2024-01-01`: column 12: it ends before it begins";
    assert!(said[5].starts_with(begins), "{}", said[5]);
    let said: Vec<&str> = said
        .iter()
        .enumerate()
        .filter(|(i, _)| *i != 5)
        .map(|(_, it)| it.as_str())
        .collect();
    assert_eq!(
        said,
        [
            "Ledger 1.csv:7: column 1 (No): another row has the key \"m1\" already",
            "Ledger 1.csv:8: column 2 (Begin): expected a date such as %d.%m.%Y or %m/%Y, found \"31.4.2025\"",
            "Ledger 1.csv:9: column 6 (Absent): \"Syldavia\" is among the participants too",
            "Ledger 1.csv:10: column 8 (Status): \"rumor\" is not a status (occurred, planned, cancelled, alleged or denied)",
            "Ledger 1.csv:11: column 9 (Point): expected true or false, found \"maybe\"",
            "Ledger 1.csv:13: 2 cells where the header has 12",
            "Ledger 1.csv:14: a cell that begins with a quotation mark, and does not end with one within 100 lines",
        ]
    );
    assert_eq!(report.totals.rows, 13);
    assert_eq!(report.totals.rejected, 8);
}

#[test]
fn terms_and_statements_can_be_mapped_too() {
    let (records, report) = read(
        b"Who,Of,As,Since,Till\nAda,Borduria,envoy,2024,..\nAda,Borduria,envoy,2025,2024\nAda,,envoy,2025,x\n",
        r#"{"record": "affiliation", "fields": {"actor": "Who", "of": {"column": "Of", "kind": "state"}, "role": "As",
            "from": "Since", "until": "Till"}}"#,
    );
    assert_eq!(
        records[3],
        r#"{"type":"affiliation","actor":"ada","of":"borduria","role":"envoy","from":"2024","until":"..","sources":[{"source":"ledger-1","where":"line 2"}]}"#
    );
    let said: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(
        said[0],
        "Ledger 1.csv:3: column 5 (Till): before the beginning"
    );
    assert_eq!(said[1], "Ledger 1.csv:4: column 2 (Of): missing");
    let (records, _) = read(
        b"\xef\xbb\xbfBy|Said\nAda|Well\n",
        r#"{"record": "statement", "delimiter": "|", "fields": {"by": "By", "quote": "Said"}}"#,
    );
    assert!(records[2].contains(r#""quote":["Well"]"#), "{}", records[2]);
}

#[test]
fn every_fault_of_a_mapping_says_where_it_is_and_what_would_be_right() {
    for (mapping, said) in [
        ("", "no JSON: EOF while parsing a value at line 1 column 0"),
        ("[]", "expected an object"),
        ("{}", "`record`: missing"),
        (
            r#"{"recrod": 1}"#,
            "`recrod`: unknown; did you mean \"record\"?",
        ),
        (r#"{"record": 1}"#, "`record`: expected a string"),
        (r#"{"record": "meeting"}"#, "`fields`: missing"),
        (
            r#"{"record": "meeting", "fields": []}"#,
            "`fields`: expected an object",
        ),
        (
            r#"{"record": "meeting", "fields": {"by": "x"}}"#,
            "`fields.by`: a meeting has no such field",
        ),
        (
            r#"{"record": "action", "fields": {"host": "x"}}"#,
            "`fields.host`: an action has no such field",
        ),
        (
            r#"{"record": "action", "fields": {"sources": "x"}}"#,
            "`fields.sources`: every record cites the file; say what it is in `source`",
        ),
        (
            r#"{"record": "action", "fields": {"type": "x"}}"#,
            "`fields.type`: `record` says what a row becomes",
        ),
        (
            r#"{"record": "action", "fields": {"by": 1}}"#,
            "`fields.by`: expected the name of a column, or an object",
        ),
        (
            r#"{"record": "action", "fields": {"by": {}}}"#,
            "`fields.by.column`: missing",
        ),
        (
            r#"{"record": "action", "fields": {"by": {"colum": "x"}}}"#,
            "`fields.by.colum`: unknown; did you mean \"column\"?",
        ),
        (
            r#"{"record": "action", "fields": {"by": ["x", {"constant": 1, "split": ""}]}}"#,
            "`fields.by[1].split`: unknown; expected constant",
        ),
        (
            r#"{"record": "action", "fields": {"by": {"column": "x", "split": ""}}}"#,
            "`fields.by.split`: empty",
        ),
        (
            r#"{"record": "action", "fields": {"by": {"column": "x", "format": "%Y"}}}"#,
            "`fields.by.format`: `by` is no date",
        ),
        (
            r#"{"record": "action", "fields": {"place": {"column": "x", "kind": "state"}}}"#,
            "`fields.place.kind`: `place` names no actors",
        ),
        (
            r#"{"record": "action", "fields": {"by": {"column": "x", "kind": "stat"}}}"#,
            "`fields.by.kind`: \"stat\" is none of person, state, organization or group; did you mean \"state\"?",
        ),
        (
            r#"{"record": "action", "fields": {"time": {"column": "x", "format": "%d"}}}"#,
            "`fields.time.format`: %Y is missing",
        ),
        (
            r#"{"record": "action", "fields": {"time": {"from": "x"}}}"#,
            "`fields.time.to`: missing",
        ),
        (
            r#"{"record": "action", "fields": {"time": {"from": "x", "to": {"constant": 1}}}}"#,
            "`fields.time.to`: expected a column",
        ),
        (
            r#"{"record": "action", "fields": {"by": {"column": "x", "values": {"a": 1}}}}"#,
            "`fields.by.values.a`: expected a string",
        ),
        (
            r#"{"record": "action", "fields": {}, "delimiter": "ab"}"#,
            "`delimiter`: expected one ASCII character that is no quotation mark or line end",
        ),
        (
            r#"{"record": "action", "fields": {}, "source": {"titel": "x"}}"#,
            "`source.titel`: a source has no such field; did you mean \"title\"?",
        ),
        (
            r#"{"record": "action", "fields": {}, "source": {"reliability": "Z"}}"#,
            "`source.reliability`: ",
        ),
    ] {
        let error = Mapping::parse(mapping).expect_err(mapping).to_string();
        match said.ends_with(' ') {
            true => assert!(error.starts_with(said), "{error}"),
            false => assert_eq!(error, said, "{mapping}"),
        }
    }
}

#[test]
fn columns_that_the_file_lacks_or_has_twice_end_the_read() {
    let mapping = Mapping::parse(r#"{"record": "action", "fields": {"by": "Who"}}"#).unwrap();
    for (rows, said) in [
        (
            "Wo,Day\n",
            "f.csv:1: no column \"Who\"; did you mean \"Wo\"?",
        ),
        (
            "",
            "f.csv:1: empty; expected a header with the names of the columns",
        ),
        ("Who,Day,Who\n", "f.csv:1: column 3 (Who): given twice"),
    ] {
        let error =
            Reading::new().csv_mapped(rows.as_bytes(), "f.csv", &mapping, &mut Input::default());
        let error = error.expect_err(rows);
        assert!(error.is_header());
        assert_eq!(error.to_string(), said);
    }
}

/// Ten thousand damaged tables and mappings give records, rejected rows or an error, and a timeline of what is left.
#[test]
fn damaged_tables_and_mappings_give_records_or_errors() {
    let mut rng = Rng::new(7);
    let (mut mapped, mut records, mut built) = (0, 0, 0);
    for round in 0..10_000 {
        let (mut rows, mut mapping) = (ROWS.as_bytes().to_vec(), MAPPING.as_bytes().to_vec());
        for _ in 0..=rng.below(3) {
            damage(
                if round % 3 == 0 {
                    &mut mapping
                } else {
                    &mut rows
                },
                &mut rng,
            );
        }
        let Ok(mapping) = Mapping::parse(&String::from_utf8_lossy(&mapping)) else {
            continue;
        };
        mapped += 1;
        let mut input = Input::default();
        match Reading::new().csv_mapped(rows.as_slice(), "damaged.csv", &mapping, &mut input) {
            Ok(report) => assert_eq!(report.rejects.len() as u64, report.totals.rejected),
            Err(error) => assert!(error.is_header(), "{error}"),
        }
        input.check();
        assert_eq!(input.faults, [], "round {round}");
        records += input.records.len();
        if rng.chance(20) {
            let mut t = Timeline::builder();
            t.add_input(input);
            match t.build() {
                Ok(t) => built += t.len(),
                Err(error) => assert!(error.is_inconsistent(), "round {round}: {error}"),
            }
        }
    }
    assert!(
        mapped > 6_000 && records > 20_000 && built > 2_000,
        "{mapped} {records} {built}"
    );
}

fn damage(text: &mut Vec<u8>, rng: &mut Rng) {
    let at = rng
        .below(text.len().max(1))
        .min(text.len().saturating_sub(1));
    match rng.below(6) {
        _ if text.is_empty() => text.push(b'"'),
        0 => text[at] = rng.next() as u8,
        1 => text[at] ^= 1 << rng.below(8),
        2 => {
            text.remove(at);
        }
        3 if rng.chance(20) => text.truncate(at),
        4 => text.insert(at, *rng.pick(b"\";,\n{}[]:%. 0")),
        _ => {
            let to = (at + rng.below(20)).min(text.len());
            let from = rng.below(text.len());
            let part = text[from..(from + rng.below(20)).min(text.len())].to_vec();
            text.splice(at..to, part);
        }
    }
}
