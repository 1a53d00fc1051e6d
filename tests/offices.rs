//! Who held an office when: answers that no single binding settles, and answers that stay open.

use demarche::prelude::*;
use demarche::{Affiliation, Participant};

fn cast() -> demarche::TimelineBuilder {
    let mut t = Timeline::builder();
    t.add([
        Actor::person("p", "P"),
        Actor::person("q", "Q"),
        Actor::person("r", "R"),
    ]);
    t.add([Actor::state("us", "US"), Actor::state("ru", "RU")]);
    t
}

fn told(found: &[demarche::Found<'_>]) -> Vec<String> {
    found
        .iter()
        .map(|f| {
            let settled = if f.is_settled() { "" } else { " (open)" };
            format!("{f}{settled}")
        })
        .collect()
}

#[test]
fn one_way_implied_and_another_uncertain_make_nobody_sure() -> demarche::Result<()> {
    let mut t = cast();
    t.add([
        Affiliation::new("p", "us"),
        Affiliation::new("q", "us").from("[2025-04-01..2025-04-30]"),
    ]);
    t.add(
        Meeting::new("m")
            .with(Participant::new("p").implied())
            .with("q")
            .on("2025-04-10"),
    );
    t.add(Meeting::new("old").with("p").on("2025-04-05"));
    t.add(Statement::new("s").by("r").on("2025-05-02"));
    let t = t.build()?;
    let last = t.meetings_for("us")?.last_before("s")?;
    assert_eq!(told(&last), ["possible: m (open)", "possible: old (open)"]);
    Ok(())
}

#[test]
fn a_rival_that_depends_on_an_office_leaves_the_others_unsettled() -> demarche::Result<()> {
    let mut t = cast();
    t.add([
        Affiliation::new("p", "us").until("2025-04-10"),
        Affiliation::new("q", "us"),
    ]);
    t.add(Meeting::new("m").with("p").on("2025-04"));
    t.add(Meeting::new("n").with("q").on("2025-04-20"));
    t.add(Statement::new("s").by("r").on("2025-05-02"));
    let t = t.build()?;
    let last = t.meetings_for("us")?.last_before("s")?;
    assert!(
        last.iter()
            .all(|f| !f.is_settled() || f.certainty() == Certainty::Certain)
    );
    Ok(())
}

#[test]
fn a_stance_of_two_who_follow_each_other_in_office_is_one_and_certain() -> demarche::Result<()> {
    let mut t = cast();
    t.add([
        Affiliation::new("p", "us").until("2025-04-25"),
        Affiliation::new("q", "us").from("2025-04-24"),
        Affiliation::new("r", "ru"),
    ]);
    let supports = Stance::new(StanceKind::Support, "treaty");
    t.add(
        Statement::new("x")
            .by("p")
            .by("q")
            .on("2025-04")
            .stance(supports),
    );
    t.add(
        Statement::new("y")
            .by("r")
            .stance(Stance::new(StanceKind::Oppose, "treaty")),
    );
    let t = t.build()?;
    let opposed: Vec<String> = t
        .opposing_stances_of_states("treaty")
        .map(|o| o.to_string())
        .collect();
    assert_eq!(
        opposed,
        [r#"certain: US supports it ("x"), RU opposes it ("y")"#]
    );
    Ok(())
}

#[test]
fn whoever_is_named_represents_nobody_else_whatever_the_order() -> demarche::Result<()> {
    let mut t = cast();
    t.add(Affiliation::new("p", "us"));
    t.add(Meeting::new("alone").with("p"));
    t.add(Affiliation::new("q", "us"));
    t.add(Meeting::new("both").between(["p", "q"]));
    let t = t.build()?;
    let one: Vec<String> = t
        .meetings_of("p")?
        .with_one_for("us")?
        .iter()
        .map(|m| m.to_string())
        .collect();
    let other: Vec<String> = t
        .meetings_for("us")?
        .with("p")?
        .iter()
        .map(|m| m.to_string())
        .collect();
    assert_eq!(one, ["certain: both"]);
    assert_eq!(other, one);
    Ok(())
}

#[test]
fn large_delegations_are_no_large_question() -> demarche::Result<()> {
    let mut t = Timeline::builder();
    let mut summit = Meeting::new("summit").on("2025-04-10");
    for state in 0..8 {
        t.add(Actor::state(format!("s{state}"), format!("State {state}")));
        for delegate in 0..25 {
            let key = format!("d{state}x{delegate}");
            t.add(Actor::person(&*key, &*key));
            t.add(Affiliation::new(&*key, format!("s{state}")).from("[2025-01..2025-06]"));
            summit = summit.with(key);
        }
    }
    t.add(summit);
    t.add(Actor::person("speaker", "Speaker"));
    t.add(Statement::new("s").by("speaker").on("2025-05-02"));
    let t = t.build()?;
    let states: Vec<_> = t.states_who_met_before("s")?.collect();
    assert_eq!(states.len(), 28);
    // So many ways that nobody goes through them all: possible, and said to be unsettled.
    let mut all = t.meetings_for("s0")?;
    for state in 1..8 {
        all = all.with_one_for(format!("s{state}"))?;
    }
    let found: Vec<_> = all.iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].certainty(), Certainty::Possible);
    assert!(!found[0].is_settled());
    Ok(())
}
