//! Why a pattern can't be said in SQL.

use std::fmt;
use std::ops::Range;

use crate::query::pattern::ast::Span;
use crate::query::pattern::{PatternError, Place};

/// Why a pattern has no SQL that is exact.
///
/// ```
/// use demarche::{Dialect, Pattern};
///
/// let text = "find ?m where meeting ?m for us";
/// let error = text.parse::<Pattern>()?.to_sql(Dialect::DuckDb).unwrap_err();
/// assert_eq!(error.clause(), Some("for us"));
/// assert!(error.to_string().contains("`for us` has no exact form in SQL"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.describe())]
pub struct SqlError {
    at: Option<Place>,
    what: What,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum What {
    Pattern(PatternError),
    /// The clause, and why not.
    Clause(String, String),
}

impl SqlError {
    pub(super) fn of(span: Span, clause: impl fmt::Display, why: impl Into<String>) -> SqlError {
        SqlError {
            at: span.0,
            what: What::Clause(clause.to_string(), why.into()),
        }
    }

    /// One line; it begins with the place where there is one.
    fn describe(&self) -> String {
        match (&self.what, self.at) {
            (What::Pattern(error), _) => error.to_string(),
            (What::Clause(clause, why), Some(at)) => {
                format!("{at}: `{clause}` has no exact form in SQL: {why}")
            }
            (What::Clause(clause, why), None) => {
                format!("`{clause}` has no exact form in SQL: {why}")
            }
        }
    }

    /// The clause that has no form in SQL, as query text; none where the text is no pattern.
    pub fn clause(&self) -> Option<&str> {
        match &self.what {
            What::Pattern(_) => None,
            What::Clause(clause, _) => Some(clause),
        }
    }

    /// Which bytes of the query text are meant; none where the pattern was not read from text, or all of it is meant.
    pub fn span(&self) -> Option<Range<usize>> {
        match &self.what {
            What::Pattern(error) => error.span(),
            What::Clause(..) => self.at.map(Place::bytes),
        }
    }

    /// The message, and below it the line of the query that is meant, with a mark.
    ///
    /// The text is the one that was read.
    pub fn show(&self, text: &str) -> String {
        match (&self.what, self.at) {
            (What::Pattern(error), _) => error.show(text),
            (_, Some(at)) => format!("{self}\n{}", at.show(text)),
            (_, None) => self.to_string(),
        }
    }
}

impl From<PatternError> for SqlError {
    fn from(error: PatternError) -> SqlError {
        SqlError {
            at: None,
            what: What::Pattern(error),
        }
    }
}
