//! Files read line by line say what they say when read whole.

#[cfg(feature = "csv")]
use demarche::{Input, read_csv};
use demarche::{Origin, Reading, Record, Timeline, read_records, write_jsonl};
use proptest::prelude::*;

fn lines(bytes: &[u8]) -> (Vec<(Record, Origin)>, u64) {
    let mut records = Vec::new();
    let report = Reading::new().records(bytes, "lines.jsonl", &mut records);
    (
        records,
        report.expect("memory does not fail").totals.rejected,
    )
}

/// Values of a field: plain ones, and those that only the reader of all records knows.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[a-d]{1,2}".prop_map(|key| format!("\"{key}\"")),
        2 => proptest::collection::vec("[a-d]{1,2}", 0..10).prop_map(|keys| format!("{keys:?}")),
        1 => Just("null".to_owned()),
        1 => Just("\"\"".to_owned()),
        1 => Just(r#"["a\n","\u0041"]"#.to_owned()),
        1 => Just(r#"[{"actor":"a","role":"host"}]"#.to_owned()),
        1 => Just("7".to_owned()),
    ]
}

fn objects() -> impl Strategy<Value = String> {
    let fields = [
        "id",
        "title",
        "time",
        "place",
        "code",
        "topics",
        "participants",
        "parties",
        "by",
        "to",
        "sources",
        "status",
        "instant",
        "x_own",
        "tiem",
        "type",
    ];
    let kinds = [
        "meeting",
        "statement",
        "document",
        "action",
        "actor",
        "relation",
    ];
    let field = (proptest::sample::select(fields.to_vec()), texts());
    let more = proptest::collection::vec(field, 0..6);
    (proptest::sample::select(kinds.to_vec()), "[a-d]{1,3}", more).prop_map(|(kind, id, more)| {
        let mut text = format!(r#"{{"type":"{kind}","id":"{id}""#);
        match kind {
            "meeting" => text += r#","participants":["a","b"]"#,
            "statement" | "document" | "action" => text += r#","by":"a""#,
            _ => {}
        }
        for (name, value) in more {
            text += &format!(",\"{name}\":{value}");
        }
        text + "}"
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_line_is_read_as_in_a_file_read_whole(text in objects()) {
        let mut whole = read_records(text.as_bytes(), "lines.jsonl");
        whole.check();
        let (records, rejected) = lines(text.as_bytes());
        if whole.is_sound() {
            prop_assert_eq!((records, rejected), (whole.records, 0));
        } else {
            prop_assert_eq!((records.len(), rejected), (0, 1));
        }
    }

    #[test]
    fn columns_hold_what_records_say(texts in proptest::collection::vec(objects(), 1..12)) {
        // Without what is not known, everything is named by an actor of the same key.
        let text = texts.join("\n");
        let (records, _) = lines(text.as_bytes());
        let (mut short, mut long) = (Timeline::builder(), Timeline::builder());
        let report = Reading::new().records(text.as_bytes(), "lines.jsonl", &mut short);
        prop_assert!(report.is_ok());
        let mut other = Timeline::builder();
        let report = other.fill(|sink| Reading::new().records(text.as_bytes(), "lines.jsonl", sink));
        prop_assert!(report.is_ok());
        prop_assert_eq!(other.records(), records.clone());
        long.add_records(records.clone());
        prop_assert_eq!(short.records(), records.clone());
        prop_assert_eq!(long.records(), records);
        match (short.build(), long.build()) {
            (Ok(short), Ok(long)) => prop_assert!(short.records().eq(long.records())),
            (Err(short), Err(long)) => prop_assert_eq!(short.to_string(), long.to_string()),
            _ => prop_assert!(false, "one was built, the other not"),
        }
    }
}

#[cfg(feature = "csv")]
fn cells() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => Just(String::new()),
        4 => "[abc]{1,2}",
        2 => "[abc]{1,2}; ?[abc]{1,2}",
        2 => Just("2025-04-25".to_owned()),
        1 => Just("2025-13".to_owned()),
        1 => Just("meeting".to_owned()),
        1 => Just("statement".to_owned()),
        1 => Just("\"a, \"\"b\"\"\"".to_owned()),
        1 => Just("\"two\nlines\"".to_owned()),
        1 => Just(" Ä  b ".to_owned()),
    ]
}

#[cfg(feature = "csv")]
proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn rows_are_read_as_in_a_file_read_whole(
        rows in proptest::collection::vec(proptest::collection::vec(cells(), 10), 1..6)
    ) {
        let mut text = String::from("key,kind,date,with,by,to,topic,after,source,quote\n");
        for (number, row) in rows.iter().enumerate() {
            text += &format!("e{number},{}\n", row[1..].join(","));
        }
        let whole = read_csv(text.as_bytes(), "rows.csv");
        let mut input = Input::default();
        let report = Reading::new().csv(text.as_bytes(), "rows.csv", [], &mut input);
        let report = report.expect("the header is known");
        if whole.is_sound() {
            prop_assert_eq!(report.totals.rejected, 0);
            prop_assert_eq!(report.notes, whole.notes);
            // Sources come last.
            let is_source = |pair: &(Record, Origin)| matches!(pair.0, Record::Source(_));
            let (mut sources, mut records): (Vec<_>, Vec<_>) =
                whole.records.into_iter().partition(is_source);
            records.append(&mut sources);
            prop_assert_eq!(input.records, records);
        } else {
            prop_assert!(report.totals.rejected > 0);
            let lines: std::collections::BTreeSet<u32> =
                whole.faults.iter().map(|fault| fault.origin.line).collect();
            let rejected: std::collections::BTreeSet<u32> =
                report.rejects.iter().map(|reject| reject.origin.line).collect();
            prop_assert_eq!(lines, rejected);
        }
    }
}

