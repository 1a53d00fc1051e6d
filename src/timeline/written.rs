//! Records put together again from columns.

use super::base::Base;
use super::columns::{Cited, CitedNotes, EventKind, Part};
use crate::model::{
    Action, Citation, Common, Document, Extra, Link, Meeting, Origin, Participant, Record,
    RelationClaim, Statement,
};
use std::borrow::Cow;

impl Base {
    /// An event's record as it was added; `key` is its key.
    pub(crate) fn event_record(&self, event: u32, key: &str) -> Record {
        if let Some(record) = self.whole(event) {
            return record.clone();
        }
        let columns = &self.columns;
        let keys = |row: &[u32]| {
            row.iter()
                .map(|&e| columns.keys.get(e).to_string())
                .collect()
        };
        let mut common = Common::new(key);
        common.title = columns.title.some(event).map(Into::into);
        common.time = columns.time.some(event).map(Into::into);
        common.zone = columns.zones.some(columns.zone.get(event)).map(Into::into);
        common.place = columns
            .places
            .some(columns.place.get(event))
            .map(Into::into);
        common.code = columns.codes.some(columns.code.get(event)).map(Into::into);
        common.instant = columns.stated_instant(event);
        common.status = columns.status[event as usize];
        let topics = columns.topics.of(event).iter();
        common.topics = topics
            .map(|&t| columns.topic_names.get(t).to_string())
            .collect();
        common.part_of = keys(columns.part_of.of(event));
        let links = columns.links.of(event).iter();
        common.links = links
            .map(|&(kind, to)| Link::new(kind, columns.keys.get(to)))
            .collect();
        common.sources = self
            .cited(columns.sources.of(event), &columns.cited)
            .into_owned();
        let of = |part: Part| {
            let row = columns
                .involved
                .of(event)
                .iter()
                .filter(move |i| i.part == part);
            row.map(|i| self.actors.keys.get(i.actor).to_string())
                .collect::<Vec<_>>()
        };
        match columns.kind[event as usize] {
            EventKind::Meeting => {
                let row = columns.involved.of(event).iter();
                let taking_part = row.filter(|i| i.part == Part::Participant).map(|i| {
                    let mut participant = Participant::new(self.actors.keys.get(i.actor));
                    participant.role = i.role;
                    participant.presence = i.presence;
                    participant
                });
                Record::Meeting(Meeting {
                    common,
                    participants: taking_part.collect(),
                    absent: of(Part::Absent),
                    concerns: of(Part::Concerned),
                    format: None,
                })
            }
            EventKind::Statement => Record::Statement(Statement {
                common,
                by: of(Part::By),
                to: of(Part::To),
                about: keys(columns.about.of(event)),
                replies_to: keys(columns.replies_to.of(event)),
                ..Statement::default()
            }),
            EventKind::Document => Record::Document(Document {
                common,
                by: of(Part::By),
                to: of(Part::To),
                parties: of(Part::Party),
                ..Document::default()
            }),
            EventKind::Action => Record::Action(Action {
                common,
                by: of(Part::By),
                to: of(Part::To),
            }),
        }
    }

    /// The citations of a row.
    pub(crate) fn cited(&self, row: &[Cited], notes: &CitedNotes) -> Cow<'static, [Citation]> {
        let key = |cited: &Cited| self.sources.keys.get(cited.source);
        let row = row.iter();
        row.map(|cited| notes.citation(*cited, key(cited)))
            .collect()
    }

    /// A relation claim that columns hold, as it was added.
    pub(crate) fn plain_relation(&self, index: u32) -> Option<RelationClaim> {
        let row = self.relations.get(index as usize)?;
        let notes = &self.relation_notes;
        let key = |event| self.columns.keys.get(event).to_owned();
        Some(RelationClaim {
            id: notes.id.some(index).map(Into::into),
            left: key(row.left),
            is: row.set,
            right: key(row.right),
            gap: row.gap,
            gap_extra: Extra::new(),
            sources: self
                .cited(notes.sources.of(index), &notes.cited)
                .into_owned(),
            extra: Extra::new(),
        })
    }

    /// Where the record of a relation claim that columns hold begins.
    pub(crate) fn relation_origin(&self, index: u32) -> Origin {
        let notes = &self.relation_notes;
        let line = notes.line.get(index as usize).copied().unwrap_or(0);
        self.place(notes.file.get(index), line)
    }
}
