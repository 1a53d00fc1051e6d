//! The command line tool as its users meet it: what it prints, what it complains of, and how it ends.
#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder of the fixtures, in which the tool is run, so that messages name files as they were typed.
fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli")
}

fn demarche(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command
        .args(args)
        .current_dir(fixtures())
        .stdin(Stdio::null());
    command
}

/// A place to write to that no other test uses.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// Splits what is typed at spaces that no quotes enclose.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    for (i, part) in line.split('\'').enumerate() {
        if i % 2 == 1 {
            words.push(part.to_owned());
        } else {
            words.extend(part.split_whitespace().map(str::to_owned));
        }
    }
    words
}

/// Runs what stands behind `$`, and writes it down with all that came of it.
fn session(typed: &str) -> String {
    let mut words = words(typed);
    let input = words.iter().position(|word| word.starts_with('<'));
    let input = input.map(|at| words.remove(at));
    let args: Vec<&str> = words.iter().map(String::as_str).collect();
    let mut command = demarche(&args);
    if let Some(file) = input {
        command.stdin(File::open(fixtures().join(&file[1..])).unwrap());
    }
    let output = command.output().unwrap();
    let (out, err) = (
        String::from_utf8(output.stdout).unwrap(),
        String::from_utf8(output.stderr).unwrap(),
    );
    assert!(out.is_empty() || out.ends_with('\n'), "{typed}: {out}");
    let mut text = format!("{}\n{out}", format!("$ {typed}").trim_end());
    for line in err.lines() {
        let _ = writeln!(text, "! {line}");
    }
    let _ = writeln!(text, "= {}", output.status.code().unwrap());
    text
}

#[test]
fn every_session_goes_as_written_down() {
    let file = fixtures().join("sessions.txt");
    let written = fs::read_to_string(&file).unwrap();
    let mut now = String::new();
    let mut in_session = false;
    for line in written.lines() {
        if let Some(typed) = line.strip_prefix('$') {
            // A session that is only typed is one to be filled in.
            now.push_str(&session(typed.trim()));
            in_session = true;
        } else if in_session && line.starts_with("= ") {
            in_session = false;
        } else if !in_session {
            now.push_str(line);
            now.push('\n');
        }
    }
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        fs::write(&file, now).unwrap();
        return;
    }
    for (i, (now, written)) in now.lines().zip(written.lines()).enumerate() {
        assert_eq!(now, written, "sessions.txt, line {}", i + 1);
    }
    assert_eq!(now.lines().count(), written.lines().count());
}

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

/// A file of so many actions of which nothing more is known.
fn actions(number: usize) -> String {
    let mut lines = String::from("{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"person\"}\n");
    for i in 0..number {
        let _ = writeln!(lines, r#"{{"type":"action","id":"event-{i}","by":"a"}}"#);
    }
    lines
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

/// Runs a command on what is given as standard input.
fn on(text: &str, args: &[&str]) -> String {
    let mut child = demarche(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(text.as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{args:?}");
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
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
