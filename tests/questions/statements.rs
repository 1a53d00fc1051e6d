//! Who said and rejected what: questions 10 to 12, 21, 23.

use crate::ground::{article, check, records, small, told};
use demarche::LinkKind;
use demarche::prelude::*;

#[test]
fn q10_what_was_rejected_and_what_replaced_it() {
    let t = article();
    // The framework is only alleged: so is that it was rejected.
    let framework = "possible: Volodymyr Zelenskyy rejected \
        \"Peace framework proposed by the United States\" in \
        \"Volodymyr Zelenskyy: no Russian claim to Ukrainian land\"";
    assert_eq!(
        told(t.rejections_by("zelenskyy").expect("known")),
        [framework]
    );
    assert_eq!(told(t.rejections_by("ukraine").expect("known")), [""; 0]);
    let ukraine = framework.replace("Volodymyr Zelenskyy rejected", "Ukraine rejected");
    let found: Vec<_> = t.rejections_for("ukraine").expect("known").collect();
    assert_eq!(told(&found), [ukraine]);
    assert_eq!(found[0].replacements().count(), 0);
    assert_eq!(found[0].document().key(), "framework");

    let t = small(records![
        Affiliation::new("a", "x").from("2025-04"),
        Document::proposal("draft").by("b"),
        Document::proposal("draft-2")
            .by("b")
            .link(LinkKind::Replaces, "draft"),
        Document::proposal("draft-3")
            .by("b")
            .status(Status::Alleged)
            .link(LinkKind::Replaces, "draft"),
        Document::proposal("draft-4")
            .by("b")
            .status(Status::Planned)
            .link(LinkKind::Replaces, "draft"),
        Statement::new("no")
            .by("a")
            .on("2025-04-15")
            .link(LinkKind::Rejects, "draft"),
        Statement::new("no-again")
            .by("a")
            .status(Status::Alleged)
            .link(LinkKind::Rejects, "draft-2"),
        Statement::new("never")
            .by("a")
            .status(Status::Denied)
            .link(LinkKind::Rejects, "draft-3"),
    ]);
    let found: Vec<_> = t.rejections_by("a").expect("known").collect();
    assert_eq!(
        told(&found),
        [
            r#"certain: Ada rejected "draft" in "no""#,
            r#"possible: Ada rejected "draft-2" in "no-again""#,
        ]
    );
    assert_eq!(
        told(found[0].replacements()),
        ["certain: draft-2", "possible: draft-3"]
    );
    // Whether she was in office already is open.
    let found: Vec<_> = t.rejections_for("x").expect("known").collect();
    assert_eq!(told(&found)[0], r#"possible: X rejected "draft" in "no""#);
    check(
        &t,
        "find ?p, ?new where document ?p and statement ?s by a and ?s rejects ?p
            and document ?new and ?new replaces ?p",
        ["draft draft-2", "(draft draft-3)"],
    );
}

fn stances(dates: [&str; 3]) -> Timeline {
    let [first, second, third] = dates;
    small(records![
        Statement::new("no")
            .by("a")
            .on(first)
            .stance(Stance::oppose("pact")),
        Statement::new("no-again")
            .by("a")
            .on(second)
            .stance(Stance::oppose("pact")),
        Meeting::new("talks").between(["a", "b"]).on("2025-04-20"),
        Meeting::new("others").between(["c", "b"]).on("2025-04-22"),
        Statement::new("yes")
            .by("a")
            .on(third)
            .stance(Stance::support("pact")),
        Statement::new("for-her")
            .by("b")
            .on("2025-04-03")
            .stance(Stance::neutral("gas").holder("a")),
    ])
}

#[test]
fn q11_when_a_stance_changed_and_what_came_just_before() {
    let t = stances(["2025-04-01", "2025-04-10", "2025-04-25"]);
    let changes: Vec<_> = t.stance_changes("a", "pact").expect("known").collect();
    assert_eq!(
        told(&changes),
        [r#"certain: Ada went from oppose ("no-again") to support ("yes")"#]
    );
    assert_eq!(told(changes[0].last_meetings()), ["certain: talks"]);
    assert_eq!(told(changes[0].last_events()), ["certain: others"]);
    assert_eq!(changes[0].stances().map(<[_]>::len), [1, 1]);
    assert_eq!(t.stance_changes("a", "gas").expect("known").count(), 0);
    assert_eq!(t.stance_changes("b", "pact").expect("known").count(), 0);
}

/// Where the order of the statements is open, so is which step was the change, though not that there was one.
#[test]
fn q11_the_order_may_be_open() {
    let t = stances(["2025-04", "2025-04-10", "2025-04-25"]);
    let changes = told(t.stance_changes("a", "pact").expect("known"));
    assert_eq!(
        changes,
        [
            r#"possible: Ada went from oppose ("no") to support ("yes")"#,
            r#"possible: Ada went from oppose ("no-again") to support ("yes")"#,
            r#"possible: Ada went from support ("yes") to oppose ("no")"#,
        ]
    );
    let query = "find ?t where statement ?s by a stance oppose on pact
        and statement ?t by a stance support on pact and ?s before ?t";
    check(&t, query, ["yes"]);
    let t = article();
    assert_eq!(
        t.stance_changes("trump", "peace-deal")
            .expect("known")
            .count(),
        0
    );
}

/// An alleged statement between two others may have been the change.
#[test]
fn q11_with_what_is_only_alleged() {
    let t = small(records![
        Statement::new("no")
            .by("a")
            .on("2025-04-01")
            .stance(Stance::oppose("pact")),
        Statement::new("perhaps")
            .by("a")
            .on("2025-04-05")
            .status(Status::Alleged)
            .stance(Stance::conditional("pact", "money")),
        Statement::new("yes")
            .by("a")
            .on("2025-04-25")
            .stance(Stance::support("pact")),
    ]);
    assert_eq!(
        told(t.stance_changes("a", "pact").expect("known")),
        [
            r#"possible: Ada went from oppose ("no") to conditional ("perhaps")"#,
            r#"possible: Ada went from oppose ("no") to support ("yes")"#,
            r#"possible: Ada went from conditional ("perhaps") to support ("yes")"#,
        ]
    );
}

#[test]
fn q12_contradicting_reaffirming_answering() {
    let t = article();
    let answers =
        "find ?s, ?e where statement ?s and event ?e and ?s replies_to ?e and ?e before ?s";
    // A reply begins after the beginning of what it answers; the framework is a document, an instant; and alleged.
    check(&t, answers, ["(kyiv-resistance framework)"]);
    let t = small(records![
        Statement::new("one").by("a").on("2025-04-01"),
        Statement::new("two")
            .by("b")
            .on("2025-04")
            .link(LinkKind::Contradicts, "one"),
        Statement::new("three")
            .by("b")
            .on("2025-05")
            .link(LinkKind::Contradicts, "one"),
        Statement::new("four")
            .by("a")
            .on("2025-05")
            .link(LinkKind::Reaffirms, "one"),
        // A link to what was said later: it is a mistake, or it foresaw it.
        Statement::new("five")
            .by("a")
            .on("2025-03")
            .link(LinkKind::Reaffirms, "one"),
        Statement::new("six").by("a").replies_to("four"),
    ]);
    let linked = |kind: &str| {
        format!("find ?s where statement ?s and statement ?e and ?s {kind} ?e and ?e before ?s")
    };
    check(&t, &linked("contradicts"), ["(two)", "three"]);
    check(&t, &linked("reaffirms"), ["four"]);
    // Nothing dates it, and it is certain: it is a reply.
    check(&t, &linked("replies_to"), ["six"]);
}

#[test]
fn q21_who_first_said_it_and_who_quoted_it() {
    let first = "find first 1 by ?s of ?w where statement ?s by ?w about pact";
    let t = small(records![
        Statement::new("one").by("a").on("2025-04").topic("pact"),
        Statement::new("two").by("b").on("2025-04-01").topic("pact"),
        Statement::new("three")
            .by("c")
            .on("2025-05")
            .topic("pact")
            .link(LinkKind::Quotes, "one"),
        Statement::new("zero")
            .by("d")
            .on("2025-03")
            .topic("pact")
            .status(Status::Denied),
    ]);
    // A table sorted by date puts April before the 1st of April, or behind it.
    check(&t, first, ["(a)", "(b)"]);
    check(
        &t,
        "find ?w, ?q where statement ?q by ?w and ?q quotes one",
        ["c three"],
    );
    let mut builder = t.revise();
    builder.add(Claim::that("one").is(After, "two"));
    let t = builder.build().expect("consistent");
    check(&t, first, ["b"]);
    let t = article();
    check(
        &t,
        "find first 1 by ?s of ?w where statement ?s by ?w about cession",
        ["(zelenskyy)", "(ukraine)"],
    );
}

#[test]
fn q23_what_nobody_answered_within_a_week() {
    let query = "find ?s where statement ?s by a
        and not (statement ?r and ?r replies_to ?s and ?r after ?s within 7d)";
    let t = small(records![
        Statement::new("alone").by("a").on("2025-04-01"),
        Statement::new("soon").by("a").on("2025-04-01"),
        Statement::new("late").by("a").on("2025-04-01"),
        Statement::new("open").by("a").on("2025-04-01"),
        Statement::new("rumoured").by("a").on("2025-04-01"),
        Statement::new("r1")
            .by("b")
            .on("2025-04-03")
            .replies_to("soon"),
        Statement::new("r2")
            .by("b")
            .on("2025-05-03")
            .replies_to("late"),
        Statement::new("r3")
            .by("b")
            .on("2025-04")
            .replies_to("open"),
        Statement::new("r4")
            .by("b")
            .on("2025-04-03")
            .replies_to("rumoured")
            .status(Status::Alleged),
    ]);
    check(&t, query, ["alone", "late", "(open)", "(rumoured)"]);
    // Two late or early replies: each may be late, but not both.
    let t = small(records![
        Statement::new("s").by("a").on("2025-04-01T12:00Z"),
        Statement::new("r1").by("b").replies_to("s"),
        Statement::new("r2").by("c").replies_to("s"),
        Claim::that("r2").is(Before, "r1"),
        Claim::that("r2").is(After, "s").within(days(7)),
    ]);
    check(&t, query, []);
}
