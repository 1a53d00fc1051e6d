//! An analyst's tool in under sixty lines: `cargo run --example analyst CHRONOLOGY.csv PAGE.html`.

use demarche::prelude::*;
use demarche::{Picture, Spacing};
use std::error::Error;
use std::fs::{self, File};

/// Reads a chronology, and tells what the reader did of its own accord.
fn read(path: &str) -> Result<Timeline, Box<dyn Error>> {
    let input = demarche::read_csv(File::open(path)?, path);
    for note in &input.notes {
        eprintln!("{note}");
    }
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside).add_input(input);
    Ok(t.build()?)
}

/// The answers to a query, each with its reasons; where there are none, why.
fn ask(t: &Timeline, query: &str) -> demarche::Result<String> {
    let mut text = String::new();
    for answer in t.ask(query)? {
        text.push_str(&format!("{answer}\n{}\n", answer.explain()));
    }
    if let Some(why) = t.why_none(query)? {
        text.push_str(&format!("{why}\n"));
    }
    Ok(text)
}

/// Who spoke within a week after a meeting, having been there?
const SPOKE: &str = "find ?who, ?m, ?s
    where meeting ?m with ?who and statement ?s by ?who and ?m before ?s within 7d";

/// Who met first the one and then, within a week, the other, so that word could pass?
const BETWEEN: &str = "find ?a, ?who, ?b
    where meeting ?m with ?a, ?who and meeting ?n with ?who, ?b
      and ?m before ?n within 7d and ?a != ?b";

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/iran_talks.csv");
    let t = read(args.first().map_or(sample, String::as_str))?;
    for conflict in t.conflicts() {
        println!("set aside: {}", conflict.set_aside().with_sources());
    }
    println!("{}\n{}", ask(&t, SPOKE)?, ask(&t, BETWEEN)?);
    if let Some(page) = args.get(1) {
        fs::write(page, Picture::of(&t).spacing(Spacing::Condensed).to_html())?;
    }
    Ok(())
}
