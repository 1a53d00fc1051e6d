//! Word that passes from meeting to meeting: hand-made examples, and the ways to judge it against each other.

use crate::oracle::claims::{all, claims};
use crate::oracle::dense::Dense;
use crate::oracle::judge::Verdict::{Certain, Impossible, Possible};
use crate::oracle::patterns::encounters::encounters;
use crate::oracle::patterns::formula::Judge as _;
use crate::oracle::patterns::net::Open;
use crate::oracle::patterns::word::{Passed, formula, passed, ways};
use crate::oracle::spec::{Kind, Presence, Spec, Status};
use crate::oracle::worlds::Worlds;
use crate::sketch::{ANNA, BORIS, CEM, DESK, LAND, Sketch, exact, loose};

/// What becomes of word, and of the same by formula.
fn judged(spec: &Spec, from: usize, to: usize, event: usize) -> Passed {
    let mut spec = spec.clone();
    spec.layout = spec.plain_layout();
    let claims = claims(&spec);
    let net = Dense::new(&spec, &claims)
        .net(all(&claims))
        .expect("consistent");
    let worlds = Worlds::enumerate(&spec, &claims, all(&claims)).expect("few worlds");
    let found = passed(&spec, &worlds, from, to, event).expect("small");
    let (leaves, some) = formula(&ways(&spec, from, to, event), event);
    let by_net = Open::new(&net).verdicts(&leaves, &[&some]).expect("small");
    assert_eq!(by_net, [found.verdict]);
    found
}

#[test]
fn each_meeting_is_before_the_next_and_the_last_before_the_event() {
    let mut t = Sketch::new();
    let first = t.meeting(exact(0, 1), &[BORIS]);
    let second = t.meeting(exact(2, 4), &[BORIS, CEM]);
    t.spec.events[second].participants.remove(0);
    let s = t.instant(Kind::Statement, 6, 6);
    let certain = |least, greatest| Passed {
        verdict: Certain,
        arrival: Some((least, greatest)),
    };
    assert_eq!(judged(&t.spec, ANNA, CEM, s), certain(4, 4));
    assert_eq!(judged(&t.spec, ANNA, BORIS, s), certain(1, 1));
    let none = Passed {
        verdict: Impossible,
        arrival: None,
    };
    // Not backwards, not to those who met nobody, not where two meetings meet.
    assert_eq!(judged(&t.spec, CEM, ANNA, s), none);
    assert_eq!(judged(&t.spec, ANNA, DESK, s), none);
    t.spec.events[first].time = Some(exact(0, 2));
    assert_eq!(judged(&t.spec, ANNA, CEM, s), none);
    // While the first may be over in time it is possible, and then arrives with the second.
    t.spec.events[first].time = Some(loose(0, 2));
    let open = Passed {
        verdict: Possible,
        arrival: Some((4, 4)),
    };
    assert_eq!(judged(&t.spec, ANNA, CEM, s), open);
    t.spec.events[second].time = Some(exact(2, 6));
    assert_eq!(judged(&t.spec, ANNA, CEM, s), none);
}

#[test]
fn what_is_open_about_carriers_is_open_about_the_word() {
    let mut t = Sketch::new();
    let first = t.meeting(exact(0, 1), &[BORIS]);
    let second = t.meeting(exact(2, 3), &[BORIS]);
    t.spec.events[second].participants =
        vec![(BORIS, Presence::Implied), (CEM, Presence::Reported)];
    let s = t.instant(Kind::Statement, 9, 9);
    let open = |arrival| Passed {
        verdict: Possible,
        arrival: Some(arrival),
    };
    assert_eq!(judged(&t.spec, ANNA, CEM, s), open((3, 3)));
    // Who does not carry it does not matter.
    t.spec.events[first]
        .participants
        .push((LAND, Presence::Implied));
    t.spec.events[second].participants[0].1 = Presence::Reported;
    assert_eq!(judged(&t.spec, ANNA, CEM, s).verdict, Certain);
    // A later way that is sure makes it certain, and the arrival open.
    t.spec.events[second].status = Status::Alleged;
    t.meeting(exact(5, 7), &[CEM]);
    let both = Passed {
        verdict: Certain,
        arrival: Some((3, 7)),
    };
    assert_eq!(judged(&t.spec, ANNA, CEM, s), both);
    t.spec.events[second].status = Status::Cancelled;
    assert_eq!(judged(&t.spec, ANNA, CEM, s).arrival, Some((7, 7)));
    t.spec.events[s].status = Status::Alleged;
    assert_eq!(judged(&t.spec, ANNA, CEM, s), open((7, 7)));
    t.spec.events[s].status = Status::Planned;
    assert_eq!(judged(&t.spec, ANNA, CEM, s).verdict, Impossible);
}

#[test]
fn four_meetings_are_the_most() {
    let mut t = Sketch::new();
    for (step, pair) in [[0, 1], [1, 2], [2, 3], [3, 4]].iter().enumerate() {
        let meeting = t.meeting(exact(2 * step as i64, 2 * step as i64), &[]);
        t.spec.events[meeting].participants = pair
            .iter()
            .map(|&actor| (actor, Presence::Reported))
            .collect();
    }
    let s = t.instant(Kind::Statement, 20, 20);
    assert_eq!(judged(&t.spec, ANNA, LAND, s).arrival, Some((6, 6)));
    let meeting = t.meeting(exact(7, 7), &[]);
    t.spec.events[meeting].participants =
        vec![(3, Presence::Reported), (BORIS, Presence::Reported)];
    t.spec.events[3].participants[1].0 = BORIS;
    t.spec.events[3].participants[0].0 = BORIS;
    // Three meetings lead to the desk, a fourth to boris; five would be needed for the land.
    assert_eq!(judged(&t.spec, ANNA, LAND, s).verdict, Impossible);
}

#[test]
fn listing_worlds_and_denying_ways_agree() {
    let (mut asked, mut open, mut sure, mut spread) = (0, 0, 0, 0);
    for seed in 0..crate::against::seeds() {
        let spec = encounters(seed);
        let claims = claims(&spec);
        let net = Dense::new(&spec, &claims)
            .net(all(&claims))
            .expect("the claims agree");
        let worlds = Worlds::enumerate(&spec, &claims, all(&claims)).expect("few worlds");
        let event = spec.events.len() - 1;
        for (from, to) in (0..6).map(|from| (from, (from + 1 + seed as usize % 5) % 6)) {
            let Some(found) = passed(&spec, &worlds, from, to, event) else {
                continue;
            };
            let (leaves, some) = formula(&ways(&spec, from, to, event), event);
            let Some(by_net) = Open::new(&net).verdicts(&leaves, &[&some]) else {
                continue;
            };
            assert_eq!(by_net, [found.verdict], "seed {seed}: {from} {to}");
            assert_eq!(found.arrival.is_none(), found.verdict == Impossible);
            asked += 1;
            open += u32::from(found.verdict == Possible);
            sure += u32::from(found.verdict == Certain);
            spread += u32::from(
                found
                    .arrival
                    .is_some_and(|(least, greatest)| least < greatest),
            );
        }
    }
    println!("{asked} asked, {open} open, {sure} sure, {spread} with more than one arrival");
    assert!(open * 8 > asked && sure * 16 > asked && spread * 16 > asked);
}
