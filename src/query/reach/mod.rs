//! Whether word could have passed from one actor to another: time-respecting paths through meetings.
//!
//! A path is a row of meetings, each before the next, in which any two neighbours share somebody who carries the
//! word on. Word passes for certain if in every world some path holds, not always the same one.
//!
//! The search starts from both sides at once, over labels "who can know by when". It is done up to three times, on
//! three readings of the timeline: as early as may be (no path, no world); as late as may be (one path for
//! all worlds); and in single worlds that deny all paths found so far, until there is no such world, or
//! one without any path.

mod arrival;
mod because;
mod bridge;
mod chain;
mod deny;
mod everyone;
mod judge;
mod listing;
mod path;
mod quest;
mod reached;
mod route;
mod search;
mod spread;
mod view;
mod word;
mod world;

pub use arrival::Arrival;
pub use everyone::{Told, WordSpread};
pub use path::{WordPath, WordPaths};
pub use reached::Reached;
pub use search::WordSearch;
pub use word::Word;
