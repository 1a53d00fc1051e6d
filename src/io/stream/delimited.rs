//! Rows of CSV, read as a stream: cells may be in quotes, and then hold delimiters and line ends.

use std::collections::VecDeque;
use std::io::{BufReader, Read};
use std::sync::Arc;

use super::report::Kind;
use super::run::{BUFFER, NOT_READ, NOT_WRITTEN, Rejected};
use super::{ReadError, Reject, Run};
use crate::io::lines::{LONGEST, Line, Lines, not_utf8};
use crate::model::Origin;

/// How many lines a row may have: past them a quotation mark is taken for one that is never closed.
const LINES: usize = 100;

/// The cells of a row, and where it begins.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    name: &'a Arc<str>,
    line: u32,
    cells: Vec<String>,
}

impl Cells<'_> {
    /// The file and the line.
    pub(crate) fn origin(&self) -> Origin {
        Origin::new(Arc::clone(self.name), self.line)
    }

    /// The line on which it begins, counted from 1.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// A cell, without white space around it.
    pub(crate) fn get(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", |cell| cell.trim())
    }
}

impl<'r, 'a> Run<'r, 'a> {
    /// Reads a file of CSV to its end, or until the sink is closed: `header` is called with the names of the columns,
    /// then `each` with every row. A row for which that gives an error is rejected.
    ///
    /// # Errors
    ///
    /// As [`rows`](Run::rows), and if there is no header, or `header` gives an error.
    pub(crate) fn delimited(
        &mut self,
        reader: impl Read,
        name: &str,
        delimiter: u8,
        header: impl FnOnce(&[String]) -> Result<(), Reject>,
        mut each: impl FnMut(&Cells<'_>, &mut Run<'r, 'a>) -> Result<(), Reject>,
    ) -> Result<(), ReadError> {
        let name: Arc<str> = name.into();
        let mut rejected = Rejected {
            writer: self.reading.rejects.take(),
            header: None,
            failed: false,
        };
        let mut rows = Rows {
            lines: Lines::new(BufReader::with_capacity(BUFFER, reader)),
            waiting: VecDeque::new(),
            delimiter,
        };
        let result = self.each_delimited(&mut rows, &name, header, &mut each, &mut rejected);
        self.reading.rejects = rejected.writer.take();
        result
    }

    fn each_delimited<R: Read>(
        &mut self,
        rows: &mut Rows<R>,
        name: &Arc<str>,
        header: impl FnOnce(&[String]) -> Result<(), Reject>,
        each: &mut impl FnMut(&Cells<'_>, &mut Run<'r, 'a>) -> Result<(), Reject>,
        rejected: &mut Rejected<'a>,
    ) -> Result<(), ReadError> {
        let before = self.report.totals.bytes;
        let mut header = Some(header);
        let mut width = 0;
        while !self.sink.is_closed() {
            let found = rows.next(rejected);
            self.report.totals.bytes = before + rows.lines.bytes();
            let (line, found) = match found {
                Ok(Some(found)) => found,
                Ok(None) => break,
                Err((line, error)) => {
                    let what = match rejected.failed {
                        true => NOT_WRITTEN,
                        false => NOT_READ,
                    };
                    return Err(self.failed(name, line, what, &error));
                }
            };
            let mut bytes = match &found {
                Found::Row(bytes) | Found::Open(bytes) => bytes.as_slice(),
                Found::TooLong => b"",
            };
            if line == 1 {
                if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
                    let reject = Reject::row("not UTF-8 but UTF-16; save the file as UTF-8");
                    return Err(self.stopped(reject.at(name, line), Kind::Header));
                }
                bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            }
            let cells = match &found {
                Found::Row(_) => split(bytes, rows.delimiter),
                Found::Open(_) => Err(Reject::row(
                    "a cell that begins with a quotation mark, and does not end with one within 100 lines",
                )),
                Found::TooLong => {
                    let limit = LONGEST >> 20;
                    Err(Reject::row(format!(
                        "a line of more than {limit} MiB, the limit"
                    )))
                }
            };
            if let Some(header) = header.take() {
                let result = cells.and_then(|cells| {
                    let names: Vec<String> = cells.iter().map(|it| it.trim().to_owned()).collect();
                    width = names.len();
                    header(&names)
                });
                result.map_err(|reject| self.stopped(reject.at(name, line), Kind::Header))?;
                rejected.header = Some(bytes.to_vec());
                continue;
            }
            let read = cells.and_then(|cells| {
                if cells.len() != width {
                    let found = match cells.len() {
                        1 => "1 cell".to_owned(),
                        count => format!("{count} cells"),
                    };
                    return Err(Reject::row(format!("{found} where the header has {width}")));
                }
                each(&Cells { name, line, cells }, self)
            });
            match read {
                Ok(()) => self.report.totals.rows += 1,
                Err(reject) => self.rejected(reject.at(name, line), bytes, rejected)?,
            }
            self.step();
        }
        if header.is_some() {
            let reject = Reject::row("empty; expected a header with the names of the columns");
            return Err(self.stopped(reject.at(name, 1), Kind::Header));
        }
        Ok(())
    }
}

/// What stands on one line or, if a quotation mark is open at its end, on several.
enum Found {
    Row(Vec<u8>),
    /// A line whose quotation mark is not closed on those that follow.
    Open(Vec<u8>),
    TooLong,
}

/// The number of a line, and its bytes; none if it is too long.
type Numbered = (u32, Option<Vec<u8>>);

/// Why there is no next line, and which it would have been.
type Failed = (u32, std::io::Error);

/// The rows of a reader.
struct Rows<R> {
    lines: Lines<BufReader<R>>,
    /// Lines that were read, and did not close the quotation mark of one before them.
    waiting: VecDeque<Numbered>,
    delimiter: u8,
}

impl<R: Read> Rows<R> {
    /// The next row and the line on which it begins; empty lines between rows are passed over.
    fn next(&mut self, rejected: &mut Rejected<'_>) -> Result<Option<(u32, Found)>, Failed> {
        let (line, mut row) = loop {
            match self.line(rejected)? {
                None => return Ok(None),
                Some((line, None)) => return Ok(Some((line, Found::TooLong))),
                Some((line, Some(bytes))) if !bytes.is_empty() => break (line, bytes),
                Some(_) => {}
            }
        };
        if !is_open(&row, self.delimiter, false) {
            return Ok(Some((line, Found::Row(row))));
        }
        let first = row.len();
        let mut taken = Vec::new();
        while taken.len() + 1 < LINES && row.len() <= LONGEST {
            let bytes = match self.line(rejected)? {
                None => break,
                Some((number, None)) => {
                    taken.push((number, None));
                    break;
                }
                Some((number, Some(bytes))) => {
                    taken.push((number, Some(bytes.clone())));
                    bytes
                }
            };
            row.push(b'\n');
            row.extend_from_slice(&bytes);
            if !is_open(&bytes, self.delimiter, true) {
                return Ok(Some((line, Found::Row(row))));
            }
        }
        for waiting in taken.into_iter().rev() {
            self.waiting.push_front(waiting);
        }
        row.truncate(first);
        Ok(Some((line, Found::Open(row))))
    }

