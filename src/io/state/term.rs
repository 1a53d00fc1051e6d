//! Terms of office: rows that become affiliations, or appointments that led to none.

use rustc_hash::FxHashMap;

use super::offices;
use super::records::Records;
use super::span::{date, hull, noted};
use super::table::StateTable;
use crate::io::stream::{Cells, Column, Header, Layout, Reject, Row, Run, shortened};
use crate::model::{Action, Affiliation, Origin};
use crate::time::Tick;

pub(super) const CHIEFS: Layout = Layout {
    columns: &[
        Column::needed("id"),
        Column::needed("person_id"),
        Column::needed("role_title_id"),
        Column::needed("appointed"),
        Column::needed("started"),
        Column::needed("ended"),
        Column::optional("appointed_note"),
        Column::optional("started_note"),
        Column::optional("ended_note"),
        Column::optional("note"),
        Column::optional("source_file"),
        Column::needed("mission"),
        Column::needed("arrived"),
        Column::optional("arrived_note"),
    ],
    header: Header::Always,
    cells: Cells::Exactly,
};

pub(super) const PRINCIPALS: Layout = Layout {
    columns: &[
        Column::needed("id"),
        Column::needed("person_id"),
        Column::needed("role_title_id"),
        Column::needed("appointed"),
        Column::needed("started"),
        Column::needed("ended"),
        Column::optional("appointed_note"),
        Column::optional("started_note"),
        Column::optional("ended_note"),
        Column::optional("note"),
        Column::optional("source_file"),
    ],
    header: Header::Always,
    cells: Cells::Exactly,
};

const APPOINTED: usize = 3;
const STARTED: usize = 4;
const ENDED: usize = 5;
const APPOINTED_NOTE: usize = 6;
const STARTED_NOTE: usize = 7;
const ENDED_NOTE: usize = 8;
const NOTE: usize = 9;
const MISSION: usize = 11;
const ARRIVED: usize = 12;

/// A term whose end the table does not give.
#[derive(Debug)]
pub(super) struct OpenTerm {
    affiliation: Affiliation,
    office: String,
    since: Option<Tick>,
    origin: Origin,
}

/// The latest beginning of a term in each office.
#[derive(Debug, Default)]
pub(super) struct Latest(FxHashMap<String, Tick>);

/// What is written beside a term.
struct Term<'a> {
    appointed: Option<&'a str>,
    arrived: Option<&'a str>,
    started: Option<&'a str>,
    ended: Option<&'a str>,
}

/// Reads one term.
pub(super) fn term(
    table: StateTable,
    row: &Row<'_>,
    run: &mut Run<'_, '_>,
    records: &mut Records,
    latest: &mut Latest,
) -> Result<(), Reject> {
    let is_chief = table == StateTable::ChiefsOfMission;
    let (id, person, role) = (row.needed(0)?, row.needed(1)?, row.needed(2)?);
    let mission = if is_chief { row.needed(MISSION)? } else { "" };
    let term = Term {
        appointed: read(row, APPOINTED)?,
        arrived: if is_chief { read(row, ARRIVED)? } else { None },
        started: read(row, STARTED)?,
        ended: read(row, ENDED)?,
    };
    let from = term.from(row, is_chief);
    let until = term.ended.map(|ended| noted(ended, row.get(ENDED_NOTE)));
    if let (Some(from), Some(until)) = (&from, &until)
        && let (Some(begin), Some(end)) = (hull(from).0, hull(until).1)
        && end < begin
    {
        let message = format!("{until} is before {from}, when the term begins");
        return Err(row.bad(ENDED, message));
    }

    let origin = row.origin();
    let us = records.us(&origin);
    let person = records.office(person, None, &origin);
    let place = match row.get(10) {
        "" => id.to_owned(),
        file => format!("{file}, {id}"),
    };
    let citation = records.cite(table, place, &origin, run);
    let title = offices::title_at(role, mission);
    let Some(from) = from else {
        // Nothing says that the term began.
        let mut action = Action::new(records.event(format!("appointment-{id}")))
            .title(format!("Appointment as {title}, without a term"))
            .by(us)
            .to(person)
            .source(citation);
        if let Some(appointed) = term.appointed {
            action = action.on(noted(appointed, row.get(APPOINTED_NOTE)));
        }
        if let Some(note) = row.given(NOTE) {
            action = action.note(note);
        }
        run.put(action, origin);
        return Ok(());
    };

    let mut affiliation = Affiliation::new(person, us)
        .role(title)
        .from(from.as_str())
        .source(citation)
        .extra("x_id", id);
    for (name, column) in [
        ("x_started", STARTED_NOTE),
        ("x_ended", ENDED_NOTE),
        ("x_note", NOTE),
    ] {
        if let Some(note) = row.given(column) {
            affiliation = affiliation.extra(name, note);
        }
    }
    let office = match is_chief {
        true => format!("mission {mission}"),
        false => role.to_owned(),
    };
    let since = hull(&from).0.or(hull(&from).1);
    if let Some(since) = since {
        let last = latest.0.entry(office.clone()).or_insert(since);
        *last = since.max(*last);
    }
    match until {
        Some(until) => run.put(affiliation.until(until), origin),
        None => records.open.push(OpenTerm {
            affiliation,
            office,
            since,
            origin,
        }),
    }
    Ok(())
}

