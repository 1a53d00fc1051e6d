//! Timelines as pictures.

mod axis;
mod escape;
mod lanes;
mod page;
mod picture;
mod place;
mod scale;
mod scene;
mod svg;
mod text;
mod words;

pub use lanes::{Lanes, Spacing};
pub use picture::Picture;
