//! Minimal sets of claims without a world, and what is set aside so that the rest has one.

use super::arcs::ASSUMED;
use super::problem::Problem;
use super::replacement::needed;

/// Above this many claims a shorter cycle is looked for, and claims are certified in bulk, before
/// single ones are tried.
const MANY: usize = 1_000;

/// Up to this many claims each is simply tried.
const FEW: usize = 16;

/// A claim that is set aside, with a minimal conflict of itself and kept claims (sorted).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SetAside {
    pub(crate) claim: u32,
    pub(crate) conflict: Vec<u32>,
}

/// Takes claims `0..claims` from the first to the last and keeps each that has a world with those
/// kept before it: those set aside, found one after the other as they are asked for.
///
/// The first that has none is found by looking at negative cycles: the last claim on one bounds it
/// from above, a world of all before it confirms it. Two or three solutions of the network a
/// conflict as a rule, a binary search at worst.
pub(crate) fn set_aside(problem: &Problem, claims: u32) -> impl Iterator<Item = SetAside> + '_ {
    let mut kept = vec![true; claims as usize];
    let mut low = 0u32;
    std::iter::from_fn(move || {
        let mut cycle = problem.world(|c| kept[c as usize]).err()?;
        let mut high = cycle.last().copied()?;
        let mut halve = false;
        while low < high {
            let probe = if halve { low + (high - low) / 2 } else { high };
            match problem.world(|c| c < probe && kept[c as usize]) {
                Ok(_) if probe == high => break,
                Ok(_) => low = probe,
                Err(shorter) => {
                    let Some(&last) = shorter.last() else { break };
                    (high, cycle) = (last, shorter);
                }
            }
            // The second half of the claims below `probe` may still hold the first failure.
            halve = !halve && high - low > 1;
        }
        kept[high as usize] = false;
        low = high;
        Some(SetAside {
            claim: high,
            conflict: shrink(problem, cycle),
        })
    })
}

/// Drops claims (from the last to the first) while what remains, with all facts and assumptions,
/// has no world: a minimal subset of `claims`, sorted.
pub(crate) fn shrink(problem: &Problem, claims: Vec<u32>) -> Vec<u32> {
    shrink_all(std::slice::from_ref(problem), claims)
}

/// As [`shrink`], for several problems over the same claims, none of which may have a world.
pub(crate) fn shrink_all(problems: &[Problem], mut claims: Vec<u32>) -> Vec<u32> {
    claims.sort_unstable();
    claims.dedup();
    if claims.len() > MANY
        && let Some(fewer) = refuted(problems, &claims, None)
    {
        claims = fewer;
    }
    let mut sure: Vec<u32> = Vec::new();
    'again: loop {
        let parts: Vec<Problem> = problems.iter().map(|p| p.restrict(&claims)).collect();
        if claims.len() > FEW {
            for part in &parts {
                // What closes every cycle: the assumption where there is one, else the last claim.
                let assumed = part.edges().iter().any(|e| e.claim == ASSUMED);
                let pivot = if assumed {
                    ASSUMED
                } else {
                    claims.len() as u32 - 1
                };
                match needed(part, |e| e.claim == pivot) {
                    Some(found) => {
                        sure.extend(found.iter().map(|&c| claims[c as usize]));
                        if !assumed {
                            sure.push(claims[pivot as usize]);
                        }
                    }
                    None if !assumed && parts.len() == 1 => {
                        claims.pop();
                        continue 'again;
                    }
                    None => {}
                }
            }
            sure.sort_unstable();
            sure.dedup();
        }
        for &claim in claims.iter().rev() {
            if sure.binary_search(&claim).is_ok() {
                continue;
            }
            match refuted(problems, &claims, Some(claim)) {
                None => {
                    let at = sure.partition_point(|&s| s < claim);
                    sure.insert(at, claim);
                }
                Some(fewer) => {
                    claims = fewer;
                    continue 'again;
                }
            }
        }
        return claims;
    }
}

