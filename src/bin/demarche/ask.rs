//! `ask`: the answers to a query.

use std::io::{self, Write};

use demarche::pattern::Unit;
use demarche::{Answer, Answers, Asked, Certainty, Counts, Timeline, UnitCounts, Value};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::args::Ask;
use super::input;
use super::output::{Columns, Outcome, Pace, Status, json_line, plain, print, tell};
use super::query::{AnswerJson, Query, tell_unsettled};

/// Prints the answers, their number, or how they would be found.
pub(crate) fn run(args: &Ask) -> Outcome {
    let query = Query::read(&args.query, args.budget.budget)?;
    let asked = query.pattern().asked();
    if args.why && asked != Asked::Answers {
        tell(
            "error: --why gives reasons for answers, and this query counts them; `demarche explain` takes it",
        );
        return Err(Status::Bad);
    }
    let timeline = input::timeline(&args.solved)?;
    if args.plan {
        let source = &args.solved.source;
        let plan = timeline.plan(query.pattern());
        let plan = plan.map_err(|error| query.tell(&error, source))?;
        return print(Status::Done, |out| {
            plan.steps()
                .try_for_each(|step| writeln!(out, "{}", plain(step)))
        });
    }
    match asked {
        Asked::Answers => list(args, &query, &timeline),
        Asked::Count => count(args, &query, &timeline),
        Asked::CountPer(unit) => count_per(args, &query, unit, &timeline),
    }
}

fn list(args: &Ask, query: &Query<'_>, timeline: &Timeline) -> Outcome {
    let mut answers = query.answers(timeline, &args.solved.source)?;
    let outcome = print(Status::Done, |out| {
        if args.json {
            let mut pace = Pace::new();
            return answers.try_for_each(|answer| {
                json_line(out, &AnswerJson(&answer))?;
                pace.keep(out)
            });
        }
        if write_table(timeline, &mut answers, args.why, out)? {
            Ok(())
        } else {
            query.write_none(timeline, out)
        }
    });
    tell_unsettled(answers.unsettled());
    outcome
}

/// How many answers are held to see how wide their columns are. Columns of more answers grow as they come.
const HELD: usize = 1_000;

/// Writes answers in columns, as they are found; whether there were any.
fn write_table(
    timeline: &Timeline,
    answers: &mut Answers<'_>,
    why: bool,
    out: &mut dyn Write,
) -> io::Result<bool> {
    let names = answers.names().map(plain);
    let head: Vec<String> = [String::new()].into_iter().chain(names).collect();
    let held: Vec<Answer<'_>> = answers.take(HELD).collect();
    if held.is_empty() {
        return Ok(false);
    }
    let mut columns = Columns::of(held.iter().map(|answer| row(timeline, answer)));
    columns.widen(&head);
    columns.write(out, "", &head)?;
    let mut pace = Pace::new();
    for answer in held.into_iter().chain(answers) {
        let row = row(timeline, &answer);
        columns.widen(&row);
        columns.write(out, "", &row)?;
        if why {
            for line in answer.explain().to_string().lines() {
                writeln!(out, "    {}", plain(line))?;
            }
        }
        pace.keep(out)?;
    }
    Ok(true)
}

fn row(timeline: &Timeline, answer: &Answer<'_>) -> Vec<String> {
    let mut sure = answer.certainty().to_string();
    if !answer.is_settled() {
        sure.push_str(" (not settled)");
    }
    let values = answer.values().map(|(_, value)| cell(timeline, value));
    [sure].into_iter().chain(values).collect()
}

/// The key of an event, and the name of an actor, with its key where the name alone does not tell which one is meant:
/// what is shown can be typed in another query.
fn cell(timeline: &Timeline, value: Value<'_>) -> String {
    match value {
        Value::Event(event) => plain(event.key()),
        Value::Actor(actor) => match timeline.actor(actor.name()) {
            Ok(found) if found == actor => plain(actor.name()),
            _ => plain(&format!("{} ({})", actor.name(), actor.key())),
        },
    }
}

/// Counts all answers. That is done here, since what `certainly` leaves out is told as well.
fn count(args: &Ask, query: &Query<'_>, timeline: &Timeline) -> Outcome {
    let pattern = query.pattern().unlimited();
    let answers = timeline.ask_with(pattern, query.options());
    let mut answers = answers.map_err(|error| query.tell(&error, &args.solved.source))?;
    let mut counts = Counts::default();
    for answer in answers.by_ref() {
        *match (answer.certainty(), answer.is_settled()) {
            (_, false) => &mut counts.unsettled,
            (Certainty::Certain, true) => &mut counts.certain,
            (_, true) => &mut counts.possible,
        } += 1;
    }
    let is_cut = query.pattern().limit() == Some(0);
    let outcome = print(Status::Done, |out| {
        match (args.json, is_cut) {
            (true, true) => return Ok(()),
            (true, false) => return json_line(out, &CountsJson { unit: None, counts }),
            (false, true) => {}
            (false, false) => writeln!(out, "{counts}")?,
        }
        if is_cut || counts.is_empty() {
            query.write_none(timeline, out)?;
        }
        Ok(())
    });
    tell_unsettled(answers.unsettled());
    outcome
}

fn count_per(args: &Ask, query: &Query<'_>, unit: Unit, timeline: &Timeline) -> Outcome {
    let found = timeline.count_per_unit_with(query.pattern(), query.options());
    let found = found.map_err(|error| query.tell(&error, &args.solved.source))?;
    let outcome = print(Status::Done, |out| {
        if args.json {
            return found.iter().try_for_each(|line| {
                let unit = Some((unit.name(), line.unit.as_deref()));
                let counts = line.counts;
                json_line(out, &CountsJson { unit, counts })
            });
        }
        if found.is_empty() {
            return query.write_none(timeline, out);
        }
        write_units(&found, unit, out)
    });
    if query.pattern().is_certainly() {
        let pattern = query.pattern().unlimited();
        if let Ok(mut answers) = timeline.ask_with(pattern, query.options()) {
            answers.by_ref().for_each(drop);
            tell_unsettled(answers.unsettled());
        }
    }
    outcome
}

/// One line a unit. That of events that begin in no certain unit is called `open`.
fn write_units(found: &[UnitCounts], unit: Unit, out: &mut dyn Write) -> io::Result<()> {
    let any_unsettled = found.iter().any(|line| line.counts.unsettled > 0);
    let row = |line: &UnitCounts| {
        let counts = line.counts;
        let unsettled = any_unsettled.then(|| counts.unsettled.to_string());
        [
            line.unit.clone().unwrap_or_else(|| "open".to_owned()),
            counts.certain.to_string(),
            counts.possible.to_string(),
            unsettled.unwrap_or_default(),
        ]
    };
    let unsettled = if any_unsettled { "not settled" } else { "" };
    let head = [unit.name(), "certain", "possible", unsettled].map(str::to_owned);
    let mut columns = Columns::of(found.iter().map(row));
    columns.widen(&head);
    columns.write(out, "", &head)?;
    found
        .iter()
        .try_for_each(|line| columns.write(out, "", &row(line)))
}

/// Counts, behind the unit that they are of.
struct CountsJson<'a> {
    unit: Option<(&'static str, Option<&'a str>)>,
    counts: Counts,
}

impl Serialize for CountsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some((name, unit)) = self.unit {
            map.serialize_entry(name, &unit)?;
        }
        let Counts {
            certain,
            possible,
            unsettled,
        } = self.counts;
        map.serialize_entry("certain", &certain)?;
        map.serialize_entry("possible", &possible)?;
        map.serialize_entry("unsettled", &unsettled)?;
        map.end()
    }
}
