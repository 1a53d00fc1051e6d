//! The list beside the picture: what can be read without sight of it, and without the program.

use super::super::escape::Escaped;
use super::super::place::sign;
use super::Shown;
use crate::model::Status;
use crate::timeline::{ActorView, EventView, Part};
use std::fmt::Write;

/// Writes an entry for each event, in order.
pub(super) fn list(page: &mut String, shown: &Shown<'_, '_>) {
    for (number, &event) in shown.events.iter().enumerate() {
        entry(page, number, event).ok();
    }
}

fn entry(page: &mut String, number: usize, event: EventView<'_>) -> std::fmt::Result {
    write!(
        page,
        "<li><button type=\"button\" data-event=\"{number}\"><span class=\"sign {kind}\" aria-hidden=\"true\">{sign}</span> \
         <span class=\"name\">{name}</span> <span class=\"when\">{when}</span>",
        kind = event.kind(),
        sign = sign(event.kind()),
        name = Escaped(event.name()),
        when = Escaped(event.time().as_deref().unwrap_or("no date of its own")),
    )?;
    let parts = [Part::Participant, Part::By, Part::Party];
    let people = parts.into_iter().flat_map(|part| event.actors(part));
    let people: Vec<&str> = people.map(ActorView::name).collect();
    let status = event.status();
    let status = (status != Status::Occurred).then(|| format!(", {status}"));
    writeln!(
        page,
        " <span class=\"who\">{kind}{status}{of}{people}</span></button></li>",
        kind = event.kind(),
        status = status.unwrap_or_default(),
        of = if people.is_empty() { "" } else { ": " },
        people = Escaped(&people.join(", ")),
    )
}
