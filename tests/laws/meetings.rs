//! Laws of who met whom.

use demarche::prelude::*;
use demarche::{Bound, Presence, Record, Relation};
use proptest::prelude::*;

use crate::sample::{Met, cases, met_before, varied};

/// Whether something counts, and whether it is open that it does.
fn counts(status: Status) -> Option<bool> {
    match status {
        Status::Occurred => Some(false),
        Status::Alleged => Some(true),
        _ => None,
    }
}

/// Those who took part by the record, each once, and whether it is open that they did.
fn there(meeting: &Meeting) -> Vec<(&str, bool)> {
    let mut found: Vec<(&str, bool)> = Vec::new();
    for participant in &meeting.participants {
        let implied = match participant.presence {
            Presence::Reported => false,
            Presence::Implied => true,
            Presence::Denied => continue,
        };
        match found
            .iter_mut()
            .find(|(actor, _)| *actor == participant.actor)
        {
            Some((_, open)) => *open &= implied,
            None => found.push((&participant.actor, implied)),
        }
    }
    found
}

/// The answer by the definition: a loop over all meetings and all pairs.
fn plainly(t: &Timeline, statement: &str) -> Vec<Met> {
    let said = t.event(statement).expect("known");
    let Some(said_open) = counts(said.status()) else {
        return Vec::new();
    };
    let mut meetings: Vec<_> = t.meetings().collect();
    // Stable, so that meetings without an earliest end keep the order of the file.
    meetings.sort_by_key(|meeting| meeting.event().end().earliest.map(Bound::micros));
    let mut found = Vec::new();
    for meeting in meetings {
        let event = meeting.event();
        let Some(open) = counts(event.status()) else {
            continue;
        };
        let Record::Meeting(record) = event.record() else {
            panic!("{} is a meeting", event.key());
        };
        let sure = t
            .relate(event, said)
            .expect("known")
            .certainty(Relation::Before);
        if sure == Certainty::Impossible {
            continue;
        }
        let there = there(&record);
        for (i, &(a, a_open)) in there.iter().enumerate() {
            for &(b, b_open) in &there[i + 1..] {
                let most = match open || said_open || a_open || b_open {
                    true => Certainty::Possible,
                    false => Certainty::Certain,
                };
                found.push((
                    event.key().to_owned(),
                    a.to_owned(),
                    b.to_owned(),
                    sure.min(most),
                ));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn who_met_before_is_what_a_plain_loop_finds(sample in varied()) {
        let t = sample.set_aside();
        for statement in t.statements() {
            let key = statement.event().key();
            prop_assert_eq!(met_before(&t, key), plainly(&t, key), "before {}", key);
        }
    }

    #[test]
    fn who_met_somewhere_is_found_among_the_meetings_of_each(sample in varied()) {
        let t = sample.set_aside();
        for statement in t.statements() {
            let key = statement.event().key();
            for (meeting, a, b, certainty) in met_before(&t, key) {
                for actor in [&a, &b] {
                    let search = t.meetings_of(actor.as_str()).and_then(|found| found.before(key));
                    let mut found = search.expect("known").iter();
                    let same = found.find(|f| f.event().key() == meeting).expect("found");
                    prop_assert!(same.certainty() >= certainty, "{} at {}", actor, meeting);
                }
                let both = t.meetings_of(a.as_str()).and_then(|found| found.with(b.as_str()));
                let mut found = both.and_then(|found| found.before(key)).expect("known").iter();
                let same = found.find(|f| f.event().key() == meeting).expect("found");
                prop_assert_eq!(same.certainty(), certainty, "{} and {} at {}", a, b, meeting);
            }
        }
    }
}

#[test]
fn only_what_occurred_and_was_reported_is_certain() {
    for meeting in Status::ALL {
        for said in Status::ALL {
            for presence in Presence::ALL {
                let mut bo = demarche::Participant::new("b");
                bo.presence = presence;
                let mut t = Timeline::builder();
                t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
                t.add(
                    Meeting::new("m")
                        .with("a")
                        .with(bo)
                        .on("2024")
                        .status(meeting),
                );
                t.add(Statement::new("s").by("a").on("2025").status(said));
                let t = t.build().expect("sound");
                // Of two events it is asked as if they took place.
                let sure = t.relate("m", "s").expect("known").certainty(Before);
                assert_eq!(sure, Certainty::Certain);
                let found: Vec<Certainty> = t
                    .who_met_before("s")
                    .expect("a statement")
                    .map(|met| met.certainty())
                    .collect();
                let expected = match (counts(meeting), counts(said), presence) {
                    (None, ..) | (_, None, _) | (.., Presence::Denied) => vec![],
                    (Some(false), Some(false), Presence::Reported) => vec![Certainty::Certain],
                    _ => vec![Certainty::Possible],
                };
                assert_eq!(found, expected, "{meeting} {said} {presence}");
            }
        }
    }
}
