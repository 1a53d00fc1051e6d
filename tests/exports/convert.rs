//! `demarche convert` to formats of other tools.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Runs `convert` with these words behind it.
fn convert(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    let output = command.arg("convert").args(args).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    output
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    folder
        .join("examples/data")
        .join(name)
        .display()
        .to_string()
}

/// A place for a file of this test run.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("exports");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

#[test]
fn a_format_is_told_by_its_name_or_its_ending_and_losses_on_standard_error() {
    let talks = fixture("moscow_talks.jsonl");
    for (name, ending, begins, lost) in FORMATS {
        let output = convert(&[&talks, "-", "--to", name]);
        let text = String::from_utf8(output.stdout).unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert!(text.starts_with(begins), "{name}: {text}");
        assert!(
            err.starts_with("note: the format does not hold everything\n  "),
            "{err}"
        );
        assert!(err.contains(lost), "{err}");
        let file = scratch(&format!("talks.{name}.{ending}"));
        let file_name = file.display().to_string();
        // The ending of TimelineJS and PROV-JSON is that of our own document.
        let output = match ending {
            "json" => convert(&[&talks, &file_name, "--to", name]),
            _ => convert(&[&talks, &file_name]),
        };
        assert!(output.stdout.is_empty());
        assert_eq!(String::from_utf8(output.stderr).unwrap(), err);
        assert_eq!(std::fs::read_to_string(file).unwrap(), text);
    }
}

#[test]
fn what_has_a_reader_is_read_again() {
    for ending in ["csv", "mw", "ftm"] {
        let file = scratch(&format!("again.{ending}")).display().to_string();
        convert(&[&fixture("moscow_talks.jsonl"), &file]);
        let output = convert(&[&file, "-"]);
        let lines = String::from_utf8(output.stdout).unwrap();
        let talks = r#""type":"meeting","id":"talks","title":"High-level talks""#;
        assert!(lines.contains(talks), "{lines}");
    }
}

/// Name, ending, how a file begins, and something that is lost.
const FORMATS: [(&str, &str, &str, &str); 8] = [
    (
        "csv",
        "csv",
        "key,kind,",
        "left out: an affiliation as a whole, no place for it: ",
    ),
    (
        "ical",
        "ics",
        "BEGIN:VCALENDAR\r\n",
        "told in a text: `participants` of a meeting, no place for it: ",
    ),
    (
        "gexf",
        "gexf",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf ",
        "widened: `time` of an action, a window, written as the whole of it: ",
    ),
    (
        "timelinejs",
        "json",
        "{\"title\":",
        "left out: a statement as a whole, no date: ",
    ),
    (
        "graphml",
        "graphml",
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml ",
        "told in a text: a claim as a whole, no place for it: ",
    ),
    (
        "markwhen",
        "mw",
        "title: \"",
        "changed: a statement as a whole, no date, so that it stands in a comment: ",
    ),
    (
        "ftm",
        "ftm",
        "{\"id\":\"actor-",
        "told in a text: `stances` of a statement, no place for it: ",
    ),
    (
        "prov",
        "json",
        "{\n  \"actedOnBehalfOf\": {\n",
        "told in a text: `time` of an action, no moment, so that it is an attribute: ",
    ),
];
