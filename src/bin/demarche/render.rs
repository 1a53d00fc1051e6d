//! `render`: a timeline, or what answers are about, as a picture.

use std::io::{self, IsTerminal};
use std::path::Path;

use demarche::{EventId, EventView, Picture, Spacing, Timeline};

use super::args::{Look, PictureFormat, Render};
use super::file::is_standard;
use super::input;
use super::output::{Outcome, Status, deliver, tell};
use super::query::{Query, tell_unsettled};

/// Draws the picture.
pub(crate) fn run(args: &Render) -> Outcome {
    let out = args.output.as_deref().unwrap_or(Path::new("-"));
    let Some(format) = args.to.or_else(|| PictureFormat::of_ending(out)) else {
        return Err(untold(out));
    };
    let query = args.ask.as_deref();
    let query = query.map(|text| Query::read(text, args.budget.budget));
    let query = query.transpose()?;
    let timeline = input::timeline(&args.solved)?;
    let mut picture = Picture::of(&timeline);
    if let Some(lanes) = args.lanes {
        picture = picture.lanes(lanes.into());
    }
    if args.condensed {
        picture = picture.spacing(Spacing::Condensed);
    }
    if let Some(width) = args.width {
        picture = picture.width(width);
    }
    if let Some(query) = &query {
        picture = picture.only(events(args, query, &timeline)?);
    }
    let look = Look {
        colour: is_standard(out) && has_colours(),
    };
    let drawn = format.draw(&picture, look);
    deliver(out, Status::Done, |out| out.write_all(drawn.as_bytes()))
}

/// Tells that the format is not known.
fn untold(out: &Path) -> Status {
    if is_standard(out) {
        tell(
            "error: --to is missing; it says what to draw, text, html, svg, markdown, dot or mermaid, as the ending of a \
             file given with --output would",
        );
    } else {
        let endings = PictureFormat::ENDINGS.join(", ");
        tell(format_args!(
            "{}: the ending does not tell the format; say it with --to, or choose an ending of these: {endings}",
            out.display()
        ));
    }
    Status::Bad
}

/// Whether colours are welcome on standard output.
fn has_colours() -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    io::stdout().is_terminal() && !unwanted
}

/// The events that answers are about.
///
/// # Errors
///
/// The status to end with, where the query means nothing in the timeline, or its answers are about no events; why is
/// told.
fn events(args: &Render, query: &Query<'_>, timeline: &Timeline) -> Result<Vec<EventId>, Status> {
    let mut answers = query.answers(timeline, &args.solved.source)?;
    let (mut events, mut any) = (Vec::new(), false);
    for answer in answers.by_ref() {
        any = true;
        let found = answer.values().filter_map(|(_, value)| value.event());
        events.extend(found.map(EventView::id));
    }
    tell_unsettled(answers.unsettled());
    if any && events.is_empty() {
        tell(
            "error: the answers name no events; put the variable of an event behind `find`, as in \
             `find ?m where meeting ?m with ?who`",
        );
        return Err(Status::Bad);
    }
    if !any && !args.solved.source.reading.quiet {
        // A picture without events, and why it is one.
        let mut why = Vec::new();
        let _ = query.write_none(timeline, &mut why);
        tell(format_args!(
            "note: {}",
            String::from_utf8_lossy(&why).trim_end()
        ));
    }
    Ok(events)
}
