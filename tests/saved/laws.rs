//! Laws: opening undoes saving.

use demarche::{AnyClaim, Claim, Relation, Timeline};
use proptest::prelude::*;

use crate::asked;
use crate::format::{blocks, file};
use crate::sample::{Sample, cases, keys, samples, varied};
use crate::small::{again, saved};

fn same(one: &Timeline, two: &Timeline) -> Result<(), TestCaseError> {
    for (one, two) in asked::all(one).into_iter().zip(asked::all(two)) {
        prop_assert_eq!(one, two);
    }
    Ok(())
}

/// A timeline with some claims assumed, and how many.
fn assumed(sample: &Sample) -> (Timeline, u32) {
    let mut t = sample.set_aside();
    let mut rng = sample.rng();
    let keys = keys(&t);
    let mut count = 0;
    for _ in 0..8 {
        let (x, y) = (rng.pick(&keys).clone(), rng.pick(&keys).clone());
        let claim = if rng.chance(70) {
            Claim::that(x).is(Relation::Before, y).into()
        } else {
            AnyClaim::from(Claim::that(x).on("2025-04/.."))
        };
        if let Ok(next) = t.assume(claim) {
            t = next;
            count += 1;
        }
    }
    (t, count)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn opening_undoes_saving(sample in samples()) {
        if let Some(t) = sample.consistent() {
            same(&t, &again(&t))?;
        }
    }

    #[test]
    fn conflicts_set_aside_stay_so(sample in varied()) {
        let t = sample.set_aside();
        let opened = again(&t);
        same(&t, &opened)?;
        prop_assert_eq!(t.conflicts(), opened.conflicts());
    }

    #[test]
    fn what_is_assumed_stays_so(sample in varied()) {
        let (t, _) = assumed(&sample);
        same(&t, &again(&t))?;
    }

    #[test]
    fn assuming_and_opening_commute(sample in samples()) {
        let t = sample.set_aside();
        let (first, second) = (keys(&t)[0].clone(), keys(&t).last().expect("one").clone());
        let claim = || Claim::that(first.as_str()).is(Relation::Before, second.as_str());
        if first != second {
            let (one, two) = (t.assume(claim()), again(&t).assume(claim()));
            prop_assert_eq!(one.is_ok(), two.is_ok());
            if let (Ok(one), Ok(two)) = (one, two) {
                same(&one, &two)?;
            }
        }
    }

    #[test]
    fn the_same_timeline_gives_the_same_bytes(sample in varied()) {
        let (t, _) = assumed(&sample);
        let bytes = saved(&t);
        prop_assert_eq!(&saved(&again(&t)), &bytes);
        prop_assert_eq!(&saved(&assumed(&sample).0), &bytes);
        prop_assert_eq!(&file(&blocks(&bytes)), &bytes);
    }

    #[test]
    fn revising_and_opening_commute(sample in varied()) {
        let t = sample.set_aside();
        let revised = again(&t).revise().build().expect("nothing was added");
        same(&t.revise().build().expect("nothing was added"), &revised)?;
    }
}

#[test]
fn random_timelines_have_claims_to_assume() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::new(cases(1));
    let mut count = 0;
    for _ in 0..20 {
        let sample = varied().new_tree(&mut runner).expect("a sample").current();
        count += assumed(&sample).1;
    }
    assert!(count > 20, "{count}");
}
