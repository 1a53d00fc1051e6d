//! Laws of records: what is put in comes out.

use demarche::{
    Fault, Input, Origin, Policy, Record, Timeline, read_records, write_json_document, write_jsonl,
};
use proptest::prelude::*;

use crate::sample::{Answers, cases, samples, varied};

fn records(t: &Timeline) -> Vec<Record> {
    t.records().map(|(record, _)| record).collect()
}

fn revised(t: &Timeline) -> Timeline {
    t.revise().build().expect("nothing was added")
}

fn read(text: &[u8], name: &str) -> Vec<Record> {
    let input = read_records(text, name);
    assert!(input.is_sound(), "{:?}", input.faults);
    input
        .records
        .into_iter()
        .map(|(record, _)| record)
        .collect()
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn a_revised_timeline_equals_the_original(sample in varied()) {
        let t = sample.set_aside();
        let again = revised(&t);
        for event in t.events() {
            prop_assert_eq!(again.event(event.id()).expect("valid").key(), event.key());
            prop_assert_eq!(again.event(event.key()).expect("known").id(), event.id());
        }
        for actor in t.actors() {
            prop_assert_eq!(again.actor(actor.key()).expect("known").id(), actor.id());
        }
        for source in t.sources() {
            prop_assert_eq!(again.source(source.key()).expect("known").id(), source.id());
        }
        let origins = |t: &Timeline| t.records().collect::<Vec<_>>();
        prop_assert_eq!(origins(&t), origins(&again));
        prop_assert_eq!(Answers::of(&t), Answers::of(&again));
    }

    #[test]
    fn all_records_come_out_as_they_were_put_in(sample in varied()) {
        let t = sample.set_aside();
        let sorted = |mut records: Vec<Record>| {
            records.sort_by_key(|record| format!("{record:?}"));
            records
        };
        prop_assert_eq!(sorted(records(&t)), sorted(sample.records.clone()));
    }

    #[test]
    fn records_survive_being_written_and_read(sample in varied()) {
        let t = sample.set_aside();
        let given = records(&t);
        let (mut lines, mut document) = (Vec::new(), Vec::new());
        write_jsonl(&given, &mut lines).expect("memory is there");
        write_json_document(&given, &mut document).expect("memory is there");
        prop_assert_eq!(&read(&lines, "lines.jsonl"), &given);
        prop_assert_eq!(&read(&document, "document.json"), &given);
        let mut builder = crate::sample::builder(&read(&document, "document.json"));
        builder.policy(Policy::SetAside);
        prop_assert_eq!(Answers::of(&builder.build().expect("sound")), Answers::of(&t));
        let mut again = Vec::new();
        write_jsonl(read(&lines, "lines.jsonl"), &mut again).expect("memory is there");
        prop_assert_eq!(lines, again);
    }

    #[test]
    fn a_timeline_that_is_not_built_gives_all_records_back(sample in samples(), at in any::<usize>()) {
        let added: Vec<(Record, Origin)> = sample.builder().records().to_vec();
        if let Err(error) = sample.builder().build() {
            prop_assert!(error.is_inconsistent() && error.faults().is_empty());
            let mut builder = error.into_builder();
            prop_assert_eq!(builder.records(), &added[..]);
            builder.policy(Policy::SetAside);
            let t = builder.build().expect("set aside");
            prop_assert_eq!(Answers::of(&t), Answers::of(&sample.set_aside()));
        }
        // Without one of its actors, sources or events it may be at fault.
        let at = at % added.len();
        let mut rest = added.clone();
        rest.remove(at);
        let mut builder = Timeline::builder();
        builder.add_records(rest.clone());
        if let Err(error) = builder.build() {
            prop_assert!(error.faults().is_empty() || error.conflicts().is_empty());
            let mut builder = error.into_builder();
            prop_assert_eq!(builder.records(), &rest[..]);
            // What was left out is added, and all is as it was.
            builder.add_records([added[at].clone()]);
            builder.policy(Policy::SetAside);
            let t = builder.build().expect("sound again");
            prop_assert_eq!(Answers::of(&t), Answers::of(&sample.set_aside()));
        }
    }
}

#[test]
fn the_faults_of_a_reader_stay_with_the_builder() {
    let mut input = Input::default();
    input.faults = vec![Fault::new("not read").at(Origin::new("a.jsonl", 3))];
    let mut builder = Timeline::builder();
    builder.add_input(input);
    for _ in 0..2 {
        let error = builder.build().unwrap_err();
        assert_eq!(error.to_string(), "a.jsonl:3: not read");
        builder = error.into_builder();
    }
}
