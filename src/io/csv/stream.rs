//! Plain CSV, row by row.

use std::io::Read;
use std::sync::Arc;

use csv::{ByteRecord, ReaderBuilder};

use super::guard::unguarded;
use super::people::People;
use super::row::{Column, Kind};
use super::sources::Sources;
use super::{Cells, header_of};
use crate::io::few::Few;
use crate::io::slug::Keys;
use crate::io::stream::{ReadError, ReadReport, Reading, Reject, Run, Text};
use crate::model::{Actor, Claim, EventKind, Fault, Input, Origin, PlainEvent, Record, Sink, Word};
use crate::time::{Relation, RelationSet, is_date};

impl Reading<'_> {
    /// Reads plain CSV row by row, with the columns and meaning of [`read_csv`](crate::read_csv): whoever is named by
    /// the key, name or alias of a `known` actor is that one, and everybody else becomes a new person.
    ///
    /// It differs in what reading row by row brings with it:
    ///
    /// - A row with a fault is rejected as a whole; who was new in it stays.
    /// - A row without `key` is called by its line, `row-2`, though another row may have that for its key.
    /// - Sources come last, since a later row may tell more of one.
    ///
    /// Of the rows nothing is held but the names of people and sources, and the keys given to rows without one.
    /// A builder takes about half a microsecond for a row of dates and keys.
    ///
    /// ```
    /// use demarche::{Reading, Timeline};
    ///
    /// let rows = "key,date,with\ntalks,2025-04-25,Steve Witkoff; Vladimir Putin\n";
    /// let mut t = Timeline::builder();
    /// let report = Reading::new().csv(rows.as_bytes(), "talks.csv", [], &mut t)?;
    /// assert_eq!((report.totals.rows, report.totals.records), (1, 3));
    /// assert!(t.build()?.event("talks").is_ok());
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the reader or the writer of rejected rows fails, if something is wrong with the header, and at the first
    /// rejected row where that was asked for.
    pub fn csv<'k>(
        self,
        reader: impl Read,
        name: &str,
        known: impl IntoIterator<Item = &'k Actor>,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let name: Arc<str> = name.into();
        let mut table = Table {
            header: Vec::new(),
            fields: Vec::new(),
            people: People::knowing(known),
            sources: Sources::default(),
            keys: Keys::default(),
            scratch: Input::default(),
            wrong: None,
        };
        let mut run = Run::new(self, sink);
        run.texts(reader, &name, goes_on, |bytes, origin, run| {
            table.text(bytes, origin, run)
        })?;
        if let Some(fault) = table.wrong {
            return Err(run.bad_header(Reject::of(&fault)));
        }
        for (source, origin) in table.sources.into_records() {
            run.put(source, origin);
        }
        table.people.point_out(&mut table.scratch.notes);
        for note in table.scratch.notes {
            run.note(note);
        }
        run.finish()
    }
}

/// Whether a row goes on behind a line: within quotation marks, which stand at the beginning of a cell.
pub(super) fn goes_on(line: &[u8], mut quoted: bool) -> bool {
    if !quoted && !line.contains(&b'"') {
        return false;
    }
    let mut bytes = line.iter().peekable();
    loop {
        if quoted || bytes.next_if_eq(&&b'"').is_some() {
            loop {
                match bytes.next() {
                    None => return true,
                    // Two of them stand for one.
                    Some(b'"') if bytes.next_if_eq(&&b'"').is_none() => break,
                    Some(_) => {}
                }
            }
        }
        quoted = false;
        if !bytes.any(|byte| *byte == b',') {
            return false;
        }
    }
}

/// What is known of a file so far.
struct Table {
    /// The columns in the order of the file.
    header: Vec<Option<Column>>,
    /// The cells of a row, kept so that they are allocated once: where each begins and ends.
    fields: Vec<(usize, usize)>,
    people: People,
    sources: Sources,
    keys: Keys,
    /// What rows are read into that can't be read in the short way.
    scratch: Input,
    /// What is wrong with the header.
    wrong: Option<Fault>,
}

impl Table {
    fn text(
        &mut self,
        bytes: &[u8],
        origin: &Origin,
        run: &mut Run<'_, '_>,
    ) -> Result<Text, Reject> {
        if self.wrong.is_some() {
            return Ok(Text::Row);
        }
        if self.header.is_empty() {
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            let mut found = Input::default();
            let header = header_of(&cells(bytes), origin, &mut found);
            self.wrong = found.faults.into_iter().next();
            self.header = header.unwrap_or_default();
            return Ok(Text::Header);
        }
        if self.short(bytes, origin, run).is_none() {
            self.long(bytes, origin, run)?;
        }
        Ok(Text::Row)
    }

