//! The order in which a pattern is walked, in words.

use super::access::{ALWAYS, Access, Path};
use super::prepared::Prepared;
use super::resolved::{FREE, Scope, Slot};
use super::run::Run;
use crate::timeline::{EventKind, Named};
use std::fmt;

/// How a pattern is answered, step by step; see [`Timeline::plan`](crate::Timeline::plan).
///
/// The order is that of the first binding: at each step the variable with the fewest candidates is bound,
/// and those are counted anew for each binding.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// let t = t.build()?;
/// let plan = t.plan("find ?who where meeting ?m with a, ?who")?;
/// assert_eq!(
///     plan.to_string(),
///     "1. ?m from the events of \"a\" (1)\n2. ?who from those who take part in ?m",
/// );
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    steps: Vec<String>,
}

impl Plan {
    /// The steps, each in one line.
    pub fn steps(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().map(String::as_str)
    }

    pub(super) fn of(prepared: &Prepared<'_>) -> Plan {
        let mut run = prepared.run();
        let top = &prepared.resolved.top;
        let mut steps = Vec::new();
        // Each variable is bound to the first candidate, so that the next step knows what is bound.
        let mut bound: Vec<(Slot, u32)> = Vec::new();
        while let Some((slot, path)) = run.next(top) {
            steps.push(Self::tell(prepared, slot, &path, &bound, steps.len()));
            let value = candidate(prepared, &mut run, top, slot, &path);
            let Some(value) = value else {
                // With nothing to bind it to, the rest is as it would be for any.
                run.env[slot as usize] = FREE;
                let rest = top.own.iter().filter(|s| run.env[**s as usize] == FREE);
                let names: Vec<String> = rest
                    .filter(|&&s| s != slot)
                    .map(|&s| format!("?{}", prepared.resolved.variables[s as usize].name))
                    .collect();
                if !names.is_empty() {
                    steps.push(format!("{}. then {}", steps.len() + 1, names.join(", ")));
                }
                break;
            };
            run.env[slot as usize] = value;
            bound.push((slot, value));
        }
        if steps.is_empty() {
            steps.push("1. nothing to bind: all conditions are judged".to_string());
        }
        Plan { steps }
    }

    fn tell(
        prepared: &Prepared<'_>,
        slot: Slot,
        path: &Path,
        bound: &[(Slot, u32)],
        before: usize,
    ) -> String {
        let t = prepared.t;
        let variables = &prepared.resolved.variables;
        let named = |value: u32, is_event: bool| {
            let same = |(slot, known): &&(Slot, u32)| {
                *known == value && variables[*slot as usize].is_event == is_event
            };
            match bound.iter().rev().find(same) {
                Some((slot, _)) => format!("?{}", variables[*slot as usize].name),
                None if is_event => format!("{:?}", t.event_key(value)),
                None => format!("{:?}", t.store().actors.keys.get(value)),
            }
        };
        let actor = |value: u32| named(value, false);
        let event = |value: u32| named(value, true);
        let own = &variables[slot as usize];
        let way = |way: Named| match way {
            Named::RepliesTo => "replies_to",
            Named::PartOf => "part_of",
            Named::About => "about",
            Named::Link(kind) => kind.name(),
        };
        let from = match path.access {
            Access::Same(value) => named(value, own.is_event),
            Access::Posting(value) => format!("the events of {}", actor(value)),
            Access::Represented(value) => {
                format!("the events at which somebody can act for {}", actor(value))
            }
            Access::Place(place) => match t.store().columns.places.some(place) {
                Some(place) => format!("the events at {place:?}"),
                None => "the events at a place where nothing was".to_string(),
            },
            Access::Topic(topic) => format!("the events about {:?}", t.topics().names.get(topic)),
            Access::Named(value, by) => {
                format!("what the record of {} names as {}", event(value), way(by))
            }
            Access::Naming(value, by) => {
                format!(
                    "the events whose records name {} as {}",
                    event(value),
                    way(by)
                )
            }
            Access::Telling => "the events with detailed records".to_string(),
            Access::Events(kind) => match kind_name(kind) {
                Some(kind) => format!("all {kind}s"),
                None => "all events".to_string(),
            },
            Access::Members(value) => format!("those who take part in {}", event(value)),
            Access::Involved(value, _) => {
                format!("those whom the record of {} names", event(value))
            }
            Access::Principals(value) => {
                format!("those for whom somebody can act at {}", event(value))
            }
            Access::Served(value, _) => format!("those for whom {} can act", actor(value)),
            Access::Serving(value, _) => format!("those who can act for {}", actor(value)),
            Access::Actors => "all actors".to_string(),
        };
        let timed = matches!(path.access, Access::Posting(_) | Access::Events(_));
        let when = if timed && path.stretch != ALWAYS {
            ", near the time"
        } else {
            ""
        };
        let size = if before == 0 {
            format!(" ({})", path.size)
        } else {
            String::new()
        };
        format!("{}. ?{} from {from}{when}{size}", before + 1, own.name)
    }
}

/// A first candidate that agrees with what is bound.
fn candidate<'r>(
    prepared: &'r Prepared<'_>,
    run: &mut Run<'r>,
    scope: &'r Scope,
    slot: Slot,
    path: &Path,
) -> Option<u32> {
    let mut list = Vec::new();
    super::access::candidates(prepared.t, path, &mut list);
    list.into_iter().find(|&value| run.fits(scope, slot, value))
}

fn kind_name(kind: Option<usize>) -> Option<&'static str> {
    use EventKind::{Action, Document, Meeting, Statement};
    let all = [Meeting, Statement, Document, Action];
    all.iter()
        .find(|&&k| Some(k as usize) == kind)
        .map(|k| k.name())
}

/// One step a line.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.steps.join("\n"))
    }
}
