//! How two events can stand to each other.

use super::certainty::{Certainty, judge_pair, outcomes, unrelated};
use super::error::QueryError;
use super::formula::{Formula, GAPPED};
use super::reason::Explanation;
use crate::id::EventId;
use crate::time::{Gap, RelationSet};
use crate::timeline::{EventView, Lookup, LookupError, Timeline};

/// Two events of a timeline, and everything that can be asked about their order.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04-25/2025-04-26"));
/// let t = t.build()?;
/// let pair = t.relate("talks", "remark")?;
/// assert!(!pair.possible().contains(After.into()));
/// assert_eq!(pair.certainty(Before), Certainty::Possible);
/// assert_eq!(pair.certainty_within(Before, days(3))?, Certainty::Possible);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Pair<'t> {
    timeline: &'t Timeline,
    left: u32,
    right: u32,
}

impl<'t> Pair<'t> {
    /// The event on the left.
    pub fn left(&self) -> EventView<'t> {
        self.timeline.view(self.left)
    }

    /// The event on the right.
    pub fn right(&self) -> EventView<'t> {
        self.timeline.view(self.right)
    }

    /// The relations in which the two stand in at least one world, exactly.
    ///
    /// Constant time for events that no claims connect; in one component of claims a look-up after the first
    /// question, in a large one (more than 512 ends of events) a search for shortest ways.
    pub fn possible(&self) -> RelationSet {
        self.timeline
            .possible_relations(EventId(self.left), EventId(self.right))
    }

    /// How sure it is that one of some relations holds.
    pub fn certainty(&self, relations: impl Into<RelationSet>) -> Certainty {
        let set = relations.into();
        let possible = self.possible();
        Certainty::of(!(possible & set).is_empty(), (possible & !set).is_empty())
    }

    /// How sure it is that one of some relations holds with so much time between.
    ///
    /// A [`Duration`](crate::Duration) is an upper limit, a [`Gap`] says both.
    ///
    /// # Errors
    ///
    /// A gap says something about `before`, `meets`, `met_by` and `after` only, and its least must
    /// not be above its greatest.
    pub fn certainty_within(
        &self,
        relations: impl Into<RelationSet>,
        gap: impl Into<Gap>,
    ) -> Result<Certainty, QueryError> {
        let formula = self.formula(relations.into(), gap.into())?;
        Ok(judge_pair(self.timeline, formula))
    }

    /// Why one of some relations is certain, impossible or only possible.
    ///
    /// Solves the components of the two events several times over: milliseconds for what people
    /// write, seconds for a component of a million.
    pub fn explain(&self, relations: impl Into<RelationSet>) -> Explanation {
        let (x, y, set) = (self.left, self.right, relations.into());
        self.timeline.explain_formula(Formula {
            x,
            set,
            y,
            gap: Gap::default(),
        })
    }

    /// Why one of some relations with so much time between is certain, impossible or only possible.
    ///
    /// # Errors
    ///
    /// As for [`certainty_within`](Pair::certainty_within).
    pub fn explain_within(
        &self,
        relations: impl Into<RelationSet>,
        gap: impl Into<Gap>,
    ) -> Result<Explanation, QueryError> {
        let formula = self.formula(relations.into(), gap.into())?;
        Ok(self.timeline.explain_formula(formula))
    }

    fn formula(&self, set: RelationSet, gap: Gap) -> Result<Formula, QueryError> {
        check_gap(set, gap)?;
        Ok(Formula {
            x: self.left,
            set,
            y: self.right,
            gap,
        })
    }
}

/// Whether a gap can be asked of a set of relations.
pub(crate) fn check_gap(set: RelationSet, gap: Gap) -> Result<(), QueryError> {
    if gap.is_any() {
        return Ok(());
    }
    if set.is_empty() || !(set & !GAPPED).is_empty() {
        return Err(QueryError::gap_elsewhere(set));
    }
    if gap.is_empty() {
        return Err(QueryError::reversed_gap(gap));
    }
    Ok(())
}

impl Timeline {
    /// Two events, to be asked how they can stand to each other.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn relate(
        &self,
        left: impl Lookup<EventId>,
        right: impl Lookup<EventId>,
    ) -> Result<Pair<'_>, LookupError> {
        let (left, right) = (left.look_up(self)?.0, right.look_up(self)?.0);
        Ok(Pair {
            timeline: self,
            left,
            right,
        })
    }

    /// The relations in which two events stand in at least one world: exactly those.
    ///
    /// Under 100 ns for two events that no relations connect. For events of one component of at
    /// most 256 the minimal network of the component is made once and kept; in larger ones each
    /// call runs four searches for shortest ways.
    ///
    /// An id of another timeline gives the empty set.
    pub fn possible_relations(&self, left: EventId, right: EventId) -> RelationSet {
        let (x, y) = (left.0, right.0);
        if x as usize >= self.len() || y as usize >= self.len() {
            return RelationSet::EMPTY;
        }
        if x != y
            && let Some((a, a_instant)) = self.lone_window(x)
            && let Some((b, b_instant)) = self.lone_window(y)
        {
            return unrelated(a, a_instant, b, b_instant);
        }
        outcomes(&self.quad(x, y), Gap::default()).possible()
    }
}
