//! Everything that can go wrong, in one type.

#[cfg(feature = "csv")]
use crate::io::MappingError;
#[cfg(feature = "parquet")]
use crate::io::TablesError;
use crate::io::{OpenError, ReadError};
use crate::model::{GradeError, JsonError, NumberError, WordError};
use crate::query::{PatternError, QueryError, SqlError};
use crate::time::{DateError, DurationError, RelationNameError, ZoneError};
use crate::timeline::{AssumeError, BuildError, LookupError, TooManyEvents};
use std::fmt;
use std::io;
use std::sync::Arc;

/// Anything that can go wrong in this crate. Each kind of error is a type of its own, with
/// predicates; this one is for `?`, with files that can't be opened among the rest.
///
/// A `main` that returns it, or any of them in a box, shows a user what was meant: `Debug` writes what `Display` does.
///
/// ```
/// use demarche::prelude::*;
///
/// fn build() -> demarche::Result<Timeline> {
///     let mut t = Timeline::builder();
///     t.add(Statement::new("remark").by("nobody"));
///     Ok(t.build()?)
/// }
/// let error = build().unwrap_err();
/// assert_eq!(error.to_string(), "field `by[0]` of \"remark\": there is no actor \"nobody\"");
/// ```
#[derive(Clone, thiserror::Error)]
#[error(transparent)]
#[non_exhaustive]
pub enum Error {
    /// No timeline was built.
    Build(#[from] BuildError),
    /// A claim can't be assumed.
    Assume(#[from] AssumeError),
    /// A question can't be answered as it is asked.
    Query(#[from] QueryError),
    /// A text is no pattern.
    Pattern(#[from] PatternError),
    /// A pattern has no exact form in SQL.
    Sql(#[from] SqlError),
    /// A name means nothing.
    Lookup(#[from] LookupError),
    /// A text is no date.
    Date(#[from] DateError),
    /// A text is no zone.
    Zone(#[from] ZoneError),
    /// A text is no duration.
    Duration(#[from] DurationError),
    /// A text names no relation.
    Relation(#[from] RelationNameError),
    /// A text is no grade.
    Grade(#[from] GradeError),
    /// A text is none of some words.
    Word(#[from] WordError),
    /// A text is no number.
    Number(#[from] NumberError),
    /// A text is no JSON.
    Json(#[from] JsonError),
    /// A table of events can't be read to its end.
    Read(#[from] ReadError),
    /// A saved timeline can't be opened.
    Open(#[from] OpenError),
    /// A text is no mapping of columns.
    #[cfg(feature = "csv")]
    Mapping(#[from] MappingError),
    /// Tables can't be written.
    #[cfg(feature = "parquet")]
    Tables(#[from] TablesError),
    /// A selection is too large.
    TooMany(#[from] TooManyEvents),
    /// A file can't be read or written. (Shared, so that errors can be cloned.)
    Io(Arc<io::Error>),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Error {
        Error::Io(Arc::new(error))
    }
}

/// As errors are displayed, so that `unwrap`, and a `main` that returns any error, show what was meant.
macro_rules! debug_as_display {
    ($($error:ty)*) => {$(
        impl fmt::Debug for $error {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )*};
}

debug_as_display! {
    Error QueryError PatternError SqlError LookupError TooManyEvents DateError ZoneError DurationError RelationNameError
    GradeError WordError NumberError JsonError ReadError OpenError
}
#[cfg(feature = "csv")]
debug_as_display! { MappingError }
#[cfg(feature = "parquet")]
debug_as_display! { TablesError }

/// A result with [`Error`] in it.
pub type Result<T, E = Error> = std::result::Result<T, E>;
