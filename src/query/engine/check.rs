//! Judges one condition on what is bound.

use super::days;
use super::resolved::{Check, Operand, What, point};
use crate::model::{Grade, Record, Reliability, Role, Status};
use crate::query::certainty::{Certainty, judge_pair};
use crate::query::condition::{Coin, Condition};
use crate::query::formula::Formula;
use crate::query::joint::Inequality;
use crate::time::Relation;
use crate::timeline::{EventKind, Moment, Named, OPEN, Part, Timeline};

/// How one condition stands for what is bound, by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It holds in no world.
    No,
    /// It holds in every world.
    Yes,
    /// It holds where something alleged or implied is so.
    Coin,
    /// It holds in some worlds by their times, not in all.
    Open,
    /// What worlds make of it is to be found out.
    Mixed,
}

impl Outcome {
    fn of(holds: bool) -> Outcome {
        if holds { Outcome::Yes } else { Outcome::No }
    }
}

/// Judges a check whose slots are all bound; denied scopes are not judged here.
pub(super) fn judge(t: &Timeline, check: &Check, env: &[u32]) -> Outcome {
    let value = |operand: &Operand| operand.value(env);
    match &check.what {
        What::Kind {
            event,
            kind,
            status,
        } => is_kind(t, value(event), *kind, status),
        What::With { event, members } => with(t, value(event), members, env),
        What::Involved { event, part, actor } => {
            let (event, actor) = (value(event), value(actor));
            let mut row = t.involved(event).iter();
            Outcome::of(row.any(|i| i.part == *part && i.actor == actor))
        }
        What::For { event, actors } => represented(t, value(event), actors, env),
        What::At { event, place, .. } => {
            let own = t.store().columns.place.get(value(event));
            Outcome::of(place.is_some_and(|place| own == place))
        }
        What::Topic { event, topic } => {
            let events = t.topics().events.of(*topic);
            Outcome::of(events.binary_search(&value(event)).is_ok())
        }
        What::About { event, of } => {
            let about = t.store().columns.about.of(value(event));
            Outcome::of(about.contains(&value(of)))
        }
        What::Stance {
            event,
            stance,
            topic,
        } => {
            let whole = t.store().whole(value(event));
            Outcome::of(match whole {
                Some(Record::Statement(s)) => {
                    let mut stances = s.stances.iter();
                    stances.any(|s| s.stance == *stance && s.topic == *topic)
                }
                _ => false,
            })
        }
        What::Via { event, channel } => {
            let whole = t.store().whole(value(event));
            Outcome::of(match whole {
                Some(Record::Statement(s)) => s.channel.as_ref() == Some(channel),
                _ => false,
            })
        }
        What::State { event, state } => {
            let whole = t.store().whole(value(event));
            Outcome::of(matches!(whole, Some(Record::Document(d)) if d.state == Some(*state)))
        }
        What::Code { event, test } => {
            let columns = &t.store().columns;
            let code = columns.codes.some(columns.code.get(value(event)));
            Outcome::of(code.is_some_and(|code| test.matches(code)))
        }
        What::In { event, hulls } => within(t, value(event), hulls),
        What::Sources { event, least } => Outcome::of(is_sourced(t, value(event), *least)),
        What::Relation {
            left,
            set,
            right,
            gap,
            ..
        } => {
            let formula = Formula {
                x: value(left),
                set: *set,
                y: value(right),
                gap: *gap,
            };
            match judge_pair(t, formula) {
                Certainty::Impossible => Outcome::No,
                Certainty::Possible => Outcome::Open,
                Certainty::Certain => Outcome::Yes,
            }
        }
        What::SameDay(left, right) => days::same_day(t, value(left), value(right)),
        What::Unordered(left, right) => Outcome::of(is_unordered(t, value(left), value(right))),
        What::Link { from, way, to } => Outcome::of(is_linked(t, value(from), *way, value(to))),
        What::ActsFor {
            actor,
            of,
            role,
            during,
        } => {
            let at = during.as_ref().map(value);
            if role.is_none()
                && let Some(event) = at
            {
                return acts_at(t, value(actor), value(of), event);
            }
            of_condition(&t.acting_for(value(actor), value(of), at, role.as_deref()))
        }
        What::Same {
            left,
            right,
            denied,
            ..
        } => Outcome::of((value(left) == value(right)) != *denied),
        What::Not(_) => Outcome::Mixed,
        What::Never => Outcome::No,
    }
}

