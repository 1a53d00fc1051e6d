//! The second pass: events into columns.

use super::{Resolver, narrow};
use crate::model::{CitedAs, Common, Presence, Record, Status};
use crate::time::Zone;
use crate::timeline::columns::{Cited, EventKind, Involved, Part, flag};
use crate::timeline::rows::Interner;

impl Resolver<'_> {
    /// Puts every event into the columns, in file order.
    pub(super) fn all_events(&mut self) {
        let places = std::mem::take(&mut self.events);
        for (event, &at) in places.iter().enumerate() {
            self.at = at as usize;
            let records = self.records;
            let record = &records[self.at].0;
            if let Some(common) = record.common() {
                self.record_event(event as u32, record, common);
            }
        }
    }

    fn record_event(&mut self, event: u32, record: &Record, common: &Common) {
        let mut whole = !(common.links.iter().all(|l| l.extra.is_empty())
            && common.figures.is_empty()
            && common.notes.is_empty()
            && common.extra.is_empty());
        let mut involved = std::mem::take(&mut self.involved);
        involved.clear();
        let mut capacities = false;
        let columns = &mut self.store.columns;
        columns.status.push(common.status);
        columns
            .time
            .push(common.time.as_deref().unwrap_or_default());
        columns
            .title
            .push(common.title.as_deref().unwrap_or_default());
        let place = columns.places.optional(common.place.as_deref());
        columns.place.push(place);
        let topics = common.topics.iter().map(|t| columns.topic_names.add(t).0);
        columns.topics.push(topics);
        let zone = self.own_zone(common);
        let (kind, is_short) = match record {
            Record::Meeting(meeting) => {
                for (i, p) in meeting.participants.iter().enumerate() {
                    let simple =
                        p.acts_for.is_empty() && p.sources.is_empty() && p.extra.is_empty();
                    whole |= !simple;
                    capacities |= !p.acts_for.is_empty();
                    if !p.sources.is_empty() {
                        self.cite(&p.sources, &format!("participants[{i}].sources"));
                    }
                    for (j, principal) in p.acts_for.iter().enumerate() {
                        self.actor(principal, || format!("participants[{i}].for[{j}]"));
                    }
                    let found = self.actor(&p.actor, || format!("participants[{i}].actor"));
                    involved.extend(found.map(|actor| Involved {
                        actor,
                        part: Part::Participant,
                        role: p.role,
                        presence: p.presence,
                    }));
                }
                self.involve(&mut involved, &meeting.absent, Part::Absent, "absent");
                self.involve(
                    &mut involved,
                    &meeting.concerns,
                    Part::Concerned,
                    "concerns",
                );
                whole |= meeting.format.is_some();
                (EventKind::Meeting, false)
            }
            Record::Statement(statement) => {
                self.involve(&mut involved, &statement.by, Part::By, "by");
                self.involve(&mut involved, &statement.to, Part::To, "to");
                for (i, stance) in statement.stances.iter().enumerate() {
                    if let Some(holder) = &stance.holder {
                        self.actor(holder, || format!("stances[{i}].holder"));
                    }
                }
                whole |= statement.channel.is_some()
                    || !statement.quotes.is_empty()
                    || statement.gist.is_some()
                    || statement.language.is_some()
                    || !statement.stances.is_empty();
                (EventKind::Statement, true)
            }
            Record::Document(document) => {
                self.involve(&mut involved, &document.by, Part::By, "by");
                self.involve(&mut involved, &document.parties, Part::Party, "parties");
                self.involve(&mut involved, &document.to, Part::To, "to");
                for (i, term) in document.terms.iter().enumerate() {
                    for (j, obliged) in term.obliges.iter().enumerate() {
                        self.actor(obliged, || format!("terms[{i}].obliges[{j}]"));
                    }
                }
                whole |= document.form.is_some()
                    || document.state.is_some()
                    || !document.terms.is_empty();
                (EventKind::Document, true)
            }
            Record::Action(action) => {
                self.involve(&mut involved, &action.by, Part::By, "by");
                self.involve(&mut involved, &action.to, Part::To, "to");
                (EventKind::Action, false)
            }
            _ => return,
        };
        self.relate_event(record, common);
        whole |= common.code.is_some();
        whole |= self.cited(common);
        let window = match &common.time {
            Some(text) => {
                let zone = zone.unwrap_or(self.store.zone);
                self.read_date(text, &zone, "time")
            }
            None => None,
        };
        let is_interval = window.is_some_and(|(_, flags)| flags.interval);
        let instant = common.instant.unwrap_or(is_short && !is_interval);
        let columns = &mut self.store.columns;
        columns.kind.push(kind);
        let set = |on: bool, bit: u8| if on { bit } else { 0 };
        columns.flags.push(
            set(instant, flag::INSTANT)
                | set(capacities, flag::CAPACITIES)
                | set(common.instant.is_some(), flag::STATED),
        );
        columns.involved.push(involved.iter().copied());
        self.involved = involved;
        let columns = &mut self.store.columns;
        columns.windows.push_open();
        if let Some((window, _)) = window {
            narrow(&mut columns.windows, event, window);
        }
        if whole {
            columns.whole.insert(event, self.at as u32);
        }
    }

    fn own_zone(&mut self, common: &Common) -> Option<Zone> {
        let Some(text) = &common.zone else {
            self.store.columns.zone.push(Interner::NONE);
            return None;
        };
        let (number, new) = self.store.columns.zones.add(text);
        self.store.columns.zone.push(number);
        if new {
            let zone = self.read_zone(text);
            self.store.zones.push(zone.unwrap_or(self.store.zone));
            if zone.is_none() {
                self.no_zones.push(number);
            }
        } else if self.no_zones.contains(&number) {
            // Each record is told of, as if it stood alone.
            self.read_zone(text);
        }
        self.store.zones.get(number as usize).copied()
    }

    /// Notes the links between events and whether all were found.
    fn relate_event(&mut self, record: &Record, common: &Common) {
        let mut part_of = Vec::new();
        for (i, key) in common.part_of.iter().enumerate() {
            part_of.extend(self.event(key, || format!("part_of[{i}]")));
        }
        let (mut about, mut replies) = (Vec::new(), Vec::new());
        if let Record::Statement(statement) = record {
            for (i, key) in statement.about.iter().enumerate() {
                about.extend(self.event(key, || format!("about[{i}]")));
            }
            for (i, key) in statement.replies_to.iter().enumerate() {
                replies.extend(self.event(key, || format!("replies_to[{i}]")));
            }
        }
        let mut links = Vec::new();
        for (i, link) in common.links.iter().enumerate() {
            let to = self.event(&link.to, || format!("links[{i}].to"));
            links.extend(to.map(|to| (link.kind, to)));
        }
        let columns = &mut self.store.columns;
        columns.part_of.push(part_of);
        columns.about.push(about);
        columns.replies_to.push(replies);
        columns.links.push(links);
    }

    /// Notes the sources cited; whether a citation says more than its source.
    fn cited(&mut self, common: &Common) -> bool {
        let mut rich = false;
        let mut row = Vec::new();
        for (i, citation) in common.sources.iter().enumerate() {
            rich |= citation.credibility.is_some()
                || citation.place.is_some()
                || citation.quote.is_some()
                || citation.cited_as.is_some()
                || !citation.extra.is_empty();
            let implies =
                common.status == Status::Occurred && citation.cited_as != Some(CitedAs::Announced);
            let source = self.source_number(&citation.source, || format!("sources[{i}]"));
            row.extend(source.map(|source| Cited { source, implies }));
        }
        self.store.columns.sources.push(row);
        rich
    }

    fn involve(&mut self, row: &mut Vec<Involved>, actors: &[String], part: Part, field: &str) {
        for (i, key) in actors.iter().enumerate() {
            let found = self.actor(key, || format!("{field}[{i}]"));
            row.extend(found.map(|actor| Involved {
                actor,
                part,
                role: None,
                presence: Presence::Reported,
            }));
        }
    }
}
