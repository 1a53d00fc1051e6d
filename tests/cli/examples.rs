//! The examples at the end of every help text, which work as they are written.

use crate::run::{demarche, shell, starter_folder, texts};

/// All commands, those of `add` for each kind of record among them, as their words.
pub(crate) fn commands() -> Vec<Vec<String>> {
    let words = |name: &str| vec![name.to_owned()];
    let mut all: Vec<Vec<String>> = names("", "Commands:")
        .iter()
        .map(|name| words(name))
        .collect();
    all.retain(|command| *command != ["help"]);
    let kinds = names("add", "Kinds:");
    assert_eq!(kinds.len(), 9);
    all.extend(
        kinds
            .into_iter()
            .map(|kind| vec!["add".to_owned(), "timeline.jsonl".to_owned(), kind]),
    );
    all
}

/// The names that the help of a command lists under a heading.
fn names(command: &str, heading: &str) -> Vec<String> {
    let help = help(command.split_whitespace());
    let lines = help.lines().skip_while(|line| *line != heading).skip(1);
    let lines = lines.take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

fn help<'a>(command: impl Iterator<Item = &'a str>) -> String {
    let args: Vec<&str> = command.chain(["--help"]).collect();
    let output = demarche(&args).output().unwrap();
    let (help, said) = texts(&output);
    assert_eq!(
        (output.status.code(), said.as_str()),
        (Some(0), ""),
        "{args:?}"
    );
    help
}

/// The examples that end a help text.
fn examples(help: &str) -> Vec<String> {
    let lines = help.lines();
    let lines = lines.skip_while(|line| !matches!(*line, "Example:" | "Examples:"));
    let mut examples: Vec<String> = Vec::new();
    for line in lines.skip(1) {
        let line = line
            .strip_prefix("  ")
            .unwrap_or_else(|| panic!("examples end help, {line:?} does not"));
        match examples.last_mut() {
            Some(example) if line.starts_with(' ') => {
                example.push('\n');
                example.push_str(line);
            }
            _ => examples.push(line.to_owned()),
        }
    }
    examples
}

#[test]
fn every_help_ends_with_examples_that_work() {
    let mut all = commands();
    all.push(Vec::new());
    for command in all {
        let help = help(command.iter().map(String::as_str));
        let examples = examples(&help);
        assert!(!examples.is_empty(), "{command:?}");
        let folder = starter_folder("examples");
        for example in examples {
            assert!(example.contains("demarche "), "{example}");
            if cfg!(not(feature = "parquet")) && example.contains("export") {
                continue;
            }
            let output = shell(&example, &folder);
            assert!(output.status.success(), "{example}: {output:?}");
            let quiet = ["init", "save", "export", "convert", ">", " -o "];
            let says = !output.stdout.is_empty() || quiet.iter().any(|word| example.contains(word));
            assert!(says, "{example} says nothing");
        }
    }
}
