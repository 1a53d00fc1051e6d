//! How much time lies between two things, the least and the most over all worlds.

use crate::id::EventId;
use crate::timeline::{Lookup, LookupError, Moment, OPEN, Timeline};
use std::fmt;

/// How much time lies between two things: the least and the most over all worlds.
///
/// Ticks are microseconds, and negative where the order is the other way round. Both bounds are met: in
/// some world it is exactly that long. `None` is no bound: it can be as long, or as short, as one likes.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04-28"));
/// let t = t.build()?;
/// let lapse = t.time_between("talks", "remark")?;
/// assert_eq!(lapse.to_string(), "more than 2 days and less than 4 days");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lapse {
    pub(super) least: Option<i128>,
    pub(super) most: Option<i128>,
    pub(super) settled: bool,
}

impl Lapse {
    /// The least, in microseconds.
    pub fn least(&self) -> Option<i128> {
        self.least
    }

    /// The most, in microseconds.
    pub fn most(&self) -> Option<i128> {
        self.most
    }

    /// Whether the bounds are those of the worlds. Where the search was cut off they are no tighter
    /// than those: it never lasts longer or shorter than they say.
    pub fn is_settled(&self) -> bool {
        self.settled
    }
}

/// In words: `more than 2 days and less than 4 days`, `at least 3 hours`, `exactly 1 hour 30 minutes`. "More than"
/// and "less than" stand for bounds within a millisecond of whole minutes, which days and strict orders make.
impl fmt::Display for Lapse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let least = |ticks: i128| match ticks.rem_euclid(MINUTE) {
            few @ 1..MOMENT => format!("more than {}", spelled(ticks - few)),
            _ => format!("at least {}", spelled(ticks)),
        };
        let most = |ticks: i128| match (-ticks).rem_euclid(MINUTE) {
            few @ 1..MOMENT => format!("less than {}", spelled(ticks + few)),
            _ => format!("at most {}", spelled(ticks)),
        };
        match (self.least, self.most) {
            (None, None) => f.write_str("of any length")?,
            (Some(a), Some(b)) if a == b => write!(f, "exactly {}", spelled(a))?,
            (Some(a), None) => f.write_str(&least(a))?,
            (None, Some(b)) => f.write_str(&most(b))?,
            (Some(a), Some(b)) => write!(f, "{} and {}", least(a), most(b))?,
        }
        f.write_str(if self.settled { "" } else { " (not settled)" })
    }
}

const MINUTE: i128 = 60_000_000;
const MOMENT: i128 = 1_000;

/// `3 days 4 hours`, `-90 seconds`.
fn spelled(ticks: i128) -> String {
    let units = [
        (24 * 60 * MINUTE, "day"),
        (60 * MINUTE, "hour"),
        (MINUTE, "minute"),
        (1_000_000, "second"),
        (1, "microsecond"),
    ];
    let (mut rest, mut parts) = (ticks.abs(), Vec::new());
    for (length, name) in units {
        let n = rest / length;
        rest %= length;
        if n > 0 {
            parts.push(format!("{n} {name}{}", if n == 1 { "" } else { "s" }));
        }
    }
    if parts.is_empty() {
        return "0 seconds".to_string();
    }
    let sign = if ticks < 0 { "-" } else { "" };
    format!("{sign}{}", parts.join(" "))
}

impl Timeline {
    /// How long it is from one event to another, from beginning to beginning: exactly, over all worlds.
    ///
    /// Negative where the second begins first. Every event counts as if it took place. The time from
    /// the *end* of the one to the beginning of the other is what gaps limit; see
    /// [`Pair::certainty_within`](crate::Pair::certainty_within).
    ///
    /// Two distances: constant time for events that no relations connect, a search for shortest ways
    /// in their component at most.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn time_between(
        &self,
        from: impl Lookup<EventId>,
        to: impl Lookup<EventId>,
    ) -> Result<Lapse, LookupError> {
        let [x, y] = [from.look_up(self)?, to.look_up(self)?].map(|id| Moment::begin(id.0));
        let bound = |ticks: i128| (ticks < OPEN).then_some(ticks);
        Ok(Lapse {
            least: bound(self.distance(y, x)).map(|ticks| -ticks),
            most: bound(self.distance(x, y)),
            settled: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lapses_are_told_in_words() {
        let told = |least, most| {
            let settled = true;
            let lapse = Lapse {
                least,
                most,
                settled,
            };
            lapse.to_string()
        };
        assert_eq!(told(None, None), "of any length");
        assert_eq!(told(Some(0), Some(0)), "exactly 0 seconds");
        assert_eq!(told(Some(MINUTE), Some(MINUTE)), "exactly 1 minute");
        assert_eq!(told(Some(1), None), "more than 0 seconds");
        assert_eq!(told(None, Some(-1)), "less than 0 seconds");
        assert_eq!(told(Some(-61_000_000), None), "at least -1 minute 1 second");
        let day = 24 * 60 * MINUTE;
        let both = told(Some(2 * day + 60 * MINUTE), Some(4 * day - 1));
        assert_eq!(both, "at least 2 days 1 hour and less than 4 days");
        assert_eq!(
            told(Some(day + 3), Some(2 * day - 2)),
            "more than 1 day and less than 2 days"
        );
    }
}
