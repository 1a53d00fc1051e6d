//! What is typed by mistake, or names what can't be read: one line that says what to do.

use std::fs;

use crate::run::{demarche, empty_folder, starter_folder, texts};

#[test]
fn what_can_not_be_read_is_told_in_one_line() {
    let folder = starter_folder("mistakes");
    let png = [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), &[0; 100]].concat();
    for (name, bytes) in [
        ("picture.jsonl", png.as_slice()),
        ("picture.png", &png),
        ("sheet.xlsx", b"PK\x03\x04\x14\0\0\0"),
        ("talks.jsonl.gz", b"\x1f\x8b\x08\0"),
        ("paper.pdf", b"%PDF-1.7\n"),
        ("talks.txt", b"key,title\ntalks,Talks\n"),
        ("events.tab", b"a\tb\tc\t2014-01-02\n"),
        (
            "text.xml",
            b"<?xml version=\"1.0\"?>\n<TimeML>\n</TimeML>\n",
        ),
        ("notes.md", b"# Talks\n"),
        ("list.json", b"[]"),
        ("talks.ics", b"BEGIN:VCALENDAR\r\n"),
        ("talks.gexf", b"<?xml version=\"1.0\"?>\n"),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    for (file, says) in [
        (
            "timelin.jsonl",
            "timelin.jsonl: there is no such file; did you mean \"timeline.jsonl\"?",
        ),
        (
            "other",
            "other: there is no such file; `demarche init other` writes one to learn from",
        ),
        (
            "a b",
            "a b: there is no such file; `demarche init 'a b'` writes one to learn from",
        ),
        (
            "no/talks.jsonl",
            "no/talks.jsonl: there is no folder \"no\"",
        ),
        (".", ".: is a folder; name a file in it such as \"./"),
        ("picture.jsonl", "picture.jsonl: is no text; "),
        ("picture.png", "picture.png: is no text; "),
        (
            "sheet.xlsx",
            "sheet.xlsx: is an archive, as spreadsheets and documents of an office are; save the sheet as CSV",
        ),
        (
            "talks.jsonl.gz",
            "talks.jsonl.gz: is compressed; `gzip -dc talks.jsonl.gz` gives what it holds",
        ),
        ("paper.pdf", "paper.pdf: is a PDF, which is not read"),
        (
            "talks.txt",
            "talks.txt: has no known ending, and does not begin as JSON does; it looks like CSV: say --from csv",
        ),
        (
            "events.tab",
            "events.tab: has no known ending, and does not begin as JSON does; it looks like a table: ",
        ),
        (
            "text.xml",
            "text.xml: has no known ending, and does not begin as JSON does; it looks like TimeML: say --from timeml",
        ),
        (
            "notes.md",
            "notes.md: has no known ending, and does not begin as JSON does; say with --from what it is; ",
        ),
        (
            "talks.ics",
            "talks.ics: is of a format that is written, and not read; ",
        ),
        (
            "talks.gexf",
            "talks.gexf: is of a format that is written, and not read; ",
        ),
        (
            "list.json",
            "list.json:1: expected an object, found a list; ",
        ),
    ] {
        let find = "find ?m where meeting ?m";
        for args in [
            &["check", file][..],
            &["order", file],
            &["relate", file, "--all"],
            &["ask", file, find],
            &["explain", file, find],
            &["render", file, "--to", "svg"],
            &["convert", file, "-"],
            &["save", file, "-"],
            &["add", file, "actor", "--kind", "person", "--id", "x"],
        ] {
            let output = demarche(args).current_dir(&folder).output().unwrap();
            let (out, told) = texts(&output);
            assert_eq!(
                (output.status.code(), out.as_str()),
                (Some(2), ""),
                "{args:?}"
            );
            assert!(told.starts_with(says), "{args:?}: {told}");
            assert_eq!(told.lines().count(), 1, "{args:?}: {told}");
        }
    }
}

#[test]
fn a_file_without_anything_is_a_timeline_and_told() {
    let folder = starter_folder("mistakes-empty");
    for text in ["", "\n\n"] {
        fs::write(folder.join("empty.jsonl"), text).unwrap();
        let output = demarche(&["order", "empty.jsonl"])
            .current_dir(&folder)
            .output()
            .unwrap();
        let (out, told) = texts(&output);
        assert_eq!(output.status.code(), Some(0));
        assert_eq!(out, "0 events in 0 sections; times in UTC\n");
        assert!(
            told.starts_with("note: empty.jsonl holds no records; `demarche init` "),
            "{told}"
        );
        assert_eq!(told.lines().count(), 1);
    }
}

