//! A timeline from its tables: from its records, which say all.

use std::fs::{self, File};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use parquet::basic::Type as Physical;
use parquet::column::reader::ColumnReader;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::{ColumnChunkMetaData, RowGroupMetaData};
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};

use super::schema::Table;
use super::sealed::{Seal, check};
use crate::io::OpenError;
use crate::io::json::{Fields, read_fields};
use crate::io::saved::TableFault;
use crate::model::{Origin, Record};
use crate::timeline::{ImpliedKind, Policy, Timeline};

/// So many values are read at once.
const BATCH: usize = 1 << 12;

/// Folders of parts stand in each other at most so deep.
const DEEP: usize = 8;

/// Builds the timeline whose tables stand in a folder.
pub(in crate::io) fn open(folder: &Path) -> Result<Timeline, OpenError> {
    let mut builder = Timeline::builder();
    let whole = whole(folder)?;
    builder.policy(if whole.set_aside {
        Policy::SetAside
    } else {
        Policy::Reject
    });
    if let Some(implied) = &whole.implied {
        for kind in ImpliedKind::ALL {
            builder.imply(kind, implied.split(',').any(|name| name == kind.name()));
        }
    }
    builder.add_records(records(folder)?);
    builder.build().map_err(|error| {
        let reason = match (error.faults().first(), error.conflicts().first()) {
            (Some(fault), _) => format!("its records make no timeline: {fault}"),
            (None, Some(conflict)) => format!("its records contradict each other: {conflict}"),
            (None, None) => "its records make no timeline".to_owned(),
        };
        altered(folder, reason)
    })
}

/// How a timeline was built, apart from its records.
struct Whole {
    set_aside: bool,
    implied: Option<String>,
}

fn whole(folder: &Path) -> Result<Whole, OpenError> {
    let mut rows: Vec<Whole> = Vec::new();
    let mut last = folder.to_owned();
    for path in files(folder, Table::Timeline)? {
        let read = |file: &TableReader<'_>| {
            file.groups(|group| {
                for format in file.ints(group, "format")? {
                    if format != Some(Table::FORMAT) {
                        let version = TableFault::Version(format.unwrap_or(0));
                        return Err(OpenError::of_table(&path, version));
                    }
                }
                // Tables that others wrote need not have these.
                let rows_here = file.ints(group, "format")?.len();
                let set_aside = match file.column("set_aside") {
                    Some(_) => file.bools(group, "set_aside")?,
                    None => vec![None; rows_here],
                };
                let implied = match file.column("implied") {
                    Some(_) => file.texts(group, "implied")?,
                    None => vec![None; rows_here],
                };
                let both = set_aside.into_iter().zip(implied);
                rows.extend(both.map(|(set_aside, implied)| Whole {
                    set_aside: set_aside.unwrap_or(false),
                    implied,
                }));
                Ok(())
            })
        };
        TableReader::with(&path, read)?;
        last = path;
    }
    let count = rows.len();
    match (rows.pop(), count) {
        (Some(row), 1) => Ok(row),
        _ => Err(altered(
            &last,
            format!("it has {count} rows, not the one that tells of the whole"),
        )),
    }
}

