//! `save`: solves a timeline, and saves it.

use super::args::Save;
use super::input;
use super::output::{Outcome, Status, deliver};

/// Builds the timeline, and writes it.
pub(crate) fn run(args: &Save) -> Outcome {
    let timeline = input::timeline(&args.solved)?;
    deliver(&args.output, Status::Done, |out| timeline.save_to(out))
}
