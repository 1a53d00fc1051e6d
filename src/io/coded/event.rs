//! From the rows of one event to its record.

use std::path::Path;
use std::sync::Arc;

use super::actors::Actors;
use super::held::{Collector, Detail, HOST, Held, NOBODY, Relation, VISIT};
use crate::io::slug::slug;
use crate::io::stream::Run;
use crate::model::{
    Action, Citation, Common, Document, DocumentForm, DocumentState, EventKind, Meeting, Note,
    Origin, Participant, Record, Role, Source, Statement,
};

/// What a form of table makes of its details.
pub(super) trait Form<D> {
    /// Cites what a row is from: gives one citation, with the record of its source if that is cited for the first time.
    fn cite(&mut self, row: &Held<D>, give: &mut dyn FnMut(Option<Source>, Citation));

    /// Cites what else tells of an event, likewise.
    fn cite_more(&mut self, _rows: &[Held<D>], _give: &mut dyn FnMut(Option<Source>, Citation)) {}

    /// The key of the event of which this is the first row, if it has one of its own.
    fn key(&self, _first: &Held<D>) -> Option<String> {
        None
    }

    /// Adds to an event what its rows tell besides.
    fn dress(&self, _rows: &[Held<D>], _common: &mut Common) {}

    /// Adds to an actor what its number tells besides.
    fn describe(&self, _actor: u32, _record: &mut crate::model::Actor) {}
}

/// The beginning of the keys that are made for a file: its name without folder and ending, as a key.
pub(super) fn stem(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default();
    let stem = slug(&stem.to_string_lossy());
    if stem.is_empty() {
        "rows".to_owned()
    } else {
        stem
    }
}

/// Hands the events of all rows on, each behind the sources and actors that it is the first to name, and counts what
/// was folded and repeated.
pub(super) fn put_all<D: Detail>(
    mut collector: Collector<D>,
    mut actors: Actors,
    form: &mut impl Form<D>,
    name: &str,
    run: &mut Run<'_, '_>,
) {
    let file: Arc<str> = name.into();
    let stem = stem(name);
    note_others(&collector, &file, run);
    let groups = collector.group();
    for group in &groups {
        run.totals().folded += group.folded();
        run.totals().repeated += group.repeated;
    }
    for group in groups {
        if run.is_closed() {
            return;
        }
        let rows = group.of(&collector.rows);
        let Some(first) = rows.first() else { continue };
        let key = form.key(first);
        let mut common = Common::new(key.unwrap_or_else(|| format!("{stem}:{}", first.line)));
        common.time = Some(first.day.to_string());
        match rows.iter().map(|row| row.relation).min() {
            Some(Relation::Code(code)) => common.code = Some(code.to_string()),
            Some(Relation::Other(text)) => {
                let text = collector.others.get(text).into();
                common.extra.insert("x_relation".to_owned(), text);
            }
            None => {}
        }
        let mut give = |line: u32, source: Option<Source>, citation: Citation| {
            if let Some(source) = source {
                run.put(source, Origin::new(Arc::clone(&file), line));
            }
            common.sources.push(citation);
        };
        for row in rows {
            form.cite(row, &mut |source, citation| {
                give(row.line, source, citation);
            });
        }
        form.cite_more(rows, &mut |source, citation| {
            give(first.line, source, citation);
        });
        form.dress(rows, &mut common);
        let mut key = |number: u32, line: u32, run: &mut Run<'_, '_>| {
            let (key, new) = actors.key(number, collector.actors.get(number));
            if let Some(mut actor) = new {
                form.describe(number, &mut actor);
                run.put(actor, Origin::new(Arc::clone(&file), line));
            }
            key
        };
        let subject = key(first.subject, first.line, run);
        let object = (first.object != NOBODY).then(|| key(first.object, first.line, run));
        let record: Record = match first.relation.kind() {
            EventKind::Meeting => {
                let participants = participants(rows, first, &subject, object.as_deref());
                let format = format(first.relation).map(str::to_owned);
                Meeting {
                    common,
                    participants,
                    format,
                    ..Meeting::default()
                }
                .into()
            }
            EventKind::Statement => Statement {
                common,
                by: vec![subject],
                to: object.into_iter().collect(),
                ..Statement::default()
            }
            .into(),
            EventKind::Document => Document {
                common,
                form: Some(DocumentForm::Agreement),
                state: Some(DocumentState::Signed),
                parties: sorted(subject, object),
                ..Document::default()
            }
            .into(),
            EventKind::Action => Action {
                common,
                by: vec![subject],
                to: object.into_iter().collect(),
            }
            .into(),
        };
        run.put(record, Origin::new(Arc::clone(&file), first.line));
    }
}

/// The two, one if they are the same, in the order of their keys, whichever row comes first.
fn sorted(subject: String, object: Option<String>) -> Vec<String> {
    let mut both: Vec<String> = std::iter::once(subject).chain(object).collect();
    both.sort_unstable();
    both.dedup();
    both
}

/// Who takes part in a meeting, and as what: hosts before guests, and otherwise in the order of keys.
fn participants<D>(
    rows: &[Held<D>],
    first: &Held<D>,
    subject: &str,
    object: Option<&str>,
) -> Vec<Participant> {
    let mut found: Vec<(Option<Role>, &str)> = Vec::new();
    for row in rows {
        // Another row may tell of the same two the other way round.
        let turned = row.subject != first.subject;
        let (own, other) = match object {
            Some(object) if turned => (object, Some(subject)),
            _ => (subject, object),
        };
        let (as_subject, as_object) = roles(row.relation);
        found.push((as_subject, own));
        found.extend(other.map(|other| (as_object, other)));
    }
    found.sort_unstable();
    found.dedup();
    // Who has a role does not take part without one besides.
    let with_role = |actor: &str| {
        found
            .iter()
            .any(|(role, it)| role.is_some() && *it == actor)
    };
    found
        .iter()
        .filter(|(role, actor)| role.is_some() || !with_role(actor))
        .map(|(role, actor)| {
            let mut participant = Participant::new(*actor);
            participant.role = *role;
            participant
        })
        .collect()
}

/// As what the subject and the object of a relation take part in a meeting.
fn roles(relation: Relation) -> (Option<Role>, Option<Role>) {
    let Relation::Code(code) = relation else {
        return (None, None);
    };
    match code.code() {
        VISIT => (Some(Role::Guest), Some(Role::Host)),
        HOST => (Some(Role::Host), Some(Role::Guest)),
        "045" => (Some(Role::Mediator), None),
        _ => (None, None),
    }
}

/// The format of a meeting that its code tells.
fn format(relation: Relation) -> Option<&'static str> {
    let Relation::Code(code) = relation else {
        return None;
    };
    match code.code() {
        "041" => Some("telephone"),
        VISIT | HOST | "044" => Some("in_person"),
        _ => None,
    }
}

/// Notes how many rows have no code, by what they have instead.
fn note_others<D>(collector: &Collector<D>, file: &Arc<str>, run: &mut Run<'_, '_>) {
    let mut counts = vec![(0_usize, u32::MAX); collector.others.len()];
    for row in &collector.rows {
        if let Relation::Other(number) = row.relation
            && let Some((times, line)) = counts.get_mut(number as usize)
        {
            *times += 1;
            *line = row.line.min(*line);
        }
    }
    for (what, (times, line)) in collector.others.iter().zip(counts) {
        run.note(Note::WithoutCode {
            origin: Origin::new(Arc::clone(file), line),
            what: what.to_owned(),
            times,
        });
    }
}
