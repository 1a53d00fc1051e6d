//! Plain CSV, for chronologies kept in spreadsheets.

mod alike;
mod guard;
mod names;
mod people;
mod row;
mod sources;
mod stream;
pub(super) mod write;

use std::io::Read;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder, StringRecord};

pub(super) use self::people::People;
pub(super) use self::row::{Column, Row};
pub(super) use self::sources::Sources;
pub use self::write::write_csv;
use super::read::failed;
use super::slug::Keys;
use crate::model::{Actor, Fault, Input, Listed, Origin, Word, nearest};

/// Reads a chronology kept as CSV: a row an event, under a header with any of the columns `key`, `kind`, `title`,
/// `date`, `zone`, `with`, `absent`, `by`, `to`, `place`, `topic`, `quote`, `channel`, `status`, `after`,
/// `before`, `during`, `source`, `url`, `published`, `reliability`, `notes`.
///
/// - `;` separates the parts of a list: people, topics, keys and sources. Titles, quotations and notes are one
///   text each.
/// - Without `kind` a row with `with` is a meeting, another with `by` or `quote` a statement. `with` names who
///   takes part in a meeting, or the parties of a document.
/// - Without `key` a row is called by its line: `row-2`.
/// - Whoever `with`, `absent`, `by` and `to` name becomes an actor, a person; the [`notes`](Input::notes) list
///   each once, and names that differ so little that one may be meant. [`read_csv_knowing`] takes actors that
///   are known already.
/// - `after`, `before` and `during` name the keys of other rows and claim how the row's event is to theirs, by
///   the row's source. `during` claims `within`, so that an event at the edge of the other counts.
/// - A row is an event of its own. What a second source claims of the date of the same event is no row, but a
///   [`Claim`](crate::Claim) to be added to the builder.
/// - `source` names a source, the same name always the same one; `url`, `published` and `reliability` tell
///   more of it, and must not contradict what another row tells. Without `source` the address is the name.
///
/// A text, or a part of a list, that a spreadsheet would compute (`=...`, `@...`) may stand behind an apostrophe, which is
/// not read.
///
/// The line of a record is that on which its row begins. The file is held in memory. As with
/// [`read_records`](crate::read_records), reading never fails as a whole. [`Input::append`] puts several files
/// together, which name the same people and sources; rows without keys would clash there.
///
/// ```
/// let rows = "\
/// key,date,with,by,quote,after
/// talks,2025-04-25,Steve Witkoff; Vladimir Putin,,,
/// post,,,Donald Trump,very close to a deal,talks
/// ";
/// let input = demarche::read_csv(rows.as_bytes(), "chronology.csv");
/// assert!(input.is_sound());
/// let records: Vec<_> = input.records.iter().filter_map(|(record, _)| record.label()).collect();
/// assert_eq!(
///     records,
///     ["steve-witkoff", "vladimir-putin", "talks", "donald-trump", "post", "post after talks"],
/// );
/// assert_eq!(
///     input.notes[0].to_string(),
///     "chronology.csv:2: \"Steve Witkoff\" becomes the new actor \"steve-witkoff\"",
/// );
/// ```
pub fn read_csv(reader: impl Read, name: &str) -> Input {
    read_csv_knowing(reader, name, [])
}

/// Reads a chronology as [`read_csv`] does, where some actors are known: whoever is named by the key, name or
/// alias of one of them is that one, and becomes no new actor.
///
/// ```
/// use demarche::{Actor, read_csv_knowing};
///
/// let known = [Actor::person("witkoff", "Steve Witkoff")];
/// let rows = "with\nSteve Witkoff; witkoff\n";
/// let input = read_csv_knowing(rows.as_bytes(), "chronology.csv", &known);
/// assert_eq!(input.records.len(), 1);
/// assert_eq!(input.notes, []);
/// ```
pub fn read_csv_knowing<'a>(
    mut reader: impl Read,
    name: &str,
    known: impl IntoIterator<Item = &'a Actor>,
) -> Input {
    let name: Arc<str> = name.into();
    let mut input = Input::default();
    let mut bytes = Vec::new();
    if let Err(error) = reader.read_to_end(&mut bytes) {
        input.fault(failed(&name, 0, &error));
        return input;
    }
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        let fault = Fault::new("not UTF-8 but UTF-16; save the file as UTF-8");
        input.fault(fault.at(Origin::new(name, 1)));
        return input;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut table = Table::new(bytes, name);
    let Some(header) = table.header(&mut input) else {
        return input;
    };
    let mut people = People::knowing(known);
    let mut sources = Sources::default();
    let mut keys = given_keys(bytes, &header);
    while let Some((cells, origin)) = table.next() {
        let cells = Cells::new(cells);
        if let Some(mut row) = cells.row(&header, origin) {
            if table.is_at_end() && stream::goes_on(table.rest(), false) {
                row.tear("a cell that begins with a quotation mark, and never ends with one");
            }
            row.add(&mut keys, &mut people, &mut sources, &mut input);
        }
    }
    sources.complete(&mut input);
    people.point_out(&mut input.notes);
    input.faults.sort_by_key(|fault| fault.origin.line);
    input
}

/// The keys that rows have of their own, which no row without one may get.
fn given_keys(bytes: &[u8], header: &[Option<Column>]) -> Keys {
    let mut keys = Keys::default();
    let column = header
        .iter()
        .position(|column| *column == Some(Column::Key));
    if let Some(column) = column {
        let mut rows = Table::reader(bytes);
        let mut cells = ByteRecord::new();
        while rows.read_byte_record(&mut cells).unwrap_or(false) {
            let key = cells.get(column).unwrap_or_default();
            keys.take(String::from_utf8_lossy(key).trim());
        }
    }
    keys
}

