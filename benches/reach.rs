//! Word that passes from meeting to meeting. `cargo bench --bench reach`.
//!
//! A million events of ten years among 20,000 people of skewed activity. Questions are drawn once, all of them with
//! sender, receiver and statement given; each iteration asks one after the other.

mod generate;

use demarche::{Certainty, Timeline, Word};
use divan::Bencher;
use generate::{Rng, builder, skewed};
use std::sync::OnceLock;

const PEOPLE: usize = 20_000;

fn main() {
    divan::main();
}

fn timeline() -> &'static Timeline {
    static MADE: OnceLock<Timeline> = OnceLock::new();
    MADE.get_or_init(|| {
        let t = builder(skewed(1_000_000, PEOPLE)).build().expect("sound");
        // Indexes are made with the first question.
        ask(&t, &(1, 2, 500_001)).certainty();
        t
    })
}

/// Who tells whom, before which statement, by number.
type Asked = (usize, usize, usize);

/// How active the two are between whom word is to pass.
#[derive(Clone, Copy, Debug)]
enum Who {
    /// Among the hundred most active.
    Busy,
    /// Among the least active half.
    Rare,
}

fn questions(who: Who) -> Vec<Asked> {
    let mut rng = Rng(7);
    let mut one = || match who {
        Who::Busy => rng.below(100),
        Who::Rare => PEOPLE / 2 + rng.below(PEOPLE / 2),
    };
    let pairs: Vec<(usize, usize)> = (0..200).map(|_| (one(), one())).collect();
    let pairs = pairs.into_iter().filter(|(a, b)| a != b);
    pairs
        .map(|(a, b)| (a, b, 2 * rng.below(500_000) + 1))
        .collect()
}

fn ask<'t>(t: &'t Timeline, &(from, to, statement): &Asked) -> Word<'t> {
    let key = |actor: usize| format!("a{actor}");
    let search = t.word_from(key(from).as_str()).expect("known");
    let search = search
        .before(format!("s{statement}").as_str())
        .expect("known");
    search.to(key(to).as_str()).expect("known")
}

fn each(bencher: Bencher<'_, '_>, who: Who, question: impl Fn(&Word<'static>)) {
    let t = timeline();
    let all = questions(who);
    let mut next = 0;
    bencher.bench_local(|| {
        next = (next + 1) % all.len();
        question(&ask(t, &all[next]));
    });
}

#[divan::bench(args = [Who::Busy, Who::Rare], sample_count = 200)]
fn whether(bencher: Bencher<'_, '_>, who: Who) {
    each(bencher, who, |word| assert!(word.is_settled()));
}

#[divan::bench(args = [Who::Busy, Who::Rare], sample_count = 200)]
fn whether_and_when(bencher: Bencher<'_, '_>, who: Who) {
    each(bencher, who, |word| {
        divan::black_box(word.earliest_arrival());
    });
}

#[divan::bench(args = [Who::Busy, Who::Rare], sample_count = 100)]
fn whether_and_the_first_ten_paths(bencher: Bencher<'_, '_>, who: Who) {
    each(bencher, who, |word| {
        divan::black_box(word.paths().take(10).count());
    });
}

#[divan::bench(args = [Who::Busy, Who::Rare], sample_count = 20)]
fn whether_and_why(bencher: Bencher<'_, '_>, who: Who) {
    each(bencher, who, |word| {
        divan::black_box(word.explain());
    });
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn everybody_whom_word_could_have_reached(bencher: Bencher<'_, '_>) {
    let t = timeline();
    bencher.bench_local(|| {
        let search = t.word_from("a5").expect("known").within_steps(2);
        let reached = search.reached_before("s1").expect("known");
        reached
            .filter(|w| w.certainty() == Certainty::Certain)
            .count()
    });
}
