//! JSON Lines: one object a line.

use std::borrow::Borrow;
use std::io::{self, BufRead, BufWriter, Write};
use std::sync::Arc;

use super::json::{Fields, read_fields, shortened, syntax};
use super::lines::{LONGEST, Line, Lines, column_of_invalid, not_utf8};
use super::read::failed;
use crate::model::{Fault, Input, Origin, Record};

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

fn not_an_object(text: &str, error: &serde_json::Error) -> String {
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
