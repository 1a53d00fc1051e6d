//! One file of a table: rows become columns, a row group at a time.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{ColumnPath, Type};

use super::error::TablesError;
use super::schema::{Cell, Column, ColumnKind, Table};
use super::sealed::{ROOT, Sealed, created_by};

/// So many values are handed on at once.
const BATCH: usize = 1 << 12;

/// A file of one table that is being written.
pub(super) struct TableFile {
    table: Table,
    path: PathBuf,
    out: SerializedFileWriter<Sealed>,
    columns: Vec<Held>,
    rows: usize,
    bytes: usize,
}

impl TableFile {
    /// Makes the file, which must not be there yet.
    pub(super) fn create(table: Table, path: &Path) -> Result<TableFile, TablesError> {
        let sealed = Sealed::create(path).map_err(|error| TablesError::io(path, error))?;
        let failed = |error: ParquetError| TablesError::format(path, error);
        let schema = schema(table).map_err(failed)?;
        let out = SerializedFileWriter::new(sealed, schema, Arc::new(properties(table)));
        let columns = table.columns().iter();
        Ok(TableFile {
            table,
            path: path.to_owned(),
            out: out.map_err(failed)?,
            columns: columns.map(Held::new).collect(),
            rows: 0,
            bytes: 0,
        })
    }

    /// Rows that are held, and about how many bytes they take.
    pub(super) fn held(&self) -> (usize, usize) {
        (self.rows, self.bytes)
    }

    /// Adds a row, which must fit the table.
    pub(super) fn put(&mut self, row: &[Cell<'_>]) -> Result<(), TablesError> {
        let columns = self.table.columns();
        if row.len() != columns.len() {
            return Err(TablesError::width(self.table, row.len()));
        }
        for (column, cell) in columns.iter().zip(row) {
            if !fits(column, cell) {
                let is_null = *cell == Cell::Null;
                return Err(TablesError::cell(self.table, column, is_null));
            }
        }
        for (held, cell) in self.columns.iter_mut().zip(row) {
            self.bytes += held.push(*cell);
        }
        self.rows += 1;
        Ok(())
    }

    /// Writes the rows that are held as one row group, and closes the file until there are more.
    pub(super) fn write(&mut self) -> Result<(), TablesError> {
        if self.rows == 0 {
            return Ok(());
        }
        let written = self.group();
        written.map_err(|error| TablesError::format(&self.path, error))?;
        (self.rows, self.bytes) = (0, 0);
        let parked = self.out.flush().and_then(|()| self.out.inner_mut().park());
        parked.map_err(|error| TablesError::io(&self.path, error))
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.out.next_row_group()?;
        for held in &mut self.columns {
            let Some(mut column) = group.next_column()? else {
                break;
            };
            held.write(column.untyped())?;
            column.close()?;
        }
        group.close()?;
        Ok(())
    }

    /// Writes what is held, and the end; how many bytes the file has.
    pub(super) fn finish(mut self) -> Result<u64, TablesError> {
        self.write()?;
        let sealed = self.out.into_inner();
        let sealed = sealed.map_err(|error| TablesError::format(&self.path, error))?;
        let sealed = sealed.seal();
        sealed.map_err(|error| TablesError::io(&self.path, error))
    }
}

fn fits(column: &Column, cell: &Cell<'_>) -> bool {
    match cell {
        Cell::Null => column.optional,
        Cell::Int(_) => column.kind == ColumnKind::Int,
        Cell::Text(_) => column.kind == ColumnKind::Text,
        Cell::Bool(_) => column.kind == ColumnKind::Bool,
    }
}

/// The rows of one column that are still to be written.
struct Held {
    /// Whether each row has a value, where some may have none.
    levels: Option<Vec<i16>>,
    values: Values,
}

enum Values {
    Ints(Vec<i64>),
    Bools(Vec<bool>),
    /// All texts one behind the other, and where each ends.
    Texts(Vec<u8>, Vec<usize>),
}

impl Held {
    fn new(column: &Column) -> Held {
        Held {
            levels: column.optional.then(Vec::new),
            values: match column.kind {
                ColumnKind::Int => Values::Ints(Vec::new()),
                ColumnKind::Text => Values::Texts(Vec::new(), Vec::new()),
                ColumnKind::Bool => Values::Bools(Vec::new()),
            },
        }
    }

