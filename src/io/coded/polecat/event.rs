//! From the rows of one event to its record.

use std::sync::Arc;

use super::lists::split;
use super::{Known, NONE, Polecat, Told, plover};
use crate::io::coded::event::stem;
use crate::io::coded::location::{ICEWS, locate};
use crate::io::coded::{Held, Relation};
use crate::io::slug::{Keys, slug};
use crate::io::stream::Run;
use crate::model::{
    Action, Actor, Citation, Common, EventKind, Json, Meeting, Note, Number, Origin, Participant,
    Record, Source, Statement,
};

/// The number of what a row says that happened.
fn code(row: &Held<Told>) -> u32 {
    match row.relation {
        Relation::Other(number) => number,
        Relation::Code(_) => NONE,
    }
}

/// What the rows of one report have in common, besides the day.
fn report(row: &Held<Told>) -> [u32; 5] {
    let detail = &row.detail;
    let (event, publication) = (detail.event, detail.publication);
    [code(row), row.subject, row.object, event, publication]
}

/// How the keys, sources and actors that have been handed on are called.
struct Given {
    file: Arc<str>,
    stem: String,
    events: Keys,
    sources: Keys,
    /// The keys of publications, by their numbers.
    publications: Vec<Option<String>>,
}

impl Polecat {
    /// Hands the events of all rows on, each behind the sources and actors that it is the first to name.
    pub(super) fn put_all(mut self, name: &str, run: &mut Run<'_, '_>) {
        let mut given = Given {
            file: name.into(),
            stem: stem(name),
            events: Keys::default(),
            sources: Keys::default(),
            publications: vec![None; self.publications.len()],
        };
        self.note_others(&given.file, run);
        let mut rows = std::mem::take(&mut self.rows);
        let kinds: Vec<Option<EventKind>> = self.codes.iter().map(plover::kind).collect();
        let kind = |row: &Held<Told>| {
            let kind = kinds.get(code(row) as usize).copied().flatten();
            kind.unwrap_or(EventKind::Action)
        };
        let event = |row: &Held<Told>| {
            let same = match kind(row) {
                EventKind::Meeting => [code(row), row.detail.all, NONE, NONE, NONE],
                _ => report(row),
            };
            (row.day, same)
        };
        rows.sort_unstable_by_key(|row| (event(row), report(row)));
        let mut groups = Vec::new();
        let mut begin = 0;
        for group in rows.chunk_by_mut(|one, other| event(one) == event(other)) {
            let same = |pair: &&[Held<Told>]| report(&pair[0]) == report(&pair[1]);
            let repeated = group.windows(2).filter(same).count();
            run.totals().repeated += repeated as u64;
            run.totals().folded += (group.len() - 1 - repeated) as u64;
            group.sort_unstable_by_key(|row| row.line);
            let end = begin + group.len();
            groups.push((group.first().map_or(0, |row| row.line), begin, end));
            begin = end;
        }
        groups.sort_unstable();
        for (_, begin, end) in groups {
            if run.is_closed() {
                return;
            }
            let rows = rows.get(begin..end).unwrap_or_default();
            if let Some(first) = rows.first() {
                self.put(kind(first), first, rows, &mut given, run);
            }
        }
    }

    /// Hands one event on.
    fn put(
        &mut self,
        kind: EventKind,
        first: &Held<Told>,
        rows: &[Held<Told>],
        given: &mut Given,
        run: &mut Run<'_, '_>,
    ) {
        let key = match first.detail.event {
            NONE => format!("{}:line-{}", given.stem, first.line),
            event => format!("{}:{}", given.stem, self.events.get(event)),
        };
        let mut common = Common::new(given.events.free(key));
        common.time = Some(first.day.to_string());
        let code = self.codes.get(code(first));
        if plover::kind(code).is_some() {
            common.code = Some(code.to_owned());
        } else {
            common.extra.insert("x_relation".to_owned(), code.into());
        }
        let format = plover::format(code).map(str::to_owned);
        for row in rows {
            let citation = self.cite(row, given, run);
            common.sources.push(citation);
        }
        self.dress(rows, &mut common);
        let record: Record = match kind {
            EventKind::Meeting => {
                let all = self.keys(first.detail.all, first.line, given, run);
                Meeting {
                    common,
                    participants: all.into_iter().map(Participant::new).collect(),
                    format,
                    ..Meeting::default()
                }
                .into()
            }
            EventKind::Statement => Statement {
                common,
                by: self.keys(first.subject, first.line, given, run),
                to: self.keys(first.object, first.line, given, run),
                ..Statement::default()
            }
            .into(),
            _ => Action {
                common,
                by: self.keys(first.subject, first.line, given, run),
                to: self.keys(first.object, first.line, given, run),
            }
            .into(),
        };
        run.put(record, Origin::new(Arc::clone(&given.file), first.line));
    }

