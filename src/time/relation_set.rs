//! Sets of relations, their names, and which of them the ends can express.

use std::fmt;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not, Sub};
use std::sync::LazyLock;

use super::compose;
use super::near::nearest;
use super::relation::Relation;

/// A set of the thirteen relations, sixteen bits wide.
///
/// ```
/// use demarche::Relation::{Before, Meets, Overlaps};
/// use demarche::RelationSet;
///
/// let set = Before | Meets;
/// assert!(set.contains(Meets));
/// assert_eq!(set.to_string(), "(before|meets)");
/// assert_eq!(RelationSet::parse_name("within")?, RelationSet::WITHIN);
/// assert_eq!(RelationSet::from(Overlaps).converse().to_string(), "overlapped_by");
/// assert!(set.is_claimable());
/// assert!(!RelationSet::DISJOINT.is_claimable());
/// # Ok::<(), demarche::RelationNameError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct RelationSet(u16);

impl RelationSet {
    /// No relation.
    pub const EMPTY: RelationSet = RelationSet(0);
    /// All thirteen relations.
    pub const ALL: RelationSet = RelationSet((1 << 13) - 1);
    /// The relations that a gap limits: before, meets, met by, after.
    pub(crate) const GAPPED: RelationSet = RelationSet(
        bit(Relation::Before) | bit(Relation::Meets) | bit(Relation::MetBy) | bit(Relation::After),
    );
    /// `within`: starts, during, finishes, equals.
    pub const WITHIN: RelationSet = RelationSet(
        bit(Relation::Starts)
            | bit(Relation::During)
            | bit(Relation::Finishes)
            | bit(Relation::Equals),
    );
    /// `disjoint`: before, after.
    pub const DISJOINT: RelationSet = RelationSet(bit(Relation::Before) | bit(Relation::After));
    /// `intersects`: all but before and after.
    pub const INTERSECTS: RelationSet = RelationSet(Self::ALL.0 & !Self::DISJOINT.0);

    /// The sets that have a name of their own.
    const NAMED: [(&'static str, RelationSet); 3] = [
        ("within", Self::WITHIN),
        ("intersects", Self::INTERSECTS),
        ("disjoint", Self::DISJOINT),
    ];

    /// The set of a relation's name or of a named set: `within`, `intersects`, `disjoint`.
    ///
    /// # Errors
    ///
    /// Where there is no such name; the error tells the nearest.
    pub fn parse_name(name: &str) -> Result<Self, RelationNameError> {
        let names = || {
            let relations = Relation::ALL
                .into_iter()
                .map(|r| (r.name(), RelationSet::from(r)));
            relations.chain(Self::NAMED)
        };
        match names().find(|(known, _)| *known == name) {
            Some((_, set)) => Ok(set),
            None => Err(RelationNameError::new(
                name,
                nearest(name, names().map(|(n, _)| n)),
            )),
        }
    }

    /// Whether the relation is one of the set.
    pub const fn contains(self, relation: Relation) -> bool {
        self.0 & bit(relation) != 0
    }

    /// Whether every relation of this set is one of the other.
    pub const fn is_subset(self, other: RelationSet) -> bool {
        self.0 & !other.0 == 0
    }

    /// How many relations the set has.
    pub const fn len(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether the set has no relation.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The only relation of the set, where it has exactly one.
    pub fn only(self) -> Option<Relation> {
        if self.len() == 1 {
            self.iter().next()
        } else {
            None
        }
    }

    /// The relations in the order of [`Relation::ALL`].
    pub const fn iter(self) -> Relations {
        Relations(self)
    }

    /// The relations that are not in the set.
    pub const fn complement(self) -> Self {
        RelationSet(!self.0 & Self::ALL.0)
    }

    /// The relations that y may have to x, where these are the ones that x may have to y.
    pub fn converse(self) -> Self {
        self.iter().map(Relation::converse).collect()
    }

    /// The relations that x may have to z, where x has one of these to y, and y one of `other` to z.
    ///
    /// Points count as intervals here, so that some compositions have more relations than the textbook's, which
    /// knows proper intervals only.
    pub fn compose(self, other: RelationSet) -> Self {
        compose::compose(self, other)
    }

    /// Whether a claim may state the set: whether a conjunction of `<`, `<=` and `=` over the four ends expresses
    /// it, for all closed intervals. 63 sets pass.
    pub fn is_claimable(self) -> bool {
        self.constraints().is_some()
    }

    /// The smallest claimable set that has all these relations; the set itself where it is claimable.
    ///
    /// ```
    /// use demarche::{Relation::{Before, After, Meets, Overlaps}, RelationSet};
    ///
    /// assert_eq!((Before | After).claimable_hull(), RelationSet::ALL);
    /// assert_eq!((Before | Meets).claimable_hull(), Before | Meets);
    /// assert_eq!((Before | Overlaps).claimable_hull(), Before | Meets | Overlaps);
    /// ```
    pub fn claimable_hull(self) -> Self {
        // Conjunctions are closed under "and", so that the claimable sets that hold this one have a least.
        let mut hull = Self::ALL;
        for (set, _) in CONJUNCTIONS.iter() {
            if self.is_subset(*set) {
                hull = hull & *set;
            }
        }
        if self.is_empty() { self } else { hull }
    }

    /// A smallest conjunction over the four ends that expresses the set, or `None` where none does.
    pub(crate) fn constraints(self) -> Option<&'static [EndConstraint]> {
        let table: &'static [(RelationSet, Vec<EndConstraint>)] = &CONJUNCTIONS;
        let found = table.binary_search_by_key(&self.0, |(set, _)| set.0).ok()?;
        table
            .get(found)
            .map(|(_, constraints)| constraints.as_slice())
    }
}

const fn bit(relation: Relation) -> u16 {
    1 << relation as u16
}

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

/// The sets that a conjunction expresses, by their bits, each with a smallest conjunction.
static CONJUNCTIONS: LazyLock<Vec<(RelationSet, Vec<EndConstraint>)>> = LazyLock::new(conjunctions);

/// Tries every conjunction over the four pairs of ends of different events.
///
/// What an event's own two ends add, beyond `b <= f`, either follows from these pairs or splits a relation into
/// proper intervals and points, which no set of relations does.
fn conjunctions() -> Vec<(RelationSet, Vec<EndConstraint>)> {
    let pairs = [
        (End::Bx, End::By),
        (End::Bx, End::Fy),
        (End::Fx, End::By),
        (End::Fx, End::Fy),
    ];
    let configurations = configurations();
    let mut found: Vec<(RelationSet, Vec<EndConstraint>)> = Vec::new();
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

/// The relations of a [`RelationSet`], in the order of [`Relation::ALL`].
#[derive(Clone, Debug)]
pub struct Relations(RelationSet);

impl Iterator for Relations {
    type Item = Relation;

    fn next(&mut self) -> Option<Relation> {
        let relation = *Relation::ALL.get(self.0.0.trailing_zeros() as usize)?;
        self.0 = RelationSet(self.0.0 & !bit(relation));
        Some(relation)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0.len(), Some(self.0.len()))
    }
}

impl ExactSizeIterator for Relations {}

impl IntoIterator for RelationSet {
    type Item = Relation;
    type IntoIter = Relations;

