//! Events, record by record, into columns.

use super::Draft;
use crate::model::{Common, Origin, Participant, Presence, Record};
use crate::timeline::base::{Base, Entry};
use crate::timeline::columns::{CitedNotes, EventKind, Involved, Part, flag};

impl Draft {
    /// Adds an event of sound form.
    pub(super) fn event(&mut self, record: Record, origin: Origin) {
        let Some(common) = record.common() else {
            return self.keep(record, origin, false);
        };
        // The number of names before it is known whether they are defined must not depend on the event.
        let event = self.events.count();
        if !self.events.define(&mut self.base.columns.keys, &common.id) {
            self.unsound = true;
            return self.keep(record, origin, false);
        }
        let file = self.file(&origin);
        let base = &mut self.base;
        base.columns.line.push(origin.line);
        base.columns.file.put(event, file);
        let (kind, capacities) = people(base, event, &record);
        let whole = says_more(&record);
        common_columns(base, event, common);
        // No date is written as an empty text.
        self.unsound |= common.time.as_deref() == Some("");
        let set = |on: bool, bit: u8| if on { bit } else { 0 };
        let columns = &mut base.columns;
        columns.kind.push(kind);
        columns.flags.push(
            set(common.instant == Some(true), flag::INSTANT)
                | set(common.instant.is_some(), flag::STATED)
                | set(capacities, flag::CAPACITIES)
                | set(whole, flag::WHOLE),
        );
        if whole {
            columns.whole.push(event);
            base.wholes.push(record);
        }
        self.enter(Entry::Event);
    }
}

/// Columns of what every event may state.
fn common_columns(base: &mut Base, event: u32, common: &Common) {
    let columns = &mut base.columns;
    columns.status.push(common.status);
    columns
        .time
        .put(event, common.time.as_deref().unwrap_or_default());
    columns
        .title
        .put(event, common.title.as_deref().unwrap_or_default());
    let place = columns.places.optional(common.place.as_deref());
    columns.place.put(event, place);
    let code = columns.codes.optional(common.code.as_deref());
    columns.code.put(event, code);
    let zone = columns.zones.optional(common.zone.as_deref());
    columns.zone.put(event, zone);
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