    /// Adds a cell of the kind of this column; how many bytes it takes.
    fn push(&mut self, cell: Cell<'_>) -> usize {
        let level = self.levels.as_mut();
        let levels = level.map_or(0, |levels| {
            levels.push(i16::from(cell != Cell::Null));
            size_of::<i16>()
        });
        levels
            + match (&mut self.values, cell) {
                (Values::Ints(values), Cell::Int(value)) => {
                    values.push(value);
                    size_of::<i64>()
                }
                (Values::Bools(values), Cell::Bool(value)) => {
                    values.push(value);
                    1
                }
                (Values::Texts(bytes, ends), Cell::Text(value)) => {
                    bytes.extend_from_slice(value.as_bytes());
                    ends.push(bytes.len());
                    value.len() + size_of::<usize>()
                }
                _ => 0,
            }
    }

    /// Hands on what is held, and forgets it.
    fn write(&mut self, to: &mut ColumnWriter<'_>) -> Result<(), ParquetError> {
        let levels = self.levels.take();
        let mut batches = Batches {
            levels: levels.as_deref(),
            rows: 0,
            values: 0,
        };
        match (&mut self.values, to) {
            (Values::Ints(values), ColumnWriter::Int64ColumnWriter(to)) => {
                while let Some((range, levels)) = batches.next(values.len()) {
                    to.write_batch(&values[range], levels, None)?;
                }
                values.clear();
            }
            (Values::Bools(values), ColumnWriter::BoolColumnWriter(to)) => {
                while let Some((range, levels)) = batches.next(values.len()) {
                    to.write_batch(&values[range], levels, None)?;
                }
                values.clear();
            }
            (Values::Texts(bytes, ends), ColumnWriter::ByteArrayColumnWriter(to)) => {
                // They share one allocation.
                let whole = ByteArray::from(std::mem::take(bytes));
                let mut begin = 0;
                let mut texts = Vec::with_capacity(BATCH.min(ends.len()));
                while let Some((range, levels)) = batches.next(ends.len()) {
                    texts.clear();
                    for &end in &ends[range] {
                        texts.push(whole.slice(begin, end - begin));
                        begin = end;
                    }
                    to.write_batch(&texts, levels, None)?;
                }
                ends.clear();
            }
            _ => return Err(ParquetError::General("a column of another type".to_owned())),
        }
        self.levels = levels.map(|mut levels| {
            levels.clear();
            levels
        });
        Ok(())
    }
}

/// Goes through the rows of a column in batches.
struct Batches<'a> {
    levels: Option<&'a [i16]>,
    rows: usize,
    values: usize,
}

impl<'a> Batches<'a> {
    /// The values of the next rows, of `all` values, and the levels of these rows.
    fn next(&mut self, all: usize) -> Option<(std::ops::Range<usize>, Option<&'a [i16]>)> {
        let begin = self.values;
        let Some(levels) = self.levels else {
            self.values = (begin + BATCH).min(all);
            return (begin < all).then_some((begin..self.values, None));
        };
        let end = (self.rows + BATCH).min(levels.len());
        let batch = levels.get(self.rows..end).filter(|rows| !rows.is_empty())?;
        self.rows = end;
        self.values += batch.iter().filter(|&&level| level > 0).count();
        Some((begin..self.values, Some(batch)))
    }
}

fn schema(table: Table) -> Result<Arc<Type>, ParquetError> {
    let fields = table.columns().iter().map(|column| {
        let (physical, logical) = match column.kind {
            ColumnKind::Int => (Physical::INT64, None),
            ColumnKind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
            ColumnKind::Bool => (Physical::BOOLEAN, None),
        };
        let repetition = if column.optional {
            Repetition::OPTIONAL
        } else {
            Repetition::REQUIRED
        };
        let field = Type::primitive_type_builder(column.name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical)
            .build()?;
        Ok(Arc::new(field))
    });
    let fields = fields.collect::<Result<Vec<_>, ParquetError>>()?;
    let root = Type::group_type_builder(ROOT).with_fields(fields).build()?;
    Ok(Arc::new(root))
}

fn properties(table: Table) -> WriterProperties {
    let mut properties = WriterProperties::builder()
        .set_created_by(created_by())
        .set_compression(Compression::SNAPPY)
        .set_dictionary_enabled(true)
        .set_statistics_enabled(EnabledStatistics::Page);
    for column in table.columns() {
        let path = || ColumnPath::from(column.name);
        // What is never said twice gains nothing from a dictionary.
        if matches!(column.name, "ordinal" | "key" | "record") {
            properties = properties.set_column_dictionary_enabled(path(), false);
        }
        if column.name == "record" {
            let none = EnabledStatistics::None;
            properties = properties.set_column_statistics_enabled(path(), none);
        }
    }
    properties.build()
}

impl std::fmt::Debug for TableFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableFile")
            .field("path", &self.path)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}
