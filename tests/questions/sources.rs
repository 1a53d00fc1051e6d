//! Who says so, how well, and since when: questions 13 to 15, 22.

use crate::ground::{article, check, records, small, told};
use demarche::prelude::*;
use demarche::{Credibility, Grade, Participant, Reliability};

fn cited(source: &str, credibility: u8) -> Citation {
    let credibility = Credibility::new(credibility).expect("a digit");
    Citation::new(source).credibility(credibility)
}

fn presses() -> [demarche::Record; 3] {
    records![
        Source::new("x-press")
            .speaks_for("x")
            .reliability(Reliability::B),
        Source::new("y-press")
            .speaks_for("y")
            .reliability(Reliability::B),
        Source::new("agency").reliability(Reliability::A),
    ]
}

#[test]
fn q13_meetings_that_only_one_side_confirms() {
    // No source of the article speaks for anybody.
    assert_eq!(article().one_sided_meetings().count(), 0);
    let mut all = presses().to_vec();
    all.extend(records![
        Affiliation::new("a", "x"),
        Affiliation::new("b", "y"),
        Affiliation::new("c", "y").from("2025-04"),
        Meeting::new("both")
            .between(["a", "b"])
            .source("x-press")
            .source("y-press"),
        Meeting::new("one")
            .between(["a", "b"])
            .source("x-press")
            .source("agency"),
        Meeting::new("none").between(["a", "b"]).source("agency"),
        Meeting::new("announced")
            .between(["a", "b"])
            .source("x-press")
            .source(Citation::new("y-press").announced()),
        Meeting::new("for-one")
            .with("a")
            .with(Participant::new("b").source("y-press")),
        Meeting::new("third")
            .between(["a", "b", "d"])
            .source("x-press")
            .source("y-press"),
        Meeting::new("open")
            .between(["a", "c"])
            .on("2025-04-10")
            .source("x-press")
            .source("y-press"),
        Meeting::new("rumour")
            .between(["a", "b"])
            .source("x-press")
            .status(Status::Alleged),
        Meeting::new("planned")
            .between(["a", "b"])
            .source("x-press")
            .status(Status::Planned),
        Meeting::new("delegation")
            .between(["b", "c"])
            .on("2025-06-01")
            .source("y-press"),
    ]);
    let t = small(all);
    assert_eq!(
        told(t.one_sided_meetings()),
        [
            r#"certain: "one" is confirmed for Ada, not for Bo"#,
            // That something is to come does not confirm that it came.
            r#"certain: "announced" is confirmed for Ada, not for Bo"#,
            r#"certain: "for-one" is confirmed for Bo, not for Ada"#,
            // Two sides confirm it, and it is open whether Cy spoke for one of them.
            r#"possible: "open" is confirmed for Ada and Cy, not for Cy"#,
            r#"possible: "rumour" is confirmed for Ada, not for Bo"#,
        ]
    );
    let one = t.one_sided_meetings().next().expect("one");
    let sources: Vec<&str> = one.sources().map(demarche::SourceView::key).collect();
    assert_eq!(sources, ["x-press"]);
    assert_eq!(
        one.silent()
            .map(demarche::ActorView::key)
            .collect::<Vec<_>>(),
        ["b"]
    );
}

#[test]
fn q14_answers_that_rest_only_on_sources_below_b2() {
    let t = article();
    // The article is C at best: everything does.
    check(&t, "find ?m where meeting ?m sources at least B2", []);
    check(
        &t,
        "find ?m where meeting ?m and not (event ?m sources at least B2)",
        ["talks"],
    );
    let mut all = presses().to_vec();
    all.extend(records![
        Meeting::new("m")
            .between(["a", "b"])
            .on("2025-04-01")
            .source(cited("x-press", 2)),
        Statement::new("s")
            .by("c")
            .on("2025-04-05")
            .source(cited("agency", 1)),
        Statement::new("t").by("c").source(cited("agency", 1)),
        Claim::that("t").is(After, "m").source(cited("x-press", 3)),
        // Two sources of which neither is both: reliable, and credible.
        Meeting::new("n")
            .between(["a", "b"])
            .source(cited("agency", 3))
            .source(cited("y-press", 3)),
    ]);
    let t = small(all);
    let below: Grade = "B2".parse().expect("a grade");
    let query = "find ?s where statement ?s by c and m before ?s";
    check(&t, query, ["s", "t"]);
    let weak: Vec<String> = t
        .ask(query)
        .expect("a pattern")
        .filter(|answer| answer.explain().grade().is_some_and(|grade| grade < below))
        .filter_map(|answer| answer.get("s").map(|s| s.key().to_string()))
        .collect();
    assert_eq!(weak, ["t"]);
    check(
        &t,
        "find ?m where meeting ?m and not (event ?m sources at least B2)",
        ["n"],
    );
}

fn reported() -> Timeline {
    small(records![
        Source::new("early").published("2025-04-10"),
        Source::new("late").published("2025-04-20"),
        Meeting::new("m")
            .between(["a", "b"])
            .on("2025-04-01")
            .source("early"),
        Meeting::new("n")
            .between(["a", "c"])
            .on("2025-04")
            .source("early"),
        Meeting::new("o")
            .between(["a", "d"])
            .on("2025-04-03")
            .source("late"),
        Statement::new("s").by("b").on("2025-04-09").source("early"),
        Claim::that("n").is(Before, "s").source("late"),
    ])
}

