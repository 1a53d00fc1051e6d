//! Why a saved timeline can't be opened.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Why a saved timeline can't be opened. It names the block at fault.
///
/// ```
/// use demarche::{OpenError, Timeline};
///
/// let error = Timeline::open_from(&b"{\"type\":\"timeline\"}"[..]).unwrap_err();
/// assert!(error.is_not_saved());
/// assert_eq!(error.to_string(), "not a saved timeline");
/// ```
#[derive(Clone, thiserror::Error)]
#[error("{}", self.0)]
pub struct OpenError(Kind);

#[derive(Clone, Debug)]
pub(super) enum Kind {
    Io(Arc<io::Error>),
    NotSaved,
    Version(u32),
    /// The file ends within this block.
    Cut(String),
    /// The checksum of this block is another.
    Altered(String),
    /// A block that is none, or not the one that is to come.
    Unsound {
        block: String,
        reason: String,
    },
    /// A file or folder of tables.
    #[cfg_attr(
        not(feature = "parquet"),
        expect(dead_code, reason = "nothing reads tables")
    )]
    Table {
        path: PathBuf,
        fault: TableFault,
    },
    /// A folder, where nothing reads tables.
    #[cfg_attr(feature = "parquet", expect(dead_code, reason = "tables are read"))]
    Folder,
}

/// What is wrong with a table.
#[derive(Clone, Debug)]
#[cfg_attr(
    not(feature = "parquet"),
    expect(dead_code, reason = "nothing reads tables")
)]
pub(in crate::io) enum TableFault {
    Io(Arc<io::Error>),
    /// There is no such table.
    Missing(&'static str),
    Version(i64),
    /// It is not what was written, or can't be read.
    Altered(String),
    Column {
        name: &'static str,
        reason: String,
    },
}

impl OpenError {
    #[cfg(feature = "parquet")]
    pub(in crate::io) fn of_table(path: &Path, fault: TableFault) -> OpenError {
        let path = path.to_owned();
        OpenError(Kind::Table { path, fault })
    }

    pub(super) fn new(kind: Kind) -> OpenError {
        OpenError(kind)
    }

    pub(super) fn unsound(block: &str, reason: impl Into<String>) -> OpenError {
        OpenError(Kind::Unsound {
            block: block.to_owned(),
            reason: reason.into(),
        })
    }

    /// What is wrong with a table, where one is at fault.
    fn fault(&self) -> Option<&TableFault> {
        match &self.0 {
            Kind::Table { fault, .. } => Some(fault),
            _ => None,
        }
    }

    /// Whether the file can't be read.
    pub fn is_io(&self) -> bool {
        matches!(self.0, Kind::Io(_)) || matches!(self.fault(), Some(TableFault::Io(_)))
    }

    /// Whether it is no saved timeline at all, and no folder with the tables of one.
    pub fn is_not_saved(&self) -> bool {
        let missing = matches!(self.fault(), Some(TableFault::Missing(_)));
        matches!(self.0, Kind::NotSaved | Kind::Folder) || missing
    }

    /// Whether it was saved in a version of the format that is not known here: as a rule, by a later release.
    pub fn is_other_version(&self) -> bool {
        matches!(self.0, Kind::Version(_)) || matches!(self.fault(), Some(TableFault::Version(_)))
    }

    /// Whether the file ends too early.
    pub fn is_cut(&self) -> bool {
        matches!(self.0, Kind::Cut(_))
    }

    /// Whether the file is not what was saved: a checksum is wrong, or a block holds what no timeline does.
    pub fn is_altered(&self) -> bool {
        let of_table = self.fault().is_some_and(|fault| {
            matches!(fault, TableFault::Altered(_) | TableFault::Column { .. })
        });
        matches!(self.0, Kind::Altered(_) | Kind::Unsound { .. }) || of_table
    }

    /// The file or folder at fault, where a timeline was to be opened from tables.
    pub fn table(&self) -> Option<&Path> {
        match &self.0 {
            Kind::Table { path, .. } => Some(path),
            _ => None,
        }
    }

    /// The name of the column at fault, where it is one of a table.
    pub fn column(&self) -> Option<&'static str> {
        match self.fault()? {
            TableFault::Column { name, .. } => Some(name),
            _ => None,
        }
    }

    /// The name of the block at fault, where it is one.
    pub fn block(&self) -> Option<&str> {
        match &self.0 {
            Kind::Cut(block) | Kind::Altered(block) | Kind::Unsound { block, .. } => Some(block),
            _ => None,
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Io(error) => write!(f, "can't be read: {error}"),
            Kind::NotSaved => f.write_str("not a saved timeline"),
            Kind::Version(version) if *version > super::VERSION => write!(
                f,
                "a saved timeline of version {version}, from a later release; this one reads version {}",
                super::VERSION
            ),
            Kind::Version(version) => write!(
                f,
                "a saved timeline of version {version}, which there is not; this release reads version {}",
                super::VERSION
            ),
            Kind::Cut(block) => write!(f, "the file ends within block `{block}`"),
            Kind::Altered(block) => write!(
                f,
                "block `{block}` is not what was saved: its checksum is another"
            ),
            Kind::Unsound { block, reason } => write!(f, "block `{block}` is not sound: {reason}"),
            Kind::Table { path, fault } => write!(f, "{}: {fault}", path.display()),
            Kind::Folder => f.write_str(
                "a folder, as tables stand in; they are read by a build with the feature `parquet`",
            ),
        }
    }
}

impl fmt::Display for TableFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TableFault::Io(error) => write!(f, "can't be read: {error}"),
            TableFault::Missing(table) => {
                write!(
                    f,
                    "there is no table `{table}`, neither a file `{table}.parquet` nor a folder of such files"
                )
            }
            TableFault::Version(version) => write!(
                f,
                "tables of version {version}; this release reads version 1"
            ),
            TableFault::Altered(reason) => f.write_str(reason),
            TableFault::Column { name, reason } => write!(f, "column `{name}`: {reason}"),
        }
    }
}
