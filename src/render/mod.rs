//! Timelines as pictures.

mod account;
mod axis;
mod cells;
mod dot;
mod escape;
mod graph;
mod lanes;
mod markdown;
mod mermaid;
mod page;
mod picture;
mod place;
mod plain;
mod scale;
mod scene;
mod strip;
mod svg;
mod terminal;
mod text;
mod words;

pub use lanes::{Lanes, Spacing};
pub use picture::Picture;
