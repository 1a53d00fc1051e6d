//! The judge that goes through all worlds, one after the other.
//!
//! What a world decides is the truth of every leaf, so worlds are read once, and what is kept is the set of
//! truths that occur together, each a set of bits. Coins are independent of everything, hence each of those
//! sets occurs with every choice of the coins.
//!
//! The ends of affiliations range over all integers. They are compared with ends of events and with each
//! other, by order only, never by distance. So of the ticks between two neighbouring ticks that events
//! or bounds of affiliations have, as many as there are ends in question are enough: any order of the ends
//! among themselves and with those ticks occurs with these few, too. The same holds beyond the extremes.

use std::collections::BTreeSet;

use super::formula::{Formula, Judge, Leaf};
use crate::oracle::dates::{DAY, MINUTE, inside};
use crate::oracle::judge::{Judge as _, Verdict};
use crate::oracle::relation::{Span, holds};
use crate::oracle::spec::{SideBounds, Spec};
use crate::oracle::worlds::Worlds;

/// The most ends of affiliations, and choices of coins, that are combined.
const MOST_ENDS: usize = 60_000;
const MOST_COINS: usize = 10;

/// All worlds of a timeline, as a judge of patterns.
#[derive(Clone, Copy, Debug)]
pub struct Ticks<'a> {
    pub spec: &'a Spec,
    pub worlds: &'a Worlds<'a>,
}

impl Ticks<'_> {
    /// The sets of leaves, as bits, that are true together in some world, apart from coins, all of which
    /// are false in them; and the coins.
    fn valuations(&self, leaves: &[Leaf]) -> Option<(BTreeSet<u128>, Vec<usize>)> {
        if leaves.len() > 128 {
            return None;
        }
        let coins = (0..leaves.len()).filter(|&l| leaves[l].is_coin()).collect();
        let groups: Vec<Vec<usize>> = groups(leaves);
        let mut ends = Vec::new();
        for group in &groups {
            ends.push(self.ends(group, leaves)?);
        }
        let mut found = BTreeSet::new();
        for world in self.worlds.iter() {
            let mut bits = 0u128;
            for (place, leaf) in leaves.iter().enumerate() {
                if leaf.affiliations().is_empty() && self.holds(leaf, world) {
                    bits |= 1 << place;
                }
            }
            let mut partial = BTreeSet::from([bits]);
            for (group, ends) in groups.iter().zip(&ends) {
                let mut choices = BTreeSet::new();
                for (bits, spans) in ends {
                    let mut bits = *bits;
                    for (place, leaf) in leaves.iter().enumerate() {
                        if let Leaf::During { event, affiliation } = leaf
                            && let Some(own) = group.iter().position(|a| a == affiliation)
                        {
                            let (from, until) = spans[own];
                            let (begin, end) = world[*event];
                            bits |= u128::from(from <= begin && end <= until) << place;
                        }
                    }
                    choices.insert(bits);
                }
                partial = partial
                    .iter()
                    .flat_map(|bits| choices.iter().map(move |more| bits | more))
                    .collect();
            }
            found.extend(partial);
        }
        Some((found, coins))
    }

    /// The ends that the affiliations of a group may have together, with the bits of what they decide
    /// alone.
    fn ends(&self, group: &[usize], leaves: &[Leaf]) -> Option<BTreeSet<(u128, Vec<Span>)>> {
        let (low, high) = self.worlds.range();
        let sides: Vec<(SideBounds, SideBounds)> = group
            .iter()
            .map(|&a| self.spec.affiliation_sides(a))
            .collect();
        let limits = sides.iter().flat_map(|&(from, until)| [from, until]);
        let limits = limits.flatten().flat_map(|(low, high)| [low, high]);
        let reach = 2 * group.len() as i64;
        let mut ticks: BTreeSet<i64> = (low - reach..=high + reach).collect();
        for limit in limits.flatten() {
            ticks.extend(limit - reach..=limit + reach);
        }
        let domain = |side: SideBounds, unlimited: i64| -> Vec<i64> {
            match side {
                None => vec![unlimited],
                Some(bounds) => ticks
                    .iter()
                    .copied()
                    .filter(|&tick| inside(bounds, tick))
                    .collect(),
            }
        };
        let mut all: Vec<Vec<Span>> = vec![Vec::new()];
        for &(from, until) in &sides {
            let untils = domain(until, i64::MAX);
            let mut spans: Vec<Span> = Vec::new();
            for begin in domain(from, i64::MIN) {
                let fit = untils.iter().filter(|&&end| begin <= end);
                spans.extend(fit.map(|&end| (begin, end)));
            }
            if all.len() * spans.len() > MOST_ENDS {
                return None;
            }
            all = all
                .iter()
                .flat_map(|before| {
                    spans
                        .iter()
                        .map(move |&span| before.iter().copied().chain([span]).collect())
                })
                .collect();
        }
        let mut found = BTreeSet::new();
        for spans in all {
            let mut bits = 0u128;
            for (place, leaf) in leaves.iter().enumerate() {
                if let Leaf::Together(chain) = leaf
                    && chain.iter().all(|a| group.contains(a))
                {
                    let of = |a: &usize| spans[group.iter().position(|b| a == b).expect("own")];
                    let latest = chain.iter().map(|a| of(a).0).max();
                    let earliest = chain.iter().map(|a| of(a).1).min();
                    bits |= u128::from(latest <= earliest) << place;
                }
            }
            // What no event can tell apart is one.
            let clamp = |tick: i64| tick.clamp(low - 1, high + 1);
            let spans = spans.iter().map(|&(a, b)| (clamp(a), clamp(b))).collect();
            found.insert((bits, spans));
        }
        Some(found)
    }

    /// The truth of a leaf that only ticks of events decide; a coin is false here.
    fn holds(&self, leaf: &Leaf, world: &[Span]) -> bool {
        let day = |event: usize| (world[event].0 + self.spec.zone() * MINUTE).div_euclid(DAY);
        match *leaf {
            Leaf::Relation {
                left,
                is,
                right,
                gap,
            } => holds(is, gap, world[left], world[right]),
            Leaf::In { event, from, to } => {
                let (begin, end) = world[event];
                from.is_none_or(|from| from <= begin) && to.is_none_or(|to| end <= to)
            }
            Leaf::SameDay(x, y) => day(x) == day(y),
            Leaf::EndsLater(x, y) => world[x].1 > world[y].1,
            Leaf::BeginsEarlier(x, y) => world[x].0 < world[y].0,
            Leaf::BeginsIn { event, from, to } => (from..=to).contains(&world[event].0),
            Leaf::Alleged(_) | Leaf::Implied(..) => false,
            Leaf::During { .. } | Leaf::Together(_) => unreachable!("affiliations decide it too"),
        }
    }
}