    /// The keys of a set of actors, in their order; those that come for the first time are handed on.
    fn keys(&mut self, list: u32, line: u32, given: &Given, run: &mut Run<'_, '_>) -> Vec<String> {
        let mut keys = Vec::new();
        for number in self.lists.get(list) {
            let (key, new) = self.actors.key(*number, self.names.get(*number));
            if let Some(mut actor) = new {
                self.describe(*number, &mut actor);
                run.put(actor, Origin::new(Arc::clone(&given.file), line));
            }
            keys.push(key);
        }
        keys.sort_unstable();
        keys
    }

    /// Adds to an actor what its first row tells of it.
    fn describe(&self, number: u32, actor: &mut Actor) {
        let Some(&Known {
            country,
            sectors,
            wikipedia,
        }) = self.known.get(number as usize)
        else {
            return;
        };
        let mut text = |field: &str, word: u32| {
            if word != NONE {
                let word = self.words.get(word);
                actor.extra.insert(field.to_owned(), word.into());
            }
        };
        text("x_country", country);
        text("x_wikipedia", wikipedia);
        if sectors != NONE {
            let mut sectors: Vec<&str> = split(self.words.get(sectors)).collect();
            sectors.sort_unstable();
            sectors.dedup();
            let list = Json::from(serde_json::Value::from(sectors));
            actor.extra.insert("x_sectors".to_owned(), list);
        }
    }

    /// Cites what a row is from; the record of that is handed on if it is cited for the first time.
    fn cite(&self, row: &Held<Told>, given: &mut Given, run: &mut Run<'_, '_>) -> Citation {
        let at = row.detail.publication as usize;
        let known = given.publications.get(at).cloned().flatten();
        let key = known.unwrap_or_else(|| {
            let text = self.publications.get(row.detail.publication);
            let (name, day) = text.split_once('\t').unwrap_or((text, ""));
            let mut key = match name {
                "" => given.stem.clone(),
                name => Some(slug(name))
                    .filter(|slug| !slug.is_empty())
                    .unwrap_or_else(|| "source".to_owned()),
            };
            if !day.is_empty() {
                key = format!("{key}-{day}");
            }
            let key = given.sources.free(key);
            let mut source = match name {
                "" => Source::new(key.clone()).title(given.file.as_ref()),
                name => Source::new(key.clone()).publisher(name),
            };
            source.published = Some(day.to_owned()).filter(|day| !day.is_empty());
            run.put(source, Origin::new(Arc::clone(&given.file), row.line));
            if let Some(own) = given.publications.get_mut(at) {
                *own = Some(key.clone());
            }
            key
        });
        let mut place = format!("line {}", row.line);
        if row.detail.event != NONE {
            place.push_str(&format!(", event {}", self.events.get(row.detail.event)));
        }
        Citation::new(key).at(place)
    }

    /// Adds to an event what its rows tell besides.
    fn dress(&self, rows: &[Held<Told>], common: &mut Common) {
        let contexts = rows.iter().map(|row| row.detail.contexts);
        let contexts = contexts.filter(|number| *number != NONE);
        let mut topics: Vec<&str> = contexts
            .flat_map(|number| split(self.words.get(number)))
            .collect();
        topics.sort_unstable();
        topics.dedup();
        common.topics = topics.into_iter().map(str::to_owned).collect();
        let intensity = |number: u32| {
            let text = self.words.get(number);
            text.parse::<Number>()
                .map_or_else(|_| Json::from(text), Json::from)
        };
        spread(common, rows, "x_intensity", |it| it.intensity, intensity);
        let quad = |number: u32| Json::from(self.words.get(number));
        spread(common, rows, "x_quad", |it| it.quad, quad);
        let location = |row: &Held<Told>| row.detail.location;
        locate(common, rows, location, &self.locations, &ICEWS);
    }

    /// Notes how many rows have no code, by what they have instead.
    fn note_others(&self, file: &Arc<str>, run: &mut Run<'_, '_>) {
        let mut counts = vec![(0_usize, u32::MAX); self.codes.len()];
        for row in &self.rows {
            if let Some((times, line)) = counts.get_mut(code(row) as usize) {
                *times += 1;
                *line = row.line.min(*line);
            }
        }
        for (what, (times, line)) in self.codes.iter().zip(counts) {
            if plover::kind(what).is_none() {
                run.note(Note::WithoutCode {
                    origin: Origin::new(Arc::clone(file), line),
                    what: what.to_owned(),
                    times,
                });
            }
        }
    }
}

/// Adds a field to an event or, where its rows differ, to their citations, one for each row.
fn spread(
    common: &mut Common,
    rows: &[Held<Told>],
    field: &str,
    get: impl Fn(&Told) -> u32,
    value: impl Fn(u32) -> Json,
) {
    let mut known: Vec<u32> = rows.iter().map(|row| get(&row.detail)).collect();
    known.sort_unstable();
    known.dedup();
    match known.as_slice() {
        [NONE] | [] => {}
        [only] => {
            common.extra.insert(field.to_owned(), value(*only));
        }
        _ => {
            for (row, citation) in rows.iter().zip(&mut common.sources) {
                let own = get(&row.detail);
                if own != NONE {
                    citation.extra.insert(field.to_owned(), value(own));
                }
            }
        }
    }
}
