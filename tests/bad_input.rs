//! What is said of bad input. The cases that are text stand in `bad_input.txt`, those of files that can be read and
//! make no timeline in `bad_timelines.txt`; more can be added to both.

use std::io::{self, Read};

use demarche::{Input, Record, Timeline, read_records};

/// Everything wrong with a file, as its user reads it. The ending of the name tells the format.
fn faults(name: &str, bytes: impl Read) -> Vec<String> {
    let mut input = read(name, bytes);
    input.check();
    input.faults.iter().map(ToString::to_string).collect()
}

fn read(name: &str, bytes: impl Read) -> Input {
    #[cfg(feature = "csv")]
    if name.ends_with(".csv") {
        return demarche::read_csv(bytes, name);
    }
    read_records(bytes, name)
}

/// A file, and what is said of it.
#[derive(Default)]
struct Case<'a> {
    name: &'a str,
    text: Vec<&'a str>,
    faults: Vec<&'a str>,
}

fn cases(text: &'static str) -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'_>> = Vec::new();
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("--- ") {
            cases.push(Case {
                name,
                ..Case::default()
            });
        } else if let Some(case) = cases.last_mut() {
            match line.strip_prefix("=> ") {
                Some(fault) => case.faults.push(fault),
                None if line.starts_with('#') => {}
                None if case.faults.is_empty() => case.text.push(line),
                None => assert!(line.is_empty(), "{line}"),
            }
        }
    }
    cases
}

/// Compares what is said of each case with what should be, and shows all that differs.
fn compare<'a>(
    cases: impl IntoIterator<Item = &'a Case<'static>>,
    said: impl Fn(&str, &str) -> Vec<String>,
) {
    let mut wrong = String::new();
    for Case { name, text, faults } in cases {
        let text = text.join("\n");
        let found = said(name, &text);
        if found != *faults || found.is_empty() {
            wrong += &format!("--- {name}\n{text}\n=> {}\n\n", found.join("\n=> "));
        }
    }
    assert!(wrong.is_empty(), "said otherwise:\n\n{wrong}");
}

#[test]
fn every_fault_is_said_as_it_should_be() {
    let cases = cases(include_str!("bad_input.txt"));
    assert!(cases.len() >= 140, "{}", cases.len());
    let known = |case: &&Case<'_>| cfg!(feature = "csv") || !case.name.ends_with(".csv");
    compare(cases.iter().filter(known), |name, text| {
        faults(name, text.as_bytes())
    });
}

#[test]
fn every_fault_of_a_timeline_is_said_as_it_should_be() {
    let cases = cases(include_str!("bad_timelines.txt"));
    let [base, cases @ ..] = &cases[..] else {
        panic!("no cases");
    };
    assert!(cases.len() >= 60, "{}", cases.len());
    let known = |case: &&Case<'_>| match case.name.split_once(" [") {
        Some((_, "zones]")) => cfg!(feature = "zones"),
        Some((_, "no zones]")) => cfg!(not(feature = "zones")),
        Some((_, feature)) => panic!("[{feature}"),
        None => true,
    };
    let builder = || {
        let mut builder = Timeline::builder();
        builder.add_input(read(base.name, base.text.join("\n").as_bytes()));
        builder
    };
    assert!(builder().build().is_ok());
    compare(cases.iter().filter(known), |name, text| {
        let mut builder = builder();
        let name = name.split(' ').next().unwrap_or(name);
        builder.add_input(read(name, text.as_bytes()));
        match builder.build() {
            Ok(_) => Vec::new(),
            Err(error) => {
                let faults = error.faults().iter();
                let conflicts = error.conflicts().iter();
                let faults = faults.map(ToString::to_string);
                faults.chain(conflicts.map(ToString::to_string)).collect()
            }
        }
    });
}

