//! Reading and writing: the interchange format, plain CSV, and lists of temporal links.

#[cfg(feature = "csv")]
mod csv;
mod document;
mod json;
mod jsonl;
mod lines;
mod links;
mod read;

#[cfg(feature = "csv")]
pub use self::csv::{read_csv, read_csv_knowing};
pub use document::write_json_document;
pub use jsonl::write_jsonl;
pub use links::{LinkList, LinkLists, read_links};
pub use read::read_records;
