//! Laws of the order of events, and of the order of records.

use demarche::{Policy, Relation};
use proptest::prelude::*;

use crate::sample::{Answers, begins_before, build, cases, possible, samples, varied};

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn the_order_of_insertion_changes_no_answer_and_no_conflict(sample in varied()) {
        let mut records = sample.records.clone();
        sample.rng().shuffle(&mut records);
        let (one, other) = (sample.set_aside(), build(&records, Policy::SetAside).expect("kept"));
        let (mut one, mut other) = (Answers::of(&one), Answers::of(&other));
        prop_assert_eq!(&one, &other);
        if let (Err(a), Err(b)) = (sample.builder().build(), build(&records, Policy::Reject)) {
            prop_assert_eq!(a.to_string(), b.to_string());
        }
        // The reverse as well, which no shuffle of many records gives.
        records.clone_from(&sample.records);
        records.reverse();
        other = Answers::of(&build(&records, Policy::SetAside).expect("kept"));
        prop_assert_eq!(&one, &other);
        one = Answers::of(&sample.set_aside());
        prop_assert_eq!(&one, &other);
    }

    #[test]
    fn the_order_extends_what_certainly_begins_before_what(sample in samples()) {
        let t = sample.set_aside();
        let order: Vec<_> = t.order().collect();
        prop_assert_eq!(order.len(), t.len());
        for (at, later) in order.iter().enumerate() {
            for earlier in &order[..at] {
                let (x, y) = (earlier.event.key(), later.event.key());
                let back = possible(&t, y, x);
                prop_assert!(!back.is_subset(begins_before()), "{} stands before {}", x, y);
                prop_assert!(!back.is_subset(Relation::Before.into()));
                prop_assert!(earlier.section <= later.section);
            }
        }
    }

    #[test]
    fn what_stands_in_an_earlier_section_certainly_begins_earlier(sample in samples()) {
        let t = sample.set_aside();
        let order: Vec<_> = t.order().collect();
        for (at, later) in order.iter().enumerate() {
            for earlier in &order[..at] {
                let apart = earlier.section != later.section || later.determinate;
                let (x, y) = (earlier.event.key(), later.event.key());
                let certain = possible(&t, x, y).is_subset(begins_before());
                prop_assert!(certain || !apart, "{} and {}", x, y);
            }
        }
        let sections = t.sections();
        let numbers: Vec<u32> = sections.iter().map(|section| section.number).collect();
        prop_assert_eq!(numbers, (1..=sections.len() as u32).collect::<Vec<_>>());
        let events: Vec<_> = sections.iter().flat_map(|section| section.events.clone()).collect();
        prop_assert_eq!(events, order.iter().map(|p| p.event.id()).collect::<Vec<_>>());
        for two in sections.windows(2) {
            prop_assert!(!(two[0].determinate && two[1].determinate), "they are one section");
        }
    }
}
