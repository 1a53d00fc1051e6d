//! Queries: from what is typed to answers, and what is said where there are none.

use std::io::{self, Write};

use demarche::{Answer, Answers, AskOptions, Pattern, QueryError, Timeline};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::args::Source;
use super::file;
use super::output::{Status, count, plain, tell};

/// A query as it was typed.
#[derive(Debug)]
pub(crate) struct Query<'a> {
    text: &'a str,
    pattern: Pattern,
    options: AskOptions,
}

impl<'a> Query<'a> {
    /// Reads a query. That comes before the file is read: a long one should not be read in vain.
    ///
    /// # Errors
    ///
    /// The status to end with, where the text is no query; why is told.
    pub(crate) fn read(text: &'a str, budget: Option<u64>) -> Result<Query<'a>, Status> {
        let pattern = Pattern::parse(text).map_err(|error| tell_text(&error.show(text)))?;
        let default = AskOptions::default();
        Ok(Query {
            text,
            pattern,
            options: budget.map_or(default, AskOptions::with_budget),
        })
    }

    /// What was typed, read.
    pub(crate) fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// How it is to be answered.
    pub(crate) fn options(&self) -> AskOptions {
        self.options
    }

    /// The answers, also those that are only to be counted, up to the limit of a query that lists them.
    ///
    /// # Errors
    ///
    /// The status to end with, where the query means nothing in the timeline; why is told.
    pub(crate) fn answers<'t>(
        &self,
        timeline: &'t Timeline,
        source: &Source,
    ) -> Result<Answers<'t>, Status> {
        let answers = timeline.ask_with(self.pattern.clone(), self.options);
        answers.map_err(|error| self.tell(&error, source))
    }

    /// Tells why a query has no answer, with the place where that is known.
    pub(crate) fn tell(&self, error: &QueryError, source: &Source) -> Status {
        if error.span().is_some() {
            return tell_text(&error.show(self.text));
        }
        if error.is_lookup() {
            tell(format_args!("{}: {error}", file::name(&source.file)));
        } else {
            tell(format_args!("error: {error}"));
        }
        Status::Bad
    }

    /// Writes a sentence that says why there are no answers.
    pub(crate) fn write_none(&self, timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
        let all = self.pattern.unlimited();
        let any = |pattern: Pattern| {
            let found = timeline.ask_with(pattern, self.options);
            found.is_ok_and(|mut answers| answers.next().is_some())
        };
        if self.pattern.limit() == Some(0) && any(all.clone()) {
            return writeln!(out, "no answers within limit 0");
        }
        let all = all.possibly();
        if self.pattern.is_certainly() && any(all.clone()) {
            return writeln!(
                out,
                "no certain answers; `possibly` instead of `certainly` gives those that are possible"
            );
        }
        match timeline.why_none(all) {
            Ok(Some(why)) => writeln!(out, "no answers: {}", plain(&why.to_string())),
            _ => writeln!(out, "no answers"),
        }
    }
}

/// Tells what is wrong with a query, and shows where.
fn tell_text(shown: &str) -> Status {
    tell(format_args!("query: {shown}"));
    Status::Bad
}

/// Tells how many answers a query that asks for certain ones left out because their search was cut off.
pub(crate) fn tell_unsettled(unsettled: u64) {
    if unsettled > 0 {
        let are = if unsettled == 1 { "is" } else { "are" };
        let answers = count(usize::try_from(unsettled).unwrap_or(usize::MAX), "answer");
        tell(format_args!(
            "note: {answers} that may be certain {are} not settled; --budget gives the search more steps"
        ));
    }
}

/// The fields that stand at the beginning of an answer: how sure it is, and the keys of what it found.
#[derive(Debug)]
pub(crate) struct AnswerJson<'a, 't>(pub(crate) &'a Answer<'t>);

impl Serialize for AnswerJson<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("certainty", self.0.certainty().name())?;
        for (name, value) in self.0.values() {
            map.serialize_entry(name, value.key())?;
        }
        if !self.0.is_settled() {
            map.serialize_entry("settled", &false)?;
        }
        map.end()
    }
}
