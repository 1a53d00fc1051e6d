//! Who was in the room, as what, and for whom.

use super::mandate::Mandate;
use crate::id::MeetingId;
use crate::model::{Presence, Role};
use crate::query::condition::Condition;
use crate::query::projection::{BUDGET, judge_condition};
use crate::query::{Certainty, QueryError};
use crate::timeline::{ActorView, Capacity, Lookup, MeetingView, Part, Timeline};
use std::fmt;

/// What the record of a meeting says of one actor: whether it was there, as what, and for whom.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::Presence;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").host("a").with(Participant::new("b").implied()));
/// let t = t.build()?;
/// let room: Vec<_> = t.attendance("talks")?.collect();
/// assert_eq!((room[0].certainty(), room[1].certainty()), (Certainty::Certain, Certainty::Possible));
/// assert_eq!(room[1].presence(), Some(Presence::Implied));
/// assert_eq!(room[0].to_string(), "certain: Ada (host)");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Attendance<'t> {
    timeline: &'t Timeline,
    meeting: u32,
    actor: u32,
    presence: Option<Presence>,
    roles: Vec<Role>,
}

impl<'t> Attendance<'t> {
    /// The meeting that was asked about.
    pub fn meeting(&self) -> MeetingView<'t> {
        MeetingView::new(self.timeline, self.meeting)
    }

    /// Whom its record names: a participant, or one listed as absent.
    pub fn actor(&self) -> ActorView<'t> {
        ActorView::new(self.timeline, self.actor)
    }

    /// Whether the presence is reported, implied or denied; `None` for one who is listed as absent.
    pub fn presence(&self) -> Option<Presence> {
        self.presence
    }

    /// As what: the roles that the record gives, each once.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// How sure it is that the actor was there: impossible where that is denied, at most possible where it
    /// is only implied, or the meeting only alleged.
    pub fn certainty(&self) -> Certainty {
        match self.presence {
            None | Some(Presence::Denied) => Certainty::Impossible,
            Some(Presence::Reported) if !self.timeline.is_alleged(self.meeting) => {
                Certainty::Certain
            }
            Some(_) => Certainty::Possible,
        }
    }

    /// In which capacity: all for whom the actor acts at the meeting, if there, beside itself; directly
    /// or through others. The meeting's own record settles whom directly; affiliations go on from there.
    ///
    /// In file order of the principals. Exponential at worst in the affiliations whose standing at the
    /// meeting is open; past the budget an answer is not settled.
    pub fn mandates(&self) -> impl Iterator<Item = Mandate<'t>> {
        let t = self.timeline;
        let (mut ways, complete) = t.capacities(self.meeting, self.actor);
        ways.retain(|way| way.principal != self.actor);
        ways.sort_by_key(|way| way.principal);
        let mut found = Vec::new();
        for group in ways.chunk_by(|a, b| a.principal == b.principal) {
            let held = |way: &Capacity| Condition::steps(t.office_steps(self.meeting, way));
            let mut any: Vec<Condition> = group.iter().map(held).collect();
            if !complete {
                any.push(Condition::Unknown);
            }
            let verdict = judge_condition(t, &Condition::Any(any), BUDGET);
            if verdict.certainty == Certainty::Impossible {
                continue;
            }
            let named = group.iter().flat_map(|way| &way.named);
            let named = named.map(|&(agent, of)| t.tell_named(self.meeting, agent, of));
            found.push(Mandate {
                timeline: t,
                actor: self.actor,
                principal: group[0].principal,
                verdict,
                chains: group.iter().map(|way| way.chain.clone()).collect(),
                named: named.collect(),
                when: format!("at {:?}", t.event_key(self.meeting)),
            });
        }
        found.into_iter()
    }
}

/// `certain: Steve Witkoff (guest)`, `impossible: Ukraine, listed as absent`.
impl fmt::Display for Attendance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.certainty(), self.actor())?;
        let roles: Vec<&str> = self.roles.iter().map(|role| role.name()).collect();
        if !roles.is_empty() {
            write!(f, " ({})", roles.join(", "))?;
        }
        match self.presence {
            Some(Presence::Reported) => Ok(()),
            Some(Presence::Implied) => f.write_str(", presence implied"),
            Some(Presence::Denied) => f.write_str(", presence denied"),
            None => f.write_str(", listed as absent"),
        }
    }
}

impl fmt::Debug for Attendance<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Attendance({self})")
    }
}

impl Timeline {
    /// Who was in the room at a meeting: everybody whom its record names as a participant, in its order,
    /// also those whose presence is denied, and then those listed as absent; each once.
    ///
    /// An actor named twice was there if one entry reports it. A meeting that is planned, cancelled
    /// or denied had nobody in the room, hence gives nothing.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::state("x", "X")]);
    /// t.add(Affiliation::new("a", "x").role("envoy").from("2025-04"));
    /// let talks = Meeting::new("talks").guest("a").with(Participant::new("b").implied());
    /// t.add(talks.absent("x").on("2025-04-10"));
    /// let t = t.build()?;
    /// let room: Vec<_> = t.attendance("talks")?.collect();
    /// let told: Vec<String> = room.iter().map(|a| a.to_string()).collect();
    /// let expected =
    ///     ["certain: Ada (guest)", "possible: Bo, presence implied", "impossible: X, listed as absent"];
    /// assert_eq!(told, expected);
    /// // That she was envoy by then is open: all of April is left for the beginning.
    /// let capacity: Vec<String> = room[0].mandates().map(|m| m.to_string()).collect();
    /// assert_eq!(capacity, ["possible: Ada for X (envoy)"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn attendance(
        &self,
        meeting: impl Lookup<MeetingId>,
    ) -> Result<impl Iterator<Item = Attendance<'_>>, QueryError> {
        let meeting = meeting.look_up(self)?.0;
        let mut found: Vec<Attendance<'_>> = Vec::new();
        let part = |part: Part| {
            self.involved(meeting)
                .iter()
                .filter(move |i| i.part == part)
        };
        let matched = self.is_matched(meeting);
        for entry in part(Part::Participant).filter(|_| matched) {
            let place = found.iter().position(|a| a.actor == entry.actor);
            let place = place.unwrap_or_else(|| {
                found.push(Attendance {
                    timeline: self,
                    meeting,
                    actor: entry.actor,
                    presence: Some(Presence::Denied),
                    roles: Vec::new(),
                });
                found.len() - 1
            });
            let Some(known) = found.get_mut(place) else {
                continue;
            };
            known.presence = match (known.presence, entry.presence) {
                (Some(Presence::Reported), _) | (_, Presence::Reported) => Some(Presence::Reported),
                (Some(Presence::Implied), _) | (_, Presence::Implied) => Some(Presence::Implied),
                _ => Some(Presence::Denied),
            };
            let role = entry.role.filter(|role| !known.roles.contains(role));
            known.roles.extend(role);
        }
        for entry in part(Part::Absent).filter(|_| matched) {
            if found.iter().all(|a| a.actor != entry.actor) {
                found.push(Attendance {
                    timeline: self,
                    meeting,
                    actor: entry.actor,
                    presence: None,
                    roles: Vec::new(),
                });
            }
        }
        Ok(found.into_iter())
    }
}
