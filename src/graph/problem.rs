//! A network with an origin, whose edges know their claims: what conflicts and reasons search.

use super::arcs::{ASSUMED, Arcs, Edge};
use super::potential::Labels;

/// Constraints over points, point 0 being the origin of time.
///
/// Claims are numbered by rank, the best first, and points in an order that does not depend on
/// the order of insertion: whatever is found here is the same for the same set of claims.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    points: u32,
    edges: Vec<Edge>,
}

impl Default for Problem {
    fn default() -> Problem {
        Problem {
            points: 1,
            edges: Vec::new(),
        }
    }
}

impl Problem {
    /// The origin.
    pub(crate) const ORIGIN: u32 = 0;

    /// Adds a point.
    pub(crate) fn point(&mut self) -> u32 {
        self.points += 1;
        self.points - 1
    }

    /// Adds a constraint.
    pub(crate) fn edge(&mut self, edge: Edge) {
        self.edges.push(edge);
    }

    /// States `point >= at`.
    pub(crate) fn lower(&mut self, point: u32, at: i128, claim: u32) {
        self.edge(Edge {
            from: point,
            to: Self::ORIGIN,
            weight: -at,
            claim,
        });
    }

    /// States `point <= at`.
    pub(crate) fn upper(&mut self, point: u32, at: i128, claim: u32) {
        self.edge(Edge {
            from: Self::ORIGIN,
            to: point,
            weight: at,
            claim,
        });
    }

    /// A problem of given edges over `points` points, the origin included.
    pub(crate) fn from_edges(points: u32, edges: Vec<Edge>) -> Problem {
        Problem { points, edges }
    }

    /// The number of points, the origin included.
    pub(crate) fn points(&self) -> u32 {
        self.points
    }

    /// All constraints.
    pub(crate) fn edges(&self) -> &[Edge] {
        &self.edges
    }

    /// This problem with further constraints, assumed.
    pub(crate) fn with(&self, more: &[Edge]) -> Problem {
        let mut next = self.clone();
        next.edges.extend(more.iter().map(|e| Edge {
            claim: ASSUMED,
            ..*e
        }));
        next
    }

    /// A world for the claims that `keep` names and all facts: one tick for each point, the
    /// origin's to be taken off; or the claims on one negative cycle, in order.
    pub(crate) fn world(&self, keep: impl Fn(u32) -> bool) -> Result<Vec<i128>, Vec<u32>> {
        let arcs = Arcs::filtered(self.points as usize, &self.edges, |e| {
            !e.is_claimed() || keep(e.claim)
        });
        let members: Vec<u32> = (0..self.points).collect();
        let mut labels = Labels::new(self.points as usize);
        match labels.settle(&arcs, &members, |_| true) {
            Ok(()) => Ok(labels.label),
            Err(cycle) => {
                let mut claims: Vec<u32> = cycle
                    .into_iter()
                    .map(|edge| self.edges[edge as usize])
                    .filter(Edge::is_claimed)
                    .map(|edge| edge.claim)
                    .collect();
                claims.sort_unstable();
                claims.dedup();
                Err(claims)
            }
        }
    }

    /// The part that the given claims (sorted), all assumptions, and the facts among their points
    /// make. Claims are renumbered by their place in `claims`.
    pub(crate) fn restrict(&self, claims: &[u32]) -> Problem {
        let place = |claim: u32| claims.binary_search(&claim).ok().map(|i| i as u32);
        let mut touched = vec![false; self.points as usize];
        let mut kept: Vec<Edge> = Vec::new();
        for edge in self.edges.iter().filter(|e| e.claim != super::FACT) {
            let claim = if edge.is_claimed() {
                place(edge.claim)
            } else {
                Some(ASSUMED)
            };
            if let Some(claim) = claim {
                kept.push(Edge { claim, ..*edge });
                touched[edge.from as usize] = true;
                touched[edge.to as usize] = true;
            }
        }
        // A fact joins the two ends of one event; it can lie on a cycle only where something else
        // touches both.
        kept.extend(self.edges.iter().filter(|e| {
            e.claim == super::FACT && touched[e.from as usize] && touched[e.to as usize]
        }));
        let mut part = Problem::default();
        let mut number = vec![Self::ORIGIN; self.points as usize];
        for (point, slot) in number.iter_mut().enumerate().skip(1) {
            if touched[point] {
                *slot = part.point();
            }
        }
        part.edges = kept
            .into_iter()
            .map(|e| Edge {
                from: number[e.from as usize],
                to: number[e.to as usize],
                ..e
            })
            .collect();
        part
    }
}
