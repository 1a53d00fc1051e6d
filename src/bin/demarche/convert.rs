//! `convert`: from one format to another. It does not solve.

use std::fs::{self, File};
use std::io;
use std::path::Path;

use demarche::{Input, JsonlWriter, Losses, Record};

use super::args::{Convert, ReadFormat};
use super::output::{Outcome, Status, print, tell};
use super::written::{WriteFormat, tell_losses};
use super::{input, tables};

/// Reads all records, judges each by itself, and writes them; those of tables are written as JSON Lines while they are
/// read.
pub(crate) fn run(args: &Convert) -> Outcome {
    let standard = input::is_standard(&args.output);
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
    let from = args.from.or_else(|| ReadFormat::of_ending(&args.input));
    let table = from.filter(|from| tables::is_table(*from, &args.rejecting));
    if let (Some(from), WriteFormat::Jsonl) = (table, to) {
        return stream(args, from);
    }
    let mut input = match input::saved(&args.input, args.from)? {
        Some(timeline) => {
            let mut input = Input::default();
            input.records.extend(timeline.records());
            input
        }
        None => input::read(&args.input, args.from, &args.rejecting)?,
    };
    input.check();
    if !input.is_sound() {
        return Err(input::tell_faults(&input.faults));
    }
    let records: Vec<&Record> = input.records.iter().map(|(record, _)| record).collect();
    if standard {
        let mut losses = Losses::default();
        let outcome = print(Status::Done, |out| {
            losses = to.write(&records, out)?;
            Ok(())
        });
        tell_losses(&losses);
        return outcome;
    }
    match File::create(&args.output).and_then(|mut file| to.write(&records, &mut file)) {
        Ok(losses) => {
            tell_losses(&losses);
            Ok(Status::Done)
        }
        Err(error) => {
            let name = args.output.display();
            tell(format_args!("{name}: can't be written: {error}"));
            Err(Status::Bad)
        }
    }
}

/// Writes the records of a table as they are read.
fn stream(args: &Convert, from: ReadFormat) -> Outcome {
    let standard = input::is_standard(&args.output);
    let read = |writer: &mut dyn io::Write| -> io::Result<Outcome> {
        let mut writer = JsonlWriter::new(writer);
        let read = tables::read(&args.input, from, &args.rejecting, &mut writer);
        let written = writer.finish();
        if let Err(fault) = read {
            return Ok(Err(input::tell_faults(&[fault])));
        }
        written.map(|_| Ok(Status::Done))
    };
    if standard {
        let mut outcome = Ok(Status::Done);
        print(Status::Done, |out| {
            outcome = read(out)?;
            Ok(())
        })?;
        return outcome;
    }
    let mut file = Late {
        path: &args.output,
        file: None,
    };
    let result = read(&mut file).and_then(|outcome| {
        if outcome.is_ok() {
            file.open()?;
        }
        Ok(outcome)
    });
    match result {
        Ok(outcome) => {
            if outcome.is_err() && file.file.is_some() {
                // What is not whole would pass for the whole.
                let _ = fs::remove_file(&args.output);
            }
            outcome
        }
        Err(error) => {
            let name = args.output.display();
            tell(format_args!("{name}: can't be written: {error}"));
            Err(Status::Bad)
        }
    }
}

/// A file that is made when something is written to it, so that none is where there is nothing to write.
struct Late<'a> {
    path: &'a Path,
    file: Option<File>,
}

impl Late<'_> {
    fn open(&mut self) -> io::Result<&mut File> {
        match &mut self.file {
            Some(file) => Ok(file),
            none => Ok(none.insert(File::create(self.path)?)),
        }
    }
}

impl io::Write for Late<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.open()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.as_mut().map_or(Ok(()), io::Write::flush)
    }
}
