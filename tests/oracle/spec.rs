//! A small timeline in its own types, and its text in the interchange format.
//!
//! Nothing here is shared with the crate: the engine meets a `Spec` only as JSON Lines, through its public
//! reader. Events, actors and sources are named by index within the Spec; the order of the lines is part
//! of it (`layout`), so every record knows its line number, also among blank lines and with records that
//! come before those they name.

use std::fmt::Write;

use super::dates::{DateText, Window, offset_text};
use super::facts::Facts;
use super::relation::{Gap, INTERSECTS, Mask, WITHIN, names};

/// What sort of event a record states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Meeting,
    Statement,
    Document,
    Action,
}

/// Whether an event took place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Occurred,
    Planned,
    Cancelled,
    Alleged,
    Denied,
}

impl Status {
    /// The name used in files and queries.
    pub fn name(self) -> &'static str {
        match self {
            Status::Occurred => "occurred",
            Status::Planned => "planned",
            Status::Cancelled => "cancelled",
            Status::Alleged => "alleged",
            Status::Denied => "denied",
        }
    }
}

impl Kind {
    /// The name used in files and queries.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Meeting => "meeting",
            Kind::Statement => "statement",
            Kind::Document => "document",
            Kind::Action => "action",
        }
    }
}

/// Whether a participant is said to have been there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Reported,
    Implied,
    Denied,
}

/// The optional timeline record.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The timeline's zone, in minutes east of UTC.
    pub zone: Option<i64>,
}

/// A source.
#[derive(Clone, Debug)]
pub struct Source {
    pub id: String,
    /// `A` to `F`.
    pub reliability: Option<char>,
    pub published: Option<DateText>,
}

/// An actor: its key and its kind as written.
#[derive(Clone, Debug)]
pub struct Actor {
    pub id: String,
    pub kind: &'static str,
}

/// A record's mention of a source.
#[derive(Clone, Copy, Debug)]
pub struct Citation {
    pub source: usize,
    /// 1 to 6.
    pub credibility: Option<u8>,
    pub announced: bool,
}

/// One end of an affiliation.
#[derive(Clone, Debug)]
pub enum Side {
    /// No field at all: without end on this side.
    Missing,
    /// `..`: likewise.
    Open,
    /// A date or a one-of set, in whose hull the end lies.
    At(DateText),
}

/// An actor acts for another for a time.
#[derive(Clone, Debug)]
pub struct Affiliation {
    pub actor: usize,
    pub of: usize,
    pub from: Side,
    pub until: Side,
    pub sources: Vec<Citation>,
}

/// An event.
#[derive(Clone, Debug)]
pub struct Event {
    pub id: String,
    pub kind: Kind,
    /// The field `instant`, where given.
    pub instant: Option<bool>,
    pub status: Status,
    /// Of a meeting only, at least one.
    pub participants: Vec<(usize, Presence)>,
    /// Who spoke, wrote or acted; not used for a meeting.
    pub by: usize,
    pub time: Option<DateText>,
    /// The event's zone, in minutes east of UTC.
    pub zone: Option<i64>,
    pub part_of: Vec<usize>,
    /// Of a statement only.
    pub replies_to: Vec<usize>,
    pub sources: Vec<Citation>,
}

/// A relation claim.
#[derive(Clone, Debug)]
pub struct Relation {
    pub left: usize,
    pub is: Mask,
    pub right: usize,
    pub gap: Gap,
    pub sources: Vec<Citation>,
}

/// A date claim in a record of its own.
#[derive(Clone, Debug)]
pub struct Dating {
    pub event: usize,
    pub time: DateText,
    pub zone: Option<i64>,
    pub sources: Vec<Citation>,
}

/// What a line holds, by index into the Spec's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    Blank,
    Header,
    Source(usize),
    Actor(usize),
    Affiliation(usize),
    Event(usize),
    Relation(usize),
    Dating(usize),
}

/// A timeline.
#[derive(Clone, Debug, Default)]
pub struct Spec {
    pub header: Option<Header>,
    pub sources: Vec<Source>,
    pub actors: Vec<Actor>,
    pub affiliations: Vec<Affiliation>,
    pub events: Vec<Event>,
    pub relations: Vec<Relation>,
    pub datings: Vec<Dating>,
    /// What the records say beside times, for questions that ask about it.
    pub facts: Facts,
    /// Every record once, and blank lines; line numbers count from one.
    pub layout: Vec<Line>,
}

/// An end of an affiliation as bounds, or `None` where it has no end on that side.
pub type SideBounds = Option<(Option<i64>, Option<i64>)>;

impl Event {
    /// Whether the record says that the event is an instant.
    pub fn is_instant(&self) -> bool {
        self.instant.unwrap_or(match self.kind {
            Kind::Statement | Kind::Document => {
                !self.time.as_ref().is_some_and(DateText::has_slash)
            }
            Kind::Meeting | Kind::Action => false,
        })
    }
}

