//! `add`.

use std::fs;
use std::path::{Path, PathBuf};

use demarche::{Record, read_records};
use serde_json::Value;

use crate::run::{demarche, empty_folder, on, scratch, shell, starter_folder, texts};

const STARTER: &str = include_str!("../../examples/data/starter.jsonl");

/// Adds to the timeline of a folder; the status and what is said.
fn add(folder: &Path, args: &[&str]) -> (Option<i32>, String, String) {
    let args = [&["add", "timeline.jsonl"], args].concat();
    let output = demarche(&args).current_dir(folder).output().unwrap();
    let (out, told) = texts(&output);
    (output.status.code(), out, told)
}

/// A folder with this text as its timeline, and the file.
fn with(name: &str, text: &str) -> (PathBuf, PathBuf) {
    let folder = empty_folder(name);
    let file = folder.join("timeline.jsonl");
    fs::write(&file, text).unwrap();
    (folder, file)
}

const WALK: &str = r#"{"type":"claim","event":"walk","time":"2024-05-06","sources":["courier"]}"#;
const TYPED: [&str; 7] = [
    "claim",
    "--event",
    "walk",
    "--time",
    "2024-05-06",
    "--sources",
    "courier",
];

#[test]
fn one_line_is_appended_and_nothing_else_is_touched() {
    let ends = STARTER.trim_end();
    for (text, added) in [
        (STARTER.to_owned(), format!("{STARTER}{WALK}\n")),
        (ends.to_owned(), format!("{ends}\n{WALK}\n")),
        (
            ends.replace('\n', "\r\n"),
            format!("{}\n{WALK}\n", ends.replace('\n', "\r\n")),
        ),
        (
            format!("\u{feff}{STARTER}\n\n"),
            format!("\u{feff}{STARTER}\n\n{WALK}\n"),
        ),
    ] {
        let (folder, file) = with("adding", &text);
        let (status, out, told) = add(&folder, &TYPED);
        assert_eq!((status, told.as_str()), (Some(0), ""));
        let line = added.lines().count();
        assert!(
            out.starts_with(&format!("timeline.jsonl:{line}: added\n  {WALK}\n")),
            "{out}"
        );
        assert_eq!(fs::read_to_string(&file).unwrap(), added);
        // What it settled.
        assert!(
            out.contains(
                "  walk   begins 2024-05-06, ends 2024-05-06  until now begins 2024-05-06 .. "
            ),
            "{out}"
        );
        assert!(
            out.contains("  reply  time 2024-05-04 .. 2024-05-06       until now time "),
            "{out}"
        );
    }
}

#[test]
fn a_dry_run_tells_the_same_and_writes_nothing() {
    let (folder, file) = with("adding-dry", STARTER);
    let (status, out, told) = add(&folder, &[&TYPED[..], &["--dry-run"]].concat());
    assert_eq!((status, told.as_str()), (Some(0), ""));
    assert!(out.contains(": would be added\n"), "{out}");
    assert_eq!(fs::read_to_string(&file).unwrap(), STARTER);
    let (_, added, _) = add(&folder, &TYPED);
    assert_eq!(added.replace(": added\n", ": would be added\n"), out);
}

#[test]
fn json_is_the_record_as_it_stands_in_the_file() {
    let (folder, file) = with("adding-json", STARTER);
    let (status, out, _) = add(&folder, &[&["--json"], &TYPED[..]].concat());
    assert_eq!(
        (status, out.as_str()),
        (Some(0), format!("{WALK}\n").as_str())
    );
    assert!(
        fs::read_to_string(&file)
            .unwrap()
            .ends_with(&format!("\n{WALK}\n"))
    );
}

