//! What the records say to one clause or actor atom, as a formula over leaves.

use std::cell::RefCell;

use super::formula::{Formula, Leaf};
use crate::oracle::dates::{Bounds, DateText, Form, MINUTE, Member, Piece, Suffix};
use crate::oracle::spec::{Kind, Presence, Spec, Status};

/// A Spec as patterns see it, and the leaves mentioned so far.
#[derive(Debug)]
pub struct Records<'a> {
    pub spec: &'a Spec,
    pub leaves: RefCell<Vec<Leaf>>,
}

impl<'a> Records<'a> {
    /// The records of a Spec.
    pub fn new(spec: &'a Spec) -> Self {
        Self {
            spec,
            leaves: RefCell::new(Vec::new()),
        }
    }

    /// The formula that a leaf is true.
    pub fn leaf(&self, leaf: Leaf) -> Formula {
        let mut leaves = self.leaves.borrow_mut();
        let place = leaves.iter().position(|l| *l == leaf).unwrap_or_else(|| {
            leaves.push(leaf);
            leaves.len() - 1
        });
        Formula::Leaf(place)
    }

    /// Whether an event atom matches an event by its status: occurred and alleged ones, or those of the
    /// statuses it names.
    pub fn takes_place(&self, event: usize, asked: &[Status]) -> Formula {
        let status = self.spec.events[event].status;
        let matched = if asked.is_empty() {
            matches!(status, Status::Occurred | Status::Alleged)
        } else {
            asked.iter().all(|&asked| asked == status)
        };
        match (matched, status) {
            (false, _) => Formula::False,
            (true, Status::Alleged) => self.leaf(Leaf::Alleged(event)),
            (true, _) => Formula::True,
        }
    }

    /// Whether an actor is a participant of a meeting: not where each entry is denied, at most possibly
    /// where no entry reports it.
    pub fn present(&self, event: usize, actor: usize) -> Formula {
        let entries: Vec<Presence> = self.spec.entries(event, actor).map(|(p, _)| p).collect();
        if entries.contains(&Presence::Reported) {
            Formula::True
        } else if entries.contains(&Presence::Implied) {
            self.leaf(Leaf::Implied(event, actor))
        } else {
            Formula::False
        }
    }

    /// Whether `with` finds an actor at an event, in a role if one is named.
    pub fn with(&self, event: usize, actor: usize, role: Option<&str>) -> Formula {
        if let Some(role) = role {
            let named = |(presence, entry): (Presence, Option<&crate::oracle::facts::Entry>)| {
                presence != Presence::Denied && entry.is_some_and(|e| e.role == Some(role))
            };
            return if self.spec.entries(event, actor).any(named) {
                self.present(event, actor)
            } else {
                Formula::False
            };
        }
        if self.spec.events[event].kind == Kind::Document {
            return fact(self.spec.facts.event(event).parties.contains(&actor));
        }
        self.present(event, actor)
    }

    /// Those whom a participant acts for at a meeting by its own record.
    fn named_for(&self, event: usize, actor: usize) -> Vec<usize> {
        let entries = self.spec.entries(event, actor);
        let present = entries.filter(|(presence, _)| *presence != Presence::Denied);
        let named = present.flat_map(|(_, entry)| entry.map_or(&[][..], |e| &e.acts_for));
        named.copied().collect()
    }

    /// Whether an actor acts for another at an event.
    pub fn acts_for_at(&self, actor: usize, of: usize, event: usize) -> Formula {
        self.acts_from(actor, of, event, &mut Vec::new())
    }

    fn acts_from(&self, actor: usize, of: usize, event: usize, passed: &mut Vec<usize>) -> Formula {
        if actor == of {
            return Formula::True;
        }
        if passed.contains(&actor) {
            return Formula::False;
        }
        passed.push(actor);
        let named = self.named_for(event, actor);
        let ways: Vec<Formula> = if named.is_empty() {
            self.affiliations(actor)
                .map(|affiliation| {
                    let next = self.spec.affiliations[affiliation].of;
                    Formula::all([
                        self.leaf(Leaf::During { event, affiliation }),
                        self.acts_from(next, of, event, passed),
                    ])
                })
                .collect()
        } else {
            named
                .into_iter()
                .map(|next| self.acts_from(next, of, event, passed))
                .collect()
        };
        passed.pop();
        Formula::any(ways)
    }

    fn affiliations(&self, actor: usize) -> impl Iterator<Item = usize> {
        let list = &self.spec.affiliations;
        (0..list.len()).filter(move |&a| list[a].actor == actor)
    }

