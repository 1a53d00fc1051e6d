//! What is wrong with the input, and where.

use std::fmt;
use std::sync::Arc;

/// Where a record stands in what was read.
///
/// ```
/// use demarche::Origin;
///
/// assert_eq!(Origin::new("talks.jsonl", 3).to_string(), "talks.jsonl:3");
/// assert_eq!(Origin::default().to_string(), "");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// The name of the file, or none for records made in code.
    pub file: Option<Arc<str>>,
    /// The line on which the record begins, counted from 1; 0 for none.
    pub line: u32,
}

impl Origin {
    /// A line of a file.
    pub fn new(file: impl Into<Arc<str>>, line: u32) -> Origin {
        Origin {
            file: Some(file.into()),
            line,
        }
    }

    /// Whether it says nothing, as for a record made in code.
    pub fn is_none(&self) -> bool {
        self.file.is_none() && self.line == 0
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.file, self.line) {
            (Some(file), 0) => f.write_str(file),
            (Some(file), line) => write!(f, "{file}:{line}"),
            (None, 0) => Ok(()),
            (None, line) => write!(f, "line {line}"),
        }
    }
}

/// One thing that is wrong with the input: where, what, and what was probably meant.
///
/// ```
/// use demarche::{Fault, Origin};
///
/// let fault = Fault::new("unknown actor \"envoi\"")
///     .at(Origin::new("talks.jsonl", 3))
///     .of("talks")
///     .field("participants[0].actor")
///     .suggest("envoy");
/// assert_eq!(
///     fault.to_string(),
///     "talks.jsonl:3: field `participants[0].actor` of \"talks\": unknown actor \"envoi\"; did you mean \"envoy\"?",
/// );
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where the record stands that is at fault.
    pub origin: Origin,
    /// The record at fault: its key, or for a record without one what it says in short.
    pub record: Option<String>,
    /// The field at fault, as a path such as `participants[1].role`.
    pub field: Option<String>,
    /// What is wrong, and what is expected.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Fault {
    /// A fault of which only the message is known.
    pub fn new(message: impl Into<String>) -> Fault {
        Fault {
            origin: Origin::default(),
            record: None,
            field: None,
            message: message.into(),
            suggestion: None,
        }
    }

    /// The same fault, where it stands.
    #[must_use]
    pub fn at(mut self, origin: Origin) -> Fault {
        self.origin = origin;
        self
    }

    /// The same fault, of this record.
    #[must_use]
    pub fn of(mut self, record: impl Into<String>) -> Fault {
        self.record = Some(record.into());
        self
    }

    /// The same fault, of this field.
    #[must_use]
    pub fn field(mut self, path: impl Into<String>) -> Fault {
        self.field = Some(path.into());
        self
    }

    /// The same fault, with what was probably meant.
    #[must_use]
    pub fn suggest(mut self, meant: impl Into<String>) -> Fault {
        self.suggestion = Some(meant.into());
        self
    }

    /// Whether one of the two is of a field in which the field of the other stands, or of the same field, so
    /// that of one record the first alone is worth telling.
    pub(crate) fn overlaps(&self, other: &Fault) -> bool {
        let (Some(one), Some(other)) = (&self.field, &other.field) else {
            return false;
        };
        let (short, long) = if one.len() <= other.len() {
            (one, other)
        } else {
            (other, one)
        };
        match long.strip_prefix(short.as_str()) {
            Some(rest) => rest.is_empty() || rest.starts_with(['.', '[']),
            None => false,
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.origin.is_none() {
            write!(f, "{}: ", self.origin)?;
        }
        match (&self.field, &self.record) {
            (Some(field), Some(record)) => write!(f, "field `{field}` of {record:?}: ")?,
            (Some(field), None) => write!(f, "field `{field}`: ")?,
            (None, Some(record)) => write!(f, "{record:?}: ")?,
            (None, None) => {}
        }
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean {meant:?}?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Fault {}
