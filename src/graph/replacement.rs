//! Which claims every negative cycle needs, told for all at once.

use super::arcs::{Arcs, Edge};
use super::problem::Problem;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Claims of `problem` without which it certainly has a world; a sound, not a complete list.
///
/// The edges of `pivot` under which the others have a world close every negative cycle. Where one
/// edge of it closes them all, a claim is needed if each way around its edge on the shortest way is
/// too long. The length of such a detour is bounded from below by distances in the whole network,
/// as in the replacement paths of Malik, Mittal and Gupta (1989), which makes the list sound for
/// directed graphs. `O(m log m)` after the potentials; `None` if the others have no world either.
pub(crate) fn needed(problem: &Problem, pivot: impl Fn(&Edge) -> bool) -> Option<Vec<u32>> {
    let others = Problem::from_edges(
        problem.points(),
        problem
            .edges()
            .iter()
            .filter(|e| !pivot(e))
            .copied()
            .collect(),
    );
    let potential = others.world(|_| true).ok()?;
    let reduced = |e: &Edge| e.weight + potential[e.from as usize] - potential[e.to as usize];
    let (mut closing, mut open): (Vec<Edge>, Vec<Edge>) = (Vec::new(), Vec::new());
    for edge in problem.edges() {
        let cost = Edge {
            weight: reduced(edge),
            ..*edge
        };
        if cost.weight < 0 {
            closing.push(cost);
        } else {
            open.push(cost);
        }
    }
    let [closing] = closing.as_slice() else {
        return Some(Vec::new());
    };
    let n = problem.points() as usize;
    let there = shortest(&Arcs::forward(n, &open), closing.to);
    let back = shortest(&Arcs::backward(n, &open), closing.from);
    let limit = -closing.weight;
    let Some(path) = there.path(closing.to, closing.from, &open) else {
        return Some(Vec::new());
    };
    // Place of each point: how much of the path its own shortest way has used.
    let mut place = vec![u32::MAX; n];
    place[closing.to as usize] = 0;
    for (i, &edge) in path.iter().enumerate() {
        place[open[edge as usize].to as usize] = i as u32 + 1;
    }
    for &point in &there.order {
        if place[point as usize] == u32::MAX {
            let (parent, _) = there.parent[point as usize];
            place[point as usize] = place[parent as usize];
        }
    }
    let mut on_path = vec![false; open.len()];
    for &edge in &path {
        on_path[edge as usize] = true;
    }
    // Every detour that is short enough crosses some stretch of the path: those edges are not
    // certified. The stretches are painted with a union-find that skips what is painted.
    let mut next: Vec<u32> = (0..=path.len() as u32).collect();
    for (index, edge) in open.iter().enumerate() {
        let (Some(a), Some(b)) = (there.at(edge.from), back.at(edge.to)) else {
            continue;
        };
        if on_path[index] || a + edge.weight + b >= limit {
            continue;
        }
        let (from, to) = (place[edge.from as usize], place[edge.to as usize]);
        let mut at = find(&mut next, from);
        while at < to {
            // An edge is no detour around another of its own claim: both go together.
            let same = edge.is_claimed() && open[path[at as usize] as usize].claim == edge.claim;
            if !same {
                next[at as usize] = at + 1;
            }
            at = find(&mut next, at + 1);
        }
    }
    let mut claims: Vec<u32> = (0..path.len())
        .filter(|&i| find(&mut next, i as u32) == i as u32)
        .map(|i| open[path[i] as usize])
        .filter(Edge::is_claimed)
        .map(|e| e.claim)
        .collect();
    claims.sort_unstable();
    claims.dedup();
    Some(claims)
}

fn find(next: &mut [u32], mut at: u32) -> u32 {
    while next[at as usize] != at {
        next[at as usize] = next[next[at as usize] as usize];
        at = next[at as usize];
    }
    at
}

struct Tree {
    distance: Vec<Option<i128>>,
    parent: Vec<(u32, u32)>,
    /// Points in the order in which they were settled.
    order: Vec<u32>,
}

impl Tree {
    fn at(&self, point: u32) -> Option<i128> {
        self.distance[point as usize]
    }

    fn path(&self, from: u32, to: u32, edges: &[Edge]) -> Option<Vec<u32>> {
        self.at(to)?;
        let mut path = Vec::new();
        let mut at = to;
        while at != from {
            let (parent, edge) = self.parent[at as usize];
            debug_assert_eq!(edges[edge as usize].to, at);
            path.push(edge);
            at = parent;
        }
        path.reverse();
        Some(path)
    }
}

/// Dijkstra with fewest arcs among equally short ways, over arcs of no negative cost.
fn shortest(arcs: &Arcs, from: u32) -> Tree {
    let n = arcs.points();
    let mut best: Vec<Option<(i128, u32)>> = vec![None; n];
    let mut tree = Tree {
        distance: vec![None; n],
        parent: vec![(from, u32::MAX); n],
        order: Vec::new(),
    };
    let mut heap = BinaryHeap::new();
    best[from as usize] = Some((0, 0));
    heap.push((Reverse((0i128, 0u32)), Reverse(from)));
    while let Some((Reverse((cost, hops)), Reverse(point))) = heap.pop() {
        if tree.distance[point as usize].is_some() {
            continue;
        }
        tree.distance[point as usize] = Some(cost);
        tree.order.push(point);
        for arc in arcs.of(point) {
            let next = (cost + arc.weight(), hops + 1);
            if tree.distance[arc.to as usize].is_none()
                && best[arc.to as usize].is_none_or(|b| next < b)
            {
                best[arc.to as usize] = Some(next);
                tree.parent[arc.to as usize] = (point, arc.edge);
                heap.push((Reverse(next), Reverse(arc.to)));
            }
        }
    }
    tree
}
