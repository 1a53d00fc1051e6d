//! Questions that have a name because a pattern can't put them, or not well.

mod first_contact;
mod lapse;
mod least;
mod silence;

pub use lapse::Lapse;
