//! Timelines as a page: one HTML file that needs no other, with the picture, alive.

mod data;
mod facts;
mod list;

use super::escape::{Escaped, Markless};
use super::lanes::{Lanes, Spacing};
use crate::id::EventId;
use crate::query::Certainty;
use crate::timeline::{EventView, Section, Timeline};
use rustc_hash::FxHashMap;

/// What the page is made of; `{{name}}` stands where something of the timeline comes.
const FRAME: &str = include_str!("frame.html");
const STYLE: &str = include_str!("page.css");
/// The parts of the program, in the order in which they need each other.
const PROGRAM: [&str; 9] = [
    include_str!("js/network.js"),
    include_str!("js/clock.js"),
    include_str!("js/scale.js"),
    include_str!("js/layout.js"),
    include_str!("js/draw.js"),
    include_str!("js/filter.js"),
    include_str!("js/panel.js"),
    include_str!("js/stage.js"),
    include_str!("js/page.js"),
];

/// What is shown, and how to begin.
pub(super) struct Shown<'p, 't> {
    pub(super) timeline: &'t Timeline,
    /// In the order of the timeline, each with its section.
    pub(super) events: Vec<EventView<'t>>,
    pub(super) sections: Vec<Section>,
    /// How sure each is, where they answer a question.
    pub(super) answers: Option<&'p FxHashMap<EventId, Certainty>>,
    pub(super) lanes: Lanes,
    pub(super) spacing: Spacing,
}

/// Writes the page.
pub(super) fn page(shown: &Shown<'_, '_>) -> String {
    let title = shown.timeline.title().unwrap_or("Timeline");
    let json = data::json(shown);
    let mut page = String::with_capacity(FRAME.len() + STYLE.len() + 2 * json.len() + 100_000);
    let mut rest = FRAME;
    while let Some((before, after)) = rest.split_once("{{") {
        page.push_str(before);
        let (name, after) = after.split_once("}}").unwrap_or((after, ""));
        match name {
            "title" => page.push_str(&Escaped(title).to_string()),
            "style" => page.push_str(STYLE),
            "list" => list::list(&mut page, shown),
            "data" => page.push_str(&Markless(&json).to_string()),
            "program" => PROGRAM.iter().for_each(|part| page.push_str(part)),
            _ => {}
        }
        rest = after;
    }
    page.push_str(rest);
    page
}