impl Spec {
    /// The event with this key.
    pub fn event(&self, id: &str) -> usize {
        self.events
            .iter()
            .position(|event| event.id == id)
            .expect("an event's key")
    }

    /// The line on which a record stands.
    pub fn line_of(&self, line: Line) -> u32 {
        self.layout
            .iter()
            .position(|&l| l == line)
            .expect("every record has a line") as u32
            + 1
    }

    /// The timeline's zone, in minutes east of UTC.
    pub fn zone(&self) -> i64 {
        self.header
            .as_ref()
            .and_then(|header| header.zone)
            .unwrap_or(0)
    }

    /// The zone that applies to an event's own time.
    pub fn event_zone(&self, event: usize) -> i64 {
        self.events[event].zone.unwrap_or_else(|| self.zone())
    }

    /// The zone that applies to a date claim in a record of its own.
    pub fn dating_zone(&self, dating: usize) -> i64 {
        let dating = &self.datings[dating];
        dating.zone.unwrap_or_else(|| self.event_zone(dating.event))
    }

    /// What an event's own time claims.
    pub fn own_window(&self, event: usize) -> Option<Window> {
        self.events[event]
            .time
            .as_ref()
            .map(|time| time.window(self.event_zone(event)))
    }

    /// The last tick of a source's date of publication.
    pub fn published_end(&self, source: usize) -> Option<i64> {
        self.sources[source]
            .published
            .as_ref()
            .and_then(|date| date.hull(self.zone()).1)
    }

    /// The two ends of an affiliation.
    pub fn affiliation_sides(&self, affiliation: usize) -> (SideBounds, SideBounds) {
        let side = |side: &Side| match side {
            Side::Missing | Side::Open => None,
            Side::At(date) => Some(date.hull(self.zone())),
        };
        let affiliation = &self.affiliations[affiliation];
        (side(&affiliation.from), side(&affiliation.until))
    }

    /// The meetings in which all these actors take part, as the named questions match them: alleged ones
    /// and those with an implied presence are open, marked true.
    pub fn candidates(&self, actors: &[usize]) -> Vec<(usize, bool)> {
        let mut found = Vec::new();
        for (index, event) in self.events.iter().enumerate() {
            if event.kind != Kind::Meeting {
                continue;
            }
            let presence = |actor: usize| {
                event
                    .participants
                    .iter()
                    .find(|&&(who, _)| who == actor)
                    .map(|&(_, presence)| presence)
            };
            let all: Vec<_> = actors.iter().map(|&actor| presence(actor)).collect();
            if all
                .iter()
                .all(|p| matches!(p, Some(Presence::Reported | Presence::Implied)))
            {
                let implied = all.contains(&Some(Presence::Implied));
                found.push((index, implied || event.status == Status::Alleged));
            }
        }
        found
    }

    /// The contract's plain layout: header, sources, actors, affiliations, events, relations, dates.
    pub fn plain_layout(&self) -> Vec<Line> {
        let mut layout = Vec::new();
        layout.extend(self.header.iter().map(|_| Line::Header));
        layout.extend((0..self.sources.len()).map(Line::Source));
        layout.extend((0..self.actors.len()).map(Line::Actor));
        layout.extend((0..self.affiliations.len()).map(Line::Affiliation));
        layout.extend((0..self.events.len()).map(Line::Event));
        layout.extend((0..self.relations.len()).map(Line::Relation));
        layout.extend((0..self.datings.len()).map(Line::Dating));
        layout
    }