/// Hands on the terms whose end the table does not give: without end for whoever took the office last, and else with
/// an end that is not known.
pub(super) fn close(run: &mut Run<'_, '_>, records: &mut Records, latest: &Latest) {
    for term in std::mem::take(&mut records.open) {
        let is_last = term.since.is_some() && latest.0.get(&term.office).copied() == term.since;
        let until = match (is_last, &term.affiliation.from) {
            (false, Some(from)) => format!("[{}..]", earliest(from)),
            _ => "..".to_owned(),
        };
        run.put(term.affiliation.until(until), term.origin);
    }
}

impl Term<'_> {
    /// When the term began: when it was taken up; else on arrival; else, for a principal officer, on appointment, and
    /// for a chief of mission after that. None if nothing says that it began.
    fn from(&self, row: &Row<'_>, is_chief: bool) -> Option<String> {
        if let Some(started) = self.started {
            return Some(noted(started, row.get(STARTED_NOTE)));
        }
        if let Some(arrived) = self.arrived {
            return Some(arrived.to_owned());
        }
        match (self.appointed, self.ended) {
            (Some(appointed), _) if !is_chief && !is_refused(row.get(NOTE)) => {
                Some(noted(appointed, row.get(APPOINTED_NOTE)))
            }
            (Some(appointed), Some(ended)) if hull(appointed).0 <= hull(ended).1 => {
                Some(format!("[{appointed}..{ended}]"))
            }
            (_, Some(ended)) => Some(format!("[..{ended}]")),
            (_, None) => None,
        }
    }
}

/// Whether the note on a principal officer says that the appointment came to nothing.
fn is_refused(note: &str) -> bool {
    const REFUSED: [&str; 5] = [
        "declined appointment",
        "did not take oath",
        "did not serve",
        "nomination",
        "not commissioned; ",
    ];
    let note = note.to_lowercase();
    REFUSED.iter().any(|words| note.contains(words)) && !note.contains("recommissioned")
}

/// The date itself, without what notes made of it.
fn earliest(date: &str) -> &str {
    let inside = date.trim_matches(['[', ']', '~', '?', '%']);
    let first = inside.split("..").find(|part| !part.is_empty());
    first.unwrap_or(inside).trim_end_matches(['~', '?', '%'])
}

fn read<'a>(row: &Row<'a>, column: usize) -> Result<Option<&'a str>, Reject> {
    match row.given(column) {
        None => Ok(None),
        Some(cell) => match date(cell) {
            Some(date) => Ok(Some(date)),
            None => Err(row.bad(
                column,
                format!(
                    "expected a day, month or year such as 1935-01-22, 1935-01 or 1935, found {}",
                    shortened(cell)
                ),
            )),
        },
    }
}
