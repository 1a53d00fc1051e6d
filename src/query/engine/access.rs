//! Where the candidates for a variable come from, once others are bound.

mod represented;

use super::check;
use super::resolved::{FREE, Operand, Reach, Scope, Slot, What};
use crate::query::engine::days::day_of;
use crate::query::joint::DAY;
use crate::timeline::{List, Moment, Named, OPEN, Part, Timeline};
use represented::represented;

/// A list of candidates, by what it is found from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// The same as something bound.
    Same(u32),
    /// The events of an actor.
    Posting(u32),
    /// The events at which somebody can act for an actor.
    Represented(u32),
    Place(u32),
    Topic(u32),
    /// The events that a record names in some way.
    Named(u32, Named),
    /// The events whose records name an event in some way.
    Naming(u32, Named),
    /// Events whose records say more than most.
    Telling,
    /// All events, of one kind where it is known.
    Events(Option<usize>),
    /// Those who take part in an event.
    Members(u32),
    /// Those who have some part in an event.
    Involved(u32, Part),
    /// Those for whom somebody acts at an event.
    Principals(u32),
    /// Those for whom an actor acts, at some event where `true`.
    Served(u32, bool),
    /// Those who act for an actor, at some event where `true`.
    Serving(u32, bool),
    Actors,
}

/// The stretch of time that an event must overlap: it begins no later than the second tick, and ends
/// no earlier than the first.
pub(super) type Stretch = (i128, i128);

pub(super) const ALWAYS: Stretch = (-OPEN, OPEN);

/// A way to the candidates for a slot, and how many there are at most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Path {
    pub(super) access: Access,
    pub(super) stretch: Stretch,
    /// The kind of event that is wanted, where it is known.
    kind: Option<usize>,
    pub(super) size: u64,
    /// Whether something bound leads there, or nothing but the whole list.
    pub(super) linked: bool,
}

/// The shortest way to the candidates for a slot, given what is bound; by times, too, where `timed`.
pub(super) fn path(
    t: &Timeline,
    scope: &Scope,
    (slot, is_event): (Slot, bool),
    env: &[u32],
    timed: bool,
) -> Path {
    let mut finder = Finder {
        t,
        env,
        best: None,
        stretch: ALWAYS,
        kind: None,
        telling: false,
    };
    for &i in &scope.watch[slot as usize] {
        finder.look(&scope.checks[i as usize].what, slot);
    }
    if !timed {
        finder.stretch = ALWAYS;
    }
    finder.choose(is_event)
}

struct Finder<'t, 'e> {
    t: &'t Timeline,
    env: &'e [u32],
    best: Option<(Access, u64)>,
    stretch: Stretch,
    kind: Option<usize>,
    telling: bool,
}

impl Finder<'_, '_> {
    fn offer(&mut self, access: Access, size: usize) {
        if self.best.is_none_or(|(_, known)| (size as u64) < known) {
            self.best = Some((access, size as u64));
        }
    }

    /// What an operand is bound to, unless it is open.
    fn bound(&self, operand: &Operand) -> Option<u32> {
        Some(operand.value(self.env)).filter(|&value| value != FREE)
    }

    fn posting(&mut self, actor: &Operand) {
        if let Some(actor) = self.bound(actor) {
            let size = self.t.time_index().of_actor(actor).len();
            self.offer(Access::Posting(actor), size);
        }
    }

