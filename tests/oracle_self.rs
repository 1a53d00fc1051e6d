//! The oracles judged by each other and by hand-made examples of the contract.
//!
//! Oracle A tries concrete ticks and oracle B computes shortest paths; they share no arithmetic, so where
//! they agree on thousands of random timelines, both are right or the definitions they share (relations,
//! windows, the order of claims) are wrong. Those are checked by hand below.
//!
//! `ORACLE_SEEDS` sets how many seeds the random tests take.

mod oracle;

#[path = "oracle_self/by_hand.rs"]
mod by_hand;

use oracle::ask::{atom, bindings};
use oracle::claims::{Body, Claim, ClaimSet, all, claims, indices, subset};
use oracle::dense::Dense;
use oracle::r#gen::{Shape, reorder, spec};
use oracle::judge::{
    Atom, Binding, Judge, Verdict, best_grade, doubtful_on, entails, explains_aside, is_doubtful,
    is_minimal_conflict, is_reason, set_aside, shrink, shrink_reason,
};
use oracle::relation::converse_mask;
use oracle::rng::Rng;
use oracle::search::Search;
use oracle::spec::{Kind, Spec, Status};
use oracle::worlds::Worlds;

fn seeds() -> u64 {
    std::env::var("ORACLE_SEEDS")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(500)
}

const BUDGET: u64 = 300_000;

// Emission.

#[test]
fn every_line_is_json_and_stands_where_the_claims_say() {
    for seed in 0..300 {
        for shape in [Shape::Dated, Shape::Mixed] {
            let spec = spec(seed, shape);
            let text = spec.jsonl();
            let lines: Vec<&str> = text.lines().collect();
            assert_eq!(lines.len(), spec.layout.len());
            for line in lines.iter().filter(|line| !line.is_empty()) {
                let value: serde_json::Value = serde_json::from_str(line).expect("valid JSON");
                assert!(value["type"].is_string());
            }
            for claim in claims(&spec) {
                let value: serde_json::Value =
                    serde_json::from_str(lines[claim.key.line as usize - 1]).expect("not blank");
                match claim.body {
                    Body::Relation { left, right, .. } => {
                        assert_eq!(value["left"], spec.events[left].id);
                        assert_eq!(value["right"], spec.events[right].id);
                    }
                    Body::Date { event, .. } => {
                        let id = if value["type"] == "claim" {
                            &value["event"]
                        } else {
                            &value["id"]
                        };
                        assert_eq!(*id, spec.events[event].id);
                        assert!(value["time"].is_string());
                    }
                    Body::PartOf { part, .. } => assert_eq!(value["id"], spec.events[part].id),
                    Body::RepliesTo { reply, .. } => assert_eq!(value["id"], spec.events[reply].id),
                    Body::Published { event, .. } => assert_eq!(value["id"], spec.events[event].id),
                }
            }
        }
    }
}

#[test]
fn the_order_of_lines_changes_no_claim() {
    for seed in 0..200 {
        let spec = spec(seed, Shape::Mixed);
        let other = reorder(&spec, seed + 1);
        let plain = |spec: &Spec| -> Vec<_> {
            claims(spec)
                .into_iter()
                .map(|c| (c.tie, c.grade, format!("{:?}", c.body)))
                .collect()
        };
        assert_eq!(plain(&spec), plain(&other));
    }
}

// The oracles against each other.

#[derive(Default, Debug)]
struct Tally {
    consistent: u32,
    worlds: u32,
    unknown: u32,
    asked: u32,
    aside: usize,
    certain: u32,
    possible: u32,
    impossible: u32,
}

impl Tally {
    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::Certain => &mut self.certain,
            Verdict::Possible => &mut self.possible,
            Verdict::Impossible => &mut self.impossible,
        } += 1;
    }

    /// Holds an answer of oracle A, if it has one, against that of oracle B.
    fn agree<T: PartialEq + std::fmt::Debug>(&mut self, a: Option<T>, b: Option<T>, what: &str) {
        self.asked += 1;
        match a {
            None => self.unknown += 1,
            some => assert_eq!(some, b, "{what}"),
        }
    }
}

