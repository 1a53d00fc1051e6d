//! JSON Lines, line by line.

use std::io::Read;
use std::sync::Arc;

use super::json::{Fields, read_fields};
use super::jsonl::not_an_object;
use super::lines::not_utf8;
use super::quick;
use super::stream::{ReadError, ReadReport, Reading, Reject, Run, Text};
use crate::model::{Origin, Sink};

impl Reading<'_> {
    /// Reads JSON Lines, line by line: what [`read_records`](crate::read_records) reads into memory, for files of any
    /// length.
    ///
    /// A line with anything wrong by itself, in its form or in what its record lacks, is rejected. Keys that are not
    /// known, and dates that can't be read, are found when a timeline is built. Of the lines nothing is held.
    ///
    /// ```
    /// use demarche::{Reading, Timeline};
    ///
    /// let lines = r#"{"type":"actor","id":"us","kind":"state"}
    /// {"type":"meeting","id":"talks","participants":["us"],"time":"2025-04-25"}
    /// {"type":"meeting","id":"more talks","participants":[]}
    /// "#;
    /// let mut t = Timeline::builder();
    /// let report = Reading::new().records(lines.as_bytes(), "talks.jsonl", &mut t)?;
    /// assert_eq!(report.totals.records, 2);
    /// assert_eq!(
    ///     report.rejects[0].to_string(),
    ///     "talks.jsonl:3: field `participants`: missing; a meeting has at least one participant",
    /// );
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the reader or the writer of rejected lines fails, and at the first rejected line where that was asked for.
    pub fn records(
        self,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let name: Arc<str> = name.into();
        let mut run = Run::new(self, sink);
        run.texts(reader, &name, |_, _| false, line)?;
        run.finish()
    }
}

fn line(bytes: &[u8], origin: &Origin, run: &mut Run<'_, '_>) -> Result<Text, Reject> {
    let bytes = match origin.line {
        1 => bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes),
        _ => bytes,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = String::from_utf8_lossy(bytes.get(..error.valid_up_to()).unwrap_or_default());
        Reject::row(not_utf8(before.chars().count() + 1))
    })?;
    if text.trim_ascii().is_empty() {
        return Ok(Text::Row);
    }
    if quick::event(text, |event| run.put_plain(event, origin)) {
        return Ok(Text::Row);
    }
    let fields = Fields::parse(text).map_err(|error| Reject::row(not_an_object(text, &error)))?;
    let found = read_fields(fields, None);
    let mut faults = found.faults;
    if let (Some(record), true) = (&found.record, faults.is_empty()) {
        record.check(&mut faults);
    }
    match (found.record, faults.first()) {
        (Some(record), None) => {
            run.put(record, origin.clone());
            Ok(Text::Row)
        }
        (_, Some(fault)) => Err(Reject::of(fault)),
        (None, None) => Err(Reject::row("no record")),
    }
}
