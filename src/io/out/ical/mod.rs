//! Events on a calendar: iCalendar (RFC 5545), with relations (RFC 9253).

mod line;
mod place;
mod relations;

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use rustc_hash::{FxHashMap, FxHashSet};

pub(super) use self::line::encoded;
use self::line::{Lines, is_forbidden};
use self::place::Place;
use self::relations::RelatedTo;
use super::book::{Book, title};
use super::losses::{Fate, Losses, NO_PLACE};
use super::others::report_others;
use super::telling::{report, tell, tell_claims};
use super::url::is_web;
use crate::io::slug::slug;
use crate::model::{Record, Status};

/// Writes events as a calendar (`.ics`).
///
/// An event with a date becomes a `VEVENT`: one that lies within a day, or lasts from one day to another, on whole days;
/// one with hours and minutes on these; any other window, such as a month or what `~` widens, on all days that it covers,
/// which is reported, and told in its description. An event whose time is not known, or is open on a side, becomes a
/// `VJOURNAL` without a date, and what is known of its time stands in the description. (A `VTODO` without dates would
/// stand on every day until it is done.)
///
/// Relations become `RELATED-TO` of the four temporal types of RFC 9253, with the least gap as `GAP`; wholes are parents;
/// links become `LINK`. Everything else is told in the description. [What goes where](crate::formats).
///
/// The same records give the same bytes: `DTSTAMP` is always 1970. Not more than the records themselves is held in
/// memory, and a report.
///
/// ```
/// use demarche::{Action, Record, write_ical};
///
/// let arrival = Record::from(Action::new("arrival").by("witkoff").on("2025-04-25").title("The arrival"));
/// let mut calendar = Vec::new();
/// write_ical([arrival], &mut calendar)?;
/// let calendar = String::from_utf8_lossy(&calendar);
/// assert!(calendar.contains("\r\nDTSTART;VALUE=DATE:20250425\r\nSUMMARY:The arrival\r\n"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_ical(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let book = Book::new(&records);
    let mut calendar = Calendar {
        realm: realm(&book),
        related: relations::related(&book),
        book: &book,
        lines: Lines(BufWriter::new(writer)),
        losses: Losses::default(),
    };
    calendar.write()?;
    calendar.lines.0.flush()?;
    Ok(calendar.losses)
}

/// What stands behind the keys of events in identifiers, so that two timelines in one calendar stay two.
fn realm(book: &Book<'_>) -> String {
    let title = book.header.and_then(|header| header.title.as_deref());
    let title = title.map(slug).filter(|title| !title.is_empty());
    title
        .as_deref()
        .map_or_else(|| "demarche".to_owned(), encoded)
}

struct Calendar<'a, W: Write> {
    book: &'a Book<'a>,
    realm: String,
    related: FxHashMap<&'a str, Vec<RelatedTo<'a>>>,
    lines: Lines<W>,
    losses: Losses,
}

