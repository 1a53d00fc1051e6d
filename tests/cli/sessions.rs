//! Sessions that are written down, in `tests/fixtures/cli/sessions.txt`.

use std::fmt::Write as _;
use std::fs::{self, File};

use crate::run::{demarche, fixtures};

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
