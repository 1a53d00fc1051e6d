//! Reading and writing: the interchange format, plain CSV, and lists of temporal links.

mod document;
mod json;
mod jsonl;
mod lines;
mod links;
mod read;

pub use document::write_json_document;
pub use jsonl::write_jsonl;
pub use links::{LinkList, LinkLists, read_links};
pub use read::read_records;
