//! Which sets of relations a conjunction of inequalities over the four ends expresses.

use std::sync::LazyLock;

use super::relation::Relation;
use super::relation_set::RelationSet;

/// One of the four ends of two intervals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(crate) enum End {
    /// The beginning of x.
    Bx,
    /// The end of x.
    Fx,
    /// The beginning of y.
    By,
    /// The end of y.
    Fy,
}

/// An inequality between two ends: `to <= from`, or `to < from` where strict.
///
/// That an interval begins no later than it ends is taken for granted and never listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EndConstraint {
    pub(crate) from: End,
    pub(crate) to: End,
    pub(crate) strict: bool,
}

impl EndConstraint {
    /// Whether four ends, in the order of [`End`], keep to it.
    fn holds(self, ends: [u8; 4]) -> bool {
        let (from, to) = (ends[self.from as usize], ends[self.to as usize]);
        if self.strict { to < from } else { to <= from }
    }
}

/// A set of relations with a smallest conjunction that expresses it.
type Expressed = (RelationSet, Vec<EndConstraint>);

static CONJUNCTIONS: LazyLock<Vec<Expressed>> = LazyLock::new(conjunctions);

/// The sets that a conjunction expresses, in the order of their bits, each with a smallest conjunction.
pub(super) fn all() -> &'static [Expressed] {
    &CONJUNCTIONS
}

/// For each set of relations, by its bits, one more than its place in [`CONJUNCTIONS`], or 0.
static PLACES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut places = vec![0; usize::from(RelationSet::ALL.0) + 1];
    for (place, (set, _)) in (1..).zip(all()) {
        places[usize::from(set.0)] = place;
    }
    places
});

/// A smallest conjunction that expresses the set, or `None` where none does.
///
/// A look-up in a table, since it is asked twice for every relation claim.
pub(super) fn expressing(set: RelationSet) -> Option<&'static [EndConstraint]> {
    let place = usize::from(*PLACES.get(usize::from(set.0))?);
    let (_, constraints) = all().get(place.checked_sub(1)?)?;
    Some(constraints)
}

/// Tries every conjunction over the four pairs of ends of different events.
///
/// What an event's own two ends add, beyond `b <= f`, either follows from these pairs or splits a relation into
/// proper intervals and points, which no set of relations does.
fn conjunctions() -> Vec<Expressed> {
    let pairs = [
        (End::Bx, End::By),
        (End::Bx, End::Fy),
        (End::Fx, End::By),
        (End::Fx, End::Fy),
    ];
    let configurations = configurations();
    let mut found: Vec<Expressed> = Vec::new();
    for code in 0..6u32.pow(4) {
        let mut constraints = Vec::new();
        for (index, (x, y)) in pairs.into_iter().enumerate() {
            let le = |from, to, strict| EndConstraint { from, to, strict };
            match code / 6u32.pow(index as u32) % 6 {
                0 => {}
                1 => constraints.push(le(y, x, true)),
                2 => constraints.push(le(y, x, false)),
                3 => constraints.push(le(x, y, true)),
                4 => constraints.push(le(x, y, false)),
                _ => constraints.extend([le(y, x, false), le(x, y, false)]),
            }
        }
        let holds = |ends: [u8; 4]| constraints.iter().all(|constraint| constraint.holds(ends));
        let set: RelationSet = configurations
            .iter()
            .filter(|(ends, _)| holds(*ends))
            .map(|(_, r)| *r)
            .collect();
        let expresses = configurations
            .iter()
            .all(|(ends, r)| holds(*ends) == set.contains(*r));
        if set.is_empty() || !expresses {
            continue;
        }
        match found.iter_mut().find(|(known, _)| *known == set) {
            Some((_, known)) if known.len() > constraints.len() => *known = constraints,
            Some(_) => {}
            None => found.push((set, constraints)),
        }
    }
    found.sort_by_key(|(set, _)| set.0);
    found
}

/// Every order that four ends can have, with the relation that holds in it.
///
/// Four values are enough, since four ends have at most four different ones.
fn configurations() -> Vec<([u8; 4], Relation)> {
    let intervals = || (0..4u8).flat_map(|b| (b..4).map(move |f| (b, f)));
    let pairs = intervals().flat_map(|x| intervals().map(move |y| (x, y)));
    pairs
        .map(|((bx, fx), (by, fy))| ([bx, fx, by, fy], Relation::between(bx, fx, by, fy)))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_conjunction_means_its_set_over_other_values_too() {
        // Six values instead of the four that the table was made of, and numbers in place of ends.
        for (set, constraints) in all() {
            for bx in 0..6u8 {
                for fx in bx..6 {
                    for by in 0..6u8 {
                        for fy in by..6 {
                            let holds = constraints.iter().all(|c| c.holds([bx, fx, by, fy]));
                            assert_eq!(holds, set.contains(Relation::between(bx, fx, by, fy)));
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_constraint_of_a_conjunction_is_redundant() {
        for (set, constraints) in all() {
            assert!(constraints.len() <= 4, "{set}: {constraints:?}");
            for dropped in 0..constraints.len() {
                let mut fewer = constraints.clone();
                fewer.remove(dropped);
                let same = configurations().iter().all(|(ends, relation)| {
                    fewer.iter().all(|c| c.holds(*ends)) == set.contains(*relation)
                });
                assert!(!same, "{set}: {constraints:?}");
            }
        }
    }

    #[test]
    fn what_the_own_ends_of_an_event_add_expresses_no_further_set() {
        // All conjunctions once more, now with `b < f` and `b = f` of x and of y among the atoms.
        let own: [fn([u8; 4]) -> bool; 9] = [
            |_| true,
            |[bx, fx, _, _]| bx < fx,
            |[bx, fx, _, _]| bx == fx,
            |[_, _, by, fy]| by < fy,
            |[_, _, by, fy]| by == fy,
            |[bx, fx, by, fy]| bx < fx && by < fy,
            |[bx, fx, by, fy]| bx < fx && by == fy,
            |[bx, fx, by, fy]| bx == fx && by < fy,
            |[bx, fx, by, fy]| bx == fx && by == fy,
        ];
        let configurations = configurations();
        let compare: [fn(u8, u8) -> bool; 6] = [
            |_, _| true,
            |a, b| a < b,
            |a, b| a <= b,
            |a, b| a > b,
            |a, b| a >= b,
            |a, b| a == b,
        ];
        let mut found = BTreeSet::new();
        for own in own {
            for code in 0..6usize.pow(4) {
                let pick = |n: u32| compare[code / 6usize.pow(n) % 6];
                let (p, q, r, s) = (pick(0), pick(1), pick(2), pick(3));
                let holds = |e: [u8; 4]| {
                    own(e) && p(e[0], e[2]) && q(e[0], e[3]) && r(e[1], e[2]) && s(e[1], e[3])
                };
                let set: RelationSet = configurations
                    .iter()
                    .filter(|(e, _)| holds(*e))
                    .map(|(_, r)| *r)
                    .collect();
                if configurations
                    .iter()
                    .all(|(e, r)| holds(*e) == set.contains(*r))
                {
                    found.insert(set.0);
                }
            }
        }
        found.remove(&0);
        let claimable: BTreeSet<u16> = all().iter().map(|(set, _)| set.0).collect();
        assert_eq!(found, claimable);
    }
}
