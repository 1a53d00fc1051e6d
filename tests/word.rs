//! Word that passes from meeting to meeting, by hand: who carries it, what is open, how it reads.

use demarche::prelude::*;
use demarche::{EventKind, TimelineBuilder, Word};

/// Ada, Bo, Cy and Di, and a remark on the last day of April.
fn people() -> TimelineBuilder {
    let mut t = Timeline::builder();
    for (key, name) in [("ada", "Ada"), ("bo", "Bo"), ("cy", "Cy"), ("di", "Di")] {
        t.add(Actor::person(key, name));
    }
    t.add(Statement::new("remark").by("bo").on("2025-04-30"));
    t
}

fn word(t: &Timeline) -> Word<'_> {
    let search = t.word_from("ada").expect("known");
    search
        .before("remark")
        .expect("known")
        .to("bo")
        .expect("known")
}

#[test]
fn carriers_were_at_both_meetings_and_the_first_was_over() {
    let mut t = people();
    t.add(
        Meeting::new("first")
            .between(["ada", "cy"])
            .on("2025-04-01"),
    );
    t.add(
        Meeting::new("second")
            .between(["cy", "bo"])
            .on("2025-04-02"),
    );
    let t = t.build().expect("sound");
    let found = word(&t);
    assert_eq!(
        found.to_string(),
        r#"certain: word from Ada reaches Bo before "remark", by Ada -"first"-> Cy -"second"-> Bo"#
    );
    let arrival = found.earliest_arrival().expect("it arrives");
    assert_eq!(
        arrival.to_string(),
        "between 2025-04-02T00:00:00.000000Z and 2025-04-02T23:59:59.999999Z"
    );
    let path = found.path().expect("a path");
    assert_eq!(path.certainty(), Certainty::Certain);
    assert_eq!(
        path.meetings().map(|m| m.key()).collect::<Vec<_>>(),
        ["first", "second"]
    );
    let carriers: Vec<Vec<&str>> = path
        .carriers()
        .map(|all| all.iter().map(|a| a.key()).collect())
        .collect();
    assert_eq!(carriers, [["cy"]]);
    // Not backwards, and not to those who met nobody.
    let from_bo = t.word_from("bo").expect("known");
    assert_eq!(
        from_bo.to("ada").expect("known").certainty(),
        Certainty::Impossible
    );
    assert_eq!(
        from_bo.to("di").expect("known").certainty(),
        Certainty::Impossible
    );
    assert_eq!(from_bo.to("di").expect("known").earliest_arrival(), None);
}

#[test]
fn an_open_path_comes_before_a_sure_one() {
    let mut t = people();
    t.add(
        Meeting::new("told")
            .between(["ada", "cy"])
            .on("[2025-04-09..2025-04-10T12:00]"),
    );
    t.add(
        Meeting::new("x")
            .between(["cy", "bo"])
            .on("2025-04-10T10:00/2025-04-10T11:00"),
    );
    t.add(
        Meeting::new("y")
            .between(["cy", "bo"])
            .on("[2025-04-10..2025-04-11]"),
    );
    t.add(Claim::that("y").is(After, "x").at_least(hours(2)));
    let t = t.build().expect("sound");
    let found = word(&t);
    assert_eq!(found.certainty(), Certainty::Certain);
    let told: Vec<String> = found
        .paths()
        .map(|p| format!("{}: {p}", p.certainty()))
        .collect();
    let expected = [
        r#"possible: Ada -"told"-> Cy -"x"-> Bo"#,
        r#"certain: Ada -"told"-> Cy -"y"-> Bo"#,
    ];
    assert_eq!(told, expected);
    let arrival = found.earliest_arrival().expect("it arrives");
    assert_eq!(
        arrival.to_string(),
        "between 2025-04-10T11:00:00.000000Z and 2025-04-11T23:59:59.999999Z"
    );
}

#[test]
fn in_every_world_one_of_two_paths_holds() {
    let mut t = people();
    let month = "[2025-04-01..2025-04-28]";
    t.add(Meeting::new("told").between(["ada", "cy"]).on(month));
    t.add(Meeting::new("met").between(["cy", "bo"]).on(month));
    t.add(Meeting::new("told-too").between(["ada", "di"]).on(month));
    t.add(Meeting::new("met-too").between(["di", "bo"]).on(month));
    // Where "told" is not over when "met" begins, "told-too" was before that, and "met-too" comes after.
    t.add(Claim::that("told-too").is(Before, "met"));
    t.add(Claim::that("told").is(Before, "met-too"));
    let t = t.build().expect("sound");
    let found = word(&t);
    assert_eq!(
        (found.certainty(), found.is_settled()),
        (Certainty::Certain, true)
    );
    assert!(found.paths().all(|p| p.certainty() == Certainty::Possible));
    assert_eq!(
        found.explain().to_string(),
        "word from Ada reaches Bo before \"remark\": certain, because\n  \
           - \"told\" is before \"met-too\"\n  \
           - \"told-too\" is before \"met\"\n  \
           - \"met\" is dated [2025-04-01..2025-04-28]\n  \
           - \"met-too\" is dated [2025-04-01..2025-04-28]\n  \
           - \"remark\" is dated 2025-04-30\n  \
           - in every world by one of these: Ada -\"told\"-> Cy -\"met\"-> Bo; Ada -\"told-too\"-> Di \
             -\"met-too\"-> Bo\n  \
           - \"told\" is on record as a meeting\n  \
           - \"met\" is on record as a meeting\n  \
           - \"told-too\" is on record as a meeting\n  \
           - \"met-too\" is on record as a meeting"
    );
}

