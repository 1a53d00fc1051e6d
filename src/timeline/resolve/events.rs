//! The second pass: what events name, and their dates.

use super::Resolver;
use crate::model::{Citation, Common, Record};

impl Resolver<'_> {
    /// Looks at every event, in file order.
    pub(super) fn all_events(&mut self) {
        let places = std::mem::take(&mut self.event_places);
        for (event, &at) in places.iter().enumerate() {
            self.at = at as usize;
            let records = self.records;
            let record = &records[self.at].0;
            if let Some(common) = record.common() {
                self.record_event(event as u32, record, common);
            }
        }
        self.event_places = places;
    }

    fn record_event(&mut self, event: u32, record: &Record, common: &Common) {
        let zone = common.zone.as_ref().map(|text| self.read_zone(text));
        match record {
            Record::Meeting(meeting) => {
                for (i, p) in meeting.participants.iter().enumerate() {
                    self.cite(&p.sources, &format!("participants[{i}].sources"));
                    for (j, principal) in p.acts_for.iter().enumerate() {
                        self.actor(principal, || format!("participants[{i}].for[{j}]"));
                    }
                    self.actor(&p.actor, || format!("participants[{i}].actor"));
                }
                self.involve(&meeting.absent, "absent");
                self.involve(&meeting.concerns, "concerns");
            }
            Record::Statement(statement) => {
                self.involve(&statement.by, "by");
                self.involve(&statement.to, "to");
                for (i, stance) in statement.stances.iter().enumerate() {
                    if let Some(holder) = &stance.holder {
                        self.actor(holder, || format!("stances[{i}].holder"));
                    }
                }
            }
            Record::Document(document) => {
                self.involve(&document.by, "by");
                self.involve(&document.parties, "parties");
                self.involve(&document.to, "to");
                for (i, term) in document.terms.iter().enumerate() {
                    for (j, obliged) in term.obliges.iter().enumerate() {
                        self.actor(obliged, || format!("terms[{i}].obliges[{j}]"));
                    }
                }
            }
            Record::Action(action) => {
                self.involve(&action.by, "by");
                self.involve(&action.to, "to");
            }
            _ => return,
        }
        self.relate_event(event, record, common);
        self.cite(&common.sources, "sources");
        if let Some(text) = &common.time {
            let zone = zone.flatten().unwrap_or(self.zone);
            self.read_date(text, &zone, "time");
        }
    }

    /// Looks up the events that one names.
    fn relate_event(&mut self, event: u32, record: &Record, common: &Common) {
        let mut part_of = Vec::new();
        for (i, key) in common.part_of.iter().enumerate() {
            part_of.extend(self.event(key, || format!("part_of[{i}]")));
        }
        self.part_of.put(event, part_of);
        if let Record::Statement(statement) = record {
            for (i, key) in statement.about.iter().enumerate() {
                self.event(key, || format!("about[{i}]"));
            }
            for (i, key) in statement.replies_to.iter().enumerate() {
                self.event(key, || format!("replies_to[{i}]"));
            }
        }
        for (i, link) in common.links.iter().enumerate() {
            self.event(&link.to, || format!("links[{i}].to"));
        }
    }

    fn involve(&mut self, actors: &[String], field: &str) {
        for (i, key) in actors.iter().enumerate() {
            self.actor(key, || format!("{field}[{i}]"));
        }
    }

    pub(super) fn cite(&mut self, citations: &[Citation], field: &str) {
        for (i, citation) in citations.iter().enumerate() {
            self.source_number(&citation.source, || format!("{field}[{i}]"));
        }
    }
}
