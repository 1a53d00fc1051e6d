//! What decides an answer: leaves, each true or false in a world, and formulas over them.

use std::rc::Rc;

use crate::oracle::judge::Verdict;
use crate::oracle::relation::{Gap, Mask};

/// Something that is so in some worlds and not in others, events and affiliations named by index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// `left` stands to `right` in a relation of the set, with a gap that is allowed.
    Relation {
        left: usize,
        is: Mask,
        right: usize,
        gap: Gap,
    },
    /// The event lies within these ticks.
    In {
        event: usize,
        from: Option<i64>,
        to: Option<i64>,
    },
    /// The event lies within the affiliation.
    During { event: usize, affiliation: usize },
    /// There is a tick at which all these affiliations hold.
    Together(Vec<usize>),
    /// Both beginnings fall on one day of the timeline's zone.
    SameDay(usize, usize),
    /// The first event ends later than the second.
    EndsLater(usize, usize),
    /// The first event begins earlier than the second.
    BeginsEarlier(usize, usize),
    /// The beginning lies within these ticks.
    BeginsIn { event: usize, from: i64, to: i64 },
    /// An alleged event took place.
    Alleged(usize),
    /// At this event, an actor whose presence is implied was present.
    Implied(usize, usize),
}

impl Leaf {
    /// Whether it is an open yes or no of its own, which no time decides.
    pub fn is_coin(&self) -> bool {
        matches!(self, Leaf::Alleged(_) | Leaf::Implied(..))
    }

    /// The events whose ticks it compares.
    pub fn events(&self) -> Vec<usize> {
        match *self {
            Leaf::Relation { left, right, .. } => vec![left, right],
            Leaf::SameDay(x, y) | Leaf::EndsLater(x, y) | Leaf::BeginsEarlier(x, y) => vec![x, y],
            Leaf::In { event, .. } | Leaf::During { event, .. } | Leaf::BeginsIn { event, .. } => {
                vec![event]
            }
            Leaf::Together(_) | Leaf::Alleged(_) | Leaf::Implied(..) => Vec::new(),
        }
    }

    /// The affiliations whose ends it compares.
    pub fn affiliations(&self) -> &[usize] {
        match self {
            Leaf::During { affiliation, .. } => std::slice::from_ref(affiliation),
            Leaf::Together(list) => list,
            _ => &[],
        }
    }
}

/// A formula over leaves by number.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    True,
    False,
    Leaf(usize),
    Not(Rc<Formula>),
    All(Rc<[Formula]>),
    Any(Rc<[Formula]>),
}

impl Formula {
    /// The denial.
    pub fn denied(self) -> Formula {
        match self {
            Formula::True => Formula::False,
            Formula::False => Formula::True,
            other => Formula::Not(Rc::new(other)),
        }
    }

    /// The conjunction.
    pub fn all(parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Formula::True => {}
                Formula::False => return Formula::False,
                other if kept.contains(&other) => {}
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Formula::True,
            1 => kept.remove(0),
            _ => Formula::All(kept.into()),
        }
    }

    /// The disjunction.
    pub fn any(parts: impl IntoIterator<Item = Formula>) -> Formula {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Formula::False => {}
                Formula::True => return Formula::True,
                other if kept.contains(&other) => {}
                other => kept.push(other),
            }
        }
        match kept.len() {
            0 => Formula::False,
            1 => kept.remove(0),
            _ => Formula::Any(kept.into()),
        }
    }

    /// Its truth, as far as that of the leaves is known (Kleene).
    pub fn truth(&self, known: &impl Fn(usize) -> Option<bool>) -> Option<bool> {
        match self {
            Formula::True => Some(true),
            Formula::False => Some(false),
            Formula::Leaf(leaf) => known(*leaf),
            Formula::Not(inner) => inner.truth(known).map(|truth| !truth),
            Formula::All(parts) | Formula::Any(parts) => {
                let decisive = matches!(self, Formula::Any(_));
                let mut open = false;
                for part in parts.iter() {
                    match part.truth(known) {
                        None => open = true,
                        Some(truth) if truth == decisive => return Some(decisive),
                        Some(_) => {}
                    }
                }
                if open { None } else { Some(!decisive) }
            }
        }
    }

    /// A leaf that is not known and on which the truth hangs, if it is open.
    pub fn open_leaf(&self, known: &impl Fn(usize) -> Option<bool>) -> Option<usize> {
        match self {
            Formula::True | Formula::False => None,
            Formula::Leaf(leaf) => known(*leaf).is_none().then_some(*leaf),
            Formula::Not(inner) => inner.open_leaf(known),
            Formula::All(parts) | Formula::Any(parts) => {
                let mut open = parts.iter().filter(|part| part.truth(known).is_none());
                open.next()?.open_leaf(known)
            }
        }
    }

    /// Its truth where every leaf is a bit.
    pub fn holds(&self, bits: u128) -> bool {
        self.truth(&|leaf| Some(bits >> leaf & 1 == 1))
            .expect("all leaves are known")
    }

    /// The leaves it mentions, in order of mention.
    pub fn leaves(&self) -> Vec<usize> {
        fn collect(formula: &Formula, found: &mut Vec<usize>) {
            match formula {
                Formula::True | Formula::False => {}
                Formula::Leaf(leaf) => {
                    if !found.contains(leaf) {
                        found.push(*leaf);
                    }
                }
                Formula::Not(inner) => collect(inner, found),
                Formula::All(parts) | Formula::Any(parts) => {
                    parts.iter().for_each(|part| collect(part, found));
                }
            }
        }
        let mut found = Vec::new();
        collect(self, &mut found);
        found
    }
}

/// Knows which truths of leaves go together in some world of a timeline.
pub trait Judge {
    /// The verdict on each formula over these leaves; `None` if that is too much work.
    fn verdicts(&self, leaves: &[Leaf], formulas: &[&Formula]) -> Option<Vec<Verdict>>;

    /// The tightest bounds of an event's beginning.
    fn beginning(&self, event: usize) -> (Option<i64>, Option<i64>);
}
