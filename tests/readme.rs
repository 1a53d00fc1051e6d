//! What the README shows is what happens.
//!
//! Its Rust code is also run as documentation tests; see the end of `src/lib.rs`.

use std::cell::RefCell;

const README: &str = include_str!("../README.md");

thread_local! {
    static PRINTED: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps what the example prints.
macro_rules! println {
    ($($format:tt)*) => {
        crate::PRINTED.with_borrow_mut(|text| {
            text.push_str(&format!($($format)*));
            text.push('\n');
        })
    };
}

#[path = "../examples/first.rs"]
mod first;

/// The fenced blocks of a language under a heading, in order.
fn blocks(heading: &str, language: &str) -> Vec<String> {
    let section = README
        .split("\n## ")
        .find_map(|section| section.strip_prefix(heading))
        .expect("the README has the heading");
    let fence = format!("```{language}\n");
    let found = section.split(&fence).skip(1);
    found
        .filter_map(|rest| Some(rest.split_once("```")?.0.to_owned()))
        .collect()
}

#[test]
fn the_first_example_is_a_program_that_prints_what_is_shown() {
    let example = include_str!("../examples/first.rs");
    let (_, code) = example
        .split_once("\n\n")
        .expect("a line of documentation comes first");
    // The README keeps to the width of a page, not to that of the formatter; and it is a whole program.
    let code = code.replace("#[rustfmt::skip]\npub(crate) ", "");
    assert_eq!(blocks("A first answer", "rust"), [code]);
    first::main().expect("the example runs");
    let printed = PRINTED.take();
    assert_eq!(blocks("A first answer", "text"), [printed]);
}

#[test]
fn features_and_the_version_of_rust_are_those_of_the_manifest() {
    let manifest = include_str!("../Cargo.toml");
    let field = |name: &str| {
        let lines = manifest.lines();
        let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(" = "));
        values.next().map(|value| value.trim_matches('"'))
    };
    let rust = field("rust-version").expect("a stated version");
    assert!(README.contains(&format!("The minimum Rust version is {rust}.")));
    for feature in ["csv", "zones", "cli"] {
        assert!(field(feature).is_some(), "{feature}");
        assert!(README.contains(&format!("\n| `{feature}`")), "{feature}");
    }
}

/// The rows, the command and its answer.
#[cfg(feature = "cli")]
#[test]
fn the_command_answers_what_is_shown() {
    use std::path::Path;
    use std::process::Command;

    let heading = "From a spreadsheet";
    let rows = blocks(heading, "csv").concat();
    assert_eq!(rows.lines().count(), 6, "a header and five rows");
    let command = blocks(heading, "sh").concat();
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("demarche"));

    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("talks.csv"), rows).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(words)
        .current_dir(&folder)
        .output()
        .unwrap();
    let notes = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{notes}");
    let answer = String::from_utf8(output.stdout).unwrap();
    assert_eq!(blocks(heading, "text"), [answer]);
    let actors = notes
        .lines()
        .filter(|n| n.contains("becomes the new actor"));
    assert_eq!(actors.count(), 4, "{notes}");
    assert_eq!(notes.lines().count(), 4, "{notes}");
}

/// The commands that are shown, which are run where the README stands, and what each says.
#[cfg(feature = "cli")]
#[test]
fn queries_are_answered_as_shown() {
    use std::process::Command;

    let heading = "Ask";
    let (commands, answers) = (blocks(heading, "sh"), blocks(heading, "text"));
    assert_eq!((commands.len(), answers.len()), (3, 3));
    for (command, answer) in commands.iter().zip(answers) {
        // Words, and a query in quotes.
        let mut words = Vec::new();
        for (i, part) in command.trim_end().split('\'').enumerate() {
            match i % 2 {
                0 => words.extend(part.split_whitespace()),
                _ => words.push(part),
            }
        }
        assert_eq!(words.remove(0), "demarche");
        let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
            .args(words)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        assert_eq!(String::from_utf8(said).unwrap(), answer, "{command}");
    }
    let line = r#"{"certainty":"certain","envoy":"witkoff","s":"very-close"}"#;
    assert!(README.contains(line));
    let first = commands[0].split('\'').nth(1).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
        .args(["ask", "--json", "examples/data/moscow_talks.jsonl", first])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(said.lines().next(), Some(line));
}
