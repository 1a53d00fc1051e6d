//! Laws of what is added to a timeline: it answers as if all had been there from the first.

use std::collections::HashSet;

use demarche::{Policy, Record, Timeline};
use proptest::prelude::*;

use crate::assume::same;
use crate::oracle::rng::Rng;
use crate::sample::{Sample, builder, cases, samples, varied};

/// The events that a record names.
fn named(record: &Record) -> Vec<String> {
    let mut names = Vec::new();
    match record {
        Record::Relation(claim) => names.extend([claim.left.clone(), claim.right.clone()]),
        Record::Claim(claim) => names.push(claim.event.clone()),
        _ => {}
    }
    if let Some(common) = record.common() {
        names.extend(common.part_of.iter().cloned());
        names.extend(common.links.iter().map(|link| link.to.clone()));
    }
    if let Record::Statement(statement) = record {
        names.extend(statement.about.iter().chain(&statement.replies_to).cloned());
    }
    names
}

/// Some records that stand by themselves, and the rest.
fn split(records: &[Record], rng: &mut Rng) -> (Vec<Record>, Vec<Record>) {
    let is_event = |record: &Record| record.common().is_some();
    let new: HashSet<String> = records
        .iter()
        .filter(|record| is_event(record) && rng.chance(30))
        .filter_map(|record| record.id().map(str::to_owned))
        .collect();
    let mut late = new;
    loop {
        let before = late.len();
        for record in records {
            if is_event(record) && named(record).iter().any(|name| late.contains(name)) {
                late.extend(record.id().map(str::to_owned));
            }
        }
        if late.len() == before {
            break;
        }
    }
    records.iter().cloned().partition(|record| {
        let own = record.id().filter(|_| is_event(record));
        let claim = !matches!(
            record,
            Record::Relation(_) | Record::Claim(_) | Record::Affiliation(_)
        );
        own.is_none_or(|id| !late.contains(id))
            && !named(record).iter().any(|name| late.contains(name))
            && (claim || rng.chance(80))
    })
}

fn check(sample: &Sample, policy: Policy) -> Result<(), TestCaseError> {
    let rng = &mut sample.rng();
    let (first, rest) = split(&sample.records, rng);
    let mut first = builder(&first);
    first.policy(policy);
    let Ok(first) = first.build() else {
        return Ok(());
    };
    let mut more: Timeline = first.clone();
    // In one step, or in several.
    for part in rest.chunks(1 + rng.below(rest.len().max(1))) {
        let mut step = more.revise();
        for record in part {
            step.add(record.clone());
        }
        let mut anew = step.clone();
        anew.retain(|_| true);
        match (step.build(), anew.build()) {
            (Ok(step), Ok(anew)) => {
                same(&step, &anew, rng)?;
                more = step;
            }
            (Err(step), Err(anew)) => {
                prop_assert_eq!(step.to_string(), anew.to_string());
                prop_assert_eq!(step.into_builder().records(), anew.into_builder().records());
                return Ok(());
            }
            (step, anew) => prop_assert!(false, "{:?}\n{:?}", step.err(), anew.err()),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn what_is_added_later_answers_as_if_it_had_been_there(sample in samples()) {
        check(&sample, Policy::Reject)?;
    }

    #[test]
    fn what_is_added_later_is_set_aside_as_if_it_had_been_there(sample in varied()) {
        check(&sample, Policy::SetAside)?;
    }
}
