//! The house rules of `src/`: data flows one way between the rooms, and every file is short and
//! says what it is.

mod tokens;

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use tokens::{Token, tokens, without_tests};

/// The rooms, and how far along the arrow each lies. A room may import the rooms of a lower rank,
/// and none of its own rank but itself: `graph` and `model` do not know each other, nor do `io`
/// and `render`.
const ROOMS: [(&str, u8); 8] = [
    ("id", 0),
    ("time", 1),
    ("model", 2),
    ("graph", 2),
    ("timeline", 3),
    ("query", 4),
    ("io", 5),
    ("render", 5),
];

/// What stands outside the rooms: the front door, and the binary, which uses the library from
/// outside.
const EXEMPT: [&str; 4] = ["lib", "error", "prelude", "bin"];

/// What every room may name at the root of the crate.
const AT_THE_ROOT: [&str; 3] = ["error", "Error", "Result"];

const LONGEST_FILE: usize = 500;

#[test]
fn every_room_imports_only_rooms_before_it() {
    let mut breaches = Vec::new();
    for file in rust_files("src") {
        let module = module_path(&file);
        let room = module.first().map_or("lib", String::as_str);
        assert!(
            rank(room).is_some() || EXEMPT.contains(&room),
            "{} belongs to no room: tests/layout.rs lists them",
            file.display()
        );
        if rank(room).is_some() && !is_test_module(&module) {
            let found = check(&module, &read(&file));
            breaches.extend(found.into_iter().map(|b| format!("{}:{b}", file.display())));
        }
    }
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

#[test]
fn every_source_file_is_short_and_says_what_it_is() {
    let mut faults = Vec::new();
    for folder in ["src", "tests", "examples", "benches"] {
        for file in rust_files(folder) {
            let text = read(&file);
            let name = file.display();
            if !text.starts_with("//!") {
                faults.push(format!(
                    "{name}: the first line does not say, after `//!`, what it is"
                ));
            }
            let lines = text.lines().count();
            if folder == "src" && lines > LONGEST_FILE {
                faults.push(format!("{name}: {lines} lines, at most {LONGEST_FILE}"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The check is worth nothing if it passes everything.
#[test]
fn the_check_catches_what_it_should() {
    let breaches = |module: &[&str], text: &str| -> Vec<String> {
        let module: Vec<String> = module.iter().map(ToString::to_string).collect();
        check(&module, text)
            .iter()
            .map(ToString::to_string)
            .collect()
    };
    let one = |module: &[&str], text: &str, expected: &str| {
        assert_eq!(breaches(module, text), [expected], "in {text:?}");
    };
    let none = |module: &[&str], text: &str| {
        assert!(breaches(module, text).is_empty(), "in {text:?}");
    };

    one(
        &["time", "tick"],
        "use crate::model::Actor;",
        "1: `time` imports `model`",
    );
    one(
        &["time"],
        "fn f() {\n    crate::query::run();\n}",
        "2: `time` imports `query`",
    );
    one(
        &["model"],
        "pub(crate) use crate::{id::Key, graph::Network};",
        "1: `model` imports `graph`",
    );
    one(
        &["graph"],
        "use crate::{time::{Tick, Gap}, model};",
        "1: `graph` imports `model`",
    );
    one(
        &["io", "csv"],
        "type T = Vec<crate::render::Svg>;",
        "1: `io` imports `render`",
    );
    one(
        &["render"],
        "use crate :: io :: jsonl;",
        "1: `render` imports `io`",
    );
    one(
        &["time", "tick"],
        "use super::super::timeline::Timeline;",
        "1: `time` imports `timeline`",
    );
    one(
        &["time"],
        "use super::{query::Query, id};",
        "1: `time` imports `query`",
    );
    one(
        &["time"],
        "use crate::Timeline;",
        "1: `time` takes `Timeline` from the root, not from its room",
    );
    one(
        &["time"],
        "use crate::*;",
        "1: `time` takes `*` from the root, not from its room",
    );
    one(
        &["model"],
        "macro_rules! m { () => { $crate::graph::go() } }",
        "1: `model` imports `graph`",
    );
    one(
        &["time"],
        "const C: char = '\"'; use crate::io::X; // \"",
        "1: `time` imports `io`",
    );
    one(
        &["time"],
        "fn f<'a>(x: &'a str) { crate::io::g(x) }",
        "1: `time` imports `io`",
    );
    one(
        &["time"],
        "#[cfg(test)]\nuse crate::io::{A, B};\nuse crate::query::Q;",
        "3: `time` imports `query`",
    );

    none(
        &["query"],
        "use crate::{id::EventId, time::Tick, timeline::Timeline};",
    );
    none(
        &["time", "edtf"],
        "use crate::time::tick::Tick; use super::zone::Zone;",
    );
    none(
        &["time"],
        "/// See [`crate::query::Query`].\n//! crate::io::read\n/* /* use crate::io; */ crate::io */",
    );
    none(
        &["time"],
        "const S: &str = \"use crate::io;\"; const R: &str = r#\"crate::\"io\"#;",
    );
    none(
        &["time"],
        "#[cfg(test)]\nmod tests {\n    use crate::query::Query;\n    fn f() {}\n}",
    );
    none(
        &["time"],
        "#[cfg(test)]\n#[allow(unused)]\nfn f(x: [u8; 3]) { crate::io::g(x) }",
    );
    none(
        &["graph"],
        "pub(crate) fn f() -> crate::Result<()> { Err(crate::Error::new()) }",
    );
}

/// A place where a room reaches past the arrow.
struct Breach {
    line: usize,
    room: String,
    imported: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            room,
            imported,
        } = self;
        if rank(imported).is_some() || EXEMPT.contains(&imported.as_str()) {
            write!(f, "{line}: `{room}` imports `{imported}`")
        } else {
            write!(
                f,
                "{line}: `{room}` takes `{imported}` from the root, not from its room"
            )
        }
    }
}

/// Lists what the text of a module imports against the arrow: in `use`, and in any other path that
/// begins at the root, as `crate::..` or as enough `super::`.
fn check(module: &[String], text: &str) -> Vec<Breach> {
    let room = &module[0];
    let tokens = without_tests(&tokens(text));
    let mut breaches = Vec::new();
    for at in 0..tokens.len() {
        let Some(after) = root_path(&tokens, at, module.len()) else {
            continue;
        };
        for (line, name) in first_names(&tokens, after) {
            let allowed = match (rank(room), rank(&name)) {
                _ if name == *room || AT_THE_ROOT.contains(&name.as_str()) => true,
                (Some(own), Some(other)) => other < own,
                _ => false,
            };
            if !allowed {
                breaches.push(Breach {
                    line,
                    room: room.clone(),
                    imported: name,
                });
            }
        }
    }
    breaches
}

/// Where the path that begins at `at` goes on past the root of the crate, if it gets there.
fn root_path(tokens: &[Token], at: usize, depth: usize) -> Option<usize> {
    let text = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    if at > 0 && text(at - 1) == "::" {
        return None;
    }
    let mut next = at;
    match text(at) {
        "crate" if text(at + 1) == "::" => return Some(at + 2),
        "self" if text(at + 1) == "::" => next += 2,
        _ => {}
    }
    let mut steps = 0;
    while text(next) == "super" && text(next + 1) == "::" {
        steps += 1;
        next += 2;
    }
    (steps == depth).then_some(next)
}

/// The names that follow the root: one, or the first of each member of a group in braces.
fn first_names(tokens: &[Token], at: usize) -> Vec<(usize, String)> {
    let named = |t: &Token| (t.line, t.text.clone());
    if tokens.get(at).is_none_or(|t| t.text != "{") {
        return tokens.get(at).map(named).into_iter().collect();
    }
    let mut names = Vec::new();
    let mut depth = 0;
    let mut member_begins = false;
    for token in &tokens[at..] {
        match token.text.as_str() {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ if depth == 1 && member_begins => names.push(named(token)),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        member_begins = depth == 1 && matches!(token.text.as_str(), "{" | ",");
    }
    names
}

fn rank(room: &str) -> Option<u8> {
    ROOMS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, rank)| *rank)
}

/// `src/time/edtf.rs` is `[time, edtf]`, `src/time/mod.rs` is `[time]`.
fn module_path(file: &Path) -> Vec<String> {
    let inside = file
        .strip_prefix(root().join("src"))
        .expect("a file under src");
    let mut path: Vec<String> = inside
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if path.last().is_some_and(|last| last == "mod") {
        path.pop();
    }
    path
}

/// A module of its own file that is declared under `#[cfg(test)]`, named `tests` as is the custom.
fn is_test_module(module: &[String]) -> bool {
    module.iter().any(|part| part == "tests")
}

/// All Rust files under a folder, sorted, but for what was built there; none if there is no such folder.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let Ok(entries) = fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                let is_built = path.ends_with("target") || path.ends_with("venv");
                folders.extend(Some(path).filter(|_| !is_built));
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
