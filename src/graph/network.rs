//! The resident network: tight windows for all points, and what a later distance query needs.

use super::INF;
use super::arcs::{Arc, Arcs, Link};
use super::potential::Labels;
use super::scc;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Constraints and windows as they are stated. `lo` and `hi` are `-INF` and `INF` where nothing is
/// said.
#[derive(Clone, Debug, Default)]
pub(crate) struct System {
    pub(crate) lo: Vec<i128>,
    pub(crate) hi: Vec<i128>,
    pub(crate) links: Vec<Link>,
}

impl System {
    /// Adds a point with its window.
    pub(crate) fn point(&mut self, lo: i128, hi: i128) -> u32 {
        self.lo.push(lo);
        self.hi.push(hi);
        self.lo.len() as u32 - 1
    }
}

/// A solved system.
///
/// Invariants: `lo` and `hi` are the tightest windows that the constraints and the stated windows
/// imply; `rank` is a topological numbering of the strongly connected components; `potential`
/// makes every arc inside such a component cost at least nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    pub(crate) lo: Vec<i128>,
    pub(crate) hi: Vec<i128>,
    pub(super) forward: Arcs<i64>,
    pub(super) rank: Vec<u32>,
    pub(super) potential: Vec<i128>,
}

impl Network {
    /// Tightens all windows. On failure the points at which it was noticed that there is no world:
    /// at least one in every part of the network that has none.
    ///
    /// Condenses to strongly connected components, propagates in topological order, and corrects
    /// labels only inside components of more than one point: `O(n + m log n)` plus the potentials
    /// of those components.
    pub(crate) fn solve(system: System) -> Result<Network, Vec<u32>> {
        let n = system.lo.len();
        let forward = Arcs::links(n, &system.links);
        let (rank, count) = scc::ranks(&forward);
        let groups = Groups::of(&rank, count);
        let mut bad: Vec<u32> = Vec::new();
        let mut labels = Labels::new(n);
        for group in 0..count {
            let members = groups.members(group);
            if let [single] = members {
                let looped = |a: &Arc<i64>| a.to == *single && a.weight() < 0;
                if forward.of(*single).iter().any(looped) {
                    bad.push(*single);
                }
            } else if labels
                .settle(&forward, members, |p| rank[p as usize] == group)
                .is_err()
            {
                bad.extend(members.first());
                // A potential that lies is worse than none: the part is reported and left alone.
                for &m in members {
                    labels.label[m as usize] = INF;
                }
            }
        }
        let potential = std::mem::take(&mut labels.label);
        let (mut lo, mut hi) = (system.lo, system.hi);
        let mut heap = BinaryHeap::new();
        for group in 0..count {
            let members = groups.members(group);
            spread(&forward, members, &rank, &mut hi, &mut heap, &potential, 1);
        }
        let backward = Arcs::links_back(n, &system.links);
        drop(system.links);
        // Lower bounds are upper bounds of the mirrored line.
        for bound in &mut lo {
            *bound = -*bound;
        }
        for group in (0..count).rev() {
            let members = groups.members(group);
            spread(
                &backward, members, &rank, &mut lo, &mut heap, &potential, -1,
            );
        }
        for bound in &mut lo {
            *bound = -*bound;
        }
        bad.extend((0..n as u32).filter(|&p| lo[p as usize] > hi[p as usize]));
        if bad.is_empty() {
            Ok(Network {
                lo,
                hi,
                forward,
                rank,
                potential,
            })
        } else {
            Err(bad)
        }
    }

    /// The rank of a point's component and its potential there. Where `p - q <= -1` follows, `p` has
    /// the higher rank, or the same rank and the lower potential.
    pub(crate) fn numbering(&self, point: u32) -> (u32, i128) {
        (self.rank[point as usize], self.potential[point as usize])
    }

    /// The network for distances alone, once its windows are kept elsewhere.
    pub(crate) fn without_windows(mut self) -> Network {
        self.lo = Vec::new();
        self.hi = Vec::new();
        self
    }
}

