//! What can be typed.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use demarche::{Duration, DurationError, Gap, RelationNameError, RelationSet};

/// Timelines of diplomacy one can reason over: what sources claim, in order, with reasons
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    // Fixed, so that help reads the same wherever it is shown. No line is longer.
    term_width = 100,
    after_help = "Files are JSON Lines, JSON, or CSV (by `--from`, else by the ending); `-` is standard input.\n\
                  Exit status: 0 done, 1 the timeline is inconsistent, 2 bad usage or bad input.\n\n\
                  Example:\n  demarche check talks.jsonl && demarche order talks.jsonl"
)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Count what a timeline holds, and find the claims that contradict each other
    Check(Check),
    /// Put the events in order, and mark where the order is open
    Order(Order),
    /// Tell how two events, or all pairs of them, can stand to each other
    Relate(Relate),
    /// Tell whether a relation of two events is certain, possible or impossible, and why
    Explain(Explain),
    /// Read one format and write another
    Convert(Convert),
}

/// The file that is asked.
#[derive(Debug, clap::Args)]
pub(crate) struct Source {
    /// The timeline: JSON Lines, JSON or CSV; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Read the file as jsonl, json or csv, whatever its ending
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) from: Option<ReadFormat>,
}

/// The file that is asked by a command that needs it consistent.
#[derive(Debug, clap::Args)]
pub(crate) struct Solved {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Go on without the weakest of contradicting claims, and list them
    #[arg(long)]
    pub(crate) set_aside: bool,
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  demarche check talks.jsonl\n  cat talks.jsonl rumours.jsonl | demarche check --json -"
)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Print JSON, one object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  demarche order talks.jsonl")]
pub(crate) struct Order {
    #[command(flatten)]
    pub(crate) solved: Solved,
}

#[derive(Debug, clap::Args)]
#[command(
    override_usage = "demarche relate [OPTIONS] <FILE> <X> <Y>\n       demarche relate [OPTIONS] <FILE> --all",
    after_help = "Examples:\n  demarche relate talks.jsonl talks remark\n  demarche relate talks.jsonl --all --json"
)]
pub(crate) struct Relate {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The key of an event, or its title
    #[arg(value_name = "X", required_unless_present = "all", requires = "right")]
    pub(crate) left: Option<String>,
    /// The key of another event, or its title
    #[arg(value_name = "Y")]
    pub(crate) right: Option<String>,
    /// Relate all pairs of events, the one on the left earlier in the file
    #[arg(long, conflicts_with_all = ["left", "right"])]
    pub(crate) all: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Relations: before, meets, overlaps, finished_by, contains, starts, equals, started_by, during,\n  \
                  finishes, overlapped_by, met_by, after; and the sets within, intersects, disjoint.\n\
                  Durations: 90m, 12h, 7d, 2w, or ISO 8601 such as PT12H.\n\n\
                  Examples:\n  demarche explain talks.jsonl remark after talks --within 12h\n  \
                  demarche explain talks.jsonl remark '(before|meets)' address"
)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The key of an event, or its title
    #[arg(value_name = "X")]
    pub(crate) left: String,
    /// A relation or a set of them, such as after, within, or several as in `(before|meets)`
    #[arg(value_parser = relations)]
    pub(crate) relation: RelationSet,
    /// The key of another event, or its title
    #[arg(value_name = "Y")]
    pub(crate) right: String,
    /// With at most so much time between the two
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) within: Option<Duration>,
    /// With at least so much time between the two
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) at_least: Option<Duration>,
}

impl Explain {
    /// The time asked for between the two.
    pub(crate) fn gap(&self) -> Gap {
        Gap {
            min: self.at_least,
            max: self.within,
        }
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  demarche convert talks.csv talks.jsonl\n  \
                        demarche convert --from csv --to json - - <talks.csv")]
pub(crate) struct Convert {
    /// The file to read; `-` reads standard input
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    /// The file to write; `-` writes standard output
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Read as jsonl, json or csv, whatever the ending
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) from: Option<ReadFormat>,
    /// Write jsonl or json, whatever the ending
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) to: Option<WriteFormat>,
}

/// What can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// The interchange format, one object a line
    Jsonl,
    /// The interchange format as one document
    Json,
    /// A chronology from a spreadsheet
    Csv,
}

impl ReadFormat {
    /// The format of files with the ending of this one.
    pub(crate) fn of_ending(file: &Path) -> Option<ReadFormat> {
        match ending(file)?.as_str() {
            "csv" => Some(ReadFormat::Csv),
            "json" => Some(ReadFormat::Json),
            "jsonl" | "ndjson" => Some(ReadFormat::Jsonl),
            _ => None,
        }
    }
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum WriteFormat {
    /// The interchange format, one object a line
    Jsonl,
    /// The interchange format as one document
    Json,
}

impl WriteFormat {
    /// The format of files with the ending of this one.
    pub(crate) fn of_ending(file: &Path) -> Option<WriteFormat> {
        match ending(file)?.as_str() {
            "json" => Some(WriteFormat::Json),
            "jsonl" | "ndjson" => Some(WriteFormat::Jsonl),
            _ => None,
        }
    }
}

fn ending(file: &Path) -> Option<String> {
    Some(file.extension()?.to_str()?.to_lowercase())
}

fn duration(text: &str) -> Result<Duration, DurationError> {
    Duration::parse_short(text)
}

/// Reads a name, or several joined by `|` or `,`, with or without parentheses around them.
fn relations(text: &str) -> Result<RelationSet, RelationFault> {
    let text = text.trim();
    let inner = match (text.strip_prefix('('), text.ends_with(')')) {
        (Some(rest), true) => rest.strip_suffix(')').unwrap_or(rest),
        (None, false) => text,
        _ => return Err(RelationFault::Parenthesis),
    };
    let mut set = RelationSet::EMPTY;
    for name in inner.split(['|', ',']).map(str::trim) {
        if name.is_empty() {
            return Err(RelationFault::Missing);
        }
        set |= RelationSet::parse_name(name).map_err(RelationFault::Name)?;
    }
    Ok(set)
}

/// Why a text names no relations.
#[derive(Debug)]
enum RelationFault {
    /// A name is none.
    Name(RelationNameError),
    /// Nothing stands where a name should.
    Missing,
    /// One of two parentheses is missing.
    Parenthesis,
}

impl fmt::Display for RelationFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RelationFault::Name(error) => error.fmt(f),
            RelationFault::Missing => {
                f.write_str("the name of a relation is missing, as in `(before|meets)`")
            }
            RelationFault::Parenthesis => {
                f.write_str("a parenthesis stands alone; write `(before|meets)` or `before|meets`")
            }
        }
    }
}

impl std::error::Error for RelationFault {}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;
    use demarche::Relation::{Before, Meets};

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    #[test]
    fn relations_are_read_in_every_form() {
        for text in [
            "(before|meets)",
            "before|meets",
            "meets,before",
            " ( meets , before ) ",
        ] {
            assert_eq!(relations(text).unwrap(), Before | Meets, "{text}");
        }
        assert_eq!(relations("within").unwrap(), RelationSet::WITHIN);
        for (text, says) in [
            ("befor", "did you mean `before`?"),
            ("(before", "a parenthesis stands alone"),
            ("before)", "a parenthesis stands alone"),
            ("before|", "is missing"),
            ("()", "is missing"),
            ("", "is missing"),
        ] {
            let said = relations(text).unwrap_err().to_string();
            assert!(said.contains(says), "{text}: {said}");
        }
    }
}
