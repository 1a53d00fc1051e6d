//! `export`: a timeline as tables of Parquet.

use super::args::Export;
#[cfg(not(feature = "parquet"))]
use super::output::tell;
use super::output::{Outcome, Status};

/// Builds the timeline, writes its tables, and tells how many rows each has.
#[cfg(feature = "parquet")]
pub(crate) fn run(args: &Export) -> Outcome {
    use super::input;
    use super::output::{count, tell};
    use super::progress::Progress;
    use demarche::{Table, Tables};

    let quiet = args.solved.source.reading.quiet;
    let timeline = input::timeline(&args.solved)?;
    let progress = Progress::new(quiet);
    let name = args.folder.display().to_string();
    let tables = Tables::new()
        .by_year(args.by_year)
        .progress(|report| progress.written(&name, report.all_rows()));
    let written = tables.write(&timeline, &args.folder);
    progress.clear();
    let report = written.map_err(|error| {
        tell(error);
        Status::Bad
    })?;
    if !quiet {
        let rows = Table::ALL.map(|table| format!("{} {table}", report.rows(table)));
        let files = count(usize::try_from(report.files).unwrap_or(usize::MAX), "file");
        tell(format_args!("{name}: {files}, {} bytes", report.bytes));
        // The row of the whole says nothing.
        tell(format_args!("rows: {}", rows[1..].join(", ")));
    }
    Ok(Status::Done)
}

/// Tells what is missing.
#[cfg(not(feature = "parquet"))]
pub(crate) fn run(_: &Export) -> Outcome {
    tell(
        "tables of Parquet are written by a build with the feature `parquet`, which this one lacks",
    );
    Err(Status::Bad)
}
