//! One JSON document that holds all records.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::io::{self, BufWriter, Write};
use std::sync::Arc;

use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::json::{Fields, Members, Name, Shape, found, list, shape, syntax};
use super::jsonl::add;
use super::lines::{column_of_invalid, not_utf8};
use crate::model::{Extra, Fault, Header, Input, Json, Origin, Record, nearest};

/// What reading as a document came to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It is one, and read.
    Read,
    /// The object has a `type`, and so is a line.
    Lines,
}

/// Reads the whole of a document.
pub(super) fn read(bytes: &[u8], name: &Arc<str>, input: &mut Input) -> Outcome {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = String::from_utf8_lossy(bytes);
    let document = Document {
        text: &text,
        name,
        first_fault: input.faults.len(),
    };
    let parsed = Fields::parse(&text);
    if let Ok(fields) = &parsed
        && fields.0.iter().any(|field| field.name == "type")
    {
        return Outcome::Lines;
    }
    // What is borrowed was valid.
    if let Cow::Owned(_) = text {
        for (i, line) in bytes.split(|byte| *byte == b'\n').enumerate() {
            if let Some(column) = column_of_invalid(line) {
                let line = u32::try_from(i + 1).unwrap_or(u32::MAX);
                input.fault(Fault::new(not_utf8(column)).at(document.origin(line)));
            }
        }
    }
    match parsed {
        Ok(fields) => document.read(&fields, input),
        Err(error) => {
            let line = u32::try_from(error.line()).unwrap_or(u32::MAX);
            input.fault(Fault::new(syntax(&text, &error)).at(document.origin(line)));
            // The records before are sound, so that what refers to them is not at fault.
            let mut records = Vec::new();
            let mut reader = serde_json::Deserializer::from_str(&text);
            let _ = reader.deserialize_map(Before(&mut records));
            document.read_records(&records, input);
        }
    }
    document.sort(input);
    Outcome::Read
}

struct Document<'a> {
    text: &'a str,
    name: &'a Arc<str>,
    /// How many faults there were before those of the document.
    first_fault: usize,
}

impl<'a> Document<'a> {
    fn origin(&self, line: u32) -> Origin {
        Origin::new(Arc::clone(self.name), line)
    }

    fn read(&self, fields: &Fields<'a>, input: &mut Input) {
        let mut extra = Extra::new();
        let mut lines = LineOf::new(self.text);
        for field in &fields.0 {
            let name = field.name.as_ref();
            let line = lines.of(field.value);
            let fault = |message: String| Fault::new(message).at(self.origin(line)).field(name);
            match (name, shape(field.value)) {
                _ if field.repeated => input.fault(fault("given twice".to_owned())),
                ("format" | "records", Shape::Null) => {}
                ("format", _) if field.value.get() == "1" => {}
                ("format", _) => input.fault(fault(format!(
                    "expected 1, the only version of the format, found {}",
                    found(field.value)
                ))),
                ("records", Shape::Object) => self.read_records(&[field.value], input),
                ("records", Shape::List) => {
                    self.read_records(&list(field.value).unwrap_or_default(), input);
                }
                ("records", _) => input.fault(fault(format!(
                    "expected a list of records, found {}",
                    found(field.value)
                ))),
                _ if name.starts_with("x_") => match Json::compact(field.value) {
                    Ok(value) => drop(extra.insert(name.to_owned(), value)),
                    Err(error) => input.fault(fault(error.to_string())),
                },
                _ => {
                    let mut fault = fault("unknown field of the document".to_owned());
                    fault.suggestion = nearest(name, ["format", "records"]);
                    input.fault(fault);
                }
            }
        }
        self.keep(extra, input);
    }

    fn read_records(&self, records: &[&'a RawValue], input: &mut Input) {
        input.records.reserve(records.len());
        let mut lines = LineOf::new(self.text);
        for record in records {
            let origin = self.origin(lines.of(record));
            match Fields::parse(record.get()) {
                Ok(fields) => add(fields, origin, input),
                Err(error) if shape(record) == Shape::Object => {
                    input.fault(Fault::new(syntax(record.get(), &error)).at(origin));
                }
                Err(_) => {
                    let message = format!("expected an object, found {}", found(record));
                    input.fault(Fault::new(message).at(origin));
                }
            }
        }
    }

    /// Keeps the document's own fields as those of the timeline, of which alone they can be.
    fn keep(&self, extra: Extra, input: &mut Input) {
        if extra.is_empty() {
            return;
        }
        let timeline = input
            .records
            .iter_mut()
            .find_map(|(record, _)| match record {
                Record::Timeline(header) => Some(header),
                _ => None,
            });
        let Some(header) = timeline else {
            let mut header = Header::new();
            header.extra = extra;
            input.push(header.into(), self.origin(1));
            return;
        };
        let known = std::mem::replace(&mut header.extra, extra);
        for (name, value) in known {
            if header.extra.insert(name.clone(), value).is_some() {
                let message = "given twice, in the timeline record and for the document";
                let fault = Fault::new(message).at(self.origin(1)).field(name);
                input.faults.push(fault);
            }
        }
    }

    /// Puts the faults in the order of the lines, whatever the order of the fields.
    fn sort(&self, input: &mut Input) {
        if let Some(faults) = input.faults.get_mut(self.first_fault..) {
            faults.sort_by_key(|fault| fault.origin.line);
        }
    }
}

/// The lines on which the parts of a text begin, asked for in the order of the text.
struct LineOf<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl<'a> LineOf<'a> {
    fn new(text: &'a str) -> LineOf<'a> {
        LineOf {
            text,
            at: 0,
            line: 1,
        }
    }

    /// The line of a part, which was borrowed from the text.
    fn of(&mut self, part: &RawValue) -> u32 {
        let begin = part.get().as_ptr().addr() - self.text.as_ptr().addr();
        let between = self.text.as_bytes().get(self.at..begin).unwrap_or_default();
        let breaks = between.iter().filter(|byte| **byte == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.at = begin;
        self.line
    }
}

/// The records of a document that come before what is not JSON in it.
struct Before<'a, 'de>(&'a mut Vec<&'de RawValue>);

impl<'de> Visitor<'de> for Before<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        while let Some(name) = map.next_key_seed(Name)? {
            if name == "records" {
                map.next_value_seed(Members(self.0))?;
            } else {
                map.next_value::<&RawValue>()?;
            }
        }
        Ok(())
    }
}

/// Writes records as one JSON document, each on a line of its own.
///
/// ```
/// use demarche::{Actor, Record, write_json_document};
///
/// let records = [Record::from(Actor::state("us", "United States"))];
/// let mut text = Vec::new();
/// write_json_document(&records, &mut text)?;
/// assert_eq!(
///     String::from_utf8_lossy(&text),
///     "{\"format\":1,\"records\":[\n\
///      {\"type\":\"actor\",\"id\":\"us\",\"kind\":\"state\",\"name\":\"United States\"}\n\
///      ]}\n",
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_json_document(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<()> {
    let mut writer = BufWriter::new(writer);
    writer.write_all(b"{\"format\":1,\"records\":[")?;
    for (i, record) in records.into_iter().enumerate() {
        writer.write_all(if i == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut writer, record.borrow())?;
    }
    writer.write_all(b"\n]}\n")?;
    writer.flush()
}
