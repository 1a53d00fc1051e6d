//! What can be typed.

mod add;
mod explain;
mod format;
mod read;
mod render;
mod sql;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use super::written::WriteFormat;

pub(crate) use self::add::{Add, NewRecord, Shape};
pub(crate) use self::explain::{Explain, Explained};
pub(crate) use self::format::{ReadFormat, ending};
pub(crate) use self::read::{ReadArgs, Rejecting, Solved, Source};
pub(crate) use self::render::{Look, PictureFormat, Render};
pub(crate) use self::sql::Sql;

/// Timelines of diplomacy one can reason over: what sources claim, in order, with reasons
#[derive(Debug, Parser)]
#[command(
    name = "demarche",
    version,
    arg_required_else_help = true,
    // Fixed, so that help reads the same wherever it is shown. No line is longer.
    term_width = 100,
    after_help = "Files are JSON Lines, JSON, CSV, TimeML, FollowTheMoney or Markwhen (by `--from`, else by the\n\
                  ending), saved timelines, folders of tables (of `export`), or, by `--from` alone, tables of coded\n\
                  events (quads, icews, gdelt1, gdelt2, polecat), a folder of records (state-department), or lists\n\
                  of temporal links (links); `-` is standard input.\n\
                  Exit status: 0 done, 1 the timeline is inconsistent, 2 bad usage or bad input.\n\n\
                  Example:\n  demarche init first.jsonl && demarche check first.jsonl && demarche order first.jsonl"
)]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a small timeline to learn from, or the first line of your own
    Init(Init),
    /// Count, find claims that contradict each other, and tell what to look up next
    Check(Check),
    /// Put the events in order, and mark where the order is open
    Order(Order),
    /// Tell how two events, or all pairs of them, can stand to each other
    Relate(Relate),
    /// Answer a query: who, which events, how many, and how surely
    Ask(Ask),
    /// Tell why answers, or a relation of two events, are certain, possible or impossible
    Explain(Explain),
    /// Draw a picture of a timeline, or of what answers are about
    Render(Render),
    /// Add a record to a file, unless it is faulty or contradicts what is there
    Add(Add),
    /// Read one format and write another
    Convert(Convert),
    /// Solve a timeline once, and save it as a file that every other command opens at once
    Save(Save),
    /// Write a timeline as tables of Parquet, for engines that ask them where they lie
    Export(Export),
    /// Print a query as SQL over exported tables, for DuckDB, Spark, DataFusion or BigQuery
    Sql(Sql),
    /// Print what makes a shell complete commands and options
    Completions(Completions),
    /// Print the manual page, or that of one command
    Man(Man),
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A file that is there already is left as it is. Three commands to try are told on standard error.\n\n\
                  Examples:\n  demarche init lake.jsonl\n  demarche init --empty mine.jsonl\n  \
                  demarche init - | demarche order -"
)]
pub(crate) struct Init {
    /// The file to write; `-` writes standard output
    #[arg(value_name = "FILE", default_value = "timeline.jsonl")]
    pub(crate) file: PathBuf,
    /// Write no more than the first line of a timeline of your own
    #[arg(long)]
    pub(crate) empty: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  demarche check timeline.jsonl\n  cat timeline.jsonl | demarche check --json -"
)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) source: Source,
    /// Print JSON, one object
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  demarche order timeline.jsonl")]
pub(crate) struct Order {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    override_usage = "demarche relate [OPTIONS] <FILE> <X> <Y>\n       demarche relate [OPTIONS] <FILE> --all",
    after_help = "Examples:\n  demarche relate timeline.jsonl walk visit\n  \
                  demarche relate timeline.jsonl --all --json"
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
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// How long answers are searched for.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Budget {
    /// The steps that a search may take before it is given up (a million)
    #[arg(long, value_name = "STEPS")]
    pub(crate) budget: Option<u64>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A query finds variables, `?who`, that stand for actors and events; the documentation of `Pattern`\n\
                  tells all of it. A shell takes it for one word only in quotes.\n\n\
                  Examples:\n  demarche ask timeline.jsonl 'find ?who, ?m where meeting ?m with ?who'\n  \
                  demarche ask timeline.jsonl 'find ?m, ?s where meeting ?m with ?who\n    \
                  and statement ?s by ?who and ?s before ?m within 7d certainly'\n  \
                  demarche ask timeline.jsonl 'find count per month of ?m where meeting ?m' --json"
)]
pub(crate) struct Ask {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The query, in quotes
    #[arg(value_name = "QUERY")]
    pub(crate) query: String,
    /// Print JSON, one object a line
    #[arg(long)]
    pub(crate) json: bool,
    /// Tell the reasons below each answer in short; `explain` does at length
    #[arg(long, conflicts_with = "json")]
    pub(crate) why: bool,
    /// Tell in which order, and from what, variables would be bound
    #[arg(long, conflicts_with_all = ["json", "why"])]
    pub(crate) plan: bool,
    #[command(flatten)]
    pub(crate) budget: Budget,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Of tables: demarche convert --from icews --rejects bad.tab events.tab events.jsonl\n\n\
                  Examples:\n  demarche convert timeline.jsonl timeline.json\n  \
                  demarche convert timeline.jsonl timeline.ics\n  \
                  demarche convert --from jsonl --to json - - <timeline.jsonl"
)]
pub(crate) struct Convert {
    /// The file to read; `-` reads standard input
    #[arg(value_name = "IN")]
    pub(crate) input: PathBuf,
    /// The file to write; `-` writes standard output
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
    /// The format to write.
    #[arg(
        long,
        value_name = "FORMAT",
        hide_possible_values = true,
        help = "Write jsonl, json, csv, ftm, gexf, graphml, ical, markwhen, prov or timelinejs,\nwhatever the ending"
    )]
    pub(crate) to: Option<WriteFormat>,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Conflicts that --set-aside leaves out stay on record: `check` lists them, and other commands go on\n\
                  only with --set-aside.\n\n\
                  Example:\n  demarche save timeline.jsonl lake.demarche && demarche order lake.demarche"
)]
pub(crate) struct Save {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The file to write; `-` writes standard output
    #[arg(value_name = "OUT")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "A folder that is there already is replaced if it holds nothing but such tables. Every other command\n\
                  takes the folder in place of a file.\n\n\
                  Examples:\n  demarche export timeline.jsonl tables && demarche order tables\n  \
                  demarche export timeline.jsonl by-year --by-year"
)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) solved: Solved,
    /// The folder to write
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
    /// Part events and participants by the year, in UTC, of the earliest beginning
    #[arg(long)]
    pub(crate) by_year: bool,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Where a shell looks for it depends on the shell; for bash it can stand in the file\n\
                  ~/.local/share/bash-completion/completions/demarche.\n\n\
                  Examples:\n  demarche completions bash >demarche.bash\n  demarche completions fish >demarche.fish"
)]
pub(crate) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  demarche man >demarche.1\n  demarche man render >demarche-render.1"
)]
pub(crate) struct Man {
    /// The command; without it the page tells of the tool as a whole
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }

    /// Nothing wraps lines in a build without other crates that want it.
    #[test]
    fn no_line_of_help_is_wider_than_it_says() {
        fn check(command: &mut clap::Command) {
            let help = command.render_long_help().to_string();
            let wide = help.lines().filter(|line| line.chars().count() > 100);
            assert_eq!(wide.collect::<Vec<_>>(), [""; 0], "{}", command.get_name());
            command.get_subcommands_mut().for_each(check);
        }
        let mut command = Args::command().term_width(0);
        command.build();
        check(&mut command);
    }
}
