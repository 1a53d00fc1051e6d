//! Meetings of an actor, of two, of states; between two events; the last before and the first after.

use super::certainty::Certainty;
use super::contest::{Contest, Rival, Side};
use super::error::QueryError;
use super::formula::Formula;
use super::found::Found;
use super::projection::{self, Verdict, Way};
use crate::id::{ActorId, EventId, StatementId};
use crate::time::{Gap, Relation};
use crate::timeline::{EventKind, Lookup, Timeline};

/// A search for meetings, to be narrowed down; see [`Timeline::meetings_of`].
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::person("c", "Cy")]);
/// t.add(Meeting::new("first").between(["a", "b"]).on("2025-04-20"));
/// t.add(Meeting::new("second").between(["a", "c"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04-26"));
/// let t = t.build()?;
/// let with_c: Vec<String> = t.meetings_of("a")?.with("c")?.iter().map(|m| m.to_string()).collect();
/// assert_eq!(with_c, ["certain: second"]);
/// let last: Vec<String> =
///     t.meetings_of("a")?.last_before("remark")?.iter().map(|m| m.to_string()).collect();
/// assert_eq!(last, ["certain: second"]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct MeetingSearch<'t> {
    pub(super) timeline: &'t Timeline,
    pub(super) who: Vec<Who>,
    pub(super) after: Vec<u32>,
    pub(super) before: Vec<u32>,
}

/// Whom a meeting must have in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// The actor itself.
    Present(u32),
    /// Somebody who acts for the actor.
    Represented(u32),
}

/// How many ways in which those asked for were in one room are told apart.
const WAYS: usize = 2_000;

/// A meeting that qualifies, with the ways in which those asked for were in the room.
struct Candidate {
    meeting: u32,
    ways: Vec<Way>,
    complete: bool,
}

impl Candidate {
    /// Whether all those asked for were there in every world.
    fn is_firm(&self) -> bool {
        self.ways
            .iter()
            .any(|way| way.steps.is_empty() && !way.open)
    }

    fn is_open(&self) -> bool {
        self.ways.iter().all(|way| way.open)
    }

    fn is_plain(&self) -> bool {
        self.ways.iter().any(|way| way.steps.is_empty())
    }

    /// Whether a yes or no of its own is all that a world can make of it: nothing depends on who
    /// held an office.
    fn is_simple(&self) -> bool {
        self.is_firm() || (self.complete && self.ways.iter().all(|way| way.steps.is_empty()))
    }
}