/// Settles the bounds of one component and hands them on along the arcs that leave it.
fn spread(
    arcs: &Arcs<i64>,
    members: &[u32],
    rank: &[u32],
    bound: &mut [i128],
    heap: &mut BinaryHeap<(Reverse<i128>, u32)>,
    potential: &[i128],
    sign: i128,
) {
    let broken = members
        .first()
        .is_none_or(|&m| potential[m as usize] == INF);
    if members.len() > 1 && !broken {
        // Dijkstra on reduced costs, from all points that have a bound.
        let reduced = |p: u32, b: i128| b - sign * potential[p as usize];
        heap.clear();
        for &m in members {
            if bound[m as usize] < INF {
                heap.push((Reverse(reduced(m, bound[m as usize])), m));
            }
        }
        while let Some((Reverse(cost), point)) = heap.pop() {
            if cost > reduced(point, bound[point as usize]) {
                continue;
            }
            for arc in arcs.of(point) {
                let next = bound[point as usize] + arc.weight();
                if rank[arc.to as usize] == rank[point as usize] && next < bound[arc.to as usize] {
                    bound[arc.to as usize] = next;
                    heap.push((Reverse(reduced(arc.to, next)), arc.to));
                }
            }
        }
    }
    for &m in members {
        let own = bound[m as usize];
        if own >= INF {
            continue;
        }
        for arc in arcs.of(m) {
            if rank[arc.to as usize] != rank[m as usize] {
                let slot = &mut bound[arc.to as usize];
                *slot = (*slot).min(own + arc.weight());
            }
        }
    }
}

/// Points by the rank of their component.
struct Groups {
    start: Vec<u32>,
    points: Vec<u32>,
}

impl Groups {
    fn of(rank: &[u32], count: u32) -> Groups {
        let mut start = vec![0u32; count as usize + 2];
        for &r in rank {
            start[r as usize + 2] += 1;
        }
        for i in 2..start.len() {
            start[i] += start[i - 1];
        }
        let mut points = vec![0; rank.len()];
        for (point, &r) in rank.iter().enumerate() {
            let slot = &mut start[r as usize + 1];
            points[*slot as usize] = point as u32;
            *slot += 1;
        }
        Groups { start, points }
    }

    fn members(&self, group: u32) -> &[u32] {
        &self.points[self.start[group as usize] as usize..self.start[group as usize + 1] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn system(windows: &[(i128, i128)], edges: &[(u32, u32, i64)]) -> System {
        let mut s = System::default();
        for &(lo, hi) in windows {
            s.point(lo, hi);
        }
        s.links = edges.iter().map(|&(a, b, w)| Link::new(a, b, w)).collect();
        s
    }

    #[test]
    fn windows_tighten_along_a_chain_both_ways() {
        // p1 >= p0 + 2, p2 >= p1 + 3, all within 0..10.
        let s = system(&[(0, 10), (-INF, INF), (0, 10)], &[(1, 0, -2), (2, 1, -3)]);
        let net = Network::solve(s).expect("consistent");
        assert_eq!(net.lo, [0, 2, 5]);
        assert_eq!(net.hi, [5, 7, 10]);
    }

    #[test]
    fn a_component_with_cycles_is_settled() {
        // p1 - p0 in 1..4, p2 - p1 in 1..4, p0 in 0..0, p2 >= 7.
        let s = system(
            &[(0, 0), (-INF, INF), (7, INF)],
            &[(0, 1, 4), (1, 0, -1), (1, 2, 4), (2, 1, -1)],
        );
        let net = Network::solve(s).expect("consistent");
        assert_eq!(net.lo, [0, 3, 7]);
        assert_eq!(net.hi, [0, 4, 8]);
    }

    #[test]
    fn every_broken_part_is_reported() {
        let s = system(
            &[(0, 0), (0, 0), (-INF, INF), (-INF, INF), (0, 9)],
            &[(1, 0, -1), (2, 3, -1), (3, 2, -1)],
        );
        let bad = Network::solve(s).expect_err("two parts are broken");
        assert!(bad.iter().any(|p| *p < 2) && bad.iter().any(|p| (2..4).contains(p)));
        assert!(!bad.contains(&4));
    }

    #[test]
    fn a_loop_that_can_not_hold_is_noticed() {
        assert_eq!(
            Network::solve(system(&[(0, 5)], &[(0, 0, -1)])).expect_err("loop"),
            [0]
        );
    }
}
