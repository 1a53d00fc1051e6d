//! Laws of what is assumed: it answers as what is built does, and contradicts as what is built does.

use demarche::{
    AnyClaim, Assertion, Claim, Conflict, DateClaim, EventView, Gap, ImpliedKind, Origin, Policy,
    Record, Relation, RelationSet, Timeline, hours,
};
use proptest::prelude::*;

use crate::oracle::rng::Rng;
use crate::sample::{Answers, Sample, build, cases, keys, samples, set, varied};

/// A random claim of events of a sample: a relation, or a date that some event has.
pub fn claim(rng: &mut Rng, sample: &Sample) -> AnyClaim {
    let common = |record: &Record| record.common().cloned();
    let events: Vec<_> = sample.records.iter().filter_map(common).collect();
    let mut dates: Vec<(String, Option<String>)> = Vec::new();
    dates.extend(
        events
            .iter()
            .filter_map(|c| Some((c.time.clone()?, c.zone.clone()))),
    );
    let mut sources = Vec::new();
    for record in &sample.records {
        match record {
            Record::Claim(claim) => dates.push((claim.time.clone(), claim.zone.clone())),
            Record::Source(source) => sources.push(source.id.clone()),
            _ => {}
        }
    }
    let x = rng.pick(&events).id.clone();
    let y = rng.pick(&events).id.clone();
    let cited = (!sources.is_empty() && rng.chance(40)).then(|| rng.pick(&sources).clone());
    if x == y || !dates.is_empty() && rng.chance(40) {
        let (time, zone) = if dates.is_empty() {
            ("2025-04/..".to_owned(), None)
        } else {
            rng.pick(&dates).clone()
        };
        let mut claim: DateClaim = Claim::that(x).on(time);
        claim.zone = zone;
        return cited.map_or(claim.clone(), |key| claim.source(key)).into();
    }
    let is = match rng.below(4) {
        0 => Relation::Before.into(),
        1 => Relation::After.into(),
        _ => set(rng).claimable_hull(),
    };
    let is = if is.is_empty() { RelationSet::ALL } else { is };
    let mut claim = Claim::that(x).is(is, y);
    if is.contains(Relation::Before) != is.contains(Relation::After) && rng.chance(30) {
        claim.gap = Gap::within(hours(rng.below(40) as u32));
    }
    cited.map_or(claim.clone(), |key| claim.source(key)).into()
}

pub fn records(t: &Timeline) -> Vec<(Record, Origin)> {
    t.records().collect()
}

/// All that two timelines say is the same, reasons among it.
pub fn same(one: &Timeline, two: &Timeline, rng: &mut Rng) -> Result<(), TestCaseError> {
    prop_assert_eq!(records(one), records(two));
    prop_assert_eq!(one.conflicts(), two.conflicts());
    prop_assert_eq!(Answers::of(one), Answers::of(two));
    for (a, b) in one.events().zip(two.events()) {
        prop_assert_eq!((a.id(), a.key()), (b.id(), b.key()));
    }
    let keys = keys(one);
    for _ in 0..8 {
        let (x, y) = (rng.pick(&keys), rng.pick(&keys));
        let asked = set(rng);
        let why = |t: &Timeline| {
            t.relate(x.as_str(), y.as_str())
                .expect("known")
                .explain(asked)
        };
        prop_assert_eq!(why(one), why(two));
    }
    Ok(())
}

fn built(t: &Timeline, claim: &AnyClaim) -> Result<Timeline, demarche::BuildError> {
    let mut builder = t.revise();
    // Whatever is taken away or kept, all is built anew.
    builder.add(claim.clone()).retain(|_| true);
    builder.build()
}

fn asserted(claim: &AnyClaim) -> Assertion {
    match claim.clone() {
        AnyClaim::Relation(claim) => Assertion::Relation {
            left: claim.left,
            is: claim.is,
            right: claim.right,
            gap: claim.gap,
        },
        AnyClaim::Date(claim) => Assertion::Date {
            event: claim.event,
            time: claim.time,
            zone: claim.zone,
        },
    }
}

/// What was set aside, said in words.
fn aside(t: &Timeline) -> Vec<Assertion> {
    let of = |conflict: &Conflict| conflict.set_aside().assertion.clone();
    t.conflicts().iter().map(of).collect()
}

/// Assumes several claims in a row, each compared with what is built.
fn check(sample: &Sample, t: Timeline) -> Result<(), TestCaseError> {
    let mut rng = sample.rng();
    let (mut assumed, mut revised) = (t.clone(), t);
    for _ in 0..6 {
        if assumed.is_empty() {
            return Ok(());
        }
        let claim = claim(&mut rng, sample);
        let set_aside = aside(&assumed);
        match assumed.assume(claim.clone()) {
            Ok(next) => {
                let expected = built(&revised, &claim).expect("it has a world");
                same(&next, &expected, &mut rng)?;
                let at = "2025-04-26";
                match (next.as_known_at(at), expected.as_known_at(at)) {
                    (Ok(one), Ok(two)) => same(&one, &two, &mut rng)?,
                    (one, two) => prop_assert_eq!(one.is_err(), two.is_err()),
                }
                (assumed, revised) = (next, expected);
            }
            Err(error) => {
                let Some(conflict) = error.conflict() else {
                    // A date that its event's zone turns round.
                    let build = built(&revised, &claim).expect_err("a fault");
                    prop_assert_eq!(error.faults(), build.faults());
                    continue;
                };
                match built(&revised, &claim) {
                    Err(build) => prop_assert_eq!(Some(conflict), build.conflicts().first()),
                    // Something else is given up, or the claim is.
                    Ok(other) => {
                        prop_assert!(aside(&other) != set_aside, "{}", error);
                        let new = asserted(&claim);
                        let claims = conflict.claims().iter().map(|c| &c.assertion);
                        let (said, others): (Vec<_>, Vec<_>) = claims.partition(|&c| c == &new);
                        prop_assert!(!said.is_empty(), "{}", error);
                        prop_assert!(others.iter().all(|c| !set_aside.contains(c)), "{}", error);
                    }
                }
            }
        }
    }
    Ok(())
}

