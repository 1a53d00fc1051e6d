//! Running the tool.

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The folder of the fixtures, in which the tool is run, so that messages name files as they were typed.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/cli")
}

pub(crate) fn demarche(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command
        .args(args)
        .current_dir(fixtures())
        .stdin(Stdio::null());
    command
}

/// A place to write to that no other test uses.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// A file of so many actions of which nothing more is known.
pub(crate) fn actions(number: usize) -> String {
    let mut lines = String::from("{\"type\":\"actor\",\"id\":\"a\",\"kind\":\"person\"}\n");
    for i in 0..number {
        let _ = writeln!(lines, r#"{{"type":"action","id":"event-{i}","by":"a"}}"#);
    }
    lines
}

/// Runs a command on what is given as standard input.
pub(crate) fn on(text: &str, args: &[&str]) -> String {
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

/// An empty folder that no other test uses.
pub(crate) fn empty_folder(name: &str) -> PathBuf {
    let folder = scratch(name);
    // It may be there from another run.
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir(&folder).unwrap();
    folder
}

/// A folder that no other test uses, with what `demarche init` writes.
pub(crate) fn starter_folder(name: &str) -> PathBuf {
    let folder = empty_folder(name);
    let made = demarche(&["init"]).current_dir(&folder).output().unwrap();
    assert!(made.status.success(), "{made:?}");
    folder
}

/// A command that finds the tool by its name, in a folder.
pub(crate) fn program(name: &str, folder: &Path) -> Command {
    let tool = Path::new(env!("CARGO_BIN_EXE_demarche"));
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = [tool.parent().unwrap().to_owned()];
    let path = folders.into_iter().chain(std::env::split_paths(&path));
    let mut command = Command::new(name);
    command
        .current_dir(folder)
        .env("PATH", std::env::join_paths(path).unwrap())
        .stdin(Stdio::null());
    command
}

/// Runs lines as a shell does.
pub(crate) fn shell(lines: &str, folder: &Path) -> Output {
    let mut command = program("sh", folder);
    command.arg("-c").arg(lines).output().unwrap()
}

/// What a run wrote on standard output and on standard error.
pub(crate) fn texts(output: &Output) -> (String, String) {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (text(&output.stdout), text(&output.stderr))
}

/// Whether there is such a program; where not, what is left unchecked is told.
///
/// # Panics
///
/// In CI, where it must be there.
pub(crate) fn is_there(name: &str, folder: &Path, unchecked: &str) -> bool {
    let found = program(name, folder).arg("--version").output().is_ok();
    if !found {
        assert!(
            std::env::var_os("CI").is_none(),
            "in CI there must be {name}"
        );
        eprintln!("there is no {name}: {unchecked} not checked");
    }
    found
}
