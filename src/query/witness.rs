//! Worlds that show that an answer is only possible.

use super::formula::{Formula, Step};
use super::joint::{Inequality, Point, Scene};
use crate::time::{Zone, reading};
use crate::timeline::{Moment, OPEN, Timeline};
use std::fmt;

/// A world, as far as it concerns two events: their beginnings and ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    holds: bool,
    events: Vec<(String, i128, i128)>,
    zone: Zone,
}

impl Witness {
    /// Whether the answer holds in this world.
    pub fn holds(&self) -> bool {
        self.holds
    }

    /// The events, by key, with beginning and end in microseconds since 1970-01-01T00:00:00Z.
    pub fn events(&self) -> impl Iterator<Item = (&str, i128, i128)> {
        self.events
            .iter()
            .map(|(key, begin, end)| (key.as_str(), *begin, *end))
    }
}

/// `it holds if "talks" lasts from 2025-04-24 10:00 to 12:00 and "post" is at 2025-04-25 12:00
/// (+03:00)`, by clocks of the timeline's zone.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.holds {
            "it holds if "
        } else {
            "it does not hold if "
        })?;
        for (i, (key, begin, end)) in self.events.iter().enumerate() {
            if i > 0 {
                f.write_str(" and ")?;
            }
            let (from, to) = (reading(&self.zone, *begin), reading(&self.zone, *end));
            if begin == end {
                write!(f, "{key:?} is at {from}")?;
                continue;
            }
            let same_day = from.split_once(' ').map(|(day, _)| day);
            let to = match (same_day, to.split_once(' ')) {
                (Some(day), Some((other, clock))) if day == other => clock,
                _ => &to,
            };
            write!(f, "{key:?} lasts from {from} to {to}")?;
        }
        if self.zone.is_floating() {
            return f.write_str(" (UTC)");
        }
        write!(f, " ({})", self.zone)
    }
}

impl Timeline {
    /// A world in which one of some conjunctions holds.
    ///
    /// Of all such worlds it takes one that is easy to read: whatever may be short lasts an hour or two,
    /// ends lie on full hours, and in the middle of what is possible.
    pub(crate) fn witness(
        &self,
        formula: &Formula,
        holds: bool,
        ways: &[Vec<Step>],
    ) -> Option<Witness> {
        let mut scene = ways.iter().find_map(|way| {
            let mut scene = Scene::new();
            let assumed = way.iter().all(|&(from, to, weight)| {
                let inequality = Inequality::new(Point::Event(from), Point::Event(to), weight);
                scene.assume(self, inequality)
            });
            assumed.then_some(scene)
        })?;
        let both = [formula.x, formula.y];
        let ends = |event: u32| [Moment::begin(event), Moment::end(event)].map(Point::Event);
        for [begin, end] in both.map(ends) {
            for wish in [(begin, end, 2 * HOUR), (end, begin, -HOUR)] {
                let mut next = scene.clone();
                if next.assume(self, Inequality::new(wish.0, wish.1, wish.2)) {
                    scene = next;
                }
            }
        }
        // What nothing dates goes near the other event, or else near the first bound that there is.
        let [_, other] = ends(formula.y);
        let mut anchor = middle(scene.range(self, other), self.anchor());
        let mut events = Vec::new();
        for event in both {
            let [begin, end] = ends(event);
            let last = middle(scene.range(self, end), anchor);
            scene.fix(self, end, last);
            let first = shortly_before(last, scene.range(self, begin));
            scene.fix(self, begin, first);
            events.push((self.event_key(event).to_string(), first, last));
            anchor = last;
        }
        events.dedup();
        let zone = *self.zone();
        Some(Witness {
            holds,
            events,
            zone,
        })
    }

    /// A tick to put events near that nothing dates: the first bound in file order, or 1970.
    fn anchor(&self) -> i128 {
        let ends = |e: u32| [Moment::begin(e), Moment::end(e)].map(|m| self.bounds(m));
        (0..self.len() as u32)
            .flat_map(ends)
            .flat_map(|(lo, hi)| [lo, hi])
            .find(|b| b.abs() < OPEN)
            .unwrap_or(0)
    }
}

const HOUR: i128 = 3_600_000_000;
/// Hours, minutes, seconds, ticks.
const UNITS: [i128; 4] = [HOUR, 60_000_000, 1_000_000, 1];

/// The roundest tick of a range near its middle, or some hours from its only end, or near `anchor`.
fn middle((lo, hi): (i128, i128), anchor: i128) -> i128 {
    let near = match (lo > -OPEN, hi < OPEN) {
        (true, true) => lo + (hi - lo) / 2,
        (true, false) => lo + 3 * HOUR,
        (false, true) => hi - 3 * HOUR,
        (false, false) => anchor,
    };
    round(near, (lo, hi))
}

/// The tick of a range that lies two hours before an end, or else the roundest near it.
fn shortly_before(end: i128, (lo, hi): (i128, i128)) -> i128 {
    let wanted = end - 2 * HOUR;
    if (lo..=hi).contains(&wanted) {
        return wanted;
    }
    round(wanted.clamp(lo, hi), (lo, hi))
}

/// The roundest tick of a range next to one that lies in it.
fn round(near: i128, (lo, hi): (i128, i128)) -> i128 {
    let found = UNITS.iter().find_map(|&unit| {
        let nearest = (near + unit / 2).div_euclid(unit) * unit;
        [nearest, nearest - unit, nearest + unit]
            .into_iter()
            .find(|tick| (lo..=hi).contains(tick))
    });
    found.unwrap_or(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_where_they_can_be() {
        let day = 24 * HOUR;
        assert_eq!(middle((0, day - 1), 0), 12 * HOUR);
        assert_eq!(middle((1, OPEN), 0), 3 * HOUR);
        assert_eq!(middle((-OPEN, -1), 0), -3 * HOUR);
        assert_eq!(middle((-OPEN, OPEN), day), day);
        assert_eq!(middle((5, 8), 0), 6);
        assert_eq!(shortly_before(day, (0, day)), 22 * HOUR);
        assert_eq!(shortly_before(day, (day, day)), day);
        assert_eq!(shortly_before(day, (0, HOUR + 1)), HOUR);
        assert_eq!(shortly_before(day, (day - HOUR, day)), 23 * HOUR);
    }
}
