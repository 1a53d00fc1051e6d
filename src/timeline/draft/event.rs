//! Events, record by record, into columns.

use super::Draft;
use crate::model::{Common, Origin, Participant, PlainEvent, Presence, Record, Status};
use crate::timeline::base::{Base, Entry};
use crate::timeline::columns::{Cited, CitedNotes, EventKind, Involved, Part, flag};

impl Draft {
    /// Adds an event of sound form.
    pub(super) fn event(&mut self, record: Record, origin: Origin) {
        let Some(common) = record.common() else {
            return self.keep(record, origin, false);
        };
        let event = self.events.count();
        if !self.events.define(&mut self.base.columns.keys, &common.id) {
            self.unsound = true;
            return self.keep(record, origin, false);
        }
        let (kind, capacities) = people(&mut self.base, event, &record);
        let whole = says_more(&record);
        lists(&mut self.base, event, common);
        let stated = Stated {
            kind,
            time: common.time.as_deref(),
            title: common.title.as_deref(),
            place: common.place.as_deref(),
            code: common.code.as_deref(),
        };
        let zone = self.base.columns.zones.optional(common.zone.as_deref());
        self.base.columns.zone.put(event, zone);
        // No date is written as an empty text.
        self.unsound |= common.time.as_deref() == Some("");
        let set = |on: bool, bit: u8| if on { bit } else { 0 };
        let flags = set(common.instant == Some(true), flag::INSTANT)
            | set(common.instant.is_some(), flag::STATED)
            | set(capacities, flag::CAPACITIES)
            | set(whole, flag::WHOLE);
        self.row(event, &stated, common.status, flags, &origin);
        if whole {
            self.base.columns.whole.push(event);
            self.base.wholes.push(record);
        }
    }

    /// Has at hand what is needed to add events with these keys.
    pub(crate) fn expect<'t>(&self, keys: impl Iterator<Item = &'t str>) {
        self.base.columns.keys.fetch(keys);
    }

    /// Adds an event in borrowed texts.
    pub(crate) fn plain_or_record(&mut self, plain: &PlainEvent<'_>, origin: &Origin) {
        if !self.plain(plain, origin) {
            self.push(Record::from(*plain), origin.clone());
        }
    }

    /// Adds an event in borrowed texts; whether that could be done, and nothing is wrong with it by itself.
    fn plain(&mut self, plain: &PlainEvent<'_>, origin: &Origin) -> bool {
        if !plain.is_sound() {
            return false;
        }
        let event = self.events.count();
        if !self.events.define(&mut self.base.columns.keys, plain.id) {
            return false;
        }
        let Base {
            columns,
            actors,
            sources,
            ..
        } = &mut self.base;
        let taking_part = match plain.kind {
            EventKind::Meeting => Part::Participant,
            _ => Part::Party,
        };
        let parts = match plain.kind {
            // As the people of documents stand in their records.
            EventKind::Document => [(plain.by, Part::By), (plain.with, taking_part)],
            _ => [(plain.with, taking_part), (plain.by, Part::By)],
        };
        let parts = parts.into_iter().chain([(plain.to, Part::To)]);
        let row = parts.flat_map(|(list, part)| list.iter().map(move |&key| (key, part)));
        let row = row.map(|(key, part)| Involved {
            actor: actors.keys.add(key).0,
            part,
            role: None,
            presence: Presence::Reported,
        });
        columns.involved.put(event, row);
        let topics = plain.topics.iter().map(|t| columns.topic_names.add(t).0);
        columns.topics.put(event, topics);
        let cited = plain
            .sources
            .iter()
            .map(|key| Cited::plain(sources.keys.add(key).0));
        columns.sources.put(event, cited);
        let some = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let stated = Stated {
            kind: plain.kind,
            time: some(plain.time),
            title: some(plain.title),
            place: some(plain.place),
            code: some(plain.code),
        };
        self.row(event, &stated, Status::Occurred, 0, origin);
        true
    }

    /// Columns of one value an event.
    fn row(&mut self, event: u32, stated: &Stated<'_>, status: Status, flags: u8, origin: &Origin) {
        let file = self.file(origin);
        let columns = &mut self.base.columns;
        columns.kind.push(stated.kind);
        columns.status.push(status);
        columns.flags.push(flags);
        columns.time.put(event, stated.time.unwrap_or_default());
        columns.title.put(event, stated.title.unwrap_or_default());
        let place = columns.places.optional(stated.place);
        columns.place.put(event, place);
        let code = columns.codes.optional(stated.code);
        columns.code.put(event, code);
        columns.line.push(origin.line);
        columns.file.put(event, file);
        self.enter(Entry::Event);
    }
}

