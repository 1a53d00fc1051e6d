//! What can be typed.

use std::fmt;
use std::path::{Path, PathBuf};

use clap::{Parser, Subcommand, ValueEnum};
use demarche::{Duration, DurationError, Gap, RelationNameError, RelationSet};

use super::written::WriteFormat;

/// Timelines of diplomacy one can reason over: what sources claim, in order, with reasons
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    disable_help_subcommand = true,
    arg_required_else_help = true,
    // Fixed, so that help reads the same wherever it is shown. No line is longer.
    term_width = 100,
    after_help = "Files are JSON Lines, JSON, CSV or TimeML (by `--from`, else by the ending), saved timelines, or, by\n\
                  `--from` alone, tables of coded events (quads, icews, gdelt1, gdelt2, polecat), a folder of records\n\
                  (state-department), or lists of temporal links (links); `-` is standard input.\n\
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
    /// Answer a query: who, which events, how many, and how surely
    Ask(Ask),
    /// Tell why answers to a query, or a relation of two events, are certain, possible or impossible
    Explain(Explain),
    /// Read one format and write another
    Convert(Convert),
    /// Solve a timeline once, and save it as a file that every other command opens at once
    Save(Save),
}

/// The file that is asked.
#[derive(Debug, clap::Args)]
pub(crate) struct Source {
    /// The timeline: JSON Lines, JSON, CSV, saved or a table of events; `-` reads standard input
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    /// Read the file as jsonl, json, csv, saved, quads, icews, gdelt1, gdelt2, polecat,
    /// state-department, links, timeml, ftm or markwhen, whatever its ending
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) from: Option<ReadFormat>,
    #[command(flatten)]
    pub(crate) rejecting: Rejecting,
}

/// What goes with tables: how they are read, what becomes of rows that can't be, and a table beside the table.
#[derive(Debug, clap::Args)]
pub(crate) struct Rejecting {
    /// Write the rows of a table that can't be read to this file, to be mended and read again
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Take the first row of a table that can't be read for bad input
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read any table of CSV, by this file (JSON) of what its columns mean
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Cite the mentions of this file, a table of GDELT's second version, on the events
    #[arg(long, value_name = "FILE")]
    pub(crate) mentions: Option<PathBuf>,
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

/// How long answers are searched for.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Budget {
    /// How many steps each search for a world may take before an answer is not settled (a million)
    #[arg(long, value_name = "STEPS")]
    pub(crate) budget: Option<u64>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A query finds variables, `?who`, that stand for actors and events; see the documentation of `Pattern`.\n\n\
                  Examples:\n  demarche ask talks.jsonl 'find ?who, ?m where meeting ?m with ?who'\n  \
                  demarche ask talks.jsonl 'find ?s, ?m where statement ?s by ?who\n    \
                  and meeting ?m with ?who and ?m before ?s within 7d certainly'\n  \
                  demarche ask talks.jsonl 'find count per month of ?m where meeting ?m' --json"
)]
pub(crate) struct Ask {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The query, in quotes
    #[arg(value_name = "QUERY")]
    pub(crate) query: String,
    /// Tell the reasons below each answer, in short; `explain` tells them at length
    #[arg(long, conflicts_with = "json")]
    pub(crate) why: bool,
    /// Tell in which order the variables would be bound, and from what, instead of answers
    #[arg(long, conflicts_with_all = ["json", "why"])]
    pub(crate) plan: bool,
    #[command(flatten)]
    pub(crate) budget: Budget,
}

#[derive(Debug, clap::Args)]
#[command(
    override_usage = "demarche explain [OPTIONS] <FILE> <QUERY> [VARIABLE=KEY]...\n       \
                      demarche explain [OPTIONS] <FILE> <X> <RELATION> <Y>",
    after_help = "Relations: before, meets, overlaps, finished_by, contains, starts, equals, started_by, during,\n  \
                  finishes, overlapped_by, met_by, after; the sets within, intersects, disjoint; and several\n  \
                  of them as in `(before|meets)`.\n\
                  Durations: 90m, 12h, 7d, 2w, or ISO 8601 such as PT12H.\n\n\
                  Examples:\n  demarche explain talks.jsonl 'find ?who, ?m where meeting ?m with ?who'\n  \
                  demarche explain talks.jsonl 'find ?m where meeting ?m and arrival before ?m' m=talks\n  \
                  demarche explain talks.jsonl remark after talks --within 12h\n  \
                  demarche explain talks.jsonl remark '(before|meets)' answer"
)]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// A query in quotes, `find ...`; or the key of an event, or its title
    #[arg(value_name = "QUERY|X")]
    pub(crate) what: String,
    /// What variables of `find` stand for, possible or not, instead of all answers; or a relation
    /// and the key of another event, or its title
    #[arg(value_name = "VARIABLE=KEY|RELATION Y")]
    pub(crate) rest: Vec<String>,
    /// With at most so much time between the two events of a relation
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) within: Option<Duration>,
    /// With at least so much time between the two events of a relation
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub(crate) at_least: Option<Duration>,
    #[command(flatten)]
    pub(crate) budget: Budget,
}

/// What is to be explained.
#[derive(Debug)]
pub(crate) enum Explained<'a> {
    /// The answers to a query, or one binding of its variables: names and keys.
    Query {
        text: &'a str,
        bound: Vec<(&'a str, &'a str)>,
    },
    /// A relation of two events.
    Relation {
        left: &'a str,
        is: RelationSet,
        right: &'a str,
    },
}

