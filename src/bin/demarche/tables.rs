//! Tables of events: how they are read, and what is told of their rows.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use demarche::{Fault, Mapping, ReadError, ReadReport, Reading, Sink};

use super::args::{ReadArgs, ReadFormat, Rejecting};
use super::file::{self, fault, is_standard, name};
use super::output::{tell, unwritable};
use super::progress::Progress;

/// Reads a table, hands its records on, and tells its rejected rows, its notes and its totals.
///
/// # Errors
///
/// Why it was not read to its end, or at all; also that no row could be read.
pub(crate) fn read(
    file: &Path,
    format: ReadFormat,
    args: &ReadArgs,
    progress: &Progress,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let name = name(file);
    let rejecting = &args.rejecting;
    one_standard_input(file, rejecting)?;
    let mut reading = Reading::new().stop_at_first(rejecting.strict);
    let open = |file: &Path| file::open(file, Some(format), progress);
    // A folder is opened table by table.
    let reader = match format {
        ReadFormat::StateDepartment if file.is_dir() => None,
        ReadFormat::StateDepartment if file.exists() => {
            return Err(fault(
                file,
                "is a file; --from state-department reads a folder",
            ));
        }
        ReadFormat::StateDepartment => return Err(fault(file, "there is no such folder")),
        _ => Some(open(file)?),
    };
    if let Some(rejects) = &rejecting.rejects {
        reading = reading.rejects(create(rejects)?);
    }
    reading = reading.progress(|totals| progress.rows(&name, totals));
    let mapping = rejecting.map.as_deref().map(mapping).transpose()?;
    let mentions = match &rejecting.mentions {
        Some(file) if format == ReadFormat::Gdelt2 => Some((open(file)?, file::name(file))),
        Some(_) => return Err(Fault::new("--mentions goes with --from gdelt2")),
        None => None,
    };
    let result = match (format, reader) {
        (ReadFormat::Csv, Some(reader)) => match &mapping {
            Some(mapping) => reading.csv_mapped(reader, &name, mapping, sink),
            None => return Err(Fault::new(format!("{name}: --map is missing"))),
        },
        (ReadFormat::Quads, Some(reader)) => reading.quads(reader, &name, sink),
        (ReadFormat::Icews, Some(reader)) => reading.icews(reader, &name, sink),
        (ReadFormat::Gdelt1, Some(reader)) => reading.gdelt1(reader, &name, sink),
        (ReadFormat::Gdelt2, Some(reader)) => match mentions {
            Some((mentions, other)) => {
                reading.gdelt2_with_mentions((reader, &name), (mentions, &other), sink)
            }
            None => reading.gdelt2(reader, &name, sink),
        },
        (ReadFormat::Polecat, Some(reader)) => reading.polecat(reader, &name, sink),
        (ReadFormat::StateDepartment, _) => reading.state_department(file, sink),
        _ => return Err(Fault::new(format!("{name}: no table of events"))),
    };
    progress.clear();
    let report = result.as_ref().unwrap_or_else(ReadError::report);
    tell_report(
        &name,
        report,
        result.is_err() && rejecting.strict,
        args.quiet,
    );
    let totals = result.map_err(Fault::from)?.totals;
    if totals.rows > 0 && totals.rejected == totals.rows {
        let message = "none of its rows can be read; is it a table of another form?";
        return Err(fault(file, message));
    }
    Ok(())
}

/// That standard input is asked for once at most.
fn one_standard_input(file: &Path, rejecting: &Rejecting) -> Result<(), Fault> {
    let others = [&rejecting.map, &rejecting.mentions];
    let others = others.into_iter().flatten().map(PathBuf::as_path);
    let number = others
        .chain([file])
        .filter(|file| is_standard(file))
        .count();
    if number > 1 {
        return Err(Fault::new("only one file can be standard input"));
    }
    Ok(())
}

/// Makes the file of rejected rows.
fn create(rejects: &Path) -> Result<Box<dyn Write>, Fault> {
    if is_standard(rejects) {
        return Ok(Box::new(BufWriter::new(io::stdout())));
    }
    match File::create(rejects) {
        Ok(file) => Ok(Box::new(BufWriter::new(file))),
        Err(error) => Err(fault(rejects, unwritable(rejects, &error))),
    }
}

/// Reads what the columns of a table mean.
fn mapping(file: &Path) -> Result<Mapping, Fault> {
    let mut text = String::new();
    file::open(file, Some(ReadFormat::Json), &Progress::new(true))?
        .read_to_string(&mut text)
        .map_err(|error| file::unreadable(file, &error))?;
    Mapping::parse(&text).map_err(|error| fault(file, error.to_string()))
}

/// Tells what there is to say of rows, and, unless that is too much, notes and totals; the last rejected row is left out
/// where it is told as what ended the read.
fn tell_report(name: &str, report: &ReadReport, last_is_told: bool, quiet: bool) {
    let mut err = BufWriter::new(io::stderr().lock());
    let left_out = usize::from(last_is_told);
    let shown = report.rejects.len().saturating_sub(left_out);
    // Nobody to read standard error is no reason to fail.
    let _ = report
        .rejects
        .iter()
        .take(shown)
        .try_for_each(|reject| writeln!(err, "{reject}"))
        .and_then(|()| {
            let more = report
                .totals
                .rejected
                .saturating_sub(report.rejects.len() as u64);
            match more {
                0 => Ok(()),
                more => writeln!(err, "{name}: {more} more rejected"),
            }
        })
        .and_then(|()| {
            if quiet {
                return Ok(());
            }
            let mut notes = report.notes.iter();
            notes.try_for_each(|note| writeln!(err, "note: {note}"))?;
            writeln!(err, "{name}: {}", report.totals)
        })
        .and_then(|()| err.flush());
    let _ = err.into_parts();
}

/// That options for tables were given for something else.
pub(crate) fn misplaced(rejecting: &Rejecting) -> bool {
    if rejecting.map.is_some() {
        tell("--map goes with CSV: --from csv");
        return true;
    }
    if rejecting.strict || rejecting.rejects.is_some() || rejecting.mentions.is_some() {
        tell(
            "--rejects, --strict and --mentions go with tables of events: --from quads, icews, gdelt1, gdelt2, \
             polecat or state-department, or --map",
        );
        return true;
    }
    false
}

/// Whether rows are judged one by one: those of tables of events, and those that a mapping explains.
pub(crate) fn is_table(format: ReadFormat, rejecting: &Rejecting) -> bool {
    match (&rejecting.map, format) {
        (Some(_), format) => format == ReadFormat::Csv,
        (None, format) => format.is_table(),
    }
}
