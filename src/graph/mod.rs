//! The temporal network: points, difference constraints between them, windows, and what follows.
//!
//! This room knows points and opaque claim numbers only. A constraint reads `to - from <= weight`;
//! all arithmetic is in `i128`, because ticks range over all integers although every claim fits
//! in an `i64`: a sum of fewer than 2^32 weights of 65 bits can't overflow.

mod arcs;
mod conflict;
mod distance;
mod fewest;
mod network;
mod part;
mod parts;
mod potential;
mod problem;
mod replacement;
mod scc;

pub(crate) use arcs::{Edge, FACT, Link};
pub(crate) use conflict::{SetAside, set_aside, shrink_all};
pub(crate) use distance::Minimal;
pub(crate) use fewest::fewest_claims;
pub(crate) use network::{Network, System};
pub(crate) use part::Part;
pub(crate) use parts::{FARTHEST, NetworkParts};
pub(crate) use problem::Problem;

/// "No bound", far above every reachable sum.
pub(crate) const INF: i128 = 1 << 120;
