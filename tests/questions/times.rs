//! When, how long, in what posts: questions 3, 5, 16 to 20.

use crate::ground::{article, ask, check, records, small, told};
use demarche::prelude::*;
use demarche::{LinkKind, Participant, Presence};

#[test]
fn q3_the_day_of_a_statement_with_their_order_unknown() {
    let query =
        |s: &str| format!("find ?m where meeting ?m and ?m same_day {s} and ?m unordered {s}");
    let t = article();
    // Whenever in April the talks were, what the Kremlin said of them came after their beginning.
    check(&t, &query("kremlin-view"), []);
    check(&t, &query("post-agreed"), ["(talks)"]);
    let t = small(records![
        Meeting::new("known")
            .between(["a", "b"])
            .on("2025-04-25T09:00/2025-04-25T10:00"),
        Meeting::new("open").between(["a", "b"]).on("2025-04-25"),
        Meeting::new("next-day")
            .between(["a", "b"])
            .on("2025-04-26"),
        Statement::new("s").by("a").on("2025-04-25T12:00"),
    ]);
    check(&t, &query("s"), ["open"]);
    check(
        &t,
        "find ?m where meeting ?m and ?m same_day s",
        ["known", "open"],
    );
}

/// Which day it is depends on the clocks.
#[test]
fn q3_days_are_those_of_the_timeline() {
    let mut builder = small(records![
        Meeting::new("m")
            .between(["a", "b"])
            .on("2025-04-25T23:00Z/2025-04-25T23:30Z"),
        Statement::new("s").by("a").on("2025-04-26T12:00Z"),
    ])
    .revise();
    let t = builder.zone("+03:00").clone().build().expect("consistent");
    check(&t, "find ?m where meeting ?m and ?m same_day s", ["m"]);
    let t = builder.zone("UTC").clone().build().expect("consistent");
    check(&t, "find ?m where meeting ?m and ?m same_day s", []);
}

#[test]
fn q5_who_held_a_post() {
    let t = article();
    let held = t
        .office_holders("us", "president", "2025-04-25")
        .expect("a date");
    assert_eq!(
        told(held),
        ["certain: Donald Trump for United States (president)"]
    );
    let t = small(records![
        Affiliation::new("a", "x")
            .role("minister")
            .from("2024")
            .until("2025-04-10"),
        Affiliation::new("b", "x")
            .role("minister")
            .from("[2025-04-10..2025-04-12]")
            .until(".."),
        Affiliation::new("c", "x").role("envoy"),
        Affiliation::new("d", "b")
            .role("deputy")
            .until("2025-04-01"),
    ]);
    let held = |date: &str| told(t.office_holders("x", "minister", date).expect("a date"));
    assert_eq!(held("2023"), [""; 0]);
    assert_eq!(held("2025-04-09"), ["certain: Ada for X (minister)"]);
    // A window that only touches the day is no proof: he may have come on the 12th.
    assert_eq!(held("2025-04-11"), ["possible: Bo for X (minister)"]);
    assert_eq!(
        held("2025-04"),
        [
            "certain: Ada for X (minister)",
            "certain: Bo for X (minister)"
        ]
    );
    let acted = |date: &str| told(t.who_acted_for("x", date).expect("a date"));
    // In no world was the deputy still there when the minister came.
    assert_eq!(
        acted("2025"),
        [
            "certain: Ada for X (minister)",
            "certain: Bo for X (minister)",
            "certain: Cy for X (envoy)",
        ]
    );
    assert!(t.office_holders("x", "minister", "2025-13").is_err());
    assert!(
        t.office_holders("z", "minister", "2025")
            .is_err_and(|error| error.is_lookup())
    );
}

/// Two terms of one person: she held the post on the day if one of them covers it, whichever.
#[test]
fn q5_one_of_two_terms() {
    let t = small(records![
        Affiliation::new("a", "x")
            .role("minister")
            .until("[2025-04-05..2025-04-15]"),
        Affiliation::new("a", "x")
            .role("minister")
            .from("[2025-04-05..2025-04-15]"),
    ]);
    let held = told(
        t.office_holders("x", "minister", "2025-04-10")
            .expect("a date"),
    );
    assert_eq!(held, ["possible: Ada for X"]);
    let held = told(
        t.office_holders("x", "minister", "2025-04-01/2025-04-20")
            .expect("a date"),
    );
    assert_eq!(held, ["certain: Ada for X"]);
}

