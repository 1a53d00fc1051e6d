//! The ends that matter in a chain of three events, and how far apart they can be.

use crate::timeline::{Tie, UNBOUND};

/// The origin of time; the end of the first event, the beginning and end of the second, the beginning of the
/// third.
const POINTS: usize = 5;

pub(super) const FIRST: usize = 1;
pub(super) const BEGIN: usize = 2;
pub(super) const END: usize = 3;
pub(super) const THIRD: usize = 4;

/// No bound.
const NONE: i128 = 1 << 100;

/// A network of five points: `d[i][j]` bounds `j - i`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Net([[i128; POINTS]; POINTS]);

fn wide(bound: i64) -> i128 {
    match bound {
        UNBOUND => NONE,
        bound if bound == -UNBOUND => -NONE,
        bound => i128::from(bound),
    }
}

impl Net {
    /// Points that nothing bounds.
    pub(super) fn new() -> Net {
        let mut d = [[NONE; POINTS]; POINTS];
        for (i, row) in d.iter_mut().enumerate() {
            row[i] = 0;
        }
        Net(d)
    }

    /// `low <= to - from <= high`; false where no world is left.
    pub(super) fn add(&mut self, from: usize, to: usize, [low, high]: [i64; 2]) -> bool {
        self.step(from, to, wide(high)) && self.step(to, from, -wide(low))
    }

    fn step(&mut self, from: usize, to: usize, weight: i128) -> bool {
        let d = &mut self.0;
        if weight >= NONE || weight >= d[from][to] {
            return true;
        }
        if d[to][from] < NONE && d[to][from] + weight < 0 {
            return false;
        }
        let out = d[to];
        for row in d.iter_mut() {
            if row[from] >= NONE {
                continue;
            }
            let first = row[from] + weight;
            for (cell, rest) in row.iter_mut().zip(out) {
                if rest < NONE {
                    *cell = (*cell).min(first + rest);
                }
            }
        }
        true
    }

    /// What a tie of the first event and the second says.
    pub(super) fn tie_meetings(&mut self, tie: &Tie) -> bool {
        self.add(FIRST, BEGIN, tie.across) && self.add(FIRST, END, tie.along)
    }

    /// What a tie of the second event and the third says.
    pub(super) fn tie_statement(&mut self, tie: &Tie) -> bool {
        self.add(END, THIRD, tie.across) && self.add(BEGIN, THIRD, tie.along)
    }

    /// The ticks at which a point can be.
    pub(super) fn range(&self, point: usize) -> [i64; 2] {
        let plain = |bound: i128| bound.clamp(-i128::from(UNBOUND), UNBOUND.into()) as i64;
        [plain(-self.0[point][0]), plain(self.0[0][point])]
    }
}
