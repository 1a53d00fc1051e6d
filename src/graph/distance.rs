//! Distances between points of one component.

use super::INF;
use super::network::Network;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

impl Network {
    /// The least `w` such that `to - from <= w` follows from the constraints alone, for each of
    /// `targets`; `INF` where nothing follows.
    ///
    /// Dijkstra over pairs of component rank and reduced cost: ranks rise along arcs, and inside a
    /// component reduced costs are not negative. It stops when all targets are settled.
    pub(crate) fn distances<const K: usize>(&self, from: u32, targets: [u32; K]) -> [i128; K] {
        self.search(from, targets, usize::MAX).unwrap_or([INF; K])
    }

    /// As [`distances`](Network::distances) for one target; `None` where it takes more than `limit`
    /// points to tell.
    pub(crate) fn distance_within(&self, from: u32, to: u32, limit: usize) -> Option<i128> {
        self.search(from, [to], limit).map(|[distance]| distance)
    }

    /// As [`distances`](Network::distances), for targets of any number.
    pub(crate) fn distances_to(&self, from: u32, targets: &[u32]) -> Vec<i128> {
        let mut open: FxHashSet<u32> = targets.iter().copied().filter(|&t| t != from).collect();
        let last = self.last_rank(targets);
        let label = self.labels(from, last, usize::MAX, |point| {
            if let Some(point) = point {
                open.remove(&point);
            }
            open.is_empty()
        });
        let label = label.unwrap_or_default();
        let of = |t: &u32| label.get(t).copied().unwrap_or(INF);
        targets.iter().map(of).collect()
    }

    fn search<const K: usize>(
        &self,
        from: u32,
        targets: [u32; K],
        limit: usize,
    ) -> Option<[i128; K]> {
        let mut open = targets.iter().filter(|&&t| t != from).count();
        let label = self.labels(from, self.last_rank(&targets), limit, |point| {
            if let Some(point) = point {
                open -= targets.iter().filter(|&&t| t == point).count();
            }
            open == 0
        })?;
        Some(targets.map(|t| label.get(&t).copied().unwrap_or(INF)))
    }

    fn last_rank(&self, targets: &[u32]) -> u32 {
        let ranks = targets.iter().map(|&t| self.rank[t as usize]);
        ranks.max().unwrap_or(0)
    }

    /// Labels of the points met on the way to those of rank `last`. `done` is told of nothing, then
    /// of each point but `from` that is settled, and says whether that is enough; `None` where it
    /// takes more than `limit` points.
    #[inline]
    fn labels(
        &self,
        from: u32,
        last: u32,
        mut limit: usize,
        mut done: impl FnMut(Option<u32>) -> bool,
    ) -> Option<FxHashMap<u32, i128>> {
        let mut label: FxHashMap<u32, i128> = FxHashMap::default();
        let mut heap = BinaryHeap::new();
        let key = |p: u32, d: i128| {
            (
                Reverse((self.rank[p as usize], d - self.potential[p as usize])),
                p,
            )
        };
        label.insert(from, 0);
        heap.push(key(from, 0));
        let mut enough = done(None);
        while let Some((Reverse((rank, reduced)), point)) = heap.pop() {
            let here = reduced + self.potential[point as usize];
            if rank > last || enough {
                break;
            }
            if label.get(&point).is_none_or(|&best| here > best) {
                continue;
            }
            limit = limit.checked_sub(1)?;
            if point != from {
                enough = done(Some(point));
            }
            for arc in self.forward.of(point) {
                if self.rank[arc.to as usize] > last {
                    continue;
                }
                let next = here + arc.weight();
                let slot = label.entry(arc.to).or_insert(INF);
                if next < *slot {
                    *slot = next;
                    heap.push(key(arc.to, next));
                }
            }
        }
        Some(label)
    }
}

/// All distances between the points of one component: its minimal network without the windows.
#[derive(Clone, Debug)]
pub(crate) struct Minimal {
    size: usize,
    local: FxHashMap<u32, u32>,
    cells: Vec<i128>,
}

