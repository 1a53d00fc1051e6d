//! Writes the files that all tools read: `generate FOLDER EVENTS mixed|exact`.
//!
//! `events.csv` is plain CSV, `actors.jsonl` holds the records of the actors, `params.tsv` the parameters.

use demarche::write_jsonl;
use demarche_peers::generate::scale::{HEADER, Precision, Scale, actors};
use demarche_peers::params;
use std::error::Error;
use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write};
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "generate FOLDER EVENTS mixed|exact";
    let folder = PathBuf::from(args.next().ok_or(usage)?);
    let events: u32 = args.next().ok_or(usage)?.parse()?;
    let precision = match args.next().as_deref() {
        Some("mixed") => Precision::Mixed,
        Some("exact") => Precision::Exact,
        _ => return Err(usage.into()),
    };
    create_dir_all(&folder)?;
    let scale = Scale::new(events, precision);
    let mut file = BufWriter::with_capacity(1 << 20, File::create(folder.join("events.csv"))?);
    writeln!(file, "{HEADER}")?;
    let mut line = String::new();
    for event in scale.events() {
        line.clear();
        event.row(&mut line);
        line.push('\n');
        file.write_all(line.as_bytes())?;
    }
    file.flush()?;
    let file = File::create(folder.join("actors.jsonl"))?;
    write_jsonl(actors(), file)?;
    params::write(&folder.join("params.tsv"), &params::draw(&scale))?;
    Ok(())
}
