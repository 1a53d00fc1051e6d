//! How reasons read: verdicts, sources, worlds by local clocks, who acts for whom, what stays open.

use demarche::prelude::*;
use demarche::{Affiliation, Grade, Reliability, TimelineBuilder};

/// Two people, a state for each, talks and a remark.
fn talks(meeting: Meeting, remark: Statement) -> TimelineBuilder {
    let mut t = Timeline::builder();
    t.add(Source::new("gazette").reliability(Reliability::B));
    t.add([Actor::person("ada", "Ada"), Actor::person("bo", "Bo")]);
    t.add([Actor::state("c", "Cyprus"), Actor::state("d", "Denmark")]);
    t.add(Affiliation::new("ada", "c").role("envoy").source("gazette"));
    t.add(meeting);
    t.add(remark);
    t
}

fn plain() -> TimelineBuilder {
    let meeting = Meeting::new("talks").between(["ada", "bo"]);
    talks(meeting, Statement::new("remark").by("ada"))
}

#[track_caller]
fn reads(builder: TimelineBuilder, relation: Relation, expected: &str) {
    let t = builder.build().expect("sound");
    let why = t
        .relate("talks", "remark")
        .expect("known")
        .explain(relation);
    assert_eq!(why.to_string(), expected);
}

#[test]
fn a_claim_that_is_the_answer_is_not_repeated() {
    let mut t = plain();
    t.add(Claim::that("talks").is(Before, "remark").source("gazette"));
    reads(
        t,
        Before,
        r#""talks" is before "remark": certain, as is claimed [gazette, B6]"#,
    );
    let mut t = plain();
    t.add(Claim::that("talks").is(Before, "remark").within(hours(3)));
    reads(
        t,
        Before,
        r#""talks" is before "remark": certain, because "talks" is before "remark", within 3 hours"#,
    );
}

#[test]
fn sure_answers_name_their_claims() {
    let mut t = plain();
    t.add(Claim::that("talks").on("2025-04-25").source("gazette"));
    t.add(Claim::that("remark").on("2025-04-26?"));
    reads(
        t.clone(),
        After,
        "\"talks\" is after \"remark\": impossible, because\n  \
           - \"talks\" is dated 2025-04-25 [gazette, B6]\n  \
           - \"remark\" is dated 2025-04-26? (doubtful)\n  \
         (it needs a claim that is marked as uncertain)",
    );
    // An instant contains nothing, and nothing is before itself.
    let t = t.build().expect("sound");
    let never = t.relate("remark", "talks").unwrap().explain(Contains);
    assert_eq!(
        never.to_string(),
        r#""remark" contains "talks": impossible, whatever is claimed"#
    );
    let never = t.relate("remark", "remark").unwrap().explain(Before);
    assert_eq!(
        never.to_string(),
        r#""remark" is before "remark": impossible, whatever is claimed"#
    );
    assert_eq!(never.grade(), Some(Grade::BEST));
}

#[test]
fn worlds_are_told_by_the_clocks_of_the_timeline_in_full_hours() {
    let mut t = plain();
    t.add(Claim::that("talks").on("2025-04-25/2025-04-26"));
    t.add(Claim::that("remark").on("2025-04-26%"));
    let utc = "\"talks\" is before \"remark\": only possible\n  \
        - it holds if \"talks\" lasts from 2025-04-25 23:00 to 2025-04-26 01:00 and \"remark\" is at \
          2025-04-27 01:00 (UTC)\n  \
        - it does not hold if \"talks\" lasts from 2025-04-25 23:00 to 2025-04-26 01:00 and \"remark\" \
          is at 2025-04-25 13:00 (UTC)\n  \
        - claimed: \"remark\" is dated 2025-04-26% (doubtful)";
    let told = t.clone().build().expect("sound");
    let told = told.relate("talks", "remark").unwrap().explain(Before);
    assert_eq!(told.to_string(), utc);
    t.zone("-05:00");
    let there = t.build().expect("sound");
    let there = there.relate("talks", "remark").unwrap().explain(Before);
    // The same clocks, elsewhere: another zone moves the ticks, not the readings.
    assert_eq!(
        there.to_string(),
        told.to_string().replace("(UTC)", "(-05:00)")
    );
}

#[test]
fn what_nothing_dates_is_put_near_what_is_dated() {
    let mut t = plain();
    t.add(Claim::that("remark").on("2025-04-26T12:00"));
    t.add(Statement::new("old").by("bo").on("1925"));
    reads(
        t,
        Before,
        "\"talks\" is before \"remark\": only possible\n  \
           - it holds if \"talks\" lasts from 2025-04-26 07:00 to 09:00 and \"remark\" is at \
             2025-04-26 12:00 (UTC)\n  \
           - it does not hold if \"talks\" lasts from 2025-04-26 13:00 to 15:00 and \"remark\" is at \
             2025-04-26 12:00 (UTC)",
    );
}

#[test]
fn what_leaves_an_answer_open_apart_from_time_is_told() {
    let meeting = Meeting::new("talks")
        .between(["ada", "bo"])
        .status(Status::Alleged);
    let mut t = talks(meeting, Statement::new("remark").by("ada"));
    t.add(Claim::that("remark").is(After, "talks"));
    let t = t.build().expect("sound");
    let met: Vec<_> = t.who_met_before("remark").unwrap().collect();
    assert_eq!(met[0].certainty(), Certainty::Possible);
    assert_eq!(
        met[0].explain().to_string(),
        "\"talks\" is before \"remark\": certain as to time, because \"remark\" is after \"talks\"\n  \
           - yet \"talks\" is only alleged"
    );
}

#[test]
fn states_met_through_those_who_act_for_them() {
    let bo = Participant::new("bo").acting_for("d");
    let meeting = Meeting::new("talks").with("ada").with(bo).source("gazette");
    let mut t = talks(meeting, Statement::new("remark").by("ada"));
    t.add(Claim::that("remark").is(After, "talks"));
    let t = t.build().expect("sound");
    let met: Vec<_> = t.states_who_met_before("remark").unwrap().collect();
    assert_eq!(met[0].certainty(), Certainty::Certain);
    assert_eq!(
        met[0].explain().to_string(),
        "\"talks\" is before \"remark\": certain, because\n  \
           - \"remark\" is after \"talks\"\n  \
           - Ada acts for Cyprus (envoy) [gazette, B6]\n  \
           - Bo acts for Denmark at \"talks\" [gazette, B6]"
    );
}

#[test]
fn an_office_that_may_have_ended_is_told() {
    let meeting = Meeting::new("talks")
        .between(["ada", "bo"])
        .on("2025-04-25");
    let mut t = talks(meeting, Statement::new("remark").by("ada"));
    t.add(Affiliation::new("bo", "d").until("2025-04-25"));
    t.add(Claim::that("remark").is(After, "talks"));
    let t = t.build().expect("sound");
    let met: Vec<_> = t.states_who_met_before("remark").unwrap().collect();
    assert_eq!(met[0].certainty(), Certainty::Possible);
    let why = met[0].explain();
    assert_eq!(why.caveats(), ["it is open who held an office at the time"]);
    assert!(why.to_string().contains("certain as to time"));
}
