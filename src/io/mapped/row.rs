//! One row, and the record that it stands for.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value};

use super::mapping::{Column, ROLES, Whence, is_date, is_of_actors};
use super::{Places, Table, record};
use crate::io::stream::{DelimitedCells, Reject, Run, shortened};
use crate::model::{ActorKind, Citation, Fault, Record};
use crate::time::{Date, Zone};

/// The values of the fields of one row, and of what kind the actors are that they name.
#[derive(Debug, Default)]
struct Values {
    of: Map<String, Value>,
    kinds: FxHashMap<String, Vec<ActorKind>>,
}

impl Values {
    /// Adds a value to a field: a second one makes a list of them.
    fn add(&mut self, field: &str, value: Value, kind: ActorKind) {
        let (field, value) = match (ROLES.contains(&field), value) {
            (true, Value::String(actor)) => {
                let participant = [("actor", actor), ("role", field.to_owned())];
                let fields = participant.map(|(name, text)| (name.to_owned(), text.into()));
                ("participants", Value::Object(fields.into_iter().collect()))
            }
            (_, value) => (field, value),
        };
        let kinds = self.kinds.entry(field.to_owned()).or_default();
        let several = match value {
            Value::Array(several) => several,
            one => vec![one],
        };
        for value in several {
            kinds.push(kind);
            match self.of.get_mut(field) {
                None => {
                    self.of.insert(field.to_owned(), value);
                }
                Some(Value::Array(all)) => all.push(value),
                Some(first) => *first = Value::Array(vec![first.take(), value]),
            }
        }
    }
}

impl Table<'_> {
    /// Reads a row, and hands its record on.
    pub(super) fn row(
        &mut self,
        cells: &DelimitedCells<'_>,
        places: &Places,
        run: &mut Run<'_, '_>,
    ) -> Result<(), Reject> {
        let mapping = self.mapping;
        let mut values = Values::default();
        for (field, whence) in &mapping.fields {
            for one in whence {
                match one {
                    Whence::Constant(constant) => {
                        values.add(field, constant.clone(), mapping.actors);
                    }
                    Whence::Column(column) => {
                        for text in texts(column, field, cells, places)? {
                            let value = match (field.as_str(), text.as_str()) {
                                ("instant", "true") => true.into(),
                                ("instant", "false") => false.into(),
                                _ => text.into(),
                            };
                            values.add(field, value, column.kind);
                        }
                    }
                    Whence::Interval(from, to) => {
                        let end = |column| -> Result<Option<String>, Reject> {
                            Ok(texts(column, field, cells, places)?.into_iter().next())
                        };
                        let time = match (end(from)?, end(to)?) {
                            (Some(from), Some(to)) if from != to => Some(format!("{from}/{to}")),
                            (from, to) => from.or(to),
                        };
                        if let Some(time) = time {
                            values.add(field, time.into(), ActorKind::default());
                        }
                    }
                }
            }
        }
        let has_id = mapping.record != "affiliation";
        if has_id && !values.of.contains_key("id") {
            let id = format!("{}:{}", self.cited, cells.line());
            values.of.insert("id".to_owned(), id.into());
        }
        let found = record(mapping.record, values.of);
        let mut faults = found.faults;
        let mut record = found.record.ok_or_else(|| Reject::row("no record"))?;
        if faults.is_empty() {
            record.check(&mut faults);
        }
        if faults.is_empty() {
            judge_dates(&record, &mut faults);
        }
        if let Some(fault) = faults.into_iter().next() {
            return Err(self.rejected(fault, places));
        }
        if let Some(id) = record.id()
            && !self.taken.insert(id.to_owned())
        {
            let fault = Fault::new(format!("another row has the key {id:?} already")).field("id");
            return Err(self.rejected(fault, places));
        }

        let origin = cells.origin();
        if let Some(mut source) = self.source.take() {
            for whom in &mut source.speaks_for {
                *whom = self.actor(whom, mapping.actors, &origin, run);
            }
            run.put(source, origin.clone());
        }
        each_actor(&mut record, &mut |field, i, actor| {
            let kind = values.kinds.get(field).and_then(|kinds| kinds.get(i));
            *actor = self.actor(actor, kind.copied().unwrap_or_default(), &origin, run);
        });
        let citation = Citation::new(&self.cited).at(format!("line {}", cells.line()));
        match &mut record {
            Record::Affiliation(affiliation) => affiliation.sources.push(citation),
            Record::Meeting(meeting) => meeting.common.sources.push(citation),
            Record::Statement(statement) => statement.common.sources.push(citation),
            Record::Document(document) => document.common.sources.push(citation),
            Record::Action(action) => action.common.sources.push(citation),
            _ => {}
        }
        run.put(record, origin);
        Ok(())
    }

    /// That a row is rejected for a fault of its record, told in the words of the columns.
    fn rejected(&self, fault: Fault, places: &Places) -> Reject {
        let path = fault.field.as_deref().unwrap_or_default();
        let field = path.split(['[', '.']).next().unwrap_or_default();
        let column = self.mapping.fields.iter().find_map(|(name, whence)| {
            let is_it = name == field || field == "participants" && ROLES.contains(&name.as_str());
            let column = whence.iter().find_map(|whence| match whence {
                Whence::Column(column) | Whence::Interval(column, _) => Some(&column.name),
                Whence::Constant(_) => None,
            });
            column.filter(|_| is_it)
        });
        match column {
            Some(column) => places.bad(column, fault.message),
            None if field.is_empty() => Reject::row(fault.message),
            None => Reject::row(format!("field `{path}`: {}", fault.message)),
        }
        .suggest(fault.suggestion)
    }
}

