//! Questions about everything, counted at once, against answers gone through one by one.

#[path = "bulk/draw.rs"]
mod draw;

use demarche::{AskOptions, Counts, Timeline};
use draw::{ACTORS, Rng, gap, timeline};

fn seeds() -> u64 {
    let given = std::env::var("DEMARCHE_BULK").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(300)
}

fn one_by_one(t: &Timeline, query: &str) -> Counts {
    let options = AskOptions::default().one_by_one(true);
    t.count_with(query, options).expect("sound")
}

fn check(t: &Timeline, seed: u64, query: &str) {
    let at_once = t.count(query).expect("sound");
    assert_eq!(at_once, one_by_one(t, query), "seed {seed}: {query}");
}

/// An actor, or a variable.
fn some(rng: &mut Rng, variable: &str) -> String {
    if rng.chance(25) {
        format!("a{}", rng.below(ACTORS))
    } else {
        variable.to_string()
    }
}

#[test]
fn meetings_before_statements_of_the_same_actor() {
    for seed in 0..seeds() {
        let Some(t) = timeline(seed, 14) else {
            continue;
        };
        let mut rng = Rng(seed ^ 0xb07);
        for _ in 0..4 {
            let (a, gap) = (some(&mut rng, "?a"), gap(&mut rng));
            let end = if rng.chance(20) { " certainly" } else { "" };
            check(
                &t,
                seed,
                &format!(
                    "find count where meeting ?m with {a} and statement ?s by {a} \
                     and ?m before ?s{gap}{end}"
                ),
            );
        }
    }
}

#[test]
fn chains_of_two_meetings_and_a_statement() {
    for seed in 0..seeds() {
        let Some(t) = timeline(seed, 11) else {
            continue;
        };
        let mut rng = Rng(seed ^ 0xc4a1);
        for _ in 0..3 {
            let x = some(&mut rng, "?x");
            let y = some(&mut rng, "?y");
            let z = some(&mut rng, "?z");
            let (first, second) = (gap(&mut rng), gap(&mut rng));
            let end = if rng.chance(20) { " certainly" } else { "" };
            check(
                &t,
                seed,
                &format!(
                    "find count where meeting ?m with {x}, {y} and meeting ?n with {y}, {z} \
                     and statement ?s by {z} and ?m before ?n{first} and ?n before ?s{second}{end}"
                ),
            );
        }
    }
}