    fn into_iter(self) -> Relations {
        self.iter()
    }
}

impl FromIterator<Relation> for RelationSet {
    fn from_iter<I: IntoIterator<Item = Relation>>(relations: I) -> Self {
        RelationSet(
            relations
                .into_iter()
                .fold(0, |bits, relation| bits | bit(relation)),
        )
    }
}

impl From<Relation> for RelationSet {
    fn from(relation: Relation) -> Self {
        RelationSet(bit(relation))
    }
}

impl<const N: usize> From<[Relation; N]> for RelationSet {
    fn from(relations: [Relation; N]) -> Self {
        relations.into_iter().collect()
    }
}

impl<T: Into<RelationSet>> BitOr<T> for RelationSet {
    type Output = RelationSet;

    fn bitor(self, other: T) -> RelationSet {
        RelationSet(self.0 | other.into().0)
    }
}

impl<T: Into<RelationSet>> BitOr<T> for Relation {
    type Output = RelationSet;

    fn bitor(self, other: T) -> RelationSet {
        RelationSet::from(self) | other
    }
}

impl BitAnd for RelationSet {
    type Output = RelationSet;

    fn bitand(self, other: RelationSet) -> RelationSet {
        RelationSet(self.0 & other.0)
    }
}

impl<T: Into<RelationSet>> BitOrAssign<T> for RelationSet {
    fn bitor_assign(&mut self, other: T) {
        *self = *self | other;
    }
}

impl BitAndAssign for RelationSet {
    fn bitand_assign(&mut self, other: RelationSet) {
        *self = *self & other;
    }
}

impl Sub for RelationSet {
    type Output = RelationSet;

    fn sub(self, other: RelationSet) -> RelationSet {
        RelationSet(self.0 & !other.0)
    }
}

impl Not for RelationSet {
    type Output = RelationSet;

    fn not(self) -> RelationSet {
        self.complement()
    }
}

/// A single relation's name, that of a named set, or `(before|meets)`, in the order of [`Relation::ALL`].
impl fmt::Display for RelationSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(relation) = self.only() {
            return f.pad(relation.name());
        }
        if let Some((name, _)) = Self::NAMED.iter().find(|(_, set)| set == self) {
            return f.pad(name);
        }
        let names: Vec<&str> = self.iter().map(Relation::name).collect();
        f.pad(&format!("({})", names.join("|")))
    }
}

