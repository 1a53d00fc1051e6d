//! From a file to a timeline.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use demarche::{
    BuildError, Conflict, Fault, Input, Policy, Timeline, read_csv, read_ftm, read_links,
    read_markwhen, read_records, read_timeml,
};

use super::args::{ReadArgs, ReadFormat, Solved, Source};
use super::file::{self, is_standard, name};
use super::output::{Status, tell};
use super::progress::Progress;
use super::{claims, tables};

/// Reads a file, and tells what its reader did of its own accord.
///
/// # Errors
///
/// The status to end with if the options don't go with the format; that is told.
pub(crate) fn read(file: &Path, args: &ReadArgs, progress: &Progress) -> Result<Input, Status> {
    let mut input = Input::default();
    let read = read_into(file, args, progress, &mut input);
    progress.clear();
    match read {
        Ok(()) => {}
        Err(Some(fault)) => input.faults.push(fault),
        Err(None) => return Err(Status::Bad),
    }
    if !args.quiet {
        for note in &input.notes {
            tell(format_args!("note: {note}"));
        }
    }
    Ok(input)
}

/// Reads a file; what keeps it from being read, unless that is told already.
fn read_into(
    file: &Path,
    args: &ReadArgs,
    progress: &Progress,
    input: &mut Input,
) -> Result<(), Option<Fault>> {
    let format = args.from.or_else(|| ReadFormat::of_ending(file));
    if let Some(format) = format.filter(|format| tables::is_table(*format, &args.rejecting)) {
        return tables::read(file, format, args, progress, input).map_err(Some);
    }
    if tables::misplaced(&args.rejecting) {
        return Err(None);
    }
    let name = name(file);
    let reader = file::open(file, format, progress)?;
    *input = match format {
        Some(ReadFormat::Csv) => read_csv(reader, &name),
        Some(ReadFormat::Links) => read_links(reader, &name).into_input(),
        Some(ReadFormat::Ftm) => read_ftm(reader, &name),
        Some(ReadFormat::Markwhen) => read_markwhen(reader, &name),
        Some(ReadFormat::Timeml) => read_timeml(reader, &name).input,
        _ => read_records(reader, &name),
    };
    // What comes through a pipe may well be nothing; a file without anything is hardly meant.
    if input.records.is_empty() && input.faults.is_empty() && !is_standard(file) && !args.quiet {
        tell(format_args!(
            "note: {name} holds no records; `demarche init` writes a timeline to learn from, and `demarche add` adds to one"
        ));
    }
    Ok(())
}

/// The timeline of a saved file, or of a folder of tables; nothing where it is another.
///
/// # Errors
///
/// The status to end with, where a saved file can't be opened; why is told.
pub(crate) fn saved(file: &Path, args: &ReadArgs) -> Result<Option<Timeline>, Status> {
    let format = args.from.or_else(|| ReadFormat::of_ending(file));
    let is_saved = || begins_as_saved(file) || file::holds_tables(file);
    if format != Some(ReadFormat::Saved) && (args.from.is_some() || !is_saved()) {
        return Ok(None);
    }
    let opened = if is_standard(file) {
        Timeline::open_from(io::stdin().lock())
    } else {
        // What can't be opened at all is told as for every other file.
        if !file::holds_tables(file) {
            file::check(file).map_err(|fault| tell_faults(&[fault]))?;
        }
        Timeline::open(file)
    };
    opened.map(Some).map_err(|error| {
        // Of tables the error names the file.
        match error.table() {
            Some(_) => tell(&error),
            None => tell(format_args!("{}: {error}", name(file))),
        }
        Status::Bad
    })
}

/// Whether a file begins as saved timelines do. A pipe is not looked at: what was read of it would be gone.
pub(crate) fn begins_as_saved(file: &Path) -> bool {
    let mut bytes = Vec::new();
    let read = |file: File| file.take(16).read_to_end(&mut bytes);
    let is_file = fs::metadata(file).is_ok_and(|about| about.is_file());
    let is_read = !is_standard(file) && is_file && File::open(file).and_then(read).is_ok();
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
    let rejects = source.reading.rejecting.rejects.as_deref();
    if rejects.is_some_and(is_standard) {
        tell(
            "error: --rejects can't be standard output, which has what the command prints; `convert` to a file can",
        );
        return Err(Status::Bad);
    }
    let progress = Progress::new(source.reading.quiet);
    let mut builder = Timeline::builder();
    builder.add_input(read(&source.file, &source.reading, &progress)?);
    builder.policy(policy);
    let _shown = progress.solving(builder.len());
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
    let Solved { source, set_aside } = solved;
    let policy = policy(*set_aside);
    let timeline = match saved(&source.file, &source.reading)? {
        Some(timeline) if !set_aside && !timeline.conflicts().is_empty() => {
            return Err(inconsistent(&source.file, timeline.conflicts()));
        }
        Some(timeline) => timeline,
        None => build(source, policy)?.map_err(|error| refused(&source.file, &error))?,
    };
    let _ = claims::write_set_aside(&mut io::stderr().lock(), timeline.conflicts());
    Ok(timeline)
}

/// What becomes of contradicting claims.
pub(crate) fn policy(set_aside: bool) -> Policy {
    if set_aside {
        Policy::SetAside
    } else {
        Policy::Reject
    }
}

/// Tells why no timeline was built; the status that this ends with.
pub(crate) fn refused(file: &Path, error: &BuildError) -> Status {
    if error.is_inconsistent() {
        inconsistent(file, error.conflicts())
    } else {
        tell_faults(error.faults())
    }
}

fn inconsistent(file: &Path, conflicts: &[Conflict]) -> Status {
    let name = name(file);
    tell(format_args!(
        "{name}: inconsistent; with --set-aside the weakest claims are left out"
    ));
    // Nobody to read standard error is no reason to fail.
    let _ = claims::write_conflicts(&mut io::stderr().lock(), conflicts);
    Status::Inconsistent
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
