//! All tables of a timeline in a folder, which takes its place when it is whole.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::TablesError;
use super::schema::{Cell, Table};
use super::writer::TableFile;
use crate::time::{DAY, civil_from_days};

/// How many rows a row group has at most, unless another number is said.
const GROUP: usize = 122_880;

/// How many bytes of rows are held at most, in all files together.
const HELD: usize = 256 << 20;

/// The part of a table whose rows have no year, as others name it.
const NO_YEAR: &str = "__HIVE_DEFAULT_PARTITION__";

type Progress<'a> = Box<dyn FnMut(&TablesReport) + 'a>;

/// How tables are to be written.
///
/// [`write`](Tables::write) writes those of a timeline. Where there are more events than a timeline holds, whoever knows
/// their rows begins with [`begin`](Tables::begin), and hands them on one by one.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::{Table, Tables};
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a"));
/// t.add(Claim::that("remark").is(After, "talks"));
/// let t = t.build()?;
/// # let folder = std::env::temp_dir().join(format!("demarche-tables-{}", std::process::id()));
/// let report = Tables::new().by_year(true).write(&t, &folder)?;
/// assert_eq!((report.rows(Table::Events), report.rows(Table::Participants)), (2, 3));
/// assert!(folder.join("events/year=2025/part-0.parquet").exists());
///
/// let opened = Timeline::open(&folder)?;
/// assert!(opened.records().eq(t.records()));
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Default)]
pub struct Tables<'a> {
    by_year: bool,
    group: Option<usize>,
    progress: Option<Progress<'a>>,
}

impl<'a> Tables<'a> {
    /// Progress is told after so many rows.
    pub const STEP: u64 = 100_000;

    /// Each table one file, and nothing told.
    pub fn new() -> Tables<'a> {
        Tables::default()
    }

    /// Whether events and participants are parted by the year, in UTC, of the earliest beginning.
    #[must_use]
    pub fn by_year(mut self, by_year: bool) -> Tables<'a> {
        self.by_year = by_year;
        self
    }

    /// Writes rows in groups of so many, instead of 122,880. Groups are smaller where so many files are written at once
    /// that their rows would take more than a quarter of a gigabyte.
    #[must_use]
    pub fn row_group(mut self, rows: usize) -> Tables<'a> {
        self.group = Some(rows.max(1));
        self
    }

    /// Calls this with what is written so far, each time that [`STEP`](Tables::STEP) rows were, and once at the end.
    #[must_use]
    pub fn progress(mut self, tell: impl FnMut(&TablesReport) + 'a) -> Tables<'a> {
        self.progress = Some(Box::new(tell));
        self
    }

    /// Begins a folder of tables.
    ///
    /// All is written to a folder beside it, which takes its place in the [end](TablesWriter::finish).
    ///
    /// # Errors
    ///
    /// If something stands in its place that is no folder of tables alone, and if the folder beside it can't be made.
    pub fn begin(self, folder: impl AsRef<Path>) -> Result<TablesWriter<'a>, TablesError> {
        let place = check_place(folder.as_ref())?;
        let beside = beside(&place).map_err(|error| TablesError::io(folder.as_ref(), error))?;
        Ok(TablesWriter {
            by_year: self.by_year,
            group: self.group.unwrap_or(GROUP),
            progress: self.progress,
            place,
            beside: Beside(beside),
            files: BTreeMap::new(),
            held: 0,
            report: TablesReport::default(),
        })
    }
}

impl fmt::Debug for Tables<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables")
            .field("by_year", &self.by_year)
            .field("group", &self.group)
            .field("progress", &self.progress.is_some())
            .finish()
    }
}

/// What was written of tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TablesReport {
    rows: [u64; Table::ALL.len()],
    /// How many files.
    pub files: u64,
    /// How many bytes, of the files that are whole.
    pub bytes: u64,
}

impl TablesReport {
    /// How many rows a table has.
    pub fn rows(&self, table: Table) -> u64 {
        self.rows.get(table as usize).copied().unwrap_or(0)
    }

