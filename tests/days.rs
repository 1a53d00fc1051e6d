//! Days of a zone whose clocks are changed, and events whose beginning has no bound.
#![cfg(feature = "zones")]

use demarche::Certainty;
use demarche::prelude::*;

fn paris() -> Timeline {
    let mut t = Timeline::builder();
    t.zone("Europe/Paris");
    t.add(Actor::person("a", "Ada"));
    t.add(Statement::new("morning").by("a").on("2025-03-30T00:30"));
    t.add(Statement::new("evening").by("a").on("2025-03-30T23:30"));
    t.add(Statement::new("eve").by("a").on("2025-03-29T22:30Z"));
    t.add(Statement::new("until").by("a").on("../2025-10-26"));
    t.add(Statement::new("once").by("a"));
    t.add(Statement::new("ever").by("a"));
    t.build().expect("a timeline")
}

#[test]
fn whether_events_share_a_day_is_settled_whatever_bounds_are_missing() {
    use Certainty::{Certain, Possible};
    let t = paris();
    for (of, expected) in [
        (
            "morning",
            &[
                ("morning", Certain),
                ("evening", Certain),
                ("until", Possible),
                ("once", Possible),
                ("ever", Possible),
            ][..],
        ),
        (
            "until",
            &[
                ("morning", Possible),
                ("evening", Possible),
                ("eve", Possible),
                ("until", Certain),
                ("once", Possible),
                ("ever", Possible),
            ],
        ),
        (
            "once",
            &[
                ("morning", Possible),
                ("evening", Possible),
                ("eve", Possible),
                ("until", Possible),
                ("once", Certain),
                ("ever", Possible),
            ],
        ),
    ] {
        for query in [
            format!("find ?e where ?e same_day {of}"),
            format!("find ?e where {of} same_day ?e"),
        ] {
            let answers = t.ask(query.as_str()).expect("a query");
            let found: Vec<(String, Certainty, bool)> = answers
                .map(|a| {
                    (
                        a.get("e").expect("bound").key().to_owned(),
                        a.certainty(),
                        a.is_settled(),
                    )
                })
                .collect();
            let expected: Vec<(String, Certainty, bool)> = expected
                .iter()
                .map(|&(key, certainty)| (key.to_owned(), certainty, true))
                .collect();
            assert_eq!(found, expected, "{query}");
        }
    }
}

#[test]
fn days_apart_are_denied_by_the_dates_of_both() {
    let t = paris();
    let answer = t
        .judge("find ?e where ?e same_day morning", &[("e", "eve")])
        .expect("a query");
    assert_eq!(answer.certainty(), Certainty::Impossible);
    let why = answer.explain().to_string();
    assert!(
        why.contains("2025-03-30T00:30") && why.contains("2025-03-29T22:30Z"),
        "{why}"
    );
}
