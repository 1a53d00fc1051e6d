//! Random patterns about a timeline.
//!
//! Most conditions are taken from its records and then made more general, a constant becoming a variable,
//! so that there often are answers; some are drawn at random. Variables stay few, so that
//! every answer depends on few bindings.

use std::collections::BTreeMap;

use super::pattern::{Atom, Clause, Find, Pattern, Sort, Term, Unit, Variable, named};
use super::text::is_well_formed;
use super::timeline::{LINKS, OFFICES};
use crate::oracle::dates::DAY;
use crate::oracle::relation::{
    AFTER, ALL, BEFORE, DISJOINT, GAPPED, Gap, INTERSECTS, MEETS, Mask, WITHIN, members,
};
use crate::oracle::rng::Rng;
use crate::oracle::spec::{Spec, Status};

/// What a generator of patterns may know about times: the possible relations of two events, and a tick
/// that an event may have.
#[derive(Clone, Copy)]
pub struct Times<'a> {
    pub relations: &'a dyn Fn(usize, usize) -> Mask,
    pub near: &'a dyn Fn(usize) -> i64,
}

/// A random pattern.
pub fn pattern(rng: &mut Rng, spec: &Spec, times: Times<'_>) -> Pattern {
    loop {
        let mut maker = Maker {
            rng,
            spec,
            times,
            variables: Vec::new(),
            events: BTreeMap::new(),
            actors: BTreeMap::new(),
            room: 4,
        };
        let pattern = maker.pattern();
        if is_well_formed(&pattern) {
            return pattern;
        }
    }
}

pub(super) struct Maker<'a> {
    pub(super) rng: &'a mut Rng,
    pub(super) spec: &'a Spec,
    pub(super) times: Times<'a>,
    pub(super) variables: Vec<Variable>,
    /// The terms that stand for events and actors so far.
    events: BTreeMap<usize, Term>,
    actors: BTreeMap<usize, Term>,
    /// How many more variables there may be.
    pub(super) room: usize,
}

const EVENTS: [&str; 6] = ["e", "m", "s", "event1", "later", "n"];
const ACTORS: [&str; 6] = ["who", "whom", "a", "b", "envoy_1", "third"];

