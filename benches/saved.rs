//! A million dated events, and ten thousand components of related ones, saved and opened.
//!
//! `cargo bench --bench saved`: `bytes` is the size of the file; `open` reads it from memory, without solving.

mod generate;

use demarche::{Record, Timeline};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// What is saved.
#[derive(Clone, Copy, Debug)]
enum What {
    /// A million events with dates alone.
    Dated,
    /// Ten thousand components.
    Related,
}

fn built(what: What) -> Timeline {
    let records: Vec<Record> = match what {
        What::Dated => generate::dated(1_000_000),
        What::Related => generate::components(10_000),
    };
    generate::builder(records).build().expect("a world")
}

fn saved(t: &Timeline) -> Vec<u8> {
    let mut bytes = Vec::new();
    t.save_to(&mut bytes).expect("memory is there");
    bytes
}

#[divan::bench(args = [What::Dated, What::Related], sample_count = 10, sample_size = 1)]
fn save(bencher: Bencher<'_, '_>, what: What) {
    let t = built(what);
    let counter = BytesCount::new(saved(&t).len());
    bencher.counter(counter).bench_local(|| saved(&t));
}

#[divan::bench(args = [What::Dated, What::Related], sample_count = 10, sample_size = 1)]
fn open(bencher: Bencher<'_, '_>, what: What) {
    let bytes = saved(&built(what));
    let counter = BytesCount::new(bytes.len());
    let open = || Timeline::open_from(bytes.as_slice()).expect("what was saved");
    bencher.counter(counter).bench_local(open);
}