/// What the cell of a column stands for: nothing, one text, or the parts of a list.
fn texts(
    column: &Column,
    field: &str,
    cells: &DelimitedCells<'_>,
    places: &Places,
) -> Result<Vec<String>, Reject> {
    let cell = cells.get(places.of(&column.name));
    let cell = match &column.default {
        Some(default) if cell.is_empty() => default,
        _ => cell,
    };
    let parts: Vec<&str> = match &column.split {
        Some(split) => cell.split(split.as_str()).map(str::trim).collect(),
        None => vec![cell],
    };
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let part = column
                .values
                .get(part)
                .and_then(Value::as_str)
                .unwrap_or(part);
            if !is_date(field) || column.formats.is_empty() {
                return Ok(part.to_owned());
            }
            let read = column
                .formats
                .iter()
                .find_map(|(format, _)| format.read(part));
            read.ok_or_else(|| {
                let formats: Vec<&str> = column.formats.iter().map(|it| it.1.as_str()).collect();
                let formats = formats.join(" or ");
                let found = shortened(part);
                places.bad(
                    &column.name,
                    format!("expected a date such as {formats}, found {found}"),
                )
            })
        })
        .filter(|part| part.as_ref().map_or(true, |part| !part.is_empty()))
        .collect()
}

/// Adds what is wrong with the dates of a record by themselves.
fn judge_dates(record: &Record, faults: &mut Vec<Fault>) {
    if let Some(common) = record.common() {
        let zone = match common.zone.as_deref().map(Zone::parse) {
            None => Zone::UTC,
            Some(Ok(zone)) => zone,
            Some(Err(error)) => return faults.push(Fault::new(error.to_string()).field("zone")),
        };
        if let Some(time) = &common.time
            && let Err(error) = Date::parse(time).and_then(|date| date.window(&zone))
        {
            faults.push(Fault::new(error.to_string()).field("time"));
        }
    }
    if let Record::Affiliation(affiliation) = record {
        let mut limit = |field: &str, text: &Option<String>| {
            let text = text.as_deref().filter(|text| *text != "..")?;
            let date = Date::parse(text).and_then(|date| {
                let hull = date.hull(&Zone::UTC)?;
                Ok((date, hull))
            });
            match date {
                Ok((date, _)) if date.is_interval() || text.starts_with('{') => {
                    faults.push(Fault::new("an interval; one date is wanted").field(field));
                    None
                }
                Ok((_, hull)) => Some(hull),
                Err(error) => {
                    faults.push(Fault::new(error.to_string()).field(field));
                    None
                }
            }
        };
        let (from, until) = (
            limit("from", &affiliation.from),
            limit("until", &affiliation.until),
        );
        if let (Some(begin), Some(end)) = (
            from.and_then(|hull| hull.earliest),
            until.and_then(|hull| hull.latest),
        ) && end < begin
        {
            faults.push(Fault::new("before the beginning").field("until"));
        }
    }
}

/// Calls `each` with every key of an actor in a record: the field, the place in it, and the key.
fn each_actor(record: &mut Record, each: &mut impl FnMut(&'static str, usize, &mut String)) {
    let mut list = |field: &'static str, keys: &mut Vec<String>| {
        debug_assert!(is_of_actors(field));
        for (i, key) in keys.iter_mut().enumerate() {
            each(field, i, key);
        }
    };
    match record {
        Record::Meeting(meeting) => {
            list("absent", &mut meeting.absent);
            list("concerns", &mut meeting.concerns);
            for (i, participant) in meeting.participants.iter_mut().enumerate() {
                each("participants", i, &mut participant.actor);
                for key in &mut participant.acts_for {
                    each("participants", i, key);
                }
            }
        }
        Record::Statement(statement) => {
            list("by", &mut statement.by);
            list("to", &mut statement.to);
        }
        Record::Document(document) => {
            list("by", &mut document.by);
            list("to", &mut document.to);
            list("parties", &mut document.parties);
        }
        Record::Action(action) => {
            list("by", &mut action.by);
            list("to", &mut action.to);
        }
        Record::Affiliation(affiliation) => {
            each("actor", 0, &mut affiliation.actor);
            each("of", 0, &mut affiliation.of);
        }
        _ => {}
    }
}