#[test]
fn what_contradicts_is_refused_with_the_claims_and_their_sources() {
    let (folder, file) = with("adding-conflict", STARTER);
    for more in [&[][..], &["--dry-run"], &["--set-aside"], &["--json"]] {
        let typed = [
            "relation",
            "--left",
            "draft",
            "--is",
            "before",
            "--right",
            "reply",
            "--sources",
            "memoirs",
        ];
        let (status, out, told) = add(&folder, &[&typed[..], more].concat());
        assert_eq!((status, out.as_str()), (Some(1), ""), "{told}");
        assert!(told.starts_with(
            "timeline.jsonl: not added, since it contradicts what is there\nconflict 1 of 1: "
        ));
        for line in [
            "     timeline.jsonl:24  \"walk\" is after \"reply\", within 2 days [courier, C3]\n",
            "  *  timeline.jsonl:38  \"draft\" is before \"reply\" [memoirs, D6]\n* what is new\n",
        ] {
            assert!(told.contains(line), "{told}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), STARTER);
    }
}

#[test]
fn all_faults_are_told_at_once_and_nothing_is_written() {
    let (folder, file) = with("adding-faults", STARTER);
    for (typed, faults) in [
        (
            &[
                "meeting",
                "--id",
                "x",
                "--participants",
                "reik",
                "aris,rule=host",
                "--time",
                "2024-13",
                "--sources",
                "gazete",
            ][..],
            &[
                "field `participants[0].actor` of \"x\": there is no actor \"reik\"; did you mean \"reyk\"?",
                "field `participants[1].rule` of \"x\": unknown field; did you mean \"role\"?",
                "field `time` of \"x\": `2024-13`: column 6: there is no month 13; ",
                "field `sources[0]` of \"x\": there is no source \"gazete\"; did you mean \"gazette\"?",
                "to add \"reik\": demarche add timeline.jsonl actor --kind person --id reik",
                "to add \"gazete\": demarche add timeline.jsonl source --id gazete",
            ][..],
        ),
        (
            &["actor", "--id", "x"],
            &["field `kind` of \"x\": missing; expected person, state, organization or group"],
        ),
        (
            &["actor", "--id", "reyk", "--kind", "person"],
            &["of \"reyk\""],
        ),
        (
            &["meeting", "--title", "x"],
            &["field `participants` of \"x\": missing; "],
        ),
        (
            &["meeting", "--participants", "reyk"],
            &["error: no key: give one with --id, or --title, of which one is made"],
        ),
        (
            &["statement", "--id", "x", "--by", "reyk,aris"],
            &[
                "there is no actor \"reyk,aris\"",
                "\"reyk,aris\" reads as one key; several stand behind one option with spaces between: reyk aris",
            ],
        ),
        (
            &["statement", "--id", "x", "--by", "President Halden"],
            &["\"President Halden\" is known by the key \"halden\""],
        ),
        (
            &[
                "relation", "--left", "walk", "--is", "disjoint", "--right", "visit",
            ],
            &["disjoint can't be claimed"],
        ),
        (
            &[
                "relation", "--left", "walk", "--is", "after", "--right", "visit", "--gap", "2h",
            ],
            &["error: --gap: expected fields, as in "],
        ),
        (
            &["action", "--id", "x", "--by", "arven", "--instant", "yes"],
            &["error: --instant: expected true or false, found \"yes\""],
        ),
        (
            &[
                "action",
                "--id",
                "x",
                "--by",
                "arven",
                "--links",
                "{\"kind\":",
            ],
            &["error: --links: not JSON: "],
        ),
    ] {
        let (status, out, told) = add(&folder, typed);
        assert_eq!((status, out.as_str()), (Some(2), ""), "{typed:?}: {told}");
        for fault in faults {
            assert!(told.contains(fault), "{typed:?}: {told}");
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), STARTER);
    }
}

#[test]
fn the_commands_that_are_told_add_who_is_missing() {
    let folder = starter_folder("adding-missing");
    let typed = [
        "meeting",
        "--title",
        "Lunch",
        "--participants",
        "reyk",
        "ina",
        "bo-nyman",
        "--sources",
        "the-herald",
    ];
    let (status, _, told) = add(&folder, &typed);
    assert_eq!(status, Some(2));
    let commands = told.lines().filter(|line| line.starts_with("to add "));
    let commands = commands.filter_map(|line| Some(line.split_once(": ")?.1));
    let mut number = 0;
    for command in commands {
        let output = shell(command, &folder);
        assert!(output.status.success(), "{command}: {output:?}");
        number += 1;
    }
    assert_eq!(number, 3, "{told}");
    let (status, _, told) = add(&folder, &typed);
    assert_eq!(status, Some(0), "{told}");
    // A name becomes a key, under which it can be named.
    let typed = ["statement", "--id", "x", "--by", "Bo Öst"];
    let (_, _, told) = add(&folder, &typed);
    let command = told
        .lines()
        .find_map(|line| line.strip_prefix("to add \"Bo Öst\" under the key \"bo-öst\": "));
    assert!(shell(command.unwrap(), &folder).status.success(), "{told}");
    assert_eq!(
        add(&folder, &["statement", "--id", "x", "--by", "bo-öst"]).0,
        Some(0)
    );
}

#[test]
fn keys_are_made_and_told() {
    let folder = starter_folder("adding-keys");
    for (typed, key, of) in [
        (
            &["meeting", "--title", "Walk", "--participants", "reyk"][..],
            "walk-2",
            "title",
        ),
        (
            &["meeting", "--title", "Walk", "--participants", "reyk"],
            "walk-3",
            "title",
        ),
        (
            &["actor", "--kind", "person", "--name", "Ina Berg"],
            "ina-berg",
            "name",
        ),
        (
            &["source", "--publisher", "Brusk Radio"],
            "brusk-radio",
            "publisher",
        ),
        (
            &[
                "statement",
                "--by",
                "aris",
                "--quote",
                "One two three, four five six",
            ],
            "one-two-three-four-five",
            "quote",
        ),
    ] {
        let (status, out, told) = add(&folder, &[typed, &["--json"]].concat());
        assert_eq!(status, Some(0), "{told}");
        assert!(out.contains(&format!("\"id\":\"{key}\"")), "{out}");
        assert_eq!(
            told,
            format!("note: its key is {key:?}, made of its {of}; --id gives it another\n")
        );
    }
    let (_, _, told) = add(
        &folder,
        &[
            "meeting",
            "--title",
            "Walk",
            "--participants",
            "reyk",
            "--quiet",
        ],
    );
    assert_eq!(told, "");
}

#[test]
fn standard_input_goes_to_standard_output_with_the_record_behind_it() {
    for text in [STARTER, STARTER.trim_end()] {
        let args = [&["add", "-"], &TYPED[..], &["--quiet"]].concat();
        let output = {
            let file = scratch("adding-stdin.jsonl");
            fs::write(&file, text).unwrap();
            demarche(&args)
                .stdin(fs::File::open(file).unwrap())
                .output()
                .unwrap()
        };
        let (out, told) = texts(&output);
        assert_eq!(out, format!("{}\n{WALK}\n", STARTER.trim_end()));
        assert!(told.starts_with("<stdin>:38: added\n"), "{told}");
    }
    // Nothing is a timeline, too.
    let args = [
        "add",
        "-",
        "actor",
        "--kind",
        "state",
        "--id",
        "arven",
        "--dry-run",
        "--json",
    ];
    assert_eq!(
        on("", &args),
        "{\"type\":\"actor\",\"id\":\"arven\",\"kind\":\"state\"}\n"
    );
}

#[test]
fn a_file_that_contradicts_itself_takes_records_only_with_set_aside() {
    let rumours = include_str!("../fixtures/cli/rumours.jsonl");
    let (folder, file) = with("adding-rumours", rumours);
    let typed = ["actor", "--kind", "person", "--id", "clerk"];
    let (status, _, told) = add(&folder, &typed);
    assert_eq!(status, Some(1));
    assert!(
        told.ends_with("timeline.jsonl: nothing is added to it as it is\n"),
        "{told}"
    );
    assert_eq!(fs::read_to_string(&file).unwrap(), rumours);
    let (status, _, told) = add(&folder, &[&typed[..], &["--set-aside"]].concat());
    assert_eq!((status, told.as_str()), (Some(0), ""));
    let typed = [
        "claim",
        "--event",
        "dinner",
        "--time",
        "2025-05-29",
        "--set-aside",
    ];
    let (status, _, told) = add(&folder, &typed);
    assert_eq!(status, Some(1), "{told}");
    assert!(told.contains("* what is new\n"));
}

#[test]
fn only_json_lines_can_be_added_to() {
    let folder = empty_folder("adding-forms");
    let document =
        "{\"format\":1,\"records\":[{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"person\"}]}\n";
    fs::write(folder.join("doc.json"), document).unwrap();
    fs::write(folder.join("doc.jsonl"), document).unwrap();
    fs::write(folder.join("spread.json"), document.replace(':', ":\n")).unwrap();
    fs::write(folder.join("talks.csv"), "key,kind,by\nx,action,Ada\n").unwrap();
    for (file, other) in [
        ("doc.json", "doc.jsonl"),
        ("doc.jsonl", "lines.jsonl"),
        ("spread.json", "spread.jsonl"),
        ("talks.csv", "talks.jsonl"),
    ] {
        let args = ["add", file, "actor", "--kind", "person", "--id", "x"];
        let output = demarche(&args).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let says = format!(
            "{file}: records are added to JSON Lines; `demarche convert {file} {other}` makes them of it\n"
        );
        assert_eq!(texts(&output).1, says);
    }
}

/// What is typed for a value of a field.
fn typed(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(values) => values.iter().flat_map(typed).collect(),
        other => vec![other.to_string()],
    }
}

