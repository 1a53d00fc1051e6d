//! What files are read, and how.

use std::path::PathBuf;

use super::ReadFormat;

/// The file that is asked.
#[derive(Debug, clap::Args)]
pub(crate) struct Source {
    /// The timeline.
    #[arg(
        value_name = "FILE",
        help = "The timeline: JSON Lines, JSON, CSV, saved, a folder of tables or a\ntable of events; `-` reads standard input"
    )]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) reading: ReadArgs,
}

/// How a file is read.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct ReadArgs {
    /// What the file is read as, whatever its ending.
    #[arg(
        long,
        value_name = "FORMAT",
        hide_possible_values = true,
        help = "Read as jsonl, json, csv, saved, quads, icews, gdelt1, gdelt2, polecat,\n\
                state-department, links, timeml, ftm or markwhen, whatever the ending"
    )]
    pub(crate) from: Option<ReadFormat>,
    #[command(flatten)]
    pub(crate) rejecting: Rejecting,
    /// Leave out progress, notes and totals
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

/// What goes with tables: how they are read, what becomes of rows that can't be, and a table beside the table.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Rejecting {
    /// Write the rows of a table that can't be read to this file, to be mended
    #[arg(long, value_name = "FILE")]
    pub(crate) rejects: Option<PathBuf>,
    /// Take the first row of a table that can't be read for bad input
    #[arg(long)]
    pub(crate) strict: bool,
    /// Read any table of CSV, by this file (JSON) of what its columns mean
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Cite the mentions of this file, a table of GDELT 2, on the events
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
}