/// What a record says in texts of its own.
struct Stated<'a> {
    kind: EventKind,
    time: Option<&'a str>,
    title: Option<&'a str>,
    place: Option<&'a str>,
    code: Option<&'a str>,
}

/// Columns of lists that every event may state.
fn lists(base: &mut Base, event: u32, common: &Common) {
    let columns = &mut base.columns;
    let topics = common.topics.iter().map(|t| columns.topic_names.add(t).0);
    columns.topics.put(event, topics);
    let keys = &mut columns.keys;
    let wholes = common.part_of.iter().map(|key| keys.add(key).0);
    columns.part_of.put(event, wholes);
    let links = common.links.iter();
    columns
        .links
        .put(event, links.map(|link| (link.kind, keys.add(&link.to).0)));
    let (keys, cited) = (&mut base.sources.keys, &mut columns.cited);
    let sources = common.sources.iter();
    columns
        .sources
        .put(event, sources.map(|c| cited.cite(keys.add(&c.source).0, c)));
}

/// The actors of an event, and the events that a statement names; what kind it is, and whether somebody's capacity
/// stands in the record.
fn people(base: &mut Base, event: u32, record: &Record) -> (EventKind, bool) {
    let (columns, actors) = (&mut base.columns, &mut base.actors.keys);
    let mut capacities = false;
    let mut part = |keys: &[String], part: Part, row: &mut Vec<Involved>| {
        row.extend(keys.iter().map(|key| Involved {
            actor: actors.add(key).0,
            part,
            role: None,
            presence: Presence::Reported,
        }));
    };
    let mut row = Vec::new();
    let kind = match record {
        Record::Meeting(meeting) => {
            for participant in &meeting.participants {
                part(
                    std::slice::from_ref(&participant.actor),
                    Part::Participant,
                    &mut row,
                );
                if let Some(last) = row.last_mut() {
                    last.role = participant.role;
                    last.presence = participant.presence;
                }
            }
            part(&meeting.absent, Part::Absent, &mut row);
            part(&meeting.concerns, Part::Concerned, &mut row);
            for participant in &meeting.participants {
                capacities |= !participant.acts_for.is_empty();
                for principal in &participant.acts_for {
                    actors.add(principal);
                }
                for citation in &participant.sources {
                    base.sources.keys.add(&citation.source);
                }
            }
            EventKind::Meeting
        }
        Record::Statement(statement) => {
            part(&statement.by, Part::By, &mut row);
            part(&statement.to, Part::To, &mut row);
            for holder in statement.stances.iter().filter_map(|s| s.holder.as_ref()) {
                actors.add(holder);
            }
            let keys = &mut columns.keys;
            columns
                .about
                .put(event, statement.about.iter().map(|key| keys.add(key).0));
            let answered = statement.replies_to.iter();
            columns
                .replies_to
                .put(event, answered.map(|key| keys.add(key).0));
            EventKind::Statement
        }
        Record::Document(document) => {
            part(&document.by, Part::By, &mut row);
            part(&document.parties, Part::Party, &mut row);
            part(&document.to, Part::To, &mut row);
            for obliged in document.terms.iter().flat_map(|term| &term.obliges) {
                actors.add(obliged);
            }
            EventKind::Document
        }
        Record::Action(action) => {
            part(&action.by, Part::By, &mut row);
            part(&action.to, Part::To, &mut row);
            EventKind::Action
        }
        _ => EventKind::Action,
    };
    columns.involved.put(event, row);
    (kind, capacities)
}

/// Whether the record of an event says more than columns hold.
fn says_more(record: &Record) -> bool {
    let Some(common) = record.common() else {
        return false;
    };
    let plain_participant =
        |p: &Participant| p.acts_for.is_empty() && p.sources.is_empty() && p.extra.is_empty();
    let texts = [
        &common.title,
        &common.time,
        &common.zone,
        &common.place,
        &common.code,
    ];
    let of_kind = match record {
        Record::Meeting(it) => {
            it.format.is_some() || !it.participants.iter().all(plain_participant)
        }
        Record::Statement(it) => {
            it.channel.is_some()
                || !it.quotes.is_empty()
                || it.gist.is_some()
                || it.language.is_some()
                || !it.stances.is_empty()
        }
        Record::Document(it) => it.form.is_some() || it.state.is_some() || !it.terms.is_empty(),
        _ => false,
    };
    of_kind
        || !common.figures.is_empty()
        || !common.notes.is_empty()
        || !common.extra.is_empty()
        || common.links.iter().any(|link| !link.extra.is_empty())
        || !common.sources.iter().all(CitedNotes::holds)
        // An empty text is not told from none.
        || texts.into_iter().any(|text| text.as_deref() == Some(""))
}