impl<'t> MeetingSearch<'t> {
    /// Only meetings in which this actor took part, too.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn with(mut self, actor: impl Lookup<ActorId>) -> Result<Self, QueryError> {
        self.who.push(Who::Present(actor.look_up(self.timeline)?.0));
        Ok(self)
    }

    /// Only meetings in which somebody else acted for this actor, too.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn with_one_for(mut self, actor: impl Lookup<ActorId>) -> Result<Self, QueryError> {
        self.who
            .push(Who::Represented(actor.look_up(self.timeline)?.0));
        Ok(self)
    }

    /// Only meetings that began after this event ended.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn after(mut self, event: impl Lookup<EventId>) -> Result<Self, QueryError> {
        self.after.push(event.look_up(self.timeline)?.0);
        Ok(self)
    }

    /// Only meetings that ended before this event began.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn before(mut self, event: impl Lookup<EventId>) -> Result<Self, QueryError> {
        self.before.push(event.look_up(self.timeline)?.0);
        Ok(self)
    }

    /// The answers, in file order: certain if those asked for were certainly there and the meeting
    /// was certainly after and before what was asked; possible if all that holds together in some
    /// world. What was only alleged leaves an answer possible, be it the meeting or an event by which
    /// the search is narrowed; of an event that is planned, cancelled or denied nothing is after or
    /// before.
    pub fn iter(&self) -> impl Iterator<Item = Found<'t>> + use<'t> {
        let search = self.clone();
        let list = search.candidates();
        list.into_iter()
            .filter_map(move |candidate| search.answer(candidate))
    }

    /// What one meeting comes to.
    pub(super) fn judge_one(&self, meeting: u32) -> Certainty {
        let found = self.candidate(meeting).and_then(|c| self.answer(c));
        found.map_or(Certainty::Impossible, |found| found.certainty())
    }

    fn answer(&self, mut candidate: Candidate) -> Option<Found<'t>> {
        let t = self.timeline;
        let mut named = self.after.iter().chain(&self.before);
        if !named.clone().all(|&e| t.is_matched(e)) {
            return None;
        }
        if named.any(|&e| t.is_alleged(e)) {
            candidate.ways.iter_mut().for_each(|way| way.open = true);
        }
        let m = candidate.meeting;
        let asked = self.narrowed(m);
        let mut verdict = t.judge_together(&asked, &candidate.ways);
        verdict.settled &= candidate.complete || verdict.certainty == Certainty::Certain;
        (verdict.certainty > Certainty::Impossible).then(|| Found {
            timeline: t,
            event: m,
            verdict,
            asked,
            caveats: self.caveats(&candidate, self.after.iter().chain(&self.before)),
        })
    }

    fn caveats<'e>(
        &self,
        candidate: &Candidate,
        named: impl IntoIterator<Item = &'e u32>,
    ) -> Vec<String> {
        let mut events = vec![candidate.meeting];
        for &event in named {
            if !events.contains(&event) {
                events.push(event);
            }
        }
        let mut caveats = self.timeline.open_events(&events);
        if caveats.is_empty() && candidate.is_open() {
            caveats.push("a presence is only implied".to_string());
        }
        if !candidate.is_plain() {
            caveats.push("it depends on who held an office at the time".to_string());
        }
        caveats
    }

    /// The meetings that no meeting of this search that is before the statement ends after: the
    /// last before it, in file order. Meetings that end at one tick are all last.
    ///
    /// Certain if in every world, possible if in some. Narrowing by [`after`](Self::after) and
    /// [`before`](Self::before) is not taken into account here.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn last_before(
        &self,
        statement: impl Lookup<StatementId>,
    ) -> Result<Vec<Found<'t>>, QueryError> {
        let statement = statement.look_up(self.timeline)?.0;
        Ok(self.extreme(statement, Side::Last))
    }

    /// The meetings that no meeting of this search that is after the event begins before: the first
    /// after it, in file order. It mirrors [`last_before`](Self::last_before) on beginnings.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn first_after(&self, event: impl Lookup<EventId>) -> Result<Vec<Found<'t>>, QueryError> {
        let event = event.look_up(self.timeline)?.0;
        Ok(self.extreme(event, Side::First))
    }

    pub(super) fn extreme(&self, of: u32, side: Side) -> Vec<Found<'t>> {
        let t = self.timeline;
        if !t.is_matched(of) {
            return Vec::new();
        }
        let mut candidates = self.candidates();
        for candidate in &mut candidates {
            candidate.ways.retain(|way| projection::has_world(t, way));
        }
        candidates.retain(|candidate| !candidate.ways.is_empty());
        let contest = Contest { t, of, side };
        let relation = match side {
            Side::Last => Relation::Before,
            Side::First => Relation::After,
        };
        let rivals: Vec<Rival> = candidates
            .iter()
            .map(|c| Rival {
                event: c.meeting,
                open: !c.is_firm(),
            })
            .collect();
        let relevant = contest.relevant(&rivals);
        let floor = contest.floor(&relevant);
        // Offices that may or may not be held make candidates of their own in each world.
        let is_relevant = |c: &&Candidate| relevant.iter().any(|r| r.event == c.meeting);
        let exact = candidates
            .iter()
            .filter(is_relevant)
            .all(Candidate::is_simple);
        let mut found = Vec::new();
        for (candidate, rival) in candidates.into_iter().zip(&rivals) {
            if contest.latest(rival.event) < floor || !contest.is_possible(rival.event, &relevant) {
                continue;
            }
            let certain =
                !rival.open && !t.is_alleged(of) && contest.is_certain(rival.event, &relevant);
            let settled = certain || exact;
            let set = relation.into();
            found.push(Found {
                timeline: t,
                event: candidate.meeting,
                verdict: Verdict {
                    certainty: Certainty::of(true, certain),
                    settled,
                },
                asked: vec![Formula {
                    x: candidate.meeting,
                    set,
                    y: of,
                    gap: Gap::default(),
                }],
                caveats: self.caveats(&candidate, &[of]),
            });
        }
        found
    }

    /// By what the search is narrowed, asked of one meeting.
    pub(super) fn narrowed(&self, meeting: u32) -> Vec<Formula> {
        let formula = |y: u32, relation: Relation| Formula {
            x: meeting,
            set: relation.into(),
            y,
            gap: Gap::default(),
        };
        let after = self.after.iter().map(|&e| formula(e, Relation::After));
        let before = self.before.iter().map(|&e| formula(e, Relation::Before));
        after.chain(before).collect()
    }

    /// Meetings with all those asked for, in file order, walked from the postings of the first.
    fn candidates(&self) -> Vec<Candidate> {
        let list = self.listed().into_iter();
        list.filter_map(|meeting| self.candidate(meeting)).collect()
    }

    /// The meetings that may have all those asked for, in file order.
    pub(super) fn listed(&self) -> Vec<u32> {
        let t = self.timeline;
        let is_meeting =
            |e: u32| t.store().columns.kind[e as usize] == EventKind::Meeting && t.is_matched(e);
        let present = self.who.iter().find_map(|who| match who {
            Who::Present(actor) => Some(*actor),
            Who::Represented(_) => None,
        });
        match present {
            Some(actor) => t
                .events_of(actor)
                .iter()
                .copied()
                .filter(|&e| is_meeting(e))
                .collect(),
            None => (0..t.len() as u32).filter(|&e| is_meeting(e)).collect(),
        }
    }

    /// The ways in which all those asked for, each through a different participant, were there.
    fn candidate(&self, meeting: u32) -> Option<Candidate> {
        let (partial, complete) = self.ways_of(meeting);
        let ways: Vec<Way> = partial.into_iter().map(|(_, way)| way).collect();
        (!ways.is_empty()).then_some(Candidate {
            meeting,
            ways,
            complete,
        })
    }

    /// The same with the participants through whom they were there, and whether these are all ways.
    pub(super) fn ways_of(&self, meeting: u32) -> (Vec<(Vec<u32>, Way)>, bool) {
        let t = self.timeline;
        let people = t.participants(meeting);
        let mut complete = true;
        let mut partial: Vec<(Vec<u32>, Way)> = vec![(
            Vec::new(),
            Way {
                steps: Vec::new(),
                open: t.is_alleged(meeting),
            },
        )];
        // Those named come first: whoever represents somebody else is none of them.
        let named = self.who.iter().filter(|w| matches!(w, Who::Present(_)));
        let others = self.who.iter().filter(|w| !matches!(w, Who::Present(_)));
        for who in named.chain(others) {
            let mut next: Vec<(Vec<u32>, Way)> = Vec::new();
            for person in &people {
                let ways: Vec<Vec<super::joint::Inequality>> = match *who {
                    Who::Present(actor) if actor == person.actor => vec![Vec::new()],
                    Who::Present(_) => continue,
                    Who::Represented(principal) => {
                        let (ways, all) = t.capacities(meeting, person.actor);
                        complete &= all;
                        let of = ways.iter().filter(|w| w.principal == principal);
                        of.map(|w| t.office_steps(meeting, w)).collect()
                    }
                };
                for (used, way) in &partial {
                    // One person named twice in a search is one person.
                    let twice = matches!(who, Who::Represented(_)) && used.contains(&person.actor);
                    if twice {
                        continue;
                    }
                    for steps in &ways {
                        let mut used = used.clone();
                        used.push(person.actor);
                        let mut way = way.clone();
                        way.steps.extend(steps.iter().copied());
                        way.open |= person.is_implied();
                        next.push((used, way));
                    }
                }
            }
            for (used, _) in &mut next {
                used.sort_unstable();
            }
            let mut seen = rustc_hash::FxHashSet::default();
            next.retain(|way| seen.insert(way.clone()));
            if next.len() > WAYS {
                // Too many to go through: somebody may have been there, and more is not said.
                complete = false;
                next = vec![(
                    Vec::new(),
                    Way {
                        steps: Vec::new(),
                        open: true,
                    },
                )];
            }
            partial = next;
        }
        (partial, complete)
    }
}

