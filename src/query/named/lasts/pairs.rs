//! Last meetings where claims say no more than which of two events comes first.
//!
//! Then all but a meeting and the statement can be moved to the earliest or the latest of its window at once: the
//! meeting can be the last if it can be before the statement, and none that surely took place and surely was before
//! the statement surely ended later.

use super::{Near, Walk};
use crate::query::Certainty;
use crate::timeline::{Moment, Speech};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Ticks below this have differences that don't overflow.
const FAR: i64 = 1 << 60;

/// What claims say of two ends beyond their windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Nothing,
    /// The first is so much earlier at least.
    Before(i64),
    After,
    /// More than that.
    Odd,
}

/// What is known of pairs of events of one component.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    known: FxHashMap<(u32, u32), Order>,
}

impl Walk<'_> {
    /// What claims say of the ends of two meetings at hand.
    fn order_of(&mut self, i: usize, j: usize) -> Order {
        let (m, n) = (self.near[i], self.near[j]);
        let t = self.t;
        *self
            .pairs
            .known
            .entry((m.event, n.event))
            .or_insert_with(|| {
                let ends = [m.event, n.event].map(Moment::end);
                let least = -t.distance(ends[1], ends[0]);
                order((least, t.distance(ends[0], ends[1])), m.end, n.end)
            })
    }

    /// What claims say of the end of a meeting at hand and the beginning of the statement.
    fn order_to(&mut self, i: usize, speech: &Speech) -> Order {
        let m = self.near[i];
        let t = self.t;
        *self
            .pairs
            .known
            .entry((m.event, speech.event))
            .or_insert_with(|| {
                let (end, begin) = (Moment::end(m.event), Moment::begin(speech.event));
                let least = -t.distance(begin, end);
                let most = t.distance(end, begin);
                match order((least, most), m.end, speech.begin) {
                    // It is after the statement where it can be no earlier than its beginning.
                    Order::Odd if most == 0 && least == i128::from(speech.begin[0] - m.end[1]) => {
                        Order::After
                    }
                    order => order,
                }
            })
    }

    /// Tells which of the meetings at hand are the last, where orders are all that claims say; whether that is so.
    pub(super) fn judge_by_pairs(
        &mut self,
        speech: &Speech,
        tell: &mut impl FnMut(u32, Certainty),
    ) -> bool {
        let [earliest, latest] = speech.begin;
        let count = self.near.len();
        let own = self.t.component(speech.event);
        let is_bounded = |near: &Near| near.end.iter().all(|end| end.abs() < FAR);
        // How each meeting is to the statement, and the group of those of its component.
        let mut to = vec![Order::Nothing; count];
        let mut groups = vec![0..0; count];
        let mut from = 0;
        while from < count {
            let component = self.near[from].component;
            let rest = self.near[from..].iter();
            let size = rest.take_while(|n| n.component == component).count();
            let until = from + size;
            let is_own = component == own;
            if component.is_some() && (size > 1 || is_own) {
                if !self.near[from..until].iter().all(is_bounded) {
                    return false;
                }
                for i in from..until {
                    groups[i] = from..until;
                    if is_own {
                        to[i] = self.order_to(i, speech);
                    }
                    let is_odd =
                        to[i] == Order::Odd || (from..i).any(|j| self.order_of(j, i) == Order::Odd);
                    if is_odd || self.has_little_room(i, from..until, to[i]) {
                        return false;
                    }
                }
            }
            from = until;
        }
        let sure = (0..count).filter(|&i| is_sure_in(&self.near, &to, i, earliest));
        let floor = sure.map(|i| self.near[i].end[0]).max();
        let floor = floor.unwrap_or(i64::MIN);
        let free = (0..count).filter(|&i| groups[i].is_empty());
        let top = free.max_by_key(|&i| self.near[i].end[1]);
        for i in 0..count {
            let m = self.near[i];
            if m.end[0] >= latest || to[i] == Order::After || m.end[1] < floor {
                continue;
            }
            let group = groups[i].clone();
            let is_passed = group.clone().any(|j| {
                j != i && is_sure_in(&self.near, &to, j, earliest) && self.is_earlier(i, j)
            });
            if is_passed {
                continue;
            }
            let has_room = m.end[0] + 2 <= latest;
            let is_topped = top.is_some_and(|j| j != i && self.near[j].end[1] > m.end[0]);
            let certain = is_sure_in(&self.near, &to, i, earliest)
                && !(has_room && is_topped)
                && (0..count).all(|j| {
                    let n = self.near[j];
                    let passes = j != i
                        && has_room
                        && n.end[0] < latest
                        && to[j] != Order::After
                        && n.end[1] > m.end[0];
                    !passes || group.contains(&j) && self.is_earlier(j, i)
                });
            if certain {
                tell(m.event, Certainty::Certain);
            } else {
                tell(m.event, Certainty::Possible);
            }
        }
        true
    }

    /// Whether claims say that one meeting of a component ends before another.
    fn is_earlier(&mut self, i: usize, j: usize) -> bool {
        if i < j {
            matches!(self.order_of(i, j), Order::Before(_))
        } else {
            self.order_of(j, i) == Order::After
        }
    }

    /// Whether a meeting that surely is some time before the statement leaves another no room once it is as late as it
    /// can be.
    fn has_little_room(&mut self, i: usize, group: Range<usize>, to: Order) -> bool {
        let end = self.near[i].end[1];
        let Order::Before(least) = to else {
            return false;
        };
        let until = end.saturating_add(least);
        (0..self.near.len()).any(|j| {
            let n = self.near[j];
            // One that can end as early has room before.
            n.end[1] > end
                && n.end[1] < until
                && (n.end[0] > end || group.contains(&j) && self.is_earlier(i, j))
        })
    }
}

/// Whether a meeting surely took place, and before the statement.
fn is_sure_in(near: &[Near], to: &[Order], i: usize, earliest: i64) -> bool {
    !near[i].open && (near[i].end[1] < earliest || matches!(to[i], Order::Before(_)))
}

/// What a difference of two ends says beyond their windows.
fn order((least, most): (i128, i128), one: [i64; 2], other: [i64; 2]) -> Order {
    let [low, high] = [other[0] - one[1], other[1] - one[0]].map(i128::from);
    match (least == low, most == high) {
        (true, true) => Order::Nothing,
        (_, true) if least >= 1 => Order::Before(i64::try_from(least).unwrap_or(i64::MAX)),
        (true, _) if most <= -1 => Order::After,
        _ => Order::Odd,
    }
}