    /// How many rows all tables have.
    pub fn all_rows(&self) -> u64 {
        self.rows.iter().sum()
    }
}

/// A file of a table: the year where the table is parted by years, `None` in it where a row has none.
type Part = (Table, Option<Option<i64>>);

/// Tables that are being written, row by row.
///
/// Rows of several tables may come in any order; rows of one table are written in the order in which they come. What is
/// held is bounded, however many there are. If it is dropped before it is [finished](TablesWriter::finish), nothing is
/// left of it.
///
/// ```
/// use demarche::{Cell, Table, Tables};
///
/// # let folder = std::env::temp_dir().join(format!("demarche-tables-writer-{}", std::process::id()));
/// let mut tables = Tables::new().begin(&folder)?;
/// tables.put(Table::Links, &["answer".into(), "replies_to".into(), "question".into()])?;
/// assert!(!folder.exists());
/// let report = tables.finish()?;
/// assert_eq!(report.rows(Table::Links), 1);
/// assert!(folder.join("links.parquet").exists() && folder.join("events.parquet").exists());
/// # std::fs::remove_dir_all(&folder)?;
/// # Ok::<(), demarche::Error>(())
/// ```
pub struct TablesWriter<'a> {
    by_year: bool,
    group: usize,
    progress: Option<Progress<'a>>,
    place: PathBuf,
    beside: Beside,
    files: BTreeMap<Part, TableFile>,
    held: usize,
    report: TablesReport,
}

impl TablesWriter<'_> {
    /// Adds a row to a table: a cell for each of its [columns](Table::columns), in their order.
    ///
    /// That keys are unique, and that rows fit each other, is left to the caller.
    ///
    /// # Errors
    ///
    /// If the cells don't fit the columns, and if a file can't be written.
    pub fn put(&mut self, table: Table, row: &[Cell<'_>]) -> Result<(), TablesError> {
        let column = if self.by_year {
            table.column_of_year()
        } else {
            None
        };
        let year = column.map(|column| match row.get(column) {
            Some(Cell::Int(tick)) => Some(year_of(*tick)),
            _ => None,
        });
        let (group, held) = (self.group, self.held);
        let file = self.file((table, year))?;
        let before = file.held().1;
        file.put(row)?;
        let (rows, bytes) = file.held();
        let grown = held + bytes - before;
        self.held = if rows >= group {
            file.write()?;
            grown - bytes
        } else {
            grown
        };
        if self.held > HELD {
            self.write_largest()?;
        }
        if let Some(rows) = self.report.rows.get_mut(table as usize) {
            *rows += 1;
        }
        if self.progress.is_some() && self.report.all_rows().is_multiple_of(Tables::STEP) {
            self.tell();
        }
        Ok(())
    }

    /// Writes what is held, with an empty table for each of which there was no row, and puts the folder in its place.
    ///
    /// # Errors
    ///
    /// If a file can't be written, or the folder can't be put in its place. Then what stood there stays.
    pub fn finish(mut self) -> Result<TablesReport, TablesError> {
        for table in Table::ALL {
            if self.report.rows(table) == 0 {
                let year = table.column_of_year().filter(|_| self.by_year);
                self.file((table, year.map(|_| None)))?;
            }
        }
        for (_, file) in std::mem::take(&mut self.files) {
            self.report.bytes += file.finish()?;
        }
        let moved = put_in_place(&self.beside.0, &self.place);
        moved.map_err(|error| TablesError::io(&self.place, error))?;
        self.tell();
        Ok(self.report)
    }

    fn tell(&mut self) {
        if let Some(tell) = &mut self.progress {
            tell(&self.report);
        }
    }

    fn file(&mut self, part: Part) -> Result<&mut TableFile, TablesError> {
        use std::collections::btree_map::Entry;
        match self.files.entry(part) {
            Entry::Occupied(file) => Ok(file.into_mut()),
            Entry::Vacant(entry) => {
                let path = path_of(&self.beside.0, part);
                let folder = path.parent().unwrap_or(&self.beside.0);
                let made = fs::create_dir_all(folder);
                made.map_err(|error| TablesError::io(folder, error))?;
                self.report.files += 1;
                Ok(entry.insert(TableFile::create(part.0, &path)?))
            }
        }
    }

    fn write_largest(&mut self) -> Result<(), TablesError> {
        let largest = self.files.values_mut().max_by_key(|file| file.held().1);
        if let Some(file) = largest {
            self.held -= file.held().1;
            file.write()?;
        }
        Ok(())
    }
}