impl Minimal {
    /// One pass over the component in topological order for each point, with Dijkstra inside
    /// strongly connected components: `O(k * (m + k log k))` for `k` points.
    pub(crate) fn of(network: &Network, points: &[u32]) -> Minimal {
        let mut members = points.to_vec();
        members.sort_unstable_by_key(|&p| (network.rank[p as usize], p));
        members.dedup();
        let size = members.len();
        let local: FxHashMap<u32, u32> = members
            .iter()
            .enumerate()
            .map(|(i, &p)| (p, i as u32))
            .collect();
        let mut start = Vec::with_capacity(size + 1);
        let mut arcs: Vec<(u32, i128)> = Vec::new();
        start.push(0);
        for &p in &members {
            let row = network.forward.of(p).iter();
            arcs.extend(row.filter_map(|a| Some((*local.get(&a.to)?, a.weight()))));
            start.push(arcs.len());
        }
        let rank = |i: usize| network.rank[members[i] as usize];
        let potential = |i: usize| network.potential[members[i] as usize];
        let mut cells = vec![INF; size * size];
        let mut heap = BinaryHeap::new();
        for source in 0..size {
            let row = &mut cells[source * size..(source + 1) * size];
            row[source] = 0;
            let mut at = source;
            while at > 0 && rank(at - 1) == rank(source) {
                at -= 1;
            }
            while at < size {
                let mut end = at + 1;
                while end < size && rank(end) == rank(at) {
                    end += 1;
                }
                if end - at > 1 {
                    heap.clear();
                    for (i, &d) in row.iter().enumerate().take(end).skip(at) {
                        if d < INF {
                            heap.push((Reverse(d - potential(i)), i));
                        }
                    }
                    while let Some((Reverse(cost), i)) = heap.pop() {
                        if cost + potential(i) > row[i] {
                            continue;
                        }
                        for &(to, weight) in &arcs[start[i]..start[i + 1]] {
                            let (to, next) = (to as usize, row[i] + weight);
                            if to < end && next < row[to] {
                                row[to] = next;
                                heap.push((Reverse(next - potential(to)), to));
                            }
                        }
                    }
                }
                for i in at..end {
                    if row[i] >= INF {
                        continue;
                    }
                    for &(to, weight) in &arcs[start[i]..start[i + 1]] {
                        let next = row[i] + weight;
                        if next < row[to as usize] {
                            row[to as usize] = next;
                        }
                    }
                }
                at = end;
            }
        }
        Minimal { size, local, cells }
    }

    /// The least `w` such that `to - from <= w` follows; `INF` where nothing does, or where a point
    /// is not of this component.
    pub(crate) fn distance(&self, from: u32, to: u32) -> i128 {
        match (self.local.get(&from), self.local.get(&to)) {
            (Some(&a), Some(&b)) => self.cells[a as usize * self.size + b as usize],
            _ => INF,
        }
    }

    /// How many cells it holds, for a cache that is bounded.
    pub(crate) fn cells(&self) -> usize {
        self.cells.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, Link, System};
    use proptest::prelude::*;

    fn dense(n: usize, edges: &[Edge]) -> Option<Vec<i128>> {
        let mut d = vec![INF; n * n];
        for i in 0..n {
            d[i * n + i] = 0;
        }
        for e in edges {
            let cell = &mut d[e.from as usize * n + e.to as usize];
            *cell = (*cell).min(e.weight);
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    if d[i * n + k] < INF && d[k * n + j] < INF {
                        d[i * n + j] = d[i * n + j].min(d[i * n + k] + d[k * n + j]);
                    }
                }
            }
        }
        (0..n).all(|i| d[i * n + i] >= 0).then_some(d)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn distances_and_windows_agree_with_floyd_and_warshall(
            raw in prop::collection::vec((0u32..7, 0u32..7, -4i64..7), 0..14),
            windows in prop::collection::vec((prop::option::of(-6i128..6), prop::option::of(0i128..9)), 7),
        ) {
            let edges: Vec<Edge> = raw.iter().map(|&(a, b, w)| Edge::fact(a, b, w.into())).collect();
            let links = raw.iter().map(|&(a, b, w)| Link::new(a, b, w));
            let mut s = System { links: links.collect(), ..System::default() };
            let mut all = edges.clone();
            for (i, (lo, hi)) in windows.iter().enumerate() {
                s.point(lo.unwrap_or(-INF), hi.unwrap_or(INF));
                all.extend(lo.map(|lo| Edge::fact(i as u32, 7, -lo)));
                all.extend(hi.map(|hi| Edge::fact(7, i as u32, hi)));
            }
            let with_origin = dense(8, &all);
            let solved = Network::solve(s);
            prop_assert_eq!(solved.is_ok(), with_origin.is_some());
            if let (Ok(net), Some(d8), Some(d)) = (solved, with_origin, dense(7, &edges)) {
                for p in 0..7u32 {
                    let hi = d8[7 * 8 + p as usize];
                    let lo = d8[p as usize * 8 + 7];
                    prop_assert_eq!(net.hi[p as usize], hi);
                    prop_assert_eq!(net.lo[p as usize], -lo);
                }
                let minimal = Minimal::of(&net, &[0, 1, 2, 3, 4, 5, 6]);
                for a in 0..7u32 {
                    let row = net.distances(a, [0, 1, 2, 3, 4, 5, 6]);
                    prop_assert_eq!(net.distances_to(a, &[0, 1, 2, 3, 4, 5, 6]), row);
                    for b in 0..7u32 {
                        prop_assert_eq!(row[b as usize], d[a as usize * 7 + b as usize]);
                        prop_assert_eq!(minimal.distance(a, b), d[a as usize * 7 + b as usize]);
                    }
                }
            }
        }
    }
}
