//! Records as Markwhen.

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use super::date::written;
use super::text::{TOLD, UNDATED, tag_of, title_and_tags, title_line};
use super::value;
use crate::io::csv::Column;
use crate::io::csv::write::{Cells, Filled, Table};
use crate::io::out::{Book, Fate, Losses, When, event_title, tell, tell_claims};
use crate::model::Record;

/// Writes events as Markwhen (`.mw`), a text that is edited by hand and shown as a timeline.
///
/// An event stands under its date: a day, a month, a year, a moment of UTC, or a range of these. A window is written as
/// the whole of it, and reported. An event for which Markwhen has no date, since none is known, it is open on a side, or
/// its year has not four digits, stands in a comment: it is on no timeline, but is read again.
///
/// What plain CSV has a column for stands in properties of the same name, and comes back with
/// [`read_markwhen`](crate::read_markwhen); `date` is there where the line does not say the same. Everything is also
/// told in the description, in lines that begin with `~` and are not read again. [What goes where](crate::formats).
///
/// All events are held in memory until the last is known.
///
/// ```
/// use demarche::{Actor, Meeting, Record, write_markwhen};
///
/// let records = [
///     Record::from(Actor::person("ann", "Ann")),
///     Record::from(Meeting::new("talks").on("2025-04").with("ann").title("The talks")),
/// ];
/// let mut text = Vec::new();
/// write_markwhen(&records, &mut text)?;
/// assert_eq!(
///     String::from_utf8_lossy(&text),
///     "2025-04: The talks\n---\nkey: \"talks\"\nkind: \"meeting\"\nwith: [\"Ann\"]\n---\n~ With: Ann\n",
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_markwhen(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let book = Book::new(&records);
    let filled = Table::new(&book).fill(false, Fate::InText);
    let mut losses = Losses::default();
    let entries: Vec<Entry<'_>> = filled
        .rows
        .into_iter()
        .map(|row| Entry::of(&book, row, &mut losses))
        .collect();
    losses.append(filled.losses);
    let mut out = BufWriter::new(writer);
    header(&book, &mut out)?;
    // In front of the first event, since what follows one would belong to it.
    for entry in entries.iter().filter(|entry| entry.date.is_none()) {
        entry.write_comment(&mut out)?;
    }
    for entry in &entries {
        entry.write(&mut out)?;
    }
    out.flush()?;
    Ok(losses)
}

fn header(book: &Book<'_>, out: &mut impl Write) -> io::Result<()> {
    let Some(header) = book.header else {
        return Ok(());
    };
    if let Some(title) = &header.title {
        writeln!(out, "title: {}", value::text(title))?;
    }
    if let Some(zone) = &header.zone {
        // Others know no floating zone, and take an unknown one for a fault.
        let name = if zone == "floating" {
            "zone"
        } else {
            "timezone"
        };
        writeln!(out, "{name}: {}", value::text(zone))?;
    }
    if header.title.is_some() || header.zone.is_some() {
        writeln!(out)?;
    }
    Ok(())
}

/// One event on its way into the file.
struct Entry<'a> {
    /// What stands in front of the title.
    date: Option<String>,
    title: String,
    cells: Cells,
    /// Lines of the description.
    told: Vec<String>,
    event: &'a Record,
    /// The date as the record has it, where the line does not say the same.
    stated: Option<&'a str>,
}

