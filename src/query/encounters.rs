//! Who met whom.

use super::certainty::{Certainty, judge_pair};
use super::error::QueryError;
use super::formula::Formula;
use super::joint::{Inequality, Point};
use super::projection::{Verdict, Way};
use super::reason::Explanation;
use crate::id::StatementId;
use crate::model::ActorKind;
use crate::time::{Gap, Relation};
use crate::timeline::{
    ActorView, Capacity, Involved, Lookup, MeetingView, Moment, Part, StatementView, Timeline,
};
use std::fmt;

/// Two actors who met, in which meeting, and how surely that was before a statement.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04"));
/// let t = t.build()?;
/// let met = t.who_met_before("remark")?.next().unwrap();
/// assert_eq!(met.actors().map(|actor| actor.key()), ["a", "b"]);
/// assert_eq!((met.meeting().event().key(), met.certainty()), ("talks", Certainty::Possible));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Encounter<'t> {
    timeline: &'t Timeline,
    meeting: u32,
    first: u32,
    second: u32,
    formula: Formula,
    verdict: Verdict,
    caveats: Vec<String>,
    offices: Vec<Office>,
}

/// Why somebody acts for somebody else at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Office {
    Affiliation(u32),
    /// The record of the meeting says so of the one, for the other.
    Named(u32, u32),
}

impl<'t> Encounter<'t> {
    /// The meeting at which the two met.
    pub fn meeting(&self) -> MeetingView<'t> {
        MeetingView::new(self.timeline, self.meeting)
    }

    /// The two who met, in the order in which the record of the meeting names them, or of those
    /// who acted for them.
    pub fn actors(&self) -> [ActorView<'t>; 2] {
        [self.first, self.second].map(|a| ActorView::new(self.timeline, a))
    }

    /// How sure it is; never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }

    /// The same with this actor first, if it is one of the two.
    pub(super) fn of(mut self, actor: u32) -> Option<Encounter<'t>> {
        if self.second == actor {
            std::mem::swap(&mut self.first, &mut self.second);
        }
        (self.first == actor).then_some(self)
    }

    /// Why the meeting was surely, or only possibly, before the statement; who acted for the two,
    /// where they are states; and what else leaves the answer open.
    pub fn explain(&self) -> Explanation {
        let t = self.timeline;
        let offices = self.offices.iter().map(|&office| match office {
            Office::Affiliation(index) => t.tell_affiliation(index),
            Office::Named(actor, principal) => t.tell_named(self.meeting, actor, principal),
        });
        t.explain_formula(self.formula)
            .with_offices(offices.collect())
            .with_caveats(&self.caveats)
    }
}

/// `certain: Steve Witkoff met Vladimir Putin at "talks" in Moscow`.
impl fmt::Display for Encounter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, second] = self.actors();
        let meeting = self.meeting();
        write!(
            f,
            "{}: {first} met {second} at {:?}",
            self.certainty(),
            meeting.name()
        )?;
        match meeting.place() {
            Some(place) => write!(f, " in {place}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Encounter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Encounter({self})")
    }
}

/// Who met whom, one answer after the other; see [`Timeline::who_met_before`].
pub struct Encounters<'t> {
    timeline: &'t Timeline,
    other: u32,
    as_states: bool,
    meetings: std::slice::Iter<'t, u32>,
    ready: std::vec::IntoIter<Encounter<'t>>,
}

impl<'t> Iterator for Encounters<'t> {
    type Item = Encounter<'t>;

    fn next(&mut self) -> Option<Encounter<'t>> {
        loop {
            if let Some(found) = self.ready.next() {
                return Some(found);
            }
            let &meeting = self.meetings.next()?;
            let found = if self.as_states {
                self.timeline.states_at(meeting, self.other)
            } else {
                self.timeline
                    .persons_at(Timeline::before(meeting, self.other))
            };
            self.ready = found.into_iter();
        }
    }
}

impl fmt::Debug for Encounters<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Encounters").finish_non_exhaustive()
    }
}

