//! What if: a timeline with one claim more, by hand. (`tests/laws/assume.rs` has random ones.)

use demarche::prelude::*;
use demarche::{AnyClaim, AssumeError, BuildError, EventView, Reliability, TimelineBuilder};

fn two_people() -> TimelineBuilder {
    let mut t = Timeline::builder();
    t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    t
}

fn talks() -> TimelineBuilder {
    let mut t = two_people();
    t.add(
        Source::new("gazette")
            .published("2025-04-28")
            .reliability(Reliability::B),
    );
    t.add(
        Meeting::new("talks")
            .title("The talks")
            .between(["a", "b"])
            .on("2025-04-25")
            .source("gazette"),
    );
    t.add(Statement::new("remark").by("a"));
    t.add(Statement::new("post").by("b"));
    t.add(Claim::that("remark").is(After, "talks").within(days(1)));
    t
}

fn build(t: &Timeline, claim: impl Into<AnyClaim>) -> Result<Timeline, BuildError> {
    let mut builder = t.revise();
    builder.add(claim.into());
    builder.build()
}

fn assume(t: &Timeline, claim: impl Into<AnyClaim>) -> Result<Timeline, AssumeError> {
    t.assume(claim)
}

#[test]
fn what_follows_is_known_at_once_and_the_timeline_stays() {
    let t = talks().build().expect("sound");
    let next = t
        .assume(Claim::that("post").is(After, "remark"))
        .expect("possible");
    let certain = |t: &Timeline| t.relate("talks", "post").expect("known").certainty(Before);
    assert_eq!(
        (certain(&t), certain(&next)),
        (Certainty::Possible, Certainty::Certain)
    );
    let why = next.relate("talks", "post").expect("known").explain(Before);
    assert_eq!(why.claims().len(), 2, "{why}");
    assert_eq!(next.records().count(), t.records().count() + 1);
    let ids: Vec<_> = t.events().map(EventView::id).collect();
    assert!(ids.iter().all(|&id| next.event(id).is_ok()));
    // What it is built of is what it was assumed from.
    let again = next.revise().build().expect("sound");
    assert!(again.records().eq(next.records()));
}

#[test]
fn a_bad_claim_is_at_fault_as_it_is_when_built() {
    let t = talks().build().expect("sound");
    let mut reversed = Claim::that("post").is(After, "talks").within(hours(1));
    reversed.gap.min = Some(hours(2));
    let bad: Vec<(AnyClaim, &str)> = vec![
        (
            Claim::that("remarks").is(Before, "talks").into(),
            "did you mean \"remark\"?",
        ),
        (
            Claim::that("post").is(Before, "The talks").into(),
            "did you mean \"talks\"?",
        ),
        (
            Claim::that("post").is(Before, "a").into(),
            "it is the key of an actor",
        ),
        (
            Claim::that("post").is(Before, "post").into(),
            "is `left` too",
        ),
        (
            Claim::that("post").is(RelationSet::EMPTY, "talks").into(),
            "missing",
        ),
        (
            Claim::that("post").is(Overlaps | Starts, "talks").into(),
            "can't be claimed",
        ),
        (
            Claim::that("post")
                .is(During, "talks")
                .within(hours(1))
                .into(),
            "a gap needs",
        ),
        (reversed.into(), "reversed"),
        (
            Claim::that("post")
                .is(Before, "talks")
                .source("gazete")
                .into(),
            "did you mean \"gazette\"?",
        ),
        (
            Claim::that("posts").on("2025-04-25").into(),
            "did you mean \"post\"?",
        ),
        (Claim::that("post").on("2025-13").into(), "2025-13"),
        (Claim::that("post").on("").into(), "missing"),
        (Claim::that("post").on("2025").zone("Mars").into(), "Mars"),
        (
            Claim::that("nothing")
                .on("soon")
                .zone("late")
                .source("x")
                .into(),
            "4 faults",
        ),
    ];
    for (claim, text) in bad {
        let error = t.assume(claim.clone()).expect_err("a fault");
        let built = build(&t, claim).expect_err("a fault");
        assert_eq!(error.faults(), built.faults());
        assert!(error.to_string().contains(text), "{error}");
        assert!(error.conflict().is_none() && !error.is_conflict());
        let wrapped = demarche::Error::from(error.clone()).to_string();
        assert_eq!(wrapped, error.to_string());
    }
}

#[test]
fn a_conflict_is_minimal_and_names_the_claim() {
    let t = talks().build().expect("sound");
    let t = assume(&t, Claim::that("post").is(After, "remark")).expect("possible");
    let claim = Claim::that("post").on("2025-04-24").source("gazette");
    let error = assume(&t, claim.clone()).expect_err("too early");
    let conflict = error.conflict().expect("a conflict");
    assert_eq!(
        Some(conflict),
        build(&t, claim).expect_err("too early").conflicts().first()
    );
    let said: Vec<String> = conflict.claims().iter().map(ToString::to_string).collect();
    assert_eq!(
        said,
        [
            r#""post" is dated 2025-04-24"#,
            r#""talks" is dated 2025-04-25"#,
            r#""post" is after "remark""#,
            r#""remark" is after "talks", within 1 day"#,
        ]
    );
    // A claim that can't hold by itself.
    let error = assume(&t, Claim::that("post").is(During, "remark")).expect_err("instants");
    assert_eq!(error.conflict().map(|c| c.claims().len()), Some(1));
    assert!(
        error.to_string().starts_with("this claim can't hold: "),
        "{error}"
    );
}

