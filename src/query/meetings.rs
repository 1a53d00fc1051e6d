//! Meetings of an actor, of two, of states; between two events; the last before and the first after.

use super::certainty::Certainty;
use super::error::QueryError;
use super::formula::Formula;
use super::found::Found;
use super::projection::{Verdict, Way};
use crate::id::{ActorId, EventId, StatementId};
use crate::time::{Gap, Relation};
use crate::timeline::{EventKind, Lookup, Moment, Timeline};

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
    timeline: &'t Timeline,
    who: Vec<Who>,
    after: Vec<u32>,
    before: Vec<u32>,
}

/// Whom a meeting must have in the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    /// The actor itself.
    Present(u32),
    /// Somebody who acts for the actor.
    Represented(u32),
}

/// A meeting that qualifies, with the ways in which those asked for were in the room.
struct Candidate {
    meeting: u32,
    ways: Vec<Way>,
    complete: bool,
}

impl Candidate {
    fn is_open(&self) -> bool {
        self.ways.iter().all(|way| way.open)
    }

    fn is_plain(&self) -> bool {
        self.ways.iter().any(|way| way.steps.is_empty())
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

    fn answer(&self, mut candidate: Candidate) -> Option<Found<'t>> {
        let t = self.timeline;
        let mut named = self.after.iter().chain(&self.before);
        if !named.clone().all(|&e| t.is_matched(e)) {
            return None;
        }
        if named.any(|&e| t.is_alleged(e)) {
            candidate.ways.iter_mut().for_each(|way| way.open = true);
        }
        let formula = |x: u32, relation: Relation, y: u32| Formula {
            x,
            set: relation.into(),
            y,
            gap: Gap::default(),
        };
        let m = candidate.meeting;
        let mut asked: Vec<Formula> = self
            .after
            .iter()
            .map(|&e| formula(m, Relation::After, e))
            .collect();
        asked.extend(self.before.iter().map(|&e| formula(m, Relation::Before, e)));
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

    fn extreme(&self, of: u32, side: Side) -> Vec<Found<'t>> {
        let t = self.timeline;
        if !t.is_matched(of) {
            return Vec::new();
        }
        let candidates = self.candidates();
        let contest = Contest { t, of, side };
        let relation = match side {
            Side::Last => Relation::Before,
            Side::First => Relation::After,
        };
        let rivals: Vec<Rival> = candidates
            .iter()
            .map(|c| Rival {
                event: c.meeting,
                open: c.is_open() || !c.is_plain(),
            })
            .collect();
        let relevant = contest.relevant(&rivals);
        let mut found = Vec::new();
        for (candidate, rival) in candidates.into_iter().zip(&rivals) {
            if !contest.is_possible(rival.event, &relevant) {
                continue;
            }
            let certain =
                !rival.open && !t.is_alleged(of) && contest.is_certain(rival.event, &relevant);
            // Offices that may or may not be held make a candidate of its own in each world.
            let settled = certain || (candidate.complete && candidate.is_plain());
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

    /// Meetings with all those asked for, in file order, walked from the postings of the first.
    fn candidates(&self) -> Vec<Candidate> {
        let t = self.timeline;
        let is_meeting =
            |e: u32| t.store().columns.kind[e as usize] == EventKind::Meeting && t.is_matched(e);
        let present = self.who.iter().find_map(|who| match who {
            Who::Present(actor) => Some(*actor),
            Who::Represented(_) => None,
        });
        let list: Vec<u32> = match present {
            Some(actor) => t
                .events_of(actor)
                .iter()
                .copied()
                .filter(|&e| is_meeting(e))
                .collect(),
            None => (0..t.len() as u32).filter(|&e| is_meeting(e)).collect(),
        };
        list.into_iter()
            .filter_map(|meeting| self.candidate(meeting))
            .collect()
    }

    /// The ways in which all those asked for, each through a different participant, were there.
    fn candidate(&self, meeting: u32) -> Option<Candidate> {
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
        for who in &self.who {
            let mut next = Vec::new();
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
            partial = next;
        }
        let ways: Vec<Way> = partial.into_iter().map(|(_, way)| way).collect();
        (!ways.is_empty()).then_some(Candidate {
            meeting,
            ways,
            complete,
        })
    }
}

/// Which end of the line is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Last,
    First,
}

#[derive(Clone, Copy, Debug)]
struct Rival {
    event: u32,
    /// Whether a world may leave it out.
    open: bool,
}

/// Who is last before an event, or first after it: the second is the first on a mirrored line.
struct Contest<'t> {
    t: &'t Timeline,
    of: u32,
    side: Side,
}