    fn look(&mut self, what: &What, slot: Slot) {
        let t = self.t;
        match what {
            What::Kind { kind, .. } => {
                self.kind = self.kind.or(kind.map(|kind| kind as usize));
            }
            What::With { event, members } => {
                if event.is(slot) {
                    for (actor, _) in members {
                        self.posting(actor);
                    }
                } else if let Some(event) = self.bound(event) {
                    self.offer(Access::Members(event), t.involved(event).len());
                }
            }
            What::Involved { event, part, actor } => {
                if event.is(slot) {
                    self.posting(actor);
                } else if let Some(event) = self.bound(event) {
                    self.offer(Access::Involved(event, *part), t.involved(event).len());
                }
            }
            What::For { event, actors } => {
                if event.is(slot) {
                    for actor in actors {
                        if let Some(actor) = self.bound(actor) {
                            let size = represented(t, actor, |_| {});
                            self.offer(Access::Represented(actor), size);
                        }
                    }
                } else if let Some(event) = self.bound(event) {
                    self.offer(Access::Principals(event), 4 * t.involved(event).len());
                }
            }
            What::At { place, .. } => match *place {
                Some(place) => self.offer(Access::Place(place), t.events_at(place).len()),
                None => self.offer(Access::Place(FREE), 0),
            },
            What::Topic { topic, .. } => {
                self.offer(Access::Topic(*topic), t.topics().events.of(*topic).len());
            }
            What::Stance { topic, .. } => {
                if let Some(topic) = t.topics().names.find(topic) {
                    self.offer(Access::Topic(topic), t.topics().events.of(topic).len());
                }
            }
            What::About { event, of } => self.named(slot, event, Named::About, of),
            What::Link { from, way, to } => self.named(slot, from, *way, to),
            What::Via { .. } | What::State { .. } => self.telling = true,
            What::In { hulls, .. } => {
                // The zone of an event that is not known yet: all of them.
                let all = hulls.iter().flatten();
                let lo = all.clone().map(|h| h.0).min();
                let hi = all.map(|h| h.1).max();
                if let (Some(lo), Some(hi)) = (lo, hi) {
                    self.within((lo, hi));
                }
            }
            What::Relation {
                left, right, reach, ..
            } => {
                let (other, reach) = if left.is(slot) {
                    (right, &reach[0])
                } else {
                    (left, &reach[1])
                };
                if left != right
                    && let Some(other) = self.bound(other)
                {
                    self.reach(other, reach);
                }
            }
            What::SameDay(left, right) => {
                let other = if left.is(slot) { right } else { left };
                if left != right
                    && let Some(other) = self.bound(other)
                {
                    let (lo, hi) = t.bounds(Moment::begin(other));
                    // Days are at most 25 hours long; where clocks are not known, all are kept.
                    let known = |tick: i128| day_of(t, tick).is_some();
                    let lo = if known(lo) { lo - 2 * DAY } else { -OPEN };
                    let hi = if known(hi) { hi + 2 * DAY } else { OPEN };
                    self.within((lo, hi));
                }
            }
            What::ActsFor {
                actor, of, during, ..
            } => {
                if actor.is(slot) {
                    if let Some(of) = self.bound(of) {
                        let size = 1 + t.affiliations_to(of).len() + t.appointed_for(of).len();
                        self.offer(Access::Serving(of, during.is_some()), size);
                    }
                } else if of.is(slot)
                    && let Some(actor) = self.bound(actor)
                {
                    let size = 1 + t.affiliations_of(actor).len();
                    self.offer(Access::Served(actor, during.is_some()), size);
                }
            }
            What::Same {
                left,
                right,
                denied: false,
                ..
            } => {
                let other = if left.is(slot) { right } else { left };
                if let Some(other) = self.bound(other) {
                    self.offer(Access::Same(other), 1);
                }
            }
            What::Code { .. }
            | What::Sources { .. }
            | What::Unordered(..)
            | What::Same { .. }
            | What::Not(_)
            | What::Never => {}
        }
    }

    fn named(&mut self, slot: Slot, from: &Operand, way: Named, to: &Operand) {
        if from.is(slot)
            && let Some(to) = self.bound(to)
        {
            self.offer(Access::Naming(to, way), self.t.naming(to).len());
        }
        if to.is(slot)
            && let Some(from) = self.bound(from)
        {
            let columns = &self.t.store().columns;
            let size = match way {
                Named::RepliesTo => columns.replies_to.of(from).len(),
                Named::PartOf => columns.part_of.of(from).len(),
                Named::About => columns.about.of(from).len(),
                Named::Link(_) => columns.links.of(from).len(),
            };
            self.offer(Access::Named(from, way), size);
        }
    }