/// Everything that needs only "has this set a world".
fn compare_provers(seed: u64, spec: &Spec, claims: &[Claim], kept: ClaimSet, tally: &mut Tally) {
    let (dense, search) = (Dense::new(spec, claims), Search::new(spec, claims, BUDGET));
    tally.agree(
        set_aside(&search, claims),
        Some(kept),
        &format!("seed {seed}: set aside"),
    );
    for aside in indices(all(claims) & !kept) {
        tally.aside += 1;
        let conflict = shrink(&dense, kept | 1 << aside).expect("dense always knows");
        assert_eq!(explains_aside(&dense, conflict, aside, kept), Some(true));
        tally.agree(
            explains_aside(&search, conflict, aside, kept),
            Some(true),
            &format!("seed {seed}: conflict"),
        );
        let larger = all(claims) & !conflict;
        if let Some(more) = indices(larger & kept).next() {
            let is = is_minimal_conflict(&search, conflict | 1 << more);
            tally.agree(is, Some(false), &format!("seed {seed}: not minimal"));
        }
    }
    let mut rng = Rng::new(seed ^ 0xABCD);
    let net = dense.net(kept).expect("kept claims have a world");
    for _ in 0..3 {
        let set = all(claims) & (u128::from(rng.next()) << 64 | u128::from(rng.next()));
        let question = atom(&mut rng, spec);
        for holds in [true, false] {
            let entailed = entails(&dense, set, question, holds);
            tally.agree(
                entails(&search, set, question, holds),
                entailed,
                &format!("seed {seed}: entails"),
            );
        }
        let question = atom(&mut rng, spec);
        let verdict = net.atom(&question);
        if verdict == Verdict::Possible {
            assert_eq!(best_grade(&dense, claims, kept, question, true), Some(None));
            continue;
        }
        let holds = verdict == Verdict::Certain;
        let reason = shrink_reason(&dense, kept, question, holds).expect("dense always knows");
        assert_eq!(is_reason(&dense, reason, question, holds), Some(true));
        tally.agree(
            is_reason(&search, reason, question, holds),
            Some(true),
            &format!("seed {seed}: reason"),
        );
        let grades = best_grade(&dense, claims, kept, question, holds);
        let other = best_grade(&search, claims, kept, question, holds);
        tally.agree(other, grades, &format!("seed {seed}: grade"));
        let doubt = is_doubtful(&dense, claims, kept, question, holds);
        let other = is_doubtful(&search, claims, kept, question, holds);
        tally.agree(other, doubt, &format!("seed {seed}: doubt"));
    }
    let events: Vec<usize> = (0..spec.events.len()).collect();
    assert_eq!(
        doubtful_on(claims, kept, &events),
        kept & subset(claims, |claim| claim.doubtful)
    );
}

/// Everything that oracle A reads off the list of all worlds.
fn compare_judges(seed: u64, spec: &Spec, worlds: &Worlds, net: &impl Judge, tally: &mut Tally) {
    let events = spec.events.len();
    for x in 0..events {
        assert_eq!(
            worlds.windows(x),
            net.windows(x),
            "seed {seed}: windows of {x}"
        );
        for y in (0..events).filter(|&y| y != x) {
            assert_eq!(
                worlds.relations(x, y),
                net.relations(x, y),
                "seed {seed}: {x} to {y}"
            );
            assert_eq!(
                worlds.begins_before(x, y),
                net.begins_before(x, y),
                "seed {seed}: {x} {y}"
            );
        }
        for actor in 0..4 {
            for of in 3..6 {
                assert_eq!(
                    worlds.acts_for(actor, of, x),
                    net.acts_for(actor, of, x),
                    "seed {seed}: {actor} {of}"
                );
            }
        }
    }
    let mut rng = Rng::new(seed ^ 0x1234);
    for _ in 0..12 {
        let question = atom(&mut rng, spec);
        let verdict = worlds.atom(&question);
        tally.add(verdict);
        assert_eq!(verdict, net.atom(&question), "seed {seed}: {question:?}");
        let single = [Binding {
            atoms: vec![question],
            ..Binding::default()
        }];
        assert_eq!(
            verdict,
            worlds.some(&single),
            "seed {seed}: {question:?} as a formula"
        );
    }
    for _ in 0..3 {
        let formula = bindings(&mut rng, spec);
        assert_eq!(
            worlds.some(&formula),
            net.some(&formula),
            "seed {seed}: {formula:?}"
        );
    }
    for actor in 0..6 {
        let candidates = spec.candidates(&[actor]);
        for (s, statement) in spec
            .events
            .iter()
            .enumerate()
            .filter(|(_, e)| e.kind == Kind::Statement)
        {
            let at = (s, statement.status == Status::Alleged);
            // The same by the general definition of `find last 1 by`, each open candidate with a coin.
            let answers: Vec<(usize, Vec<Binding>)> = candidates
                .iter()
                .map(|&(m, open)| {
                    let mut coins = if open { vec![m as u32] } else { Vec::new() };
                    coins.extend(at.1.then_some(15));
                    (
                        m,
                        vec![Binding {
                            atoms: vec![Atom::before(m, s)],
                            coins,
                            unless: Vec::new(),
                        }],
                    )
                })
                .collect();
            let extreme = worlds.extreme(&answers, 1, false);
            for (which, expected) in extreme.iter().enumerate() {
                let last = worlds.last_before(&candidates, which, at);
                assert_eq!(last, *expected, "seed {seed}: last by definition");
                assert_eq!(
                    last,
                    net.last_before(&candidates, which, at),
                    "seed {seed}: last before {s}"
                );
                let first = worlds.first_after(&candidates, which, at);
                assert_eq!(
                    first,
                    net.first_after(&candidates, which, at),
                    "seed {seed}: first after {s}"
                );
            }
        }
    }
}