    /// Reads a row of plain cells, all of whose names are known; nothing where it is anything else.
    fn short(&mut self, bytes: &[u8], origin: &Origin, run: &mut Run<'_, '_>) -> Option<()> {
        let text = std::str::from_utf8(bytes).ok()?;
        // One that may be there for the sake of a spreadsheet.
        if bytes.contains(&b'\'') && is_guarded(text) {
            return None;
        }
        if !split(bytes, &mut self.fields) {
            return None;
        }
        if self.fields.len() != self.header.len() {
            return None;
        }
        let mut row = Plain::default();
        for (&(begin, end), column) in self.fields.iter().zip(&self.header) {
            let cell = trim(text.get(begin..end)?);
            if cell.is_empty() {
                continue;
            }
            match column {
                Some(Column::Key) => row.key = cell,
                Some(Column::Kind) => row.kind = Some(Kind::named(cell)?),
                Some(Column::Title) => row.title = cell,
                Some(Column::Date) if is_date(cell) => row.date = cell,
                Some(Column::Place) => row.place = cell,
                Some(Column::Topic) => fill(&mut row.topics, cell, Some)?,
                Some(Column::With) => fill(&mut row.with, cell, |name| self.people.known(name))?,
                Some(Column::By) => fill(&mut row.by, cell, |name| self.people.known(name))?,
                Some(Column::To) => fill(&mut row.to, cell, |name| self.people.known(name))?,
                Some(Column::Source) => {
                    fill(&mut row.sources, cell, |name| self.sources.known(name))?;
                }
                Some(Column::After) => row.after = cell,
                Some(Column::Before) => row.before = cell,
                Some(Column::During) => row.during = cell,
                _ => return None,
            }
        }
        let kind = match (row.kind, row.with.is_empty(), row.by.is_empty()) {
            (Some(Kind::Meeting), ..) | (None, false, _) => EventKind::Meeting,
            (Some(Kind::Statement), ..) | (None, true, false) => EventKind::Statement,
            (Some(Kind::Document), ..) => EventKind::Document,
            (Some(Kind::Action), ..) => EventKind::Action,
            _ => return None,
        };
        let mut event = PlainEvent::new(kind, row.key);
        event.title = row.title;
        event.time = row.date;
        event.place = row.place;
        event.topics = row.topics.get();
        event.with = row.with.get();
        event.by = row.by.get();
        event.to = row.to.get();
        event.sources = row.sources.get();
        let others = [
            (row.after, RelationSet::from(Relation::After)),
            (row.before, Relation::Before.into()),
            (row.during, RelationSet::WITHIN),
        ];
        let names_itself = |list: &str| parts(list).any(|other| other == row.key);
        if !event.is_sound() || others.iter().any(|(list, _)| names_itself(list)) {
            return None;
        }
        run.put_plain(event, origin);
        for (list, set) in others {
            for other in parts(list) {
                let mut claim = Claim::that(row.key).is(set, other);
                claim.sources = event.sources.iter().map(|&key| key.into()).collect();
                run.put(claim, origin.clone());
            }
        }
        Some(())
    }

    /// Reads any row.
    fn long(&mut self, bytes: &[u8], origin: &Origin, run: &mut Run<'_, '_>) -> Result<(), Reject> {
        let cells = Cells::new(cells(bytes));
        let Some(mut row) = cells.row(&self.header, origin.clone()) else {
            return Ok(());
        };
        if goes_on(bytes, false) {
            row.tear("a cell that begins with a quotation mark, and never ends with one");
        }
        let key = row.get(Column::Key).to_owned();
        row.add(
            &mut self.keys,
            &mut self.people,
            &mut self.sources,
            &mut self.scratch,
        );
        self.keys.take(&key);
        let Input {
            records,
            faults,
            notes,
            ..
        } = std::mem::take(&mut self.scratch);
        self.scratch.notes = notes;
        for (record, origin) in records {
            match record {
                // Told at the end, with all that rows tell of it.
                Record::Source(_) => {}
                Record::Actor(_) => run.put(record, origin),
                _ if faults.is_empty() => run.put(record, origin),
                _ => {}
            }
        }
        match faults.first() {
            None => Ok(()),
            Some(fault) => {
                let at = |column: &Option<Column>| column.map(Column::name);
                let field = fault.field.as_deref();
                let place = self
                    .header
                    .iter()
                    .position(|c| field.is_some() && at(c) == field);
                let mut reject = Reject::of(fault);
                reject.column = place.map_or(0, |place| place + 1);
                Err(reject)
            }
        }
    }
}

