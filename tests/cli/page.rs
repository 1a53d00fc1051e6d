//! `docs/command-line.md`: what it shows is what happens. `DEMARCHE_BLESS=1` writes its outputs anew.

use std::fs;
use std::path::Path;

use crate::run::{empty_folder, is_there, program, shell};

/// A part of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// Lines of prose, with their ends.
    Prose(String),
    /// What stands in a fence of a language.
    Fenced(String, String),
}

fn parts(page: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    for (i, piece) in page.split("```").enumerate() {
        match i % 2 {
            0 => parts.push(Part::Prose(piece.to_owned())),
            _ => {
                let (language, inside) = piece.split_once('\n').unwrap();
                parts.push(Part::Fenced(language.to_owned(), inside.to_owned()));
            }
        }
    }
    parts
}

fn written(parts: &[Part]) -> String {
    let part = |part: &Part| match part {
        Part::Prose(text) => text.clone(),
        Part::Fenced(language, inside) => format!("```{language}\n{inside}```"),
    };
    parts.iter().map(part).collect()
}

#[test]
fn the_page_shows_what_happens() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/command-line.md");
    let page = fs::read_to_string(&file).unwrap();
    let folder = empty_folder("page");
    let mut shown = parts(&page);
    assert_eq!(written(&shown), page);
    let has_python = is_there("python3", &folder, "the lines of Python on the page are");
    // What the last commands wrote, until it is shown.
    let mut said: Option<String> = None;
    let mut blocks = 0;
    for part in &mut shown {
        let Part::Fenced(language, inside) = part else {
            continue;
        };
        // Tables are written by a build that can.
        if cfg!(not(feature = "parquet")) && inside.contains("demarche export") {
            continue;
        }
        let output = match language.as_str() {
            "sh" => shell(&format!("exec 2>&1\n{inside}"), &folder),
            "python" if has_python => {
                assert_eq!(inside.lines().count(), 6, "six lines are promised");
                let mut python = program("python3", &folder);
                python.arg("-c").arg(&*inside).output().unwrap()
            }
            "python" => continue,
            "text" => {
                if let Some(said) = said.take() {
                    *inside = said;
                }
                continue;
            }
            other => panic!("a fence of {other}"),
        };
        assert!(
            said.as_ref().is_none_or(String::is_empty),
            "not shown: {said:?}"
        );
        assert!(output.status.success(), "{inside}: {output:?}");
        said = Some(String::from_utf8(output.stdout).unwrap());
        blocks += 1;
    }
    assert!(blocks > 15);
    let now = written(&shown);
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        fs::write(&file, now).unwrap();
        return;
    }
    for (i, (now, page)) in now.lines().zip(page.lines()).enumerate() {
        assert_eq!(now, page, "command-line.md, line {}", i + 1);
    }
    assert_eq!(now, page);
}

/// Every command has its place on the page.
#[test]
fn the_page_tells_of_every_command() {
    let page = include_str!("../../docs/command-line.md");
    for command in crate::examples::commands() {
        if let [name] = command.as_slice() {
            assert!(page.contains(&format!("demarche {name} ")), "{name}");
        }
    }
}
