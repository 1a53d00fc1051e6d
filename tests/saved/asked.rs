//! What two timelines are asked, to tell whether they are the same.

use demarche::{AskOptions, EventView, RelationSet, Timeline};

use crate::sample::{Answers, keys};

/// Patterns that touch events, actors, times, offices and words left out.
const PATTERNS: [&str; 9] = [
    "find ?m, ?who where meeting ?m with ?who",
    "find ?m where meeting ?m with ?a, ?b and statement ?s by ?a and ?m before ?s",
    "find ?s where statement ?s by ?a and not (meeting ?m with ?a and ?m before ?s)",
    "find ?e, ?x where event ?e for ?x",
    "find ?a, ?b where ?a acts_for ?b",
    "find last 1 by ?m of ?m where meeting ?m",
    "find count per month of ?e where event ?e",
    "find ?e, ?f where event ?e and event ?f and ?e part_of ?f",
    "find ?e where event ?e in 2025-04 sources at least C6",
];

/// Everything that a timeline answers, in words.
pub fn all(t: &Timeline) -> Vec<String> {
    let mut said = patterns(t);
    said.push(format!("{:?} {:?}", t.zone(), t.conflicts()));
    said.push(format!("{:?}", Answers::of(t)));
    said.extend(t.actors().map(|a| format!("{} {}", a.id(), a.key())));
    said.extend(t.sources().map(|s| format!("{} {}", s.id(), s.key())));
    said.extend(reasons(t));
    said
}

/// The answers to some patterns, and the order and the records.
pub fn patterns(t: &Timeline) -> Vec<String> {
    let mut said = vec![
        format!("{t:?}"),
        format!("{:?}", t.records().collect::<Vec<_>>()),
    ];
    said.extend(t.events().map(event));
    said.extend(t.sections().iter().map(|s| format!("{s:?}")));
    let options = AskOptions::default();
    for text in PATTERNS {
        let counts = t.count(text);
        said.push(format!("{text}: {counts:?}"));
        let Ok(answers) = t.ask_with(text, options) else {
            continue;
        };
        said.extend(answers.take(50).map(|answer| format!("{answer:?}")));
    }
    said
}

/// Why some pairs of events stand as they do.
pub fn reasons(t: &Timeline) -> Vec<String> {
    let keys = keys(t);
    let pairs = keys.iter().zip(keys.iter().skip(1));
    let asked = RelationSet::DISJOINT | RelationSet::WITHIN;
    let why = |(x, y): (&String, &String)| {
        let pair = t.relate(x.as_str(), y.as_str()).expect("known");
        format!("{:?}", pair.explain(asked))
    };
    pairs.map(why).collect()
}

fn event(view: EventView<'_>) -> String {
    format!(
        "{} {} {:?} {:?} {:?}",
        view.id(),
        view.key(),
        view.begin(),
        view.end(),
        view.kind()
    )
}