/// The records of a sample without what was set aside, as far as records can say that.
fn without_aside(sample: &Sample, t: &Timeline) -> Option<Vec<Record>> {
    let mut records: Vec<Record> = sample.records.clone();
    for conflict in t.conflicts() {
        let dropped = conflict.set_aside();
        match &dropped.assertion {
            Assertion::Implied {
                kind: ImpliedKind::Published,
                ..
            } => return None,
            Assertion::Implied { kind, event, of } => {
                for record in &mut records {
                    if record.id() != Some(event) || record.common().is_none() {
                        continue;
                    }
                    if *kind == ImpliedKind::PartOf {
                        common(record).part_of.retain(|key| key != of);
                    } else if let Record::Statement(statement) = record {
                        statement.replies_to.retain(|key| key != of);
                    }
                }
            }
            Assertion::Date { event, time, zone } => {
                let instant = t.event(event.as_str()).expect("known").is_instant();
                let at = records.iter().position(|record| match record {
                    Record::Claim(claim) => {
                        &claim.event == event && &claim.time == time && &claim.zone == zone
                    }
                    other => other.common().is_some_and(|c| {
                        &c.id == event && c.time.as_ref() == Some(time) && &c.zone == zone
                    }),
                })?;
                if matches!(records[at], Record::Claim(_)) {
                    records.remove(at);
                } else {
                    let common = common(&mut records[at]);
                    (common.time, common.instant) = (None, Some(instant));
                }
            }
            Assertion::Relation {
                left,
                is,
                right,
                gap,
            } => {
                let at = records.iter().position(|record| match record {
                    Record::Relation(claim) => {
                        (&claim.left, claim.is, &claim.right, claim.gap) == (left, *is, right, *gap)
                    }
                    _ => false,
                })?;
                records.remove(at);
            }
            _ => return None,
        }
    }
    Some(records)
}

fn common(record: &mut Record) -> &mut demarche::Common {
    match record {
        Record::Meeting(it) => &mut it.common,
        Record::Statement(it) => &mut it.common,
        Record::Document(it) => &mut it.common,
        Record::Action(it) => &mut it.common,
        other => panic!("no event: {other:?}"),
    }
}

fn said(conflict: Option<&Conflict>) -> Option<Vec<Assertion>> {
    let claims = |c: &Conflict| {
        c.claims()
            .iter()
            .map(|claim| claim.assertion.clone())
            .collect()
    };
    conflict.map(claims)
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn what_is_assumed_of_a_consistent_timeline_is_what_is_built(sample in varied()) {
        if let Some(t) = sample.consistent() {
            check(&sample, t)?;
        }
    }

    #[test]
    fn what_is_assumed_where_claims_are_set_aside_is_what_is_built(sample in samples()) {
        check(&sample, sample.set_aside())?;
    }

    #[test]
    fn a_conflict_with_accepted_claims_is_that_without_those_set_aside(sample in samples()) {
        let t = sample.set_aside();
        let twice = aside(&t);
        let repeated = (1..twice.len()).any(|i| twice[..i].contains(&twice[i]));
        if let Some(records) = without_aside(&sample, &t)
            && !repeated
            && let Ok(rest) = build(&records, Policy::Reject)
        {
            let mut rng = sample.rng();
            for _ in 0..8 {
                let claim = claim(&mut rng, &sample);
                let (one, two) = (t.assume(claim.clone()), rest.assume(claim));
                let said = |t: &Result<Timeline, demarche::AssumeError>| {
                    said(t.as_ref().err().and_then(|error| error.conflict()))
                };
                prop_assert_eq!(said(&one), said(&two));
            }
        }
    }

    #[test]
    fn the_order_of_two_assumptions_changes_no_answer(sample in samples()) {
        let t = sample.set_aside();
        let mut rng = sample.rng();
        for _ in 0..4 {
            let (a, b) = (claim(&mut rng, &sample), claim(&mut rng, &sample));
            let both = |x: &AnyClaim, y: &AnyClaim| t.assume(x.clone()).and_then(|t| t.assume(y.clone()));
            match (both(&a, &b), both(&b, &a)) {
                (Ok(one), Ok(two)) => prop_assert_eq!(Answers::of(&one), Answers::of(&two)),
                (one, two) => prop_assert!(one.is_err() && two.is_err()),
            }
        }
    }

    #[test]
    fn what_is_assumed_leaves_the_timeline_as_it_was(sample in samples()) {
        let t = sample.set_aside();
        let before = Answers::of(&t);
        let mut rng = sample.rng();
        let ids: Vec<_> = t.events().map(EventView::id).collect();
        for _ in 0..4 {
            if let Ok(next) = t.assume(claim(&mut rng, &sample)) {
                for &id in &ids {
                    let keys = [&t, &next].map(|t| t.event(id).expect("known").key().to_owned());
                    prop_assert_eq!(&keys[0], &keys[1]);
                }
            }
        }
        prop_assert_eq!(before, Answers::of(&t));
    }
}