impl fmt::Debug for TablesWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TablesWriter")
            .field("folder", &self.place)
            .field("report", &self.report)
            .finish_non_exhaustive()
    }
}

/// Where a part of a table stands in the folder.
fn path_of(folder: &Path, (table, year): Part) -> PathBuf {
    let Some(year) = year else {
        return folder.join(format!("{table}.parquet"));
    };
    let year = year.map_or_else(|| NO_YEAR.to_owned(), |year| year.to_string());
    folder.join(format!("{table}/year={year}/part-0.parquet"))
}

/// The year of a tick in UTC.
fn year_of(tick: i64) -> i64 {
    let days = i128::from(tick).div_euclid(DAY.into());
    civil_from_days(days).0 as i64
}

/// The place of a folder, if it may be taken: there is nothing there, or nothing but tables.
fn check_place(folder: &Path) -> Result<PathBuf, TablesError> {
    let Ok(about) = fs::metadata(folder) else {
        return Ok(folder.to_owned());
    };
    if !about.is_dir() {
        return Err(TablesError::occupied(folder, "it is a file"));
    }
    let failed = |error| TablesError::io(folder, error);
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        entries.push(entry.map_err(failed)?.path());
    }
    entries.sort();
    if let Some(other) = entries.iter().find(|entry| !is_table(entry)) {
        let name = other.file_name().unwrap_or_default().to_string_lossy();
        return Err(TablesError::occupied(
            folder,
            format!("it holds {name:?}, which is no table"),
        ));
    }
    // A link stays one, and `.` has a name.
    folder.canonicalize().map_err(failed)
}

/// Whether a file or folder is one of the tables.
fn is_table(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let Some(name) = name else {
        return false;
    };
    if path.is_dir() {
        return Table::named(name).is_ok() && holds_parts(path);
    }
    name.strip_suffix(".parquet")
        .is_some_and(|name| Table::named(name).is_ok())
}

/// Whether a folder holds nothing but files of Parquet, and folders of years with such.
fn holds_parts(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else {
        return false;
    };
    entries.into_iter().all(|entry| {
        entry.is_ok_and(|entry| {
            let (path, name) = (entry.path(), entry.file_name());
            let is_year = name.to_string_lossy().starts_with("year=");
            match path.is_dir() {
                true => is_year && holds_parts(&path),
                false => path.extension().is_some_and(|ending| ending == "parquet"),
            }
        })
    })
}

/// A folder that is gone with this, unless it went to its place.
#[derive(Debug)]
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // Once it went to its place there is nothing to remove.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A new folder beside one, with a name that nobody else takes.
fn beside(place: &Path) -> io::Result<PathBuf> {
    let mut number = 0_u32;
    loop {
        let path = hidden(place, number)?;
        match fs::create_dir(&path) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 100 => {
                number += 1;
            }
            Err(error) => return Err(error),
        }
    }
}

fn hidden(place: &Path, number: u32) -> io::Result<PathBuf> {
    let name = place.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut hidden = OsString::from(".");
    hidden.push(name);
    hidden.push(format!(".{}-{number}.part", std::process::id()));
    Ok(place.with_file_name(hidden))
}

/// Puts a folder in its place; what stood there is taken away last.
fn put_in_place(folder: &Path, place: &Path) -> io::Result<()> {
    if !place.exists() {
        return fs::rename(folder, place);
    }
    // A name that is free, since the folder was made for it.
    let old = beside(place)?;
    fs::remove_dir(&old)?;
    fs::rename(place, &old)?;
    if let Err(error) = fs::rename(folder, place) {
        let _ = fs::rename(&old, place);
        return Err(error);
    }
    fs::remove_dir_all(&old)
}
