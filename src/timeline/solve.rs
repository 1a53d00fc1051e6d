//! From resolved records to tight windows, or to conflicts.

use super::claim::ClaimRef;
use super::columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Windows};
use super::encode::{Moment, Piece, pieces};
use super::options::{ImpliedKind, Policy};
use super::resolve::narrow;
use super::rows::Rows;
use super::settle::{by_least_key, settle};
use super::solved::{ALONE, Solved, Whole};
use super::store::Store;
use crate::graph::{Link, Network, System};
use std::ops::Range;

/// Solves the store, with its accepted claims; what can't hold is set aside and listed in it. Where
/// conflicts are not to be set aside, they are found, and nothing is solved.
pub(crate) fn solve(store: &mut Store) -> Solved {
    // Windows are written while the rest of the store is read.
    let mut windows = std::mem::take(&mut store.base_mut().columns.windows);
    let whole = rounds(store, &mut windows);
    store.base_mut().columns.windows = windows;
    Solved::new(whole)
}

fn rounds(store: &mut Store, windows: &mut Windows) -> Whole {
    // A claim set aside may break a component up, and what was one window conflict may show
    // another; each round accepts a subset of the claims of the round before.
    let mut round = 0;
    loop {
        let (broken, solved) = attempt(store, windows);
        if broken.is_empty() {
            return solved.unwrap_or_default();
        }
        for (lead, events) in by_least_key(store, broken) {
            let mut claims = store.claims_of(&events);
            claims.retain(|&c| store.is_accepted(c));
            let found = settle(store, &events, claims);
            let aside = store.aside_mut();
            for (claim, conflict) in found {
                aside.claims.insert(claim);
                aside.conflicts.push(conflict);
                aside.found.push((round, lead));
            }
        }
        if store.options.policy == Policy::Reject {
            // Nothing will be built.
            return Whole::default();
        }
        *windows = stated(store);
        round += 1;
    }
}

/// The windows that the accepted date claims state.
fn stated(store: &Store) -> Windows {
    let mut windows = Windows::default();
    for event in 0..store.columns.len() {
        windows.push_open();
        if store.is_accepted(ClaimRef::Own(event))
            && let Some(window) = store.own_window(event)
        {
            narrow(&mut windows, event, window);
        }
    }
    for (index, row) in store.dates().iter().enumerate() {
        if store.is_accepted(ClaimRef::Date(index as u32)) {
            narrow(&mut windows, row.event, row.window);
        }
    }
    windows
}

/// Tightens everything; the events of every component that has no world.
fn attempt(store: &Store, windows: &mut Windows) -> (Vec<Vec<u32>>, Option<Whole>) {
    published(store, windows, 0..store.columns.len());
    let (component, members) = components(store);
    let mut broken = Vec::new();
    let mut point = vec![ALONE; component.len()];
    let mut system = System::default();
    for event in 0..store.columns.len() {
        let instant = store.columns.is_instant(event);
        if component.get(event as usize).is_none_or(|&c| c == ALONE) {
            if !windows.tighten(event, instant) {
                broken.push(vec![event]);
            }
            continue;
        }
        let get = |side| windows.get(event, side);
        if instant {
            let lo = get(BEGIN_LO).max(get(END_LO));
            let hi = get(BEGIN_HI).min(get(END_HI));
            point[event as usize] = system.point(lo, hi);
        } else {
            let begin = system.point(get(BEGIN_LO), get(BEGIN_HI));
            let end = system.point(get(END_LO), get(END_HI));
            point[event as usize] = begin;
            system.links.push(Link::new(end, begin, 0));
        }
    }
    let place = |m: Moment| {
        let begin = point[m.event as usize];
        if m.is_end && !store.columns.is_instant(m.event) {
            begin + 1
        } else {
            begin
        }
    };
    connections(store, |from, to, weight| {
        let link = Link::clamped(place(from), place(to), weight);
        system.links.push(link);
    });
    match Network::solve(system) {
        Ok(network) if broken.is_empty() => {
            for event in 0..point.len() as u32 {
                let begin = point[event as usize];
                if begin == ALONE {
                    continue;
                }
                let end = begin + u32::from(!store.columns.is_instant(event));
                windows.set(event, BEGIN_LO, network.lo[begin as usize]);
                windows.set(event, BEGIN_HI, network.hi[begin as usize]);
                windows.set(event, END_LO, network.lo[end as usize]);
                windows.set(event, END_HI, network.hi[end as usize]);
            }
            (
                broken,
                Some(Whole {
                    network: network.without_windows(),
                    point,
                    component,
                    members,
                }),
            )
        }
        Ok(_) => (broken, None),
        Err(bad) => {
            let mut parts: Vec<u32> = Vec::new();
            let bad: rustc_hash::FxHashSet<u32> = bad.into_iter().collect();
            for (event, &begin) in point.iter().enumerate() {
                let end = begin.wrapping_add(u32::from(!store.columns.is_instant(event as u32)));
                if begin != ALONE && (bad.contains(&begin) || bad.contains(&end)) {
                    parts.push(component[event]);
                }
            }
            parts.sort_unstable();
            parts.dedup();
            broken.extend(parts.into_iter().map(|c| members.of(c).to_vec()));
            (broken, None)
        }
    }
}

