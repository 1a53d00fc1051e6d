//! Potentials under which no constraint has a negative cost, or a negative cycle.

use super::arcs::Arcs;

const NONE: u32 = u32::MAX;

/// Scratch space for repeated searches over one numbering of points.
#[derive(Debug)]
pub(crate) struct Labels {
    /// The label of each point; after success `label[from] + weight - label[to] >= 0` for all arcs.
    pub(crate) label: Vec<i128>,
    parent: Vec<(u32, u32)>,
    stamp: Vec<u32>,
    dirty: Vec<bool>,
    pass: u32,
}

impl Labels {
    pub(crate) fn new(points: usize) -> Labels {
        Labels {
            label: vec![0; points],
            parent: vec![(NONE, NONE); points],
            stamp: vec![0; points],
            dirty: vec![false; points],
            pass: 0,
        }
    }

    /// Labels the `members` (arcs that leave them are ignored where `inside` says so).
    ///
    /// Goldberg and Radzik (1993): each pass scans the points that may still improve in a
    /// topological order of the arcs that are tight, so that a chain is settled in one pass
    /// whichever way it is numbered. `O(points * arcs)` at worst. On failure the edges of one
    /// negative cycle.
    pub(crate) fn settle(
        &mut self,
        arcs: &Arcs,
        members: &[u32],
        inside: impl Fn(u32) -> bool,
    ) -> Result<(), Vec<u32>> {
        for &m in members {
            self.label[m as usize] = 0;
            self.parent[m as usize] = (NONE, NONE);
            self.dirty[m as usize] = true;
        }
        let mut active: Vec<u32> = members.to_vec();
        let mut order: Vec<u32> = Vec::new();
        let mut calls: Vec<(u32, u32)> = Vec::new();
        let mut passes = 0usize;
        while !active.is_empty() {
            passes += 1;
            self.topological(arcs, &active, &inside, &mut order, &mut calls);
            for &point in &active {
                self.dirty[point as usize] = false;
            }
            active.clear();
            for &from in order.iter().rev() {
                self.dirty[from as usize] = false;
                for arc in arcs.of(from) {
                    if !inside(arc.to) {
                        continue;
                    }
                    let label = self.label[from as usize] + arc.weight;
                    if label < self.label[arc.to as usize] {
                        self.label[arc.to as usize] = label;
                        self.parent[arc.to as usize] = (from, arc.edge);
                        if !self.dirty[arc.to as usize] {
                            self.dirty[arc.to as usize] = true;
                            active.push(arc.to);
                        }
                    }
                }
            }
            active.retain(|&p| self.dirty[p as usize]);
            active.sort_unstable();
            active.dedup();
            // A cycle among the parents is a negative cycle. Looking at growing distances keeps
            // the cost of looking below that of the passes.
            if (passes.is_power_of_two() || passes > members.len())
                && let Some(cycle) = self.parent_cycle(members)
            {
                for &m in members {
                    self.dirty[m as usize] = false;
                }
                return Err(cycle);
            }
        }
        Ok(())
    }

    /// The points reachable from improving ones over tight arcs, in postorder.
    fn topological(
        &mut self,
        arcs: &Arcs,
        active: &[u32],
        inside: &impl Fn(u32) -> bool,
        order: &mut Vec<u32>,
        calls: &mut Vec<(u32, u32)>,
    ) {
        self.pass += 1;
        order.clear();
        for &root in active {
            let improves = |p: u32, label: &[i128]| {
                arcs.of(p)
                    .iter()
                    .any(|a| inside(a.to) && label[p as usize] + a.weight < label[a.to as usize])
            };
            if self.stamp[root as usize] == self.pass || !improves(root, &self.label) {
                continue;
            }
            self.stamp[root as usize] = self.pass;
            calls.push((root, 0));
            while let Some((point, at)) = calls.last_mut() {
                let row = arcs.of(*point);
                match row.get(*at as usize) {
                    Some(arc) => {
                        *at += 1;
                        let reduced =
                            self.label[*point as usize] + arc.weight - self.label[arc.to as usize];
                        if reduced <= 0
                            && inside(arc.to)
                            && self.stamp[arc.to as usize] != self.pass
                        {
                            self.stamp[arc.to as usize] = self.pass;
                            calls.push((arc.to, 0));
                        }
                    }
                    None => {
                        order.push(*point);
                        calls.pop();
                    }
                }
            }
        }
    }

    fn parent_cycle(&mut self, members: &[u32]) -> Option<Vec<u32>> {
        // Stamps above every earlier walk's tell this walk from the ones before it.
        let first = self.pass + 1;
        for &start in members {
            self.pass += 1;
            let walk = self.pass;
            let mut at = start;
            while at != NONE && self.stamp[at as usize] < first {
                self.stamp[at as usize] = walk;
                at = self.parent[at as usize].0;
            }
            if at != NONE && self.stamp[at as usize] == walk {
                let mut cycle = Vec::new();
                let end = at;
                loop {
                    let (from, edge) = self.parent[at as usize];
                    cycle.push(edge);
                    at = from;
                    if at == end {
                        return Some(cycle);
                    }
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edge;

    fn settle(points: usize, edges: &[Edge]) -> Result<Vec<i128>, Vec<u32>> {
        let members: Vec<u32> = (0..points as u32).collect();
        let mut labels = Labels::new(points);
        labels.settle(&Arcs::forward(points, edges), &members, |_| true)?;
        Ok(labels.label)
    }

    #[test]
    fn a_reversed_chain_takes_few_passes() {
        let n = 100_000u32;
        let edges: Vec<Edge> = (0..n).map(|i| Edge::fact(i + 1, i, -1)).collect();
        let label = settle(n as usize + 1, &edges).expect("a chain has a world");
        assert_eq!(label[0], -i128::from(n));
    }

    #[test]
    fn a_negative_cycle_is_returned_whole() {
        let edges =
            [(0, 1, -1), (1, 2, 3), (2, 0, -3), (1, 3, 0)].map(|(a, b, w)| Edge::fact(a, b, w));
        let mut cycle = settle(4, &edges).expect_err("the cycle sums to -1");
        cycle.sort_unstable();
        assert_eq!(cycle, [0, 1, 2]);
    }

    #[test]
    fn a_cycle_of_zero_is_a_world() {
        let edges = [(0, 1, -2), (1, 2, 3), (2, 0, -1)].map(|(a, b, w)| Edge::fact(a, b, w));
        assert!(settle(3, &edges).is_ok());
    }
}
