//! The timelines that are asked, and how answers are compared.

use demarche::prelude::*;
use demarche::{IntoRecords, read_records};
use std::fmt::Display;

const ARTICLE: &str = include_str!("../../examples/data/moscow_talks.jsonl");

/// The article on the talks in Moscow.
pub fn article() -> Timeline {
    let mut builder = Timeline::builder();
    builder.add_input(read_records(ARTICLE.as_bytes(), "moscow_talks.jsonl"));
    builder.build().expect("the article has a world")
}

/// A timeline of a few records, about Ada, Bo, Cy and Dee, and the states X and Y.
pub fn small<R: IntoRecords>(records: impl IntoIterator<Item = R>) -> Timeline {
    let mut builder = Timeline::builder();
    let people = [("a", "Ada"), ("b", "Bo"), ("c", "Cy"), ("d", "Dee")];
    builder.add(people.map(|(key, name)| Actor::person(key, name)));
    builder.add([Actor::state("x", "X"), Actor::state("y", "Y")]);
    for record in records {
        builder.add(record);
    }
    builder.build().unwrap_or_else(|error| panic!("{error}"))
}

/// A record of any type, so that a list may hold several.
pub fn record(record: impl Into<demarche::Record>) -> demarche::Record {
    record.into()
}

/// A list of records of several types.
macro_rules! records {
    ($($record:expr),* $(,)?) => { [$($crate::ground::record($record)),*] };
}
pub(crate) use records;

/// What a pattern finds: the keys of the first variable, those that are only possible in brackets.
pub fn ask(t: &Timeline, query: &str) -> Vec<String> {
    let answers = t
        .ask(query)
        .unwrap_or_else(|error| panic!("{}", error.show(query)));
    answers
        .map(|answer| {
            assert!(answer.is_settled(), "{answer}");
            let keys: Vec<&str> = answer.values().map(|(_, value)| value.key()).collect();
            match answer.certainty() {
                Certainty::Certain => keys.join(" "),
                _ => format!("({})", keys.join(" ")),
            }
        })
        .collect()
}

/// Asserts what a pattern finds, and that its canonical text finds the same.
#[track_caller]
pub fn check<const N: usize>(t: &Timeline, query: &str, expected: [&str; N]) {
    assert_eq!(ask(t, query), expected);
    let pattern: demarche::Pattern = query.parse().expect("it was just asked");
    assert_eq!(
        ask(t, &pattern.to_string()),
        expected,
        "printed as {pattern}"
    );
}

/// All of some answers, as they are printed.
pub fn told<T: Display>(answers: impl IntoIterator<Item = T>) -> Vec<String> {
    answers
        .into_iter()
        .map(|answer| answer.to_string())
        .collect()
}