#[test]
fn worlds_and_dense_agree_on_dated_timelines() {
    let mut tally = Tally::default();
    for seed in 0..seeds() {
        let spec = spec(seed, Shape::Dated);
        let claims = claims(&spec);
        let dense = Dense::new(&spec, &claims);
        let kept = set_aside(&dense, &claims).expect("dense always knows");
        tally.consistent += u32::from(kept == all(&claims));
        compare_provers(seed, &spec, &claims, kept, &mut tally);
        let net = dense.net(kept).expect("kept claims have a world");
        if let Some(worlds) = Worlds::enumerate(&spec, &claims, kept) {
            assert!(!worlds.is_empty(), "seed {seed}");
            tally.worlds += 1;
            compare_judges(seed, &spec, &worlds, &net, &mut tally);
            let witness: Vec<_> = worlds
                .iter()
                .next()
                .expect("a world")
                .iter()
                .copied()
                .map(Some)
                .collect();
            assert!(worlds.has(&witness) && net.has(&witness));
        }
        // Without a world, the list of worlds is empty.
        if kept != all(&claims)
            && let Some(worlds) = Worlds::enumerate(&spec, &claims, all(&claims))
        {
            assert!(worlds.is_empty(), "seed {seed}");
        }
    }
    println!("{tally:?}");
    let seeds = seeds() as u32;
    assert!(
        tally.consistent * 3 > seeds && tally.consistent * 10 < seeds * 9,
        "{tally:?}"
    );
    assert!(tally.worlds * 10 > seeds * 8, "{tally:?}");
    assert!(tally.unknown * 50 < tally.asked, "{tally:?}");
}

#[test]
fn search_and_dense_agree_on_mixed_timelines() {
    let mut tally = Tally::default();
    for seed in 0..seeds() / 10 {
        let spec = spec(seed, Shape::Mixed);
        let claims = claims(&spec);
        let dense = Dense::new(&spec, &claims);
        let kept = set_aside(&dense, &claims).expect("dense always knows");
        tally.consistent += u32::from(kept == all(&claims));
        compare_provers(seed, &spec, &claims, kept, &mut tally);
        let net = dense.net(kept).expect("kept claims have a world");
        for x in 0..spec.events.len() {
            for y in (0..spec.events.len()).filter(|&y| y != x) {
                assert_eq!(
                    net.relations(x, y),
                    net.relations_in_full(x, y),
                    "seed {seed}: {x} to {y}"
                );
                assert_eq!(
                    net.relations(x, y),
                    converse_mask(net.relations(y, x)),
                    "seed {seed}"
                );
            }
        }
        let mut rng = Rng::new(seed);
        for _ in 0..4 {
            tally.add(net.atom(&atom(&mut rng, &spec)));
        }
    }
    println!("{tally:?}");
    assert!(tally.unknown * 4 < tally.asked, "{tally:?}");
}

// The random timelines.

#[test]
fn random_timelines_leave_enough_open_and_settle_enough() {
    let seeds = seeds().min(600);
    for shape in [Shape::Dated, Shape::Mixed] {
        let (mut pairs, mut open, mut most_claims, mut events) = (0, 0, 0, 0);
        for seed in 0..seeds {
            let spec = spec(seed, shape);
            let claims = claims(&spec);
            let dense = Dense::new(&spec, &claims);
            let kept = set_aside(&dense, &claims).expect("dense always knows");
            let net = dense.net(kept).expect("kept claims have a world");
            most_claims = claims.len().max(most_claims);
            events = spec.events.len().max(events);
            for x in 0..spec.events.len() {
                for y in 0..x {
                    pairs += 1;
                    open += u32::from(net.relations(x, y).count_ones() > 1);
                }
            }
        }
        assert!(
            open * 4 > pairs && open * 4 < pairs * 3,
            "{shape:?}: {open} of {pairs}"
        );
        assert_eq!(events, if shape == Shape::Dated { 5 } else { 12 });
        assert!(most_claims <= 64, "{most_claims}");
    }
}
