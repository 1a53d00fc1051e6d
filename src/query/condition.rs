//! What holds in some worlds and not in others, as a formula.

use super::formula::Formula;
use super::joint::Inequality;

/// A yes or no that every world answers on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Coin {
    /// An event that is only alleged took place.
    Happened(u32),
    /// An actor whose presence at an event is only implied was there.
    Present(u32, u32),
}

/// A formula over inequalities and open questions.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Condition {
    Step(Inequality),
    Coin(Coin, bool),
    /// A relation of two events holds, or does not.
    Relation(Formula, bool),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    /// So many of these hold at least.
    AtLeast(usize, Vec<Condition>),
    /// It is not known how to judge it.
    Unknown,
}

impl Condition {
    /// It holds in every world.
    pub(crate) const TRUE: Condition = Condition::All(Vec::new());
    /// It holds in no world.
    pub(crate) const FALSE: Condition = Condition::Any(Vec::new());

    pub(crate) fn steps(steps: impl IntoIterator<Item = Inequality>) -> Condition {
        Condition::All(steps.into_iter().map(Condition::Step).collect())
    }

    /// What holds exactly where this does not.
    pub(crate) fn denial(&self) -> Condition {
        let all = |list: &[Condition]| list.iter().map(Condition::denial).collect::<Vec<_>>();
        match self {
            Condition::Step(step) => Condition::Step(step.denial()),
            Condition::Coin(coin, yes) => Condition::Coin(*coin, !yes),
            Condition::Relation(formula, holds) => Condition::Relation(*formula, !holds),
            Condition::All(list) => Condition::Any(all(list)),
            Condition::Any(list) => Condition::All(all(list)),
            Condition::AtLeast(0, _) => Condition::FALSE,
            Condition::AtLeast(n, list) if *n > list.len() => Condition::TRUE,
            Condition::AtLeast(n, list) => Condition::AtLeast(list.len() - n + 1, all(list)),
            Condition::Unknown => Condition::Unknown,
        }
    }

    /// The same with what always and what never holds taken out.
    pub(crate) fn simplified(self) -> Condition {
        let each = |list: Vec<Condition>| list.into_iter().map(Condition::simplified);
        match self {
            Condition::All(list) => {
                let parts: Vec<Condition> = each(list).filter(|p| *p != Condition::TRUE).collect();
                if parts.contains(&Condition::FALSE) {
                    return Condition::FALSE;
                }
                Condition::All(parts)
            }
            Condition::Any(list) => {
                let ways: Vec<Condition> = each(list).filter(|w| *w != Condition::FALSE).collect();
                if ways.contains(&Condition::TRUE) {
                    return Condition::TRUE;
                }
                Condition::Any(ways)
            }
            Condition::AtLeast(n, list) => {
                let mut parts: Vec<Condition> =
                    each(list).filter(|p| *p != Condition::FALSE).collect();
                let open = parts.len();
                parts.retain(|p| *p != Condition::TRUE);
                match n.saturating_sub(open - parts.len()) {
                    0 => Condition::TRUE,
                    n if n > parts.len() => Condition::FALSE,
                    n => Condition::AtLeast(n, parts),
                }
            }
            Condition::Step(_)
            | Condition::Coin(..)
            | Condition::Relation(..)
            | Condition::Unknown => self,
        }
    }

    /// Whether nothing but coins decides it.
    pub(crate) fn is_timeless(&self) -> bool {
        match self {
            Condition::Coin(..) => true,
            Condition::All(list) | Condition::Any(list) | Condition::AtLeast(_, list) => {
                list.iter().all(Condition::is_timeless)
            }
            Condition::Step(_) | Condition::Relation(..) | Condition::Unknown => false,
        }
    }

    /// What it leaves open of its own accord.
    pub(crate) fn coins(&self) -> Vec<Coin> {
        match self {
            Condition::Coin(coin, _) => vec![*coin],
            Condition::All(list) | Condition::Any(list) | Condition::AtLeast(_, list) => {
                list.iter().flat_map(Condition::coins).collect()
            }
            Condition::Step(_) | Condition::Relation(..) | Condition::Unknown => Vec::new(),
        }
    }

    /// The events that it speaks of, each once, in the order of their coming.
    pub(crate) fn events(&self) -> Vec<u32> {
        let mut found = Vec::new();
        self.collect_events(&mut found);
        let mut seen = rustc_hash::FxHashSet::default();
        found.retain(|event| seen.insert(*event));
        found
    }

    fn collect_events(&self, found: &mut Vec<u32>) {
        use super::joint::Point;
        match self {
            Condition::Step(step) => {
                for point in [step.from, step.to] {
                    match point {
                        Point::Event(moment) => found.push(moment.event),
                        Point::Day(event) => found.push(event),
                        Point::Origin | Point::Affiliation(..) => {}
                    }
                }
            }
            Condition::Coin(Coin::Happened(event) | Coin::Present(event, _), _) => {
                found.push(*event);
            }
            Condition::Relation(formula, _) => found.extend([formula.x, formula.y]),
            Condition::All(list) | Condition::Any(list) | Condition::AtLeast(_, list) => {
                for part in list {
                    part.collect_events(found);
                }
            }
            Condition::Unknown => {}
        }
    }
}
