//! Why a saved timeline can't be opened.

use std::fmt;
use std::io;
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
}

impl OpenError {
    pub(super) fn new(kind: Kind) -> OpenError {
        OpenError(kind)
    }

    pub(super) fn unsound(block: &str, reason: impl Into<String>) -> OpenError {
        OpenError(Kind::Unsound {
            block: block.to_owned(),
            reason: reason.into(),
        })
    }

    /// Whether the file can't be read.
    pub fn is_io(&self) -> bool {
        matches!(self.0, Kind::Io(_))
    }

    /// Whether it is no saved timeline at all.
    pub fn is_not_saved(&self) -> bool {
        matches!(self.0, Kind::NotSaved)
    }

    /// Whether it was saved in a version of the format that is not known here: as a rule, by a later release.
    pub fn is_other_version(&self) -> bool {
        matches!(self.0, Kind::Version(_))
    }

    /// Whether the file ends too early.
    pub fn is_cut(&self) -> bool {
        matches!(self.0, Kind::Cut(_))
    }

    /// Whether the file is not what was saved: a checksum is wrong, or a block holds what no timeline does.
    pub fn is_altered(&self) -> bool {
        matches!(self.0, Kind::Altered(_) | Kind::Unsound { .. })
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
        }
    }
}
