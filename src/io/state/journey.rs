//! Journeys of Presidents and Secretaries of State, and visits of foreign leaders: rows that become meetings.

use super::company::{Company, Setting};
use super::presidents;
use super::records::Records;
use super::remarks;
use super::states;
use super::table::StateTable;
use crate::io::stream::{Cells, Column, Header, Layout, Reject, Row, Run};
use crate::model::{Meeting, Participant, Presence, Role};

pub(super) const TRAVELS: Layout = Layout {
    columns: &[
        Column::needed("id"),
        Column::needed("role"),
        Column::needed("who"),
        Column::needed("name"),
        Column::needed("start_date"),
        Column::needed("end_date"),
        Column::needed("country_id"),
        Column::needed("country"),
        Column::needed("locale"),
        Column::needed("remarks"),
        Column::optional("source_file"),
    ],
    header: Header::Always,
    cells: Cells::Exactly,
};

/// Reads one journey.
pub(super) fn travel(
    row: &Row<'_>,
    run: &mut Run<'_, '_>,
    records: &mut Records,
) -> Result<(), Reject> {
    const ROLES: [&str; 2] = ["president", "secretary"];
    let (id, role) = (row.needed(0)?, row.needed(1)?);
    if !ROLES.contains(&role) {
        return Err(row.unknown(1, "president or secretary", ROLES));
    }
    let (who, name) = (row.needed(2)?, row.needed(3)?);
    let days = Days::read(row, 4, 5)?;
    let (country_id, country) = (row.needed(6)?, row.needed(7)?);
    let (locale, text) = (row.given(8), row.get(9));

    let origin = row.origin();
    let host = records.country(country_id, country, &origin);
    let traveller = records.office(who, Some(name), &origin);
    let mut traveller = Participant::new(traveller).role(Role::Guest);
    // Some journeys were made before the office was taken.
    if !text.contains("made as") {
        traveller = traveller.acting_for(records.us(&origin));
    }
    let mut company = Company::default();
    company.add(traveller);
    let hosted = !states::is_nobodys(&host);
    let setting = Setting {
        first: &days.first,
        last: &days.last,
        host: hosted.then(|| states::place(&host, country)),
        origin: &origin,
    };
    setting.fill(&mut company, &remarks::read(text), records);

    let place = match row.get(10) {
        "" => id.to_owned(),
        file => format!("{file}, {id}"),
    };
    let title = match locale {
        Some(locale) => format!("{name} in {locale}, {country}"),
        None => format!("{name} in {country}"),
    };
    let citation = records.cite(StateTable::Travels, place, &origin, run);
    let mut meeting = Meeting::new(records.event(format!("journey-{id}")))
        .title(title)
        .on(days.time())
        .at(locale.unwrap_or(country))
        .between(company.participants)
        .source(citation)
        .extra("x_country", country);
    if !text.is_empty() {
        meeting = meeting.note(text);
    }
    run.put(meeting, origin);
    Ok(())
}

pub(super) const VISITS: Layout = Layout {
    columns: &[
        Column::needed("id"),
        Column::needed("start_date"),
        Column::needed("end_date"),
        Column::needed("visitor"),
        Column::needed("from_id"),
        Column::needed("from"),
        Column::needed("description"),
        Column::optional("source_file"),
    ],
    header: Header::Always,
    cells: Cells::Exactly,
};

/// Reads one visit.
pub(super) fn visit(
    row: &Row<'_>,
    run: &mut Run<'_, '_>,
    records: &mut Records,
) -> Result<(), Reject> {
    let id = row.needed(0)?;
    let days = Days::read(row, 1, 2)?;
    let visitor = row.needed(3)?;
    let (from_id, from) = (row.needed(4)?, row.needed(5)?);
    let text = row.get(6);

    let origin = row.origin();
    let state = records.country(from_id, from, &origin);
    let name = states::named(states::key_of(from_id, from));
    let place = states::place(&state, &name);
    let mut company = Company::default();
    let mut visitors: Vec<String> = vec![visitor.to_owned()];
    if let Some(named) = remarks::all_named(visitor) {
        for one in &named {
            records.visitors.add(&one.title, &one.name, &state);
        }
        if named.len() > 1 {
            let shown = named
                .iter()
                .map(|one| format!("{} {}", one.title, one.name));
            visitors = shown.collect();
        }
    }
    for visitor in &visitors {
        let key = records.visitor(&place, visitor, &origin);
        let mut guest = Participant::new(key).role(Role::Guest);
        // Whoever is only elected does not act for the state yet.
        if !visitor.contains("-elect ") {
            guest = guest.acting_for(&state);
        }
        company.add(guest);
    }
    // Nobody is of the host by default: a leader without an adjective may be of any state.
    let setting = Setting {
        first: &days.first,
        last: &days.last,
        host: None,
        origin: &origin,
    };
    let mut remark = remarks::read(text);
    remark.accompanied.clear();
    remark.officials.retain(Option::is_some);
    setting.fill(&mut company, &remark, records);
    host(&mut company, &setting, records);

    let place = match row.get(7) {
        "" => id.to_owned(),
        file => format!("{file}, {id}"),
    };
    let citation = records.cite(StateTable::Visits, place, &origin, run);
    let mut meeting = Meeting::new(records.event(format!("visit-{id}")))
        .title(format!("{visitor} of {from} in the United States"))
        .on(days.time())
        .at("United States")
        .between(company.participants)
        .source(citation);
    if !text.is_empty() {
        meeting = meeting.note(text);
    }
    run.put(meeting, origin);
    Ok(())
}

/// Adds the President as the host of a visit: implied, unless the description says that they met.
fn host(company: &mut Company, setting: &Setting<'_>, records: &mut Records) {
    let mut reported = false;
    let mut hosts = Vec::new();
    for president in presidents::in_office(setting.first, setting.last) {
        let key = records.president(president, setting.origin);
        let here = company.participants.iter_mut().find(|it| it.actor == key);
        match here {
            Some(here) => {
                here.role = Some(Role::Host);
                reported |= here.presence == Presence::Reported;
            }
            None => hosts.push(key),
        }
    }
    if reported {
        return;
    }
    let us = records.us(setting.origin);
    if hosts.is_empty() && !company.participants.iter().any(|it| it.actor == us) {
        company.add(Participant::new(&us).role(Role::Host).implied());
    }
    for key in hosts {
        company.add(
            Participant::new(key)
                .role(Role::Host)
                .acting_for(&us)
                .implied(),
        );
    }
}

/// The first and the last day of a journey or visit.
struct Days {
    first: String,
    last: String,
}

impl Days {
    fn read(row: &Row<'_>, first: usize, last: usize) -> Result<Days, Reject> {
        let (begin, end) = (row.day(first)?, row.day(last)?);
        if end < begin {
            let message = format!("{end} is before {begin}, the day on which it begins");
            return Err(row.bad(last, message));
        }
        Ok(Days {
            first: begin.to_string(),
            last: end.to_string(),
        })
    }

    fn time(&self) -> String {
        match self.first == self.last {
            true => self.first.clone(),
            false => format!("{}/{}", self.first, self.last),
        }
    }
}
