//! What can be wrong with a question.

use crate::time::{Gap, RelationSet};
use crate::timeline::LookupError;

/// Why a question can't be answered as it is asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct QueryError(#[from] Kind);

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Lookup(LookupError),
    #[error("{0}")]
    Word(String),
    #[error("a gap limits before, meets, met_by and after only, not {0}")]
    GapElsewhere(RelationSet),
    #[error("the gap is reversed: {0}")]
    ReversedGap(Gap),
}

impl QueryError {
    pub(crate) fn gap_elsewhere(set: RelationSet) -> QueryError {
        QueryError(Kind::GapElsewhere(set))
    }

    pub(crate) fn reversed_gap(gap: Gap) -> QueryError {
        QueryError(Kind::ReversedGap(gap))
    }

    pub(crate) fn at(_: crate::query::pattern::ast::Span, error: LookupError) -> QueryError {
        error.into()
    }

    pub(crate) fn unknown_topic(name: &crate::query::pattern::ast::Name, meant: Option<String>) -> QueryError {
        QueryError(Kind::Word(format!("there is no topic or event {:?}, {meant:?}", name.text)))
    }

    pub(crate) fn topic_and_event(name: &crate::query::pattern::ast::Name) -> QueryError {
        QueryError(Kind::Word(format!("topic and event {:?}", name.text)))
    }

    pub(crate) fn bad_date(name: &crate::query::pattern::ast::Name, error: &crate::time::DateError) -> QueryError {
        QueryError(Kind::Word(format!("date {:?} {error}", name.text)))
    }

    /// Whether a name in the question means nothing, or several things.
    pub fn is_lookup(&self) -> bool {
        matches!(self.0, Kind::Lookup(_))
    }

    /// Whether the question limits a gap where there is none.
    pub fn is_gap(&self) -> bool {
        matches!(self.0, Kind::GapElsewhere(_) | Kind::ReversedGap(_))
    }

    /// What was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match &self.0 {
            Kind::Lookup(error) => error.suggestion(),
            _ => None,
        }
    }
}

impl From<LookupError> for QueryError {
    fn from(error: LookupError) -> QueryError {
        QueryError(Kind::Lookup(error))
    }
}
