//! What a built timeline keeps of a million dated events without relations, counted by the allocator.
//!
//! `cargo bench --bench memory`: what stays is `alloc` and `grow` less `dealloc` and `shrink`; the records
//! are made and dropped within the bench, so that they cancel out.

mod generate;

use divan::{AllocProfiler, Bencher};

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn a_million_dated_events(bencher: Bencher<'_, '_>) {
    bencher.bench_local(|| {
        generate::builder(generate::dated(1_000_000))
            .build()
            .expect("sound")
    });
}
