//! `save`: solves a timeline, and saves it.

use super::args::Save;
use super::input;
use super::output::{Outcome, Status, print, tell};

/// Builds the timeline, and writes it.
pub(crate) fn run(args: &Save) -> Outcome {
    let timeline = input::consistent(&args.source, args.set_aside)?;
    if input::is_standard(&args.output) {
        return print(Status::Done, |out| timeline.save_to(out));
    }
    match timeline.save(&args.output) {
        Ok(()) => Ok(Status::Done),
        Err(error) => {
            let name = args.output.display();
            tell(format_args!("{name}: can't be written: {error}"));
            Err(Status::Bad)
        }
    }
}