/// Ten thousand random changes of each sample: bytes changed, cut, doubled, and lines joined.
#[test]
fn damaged_files_give_records_or_rejects() {
    let sample = Timeline::builder()
        .add_input(read_records(
            &include_bytes!("../examples/data/moscow_talks.jsonl")[..],
            "moscow_talks.jsonl",
        ))
        .records();
    let mut json = Vec::new();
    write_jsonl(
        sample
            .iter()
            .skip(3)
            .step_by(6)
            .take(9)
            .map(|(record, _)| record),
        &mut json,
    )
    .expect("memory is there");
    #[cfg(feature = "csv")]
    let csv = "key,kind,title,date,zone,with,absent,by,to,place,topic,quote,channel,status,after,before,during,source,url,\
        published,reliability,notes\n\
        talks,meeting,Talks,2025-04-25,,Ada; Bo,Cy,,,Moscow,peace,,,,,,,Gazette,http://a.example,2025,B,\"a \"\"b\"\"\nc\"\n\
        post,,,2025-04-25T12:30,+03:00,,,Ada,Bo,,peace; war,close,tv,alleged,talks,,,Gazette,,,,\n";
    let mut state = 11_u64;
    let mut below = move |n: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    for _ in 0..10_000 {
        let mut damage = |bytes: &mut Vec<u8>| {
            for _ in 0..=below(3) {
                let at = below(bytes.len());
                match below(5) {
                    0 => bytes[at] = below(256) as u8,
                    1 => bytes.truncate(at + 1),
                    2 => bytes.insert(at, b"\",;\t\n{}[]\xff"[below(10)]),
                    3 => bytes.retain(|byte| *byte != b'\n'),
                    _ => {
                        let again = bytes[at..(at + 30).min(bytes.len())].to_vec();
                        bytes.splice(at..at, again);
                    }
                }
            }
        };
        let mut bytes = json.clone();
        damage(&mut bytes);
        let (records, rejected) = lines(&bytes);
        assert!(
            records.len() as u64 + rejected
                <= 1 + bytes.iter().filter(|b| **b == b'\n').count() as u64
        );
        #[cfg(feature = "csv")]
        {
            let mut bytes = csv.as_bytes().to_vec();
            damage(&mut bytes);
            let mut builder = Timeline::builder();
            if Reading::new()
                .csv(&bytes[..], "rows.csv", [], &mut builder)
                .is_ok()
            {
                let _ = builder.build();
            }
        }
    }
}
