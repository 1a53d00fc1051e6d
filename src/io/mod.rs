//! Reading and writing: the interchange format, plain CSV, lists of temporal links, and tables of coded events.

mod coded;
#[cfg(feature = "csv")]
mod csv;
mod document;
mod few;
mod ftm;
mod json;
mod jsonl;
mod lines;
mod links;
#[cfg(feature = "csv")]
mod mapped;
#[cfg(feature = "csv")]
mod markwhen;
mod out;
mod quick;
mod read;
mod records;
mod saved;
mod schema;
mod slug;
mod state;
mod stream;
#[cfg(feature = "parquet")]
mod tables;
#[cfg(feature = "timeml")]
mod timeml;
mod views;

#[cfg(feature = "csv")]
pub use self::csv::{read_csv, read_csv_knowing, write_csv};
pub use document::write_json_document;
pub use ftm::{read_ftm, write_ftm};
pub use jsonl::{JsonlWriter, write_jsonl};
pub use links::{LinkList, LinkLists, read_links};
#[cfg(feature = "csv")]
pub use mapped::{Mapping, MappingError};
#[cfg(feature = "csv")]
pub use markwhen::{read_markwhen, write_markwhen};
pub use out::{
    Fate, Loss, Losses, write_gexf, write_graphml, write_ical, write_prov, write_timelinejs,
};
pub use read::read_records;
pub use saved::OpenError;
pub use schema::INTERCHANGE_SCHEMA;
pub use slug::slug;
pub use state::StateTable;
pub use stream::{ReadError, ReadReport, Reading, Reject, Totals};
#[cfg(feature = "parquet")]
pub use tables::{
    Cell, Column, ColumnKind, Table, Tables, TablesError, TablesReport, TablesWriter,
};
#[cfg(feature = "timeml")]
pub use timeml::read_timeml;
pub use views::{RawTables, Views, views};
