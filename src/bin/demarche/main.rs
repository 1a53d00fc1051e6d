//! The command line tool: what a chronology says, asked from a shell.
//!
//! Answers go to standard output, as text that people read or, with `--json`, as one JSON object a line.
//! Everything else goes to standard error: what is wrong with the input, each fault on a line of its own with
//! file, line and field; what was set aside; what the reader of CSV did of its own accord. The exit status is 0
//! where the command was done, 1 where the timeline is inconsistent, 2 for bad usage and bad input.
//!
//! - JSON is exact. In text, times are read in the zone of the timeline and widened to whole seconds, as the
//!   library's `Clock` tells them.
//! - The answer of `explain` has `gap` behind `right` where the question limits the time between, as records
//!   write it. Claims in JSON don't repeat theirs: `line` tells where the record stands.
//! - `ask` and `explain` write answers as they are found. An answer in JSON has the fields of its variables between
//!   `certainty` and the rest; `reasons_json` tells the rest.
//! - The form of a file follows from `--from`, else from its ending; whatever ends in neither `.csv` nor another
//!   known ending is read as the interchange format, which tells its two forms apart by itself.
//! - Tables of coded events have no ending of their own: `--from` says what they are. Their rejected rows are told, and
//!   written to the file of `--rejects`, and the rest is used; with `--strict` the first one is bad input, and so is a table of
//!   which no row can be read. Totals go to
//!   standard error. `convert` writes JSON Lines of them as they are read, and holds no records.
//! - A saved timeline is known by what it begins with, or by its ending `.demarche`; from standard input it is read
//!   with `--from saved`. What was set aside when it was saved counts as conflicts.
//! - A folder of tables, as `export` writes it, is opened as a saved timeline is.
//! - `convert` looks at each record by itself: whether the keys that it names are known, and its dates can be
//!   read, is for `check` to say.
//! - A file that is written takes its place once it is whole (`whole`); `add` appends to the file that it has judged.
//! - What takes long tells on a terminal how far it is (`progress`), and nowhere else.
//! - A reader that closes standard output early, such as `head`, ends the command quietly.

mod add;
mod answers;
mod args;
mod ask;
mod check;
mod claims;
mod convert;
mod explain;
mod export;
mod file;
mod init;
mod input;
mod next;
mod order;
mod output;
mod progress;
mod query;
mod reasons;
mod reasons_json;
mod relate;
mod render;
mod save;
mod settled;
mod shell;
mod sql;
mod tables;
mod typed;
mod unknown;
mod whole;
mod written;

use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use self::args::{Args, Command};

fn main() -> ExitCode {
    let outcome = match parse().command {
        Command::Init(args) => init::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Order(args) => order::run(&args),
        Command::Relate(args) => relate::run(&args),
        Command::Ask(args) => ask::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Render(args) => render::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Save(args) => save::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Sql(args) => sql::run(&args),
        Command::Completions(args) => shell::completions(&args),
        Command::Man(args) => shell::manual(&args),
    };
    // Whoever ends early has told why.
    outcome.unwrap_or_else(|status| status).into()
}

/// What was typed; where that makes no sense, the error that ends the process tells more than `clap` could.
fn parse() -> Args {
    Args::try_parse().unwrap_or_else(|mut error| {
        // The words of a query, each by itself.
        let is_torn = std::env::args_os().any(|word| word == "find");
        if is_torn && error.kind() == ErrorKind::UnknownArgument {
            let tip = "a query stands in quotes, as in 'find ?m where meeting ?m'".to_owned();
            let tips = ContextValue::StyledStrs(vec![tip.into()]);
            error.insert(ContextKind::Suggested, tips);
        }
        error.exit()
    })
}
