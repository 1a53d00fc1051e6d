//! What a bulk read returns.

use std::fmt;
use std::sync::Arc;

use super::Totals;
use crate::model::{Fault, Note, Origin};

/// What a bulk read returns: its totals, and what there is to say of single rows.
///
/// ```
/// use demarche::{Reading, Timeline};
///
/// let rows = "Malta\tMake statement\tAruba\t2014-01-05\nMalta\tMake statement\tAruba\tsoon\n";
/// let mut t = Timeline::builder();
/// let report = Reading::new().quads(rows.as_bytes(), "rows.tsv", &mut t)?;
/// assert!(!report.is_sound());
/// assert_eq!((report.totals.rows, report.rejects.len()), (2, 1));
/// assert!(report.rejects[0].to_string().starts_with("rows.tsv:2: column 4 (date)"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadReport {
    /// The totals, in which every row counts.
    pub totals: Totals,
    /// The first [`KEPT`](ReadReport::KEPT) rejected rows, in their order.
    pub rejects: Vec<Reject>,
    /// What the reader did of its own accord, or found doubtful; at most [`KEPT`](ReadReport::KEPT) notes.
    pub notes: Vec<Note>,
}

impl ReadReport {
    /// How many rejected rows are described, and how many notes are kept.
    pub const KEPT: usize = 1_000;

    /// Whether no row was rejected.
    pub fn is_sound(&self) -> bool {
        self.totals.rejected == 0
    }

    pub(super) fn reject(&mut self, reject: Reject) {
        self.totals.rejected += 1;
        if self.rejects.len() < ReadReport::KEPT {
            self.rejects.push(reject);
        }
    }

    pub(super) fn note(&mut self, note: Note) {
        if self.notes.len() < ReadReport::KEPT {
            self.notes.push(note);
        }
    }
}

/// A row that could not be read: where it stands, and what is wrong with it.
///
/// ```
/// use demarche::{Input, Reading};
///
/// let rows = "Aruba\tConsult\tMalta\t2014-13-02\n";
/// let report = Reading::new().quads(rows.as_bytes(), "rows.tsv", &mut Input::default())?;
/// assert_eq!(
///     report.rejects[0].to_string(),
///     "rows.tsv:1: column 4 (date): expected a day such as 2014-01-31 or 1/31/2014, found \"2014-13-02\"",
/// );
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reject {
    /// The file, and the line of the row.
    pub origin: Origin,
    /// The column at fault, counted from 1; 0 if the row is at fault as a whole.
    pub column: usize,
    /// The name of the column, where it has one.
    pub field: Option<String>,
    /// What is wrong, and what is expected.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Reject {
    /// What is wrong with a record, as a reason to reject its row.
    pub(crate) fn of(fault: &Fault) -> Reject {
        Reject {
            origin: fault.origin.clone(),
            column: 0,
            field: fault.field.clone(),
            message: fault.message.clone(),
            suggestion: fault.suggestion.clone(),
        }
    }

    /// That a row is at fault as a whole.
    pub(crate) fn row(message: impl Into<String>) -> Reject {
        Reject {
            origin: Origin::default(),
            column: 0,
            field: None,
            message: message.into(),
            suggestion: None,
        }
    }

    /// The same, with what was probably meant, if anything.
    pub(crate) fn suggest(mut self, meant: Option<String>) -> Reject {
        self.suggestion = meant;
        self
    }

    pub(super) fn at(mut self, name: &Arc<str>, line: u32) -> Reject {
        self.origin = Origin::new(Arc::clone(name), line);
        self
    }
}

impl fmt::Display for Reject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.origin.is_none() {
            write!(f, "{}: ", self.origin)?;
        }
        match (self.column, &self.field) {
            (0, None) => {}
            (0, Some(field)) => write!(f, "field `{field}`: ")?,
            (column, Some(field)) => write!(f, "column {column} ({field}): ")?,
            (column, None) => write!(f, "column {column}: ")?,
        }
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean {meant:?}?"),
            None => Ok(()),
        }
    }
}

/// As faults of other readers are told, with the number of the column in the message.
impl From<Reject> for Fault {
    fn from(reject: Reject) -> Fault {
        let mut reject = reject;
        let origin = std::mem::take(&mut reject.origin);
        let suggestion = reject.suggestion.take();
        let mut fault = Fault::new(reject.to_string()).at(origin);
        fault.suggestion = suggestion;
        fault
    }
}

/// Why a bulk read did not come to its end: a reader or writer that failed, a header without columns that are
/// needed, or a rejected row where reading was asked to stop at the first.
///
/// ```
/// use demarche::{Input, Reading};
///
/// let rows = "Aruba\tConsult\tMalta\n";
/// let reading = Reading::new().stop_at_first(true);
/// let error = reading.quads(rows.as_bytes(), "rows.tsv", &mut Input::default()).unwrap_err();
/// assert!(error.is_rejected());
/// assert_eq!(error.to_string(), "rows.tsv:1: 3 cells; expected at least 4: subject, relation, object, date");
/// ```
#[derive(Clone, thiserror::Error)]
#[error("{reject}")]
pub struct ReadError {
    reject: Reject,
    kind: Kind,
    report: Box<ReadReport>,
}

/// What kept a bulk read from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Io,
    Header,
    Rejected,
}

impl ReadError {
    pub(super) fn new(reject: Reject, kind: Kind, report: ReadReport) -> ReadError {
        ReadError {
            reject,
            kind,
            report: Box::new(report),
        }
    }

    /// Whether a reader or writer failed.
    pub fn is_io(&self) -> bool {
        self.kind == Kind::Io
    }

    /// Whether the first line does not name the columns that are needed.
    pub fn is_header(&self) -> bool {
        self.kind == Kind::Header
    }

    /// Whether a row was rejected, and reading was asked to stop there.
    pub fn is_rejected(&self) -> bool {
        self.kind == Kind::Rejected
    }

    /// What the read had come to.
    pub fn report(&self) -> &ReadReport {
        &self.report
    }
}

/// As faults of other readers are told.
impl From<ReadError> for Fault {
    fn from(error: ReadError) -> Fault {
        error.reject.into()
    }
}
