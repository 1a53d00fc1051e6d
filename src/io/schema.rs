//! The interchange format as a JSON Schema.

/// The JSON Schema (draft 2020-12) of the interchange format, version 1: of a record, as on one line of JSON Lines, and of
/// a document that holds records.
///
/// It says which fields there are, which are required, and which words they take, for editors and other programs that
/// check what they write. What no schema can say, [`read_records`](crate::read_records) and a builder tell: that keys
/// are known, that days exist, that relations can be claimed.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(demarche::INTERCHANGE_SCHEMA).unwrap();
/// assert_eq!(schema["$defs"]["actor"]["properties"]["kind"]["enum"][0], "person");
/// ```
pub const INTERCHANGE_SCHEMA: &str = include_str!("../../docs/interchange.schema.json");