impl<W: Write> Calendar<'_, W> {
    fn uid(&self, key: &str) -> String {
        format!("{}@{}", encoded(key), self.realm)
    }

    fn write(&mut self) -> io::Result<()> {
        self.lines.plain("BEGIN", "VCALENDAR")?;
        self.lines.plain("VERSION", "2.0")?;
        self.lines.plain("PRODID", "-//demarche//demarche//EN")?;
        let header = self.book.header;
        if let Some(title) = header.and_then(|header| header.title.as_deref()) {
            self.lines.text("NAME", title)?;
            // Older programs know the name by this one.
            self.lines.text("X-WR-CALNAME", title)?;
        }
        for event in self.book.events() {
            self.event(event)?;
        }
        self.lines.plain("END", "VCALENDAR")?;
        for record in self.book.records {
            if let Record::Timeline(header) = record {
                self.losses
                    .others(record, &["title", "zone"], Fate::LeftOut);
                if header.zone.is_some() {
                    self.losses
                        .field(record, "zone", "told with each date", Fate::InText);
                }
            }
        }
        let relations = "only the ends that come one after the other, and the least gap";
        report_others(
            self.book,
            &FxHashSet::default(),
            &mut self.losses,
            relations,
        );
        Ok(())
    }

    fn event(&mut self, event: &Record) -> io::Result<()> {
        let Some(common) = event.common() else {
            return Ok(());
        };
        let place = Place::of(&self.book.when(event));
        let is_dated = place.start.is_some();
        let kind = if is_dated { "VEVENT" } else { "VJOURNAL" };
        self.lines.plain("BEGIN", kind)?;
        let uid = self.uid(&common.id);
        self.lines.plain("UID", &uid)?;
        self.lines.plain("DTSTAMP", "19700101T000000Z")?;
        if let Some(start) = &place.start {
            self.lines.plain_with("DTSTART", start)?;
        }
        if let Some(end) = &place.end {
            self.lines.plain_with("DTEND", end)?;
        }
        self.lines
            .text("SUMMARY", title(event).unwrap_or(&common.id))?;
        self.description(event, &place)?;
        if let Some(place) = common.place.as_deref().filter(|_| is_dated) {
            self.held(event, "place", "LOCATION", place)?;
        }
        let topics = common.topics.iter().filter(|topic| !topic.is_empty());
        let topics: Vec<String> = topics.map(|topic| line::escaped(topic)).collect();
        if !topics.is_empty() {
            self.lines.plain("CATEGORIES", &topics.join(","))?;
            self.controls(event, "topics", &common.topics.concat());
        }
        self.controls(event, "title", common.title.as_deref().unwrap_or_default());
        self.lines
            .plain("STATUS", status(common.status, is_dated))?;
        if is_dated {
            // What once was takes up nobody's time.
            self.lines.plain("TRANSP", "TRANSPARENT")?;
        }
        self.links(event)?;
        self.lines.plain("END", kind)
    }

    /// Writes what the component has no property for, and reports it.
    fn description(&mut self, event: &Record, place: &Place) -> io::Result<()> {
        let mut held = vec!["title", "topics", "part_of"];
        if place.start.is_some() {
            held.push("place");
        }
        if event
            .common()
            .is_some_and(|common| common.status == Status::Cancelled)
        {
            held.push("status");
        }
        if place.start.is_some() && place.losses.is_empty() {
            held.extend(["time", "zone"]);
        }
        let told = tell(self.book, event, &held);
        let claims = tell_claims(self.book, event.id().unwrap_or_default());
        let lines = told.iter().map(|told| told.text.as_str());
        let lines: Vec<&str> = lines.chain(claims.iter().map(String::as_str)).collect();
        if !lines.is_empty() {
            self.lines.text("DESCRIPTION", &lines.join("\n"))?;
        }
        let own_zone = event.common().is_some_and(|common| common.zone.is_some());
        for (field, what, fate) in &place.losses {
            // The zone of the timeline is no field of the event.
            if *field != "zone" || own_zone {
                self.losses.field(event, field, *what, *fate);
            }
        }
        // Times have been reported, and links stand in properties as well.
        let mut told = told;
        told.retain(|told| !LINKED.contains(&told.field.as_str()));
        told.retain(|told| {
            !matches!(told.field.as_str(), "time" | "zone") || place.losses.is_empty()
        });
        report(&mut self.losses, event, &told, NO_PLACE);
        Ok(())
    }

    /// Writes a text that has a property of its own.
    fn held(&mut self, event: &Record, field: &str, name: &str, text: &str) -> io::Result<()> {
        self.controls(event, field, text);
        self.lines.text(name, text)
    }

    /// Reports letters that no file may hold.
    fn controls(&mut self, event: &Record, field: &str, text: &str) {
        if text.contains(is_forbidden) {
            self.losses
                .field(event, field, "control characters", Fate::Changed);
        }
    }

    /// Writes what the event has to do with others, and where its sources are.
    fn links(&mut self, event: &Record) -> io::Result<()> {
        let Some(common) = event.common() else {
            return Ok(());
        };
        for whole in &common.part_of {
            let whole = self.uid(whole);
            self.lines.plain("RELATED-TO;RELTYPE=PARENT", &whole)?;
        }
        for related in self.related.get(common.id.as_str()).into_iter().flatten() {
            let other = format!("{}@{}", encoded(related.other), self.realm);
            let name = format!("RELATED-TO{}", related.parameters);
            self.lines.plain(&name, &other)?;
        }
        let (about, replies) = match event {
            Record::Statement(it) => (&*it.about, &*it.replies_to),
            _ => (&[][..], &[][..]),
        };
        let links = about.iter().map(|to| ("about", to));
        let links = links.chain(replies.iter().map(|to| ("replies_to", to)));
        let links = links.chain(common.links.iter().map(|link| (link.kind.name(), &link.to)));
        for (kind, to) in links {
            let name = format!("LINK;VALUE=UID;LINKREL=\"{LINKREL}{kind}\"");
            let to = self.uid(to);
            self.lines.plain(&name, &to)?;
        }
        let sources = common
            .sources
            .iter()
            .filter_map(|it| self.book.source(&it.source));
        for url in sources
            .filter_map(|source| source.url.as_deref())
            .filter(|url| is_web(url))
        {
            self.lines
                .plain("LINK;VALUE=URI;LINKREL=describedby", url)?;
        }
        Ok(())
    }
}

/// The fields that become links, which descriptions tell as well.
const LINKED: [&str; 3] = ["about", "replies_to", "links"];

/// Where the kinds of links are explained.
const LINKREL: &str = "https://docs.rs/demarche/latest/demarche/formats/#";

/// The status of a component, those with a date having other ones than those without.
fn status(status: Status, is_dated: bool) -> &'static str {
    match (status, is_dated) {
        (Status::Occurred, true) => "CONFIRMED",
        (Status::Planned | Status::Alleged, true) => "TENTATIVE",
        (Status::Occurred, false) => "FINAL",
        (Status::Planned | Status::Alleged, false) => "DRAFT",
        (Status::Cancelled | Status::Denied, _) => "CANCELLED",
    }
}