    /// The next line; no bytes if it is too long.
    fn line(&mut self, rejected: &mut Rejected<'_>) -> Result<Option<Numbered>, Failed> {
        if let Some(waiting) = self.waiting.pop_front() {
            return Ok(Some(waiting));
        }
        let next = self.lines.next_or_copy(rejected)?;
        Ok(next.map(|(number, line)| match line {
            Line::Bytes(bytes) => (number, Some(bytes.to_vec())),
            Line::TooLong => (number, None),
        }))
    }
}

/// Whether a quotation mark is open at the end of a line, at whose beginning one was or not.
fn is_open(line: &[u8], delimiter: u8, mut open: bool) -> bool {
    let mut bytes = line.iter().peekable();
    loop {
        // At the beginning of a cell, or within one in quotes.
        if open || bytes.next_if_eq(&&b'"').is_some() {
            loop {
                match bytes.next() {
                    None => return true,
                    // Two of them stand for one.
                    Some(b'"') if bytes.next_if_eq(&&b'"').is_none() => break,
                    Some(_) => {}
                }
            }
            open = false;
        }
        if !bytes.any(|byte| *byte == delimiter) {
            return false;
        }
    }
}

/// The cells of a row.
fn split(row: &[u8], delimiter: u8) -> Result<Vec<String>, Reject> {
    let text = std::str::from_utf8(row).map_err(|error| {
        let valid = row.get(..error.valid_up_to()).unwrap_or_default();
        let before = String::from_utf8_lossy(valid);
        let line = before.rsplit('\n').next().unwrap_or_default();
        Reject::row(not_utf8(line.chars().count() + 1))
    })?;
    let delimiter = char::from(delimiter);
    let mut cells = Vec::new();
    let mut letters = text.chars().peekable();
    loop {
        let mut cell = String::new();
        if letters.next_if_eq(&'"').is_some() {
            while let Some(letter) = letters.next() {
                match letter {
                    '"' if letters.next_if_eq(&'"').is_none() => break,
                    other => cell.push(other),
                }
            }
        }
        while let Some(letter) = letters.next_if(|letter| *letter != delimiter) {
            cell.push(letter);
        }
        cells.push(cell);
        if letters.next().is_none() {
            return Ok(cells);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::io::Reading;
    use crate::model::Input;

    /// What is read: each row with its line, and each rejected one.
    fn read(text: &str) -> Vec<String> {
        let mut input = Input::default();
        let mut run = Run::new(Reading::new(), &mut input);
        let mut all = Vec::new();
        run.delimited(
            text.as_bytes(),
            "f",
            b',',
            |_| Ok(()),
            |cells, _| {
                all.push(format!("{}: {}", cells.line(), cells.cells.join("|")));
                Ok(())
            },
        )
        .expect("it is read");
        let report = run.finish().expect("nothing is written");
        all.extend(report.rejects.iter().map(ToString::to_string));
        all
    }

    #[test]
    fn cells_in_quotes_hold_delimiters_and_line_ends() {
        assert_eq!(
            read("a,b\n\"1,\"\"2\"\"\",\"x\ny\"\n\n3,4\r\n,\n"),
            ["2: 1,\"2\"|x\ny", "5: 3|4", "6: |"]
        );
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_takes_its_own_line_only() {
        let rows = "3,4\n".repeat(200);
        let text = format!("a,b\n1,\"2\n{rows}5\n");
        let all = read(&text);
        assert_eq!(all.len(), 202);
        assert_eq!(all[0], "3: 3|4");
        assert!(
            all[200].starts_with("f:2: a cell that begins with a quotation mark"),
            "{}",
            all[200]
        );
        assert_eq!(all[201], "f:203: 1 cell where the header has 2");
        // At the end of the file, too.
        assert_eq!(read("a,b\n1,\"2\n3,4").len(), 2);
    }
}