#[test]
fn what_is_nearly_a_command_or_an_option_is_told() {
    for (args, says) in [
        (
            &["chek", "x"][..],
            "tip: a similar subcommand exists: 'check'",
        ),
        (&["rendr", "x"], "'render'"),
        (
            &["check", "x", "--jsn"],
            "tip: a similar argument exists: '--json'",
        ),
        (
            &["order", "x", "--setaside"],
            "tip: a similar argument exists: '--set-aside'",
        ),
        (
            &["check", "x", "--from", "jsnol"],
            "tip: a similar value exists: 'jsonl'",
        ),
        (
            &["render", "x", "--lanes", "actors"],
            "tip: a similar value exists: 'actor'",
        ),
        (&["add", "x", "statment"], "'statement'"),
        (
            &["add", "x", "meeting", "--participant", "y"],
            "'--participants'",
        ),
        (
            &["ask", "x", "find", "?m"],
            "tip: a query stands in quotes, as in 'find ?m where meeting ?m'",
        ),
        (
            &["completions", "bsh"],
            "tip: a similar value exists: 'bash'",
        ),
    ] {
        let output = demarche(args).output().unwrap();
        let (out, told) = texts(&output);
        assert_eq!(
            (output.status.code(), out.as_str()),
            (Some(2), ""),
            "{args:?}"
        );
        assert!(told.contains(says), "{told}");
    }
}

/// A pipe is read once: looking at how it begins must not lose anything.
#[cfg(unix)]
#[test]
fn named_pipes_are_read_whole() {
    let folder = starter_folder("mistakes-pipes");
    let lines = "mkfifo pipe\ncat timeline.jsonl >pipe & demarche order pipe --json | head -1";
    let output = crate::run::shell(lines, &folder);
    let (out, told) = texts(&output);
    assert!(out.starts_with("{\"event\":\"lodge\","), "{told}");
}

#[test]
fn what_is_written_goes_where_its_name_says() {
    let folder = starter_folder("mistakes-names");
    for (args, says) in [
        (
            &["init", "mine.csv"][..],
            "mine.csv: JSON Lines are written, which its ending does not say; `demarche init mine.jsonl` is told apart\n",
        ),
        (
            &["order", "mine.csv"],
            "mine.csv: there is no such file; `demarche init` writes one to learn from\n",
        ),
        (
            &["convert", "timeline.jsonl", "."],
            ".: the ending does not tell the format; say --to with one of jsonl, json, csv, ftm, gexf, graphml, ical, markwhen, prov, timelinejs\n",
        ),
        (
            &["convert", "timeline.jsonl", ".", "--to", "json"],
            ".: can't be written: it is a folder\n",
        ),
        (
            &["check", "nowhere", "--from", "state-department"],
            "nowhere: there is no such folder\n",
        ),
    ] {
        let output = demarche(args).current_dir(&folder).output().unwrap();
        let (out, told) = texts(&output);
        assert_eq!((output.status.code(), out.as_str()), (Some(2), ""));
        assert_eq!(told, says);
    }
}

#[test]
fn what_is_added_to_nothing_is_told_how_to_begin() {
    let folder = starter_folder("mistakes-begin");
    for (file, says) in [
        (
            "other",
            "other: there is no such file; `demarche init other` writes one to learn from, \
             `demarche init --empty other` begins one of your own\n",
        ),
        (
            "timelin.jsonl",
            "timelin.jsonl: there is no such file; did you mean \"timeline.jsonl\"? \
             `demarche init --empty timelin.jsonl` begins one of your own\n",
        ),
        ("no/other", "no/other: there is no folder \"no\"\n"),
    ] {
        let args = ["add", file, "actor", "--kind", "person", "--id", "x"];
        let output = demarche(&args).current_dir(&folder).output().unwrap();
        assert_eq!(texts(&output), (String::new(), says.to_owned()));
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn a_timeline_without_a_title_is_called_one() {
    let folder = empty_folder("mistakes-title");
    let run = |args: &[&str]| {
        let output = demarche(args).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        texts(&output).0
    };
    run(&["init", "--empty", "mine.jsonl"]);
    assert!(run(&["render", "mine.jsonl", "--to", "markdown"]).starts_with("# Timeline\n"));
    let svg = run(&["render", "mine.jsonl", "--to", "svg"]);
    assert!(
        svg.contains("<title id=\"dm-title\">Timeline</title>"),
        "{svg}"
    );
    assert!(run(&["order", "mine.jsonl"]).starts_with("0 events in 0 sections"));
}