impl Maker<'_> {
    fn pattern(&mut self) -> Pattern {
        if self.rng.chance(20) {
            return self.projected();
        }
        self.room = 1 + self.rng.below(4);
        let anchors = self.anchors();
        let mut atoms = Vec::new();
        for &event in &anchors {
            // A few events are named by other atoms only.
            if !self.rng.chance(8) {
                atoms.push(self.event_atom(event));
            }
        }
        for pair in anchors.windows(2) {
            if self.rng.chance(70) {
                let relation = self.relation(pair[0], pair[1]);
                atoms.push(relation);
            }
        }
        if self.rng.chance(10) {
            // Another relation between the same two, which may exclude the first.
            let (x, y) = (*self.rng.pick(&anchors), *self.rng.pick(&anchors));
            let relation = self.relation(x, y);
            atoms.push(relation);
        }
        for _ in 0..3 {
            match self.rng.below(16) {
                0 | 1 => atoms.push(self.acts_for(&anchors)),
                2 | 8 => atoms.extend(self.link(&anchors)),
                3 => {
                    let (x, y) = (*self.rng.pick(&anchors), *self.rng.pick(&anchors));
                    atoms.push(Atom::SameDay(self.event(x), self.event(y)));
                }
                4 => {
                    let (x, y) = (*self.rng.pick(&anchors), self.any_event());
                    atoms.push(Atom::Unordered(self.event(x), self.event(y)));
                }
                5 => atoms.extend(self.equality()),
                6 | 7 if self.rng.chance(80) => atoms.push(self.denial(&anchors, 1)),
                _ => {}
            }
        }
        let swap = self.rng.chance(25);
        if swap {
            self.rng.shuffle(&mut atoms);
        }
        let find = self.find(&atoms);
        let listed = matches!(find, Find::List(_) | Find::Extreme { .. });
        let certainly = self.rng.chance(12);
        Pattern {
            variables: self.variables.clone(),
            find,
            atoms,
            certainly,
            possibly: !certainly && self.rng.chance(8),
            limit: (listed && self.rng.chance(10)).then(|| 1 + self.rng.below(3)),
        }
    }

    pub(super) fn any_event(&mut self) -> usize {
        self.rng.below(self.spec.events.len())
    }

    /// One to three events, mostly such as event atoms match without naming a status.
    pub(super) fn anchors(&mut self) -> Vec<usize> {
        let count = *self.rng.pick(&[1, 2, 2, 2, 3, 3]);
        let mut events: Vec<usize> = (0..self.spec.events.len()).collect();
        self.rng.shuffle(&mut events);
        let rank = |event: &usize| {
            u8::from(!matches!(
                self.spec.events[*event].status,
                Status::Occurred | Status::Alleged
            ))
        };
        if self.rng.chance(80) {
            events.sort_by_key(rank);
        }
        events.truncate(count);
        events
    }

    pub(super) fn variable(&mut self, sort: Sort) -> Option<Term> {
        if self.room == 0 {
            return None;
        }
        let names = match sort {
            Sort::Event => EVENTS,
            Sort::Actor => ACTORS,
        };
        let name = *self.rng.pick(&names);
        if self.variables.iter().any(|v| v.name == name) {
            return None;
        }
        self.room -= 1;
        self.variables.push(Variable {
            name: name.to_owned(),
            sort,
        });
        Some(Term::Var(self.variables.len() - 1))
    }

    fn term(&mut self, sort: Sort, value: usize) -> Term {
        let known = match sort {
            Sort::Event => self.events.get(&value),
            Sort::Actor => self.actors.get(&value),
        };
        if let Some(&term) = known
            && !self.rng.chance(8)
        {
            return term;
        }
        let general = match sort {
            Sort::Event => 75,
            Sort::Actor => 60,
        };
        let term = if self.rng.chance(general) {
            self.variable(sort)
        } else {
            None
        };
        let term = term.unwrap_or(Term::Const(value));
        match sort {
            Sort::Event => self.events.insert(value, term),
            Sort::Actor => self.actors.insert(value, term),
        };
        term
    }

    pub(super) fn event(&mut self, event: usize) -> Term {
        self.term(Sort::Event, event)
    }

    pub(super) fn actor(&mut self, actor: usize) -> Term {
        self.term(Sort::Actor, actor)
    }

    pub(super) fn event_atom(&mut self, event: usize) -> Atom {
        let term = self.event(event);
        let status = self.spec.events[event].status;
        let matched = matches!(status, Status::Occurred | Status::Alleged);
        let mut clauses = Vec::new();
        for _ in 0..*self.rng.pick(&[0, 1, 1, 1, 2, 2, 3]) {
            if self.rng.chance(12) {
                clauses.extend(self.random_clause(event));
            } else {
                clauses.extend(self.true_clause(event));
            }
        }
        let mut places = 0..clauses.len();
        let all = clauses.clone();
        clauses.retain(|clause| places.next().is_some_and(|p| !all[..p].contains(clause)));
        if self.rng.chance(if matched { 8 } else { 85 }) {
            let place = self.rng.below(clauses.len() + 1);
            clauses.insert(place, Clause::Status(status));
        }
        let kind = (!self.rng.chance(20)).then_some(self.spec.events[event].kind);
        Atom::Event {
            kind,
            event: term,
            clauses,
        }
    }

    pub(super) fn relation(&mut self, x: usize, y: usize) -> Atom {
        let possible: Vec<Mask> = members((self.times.relations)(x, y))
            .map(|r| 1 << r)
            .collect();
        let some = *self.rng.pick(&possible);
        let is = match self.rng.below(14) {
            0..4 => some,
            4 | 5 => 1 << BEFORE,
            6 => 1 << AFTER,
            7 => WITHIN,
            8 => INTERSECTS,
            9 => DISJOINT,
            10 | 11 => 1 << BEFORE | 1 << MEETS,
            12 => (self.rng.next() as Mask & ALL) | some,
            _ => (self.rng.next() as Mask & ALL).max(1),
        };
        let mut gap = Gap::NONE;
        if is & !GAPPED == 0 && self.rng.chance(50) {
            let unit = *self.rng.pick(&[1, 1, 1, 1, 1, DAY, DAY / 24, 7 * DAY]);
            let min = self.rng.between(0, 3) * unit;
            gap.min = self.rng.chance(50).then_some(min);
            let more = self.rng.between(0, 3) * unit;
            gap.max = self.rng.chance(60).then(|| gap.min.unwrap_or(0) + more);
        }
        Atom::Relation {
            left: self.event(x),
            is,
            right: self.event(y),
            gap,
        }
    }

    pub(super) fn acts_for(&mut self, anchors: &[usize]) -> Atom {
        let during = if self.rng.chance(65) {
            let event = *self.rng.pick(anchors);
            Some(self.event(event))
        } else {
            None
        };
        let list = &self.spec.affiliations;
        if list.is_empty() || self.rng.chance(10) {
            let (actor, of) = (self.rng.below(6), self.rng.below(6));
            return Atom::ActsFor {
                actor: self.actor(actor),
                of: self.actor(of),
                role: None,
                during,
            };
        }
        let first = self.rng.below(list.len());
        let role = match self.spec.facts.office(first) {
            Some(role) if self.rng.chance(45) => Some(role),
            _ if self.rng.chance(10) => Some(*self.rng.pick(&OFFICES)),
            _ => None,
        };
        let (actor, mut of) = (list[first].actor, list[first].of);
        if let Some(next) = list.iter().find(|a| a.actor == of)
            && self.rng.chance(50)
        {
            of = next.of;
        }
        Atom::ActsFor {
            actor: self.actor(actor),
            of: self.actor(of),
            role,
            during,
        }
    }

    fn link(&mut self, anchors: &[usize]) -> Option<Atom> {
        let from = *self.rng.pick(anchors);
        let (record, facts) = (&self.spec.events[from], self.spec.facts.event(from));
        let mut links: Vec<(&'static str, usize)> = facts.links.clone();
        links.extend(record.part_of.iter().map(|&e| ("part_of", e)));
        links.extend(record.replies_to.iter().map(|&e| ("replies_to", e)));
        if !record.replies_to.is_empty() && self.rng.chance(60) {
            links.retain(|&(kind, _)| kind == "replies_to");
        }
        if self.rng.chance(15) {
            links = vec![(*self.rng.pick(&LINKS), self.any_event())];
        }
        let (kind, to) = (!links.is_empty()).then(|| *self.rng.pick(&links))?;
        Some(Atom::Link(self.event(from), kind, self.event(to)))
    }

    /// Equality of a variable that is in use with another, or with a constant.
    fn equality(&mut self) -> Option<Atom> {
        let count = self.variables.len();
        let left = (count > 0).then(|| self.rng.below(count))?;
        let sort = self.variables[left].sort;
        let others: Vec<usize> = (0..count)
            .filter(|&v| v != left && self.variables[v].sort == sort)
            .collect();
        let right = if others.is_empty() || self.rng.chance(25) {
            Term::Const(match sort {
                Sort::Event => self.any_event(),
                Sort::Actor => self.rng.below(self.spec.actors.len()),
            })
        } else {
            Term::Var(*self.rng.pick(&others))
        };
        let sides = if self.rng.chance(80) {
            (Term::Var(left), right)
        } else {
            (right, Term::Var(left))
        };
        Some(Atom::Equal {
            left: sides.0,
            right: sides.1,
            sort,
            negated: self.rng.chance(70),
        })
    }

    /// A `not` with up to two variables of its own, about another event beside those in use.
    pub(super) fn denial(&mut self, anchors: &[usize], depth: usize) -> Atom {
        // What comes to stand for something in here means nothing outside.
        let outside = (self.events.clone(), self.actors.clone(), self.room);
        let first = self.variables.len();
        self.room = self.rng.below(3);
        let anchor = *self.rng.pick(anchors);
        let (mut atoms, other) = match self.rng.below(10) {
            0 => (vec![self.relation(anchor, anchor)], anchor),
            1 => (vec![self.event_atom(anchor)], anchor),
            2 => (vec![self.acts_for(anchors)], anchor),
            _ => {
                let other = self.any_event();
                self.events.remove(&other);
                (vec![self.event_atom(other)], other)
            }
        };
        if self.rng.chance(65) && other != anchor {
            let relation = self.relation(other, anchor);
            atoms.push(relation);
        }
        if self.rng.chance(12) {
            let acts = self.acts_for(&[anchor, other]);
            atoms.push(acts);
        }
        if depth > 0 && self.rng.chance(25) {
            let inner = self.denial(&[anchor, other], depth - 1);
            atoms.push(inner);
        }
        // Another `not` may use the same names for its own variables; unless there is an outer variable so
        // called, they are its own again.
        (self.events, self.actors, self.room) = outside;
        if self.rng.chance(50) {
            for own in first..self.variables.len() {
                let sort = self.variables[own].sort;
                let name = match sort {
                    Sort::Event => "own",
                    Sort::Actor => "someone",
                };
                if !self.variables[first..].iter().any(|v| v.name == name) {
                    self.variables[own].name = name.to_owned();
                }
            }
        }
        Atom::Not(atoms)
    }

    fn find(&mut self, atoms: &[Atom]) -> Find {
        let mut all = named(atoms);
        let events: Vec<usize> = all
            .iter()
            .copied()
            .filter(|&v| self.variables[v].sort == Sort::Event)
            .collect();
        self.rng.shuffle(&mut all);
        let some = |rng: &mut Rng, all: &[usize]| -> Vec<usize> {
            all[..all.len().min(1 + rng.below(3))].to_vec()
        };
        // Of the latest events the actors alone, now and then: whichever event it is.
        let mut latest = some(self.rng, &all);
        if self.rng.chance(50) && latest.iter().any(|v| !events.contains(v)) {
            latest.retain(|v| !events.contains(v));
        }
        match self.rng.below(20) {
            0 => Find::Count(Vec::new()),
            1 | 2 => Find::Count(some(self.rng, &all)),
            3..7 if !events.is_empty() => Find::Extreme {
                last: self.rng.chance(60),
                n: *self.rng.pick(&[1, 1, 1, 2, 2, 3]),
                by: *self.rng.pick(&events),
                of: latest,
            },
            7..10 if !events.is_empty() => {
                let unit = *self
                    .rng
                    .pick(&[Unit::Day, Unit::Day, Unit::Month, Unit::Year]);
                Find::Per(unit, *self.rng.pick(&events))
            }
            _ => Find::List(some(self.rng, &all)),
        }
    }
}