/// Applies what follows from dates of publication to the stated windows of some events.
pub(crate) fn published(store: &Store, windows: &mut Windows, events: Range<u32>) {
    if !store.options.implies(ImpliedKind::Published)
        || store.sources.published.iter().all(Option::is_none)
    {
        return;
    }
    for event in events {
        let mut least = None;
        for &cited in store.columns.sources.of(event) {
            let claim = ClaimRef::Implied(ImpliedKind::Published, event, cited.source);
            if store.columns.implies(event, cited)
                && let Some(published) = store.sources.published[cited.source as usize]
                && store.is_accepted(claim)
            {
                least = Some(least.map_or(published.by, |l: i64| l.min(published.by)));
            }
        }
        if let Some(by) = least {
            windows.lower(event, BEGIN_HI, i128::from(by));
        }
    }
}

/// The edges that accepted relations and implied claims make.
///
/// They are said anew whenever they are wanted: that costs less than keeping them.
fn connections(store: &Store, mut say: impl FnMut(Moment, Moment, i128)) {
    let mut add = |claim: ClaimRef| {
        if store.is_accepted(claim) {
            pieces(store, claim, |piece| {
                if let Piece::Edge(from, to, weight) = piece {
                    say(from, to, weight);
                }
            });
        }
    };
    for index in 0..store.relations().len() as u32 {
        add(ClaimRef::Relation(index));
    }
    let columns = &store.columns;
    for (rows, kind) in [
        (&columns.part_of, ImpliedKind::PartOf),
        (&columns.replies_to, ImpliedKind::RepliesTo),
    ] {
        if store.options.implies(kind) && rows.total() > 0 {
            for event in 0..columns.len() {
                for &of in rows.of(event) {
                    add(ClaimRef::Implied(kind, event, of));
                }
            }
        }
    }
}

/// Components of events by union-find, numbered by their first event.
fn components(store: &Store) -> (Vec<u32>, Rows<u32>) {
    let events = store.columns.len();
    let mut parent: Vec<u32> = Vec::new();
    let mut touched = Vec::new();
    connections(store, |from, to, _| {
        if parent.is_empty() {
            parent = (0..events).collect();
            touched = vec![false; events as usize];
        }
        touched[from.event as usize] = true;
        touched[to.event as usize] = true;
        let (a, b) = (root(&mut parent, from.event), root(&mut parent, to.event));
        // The lower number leads, so that numbers follow the file.
        parent[a.max(b) as usize] = a.min(b);
    });
    if parent.is_empty() {
        return (Vec::new(), Rows::default());
    }
    let mut number = vec![ALONE; events as usize];
    let mut count = 0u32;
    for event in 0..events {
        if !touched[event as usize] {
            continue;
        }
        let lead = root(&mut parent, event);
        if lead == event {
            number[event as usize] = count;
            count += 1;
        } else {
            number[event as usize] = number[lead as usize];
        }
    }
    let pairs = number
        .iter()
        .enumerate()
        .filter(|(_, c)| **c != ALONE)
        .map(|(e, &c)| (c, e as u32));
    let members = Rows::group(count as usize, pairs);
    (number, members)
}

pub(super) fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while parent[at as usize] != at {
        parent[at as usize] = parent[parent[at as usize] as usize];
        at = parent[at as usize];
    }
    at
}
