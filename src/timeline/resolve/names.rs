//! The first pass: what every record says of itself, and the numbers of what has a key.

use super::{Resolver, SUGGESTIONS};
use crate::model::{Header, Record};
use crate::time::Zone;

impl Resolver<'_> {
    /// Checks each record by itself, and numbers sources, actors and events, so that references may
    /// point forward.
    pub(super) fn names(&mut self) {
        for (at, (record, origin)) in self.records.iter().enumerate() {
            self.at = at;
            let sound = self.judged.len();
            record.check(&mut self.judged);
            for fault in &mut self.judged[sound..] {
                fault.origin = origin.clone();
            }
            let taken = match record {
                Record::Timeline(header) => {
                    self.header(header);
                    None
                }
                Record::Affiliation(_) | Record::Relation(_) | Record::Claim(_) => None,
                Record::Source(source) => {
                    let new = self.sources.add(&source.id).1;
                    (!new).then_some(("source", &source.id))
                }
                Record::Actor(actor) => {
                    let new = self.actors.add(&actor.id).1;
                    (!new).then_some(("actor", &actor.id))
                }
                _ => match record.common() {
                    Some(common) => {
                        let new = self.events.add(&common.id).1;
                        if new {
                            self.event_places.push(at as u32);
                        }
                        (!new).then_some(("event", &common.id))
                    }
                    None => None,
                },
            };
            if let Some((what, id)) = taken
                && !id.is_empty()
            {
                let first = self.first_of(what, id);
                self.report(
                    "id",
                    format!("another {what} has the key {id:?} already{first}"),
                );
            }
        }
    }

    fn first_of(&self, what: &str, id: &str) -> String {
        if self.faults.len() > SUGGESTIONS {
            return String::new();
        }
        let found = self.records.iter().find(|(record, _)| {
            record.id() == Some(id)
                && match record {
                    Record::Source(_) => what == "source",
                    Record::Actor(_) => what == "actor",
                    other => what == "event" && other.common().is_some(),
                }
        });
        match found {
            Some((_, origin)) if !origin.is_none() => format!(" ({origin})"),
            _ => String::new(),
        }
    }

    fn header(&mut self, header: &Header) {
        if let Some(first) = self.header {
            let first = match self.records.get(first as usize) {
                Some((_, origin)) if !origin.is_none() => format!(" ({origin})"),
                _ => String::new(),
            };
            let message = format!("there is a timeline record already{first}");
            self.report("type", message);
            return;
        }
        self.header = Some(self.at as u32);
        if let Some(text) = &header.zone {
            match Zone::parse(text) {
                Ok(zone) => self.zone = zone,
                Err(error) => self.report("zone", error.to_string()),
            }
        }
    }
}
