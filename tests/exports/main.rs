//! Files for other tools: what comes back, what is reported lost, and what the tools' own parsers make of them.

#[cfg(feature = "cli")]
mod convert;
#[cfg(feature = "csv")]
mod csv;
mod ftm;
mod graphs;
mod ical;
#[cfg(feature = "csv")]
mod markwhen;
mod prov;
#[path = "../records/mod.rs"]
#[allow(dead_code, reason = "not every kind of record is asked for alone")]
mod records;
mod sample;
mod schema;
mod timelinejs;
mod tools;
