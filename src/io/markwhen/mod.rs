//! Markwhen: timelines as text.

mod date;
mod text;
mod value;
mod write;

use std::io::Read;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::text::{Entry, Text, tag_of, title_and_tags, title_line};
pub use self::write::write_markwhen;
use super::csv::{Column, People, Row, Sources};
use super::lines::{column_of_invalid, not_utf8};
use super::out::When;
use super::read::failed;
use super::slug::Keys;
use crate::model::{Actor, Fault, Header, Input, Note, Origin, Word};

/// Whoever acts in an event that names nobody.
const NOBODY: &str = "text";

/// Reads a timeline written in Markwhen (`.mw`).
///
/// Every event becomes an event of its own date and title: days, months and years, moments, ranges of these, and the
/// spoken forms (`25 April 2025`, `4/25/2025`, `44 BC`). The properties of an event that are called as the columns of
/// plain CSV are read like these ([`read_csv`](crate::read_csv)), lists as lists; `id` is the key where there is no
/// `key`; tags are topics, and the description is a note. An event that names nobody is an action of the group
/// `text`, whoever the text tells of.
///
/// A date that depends on other events or on today (`after !talks 3 days`, `now`) is left open, and a note tells so;
/// `A/now` goes on. Sections, and properties that are not known, are left out, with a note. What
/// [`write_markwhen`] writes comes back but for what it reports.
///
/// The file is held in memory. As with [`read_records`](crate::read_records), reading never fails as a whole.
///
/// ```
/// let text = "title: Talks\n\n25 April 2025: The talks #peace\nid: talks\nwith: [Ann Lee, Bob]\n";
/// let input = demarche::read_markwhen(text.as_bytes(), "talks.mw");
/// assert!(input.is_sound());
/// let records: Vec<_> = input.records.iter().filter_map(|(record, _)| record.label()).collect();
/// assert_eq!(records, ["ann-lee", "bob", "talks"]);
/// let talks = input.records[3].0.common().unwrap();
/// assert_eq!(talks.time.as_deref(), Some("2025-04-25"));
/// assert_eq!(talks.topics, ["peace"]);
/// ```
pub fn read_markwhen(mut reader: impl Read, name: &str) -> Input {
    let name: Arc<str> = name.into();
    let mut input = Input::default();
    let mut bytes = Vec::new();
    if let Err(error) = reader.read_to_end(&mut bytes) {
        input.fault(failed(&name, 0, &error));
        return input;
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    for (line, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if let Some(column) = column_of_invalid(text) {
            let origin = Origin::new(Arc::clone(&name), line);
            input.fault(Fault::new(not_utf8(column)).at(origin));
        }
    }
    let text = Text::of(&String::from_utf8_lossy(bytes));
    let zone = header(&text, &name, &mut input);
    let mut adding = Adding::new(&text, &name, zone);
    for entry in &text.entries {
        adding.event(entry, &mut input);
    }
    adding.finish(&text, &mut input);
    input
}

/// Adds the record of the timeline; the zone that it gives.
fn header(text: &Text, name: &Arc<str>, input: &mut Input) -> Option<String> {
    let get = |wanted: &str| {
        let found = text
            .header
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found
            .and_then(|(_, values)| values.first())
            .filter(|value| !value.is_empty())
    };
    let zone = get("zone")
        .or_else(|| get("timezone"))
        .or_else(|| get("tz"));
    let mut header = Header::new();
    header.title = get("title").cloned();
    header.zone = zone.map(|zone| offset(zone));
    let zone = header.zone.clone();
    if header != Header::new() {
        input.push(header.into(), Origin::new(Arc::clone(name), 1));
    }
    zone
}

/// A zone as records have it: `-3` is an offset.
fn offset(zone: &str) -> String {
    let zone = zone.trim();
    let digits = zone.trim_start_matches(['+', '-']);
    match digits.parse::<u8>() {
        Ok(hours) if digits.len() <= 2 => {
            let sign = if zone.starts_with('-') { '-' } else { '+' };
            format!("{sign}{hours:02}:00")
        }
        _ => zone.to_owned(),
    }
}

/// Events under way.
struct Adding {
    name: Arc<str>,
    zone: Option<String>,
    nobody: Actor,
    people: People,
    sources: Sources,
    keys: Keys,
    /// What was left out, with where it first stands and how many there are.
    unknown: Vec<(String, u32, usize)>,
    /// Where each of these stands among them.
    unknown_at: FxHashMap<String, usize>,
    without_time: Option<(String, u32, usize)>,
    has_nobody: bool,
}

impl Adding {
    fn new(text: &Text, name: &Arc<str>, zone: Option<String>) -> Adding {
        let nobody = Actor::group(NOBODY, "whoever the text tells of");
        let mut keys = Keys::default();
        for entry in &text.entries {
            if let Some(key) = key(entry) {
                keys.take(key.trim());
            }
        }
        Adding {
            name: Arc::clone(name),
            zone,
            people: People::knowing([&nobody]),
            nobody,
            sources: Sources::default(),
            keys,
            unknown: Vec::new(),
            unknown_at: FxHashMap::default(),
            without_time: None,
            has_nobody: false,
        }
    }

    fn event(&mut self, entry: &Entry, input: &mut Input) {
        let origin = Origin::new(Arc::clone(&self.name), entry.line);
        let mut cells: Vec<(Column, String)> = Vec::new();
        let (mut title, tags) = title_and_tags(&entry.title);
        let mut date = entry.date.clone();
        let mut zone = None;
        let mut stated = None;
        for (name, values) in &entry.properties {
            let one = || values.join("\n");
            match (name.as_str(), Column::named(name)) {
                ("id" | "key", _) => {}
                ("timezone" | "tz", _) => zone = zone.or_else(|| Some(offset(&one()))),
                (_, Some(Column::Zone)) => zone = Some(one()),
                (_, Some(Column::Title)) => {
                    let whole = one();
                    // An event without a title that shows is called by its key.
                    let mut shown = title_line(&whole);
                    if shown.is_empty() {
                        shown = title_line(key(entry).unwrap_or_default());
                    }
                    // The line counts where somebody has changed it since.
                    if title_and_tags(&shown).0 == title {
                        title = whole;
                    }
                }
                (_, Some(Column::Date)) => stated = Some(one()),
                (_, Some(column)) if column.is_list() => cells.push((column, values.join(";"))),
                (_, Some(column)) => cells.push((column, one())),
                (name, None) => self.left_out(name, entry.line),
            }
        }
        if let Some(stated) = stated {
            let read = When::read(&stated, zone.as_deref().or(self.zone.as_deref()));
            let line = match &read {
                When::Dated(time) => date::written(time).map(|(line, _)| line),
                _ => None,
            };
            if line.unwrap_or_default() == entry.written {
                date = Some(stated);
            }
        }
        if entry.is_unknown && date.is_none() {
            let (_, _, times) =
                self.without_time
                    .get_or_insert((entry.written.clone(), entry.line, 0));
            *times += 1;
        }
        let topics: Vec<&str> = tags.iter().map(String::as_str).collect();
        let known = cells
            .iter()
            .position(|(column, _)| *column == Column::Topic);
        let known = known.and_then(|place| cells.get_mut(place));
        match known {
            Some((_, cell)) => {
                let tagged: Vec<String> = cell.split(';').filter_map(tag_of).collect();
                for topic in topics
                    .into_iter()
                    .filter(|tag| !tagged.iter().any(|it| it == tag))
                {
                    cell.push(';');
                    cell.push_str(topic);
                }
            }
            None => cells.push((Column::Topic, topics.join(";"))),
        }
        let description = entry.description.join("\n");
        let description = description.trim();
        if !description.is_empty() {
            match cells
                .iter_mut()
                .find(|(column, _)| *column == Column::Notes)
            {
                Some((_, notes)) => {
                    notes.push('\n');
                    notes.push_str(description);
                }
                None => cells.push((Column::Notes, description.to_owned())),
            }
        }
        let has = |column| {
            cells
                .iter()
                .any(|(of, text)| *of == column && !text.trim().is_empty())
        };
        let names = [Column::With, Column::By, Column::Quote, Column::Kind];
        if !names.into_iter().any(has) {
            cells.push((Column::Kind, "action".to_owned()));
            cells.push((Column::By, NOBODY.to_owned()));
            if !std::mem::replace(&mut self.has_nobody, true) {
                input.push(self.nobody.clone().into(), origin.clone());
            }
        }
        cells.push((Column::Key, key(entry).unwrap_or_default().to_owned()));
        cells.push((Column::Title, title));
        cells.push((Column::Date, date.unwrap_or_default()));
        cells.push((Column::Zone, zone.unwrap_or_default()));
        let mut row = Row::bare(origin);
        for (column, text) in &cells {
            row.set(*column, text);
        }
        row.add(&mut self.keys, &mut self.people, &mut self.sources, input);
    }

    fn left_out(&mut self, name: &str, line: u32) {
        let known = self.unknown_at.get(name);
        match known.and_then(|&at| self.unknown.get_mut(at)) {
            Some((_, _, times)) => *times += 1,
            None => {
                self.unknown_at.insert(name.to_owned(), self.unknown.len());
                self.unknown.push((name.to_owned(), line, 1));
            }
        }
    }

    fn finish(self, text: &Text, input: &mut Input) {
        let origin = |line| Origin::new(Arc::clone(&self.name), line);
        self.sources.complete(input);
        self.people.point_out(&mut input.notes);
        let sections = text
            .sections
            .map(|(line, times)| ("section".to_owned(), line, times));
        for (what, line, times) in sections.into_iter().chain(self.unknown) {
            let origin = origin(line);
            input.notes.push(Note::LeftOut {
                origin,
                what,
                times,
            });
        }
        if let Some((what, line, times)) = self.without_time {
            let origin = origin(line);
            input.notes.push(Note::WithoutTime {
                origin,
                what,
                times,
            });
        }
        input.faults.sort_by_key(|fault| fault.origin.line);
    }
}

/// The key of an event, if it gives one.
fn key(entry: &Entry) -> Option<&str> {
    let get = |wanted: &str| {
        let found = entry.properties.iter().find(|(name, _)| name == wanted);
        found
            .and_then(|(_, values)| values.first())
            .map(String::as_str)
    };
    get("key").or_else(|| get("id"))
}
