//! One bulk read under way.

use std::io::{self, BufReader, Read, Write};
use std::sync::Arc;

use super::layout::{Header, Layout, Places};
use super::report::Kind;
use super::row::Row;
use super::{ReadError, ReadReport, Reading, Reject, Totals};
use crate::io::lines::{LONGEST, Line, Lines, not_utf8};
use crate::model::{Note, Origin, PlainEvent, Record, Sink};

/// One bulk read under way: its options, where its records go, and what it has come to.
pub(crate) struct Run<'r, 'a> {
    pub(super) reading: Reading<'a>,
    pub(super) sink: &'r mut dyn Sink,
    pub(super) report: ReadReport,
    /// Rows and records since progress was last told.
    since: u64,
}

impl<'r, 'a> Run<'r, 'a> {
    /// A read that has not begun.
    pub(crate) fn new(reading: Reading<'a>, sink: &'r mut dyn Sink) -> Run<'r, 'a> {
        Run {
            reading,
            sink,
            report: ReadReport::default(),
            since: 0,
        }
    }

    /// Hands a record on.
    pub(crate) fn put(&mut self, record: impl Into<Record>, origin: Origin) {
        self.report.totals.records += 1;
        self.sink.put(record.into(), origin);
        self.step();
    }

    /// Keeps a note.
    pub(crate) fn note(&mut self, note: Note) {
        self.report.note(note);
    }

    /// The totals, for the counts that only a reader knows: what is folded, and what is repeated.
    pub(crate) fn totals(&mut self) -> &mut Totals {
        &mut self.report.totals
    }

    /// Whether nothing more will be taken.
    pub(crate) fn is_closed(&self) -> bool {
        self.sink.is_closed()
    }

    /// Hands on an event in borrowed texts.
    pub(crate) fn put_plain(&mut self, event: PlainEvent<'_>, origin: &Origin) {
        self.report.totals.records += 1;
        self.sink.put_plain(event, origin);
        self.step();
    }

    /// Reads a file whose rows are not cells with tabs between, to its end or until the sink is closed. A row is a
    /// line, or as many as `is_open` asks for, which is told each line and whether it goes on with the row before; `each` is called with its bytes and the line on which it begins, and
    /// tells whether it is a header. A row for which that gives an error is rejected.
    ///
    /// # Errors
    ///
    /// As those of [`rows`](Run::rows); whatever is wrong with the header is for `each` to tell.
    pub(crate) fn texts(
        &mut self,
        reader: impl Read,
        name: &Arc<str>,
        is_open: impl Fn(&[u8], bool) -> bool,
        mut each: impl FnMut(&[u8], &Origin, &mut Run<'r, 'a>) -> Result<Text, Reject>,
    ) -> Result<(), ReadError> {
        let mut lines = Lines::new(BufReader::with_capacity(BUFFER, reader));
        let mut rejected = Rejected {
            writer: self.reading.rejects.take(),
            header: None,
            failed: false,
        };
        let result = self.each_text(&mut lines, name, &mut rejected, &is_open, &mut each);
        self.reading.rejects = rejected.writer.take();
        result
    }

    fn each_text<R: Read>(
        &mut self,
        lines: &mut Lines<BufReader<R>>,
        name: &Arc<str>,
        rejected: &mut Rejected<'a>,
        is_open: &impl Fn(&[u8], bool) -> bool,
        each: &mut impl FnMut(&[u8], &Origin, &mut Run<'r, 'a>) -> Result<Text, Reject>,
    ) -> Result<(), ReadError> {
        let before = self.report.totals.bytes;
        // A row that goes on, and where it begins.
        let mut held: Vec<u8> = Vec::new();
        let mut origin = Origin::new(Arc::clone(name), 0);
        let mut holds = false;
        while !self.sink.is_closed() {
            let next = match lines.next_or_copy(rejected) {
                Ok(next) => next,
                Err((number, error)) => {
                    let kind = if rejected.failed {
                        NOT_WRITTEN
                    } else {
                        NOT_READ
                    };
                    return Err(self.failed(name, number, kind, &error));
                }
            };
            let (bytes, ended): (&[u8], bool) = match next {
                None if !holds => break,
                None => (&[], true),
                Some((number, Line::TooLong)) => {
                    let limit = LONGEST >> 20;
                    let reject = Reject::row(format!("a line of more than {limit} MiB, the limit"));
                    // The bytes are written already.
                    self.rejected(reject.at(name, number), b"", rejected)?;
                    (held, holds) = (Vec::new(), false);
                    continue;
                }
                Some((number, Line::Bytes(bytes))) => {
                    if !holds {
                        origin.line = number;
                    }
                    (bytes, false)
                }
            };
            let is_open = is_open(bytes, holds);
            let row: &[u8] = if holds {
                if !ended {
                    held.push(b'\n');
                    held.extend_from_slice(bytes);
                }
                &held
            } else {
                bytes
            };
            if !ended && is_open && row.len() <= LONGEST {
                if !holds {
                    held.clear();
                    held.extend_from_slice(bytes);
                    holds = true;
                }
                continue;
            }
            if !row.is_empty() {
                match each(row, &origin, self) {
                    #[cfg(feature = "csv")]
                    Ok(Text::Header) => rejected.header = Some(row.to_vec()),
                    Ok(Text::Row) => self.report.totals.rows += 1,
                    Err(reject) => self.rejected(reject.at(name, origin.line), row, rejected)?,
                }
                self.report.totals.bytes = before + lines.bytes();
                self.step();
            }
            holds = false;
        }
        self.report.totals.bytes = before + lines.bytes();
        Ok(())
    }

