//! The query language by its definition: all bindings of all variables, in all worlds.
//!
//! A [`pattern::Pattern`] is the oracle's own tree, and prints itself as query text ([`text`]), which is all
//! that the engine ever sees of it. [`ground`] tries every binding and makes one formula of each answer,
//! straight from what the records say ([`matching`]); its [`formula::Leaf`]s are the only things that a
//! world decides: how ticks compare, whether an affiliation holds, coins. Two judges find out which of
//! these can be true together: [`ticks`] goes through all worlds, one after the other, of timelines whose
//! events are dated within a few ticks; [`net`] adds and denies leaves in the closed matrix of the other
//! oracle, also where events are not dated and for any subset of the claims. [`answers`] reads answers,
//! counts and their order off the verdicts.
//!
//! [`timeline`] makes random timelines with everything that patterns ask about, [`random`] makes random
//! patterns about one, [`draw`] keeps those that a test
//! wants. [`word`] follows word as it passes from meeting to meeting, in timelines such as [`encounters`] makes.
//! [`reason`] says whether claims are a reason, [`codes`] what the code of an event is.

pub mod answers;
mod codes;
pub mod draw;
pub mod encounters;
pub mod formula;
pub mod ground;
pub mod matching;
pub mod net;
pub mod pattern;
pub mod random;
mod random_clauses;
mod random_projected;
pub mod reason;
pub mod text;
pub mod ticks;
pub mod timeline;
pub mod word;