/// All records in the order of their numbers.
fn records(folder: &Path) -> Result<Vec<(Record, Origin)>, OpenError> {
    let mut rows: Vec<(i64, Record, Origin)> = Vec::new();
    let mut last = folder.to_owned();
    for path in files(folder, Table::Records)? {
        let mut names = Names::default();
        let read = |file: &TableReader<'_>| {
            file.groups(|group| {
                let ordinals = file.ints(group, "ordinal")?;
                let lines = file.texts(group, "record")?;
                let count = ordinals.len();
                let files = match file.column("file") {
                    Some(_) => file.texts(group, "file")?,
                    None => vec![None; count],
                };
                let places = match file.column("line") {
                    Some(_) => file.ints(group, "line")?,
                    None => vec![None; count],
                };
                if [lines.len(), files.len(), places.len()] != [count; 3] {
                    return Err(altered(&path, "its columns are not of one length"));
                }
                let rows_here = ordinals.into_iter().zip(lines);
                for ((ordinal, line), (name, place)) in rows_here.zip(files.into_iter().zip(places))
                {
                    let (Some(ordinal), Some(line)) = (ordinal, line) else {
                        let column = if ordinal.is_none() {
                            "ordinal"
                        } else {
                            "record"
                        };
                        return Err(file.fault(column, "a row without it"));
                    };
                    let record = record(&line).map_err(|reason| {
                        file.fault("record", format!("that of ordinal {ordinal}: {reason}"))
                    })?;
                    let origin = Origin {
                        file: name.map(|name| names.shared(name)),
                        line: place.and_then(|line| u32::try_from(line).ok()).unwrap_or(0),
                    };
                    rows.push((ordinal, record, origin));
                }
                Ok(())
            })
        };
        TableReader::with(&path, read)?;
        last = path;
    }
    rows.sort_by_key(|row| row.0);
    // Where a part is missing, or there twice, the timeline would be another.
    let wrong = rows.iter().zip(0_i64..).find(|(row, at)| row.0 != *at);
    if let Some((row, at)) = wrong {
        let (ordinal, reason) = match row.0 < at {
            true => (row.0, "is there twice"),
            false => (at, "is missing"),
        };
        let reason = format!("the record of ordinal {ordinal} {reason}");
        return Err(OpenError::of_table(
            &last,
            TableFault::Column {
                name: "ordinal",
                reason,
            },
        ));
    }
    Ok(rows
        .into_iter()
        .map(|(_, record, origin)| (record, origin))
        .collect())
}

/// Names of files, each held once as long as it is the same.
#[derive(Default)]
struct Names(Option<Arc<str>>);

impl Names {
    fn shared(&mut self, name: String) -> Arc<str> {
        match &self.0 {
            Some(last) if **last == *name => Arc::clone(last),
            _ => Arc::clone(self.0.insert(name.into())),
        }
    }
}

/// Reads a record of sound form.
fn record(line: &str) -> Result<Record, String> {
    let fields = Fields::parse(line).map_err(|error| error.to_string())?;
    let mut found = read_fields(fields, None);
    if let Some(record) = &found.record {
        record.check(&mut found.faults);
    }
    match (found.record, found.faults.first()) {
        (Some(record), None) => Ok(record),
        (_, Some(fault)) => Err(fault.to_string()),
        (None, None) => Err("no record".to_owned()),
    }
}

/// The files of a table, in the order of their paths.
fn files(folder: &Path, table: Table) -> Result<Vec<PathBuf>, OpenError> {
    let mut found = Vec::new();
    let file = folder.join(format!("{table}.parquet"));
    // Some programs write a folder under the name of the file.
    for path in [&file, &folder.join(table.name())] {
        if path.is_dir() {
            parts(path, DEEP, &mut found)?;
        } else if path.is_file() {
            found.push(path.clone());
        }
    }
    if found.is_empty() {
        let fault = TableFault::Missing(table.name());
        return Err(OpenError::of_table(folder, fault));
    }
    Ok(found)
}

/// The files in a folder of parts, and in folders in it.
fn parts(folder: &Path, deep: usize, found: &mut Vec<PathBuf>) -> Result<(), OpenError> {
    let failed = |error| OpenError::of_table(folder, TableFault::Io(Arc::new(error)));
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    for entry in entries {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(['.', '_']) {
            continue;
        }
        if entry.is_dir() && deep > 0 {
            parts(&entry, deep - 1, found)?;
        } else if name.ends_with(".parquet") {
            found.push(entry);
        }
    }
    Ok(())
}

fn altered(path: &Path, reason: impl Into<String>) -> OpenError {
    OpenError::of_table(path, TableFault::Altered(reason.into()))
}

/// A file of a table that is read. Nothing is made of its bytes before its checksum is found right.
struct TableReader<'p> {
    path: &'p Path,
    file: SerializedFileReader<File>,
}

