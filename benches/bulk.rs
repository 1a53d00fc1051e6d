//! Questions about everything at once. `cargo bench --bench bulk`.
//!
//! The events are those of the comparison with other tools (`generate/scale`): a million of them, or as many as
//! `DEMARCHE_EVENTS` says. What is kept for such questions is made before the first is measured, and what that
//! takes is printed.

mod generate;

use demarche::{Counts, Timeline, TimelineBuilder};
use divan::{Bencher, black_box};
use generate::scale::{Precision, Scale};
use std::sync::OnceLock;
use std::time::Instant;

fn main() {
    divan::main();
}

const PAIRS: &str =
    "find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d";
const CHAINS: &str = "find count where meeting ?m with ?x, ?y and meeting ?n with ?y, ?z \
     and statement ?s by ?z and ?m before ?n within 7d and ?n before ?s within 2d";

fn timeline() -> &'static Timeline {
    static MADE: OnceLock<Timeline> = OnceLock::new();
    MADE.get_or_init(|| {
        let events = std::env::var("DEMARCHE_EVENTS").ok();
        let events = events.and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
        let start = Instant::now();
        let mut builder = TimelineBuilder::new();
        for record in Scale::new(events, Precision::Mixed).records() {
            builder.add(record);
        }
        let t = builder.build().expect("sound");
        eprintln!("built in {:.2?}", start.elapsed());
        let start = Instant::now();
        let certain = count(&t, &format!("{PAIRS} certainly"));
        eprintln!("first question in {:.2?}: {certain}", start.elapsed());
        for query in [PAIRS, CHAINS] {
            let start = Instant::now();
            let counts = count(&t, query);
            eprintln!("{counts} in {:.2?}", start.elapsed());
        }
        let start = Instant::now();
        let last = t.last_meetings_before_all();
        eprintln!(
            "last meetings: {} in {:.2?}",
            last.counts(),
            start.elapsed()
        );
        t
    })
}

fn count(t: &Timeline, query: &str) -> Counts {
    t.count(query).expect("sound")
}

fn measure(bencher: Bencher<'_, '_>, query: &str) {
    let t = timeline();
    bencher.bench_local(|| count(t, black_box(query)));
}

/// All meetings and statements of one actor within three days, certain ones.
#[divan::bench(sample_count = 10)]
fn pairs_certain(bencher: Bencher<'_, '_>) {
    measure(bencher, &format!("{PAIRS} certainly"));
}

/// The same, certain and possible.
#[divan::bench(sample_count = 10)]
fn pairs_certain_and_possible(bencher: Bencher<'_, '_>) {
    measure(bencher, PAIRS);
}

/// The last meeting before every statement of the same actor, certain ones.
#[divan::bench(sample_count = 10)]
fn last_certain(bencher: Bencher<'_, '_>) {
    let t = timeline();
    bencher.bench_local(|| t.certain_last_meetings_before_all().len());
}

/// The same, certain and possible, counted.
#[divan::bench(sample_count = 10)]
fn last_certain_and_possible(bencher: Bencher<'_, '_>) {
    let t = timeline();
    bencher.bench_local(|| t.last_meetings_before_all().len());
}

/// Chains of two meetings and a statement, all of them, certain ones.
#[divan::bench(sample_count = 10)]
fn chains_certain(bencher: Bencher<'_, '_>) {
    measure(bencher, &format!("{CHAINS} certainly"));
}

/// The same, certain and possible.
#[divan::bench(sample_count = 10)]
fn chains_certain_and_possible(bencher: Bencher<'_, '_>) {
    measure(bencher, CHAINS);
}