    fn within(&mut self, (lo, hi): Stretch) {
        self.stretch = (self.stretch.0.max(lo), self.stretch.1.min(hi));
    }

    fn reach(&mut self, other: u32, reach: &[Reach]) {
        let ends = [Moment::begin(other), Moment::end(other)].map(|m| self.t.bounds(m));
        for r in reach {
            let (lo, hi) = ends[usize::from(r.other)];
            if r.upper && hi < OPEN {
                // Its beginning is no later than its end.
                self.stretch.1 = self.stretch.1.min(hi + r.weight);
            } else if !r.upper && lo > -OPEN {
                self.stretch.0 = self.stretch.0.max(lo - r.weight);
            }
        }
    }

    fn choose(self, is_event: bool) -> Path {
        let linked = self.best.is_some() || self.stretch != ALWAYS;
        let t = self.t;
        let (access, size) = match (self.best, is_event) {
            (Some(best), _) => best,
            (None, false) => (Access::Actors, t.store().actors.keys.len() as u64),
            (None, true) => {
                let telling = t.telling().len() as u64;
                let all = events_of_kind(t, self.kind);
                if self.telling && telling < all {
                    (Access::Telling, telling)
                } else {
                    (Access::Events(self.kind), all)
                }
            }
        };
        Path {
            access,
            stretch: self.stretch,
            kind: self.kind,
            size,
            linked,
        }
    }
}

/// How long a list is that is gone through one by one: that takes less than finding what overlaps.
const SHORT: usize = 16;

impl Path {
    /// About how many candidates there are, if events are spread evenly over time.
    pub(super) fn guess(&self, t: &Timeline, is_event: bool) -> u64 {
        if self.stretch == ALWAYS || !is_event {
            return self.size;
        }
        let share = |events: u64| t.time_index().share(events, self.stretch.0, self.stretch.1);
        match self.access {
            Access::Posting(_) | Access::Events(_) => share(self.size),
            _ => self.size.min(share(events_of_kind(t, self.kind))),
        }
    }

    /// The same path, with the candidates counted that times leave, or a path by times alone where that is
    /// shorter.
    pub(super) fn counted(mut self, t: &Timeline, is_event: bool) -> Path {
        if self.stretch == ALWAYS || self.size <= 1 {
            return self;
        }
        if let Access::Posting(actor) = self.access {
            self.size = runs_of(t, t.time_index().of_actor(actor), self.stretch);
            return self;
        }
        if is_event {
            let runs =
                kinds(self.kind).map(|kind| runs_of(t, t.time_index().of_kind(kind), self.stretch));
            let in_time = runs.sum();
            if in_time < self.size {
                self.access = Access::Events(self.kind);
                self.size = in_time;
            }
        }
        self
    }
}

fn kinds(kind: Option<usize>) -> std::ops::Range<usize> {
    kind.map_or(0..4, |kind| kind..kind + 1)
}

fn events_of_kind(t: &Timeline, kind: Option<usize>) -> u64 {
    let index = t.time_index();
    kinds(kind)
        .map(|kind| index.of_kind(kind).len() as u64)
        .sum()
}

fn runs_of(t: &Timeline, list: List<'_>, stretch: Stretch) -> u64 {
    let runs = t.time_index().overlapping(list, stretch.0, stretch.1);
    runs.iter().map(|run| run.len() as u64).sum()
}

