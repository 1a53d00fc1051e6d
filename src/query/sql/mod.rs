//! Questions as SQL, for engines that hold the tables themselves.

mod dialect;

pub use dialect::Dialect;
