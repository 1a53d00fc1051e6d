//! Patterns over a million events of 20,000 actors of skewed activity. `cargo bench --bench patterns`.
//!
//! Patterns are read before the clock runs; all answers are found, and judged, while it does.

mod generate;

use demarche::{Pattern, Timeline};
use divan::Bencher;
use generate::{Rng, builder, skewed};
use std::sync::OnceLock;

fn main() {
    divan::main();
}

const PEOPLE: usize = 20_000;

fn timeline() -> &'static Timeline {
    static TIMELINE: OnceLock<Timeline> = OnceLock::new();
    TIMELINE.get_or_init(|| {
        let t = builder(skewed(1_000_000, PEOPLE)).build().expect("sound");
        // The indexes are made when first wanted.
        t.ask("find ?m where meeting ?m with a19999")
            .expect("sound")
            .count();
        t
    })
}

fn pattern(text: &str) -> Pattern {
    text.parse().expect("a pattern")
}

fn all_answers(pattern: &Pattern) -> usize {
    timeline().ask(pattern).expect("sound").count()
}

/// X met Y, then Y met Z within 7 days, then Z spoke within 2 days; X is another actor each time.
#[divan::bench(sample_count = 1_001, sample_size = 1)]
fn three_steps_from_any_actor(bencher: Bencher<'_, '_>) {
    timeline();
    let mut rng = Rng(3);
    bencher
        .with_inputs(|| {
            let a = rng.below(PEOPLE);
            pattern(&format!(
                "find ?y, ?m, ?z, ?n, ?s where meeting ?m with a{a}, ?y and meeting ?n with ?y, ?z \
                 and ?m before ?n within 7d and statement ?s by ?z and ?n before ?s within 2d"
            ))
        })
        .bench_local_refs(|pattern| all_answers(pattern));
}

/// The same, from actors of a given rank of activity.
#[divan::bench(args = [100, 1_000, 5_000, 10_000], sample_count = 5, sample_size = 1)]
fn three_steps_from_the_actor_of_rank(bencher: Bencher<'_, '_>, rank: usize) {
    let pattern = pattern(&format!(
        "find ?y, ?m, ?z, ?n, ?s where meeting ?m with a{rank}, ?y and meeting ?n with ?y, ?z \
         and ?m before ?n within 7d and statement ?s by ?z and ?n before ?s within 2d"
    ));
    timeline();
    bencher.bench_local(|| all_answers(&pattern));
}

/// Whom an actor met in the 14 days before a statement.
#[divan::bench(args = [0, 100, 10_000])]
fn met_in_the_14_days_before(bencher: Bencher<'_, '_>, rank: usize) {
    let pattern = pattern(&format!(
        "find ?who, ?m where meeting ?m with a{rank}, ?who and ?m before s500001 within 14d"
    ));
    timeline();
    bencher.bench_local(|| all_answers(&pattern));
}

/// Which meetings share the day of a statement with their order unknown: no actor is named.
#[divan::bench]
fn meetings_of_the_day_of_a_statement(bencher: Bencher<'_, '_>) {
    let pattern =
        pattern("find ?m where meeting ?m and ?m same_day s500001 and ?m unordered s500001");
    timeline();
    bencher.bench_local(|| all_answers(&pattern));
}

/// Who met both of two actors who never met.
#[divan::bench]
fn go_betweens(bencher: Bencher<'_, '_>) {
    let pattern = pattern(
        "find ?who where meeting ?m with a2000, ?who and meeting ?n with a3000, ?who \
         and not (meeting ?x with a2000, a3000)",
    );
    timeline();
    bencher.bench_local(|| all_answers(&pattern));
}

/// Statements of an actor that nobody quoted within a week.
#[divan::bench]
fn statements_nobody_quoted_within_a_week(bencher: Bencher<'_, '_>) {
    let pattern = pattern(
        "find ?s where statement ?s by a500 \
         and not (statement ?q and ?q quotes ?s and ?s before ?q within 7d)",
    );
    timeline();
    bencher.bench_local(|| all_answers(&pattern));
}

/// The last meeting of two actors before a statement.
#[divan::bench]
fn last_meeting_of_two_before_a_statement(bencher: Bencher<'_, '_>) {
    let pattern =
        pattern("find last 1 by ?m of ?m where meeting ?m with a3, a5 and ?m before s500001");
    timeline();
    bencher.bench_local(|| all_answers(&pattern));
}

/// How often two actors met each month.
#[divan::bench]
fn meetings_of_two_per_month(bencher: Bencher<'_, '_>) {
    let pattern = pattern("find count per month of ?m where meeting ?m with a3, a5");
    timeline();
    bencher.bench_local(|| timeline().count_per_unit(&pattern).expect("sound").len());
}

/// Why one answer is certain.
#[divan::bench]
fn explain_an_answer(bencher: Bencher<'_, '_>) {
    let pattern = pattern("find ?who where meeting ?m with a10, ?who and ?m before s500001");
    let answer = timeline()
        .ask(&pattern)
        .expect("sound")
        .next()
        .expect("an answer");
    bencher.bench_local(|| answer.explain().claims().len());
}
