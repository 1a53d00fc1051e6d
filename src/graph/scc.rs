//! Strongly connected components, numbered in topological order.

use super::arcs::Arcs;

const UNSEEN: u32 = u32::MAX;

/// For each point the rank of its component, such that every arc goes from a lower rank to a
/// higher one or stays inside.
///
/// Tarjan's algorithm (1972) without recursion, linear in points and arcs.
pub(crate) fn ranks<W: Copy + Default>(arcs: &Arcs<W>) -> (Vec<u32>, u32) {
    let n = arcs.points();
    let mut index = vec![UNSEEN; n];
    let mut low = vec![0u32; n];
    let mut rank = vec![UNSEEN; n];
    let mut stack: Vec<u32> = Vec::new();
    let mut calls: Vec<(u32, u32)> = Vec::new();
    let mut next = 0u32;
    let mut found = 0u32;
    for root in 0..n as u32 {
        if index[root as usize] != UNSEEN {
            continue;
        }
        calls.push((root, 0));
        while let Some((point, at)) = calls.last_mut() {
            let v = *point as usize;
            if *at == 0 && index[v] == UNSEEN {
                index[v] = next;
                low[v] = next;
                next += 1;
                stack.push(*point);
            }
            let row = arcs.of(*point);
            if let Some(arc) = row.get(*at as usize) {
                *at += 1;
                let w = arc.to as usize;
                if index[w] == UNSEEN {
                    calls.push((arc.to, 0));
                } else if rank[w] == UNSEEN {
                    low[v] = low[v].min(index[w]);
                }
                continue;
            }
            if low[v] == index[v] {
                while let Some(member) = stack.pop() {
                    rank[member as usize] = found;
                    if member as usize == v {
                        break;
                    }
                }
                found += 1;
            }
            calls.pop();
            if let Some((parent, _)) = calls.last() {
                let p = *parent as usize;
                low[p] = low[p].min(low[v]);
            }
        }
    }
    // Tarjan closes sinks first; the reverse is a topological order.
    for r in &mut rank {
        *r = found - 1 - *r;
    }
    (rank, found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Edge;

    #[test]
    fn cycles_share_a_rank_and_arcs_go_upwards() {
        let edges = [(0, 1), (1, 2), (2, 1), (2, 3), (4, 0)].map(|(a, b)| Edge::fact(a, b, 0));
        let (rank, count) = ranks(&Arcs::forward(5, &edges));
        assert_eq!(count, 4);
        assert_eq!(rank[1], rank[2]);
        for e in edges {
            assert!(rank[e.from as usize] <= rank[e.to as usize]);
        }
    }

    #[test]
    fn a_long_path_needs_no_call_stack() {
        let edges: Vec<Edge> = (0..200_000).map(|i| Edge::fact(i, i + 1, 0)).collect();
        assert_eq!(ranks(&Arcs::forward(200_001, &edges)).1, 200_001);
    }
}
