//! Files for other tools, and reports of what these can't hold.

mod book;
mod gexf;
mod graph;
mod graphml;
mod html;
mod ical;
mod losses;
mod others;
mod telling;
mod timelinejs;
mod url;
mod when;
mod xml;

#[cfg(feature = "csv")]
pub(super) use book::{Book, title as event_title};
pub use gexf::write_gexf;
pub use graphml::write_graphml;
pub use ical::write_ical;
#[cfg(feature = "csv")]
pub(super) use losses::NO_PLACE;
pub use losses::{Fate, Loss, Losses};
#[cfg(feature = "csv")]
pub(super) use telling::{tell, tell_claims};
pub use timelinejs::write_timelinejs;
#[cfg(feature = "csv")]
pub(super) use when::{Day, Local, Part, Parts, Time, Unit, When};
