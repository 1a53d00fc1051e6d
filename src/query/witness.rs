//! Worlds that show that an answer is only possible.

use super::condition::Coin;
use super::decide::Model;
use super::formula::{Formula, Step};
use super::joint::{DAY, Inequality, Point, Scene};
use crate::id::AffiliationId;
use crate::time::{Zone, reading};
use crate::timeline::{Moment, OPEN, Timeline};
use std::fmt;

/// A world, as far as it concerns some events: their beginnings and ends, and what else is open.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Statement::new("x").by("a").on("2025-04-25"));
/// t.add(Statement::new("y").by("b").on("2025-04-25"));
/// let t = t.build()?;
/// let why = t.relate("x", "y")?.explain(Before);
/// let [holds, fails] = why.witnesses() else { unreachable!() };
/// assert!(holds.holds() && !fails.holds());
/// let ends: Vec<(&str, i128)> = holds.events().map(|(key, begin, _)| (key, begin)).collect();
/// assert!(ends[0].1 < ends[1].1);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    holds: bool,
    events: Vec<(String, i128, i128)>,
    choices: Vec<(String, bool)>,
    offices: Vec<(AffiliationId, String, i128, i128)>,
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

    /// What this world makes of what is only alleged or implied, each in one sentence (`"talks" took
    /// place`) with whether it is so.
    pub fn choices(&self) -> impl Iterator<Item = (&str, bool)> {
        self.choices.iter().map(|(text, yes)| (text.as_str(), *yes))
    }

    /// The affiliations that matter, with the ticks between which they hold.
    pub fn affiliations(&self) -> impl Iterator<Item = (AffiliationId, i128, i128)> {
        self.offices
            .iter()
            .map(|(id, _, from, until)| (*id, *from, *until))
    }

    /// One of the worlds that a search found, with these events and all that it depends on.
    pub(crate) fn of(t: &Timeline, model: Model, shown: &[u32], holds: bool) -> Witness {
        let Model {
            scene,
            mut coins,
            trail,
        } = model;
        let mut events = shown.to_vec();
        let mut affiliations = Vec::new();
        for point in trail.iter().flat_map(|step| [step.from, step.to]) {
            match point {
                Point::Event(moment) => events.push(moment.event),
                Point::Day(event) => events.push(event),
                Point::Affiliation(index, _) => affiliations.push(index),
                Point::Origin => {}
            }
        }
        let mut seen = rustc_hash::FxHashSet::default();
        events.retain(|&event| seen.insert(event));
        affiliations.sort_unstable();
        affiliations.dedup();
        coins.sort_unstable();
        let choice = |(coin, yes): &(Coin, bool)| {
            let text = match coin {
                Coin::Happened(event) => format!("{:?} took place", t.event_key(*event)),
                Coin::Present(event, actor) => {
                    let (name, event) = (t.store().actor_name(*actor), t.event_key(*event));
                    format!("{name} was at {event:?}")
                }
            };
            (text, *yes)
        };
        let choices = coins.iter().map(choice).collect();
        let (events, offices) = t.put(scene, &events, &affiliations);
        Witness {
            holds,
            events,
            choices,
            offices,
            zone: *t.zone(),
        }
    }
}

/// Events by key, with beginning and end.
type Put = Vec<(String, i128, i128)>;

