//! Which of several meetings are the last before an event, or the first after it.

use crate::timeline::{Moment, Timeline};

/// Which end of the line is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Last,
    First,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Rival {
    pub(crate) event: u32,
    /// Whether a world may leave it out.
    pub(crate) open: bool,
}

/// Who is last before an event, or first after it: the second is the first on a mirrored line.
pub(crate) struct Contest<'t> {
    pub(crate) t: &'t Timeline,
    pub(crate) of: u32,
    pub(crate) side: Side,
}

impl Contest<'_> {
    /// The end by which candidates are compared.
    fn goal(&self, event: u32) -> Moment {
        match self.side {
            Side::Last => Moment::end(event),
            Side::First => Moment::begin(event),
        }
    }

    /// The end of the event asked about that candidates must not pass.
    fn wall(&self) -> Moment {
        match self.side {
            Side::Last => Moment::begin(self.of),
            Side::First => Moment::end(self.of),
        }
    }

    /// The greatest value of `b - a` on the line of this contest.
    fn most(&self, a: Moment, b: Moment) -> i128 {
        match self.side {
            Side::Last => self.t.distance(a, b),
            Side::First => self.t.distance(b, a),
        }
    }

    /// Rivals that are before the wall in some world.
    pub(crate) fn relevant(&self, all: &[Rival]) -> Vec<Rival> {
        let open = |r: &&Rival| self.most(self.goal(r.event), self.wall()) >= 1;
        all.iter().filter(open).copied().collect()
    }

    /// The least and the greatest that the end compared can be, on the line of this contest.
    fn earliest(&self, event: u32) -> i128 {
        match self.side {
            Side::Last => self.t.bounds(self.goal(event)).0,
            Side::First => -self.t.bounds(self.goal(event)).1,
        }
    }

    pub(crate) fn latest(&self, event: u32) -> i128 {
        match self.side {
            Side::Last => self.t.bounds(self.goal(event)).1,
            Side::First => -self.t.bounds(self.goal(event)).0,
        }
    }

    /// What no last one can be earlier than: some rival that is surely before the wall is later.
    pub(crate) fn floor(&self, rivals: &[Rival]) -> i128 {
        let sure = |r: &&Rival| !r.open && self.most(self.wall(), self.goal(r.event)) <= -1;
        let all = rivals.iter().filter(sure);
        all.map(|r| self.earliest(r.event))
            .max()
            .unwrap_or(i128::MIN)
    }

    /// Whether `m` is last in some world: it is before the wall, and each rival that can't be left
    /// out is no later than `m`, or not before the wall.
    ///
    /// Each rival chooses one of two inequalities. A negative cycle passes `m` and the wall once at
    /// most, so that it uses at most one choice of either kind: pairs of choices exclude each other,
    /// which is 2-satisfiability, and of a kind that following forced choices settles.
    pub(crate) fn is_possible(&self, m: u32, rivals: &[Rival]) -> bool {
        let (goal, wall) = (self.goal(m), self.wall());
        if self.most(goal, wall) < 1 {
            return false;
        }
        // Distances once `m` is before the wall.
        let most = |a: Moment, b: Moment| {
            self.most(a, b)
                .min(self.most(a, wall).saturating_add(self.most(goal, b)) - 1)
        };
        let back = most(wall, goal);
        let firm = self.firm(m, rivals);
        let low_fits = |n: Moment| most(n, goal) >= 0;
        let high_fits = |n: Moment| most(wall, n) >= 0;
        let (mut forced, mut free): (Vec<Moment>, Vec<Moment>) =
            firm.iter().partition(|&&n| !high_fits(n));
        while let Some(n) = forced.pop() {
            if !low_fits(n) {
                return false;
            }
            // A rival that is no later than `m` may keep another from staying past the wall.
            free.retain(|&other| {
                let kept = most(n, other).saturating_add(back) >= 0;
                if !kept {
                    forced.push(other);
                }
                kept
            });
        }
        true
    }

    /// The rivals of `m` that it takes a look to tell whether they can be no later than `m`, or not before the wall.
    ///
    /// One that no claim ties to anything can be, whatever the world, if it can end as early as `m` can at the
    /// earliest, or as late as the wall can be at the latest. Of those that are later than `m` in every world, it is the
    /// first to end at the latest that keeps the wall back most.
    fn firm(&self, m: u32, rivals: &[Rival]) -> Vec<Moment> {
        let (least, most) = (self.earliest(m), self.latest(m));
        let (begin, end) = self.t.bounds(self.wall());
        let wall = match self.side {
            Side::Last => end,
            Side::First => -begin,
        };
        let mut nearest: Option<(i128, Moment)> = None;
        let mut firm = Vec::new();
        for rival in rivals.iter().filter(|r| !r.open && r.event != m) {
            let (earliest, latest) = (self.earliest(rival.event), self.latest(rival.event));
            if latest <= least {
                continue;
            }
            let goal = self.goal(rival.event);
            if rival.event == self.of || self.t.component(rival.event).is_some() {
                firm.push(goal);
            } else if earliest <= least || latest >= wall {
                // It never is in the way.
            } else if earliest > most {
                if nearest.is_none_or(|(first, _)| latest < first) {
                    nearest = Some((latest, goal));
                }
            } else {
                firm.push(goal);
            }
        }
        firm.extend(nearest.map(|(_, goal)| goal));
        firm
    }

    /// Whether `m` is last in every world: it certainly is before the wall, and no rival can be
    /// before the wall and later than `m`.
    pub(crate) fn is_certain(&self, m: u32, rivals: &[Rival]) -> bool {
        let (goal, wall) = (self.goal(m), self.wall());
        if self.most(wall, goal) > -1 {
            return false;
        }
        rivals.iter().filter(|r| r.event != m).all(|r| {
            let n = self.goal(r.event);
            let passes =
                self.most(n, wall) >= 1 && self.most(goal, n) >= 1 && self.most(goal, wall) >= 2;
            !passes
        })
    }
}
