//! The pictures of the gallery: `cargo run --example gallery FOLDER` draws them, without FOLDER it only tells of them.

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
        ("moscow", Picture::of(&t)),
        ("moscow-condensed", condensed()),
        ("moscow-by-state", condensed().lanes(Lanes::State)),
        ("moscow-by-kind", condensed().lanes(Lanes::Kind).width(800)),
    ];
    let drawn = pictures.map(|(name, picture)| (format!("{name}.svg"), picture.to_svg()));
    let page = ("moscow.html".to_owned(), condensed().to_html());
    for (name, text) in drawn.into_iter().chain([page]) {
        println!("{name}: {} bytes", text.len());
        if let Some(folder) = &folder {
            std::fs::create_dir_all(folder)?;
            std::fs::write(folder.join(name), text)?;
        }
    }
    Ok(())
}
