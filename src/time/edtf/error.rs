//! What may be wrong with a date.

use crate::time::tick::Tick;
use crate::time::zone::{Unresolved, Zone};

/// A text that is no date, or that gives no window.
///
/// The message says what is wrong, at which column, and what would be right.
///
/// ```
/// use demarche::Date;
///
/// let error = Date::parse("2025-02-30").unwrap_err();
/// assert!(error.is_syntax());
/// assert_eq!(error.column(), Some(9));
/// assert_eq!(error.to_string(), "`2025-02-30`: column 9: February 2025 has 28 days");
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{}`: {}", .0.text, .0.kind)]
pub struct DateError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    text: Box<str>,
    kind: DateErrorKind,
}

impl DateError {
    pub(super) fn new(text: &str, kind: DateErrorKind) -> Self {
        DateError(Box::new(Inner {
            text: text.into(),
            kind,
        }))
    }

    /// The column at which the fault lies, counted in characters from 1, where it lies at one.
    pub fn column(&self) -> Option<usize> {
        match &self.0.kind {
            DateErrorKind::Syntax { column, .. } | DateErrorKind::NoMatch { column } => {
                Some(*column)
            }
            DateErrorKind::Reversed { column, .. } => Some(*column),
            _ => None,
        }
    }

    /// What is wrong, without the text and the column in it.
    pub(crate) fn reason(&self) -> String {
        crate::time::without_column(&self.0.kind.to_string())
    }

    /// Whether the text is not written as a date is, or names a day that no calendar has.
    pub fn is_syntax(&self) -> bool {
        matches!(
            self.0.kind,
            DateErrorKind::Syntax { .. } | DateErrorKind::NoMatch { .. }
        )
    }

    /// Whether an interval or a range ends before it begins.
    pub fn is_reversed(&self) -> bool {
        matches!(self.0.kind, DateErrorKind::Reversed { .. })
    }

    /// Whether the date lies beyond the range of ticks.
    pub fn is_out_of_range(&self) -> bool {
        self.0.kind == DateErrorKind::OutOfRange
    }

    /// Whether clocks of the zone skipped the date.
    pub fn is_unread(&self) -> bool {
        matches!(self.0.kind, DateErrorKind::Unread(_))
    }

    /// Whether the date lists all of several, which does not say when one event was.
    pub fn is_all_of(&self) -> bool {
        self.0.kind == DateErrorKind::AllOf
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum DateErrorKind {
    #[error("column {column}: {problem}")]
    Syntax { column: usize, problem: String },
    #[error("column {column}: no day of the calendar matches it")]
    NoMatch { column: usize },
    #[error(
        "column {column}: it ends before it begins, at {end} at the latest, and begins at {start} at the \
         earliest; write the earlier date first"
    )]
    Reversed {
        column: usize,
        start: Tick,
        end: Tick,
    },
    #[error("it lies beyond the range of ticks, the years -290308 to 294247")]
    OutOfRange,
    #[error("no clock in the zone {0} ever read it: the zone's clocks skipped it")]
    Unread(Zone),
    #[error(
        "a list of all of several dates does not say when one event was; write [A,B] for one of several, A/B \
         for a time from A to B, or make one event of each"
    )]
    AllOf,
}

impl DateErrorKind {
    pub(super) fn unresolved(unresolved: Unresolved, zone: &Zone) -> Self {
        match unresolved {
            Unresolved::OutOfRange => DateErrorKind::OutOfRange,
            Unresolved::Unread => DateErrorKind::Unread(*zone),
        }
    }
}
