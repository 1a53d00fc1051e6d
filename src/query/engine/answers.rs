//! The answers to a pattern, one after the other.

use super::extreme;
use super::prepared::{Prepared, Rows, Shape};
use super::resolved::Slot;
use crate::query::certainty::Certainty;
use crate::query::projection::{BUDGET, Verdict};
#[cfg(doc)]
use crate::timeline::Timeline;
use crate::timeline::{ActorView, EventView};
use std::fmt;
use std::sync::Arc;

/// How a pattern is to be answered; see [`Timeline::ask_with`].
///
/// ```
/// use demarche::AskOptions;
///
/// let quick = AskOptions::with_budget(1_000);
/// assert!(quick.budget < AskOptions::default().budget);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AskOptions {
    /// How many steps each search for a world may take; a million unless told. Steps, not time, so
    /// that answers are the same on every machine. Past them an answer is possible and not settled.
    pub budget: u64,
    /// Whether answers are gone through one by one even where they could be counted at once; false unless
    /// told. The counts are the same.
    pub one_by_one: bool,
}

impl AskOptions {
    /// The default options with another budget of steps.
    pub fn with_budget(budget: u64) -> AskOptions {
        AskOptions {
            budget,
            one_by_one: false,
        }
    }

    /// The same options with answers gone through one by one, or counted at once where that can be.
    #[must_use]
    pub fn one_by_one(mut self, yes: bool) -> AskOptions {
        self.one_by_one = yes;
        self
    }
}

impl Default for AskOptions {
    fn default() -> AskOptions {
        AskOptions::with_budget(BUDGET)
    }
}

/// What a variable is bound to.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]));
/// let t = t.build()?;
/// let answer = t.ask("find ?who, ?m where meeting ?m with ?who")?.next().unwrap();
/// let who = answer.get("who").unwrap();
/// assert_eq!((who.key(), who.to_string().as_str()), ("a", "Ada"));
/// assert!(who.actor().is_some() && answer.get("m").unwrap().event().is_some());
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, PartialEq)]
pub enum Value<'t> {
    /// An actor.
    Actor(ActorView<'t>),
    /// An event.
    Event(EventView<'t>),
}

impl<'t> Value<'t> {
    /// The key of the actor or event, by which another query can name it.
    pub fn key(&self) -> &'t str {
        match self {
            Value::Actor(actor) => actor.key(),
            Value::Event(event) => event.key(),
        }
    }

    /// The actor, if it is one.
    pub fn actor(&self) -> Option<ActorView<'t>> {
        match self {
            Value::Actor(actor) => Some(*actor),
            Value::Event(_) => None,
        }
    }

    /// The event, if it is one.
    pub fn event(&self) -> Option<EventView<'t>> {
        match self {
            Value::Actor(_) => None,
            Value::Event(event) => Some(*event),
        }
    }
}

/// The name of an actor, the title of an event; the key where there is none.
impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Actor(actor) => actor.fmt(f),
            Value::Event(event) => event.fmt(f),
        }
    }
}

impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Actor(actor) => actor.fmt(f),
            Value::Event(event) => event.fmt(f),
        }
    }
}

/// One answer to a pattern: what its variables are bound to, and how surely.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("a").on("2025-04-26"));
/// let t = t.build()?;
/// let answer = t.ask("find ?m where meeting ?m and ?m before remark")?.next().unwrap();
/// assert_eq!(answer.certainty(), Certainty::Certain);
/// assert_eq!(answer.get("m").map(|value| value.key()), Some("talks"));
/// assert_eq!(answer.explain().claims().len(), 2);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Answer<'t> {
    pub(super) prepared: Arc<Prepared<'t>>,
    pub(super) slots: Arc<[Slot]>,
    pub(super) key: Vec<u32>,
    pub(super) verdict: Verdict,
}

impl<'t> Answer<'t> {
    /// How sure it is. Answers of [`Timeline::ask`] are never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. An answer that is not settled is given as possible, and may
    /// be certain, or impossible.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }

    /// What a variable is bound to, by its name without the `?`.
    pub fn get(&self, name: &str) -> Option<Value<'t>> {
        self.values().find(|(other, _)| *other == name).map(|v| v.1)
    }

    /// The variables by name, and what they are bound to, in the order of `find`.
    pub fn values(&self) -> impl Iterator<Item = (&str, Value<'t>)> {
        self.slots.iter().zip(&self.key).map(|(&slot, &value)| {
            let variable = &self.prepared.resolved.variables[slot as usize];
            let t = self.prepared.t;
            let value = if variable.is_event {
                Value::Event(t.view(value))
            } else {
                Value::Actor(ActorView::new(t, value))
            };
            (variable.name.as_str(), value)
        })
    }
}

/// `certain: who = Steve Witkoff, m = "talks"`.
impl fmt::Display for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.certainty())?;
        if !self.is_settled() {
            f.write_str(" (not settled)")?;
        }
        for (i, (name, value)) in self.values().enumerate() {
            f.write_str(if i == 0 { ": " } else { ", " })?;
            match value {
                Value::Actor(actor) => write!(f, "{name} = {actor}")?,
                Value::Event(event) => write!(f, "{name} = {:?}", event.key())?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Answer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Answer({self})")
    }
}

