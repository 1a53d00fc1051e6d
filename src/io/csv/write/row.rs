//! What one event says in plain CSV.

use super::cells::{Cells, as_part, is_part};
use crate::io::csv::row::Column;
use crate::io::out::{Fate, Losses};
use crate::model::{Participant, Presence, Record, Status};
use crate::time::Date;

/// The fields that each kind of event has a column for, apart from those that name people.
const HELD: [&str; 17] = [
    "id",
    "title",
    "status",
    "time",
    "zone",
    "place",
    "topics",
    "notes",
    "sources",
    "participants",
    "absent",
    "by",
    "to",
    "parties",
    "channel",
    "quote",
    "type",
];

/// The row of an event without key, people and sources.
pub(super) fn row(event: &Record, losses: &mut Losses) -> Cells {
    let mut row = Cells::new();
    let Some(common) = event.common() else {
        return row;
    };
    row.set(Column::Kind, event.type_name());
    let mut one = |column, field, text: &Option<String>, losses: &mut Losses| {
        if let Some(text) = text {
            row.text(column, text, (event, field), losses);
        }
    };
    one(Column::Title, "title", &common.title, losses);
    one(Column::Zone, "zone", &common.zone, losses);
    one(Column::Place, "place", &common.place, losses);
    if let Record::Statement(statement) = event {
        one(Column::Channel, "channel", &statement.channel, losses);
        row.texts(Column::Quote, &statement.quotes, (event, "quote"), losses);
    }
    row.texts(Column::Notes, &common.notes, (event, "notes"), losses);
    if common.status != Status::Occurred {
        row.set(Column::Status, common.status.name());
    }
    match &common.time {
        Some(time) if Date::parse(time).is_ok() => row.set(Column::Date, time),
        Some(_) => losses.field(event, "time", "a date that can't be read", Fate::LeftOut),
        None => {}
    }
    let mut changed = false;
    for topic in &common.topics {
        let part = as_part(topic);
        changed |= !is_part(topic);
        if !part.is_empty() {
            row.push(Column::Topic, &part);
        }
    }
    if changed {
        losses.field(
            event,
            "topics",
            "semicolons, and white space around it",
            Fate::Changed,
        );
    }
    if let Record::Meeting(meeting) = event {
        participants(&meeting.participants, event, losses);
    }
    losses.others(event, &HELD, Fate::LeftOut);
    row
}

/// Reports what a cell does not say of those who take part.
fn participants(all: &[Participant], event: &Record, losses: &mut Losses) {
    let mut report = |what| losses.field(event, "participants", what, Fate::LeftOut);
    if all.iter().any(|it| it.presence == Presence::Implied) {
        report("who is present by implication only");
    }
    if all.iter().any(|it| it.presence == Presence::Denied) {
        report("whose presence is denied");
    }
    let mut reported = all.iter().filter(|it| it.presence == Presence::Reported);
    if reported.any(|it| *it != Participant::new(&*it.actor)) {
        report("more than who they are");
    }
}

/// The columns that name people, each with the keys of these, in the order in which they are read.
pub(super) fn people(event: &Record) -> Vec<(Column, Vec<&str>)> {
    fn keys(keys: &[String]) -> Vec<&str> {
        keys.iter().map(String::as_str).collect()
    }
    match event {
        Record::Meeting(it) => {
            let all = it.participants.iter();
            let present = all.filter(|it| it.presence == Presence::Reported);
            let with = present.map(|it| it.actor.as_str()).collect();
            vec![(Column::With, with), (Column::Absent, keys(&it.absent))]
        }
        Record::Statement(it) => vec![(Column::By, keys(&it.by)), (Column::To, keys(&it.to))],
        Record::Document(it) => vec![
            (Column::With, keys(&it.parties)),
            (Column::By, keys(&it.by)),
            (Column::To, keys(&it.to)),
        ],
        Record::Action(it) => vec![(Column::By, keys(&it.by)), (Column::To, keys(&it.to))],
        _ => Vec::new(),
    }
}

/// What files call the people of a column.
pub(super) fn field(event: &Record, column: Column) -> &'static str {
    match (column, event) {
        (Column::With, Record::Document(_)) => "parties",
        (Column::With, _) => "participants",
        (column, _) => column.name(),
    }
}
