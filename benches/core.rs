//! The core: building, solving, relating, explaining. `cargo bench --bench core`.
//!
//! Every bench takes owned records and gives back a timeline; making the records is not counted,
//! dropping the timeline is not either.

mod generate;

use demarche::{EventId, Timeline};
use divan::{Bencher, black_box};
use generate::{Dates, Order, builder, chain, components, dated, elastic, month, tree};

fn main() {
    divan::main();
}

fn built(records: Vec<demarche::Record>) -> Timeline {
    builder(records).build().expect("consistent")
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn build_a_million_dated_events(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| builder(dated(1_000_000)))
        .bench_values(|b| b.build().expect("sound"));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn build_20_000_components_of_50_events_and_100_claims(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| builder(components(20_000)))
        .bench_values(|b| b.build().expect("consistent"));
}

#[divan::bench(sample_count = 3, sample_size = 1, args = [
    (Dates::Ends, Order::File), (Dates::Ends, Order::Reversed), (Dates::Ends, Order::Shuffled),
    (Dates::All, Order::File), (Dates::All, Order::Reversed), (Dates::All, Order::Shuffled),
])]
fn build_a_chain_of_a_million_claims(bencher: Bencher<'_, '_>, how: (Dates, Order)) {
    bencher
        .with_inputs(|| builder(chain(1_000_000, how.0, how.1)))
        .bench_values(|b| b.build().expect("consistent"));
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn build_an_elastic_chain_of_a_million_claims(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| builder(elastic(1_000_000)))
        .bench_values(|b| b.build().expect("sound"));
}

#[divan::bench(sample_count = 2, sample_size = 1)]
fn explain_a_conflict_between_the_ends_of_a_million_claims(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| builder(chain(1_000_000, Dates::Conflict, Order::Shuffled)))
        .bench_values(|b| {
            let error = b.build().expect_err("there is no time");
            assert_eq!(error.conflicts().len(), 1);
            error
        });
}

/// Pairs in one iteration, so that the clock's own grain does not count.
const PAIRS: usize = 1_000;

fn relate_all(t: &Timeline, pairs: &[(EventId, EventId)]) -> usize {
    pairs
        .iter()
        .map(|&(x, y)| t.possible_relations(black_box(x), black_box(y)).len())
        .sum()
}

#[divan::bench(counters = [divan::counter::ItemsCount::new(PAIRS)])]
fn relate_1000_unrelated_pairs(bencher: Bencher<'_, '_>) {
    let t = built(dated(100_000));
    let events: Vec<EventId> = t.events().map(demarche::EventView::id).collect();
    let mut rng = generate::Rng(5);
    let pairs: Vec<(EventId, EventId)> = (0..PAIRS)
        .map(|_| {
            (
                events[rng.below(events.len())],
                events[rng.below(events.len())],
            )
        })
        .collect();
    bencher.bench_local(|| relate_all(&t, &pairs));
}

#[divan::bench(counters = [divan::counter::ItemsCount::new(PAIRS)])]
fn relate_1000_pairs_of_one_year(bencher: Bencher<'_, '_>) {
    // Windows that overlap, so that no early answer is found.
    let mut records = dated(0);
    records.extend((0..=PAIRS).map(|i| {
        let meeting = demarche::Meeting::new(format!("m{i}")).with("a0");
        let time = if i % 2 == 0 {
            "2024"
        } else {
            "2024-03/2024-11"
        };
        meeting.on(time).into()
    }));
    let t = built(records);
    let events: Vec<EventId> = t.events().map(demarche::EventView::id).collect();
    let pairs: Vec<(EventId, EventId)> = events.windows(2).map(|w| (w[0], w[1])).collect();
    bencher.bench_local(|| relate_all(&t, &pairs));
}

#[divan::bench]
fn relate_all_1225_pairs_of_a_component_of_50(bencher: Bencher<'_, '_>) {
    let one = built(components(1));
    bencher
        .with_inputs(|| {
            // A timeline of its own, so that nothing is in the cache yet.
            one.revise().build().expect("consistent")
        })
        .bench_values(|t| {
            let mut sum = 0;
            for x in 0..50u32 {
                for y in x + 1..50 {
                    let ids = [x, y].map(|e| id(&t, e));
                    sum += t.possible_relations(ids[0], ids[1]).len();
                }
            }
            (sum, t)
        });
}

fn id(t: &Timeline, event: u32) -> EventId {
    // Ids are handed out by the timeline; the first fifty are the component's.
    static IDS: std::sync::OnceLock<Vec<EventId>> = std::sync::OnceLock::new();
    IDS.get_or_init(|| t.events().map(demarche::EventView::id).collect())[event as usize]
}

#[divan::bench]
fn explain_a_certain_relation_in_a_component_of_50(bencher: Bencher<'_, '_>) {
    let t = built(components(1));
    let ids: Vec<EventId> = t.events().map(demarche::EventView::id).collect();
    let certain = ids
        .iter()
        .flat_map(|&x| ids.iter().map(move |&y| (x, y)))
        .find(|&(x, y)| x != y && t.possible_relations(x, y) == generate::before());
    let (x, y) = certain.expect("some order is certain");
    bencher.bench_local(|| t.relate(x, y).expect("known").explain(generate::before()));
}

#[divan::bench]
fn assume_a_relation_of_two_lone_events_of_a_million(bencher: Bencher<'_, '_>) {
    let t = built(dated(1_000_000));
    let [x, y] = ["m2", "s1"].map(|key| t.event(key).expect("known"));
    // Whichever is possible.
    let (x, y) = if t.possible_relations(x.id(), y.id()) == generate::before() {
        (x, y)
    } else {
        (y, x)
    };
    let claim = demarche::Claim::that(x.key()).is(generate::before(), y.key());
    bencher.bench_local(|| t.assume(claim.clone()).expect("possible"));
}

#[divan::bench]
fn assume_a_date_in_a_component_of_50(bencher: Bencher<'_, '_>) {
    let t = built(components(1_000));
    let claim = demarche::Claim::that("c0e3").on("[2015..2016]");
    bencher.bench_local(|| t.assume(claim.clone()).expect("possible"));
}

#[divan::bench(sample_count = 3, sample_size = 1, args = ["month", "tree"])]
fn open_questions_of_500_events(bencher: Bencher<'_, '_>, kind: &str) {
    let t = built(if kind == "month" {
        month(500)
    } else {
        tree(500)
    });
    bencher.bench_local(|| {
        let found = t.open_questions(demarche::Selection::all()).expect("few");
        assert!(found.len() > 10_000);
        found
    });
}
