//! Laws of single relations, and of claims that are added.

use demarche::{
    Certainty, Claim, Duration, Gap, Origin, Record, Relation, RelationSet, Tick, Timeline, Witness,
};
use proptest::prelude::*;

use crate::oracle::rng::Rng;
use crate::sample::{cases, keys, met_before, pairs, possible, samples, set, varied};

/// The sets that limit a gap.
fn gapped(rng: &mut Rng) -> RelationSet {
    use Relation::{After, Before, Meets, MetBy};
    let all = [Before, After, Meets, MetBy];
    let first = *rng.pick(&all);
    let more = all.into_iter().filter(|_| rng.chance(40));
    more.fold(first.into(), |set: RelationSet, relation| set | relation)
}

fn ticks(rng: &mut Rng) -> Duration {
    Duration::from_micros(rng.between(0, 12)).expect("not negative")
}

/// A claim that may hold or not: of any two events, or of one and when it may have been.
fn claim(t: &Timeline, rng: &mut Rng) -> Record {
    let keys = keys(t);
    let x = rng.pick(&keys).clone();
    let others: Vec<&String> = keys.iter().filter(|&y| *y != x).collect();
    if others.is_empty() || rng.chance(30) {
        let mut ends: Vec<Tick> = t
            .events()
            .flat_map(|e| [e.begin().earliest, e.begin().latest, e.end().earliest])
            .filter_map(|bound| bound?.tick())
            .collect();
        ends.push(Tick::from_micros(0));
        let (a, b) = (*rng.pick(&ends), *rng.pick(&ends));
        let (a, b) = (a.min(b), a.max(b));
        let text = match rng.below(4) {
            0 => format!("{a}/.."),
            1 => format!("../{b}"),
            2 => format!("[{a}..{b}]"),
            _ => format!("{a}/{b}"),
        };
        return Claim::that(x).on(text).into();
    }
    let y = (*rng.pick(&others)).clone();
    let is = loop {
        let is = match rng.below(3) {
            0 => (*rng.pick(&Relation::ALL)).into(),
            1 => RelationSet::WITHIN,
            _ => set(rng),
        };
        if is.is_claimable() {
            break is;
        }
    };
    let claim = Claim::that(x).is(is, y);
    if is == Relation::Before.into() && rng.chance(50) {
        return claim.within(ticks(rng)).into();
    }
    claim.into()
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn what_relates_y_to_x_is_the_converse_of_what_relates_x_to_y(sample in samples()) {
        let t = sample.set_aside();
        for (x, y) in pairs(&t) {
            prop_assert_eq!(possible(&t, &y, &x), possible(&t, &x, &y).converse(), "{} {}", x, y);
            if x == y {
                prop_assert_eq!(possible(&t, &x, &y), Relation::Equals.into());
            }
        }
    }

    #[test]
    fn what_relates_x_to_z_is_within_the_composition_over_y(sample in samples()) {
        let t = sample.set_aside();
        let keys = keys(&t);
        for (x, z) in pairs(&t) {
            let direct = possible(&t, &x, &z);
            prop_assert!(!direct.is_empty());
            for y in &keys {
                let over = possible(&t, &x, y).compose(possible(&t, y, &z));
                prop_assert!(direct.is_subset(over), "{} {} {}: {} in {}", x, y, z, direct, over);
            }
        }
    }

    #[test]
    fn a_larger_set_is_at_least_as_certain(sample in samples()) {
        let t = sample.set_aside();
        let mut rng = sample.rng();
        for (x, y) in pairs(&t) {
            let pair = t.relate(x.as_str(), y.as_str()).expect("known");
            let small = set(&mut rng);
            let large = small | set(&mut rng);
            prop_assert!(pair.certainty(small) <= pair.certainty(large));
            let denied = match pair.certainty(small) {
                Certainty::Impossible => Certainty::Certain,
                Certainty::Possible => Certainty::Possible,
                Certainty::Certain => Certainty::Impossible,
            };
            prop_assert_eq!(pair.certainty(small.complement()), denied);
            prop_assert_eq!(pair.certainty(RelationSet::ALL), Certainty::Certain);
            prop_assert_eq!(pair.certainty(RelationSet::EMPTY), Certainty::Impossible);
        }
    }

    #[test]
    fn a_wider_gap_is_at_least_as_certain(sample in samples()) {
        let t = sample.set_aside();
        let mut rng = sample.rng();
        for (x, y) in pairs(&t) {
            let pair = t.relate(x.as_str(), y.as_str()).expect("known");
            let is = gapped(&mut rng);
            let more = is | gapped(&mut rng);
            let (min, max) = (ticks(&mut rng), ticks(&mut rng));
            let narrow = Gap { min: Some(min.min(max)), max: Some(min.max(max)) };
            let sure = pair.certainty_within(is, narrow).expect("a fit gap");
            for wide in [Gap::at_least(min.min(max)), Gap::within(min.max(max)), Gap::ANY] {
                let wider = pair.certainty_within(is, wide).expect("a fit gap");
                prop_assert!(sure <= wider, "{} {} {} {}", x, is, y, wide);
            }
            prop_assert!(sure <= pair.certainty_within(more, narrow).expect("a fit gap"));
            prop_assert_eq!(pair.certainty_within(is, Gap::ANY).expect("any"), pair.certainty(is));
        }
    }

    #[test]
    fn another_claim_leaves_certain_what_was_certain_or_is_a_conflict(sample in varied()) {
        let Some(t) = sample.consistent() else { return Ok(()) };
        let mut rng = sample.rng();
        for _ in 0..4 {
            let added = claim(&t, &mut rng);
            let mut builder = sample.builder();
            builder.add_records([(added.clone(), Origin::new("added", 1))]);
            let more = match builder.build() {
                Ok(more) => more,
                Err(error) => {
                    prop_assert!(error.is_inconsistent(), "{} {:?}", error, added);
                    // Without the new claim there was a world, so that it belongs to every conflict.
                    for conflict in error.conflicts() {
                        let mut claims = conflict.claims().iter();
                        prop_assert!(claims.any(|claim| !claim.origin.is_none()), "{}", conflict);
                    }
                    continue;
                }
            };
            for (x, y) in pairs(&t) {
                let (before, now) = (possible(&t, &x, &y), possible(&more, &x, &y));
                prop_assert!(now.is_subset(before), "{} {}: {} to {}, {:?}", x, y, before, now, added);
                let is = gapped(&mut rng);
                let gap = Gap::within(ticks(&mut rng));
                let asked = |t: &Timeline| {
                    let pair = t.relate(x.as_str(), y.as_str()).expect("known");
                    pair.certainty_within(is, gap).expect("a fit gap")
                };
                let (before, now) = (asked(&t), asked(&more));
                prop_assert!(before == Certainty::Possible || now == before, "{} {} {} {}", x, is, y, gap);
            }
            for statement in t.statements() {
                let key = statement.event().key();
                let (before, now) = (met_before(&t, key), met_before(&more, key));
                for answer in before.iter().filter(|answer| answer.3 == Certainty::Certain) {
                    prop_assert!(now.contains(answer), "{:?} before {}: {:?}", answer, key, added);
                }
                for (meeting, a, b, _) in &now {
                    let met = before.iter().any(|m| (&m.0, &m.1, &m.2) == (meeting, a, b));
                    prop_assert!(met, "{} {} at {} before {}: {:?}", a, b, meeting, key, added);
                }
            }
        }
    }

    #[test]
    fn what_is_only_possible_has_a_world_of_either_kind(sample in samples()) {
        let t = sample.set_aside();
        let mut rng = sample.rng();
        for (x, y) in pairs(&t) {
            let asked = set(&mut rng);
            let pair = t.relate(x.as_str(), y.as_str()).expect("known");
            let why = pair.explain(asked);
            prop_assert_eq!(why.certainty(), pair.certainty(asked));
            if why.certainty() != Certainty::Possible {
                prop_assert!(why.witnesses().is_empty());
                continue;
            }
            let holds: Vec<bool> = why.witnesses().iter().map(Witness::holds).collect();
            prop_assert_eq!(holds, [true, false]);
            for witness in why.witnesses() {
                let mut shown = witness.events().map(|(key, ..)| key);
                prop_assert!(shown.any(|key| key == x) && shown.any(|key| key == y) || x > y);
                // Claims that pin both events to the times shown leave a world, and in it one answer.
                let mut pinned = t.revise();
                for (key, begin, end) in witness.events() {
                    let event = t.event(key).expect("known");
                    prop_assert!(begin <= end && (begin == end || !event.is_instant()));
                    let tick = |at: i128| Tick::from_micros(i64::try_from(at).expect("readable"));
                    pinned.add(Claim::that(key).on(format!("{}/{}", tick(begin), tick(end))));
                }
                let conflicts = t.conflicts().len();
                let pinned = pinned.build().expect("set aside");
                if conflicts == 0 {
                    prop_assert!(pinned.conflicts().is_empty(), "{}", why);
                    let pair = pinned.relate(x.as_str(), y.as_str()).expect("known");
                    let expected = [Certainty::Impossible, Certainty::Certain][usize::from(witness.holds())];
                    prop_assert_eq!(pair.certainty(asked), expected, "{}", why);
                }
            }
        }
    }
}
