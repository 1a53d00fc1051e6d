//! The pictures of the gallery: `cargo run --example gallery FOLDER` makes them, without FOLDER it only tells of them.

use demarche::{Lanes, Picture, Spacing, Timeline};
use std::error::Error;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).map(PathBuf::from);
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/examples/data/moscow_talks.jsonl"
    );
    let input = demarche::read_records(std::fs::File::open(file)?, "moscow_talks.jsonl");
    let mut t = Timeline::builder();
    t.add_input(input);
    let t = t.build()?;
    let condensed = || Picture::of(&t).spacing(Spacing::Condensed);
    let pictures = [
        ("moscow.svg", Picture::of(&t).to_svg()),
        ("moscow-condensed.svg", condensed().to_svg()),
        (
            "moscow-by-state.svg",
            condensed().lanes(Lanes::State).to_svg(),
        ),
        (
            "moscow-by-kind.svg",
            condensed().lanes(Lanes::Kind).width(800).to_svg(),
        ),
        ("moscow.html", condensed().to_html()),
        ("moscow.txt", condensed().to_text()),
        ("moscow.md", condensed().to_markdown()),
        ("moscow.dot", condensed().to_dot()),
        ("moscow.mmd", condensed().to_mermaid()),
    ];
    for (name, picture) in pictures {
        println!("{name}: {} bytes", picture.len());
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder)?;
            std::fs::write(folder.join(name), picture)?;
        }
    }
    Ok(())
}
