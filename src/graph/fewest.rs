//! The way with the fewest claims that proves a single inequality.

use super::INF;
use super::arcs::{Arcs, FACT};
use super::problem::Problem;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The claims (sorted) on a way from `from` to `to` of length at most `limit` that uses the fewest
/// claimed edges: they prove `to - from <= limit`. `None` where nothing proves it.
///
/// `potential` is a world of the problem. Labels are settled layer by layer, a layer being the
/// number of claimed edges used, and cut off where even the shortest rest is too long:
/// `O(layers * arcs)` at worst, a few arcs a layer as a rule.
pub(crate) fn fewest_claims(
    problem: &Problem,
    potential: &[i128],
    from: u32,
    to: u32,
    limit: i128,
) -> Option<Vec<u32>> {
    let n = problem.points() as usize;
    let rest = distances_to(problem, potential, to);
    let short = |p: u32, d: i128| rest[p as usize] < INF && d + rest[p as usize] <= limit;
    if !short(from, 0) {
        return None;
    }
    let arcs = Arcs::forward(n, problem.edges());
    // One step of a way: the point it reached, the edge it took, the step before it.
    let mut steps: Vec<(u32, u32)> = vec![(u32::MAX, u32::MAX)];
    let mut best = vec![INF; n];
    best[from as usize] = 0;
    let mut layer: Vec<(u32, i128, u32)> = vec![(from, 0, 0)];
    while !layer.is_empty() {
        // Facts cost nothing: they are followed inside the layer.
        let mut at = 0;
        while let Some(&(point, d, step)) = layer.get(at) {
            at += 1;
            if d > best[point as usize] {
                continue;
            }
            if point == to && d <= limit {
                return Some(claims_of(problem, &steps, step));
            }
            for arc in arcs.of(point) {
                let next = d + arc.weight();
                if problem.edges()[arc.edge as usize].claim == FACT
                    && next < best[arc.to as usize]
                    && short(arc.to, next)
                {
                    best[arc.to as usize] = next;
                    steps.push((arc.edge, step));
                    layer.push((arc.to, next, steps.len() as u32 - 1));
                }
            }
        }
        let mut following = Vec::new();
        for &(point, d, step) in &layer {
            if d > best[point as usize] {
                continue;
            }
            for arc in arcs.of(point) {
                let next = d + arc.weight();
                if problem.edges()[arc.edge as usize].claim != FACT
                    && next < best[arc.to as usize]
                    && short(arc.to, next)
                {
                    best[arc.to as usize] = next;
                    steps.push((arc.edge, step));
                    following.push((arc.to, next, steps.len() as u32 - 1));
                }
            }
        }
        layer = following;
    }
    None
}

fn claims_of(problem: &Problem, steps: &[(u32, u32)], mut step: u32) -> Vec<u32> {
    let mut claims = Vec::new();
    while step != 0 {
        let (edge, before) = steps[step as usize];
        let edge = problem.edges()[edge as usize];
        if edge.is_claimed() {
            claims.push(edge.claim);
        }
        step = before;
    }
    claims.sort_unstable();
    claims.dedup();
    claims
}

/// Distances from every point to one, by Dijkstra on reduced costs.
fn distances_to(problem: &Problem, potential: &[i128], to: u32) -> Vec<i128> {
    let n = problem.points() as usize;
    let arcs = Arcs::backward(n, problem.edges());
    let mut d = vec![INF; n];
    let mut heap = BinaryHeap::new();
    d[to as usize] = 0;
    heap.push((Reverse(potential[to as usize]), to));
    while let Some((Reverse(key), point)) = heap.pop() {
        if key > d[point as usize] + potential[point as usize] {
            continue;
        }
        for arc in arcs.of(point) {
            let next = d[point as usize] + arc.weight();
            if next < d[arc.to as usize] {
                d[arc.to as usize] = next;
                heap.push((Reverse(next + potential[arc.to as usize]), arc.to));
            }
        }
    }
    d
}
