//! `add`: one record more, unless it is faulty or contradicts what is there.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use demarche::{BuildError, Conflict, Fault, Origin, Record, StatedClaim, Timeline, read_records};

use super::args::{Add, ReadFormat};
use super::file::{self, fault, is_standard, name, unreadable};
use super::output::{Outcome, Status, print, tell, unwritten};
use super::progress::Progress;
use super::shell::quoted;
use super::typed::Typed;
use super::{claims, input, settled, unknown};

/// Adds the record, and tells what follows from it.
pub(crate) fn run(args: &Add) -> Outcome {
    let told = |error: String| {
        tell(format_args!("error: {error}"));
        Status::Bad
    };
    // What can't be made out is told before a long file is read.
    let mut typed = Typed::read(&args.record).map_err(told)?;
    let bytes = read(&args.file, args.quiet).map_err(|fault| input::tell_faults(&[fault]))?;
    let base = base(args, &bytes)?;
    if let Some(made) = &mut typed.made {
        made.key = free(&base, args.record.kind, &made.key);
    }
    let origin = Origin::new(name(&args.file), next_line(&bytes));
    let input = typed.input(&origin);
    let record = input.records.first().map(|(record, _)| record.clone());
    let mut builder = base.revise();
    builder.add_input(input);
    let now = builder.build();
    let now = now.map_err(|error| refused(args, &base, record.as_ref(), &origin, &error))?;
    // Whatever is no record is at fault.
    let record = record.ok_or(Status::Bad)?;
    let against = with(now.conflicts(), &origin);
    if !against.is_empty() {
        return Err(contradicts(args, &against, &origin));
    }
    if let (Some(made), false) = (&typed.made, args.quiet) {
        let (key, of) = (&made.key, made.of);
        tell(format_args!(
            "note: its key is {key:?}, made of its {of}; --id gives it another"
        ));
    }
    if !args.dry_run {
        append(args, &bytes, &record)?;
    }
    let to_file = is_standard(&args.file) && !args.dry_run;
    let write = |out: &mut dyn Write| {
        if args.json {
            return writeln!(out, "{}", line(&record)?);
        }
        let done = if args.dry_run {
            "would be added"
        } else {
            "added"
        };
        writeln!(out, "{origin}: {done}\n  {}", line(&record)?)?;
        settled::write(&base, &now, &record, out)
    };
    if to_file {
        // Standard output has the timeline.
        let _ = write(&mut io::stderr().lock());
        return Ok(Status::Done);
    }
    print(Status::Done, write)
}

/// Reads the file whole: what is judged is what is added to.
fn read(file: &Path, quiet: bool) -> Result<Vec<u8>, Fault> {
    if file::is_other(file) || input::begins_as_saved(file) {
        return Err(not_lines(file));
    }
    if let Some(fault) = Some(file)
        .filter(|file| !is_standard(file))
        .and_then(file::not_begun)
    {
        return Err(fault);
    }
    let format = ReadFormat::of_ending(file);
    let mut bytes = Vec::new();
    let mut reader = file::open(file, format, &Progress::new(quiet))?;
    let read = reader.read_to_end(&mut bytes);
    read.map_err(|error| unreadable(file, &error))?;
    Ok(bytes)
}

/// That a file is not of JSON Lines, and how to get some.
fn not_lines(file: &Path) -> Fault {
    let lines = file.with_extension("jsonl").display().to_string();
    fault(
        file,
        format!(
            "records are added to JSON Lines; `demarche convert {} {}` makes them of it",
            quoted(&name(file)),
            quoted(if file.extension().is_some_and(|it| it == "jsonl") {
                "lines.jsonl"
            } else {
                &lines
            }),
        ),
    )
}

/// The timeline to which the record is added.
///
/// # Errors
///
/// The status to end with, where there is none; why is told.
fn base(args: &Add, bytes: &[u8]) -> Result<Timeline, Status> {
    let progress = Progress::new(args.quiet);
    let records = read_records(bytes, &name(&args.file));
    if records.faults.is_empty() && !is_lines(bytes) {
        return Err(input::tell_faults(&[not_lines(&args.file)]));
    }
    let mut builder = Timeline::builder();
    builder.add_input(records);
    builder.policy(input::policy(args.set_aside));
    let _shown = progress.solving(builder.len());
    let built = builder.build();
    built.map_err(|error| {
        let status = input::refused(&args.file, &error);
        if status == Status::Inconsistent {
            let name = name(&args.file);
            tell(format_args!("{name}: nothing is added to it as it is"));
        }
        status
    })
}