#[test]
fn every_fault_of_a_question_is_said_as_it_should_be() {
    use demarche::prelude::*;
    let mut t = Timeline::builder();
    t.add(Actor::person("witkoff", "Steve Witkoff").alias("the envoy"));
    t.add(Actor::person("envoy", "Keith Kellogg").alias("the envoy"));
    t.add(
        Meeting::new("talks")
            .title("The Moscow talks")
            .with("witkoff"),
    );
    t.add(Meeting::new("more talks").title("Round").with("witkoff"));
    t.add(Statement::new("remark").by("witkoff"));
    t.add(Action::new("flight").title("Round").by("witkoff"));
    let t = t.build().unwrap();
    let said = |error: demarche::Error| error.to_string();
    let related = |x: &str, y: &str| said(t.relate(x, y).unwrap_err().into());
    let met = |statement: &str| said(t.who_met_before(statement).unwrap_err().into());
    let meetings = |actor: &str| said(t.meetings_of(actor).unwrap_err().into());
    let pair = t.relate("talks", "flight").unwrap();
    let gap = |is: RelationSet, gap: Gap| said(pair.certainty_within(is, gap).unwrap_err().into());
    let reversed = Gap {
        min: Some(days(2)),
        max: Some(days(1)),
    };
    for (found, expected) in [
        (
            related("talk", "flight"),
            r#"there is no event "talk"; did you mean "talks"?"#,
        ),
        (
            related("flight", "the moscow talk"),
            r#"there is no event "the moscow talk"; did you mean "The Moscow talks"?"#,
        ),
        (related("flight", "summit"), r#"there is no event "summit""#),
        (
            related("flight", "Round"),
            r#"several events are called "Round": more talks, flight"#,
        ),
        (met("talks"), r#""talks" is a meeting, not a statement"#),
        (met("flight"), r#""flight" is an action, not a statement"#),
        (met("flihgt"), r#"there is no statement "flihgt""#),
        (
            met("remak"),
            r#"there is no statement "remak"; did you mean "remark"?"#,
        ),
        (
            meetings("Witkof"),
            r#"there is no actor "Witkof"; did you mean "witkoff"?"#,
        ),
        (
            meetings("Keith Kelogg"),
            r#"there is no actor "Keith Kelogg"; did you mean "Keith Kellogg"?"#,
        ),
        (
            meetings("the envoy"),
            r#"several actors are called "the envoy": witkoff, envoy"#,
        ),
        (
            gap(RelationSet::WITHIN, days(1).into()),
            "a gap limits before, meets, met_by and after only, not within",
        ),
        (
            gap(Before.into(), reversed),
            "the gap is reversed: at least P2D within P1D",
        ),
    ] {
        assert_eq!(found, expected);
    }
}

#[test]
fn bytes_that_are_not_utf8() {
    let lines = b"{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"state\"}\n\
        {\"type\":\"actor\",\"id\":\"b\",\"kind\":\"state\",\"name\":\"\xc3\xbc\xfc\"}\n\
        {\"type\":\"actor\",\"id\":\"c\"}\n";
    let expected = [
        "bad.jsonl:2: not UTF-8 at column 50; save the file as UTF-8",
        "bad.jsonl:3: field `kind` of \"c\": missing; expected person, state, organization or group",
    ];
    assert_eq!(faults("bad.jsonl", &lines[..]), expected);

    let document = b"{\"records\":[\n{\"type\":\"actor\",\"id\":\"\xff\",\"kind\":\"state\"},\n\
        {\"type\":\"actor\",\"id\":\"c\"}]}";
    let expected = [
        "bad.json:2: not UTF-8 at column 23; save the file as UTF-8",
        "bad.json:3: field `kind` of \"c\": missing; expected person, state, organization or group",
    ];
    assert_eq!(faults("bad.json", &document[..]), expected);

    let utf16 = "{\"type\":\"actor\"}\n".encode_utf16();
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(utf16)
        .flat_map(u16::to_le_bytes)
        .collect();
    let expected = ["bad.jsonl:1: not UTF-8 but UTF-16; save the file as UTF-8"];
    assert_eq!(faults("bad.jsonl", &utf16[..]), expected);
}

#[cfg(feature = "csv")]
#[test]
fn cells_that_are_not_utf8() {
    let rows = b"with,title\n\nAnn,\"a\nM\xfcnchen\"\nBob\xff,b\n";
    let expected = [
        "bad.csv:3: field `title` of \"row-3\": not UTF-8; save the file as UTF-8",
        "bad.csv:5: field `with` of \"row-5\": not UTF-8; save the file as UTF-8",
    ];
    assert_eq!(faults("bad.csv", &rows[..]), expected);
}

/// Gives so many bytes of a kind, and keeps none.
fn many(byte: u8, count: u64) -> impl Read {
    io::repeat(byte).take(count)
}

const MIB: u64 = 1 << 20;

#[test]
fn a_line_that_is_too_long() {
    let actor = "{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"state\"}\n";
    let begin = "{\"type\":\"actor\",\"id\":\"b\",\"kind\":\"state\",\"name\":\"";
    let file = actor
        .as_bytes()
        .chain(begin.as_bytes())
        .chain(many(b'x', 100 * MIB))
        .chain("\"}\n{\"type\":\"actor\",\"id\":\"c\"}".as_bytes());
    let expected = [
        "bad.jsonl:2: a line of more than 64 MiB, the limit",
        "bad.jsonl:3: field `kind` of \"c\": missing; expected person, state, organization or group",
    ];
    assert_eq!(faults("bad.jsonl", file), expected);

    let endless = ["bad.jsonl:1: a line of more than 64 MiB, the limit"];
    assert_eq!(faults("bad.jsonl", many(b' ', 65 * MIB)), endless);
    assert_eq!(faults("bad.jsonl", many(b'x', 65 * MIB)), endless);
}

#[test]
fn a_document_may_be_one_line_of_any_length() {
    let file = "{\"records\":[{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"state\",\"name\":\""
        .as_bytes()
        .chain(many(b'x', 65 * MIB))
        .chain(&b"\"},{}]}"[..]);
    let input = read("good.json", file);
    assert_eq!(input.records.len(), 1);
    assert_eq!(input.faults.len(), 1);
}

#[test]
fn nesting_without_end() {
    let depth = 1_000_000;
    let (open, close) = ("[".repeat(depth), "]".repeat(depth));
    let too_deep = "bad.jsonl:1: field `x_a` of \"a\": lists and objects stand in each other more than 100 deep";
    for (text, expected) in [
        (
            format!(r#"{{"type":"action","id":"a","by":"b","x_a":{open}{close}}}"#),
            too_deep,
        ),
        (
            format!(
                r#"{{"type":"action","id":"a","by":"b","x_a":{}1{}}}"#,
                r#"{"b":"#.repeat(depth),
                "}".repeat(depth)
            ),
            too_deep,
        ),
        (
            format!(r#"{{"type":"action","id":"a","by":{open}{close}}}"#),
            "bad.jsonl:1: field `by[0]` of \"a\": expected a string, found a list",
        ),
        (
            format!(r#"{{"type":"action","id":"a","by":"b","zone":{open}"#),
            "bad.jsonl:1: not JSON: the object does not end; a record stands on one line",
        ),
        (
            format!(r#"{{"type":"action","id":"a","by":"b","sources":{open}{close}}}"#),
            "bad.jsonl:1: field `sources[0]` of \"a\": expected the key of a source or an object, found a list",
        ),
        (
            format!(r#"{{"records":{open}{close}}}"#),
            "bad.jsonl:1: expected an object, found a list",
        ),
    ] {
        assert_eq!(faults("bad.jsonl", text.as_bytes()), [expected]);
    }
}

/// A reader that fails after some bytes.
struct Failing<'a>(&'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 => Err(io::Error::other("the disk is gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn a_reader_that_fails() {
    let expected = ["bad.jsonl: can't be read: the disk is gone"];
    assert_eq!(faults("bad.jsonl", Failing(b"{}")), expected);
    #[cfg(feature = "csv")]
    assert_eq!(
        faults("bad.csv", Failing(b"key")),
        ["bad.csv: can't be read: the disk is gone"]
    );
    let actors = "{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"state\"}\n".repeat(100_000);
    let mut input = read("bad.jsonl", Failing(actors.as_bytes()));
    input.check();
    assert_eq!(input.records.len(), 100_000);
    assert_eq!(
        input.faults[0].to_string(),
        "bad.jsonl:100001: can't be read: the disk is gone"
    );
}

#[test]
fn what_can_be_read_of_a_record_is_handed_out() {
    let lines = r#"{"type":"actor","id":"a","kind":"stat","name":"A","aliases":[5,"B"]}
{"type":"actor","kind":"state"}
{"type":"meting","id":"m","participants":["a",{"actor":5}]}
{"type":"claim","event":"m","time":5}
"#;
    let mut input = read("bad.jsonl", lines.as_bytes());
    let ids: Vec<_> = input
        .records
        .iter()
        .filter_map(|(record, _)| record.id())
        .collect();
    assert_eq!(ids, ["a", "m"]);
    assert_eq!(input.records[1].1.to_string(), "bad.jsonl:3");
    let Record::Actor(actor) = &input.records[0].0 else {
        panic!("{:?}", input.records[0]);
    };
    assert_eq!(actor.name.as_deref(), Some("A"));
    assert_eq!(actor.aliases, ["", "B"]);
    input.check();
    let lines: Vec<u32> = input.faults.iter().map(|fault| fault.origin.line).collect();
    // What is handed out with a default is not said to lack what it lacks; what is left out is told all the same.
    assert_eq!(lines, [1, 1, 2, 3, 3, 4]);
    let before = input.clone();
    input.check();
    assert_eq!(input, before);
}
