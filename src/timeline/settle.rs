//! Claims that have no world together: what is set aside, and why.

use super::claim::{ClaimRef, Conflict};
use super::encode::{Explained, Piece, pieces, problem};
use super::solve::root;
use super::solved::Solved;
use super::store::{Aside, Store};
use crate::graph::{SetAside, set_aside};
use rustc_hash::{FxHashMap, FxHashSet};

/// What is set aside among some claims of one component, each claim with its conflict.
pub(crate) fn settle(
    store: &Store,
    events: &[u32],
    claims: Vec<ClaimRef>,
) -> Vec<(ClaimRef, Conflict)> {
    let explained = problem(store, events, claims);
    let found = set_aside(&explained.problem, explained.claims.len() as u32);
    found.map(|aside| tell(store, &explained, &aside)).collect()
}

/// The first that [`settle`] finds.
pub(crate) fn first_conflict(
    store: &Store,
    events: &[u32],
    claims: Vec<ClaimRef>,
) -> Option<Conflict> {
    let explained = problem(store, events, claims);
    let aside = set_aside(&explained.problem, explained.claims.len() as u32).next()?;
    Some(tell(store, &explained, &aside).1)
}

fn tell(store: &Store, explained: &Explained, aside: &SetAside) -> (ClaimRef, Conflict) {
    let claim = |rank: u32| explained.claims[rank as usize];
    let conflict = Conflict {
        claims: aside
            .conflict
            .iter()
            .map(|&c| store.state(claim(c)))
            .collect(),
        dropped: aside.conflict.binary_search(&aside.claim).unwrap_or(0),
    };
    (claim(aside.claim), conflict)
}

/// Components in the order of their least keys, each with the event that has it: so that the order
/// of conflicts follows from keys, not from the order of insertion.
pub(crate) fn by_least_key(store: &Store, components: Vec<Vec<u32>>) -> Vec<(u32, Vec<u32>)> {
    let key = |&e: &u32| store.columns.key(e);
    let led = components.into_iter().filter_map(|events| {
        let lead = events.iter().copied().min_by_key(|e| key(e))?;
        Some((lead, events))
    });
    let mut led: Vec<(u32, Vec<u32>)> = led.collect();
    led.sort_by_key(|(lead, _)| key(lead));
    led
}

/// Brings the list of conflicts to what it is when the timeline is built with one claim more, which
/// touches some events, and has a world with all accepted claims.
///
/// What was set aside is set aside again: each of those claims contradicts kept ones. But the claim
/// may lie on a conflict of one of them, and joins components, by which conflicts are sorted. So
/// whatever claims connect with the events, those set aside among them, is settled again.
pub(crate) fn settle_again(store: &mut Store, solved: &Solved, touched: &[u32]) {
    if store.aside().claims.is_empty() {
        return;
    }
    let events = connected(store, solved, touched);
    let inside = |&(_, lead): &(u32, u32)| events.binary_search(&lead).is_ok();
    if !store.aside().found.iter().any(inside) {
        return;
    }
    let again = conflicts_of(store, &events);
    let mut aside = store.aside().clone();
    debug_assert!(again.claims.is_subset(&aside.claims));
    let kept = aside.found.into_iter().zip(aside.conflicts);
    let kept = kept.filter(|(found, _)| !inside(found));
    let mut all: Vec<((u32, u32), Conflict)> = kept
        .chain(again.found.into_iter().zip(again.conflicts))
        .collect();
    // Stable: the conflicts of one component stay in the order in which they were found.
    let place = |(round, lead): (u32, u32)| (round, store.columns.key(lead));
    all.sort_by(|a, b| place(a.0).cmp(&place(b.0)));
    (aside.found, aside.conflicts) = all.into_iter().unzip();
    *store.aside_mut() = aside;
}

/// The events that claims connect with some, those set aside among the claims; in file order.
fn connected(store: &Store, solved: &Solved, touched: &[u32]) -> Vec<u32> {
    let mut claims: Vec<ClaimRef> = store.aside().claims.iter().copied().collect();
    claims.sort_unstable();
    // A component, or an event that is alone.
    let node = |event: u32| match solved.component(event) {
        Some(component) => (true, component),
        None => (false, event),
    };
    let mut joined: FxHashMap<(bool, u32), Vec<u32>> = FxHashMap::default();
    for claim in claims {
        pieces(store, claim, |piece| {
            if let Piece::Edge(from, to, _) = piece {
                joined.entry(node(from.event)).or_default().push(to.event);
                joined.entry(node(to.event)).or_default().push(from.event);
            }
        });
    }
    let mut events = Vec::new();
    let mut seen = FxHashSet::default();
    let mut open = touched.to_vec();
    while let Some(event) = open.pop() {
        let at = node(event);
        if !seen.insert(at) {
            continue;
        }
        match at {
            (true, component) => events.extend(solved.members(component)),
            (false, event) => events.push(event),
        }
        open.extend(joined.remove(&at).unwrap_or_default());
    }
    events.sort_unstable();
    events
}

/// What is set aside of all claims about some events, in rounds as `solve` makes them. No claim
/// connects the events with others.
fn conflicts_of(store: &Store, events: &[u32]) -> Aside {
    let mut aside = Aside::default();
    for round in 0.. {
        let mut claims = store.claims_of(events);
        claims.retain(|c| !aside.claims.contains(c));
        let about = |members: &[u32]| {
            let mut claims = store.claims_of(members);
            claims.retain(|c| !aside.claims.contains(c));
            claims
        };
        let mut broken = components(store, events, &claims);
        broken.retain(|members| {
            let explained = problem(store, members, about(members));
            explained.problem.world(|_| true).is_err()
        });
        if broken.is_empty() {
            break;
        }
        let mut found = Vec::new();
        for (lead, members) in by_least_key(store, broken) {
            let settled = settle(store, &members, about(&members));
            found.extend(settled.into_iter().map(|each| (lead, each)));
        }
        for (lead, (claim, conflict)) in found {
            aside.claims.insert(claim);
            aside.conflicts.push(conflict);
            aside.found.push((round, lead));
        }
    }
    aside
}

/// The components that some claims make of some events, which are sorted.
fn components(store: &Store, events: &[u32], claims: &[ClaimRef]) -> Vec<Vec<u32>> {
    let place = |event: u32| events.binary_search(&event).ok();
    let mut parent: Vec<u32> = (0..events.len() as u32).collect();
    for &claim in claims {
        pieces(store, claim, |piece| {
            if let Piece::Edge(from, to, _) = piece
                && let (Some(from), Some(to)) = (place(from.event), place(to.event))
            {
                let (a, b) = (root(&mut parent, from as u32), root(&mut parent, to as u32));
                parent[a.max(b) as usize] = a.min(b);
            }
        });
    }
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); events.len()];
    for (at, &event) in events.iter().enumerate() {
        members[root(&mut parent, at as u32) as usize].push(event);
    }
    members.retain(|list| !list.is_empty());
    members
}
