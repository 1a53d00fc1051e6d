//! Files for other tools, and reports of what these can't hold.

mod book;
mod gexf;
mod graph;
mod graphml;
mod html;
mod ical;
mod losses;
mod others;
mod prov;
mod telling;
mod timelinejs;
mod url;
mod when;
mod xml;

pub(super) use book::{Book, title as event_title};
pub use gexf::write_gexf;
pub use graphml::write_graphml;
pub use ical::write_ical;
pub(super) use losses::NO_PLACE;
pub use losses::{Fate, Loss, Losses};
pub(super) use others::Named;
pub use prov::write_prov;
pub(super) use telling::{by_sources, extra, tell, tell_claims};
pub use timelinejs::write_timelinejs;
pub(super) use url::is_web;
#[cfg(feature = "csv")]
pub(super) use when::Day;
pub(super) use when::{Local, Part, Parts, Time, Unit, When, date_time};
