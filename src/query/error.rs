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
