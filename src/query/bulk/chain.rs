//! Chains of two meetings and a statement, counted through the meeting in the middle.

use super::apart::Apart;
use super::pairs::{Cut, counts, widths};
use super::passed::Passed;
use super::sweep::{Side, actor, both, firm, sweep};
use super::tied::Any;
use crate::query::certainty::Certainty;
use crate::query::engine::Counts;
use crate::timeline::{Agenda, OPEN_PART, UNBOUND};

/// "X meets Y, then Y meets Z, then Z speaks", with so much time between, any of the three given or left open. In
/// one meeting they are different; X may be Z.
///
/// For each middle meeting and each of its people two numbers are found in passes over all rows in order of
/// time, as for [`Pairs`](super::Pairs): `A`, how many have met that one before, and `S`, how many statements
/// that one makes after. The chains through the meeting are the sum of `A(Y) S(Z)` over all Y other than Z:
/// the product of both sums less the sum of the products. `O(n)` for certain chains, whatever their number.
///
/// Chains that are possible are counted in the same way, and include pairs that exclude each other: an earlier
/// meeting that ends late in the window of the middle one, and a statement that begins early in it. These are
/// taken off (`crossing`), and what ties change is corrected (`tied`). Where X is given and has few meetings,
/// they are counted from those (`given`).
pub(crate) struct Chain<'a> {
    pub(crate) agenda: &'a Agenda,
    pub(crate) first: Apart,
    pub(crate) second: Apart,
    pub(crate) x: Option<u32>,
    pub(crate) y: Option<u32>,
    pub(crate) z: Option<u32>,
}

/// Counts of certain chains, and of those that are certain or possible.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Change {
    pub(super) certain: i128,
    pub(super) either: i128,
}

/// What each person of each meeting has before it and after it.
pub(super) struct Reach {
    pub(super) before: Vec<u32>,
    pub(super) after: Vec<u32>,
}