/// Whether a cell, or a part of a list, has an apostrophe in front that is not read.
fn is_guarded(row: &str) -> bool {
    let parts = row.split([',', ';']).map(str::trim);
    parts
        .into_iter()
        .any(|part| unguarded(part).len() < part.len())
}

/// The cells of one row.
fn cells(bytes: &[u8]) -> ByteRecord {
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    // Reading from memory does not fail, and rows of any length are taken.
    let _ = reader.read_byte_record(&mut record);
    record
}

/// Finds where the cells of a row begin and end; whether none of it is in quotation marks.
fn split(row: &[u8], fields: &mut Vec<(usize, usize)>) -> bool {
    fields.clear();
    let mut begin = 0;
    let (words, rest) = row.as_chunks::<8>();
    // Cells are short: eight bytes at a time beat looking for the next comma.
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        if marks(word, b'"') != 0 {
            return false;
        }
        let mut commas = marks(word, b',');
        while commas != 0 {
            let end = at * 8 + commas.trailing_zeros() as usize / 8;
            fields.push((begin, end));
            begin = end + 1;
            commas &= commas - 1;
        }
    }
    for (at, &byte) in rest.iter().enumerate() {
        let end = words.len() * 8 + at;
        match byte {
            b'"' => return false,
            b',' => {
                fields.push((begin, end));
                begin = end + 1;
            }
            _ => {}
        }
    }
    fields.push((begin, row.len()));
    true
}

/// The highest bit of each of eight bytes that are a byte.
fn marks(word: u64, byte: u8) -> u64 {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let other = word ^ u64::from_le_bytes([byte; 8]);
    !(((other & LOW) + LOW) | other | LOW)
}

/// A text without the white space around it; most have none.
fn trim(text: &str) -> &str {
    let bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    let bytes = text.as_bytes();
    if bare(bytes.first()) && bare(bytes.last()) {
        return text;
    }
    text.trim()
}

/// The parts of a cell that holds a list.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(cell);
    let parts = std::iter::from_fn(move || {
        let text = rest?;
        let end = text.bytes().position(|byte| byte == b';');
        let (part, behind) = match end {
            Some(end) => (text.get(..end)?, text.get(end + 1..)),
            None => (text, None),
        };
        rest = behind;
        Some(trim(part))
    });
    parts.filter(|part| !part.is_empty())
}

/// Takes what stands for the parts of a list; nothing where there are too many, or one stands for nothing.
fn fill<'a>(
    few: &mut Few<'a>,
    cell: &'a str,
    what: impl Fn(&'a str) -> Option<&'a str>,
) -> Option<()> {
    parts(cell).try_for_each(|part| few.push(what(part)?))
}

/// The cells of a row that is read in the short way.
#[derive(Default)]
struct Plain<'a> {
    key: &'a str,
    kind: Option<Kind>,
    title: &'a str,
    date: &'a str,
    place: &'a str,
    topics: Few<'a>,
    with: Few<'a>,
    by: Few<'a>,
    to: Few<'a>,
    sources: Few<'a>,
    after: &'a str,
    before: &'a str,
    during: &'a str,
}

#[cfg(test)]
mod tests {
    use super::split;

    /// The same byte by byte.
    fn slowly(row: &[u8]) -> Option<Vec<(usize, usize)>> {
        let ends = (0..row.len()).filter(|&at| row[at] == b',');
        let ends: Vec<usize> = ends.chain([row.len()]).collect();
        let begins = [0].into_iter().chain(ends.iter().map(|end| end + 1));
        let fields = begins.zip(ends.iter().copied()).collect();
        (!row.contains(&b'"')).then_some(fields)
    }

    #[test]
    fn cells_are_found_eight_bytes_at_a_time() {
        let letters = [b',', b'"', b'a', 0x2d, 0x2b, 0xac, 0xa2, 0, 0xff, b'.'];
        let mut state = 7u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            (state >> 33) as usize
        };
        let mut fields = Vec::new();
        for length in 0..2_000 {
            let row: Vec<u8> = (0..length % 40).map(|_| letters[next() % 10]).collect();
            let found = split(&row, &mut fields).then(|| fields.clone());
            assert_eq!(found, slowly(&row), "{row:?}");
            let row: Vec<u8> = row.into_iter().filter(|&byte| byte != b'"').collect();
            assert!(split(&row, &mut fields));
            assert_eq!(Some(fields.clone()), slowly(&row), "{row:?}");
        }
    }
}