/// What a check says, as a formula. With `full` nothing is left out that claims make true: reasons need it
/// all.
pub(super) fn condition(t: &Timeline, check: &Check, env: &[u32], full: bool) -> Condition {
    let value = |operand: &Operand| operand.value(env);
    match &check.what {
        What::Kind {
            event,
            kind,
            status,
        } => {
            let event = value(event);
            match is_kind(t, event, *kind, status) {
                Outcome::No => Condition::FALSE,
                Outcome::Coin => Condition::Coin(Coin::Happened(event), true),
                _ => Condition::TRUE,
            }
        }
        What::With { event, members } => {
            if with(t, value(event), members, env) == Outcome::No {
                return Condition::FALSE;
            }
            let event = value(event);
            let mut coins: Vec<Condition> = Vec::new();
            for (actor, role) in members {
                let actor = value(actor);
                if taking_part(t, event, actor, *role) == Outcome::Coin {
                    coins.push(Condition::Coin(Coin::Present(event, actor), true));
                }
            }
            Condition::All(coins)
        }
        What::For { event, actors } => {
            let actors: Vec<u32> = actors.iter().map(value).collect();
            representation(t, value(event), &actors)
        }
        What::In { event, hulls } => {
            let event = value(event);
            match hull_of(t, event, hulls) {
                None => Condition::FALSE,
                Some((lo, hi)) => {
                    let mut steps = Vec::new();
                    if lo > -OPEN {
                        steps.push(Inequality::at_least(point(event, false), lo));
                    }
                    if hi < OPEN {
                        steps.push(Inequality::at_most(point(event, true), hi));
                    }
                    Condition::steps(steps)
                }
            }
        }
        What::Relation {
            left,
            set,
            right,
            gap,
            ..
        } => {
            let formula = Formula {
                x: value(left),
                set: *set,
                y: value(right),
                gap: *gap,
            };
            if !full && judge_pair(t, formula) == Certainty::Certain {
                return Condition::TRUE;
            }
            Condition::Relation(formula, true)
        }
        What::SameDay(left, right) => days::condition(t, value(left), value(right)),
        What::ActsFor {
            actor,
            of,
            role,
            during,
        } => t.acting_for(
            value(actor),
            value(of),
            during.as_ref().map(value),
            role.as_deref(),
        ),
        _ => match judge(t, check, env) {
            Outcome::No => Condition::FALSE,
            _ => Condition::TRUE,
        },
    }
}

fn is_kind(t: &Timeline, event: u32, kind: Option<EventKind>, status: &[Status]) -> Outcome {
    let columns = &t.store().columns;
    if kind.is_some_and(|kind| columns.kind[event as usize] != kind) {
        return Outcome::No;
    }
    let own = columns.status[event as usize];
    let matched = match status {
        [] => matches!(own, Status::Occurred | Status::Alleged),
        all => all.iter().all(|&status| status == own),
    };
    match (matched, own) {
        (false, _) => Outcome::No,
        (true, Status::Alleged) => Outcome::Coin,
        (true, _) => Outcome::Yes,
    }
}

/// Whether an actor takes part in an event, in a role where one is named.
pub(super) fn taking_part(t: &Timeline, event: u32, actor: u32, role: Option<Role>) -> Outcome {
    let mut found = Outcome::No;
    let mut fits = false;
    for involved in t.involved(event) {
        if involved.actor != actor || involved.is_denied() {
            continue;
        }
        if !matches!(involved.part, Part::Participant | Part::Party) {
            continue;
        }
        fits |= role.is_none() || involved.role == role;
        if found != Outcome::Yes {
            found = if involved.is_implied() {
                Outcome::Coin
            } else {
                Outcome::Yes
            };
        }
    }
    if fits { found } else { Outcome::No }
}

fn with(t: &Timeline, event: u32, members: &[(Operand, Option<Role>)], env: &[u32]) -> Outcome {
    let mut all = Outcome::Yes;
    for (i, (actor, role)) in members.iter().enumerate() {
        let actor = actor.value(env);
        if members[..i]
            .iter()
            .any(|(other, _)| other.value(env) == actor)
        {
            return Outcome::No;
        }
        match taking_part(t, event, actor, *role) {
            Outcome::No => return Outcome::No,
            Outcome::Coin => all = Outcome::Coin,
            _ => {}
        }
    }
    all
}

/// Those who can act for others at an event: participants who are not denied, parties, authors; each
/// once, with whether that they were there is only implied.
pub(super) fn agents(t: &Timeline, event: u32) -> Vec<(u32, bool)> {
    let mut found: Vec<(u32, bool)> = Vec::new();
    for involved in t.involved(event) {
        let counts = matches!(involved.part, Part::Participant | Part::Party | Part::By);
        if !counts || involved.is_denied() {
            continue;
        }
        match found.iter_mut().find(|(actor, _)| *actor == involved.actor) {
            Some(known) => known.1 &= involved.is_implied(),
            None => found.push((involved.actor, involved.is_implied())),
        }
    }
    found
}

fn represented(t: &Timeline, event: u32, actors: &[Operand], env: &[u32]) -> Outcome {
    let people = agents(t, event);
    let mut sure = actors.len() == 1;
    for actor in actors {
        let actor = actor.value(env);
        let mut any = false;
        let mut firm = false;
        for &(person, implied) in &people {
            match acts_at(t, person, actor, event) {
                Outcome::No => {}
                Outcome::Yes => {
                    any = true;
                    firm |= !implied;
                }
                _ => any = true,
            }
        }
        if !any {
            return Outcome::No;
        }
        sure &= firm;
    }
    if sure { Outcome::Yes } else { Outcome::Mixed }
}

