//! `explain`: why an answer is certain, possible or impossible.

use std::io::{self, Write};

use demarche::{Assertion, Explanation, RelationSet, Timeline};

use super::answers;
use super::args::{Explain, Explained};
use super::claims::GapJson;
use super::input;
use super::output::{Outcome, Status, json_line, plain, print, tell};
use super::reasons;
use super::reasons_json::ReasonsJson;
use super::relate::look_up;

/// Prints verdicts and their reasons.
pub(crate) fn run(args: &Explain) -> Outcome {
    let told = |error: String| {
        tell(format_args!("error: {error}"));
        Status::Bad
    };
    match args.explained().map_err(told)? {
        Explained::Query { text, bound } => answers::run(args, text, &bound),
        Explained::Relation { left, is, right } => relation(args, left, is, right),
    }
}

/// Explains a relation of two events.
fn relation(args: &Explain, left: &str, is: RelationSet, right: &str) -> Outcome {
    let timeline = input::timeline(&args.solved)?;
    let source = &args.solved.source;
    let [left, right] = look_up(&timeline, source, left, right)?;
    let told = |error: String| {
        tell(error);
        Status::Bad
    };
    let pair = timeline
        .relate(left, right)
        .map_err(|error| told(error.to_string()))?;
    let gap = args.gap();
    let why = pair
        .explain_within(is, gap)
        .map_err(|error| told(format!("error: {error}")))?;
    print(Status::Done, |out| {
        if args.json {
            let answer = Answer {
                left: left.key(),
                is,
                right: right.key(),
                gap: GapJson::of(gap),
                certainty: why.certainty().name(),
                reasons: ReasonsJson::of_relation(&timeline, &why),
            };
            return json_line(out, &answer);
        }
        let asked = Assertion::Relation {
            left: left.key().to_owned(),
            is,
            right: right.key().to_owned(),
            gap,
        };
        write_text(&timeline, &asked, &why, out)
    })
}

/// The JSON for a relation.
#[derive(serde::Serialize)]
struct Answer<'a> {
    left: &'a str,
    is: RelationSet,
    right: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<GapJson>,
    certainty: &'static str,
    #[serde(flatten)]
    reasons: ReasonsJson<'a>,
}

fn write_text(
    timeline: &Timeline,
    asked: &Assertion,
    why: &Explanation,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}: {}", why.certainty(), plain(&asked.to_string()))?;
    reasons::write(timeline, why, None, out)
}
