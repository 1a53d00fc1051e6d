//! What the programs of the comparison share: files, parameters, clocks, results.

pub mod events;
/// The seeded generator of the benches.
#[path = "../../../generate/mod.rs"]
pub mod generate;
pub mod params;
pub mod report;
