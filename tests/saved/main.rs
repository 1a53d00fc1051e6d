//! Saved timelines: what is opened answers as what was saved, and what is not what was saved is an error.

#[path = "../oracle/mod.rs"]
mod oracle;
#[path = "../laws/sample.rs"]
#[allow(dead_code)]
mod sample;

mod asked;
mod by_hand;
mod damage;
mod files;
mod format;
mod kept;
mod laws;
mod small;
