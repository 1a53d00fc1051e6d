//! Who was not in the room though the meeting concerned them.

use super::certainty::Certainty;
use super::error::QueryError;
use super::projection::{self, BUDGET, Way};
use crate::id::MeetingId;
use crate::timeline::{ActorView, Lookup, MeetingView, Part, Timeline};
use std::fmt;

/// An actor who was not in the room although the meeting concerned them.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::state("b", "Boland")]);
/// t.add(Meeting::new("talks").with("a").absent("b").concerns("b"));
/// let t = t.build()?;
/// let absent = t.absent_though_concerned("talks")?.next().unwrap();
/// assert_eq!((absent.actor().key(), absent.certainty()), ("b", Certainty::Certain));
/// assert!(absent.is_recorded());
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Absence<'t> {
    timeline: &'t Timeline,
    meeting: u32,
    actor: u32,
    certainty: Certainty,
    recorded: bool,
}

impl<'t> Absence<'t> {
    /// The meeting from which the actor was absent.
    pub fn meeting(&self) -> MeetingView<'t> {
        MeetingView::new(self.timeline, self.meeting)
    }

    /// Who was absent, though the meeting concerned them.
    pub fn actor(&self) -> ActorView<'t> {
        ActorView::new(self.timeline, self.actor)
    }

    /// How sure the absence is.
    pub fn certainty(&self) -> Certainty {
        self.certainty
    }

    /// Whether the record of the meeting says that the actor was absent; where it only names no
    /// one who was there for them, the absence is possible.
    pub fn is_recorded(&self) -> bool {
        self.recorded
    }
}

/// `certain: Ukraine was absent from "talks"`.
impl fmt::Display for Absence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let meeting = self.meeting();
        write!(
            f,
            "{}: {} was absent from {:?}",
            self.certainty,
            self.actor(),
            meeting.name()
        )?;
        if self.recorded {
            Ok(())
        } else {
            f.write_str(" (nobody is named who was there for them)")
        }
    }
}

impl fmt::Debug for Absence<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Absence({self})")
    }
}

impl Timeline {
    /// Who was absent from a meeting that concerned them, in the order of its record.
    ///
    /// Certain where the record says so and the meeting occurred. Where an actor is concerned, and
    /// the record neither says that they were absent nor names anybody who was there for them in
    /// every world, the absence is possible: records don't name everybody.
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
    /// t.add(Actor::state("c", "Cyprus"));
    /// t.add(Meeting::new("talks").between(["a", "b"]).absent("c").concerns("c"));
    /// let t = t.build()?;
    /// let absent: Vec<String> = t.absent_though_concerned("talks")?.map(|a| a.to_string()).collect();
    /// assert_eq!(absent, [r#"certain: Cyprus was absent from "talks""#]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn absent_though_concerned(
        &self,
        meeting: impl Lookup<MeetingId>,
    ) -> Result<impl Iterator<Item = Absence<'_>>, QueryError> {
        let meeting = meeting.look_up(self)?.0;
        let matched = self.is_matched(meeting);
        let row = self.involved(meeting);
        let concerned = row
            .iter()
            .filter(move |i| matched && i.part == Part::Concerned)
            .map(|i| i.actor);
        Ok(concerned.filter_map(move |actor| {
            let recorded = row
                .iter()
                .any(|i| i.actor == actor && i.part == Part::Absent);
            let certainty = match (recorded, self.is_alleged(meeting)) {
                (true, false) => Certainty::Certain,
                (true, true) => Certainty::Possible,
                (false, _) if self.is_represented(meeting, actor) => return None,
                (false, _) => Certainty::Possible,
            };
            Some(Absence {
                timeline: self,
                meeting,
                actor,
                certainty,
                recorded,
            })
        }))
    }

    /// Whether somebody was certainly there for an actor.
    fn is_represented(&self, meeting: u32, actor: u32) -> bool {
        let mut ways = Vec::new();
        for person in self.participants(meeting) {
            let (capacities, _) = self.capacities(meeting, person.actor);
            for capacity in capacities.iter().filter(|c| c.principal == actor) {
                let steps = self.office_steps(meeting, capacity);
                ways.push(Way {
                    steps,
                    open: person.is_implied(),
                });
            }
        }
        projection::judge(self, &ways, BUDGET).certainty == Certainty::Certain
    }
}
