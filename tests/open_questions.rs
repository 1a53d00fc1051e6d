//! What to look up next, by hand and on timelines of more than a few events.

use demarche::prelude::*;
use demarche::{EventId, EventView, OpenQuestion, Selection};

fn person() -> demarche::TimelineBuilder {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    t
}

#[test]
fn the_middle_of_a_chain_is_asked_for_first() {
    let mut t = person();
    t.add(Meeting::new("talks").with("a"));
    for i in 0..7 {
        t.add(Statement::new(format!("s{i}")).by("a"));
    }
    for i in 1..7 {
        t.add(Claim::that(format!("s{i}")).is(After, format!("s{}", i - 1)));
    }
    let t = t.build().expect("sound");
    let found: Vec<OpenQuestion<'_>> = t.open_questions(Selection::all()).expect("few").collect();
    assert_eq!(found.len(), 7);
    assert_eq!(
        found[0].to_string(),
        r#""talks" before "s3" would settle 3 further, "s3" before "talks" 3"#
    );
    assert_eq!(
        (found[1].settled_at_least(), found[1].settled_at_most()),
        (2, 4)
    );
    assert_eq!(
        (found[1].right().key(), found[2].right().key()),
        ("s2", "s4")
    );
    assert_eq!(found[6].settled_at_least(), 0);
}

#[test]
fn a_window_that_an_answer_narrows_settles_what_nothing_connects() {
    let mut t = person();
    for (key, time) in [
        ("x", "[2025-04-01..2025-04-10]"),
        ("y", "[2025-04-10..2025-04-20]"),
        ("z", "[2025-04-05..2025-04-09]"),
    ] {
        t.add(Statement::new(key).by("a").on(time));
    }
    let t = t.build().expect("sound");
    let found = t.open_questions(Selection::all()).expect("few");
    let told: Vec<String> = found.map(|question| question.to_string()).collect();
    // If y was before x, both were on the tenth, after z; if x was before z, it was before y too.
    assert_eq!(
        told,
        [
            r#""x" before "y" would settle 0 further, "y" before "x" 1"#,
            r#""x" before "z" would settle 1 further, "z" before "x" 0"#,
        ]
    );
}

#[test]
fn instants_that_must_coincide_are_settled_both_ways() {
    let mut t = person();
    for key in ["x", "y", "u", "v"] {
        t.add(
            Statement::new(key)
                .by("a")
                .on("[2025-04-25T12:00:00.000000..2025-04-25T12:00:00.000001]"),
        );
    }
    let t = t.build().expect("sound");
    let found: Vec<OpenQuestion<'_>> = t.open_questions(Selection::all()).expect("few").collect();
    // Of two ticks x takes the first and y the second; of the others nothing is known.
    assert_eq!(found.len(), 6);
    // "x before y" leaves u before x impossible, u after y too: x-u stays open no more.
    for question in &found {
        assert_eq!(
            (question.settled_if_before(), question.settled_if_after()),
            (4, 4),
            "{question}"
        );
    }
}

#[test]
fn there_is_nothing_to_ask_where_all_is_known() {
    let empty = Timeline::builder().build().expect("empty");
    assert_eq!(
        empty.open_questions(Selection::all()).expect("few").len(),
        0
    );
    let mut t = person();
    t.add(Statement::new("x").by("a").on("2024"));
    t.add(Statement::new("y").by("a").on("2025"));
    let t = t.build().expect("sound");
    assert_eq!(
        t.open_questions(Selection::all())
            .expect("few")
            .next()
            .map(|q| q.to_string()),
        None
    );
}

/// Events of overlapping windows, some joined by claims; or undated ones, all joined.
fn many(events: u64, joined: bool) -> Timeline {
    let mut t = person();
    let mut state = 7u64;
    let mut below = |n: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % n
    };
    for i in 0..events {
        let (from, long) = (1 + below(20), below(9));
        let time = format!("[2025-04-{from:02}..2025-04-{:02}]", from + long);
        let key = format!("e{i:03}");
        match below(3) {
            1 if joined => t.add(Statement::new(key).by("a")),
            _ if joined => t.add(Meeting::new(key).with("a")),
            0 => t.add(Meeting::new(key).with("a").on(time)),
            1 => t.add(Statement::new(key).by("a").on(time)),
            _ => t.add(Meeting::new(key).with("a")),
        };
    }
    t.policy(Policy::SetAside);
    let mut claims = Vec::new();
    for i in 1..events {
        let link = (joined || below(4) == 0).then(|| below(i));
        if let Some(other) = link {
            let set: RelationSet = match below(3) {
                0 => Before.into(),
                1 => Before | Meets | Overlaps,
                _ => RelationSet::WITHIN,
            };
            claims.push(Claim::that(format!("e{other:03}")).is(set, format!("e{i:03}")));
        }
    }
    t.add(claims);
    t.build().expect("something is kept")
}

fn open(t: &Timeline, events: &[EventId]) -> usize {
    let is_open = |x: EventId, y: EventId| {
        let possible = t.possible_relations(x, y);
        possible.contains(Before) && possible.contains(After)
    };
    let each = events.iter().enumerate();
    each.map(|(i, &x)| events[i + 1..].iter().filter(|&&y| is_open(x, y)).count())
        .sum()
}

#[test]
fn counts_of_many_events_are_those_of_a_recount() {
    // More than two words of 64 events; and a component that has no minimal network in memory.
    for (t, chosen) in [(many(150, false), 150), (many(400, true), 70)] {
        let events: Vec<EventId> = t.events().map(EventView::id).take(chosen).collect();
        let before = open(&t, &events);
        let found = t
            .open_questions(events.iter().copied().collect())
            .expect("few");
        assert_eq!(found.len(), before);
        let step = (found.len() / 8).max(1);
        let mut settling = 0;
        for question in found.step_by(step) {
            let (x, y) = (question.left(), question.right());
            let recount = |x: EventView<'_>, y: EventView<'_>| {
                let next = t
                    .assume(Claim::that(x.key()).is(Before, y.key()))
                    .expect("possible");
                before - open(&next, &events) - 1
            };
            assert_eq!(question.settled_if_before(), recount(x, y), "{question}");
            assert_eq!(question.settled_if_after(), recount(y, x), "{question}");
            settling += question.settled_at_most();
        }
        assert!(settling > 0, "a test of nothing");
    }
}

#[test]
fn too_many_events_are_told() {
    let t = many(501, false);
    let error = t.open_questions(Selection::all()).expect_err("too many");
    assert_eq!((error.found, error.most), (501, 500));
    let some: Selection = t.events().map(EventView::id).take(3).collect();
    assert!(t.open_questions(some).is_ok());
}
