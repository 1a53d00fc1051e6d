//! A picture in words.

use super::place::sign;
use super::scene::{EDGE, LETTERS, LINE, Label, Scene, Sign};
use super::text::{fit, width};
use crate::model::{EventKind, Status};
use crate::timeline::{EventView, Timeline};

/// What has no place in time, and what contradicts.
pub(super) fn notes(scene: &mut Scene<'_>, t: &Timeline, undated: &[EventView<'_>]) {
    let mut y = scene.bottom + LINE;
    let most = (scene.width - 3.0 * EDGE) / LETTERS;
    let mut notes = Vec::new();
    let mut add = |is_heading: bool, text: &str| {
        let x = if is_heading { EDGE } else { 2.0 * EDGE };
        let text = fit(text, most);
        notes.push((is_heading, Label { x, y, text }));
        y += LINE;
    };
    if !undated.is_empty() {
        add(true, "Without any date:");
        for event in undated {
            add(false, &format!("{} {}", sign(event.kind()), event.name()));
        }
    }
    if !t.conflicts().is_empty() {
        add(true, "Set aside, since it contradicts better claims:");
        for conflict in t.conflicts() {
            add(false, &conflict.set_aside().with_sources());
        }
    }
    scene.notes = notes;
    let mut x = EDGE;
    y += 4.0;
    for (sign, told) in Sign::ALL {
        let long = sign.room() + width(told) * LETTERS;
        if x > EDGE && x + long > scene.width - EDGE {
            (x, y) = (EDGE, y + LINE);
        }
        let label = Label {
            x: x + sign.room(),
            y,
            text: told.to_owned(),
        };
        scene.legend.push((sign, label));
        x += long + EDGE;
    }
    let text = match (t.zone().fixed_offset(), t.zone().to_string()) {
        (Some(_), zone) if zone != "floating" => format!("Times are those of {zone}."),
        (Some(_), _) => "Times are told without a zone.".to_owned(),
        // Where clocks are changed, hours would stand askew.
        (None, _) => "Times are those of UTC.".to_owned(),
    };
    let (x, y) = (EDGE, y + LINE);
    let label = Label { x, y, text };
    scene.notes.push((false, label));
    scene.height = y + LINE;
}

/// What is told of an event where it is pointed at.
pub(super) fn tell(event: EventView<'_>) -> String {
    let mut told = format!("{} ({})", event.name(), event.kind());
    let mut add = |text: String| {
        told.push_str("; ");
        told.push_str(&text);
    };
    if let Some(time) = event.time() {
        add(format!("dated {time}"));
    }
    add(format!("begins {}", event.begin()));
    if !event.is_instant() {
        add(format!("ends {}", event.end()));
    }
    let people: Vec<&str> = event.involved().map(|(actor, ..)| actor.name()).collect();
    if !people.is_empty() {
        add(format!("with {}", people.join(", ")));
    }
    if let Some(place) = event.place() {
        add(format!("in {place}"));
    }
    if event.status() != Status::Occurred {
        add(event.status().to_string());
    }
    told
}

/// The picture in words.
pub(super) fn describe(scene: &Scene<'_>, undated: &[EventView<'_>], t: &Timeline) -> String {
    let count = |kind: EventKind| {
        let all = scene
            .shown
            .iter()
            .map(|shown| shown.event)
            .chain(undated.iter().copied());
        all.filter(|event| event.kind() == kind).count()
    };
    let names = ["meetings", "statements", "documents", "actions"];
    let kinds = [
        EventKind::Meeting,
        EventKind::Statement,
        EventKind::Document,
        EventKind::Action,
    ];
    let counts = kinds
        .into_iter()
        .map(count)
        .zip(names)
        .filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts
        .map(|(count, name)| format!("{count} {name}"))
        .collect();
    let mut told = format!(
        "{} in {} lanes",
        if counts.is_empty() {
            "No events".to_owned()
        } else {
            counts.join(", ")
        },
        scene.lanes.len()
    );
    if !undated.is_empty() {
        told.push_str(&format!("; {} without any date", undated.len()));
    }
    if !t.conflicts().is_empty() {
        told.push_str(&format!("; {} claims are set aside", t.conflicts().len()));
    }
    told.push_str(". Bars are solid while an event certainly lasted, and fade where it may have begun or ended.");
    told
}
