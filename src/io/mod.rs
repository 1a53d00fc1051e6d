//! Reading and writing: the interchange format, and plain CSV.

mod document;
mod json;
mod jsonl;
mod lines;
mod read;

pub use document::write_json_document;
pub use jsonl::write_jsonl;
pub use read::read_records;
