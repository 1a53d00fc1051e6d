//! The laws that every timeline keeps, on random timelines. Each test is named after its law.

#[path = "../oracle/mod.rs"]
mod oracle;

mod assume;
mod graphs;
mod knowledge;
mod meetings;
mod open;
mod order;
mod records;
mod relations;
mod revise;
mod sample;