/// Every record of the format can be typed: the options are those that there are fields.
#[test]
fn every_field_has_an_option() {
    let every = include_str!("../interchange.jsonl");
    // An annexation of 2014 can't be part of talks in 2025.
    let every = every.replace(r#""part_of":"talks""#, r#""part_of":"era""#);
    let known = [
        r#"{"type":"actor","id":"host","kind":"person"}"#,
        r#"{"type":"actor","id":"trump","kind":"person"}"#,
        r#"{"type":"actor","id":"us","kind":"state"}"#,
        r#"{"type":"actor","id":"russia","kind":"state"}"#,
        r#"{"type":"actor","id":"ukraine","kind":"state"}"#,
        r#"{"type":"statement","id":"remark","by":"trump"}"#,
        r#"{"type":"action","id":"era","by":"us"}"#,
        r#"{"type":"source","id":"other"}"#,
        "",
    ];
    let (folder, file) = with("adding-every", &known.join("\n"));
    let mut added = 0;
    for (record, _) in read_records(every.as_bytes(), "interchange.jsonl").records {
        if matches!(record, Record::Timeline(_)) {
            continue;
        }
        let line = serde_json::to_string(&record).unwrap();
        let Value::Object(fields) = serde_json::from_str(&line).unwrap() else {
            panic!("{line}");
        };
        let mut args = vec![record.type_name().to_owned()];
        for (name, value) in &fields {
            let values = typed(value);
            if name != "type" && !values.is_empty() {
                args.push(format!("--{}", name.replace('_', "-")));
                args.extend(values);
            }
        }
        args.push("--json".to_owned());
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let (status, out, told) = add(&folder, &args);
        assert_eq!(status, Some(0), "{args:?}: {told}");
        assert_eq!(out.trim_end(), line);
        added += 1;
    }
    assert_eq!(added, 9);
    let last = fs::read_to_string(&file).unwrap();
    assert!(last.lines().count() == known.len() - 1 + added);
}
