//! From records to numbers: every name is looked up, every date is read, every fault is listed.

use super::columns::{BEGIN_HI, BEGIN_LO, Cited, Columns, END_HI, END_LO, EventKind, Windows};
use super::columns::{Involved, Part, flag};
use super::options::Options;
use super::rows::{Interner, Rows};
use super::store::{AffiliationRow, DateRow, Limit, Published, RelationRow, Store};
use crate::model::{
    Affiliation, Citation, CitedAs, Common, DateClaim, Fault, Origin, Presence, Record,
    RelationClaim, Source, Status, nearest,
};
use crate::time::{Date, DateFlags, Window, Zone, date_window};
use std::sync::Arc;

/// Suggestions search all keys; past this many faults nobody reads them.
const SUGGESTIONS: usize = 100;

/// Resolves all records. The store borrows nothing; its records are put in by the caller.
pub(crate) fn resolve(
    records: &[(Record, Origin)],
    options: Options,
    faults: &mut Vec<Fault>,
) -> Store {
    let mut resolver = Resolver {
        store: Store {
            options,
            ..Store::default()
        },
        faults: Vec::new(),
        at: 0,
        records,
    };
    for (record, origin) in records {
        let first = resolver.faults.len();
        record.check(&mut resolver.faults);
        for fault in &mut resolver.faults[first..] {
            fault.origin = origin.clone();
        }
    }
    resolver.names();
    resolver.header();
    resolver.sources();
    resolver.rest();
    resolver.circles();
    // Stable, so that records made in code keep the order in which they were added.
    resolver.faults.sort_by(|a, b| a.origin.cmp(&b.origin));
    faults.append(&mut resolver.faults);
    resolver.store
}

struct Resolver<'a> {
    store: Store,
    faults: Vec<Fault>,
    at: usize,
    records: &'a [(Record, Origin)],
}

impl<'a> Resolver<'a> {
    fn fault(&self, field: &str, message: String) -> Fault {
        let mut fault = Fault::new(message).field(field);
        if let Some((record, origin)) = self.records.get(self.at) {
            fault = fault.at(origin.clone());
            fault.record = record.label();
        }
        fault
    }

    fn report(&mut self, field: &str, message: String) {
        let fault = self.fault(field, message);
        self.faults.push(fault);
    }

