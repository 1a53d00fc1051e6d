//! What a pattern asks for, for those who show its answers.

use super::ast::{Find, Unit};
use super::pattern::Pattern;

/// What the answer to a pattern consists of.
///
/// ```
/// use demarche::pattern::Unit;
/// use demarche::{Asked, Pattern};
///
/// let asked = |text: &str| text.parse().map(|pattern: Pattern| pattern.asked());
/// assert_eq!(asked("find last 1 by ?m of ?m where meeting ?m")?, Asked::Answers);
/// assert_eq!(asked("find count ?m where meeting ?m")?, Asked::Count);
/// assert_eq!(asked("find count per day of ?m where meeting ?m")?, Asked::CountPer(Unit::Day));
/// # Ok::<(), demarche::PatternError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Bindings of variables: see [`Timeline::ask`](crate::Timeline::ask).
    Answers,
    /// How many there are: see [`Timeline::count`](crate::Timeline::count).
    Count,
    /// How many there are in each unit of time: see
    /// [`Timeline::count_per_unit`](crate::Timeline::count_per_unit).
    CountPer(Unit),
}

/// What a pattern asks for.
impl Pattern {
    /// Whether answers are asked for, or their number.
    pub fn asked(&self) -> Asked {
        match &self.ast().find {
            Find::Answers(_) | Find::Extreme { .. } => Asked::Answers,
            Find::Count(_) => Asked::Count,
            Find::CountPer { unit, .. } => Asked::CountPer(*unit),
        }
    }

    /// Whether only certain answers are wanted.
    pub fn is_certainly(&self) -> bool {
        self.ast().certainly
    }

    /// The most answers that are wanted, or counts of units of time.
    pub fn limit(&self) -> Option<u64> {
        self.ast().limit
    }

    /// The same pattern for answers that are only possible, too.
    ///
    /// ```
    /// # use demarche::Pattern;
    /// let pattern: Pattern = "find ?m where meeting ?m certainly limit 3".parse()?;
    /// assert_eq!(pattern.possibly().unlimited().to_string(), "find ?m where meeting ?m");
    /// # Ok::<(), demarche::PatternError>(())
    /// ```
    #[must_use]
    pub fn possibly(&self) -> Pattern {
        self.changed(|ast| ast.certainly = false)
    }

    /// The same pattern for all answers.
    #[must_use]
    pub fn unlimited(&self) -> Pattern {
        self.changed(|ast| ast.limit = None)
    }
}
