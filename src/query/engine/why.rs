//! Why a pattern has no answers.

use super::answers::Answers;
use super::prepared::Prepared;
use super::resolved::{Check, Operand, What};
use crate::model::Status;
use crate::query::QueryError;
use crate::query::decide::find_world;
use crate::query::pattern::Pattern;
use crate::query::projection::BUDGET;
use crate::timeline::Timeline;
use std::fmt;
use std::ops::ControlFlow;

/// The condition that leaves a pattern without answers; see
/// [`Timeline::why_none`](crate::Timeline::why_none).
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).at("Moscow"));
/// let t = t.build()?;
/// let why = t.why_none("find ?m where meeting ?m with a at Moskow")?.unwrap();
/// assert_eq!(why.condition(), "meeting ?m at Moskow");
/// assert_eq!(why.suggestion(), Some("Moscow"));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNone {
    condition: String,
    before: usize,
    meant: Option<String>,
    unasked: Option<Status>,
}

impl WhyNone {
    /// The condition, as it is printed in the pattern; of a condition on an event with the one clause that
    /// matters.
    pub fn condition(&self) -> &str {
        &self.condition
    }

    /// How many conditions come before it, which together do have answers.
    pub fn conditions_before(&self) -> usize {
        self.before
    }

    /// Of a condition on one event that matches none only because of its status: that status, which a pattern
    /// has to name.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("a", "Ada"));
    /// t.add(Meeting::new("talks").with("a").status(demarche::Status::Planned));
    /// let t = t.build()?;
    /// let why = t.why_none("find ?who where meeting talks with ?who")?.expect("nobody has met");
    /// assert_eq!(why.unasked_status(), Some(demarche::Status::Planned));
    /// assert!(t.why_none("find ?who where meeting talks with ?who status planned")?.is_none());
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn unasked_status(&self) -> Option<Status> {
        self.unasked
    }

    /// For a place or a channel that nothing in the timeline has: the nearest one that something
    /// has.
    pub fn suggestion(&self) -> Option<&str> {
        self.meant.as_deref()
    }
}

/// `nothing is left once "meeting ?m at Moscw" is asked; did you mean "Moscow"?`
impl fmt::Display for WhyNone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let condition = &self.condition;
        match self.before {
            0 => write!(f, "nothing in the timeline is `{condition}`")?,
            _ => write!(f, "nothing is left once `{condition}` is asked, too")?,
        }
        if let Some(status) = self.unasked {
            write!(
                f,
                "; it is {status}, so that only `status {status}` matches it"
            )?;
        }
        match &self.meant {
            Some(meant) => write!(f, "; did you mean {meant:?}?"),
            None => Ok(()),
        }
    }
}

/// Whether some binding holds in some world: then there is an answer, among the last or first ones, too.
fn has_binding(prepared: &Prepared<'_>) -> bool {
    let (mut run, mut judging) = (prepared.run(), prepared.run());
    let walked = run.walk(&mut |row, tally| {
        let possible = tally.is_possible() || {
            let mut left = prepared.budget;
            !find_world(prepared.t, [judging.condition_of(row)], &mut left).is_none()
        };
        if possible {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    walked.is_break()
}

/// Conditions are taken in one after the other, until there are no answers.
pub(super) fn why_none(t: &Timeline, pattern: &Pattern) -> Result<Option<WhyNone>, QueryError> {
    let any = |prepared: Prepared<'_>| {
        has_binding(&prepared)
            && (!prepared.ast.certainly || Answers::new(prepared, false).next().is_some())
    };
    let whole = Prepared::new(t, pattern, BUDGET)?;
    let all = whole.resolved.top.checks.len();
    if any(whole) {
        return Ok(None);
    }
    // Fewer conditions have more answers, so that the first that leaves none can be found by halving.
    let (mut some, mut none) = (0, all);
    while none - some > 1 {
        let middle = some + (none - some) / 2;
        let mut part = Prepared::new(t, pattern, BUDGET)?;
        part.keep_first(middle);
        if any(part) {
            some = middle;
        } else {
            none = middle;
        }
    }
    let full = Prepared::new(t, pattern, BUDGET)?;
    let last = |check: &&Check| check.ordinal + 1 == none;
    let Some(check) = full.resolved.top.checks.iter().find(last) else {
        return Ok(None);
    };
    let meant = match &check.what {
        What::At {
            place: None, name, ..
        } => crate::model::nearest(name, t.store().columns.places.iter()),
        What::Via { channel, .. } => {
            let channels: Vec<&str> = t.channels().collect();
            let known = channels.contains(&channel.as_str());
            let nearest = crate::model::nearest(channel, channels);
            nearest.filter(|_| !known)
        }
        _ => None,
    };
    let unasked = match &check.what {
        What::Kind {
            event: Operand::Is(event),
            status,
            ..
        } if status.is_empty() => Some(t.view(*event).status())
            .filter(|status| !matches!(status, Status::Occurred | Status::Alleged)),
        _ => None,
    };
    Ok(Some(WhyNone {
        condition: check.text.clone(),
        before: none.saturating_sub(1),
        meant,
        unasked,
    }))
}