/// Whether an actor acts for another at an event, as far as windows tell.
fn acts_at(t: &Timeline, actor: u32, of: u32, event: u32) -> Outcome {
    if actor == of {
        return Outcome::Yes;
    }
    let (ways, complete) = t.capacities(event, actor);
    let mut ways = ways.iter().filter(|way| way.principal == of).peekable();
    if ways.peek().is_none() && complete {
        return Outcome::No;
    }
    if ways.any(|way| way.open.is_empty()) {
        Outcome::Yes
    } else {
        Outcome::Mixed
    }
}

/// How many ways in which actors are represented are gone through.
const ASSIGNMENTS: usize = 2_000;

/// "Somebody acts for each of these at the event, different ones for different ones."
fn representation(t: &Timeline, event: u32, actors: &[u32]) -> Condition {
    let people = agents(t, event);
    let mut wanted = actors.to_vec();
    wanted.sort_unstable();
    wanted.dedup();
    let mut ways: Vec<(Vec<u32>, Vec<Condition>)> = vec![(Vec::new(), Vec::new())];
    let mut complete = true;
    for &actor in &wanted {
        let mut next = Vec::new();
        for &(person, implied) in &people {
            let acting = t.acting_for(person, actor, Some(event), None);
            if acting == Condition::FALSE {
                continue;
            }
            for (used, parts) in &ways {
                if used.contains(&person) {
                    continue;
                }
                let (mut used, mut parts) = (used.clone(), parts.clone());
                used.push(person);
                parts.push(acting.clone());
                if implied {
                    parts.push(Condition::Coin(Coin::Present(event, person), true));
                }
                next.push((used, parts));
            }
        }
        if next.len() > ASSIGNMENTS {
            next.truncate(ASSIGNMENTS);
            complete = false;
        }
        ways = next;
    }
    let mut any: Vec<Condition> = ways.into_iter().map(|way| Condition::All(way.1)).collect();
    if !complete {
        any.push(Condition::Unknown);
    }
    Condition::Any(any)
}

fn hull_of(t: &Timeline, event: u32, hulls: &[Option<(i128, i128)>]) -> Option<(i128, i128)> {
    let store = t.store();
    let zone = store.columns.zone.get(event) as usize;
    let last = hulls.len().checked_sub(1)?;
    let place = if zone < store.zones.len() { zone } else { last };
    *hulls.get(place)?
}

fn within(t: &Timeline, event: u32, hulls: &[Option<(i128, i128)>]) -> Outcome {
    let Some((lo, hi)) = hull_of(t, event, hulls) else {
        return Outcome::No;
    };
    let begin = t.bounds(Moment::begin(event));
    let end = t.bounds(Moment::end(event));
    if begin.1 < lo || end.0 > hi {
        return Outcome::No;
    }
    match (begin.0 >= lo, end.1 <= hi) {
        (true, true) => Outcome::Yes,
        (false, false) => Outcome::Mixed,
        _ => Outcome::Open,
    }
}

fn is_sourced(t: &Timeline, event: u32, least: Grade) -> bool {
    let store = t.store();
    let citations = store.citations_of(event);
    citations.iter().any(|citation| {
        let source = store.sources.keys.find(&citation.source);
        let source = source.and_then(|s| store.source_record(s));
        let letter = source.and_then(|s| s.reliability).unwrap_or_default();
        let Some(digit) = citation.credibility else {
            return false;
        };
        // "Can't be judged" is no grade.
        letter != Reliability::F
            && digit != crate::model::Credibility::WORST
            && letter >= least.reliability
            && digit >= least.credibility
    })
}

pub(super) fn is_unordered(t: &Timeline, x: u32, y: u32) -> bool {
    use crate::id::EventId;
    let possible = t.possible_relations(EventId(x), EventId(y));
    possible.contains(Relation::Before) && possible.contains(Relation::After)
}

pub(super) fn is_linked(t: &Timeline, from: u32, way: Named, to: u32) -> bool {
    let columns = &t.store().columns;
    match way {
        Named::RepliesTo => columns.replies_to.of(from).contains(&to),
        Named::PartOf => columns.part_of.of(from).contains(&to),
        Named::About => columns.about.of(from).contains(&to),
        Named::Link(kind) => columns.links.of(from).contains(&(kind, to)),
    }
}

/// How a condition stands if its form tells.
fn of_condition(condition: &Condition) -> Outcome {
    match condition {
        Condition::Any(ways) if ways.is_empty() => Outcome::No,
        Condition::Any(ways) if ways.contains(&Condition::TRUE) => Outcome::Yes,
        _ => Outcome::Mixed,
    }
}
