//! Records as plain CSV.

mod callings;
mod cells;
mod row;
mod sources;

use std::borrow::{Borrow, Cow};
use std::io::{self, BufWriter, Write};

use rustc_hash::FxHashMap;

use self::callings::Actors;
pub(in crate::io) use self::cells::Cells;
use self::sources::Sources;
use super::guard::guarded;
use super::row::Column;
use crate::io::out::{Book, Fate, Losses, NO_PLACE};
use crate::io::slug::Keys;
use crate::model::{Citation, Record, RelationClaim};
use crate::time::{Relation, RelationSet};

/// Writes events as plain CSV, a row an event, in the columns that [`read_csv`](crate::read_csv) reads; of these only
/// the ones that some row fills.
///
/// What is read back is what was written, but for what the report tells: plain CSV knows an actor by name and a source
/// by title, so that their keys are made from these anew; [`read_csv_knowing`](crate::read_csv_knowing), given the
/// actors, gives them their own. Where nothing is reported, equal records come back, though perhaps in another order.
///
/// Nothing is written that is not claimed: who is present by implication only, or whose presence is denied, stands in
/// no row, and a relation whose sources are not those of its event is left out, since the row would lend it these. Texts
/// that a spreadsheet would compute (`=...`, `@...`) are written behind an apostrophe, and read without it.
///
/// [What goes where](crate::formats), and what is lost. All rows are held in memory until the last is known.
///
/// ```
/// use demarche::{Actor, Meeting, Record, write_csv};
///
/// let records = [
///     Record::from(Actor::person("ann-lee", "Ann Lee")),
///     Record::from(Actor::state("us", "USA")),
///     Record::from(Meeting::new("talks").on("2025-04").between(["ann-lee", "us"]).title("=1+1")),
/// ];
/// let mut text = Vec::new();
/// let losses = write_csv(&records, &mut text)?;
/// assert_eq!(
///     String::from_utf8_lossy(&text),
///     "key,kind,title,date,with\ntalks,meeting,'=1+1,2025-04,\"Ann Lee;USA\"\n",
/// );
/// assert_eq!(
///     losses.to_string(),
///     "changed: `id` of an actor, made from what the rows call it: 1 (us)\n\
///      changed: `kind` of an actor, read as a person: 1 (us)\n",
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_csv(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let book = Book::new(&records);
    let filled = Table::new(&book).fill(true, Fate::LeftOut);
    let mut losses = Losses::default();
    let mut rows = Vec::with_capacity(filled.rows.len());
    for row in filled.rows {
        losses.append(row.losses);
        rows.push(row.cells);
    }
    losses.append(filled.losses);
    let mut writer = BufWriter::new(writer);
    write(&rows, &mut writer)?;
    writer.flush()?;
    Ok(losses)
}

/// Writes the columns that some row fills.
fn write(rows: &[Cells], out: &mut impl Write) -> io::Result<()> {
    let mut columns = Column::ALL.to_vec();
    columns.retain(|column| {
        let is_always = matches!(column, Column::Key | Column::Kind);
        is_always || rows.iter().any(|row| !row.get(*column).is_empty())
    });
    let names: Vec<&str> = columns.iter().map(|column| column.name()).collect();
    writeln!(out, "{}", names.join(","))?;
    for row in rows {
        for (i, column) in columns.iter().enumerate() {
            if i > 0 {
                out.write_all(b",")?;
            }
            cell(*column, row.get(*column), out)?;
        }
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// One cell; in quotation marks also where a semicolon would part it in a spreadsheet that sets columns apart by these.
fn cell(column: Column, text: &str, out: &mut impl Write) -> io::Result<()> {
    let guarded = if column.is_list() {
        let parts: Vec<_> = text.split(';').map(guarded).collect();
        Cow::Owned(parts.join(";"))
    } else {
        guarded(text)
    };
    let text = guarded.as_ref();
    if text.contains([',', ';', '"', '\n', '\r']) {
        write!(out, "\"{}\"", text.replace('"', "\"\""))
    } else {
        out.write_all(text.as_bytes())
    }
}

/// The row of one event.
pub(in crate::io) struct Filled<'a> {
    pub(in crate::io) event: &'a Record,
    pub(in crate::io) cells: Cells,
    /// What the row does not say.
    pub(in crate::io) losses: Losses,
}

/// All rows.
pub(in crate::io) struct Rows<'a> {
    pub(in crate::io) rows: Vec<Filled<'a>>,
    /// What no row says.
    pub(in crate::io) losses: Losses,
}

/// The records on the way to rows.
pub(in crate::io) struct Table<'a> {
    book: &'a Book<'a>,
    actors: Actors<'a>,
    sources: Sources<'a>,
    /// What the keys of events are in the file, of those that are not the same.
    keys: FxHashMap<&'a str, String>,
    rows: Vec<Filled<'a>>,
    /// The row of each event; the first of a key is the one that claims are about.
    places: FxHashMap<&'a str, usize>,
}

