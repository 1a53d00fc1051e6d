//! Chains of which the first meeting and the statement are tied.

use super::chain::{Chain, Change};
use super::sweep::actor;
use super::tied::Bound;
use crate::timeline::{OPEN_PART, Tie, UNBOUND};

/// To look into a list is as much work as to go through the meetings of somebody who has one in so many parts.
const LOOK: usize = 256;

impl Chain<'_> {
    /// A meeting and a statement are tied, and any meeting of those that count comes between.
    ///
    /// The meetings of each Z of the statement are gone through, or for each Y of the meeting those of the less busy
    /// of both.
    pub(super) fn tied_around(
        &self,
        tie: &Tie,
        counts: impl Fn(usize) -> bool,
        change: &mut Change,
    ) {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let (first, third) = (tie.first as usize, tie.second as usize);
        let ends = (m.end_lo[first], m.end_hi[first]);
        let said = (s.begin_lo[third], s.begin_hi[third]);
        // What the parts of a chain imply, a tie need not say.
        let (one, other) = (self.first, self.second);
        let implied = Chain::both_at_least(one.most, other.least)
            .min(Chain::both_at_least(other.most, one.least));
        let by_windows = said.1.saturating_sub(ends.0).min(UNBOUND);
        if tie.across[0] <= implied && tie.across[1] >= by_windows {
            return;
        }
        let from = ends.0.saturating_add(one.least);
        let to = said.1.saturating_sub(other.least);
        let met = m.people.of(first);
        for &z in s.people.of(third).iter().filter(|&&z| self.is_z(z)) {
            let z = z & !OPEN_PART;
            let weight = |y: u32| i128::from(self.weight(first, y, false));
            let busy = a.meeting_count(z);
            let others = met.iter().filter(|&&y| actor(y) != z as usize);
            let less = others.map(|&y| a.meeting_count(y & !OPEN_PART).min(busy));
            let look = m.people.ids.len() / LOOK;
            if busy <= less.sum::<usize>() + look * met.len() {
                a.meetings_near(z, from, to, |middle| {
                    let people = m.people.of(middle).iter();
                    let others = people.filter(|&&y| actor(y) != z as usize);
                    let others = others.filter(|&&y| met.iter().any(|&id| actor(id) == actor(y)));
                    let weight: i128 = others.map(|&y| weight(y)).sum();
                    if weight != 0 && counts(middle) {
                        change.either += weight * self.changed_around(tie, middle);
                    }
                });
                continue;
            }
            for &y in met.iter().filter(|&&y| actor(y) != z as usize) {
                let weight = weight(y);
                let y = y & !OPEN_PART;
                let (few, with) = if a.meeting_count(y) < busy {
                    (y, z)
                } else {
                    (z, y)
                };
                if weight == 0 {
                    continue;
                }
                a.meetings_near(few, from, to, |middle| {
                    if m.people.find(middle, with).is_some() && counts(middle) {
                        change.either += weight * self.changed_around(tie, middle);
                    }
                });
            }
        }
    }

    /// Whether a tie of the first meeting and the statement makes a chain possible, or no longer so.
    fn changed_around(&self, tie: &Tie, middle: usize) -> i128 {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let (first, third) = (tie.first as usize, tie.second as usize);
        let (begin_lo, begin_hi) = m.begins();
        let (one, other) = (self.first, self.second);
        let from = m.end_lo[first].saturating_add(one.least);
        let to = s.begin_hi[third].saturating_sub(other.least);
        let fits = from <= to
            && begin_hi[middle] >= from
            && begin_lo[middle] <= Chain::until(one, m.end_hi[first])
            && m.end_hi[middle] >= Chain::since(other, s.begin_lo[third])
            && m.end_lo[middle] <= to;
        if !fits || middle == first {
            return 0;
        }
        let chain = (first, middle, third);
        let around = Bound {
            around: Some(tie),
            ..Bound::default()
        };
        // A free one has time between the two.
        let seen = !a.ties.has_inner(middle) || self.is_possible(chain, Bound::default());
        let told = tie.across[1] >= one.least + other.least && self.is_possible(chain, around);
        i128::from(told) - i128::from(seen)
    }
}
