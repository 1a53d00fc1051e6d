//! Composition: what x is to z, from what x is to y and y to z.
//!
//! With points among the intervals composition is not associative, as it is in the textbook: the table does not
//! remember whether the interval between two others had to be a point. Every entry is still exact for its three.

use std::sync::LazyLock;

use super::relation::Relation;
use super::relation_set::RelationSet;

/// The composition of every two relations.
static TABLE: LazyLock<[[RelationSet; 13]; 13]> = LazyLock::new(table);

/// Goes through every order that the ends of three intervals can have, points among them.
///
/// Six values are enough, since three intervals have at most six different ends.
fn table() -> [[RelationSet; 13]; 13] {
    let mut table = [[RelationSet::EMPTY; 13]; 13];
    let intervals = || (0..6u8).flat_map(|b| (b..6).map(move |f| (b, f)));
    for x in intervals() {
        for y in intervals() {
            let xy = Relation::between(x.0, x.1, y.0, y.1);
            for z in intervals() {
                let yz = Relation::between(y.0, y.1, z.0, z.1);
                table[xy as usize][yz as usize] |= Relation::between(x.0, x.1, z.0, z.1);
            }
        }
    }
    table
}

/// The union of the compositions of each relation of one set with each of the other. At most 169 look-ups.
pub(crate) fn compose(first: RelationSet, second: RelationSet) -> RelationSet {
    let mut composed = RelationSet::EMPTY;
    for xy in first {
        for yz in second {
            composed |= TABLE[xy as usize][yz as usize];
        }
    }
    composed
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_table_is_what_exists() {
        // Another way to the same table: for each x and z, some y must complete the triangle. Ends are even
        // numbers for x and z, so that y may also lie between, before and after any two of them.
        for xz_ends in 0..4u32.pow(4) {
            let end = |n: u32| (xz_ends / 4u32.pow(n) % 4) as i32 * 3;
            let (x, z) = ((end(0), end(1)), (end(2), end(3)));
            if x.0 > x.1 || z.0 > z.1 {
                continue;
            }
            let xz = Relation::between(x.0, x.1, z.0, z.1);
            for first in Relation::ALL {
                for second in Relation::ALL {
                    let some_y = (-2..12).any(|b| {
                        (b..12).any(|f| {
                            Relation::between(x.0, x.1, b, f) == first
                                && Relation::between(b, f, z.0, z.1) == second
                        })
                    });
                    let allowed = compose(first.into(), second.into()).contains(xz);
                    assert!(allowed || !some_y, "{first} then {second} lacks {xz}");
                }
            }
        }
        // Nothing is in the table that no triangle shows: each entry is looked up among all triangles.
        for first in Relation::ALL {
            for second in Relation::ALL {
                for third in compose(first.into(), second.into()) {
                    assert!(
                        triangle(first, second, third),
                        "{first} then {second} has {third}"
                    );
                }
            }
        }
    }

    /// Whether three intervals show these relations, of x to y, y to z and x to z.
    fn triangle(first: Relation, second: Relation, third: Relation) -> bool {
        let intervals = || (0..6).flat_map(|b| (b..6).map(move |f| (b, f)));
        intervals().any(|y| {
            intervals().any(|x| {
                Relation::between(x.0, x.1, y.0, y.1) == first
                    && intervals().any(|z| {
                        Relation::between(y.0, y.1, z.0, z.1) == second
                            && Relation::between(x.0, x.1, z.0, z.1) == third
                    })
            })
        })
    }

    #[test]
    fn points_widen_the_textbook_s_table() {
        use Relation::*;

        let compose = |a: Relation, b: Relation| compose(a.into(), b.into());
        assert_eq!(compose(Before, Before), Before.into());
        assert_eq!(compose(Meets, Meets), Before.into());
        assert_eq!(compose(During, Before), Before.into());
        // Where y is a point at the end of x and the beginning of z, x meets z; the textbook has overlaps alone.
        assert_eq!(compose(FinishedBy, Starts), Overlaps | Meets);
    }

    fn sets() -> impl Strategy<Value = RelationSet> {
        proptest::sample::subsequence(Relation::ALL.to_vec(), 0..=13)
            .prop_map(|relations| relations.into_iter().collect())
    }

    proptest! {
        #[test]
        fn equals_is_the_identity_of_composition(a in sets()) {
            let equals = RelationSet::from(Relation::Equals);
            prop_assert_eq!(a.compose(equals), a);
            prop_assert_eq!(equals.compose(a), a);
        }

        #[test]
        fn the_converse_turns_composition_around(a in sets(), b in sets()) {
            prop_assert_eq!(a.compose(b).converse(), b.converse().compose(a.converse()));
        }

        #[test]
        fn composition_distributes_over_union(a in sets(), b in sets(), c in sets()) {
            prop_assert_eq!((a | b).compose(c), a.compose(c) | b.compose(c));
            prop_assert_eq!(a.compose(b | c), a.compose(b) | a.compose(c));
        }

        #[test]
        fn either_grouping_of_a_chain_holds_what_exists(ends in proptest::array::uniform8(0..8u8)) {
            let interval = |n: usize| (ends[n].min(ends[n + 1]), ends[n].max(ends[n + 1]));
            let between = |a: (u8, u8), b: (u8, u8)| {
                RelationSet::from(Relation::between(a.0, a.1, b.0, b.1))
            };
            let (w, x, y, z) = (interval(0), interval(2), interval(4), interval(6));
            let (a, b, c) = (between(w, x), between(x, y), between(y, z));
            prop_assert!(between(w, z).is_subset(a.compose(b).compose(c)));
            prop_assert!(between(w, z).is_subset(a.compose(b.compose(c))));
        }
    }

    #[test]
    fn with_points_composition_is_not_associative() {
        use Relation::*;

        // Between x and z a point may be needed, beyond z a proper interval: the table forgets which y it was.
        let [a, b, c] = [OverlappedBy, FinishedBy, Finishes].map(RelationSet::from);
        assert!(a.compose(b).compose(c).contains(MetBy));
        assert!(!a.compose(b.compose(c)).contains(MetBy));
    }
}
