//! Chains that begin with one actor, walked from its meetings.

use super::chain::Chain;
use super::pairs::counts;
use super::sweep::{actor, firm};
use super::tied::Bound;
use crate::query::certainty::Certainty;
use crate::query::engine::Counts;

/// How many participants there are for each meeting of an actor at least, so that walking from its meetings is
/// less work than going through all.
const FEW: usize = 200;

/// Timelines with fewer participants than that are walked in any case.
const SMALL: usize = 24;

impl Chain<'_> {
    /// Whether X is given and has few meetings among all.
    pub(super) fn is_few(&self) -> Option<u32> {
        let a = self.agenda;
        let all = a.meetings.people.ids.len();
        let few = |&x: &u32| all < SMALL || a.all_meetings_of(x).count() < all / FEW;
        self.x.filter(few)
    }

    /// The counts of chains that begin with an actor; linear in the chains.
    pub(super) fn walk(&self, x: u32) -> Counts {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let (begin_lo, begin_hi) = m.begins();
        let (mut certain, mut either) = (0i128, 0i128);
        let part = |row: usize, own: u32| m.people.find(row, own).map_or(0, firm);
        for first in a.all_meetings_of(x) {
            let ends = (m.end_lo[first], m.end_hi[first]);
            let least = ends.0.saturating_add(self.first.least);
            let most = Chain::until(self.first, ends.1);
            let met = m.people.of(first).iter();
            for &met in met.filter(|&&id| actor(id) != x as usize && self.is_y(id)) {
                let y = actor(met) as u32;
                a.meetings_beginning_near(y, least, most, |middle| {
                    if middle == first {
                        return;
                    }
                    let begins = (begin_lo[middle], begin_hi[middle]);
                    let is_bound = a.ties.has_meeting(first) || a.ties.has_meeting(middle);
                    let is_bound = is_bound || a.ties.has_inner(middle);
                    let meetings = if is_bound {
                        a.ties.of_meetings(first as u32, middle as u32)
                    } else {
                        None
                    };
                    let before = match meetings {
                        Some(tie) => self.first.judge(tie.across),
                        None => self.first.of_windows(ends, begins),
                    };
                    let sure = part(first, x) * firm(met) * part(middle, y);
                    let over = (m.end_lo[middle], m.end_hi[middle]);
                    // The middle meeting ends no earlier than it begins.
                    let soonest = if is_bound { over.0 } else { over.0.max(least) };
                    let soonest = soonest.saturating_add(self.second.least);
                    let latest = Chain::until(self.second, over.1);
                    let others = m.people.of(middle).iter();
                    for &id in others.filter(|&&id| actor(id) as u32 != y && self.is_z(id)) {
                        let z = actor(id) as u32;
                        a.statements_near(z, soonest, latest, |third| {
                            let after = if is_bound {
                                a.ties.of_statement(middle as u32, third as u32)
                            } else {
                                None
                            };
                            let says = match after {
                                Some(tie) => self.second.judge(tie.across),
                                None => {
                                    let said = (s.begin_lo[third], s.begin_hi[third]);
                                    self.second.of_windows(over, said)
                                }
                            };
                            let by = s.people.find(third, z).map_or(0, firm);
                            let holds = before.min(says) == Certainty::Certain;
                            certain += i128::from(holds && sure * firm(id) * by == 1);
                            let possible = !is_bound
                                || self.is_possible(
                                    (first, middle, third),
                                    Bound {
                                        meetings,
                                        after,
                                        around: a.ties.of_statement(first as u32, third as u32),
                                    },
                                );
                            either += i128::from(possible);
                        });
                    }
                });
            }
        }
        counts(certain, either)
    }
}