#[test]
fn q16_planned_meetings_that_never_took_place() {
    let query = "find ?m where meeting ?m status planned and not (event ?e and ?e realizes ?m)";
    let t = article();
    check(&t, query, ["funeral"]);
    let t = small(records![
        Meeting::new("held")
            .between(["a", "b"])
            .status(Status::Planned)
            .on("2025-04"),
        Meeting::new("rumoured")
            .between(["a", "b"])
            .status(Status::Planned)
            .on("2025-04"),
        Meeting::new("failed")
            .between(["a", "b"])
            .status(Status::Planned)
            .on("2025-04"),
        Meeting::new("called-off")
            .between(["a", "b"])
            .status(Status::Cancelled)
            .on("2025-04"),
        // It took place, on another day than planned: comparing dates would miss it.
        Meeting::new("m")
            .between(["a", "b"])
            .on("2025-05-02")
            .link(LinkKind::Realizes, "held"),
        Meeting::new("n")
            .between(["a", "b"])
            .status(Status::Alleged)
            .link(LinkKind::Realizes, "rumoured"),
        Meeting::new("o")
            .between(["a", "b"])
            .status(Status::Denied)
            .link(LinkKind::Realizes, "failed"),
    ]);
    check(&t, query, ["(rumoured)", "failed"]);
    check(&t, &query.replace("planned", "cancelled"), ["called-off"]);
}

#[test]
fn q17_how_long_from_first_contact_to_signature() {
    let t = article();
    let lapse = t.time_between("talks", "very-close").expect("known");
    assert_eq!(
        lapse.to_string(),
        "more than 0 seconds and less than 27 days"
    );
    let states = t
        .meetings_for("us")
        .expect("known")
        .with_one_for("russia")
        .expect("known");
    // The deal is only planned: nothing is as long after anything as that.
    assert_eq!(states.time_from_first_to("deal").expect("known"), None);

    let t = small(records![
        Meeting::new("early")
            .between(["a", "b"])
            .on("2025-01-10")
            .status(Status::Alleged),
        Meeting::new("m").between(["a", "b"]).on("2025-02"),
        Meeting::new("n").between(["a", "b"]).on("2025-02-20"),
        Document::agreement("pact")
            .party("a")
            .party("b")
            .on("2025-03-01"),
    ]);
    let contacts = || t.meetings_of("a").expect("known").with("b").expect("known");
    let lapse = contacts()
        .time_from_first_to("pact")
        .expect("known")
        .expect("they met");
    // Least: the rumour is false, and of the others one was on the 20th at the latest. Most: from the 10th of January.
    assert_eq!(lapse.to_string(), "more than 8 days and less than 51 days");
    assert!(lapse.is_settled());
    assert_eq!(
        contacts()
            .time_from_first_to("early")
            .expect("known")
            .map(|l| l.to_string()),
        Some("exactly 0 seconds".to_string())
    );
    let third = t.meetings_of("a").expect("known").with("c").expect("known");
    assert_eq!(third.time_from_first_to("pact").expect("known"), None);
    let after = contacts()
        .after("n")
        .expect("known")
        .time_from_first_to("pact")
        .expect("known");
    assert_eq!(
        after.map(|l| l.to_string()).as_deref(),
        Some("more than 0 seconds and less than 10 days")
    );
}

/// What nothing dates may be as long ago as one likes.
#[test]
fn q17_without_a_bound() {
    let t = small(records![
        Meeting::new("m").between(["a", "b"]),
        Meeting::new("n").between(["a", "b"]).on("2025-02-20"),
        Document::agreement("pact").party("a").on("2025-03-01"),
        Document::agreement("other").party("a"),
    ]);
    let contacts = || t.meetings_of("a").expect("known").with("b").expect("known");
    let lapse = contacts()
        .time_from_first_to("pact")
        .expect("known")
        .expect("they met");
    assert_eq!(lapse.to_string(), "more than 8 days");
    let lapse = contacts()
        .time_from_first_to("other")
        .expect("known")
        .expect("they met");
    assert_eq!(lapse.to_string(), "of any length");
    assert_eq!(
        t.time_between("m", "pact").expect("known").to_string(),
        "of any length"
    );
}

