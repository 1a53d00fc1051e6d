//! The thirteen relations between two intervals.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use super::near::nearest;
use super::relation_set::RelationNameError;

/// One of the thirteen relations of Allen between two closed intervals, points among them.
///
/// Exactly one holds between any two. It is found by comparing the beginnings, then the ends; only where x both
/// begins and ends first does the end of x against the beginning of y decide between [`Before`](Self::Before),
/// [`Meets`](Self::Meets) and [`Overlaps`](Self::Overlaps), and the converse likewise. So a point at the
/// beginning of an interval *starts* it.
///
/// J. F. Allen, "Maintaining knowledge about temporal intervals", Communications of the ACM 26 (1983).
///
/// ```
/// use demarche::Relation;
///
/// assert_eq!(Relation::between(1, 2, 3, 4), Relation::Before);
/// assert_eq!(Relation::between(1, 1, 1, 4), Relation::Starts);
/// assert_eq!(Relation::Before.converse(), Relation::After);
/// assert_eq!("met_by".parse::<Relation>()?, Relation::MetBy);
/// # Ok::<(), demarche::RelationNameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Relation {
    /// x ends before y begins.
    Before,
    /// x begins first, and ends when y begins, which goes on.
    Meets,
    /// x begins first, and ends while y goes on.
    Overlaps,
    /// x begins first, and both end together.
    FinishedBy,
    /// x begins first and ends last.
    Contains,
    /// Both begin together, and x ends first.
    Starts,
    /// Both begin together and end together.
    Equals,
    /// Both begin together, and x ends last.
    StartedBy,
    /// x begins last and ends first.
    During,
    /// x begins last, and both end together.
    Finishes,
    /// x begins while y is under way, and ends last.
    OverlappedBy,
    /// x begins when y ends, which began first, and goes on.
    MetBy,
    /// x begins after y ends.
    After,
}

impl Relation {
    /// All thirteen, in order.
    pub const ALL: [Relation; 13] = [
        Relation::Before,
        Relation::Meets,
        Relation::Overlaps,
        Relation::FinishedBy,
        Relation::Contains,
        Relation::Starts,
        Relation::Equals,
        Relation::StartedBy,
        Relation::During,
        Relation::Finishes,
        Relation::OverlappedBy,
        Relation::MetBy,
        Relation::After,
    ];

    /// The name used in records and queries, such as `finished_by`.
    pub const fn name(self) -> &'static str {
        match self {
            Relation::Before => "before",
            Relation::Meets => "meets",
            Relation::Overlaps => "overlaps",
            Relation::FinishedBy => "finished_by",
            Relation::Contains => "contains",
            Relation::Starts => "starts",
            Relation::Equals => "equals",
            Relation::StartedBy => "started_by",
            Relation::During => "during",
            Relation::Finishes => "finishes",
            Relation::OverlappedBy => "overlapped_by",
            Relation::MetBy => "met_by",
            Relation::After => "after",
        }
    }

    /// The relation of y to x, where this is the one of x to y.
    pub const fn converse(self) -> Self {
        match self {
            Relation::Before => Relation::After,
            Relation::Meets => Relation::MetBy,
            Relation::Overlaps => Relation::OverlappedBy,
            Relation::FinishedBy => Relation::Finishes,
            Relation::Contains => Relation::During,
            Relation::Starts => Relation::StartedBy,
            Relation::Equals => Relation::Equals,
            Relation::StartedBy => Relation::Starts,
            Relation::During => Relation::Contains,
            Relation::Finishes => Relation::FinishedBy,
            Relation::OverlappedBy => Relation::Overlaps,
            Relation::MetBy => Relation::Meets,
            Relation::After => Relation::Before,
        }
    }

    /// The relation of x to y, from the beginning and the end of each.
    ///
    /// Each beginning is expected not to lie after its end; otherwise the answer means nothing.
    pub fn between<T: Ord>(begin_x: T, end_x: T, begin_y: T, end_y: T) -> Self {
        use Ordering::{Equal, Greater, Less};

        match (begin_x.cmp(&begin_y), end_x.cmp(&end_y)) {
            (Less, Less) => match end_x.cmp(&begin_y) {
                Less => Relation::Before,
                Equal => Relation::Meets,
                Greater => Relation::Overlaps,
            },
            (Less, Equal) => Relation::FinishedBy,
            (Less, Greater) => Relation::Contains,
            (Equal, Less) => Relation::Starts,
            (Equal, Equal) => Relation::Equals,
            (Equal, Greater) => Relation::StartedBy,
            (Greater, Less) => Relation::During,
            (Greater, Equal) => Relation::Finishes,
            (Greater, Greater) => match end_y.cmp(&begin_x) {
                Less => Relation::After,
                Equal => Relation::MetBy,
                Greater => Relation::OverlappedBy,
            },
        }
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Reads the name of one relation; [`RelationSet::parse_name`](crate::RelationSet::parse_name) also reads
/// those of sets.
impl FromStr for Relation {
    type Err = RelationNameError;

    fn from_str(name: &str) -> Result<Self, RelationNameError> {
        let found = Relation::ALL
            .into_iter()
            .find(|relation| relation.name() == name);
        found.ok_or_else(|| {
            RelationNameError::new(name, nearest(name, Relation::ALL.map(Relation::name)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All closed intervals with ends among `0..n`, points among them.
    pub(crate) fn intervals(n: u8) -> impl Iterator<Item = (u8, u8)> + Clone {
        (0..n).flat_map(move |b| (b..n).map(move |f| (b, f)))
    }

    #[test]
    fn the_relations_are_the_textbook_s_for_proper_intervals() {
        use Relation::*;

        for (x, y, expected) in [
            ((0, 1), (2, 3), Before),
            ((0, 1), (1, 3), Meets),
            ((0, 2), (1, 3), Overlaps),
            ((0, 3), (1, 3), FinishedBy),
            ((0, 3), (1, 2), Contains),
            ((0, 1), (0, 3), Starts),
            ((0, 3), (0, 3), Equals),
            ((0, 3), (0, 1), StartedBy),
            ((1, 2), (0, 3), During),
            ((1, 3), (0, 3), Finishes),
            ((1, 3), (0, 2), OverlappedBy),
            ((1, 3), (0, 1), MetBy),
            ((2, 3), (0, 1), After),
        ] {
            assert_eq!(Relation::between(x.0, x.1, y.0, y.1), expected);
        }
    }

    #[test]
    fn points_have_relations_too() {
        use Relation::*;

        for (x, y, expected) in [
            ((0, 0), (0, 2), Starts),
            ((1, 1), (0, 2), During),
            ((2, 2), (0, 2), Finishes),
            ((0, 0), (1, 1), Before),
            ((1, 1), (1, 1), Equals),
            ((0, 2), (0, 0), StartedBy),
            ((0, 2), (2, 2), FinishedBy),
        ] {
            assert_eq!(Relation::between(x.0, x.1, y.0, y.1), expected);
        }
    }

    #[test]
    fn the_converse_swaps_the_two() {
        for (bx, fx) in intervals(4) {
            for (by, fy) in intervals(4) {
                let relation = Relation::between(bx, fx, by, fy);
                assert_eq!(relation.converse(), Relation::between(by, fy, bx, fx));
            }
        }
    }

    #[test]
    fn names_are_read_back() {
        for relation in Relation::ALL {
            assert_eq!(relation.to_string().parse(), Ok(relation));
        }
        let error = "befor".parse::<Relation>().unwrap_err();
        assert!(
            error.to_string().contains("did you mean `before`"),
            "{error}"
        );
    }
}