    /// Reads a file to its end, or until the sink is closed, and calls `each` with every row of it. A row for which
    /// that gives an error is rejected; nothing should be put before that is known.
    ///
    /// A line of more than 64 MiB is rejected without being held, and so are lines that are not UTF-8 and those with
    /// fewer or more cells than columns. Empty lines are passed over.
    ///
    /// # Errors
    ///
    /// If the reader or the writer of rejected rows fails, if the header lacks needed columns, and at the first
    /// rejected row where that was asked for.
    pub(crate) fn rows(
        &mut self,
        reader: impl Read,
        name: &str,
        layout: &Layout,
        mut each: impl FnMut(&Row<'_>, &mut Run<'r, 'a>) -> Result<(), Reject>,
    ) -> Result<(), ReadError> {
        let name: Arc<str> = name.into();
        let mut lines = Lines::new(BufReader::with_capacity(BUFFER, reader));
        let mut rejected = Rejected {
            writer: self.reading.rejects.take(),
            header: None,
            failed: false,
        };
        let result = self.each_row(&mut lines, &name, layout, &mut rejected, &mut each);
        self.reading.rejects = rejected.writer.take();
        result
    }

    fn each_row<R: Read>(
        &mut self,
        lines: &mut Lines<BufReader<R>>,
        name: &Arc<str>,
        layout: &Layout,
        rejected: &mut Rejected<'a>,
        each: &mut impl FnMut(&Row<'_>, &mut Run<'r, 'a>) -> Result<(), Reject>,
    ) -> Result<(), ReadError> {
        let before = self.report.totals.bytes;
        let mut places = match layout.header {
            Header::Always | Header::Maybe => None,
            Header::Never => Some(Places::fixed(layout)),
        };
        let mut cells = Vec::new();
        let mut first = true;
        while !self.sink.is_closed() {
            let next = lines.next_or_copy(rejected);
            let next = match next {
                Ok(next) => next.map(|(number, line)| (number, Some(line))),
                Err((number, error)) => {
                    let kind = if rejected.failed {
                        NOT_WRITTEN
                    } else {
                        NOT_READ
                    };
                    return Err(self.failed(name, number, kind, &error));
                }
            };
            let Some((number, Some(line))) = next else {
                break;
            };
            let mut bytes: &[u8] = match line {
                Line::Bytes(bytes) => bytes,
                Line::TooLong => {
                    let limit = LONGEST >> 20;
                    let reject = Reject::row(format!("a line of more than {limit} MiB, the limit"));
                    // The bytes are written already.
                    self.rejected(reject.at(name, number), b"", rejected)?;
                    self.report.totals.bytes = before + lines.bytes();
                    first = false;
                    continue;
                }
            };
            if std::mem::take(&mut first) {
                if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
                    let reject = Reject::row("not UTF-8 but UTF-16; save the file as UTF-8");
                    return Err(self.stopped(reject.at(name, number), Kind::Header));
                }
                bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
                if places.is_none() {
                    let text = String::from_utf8_lossy(bytes);
                    let named = Places::named(layout, &text)
                        .map_err(|reject| self.stopped(reject.at(name, number), Kind::Header))?;
                    if let Some(named) = named {
                        rejected.header = Some(bytes.to_vec());
                        places = Some(named);
                        continue;
                    }
                }
            }
            if bytes.is_empty() {
                continue;
            }
            let places = places.get_or_insert_with(|| Places::fixed(layout));
            let read = match std::str::from_utf8(bytes) {
                Ok(text) => {
                    let count = split(text, places.width(), &mut cells);
                    let row = Row {
                        layout,
                        places,
                        name,
                        line: number,
                        text,
                        cells: &cells,
                    };
                    places.judge(layout, count).and_then(|()| each(&row, self))
                }
                Err(error) => Err(invalid(bytes, error.valid_up_to(), layout, places)),
            };
            match read {
                Ok(()) => self.report.totals.rows += 1,
                Err(reject) => self.rejected(reject.at(name, number), bytes, rejected)?,
            }
            self.report.totals.bytes = before + lines.bytes();
            self.step();
        }
        self.report.totals.bytes = before + lines.bytes();
        Ok(())
    }

    /// Keeps a rejected row.
    pub(super) fn rejected(
        &mut self,
        reject: Reject,
        bytes: &[u8],
        rejected: &mut Rejected<'a>,
    ) -> Result<(), ReadError> {
        self.report.totals.rows += 1;
        let written = rejected
            .write_all(bytes)
            .and_then(|()| rejected.write_all(b"\n"));
        if let (Err(error), Some(file)) = (written, &reject.origin.file) {
            let file = Arc::clone(file);
            return Err(self.failed(&file, reject.origin.line, NOT_WRITTEN, &error));
        }
        self.report.reject(reject.clone());
        if self.reading.stop_at_first {
            return Err(self.stopped(reject, Kind::Rejected));
        }
        Ok(())
    }

    pub(super) fn failed(
        &mut self,
        name: &Arc<str>,
        line: u32,
        what: &str,
        error: &io::Error,
    ) -> ReadError {
        let reject = Reject::row(format!("{what}: {error}"));
        self.stopped(reject.at(name, line), Kind::Io)
    }

    pub(super) fn stopped(&mut self, reject: Reject, kind: Kind) -> ReadError {
        ReadError::new(reject, kind, std::mem::take(&mut self.report))
    }

    /// That the header of a file is of no use.
    #[cfg(feature = "csv")]
    pub(crate) fn bad_header(mut self, reject: Reject) -> ReadError {
        self.stopped(reject, Kind::Header)
    }

    /// Tells progress if it is time.
    pub(super) fn step(&mut self) {
        self.since += 1;
        if self.since >= Reading::STEP {
            self.since = 0;
            self.tell();
        }
    }

    fn tell(&mut self) {
        if let Some(tell) = &mut self.reading.progress {
            tell(&self.report.totals);
        }
    }

    /// That a file can't be read, before a line of it was.
    pub(crate) fn unreadable(&mut self, name: &str, why: &str) -> ReadError {
        let reject = Reject::row(format!("{NOT_READ}: {why}"));
        self.stopped(reject.at(&name.into(), 0), Kind::Io)
    }

    /// What the read has come to.
    ///
    /// # Errors
    ///
    /// If the writer of rejected rows fails.
    pub(crate) fn finish(mut self) -> Result<ReadReport, ReadError> {
        self.tell();
        if let Some(writer) = &mut self.reading.rejects
            && let Err(error) = writer.flush()
        {
            let reject = Reject::row(format!("{NOT_WRITTEN}: {error}"));
            return Err(self.stopped(reject, Kind::Io));
        }
        Ok(self.report)
    }
}

/// What a row turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Text {
    /// The names of the columns.
    #[cfg(feature = "csv")]
    Header,
    /// Anything else.
    Row,
}

