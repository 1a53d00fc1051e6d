//! A timeline as tables of Parquet, for engines that ask it where it lies.
//!
//! The page on scale (`docs/scale-out.md`) says what stands in which table. `schema` has names and types, once; `writer`
//! turns rows into columns, a row group at a time; `sealed` is a file that ends with its own checksum; `folder` sets all
//! tables in their places; `content` finds the rows of a timeline, and `reader` a timeline in the rows.

mod content;
mod error;
mod folder;
mod reader;
mod schema;
mod sealed;
mod writer;

pub use error::TablesError;
pub use folder::{Tables, TablesReport, TablesWriter};
pub(super) use reader::open;
pub use schema::{Cell, Column, ColumnKind, Table};
