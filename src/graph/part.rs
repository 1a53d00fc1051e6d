//! Shortest paths in what some of a problem's claims say.

use super::INF;
use super::arcs::Arcs;
use super::problem::Problem;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The part of a problem that some claims and all facts make: it has a world.
#[derive(Debug)]
pub(crate) struct Part {
    arcs: Arcs,
    label: Vec<i128>,
}

impl Problem {
    /// What the claims that `keep` names say; the claims on one negative cycle where they have no
    /// world.
    pub(crate) fn part(&self, keep: impl Fn(u32) -> bool) -> Result<Part, Vec<u32>> {
        let label = self.world(&keep)?;
        let arcs = Arcs::filtered(self.points() as usize, self.edges(), |e| {
            !e.is_claimed() || keep(e.claim)
        });
        Ok(Part { arcs, label })
    }
}

impl Part {
    /// The least `w` such that `to - from <= w` follows, for each point; [`INF`] where nothing does.
    ///
    /// Dijkstra on reduced costs (Johnson 1977), `O(m log m)`.
    pub(crate) fn row(&self, from: u32) -> Vec<i128> {
        let mut row = vec![INF; self.label.len()];
        let mut heap = BinaryHeap::new();
        row[from as usize] = 0;
        heap.push((Reverse(-self.label[from as usize]), from));
        while let Some((Reverse(reduced), point)) = heap.pop() {
            if reduced + self.label[point as usize] > row[point as usize] {
                continue;
            }
            for arc in self.arcs.of(point) {
                let next = row[point as usize] + arc.weight();
                if next < row[arc.to as usize] {
                    row[arc.to as usize] = next;
                    heap.push((Reverse(next - self.label[arc.to as usize]), arc.to));
                }
            }
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edge;

    #[test]
    fn rows_are_shortest_paths_of_the_claims_kept() {
        let claimed = |from, to, weight, claim| Edge {
            from,
            to,
            weight,
            claim,
        };
        let edges = vec![
            claimed(1, 2, 5, 0),
            claimed(2, 3, -7, 1),
            claimed(1, 3, 1, 2),
            Edge::fact(3, 1, 4),
        ];
        let problem = Problem::from_edges(4, edges);
        let all = problem.part(|_| true).expect("a world");
        assert_eq!(all.row(1), [INF, 0, 5, -2]);
        let some = problem.part(|claim| claim != 0).expect("a world");
        assert_eq!(some.row(1), [INF, 0, INF, 1]);
        assert_eq!(some.row(2), [INF, -3, 0, -7]);
    }
}