impl Judge for Ticks<'_> {
    fn verdicts(&self, leaves: &[Leaf], formulas: &[&Formula]) -> Option<Vec<Verdict>> {
        let (valuations, coins) = self.valuations(leaves)?;
        let mut verdicts = Vec::new();
        for formula in formulas {
            let mentioned = formula.leaves();
            let coins: Vec<usize> = coins
                .iter()
                .copied()
                .filter(|coin| mentioned.contains(coin))
                .collect();
            if coins.len() > MOST_COINS {
                return None;
            }
            let mask = mentioned.iter().fold(0u128, |set, leaf| set | 1 << leaf);
            let seen: BTreeSet<u128> = valuations.iter().map(|bits| bits & mask).collect();
            let (mut some, mut not_all) = (false, false);
            for bits in seen {
                for choice in 0..1usize << coins.len() {
                    let tossed = coins
                        .iter()
                        .enumerate()
                        .filter(|(place, _)| choice >> place & 1 == 1)
                        .fold(bits, |bits, (_, coin)| bits | 1 << coin);
                    if formula.holds(tossed) {
                        some = true;
                    } else {
                        not_all = true;
                    }
                }
            }
            verdicts.push(Verdict::of(some, not_all));
        }
        Some(verdicts)
    }

    fn beginning(&self, event: usize) -> (Option<i64>, Option<i64>) {
        self.worlds.windows(event)[0]
    }
}

/// The affiliations that leaves mention, those together that one leaf mentions together.
fn groups(leaves: &[Leaf]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for leaf in leaves {
        let mut joined: Vec<usize> = leaf.affiliations().to_vec();
        if joined.is_empty() {
            continue;
        }
        groups.retain(|group| {
            let meets = group.iter().any(|a| joined.contains(a));
            if meets {
                joined.extend(group);
            }
            !meets
        });
        joined.sort_unstable();
        joined.dedup();
        groups.push(joined);
    }
    groups
}
