//! The thirteen relations by their definition, and which sets of them a claim may state.
//!
//! `relation_of` compares concrete ticks in the order the contract gives: beginnings, then ends, then,
//! only where both differ the same way, one end against the other's beginning. Which sets are claimable
//! is found by trying every conjunction of comparisons over the four ends on every arrangement of four
//! values; there is no table of sets or of constraints, so a mistake in the crate's table can't be
//! repeated here.

use std::cmp::Ordering::{Equal, Greater, Less};
use std::collections::BTreeSet;
use std::sync::OnceLock;

/// A set of relations; bit `i` stands for `NAMES[i]`.
pub type Mask = u16;

/// The relations in the contract's order.
pub const NAMES: [&str; 13] = [
    "before",
    "meets",
    "overlaps",
    "finished_by",
    "contains",
    "starts",
    "equals",
    "started_by",
    "during",
    "finishes",
    "overlapped_by",
    "met_by",
    "after",
];

/// Index of `before`.
pub const BEFORE: usize = 0;
/// Index of `meets`.
pub const MEETS: usize = 1;
/// Index of `met_by`.
pub const MET_BY: usize = 11;
/// Index of `after`.
pub const AFTER: usize = 12;
/// All thirteen.
pub const ALL: Mask = 0x1FFF;
/// `within`: starts, during, finishes, equals.
pub const WITHIN: Mask = 1 << 5 | 1 << 6 | 1 << 8 | 1 << 9;
/// `intersects`: all but before and after.
pub const INTERSECTS: Mask = ALL & !(1 << BEFORE) & !(1 << AFTER);
/// `disjoint`: before, after.
pub const DISJOINT: Mask = 1 << BEFORE | 1 << AFTER;
/// The relations whose gap a query may limit.
pub const GAPPED: Mask = 1 << BEFORE | 1 << MEETS | 1 << MET_BY | 1 << AFTER;

/// A closed interval of ticks: beginning and end.
pub type Span = (i64, i64);

/// The one relation in which `x` stands to `y`.
pub fn relation_of(x: Span, y: Span) -> usize {
    match (x.0.cmp(&y.0), x.1.cmp(&y.1)) {
        (Less, Less) => match x.1.cmp(&y.0) {
            Less => 0,
            Equal => 1,
            Greater => 2,
        },
        (Less, Equal) => 3,
        (Less, Greater) => 4,
        (Equal, Less) => 5,
        (Equal, Equal) => 6,
        (Equal, Greater) => 7,
        (Greater, Less) => 8,
        (Greater, Equal) => 9,
        (Greater, Greater) => match x.0.cmp(&y.1) {
            Less => 10,
            Equal => 11,
            Greater => 12,
        },
    }
}

/// The relation of `y` to `x`, given that of `x` to `y`.
pub fn converse(relation: usize) -> usize {
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0][relation]
}

/// The set of converses.
pub fn converse_mask(mask: Mask) -> Mask {
    members(mask).fold(0, |set, relation| set | 1 << converse(relation))
}

/// The relations of a set, in order.
pub fn members(mask: Mask) -> impl Iterator<Item = usize> {
    (0..13).filter(move |relation| mask >> relation & 1 == 1)
}

/// The relations of a set by name, in order.
pub fn names(mask: Mask) -> Vec<&'static str> {
    members(mask).map(|relation| NAMES[relation]).collect()
}

/// The set with these names; panics on one that is none, for tests only.
pub fn mask_of(names: &[&str]) -> Mask {
    names.iter().fold(0, |set, name| {
        set | 1
            << NAMES
                .iter()
                .position(|n| n == name)
                .expect("a relation's name")
    })
}

/// Limits on the gap of before and after (and, in queries, of meets and met_by), both inclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// Least gap in ticks.
    pub min: Option<i64>,
    /// Greatest gap in ticks.
    pub max: Option<i64>,
}

impl Gap {
    /// No limit.
    pub const NONE: Gap = Gap {
        min: None,
        max: None,
    };

    /// Whether nothing is limited.
    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether a gap of this size is allowed.
    pub fn allows(self, size: i64) -> bool {
        self.min.is_none_or(|min| min <= size) && self.max.is_none_or(|max| size <= max)
    }
}

/// The size of the gap between two intervals in this relation, zero for meets and met_by.
pub fn gap_size(relation: usize, x: Span, y: Span) -> Option<i64> {
    match relation {
        BEFORE => Some(y.0 - x.1),
        AFTER => Some(x.0 - y.1),
        MEETS | MET_BY => Some(0),
        _ => None,
    }
}

/// Whether `x` stands to `y` in a relation of the set, with a gap that is allowed.
pub fn holds(mask: Mask, gap: Gap, x: Span, y: Span) -> bool {
    let relation = relation_of(x, y);
    mask >> relation & 1 == 1 && gap_size(relation, x, y).is_none_or(|size| gap.allows(size))
}

/// Every arrangement of two closed intervals, up to order: four values suffice for four ends.
pub fn configurations() -> Vec<(Span, Span)> {
    let spans: Vec<Span> = (0..4).flat_map(|b| (b..4).map(move |f| (b, f))).collect();
    spans
        .iter()
        .flat_map(|&x| spans.iter().map(move |&y| (x, y)))
        .collect()
}

/// The sets that a conjunction of comparisons over the four ends expresses, in numeric order.
pub fn claimable() -> &'static [Mask] {
    static SETS: OnceLock<Vec<Mask>> = OnceLock::new();
    SETS.get_or_init(|| claimable_with(false))
}

/// As [`claimable`], `inside` adding comparisons of an interval's own two ends, which must change nothing.
pub fn claimable_with(inside: bool) -> Vec<Mask> {
    type Test = fn(i64, i64) -> bool;
    let tests: [Test; 6] = [
        |_, _| true,
        |p, q| p < q,
        |p, q| p <= q,
        |p, q| p == q,
        |p, q| p >= q,
        |p, q| p > q,
    ];
    let all = configurations();
    let own: &[Test] = if inside {
        &[|_, _| true, |p, q| p < q, |p, q| p == q]
    } else {
        &tests[..1]
    };
    let mut found = BTreeSet::new();
    let cross = 6usize.pow(4);
    for code in 0..cross * own.len() * own.len() {
        let (pairs, rest) = (code % cross, code / cross);
        let test = |i: u32| tests[pairs / 6usize.pow(i) % 6];
        let (own_x, own_y) = (own[rest % own.len()], own[rest / own.len()]);
        let (mut some, mut not_all) = (0, 0);
        for &(x, y) in &all {
            let satisfied = test(0)(x.0, y.0)
                && test(1)(x.0, y.1)
                && test(2)(x.1, y.0)
                && test(3)(x.1, y.1)
                && own_x(x.0, x.1)
                && own_y(y.0, y.1);
            *(if satisfied { &mut some } else { &mut not_all }) |= 1 << relation_of(x, y);
        }
        // The conjunction is a set of relations only if it never splits one.
        if some & not_all == 0 && some != 0 {
            found.insert(some);
        }
    }
    found.into_iter().collect()
}