impl fmt::Debug for RelationSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A name that is neither that of a relation nor that of a set of them.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RelationNameError {
    name: String,
    nearest: Option<&'static str>,
}

impl RelationNameError {
    pub(crate) fn new(name: &str, nearest: Option<&'static str>) -> Self {
        RelationNameError {
            name: name.into(),
            nearest,
        }
    }

    /// The known name most like the one given, where one is alike.
    pub fn suggestion(&self) -> Option<&'static str> {
        self.nearest
    }
}

impl fmt::Display for RelationNameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no relation", self.name)?;
        if let Some(nearest) = self.nearest {
            return write!(f, "; did you mean `{nearest}`?");
        }
        f.write_str("; the relations are ")?;
        for relation in Relation::ALL {
            write!(f, "{relation}, ")?;
        }
        f.write_str("and the sets within, intersects, disjoint")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sixty_three_sets_are_claimable() {
        let claimable = (1..=RelationSet::ALL.0)
            .map(RelationSet)
            .filter(|s| s.is_claimable());
        assert_eq!(claimable.count(), 63);
        assert!(!RelationSet::EMPTY.is_claimable());
    }

    #[test]
    fn claimable_sets_are_those_that_inequalities_close() {
        use Relation::*;

        for relation in Relation::ALL {
            assert!(RelationSet::from(relation).is_claimable(), "{relation}");
        }
        for set in [
            RelationSet::ALL,
            RelationSet::WITHIN,
            RelationSet::INTERSECTS,
            Before | Meets,
        ] {
            assert!(set.is_claimable(), "{set}");
        }
        for set in [
            RelationSet::DISJOINT,
            Overlaps | Starts,
            Before | Overlaps,
            Before | Equals,
        ] {
            assert!(!set.is_claimable(), "{set}");
        }
    }

    #[test]
    fn a_conjunction_means_its_set_over_other_values_too() {
        // Six values instead of the four that the table was made of, and numbers in place of ends.
        for (set, constraints) in CONJUNCTIONS.iter() {
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
        for (set, constraints) in CONJUNCTIONS.iter() {
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
        let claimable: BTreeSet<u16> = CONJUNCTIONS.iter().map(|(set, _)| set.0).collect();
        assert_eq!(found, claimable);
    }

    #[test]
    fn names_are_read_and_shown() {
        for name in ["before", "met_by", "within", "intersects", "disjoint"] {
            assert_eq!(RelationSet::parse_name(name).unwrap().to_string(), name);
        }
        assert_eq!(
            (Relation::Meets | Relation::Before).to_string(),
            "(before|meets)"
        );
        let error = RelationSet::parse_name("intersect").unwrap_err();
        assert_eq!(error.suggestion(), Some("intersects"));
        assert!(
            RelationSet::parse_name("xyz")
                .unwrap_err()
                .to_string()
                .contains("the relations are")
        );
    }

    fn sets() -> impl Strategy<Value = RelationSet> {
        (0..=RelationSet::ALL.0).prop_map(RelationSet)
    }

    proptest! {
        #[test]
        fn the_converse_is_an_involution(a in sets()) {
            prop_assert_eq!(a.converse().converse(), a);
        }

        #[test]
        fn the_converse_of_a_claimable_set_is_claimable(a in sets()) {
            prop_assert_eq!(a.is_claimable(), a.converse().is_claimable());
        }

        #[test]
        fn the_converse_distributes_over_union(a in sets(), b in sets()) {
            prop_assert_eq!((a | b).converse(), a.converse() | b.converse());
        }

        #[test]
        fn the_complement_is_an_involution(a in sets()) {
            prop_assert_eq!(!!a, a);
            prop_assert_eq!(a | !a, RelationSet::ALL);
            prop_assert!((a & !a).is_empty());
        }

        #[test]
        fn the_claimable_hull_is_a_closure(a in sets(), b in sets()) {
            let hull = a.claimable_hull();
            prop_assert!(a.is_subset(hull));
            prop_assert_eq!(hull.claimable_hull(), hull);
            prop_assert!(a.is_empty() || hull.is_claimable());
            prop_assert!(hull.is_subset((a | b).claimable_hull()));
        }

        #[test]
        fn iteration_gives_the_set_back_in_order(a in sets()) {
            let relations: Vec<_> = a.iter().collect();
            prop_assert_eq!(relations.len(), a.len());
            prop_assert!(relations.is_sorted_by_key(|r| *r as u8));
            prop_assert_eq!(relations.into_iter().collect::<RelationSet>(), a);
        }
    }
}
