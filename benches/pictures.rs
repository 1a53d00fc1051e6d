//! Pictures. `cargo bench --bench pictures`.

mod generate;

use demarche::{Lanes, Picture, Timeline};
use divan::Bencher;
use generate::{builder, skewed};
use std::sync::OnceLock;

fn main() {
    divan::main();
}

fn timeline() -> &'static Timeline {
    static MADE: OnceLock<Timeline> = OnceLock::new();
    MADE.get_or_init(|| builder(skewed(500, 40)).build().expect("sound"))
}

fn large() -> &'static Timeline {
    static MADE: OnceLock<Timeline> = OnceLock::new();
    MADE.get_or_init(|| builder(skewed(5_000, 40)).build().expect("sound"))
}

#[divan::bench]
fn html_of_5000_events(bencher: Bencher<'_, '_>) {
    let picture = Picture::of(large());
    bencher.bench(|| picture.to_html());
}

#[divan::bench(args = [Lanes::Actor, Lanes::Kind])]
fn svg_of_500_events(bencher: Bencher<'_, '_>, lanes: Lanes) {
    let picture = Picture::of(timeline()).lanes(lanes);
    bencher.bench(|| picture.to_svg());
}
