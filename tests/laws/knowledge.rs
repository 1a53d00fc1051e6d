//! Laws of what was known when.

use demarche::{Record, Tick, Timeline};
use proptest::prelude::*;

use crate::sample::{Answers, Sample, cases, keys, pairs, possible, varied};

/// Times at which something may become known, in order.
fn times(t: &Timeline) -> Vec<Tick> {
    let mut times = vec![Tick::from_micros(-62_000_000_000_000_000)];
    for record in t.records() {
        if let Record::Source(source) = record.0
            && let Some(published) = source.published
        {
            let date = demarche::Date::parse(&published).expect("it was read");
            if let Some(end) = date.hull(t.zone()).expect("it was read").latest {
                times.extend([Tick::from_micros(end.as_micros() - 1), end]);
            }
        }
    }
    times.push(Tick::from_micros(200_000_000_000_000_000));
    times.sort();
    times.dedup();
    times
}

fn known(t: &Timeline, at: Tick) -> Timeline {
    t.as_known_at(at)
        .expect("what is known of a sound timeline is sound")
}

fn records(t: &Timeline) -> Vec<Record> {
    t.records().map(|(record, _)| record).collect()
}

fn check_events(sample: &Sample, t: &Timeline) -> Result<(), TestCaseError> {
    let times = times(t);
    let views: Vec<Timeline> = times.iter().map(|&at| known(t, at)).collect();
    for (later, view) in views.iter().enumerate() {
        let now = keys(view);
        for earlier in &views[..later] {
            let before = keys(earlier);
            prop_assert!(before.iter().all(|key| now.contains(key)), "{:?}", sample);
            prop_assert!(records(earlier).len() <= records(view).len());
        }
        // What was known earlier is what the timeline of a later time says was known.
        for (&at, earlier) in times.iter().zip(&views[..=later]) {
            prop_assert_eq!(records(&known(view, at)), records(earlier), "{}", at);
        }
    }
    if let Some(last) = views.last()
        && last.len() == t.len()
        && records(last).len() == records(t).len()
    {
        prop_assert_eq!(Answers::of(last), Answers::of(t));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn what_was_known_grows(sample in varied()) {
        check_events(&sample, &sample.set_aside())?;
    }

    #[test]
    fn what_was_known_of_a_consistent_timeline_is_consistent_and_grows_more_certain(
        sample in varied()
    ) {
        let Some(t) = sample.consistent() else { return Ok(()) };
        check_events(&sample, &t)?;
        let views: Vec<Timeline> = times(&t).into_iter().map(|at| known(&t, at)).collect();
        for two in views.windows(2) {
            for (x, y) in pairs(&two[0]) {
                let (before, now) = (possible(&two[0], &x, &y), possible(&two[1], &x, &y));
                prop_assert!(now.is_subset(before), "{} {}: {} to {}", x, y, before, now);
            }
        }
    }
}

#[test]
fn a_time_that_is_no_date_is_told() {
    let t = Timeline::builder().build().expect("empty");
    let error = t.as_known_at("yesterday").unwrap_err();
    assert_eq!(error.faults().len(), 1);
    assert!(
        error.to_string().starts_with("`yesterday`: column 1"),
        "{error}"
    );
}