impl Timeline {
    /// Who met whom before a statement: each pair of participants and each meeting once, with how
    /// sure it is that the meeting ended before the statement began.
    ///
    /// Meetings come by their earliest end (those without one first), then in file order; the pairs
    /// of a meeting in the order of its record. Meetings and statements that occurred count, and
    /// alleged ones as at most possible; so does a presence that is only implied. Meetings that end
    /// after the statement in every world are not even looked at.
    ///
    /// The first question makes an index of the meetings by time, `O(n log n)`; then each meeting that can have been
    /// before costs one relation, as the iterator comes to it.
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
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-26"));
    /// let t = t.build()?;
    /// let met: Vec<String> = t.who_met_before("remark")?.map(|m| m.to_string()).collect();
    /// assert_eq!(met, [r#"certain: Ada met Bo at "talks""#]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn who_met_before(
        &self,
        statement: impl Lookup<StatementId>,
    ) -> Result<Encounters<'_>, QueryError> {
        Ok(self.encounters(statement.look_up(self)?.0, false))
    }

    /// Which states met which before a statement, through those who acted for them: as
    /// [`who_met_before`](Timeline::who_met_before), for states.
    ///
    /// Two states met if two different participants acted for them, at the time of the meeting:
    /// certain if in every world some two did, though not always the same two.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn states_who_met_before(
        &self,
        statement: impl Lookup<StatementId>,
    ) -> Result<Encounters<'_>, QueryError> {
        Ok(self.encounters(statement.look_up(self)?.0, true))
    }

    fn encounters(&self, other: u32, as_states: bool) -> Encounters<'_> {
        let latest = self.bounds(Moment::begin(other)).1;
        let all = self.meetings_by_end();
        let meetings = if self.is_matched(other) {
            let before = all.partition_point(|&m| self.bounds(Moment::end(m)).0 < latest);
            &all[..before]
        } else {
            &[]
        };
        Encounters {
            timeline: self,
            other,
            as_states,
            meetings: meetings.iter(),
            ready: Vec::new().into_iter(),
        }
    }

    /// Those who took part in a meeting, reported or implied, each once.
    pub(crate) fn participants(&self, meeting: u32) -> Vec<Involved> {
        let mut found: Vec<Involved> = Vec::new();
        for &involved in self.involved(meeting) {
            if involved.part != Part::Participant || involved.is_denied() {
                continue;
            }
            match found.iter_mut().find(|other| other.actor == involved.actor) {
                // Named twice: one report is enough.
                Some(known) if known.is_implied() => *known = involved,
                Some(_) => {}
                None => found.push(involved),
            }
        }
        found
    }

    fn before(meeting: u32, other: u32) -> Formula {
        Formula {
            x: meeting,
            set: Relation::Before.into(),
            y: other,
            gap: Gap::default(),
        }
    }

    /// The pairs who met in the first event of a formula, if that can hold.
    pub(super) fn persons_at(&self, formula: Formula) -> Vec<Encounter<'_>> {
        let (meeting, other) = (formula.x, formula.y);
        let people = self.participants(meeting);
        if people.len() < 2 {
            return Vec::new();
        }
        let sure = judge_pair(self, formula);
        if sure == Certainty::Impossible {
            return Vec::new();
        }
        let general = self.open_events(&[meeting, other]);
        let mut found = Vec::new();
        for (i, a) in people.iter().enumerate() {
            for b in &people[i + 1..] {
                let mut caveats = general.clone();
                caveats.extend([a, b].into_iter().filter(|p| p.is_implied()).map(|p| {
                    format!(
                        "that {} was there is only implied",
                        self.store().actor_name(p.actor)
                    )
                }));
                let certainty = if caveats.is_empty() {
                    sure
                } else {
                    sure.min(Certainty::Possible)
                };
                found.push(Encounter {
                    timeline: self,
                    meeting,
                    first: a.actor,
                    second: b.actor,
                    formula,
                    verdict: Verdict {
                        certainty,
                        settled: true,
                    },
                    caveats,
                    offices: Vec::new(),
                });
            }
        }
        found
    }

    /// What leaves open that events took place at all.
    pub(crate) fn open_events(&self, events: &[u32]) -> Vec<String> {
        let alleged = events.iter().filter(|&&e| self.is_alleged(e));
        alleged
            .map(|&e| format!("{:?} is only alleged", self.event_key(e)))
            .collect()
    }

    fn states_at(&self, meeting: u32, other: u32) -> Vec<Encounter<'_>> {
        let formula = Self::before(meeting, other);
        let people = self.participants(meeting);
        if people.len() < 2 || judge_pair(self, formula) == Certainty::Impossible {
            return Vec::new();
        }
        let mut complete = true;
        let capacities: Vec<Vec<Capacity>> = people
            .iter()
            .map(|p| {
                let (mut ways, all) = self.capacities(meeting, p.actor);
                complete &= all;
                ways.retain(|w| self.is_state(w.principal));
                ways
            })
            .collect();
        let mut states: Vec<u32> = Vec::new();
        for way in capacities.iter().flatten() {
            if !states.contains(&way.principal) {
                states.push(way.principal);
            }
        }
        let roles: Vec<(&Involved, &Capacity)> = people
            .iter()
            .zip(&capacities)
            .flat_map(|(p, of_p)| of_p.iter().map(move |c| (p, c)))
            .collect();
        let caveats = self.open_events(&[meeting, other]);
        let mut found = Vec::new();
        for (i, &first) in states.iter().enumerate() {
            for &second in &states[i + 1..] {
                let mut ways = Vec::new();
                let mut offices: Vec<Office> = Vec::new();
                let acting = |state: u32| roles.iter().filter(move |r| r.1.principal == state);
                for (p, a) in acting(first) {
                    for (q, b) in acting(second).filter(|(q, _)| p.actor != q.actor) {
                        let open = p.is_implied() || q.is_implied() || !caveats.is_empty();
                        let mut steps = self.office_steps(meeting, a);
                        steps.extend(self.office_steps(meeting, b));
                        ways.push(Way { steps, open });
                        for office in offices_of(a).chain(offices_of(b)) {
                            if !offices.contains(&office) {
                                offices.push(office);
                            }
                        }
                    }
                }
                if ways.is_empty() {
                    continue;
                }
                let mut verdict = self.judge_together(&[formula], &ways);
                verdict.settled &= complete || verdict.certainty == Certainty::Certain;
                if verdict.certainty == Certainty::Impossible {
                    continue;
                }
                let mut caveats = caveats.clone();
                if caveats.is_empty()
                    && verdict.certainty == Certainty::Possible
                    && judge_pair(self, formula) == Certainty::Certain
                {
                    let reason = if ways.iter().all(|way| way.open) {
                        "a presence is only implied"
                    } else {
                        "it is open who held an office at the time"
                    };
                    caveats.push(reason.to_string());
                }
                found.push(Encounter {
                    timeline: self,
                    meeting,
                    first,
                    second,
                    formula,
                    verdict,
                    caveats,
                    offices,
                });
            }
        }
        found
    }

    fn is_state(&self, actor: u32) -> bool {
        self.store()
            .actor_record(actor)
            .is_some_and(|a| a.kind == ActorKind::State)
    }

    /// What a way of acting for somebody needs: the event lies within each affiliation.
    pub(crate) fn office_steps(&self, event: u32, capacity: &Capacity) -> Vec<Inequality> {
        use crate::timeline::Limit;
        let mut steps = Vec::new();
        for &index in &capacity.open {
            let (from, until) = self.limits(index);
            let (begin, end) = (
                Point::Event(Moment::begin(event)),
                Point::Event(Moment::end(event)),
            );
            if from != Limit::Never {
                steps.push(Inequality::new(begin, Point::Affiliation(index, false), 0));
            }
            if until != Limit::Never {
                steps.push(Inequality::new(Point::Affiliation(index, true), end, 0));
            }
        }
        steps
    }

    /// One statement as a view.
    pub(crate) fn statement_view(&self, event: u32) -> StatementView<'_> {
        StatementView::new(self, event)
    }
}

/// All that a way of acting for somebody consists of: what the record settles, then affiliations.
fn offices_of(capacity: &Capacity) -> impl Iterator<Item = Office> {
    let named = capacity.named.iter();
    let named = named.map(|&(actor, of)| Office::Named(actor, of));
    let chain = capacity
        .chain
        .iter()
        .map(|&index| Office::Affiliation(index));
    named.chain(chain)
}