/// `it holds if "talks" lasts from 2025-04-24 10:00 to 12:00 and "post" is at 2025-04-25 12:00
/// (+03:00)`, by clocks of the timeline's zone.
impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.holds {
            "it holds if "
        } else {
            "it does not hold if "
        })?;
        // Behind what is denied, a comma ends the denial.
        let and = |f: &mut fmt::Formatter<'_>, i: usize| {
            let before = i.checked_sub(1).map(|before| self.choices.get(before));
            f.write_str(match before {
                None => "",
                Some(Some((_, false))) => ", and ",
                Some(_) => " and ",
            })
        };
        let mut told = 0;
        for (text, yes) in &self.choices {
            and(f, told)?;
            told += 1;
            let not = if *yes { "" } else { "it is not so that " };
            write!(f, "{not}{text}")?;
        }
        if self.events.is_empty() {
            return Ok(());
        }
        for (key, begin, end) in &self.events {
            and(f, told)?;
            told += 1;
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
        for (_, office, begin, end) in &self.offices {
            let (from, to) = (reading(&self.zone, *begin), reading(&self.zone, *end));
            write!(f, " and that {office} is so from {from} to {to}")?;
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
        let scene = ways.iter().find_map(|way| {
            let mut scene = Scene::new();
            let assumed = way.iter().all(|&(from, to, weight)| {
                let inequality = Inequality::new(Point::Event(from), Point::Event(to), weight);
                scene.assume(self, inequality)
            });
            assumed.then_some(scene)
        })?;
        let (mut events, _) = self.put(scene, &[formula.x, formula.y], &[]);
        events.dedup();
        Some(Witness {
            holds,
            events,
            choices: Vec::new(),
            offices: Vec::new(),
            zone: *self.zone(),
        })
    }

    /// A world of a scene, for some events and affiliations.
    fn put(
        &self,
        mut scene: Scene,
        events: &[u32],
        affiliations: &[u32],
    ) -> (Put, Vec<(AffiliationId, String, i128, i128)>) {
        let ends = |event: u32| [Moment::begin(event), Moment::end(event)].map(Point::Event);
        for [begin, end] in events.iter().copied().map(ends) {
            for wish in [(begin, end, 2 * HOUR), (end, begin, -HOUR)] {
                let mut next = scene.clone();
                if next.assume(self, Inequality::new(wish.0, wish.1, wish.2)) {
                    scene = next;
                }
            }
        }
        // Days come first: they lie on multiples of a day, and the rest can follow.
        let days: Vec<Point> = scene
            .points()
            .iter()
            .copied()
            .filter(|p| p.is_day())
            .collect();
        for day in days {
            let range = scene.range(self, day);
            scene.fix(self, day, middle_of_days(range, self.anchor()));
        }
        // What nothing dates goes near the last event, or else near the first bound that there is.
        let mut anchor = match events.last() {
            Some(&last) => middle(scene.range(self, ends(last)[1]), self.anchor()),
            None => self.anchor(),
        };
        let mut put = Vec::new();
        for &event in events {
            let [begin, end] = ends(event);
            let last = middle(scene.range(self, end), anchor);
            scene.fix(self, end, last);
            let first = shortly_before(last, scene.range(self, begin));
            scene.fix(self, begin, first);
            put.push((self.event_key(event).to_string(), first, last));
            anchor = last;
        }
        let mut offices = Vec::new();
        for &index in affiliations {
            let [from, until] = [false, true].map(|is_end| {
                let point = Point::Affiliation(index, is_end);
                let tick = middle(scene.range(self, point), anchor);
                scene.fix(self, point, tick);
                tick
            });
            let office = self.tell_affiliation(index);
            offices.push((AffiliationId(index), office, from, until));
        }
        (put, offices)
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

/// The multiple of a day near the middle of a range whose ends are such, or none.
fn middle_of_days((lo, hi): (i128, i128), anchor: i128) -> i128 {
    let near = match (lo > -OPEN, hi < OPEN) {
        (true, true) => lo + (hi - lo) / 2,
        (true, false) => lo,
        (false, true) => hi,
        (false, false) => anchor,
    };
    near.div_euclid(DAY) * DAY
}

/// The tick of a range that lies two hours before an end, or else the roundest near it.
fn shortly_before(end: i128, (lo, hi): (i128, i128)) -> i128 {
    let wanted = end - 2 * HOUR;
    if (lo..=hi).contains(&wanted) {
        return wanted;
    }
    round(wanted.max(lo).min(hi), (lo, hi))
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
