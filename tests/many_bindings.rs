//! Answers with more bindings than are gone through, and conditions that leave very many.

use demarche::prelude::*;

fn cast(people: usize) -> demarche::TimelineBuilder {
    let mut t = Timeline::builder();
    for i in 0..people {
        t.add(Actor::person(format!("p{i}"), format!("P {i}")));
    }
    t
}

/// The binding that holds may be the last of thousands.
#[test]
fn an_answer_among_the_last_is_judged_by_all_its_bindings() -> demarche::Result<()> {
    let mut t = cast(120);
    for day in 1..=30 {
        let all = (0..120).map(|i| format!("p{i}"));
        let meeting = Meeting::new(format!("m{day}")).between(all);
        t.add(meeting.on(format!("2025-04-{day:02}")));
    }
    let t = t.build()?;
    let query = "find last 1 by ?m of ?m where meeting ?m with ?who";
    for (event, certainty) in [("m1", Certainty::Impossible), ("m30", Certainty::Certain)] {
        let answer = t.judge(query, &[("m", event)])?;
        assert_eq!(answer.certainty(), certainty, "{event}");
        assert!(answer.is_settled());
    }
    Ok(())
}

/// What was not looked at could hold: that those that were looked at can't is no proof.
#[test]
fn an_answer_with_too_many_bindings_is_never_impossible() -> demarche::Result<()> {
    let mut t = cast(1);
    for i in 0..60 {
        t.add(Meeting::new(format!("m{i}")).with("p0").on("2025-04-01"));
    }
    let t = t.build()?;
    let query = "find ?who where meeting ?m with ?who and meeting ?n with ?who \
                 and ?m before ?n and ?n before ?m";
    let answer = t.judge(query, &[("who", "p0")])?;
    assert_eq!(answer.certainty(), Certainty::Possible);
    assert!(!answer.is_settled());
    Ok(())
}

/// The first conditions leave two million bindings: one of them is enough.
#[test]
fn why_there_is_no_answer_is_told_without_walking_all_bindings() -> demarche::Result<()> {
    let mut t = cast(4);
    for i in 0..1_500 {
        let meeting = Meeting::new(format!("m{i}")).between(["p1", "p2"]);
        t.add(meeting.at("Oslo").on("2025-04-01"));
        t.add(Statement::new(format!("s{i}")).by("p3").on("2025-04-01"));
    }
    let t = t.build()?;
    let query = "find ?who where meeting ?m with ?who and statement ?s by p3 \
                 and ?m before ?s and meeting ?n with ?who at Osla";
    let why = t.why_none(query)?.expect("nobody met at Osla");
    assert_eq!(why.suggestion(), Some("Oslo"));
    Ok(())
}

/// What only an allegation leaves open is as open in every unit in which it may fall.
#[test]
fn centuries_are_counted_by_the_day() -> demarche::Result<()> {
    let mut t = cast(1);
    for i in 0..3 {
        let meeting = Meeting::new(format!("m{i}")).with("p0").on("[1900..2000]");
        t.add(meeting.status(demarche::Status::Alleged));
    }
    let t = t.build()?;
    let units = t.count_per_unit("find count per day of ?m where meeting ?m with p0")?;
    assert_eq!(units.len(), 36_890);
    assert!(
        units
            .iter()
            .all(|u| u.counts.possible == 3 && u.counts.certain == 0)
    );
    Ok(())
}

#[cfg(feature = "zones")]
mod zones {
    use super::*;

    #[test]
    fn one_day_is_exact_whichever_of_the_two_is_dated() -> demarche::Result<()> {
        let mut t = cast(1);
        t.zone("Europe/Moscow");
        t.add(Meeting::new("m").with("p0"));
        t.add(Meeting::new("n").with("p0").on("2025-04-01"));
        let t = t.build()?;
        for query in ["find ?x where ?x same_day n", "find ?x where n same_day ?x"] {
            let answers: Vec<_> = t.ask(query)?.collect();
            let told: Vec<String> = answers.iter().map(ToString::to_string).collect();
            assert_eq!(told, ["possible: x = \"m\"", "certain: x = \"n\""]);
        }
        Ok(())
    }

    /// Samoa went from 29 to 31 December 2011.
    #[test]
    fn a_day_that_clocks_leave_out_counts_nothing() -> demarche::Result<()> {
        let mut t = cast(1);
        t.zone("Pacific/Apia");
        let days = "[2011-12-29..2011-12-31]";
        t.add(Meeting::new("m").with("p0").on(days));
        let alleged = Meeting::new("n").with("p0").on(days);
        t.add(alleged.status(demarche::Status::Alleged));
        let t = t.build()?;
        let units = t.count_per_unit("find count per day of ?m where meeting ?m with p0")?;
        let told: Vec<String> = units.iter().map(ToString::to_string).collect();
        let line = |day: &str| format!("{day}: 0 certain, 2 possible");
        assert_eq!(told, [line("2011-12-29"), line("2011-12-31")]);
        Ok(())
    }
}

#[test]
fn a_pattern_of_very_many_variables_is_an_error_and_not_a_long_walk() {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    let t = t.build().expect("sound");
    let atoms: Vec<String> = (0..129).map(|i| format!("meeting ?m{i}")).collect();
    let error = t.ask(format!("find count where {}", atoms.join(" and ")));
    let error = error.expect_err("too many");
    assert_eq!(
        error.to_string(),
        "a pattern is answered that has up to 128 variables, not 129"
    );
}
