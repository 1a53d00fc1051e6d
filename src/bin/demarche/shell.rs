//! What shells and manuals want: completions, the manual page, and words in quotes.

use std::io::{self, Write};

use clap::{Command, CommandFactory};
use demarche::nearest;

use super::args::{Args, Completions, Man};
use super::output::{Outcome, Status, print, tell};

/// Prints what makes a shell complete commands.
pub(crate) fn completions(args: &Completions) -> Outcome {
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "demarche", &mut text);
    print(Status::Done, |out| out.write_all(&text))
}

/// Prints a manual page.
pub(crate) fn manual(args: &Man) -> Outcome {
    let mut whole = Args::command();
    whole.build();
    let mut command = whole;
    for name in &args.command {
        let found = command.find_subcommand(name).cloned();
        let Some(found) = found else {
            return Err(no_command(&command, name));
        };
        command = found;
    }
    let mut text = Vec::new();
    let rendered = page(&command, &mut text);
    print(Status::Done, |out| {
        rendered.and_then(|()| out.write_all(&text))
    })
}

/// Writes the manual page of a command.
fn page(command: &Command, out: &mut dyn Write) -> io::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    page.render_title(out)?;
    page.render_name_section(out)?;
    page.render_synopsis_section(out)?;
    page.render_description_section(out)?;
    page.render_options_section(out)?;
    if command.has_subcommands() {
        page.render_subcommands_section(out)?;
    }
    let more = command.get_after_help().map(ToString::to_string);
    let more = more.unwrap_or_default();
    // The examples come last.
    let (notes, examples) = match more.rsplit_once("Example") {
        Some((notes, examples)) => (notes, examples.split_once(":\n").map(|(_, rest)| rest)),
        None => (more.as_str(), None),
    };
    section("NOTES", notes, out)?;
    section("EXAMPLES", examples.unwrap_or_default(), out)
}

/// Writes lines as they are, under a heading.
fn section(heading: &str, text: &str, out: &mut dyn Write) -> io::Result<()> {
    let text = text.trim_end();
    if text.is_empty() {
        return Ok(());
    }
    writeln!(out, ".SH {heading}\n.nf")?;
    for line in text.lines() {
        let escaped = line
            .replace('\\', r"\e")
            .replace('-', r"\-")
            .replace('\'', r"\(aq");
        let escaped = escaped.strip_prefix("  ").unwrap_or(&escaped);
        // A dot at the beginning would be a request.
        let guard = if escaped.starts_with('.') { r"\&" } else { "" };
        writeln!(out, "{guard}{escaped}")?;
    }
    writeln!(out, ".fi")
}

fn no_command(of: &Command, name: &str) -> Status {
    let names = of.get_subcommands().map(Command::get_name);
    match nearest(name, names) {
        Some(meant) => tell(format_args!(
            "error: there is no command {name:?}; did you mean {meant:?}?"
        )),
        None => tell(format_args!(
            "error: there is no command {name:?}; `demarche --help` lists them"
        )),
    }
    Status::Bad
}

/// A word as a shell reads it: in quotes where it needs them.
pub(crate) fn quoted(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "_-./:,=+@%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_quoted_where_they_need_it() {
        assert_eq!(quoted("talks.jsonl"), "talks.jsonl");
        assert_eq!(quoted("two words"), "'two words'");
        assert_eq!(quoted("it's"), r"'it'\''s'");
        assert_eq!(quoted(""), "''");
    }
}
