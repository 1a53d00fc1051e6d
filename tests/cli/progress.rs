//! Progress: on a terminal, for what takes long, and nowhere else.

use std::fs;
use std::path::Path;

use crate::run::{actions, empty_folder, is_there, program, shell, texts};

/// What a terminal shows of a command line.
fn on_terminal(line: &str, folder: &Path) -> String {
    let mut command = program("script", folder);
    let output = command.args(["-qec", line, "/dev/null"]).output().unwrap();
    assert!(output.status.success(), "{line}: {output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// A read that takes a while, from a pipe that is slow.
const SLOW: &str =
    "(head -n 5000 big.jsonl; sleep 0.6; tail -n +5001 big.jsonl) | demarche check - ";

fn folder(name: &str) -> std::path::PathBuf {
    let folder = empty_folder(name);
    fs::write(folder.join("big.jsonl"), actions(25_000)).unwrap();
    folder
}

#[test]
fn a_terminal_shows_how_far_long_work_is_and_wipes_it_out() {
    let folder = folder("progress");
    if !is_there("script", &folder, "progress on a terminal is") {
        return;
    }
    let shown = on_terminal(SLOW, &folder);
    assert!(
        shown.contains("<stdin>: ") && shown.contains("iB"),
        "{shown:?}"
    );
    assert!(shown.contains("solving 25001 records: "), "{shown:?}");
    // The line is gone before the answer.
    let wiped = "\r\u{1b}[2K<stdin>: consistent\r\n  25000 events";
    assert!(shown.contains(wiped), "{shown:?}");
    // Of a file it is known how much is left; a large one is worth a line while it is solved, in any case.
    let shown = on_terminal("demarche check big.jsonl", &folder);
    assert!(shown.contains("solving 25001 records: "), "{shown:?}");
    let quiet = on_terminal(&format!("{SLOW} --quiet"), &folder);
    assert!(quiet.starts_with("<stdin>: consistent\r\n"), "{quiet:?}");
    // What is short draws nothing, unless a busy machine makes it long.
    fs::write(folder.join("small.jsonl"), actions(3)).unwrap();
    let draws_nothing = || {
        let shown = on_terminal("demarche check small.jsonl", &folder);
        shown.starts_with("small.jsonl: consistent\r\n")
    };
    assert!((0..5).any(|_| draws_nothing()));
}

#[test]
fn pipes_and_files_show_nothing() {
    let folder = folder("progress-pipe");
    let output = shell(SLOW, &folder);
    let (out, err) = texts(&output);
    assert_eq!(err, "");
    assert!(out.starts_with("<stdin>: consistent\n  25000 events"));
    assert!(!out.contains(['\r', '\u{1b}']));
}

#[test]
fn tables_tell_their_rows() {
    let folder = empty_folder("progress-table");
    let rows: String = (0..30_000)
        .map(|i| format!("Aruba\tConsult\tMalta{i}\t2014-01-02\n"))
        .collect();
    fs::write(folder.join("rows.tab"), rows).unwrap();
    if !is_there("script", &folder, "progress of tables is") {
        return;
    }
    let slow = "(head -n 12000 rows.tab; sleep 0.6; tail -n +12001 rows.tab) | demarche convert --from quads - x.jsonl";
    let shown = on_terminal(slow, &folder);
    assert!(shown.contains("<stdin>: 10"), "{shown:?}");
    assert!(shown.contains(" rows: "), "{shown:?}");
    assert!(
        shown.ends_with("0 folded, 0 repeated, 0 rejected\r\n"),
        "{shown:?}"
    );
}