#[test]
fn q18_who_was_in_the_room() {
    let t = article();
    assert_eq!(
        told(t.attendance("talks").expect("a meeting")),
        [
            "certain: Steve Witkoff (guest)",
            "certain: Vladimir Putin (host)",
            "impossible: Ukraine, listed as absent",
        ]
    );
    // The funeral is still to come: nobody was there.
    assert_eq!(told(t.attendance("funeral").expect("a meeting")), [""; 0]);
    let t = small(records![
        Meeting::new("m")
            .with(Participant::new("a").implied())
            .with(Participant::new("b").denied())
            .host("c")
            .with(Participant::new("a").role(demarche::Role::Guest)),
        Meeting::new("n")
            .between(["a", "d"])
            .status(Status::Alleged),
    ]);
    let room: Vec<_> = t.attendance("m").expect("a meeting").collect();
    // Named twice, once by a report: she was there.
    assert_eq!(
        told(&room),
        [
            "certain: Ada (guest)",
            "impossible: Bo, presence denied",
            "certain: Cy (host)"
        ]
    );
    assert_eq!(room[1].presence(), Some(Presence::Denied));
    assert_eq!(
        told(t.attendance("n").expect("a meeting")),
        ["possible: Ada", "possible: Dee"]
    );
    check(&t, "find ?w where meeting m with ?w", ["a", "c"]);
}

#[test]
fn q19_the_longest_silence() {
    let t = small(records![
        Meeting::new("one").between(["a", "b"]).on("2025-01-01"),
        Meeting::new("two").between(["a", "b"]).on("2025-02"),
        Meeting::new("three").between(["a", "b"]).on("2025-03-01"),
        Meeting::new("else").between(["a", "c"]).on("2025-01-20"),
    ]);
    let silence = |t: &Timeline| {
        let search = t.meetings_of("a").expect("known").with("b").expect("known");
        search.longest_silence().map(|lapse| lapse.to_string())
    };
    // With the second on the 1st of February it is 30 days and the rest of the month; the least is where it
    // lies such that neither side is longer.
    assert_eq!(
        silence(&t).as_deref(),
        Some("more than 30 days and less than 59 days")
    );
    let t = small(records![
        Meeting::new("one").between(["a", "b"]).on("2025-01-01"),
        Meeting::new("two")
            .between(["a", "b"])
            .on("2025-02")
            .status(Status::Alleged),
        Meeting::new("three").between(["a", "b"]).on("2025-03-01"),
    ]);
    assert_eq!(
        silence(&t).as_deref(),
        Some("more than 30 days and less than 60 days")
    );
    let t = small(records![
        Meeting::new("one").between(["a", "b"]).on("2025-01-01"),
        Meeting::new("two").between(["a", "b"]),
    ]);
    assert_eq!(silence(&t).as_deref(), Some("at least 0 seconds"));
    let t = small(records![
        Meeting::new("one").between(["a", "b"]).on("2025-01-01")
    ]);
    assert_eq!(silence(&t), None);
    let t = small(records![
        Meeting::new("one").between(["a", "b"]).on("2025-01-01"),
        Meeting::new("two").between(["a", "b"]),
        Claim::that("two").is(Starts, "one"),
    ]);
    assert_eq!(silence(&t).as_deref(), Some("exactly 0 seconds"));
}

#[test]
fn q20_which_visit_fell_inside_which_summit() {
    let t = article();
    let within = "find ?s where statement ?s and ?s within talks";
    check(&t, &format!("{within} certainly"), ["rome-remark"]);
    // What was said just after the talks was not said meanwhile.
    assert!(ask(&t, within).iter().all(|s| s != "(very-close)"));
    let t = small(records![
        Meeting::new("summit")
            .between(["a", "b"])
            .on("2025-04-01/2025-04-05"),
        Action::new("inside").by("a").on("2025-04-03"),
        Action::new("last-day").by("a").on("2025-04-05"),
        Action::new("across").by("a").on("2025-04-04/2025-04-07"),
        Action::new("told").by("a"),
        Claim::that("told").is(During, "summit"),
    ]);
    // The last day is the summit's, but perhaps not all of it.
    check(
        &t,
        "find ?v where action ?v and ?v within summit",
        ["inside", "(last-day)", "told"],
    );
    check(
        &t,
        "find ?v where action ?v and ?v intersects summit",
        ["inside", "(last-day)", "across", "told"],
    );
}