    /// Numbers sources, actors and events, so that references may point forward.
    fn names(&mut self) {
        for (at, (record, origin)) in self.records.iter().enumerate() {
            self.at = at;
            let taken = match record {
                Record::Source(source) => {
                    let new = self.store.sources.keys.add(&source.id).1;
                    if new {
                        self.store.sources.record.push(at as u32);
                    }
                    (!new).then_some(("source", &source.id))
                }
                Record::Actor(actor) => {
                    let new = self.store.actors.keys.add(&actor.id).1;
                    if new {
                        self.store.actors.record.push(at as u32);
                    }
                    (!new).then_some(("actor", &actor.id))
                }
                _ => match record.common() {
                    Some(common) => {
                        let new = self.store.columns.keys.add(&common.id).1;
                        if new {
                            self.file(origin);
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

    fn file(&mut self, origin: &Origin) {
        let files = &mut self.store.files;
        let same = |f: &Option<Arc<str>>| match (f, &origin.file) {
            (Some(a), Some(b)) => Arc::ptr_eq(a, b) || a == b,
            (None, None) => true,
            _ => false,
        };
        // Records of one file stand together as a rule, so the last file is tried first.
        let found = match files.last() {
            Some(last) if same(last) => Some(files.len() - 1),
            _ => files.iter().position(same),
        };
        let number = found.unwrap_or_else(|| {
            files.push(origin.file.clone());
            files.len() - 1
        });
        self.store
            .columns
            .file
            .push(u16::try_from(number).unwrap_or(u16::MAX));
        self.store.columns.line.push(origin.line);
    }

    fn header(&mut self) {
        for at in 0..self.records.len() {
            let Record::Timeline(header) = &self.records[at].0 else {
                continue;
            };
            self.at = at;
            if self.store.header.is_some() {
                self.report("type", "there is more than one timeline record".to_string());
                continue;
            }
            self.store.header = Some(at as u32);
            if let Some(text) = &header.zone {
                match Zone::parse(text) {
                    Ok(zone) => self.store.zone = zone,
                    Err(error) => self.report("zone", error.to_string()),
                }
            }
        }
    }

    fn sources(&mut self) {
        for index in 0..self.store.sources.record.len() {
            self.at = self.store.sources.record[index] as usize;
            let Record::Source(source) = &self.records[self.at].0 else {
                continue;
            };
            self.source(source);
        }
    }

    fn source(&mut self, source: &Source) {
        let mut published = None;
        let mut dated = false;
        if let Some(text) = &source.published {
            dated = true;
            let zone = self.store.zone;
            match Date::parse(text).and_then(|date| Ok((date.hull(&zone)?, date.is_doubtful()))) {
                Ok((hull, doubtful)) => {
                    published = hull.latest.map(|by| Published {
                        by: by.as_micros(),
                        doubtful,
                    });
                }
                Err(error) => self.report("published", error.to_string()),
            }
        }
        self.store.sources.published.push(published);
        self.store.sources.dated.push(dated);
        for (i, actor) in source.speaks_for.iter().enumerate() {
            self.actor(actor, || format!("speaks_for[{i}]"));
        }
    }

    fn rest(&mut self) {
        let mut event = 0u32;
        for at in 0..self.records.len() {
            self.at = at;
            if let Some(common) = self.records[at].0.common()
                && self.store.columns.keys.find(&common.id) == Some(event)
            {
                self.record_event(event, &self.records[at].0, common);
                event += 1;
            }
        }
        for at in 0..self.records.len() {
            self.at = at;
            match &self.records[at].0 {
                Record::Affiliation(affiliation) => self.affiliation(affiliation),
                Record::Relation(relation) => self.relation(relation),
                Record::Claim(claim) => self.date_claim(claim),
                _ => {}
            }
        }
        let events = self.store.columns.kind.len();
        let dates = self.store.dates.iter().enumerate();
        self.store.dates_of = Rows::group(events, dates.map(|(i, row)| (row.event, i as u32)));
        let ends = self
            .store
            .relations
            .iter()
            .enumerate()
            .flat_map(|(i, row)| {
                [
                    Some((row.left, i as u32)),
                    (row.left != row.right).then_some((row.right, i as u32)),
                ]
                .into_iter()
                .flatten()
            });
        self.store.relations_of = Rows::group(events, ends);
        for row in &self.store.dates {
            narrow(&mut self.store.columns.windows, row.event, row.window);
        }
    }

    fn relation(&mut self, relation: &RelationClaim) {
        let left = self.event(&relation.left, || "left".to_string());
        let right = self.event(&relation.right, || "right".to_string());
        self.cite(&relation.sources, "sources");
        if let (Some(left), Some(right)) = (left, right) {
            let record = self.at as u32;
            let (set, gap) = (relation.is, relation.gap);
            self.store.relations.push(RelationRow {
                left,
                right,
                set,
                gap,
                record,
            });
        }
    }

    fn date_claim(&mut self, claim: &DateClaim) {
        let event = self.event(&claim.event, || "event".to_string());
        self.cite(&claim.sources, "sources");
        let zone = match &claim.zone {
            Some(text) => self.read_zone(text),
            None => event.map(|e| *self.store.zone_of(e)),
        };
        let zone = zone.unwrap_or(self.store.zone);
        let read = self.read_date(&claim.time, &zone, "time");
        if let (Some(event), Some((window, flags))) = (event, read) {
            let record = self.at as u32;
            self.store.dates.push(DateRow {
                event,
                window,
                doubtful: flags.doubtful,
                record,
            });
        }
    }

    fn affiliation(&mut self, affiliation: &Affiliation) {
        let actor = self.actor(&affiliation.actor, || "actor".to_string());
        let of = self.actor(&affiliation.of, || "of".to_string());
        self.cite(&affiliation.sources, "sources");
        let from = self.limit(affiliation.from.as_deref(), "from");
        let until = self.limit(affiliation.until.as_deref(), "until");
        if let (Limit::In(Some(from), _), Limit::In(_, Some(until))) = (from, until)
            && from > until
        {
            self.report("until", "it ends before it begins".to_string());
        }
        let (from, until) = ordered(from, until);
        if let (Some(actor), Some(of)) = (actor, of) {
            let record = self.at as u32;
            self.store.affiliations.push(AffiliationRow {
                actor,
                of,
                from,
                until,
                record,
            });
        }
    }

    fn limit(&mut self, text: Option<&str>, field: &str) -> Limit {
        let Some(text) = text.filter(|t| *t != "..") else {
            return Limit::Never;
        };
        let zone = self.store.zone;
        let read = Date::parse(text);
        if read.as_ref().is_ok_and(Date::is_interval) {
            let message = format!(
                "{text:?} is an interval; one date is wanted, or a set such as [2024..2025]"
            );
            self.report(field, message);
            return Limit::Never;
        }
        match read.and_then(|date| date.hull(&zone)) {
            Ok(hull) => Limit::In(
                hull.earliest.map(|t| t.as_micros()),
                hull.latest.map(|t| t.as_micros()),
            ),
            Err(error) => {
                self.report(field, error.to_string());
                Limit::Never
            }
        }
    }

    fn record_event(&mut self, event: u32, record: &Record, common: &Common) {
        let mut whole = !(common.links.iter().all(|l| l.extra.is_empty())
            && common.figures.is_empty()
            && common.notes.is_empty()
            && common.extra.is_empty());
        let mut involved: Vec<Involved> = Vec::new();
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
                whole |= action.code.is_some();
                (EventKind::Action, false)
            }
            _ => return,
        };
        self.relate_event(record, common);
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
        columns.involved.push(involved);
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
            let zone = self.read_zone(text).unwrap_or(self.store.zone);
            self.store.zones.push(zone);
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

    fn cite(&mut self, citations: &[Citation], field: &str) {
        for (i, citation) in citations.iter().enumerate() {
            self.source_number(&citation.source, || format!("{field}[{i}]"));
        }
    }

    fn read_zone(&mut self, text: &str) -> Option<Zone> {
        match Zone::parse(text) {
            Ok(zone) => Some(zone),
            Err(error) => {
                self.report("zone", error.to_string());
                None
            }
        }
    }

    fn read_date(&mut self, text: &str, zone: &Zone, field: &str) -> Option<(Window, DateFlags)> {
        match date_window(text, zone) {
            Ok(read) => Some(read),
            Err(error) => {
                self.report(field, error.to_string());
                None
            }
        }
    }

    fn actor(&mut self, key: &str, field: impl Fn() -> String) -> Option<u32> {
        let found = self.store.actors.keys.find(key);
        if found.is_none() && !key.is_empty() {
            let named = self.records.iter().find_map(|(record, _)| match record {
                Record::Actor(a) if a.name.as_deref() == Some(key) => Some(a.id.clone()),
                Record::Actor(a) if a.aliases.iter().any(|n| n == key) => Some(a.id.clone()),
                _ => None,
            });
            let meant = named.or_else(|| self.near(&self.store.actors.keys, key));
            self.unknown("actor", key, &field(), meant);
        }
        found
    }

    fn event(&mut self, key: &str, field: impl Fn() -> String) -> Option<u32> {
        let found = self.store.columns.keys.find(key);
        if found.is_none() && !key.is_empty() {
            let meant = self.near(&self.store.columns.keys, key);
            self.unknown("event", key, &field(), meant);
        }
        found
    }

    fn source_number(&mut self, key: &str, field: impl Fn() -> String) -> Option<u32> {
        let found = self.store.sources.keys.find(key);
        if found.is_none() && !key.is_empty() {
            let meant = self.near(&self.store.sources.keys, key);
            self.unknown("source", key, &field(), meant);
        }
        found
    }

    fn near(&self, keys: &Interner, word: &str) -> Option<String> {
        (self.faults.len() < SUGGESTIONS)
            .then(|| nearest(word, keys.iter()))
            .flatten()
    }

    fn unknown(&mut self, what: &str, key: &str, field: &str, meant: Option<String>) {
        let mut fault = self.fault(field, format!("there is no {what} {key:?}"));
        fault.suggestion = meant;
        self.faults.push(fault);
    }

    /// A part that is, step by step, part of itself is bad input.
    fn circles(&mut self) {
        let columns: &Columns = &self.store.columns;
        let n = columns.kind.len();
        let mut state = vec![0u8; n];
        let mut found = Vec::new();
        let mut walk: Vec<(u32, usize)> = Vec::new();
        for start in 0..n as u32 {
            if state[start as usize] != 0 || columns.part_of.of(start).is_empty() {
                continue;
            }
            state[start as usize] = 1;
            walk.push((start, 0));
            while let Some((event, next)) = walk.last_mut() {
                match columns.part_of.of(*event).get(*next) {
                    Some(&whole) => {
                        *next += 1;
                        match state[whole as usize] {
                            0 => {
                                state[whole as usize] = 1;
                                walk.push((whole, 0));
                            }
                            1 => {
                                let from = walk.iter().position(|w| w.0 == whole).unwrap_or(0);
                                let circle: Vec<u32> = walk[from..].iter().map(|w| w.0).collect();
                                found.push(circle);
                            }
                            _ => {}
                        }
                    }
                    None => {
                        state[*event as usize] = 2;
                        walk.pop();
                    }
                }
            }
        }
        for circle in found {
            let names: Vec<String> = circle
                .iter()
                .chain(circle.first())
                .map(|&e| format!("{:?}", self.store.columns.key(e)))
                .collect();
            let mut fault =
                Fault::new(format!("a circle of parts: {}", names.join(" is part of ")));
            if let Some(&first) = circle.first() {
                fault = fault
                    .at(self.store.origin_of(first))
                    .of(self.store.columns.key(first))
                    .field("part_of");
            }
            self.faults.push(fault);
        }
    }
}

/// The limits of an affiliation, tightened by its beginning no later than it ends.
fn ordered(from: Limit, until: Limit) -> (Limit, Limit) {
    let (Limit::In(first, mut latest), Limit::In(mut earliest, last)) = (from, until) else {
        return (from, until);
    };
    if let Some(last) = last {
        latest = Some(latest.map_or(last, |l| l.min(last)));
    }
    if let Some(first) = first {
        earliest = Some(earliest.map_or(first, |e| e.max(first)));
    }
    (Limit::In(first, latest), Limit::In(earliest, last))
}

/// Lets a date claim narrow the windows of its event.
pub(crate) fn narrow(windows: &mut Windows, event: u32, window: Window) {
    let sides = [
        (BEGIN_LO, window.begin.earliest),
        (END_LO, window.end.earliest),
        (BEGIN_HI, window.begin.latest),
        (END_HI, window.end.latest),
    ];
    for (side, at) in sides {
        let Some(at) = at.map(|t| i128::from(t.as_micros())) else {
            continue;
        };
        if side & 1 == 0 {
            windows.raise(event, side, at);
        } else {
            windows.lower(event, side, at);
        }
    }
}
