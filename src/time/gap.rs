//! Gaps: how long lies between two events.

use std::fmt;

use super::duration::Duration;

/// The least and the greatest time between two events, both inclusive, each left out where it is open.
///
/// For *x before y* it limits the time from the end of x to the beginning of y, for *x after y* that from the
/// end of y to the beginning of x; for *meets* and *met by* that time is zero.
///
/// ```
/// use demarche::{Gap, days, hours};
///
/// let gap = Gap { min: Some(hours(1)), max: Some(days(1)) };
/// assert!(gap.allows(3_600_000_000));
/// assert!(!gap.allows(0));
/// assert!(Gap::default().allows(0));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Gap {
    /// At least so long; no limit where `None`.
    pub min: Option<Duration>,
    /// At most so long; no limit where `None`.
    pub max: Option<Duration>,
}

impl Gap {
    /// No limit at all.
    pub const ANY: Gap = Gap {
        min: None,
        max: None,
    };

    /// At most so long.
    pub const fn within(max: Duration) -> Self {
        Gap {
            min: None,
            max: Some(max),
        }
    }

    /// At least so long.
    pub const fn at_least(min: Duration) -> Self {
        Gap {
            min: Some(min),
            max: None,
        }
    }

    /// Whether there is no limit.
    pub const fn is_any(self) -> bool {
        self.min.is_none() && self.max.is_none()
    }

    /// Whether a time between two events, in microseconds, keeps to both limits.
    pub fn allows(self, micros: i64) -> bool {
        self.min.is_none_or(|min| min.micros() <= micros)
            && self.max.is_none_or(|max| micros <= max.micros())
    }

    /// Whether no time at all keeps to both limits, since the least is longer than the greatest.
    pub fn is_empty(self) -> bool {
        matches!((self.min, self.max), (Some(min), Some(max)) if min > max)
    }
}

/// At most so long.
impl From<Duration> for Gap {
    fn from(max: Duration) -> Self {
        Gap::within(max)
    }
}

/// As in query text: `at least PT1H within P1D`, or nothing.
impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.min, self.max) {
            (None, None) => Ok(()),
            (Some(min), None) => write!(f, "at least {min}"),
            (None, Some(max)) => write!(f, "within {max}"),
            (Some(min), Some(max)) => write!(f, "at least {min} within {max}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::duration::{days, hours};
    use super::*;

    #[test]
    fn limits_are_inclusive() {
        let gap = Gap {
            min: Some(hours(1)),
            max: Some(days(1)),
        };
        for (micros, allowed) in [
            (3_599_999_999, false),
            (3_600_000_000, true),
            (86_400_000_000, true),
            (86_400_000_001, false),
        ] {
            assert_eq!(gap.allows(micros), allowed);
        }
        assert_eq!(gap.to_string(), "at least PT1H within P1D");
    }

    #[test]
    fn a_gap_may_be_empty() {
        assert!(
            Gap {
                min: Some(days(2)),
                max: Some(days(1))
            }
            .is_empty()
        );
        assert!(
            !Gap {
                min: Some(days(1)),
                max: Some(days(1))
            }
            .is_empty()
        );
        assert!(Gap::ANY.is_any() && !Gap::ANY.is_empty());
    }
}
