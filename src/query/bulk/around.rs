//! Chains of which the first meeting and the statement are tied.

use super::chain::{Chain, Change};
use super::sweep::actor;
use super::tied::Bound;
use crate::timeline::{OPEN_PART, Tie, UNBOUND};

impl Chain<'_> {
    /// A meeting and a statement are tied, and any meeting of those that count comes between.
    ///
    /// For each Y of the meeting and each Z of the statement, the meetings of the less active one are gone through.
    pub(super) fn tied_around(
        &self,
        tie: &Tie,
        counts: impl Fn(usize) -> bool,
        change: &mut Change,
    ) {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let (first, third) = (tie.first as usize, tie.second as usize);
        let (ends, said) = (
            (m.end_lo[first], m.end_hi[first]),
            (s.begin_lo[third], s.begin_hi[third]),
        );
        // What the parts of a chain imply, a tie need not say.
        let (one, other) = (self.first, self.second);
        let implied = Chain::both_at_least(one.most, other.least)
            .min(Chain::both_at_least(other.most, one.least));
        let by_windows = said.1.saturating_sub(ends.0).min(UNBOUND);
        if tie.across[0] <= implied && tie.across[1] >= by_windows {
            return;
        }
        let is_out = tie.across[1] < one.least + other.least;
        let around = Bound {
            around: Some(tie),
            ..Bound::default()
        };
        let from = ends.0.saturating_add(one.least);
        let to = said.1.saturating_sub(other.least);
        let (begin_lo, begin_hi) = m.begins();
        let begun = Chain::until(one, ends.1);
        let over = Chain::since(other, said.0);
        let said = s.people.of(third).iter();
        for &z in said.filter(|&&z| self.is_z(z)) {
            for &y in m.people.of(first).iter().filter(|&&y| actor(y) != actor(z)) {
                let weight = i128::from(self.weight(first, y, false));
                if weight == 0 {
                    continue;
                }
                let (y, z) = (y & !OPEN_PART, z & !OPEN_PART);
                let is_busy = a.meeting_count(y) > a.meeting_count(z);
                let (few, with) = if is_busy { (z, y) } else { (y, z) };
                a.meetings_near(few, from, to, |middle| {
                    let fits = begin_hi[middle] >= from
                        && begin_lo[middle] <= begun
                        && m.end_hi[middle] >= over
                        && m.end_lo[middle] <= to;
                    if !fits
                        || middle == first
                        || m.people.find(middle, with).is_none()
                        || !counts(middle)
                    {
                        return;
                    }
                    let chain = (first, middle, third);
                    // The earlier meeting and the statement leave a free one time between them.
                    let seen = if a.ties.has_inner(middle) {
                        self.is_possible(chain, Bound::default())
                    } else {
                        from <= to
                    };
                    let told = !is_out && self.is_possible(chain, around);
                    change.either += weight * (i128::from(told) - i128::from(seen));
                });
            }
        }
    }
}
