//! Whole chronologies, saved and opened.

use demarche::prelude::*;
use demarche::{Policy, Timeline, read_records};

use crate::asked;
use crate::small::{again, all, saved};

fn built(text: &str, name: &str) -> Timeline {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.add_input(read_records(text.as_bytes(), name));
    t.build().expect("sound")
}

fn is_kept(t: &Timeline) {
    let opened = again(t);
    for (one, two) in asked::all(t).iter().zip(asked::all(&opened)) {
        assert_eq!(*one, two);
    }
    assert_eq!(saved(&opened), saved(t));
}

#[test]
fn small_timelines_are_kept() {
    for t in all() {
        is_kept(&t);
    }
}

#[test]
fn the_article_is_kept() {
    let first = include_str!("../../examples/data/moscow_talks.jsonl");
    is_kept(&built(first, "moscow_talks.jsonl"));
    let second = include_str!("../../examples/data/moscow_talks_second.jsonl");
    is_kept(&built(&format!("{first}{second}"), "both.jsonl"));
}

#[test]
fn another_chronology_is_kept() {
    is_kept(&built(
        include_str!("../../examples/data/camp_david.jsonl"),
        "camp_david.jsonl",
    ));
}

#[test]
fn what_is_known_at_a_time_is_kept() {
    let first = include_str!("../../examples/data/moscow_talks.jsonl");
    let t = built(first, "moscow_talks.jsonl");
    let opened = again(&t);
    for when in ["2025-04-24", "2025-04-25", "2025-04-26"] {
        let (one, two) = (
            t.as_known_at(when).unwrap(),
            opened.as_known_at(when).unwrap(),
        );
        assert!(one.records().eq(two.records()), "{when}");
    }
}

#[cfg(feature = "zones")]
#[test]
fn zones_by_name_are_kept() {
    let text = r#"{"type":"timeline","format":1,"zone":"Europe/Moscow"}
{"type":"actor","id":"a","kind":"person"}
{"type":"meeting","id":"m","time":"2025-04-25","zone":"America/New_York","participants":["a"]}
{"type":"meeting","id":"n","time":"2025-04-25","participants":["a"]}
"#;
    let t = built(text, "zones.jsonl");
    is_kept(&t);
}

#[cfg(not(feature = "zones"))]
#[test]
fn a_zone_that_is_not_known_here_is_told() {
    use crate::format::{blocks, file};
    let text = r#"{"type":"timeline","format":1,"zone":"+03:00"}
"#;
    let mut list = blocks(&saved(&built(text, "zones.jsonl")));
    let block = list
        .iter_mut()
        .find(|block| block.name.ends_with("archive.records"));
    let payload = &mut block.expect("a block of records").payload;
    *payload = String::from_utf8_lossy(payload)
        .replace("+03:00", "Europe/Moscow")
        .into_bytes();
    let error = Timeline::open_from(file(&list).as_slice())
        .unwrap_err()
        .to_string();
    assert!(error.contains("zones"), "{error}");
}

/// So many events that a thread of its own lists those of each actor.
#[test]
fn many_events_are_kept() {
    let mut t = Timeline::builder();
    t.add(
        (0..50)
            .map(|i| Actor::person(format!("a{i}"), "A"))
            .collect::<Vec<_>>(),
    );
    for i in 0..100_100u32 {
        let (a, b) = (
            format!("a{}", i % 50),
            format!("a{}", (i / 50 + 1 + i) % 50),
        );
        let key = format!("m{i}");
        t.add(
            Meeting::new(key)
                .between([a.as_str(), b.as_str()])
                .on("2025"),
        );
    }
    t.add(Claim::that("m7").is(After, "m3"));
    let t = t.build().expect("a world");
    let opened = again(&t);
    assert!(opened.records().eq(t.records()));
    for (one, two) in t.actors().zip(opened.actors()) {
        assert!(
            one.events()
                .map(demarche::EventView::id)
                .eq(two.events().map(demarche::EventView::id))
        );
    }
    let pair = opened.relate("m7", "m3").expect("known");
    assert_eq!(pair.certainty(After), Certainty::Certain);
}