impl<'a> Entry<'a> {
    fn of(book: &Book<'a>, row: Filled<'a>, losses: &mut Losses) -> Entry<'a> {
        let Filled {
            event,
            cells,
            losses: own,
        } = row;
        let when = book.when(event);
        let own_time = event.common().and_then(|common| common.time.as_deref());
        let mut held = vec!["title", "topics"];
        let mut date = None;
        match &when {
            When::Dated(time) => match written(time) {
                Some((line, is_exact)) => {
                    if is_exact {
                        held.push("time");
                    } else {
                        let is_span = !time.is_exact() || time.is_interval;
                        let widened = ("a window, written as the whole of it", Fate::Widened);
                        let told = ("a doubtful date, or fractions of a second", Fate::InText);
                        let (what, fate) = if is_span && !time.is_doubtful {
                            widened
                        } else {
                            told
                        };
                        losses.field(event, "time", what, fate);
                    }
                    date = Some(line);
                }
                None => losses.field(
                    event,
                    "time",
                    "no date for it but in a comment",
                    Fate::InText,
                ),
            },
            When::Unreadable(..) => {}
            When::Undated => losses.whole(
                event,
                "no date, so that it stands in a comment",
                Fate::Changed,
            ),
        }
        let mut told: Vec<String> = Vec::new();
        let mut fields: Vec<String> = Vec::new();
        for line in tell(book, event, &held) {
            fields.push(line.field);
            told.push(line.text);
        }
        told.extend(tell_claims(book, event.id().unwrap_or_default()));
        // What no property says is told in the description.
        for loss in own.iter() {
            let field = loss.field.as_deref().unwrap_or_default();
            let is_told = fields.iter().any(|told| told == field);
            let fate = if is_told { Fate::InText } else { loss.fate };
            losses.field(event, field, loss.what.clone(), fate);
        }
        let title = event_title(event).unwrap_or_default();
        let date_says = date.as_deref().filter(|date| own_time == Some(*date));
        Entry {
            stated: own_time.filter(|_| date_says.is_none()),
            date,
            title: title_line(title),
            cells,
            told,
            event,
        }
    }

    /// Writes an event with a date.
    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Some(date) = &self.date else {
            return Ok(());
        };
        writeln!(out, "{}", self.line(&format!("{date}:")))?;
        // Between lines of hyphens nothing begins an event, whatever it looks like.
        writeln!(out, "---")?;
        for line in self.properties() {
            writeln!(out, "{line}")?;
        }
        writeln!(out, "---")?;
        for line in &self.told {
            for line in tame(line) {
                writeln!(out, "{TOLD}{line}")?;
            }
        }
        Ok(())
    }

    /// Writes an event without a date into a comment.
    fn write_comment(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "{}", self.line(UNDATED))?;
        for line in self.properties() {
            writeln!(out, "// {line}")?;
        }
        for line in &self.told {
            for line in tame(line) {
                writeln!(out, "// {TOLD}{line}")?;
            }
        }
        writeln!(out)
    }

    /// The first line: what it begins with, the title and the topics as tags.
    fn line(&self, begin: &str) -> String {
        let mut line = begin.to_owned();
        let key = self.event.id().unwrap_or_default();
        let title = if self.title.is_empty() {
            title_line(key)
        } else {
            self.title.clone()
        };
        if !title.is_empty() {
            line.push(' ');
            line.push_str(&title);
        }
        for topic in self.cells.get(Column::Topic).split(';') {
            if let Some(tag) = tag_of(topic) {
                line.push_str(" #");
                line.push_str(&tag);
            }
        }
        line
    }

    fn properties(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for column in Column::ALL {
            let text = self.cells.get(column);
            let value = match column {
                Column::Date => match self.stated.filter(|_| !text.is_empty()) {
                    Some(stated) => value::text(stated),
                    None => continue,
                },
                // An event that is called by its key has no title that shows, and says so.
                Column::Title if self.title.is_empty() => value::text(text),
                Column::Title if title_and_tags(&self.title).0 == text => continue,
                _ if text.is_empty() => continue,
                _ if column.is_list() => value::list(text.split(';')),
                _ => value::text(text),
            };
            lines.push(format!("{}: {value}", column.name()));
        }
        lines
    }
}

/// The lines of a text, without letters that end a line elsewhere, tags and links.
fn tame(text: &str) -> impl Iterator<Item = String> {
    let lines = text
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty());
    lines.map(title_line)
}