/// The rows of a file, with the lines on which they begin.
struct Table<'a> {
    bytes: &'a [u8],
    reader: csv::Reader<&'a [u8]>,
    name: Arc<str>,
    /// Up to where lines have been counted, and how many.
    counted: (usize, u32),
}

impl<'a> Table<'a> {
    fn new(bytes: &'a [u8], name: Arc<str>) -> Table<'a> {
        Table {
            bytes,
            reader: Table::reader(bytes),
            name,
            counted: (0, 1),
        }
    }

    fn reader(bytes: &[u8]) -> csv::Reader<&[u8]> {
        ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(bytes)
    }

    /// Whether the last row is read.
    fn is_at_end(&self) -> bool {
        self.reader.position().byte() == self.bytes.len() as u64
    }

    /// The bytes from where the last row begins.
    fn rest(&self) -> &'a [u8] {
        let (begin, _) = self.counted;
        self.bytes.get(begin..).unwrap_or_default()
    }

    /// The next row and where it begins; blank lines are passed over.
    fn next(&mut self) -> Option<(ByteRecord, Origin)> {
        let mut record = ByteRecord::new();
        let begin = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        // Reading from memory does not fail, and rows of any length are taken.
        if !self.reader.read_byte_record(&mut record).unwrap_or(false) {
            return None;
        }
        // The reader counts the end of the row above, and blank lines, to the row.
        let blank = self
            .bytes
            .get(begin..)
            .unwrap_or_default()
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let begin = begin + blank;
        let (from, line) = self.counted;
        let between = self.bytes.get(from..begin).unwrap_or_default();
        let breaks = between.iter().filter(|byte| **byte == b'\n').count();
        let line = line.saturating_add(u32::try_from(breaks).unwrap_or(u32::MAX));
        self.counted = (begin, line);
        Some((record, Origin::new(Arc::clone(&self.name), line)))
    }

    /// The columns in the order of the file, none for one that is not known; none at all if the header is of no
    /// use.
    fn header(&mut self, input: &mut Input) -> Option<Vec<Option<Column>>> {
        let Some((cells, origin)) = self.next() else {
            input.fault(
                Fault::new(format!(
                    "empty; expected a header with any of {}",
                    Listed(Column::NAMES)
                ))
                .at(Origin::new(Arc::clone(&self.name), 1)),
            );
            return None;
        };
        header_of(&cells, &origin, input)
    }
}

/// The columns that a header names, as [`Table::header`] gives them.
fn header_of(
    cells: &ByteRecord,
    origin: &Origin,
    input: &mut Input,
) -> Option<Vec<Option<Column>>> {
    if let [only] = cells.iter().collect::<Vec<_>>().as_slice()
        && let Some(mark) = only.iter().find(|byte| matches!(byte, b';' | b'\t'))
    {
        let mark = if *mark == b';' { "semicolons" } else { "tabs" };
        let message = format!("the columns are set apart by {mark}; save the file with commas");
        input.fault(Fault::new(message).at(origin.clone()));
        return None;
    }
    let mut header: Vec<Option<Column>> = Vec::new();
    for cell in cells {
        let cell = String::from_utf8_lossy(cell);
        let cell = cell.trim();
        let column = Column::named(cell);
        let mut fault = match column {
            Some(column) if header.contains(&Some(column)) => Fault::new("given twice"),
            Some(_) => {
                header.push(column);
                continue;
            }
            None => {
                let mut fault = Fault::new("unknown column");
                fault.suggestion = nearest(cell, Column::NAMES.iter().copied());
                if fault.suggestion.is_none() {
                    fault.message = format!("unknown column; expected {}", Listed(Column::NAMES));
                }
                fault
            }
        };
        // What was probably meant is read as that, so that the rows are not at fault for want of it.
        let meant = fault.suggestion.as_deref().and_then(Column::named);
        header.push(meant.filter(|column| !header.contains(&Some(*column))));
        fault.field = Some(cell.to_owned());
        input.fault(fault.at(origin.clone()));
    }
    Some(header)
}

/// The cells of a row as texts, and which of them were none.
struct Cells {
    texts: StringRecord,
    invalid: Vec<usize>,
}

impl Cells {
    fn new(cells: ByteRecord) -> Cells {
        match StringRecord::from_byte_record(cells) {
            Ok(texts) => Cells {
                texts,
                invalid: Vec::new(),
            },
            Err(error) => {
                let cells = error.into_byte_record();
                let invalid = |cell: &[u8]| std::str::from_utf8(cell).is_err();
                Cells {
                    invalid: (0..cells.len())
                        .filter(|i| cells.get(*i).is_some_and(invalid))
                        .collect(),
                    texts: StringRecord::from_byte_record_lossy(cells),
                }
            }
        }
    }

    /// The row under its header; none if it is blank.
    fn row(&self, header: &[Option<Column>], origin: Origin) -> Option<Row<'_>> {
        if self.texts.iter().all(|text| text.trim().is_empty()) {
            return None;
        }
        let mut row = Row::new(origin);
        if self.texts.len() != header.len() {
            row.tear(format!(
                "a row of {} where the header has {}",
                Count(self.texts.len()),
                Count(header.len())
            ));
        }
        for (i, (text, column)) in self.texts.iter().zip(header).enumerate() {
            let Some(column) = *column else { continue };
            row.set(column, text);
            if self.invalid.contains(&i) {
                row.fault(column, "not UTF-8; save the file as UTF-8");
            }
        }
        Some(row)
    }
}

/// So many cells.
struct Count(usize);

impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            1 => f.write_str("1 cell"),
            count => write!(f, "{count} cells"),
        }
    }
}
