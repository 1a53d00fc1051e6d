//! Files that are read and written.

use std::fs::{self, File};
use std::path::Path;

use crate::run::{demarche, fixtures, scratch};

#[test]
fn a_file_that_is_not_there_is_bad_input() {
    for command in [
        &["check", "nothing.jsonl"][..],
        &["order", "nothing.jsonl"],
        &["ask", "nothing.jsonl", "find ?m where meeting ?m"],
        &["explain", "nothing.jsonl", "find ?m where meeting ?m"],
        &["convert", "nothing.jsonl", "-"],
        &["check", "."],
    ] {
        let output = demarche(command).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command:?}");
        assert!(output.stdout.is_empty(), "{command:?}");
        let says = [": there is no such file; ", ": is a folder; "];
        assert!(says.iter().any(|says| err.contains(says)), "{err}");
        assert_eq!(err.lines().count(), 1, "{err}");
    }
}

/// Runs a conversion that must succeed, and reads what it wrote.
fn converted(args: &[&str], file: &Path) -> String {
    let output = demarche(args).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stdout.is_empty());
    fs::read_to_string(file).unwrap()
}

#[test]
fn files_are_written_in_the_format_of_their_ending_and_read_again() {
    let [lines, document, again] = ["talks.ndjson", "talks.json", "again.JSONL"]
        .map(|name| scratch(name).display().to_string());
    let first = converted(&["convert", "talks.jsonl", &lines], lines.as_ref());
    assert!(first.starts_with("{\"type\":\"timeline\""));
    let second = converted(&["convert", &lines, &document], document.as_ref());
    assert!(second.starts_with("{\"format\":1,\"records\":[\n"));
    let third = converted(&["convert", &document, &again], again.as_ref());
    assert_eq!(first, third);
    // What is written answers as what was read.
    let order = |file: &str| {
        demarche(&["order", "--json", file])
            .output()
            .unwrap()
            .stdout
    };
    assert_eq!(order("talks.jsonl"), order(&document));
}

#[test]
fn nothing_is_written_where_the_input_is_bad() {
    let file = scratch("broken.json").display().to_string();
    let output = demarche(&["convert", "broken.jsonl", &file])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(!Path::new(&file).exists());
}

#[test]
fn rejected_rows_are_kept_and_the_rest_is_written() {
    let [lines, rejects] =
        ["visits.jsonl", "rejects.tsv"].map(|name| scratch(name).display().to_string());
    let args = [
        "convert",
        "--from",
        "quads",
        "--rejects",
        &rejects,
        "visits.tsv",
        &lines,
    ];
    let output = demarche(&args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let written = fs::read_to_string(&lines).unwrap();
    assert_eq!(written.matches("\"type\":\"meeting\"").count(), 2);
    let kept = fs::read_to_string(&rejects).unwrap();
    let whole = fs::read_to_string(fixtures().join("visits.tsv")).unwrap();
    let expected: Vec<&str> = whole
        .lines()
        .enumerate()
        .filter(|(i, _)| matches!(i, 0 | 4 | 6))
        .map(|(_, line)| line)
        .collect();
    assert_eq!(kept.lines().collect::<Vec<_>>(), expected);

    // Strictly, nothing is written, and what was there stays.
    let args = [
        "convert",
        "--from",
        "quads",
        "--strict",
        "visits.tsv",
        &lines,
    ];
    let output = demarche(&args).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&lines).unwrap(), written);
    let document = scratch("visits.json").display().to_string();
    let args = ["convert", "--from", "quads", "visits.tsv", &document];
    let written = converted(&args, document.as_ref());
    assert!(
        written.starts_with("{\"format\":1,\"records\":[\n"),
        "{written}"
    );
}

#[test]
fn a_place_that_can_not_be_written_to_is_told() {
    let file = scratch("no such folder").join("talks.json");
    let output = demarche(&["convert", "talks.jsonl", &file.display().to_string()])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("talks.json: can't be written: "), "{err}");
}