#[test]
fn q15_what_was_known_and_what_has_changed_since() {
    let t = reported();
    let query = "find ?w where meeting ?m with a, ?w and ?m before s and ?w != a";
    check(&t, query, ["b", "c", "d"]);
    check(
        &t.as_known_at("2025-04-15").expect("a date"),
        query,
        ["b", "(c)"],
    );
    let since = t.changes_since("2025-04-15").expect("a date");
    assert_eq!(told(since.events()), ["o"]);
    assert_eq!(since.events_gone().count(), 0);
    assert_eq!(
        told(since.claims()),
        [r#""n" is before "s""#, r#""o" is dated 2025-04-03"#]
    );
    assert_eq!(
        told(since.answers(query).expect("a pattern")),
        [
            r#"w = "c": possible, now certain"#,
            r#"w = "d": impossible, now certain"#,
        ]
    );
    // Of what was not known nothing could be asked.
    assert_eq!(
        told(
            since
                .answers("find ?w where meeting o with ?w")
                .expect("a pattern")
        )
        .len(),
        2
    );
    assert!(since.answers("find ?w where meeting q with ?w").is_err());
    assert!(t.changes_since("2025-04-31").is_err());
    assert_eq!(
        told(t.changes_since("2025-04-20").expect("a date").claims()),
        [""; 0]
    );
}

/// More is known, and less is certain: the later source names an event that may have come between.
#[test]
fn q15_what_was_certain_need_not_stay_so() {
    let t = small(records![
        Source::new("late").published("2025-05"),
        Meeting::new("m").between(["a", "b"]).on("2025-04-01"),
        Meeting::new("n")
            .between(["a", "c"])
            .on("2025-04")
            .source("late"),
        Statement::new("s").by("b").on("2025-04-20"),
    ]);
    let last = "find last 1 by ?m of ?m where meeting ?m with a and ?m before s";
    let since = t.changes_since("2025-04-30").expect("a date");
    assert_eq!(
        told(since.answers(last).expect("a pattern")),
        [
            r#"m = "m": certain, now possible"#,
            r#"m = "n": impossible, now possible"#,
        ]
    );
    // Compared the other way round, as two timelines of any kind can be.
    let back = since.earlier().changes_from(since.later());
    assert_eq!(told(back.events_gone()), ["n"]);
    assert_eq!(told(back.claims_gone()), [r#""n" is dated 2025-04"#]);
    assert_eq!(
        told(back.answers(last).expect("a pattern")),
        [
            r#"m = "m": possible, now certain"#,
            r#"m = "n": possible, now impossible"#,
        ]
    );
}

#[test]
fn q22_where_sources_conflict_on_a_date_and_which_claim_won() {
    let mut builder = small(records![
        Source::new("good").reliability(Reliability::A),
        Source::new("fair").reliability(Reliability::C),
        Source::new("poor").reliability(Reliability::E),
        Meeting::new("m")
            .between(["a", "b"])
            .on("2025-04-10")
            .source("fair"),
        Meeting::new("n")
            .between(["a", "b"])
            .on("2025-04")
            .source("fair"),
        Meeting::new("o")
            .between(["a", "b"])
            .on("[2025-04-01..2025-04-10]")
            .source("fair"),
        Meeting::new("p")
            .between(["a", "b"])
            .on("2025-04-20")
            .source("fair"),
        Statement::new("s").by("a").on("2025-04-15").source("good"),
        // Less exact, not different.
        Claim::that("n").on("2025-04-12").source("good"),
        // One tells the beginning, the other the end.
        Meeting::new("q")
            .between(["a", "b"])
            .on("2025-04-20T12:00/"),
        Claim::that("q").on("../2025-04-20"),
        // Different, and yet both can be true.
        Claim::that("p")
            .on("[2025-04-20..2025-04-25]")
            .source("poor"),
    ])
    .revise();
    assert_eq!(
        builder
            .clone()
            .build()
            .expect("consistent")
            .disputed_dates()
            .count(),
        0
    );
    builder.policy(Policy::SetAside);
    builder.add(Claim::that("m").on("2025-04-12").source("good"));
    builder.add(
        Claim::that("o")
            .on("[2025-04-05..2025-04-20]")
            .source("poor"),
    );
    // A date that contradicts no other date, but an order.
    builder.add(Claim::that("n").is(Before, "s").source("good"));
    builder.add(Claim::that("s").on("2025-04-11").source("poor"));
    let t = builder.build().expect("something is kept");
    let disputed: Vec<_> = t.disputed_dates().collect();
    assert_eq!(
        told(&disputed),
        [
            // The own date of the record loses: the other source is better.
            "the date of \"m\" is disputed\n  \
           - kept: \"m\" is dated 2025-04-12 [good, A6]\n  \
           - set aside: \"m\" is dated 2025-04-10 [fair, C6]",
            "the date of \"o\" is disputed\n  \
           - kept: \"o\" is dated [2025-04-01..2025-04-10] [fair, C6]\n  \
           - kept: \"o\" is dated [2025-04-05..2025-04-20] [poor, E6]",
            "the date of \"s\" is disputed\n  \
           - kept: \"s\" is dated 2025-04-15 [good, A6]\n  \
           - set aside: \"s\" is dated 2025-04-11 [poor, E6]",
        ]
    );
    let why: Vec<_> = disputed[0].conflicts().collect();
    assert_eq!(why.len(), 1);
    assert_eq!(why[0].claims().len(), 2);
    assert_eq!(disputed[1].conflicts().count(), 0);
    assert_eq!(
        disputed[0]
            .event()
            .begin()
            .earliest
            .map(|b| b.to_string())
            .as_deref(),
        Some("2025-04-12T00:00:00.000000Z")
    );
}
