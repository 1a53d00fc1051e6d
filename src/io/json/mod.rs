//! One JSON object, and the record that it stands for.
//!
//! `shape` takes a JSON text apart; `walk` goes through it and tells what is wrong, each fault with its path;
//! `field` knows how the value of each kind of field is read and written, `object` how an object is; `objects`
//! lists the fields of each kind of object, once for both directions; `record` joins them; `serde` puts them
//! under the traits of that library.

mod field;
mod object;
mod objects;
mod record;
#[cfg(test)]
mod schema;
mod serde;
mod shape;
mod walk;

pub(super) use record::read_fields;
#[cfg(feature = "csv")]
pub(super) use record::{Found, field_names};
pub(super) use shape::{Fields, Members, Name, Shape, found, list, shape, shortened, syntax};