/// Whether what could be read stands a record a line.
fn is_lines(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines = bytes.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let first = lines.find(|line| !line.is_empty());
    let object = |line| serde_json::from_slice::<serde_json::Map<_, serde_json::Value>>(line);
    first.is_none_or(|line| object(line).is_ok_and(|fields| fields.contains_key("type")))
}

/// A key, or with a number behind it the first that no record has.
fn free(base: &Timeline, kind: &str, key: &str) -> String {
    let is_taken = |key: &str| match kind {
        "actor" => base.actors().any(|actor| actor.key() == key),
        "source" => base.sources().any(|source| source.key() == key),
        _ => base.events().any(|event| event.key() == key),
    };
    let numbered = (2_u32..).map(|number| format!("{key}-{number}"));
    let mut keys = std::iter::once(key.to_owned()).chain(numbered);
    keys.find(|key| !is_taken(key)).unwrap_or_default()
}

/// The number of the line that comes next.
fn next_line(bytes: &[u8]) -> u32 {
    let ends = bytes.iter().filter(|byte| **byte == b'\n').count();
    let is_open = !bytes.is_empty() && !bytes.ends_with(b"\n");
    u32::try_from(ends + 1 + usize::from(is_open)).unwrap_or(u32::MAX)
}

/// The record as it stands in a file.
fn line(record: &Record) -> io::Result<String> {
    Ok(serde_json::to_string(record)?)
}

/// Puts the record at the end of the file, or writes the whole file where it came from standard input.
fn append(args: &Add, bytes: &[u8], record: &Record) -> Result<(), Status> {
    let mut more = Vec::new();
    if !bytes.is_empty() && !bytes.ends_with(b"\n") {
        more.push(b'\n');
    }
    let written = line(record).map(|line| more.extend(line.into_bytes()));
    more.push(b'\n');
    if is_standard(&args.file) {
        return print(Status::Done, |out| {
            written?;
            out.write_all(bytes)?;
            out.write_all(&more)
        })
        .map(|_| ());
    }
    let appended = written.and_then(|()| {
        let mut file = File::options().append(true).open(&args.file)?;
        file.write_all(&more)?;
        file.sync_all()
    });
    appended.map_err(|error| unwritten(&args.file, &error))
}

/// Tells why the record can't be added; the status that this ends with.
fn refused(
    args: &Add,
    base: &Timeline,
    record: Option<&Record>,
    origin: &Origin,
    error: &BuildError,
) -> Status {
    if error.is_inconsistent() {
        let against: Vec<Conflict> = error.conflicts().to_vec();
        return contradicts(args, &against, origin);
    }
    // It has no place in the file yet.
    let placeless = |fault: &Fault| fault.clone().at(Origin::default());
    let faults: Vec<Fault> = error.faults().iter().map(placeless).collect();
    let status = input::tell_faults(&faults);
    if let Some(record) = record {
        unknown::tell_how_to_add(&args.file, base, record);
    }
    status
}

/// The conflicts in which the record that stands there has a part.
fn with(conflicts: &[Conflict], origin: &Origin) -> Vec<Conflict> {
    let is_new = |claim: &StatedClaim| claim.origin == *origin;
    let with = |conflict: &&Conflict| conflict.claims().iter().any(is_new);
    conflicts.iter().filter(with).cloned().collect()
}

/// Tells what the record contradicts; the status that this ends with.
fn contradicts(args: &Add, conflicts: &[Conflict], origin: &Origin) -> Status {
    let name = name(&args.file);
    tell(format_args!(
        "{name}: not added, since it contradicts what is there"
    ));
    let mut err = io::stderr().lock();
    // Nobody to read standard error is no reason to fail otherwise.
    let _ = claims::write_marked(&mut err, conflicts, |_, claim| claim.origin == *origin)
        .and_then(|()| writeln!(err, "* what is new"));
    Status::Inconsistent
}
