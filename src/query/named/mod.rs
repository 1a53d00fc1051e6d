//! Questions that have a name because a pattern can't put them, or not well.

mod attendance;
mod change;
mod confirmation;
mod difference;
mod dispute;
mod first_contact;
mod lapse;
mod least;
mod mandate;
mod nearest;
mod rejection;
mod silence;

pub use attendance::Attendance;
pub use change::StanceChange;
pub use confirmation::Confirmation;
pub use difference::{Difference, Differing};
pub use dispute::DisputedDate;
pub use lapse::Lapse;
pub use mandate::Mandate;
pub use rejection::Rejection;
