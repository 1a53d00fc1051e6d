//! Any number of events as tables of Parquet, in a stream: what it costs, and something to ask other engines about.
//!
//! `cargo bench --bench scale_out --features parquet -- DIR EVENTS [--by-year] [--exact] [--records]` writes a folder of
//! tables, and tells seconds, bytes and the peak of memory (where the system tells that). Without arguments it does
//! nothing.

mod generate;
#[path = "generate/tables.rs"]
mod tables;

use demarche::{Table, Tables};
use generate::scale::{Precision, Scale};
use std::error::Error;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo adds one of its own.
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|arg| arg != "--bench")
        .collect();
    let (options, places): (Vec<_>, Vec<_>) = args.iter().partition(|arg| arg.starts_with("--"));
    let [folder, events] = places[..] else {
        println!("scale_out DIR EVENTS [--by-year] [--exact] [--records]");
        return Ok(());
    };
    let is_set = |name: &str| options.iter().any(|option| *option == name);
    let precision = if is_set("--exact") {
        Precision::Exact
    } else {
        Precision::Mixed
    };
    let begun = Instant::now();
    let mut told = 0;
    let mut to = Tables::new()
        .by_year(is_set("--by-year"))
        .progress(|report| {
            let events = report.rows(Table::Events) / 10_000_000;
            if events > told {
                told = events;
                println!("{events}0 million events");
            }
        })
        .begin(folder)?;
    let scale = Scale::new(events.replace('_', "").parse()?, precision);
    tables::write(&scale, precision, is_set("--records"), &mut to)?;
    let report = to.finish()?;
    println!(
        "{:.1} s, {} bytes in {} files",
        begun.elapsed().as_secs_f64(),
        report.bytes,
        report.files
    );
    for table in Table::ALL {
        println!("{table}: {} rows", report.rows(table));
    }
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(peak) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        println!("peak of memory: {}", peak.trim());
    }
    Ok(())
}
