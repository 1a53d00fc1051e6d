//! Random patterns of few atoms, most of whose variables are not asked for.
//!
//! What is certain of several bindings together, and of none alone, hardly ever comes about by chance. Here it
//! often does: an instant within one of two events in turn, an office held by one and then by another.

use super::pattern::{Atom, Clause, Find, Pattern, Sort, Term, named};
use super::random::Maker;
use crate::oracle::relation::{AFTER, ALL, Gap, Mask, WITHIN, converse_mask};

impl Maker<'_> {
    /// Few atoms, of whose variables only one or two are asked for, so that an answer often has many bindings.
    pub(super) fn projected(&mut self) -> Pattern {
        self.room = 4;
        let covered = self.covered();
        let anchors = match covered {
            Some((event, _)) if self.rng.chance(60) => vec![event],
            _ => self.anchors(),
        };
        let first = anchors[0];
        let mut atoms = vec![self.event_atom(first)];
        let asked: Vec<usize> = (0..self.variables.len()).collect();
        match (covered, self.rng.below(10)) {
            (Some((event, cover)), _) if event == first => atoms.extend(self.within(first, cover)),
            (_, 0..3) => atoms.push(self.acts_for(&[first])),
            (_, 3..6) => atoms.extend(self.office_at(first)),
            _ => {
                let other = self.any_event();
                if self.rng.chance(75) {
                    atoms.push(self.event_atom(other));
                }
                let sides = [(first, other), (other, first)];
                let (left, right) = *self.rng.pick(&sides);
                if self.rng.chance(15) {
                    atoms.push(Atom::SameDay(self.event(left), self.event(right)));
                } else {
                    let relation = self.relation(left, right);
                    atoms.push(relation);
                }
            }
        }
        if self.rng.chance(12) {
            let denial = self.denial(&anchors, 0);
            atoms.push(denial);
        }
        let mut of = asked;
        self.rng.shuffle(&mut of);
        of.truncate(1 + self.rng.below(2));
        let events: Vec<usize> = named(&atoms)
            .into_iter()
            .filter(|&v| self.variables[v].sort == Sort::Event)
            .collect();
        let find = match self.rng.below(8) {
            0 if !events.is_empty() => Find::Extreme {
                last: self.rng.chance(50),
                n: 1,
                by: *self.rng.pick(&events),
                of,
            },
            _ => Find::List(of),
        };
        Pattern {
            variables: self.variables.clone(),
            find,
            atoms,
            certainly: false,
            possibly: false,
            limit: None,
        }
    }

    /// An instant that may lie within an exactly dated event or after it, and that event.
    fn covered(&mut self) -> Option<(usize, usize)> {
        let events = 0..self.spec.events.len();
        let cover = events.clone().find(|&e| self.spec.events[e].id == "y1")?;
        let open = |&event: &usize| {
            let possible = (self.times.relations)(event, cover);
            let after = 1 << AFTER;
            self.spec.events[event].is_instant() && possible & WITHIN != 0 && possible & after != 0
        };
        let found: Vec<usize> = events.filter(open).collect();
        let event = (!found.is_empty()).then(|| *self.rng.pick(&found))?;
        Some((event, cover))
    }

    /// The instant lies within one of such events.
    fn within(&mut self, event: usize, cover: usize) -> Vec<Atom> {
        let kind = Some(self.spec.events[cover].kind);
        let cover = self.variable(Sort::Event).unwrap_or(Term::Const(cover));
        let is = if self.rng.chance(50) {
            WITHIN
        } else {
            WITHIN | (self.rng.next() as Mask & ALL)
        };
        let event = self.event(event);
        let mut atoms = vec![Atom::Event {
            kind,
            event: cover,
            clauses: Vec::new(),
        }];
        if self.rng.chance(50) {
            atoms.push(Atom::Relation {
                left: event,
                is,
                right: cover,
                gap: Gap::NONE,
            });
        } else {
            atoms.push(Atom::Relation {
                left: cover,
                is: converse_mask(is),
                right: event,
                gap: Gap::NONE,
            });
        }
        atoms
    }

    /// Somebody acts at an event for one for whom several act, each in turn.
    fn office_at(&mut self, event: usize) -> Vec<Atom> {
        let list = &self.spec.affiliations;
        let shared = list.iter().enumerate().find_map(|(place, one)| {
            let mut later = list[place + 1..].iter();
            later
                .find(|other| other.of == one.of && other.actor != one.actor)
                .map(|other| (one.actor, other.of))
        });
        let Some((actor, of)) = shared else {
            return Vec::new();
        };
        let who = self.variable(Sort::Actor).unwrap_or(Term::Const(actor));
        let (event, of) = (self.event(event), self.actor(of));
        let mut atoms = Vec::new();
        if self.rng.chance(40) {
            atoms.push(Atom::Event {
                kind: None,
                event,
                clauses: vec![Clause::With(vec![(who, None)])],
            });
        }
        atoms.push(Atom::ActsFor {
            actor: who,
            of,
            role: None,
            during: Some(event),
        });
        atoms
    }
}
