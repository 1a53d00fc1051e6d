//! Questions that have a name because a pattern can't put them, or not well.

mod agenda;
mod attendance;
mod change;
mod confirmation;
mod difference;
mod dispute;
mod first_contact;
mod lapse;
mod lasts;
mod latest;
mod least;
mod mandate;
mod nearest;
mod quick;
mod rejection;
mod silence;

pub use agenda::Agenda;
pub use attendance::Attendance;
pub use change::StanceChange;
pub use confirmation::Confirmation;
pub use difference::{Difference, Differing};
pub use dispute::DisputedDate;
pub use lapse::Lapse;
pub use lasts::{LastMeeting, LastMeetings};
pub use latest::{LatestMet, Met};
pub use mandate::Mandate;
pub use quick::QuickMeetings;
pub use rejection::Rejection;
