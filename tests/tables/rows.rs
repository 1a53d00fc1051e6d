//! The rows of tables, as the library of the format reads them.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use demarche::Table;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// What a row has in a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Value {
    Null,
    Int(i64),
    Text(String),
    Bool(bool),
}

impl Value {
    pub(crate) fn int(&self) -> Option<i64> {
        match self {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Int(number)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<bool> for Value {
    fn from(truth: bool) -> Value {
        Value::Bool(truth)
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

pub(crate) type Row = Vec<Value>;

/// A row of values of any kinds.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(crate::rows::Value::from($value)),*] };
}
pub(crate) use row;

/// The files of a table, with the year that their folder says.
fn files(folder: &Path, table: Table) -> Vec<PathBuf> {
    let file = folder.join(format!("{table}.parquet"));
    if file.exists() {
        return vec![file];
    }
    let years = std::fs::read_dir(folder.join(table.name())).unwrap();
    let mut files: Vec<PathBuf> = years
        .map(|year| year.unwrap().path().join("part-0.parquet"))
        .collect();
    files.sort();
    files
}

/// All rows of a table, in the order of the files.
pub(crate) fn rows(folder: &Path, table: Table) -> Vec<Row> {
    let mut rows = Vec::new();
    for path in files(folder, table) {
        let reader = SerializedFileReader::new(File::open(&path).unwrap()).unwrap();
        let schema = reader.metadata().file_metadata().schema_descr();
        let names: Vec<&str> = schema
            .columns()
            .iter()
            .map(|column| column.name())
            .collect();
        let wanted: Vec<&str> = table.columns().iter().map(|column| column.name).collect();
        assert_eq!(names, wanted, "{table}");
        for row in reader.get_row_iter(None).unwrap() {
            let row = row.unwrap();
            let value = |(_, field): (&String, &Field)| match field {
                Field::Null => Value::Null,
                Field::Long(number) => Value::Int(*number),
                Field::Str(text) => Value::Text(text.clone()),
                Field::Bool(truth) => Value::Bool(*truth),
                other => panic!("{table}: {other:?}"),
            };
            rows.push(row.get_column_iter().map(value).collect());
        }
    }
    rows
}

/// The rows of all tables. Those of tables that may be parted are sorted: which of an event's participants comes first
/// means nothing.
pub(crate) fn all_rows(folder: &Path) -> BTreeMap<Table, Vec<Row>> {
    Table::ALL
        .map(|table| (table, sorted(table, rows(folder, table))))
        .into()
}

/// Rows in an order that does not depend on parts.
pub(crate) fn sorted(table: Table, mut rows: Vec<Row>) -> Vec<Row> {
    match table {
        Table::Events => rows.sort_by_key(|row| value(table, row, "ordinal").clone()),
        Table::Participants => rows.sort(),
        _ => {}
    }
    rows
}

/// What a row has in the column of a name.
pub(crate) fn value<'r>(table: Table, row: &'r Row, name: &str) -> &'r Value {
    let mut columns = table.columns().iter();
    &row[columns.position(|column| column.name == name).unwrap()]
}