pub(super) const BUFFER: usize = 1 << 17;

pub(super) const NOT_READ: &str = "can't be read";

pub(super) const NOT_WRITTEN: &str = "rejected rows can't be written";

/// The writer of rejected rows, with the header that goes before the first of a file.
pub(super) struct Rejected<'a> {
    pub(super) writer: Option<Box<dyn Write + 'a>>,
    pub(super) header: Option<Vec<u8>>,
    pub(super) failed: bool,
}

impl Rejected<'_> {
    fn put(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(writer) = &mut self.writer else {
            return Ok(());
        };
        if let Some(header) = self.header.take() {
            writer.write_all(&header)?;
            writer.write_all(b"\n")?;
        }
        writer.write_all(bytes)
    }
}

impl Write for Rejected<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.put(bytes);
        self.failed |= written.is_err();
        written.map(|()| bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// Finds where the cells of a line begin and end, as many as `width`; how many there are.
fn split(text: &str, width: usize, cells: &mut Vec<(usize, usize)>) -> usize {
    cells.clear();
    let mut count = 0;
    let mut begin = 0;
    for cell in text.split('\t') {
        let end = begin + cell.len();
        if count < width {
            cells.push((begin, end));
        }
        begin = end + 1;
        count += 1;
    }
    count
}

/// That a line is not UTF-8 from this byte.
fn invalid(bytes: &[u8], valid: usize, layout: &Layout, places: &Places) -> Reject {
    let before = String::from_utf8_lossy(bytes.get(..valid).unwrap_or_default());
    let cell = before.rsplit('\t').next().unwrap_or_default();
    let place = before.matches('\t').count();
    Reject {
        column: place + 1,
        field: places.name(layout, place),
        ..Reject::row(not_utf8(cell.chars().count() + 1).replacen("at column", "at character", 1))
    }
}
