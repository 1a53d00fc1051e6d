//! Questions as patterns of variables and conditions.
//!
//! `ast` is what they consist of. Text becomes an `ast` in `token` and `parse`, and an `ast` text in `print`; `wire` is
//! the form for serde, `build` makes them in Rust. Whether a pattern makes sense is judged by `check` (its values) and `sorts` (its variables), whichever way it came about.

mod asked;
pub(crate) mod ast;
mod bound;
mod build;
mod check;
mod code;
mod error;
mod parse;
#[allow(clippy::module_inception)]
mod pattern;
mod place;
mod print;
mod sorts;
mod terms;
#[cfg(test)]
mod tests;
mod token;
mod vocabulary;
mod wire;

pub use asked::Asked;
pub use ast::Unit;
pub(crate) use bound::text as bound_text;
pub use build::{
    ActsForCondition, Attended, Authored, Condition, Conditions, EventCondition, EventSort, Key,
    Member, OneOrMore, PatternBuilder, RelationCondition, Sorted, Term, Var, Variables, action,
    actor, document, event, meeting, not, statement,
};
pub(crate) use code::CodeTest;
pub use error::PatternError;
pub use pattern::{IntoPattern, Pattern};
pub(crate) use place::Place;
#[cfg(test)]
pub(crate) use place::Places;
#[allow(unused_imports, reason = "the engine walks these beside the tree")]
pub(crate) use sorts::{Scope, Sort};

/// How deep `not` may stand in `not`.
const DEEPEST: usize = 32;
