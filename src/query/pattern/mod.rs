//! Questions as patterns of variables and atoms.

pub(crate) mod ast;
