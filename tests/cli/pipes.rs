//! What goes through pipes, and who stops reading.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use crate::run::{actions, demarche, on, scratch, shell, starter_folder, texts};

#[test]
fn a_full_disk_is_told() {
    let Ok(full) = File::options().write(true).open("/dev/full") else {
        return;
    };
    let output = demarche(&["order", "talks.jsonl"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(
        err.starts_with("standard output: can't be written: "),
        "{err}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_command_quietly() {
    let file = scratch("many.jsonl");
    fs::write(&file, actions(300)).unwrap();
    let file = file.display().to_string();
    let pairs = "find ?x, ?y where action ?x and action ?y and ?x != ?y";
    // Some megabytes, of which one line is read.
    for (args, begins) in [
        (
            &["relate", "--all", "--json", &file][..],
            r#"{"left":"event-0","right":"event-1","#,
        ),
        (
            &["ask", "--json", &file, pairs],
            r#"{"certainty":"certain","x":"event-0","y":"event-1"}"#,
        ),
        (&["ask", &file, pairs], "         x"),
        (
            &["explain", "--json", &file, pairs],
            r#"{"certainty":"certain","x":"event-0","y":"event-1","doubtful":"#,
        ),
        (
            &["explain", &file, pairs],
            r#"certain: x = "event-0", y = "event-1""#,
        ),
    ] {
        let mut child = demarche(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        drop(out);
        assert!(line.starts_with(begins), "{line}");
        let output = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
        assert_eq!(output.status.code(), Some(0), "{args:?}");
    }
}

/// What a shell sees: no message, no failure, whatever the command writes.
#[test]
fn head_takes_what_it_wants_of_every_command() {
    let folder = starter_folder("pipes-head");
    fs::write(folder.join("big.jsonl"), actions(20_000)).unwrap();
    for command in [
        "order big.jsonl",
        "order --json big.jsonl",
        "relate --all big.jsonl",
        "ask big.jsonl 'find ?x where action ?x'",
        "explain big.jsonl 'find ?x where action ?x'",
        "render big.jsonl --to svg",
        "convert big.jsonl -",
        "convert --to json big.jsonl -",
        "save big.jsonl -",
        "add - actor --kind person --id b --quiet <big.jsonl",
        "check timeline.jsonl",
        "init -",
        "completions zsh",
        "man add meeting",
        "--help",
        "ask --help",
    ] {
        let lines =
            format!("(demarche {command}; echo \"status $?\" >&3) 3>status | head -c 1 >first");
        let output = shell(&lines, &folder);
        let (out, err) = texts(&output);
        let expected = if command.starts_with("add") {
            "<stdin>:"
        } else {
            ""
        };
        assert!(
            err.is_empty() || (!expected.is_empty() && err.starts_with(expected)),
            "{command}: {err}"
        );
        assert!(out.is_empty(), "{command}");
        assert_eq!(
            fs::read_to_string(folder.join("status")).unwrap(),
            "status 0\n",
            "{command}"
        );
        assert_eq!(
            fs::read(folder.join("first")).unwrap().len(),
            1,
            "{command}"
        );
    }
}

#[test]
fn the_status_is_told_even_where_nobody_reads() {
    for (args, status) in [
        (&["check", "rumours.jsonl"][..], 1),
        (&["order", "rumours.jsonl"], 1),
        (&["check", "broken.jsonl"], 2),
        (&["order", "--set-aside", "rumours.jsonl"], 0),
        (&["order", "talks.csv"], 0),
        (&["nonsense"], 2),
    ] {
        let mut child = demarche(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(status), "{args:?}");
    }
}

#[test]
fn a_timeline_without_events_is_a_timeline() {
    assert_eq!(
        on("", &["check", "-"]),
        "<stdin>: consistent\n  0 events\nask next: nothing, no two events could have come either way round\n"
    );
    assert_eq!(
        on("", &["order", "-"]),
        "0 events in 0 sections; times in UTC\n"
    );
    assert_eq!(on("", &["order", "-", "--json"]), "");
    assert_eq!(on("", &["relate", "-", "--all"]), "");
    assert_eq!(on("", &["convert", "-", "-"]), "");
    let query = "find ?m where meeting ?m";
    assert_eq!(on("", &["ask", "-", "--json", query]), "");
    assert_eq!(on("", &["explain", "-", "--json", query]), "");
    assert_eq!(
        on("", &["ask", "-", query]),
        "no answers: nothing in the timeline is `meeting ?m`\n"
    );
}

#[test]
fn what_would_play_with_a_terminal_is_not_shown() {
    let lines = r#"{"type":"actor","id":"a","kind":"person"}
{"type":"action","id":"x","title":"\u001b[31mred\nline","by":"a"}"#;
    let shown = on(lines, &["order", "-"]);
    assert!(
        shown.contains("    open    open  x       [31mred line\n"),
        "{shown:?}"
    );
}

#[test]
fn actors_who_share_a_name_are_told_apart() {
    let lines = r#"{"type":"actor","id":"elder","kind":"person","name":"Ada"}
{"type":"actor","id":"younger","kind":"person","name":"Ada"}
{"type":"actor","id":"bo","kind":"person","name":"Bo"}
{"type":"meeting","id":"x","participants":["elder","younger","bo"]}"#;
    let query = "find ?who where meeting ?m with ?who";
    assert_eq!(
        on(lines, &["ask", "-", query]),
        "         who\ncertain  Ada (elder)\ncertain  Ada (younger)\ncertain  Bo\n"
    );
}

#[test]
fn columns_of_very_many_answers_grow_as_they_come() {
    let lines = actions(1_001).replace("event-1000", "a-name-longer-than-those-before");
    let shown = on(
        &lines,
        &["ask", "-", "find ?x, ?who where action ?x by ?who"],
    );
    let shown: Vec<&str> = shown.lines().collect();
    assert_eq!(shown.len(), 1_002);
    assert_eq!(shown[0], "         x          who");
    assert_eq!(shown[1_000], "certain  event-999  a");
    assert_eq!(shown[1_001], "certain  a-name-longer-than-those-before  a");
}