impl Timeline {
    /// The meetings in which an actor took part, to be narrowed down.
    ///
    /// Meetings that occurred count, and alleged ones as at most possible; so does a presence that
    /// is only implied; a presence that is denied does not.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn meetings_of(
        &self,
        actor: impl Lookup<ActorId>,
    ) -> Result<MeetingSearch<'_>, QueryError> {
        self.all_meetings().with(actor)
    }

    /// The meetings in which somebody acted for an actor (a state, say), to be narrowed down.
    ///
    /// Whom a participant acts for follows from its own record, else from affiliations at the time
    /// of the meeting; acting for is transitive, and an actor acts for itself.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn meetings_for(
        &self,
        actor: impl Lookup<ActorId>,
    ) -> Result<MeetingSearch<'_>, QueryError> {
        self.all_meetings().with_one_for(actor)
    }

    /// The last meetings before a statement, among all meetings; see
    /// [`MeetingSearch::last_before`].
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn last_meetings_before(
        &self,
        statement: impl Lookup<StatementId>,
    ) -> Result<Vec<Found<'_>>, QueryError> {
        self.all_meetings().last_before(statement)
    }

    fn all_meetings(&self) -> MeetingSearch<'_> {
        MeetingSearch {
            timeline: self,
            who: Vec::new(),
            after: Vec::new(),
            before: Vec::new(),
        }
    }
}