impl<'a> Table<'a> {
    pub(in crate::io) fn new(book: &'a Book<'a>) -> Table<'a> {
        let mut free = Keys::default();
        for key in book.events().filter_map(Record::id) {
            free.take(key.trim());
        }
        let mut keys = FxHashMap::default();
        for key in book.events().filter_map(Record::id) {
            let bare = key.trim();
            if bare != key {
                let wanted = if bare.is_empty() { "event" } else { bare };
                let free = || free.free(wanted.to_owned());
                keys.entry(key).or_insert_with(free);
            }
        }
        Table {
            book,
            actors: Actors::of(book),
            sources: Sources::of(book),
            keys,
            rows: Vec::new(),
            places: FxHashMap::default(),
        }
    }

    /// What an event is called in the file.
    fn key<'b>(&'b self, key: &'b str) -> &'b str {
        self.keys.get(key).map_or(key, String::as_str)
    }

    /// Fills the rows. `zones` is whether the zone of the timeline must stand on them, and `claims` what becomes of the
    /// claims that no row makes.
    pub(in crate::io) fn fill(mut self, zones: bool, claims: Fate) -> Rows<'a> {
        let mut losses = Losses::default();
        for event in self.book.events() {
            let mut own = Losses::default();
            match self.event(event, &mut own) {
                Some(cells) => {
                    let key = event.id().unwrap_or_default();
                    self.places.entry(key).or_insert(self.rows.len());
                    self.rows.push(Filled {
                        event,
                        cells,
                        losses: own,
                    });
                }
                None => losses.append(own),
            }
        }
        for record in self.book.records {
            match record {
                Record::Timeline(_) if zones => {
                    losses.others(record, &["zone"], Fate::LeftOut);
                    self.zone(record, &mut losses);
                }
                Record::Timeline(_) => losses.others(record, &["title", "zone"], Fate::LeftOut),
                Record::Source(source) => self.sources.report(source, record, &mut losses),
                Record::Actor(actor) => self.actors.report(actor, record, &mut losses),
                Record::Affiliation(_) => losses.whole(record, NO_PLACE, Fate::LeftOut),
                Record::Claim(claim) => {
                    let has_row = self.places.contains_key(claim.event.as_str());
                    let fate = if has_row { claims } else { Fate::LeftOut };
                    losses.whole(record, NO_PLACE, fate);
                }
                Record::Relation(claim) => match self.relation(claim) {
                    Ok(()) => report_relation(claim, record, claims, &mut losses),
                    Err(why) => {
                        let has_row = self.places.contains_key(claim.left.as_str());
                        let fate = if has_row { claims } else { Fate::LeftOut };
                        losses.whole(record, why, fate);
                    }
                },
                _ => {}
            }
        }
        Rows {
            rows: self.rows,
            losses,
        }
    }

    /// The row of an event; none where nobody could be named in it, which is reported.
    fn event(&mut self, event: &'a Record, losses: &mut Losses) -> Option<Cells> {
        let people = row::people(event);
        let is_somebody = |(column, keys): &(Column, Vec<&str>)| {
            !keys.is_empty() && matches!(column, Column::With | Column::By)
        };
        if !people.iter().any(is_somebody) {
            losses.whole(event, "nobody to be named in its row", Fate::LeftOut);
            return None;
        }
        let id = event.id().unwrap_or_default();
        if id.is_empty() {
            losses.field(event, "id", "a key made from the line", Fate::Changed);
        } else if self.keys.contains_key(id) {
            losses.field(event, "id", SPACE, Fate::Changed);
        }
        let mut row = row::row(event, losses);
        row.set(Column::Key, self.key(id));
        self.sources.cite(event, &mut row, losses);
        for (column, keys) in people {
            if keys.iter().any(|key| self.book.actor(key).is_none()) {
                let what = "somebody whom no record describes becomes a person";
                losses.field(event, row::field(event, column), what, Fate::Changed);
            }
            for key in keys {
                self.actors.meet(key);
                row.push(column, self.actors.call(key));
            }
        }
        Some(row)
    }

    /// Writes the zone of the timeline on the rows that need one.
    fn zone(&mut self, record: &Record, losses: &mut Losses) {
        let Some(zone) = self.book.header.and_then(|header| header.zone.as_deref()) else {
            return;
        };
        let mut written = false;
        for Filled { cells: row, .. } in &mut self.rows {
            if !row.get(Column::Date).is_empty() && row.get(Column::Zone).is_empty() {
                row.set(Column::Zone, zone.trim());
                written = true;
            }
        }
        if written {
            losses.field(
                record,
                "zone",
                "written on each row with a date",
                Fate::Changed,
            );
        } else {
            losses.field(record, "zone", NO_PLACE, Fate::LeftOut);
        }
    }

    /// Writes a relation into the row of its event.
    fn relation(&mut self, claim: &RelationClaim) -> Result<(), &'static str> {
        let columns: [(RelationSet, Column); 3] = [
            (Relation::After.into(), Column::After),
            (Relation::Before.into(), Column::Before),
            (RelationSet::WITHIN, Column::During),
        ];
        let known = columns.into_iter().find(|(set, _)| *set == claim.is);
        let (_, column) = known.ok_or("a relation that is not after, before or within")?;
        let event = self.book.event(&claim.left).ok_or("no row for its event")?;
        fn keys(cited: &[Citation]) -> impl Iterator<Item = &str> {
            cited.iter().map(|cited| cited.source.as_str())
        }
        if !keys(&claim.sources).eq(keys(event.citations())) {
            return Err("its sources are not those of the row of its event");
        }
        let right = self.key(&claim.right).to_owned();
        if claim.left == claim.right || !cells::is_part(&right) {
            return Err("a key that no cell can name");
        }
        let row = self.places.get(claim.left.as_str());
        let row = row.and_then(|row| self.rows.get_mut(*row));
        row.ok_or("no row for its event")?
            .cells
            .push(column, &right);
        Ok(())
    }
}

/// What the cell of a relation does not say.
fn report_relation(claim: &RelationClaim, record: &Record, fate: Fate, losses: &mut Losses) {
    losses.others(record, &["left", "is", "right", "sources"], fate);
    let is_key = |cited: &Citation| *cited == Citation::new(&*cited.source);
    if !claim.sources.iter().all(is_key) {
        losses.field(record, "sources", ONLY_WHICH, fate);
    }
}

/// What is said where a citation says more than which source it is.
const ONLY_WHICH: &str = "more than which they are";

/// What is said where a text loses its white space.
const SPACE: &str = "white space around it";
