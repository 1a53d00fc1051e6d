//! `relate`: how two events can stand to each other.

use std::io::{self, Write};

use demarche::{Assertion, EventView, Gap, Relation, RelationSet, Timeline};
use serde::Serialize;

use super::args::{Relate, Source};
use super::output::{Columns, Outcome, Status, json_line, plain, print, tell};
use super::{file, input};

/// Prints the possible relations of two events, or of all pairs.
pub(crate) fn run(args: &Relate) -> Outcome {
    let timeline = input::timeline(&args.solved)?;
    let pair = match (&args.left, &args.right) {
        (Some(left), Some(right)) => Some(look_up(&timeline, &args.solved.source, left, right)?),
        _ => None,
    };
    print(Status::Done, |out| match pair {
        Some([left, right]) => {
            let answer = Answer::new(&timeline, left, right);
            if args.json {
                json_line(out, &answer)
            } else {
                writeln!(out, "{}", answer.sentence())
            }
        }
        None => write_all(&timeline, args.json, out),
    })
}

/// The two events that are meant.
///
/// # Errors
///
/// The status to end with, where one of them is not known; why is told, for both.
pub(crate) fn look_up<'t>(
    timeline: &'t Timeline,
    source: &Source,
    left: &str,
    right: &str,
) -> Result<[EventView<'t>; 2], Status> {
    match [left, right].map(|name| timeline.event(name)) {
        [Ok(left), Ok(right)] => Ok([left, right]),
        found => {
            let mut told = Vec::new();
            for error in found.into_iter().filter_map(Result::err) {
                let line = format!("{}: {error}", file::name(&source.file));
                if !told.contains(&line) {
                    tell(&line);
                    told.push(line);
                }
            }
            Err(Status::Bad)
        }
    }
}

/// How two events can stand to each other, in a sentence.
pub(crate) fn sentence(timeline: &Timeline, left: EventView<'_>, right: EventView<'_>) -> String {
    Answer::new(timeline, left, right).sentence()
}

/// The relations in which two events can stand.
#[derive(Serialize)]
struct Answer<'t> {
    left: &'t str,
    right: &'t str,
    #[serde(serialize_with = "names")]
    possible: RelationSet,
    certain: Option<&'static str>,
}

/// A list of names even where one name would do.
fn names<S: serde::Serializer>(set: &RelationSet, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(set.iter().map(Relation::name))
}

impl<'t> Answer<'t> {
    fn new(timeline: &Timeline, left: EventView<'t>, right: EventView<'t>) -> Answer<'t> {
        let possible = timeline.possible_relations(left.id(), right.id());
        Answer {
            left: left.key(),
            right: right.key(),
            possible,
            certain: possible.only().map(Relation::name),
        }
    }

    fn certainty(&self) -> &'static str {
        match self.certain {
            Some(_) => "certain",
            None if self.possible == RelationSet::ALL => "open",
            None => "possible",
        }
    }

    fn sentence(&self) -> String {
        if self.possible == RelationSet::ALL {
            let (left, right) = (self.left, self.right);
            return plain(&format!(
                "open: {left:?} stands to {right:?} in any relation"
            ));
        }
        let assertion = Assertion::Relation {
            left: self.left.to_owned(),
            is: self.possible,
            right: self.right.to_owned(),
            gap: Gap::ANY,
        };
        plain(&format!("{}: {assertion}", self.certainty()))
    }
}

/// One line a pair, the one on the left earlier in the file.
fn write_all(timeline: &Timeline, json: bool, out: &mut dyn Write) -> io::Result<()> {
    let events: Vec<EventView<'_>> = timeline.events().collect();
    // The keys and the names of relations bound the widths, so that no pair need be held.
    let widest = |event: &EventView<'_>| {
        let key = plain(event.key());
        [key.clone(), key, "possible".to_owned(), String::from("any")]
    };
    let columns = Columns::of(events.iter().map(widest));
    for (i, left) in events.iter().enumerate() {
        for right in events.iter().skip(i + 1) {
            let answer = Answer::new(timeline, *left, *right);
            if json {
                json_line(out, &answer)?;
                continue;
            }
            let names: Vec<&str> = answer.possible.iter().map(Relation::name).collect();
            let relations = match answer.possible {
                RelationSet::ALL => "any relation".to_owned(),
                _ => names.join(", "),
            };
            let row = [
                plain(answer.left),
                plain(answer.right),
                answer.certainty().to_owned(),
                relations,
            ];
            columns.write(out, "", &row)?;
        }
    }
    Ok(())
}