impl Contest<'_> {
    /// The end by which candidates are compared.
    fn goal(&self, event: u32) -> Moment {
        match self.side {
            Side::Last => Moment::end(event),
            Side::First => Moment::begin(event),
        }
    }

    /// The end of the event asked about that candidates must not pass.
    fn wall(&self) -> Moment {
        match self.side {
            Side::Last => Moment::begin(self.of),
            Side::First => Moment::end(self.of),
        }
    }

    /// The greatest value of `b - a` on the line of this contest.
    fn most(&self, a: Moment, b: Moment) -> i128 {
        match self.side {
            Side::Last => self.t.distance(a, b),
            Side::First => self.t.distance(b, a),
        }
    }

    /// Rivals that are before the wall in some world.
    fn relevant(&self, all: &[Rival]) -> Vec<Rival> {
        let open = |r: &&Rival| self.most(self.goal(r.event), self.wall()) >= 1;
        all.iter().filter(open).copied().collect()
    }

    /// Whether `m` is last in some world: it is before the wall, and each rival that can't be left
    /// out is no later than `m`, or not before the wall.
    ///
    /// Each rival chooses one of two inequalities. A negative cycle passes `m` and the wall once at
    /// most, so that it uses at most one choice of either kind: pairs of choices exclude each other,
    /// which is 2-satisfiability, and of a kind that following forced choices settles.
    fn is_possible(&self, m: u32, rivals: &[Rival]) -> bool {
        let (goal, wall) = (self.goal(m), self.wall());
        if self.most(goal, wall) < 1 {
            return false;
        }
        // Distances once `m` is before the wall.
        let most = |a: Moment, b: Moment| {
            self.most(a, b)
                .min(self.most(a, wall).saturating_add(self.most(goal, b)) - 1)
        };
        let back = most(wall, goal);
        let firm: Vec<Moment> = rivals
            .iter()
            .filter(|r| !r.open && r.event != m)
            .map(|r| self.goal(r.event))
            .collect();
        let low_fits = |n: Moment| most(n, goal) >= 0;
        let high_fits = |n: Moment| most(wall, n) >= 0;
        let mut low: Vec<bool> = firm.iter().map(|&n| !high_fits(n)).collect();
        let mut forced: Vec<usize> = (0..firm.len()).filter(|&i| low[i]).collect();
        while let Some(i) = forced.pop() {
            if !low_fits(firm[i]) {
                return false;
            }
            for (j, &other) in firm.iter().enumerate() {
                // A rival that is no later than `m` may keep another from staying past the wall.
                if !low[j] && most(firm[i], other).saturating_add(back) < 0 {
                    low[j] = true;
                    forced.push(j);
                }
            }
        }
        true
    }

    /// Whether `m` is last in every world: it certainly is before the wall, and no rival can be
    /// before the wall and later than `m`.
    fn is_certain(&self, m: u32, rivals: &[Rival]) -> bool {
        let (goal, wall) = (self.goal(m), self.wall());
        if self.most(wall, goal) > -1 {
            return false;
        }
        rivals.iter().filter(|r| r.event != m).all(|r| {
            let n = self.goal(r.event);
            let passes =
                self.most(n, wall) >= 1 && self.most(goal, n) >= 1 && self.most(goal, wall) >= 2;
            !passes
        })
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
