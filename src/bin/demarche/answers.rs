//! `explain` for a query: why its answers, or one binding of its variables, are certain, possible or impossible.

use std::io::{self, Write};

use demarche::{Answer, Timeline};

use super::args::Explain;
use super::input;
use super::output::{Outcome, Pace, Status, json_line, plain, print, tell};
use super::query::{AnswerJson, Query, tell_unsettled};
use super::reasons;
use super::reasons_json::ReasonsJson;

/// Explains each answer, also those that a query only counts, or the one binding that is given.
pub(crate) fn run(args: &Explain, text: &str, bound: &[(&str, &str)]) -> Outcome {
    let query = Query::read(text, args.budget.budget)?;
    let timeline = input::timeline(&args.solved)?;
    let source = &args.solved.source;
    if bound.is_empty() {
        let mut answers = query.answers(&timeline, source)?;
        check_names(args, answers.names())?;
        let outcome = print(Status::Done, |out| {
            let mut pace = Pace::new();
            let mut any = false;
            for answer in answers.by_ref() {
                if any && !args.json {
                    writeln!(out)?;
                }
                any = true;
                write(args, &timeline, &answer, out)?;
                pace.keep(out)?;
            }
            if any || args.json {
                Ok(())
            } else {
                query.write_none(&timeline, out)
            }
        });
        tell_unsettled(answers.unsettled());
        return outcome;
    }
    let judged = timeline.judge_with(query.pattern(), bound, query.options());
    let answer = judged.map_err(|error| query.tell(&error, source))?;
    check_names(args, answer.values().map(|(name, _)| name))?;
    print(Status::Done, |out| write(args, &timeline, &answer, out))
}

/// Whether no variable is called as a field of an answer is: one object would have two of them.
fn check_names<'n>(args: &Explain, mut names: impl Iterator<Item = &'n str>) -> Result<(), Status> {
    let taken = names.find(|name| args.json && ReasonsJson::LISTS.contains(name));
    taken.map_or(Ok(()), |name| {
        tell(format_args!(
            "error: answers in JSON have a field {name:?} of their own; call ?{name} something else"
        ));
        Err(Status::Bad)
    })
}

/// The JSON for an answer.
#[derive(serde::Serialize)]
struct Explained<'a, 't> {
    #[serde(flatten)]
    answer: AnswerJson<'a, 't>,
    #[serde(flatten)]
    reasons: ReasonsJson<'a>,
}

fn write(
    args: &Explain,
    timeline: &Timeline,
    answer: &Answer<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let why = answer.explain();
    if args.json {
        let explained = Explained {
            answer: AnswerJson(answer),
            reasons: ReasonsJson::of_answer(timeline, &why),
        };
        return json_line(out, &explained);
    }
    writeln!(out, "{}", plain(&answer.to_string()))?;
    writeln!(out, "asked: {}", plain(why.sentence()))?;
    let known: Vec<&str> = answer.values().map(|(name, _)| name).collect();
    reasons::write(timeline, &why, Some(&known), out)
}
