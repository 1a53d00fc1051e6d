//! Whom an actor met shortly before something.

use crate::id::{ActorId, EventId};
use crate::query::formula::Formula;
use crate::query::relate::check_gap;
use crate::query::{Encounter, QueryError};
use crate::time::{Gap, Relation};
use crate::timeline::{EventKind, Lookup, Moment, Timeline};

impl Timeline {
    /// Whom an actor met before an event with so much time between, nearest first: the meeting that can have
    /// ended the least time before it, then the one of which that time is at most shorter, then in file
    /// order. Of two meetings one of which certainly ended later, that one comes first.
    ///
    /// Each pair of the actor and another participant, and each meeting, once; the actor is the first of
    /// [`Encounter::actors`]. What was only alleged or implied is at most possible, as in
    /// [`who_met_before`](Timeline::who_met_before). Linear in the events of the actor, and a sort.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`]; and where the gap is reversed.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::person("c", "Cy")]);
    /// t.add(Meeting::new("dinner").between(["a", "b"]).on("2025-04-14"));
    /// t.add(Meeting::new("call").between(["c", "a"]).on("2025-04-25"));
    /// t.add(Meeting::new("long-ago").between(["c", "a"]).on("2025-03"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-28"));
    /// let t = t.build()?;
    /// let met = t.met_shortly_before("a", "remark", days(14))?;
    /// let met: Vec<String> = met.map(|m| m.to_string()).collect();
    /// // From the 14th to the 28th it can be a little more than 14 days.
    /// assert_eq!(met, [r#"certain: Ada met Cy at "call""#, r#"possible: Ada met Bo at "dinner""#]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn met_shortly_before(
        &self,
        actor: impl Lookup<ActorId>,
        event: impl Lookup<EventId>,
        within: impl Into<Gap>,
    ) -> Result<impl Iterator<Item = Encounter<'_>>, QueryError> {
        let (actor, other) = (actor.look_up(self)?.0, event.look_up(self)?.0);
        let (set, gap) = (Relation::Before.into(), within.into());
        check_gap(set, gap)?;
        let kinds = &self.store().columns.kind;
        let is_meeting = |&e: &u32| {
            self.is_matched(other)
                && e != other
                && kinds[e as usize] == EventKind::Meeting
                && self.is_matched(e)
        };
        let listed = self.events_of(actor).iter().copied().filter(is_meeting);
        let mut meetings: Vec<(i128, i128, u32)> = listed
            .map(|m| {
                let (end, begin) = (Moment::end(m), Moment::begin(other));
                let (least, most) = (-self.distance(begin, end), self.distance(end, begin));
                (least.max(0), most, m)
            })
            .collect();
        meetings.sort_unstable();
        let formula = move |x: u32| Formula {
            x,
            set,
            y: other,
            gap,
        };
        let found = meetings.into_iter().flat_map(move |(.., m)| {
            let pairs = self.persons_at(formula(m)).into_iter();
            pairs.filter_map(move |pair| pair.of(actor))
        });
        Ok(found)
    }
}
