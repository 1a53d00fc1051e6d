//! What an actor did in a stretch of time.

use crate::id::{ActorId, EventId};
use crate::query::{Certainty, QueryError};
use crate::time::Tick;
use crate::timeline::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Lookup, Moment, Timeline, near, seek};
use std::iter::FusedIterator;

/// The events of an actor in a stretch of time, in order; see [`Timeline::agenda`].
#[derive(Clone, Debug)]
pub struct Agenda {
    events: std::vec::IntoIter<(i64, u32, Certainty)>,
}

impl Iterator for Agenda {
    type Item = (EventId, Certainty);

    fn next(&mut self) -> Option<Self::Item> {
        let (_, event, certainty) = self.events.next()?;
        Some((EventId(event), certainty))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.events.size_hint()
    }
}

impl ExactSizeIterator for Agenda {}
impl FusedIterator for Agenda {}

impl Timeline {
    /// The events of an actor that lie between two ticks, both included, and are at least so sure to: those in which
    /// the actor took part, spoke, wrote, acted, or was addressed.
    ///
    /// They come by latest beginning (none last) and then in file order. Events that occurred count, and alleged
    /// ones as at most possible; so does a presence that is only implied.
    ///
    /// The first question makes an index, `O(n log n)`. Then it takes `O(log k + a)` for `k` events of the actor and
    /// `a` answers, but for events dated worse than to sixteen days, each of which is looked at, and for those about
    /// as close to one of the ticks as their own dates are wide.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-30"));
    /// t.add(Statement::new("remark").by("b").to("a").on("2025-04-02T10:00"));
    /// t.add(Statement::new("address").by("a").on("[2025-04-29..2025-05-02]"));
    /// let t = t.build()?;
    /// let (april, _) = demarche::date_window("2025-04", t.zone())?;
    /// let (from, to) = (april.begin.earliest.unwrap(), april.end.latest.unwrap());
    /// let keys = |at_least| -> demarche::Result<Vec<String>> {
    ///     let events = t.agenda("a", from, to, at_least)?;
    ///     Ok(events.map(|(event, _)| t.event(event).unwrap().key().to_owned()).collect())
    /// };
    /// assert_eq!(keys(Certainty::Certain)?, ["remark", "talks"]);
    /// assert_eq!(keys(Certainty::Possible)?, ["remark", "talks", "address"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn agenda(
        &self,
        actor: impl Lookup<ActorId>,
        from: Tick,
        to: Tick,
        at_least: Certainty,
    ) -> Result<Agenda, QueryError> {
        let actor = actor.look_up(self)?.0;
        let (from, to) = (from.as_micros(), to.as_micros());
        let diary = self.events_diary();
        let sure_only = at_least == Certainty::Certain;
        let mut found: Vec<(i64, u32, Certainty)> = Vec::new();
        let mut is_sorted = true;
        let near_from = near(from.into());
        let near_to = near(to.into());
        for row in diary.of(actor) {
            let margin = if sure_only { 0 } else { row.width };
            let first = row.before(near_from);
            let rest = &row.ticks[first..];
            let count = seek(rest, 0, |&tick| tick <= near_to + margin);
            if count == 0 {
                continue;
            }
            is_sorted &= found.is_empty();
            found.reserve(count);
            let ticks = rest[..count].iter();
            for (&tick, &event) in ticks.zip(&row.events[first..]) {
                let inside = tick - row.width >= near_from && tick + row.width <= near_to;
                let certainty = if inside {
                    Certainty::Certain
                } else {
                    self.lies_between(event, from, to)
                };
                if certainty > Certainty::Impossible && certainty >= at_least {
                    found.push((tick, event, certainty));
                }
            }
        }
        let loose = diary.loose(actor);
        for (&tick, &event) in loose.ticks.iter().zip(loose.events) {
            let mut certainty = self.lies_between(event, from, to);
            if self.is_alleged(event) || !self.surely_involves(event, actor) {
                certainty = certainty.min(Certainty::Possible);
            }
            if certainty > Certainty::Impossible && certainty >= at_least {
                is_sorted = false;
                found.push((tick, event, certainty));
            }
        }
        if !is_sorted {
            // Each shelf is in order: a stable sort merges such runs.
            found.sort_by_key(|&(tick, event, _)| (tick, event));
        }
        Ok(Agenda {
            events: found.into_iter(),
        })
    }

    /// Whether an actor has a part in an event that is not only implied.
    fn surely_involves(&self, event: u32, actor: u32) -> bool {
        use crate::timeline::Part;
        self.involved(event).iter().any(|i| {
            i.actor == actor
                && !matches!(i.part, Part::Absent | Part::Concerned)
                && !i.is_denied()
                && !i.is_implied()
        })
    }

    /// How sure it is that an event lies between two ticks.
    fn lies_between(&self, event: u32, from: i64, to: i64) -> Certainty {
        let (from, to) = (i128::from(from), i128::from(to));
        let certain = self.bound(event, BEGIN_LO) >= from && self.bound(event, END_HI) <= to;
        let possible = self.bound(event, BEGIN_HI) >= from
            && self.bound(event, END_LO) <= to
            // The least that the event can last has to fit.
            && -self.distance(Moment::end(event), Moment::begin(event)) <= to - from;
        Certainty::of(possible, certain)
    }
}
