//! Sets of relations, their names, and which of them the ends can express.

use std::fmt;
use std::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not, Sub};

use super::compose;
use super::conjunction::{self, EndConstraint};
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
pub struct RelationSet(pub(super) u16);

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
    pub(crate) const NAMED: [(&'static str, RelationSet); 3] = [
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

    /// The set as bits, the first relation of [`Relation::ALL`] the lowest.
    pub(crate) const fn bits(self) -> u16 {
        self.0
    }

    /// The set of some bits; nothing where one stands for no relation.
    pub(crate) const fn from_bits(bits: u16) -> Option<RelationSet> {
        if bits & !Self::ALL.0 == 0 {
            Some(RelationSet(bits))
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
        for (set, _) in conjunction::all() {
            if self.is_subset(*set) {
                hull &= *set;
            }
        }
        if self.is_empty() { self } else { hull }
    }

    /// A smallest conjunction over the four ends that expresses the set, or `None` where none does.
    pub(crate) fn constraints(self) -> Option<&'static [EndConstraint]> {
        conjunction::expressing(self)
    }
}

const fn bit(relation: Relation) -> u16 {
    1 << relation as u16
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
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
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
