//! `init`, and what it writes.

use std::collections::BTreeSet;
use std::fs;

use demarche::{Input, Record, Timeline, read_records};

use crate::run::{demarche, empty_folder, on, shell, texts};

const STARTER: &str = include_str!("../../examples/data/starter.jsonl");

fn starter() -> Input {
    read_records(STARTER.as_bytes(), "starter.jsonl")
}

#[test]
fn the_starter_has_every_kind_of_record_and_is_consistent() {
    let records = starter().records;
    let kinds: BTreeSet<&str> = records
        .iter()
        .map(|(record, _)| record.type_name())
        .collect();
    assert_eq!(kinds, BTreeSet::from(Record::TYPES));
    let mut builder = Timeline::builder();
    builder.add_input(starter());
    let t = builder.build().unwrap();
    // Dates of several kinds of doubt, and notes that tell of them.
    for sign in ["~\"", "?\"", "[..", "\"[20", "T10:00/"] {
        assert!(STARTER.contains(sign), "{sign}");
    }
    assert!(STARTER.matches("\"x_note\"").count() >= 12);
    let graded = t
        .sources()
        .filter_map(|source| source.record()?.reliability);
    assert_eq!(graded.count(), 4);
    let sections = t.sections();
    assert!(sections.iter().any(|section| section.determinate));
    assert!(sections.iter().any(|section| !section.determinate));
}

#[test]
fn what_it_tells_to_try_works_and_says_something() {
    for (file, args) in [
        ("timeline.jsonl", &["init"][..]),
        ("a quarrel.jsonl", &["init", "a quarrel.jsonl"]),
        ("it's mine", &["init", "it's mine", "--empty"]),
    ] {
        let folder = empty_folder("starter");
        let output = demarche(args).current_dir(&folder).output().unwrap();
        let (out, told) = texts(&output);
        assert_eq!(
            (output.status.code(), out.as_str()),
            (Some(0), ""),
            "{told}"
        );
        assert!(folder.join(file).exists());
        let tries: Vec<&str> = told
            .lines()
            .filter_map(|line| line.strip_prefix("  "))
            .collect();
        assert_eq!(tries.len(), 3, "{told}");
        for line in tries {
            assert!(line.starts_with("demarche "));
            let tried = shell(line, &folder);
            let (out, err) = texts(&tried);
            assert!(tried.status.success(), "{line}: {err}");
            assert!(!out.is_empty() || line.contains(" -o "), "{line}");
        }
    }
}

#[test]
fn the_first_answers_are_worth_reading() {
    let ask = "find ?who, ?m where meeting ?m with ?who, reyk and ?m before draft";
    let answers = on(STARTER, &["ask", "-", ask]);
    assert!(answers.contains("certain   Lena Aris") && answers.contains("possible  Mira Halden"));
    let why = on(STARTER, &["explain", "-", "reply", "before", "draft"]);
    assert!(
        why.starts_with("certain: ") && why.matches("<stdin>:").count() == 2,
        "{why}"
    );
    let question = on(STARTER, &["check", "-"]);
    assert!(question.contains("\nask next: was "), "{question}");
}

#[test]
fn a_file_that_is_there_is_left_as_it_is() {
    let folder = empty_folder("starter-there");
    let file = folder.join("timeline.jsonl");
    fs::write(&file, "mine").unwrap();
    for args in [&["init"][..], &["init", "--empty", "timeline.jsonl"]] {
        let output = demarche(args).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let (out, told) = texts(&output);
        assert_eq!(out, "");
        assert!(told.contains("timeline.jsonl: is there already"), "{told}");
        assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    }
    let output = demarche(&["init", "none/x.jsonl"])
        .current_dir(&folder)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        texts(&output).1,
        "none/x.jsonl: can't be written: there is no folder \"none\"\n"
    );
}

#[test]
fn standard_output_has_the_starter_alone() {
    assert_eq!(on("", &["init", "-"]), STARTER);
    let own = on("", &["init", "-", "--empty"]);
    assert_eq!(
        on(&own, &["check", "--json", "-"]),
        "{\"consistent\":true,\"events\":0,\"conflicts\":[]}\n"
    );
}