    /// Whether an actor acts for another at an event in a role: that of its own affiliation, which begins
    /// the way, or stands beside what the event's record names.
    pub fn acts_as_at(&self, actor: usize, role: &str, of: usize, event: usize) -> Formula {
        let named = self.named_for(event, actor);
        let ways = self.affiliations(actor).filter(|&affiliation| {
            let of = self.spec.affiliations[affiliation].of;
            self.spec.facts.office(affiliation) == Some(role)
                && (named.is_empty() || named.contains(&of))
        });
        Formula::any(ways.map(|affiliation| {
            let next = self.spec.affiliations[affiliation].of;
            Formula::all([
                self.leaf(Leaf::During { event, affiliation }),
                self.acts_for_at(next, of, event),
            ])
        }))
    }

    /// Whether an actor acts for another at some time, by affiliations that hold at one tick.
    pub fn acts_for_ever(&self, actor: usize, of: usize, role: Option<&str>) -> Formula {
        let mut ways = Vec::new();
        let mut open = vec![(vec![actor], Vec::new())];
        while let Some((passed, chain)) = open.pop() {
            let here = *passed.last().expect("starts with the actor");
            let first = chain.first().map(|&a| self.spec.facts.office(a));
            if here == of && role.is_none_or(|role| first == Some(Some(role))) {
                ways.push(if chain.is_empty() {
                    Formula::True
                } else {
                    self.leaf(Leaf::Together(chain.clone()))
                });
            }
            for affiliation in self.affiliations(here) {
                let next = self.spec.affiliations[affiliation].of;
                // A way back to the actor itself is of use only where a role asks for an affiliation.
                if !passed[1..].contains(&next) && (next != actor || next == of) {
                    let (mut passed, mut chain) = (passed.clone(), chain.clone());
                    passed.push(next);
                    chain.push(affiliation);
                    open.push((passed, chain));
                }
            }
        }
        Formula::any(ways)
    }

    /// Whether different ones at an event act for different ones of these.
    pub fn represented(&self, event: usize, principals: &[usize]) -> Formula {
        let mut different = principals.to_vec();
        different.sort_unstable();
        different.dedup();
        let mut there: Vec<(usize, Formula)> = (0..self.spec.actors.len())
            .map(|actor| (actor, self.present(event, actor)))
            .collect();
        let parties = &self.spec.facts.event(event).parties;
        for actor in self.spec.authors(event).iter().chain(parties) {
            there[*actor].1 = Formula::True;
        }
        there.retain(|(_, present)| *present != Formula::False);
        self.deal(event, &different, &there, &mut Vec::new())
    }

    fn deal(
        &self,
        event: usize,
        principals: &[usize],
        there: &[(usize, Formula)],
        taken: &mut Vec<usize>,
    ) -> Formula {
        let Some((&principal, rest)) = principals.split_first() else {
            return Formula::True;
        };
        let mut ways = Vec::new();
        for (actor, present) in there {
            if taken.contains(actor) {
                continue;
            }
            let acts = self.acts_for_at(*actor, principal, event);
            if acts == Formula::False {
                continue;
            }
            taken.push(*actor);
            let others = self.deal(event, rest, there, taken);
            taken.pop();
            ways.push(Formula::all([present.clone(), acts, others]));
        }
        Formula::any(ways)
    }

    /// Whether an event lies within a date of the query.
    pub fn within(&self, event: usize, date: &DateText) -> Formula {
        let (from, to) = hull_at(date, self.spec.zone(), self.spec.event_zone(event));
        self.leaf(Leaf::In { event, from, to })
    }

    /// Whether a citation on the event's own record has a source and an item at least so good.
    pub fn sourced(&self, event: usize, letter: char, digit: u8) -> Formula {
        let good = self.spec.events[event].sources.iter().any(|citation| {
            let reliability = self.spec.sources[citation.source].reliability;
            let credibility = citation.credibility;
            reliability.is_some_and(|own| own <= letter && own != 'F')
                && credibility.is_some_and(|own| own <= digit && own != 6)
        });
        fact(good)
    }
}

/// A formula of what the records settle.
pub fn fact(truth: bool) -> Formula {
    if truth { Formula::True } else { Formula::False }
}

/// The hull of a date whose moments are written in one zone and, where they bear no offset, read in
/// another; its days, months and years are those of the other.
pub fn hull_at(date: &DateText, written: i64, read: i64) -> Bounds {
    let cover = |member: &Member| {
        let (first, last) = member.piece.cover(read);
        let local = matches!(
            member.piece,
            Piece::Moment(_) | Piece::Tenth(_) | Piece::Second(_)
        ) && date.suffix == Suffix::Bare;
        let shift = if local { (written - read) * MINUTE } else { 0 };
        (first + shift, last + shift)
    };
    match &date.form {
        Form::Plain(member) => (Some(cover(member).0), Some(cover(member).1)),
        Form::Slash {
            begin: from,
            end: to,
            ..
        }
        | Form::Range(from, to) => (
            from.as_ref().map(|m| cover(m).0),
            to.as_ref().map(|m| cover(m).1),
        ),
        Form::List(members) => (
            members.iter().map(|m| cover(m).0).min(),
            members.iter().map(|m| cover(m).1).max(),
        ),
    }
}
