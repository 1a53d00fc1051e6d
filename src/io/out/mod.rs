//! Files for other tools, and reports of what these can't hold.

mod book;
mod losses;

pub(super) use book::Book;
pub(super) use losses::NO_PLACE;
pub use losses::{Fate, Loss, Losses};
