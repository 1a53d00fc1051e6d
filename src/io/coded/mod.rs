//! Tables of coded events: rows of who did what to whom on which day, by the codes of CAMEO or PLOVER.
//!
//! The rows of a file are held until its end, since any two may tell of one event ([`held`]); then they become records,
//! event by event ([`event`]), with the actors that they name ([`actors`]). What a form of table has besides is its
//! [`Detail`].

mod actors;
mod cells;
mod event;
mod gdelt;
mod held;
mod icews;
mod location;
mod names;
mod polecat;
mod quads;
#[cfg(test)]
mod tests;

pub(super) use actors::STATES;
use held::{Collector, Detail, Held, Relation};
