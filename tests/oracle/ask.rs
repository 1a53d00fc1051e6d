//! Random questions about a timeline: atoms, and formulas of several bindings.
//!
//! They are plain data, so that the same question can be put to both oracles and, by an adapter, to the
//! engine. Sets of relations are any of the 8,191, not only those that a claim may state, since queries take
//! any set.

use super::judge::{Atom, Binding};
use super::relation::{ALL, BEFORE, GAPPED, Gap, Mask, claimable};
use super::rng::Rng;
use super::spec::Spec;

/// A random atom about two different events (or one): any set of relations, sometimes with a gap where a
/// query may have one, or a window of ticks, or an affiliation.
pub fn atom(rng: &mut Rng, spec: &Spec) -> Atom {
    let events = spec.events.len();
    let left = rng.below(events);
    let right = (left + 1 + rng.below(events - 1)) % events;
    let gap = |rng: &mut Rng| {
        let min = rng.chance(60).then(|| rng.between(0, 4));
        let max = rng.chance(60).then(|| min.unwrap_or(0) + rng.between(0, 4));
        Gap { min, max }
    };
    let any = |rng: &mut Rng| (rng.next() as Mask & ALL).max(1);
    match rng.below(10) {
        0 => Atom::relation(left, 1 << rng.below(13), right),
        1 => Atom::before(left, right),
        2 => Atom::relation(left, *rng.pick(claimable()), right),
        3..6 => Atom::relation(left, any(rng), right),
        6 | 7 => {
            let is = match any(rng) & GAPPED {
                0 => 1 << BEFORE,
                is => is,
            };
            let gap = gap(rng);
            Atom::Relation {
                left,
                is,
                right,
                gap,
            }
        }
        8 if !spec.affiliations.is_empty() => Atom::During {
            event: left,
            affiliation: rng.below(spec.affiliations.len()),
        },
        _ => {
            // Around some tick that the timeline speaks of.
            let own = (0..events).filter_map(|e| spec.own_window(e));
            let other =
                (0..spec.datings.len()).map(|d| spec.datings[d].time.window(spec.dating_zone(d)));
            let near = own.chain(other).find_map(|w| w.begin.0.or(w.end.1));
            let from = near.unwrap_or(0) + rng.between(-3, 3);
            Atom::In {
                event: left,
                from,
                to: from + rng.between(0, 6),
            }
        }
    }
}

/// Random bindings, one to three of one to three atoms each, with coins and a denial now and then.
pub fn bindings(rng: &mut Rng, spec: &Spec) -> Vec<Binding> {
    let binding = |rng: &mut Rng| {
        let atoms = (0..1 + rng.below(3)).map(|_| atom(rng, spec)).collect();
        let coins = if rng.chance(15) {
            vec![rng.below(3) as u32]
        } else {
            Vec::new()
        };
        Binding {
            atoms,
            coins,
            unless: Vec::new(),
        }
    };
    (0..1 + rng.below(3))
        .map(|_| {
            let mut outer = binding(rng);
            if rng.chance(25) {
                outer.unless.push(binding(rng));
            }
            outer
        })
        .collect()
}