impl<'p> TableReader<'p> {
    /// Opens a file, and reads it.
    ///
    /// What a damaged file may not say the library mostly finds out by itself, but not always: where there is no checksum
    /// to tell, it may panic. That ends here, and is an error like others.
    fn with(
        path: &'p Path,
        read: impl FnOnce(&TableReader<'p>) -> Result<(), OpenError>,
    ) -> Result<(), OpenError> {
        // What is read so far is dropped with the error.
        let read = AssertUnwindSafe(|| read(&TableReader::open(path)?));
        let damaged = |_| Err(altered(path, "no Parquet that can be read: it is damaged"));
        catch_unwind(read).unwrap_or_else(damaged)
    }

    fn open(path: &'p Path) -> Result<TableReader<'p>, OpenError> {
        let failed = |error| OpenError::of_table(path, TableFault::Io(Arc::new(error)));
        let mut file = File::open(path).map_err(failed)?;
        if check(&mut file).map_err(failed)? == Seal::Broken {
            return Err(altered(
                path,
                "it is not what was written: its checksum is another",
            ));
        }
        let length = file.metadata().map_err(failed)?.len();
        let file = SerializedFileReader::new(file).map_err(|error| unreadable(path, &error))?;
        let groups = file.metadata().row_groups().iter();
        let mut columns = groups.flat_map(RowGroupMetaData::columns);
        if !columns.all(|column| lies_within(column, length)) {
            return Err(altered(path, "a column of it lies beyond its end"));
        }
        Ok(TableReader { path, file })
    }

    fn fault(&self, name: &'static str, reason: impl Into<String>) -> OpenError {
        let reason = reason.into();
        OpenError::of_table(self.path, TableFault::Column { name, reason })
    }

    /// Goes through the row groups.
    fn groups(
        &self,
        mut read: impl FnMut(&dyn RowGroupReader) -> Result<(), OpenError>,
    ) -> Result<(), OpenError> {
        for number in 0..self.file.num_row_groups() {
            let group = self.file.get_row_group(number);
            let group = group.map_err(|error| unreadable(self.path, &error))?;
            read(&*group)?;
        }
        Ok(())
    }

    /// The number of a column.
    fn column(&self, name: &str) -> Option<usize> {
        let schema = self.file.metadata().file_metadata().schema_descr();
        let mut columns = schema.columns().iter();
        columns.position(|column| column.path().parts() == [name])
    }

    /// A column of a row group; it has one value in a row at most.
    fn reader(
        &self,
        group: &dyn RowGroupReader,
        name: &'static str,
    ) -> Result<(ColumnReader, i16), OpenError> {
        let Some(number) = self.column(name) else {
            return Err(self.fault(name, "there is none"));
        };
        let schema = self.file.metadata().file_metadata().schema_descr();
        let column = schema.column(number);
        if column.max_rep_level() > 0 {
            return Err(self.fault(name, "it holds lists"));
        }
        let reader = group.get_column_reader(number);
        let reader = reader.map_err(|error| self.fault(name, error.to_string()))?;
        Ok((reader, column.max_def_level()))
    }

    fn wrong(&self, name: &'static str, wanted: &str, found: Physical) -> OpenError {
        self.fault(name, format!("it holds {found}, not {wanted}"))
    }

    fn ints(
        &self,
        group: &dyn RowGroupReader,
        name: &'static str,
    ) -> Result<Vec<Option<i64>>, OpenError> {
        let (reader, most) = self.reader(group, name)?;
        let failed = |error: ParquetError| self.fault(name, error.to_string());
        match reader {
            ColumnReader::Int64ColumnReader(mut reader) => all(most, |levels, values| {
                reader.read_records(BATCH, Some(levels), None, values)
            })
            .map_err(failed),
            ColumnReader::Int32ColumnReader(mut reader) => {
                let values: Vec<Option<i32>> = all(most, |levels, values| {
                    reader.read_records(BATCH, Some(levels), None, values)
                })
                .map_err(failed)?;
                Ok(values
                    .into_iter()
                    .map(|value| value.map(i64::from))
                    .collect())
            }
            other => Err(self.wrong(name, "numbers", type_of(&other))),
        }
    }

    fn bools(
        &self,
        group: &dyn RowGroupReader,
        name: &'static str,
    ) -> Result<Vec<Option<bool>>, OpenError> {
        let (reader, most) = self.reader(group, name)?;
        match reader {
            ColumnReader::BoolColumnReader(mut reader) => all(most, |levels, values| {
                reader.read_records(BATCH, Some(levels), None, values)
            })
            .map_err(|error| self.fault(name, error.to_string())),
            other => Err(self.wrong(name, "yes or no", type_of(&other))),
        }
    }

    fn texts(
        &self,
        group: &dyn RowGroupReader,
        name: &'static str,
    ) -> Result<Vec<Option<String>>, OpenError> {
        let (reader, most) = self.reader(group, name)?;
        let values: Vec<Option<ByteArray>> = match reader {
            ColumnReader::ByteArrayColumnReader(mut reader) => all(most, |levels, values| {
                reader.read_records(BATCH, Some(levels), None, values)
            })
            .map_err(|error| self.fault(name, error.to_string()))?,
            other => return Err(self.wrong(name, "texts", type_of(&other))),
        };
        let text = |value: Option<ByteArray>| match value {
            None => Ok(None),
            Some(bytes) => match bytes.as_utf8() {
                Ok(text) => Ok(Some(text.to_owned())),
                Err(_) => Err(self.fault(name, "a text that is not UTF-8")),
            },
        };
        values.into_iter().map(text).collect()
    }
}

/// Whether a column lies in the file, as the library takes for granted.
fn lies_within(column: &ColumnChunkMetaData, length: u64) -> bool {
    let first = match column.dictionary_page_offset() {
        Some(first) => first,
        None => column.data_page_offset(),
    };
    let (first, size) = (
        u64::try_from(first),
        u64::try_from(column.compressed_size()),
    );
    let end = first.ok().zip(size.ok());
    let end = end.and_then(|(first, size)| first.checked_add(size));
    end.is_some_and(|end| end <= length) && column.num_values() >= 0
}

fn unreadable(path: &Path, error: &ParquetError) -> OpenError {
    altered(path, format!("no Parquet that can be read: {error}"))
}

fn type_of(reader: &ColumnReader) -> Physical {
    match reader {
        ColumnReader::BoolColumnReader(_) => Physical::BOOLEAN,
        ColumnReader::Int32ColumnReader(_) => Physical::INT32,
        ColumnReader::Int64ColumnReader(_) => Physical::INT64,
        ColumnReader::Int96ColumnReader(_) => Physical::INT96,
        ColumnReader::FloatColumnReader(_) => Physical::FLOAT,
        ColumnReader::DoubleColumnReader(_) => Physical::DOUBLE,
        ColumnReader::ByteArrayColumnReader(_) => Physical::BYTE_ARRAY,
        ColumnReader::FixedLenByteArrayColumnReader(_) => Physical::FIXED_LEN_BYTE_ARRAY,
    }
}

/// All values of a column, none where a row has none. `read` adds some rows' levels and values, and tells how many rows,
/// values and levels these were.
fn all<T>(
    most: i16,
    mut read: impl FnMut(&mut Vec<i16>, &mut Vec<T>) -> Result<(usize, usize, usize), ParquetError>,
) -> Result<Vec<Option<T>>, ParquetError> {
    let mut all = Vec::new();
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    loop {
        levels.clear();
        values.clear();
        let (rows, ..) = read(&mut levels, &mut values)?;
        if rows == 0 {
            return Ok(all);
        }
        if most == 0 {
            all.extend(values.drain(..).map(Some));
            continue;
        }
        let mut values = values.drain(..);
        all.extend(levels.iter().map(|&level| {
            let is_there = level == most;
            if is_there { values.next() } else { None }
        }));
    }
}