impl Explain {
    /// The time asked for between the two.
    pub(crate) fn gap(&self) -> Gap {
        Gap {
            min: self.at_least,
            max: self.within,
        }
    }

    /// What is to be explained: what begins with `find` is a query, and so is what only bindings follow.
    ///
    /// # Errors
    ///
    /// What is wrong with the arguments.
    pub(crate) fn explained(&self) -> Result<Explained<'_>, String> {
        let begins = self.what.split_whitespace().next() == Some("find");
        let rest: Vec<&str> = self.rest.iter().map(String::as_str).collect();
        let is_bound = !rest.is_empty() && rest.iter().all(|word| word.contains('='));
        let is_alone = rest.is_empty() && self.what.contains(char::is_whitespace);
        if !begins && !is_bound && !is_alone {
            return self.relation(&rest);
        }
        if let [word, _] = rest.as_slice()
            && relations(word).is_ok()
        {
            return Err(format!(
                "{:?} reads as a query, and {word:?} as a relation of two events; for the relation give the event's \
                 key instead of its title, for the query what variables stand for, as in who=envoy",
                self.what
            ));
        }
        if !self.gap().is_any() {
            return Err(
                "--within and --at-least limit a relation of two events; in a query the limit follows the \
                 relation, as in `?m before ?s within 7d`"
                    .to_owned(),
            );
        }
        let mut bound: Vec<(&str, &str)> = Vec::new();
        for word in rest {
            let Some((name, key)) = word.split_once('=') else {
                return Err(format!(
                    "{word:?} does not say what a variable stands for, as who=envoy does"
                ));
            };
            let name = name.strip_prefix('?').unwrap_or(name);
            if bound.iter().any(|(other, _)| *other == name) {
                return Err(format!("two values are given for ?{name}"));
            }
            bound.push((name, key));
        }
        let text = &self.what;
        Ok(Explained::Query { text, bound })
    }

    fn relation<'a>(&'a self, rest: &[&'a str]) -> Result<Explained<'a>, String> {
        let [relation, right] = *rest else {
            return Err(format!(
                "{:?} is no query, which begins with `find`; of a relation there are three parts, as in remark after \
                 talks",
                self.what
            ));
        };
        let is = relations(relation)
            .map_err(|fault| format!("invalid value '{relation}' for '<RELATION>': {fault}"))?;
        if self.budget.budget.is_some() {
            return Err("--budget goes with a query".to_owned());
        }
        let left = &self.what;
        Ok(Explained::Relation { left, is, right })
    }
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  demarche convert talks.csv talks.jsonl\n  \
                        demarche convert --from csv --to json - - <talks.csv\n  \
                        demarche convert --from icews --rejects bad.tab events.tab events.jsonl")]
pub(crate) struct Convert {
    /// The file to read; `-` reads standard input
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    /// The file to write; `-` writes standard output
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Read as jsonl, json, csv, saved, quads, icews, gdelt1, gdelt2, polecat,
    /// state-department, links, timeml, ftm or markwhen, whatever the ending
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) from: Option<ReadFormat>,
    #[command(flatten)]
    pub(crate) rejecting: Rejecting,
    /// Write jsonl, json, csv, ftm, gexf, graphml, ical, markwhen, prov or timelinejs, whatever the ending
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub(crate) to: Option<WriteFormat>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Conflicts that --set-aside leaves out stay on record: `check` lists them, and other commands go on\n\
                  only with --set-aside.\n\n\
                  Example:\n  demarche save talks.jsonl talks.demarche && demarche order talks.demarche"
)]
pub(crate) struct Save {
    #[command(flatten)]
    pub(crate) source: Source,
    /// The file to write; `-` writes standard output
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
    /// Go on without the weakest of contradicting claims, and list them
    #[arg(long)]
    pub(crate) set_aside: bool,
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
    /// Coded events: subject, relation, object, day
    Quads,
    /// Coded events of ICEWS in its published layout
    Icews,
    /// Coded events of GDELT in its first version
    Gdelt1,
    /// Coded events of GDELT in its second version
    Gdelt2,
    /// Coded events of POLECAT
    Polecat,
    /// A folder of the State Department's records
    StateDepartment,
    /// Lists of the temporal links of texts
    Links,
    /// A text annotated in TimeML
    Timeml,
    /// Entities of FollowTheMoney
    Ftm,
    /// A timeline in Markwhen
    Markwhen,
    /// A solved timeline, as `save` writes it
    Saved,
}

impl ReadFormat {
    /// Whether it is a table of events, or several, whose rows are judged one by one.
    pub(crate) fn is_table(self) -> bool {
        use ReadFormat::{Gdelt1, Gdelt2, Icews, Polecat, Quads, StateDepartment};
        matches!(
            self,
            Quads | Icews | Gdelt1 | Gdelt2 | Polecat | StateDepartment
        )
    }

    /// The format of files with the ending of this one.
    pub(crate) fn of_ending(file: &Path) -> Option<ReadFormat> {
        match ending(file)?.as_str() {
            "csv" => Some(ReadFormat::Csv),
            "demarche" => Some(ReadFormat::Saved),
            "ftm" => Some(ReadFormat::Ftm),
            "json" => Some(ReadFormat::Json),
            "jsonl" | "ndjson" => Some(ReadFormat::Jsonl),
            "mw" => Some(ReadFormat::Markwhen),
            "tml" => Some(ReadFormat::Timeml),
            _ => None,
        }
    }
}

/// The ending of a file, in small letters.
pub(crate) fn ending(file: &Path) -> Option<String> {
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
