//! The matrix of oracle B, and its own encoding of sets of relations as end inequalities.
//!
//! A set of relations becomes inequalities by looking, over every arrangement of four values, at which
//! differences of two ends are never positive or always negative; if these select exactly the set, they
//! express it. A set that no conjunction expresses is covered by several that one does. Nothing is written
//! down as a table, and the way differs from that of `relation::claimable`, which tries conjunctions.
//!
//! The matrix is closed by Floyd and Warshall in `i128`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::relation::{ALL, Mask, Span, claimable, configurations, relation_of};

/// No bound. Sums of two stay far from overflow.
pub const FAR: i128 = i128::MAX / 4;

/// `to - from <= most`.
pub type Edge = (usize, usize, i128);

/// The end inequalities of a claimable set, over the ends `b(x) f(x) b(y) f(y)` as 0 to 3.
pub fn inequalities(mask: Mask) -> Option<&'static [Edge]> {
    static TABLE: OnceLock<BTreeMap<Mask, Vec<Edge>>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let all = configurations();
        let ends = |&(x, y): &(Span, Span)| [x.0, x.1, y.0, y.1];
        let mut table = BTreeMap::new();
        for mask in 1..=ALL {
            let chosen = all
                .iter()
                .filter(|(x, y)| mask >> relation_of(*x, *y) & 1 == 1);
            let chosen: Vec<[i64; 4]> = chosen.map(ends).collect();
            let mut edges = Vec::new();
            for from in 0..4 {
                for to in (0..4).filter(|&to| to != from) {
                    let most = chosen
                        .iter()
                        .map(|e| e[to] - e[from])
                        .max()
                        .expect("not empty");
                    if most <= 0 {
                        edges.push((from, to, i128::from(most.max(-1))));
                    }
                }
            }
            let satisfies = |e: [i64; 4]| {
                edges
                    .iter()
                    .all(|&(p, q, most)| i128::from(e[q] - e[p]) <= most)
            };
            let exact = |config: &(Span, Span)| {
                satisfies(ends(config)) == (mask >> relation_of(config.0, config.1) & 1 == 1)
            };
            if all.iter().all(exact) {
                table.insert(mask, edges);
            }
        }
        table
    });
    table.get(&mask).map(Vec::as_slice)
}

/// A few claimable sets whose union is the given set.
pub fn cover(mask: Mask) -> Vec<Mask> {
    let mut left = mask;
    let mut sets = Vec::new();
    while left != 0 {
        let inside = claimable().iter().copied().filter(|set| set & !mask == 0);
        let best = inside
            .max_by_key(|set| (set & left).count_ones())
            .expect("single relations are claimable");
        sets.push(best);
        left &= !best;
    }
    sets
}

/// The minimal network of some points.
#[derive(Clone, Debug)]
pub struct Matrix {
    size: usize,
    most: Vec<i128>,
}

impl Matrix {
    /// Closes the edges; `None` if they contradict one another.
    pub fn close(size: usize, edges: impl IntoIterator<Item = Edge>) -> Option<Self> {
        let mut most = vec![FAR; size * size];
        for point in 0..size {
            most[point * size + point] = 0;
        }
        for (from, to, bound) in edges {
            let cell = &mut most[from * size + to];
            *cell = bound.min(*cell);
        }
        for via in 0..size {
            for from in 0..size {
                let first = most[from * size + via];
                if first >= FAR {
                    continue;
                }
                for to in 0..size {
                    let second = most[via * size + to];
                    if second < FAR {
                        let cell = &mut most[from * size + to];
                        *cell = (first + second).min(*cell);
                    }
                }
            }
        }
        (0..size)
            .all(|point| most[point * size + point] >= 0)
            .then_some(Self { size, most })
    }

    /// The greatest `to - from`, `FAR` if there is none.
    pub fn get(&self, from: usize, to: usize) -> i128 {
        self.most[from * self.size + to]
    }

    /// Adds one edge to the closed matrix and closes it again; false if it leaves no world.
    pub fn add(&mut self, (from, to, bound): Edge) -> bool {
        let back = self.get(to, from);
        if back < FAR && back + bound < 0 {
            return false;
        }
        if bound >= self.get(from, to) {
            return true;
        }
        for p in 0..self.size {
            let head = self.get(p, from);
            for q in 0..self.size {
                let tail = self.get(to, q);
                if head < FAR && tail < FAR {
                    let cell = &mut self.most[p * self.size + q];
                    *cell = (head + bound + tail).min(*cell);
                }
            }
        }
        true
    }

    /// The matrix with more edges, or `None` if they leave no world.
    pub fn with(&self, edges: &[Edge]) -> Option<Self> {
        let mut matrix = self.clone();
        edges.iter().all(|&edge| matrix.add(edge)).then_some(matrix)
    }

    /// Whether the edges, all among the given points, leave a world. The distances among these points are
    /// already minimal, so a contradiction shows among them alone.
    pub fn allows(&self, points: &[usize], edges: &[Edge]) -> bool {
        let place = |point: usize| {
            points
                .iter()
                .position(|&p| p == point)
                .expect("a given point")
        };
        let n = points.len();
        let own = (0..n * n).map(|cell| {
            (
                cell / n,
                cell % n,
                self.get(points[cell / n], points[cell % n]),
            )
        });
        let extra = edges
            .iter()
            .map(|&(from, to, bound)| (place(from), place(to), bound));
        Matrix::close(n, own.chain(extra)).is_some()
    }
}
