//! From a file to a timeline.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use demarche::{
    BuildError, Conflict, Fault, Input, Origin, Policy, Timeline, read_csv, read_ftm, read_links,
    read_markwhen, read_records, read_timeml,
};

use super::args::{ReadFormat, Rejecting, Solved, Source};
use super::output::{Status, tell};
use super::{claims, tables};

/// Whether a file stands for standard input or output.
pub(crate) fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// What messages call a file.
pub(crate) fn name(file: &Path) -> String {
    if is_standard(file) {
        "<stdin>".to_owned()
    } else {
        file.display().to_string()
    }
}

/// Opens a file.
///
/// # Errors
///
/// Why it can't be.
pub(crate) fn open(file: &Path) -> Result<Box<dyn io::Read>, Fault> {
    if is_standard(file) {
        return Ok(Box::new(io::stdin().lock()));
    }
    match File::open(file) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) => {
            let fault = Fault::new(format!("can't be read: {error}"));
            Err(fault.at(Origin::new(name(file), 0)))
        }
    }
}

/// Reads a file, and tells what its reader did of its own accord.
///
/// # Errors
///
/// The status to end with if the options don't go with the format; that is told.
pub(crate) fn read(
    file: &Path,
    from: Option<ReadFormat>,
    rejecting: &Rejecting,
) -> Result<Input, Status> {
    let mut input = Input::default();
    match read_into(file, from, rejecting, &mut input) {
        Ok(()) => {}
        Err(Some(fault)) => input.faults.push(fault),
        Err(None) => return Err(Status::Bad),
    }
    Ok(input)
}

/// Reads a file; what keeps it from being read, unless that is told already.
fn read_into(
    file: &Path,
    from: Option<ReadFormat>,
    rejecting: &Rejecting,
    input: &mut Input,
) -> Result<(), Option<Fault>> {
    let format = from.or_else(|| ReadFormat::of_ending(file));
    if let Some(format) = format.filter(|format| tables::is_table(*format, rejecting)) {
        return tables::read(file, format, rejecting, input).map_err(Some);
    }
    if tables::misplaced(rejecting) {
        return Err(None);
    }
    let name = name(file);
    let reader = open(file)?;
    *input = match format {
        Some(ReadFormat::Csv) => read_csv(reader, &name),
        Some(ReadFormat::Links) => read_links(reader, &name).into_input(),
        Some(ReadFormat::Ftm) => read_ftm(reader, &name),
        Some(ReadFormat::Markwhen) => read_markwhen(reader, &name),
        Some(ReadFormat::Timeml) => read_timeml(reader, &name).input,
        _ => read_records(reader, &name),
    };
    for note in &input.notes {
        tell(format_args!("note: {note}"));
    }
    // A file without a line to blame was not read at all.
    let read = input.faults.iter().any(|fault| fault.origin.line > 0);
    if format.is_none() && input.records.is_empty() && read {
        tell(format_args!(
            "note: {name} is read as JSON; is it CSV, say --from csv"
        ));
    }
    Ok(())
}

/// The timeline of a saved file; nothing where it is another.
///
/// # Errors
///
/// The status to end with, where a saved file can't be opened; why is told.
pub(crate) fn saved(file: &Path, from: Option<ReadFormat>) -> Result<Option<Timeline>, Status> {
    let format = from.or_else(|| ReadFormat::of_ending(file));
    if format != Some(ReadFormat::Saved) && (from.is_some() || !begins_as_saved(file)) {
        return Ok(None);
    }
    let opened = if is_standard(file) {
        Timeline::open_from(io::stdin().lock())
    } else {
        Timeline::open(file)
    };
    opened.map(Some).map_err(|error| {
        tell(format_args!("{}: {error}", name(file)));
        Status::Bad
    })
}

/// Whether a file, not standard input, begins as saved timelines do.
fn begins_as_saved(file: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = |file: File| file.take(16).read_to_end(&mut bytes);
    let is_read = !is_standard(file) && File::open(file).and_then(read).is_ok();
    is_read && Timeline::is_saved(&bytes)
}

/// Reads and solves a file.
///
/// # Errors
///
/// The status to end with if the options don't go with the format; that is told.
pub(crate) fn build(
    source: &Source,
    policy: Policy,
) -> Result<Result<Timeline, BuildError>, Status> {
    let mut builder = Timeline::builder();
    builder.add_input(read(&source.file, source.from, &source.rejecting)?);
    builder.policy(policy);
    Ok(builder.build())
}

/// The timeline of a file for a command that needs it consistent.
///
/// Where it is not, the conflicts are told, or what was set aside if that was asked for.
///
/// # Errors
///
/// The status to end with, where there is no timeline; why is told.
pub(crate) fn timeline(solved: &Solved) -> Result<Timeline, Status> {
    consistent(&solved.source, solved.set_aside)
}

/// As [`timeline`]; whether the weakest claims may be set aside.
///
/// # Errors
///
/// As there.
pub(crate) fn consistent(source: &Source, set_aside: bool) -> Result<Timeline, Status> {
    let inconsistent = |conflicts: &[Conflict]| {
        let name = name(&source.file);
        tell(format_args!(
            "{name}: inconsistent; with --set-aside the weakest claims are left out"
        ));
        // Nobody to read standard error is no reason to fail.
        let _ = claims::write_conflicts(&mut io::stderr().lock(), conflicts);
        Status::Inconsistent
    };
    let policy = if set_aside {
        Policy::SetAside
    } else {
        Policy::Reject
    };
    let timeline = match saved(&source.file, source.from)? {
        Some(timeline) if !set_aside && !timeline.conflicts().is_empty() => {
            return Err(inconsistent(timeline.conflicts()));
        }
        Some(timeline) => timeline,
        None => build(source, policy)?.map_err(|error| {
            if error.is_inconsistent() {
                return inconsistent(error.conflicts());
            }
            tell_faults(error.faults())
        })?,
    };
    let _ = claims::write_set_aside(&mut io::stderr().lock(), timeline.conflicts());
    Ok(timeline)
}

/// Tells every fault; the status that bad input ends with.
pub(crate) fn tell_faults(faults: &[Fault]) -> Status {
    let mut err = BufWriter::new(io::stderr().lock());
    // Nobody to read standard error is no reason to fail otherwise.
    let _ = faults
        .iter()
        .try_for_each(|fault| writeln!(err, "{fault}"))
        .and_then(|()| err.flush());
    let _ = err.into_parts();
    Status::Bad
}
