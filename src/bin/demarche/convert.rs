//! `convert`: from one format to another. It does not solve.

use std::io;

use demarche::{Input, JsonlWriter, Losses, Record};

use super::args::{Convert, ReadFormat};
use super::file::is_standard;
use super::output::{Outcome, Status, deliver, print, tell, unwritten};
use super::progress::Progress;
use super::whole::Whole;
use super::written::{WriteFormat, tell_losses};
use super::{input, tables};

/// Reads all records, judges each by itself, and writes them; those of tables are written as JSON Lines while they are
/// read.
pub(crate) fn run(args: &Convert) -> Outcome {
    let standard = is_standard(&args.output);
    // Before anything is read: a long file should not be read in vain.
    let to = args.to.or_else(|| WriteFormat::of_ending(&args.output));
    let Some(to) = to.or(standard.then_some(WriteFormat::Jsonl)) else {
        let name = args.output.display();
        tell(format_args!(
            "{name}: the ending does not tell the format; say --to with one of {}",
            WriteFormat::names()
        ));
        return Err(Status::Bad);
    };
    let reading = &args.reading;
    if standard
        && reading
            .rejecting
            .rejects
            .as_deref()
            .is_some_and(is_standard)
    {
        tell("error: only one of OUT and --rejects can be standard output");
        return Err(Status::Bad);
    }
    let from = reading.from.or_else(|| ReadFormat::of_ending(&args.input));
    let table = from.filter(|from| tables::is_table(*from, &reading.rejecting));
    if let (Some(from), WriteFormat::Jsonl) = (table, to) {
        return stream(args, from);
    }
    let mut input = match input::saved(&args.input, reading)? {
        Some(timeline) => {
            let mut input = Input::default();
            input.records.extend(timeline.records());
            input
        }
        None => input::read(&args.input, reading, &Progress::new(reading.quiet))?,
    };
    input.check();
    if !input.is_sound() {
        return Err(input::tell_faults(&input.faults));
    }
    let records: Vec<&Record> = input.records.iter().map(|(record, _)| record).collect();
    let mut losses = Losses::default();
    let outcome = deliver(&args.output, Status::Done, |out| {
        losses = to.write(&records, out)?;
        Ok(())
    });
    if outcome.is_ok() {
        tell_losses(&losses);
    }
    outcome
}

/// Writes the records of a table as they are read.
fn stream(args: &Convert, from: ReadFormat) -> Outcome {
    let progress = Progress::new(args.reading.quiet);
    let read = |writer: &mut dyn io::Write| -> io::Result<Outcome> {
        let mut writer = JsonlWriter::new(writer);
        let read = tables::read(&args.input, from, &args.reading, &progress, &mut writer);
        progress.clear();
        let written = writer.finish();
        if let Err(fault) = read {
            return Ok(Err(input::tell_faults(&[fault])));
        }
        written.map(|_| Ok(Status::Done))
    };
    if is_standard(&args.output) {
        let mut outcome = Ok(Status::Done);
        print(Status::Done, |out| {
            outcome = read(out)?;
            Ok(())
        })?;
        return outcome;
    }
    let written = Whole::begin(&args.output).and_then(|mut whole| {
        let outcome = read(&mut whole)?;
        // What is not the whole would pass for it.
        if outcome.is_ok() {
            whole.finish()?;
        }
        Ok(outcome)
    });
    written.unwrap_or_else(|error| Err(unwritten(&args.output, &error)))
}
