//! Patterns whose answers can be counted without going through them, told by their shape.

use super::counts::Counts;
use super::prepared::{Prepared, Shape};
use super::resolved::{Operand, What};
use crate::query::bulk::{Apart, Chain, Pairs};
use crate::time::{Gap, Relation};
use crate::timeline::{EventKind, Part};

/// "One event is before another, with so much time between."
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Before {
    first: Operand,
    second: Operand,
    gap: Gap,
}

/// The conditions of a pattern, as far as questions about everything have them.
#[derive(Debug, Default)]
struct Parts {
    meetings: Vec<Operand>,
    statements: Vec<Operand>,
    with: Vec<(Operand, Vec<Operand>)>,
    by: Vec<(Operand, Operand)>,
    before: Vec<Before>,
}

impl Parts {
    /// `None` where there is any other condition.
    fn of(prepared: &Prepared<'_>) -> Option<Parts> {
        let mut parts = Parts::default();
        for check in &prepared.resolved.top.checks {
            match &check.what {
                What::Kind {
                    event,
                    kind: Some(kind),
                    status,
                } if status.is_empty() && event.slot().is_some() => match kind {
                    EventKind::Meeting => parts.meetings.push(*event),
                    EventKind::Statement => parts.statements.push(*event),
                    _ => return None,
                },
                What::With { event, members } if members.iter().all(|m| m.1.is_none()) => {
                    let members = members.iter().map(|m| m.0).collect();
                    parts.with.push((*event, members));
                }
                What::Involved {
                    event,
                    part: Part::By,
                    actor,
                } => parts.by.push((*event, *actor)),
                What::Relation {
                    left,
                    set,
                    right,
                    gap,
                    ..
                } => {
                    let (first, second) = match set.only()? {
                        Relation::Before => (*left, *right),
                        Relation::After => (*right, *left),
                        _ => return None,
                    };
                    parts.before.push(Before {
                        first,
                        second,
                        gap: *gap,
                    });
                }
                _ => return None,
            }
        }
        Some(parts)
    }
}

/// The number of answers, where the pattern is one of those that are counted at once; exactly what going
/// through the answers gives.
pub(super) fn count(prepared: &Prepared<'_>) -> Option<Counts> {
    if prepared.shape != Shape::All || prepared.unit.is_some() {
        return None;
    }
    // Each binding is an answer of its own.
    let mut wanted = prepared.wanted.clone();
    wanted.sort_unstable();
    wanted.dedup();
    if wanted.len() != prepared.resolved.top.own.len() {
        return None;
    }
    let parts = Parts::of(prepared)?;
    pairs(prepared, &parts).or_else(|| chain(prepared, &parts))
}

/// A meeting with an actor before a statement by the same.
fn pairs(prepared: &Prepared<'_>, parts: &Parts) -> Option<Counts> {
    let ([m], [s]) = (&*parts.meetings, &*parts.statements) else {
        return None;
    };
    let ([(with, members)], [(by, speaker)], [before]) = (&*parts.with, &*parts.by, &*parts.before)
    else {
        return None;
    };
    let [member] = **members else {
        return None;
    };
    let fits =
        with == m && by == s && member == *speaker && before.first == *m && before.second == *s;
    if !fits {
        return None;
    }
    let certainly = prepared.ast.certainly;
    let apart = Apart::new(before.gap)?;
    let pairs = Pairs::new(prepared.t.agenda_index()?, apart);
    Some(match member {
        Operand::Is(actor) => pairs.count_of(actor, certainly),
        Operand::Slot(_) => pairs.count(certainly),
    })
}

/// X meets Y, then Y meets Z, then Z speaks.
fn chain(prepared: &Prepared<'_>, parts: &Parts) -> Option<Counts> {
    let ([_, _], [s]) = (&*parts.meetings, &*parts.statements) else {
        return None;
    };
    let ([_, _], [(by, z)], [_, _]) = (&*parts.with, &*parts.by, &*parts.before) else {
        return None;
    };
    if by != s {
        return None;
    }
    let into = |second: Operand| {
        let mut all = parts.before.iter().filter(|before| before.second == second);
        match (all.next(), all.next()) {
            (Some(before), None) => Some(before),
            _ => None,
        }
    };
    let second = into(*s)?;
    let first = into(second.first)?;
    let (m1, m2) = (first.first, second.first);
    if m1 == m2 || !parts.meetings.contains(&m1) || !parts.meetings.contains(&m2) {
        return None;
    }
    let two = |event: Operand| {
        let mut with = parts.with.iter().filter(|with| with.0 == event);
        match &*with.next()?.1 {
            &[a, b] if a != b => Some([a, b]),
            _ => None,
        }
    };
    let (early, late) = (two(m1)?, two(m2)?);
    let other = |[a, b]: [Operand; 2], one: Operand| {
        if a == one {
            Some(b)
        } else {
            (b == one).then_some(a)
        }
    };
    let y = other(late, *z)?;
    let x = other(early, y)?;
    // Two variables of one name are one actor, which is another question.
    if x == *z && x.slot().is_some() {
        return None;
    }
    let given = |operand: Operand| match operand {
        Operand::Is(actor) => Some(actor),
        Operand::Slot(_) => None,
    };
    let chain = Chain {
        agenda: prepared.t.agenda_index()?,
        first: Apart::new(first.gap)?,
        second: Apart::new(second.gap)?,
        x: given(x),
        y: given(y),
        z: given(*z),
    };
    Some(chain.count(prepared.ast.certainly))
}