#[test]
fn what_was_set_aside_stays_aside_and_nothing_is_given_up_for_an_assumption() {
    let mut t = talks();
    t.policy(Policy::SetAside);
    t.add(Claim::that("remark").on("2025-04-20"));
    t.add(Claim::that("post").on("2025-04-20"));
    let t = t.build().expect("something is kept");
    assert_eq!(t.conflicts().len(), 1);
    // It lies on another conflict of what was set aside, and that changes nothing.
    let next = assume(&t, Claim::that("remark").on("2025-04-25/2025-04-26")).err();
    assert!(
        next.is_some_and(|e| e.is_conflict()),
        "an instant is no interval"
    );
    let claim = Claim::that("remark").on("2025-04-25").source("gazette");
    let next = assume(&t, claim.clone()).expect("possible");
    let built = build(&t, claim).expect("possible");
    assert_eq!(next.conflicts(), built.conflicts());
    assert_eq!(next.conflicts().len(), 1);
    // Built, a claim with the better source is kept and another given up; assumed, it is refused.
    let claim = Claim::that("post").on("2025-04-21").source("gazette");
    let error = assume(&t, claim.clone()).expect_err("it contradicts what is accepted");
    assert_eq!(error.conflict().map(|c| c.claims().len()), Some(2));
    assert_eq!(build(&t, claim).expect("kept").conflicts().len(), 2);
}

#[test]
fn an_assumption_is_known_at_all_times_but_for_its_sources() {
    let t = talks().build().expect("sound");
    let begins = |t: &Timeline| t.event("post").expect("known").begin().earliest.is_some();
    let plain = assume(&t, Claim::that("post").on("2025-04-27")).expect("possible");
    assert!(begins(&plain.as_known_at("2025-04-20").expect("sound")));
    let cited = Claim::that("post").on("2025-04-27").source("gazette");
    let cited = assume(&t, cited).expect("possible");
    assert!(!begins(&cited.as_known_at("2025-04-20").expect("sound")));
    assert!(begins(&cited.as_known_at("2025-04-28").expect("sound")));
}

/// Two chains of events, undated.
fn chains(length: usize) -> Timeline {
    let mut t = two_people();
    for chain in ["x", "y"] {
        for i in 0..length {
            t.add(Meeting::new(format!("{chain}{i:03}")).with("a"));
        }
        for i in 1..length {
            let (left, right) = (format!("{chain}{:03}", i - 1), format!("{chain}{i:03}"));
            t.add(Claim::that(left).is(Before | Meets, right));
        }
    }
    t.build().expect("sound")
}

#[test]
fn large_components_are_joined_and_their_order_is_that_of_building() {
    let t = chains(200);
    let claim = Claim::that("y150").is(Before, "x050");
    let one = assume(&t, claim.clone()).expect("possible");
    let two = build(&t, claim).expect("possible");
    assert_eq!(one.sections(), two.sections());
    let claims = [
        Claim::that("x100").is(Meets, "y199"),
        Claim::that("x101").is(After, "y199"),
        Claim::that("x199").is(After, "y000"),
    ];
    let (mut one, mut two) = (one, two);
    for claim in claims {
        two = build(&two, claim.clone()).expect("possible");
        one = assume(&one, claim).expect("possible");
        assert_eq!(one.sections(), two.sections());
        let pairs = [
            ("x000", "y199"),
            ("y000", "x199"),
            ("x100", "x101"),
            ("y150", "y199"),
        ];
        for (x, y) in pairs {
            let possible = |t: &Timeline| t.relate(x, y).expect("known").possible();
            assert_eq!(possible(&one), possible(&two), "{x} {y}");
        }
    }
    let circle = Claim::that("x199").is(Before, "y010");
    let error = assume(&one, circle.clone()).expect_err("a circle");
    let built = build(&two, circle).expect_err("a circle");
    assert_eq!(error.conflict(), built.conflicts().first());
}

#[test]
fn a_component_of_most_events_is_solved_again() {
    let t = chains(700);
    let mut one = t.clone();
    let mut two = t;
    for (left, right) in [("y600", "x010"), ("x010", "x012"), ("x699", "y699")] {
        let claim = Claim::that(left).is(Before, right);
        two = build(&two, claim.clone()).expect("possible");
        one = assume(&one, claim).expect("possible");
    }
    assert_eq!(one.sections(), two.sections());
    assert_eq!(one.conflicts(), two.conflicts());
    for (x, y) in [("y600", "x010"), ("y000", "y699"), ("x011", "y650")] {
        let possible = |t: &Timeline| t.relate(x, y).expect("known").possible();
        assert_eq!(possible(&one), possible(&two), "{x} {y}");
    }
}

#[test]
fn many_assumptions_in_a_row() {
    let start = chains(40);
    let mut t = start.clone();
    for i in 0..40 {
        t = assume(
            &t,
            Claim::that(format!("x{i:03}")).is(Before, format!("y{i:03}")),
        )
        .expect("possible");
    }
    assert_eq!(t.revise().build().expect("sound").sections(), t.sections());
    assert_eq!(t.records().count(), start.records().count() + 40);
    let pair = t.relate("x000", "y039").expect("known");
    assert_eq!(pair.certainty(Before), Certainty::Certain);
    assert_eq!(
        start
            .relate("x000", "y039")
            .expect("known")
            .certainty(Before),
        Certainty::Possible
    );
}

#[test]
fn timelines_with_assumptions_can_be_shared_between_threads() {
    fn shared<T: Send + Sync + 'static>(_: &T) {}
    let t = talks().build().expect("sound");
    let next = assume(&t, Claim::that("post").on("2025")).expect("possible");
    shared(&next);
    drop(t);
    let seen = std::thread::scope(|scope| scope.spawn(|| next.len()).join().expect("no panic"));
    assert_eq!(seen, 3);
}
