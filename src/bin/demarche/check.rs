//! `check`: what a timeline holds, and whether it is consistent.

use std::io::{self, Write};

use demarche::{BuildError, Conflict, Policy, Record, Timeline};
use serde::Serialize;

use super::args::Check;
use super::claims::{self, ClaimJson};
use super::output::{Outcome, Status, count, json_line, print};
use super::{file, input, next};

/// Counts, lists the conflicts, and tells what to ask next.
pub(crate) fn run(args: &Check) -> Outcome {
    let source = &args.source;
    let built = match input::saved(&source.file, &source.reading)? {
        Some(timeline) => Ok(timeline),
        None => input::build(source, Policy::Reject)?,
    };
    match built {
        Ok(timeline) => {
            let counts = Counts::of_timeline(&timeline);
            report(args, &counts, timeline.conflicts(), Some(&timeline))
        }
        Err(error) if error.is_inconsistent() => {
            let conflicts = error.conflicts().to_vec();
            report(args, &Counts::of_error(error), &conflicts, None)
        }
        Err(error) => Err(input::tell_faults(error.faults())),
    }
}

fn report(
    args: &Check,
    counts: &Counts,
    conflicts: &[Conflict],
    timeline: Option<&Timeline>,
) -> Outcome {
    let status = if conflicts.is_empty() {
        Status::Done
    } else {
        Status::Inconsistent
    };
    print(status, |out| {
        if args.json {
            return json_line(out, &Report::new(counts, conflicts));
        }
        let name = file::name(&args.source.file);
        match conflicts.len() {
            0 => writeln!(out, "{name}: consistent")?,
            n => writeln!(out, "{name}: inconsistent, {}", count(n, "conflict"))?,
        }
        counts.write(out)?;
        claims::write_conflicts(out, conflicts)?;
        match timeline {
            Some(timeline) if conflicts.is_empty() => next::write_order(timeline, out),
            _ => next::write_claim(conflicts, out),
        }
    })
}

/// The JSON of the command.
#[derive(Serialize)]
struct Report<'a> {
    consistent: bool,
    events: usize,
    conflicts: Vec<ConflictJson<'a>>,
}

#[derive(Serialize)]
struct ConflictJson<'a> {
    claims: Vec<ClaimJson<'a>>,
}

impl<'a> Report<'a> {
    fn new(counts: &Counts, conflicts: &'a [Conflict]) -> Report<'a> {
        let conflict = |conflict: &'a Conflict| ConflictJson {
            claims: claims::list(conflict.claims()),
        };
        Report {
            consistent: conflicts.is_empty(),
            events: counts.events(),
            conflicts: conflicts.iter().map(conflict).collect(),
        }
    }
}

/// How many records there are of each kind.
#[derive(Debug, Default)]
struct Counts {
    /// In the order of [`Record::TYPES`].
    of_type: [usize; Record::TYPES.len()],
    /// Events whose own records have a time.
    dated: usize,
}

impl Counts {
    fn of_timeline(timeline: &Timeline) -> Counts {
        let mut counts = Counts::default();
        timeline
            .records()
            .for_each(|(record, _)| counts.add(&record));
        counts
    }

    fn of_error(error: BuildError) -> Counts {
        let mut counts = Counts::default();
        let builder = error.into_builder();
        builder
            .records()
            .iter()
            .for_each(|(record, _)| counts.add(record));
        counts
    }

    fn add(&mut self, record: &Record) {
        let mut types = Record::TYPES.iter().zip(&mut self.of_type);
        if let Some((_, number)) = types.find(|(name, _)| **name == record.type_name()) {
            *number += 1;
        }
        self.dated += usize::from(record.common().is_some_and(|c| c.time.is_some()));
    }

    fn of(&self, name: &str) -> usize {
        let at = Record::TYPES.iter().position(|known| *known == name);
        at.and_then(|at| self.of_type.get(at)).copied().unwrap_or(0)
    }

    fn events(&self) -> usize {
        let kinds = ["meeting", "statement", "document", "action"];
        kinds.into_iter().map(|kind| self.of(kind)).sum()
    }

    /// Two lines: what there is, and what is claimed.
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let list = |names: &[&str]| {
            let number = |name: &str| Some(self.of(name)).filter(|number| *number > 0);
            let some = names
                .iter()
                .filter_map(|name| Some(count(number(name)?, name)));
            some.collect::<Vec<String>>().join(", ")
        };
        let behind = |head: String, list: String| match list.as_str() {
            "" => head,
            list => format!("{head}: {list}"),
        };
        let kinds = list(&["meeting", "statement", "document", "action"]);
        writeln!(out, "  {}", behind(count(self.events(), "event"), kinds))?;
        let around = list(&["actor", "affiliation", "source"]);
        if !around.is_empty() {
            writeln!(out, "  {around}")?;
        }
        let dates = self.dated + self.of("claim");
        let relations = self.of("relation");
        if dates + relations > 0 {
            let parts = format!("{}, {}", count(dates, "date"), count(relations, "relation"));
            writeln!(out, "  {}: {parts}", count(dates + relations, "claim"))?;
        }
        Ok(())
    }
}
