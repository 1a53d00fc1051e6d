//! Test-only oracles: slow, plain judges of random timelines, sharing no code with the crate.
//!
//! A [`spec::Spec`] is a small timeline that can write itself as JSON Lines, so that the engine under
//! test reads the very same thing through its public reader. Two oracles judge it:
//!
//! - oracle A, [`worlds`] (all worlds, of timelines whose events are dated within a few ticks) and
//!   [`search`] (one world of any subset of claims): claims are judged on concrete ticks by the
//!   definitions of the thirteen relations, never through constraints;
//! - oracle B, [`dense`]: all-pairs shortest paths over an end-inequality encoding that is derived by
//!   enumeration (in [`matrix`]), for timelines with undated and half-open events as well.
//!
//! [`judge`] states the questions both answer and what is built on them: setting claims aside, minimal
//! conflicts, reasons, grades and doubt. [`order`] checks orders, cuts and sections.
//!
//! [`facts`] is what the records of a Spec say beside times, and [`patterns`] evaluates the query language
//! on it, by all bindings in all worlds.
//!
//! Claims are bits of a [`claims::ClaimSet`], numbered in the order in which `SetAside` takes them, and
//! named to the outside by [`claims::ClaimKey`]: the line of the record that states them, and the kind.
#![allow(dead_code)]

pub mod ask;
pub mod claims;
pub mod dates;
pub mod dense;
pub mod facts;
pub mod r#gen;
pub mod judge;
mod links;
pub mod matrix;
pub mod order;
pub mod patterns;
pub mod relation;
pub mod rng;
pub mod search;
pub mod spec;
pub mod worlds;
