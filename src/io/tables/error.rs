//! Why tables can't be written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::schema::{Column, Table};

/// Why tables can't be written.
///
/// ```
/// use demarche::{Cell, Table, Tables};
///
/// # let folder = std::env::temp_dir().join(format!("demarche-tables-error-{}", std::process::id()));
/// let mut tables = Tables::new().begin(&folder)?;
/// let row = [Cell::Text("witkoff"), Cell::Text("Steve Witkoff"), Cell::Null];
/// let error = tables.put(Table::Names, &row).unwrap_err();
/// assert!(error.is_row());
/// assert_eq!(error.to_string(), "a row of table `names`: column `is_alias` is never empty");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, thiserror::Error)]
#[error("{}", self.0)]
pub struct TablesError(Kind);

#[derive(Clone, Debug)]
enum Kind {
    Io {
        path: PathBuf,
        error: Arc<io::Error>,
    },
    /// What stands there is no folder of tables.
    Occupied {
        path: PathBuf,
        what: String,
    },
    /// The library of the format refuses.
    Format {
        path: PathBuf,
        reason: String,
    },
    Row {
        table: Table,
        reason: String,
    },
    /// A tick or a length that no table may hold.
    Far {
        what: String,
    },
    TooMany {
        events: usize,
        key: String,
    },
}

impl TablesError {
    pub(super) fn io(path: &Path, error: io::Error) -> TablesError {
        TablesError(Kind::Io {
            path: path.to_owned(),
            error: Arc::new(error),
        })
    }

    pub(super) fn occupied(path: &Path, what: impl Into<String>) -> TablesError {
        TablesError(Kind::Occupied {
            path: path.to_owned(),
            what: what.into(),
        })
    }

    pub(super) fn format(path: &Path, error: impl fmt::Display) -> TablesError {
        TablesError(Kind::Format {
            path: path.to_owned(),
            reason: error.to_string(),
        })
    }

    /// That a record is no JSON.
    pub(super) fn record(error: io::Error) -> TablesError {
        let reason = error.to_string();
        let table = Table::Records;
        TablesError(Kind::Row { table, reason })
    }

    /// That a row has another number of cells than its table has columns.
    pub(super) fn width(table: Table, found: usize) -> TablesError {
        let wanted = table.columns().len();
        let reason = format!("it has {found} cells for {wanted} columns");
        TablesError(Kind::Row { table, reason })
    }

    /// That a cell is not what its column holds.
    pub(super) fn cell(table: Table, column: &Column, is_null: bool) -> TablesError {
        let (name, kind) = (column.name, column.kind);
        let reason = if is_null {
            format!("column `{name}` is never empty")
        } else {
            format!("column `{name}` holds {kind}")
        };
        TablesError(Kind::Row { table, reason })
    }

    pub(super) fn far(what: impl Into<String>) -> TablesError {
        TablesError(Kind::Far { what: what.into() })
    }

    pub(super) fn too_many(events: usize, key: &str) -> TablesError {
        TablesError(Kind::TooMany {
            events,
            key: key.to_owned(),
        })
    }

    /// Whether a file or a folder can't be written.
    pub fn is_io(&self) -> bool {
        matches!(self.0, Kind::Io { .. } | Kind::Format { .. })
    }

    /// Whether something stands in the place of the folder that is not to be overwritten.
    pub fn is_occupied(&self) -> bool {
        matches!(self.0, Kind::Occupied { .. })
    }

    /// Whether a row does not fit its table.
    pub fn is_row(&self) -> bool {
        matches!(self.0, Kind::Row { .. })
    }

    /// Whether a tick, or a length of time, lies beyond what tables may hold.
    pub fn is_too_far(&self) -> bool {
        matches!(self.0, Kind::Far { .. })
    }

    /// Whether claims connect more events than tables can tell the distances of.
    pub fn is_too_many(&self) -> bool {
        matches!(self.0, Kind::TooMany { .. })
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Io { path, error } => write!(f, "{}: can't be written: {error}", path.display()),
            Kind::Format { path, reason } => {
                write!(f, "{}: can't be written: {reason}", path.display())
            }
            Kind::Occupied { path, what } => write!(
                f,
                "{}: is left as it is: {what}; name a folder that is not there yet, or one of tables to be replaced",
                path.display()
            ),
            Kind::Row { table, reason } => write!(f, "a row of table `{table}`: {reason}"),
            Kind::Far { what } => write!(
                f,
                "{what}: tables hold ticks between -2^58 and 2^58, which is the years -7163 to 11103"
            ),
            Kind::TooMany { events, key } => write!(
                f,
                "claims connect {events} events, {key:?} among them: their distances would be as many as they have \
                 pairs, {}; tables hold those of up to {} connected events",
                *events as u128 * (*events as u128 - 1),
                super::content::MOST
            ),
        }
    }
}