/// If none of the problems has a world with `claims` less one of them: the claims on a negative
/// cycle of each, together.
fn refuted(problems: &[Problem], claims: &[u32], without: Option<u32>) -> Option<Vec<u32>> {
    let left: Vec<u32> = claims
        .iter()
        .copied()
        .filter(|&c| Some(c) != without)
        .collect();
    let mut union = Vec::new();
    for problem in problems {
        let cycle = problem.restrict(&left).world(|_| true).err()?;
        union.extend(cycle.iter().map(|&c| left[c as usize]));
    }
    union.sort_unstable();
    union.dedup();
    Some(union)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::{Edge, fewest_claims};
    use proptest::prelude::*;

    fn problem(edges: &[(u32, u32, i128, u32)]) -> Problem {
        let mut p = Problem::default();
        for _ in 0..5 {
            p.point();
        }
        for &(from, to, weight, claim) in edges {
            p.edge(Edge {
                from,
                to,
                weight,
                claim,
            });
        }
        p.edge(Edge::fact(2, 1, 0));
        p.edge(Edge::fact(4, 3, 0));
        p
    }

    fn has_world(p: &Problem, keep: &[u32]) -> bool {
        let n = p.points() as usize;
        let mut label = vec![0i128; n];
        for round in 0..=n {
            let mut changed = false;
            for e in p
                .edges()
                .iter()
                .filter(|e| !e.is_claimed() || keep.contains(&e.claim))
            {
                let next = label[e.from as usize] + e.weight;
                if next < label[e.to as usize] {
                    label[e.to as usize] = next;
                    changed = true;
                }
            }
            if !changed {
                return true;
            }
            if round == n {
                return false;
            }
        }
        true
    }

    fn minimal(p: &Problem, conflict: &[u32]) -> bool {
        !has_world(p, conflict)
            && conflict.iter().all(|c| {
                let rest: Vec<u32> = conflict.iter().copied().filter(|d| d != c).collect();
                has_world(p, &rest)
            })
    }

    fn edges() -> impl Strategy<Value = Vec<(u32, u32, i128, u32)>> {
        prop::collection::vec((0u32..6, 0u32..6, -4i128..5, 0u32..8), 1..24)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn set_aside_is_the_greedy_choice_with_minimal_conflicts(edges in edges()) {
            let p = problem(&edges);
            let mut kept: Vec<u32> = Vec::new();
            let mut dropped = Vec::new();
            for c in 0..8 {
                kept.push(c);
                if !has_world(&p, &kept) {
                    kept.pop();
                    dropped.push(c);
                }
            }
            let found: Vec<SetAside> = set_aside(&p, 8).collect();
            prop_assert_eq!(found.iter().map(|s| s.claim).collect::<Vec<_>>(), dropped);
            for s in &found {
                prop_assert!(minimal(&p, &s.conflict));
                prop_assert!(s.conflict.contains(&s.claim));
                prop_assert!(s.conflict.iter().all(|c| *c == s.claim || kept.contains(c)));
            }
        }

        #[test]
        fn the_bulk_certificate_is_sound(edges in edges(), pivot in 0u32..8) {
            let p = problem(&edges);
            let all: Vec<u32> = (0..8).collect();
            if !has_world(&p, &all)
                && let Some(sure) = needed(&p, |e| e.claim == pivot)
            {
                for c in sure {
                    let rest: Vec<u32> = all.iter().copied().filter(|d| *d != c).collect();
                    prop_assert!(has_world(&p, &rest), "{} is not needed", c);
                }
            }
        }

        #[test]
        fn the_fewest_claims_prove_the_bound(edges in edges(), from in 1u32..6, to in 1u32..6) {
            let p = problem(&edges);
            if let Ok(world) = p.world(|_| true)
                && from != to
            {
                for limit in [-3i128, 0, 2, 6] {
                    let denial = Edge::assumed(from, to, limit).denial();
                    let entailed = p.with(&[denial]).world(|_| true).is_err();
                    let found = fewest_claims(&p, &world, from, to, limit);
                    prop_assert_eq!(found.is_some(), entailed);
                    if let Some(claims) = found {
                        prop_assert!(p.with(&[denial]).world(|c| claims.contains(&c)).is_err());
                    }
                }
            }
        }
    }

    #[test]
    fn a_long_cycle_is_certified_whole() {
        // A chain of claims, each a step of one, between two dates that leave too little room.
        let n = 30_000u32;
        let mut p = Problem::default();
        let first = p.point();
        let mut last = first;
        for i in 0..n {
            let next = p.point();
            p.edge(Edge {
                from: next,
                to: last,
                weight: -1,
                claim: i,
            });
            last = next;
        }
        p.lower(first, 0, n);
        p.upper(first, 5, n);
        p.lower(last, 3, n + 1);
        p.upper(last, i128::from(n) - 1, n + 1);
        let found: Vec<SetAside> = set_aside(&p, n + 2).collect();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].claim, n + 1);
        assert_eq!(found[0].conflict.len(), n as usize + 2);
    }
}
