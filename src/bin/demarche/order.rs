//! `order`: the events in order, and where it is open.

use std::io::{self, Write};

use demarche::{Clock, EndWindow, EventView, Status as EventStatus, Timeline};
use serde::Serialize;

use super::args::Order;
use super::input;
use super::output::{Columns, Outcome, Status, count, json_line, plain, print};

/// Prints the events in order.
pub(crate) fn run(args: &Order) -> Outcome {
    let timeline = input::timeline(&args.solved)?;
    print(Status::Done, |out| {
        if args.json {
            write_json(&timeline, out)
        } else {
            write_text(&timeline, out)
        }
    })
}

/// One event in the JSON of the command.
#[derive(Serialize)]
struct Line<'a> {
    event: &'a str,
    section: u32,
    determinate: bool,
    begin: [Option<String>; 2],
    end: [Option<String>; 2],
}

fn write_json(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let window = |window: EndWindow| {
        [window.earliest, window.latest].map(|bound| bound.map(|bound| bound.to_string()))
    };
    timeline.order().try_for_each(|placed| {
        let line = Line {
            event: placed.event.key(),
            section: placed.section,
            determinate: placed.determinate,
            begin: window(placed.event.begin()),
            end: window(placed.event.end()),
        };
        json_line(out, &line)
    })
}

fn write_text(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    let clock = Clock::of(timeline);
    let sections = timeline.sections();
    if let Some(title) = timeline.title() {
        writeln!(out, "{}", plain(title))?;
    }
    let (events, parts) = (timeline.len(), sections.len());
    let (events, parts) = (count(events, "event"), count(parts, "section"));
    writeln!(out, "{events} in {parts}; times in {}", clock.zone())?;
    if sections.is_empty() {
        return Ok(());
    }
    let head = ["begins", "ends", "event", "title"].map(str::to_owned);
    // Rows are made twice, so that they need not all be held.
    let rows = timeline.events().map(|event| row(&clock, event));
    let columns = Columns::of(rows.chain([head.clone()]));
    columns.write(out, "    ", &head)?;
    let mut open = false;
    for section in &sections {
        let (mark, what) = if section.determinate {
            ("    ", "in this order")
        } else {
            open = true;
            ("  ~ ", "order open")
        };
        writeln!(out, "{}. {what}", section.number)?;
        for event in &section.events {
            if let Ok(event) = timeline.event(*event) {
                columns.write(out, mark, &row(&clock, event))?;
            }
        }
    }
    if open {
        writeln!(
            out,
            "~ in a section so marked, something about the order of its events is open"
        )?;
    }
    Ok(())
}

fn row(clock: &Clock, event: EventView<'_>) -> [String; 4] {
    let ends = if event.is_instant() {
        String::new()
    } else {
        clock.window(event.end())
    };
    let mut title = plain(event.title().unwrap_or_default());
    if event.status() != EventStatus::Occurred {
        if !title.is_empty() {
            title.push(' ');
        }
        title.push_str(&format!("({})", event.status()));
    }
    [clock.window(event.begin()), ends, plain(event.key()), title]
}