impl Chain<'_> {
    /// The counts; only certain ones where no more is wanted.
    pub(crate) fn count(&self, certainly: bool) -> Counts {
        if let Some(found) = self.begun_by(certainly) {
            return found;
        }
        if certainly {
            let sure = self.certain();
            let certain = self.through(&sure, true) + self.tied(&sure, None).certain;
            return counts(certain, certain);
        }
        let (sure, (any, passed)) = both(
            || self.certain(),
            || both(|| self.either(), || Passed::new(self)),
        );
        let (certain, either) = both(
            || self.through(&sure, true),
            || self.through(&any, false) - self.crossing(&passed),
        );
        let any = Any {
            before: &any.before,
            passed: &passed,
        };
        let change = self.tied(&sure, Some(&any));
        counts(certain + change.certain, either + change.either)
    }

    /// Whether a person of the middle meeting may be Y.
    pub(super) fn is_y(&self, id: u32) -> bool {
        self.y.is_none_or(|y| y as usize == actor(id))
    }

    /// Whether a person of the middle meeting may be Z.
    pub(super) fn is_z(&self, id: u32) -> bool {
        self.z.is_none_or(|z| z as usize == actor(id))
    }

    /// How many X a meeting has for one of its people as Y; only sure parts where asked.
    pub(super) fn weight(&self, row: usize, id: u32, sure: bool) -> u32 {
        if !self.is_y(id) || (sure && id & OPEN_PART != 0) {
            return 0;
        }
        let people = &self.agenda.meetings.people;
        let own = actor(id);
        match self.x {
            Some(x) if x as usize == own => 0,
            Some(x) => u32::from(
                people
                    .find(row, x)
                    .is_some_and(|id| !sure || id & OPEN_PART == 0),
            ),
            None if sure => {
                let row = people.of(row).iter();
                let others = row.filter(|&&other| actor(other) != own);
                others.map(|&id| firm(id)).sum()
            }
            // Each actor is there once.
            None => people.of(row).len() as u32 - 1,
        }
    }

    /// How many X a meeting has for each of its people, where anybody may be X and Y: each actor is there once.
    pub(super) fn weight_of_all(&self, row: usize) -> Option<u32> {
        let is_open = self.x.is_none() && self.y.is_none();
        let count = || self.agenda.meetings.people.of(row).len() as u32;
        is_open.then(|| count().saturating_sub(1))
    }

    /// Adds what each person of a meeting has of X.
    fn weigh(&self, row: usize, counters: &mut [u32], sure: bool) {
        let ids = self.agenda.meetings.people.of(row);
        if self.x.is_some() {
            for &id in ids {
                let weight = self.weight(row, id, sure);
                counters[actor(id)] = counters[actor(id)].wrapping_add(weight);
            }
        } else if sure {
            let all: u32 = ids.iter().map(|&id| firm(id)).sum();
            for &id in ids {
                let weight = firm(id) * all.saturating_sub(1);
                counters[actor(id)] = counters[actor(id)].wrapping_add(weight);
            }
        } else {
            for &id in ids {
                let weight = ids.len() as u32 - 1;
                counters[actor(id)] = counters[actor(id)].wrapping_add(weight);
            }
        }
    }

    /// The sum over all middle meetings and all Y other than Z.
    fn through(&self, reach: &Reach, sure: bool) -> i128 {
        let people = &self.agenda.meetings.people;
        let mut sum = 0u128;
        for row in 0..people.len() {
            let (mut before, mut after, mut same) = (0u64, 0u64, 0u64);
            for slot in people.range(row) {
                let id = people.ids[slot];
                let open = sure && id & OPEN_PART != 0;
                let a = if open || !self.is_y(id) {
                    0
                } else {
                    u64::from(reach.before[slot])
                };
                let s = if open || !self.is_z(id) {
                    0
                } else {
                    u64::from(reach.after[slot])
                };
                before += a;
                after += s;
                same += a * s;
            }
            sum += u128::from(before) * u128::from(after) - u128::from(same);
        }
        sum as i128
    }

    /// What is certainly before and after, by windows.
    fn certain(&self) -> Reach {
        let (before, after) = both(|| self.surely_before(), || self.surely_after());
        Reach { before, after }
    }

    fn surely_before(&self) -> Vec<u32> {
        let a = self.agenda;
        let m = &a.meetings;
        let (begin_lo, begin_hi) = m.begins();
        let Apart { least, most } = self.first;
        let slack = self.first.slack();
        let cut = Cut::new(
            slack,
            widths(&m.end_lo, &m.end_hi),
            widths(begin_lo, begin_hi),
        );
        let narrow = |row: usize, counters: &mut [u32]| {
            if m.end_hi[row] - m.end_lo[row] <= cut.first {
                self.weigh(row, counters, true);
            }
        };
        let fits = |row: usize| begin_hi[row] - begin_lo[row] <= cut.second;
        let mut found = vec![0u32; m.people.ids.len()];
        let by_hi = Side::new(&m.end_hi, None);
        let probes = Side::new(begin_lo, Some(m.by_begin_lo()));
        sweep(a.actors, by_hi, narrow, probes, -least, |row, counters| {
            if fits(row) {
                for slot in m.people.range(row) {
                    found[slot] = counters[actor(m.people.ids[slot])];
                }
            }
        });
        if !self.first.is_limited() {
            return found;
        }
        let by_lo = Side::new(&m.end_lo, Some(&m.by_end_lo));
        let probes = Side::new(begin_hi, m.by_begin_hi());
        sweep(
            a.actors,
            by_lo,
            narrow,
            probes,
            -most - 1,
            |row, counters| {
                if fits(row) {
                    for slot in m.people.range(row) {
                        let early = counters[actor(m.people.ids[slot])];
                        found[slot] = found[slot].wrapping_sub(early);
                    }
                }
            },
        );
        if !cut.is_needed {
            return found;
        }
        let is_wide = |width: i64, limit: i64| width > limit && width <= slack;
        let mut add = |first: usize, second: usize, own: u32| {
            // A part that is sure in the one may be open in the other.
            if m.people.find(first, own) != Some(own) {
                return;
            }
            for slot in m.people.range(second) {
                if m.people.ids[slot] == own {
                    found[slot] += self.weight(first, own, true);
                }
            }
        };
        let ends = |row: usize| (m.end_lo[row], m.end_hi[row]);
        let begins = |row: usize| (begin_lo[row], begin_hi[row]);
        let sure = |x: usize, y: usize| {
            x != y && self.first.of_windows(ends(x), begins(y)) == Certainty::Certain
        };
        for row in 0..m.len() {
            let own = m.people.of(row).iter().filter(|&&id| id & OPEN_PART == 0);
            if is_wide(m.end_hi[row] - m.end_lo[row], cut.first) {
                for &id in own.clone() {
                    a.meetings_beginning_near(
                        id,
                        ends(row).1 + least,
                        ends(row).0 + most,
                        |other| {
                            if sure(row, other) {
                                add(row, other, id);
                            }
                        },
                    );
                }
            }
            if is_wide(begin_hi[row] - begin_lo[row], cut.second) {
                for &id in own {
                    a.meetings_near(id, begins(row).1 - most, begins(row).0 - least, |other| {
                        if sure(other, row) {
                            add(other, row, id);
                        }
                    });
                }
            }
        }
        found
    }

    pub(super) fn surely_after(&self) -> Vec<u32> {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let Apart { least, most } = self.second;
        let slack = self.second.slack();
        let cut = Cut::new(
            slack,
            widths(&m.end_lo, &m.end_hi),
            widths(&s.begin_lo, &s.begin_hi),
        );
        let narrow = |row: usize, counters: &mut [u32]| {
            if s.begin_hi[row] - s.begin_lo[row] <= cut.second {
                for &id in s.people.of(row) {
                    counters[actor(id)] += firm(id);
                }
            }
        };
        let fits = |row: usize| m.end_hi[row] - m.end_lo[row] <= cut.first;
        let mut found = vec![0u32; m.people.ids.len()];
        let by_hi = Side::new(&s.begin_hi, Some(&s.by_begin_hi));
        let probes = Side::new(&m.end_lo, Some(&m.by_end_lo));
        let reach = if self.second.is_limited() {
            most
        } else {
            i64::MAX
        };
        sweep(a.actors, by_hi, narrow, probes, reach, |row, counters| {
            if fits(row) {
                for slot in m.people.range(row) {
                    found[slot] = counters[actor(m.people.ids[slot])];
                }
            }
        });
        let by_lo = Side::new(&s.begin_lo, None);
        let probes = Side::new(&m.end_hi, None);
        sweep(
            a.actors,
            by_lo,
            narrow,
            probes,
            least - 1,
            |row, counters| {
                if fits(row) {
                    for slot in m.people.range(row) {
                        let early = counters[actor(m.people.ids[slot])];
                        found[slot] = found[slot].wrapping_sub(early);
                    }
                }
            },
        );
        if !cut.is_needed {
            return found;
        }
        let is_wide = |width: i64, limit: i64| width > limit && width <= slack;
        let ends = |row: usize| (m.end_lo[row], m.end_hi[row]);
        let begins = |row: usize| (s.begin_lo[row], s.begin_hi[row]);
        let sure =
            |x: usize, y: usize| self.second.of_windows(ends(x), begins(y)) == Certainty::Certain;
        for row in 0..m.len() {
            if !is_wide(m.end_hi[row] - m.end_lo[row], cut.first) {
                continue;
            }
            for slot in m.people.range(row) {
                let id = m.people.ids[slot];
                if id & OPEN_PART == 0 {
                    found[slot] = a.ends().surely_after(id, ends(row), (least, most)) as u32;
                }
            }
        }
        for row in 0..s.len() {
            if !is_wide(s.begin_hi[row] - s.begin_lo[row], cut.second) {
                continue;
            }
            for &id in s.people.of(row).iter().filter(|&&id| id & OPEN_PART == 0) {
                a.meetings_near(id, begins(row).1 - most, begins(row).0 - least, |other| {
                    if sure(other, row) {
                        for slot in m.people.range(other) {
                            found[slot] += u32::from(m.people.ids[slot] == id);
                        }
                    }
                });
            }
        }
        found
    }

    /// What can be before and after, by windows, be it certain or possible.
    fn either(&self) -> Reach {
        let (before, after) = both(|| self.either_before(), || self.either_after());
        Reach { before, after }
    }

    fn either_before(&self) -> Vec<u32> {
        let a = self.agenda;
        let m = &a.meetings;
        let (begin_lo, begin_hi) = m.begins();
        let Apart { least, most } = self.first;
        let mut found = vec![0u32; m.people.ids.len()];
        let all = |row: usize, counters: &mut [u32]| self.weigh(row, counters, false);
        let steps = Side::new(&m.end_lo, Some(&m.by_end_lo));
        let probes = Side::new(begin_hi, m.by_begin_hi());
        sweep(a.actors, steps, all, probes, -least, |row, counters| {
            // A meeting is not before itself, whatever its windows.
            let itself = m.end_lo[row] <= begin_hi[row].saturating_sub(least);
            let all = if itself {
                self.weight_of_all(row)
            } else {
                Some(0)
            };
            for slot in m.people.range(row) {
                let id = m.people.ids[slot];
                let own = all.unwrap_or_else(|| self.weight(row, id, false));
                found[slot] = counters[actor(id)].wrapping_sub(own);
            }
        });
        if self.first.is_limited() {
            let steps = Side::new(&m.end_hi, None);
            let probes = Side::new(begin_lo, Some(m.by_begin_lo()));
            sweep(a.actors, steps, all, probes, -most - 1, |row, counters| {
                for slot in m.people.range(row) {
                    let over = counters[actor(m.people.ids[slot])];
                    found[slot] = found[slot].wrapping_sub(over);
                }
            });
        }
        found
    }

    pub(super) fn either_after(&self) -> Vec<u32> {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let Apart { least, most } = self.second;
        let mut found = vec![0u32; m.people.ids.len()];
        let all = |row: usize, counters: &mut [u32]| {
            for &id in s.people.of(row) {
                counters[actor(id)] += 1;
            }
        };
        let reach = if self.second.is_limited() {
            most
        } else {
            i64::MAX
        };
        let steps = Side::new(&s.begin_lo, None);
        let probes = Side::new(&m.end_hi, None);
        sweep(a.actors, steps, all, probes, reach, |row, counters| {
            for slot in m.people.range(row) {
                found[slot] = counters[actor(m.people.ids[slot])];
            }
        });
        let steps = Side::new(&s.begin_hi, Some(&s.by_begin_hi));
        let probes = Side::new(&m.end_lo, Some(&m.by_end_lo));
        sweep(a.actors, steps, all, probes, least - 1, |row, counters| {
            for slot in m.people.range(row) {
                let early = counters[actor(m.people.ids[slot])];
                found[slot] = found[slot].wrapping_sub(early);
            }
        });
        found
    }

    /// The latest tick that something may be after another, or no limit.
    pub(super) fn until(apart: Apart, tick: i64) -> i64 {
        if apart.is_limited() {
            tick.saturating_add(apart.most)
        } else {
            i64::MAX
        }
    }

    /// The earliest tick that something may be before another, or no limit.
    pub(super) fn since(apart: Apart, tick: i64) -> i64 {
        if apart.is_limited() {
            tick.saturating_sub(apart.most)
        } else {
            i64::MIN
        }
    }

    /// What a limit of two gaps together is at least, as far as it goes.
    pub(super) fn both_at_least(most: i64, least: i64) -> i64 {
        if most >= UNBOUND {
            UNBOUND
        } else {
            most + least
        }
    }
}