/// Fills a list with the candidates of a path, each once.
pub(super) fn candidates(t: &Timeline, path: &Path, list: &mut Vec<u32>) {
    let columns = &t.store().columns;
    list.clear();
    match path.access {
        Access::Same(other) => list.push(other),
        Access::Posting(actor) => {
            let index = t.time_index();
            let own = index.of_actor(actor);
            if own.len() <= SHORT {
                let (from, to) = path.stretch;
                let all = own.events().iter();
                list.extend(all.filter(|&&e| index.may_overlap(e, from, to)));
                return;
            }
            for run in index.overlapping(own, path.stretch.0, path.stretch.1) {
                list.extend_from_slice(run);
            }
        }
        Access::Events(kind) => {
            let index = t.time_index();
            for kind in kinds(kind) {
                let own = index.of_kind(kind);
                for run in index.overlapping(own, path.stretch.0, path.stretch.1) {
                    list.extend_from_slice(run);
                }
            }
        }
        Access::Represented(actor) => {
            represented(t, actor, |events| list.extend_from_slice(events));
            list.sort_unstable();
            list.dedup();
        }
        Access::Place(place) => list.extend_from_slice(t.events_at(place)),
        Access::Topic(topic) => list.extend_from_slice(t.topics().events.of(topic)),
        Access::Named(from, way) => {
            match way {
                Named::RepliesTo => list.extend_from_slice(columns.replies_to.of(from)),
                Named::PartOf => list.extend_from_slice(columns.part_of.of(from)),
                Named::About => list.extend_from_slice(columns.about.of(from)),
                Named::Link(kind) => {
                    let row = columns.links.of(from).iter();
                    list.extend(row.filter(|link| link.0 == kind).map(|link| link.1));
                }
            }
            once(list);
        }
        Access::Naming(to, way) => {
            let row = t.naming(to).iter();
            list.extend(row.filter(|(w, _)| *w == way).map(|(_, from)| *from));
        }
        Access::Telling => list.extend_from_slice(t.telling()),
        Access::Members(event) => {
            let takes_part = |part: Part| matches!(part, Part::Participant | Part::Party);
            let row = t.involved(event).iter();
            let row = row.filter(|i| takes_part(i.part) && !i.is_denied());
            list.extend(row.map(|i| i.actor));
            once(list);
        }
        Access::Involved(event, part) => {
            let row = t.involved(event).iter().filter(|i| i.part == part);
            list.extend(row.map(|i| i.actor));
            once(list);
        }
        Access::Principals(event) => {
            // Whatever windows say of offices: some claims may be left out.
            list.extend(check::agents(t, event).iter().map(|agent| agent.0));
            closure(list, |agent, list| {
                list.extend(t.settled_principals(event, agent).unwrap_or_default());
                list.extend(principals_of(t, agent));
            });
        }
        Access::Served(actor, at) => {
            list.push(actor);
            closure(list, |agent, list| {
                list.extend(principals_of(t, agent));
                for &event in t.events_of(agent).iter().filter(|_| at) {
                    list.extend(t.settled_principals(event, agent).unwrap_or_default());
                }
            });
        }
        Access::Serving(of, at) => {
            list.push(of);
            closure(list, |principal, list| {
                let row = t.affiliations_to(principal).iter();
                list.extend(row.map(|&i| t.store().affiliations[i as usize].actor));
                if at {
                    for &event in t.appointed_for(principal) {
                        list.extend(check::agents(t, event).iter().map(|a| a.0));
                    }
                }
            });
        }
        Access::Actors => list.extend(0..t.store().actors.keys.len() as u32),
    }
}

fn principals_of(t: &Timeline, agent: u32) -> impl Iterator<Item = u32> {
    let row = t.affiliations_of(agent).iter();
    row.map(|&i| t.store().affiliations[i as usize].of)
}

/// Each member of a short list once, in the order of their coming.
fn once(list: &mut Vec<u32>) {
    let mut kept = 0;
    for at in 0..list.len() {
        if !list[..kept].contains(&list[at]) {
            list[kept] = list[at];
            kept += 1;
        }
    }
    list.truncate(kept);
}

/// Adds to a list what follows from its members, until nothing new does.
fn closure(list: &mut Vec<u32>, follow: impl Fn(u32, &mut Vec<u32>)) {
    let mut seen = rustc_hash::FxHashSet::default();
    list.retain(|&one| seen.insert(one));
    let mut at = 0;
    let mut next = Vec::new();
    while let Some(&one) = list.get(at) {
        at += 1;
        follow(one, &mut next);
        list.extend(next.drain(..).filter(|&n| seen.insert(n)));
    }
}

#[cfg(test)]
mod tests;
