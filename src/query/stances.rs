//! Whose stances on a topic oppose each other.

use super::certainty::Certainty;
use super::projection::{self, BUDGET, Verdict, Way};
use crate::model::{ActorKind, Record, StanceKind};
use crate::timeline::{ActorView, EventKind, Part, StatementView, Timeline};
use std::fmt;

/// Two actors whose stances on a topic oppose each other: the first supports it, the second is
/// against it.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Statement::new("yes").by("a").stance(Stance::support("treaty")));
/// t.add(Statement::new("no").by("b").stance(Stance::oppose("treaty")));
/// let t = t.build()?;
/// let opposed = t.opposing_stances("treaty").next().unwrap();
/// assert_eq!(opposed.actors().map(|actor| actor.key()), ["a", "b"]);
/// assert_eq!(opposed.statements().map(|statement| statement.event().key()), ["yes", "no"]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Opposition<'t> {
    timeline: &'t Timeline,
    first: (u32, u32),
    second: (u32, u32),
    verdict: Verdict,
}

impl<'t> Opposition<'t> {
    /// Who supports it, and who opposes it.
    pub fn actors(&self) -> [ActorView<'t>; 2] {
        [self.first, self.second].map(|(actor, _)| ActorView::new(self.timeline, actor))
    }

    /// The statements in which they say so.
    pub fn statements(&self) -> [StatementView<'t>; 2] {
        [self.first, self.second].map(|(_, event)| self.timeline.statement_view(event))
    }

    /// How sure it is: at most possible where a statement is only alleged, or where it is open
    /// for whom somebody spoke.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }
}

/// `certain: Ada supports it ("remark"), Bo opposes it ("answer")`.
impl fmt::Display for Opposition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ([a, b], [x, y]) = (self.actors(), self.statements());
        let certainty = self.certainty();
        write!(
            f,
            "{certainty}: {a} supports it ({:?}), {b} opposes it ({:?})",
            x.name(),
            y.name()
        )
    }
}

impl fmt::Debug for Opposition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Opposition({self})")
    }
}

/// Somebody's stance in a statement.
pub(super) struct Held {
    pub(super) actor: u32,
    pub(super) statement: u32,
    pub(super) kind: StanceKind,
    ways: Vec<Way>,
    complete: bool,
}

impl Timeline {
    /// Whose stances on a topic oppose each other: each pair of a stance in support and one against
    /// it by different actors, in file order of the statements.
    ///
    /// A stance is held by its `holder`, or by all who made the statement. Statements that occurred
    /// count, and alleged ones as at most possible.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Statement::new("x").by("a").stance(Stance::new(StanceKind::Support, "treaty")));
    /// t.add(Statement::new("y").by("b").stance(Stance::new(StanceKind::Oppose, "treaty")));
    /// let t = t.build()?;
    /// let opposed: Vec<String> = t.opposing_stances("treaty").map(|o| o.to_string()).collect();
    /// assert_eq!(opposed, [r#"certain: Ada supports it ("x"), Bo opposes it ("y")"#]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn opposing_stances(&self, topic: &str) -> impl Iterator<Item = Opposition<'_>> {
        self.oppositions(self.stances_on(topic))
    }

    /// Which states' stances on a topic oppose each other, through those who act for them at the
    /// time of the statement.
    pub fn opposing_stances_of_states(&self, topic: &str) -> impl Iterator<Item = Opposition<'_>> {
        let mut held = Vec::new();
        for stance in self.stances_on(topic) {
            let (capacities, complete) = self.capacities(stance.statement, stance.actor);
            let mut states: Vec<u32> = Vec::new();
            for capacity in &capacities {
                let record = self.store().actor_record(capacity.principal);
                if record.is_some_and(|a| a.kind == ActorKind::State)
                    && !states.contains(&capacity.principal)
                {
                    states.push(capacity.principal);
                }
            }
            for state in states {
                let of_state = capacities.iter().filter(|c| c.principal == state);
                let open = stance.ways.iter().all(|w| w.open);
                let ways = of_state
                    .map(|c| Way {
                        steps: self.office_steps(stance.statement, c),
                        open,
                    })
                    .collect();
                held.push(Held {
                    actor: state,
                    ways,
                    complete,
                    ..stance
                });
            }
        }
        self.oppositions(held)
    }

    fn oppositions(&self, stances: Vec<Held>) -> impl Iterator<Item = Opposition<'_>> {
        let mut held: Vec<Held> = Vec::new();
        for stance in stances {
            // What several say for one is one stance, which holds if one of them acts for it.
            let same = |h: &&mut Held| {
                (h.actor, h.statement, h.kind) == (stance.actor, stance.statement, stance.kind)
            };
            match held.iter_mut().find(same) {
                Some(known) => {
                    known.ways.extend(stance.ways);
                    known.complete &= stance.complete;
                }
                None => held.push(stance),
            }
        }
        let mut found = Vec::new();
        for a in held.iter().filter(|h| h.kind == StanceKind::Support) {
            for b in held.iter().filter(|h| h.kind == StanceKind::Oppose) {
                if a.actor == b.actor {
                    continue;
                }
                let mut ways = Vec::new();
                for x in &a.ways {
                    for y in &b.ways {
                        let steps = x.steps.iter().chain(&y.steps).copied().collect();
                        ways.push(Way {
                            steps,
                            open: x.open || y.open,
                        });
                    }
                }
                let mut verdict = projection::judge(self, &ways, BUDGET);
                verdict.settled &=
                    (a.complete && b.complete) || verdict.certainty == Certainty::Certain;
                if verdict.certainty > Certainty::Impossible {
                    found.push(Opposition {
                        timeline: self,
                        first: (a.actor, a.statement),
                        second: (b.actor, b.statement),
                        verdict,
                    });
                }
            }
        }
        found.into_iter()
    }

    pub(super) fn stances_on(&self, topic: &str) -> Vec<Held> {
        let store = self.store();
        // Stances stand in whole records only.
        let mut held = Vec::new();
        for &event in self.telling() {
            let is_statement = store.columns.kind[event as usize] == EventKind::Statement;
            let Some(Record::Statement(statement)) = store.whole(event) else {
                continue;
            };
            if !is_statement || !self.is_matched(event) {
                continue;
            }
            for stance in statement.stances.iter().filter(|s| s.topic == topic) {
                let holder = stance
                    .holder
                    .as_deref()
                    .and_then(|h| store.actors.keys.find(h));
                let by = self.involved(event).iter().filter(|i| i.part == Part::By);
                let holders: Vec<u32> = match holder {
                    Some(holder) => vec![holder],
                    None => by.map(|i| i.actor).collect(),
                };
                for actor in holders {
                    held.push(Held {
                        actor,
                        statement: event,
                        kind: stance.stance,
                        ways: vec![Way {
                            steps: Vec::new(),
                            open: self.is_alleged(event),
                        }],
                        complete: true,
                    });
                }
            }
        }
        held
    }
}