/// The answers to a pattern; see [`Timeline::ask`].
///
/// Bindings are walked, and answers judged, as they are asked for: dropping the iterator ends the work.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]));
/// let t = t.build()?;
/// let answers = t.ask("find ?x, ?y where meeting talks with ?x, ?y")?;
/// assert_eq!(answers.names().collect::<Vec<_>>(), ["x", "y"]);
/// assert_eq!(answers.count(), 2); // Either way round.
/// # Ok::<(), demarche::Error>(())
/// ```
pub struct Answers<'t> {
    prepared: Arc<Prepared<'t>>,
    slots: Arc<[Slot]>,
    source: Source,
    /// How many more are wanted.
    left: u64,
    certainly: bool,
    unsettled: u64,
}

enum Source {
    /// Bindings are walked for one value of the first variable after the other, or all at once.
    Parts {
        parts: std::vec::IntoIter<Option<u32>>,
        rows: Rows,
        order: Vec<u32>,
        at: usize,
    },
    Extreme(Option<std::vec::IntoIter<(Vec<u32>, Verdict)>>),
}

impl<'t> Answers<'t> {
    pub(super) fn new(prepared: Prepared<'t>, limited: bool) -> Answers<'t> {
        let source = match prepared.shape {
            Shape::All => Source::Parts {
                parts: parts(&prepared).into_iter(),
                rows: Rows::default(),
                order: Vec::new(),
                at: 0,
            },
            Shape::Extreme { .. } => Source::Extreme(None),
        };
        let limit = if limited { prepared.ast.limit } else { None };
        Answers {
            left: limit.unwrap_or(u64::MAX),
            certainly: prepared.ast.certainly,
            unsettled: 0,
            source,
            slots: prepared.wanted.as_slice().into(),
            prepared: Arc::new(prepared),
        }
    }

    /// How many answers of a pattern that asks for certain ones were left out so far because they
    /// were not settled.
    pub fn unsettled(&self) -> u64 {
        self.unsettled
    }

    /// The names of the variables that make an answer, in the order of `find`.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let variables = &self.prepared.resolved.variables;
        let name = move |&slot: &Slot| variables[slot as usize].name.as_str();
        self.prepared.wanted.iter().map(name)
    }

    pub(super) fn prepared(&self) -> &Arc<Prepared<'t>> {
        &self.prepared
    }

    fn judged(&mut self) -> Option<(Vec<u32>, Verdict)> {
        match &mut self.source {
            Source::Extreme(found) => {
                let prepared = &self.prepared;
                found
                    .get_or_insert_with(|| extreme::answers(prepared).into_iter())
                    .next()
            }
            Source::Parts {
                parts,
                rows,
                order,
                at,
            } => loop {
                while let Some(rest) = order.get(*at..).filter(|rest| !rest.is_empty()) {
                    let group = self.prepared.first_group(rows, rest, &self.prepared.wanted);
                    *at += group.len();
                    let verdict = self.prepared.verdict(rows, group);
                    if verdict.certainty > Certainty::Impossible {
                        let first = rows.row(*group.first()? as usize);
                        return Some((self.prepared.key_of(first), verdict));
                    }
                }
                let part = parts.next()?;
                let mut run = self.prepared.run();
                if let (Some(value), Some(&slot)) = (part, self.prepared.wanted.first()) {
                    run.env[slot as usize] = value;
                }
                *rows = self.prepared.rows(&mut run);
                *order = self.prepared.sorted(rows, &self.prepared.wanted);
                *at = 0;
            },
        }
    }
}

impl<'t> Iterator for Answers<'t> {
    type Item = Answer<'t>;

    fn next(&mut self) -> Option<Answer<'t>> {
        while self.left > 0 {
            let (key, verdict) = self.judged()?;
            if self.certainly && verdict.certainty < Certainty::Certain {
                self.unsettled += u64::from(!verdict.settled);
                continue;
            }
            self.left -= 1;
            return Some(Answer {
                prepared: Arc::clone(&self.prepared),
                slots: Arc::clone(&self.slots),
                key,
                verdict,
            });
        }
        None
    }
}

impl fmt::Debug for Answers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answers").finish_non_exhaustive()
    }
}

/// The values of the first variable wanted, in file order, where walking them one by one costs little
/// more than walking all bindings in the best order: then answers come as they are found.
fn parts(prepared: &Prepared<'_>) -> Vec<Option<u32>> {
    let Some(&first) = prepared.wanted.first() else {
        return vec![None];
    };
    let mut run = prepared.run();
    let Some((best, path)) = run.next(&prepared.resolved.top) else {
        return vec![None];
    };
    let own = run.path_to(&prepared.resolved.top, first);
    if best != first && (!own.linked || own.size > 2 * path.size) {
        return vec![None];
    }
    let mut values = Vec::new();
    super::access::candidates(prepared.t, &own, &mut values);
    values.sort_unstable();
    values.dedup();
    values.into_iter().map(Some).collect()
}
