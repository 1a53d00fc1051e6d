//! The parsers of other tools, which run outside of this program.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// The folder that `DEMARCHE_TOOLS` names, with `bin/python`, and `node_modules` for what runs in Node; or `None`, with
/// a note that says what is not checked for want of it.
///
/// # Panics
///
/// In CI, where the tools must be there.
pub fn folder(unchecked: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("DEMARCHE_TOOLS");
    if folder.is_none() {
        assert!(
            std::env::var_os("CI").is_none(),
            "in CI the variable DEMARCHE_TOOLS must be set"
        );
        eprintln!("DEMARCHE_TOOLS is not set: {unchecked} not checked");
    }
    folder.map(PathBuf::from)
}

/// Lets the program of this name in `tests/tools` read a text, and reads the JSON that it prints.
pub fn parse(program: &str, text: &str) -> Option<Value> {
    let folder = folder(program)?;
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/tools")
        .join(program);
    let mut command = if program.ends_with(".mjs") {
        let mut command = Command::new("node");
        command.env("DEMARCHE_TOOLS", &folder);
        command
    } else {
        Command::new(folder.join("bin/python"))
    };
    let mut child = command
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} can't be run: {error}"));
    let mut input = child.stdin.take().unwrap();
    let text = text.to_owned();
    let writer = std::thread::spawn(move || {
        // A parser that gives up early is told below.
        let _ = input.write_all(text.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    assert!(output.status.success(), "{program} refuses the file");
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