    /// The timeline as JSON Lines.
    pub fn jsonl(&self) -> String {
        let mut out = String::new();
        for &line in &self.layout {
            match line {
                Line::Blank => {}
                Line::Header => self.write_header(&mut out),
                Line::Source(i) => self.write_source(&mut out, i),
                Line::Actor(i) => {
                    let Actor { id, kind } = &self.actors[i];
                    write!(out, r#"{{"type":"actor","id":"{id}","kind":"{kind}""#).unwrap();
                    if let Some(name) = self.facts.name(i) {
                        write!(out, r#","name":"{name}""#).unwrap();
                    }
                    out.push('}');
                }
                Line::Affiliation(i) => self.write_affiliation(&mut out, i),
                Line::Event(i) => self.write_event(&mut out, i),
                Line::Relation(i) => self.write_relation(&mut out, i),
                Line::Dating(i) => self.write_dating(&mut out, i),
            }
            out.push('\n');
        }
        out
    }

    fn write_header(&self, out: &mut String) {
        out.push_str(r#"{"type":"timeline","format":1"#);
        write_zone(out, self.header.as_ref().and_then(|header| header.zone));
        out.push('}');
    }

    fn write_source(&self, out: &mut String, index: usize) {
        let source = &self.sources[index];
        write!(out, r#"{{"type":"source","id":"{}""#, source.id).unwrap();
        if let Some(published) = &source.published {
            write!(out, r#","published":"{}""#, published.text(self.zone())).unwrap();
        }
        if let Some(reliability) = source.reliability {
            write!(out, r#","reliability":"{reliability}""#).unwrap();
        }
        out.push('}');
    }

    fn write_affiliation(&self, out: &mut String, index: usize) {
        let affiliation = &self.affiliations[index];
        let (actor, of) = (
            &self.actors[affiliation.actor].id,
            &self.actors[affiliation.of].id,
        );
        write!(
            out,
            r#"{{"type":"affiliation","actor":"{actor}","of":"{of}""#
        )
        .unwrap();
        if let Some(role) = self.facts.office(index) {
            write!(out, r#","role":"{role}""#).unwrap();
        }
        for (name, side) in [("from", &affiliation.from), ("until", &affiliation.until)] {
            match side {
                Side::Missing => {}
                Side::Open => write!(out, r#","{name}":"..""#).unwrap(),
                Side::At(date) => write!(out, r#","{name}":"{}""#, date.text(self.zone())).unwrap(),
            }
        }
        self.write_sources(out, &affiliation.sources);
        out.push('}');
    }

    fn write_event(&self, out: &mut String, index: usize) {
        let event = &self.events[index];
        let kind = event.kind.name();
        write!(out, r#"{{"type":"{kind}","id":"{}""#, event.id).unwrap();
        self.write_facts(out, index);
        if let Some(time) = &event.time {
            write!(out, r#","time":"{}""#, time.text(self.event_zone(index))).unwrap();
        }
        write_zone(out, event.zone);
        if let Some(instant) = event.instant {
            write!(out, r#","instant":{instant}"#).unwrap();
        }
        if event.status != Status::Occurred {
            write!(out, r#","status":"{}""#, event.status.name()).unwrap();
        }
        for (name, list) in [
            ("part_of", &event.part_of),
            ("replies_to", &event.replies_to),
        ] {
            if !list.is_empty() {
                let ids: Vec<_> = list
                    .iter()
                    .map(|&e| format!(r#""{}""#, self.events[e].id))
                    .collect();
                write!(out, r#","{name}":[{}]"#, ids.join(",")).unwrap();
            }
        }
        self.write_sources(out, &event.sources);
        out.push('}');
    }

    fn write_relation(&self, out: &mut String, index: usize) {
        let relation = &self.relations[index];
        let (left, right) = (
            &self.events[relation.left].id,
            &self.events[relation.right].id,
        );
        let list = names(relation.is);
        let is = match (relation.is, &list[..]) {
            (WITHIN, _) => r#""within""#.to_owned(),
            (INTERSECTS, _) => r#""intersects""#.to_owned(),
            (_, [one]) => format!(r#""{one}""#),
            _ => format!(r#"["{}"]"#, list.join(r#"",""#)),
        };
        write!(
            out,
            r#"{{"type":"relation","left":"{left}","is":{is},"right":"{right}""#
        )
        .unwrap();
        let limits = [("min", relation.gap.min), ("max", relation.gap.max)];
        let limits = limits.iter().filter_map(|&(name, limit)| {
            limit.map(|ticks| format!(r#""{name}":"{}""#, duration_text(ticks)))
        });
        let limits = limits.collect::<Vec<_>>().join(",");
        if !limits.is_empty() {
            write!(out, r#","gap":{{{limits}}}"#).unwrap();
        }
        self.write_sources(out, &relation.sources);
        out.push('}');
    }

    fn write_dating(&self, out: &mut String, index: usize) {
        let dating = &self.datings[index];
        let (event, time) = (
            &self.events[dating.event].id,
            dating.time.text(self.dating_zone(index)),
        );
        write!(out, r#"{{"type":"claim","event":"{event}","time":"{time}""#).unwrap();
        write_zone(out, dating.zone);
        self.write_sources(out, &dating.sources);
        out.push('}');
    }

    fn write_sources(&self, out: &mut String, citations: &[Citation]) {
        if citations.is_empty() {
            return;
        }
        let list = citations.iter().map(|citation| {
            let id = &self.sources[citation.source].id;
            if citation.credibility.is_none() && !citation.announced {
                return format!(r#""{id}""#);
            }
            let mut text = format!(r#"{{"source":"{id}""#);
            if let Some(credibility) = citation.credibility {
                write!(text, r#","credibility":{credibility}"#).unwrap();
            }
            text + if citation.announced {
                r#","as":"announced"}"#
            } else {
                "}"
            }
        });
        let list = list.collect::<Vec<_>>().join(",");
        write!(out, r#","sources":[{list}]"#).unwrap();
    }
}

fn write_zone(out: &mut String, zone: Option<i64>) {
    if let Some(minutes) = zone {
        write!(out, r#","zone":"{}""#, offset_text(minutes)).unwrap();
    }
}

/// A duration of so many ticks in ISO 8601.
pub fn duration_text(ticks: i64) -> String {
    match (ticks / 1_000_000, ticks % 1_000_000) {
        (seconds, 0) => format!("PT{seconds}S"),
        (seconds, fraction) => format!("PT{seconds}.{fraction:06}S"),
    }
}
