//! JSON Lines: one object a line.

use std::borrow::Borrow;
use std::io::{self, BufRead, BufWriter, Write};
use std::sync::Arc;

use super::json::{Fields, read_fields, shortened, syntax};
use super::lines::{LONGEST, Line, Lines, column_of_invalid, not_utf8};
use super::read::failed;
use crate::model::{Fault, Input, Origin, Record, Sink};

/// Reads every line.
pub(super) fn read(reader: impl BufRead, name: &Arc<str>, input: &mut Input) {
    let mut lines = Lines::new(reader);
    // Whether the object of a line above has not come to its end.
    let mut unfinished = false;
    loop {
        let (number, line) = match lines.next() {
            Ok(Some(next)) => next,
            Ok(None) => return,
            Err((number, error)) => {
                input.fault(failed(name, number, &error));
                return;
            }
        };
        let origin = || Origin::new(Arc::clone(name), number);
        let Line::Bytes(mut bytes) = line else {
            let limit = LONGEST >> 20;
            input.fault(
                Fault::new(format!("a line of more than {limit} MiB, the limit")).at(origin()),
            );
            continue;
        };
        if number == 1 {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        let Ok(text) = std::str::from_utf8(bytes) else {
            let column = column_of_invalid(bytes).unwrap_or(1);
            input.fault(Fault::new(not_utf8(column)).at(origin()));
            hand_out(&String::from_utf8_lossy(bytes), origin(), input);
            continue;
        };
        if text.trim_ascii().is_empty() {
            continue;
        }
        // One fault is enough for an object that is spread over lines.
        if unfinished && text.starts_with([' ', '\t', '}', ']', '"']) {
            continue;
        }
        match Fields::parse(text) {
            Ok(fields) => {
                unfinished = false;
                add(fields, origin(), input);
            }
            Err(error) => {
                unfinished = error.is_eof() && text.starts_with('{');
                input.fault(Fault::new(not_an_object(text, &error)).at(origin()));
            }
        }
    }
}

/// Adds the record that an object stands for, or what is wrong with it.
pub(super) fn add(fields: Fields<'_>, origin: Origin, input: &mut Input) {
    let found = read_fields(fields, None);
    match found.record {
        Some(record) if found.faults.is_empty() && !record.lacks_id() => {
            input.push(record, origin);
        }
        record => input.push_faulty(record, origin, found.faults),
    }
}

/// Adds what can be read of a line that is at fault as a whole, for the sake of those that refer to it.
fn hand_out(text: &str, origin: Origin, input: &mut Input) {
    if let Ok(fields) = Fields::parse(text) {
        let faults = input.faults.len();
        input.push_faulty(read_fields(fields, None).record, origin, Vec::new());
        input.faults.truncate(faults);
    }
}

pub(super) fn not_an_object(text: &str, error: &serde_json::Error) -> String {
    if !text.trim_ascii_start().starts_with('{') {
        let found = shortened(text.trim_ascii());
        format!("expected an object, found {found}")
    } else if error.is_eof() {
        "not JSON: the object does not end; a record stands on one line".to_owned()
    } else {
        syntax(text, error)
    }
}

/// Writes records as JSON Lines, each on a line of its own.
///
/// A timeline is written with `write_jsonl(t.records().map(|(record, _)| record), writer)`.
///
/// ```
/// use demarche::{Actor, Record, write_jsonl};
///
/// let records = [Record::from(Actor::state("us", "United States"))];
/// let mut text = Vec::new();
/// write_jsonl(&records, &mut text)?;
/// assert_eq!(
///     String::from_utf8_lossy(&text),
///     "{\"type\":\"actor\",\"id\":\"us\",\"kind\":\"state\",\"name\":\"United States\"}\n",
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_jsonl(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<()> {
    let mut writer = BufWriter::new(writer);
    for record in records {
        serde_json::to_writer(&mut writer, record.borrow())?;
        writer.write_all(b"\n")?;
    }
    writer.flush()
}

/// Writes records as JSON Lines as they come, and keeps none of them: a [`Sink`] for reads of any length.
///
/// What is written is buffered. Once the writer has failed nothing more is written; [`finish`](JsonlWriter::finish)
/// tells the error.
///
/// ```
/// use demarche::{Actor, JsonlWriter, Origin, Sink};
///
/// let mut text = Vec::new();
/// let mut writer = JsonlWriter::new(&mut text);
/// writer.put(Actor::state("us", "United States").into(), Origin::default());
/// assert_eq!(writer.finish()?, 1);
/// assert_eq!(text, b"{\"type\":\"actor\",\"id\":\"us\",\"kind\":\"state\",\"name\":\"United States\"}\n");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct JsonlWriter<W: Write> {
    writer: BufWriter<W>,
    written: u64,
    failed: Option<io::Error>,
}

impl<W: Write> JsonlWriter<W> {
    /// Writes to this writer.
    pub fn new(writer: W) -> JsonlWriter<W> {
        JsonlWriter {
            writer: BufWriter::with_capacity(1 << 16, writer),
            written: 0,
            failed: None,
        }
    }

    /// Writes out what is buffered; how many records have been written.
    ///
    /// # Errors
    ///
    /// The first error of the writer, also of one that came up while records were put.
    pub fn finish(mut self) -> io::Result<u64> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        self.writer.flush()?;
        Ok(self.written)
    }
}

impl<W: Write> Sink for JsonlWriter<W> {
    fn put(&mut self, record: Record, _: Origin) {
        if self.failed.is_some() {
            return;
        }
        let written = serde_json::to_writer(&mut self.writer, &record)
            .map_err(io::Error::from)
            .and_then(|()| self.writer.write_all(b"\n"));
        match written {
            Ok(()) => self.written += 1,
            Err(error) => self.failed = Some(error),
        }
    }

    fn is_closed(&self) -> bool {
        self.failed.is_some()
    }
}