/// Every command says of a saved timeline what it says of the file that it was made from.
#[test]
fn a_saved_timeline_is_asked_as_its_file_is() {
    let saved = scratch("talks.demarche");
    let saved = saved.to_str().unwrap();
    let run = |args: &[&str]| demarche(args).output().unwrap();
    assert!(run(&["save", "talks.jsonl", saved]).status.success());
    let everything = "find ?e where event ?e";
    for command in [
        vec!["check", "FILE", "--json"],
        vec!["order", "FILE"],
        vec!["relate", "FILE", "--all"],
        vec!["ask", "FILE", everything, "--json"],
        vec!["explain", "FILE", everything],
    ] {
        let with = |file: &str| {
            let args: Vec<&str> = command
                .iter()
                .map(|arg| if *arg == "FILE" { file } else { arg })
                .collect();
            run(&args)
        };
        assert_eq!(with(saved), with("talks.jsonl"), "{command:?}");
    }
    // What makes it one is what it begins with, not its name.
    let other = scratch("saved_under_another_name");
    fs::copy(saved, &other).unwrap();
    let other = other.to_str().unwrap();
    assert_eq!(run(&["order", other]), run(&["order", saved]));
    let bytes = run(&["save", "talks.jsonl", "-"]).stdout;
    assert_eq!(bytes, fs::read(saved).unwrap());
    let piped = demarche(&["order", "--from", "saved", "-"])
        .stdin(File::open(saved).unwrap())
        .output();
    assert_eq!(piped.unwrap().stdout, run(&["order", saved]).stdout);
    fs::write(other, &bytes[..bytes.len() / 2]).unwrap();
    let cut = run(&["order", other]);
    assert_eq!(cut.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&cut.stderr).contains("the file ends within block"));
}

#[test]
fn what_was_set_aside_is_a_conflict_of_a_saved_timeline() {
    let saved = scratch("rumours.demarche");
    let saved = saved.to_str().unwrap();
    let code = |args: &[&str]| demarche(args).output().unwrap().status.code();
    assert_eq!(code(&["save", "rumours.jsonl", saved]), Some(1));
    assert_eq!(
        code(&["save", "rumours.jsonl", saved, "--set-aside"]),
        Some(0)
    );
    assert_eq!(code(&["order", saved]), Some(1));
    assert_eq!(code(&["order", saved, "--set-aside"]), Some(0));
    let checked = |file: &str| demarche(&["check", file, "--json"]).output().unwrap();
    assert_eq!(checked(saved), checked("rumours.jsonl"));
}

/// Standard input and output stand wherever a file does, for one file each.
#[test]
fn a_dash_stands_for_every_file() {
    let fixture = |name: &str| File::open(fixtures().join(name)).unwrap();
    let file = scratch("dash.jsonl").display().to_string();
    let args = [
        "convert",
        "--from",
        "quads",
        "--rejects",
        "-",
        "visits.tsv",
        &file,
        "--quiet",
    ];
    let rejects = demarche(&args).output().unwrap();
    assert!(rejects.status.success());
    let whole = fs::read_to_string(fixtures().join("visits.tsv")).unwrap();
    let rows: Vec<&str> = whole.lines().collect();
    let expected = format!("{}\n{}\n{}\n", rows[0], rows[4], rows[6]);
    assert_eq!(String::from_utf8(rejects.stdout).unwrap(), expected);
    let map = ["check", "dinners.csv", "--from", "csv", "--json", "--map"];
    let from_file = demarche(&[&map[..], &["dinners.json"]].concat()).output();
    let from_input = demarche(&[&map[..], &["-"]].concat())
        .stdin(fixture("dinners.json"))
        .output();
    assert_eq!(from_file.unwrap(), from_input.unwrap());
    for (args, says) in [
        (
            &["check", "-", "--from", "csv", "--map", "-"][..],
            "only one file can be standard input\n",
        ),
        (
            &[
                "convert",
                "--from",
                "quads",
                "--rejects",
                "-",
                "visits.tsv",
                "-",
            ],
            "error: only one of OUT and --rejects can be standard output\n",
        ),
        (
            &["order", "--from", "quads", "--rejects", "-", "visits.tsv"],
            "error: --rejects can't be standard output, which has what the command prints; `convert` to a file can\n",
        ),
    ] {
        let output = demarche(args).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(String::from_utf8(output.stderr).unwrap(), says);
    }
}
