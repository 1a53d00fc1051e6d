//! How sure an answer is, and how relations are judged on a minimal network of four ends.

use super::formula::Formula;
use crate::time::{Duration, Gap, Relation, RelationSet};
use crate::timeline::{Quad, Timeline};
use std::fmt;
use std::ops::{Add, Neg};

/// How sure an answer is, over all worlds that the claims allow.
///
/// ```
/// use demarche::Certainty;
///
/// assert!(Certainty::Impossible < Certainty::Possible && Certainty::Possible < Certainty::Certain);
/// assert_eq!(Certainty::Certain.to_string(), "certain");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It holds in no world.
    Impossible,
    /// It holds in at least one world, and not in all.
    Possible,
    /// It holds in every world.
    Certain,
}

impl Certainty {
    /// Certain and possible, as two answers give it.
    pub(crate) fn of(possible: bool, certain: bool) -> Certainty {
        match (possible, certain) {
            (false, _) => Certainty::Impossible,
            (true, false) => Certainty::Possible,
            (true, true) => Certainty::Certain,
        }
    }

    /// `impossible`, `possible` or `certain`.
    pub const fn name(self) -> &'static str {
        match self {
            Certainty::Impossible => "impossible",
            Certainty::Possible => "possible",
            Certainty::Certain => "certain",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Which relations some world shows, told apart by whether a gap is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcomes {
    /// Possible with the gap kept, or where the gap says nothing about the relation.
    pub(crate) kept: RelationSet,
    /// Possible with the gap broken.
    pub(crate) broken: RelationSet,
}

impl Outcomes {
    /// All possible relations.
    pub(crate) fn possible(self) -> RelationSet {
        self.kept | self.broken
    }

    /// How sure it is that one of `set` holds, with the gap kept where it limits the relation.
    pub(crate) fn certainty(self, set: RelationSet) -> Certainty {
        let possible = !(self.kept & set).is_empty();
        let certain = (self.kept & !set).is_empty() && self.broken.is_empty();
        Certainty::of(possible, certain)
    }
}

/// A number that distances are counted in. `NONE` is "no bound", a third of it still far above
/// every bound, and three of them still no overflow.
trait Count: Copy + Ord + Add<Output = Self> + Neg<Output = Self> + From<i8> {
    const NONE: Self;
}

impl Count for i64 {
    const NONE: i64 = 1 << 61;
}

impl Count for i128 {
    const NONE: i128 = 1 << 120;
}

const BX: usize = 0;
const FX: usize = 1;
const BY: usize = 2;
const FY: usize = 3;

/// A minimal network of four ends: `d[i][j]` bounds `end_j - end_i`.
type Four<N> = [[N; 4]; 4];

/// Judges all thirteen relations on a minimal network.
///
/// The relations form a tree of comparisons: the beginnings, then the ends, then where both point
/// the same way the end of one against the beginning of the other. Adding one comparison to a
/// minimal network and closing it again is exact, and on a closed network a single difference takes
/// every value between its bounds.
pub(crate) fn outcomes(quad: &Quad, gap: Gap) -> Outcomes {
    let near = |w: i128| w >= 1 << 119 || w.abs() < 1 << 59;
    if gap.is_any() && quad.0.iter().flatten().all(|&w| near(w)) {
        let narrow = quad
            .0
            .map(|row| row.map(|w| i64::try_from(w).unwrap_or(i64::NONE)));
        return walk(&narrow, None, None);
    }
    let limit = |d: Option<Duration>| d.map(|d| i128::from(d.micros()));
    walk(&quad.0, limit(gap.min), limit(gap.max))
}

/// How sure a relation of two events is.
pub(crate) fn judge_pair(t: &Timeline, formula: Formula) -> Certainty {
    let Formula { x, set, y, gap } = formula;
    // A gap near the end of all ticks would overflow the narrow count.
    let near = |d: Option<Duration>| d.is_none_or(|d| d.micros() < 1 << 60);
    if x != y
        && near(gap.min)
        && near(gap.max)
        && let Some((a, a_instant)) = t.lone_window(x)
        && let Some((b, b_instant)) = t.lone_window(y)
    {
        match set.only() {
            Some(Relation::Before) => return apart(a, b, gap),
            Some(Relation::After) => return apart(b, a, gap),
            _ => {}
        }
        return unrelated_within(a, a_instant, b, b_instant, gap).certainty(set);
    }
    outcomes(&t.quad(x, y), gap).certainty(set)
}

/// How sure it is that one of two unrelated events is before the other, with so much time between: the
/// end of the one and the beginning of the other take any values of their windows.
fn apart(first: [i64; 4], second: [i64; 4], gap: Gap) -> Certainty {
    let least = gap.min.map_or(1, |d| d.micros().max(1));
    let most = gap.max.map_or(i64::MAX, Duration::micros);
    let (low, high) = (second[0] - first[3], second[1] - first[2]);
    Certainty::of(
        low.max(least) <= high.min(most),
        low >= least && high <= most,
    )
}

/// The relations of two unrelated events by their windows: earliest and latest beginning, earliest
/// and latest end of x and of y, whose own two ends are bound by nothing but their order.
pub(crate) fn unrelated(x: [i64; 4], x_instant: bool, y: [i64; 4], y_instant: bool) -> RelationSet {
    unrelated_within(x, x_instant, y, y_instant, Gap::default()).kept
}

fn unrelated_within(
    x: [i64; 4],
    x_instant: bool,
    y: [i64; 4],
    y_instant: bool,
    gap: Gap,
) -> Outcomes {
    if gap.is_any() {
        let only = |relation: Relation| Outcomes {
            kept: relation.into(),
            broken: RelationSet::EMPTY,
        };
        if x[3] < y[0] {
            return only(Relation::Before);
        }
        if y[3] < x[0] {
            return only(Relation::After);
        }
    }
    let lo = [x[0], x[2], y[0], y[2]];
    let hi = [x[1], x[3], y[1], y[3]];
    let mut d = [[0i64; 4]; 4];
    for i in 0..4 {
        for j in 0..4 {
            d[i][j] = if i == j { 0 } else { hi[j] - lo[i] };
        }
    }
    for (b, instant) in [(0, x_instant), (2, y_instant)] {
        d[b + 1][b] = d[b + 1][b].min(0);
        if instant {
            d[b][b + 1] = d[b][b + 1].min(0);
        }
    }
    let limit = |d: Option<Duration>| d.map(Duration::micros);
    walk(&d, limit(gap.min), limit(gap.max))
}

fn walk<N: Count>(d: &Four<N>, min: Option<N>, max: Option<N>) -> Outcomes {
    let mut found = Outcomes {
        kept: RelationSet::EMPTY,
        broken: RelationSet::EMPTY,
    };
    let (zero, one) = (N::from(0), N::from(1));
    let ordered = [
        [Relation::Contains, Relation::FinishedBy, Relation::Before],
        [Relation::StartedBy, Relation::Equals, Relation::Starts],
        [Relation::After, Relation::Finishes, Relation::During],
    ];
    // Beginnings: x before y, equal, x after y.
    for (i, row) in ordered.iter().enumerate() {
        let Some(d1) = compare(d, BX, BY, i) else {
            continue;
        };
        // Ends: x after y, equal, x before y.
        for (j, &relation) in row.iter().enumerate() {
            let j = 2 - j;
            let (low, high) = (-d1[FY][FX], d1[FX][FY]);
            let open = match j {
                0 => high >= one,
                1 => low <= zero && high >= zero,
                _ => low <= -one,
            };
            if !open {
                continue;
            }
            let (near, far, touching, sharing) = match relation {
                Relation::Before => (FX, BY, Relation::Meets, Relation::Overlaps),
                Relation::After => (FY, BX, Relation::MetBy, Relation::OverlappedBy),
                other => {
                    found.kept |= RelationSet::from(other);
                    continue;
                }
            };
            let Some(d2) = compare(&d1, FX, FY, j) else {
                continue;
            };
            // The time from the end of the earlier to the beginning of the later.
            let (low, high) = (-d2[far][near], d2[near][far]);
            if low <= -one {
                found.kept |= RelationSet::from(sharing);
            }
            if low <= zero && high >= zero {
                let kept = min.is_none_or(|m| m <= zero) && max.is_none_or(|m| m >= zero);
                let slot = if kept {
                    &mut found.kept
                } else {
                    &mut found.broken
                };
                *slot |= RelationSet::from(touching);
            }
            let low = low.max(one);
            if low <= high {
                let least = min.map_or(low, |m| m.max(low));
                let most = max.map_or(high, |m| m.min(high));
                if least <= most {
                    found.kept |= RelationSet::from(relation);
                }
                if min.is_some_and(|m| low < m) || max.is_some_and(|m| high > m) {
                    found.broken |= RelationSet::from(relation);
                }
            }
        }
    }
    found
}

/// The network with `x < y` (0), `x = y` (1) or `x > y` (2) added, closed; `None` where that has
/// no world.
fn compare<N: Count>(d: &Four<N>, x: usize, y: usize, how: usize) -> Option<Four<N>> {
    let (zero, one) = (N::from(0), N::from(1));
    let mut next = *d;
    let fits = match how {
        0 => add(&mut next, y, x, -one),
        1 => add(&mut next, y, x, zero) && add(&mut next, x, y, zero),
        _ => add(&mut next, x, y, -one),
    };
    fits.then_some(next)
}

/// Adds `end_j - end_i <= w` and closes the network; false where that has no world.
fn add<N: Count>(d: &mut Four<N>, i: usize, j: usize, w: N) -> bool {
    if d[j][i] + w < N::from(0) {
        return false;
    }
    if d[i][j] <= w {
        return true;
    }
    let into = [d[0][i] + w, d[1][i] + w, d[2][i] + w, d[3][i] + w];
    let out = d[j];
    for (row, &first) in d.iter_mut().zip(&into) {
        for (cell, &rest) in row.iter_mut().zip(&out) {
            *cell = (*cell).min(first + rest);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All relations of intervals with ends in the given windows, by trying them all.
    fn tried(x: [i64; 4], xi: bool, y: [i64; 4], yi: bool) -> RelationSet {
        let intervals = |w: [i64; 4], instant: bool| {
            let all = (w[0]..=w[1]).flat_map(move |b| (w[2]..=w[3]).map(move |f| (b, f)));
            all.filter(move |(b, f)| b <= f && (!instant || b == f))
                .collect::<Vec<_>>()
        };
        let (xs, ys) = (intervals(x, xi), intervals(y, yi));
        xs.iter()
            .flat_map(|x| {
                ys.iter()
                    .map(move |y| Relation::between(x.0, x.1, y.0, y.1))
            })
            .collect()
    }

    #[test]
    fn unrelated_windows_agree_with_trying_all() {
        let mut windows = Vec::new();
        for b in 0..4 {
            for bw in 0..3 {
                for f in b..5 {
                    for fw in 0..3 {
                        // Only tight windows: the beginning's bounds not above the end's.
                        if b + bw <= f + fw {
                            windows.push([b, b + bw, f, f + fw]);
                        }
                    }
                }
            }
        }
        for (i, &x) in windows.iter().enumerate() {
            for &y in windows.iter().skip(i % 7).step_by(7) {
                assert_eq!(
                    unrelated(x, false, y, false),
                    tried(x, false, y, false),
                    "{x:?} {y:?}"
                );
                let point = [y[0], y[1], y[0], y[1]];
                assert_eq!(
                    unrelated(x, false, point, true),
                    tried(x, false, point, true)
                );
                assert_eq!(
                    unrelated(point, true, x, false),
                    tried(point, true, x, false)
                );
            }
        }
    }
}
