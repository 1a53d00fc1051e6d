//! `convert`: from one format to another. It does not solve.

use std::fs::File;
use std::io;
use std::path::Path;

use demarche::{Input, Record, write_json_document, write_jsonl};

use super::args::{Convert, WriteFormat};
use super::input;
use super::output::{Outcome, Status, print, tell};

/// Reads all records, judges each by itself, and writes them.
pub(crate) fn run(args: &Convert) -> Outcome {
    let standard = input::is_standard(&args.output);
    // Before anything is read: a long file should not be read in vain.
    let to = args.to.or_else(|| WriteFormat::of_ending(&args.output));
    let Some(to) = to.or(standard.then_some(WriteFormat::Jsonl)) else {
        let name = args.output.display();
        tell(format_args!(
            "{name}: the ending does not tell the format; say --to jsonl or --to json"
        ));
        return Err(Status::Bad);
    };
    let mut input = match input::open(&args.input, args.from)? {
        Some(timeline) => {
            let mut input = Input::default();
            input.records.extend(timeline.records());
            input
        }
        None => input::read(&args.input, args.from),
    };
    input.check();
    if !input.is_sound() {
        return Err(input::tell_faults(&input.faults));
    }
    let records: Vec<&Record> = input.records.iter().map(|(record, _)| record).collect();
    if standard {
        return print(Status::Done, |out| write(&records, to, out));
    }
    match write_file(&records, to, &args.output) {
        Ok(()) => Ok(Status::Done),
        Err(error) => {
            let name = args.output.display();
            tell(format_args!("{name}: can't be written: {error}"));
            Err(Status::Bad)
        }
    }
}

fn write_file(records: &[&Record], to: WriteFormat, file: &Path) -> io::Result<()> {
    write(records, to, &mut File::create(file)?)
}

fn write(records: &[&Record], to: WriteFormat, out: &mut dyn io::Write) -> io::Result<()> {
    let records = records.iter().copied();
    match to {
        WriteFormat::Jsonl => write_jsonl(records, out),
        WriteFormat::Json => write_json_document(records, out),
    }
}