#[test]
fn what_is_alleged_implied_or_denied_leaves_it_open() {
    let mut t = people();
    let cy = |presence| Participant {
        presence,
        ..Participant::new("cy")
    };
    t.add(
        Meeting::new("first")
            .between(["ada", "cy"])
            .on("2025-04-01"),
    );
    let second = Meeting::new("second")
        .with(cy(demarche::Presence::Implied))
        .with("bo");
    t.add(second.on("2025-04-02"));
    let built = t.clone().build().expect("sound");
    let found = word(&built);
    assert_eq!(found.certainty(), Certainty::Possible);
    assert_eq!(
        found.explain().to_string(),
        "word from Ada reaches Bo before \"remark\": only possible\n  \
           - it holds if Cy was at \"second\" and \"first\" lasts from 2025-04-01 10:00 to 12:00 and \"second\" \
             lasts from 2025-04-02 10:00 to 12:00 and \"remark\" is at 2025-04-30 12:00 (UTC)\n  \
           - it does not hold if it is not so that Cy was at \"second\", and \"first\" lasts from 2025-04-01 \
             10:00 to 12:00 and \"second\" lasts from 2025-04-02 10:00 to 12:00 and \"remark\" is at 2025-04-30 \
             12:00 (UTC)\n  \
           - by Ada -\"first\"-> Cy -\"second\"-> Bo\n  \
           - \"first\" is on record as a meeting\n  \
           - \"second\" is on record as a meeting\n  \
           - yet that Cy was at \"second\" is only implied"
    );
    // A later way that is sure.
    t.add(Meeting::new("third").between(["cy", "bo"]).on("2025-04-03"));
    let built = t.clone().build().expect("sound");
    let found = word(&built);
    assert_eq!(found.certainty(), Certainty::Certain);
    assert_eq!(
        found.path().map(|p| p.to_string()).as_deref(),
        Some(r#"Ada -"first"-> Cy -"third"-> Bo"#)
    );
    let arrival = found.earliest_arrival().expect("it arrives");
    assert_eq!(
        arrival.least().unwrap().to_string(),
        "2025-04-02T00:00:00.000000Z"
    );
    assert_eq!(
        arrival.most().unwrap().to_string(),
        "2025-04-03T23:59:59.999999Z"
    );

    let mut t = people();
    t.add(
        Meeting::new("first")
            .between(["ada", "cy"])
            .on("2025-04-01"),
    );
    let second = Meeting::new("second")
        .with(cy(demarche::Presence::Denied))
        .with("bo");
    t.add(second.on("2025-04-02"));
    let built = t.build().expect("sound");
    assert_eq!(word(&built).certainty(), Certainty::Impossible);
}

#[test]
fn what_did_not_take_place_carries_nothing_and_comes_after_nothing() {
    let mut t = people();
    let call = Meeting::new("call").between(["ada", "bo"]).on("2025-04-01");
    t.add(call.status(Status::Planned));
    t.add(
        Statement::new("draft")
            .by("bo")
            .on("2025-04-30")
            .status(Status::Cancelled),
    );
    t.add(
        Meeting::new("talks")
            .between(["ada", "bo"])
            .on("2025-04-02"),
    );
    let t = t.build().expect("sound");
    assert_eq!(
        word(&t).path().map(|p| p.to_string()).as_deref(),
        Some(r#"Ada -"talks"-> Bo"#)
    );
    let search = t
        .word_from("ada")
        .expect("known")
        .before("draft")
        .expect("known");
    let found = search.to("bo").expect("known");
    assert_eq!(found.certainty(), Certainty::Impossible);
    assert_eq!(
        found.explain().to_string(),
        "word from Ada reaches Bo before \"draft\": impossible, whatever is claimed\n  \
           - yet \"draft\" is on record as cancelled"
    );
}

#[test]
fn word_goes_through_those_named_in_their_order() {
    let mut t = people();
    t.add(Meeting::new("one").between(["ada", "cy"]).on("2025-04-01"));
    t.add(Meeting::new("two").between(["cy", "di"]).on("2025-04-02"));
    t.add(Meeting::new("three").between(["di", "bo"]).on("2025-04-03"));
    t.add(
        Meeting::new("all")
            .between(["ada", "bo", "cy", "di"])
            .on("2025-04-04"),
    );
    let t = t.build().expect("sound");
    let from = || t.word_from("ada").expect("known");
    let path = |found: Word<'_>| found.path().map(|p| p.to_string());
    let through = from()
        .through("cy")
        .expect("known")
        .through("di")
        .expect("known");
    assert_eq!(
        through.to("bo").expect("known").to_string(),
        "certain: word from Ada reaches Bo through Cy and Di, by Ada -\"one\"-> Cy -\"two\"-> Di -\"all\"-> Bo"
    );
    let other = from()
        .through("di")
        .expect("known")
        .through("cy")
        .expect("known");
    let other = other.to("bo").expect("known");
    assert_eq!(other.certainty(), Certainty::Impossible);
    // In one room nobody carries anything from one meeting to a later one.
    let one = from().within_steps(1);
    assert_eq!(
        path(one.to("bo").expect("known")).as_deref(),
        Some(r#"Ada -"all"-> Bo"#)
    );
    let one = one.through("cy").expect("known");
    assert_eq!(
        one.to("bo").expect("known").certainty(),
        Certainty::Impossible
    );
    let two = from().within_steps(2).through("cy").expect("known");
    assert_eq!(
        path(two.to("bo").expect("known")).as_deref(),
        Some(r#"Ada -"one"-> Cy -"all"-> Bo"#)
    );
    // Word that comes back.
    let back = from()
        .through("cy")
        .expect("known")
        .to("ada")
        .expect("known");
    assert_eq!(
        back.path().map(|p| p.to_string()).as_deref(),
        Some(r#"Ada -"one"-> Cy -"all"-> Ada"#)
    );
    assert_eq!(
        from().within_steps(0).to("bo").expect("known").certainty(),
        Certainty::Impossible
    );
}

#[test]
fn paths_that_could_be_shorter_are_not_listed() {
    let mut t = people();
    t.add(Meeting::new("one").between(["ada", "cy"]).on("2025-04-01"));
    t.add(
        Meeting::new("two")
            .between(["ada", "cy", "di"])
            .on("2025-04-02"),
    );
    t.add(
        Meeting::new("three")
            .between(["di", "cy", "bo"])
            .on("2025-04-03"),
    );
    let t = t.build().expect("sound");
    let paths = word(&t).paths();
    assert!(paths.is_complete());
    let paths: Vec<String> = paths.map(|p| p.to_string()).collect();
    assert_eq!(
        paths,
        [
            r#"Ada -"one"-> Cy -"three"-> Bo"#,
            r#"Ada -"two"-> Cy or Di -"three"-> Bo"#
        ]
    );
}

#[test]
fn all_whom_word_reached() {
    let mut t = people();
    t.add(Meeting::new("one").between(["ada", "cy"]).on("2025-04-01"));
    t.add(Meeting::new("two").between(["cy", "di"]).on("2025-04-01"));
    t.add(Meeting::new("late").between(["ada", "bo"]).on("2025-05-01"));
    let t = t.build().expect("sound");
    let reached = t
        .word_from("ada")
        .expect("known")
        .reached_before("remark")
        .expect("known");
    let reached: Vec<String> = reached
        .map(|w| format!("{}: {}", w.certainty(), w.to()))
        .collect();
    assert_eq!(reached, ["certain: Cy", "possible: Di"]);
    let all = t.word_from("ada").expect("known").reached();
    assert_eq!(all.count(), 3);
}

#[test]
fn nothing_is_settled_without_steps() {
    let mut t = people();
    for i in 0..4 {
        t.add(
            Meeting::new(format!("to{i}"))
                .between(["ada", "cy"])
                .on("2025-04-01"),
        );
        t.add(
            Meeting::new(format!("from{i}"))
                .between(["cy", "bo"])
                .on("2025-04-01"),
        );
        t.add(Claim::that(format!("to{i}")).is(Meets, format!("from{i}")));
    }
    let t = t.build().expect("sound");
    let search = t
        .word_from("ada")
        .expect("known")
        .before("remark")
        .expect("known");
    let found = search.to("bo").expect("known");
    assert_eq!(
        (found.certainty(), found.is_settled()),
        (Certainty::Possible, true)
    );
    let cut = search.with_budget(1).to("bo").expect("known");
    assert_eq!(
        (cut.certainty(), cut.is_settled()),
        (Certainty::Possible, false)
    );
    assert!(!cut.earliest_arrival().expect("it may").is_settled());
}

#[test]
fn names_that_mean_nothing_are_told() {
    let t = people().build().expect("sound");
    let error = t.word_from("adda").expect_err("unknown");
    assert_eq!(error.suggestion(), Some("ada"));
    let search = t.word_from("Ada").expect("by name");
    assert!(
        search
            .clone()
            .before("remarc")
            .is_err_and(|e| e.suggestion() == Some("remark"))
    );
    assert!(search.clone().through("remark").is_err());
    assert!(search.to("nobody").is_err());
    assert_eq!(
        t.event("remark").expect("known").kind(),
        EventKind::Statement
    );
}
