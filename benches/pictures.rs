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

fn many() -> &'static Timeline {
    static MADE: OnceLock<Timeline> = OnceLock::new();
    MADE.get_or_init(|| builder(skewed(5_000, 40)).build().expect("sound"))
}

#[divan::bench]
fn html_of_5000_events(bencher: Bencher<'_, '_>) {
    let picture = Picture::of(many());
    bencher.bench(|| picture.to_html());
}

#[divan::bench(args = [Lanes::Actor, Lanes::Kind])]
fn svg_of_500_events(bencher: Bencher<'_, '_>, lanes: Lanes) {
    let picture = Picture::of(timeline()).lanes(lanes);
    bencher.bench(|| picture.to_svg());
}

/// Text, Markdown, DOT and Mermaid of 5,000 events.
#[divan::bench(args = ["text", "markdown", "dot", "mermaid"])]
fn written_of_5000_events(bencher: Bencher<'_, '_>, format: &str) {
    let picture = Picture::of(many());
    bencher.bench(|| match format {
        "text" => picture.to_text(),
        "markdown" => picture.to_markdown(),
        "dot" => picture.to_dot(),
        _ => picture.to_mermaid(),
    });
}
