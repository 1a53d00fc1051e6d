//! When word arrives first.

use super::deny::{Denial, Pool, arrival};
use super::judge::Unsettled;
use super::listing::{Which, list};
use super::quest::Quest;
use super::world::World;
use crate::query::certainty::Certainty;
use crate::query::condition::Condition;
use crate::query::decide::{Search, find_world};
use crate::query::joint::{Inequality, Point};
use crate::timeline::{Bound, Moment, OPEN};
use std::fmt;

/// How many paths are weighed where word passes in some worlds only.
const ROUTES: usize = 200;

/// A tick that nothing reaches but what has no bound.
const BEYOND: i128 = 1 << 100;

/// When word arrives first, over all worlds in which it does: the end of the last meeting of the path that
/// arrives first.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25T10:00/2025-04-25T12:00"));
/// t.add(Meeting::new("call").between(["a", "b"]));
/// let t = t.build()?;
/// let arrival = t.word_from("a")?.to("b")?.earliest_arrival().unwrap();
/// // The call may have been at any time before.
/// assert_eq!(arrival.least(), None);
/// assert_eq!(arrival.most().unwrap().to_string(), "2025-04-25T12:00:59.999999Z");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arrival {
    least: Option<Bound>,
    most: Option<Bound>,
    is_settled: bool,
}

impl Arrival {
    /// The least tick; `None` where there is none.
    pub fn least(self) -> Option<Bound> {
        self.least
    }

    /// The greatest tick; `None` where there is none.
    pub fn most(self) -> Option<Bound> {
        self.most
    }

    /// Whether both are exact. Otherwise the search was cut off, and they are bounds: word arrives no
    /// earlier than the least and no later than the greatest.
    pub fn is_settled(self) -> bool {
        self.is_settled
    }
}

/// `between 2025-04-25T10:00:00.000000Z and 2025-04-25T12:00:00.000000Z`.
impl fmt::Display for Arrival {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => write!(f, "at {least}"),
            (Some(least), Some(most)) => write!(f, "between {least} and {most}"),
            (Some(least), None) => write!(f, "at {least} or later"),
            (None, Some(most)) => write!(f, "at {most} or earlier"),
            (None, None) => f.write_str("at any time"),
        }
    }
}

/// What trying a tick comes to.
enum Tried {
    /// In some world word arrives no earlier than that, but at this tick.
    Later(i128),
    Never,
    Unsettled,
}

impl Quest<'_> {
    /// When word arrives first, given how sure it is that it does.
    pub(super) fn arrival(&self, certainty: Certainty) -> Option<Arrival> {
        let (least, known) = match self.earliest_arrival() {
            Ok(found) => (found?, true),
            Err(Unsettled) => (-OPEN, false),
        };
        let most = match certainty {
            Certainty::Impossible => return None,
            Certainty::Certain => self.most_of_all(least),
            Certainty::Possible => self.most_of_some(least),
        };
        let latest = self.latest();
        Some(Arrival {
            least: (least > -OPEN).then_some(Bound(least)),
            most: match most {
                Ok(most) => (most < OPEN).then_some(Bound(most)),
                // It is over before what it precedes begins.
                Err(Unsettled) => (latest < OPEN).then_some(Bound(latest - 1)),
            },
            is_settled: known && most.is_ok(),
        })
    }

    /// Where word passes in every world: the greatest tick by which it has not arrived yet in some.
    fn most_of_all(&self, least: i128) -> Result<i128, Unsettled> {
        let mut pool = Pool::default();
        greatest(least, |floor| match pool.deny(self, Some(floor)) {
            Denial::Refuted => Tried::Never,
            Denial::Unsettled => Tried::Unsettled,
            Denial::World(mut world) => {
                Tried::Later(arrival(self, &mut world).map_or(floor, |at| at.max(floor)))
            }
        })
    }

    /// Where it passes in some worlds only: the same among them, with all paths weighed.
    fn most_of_some(&self, least: i128) -> Result<i128, Unsettled> {
        let listing = list(self, Which::Possible, ROUTES, self.budget);
        if !listing.is_complete {
            return Err(Unsettled);
        }
        let conditions: Vec<(Condition, u32)> = listing
            .routes
            .iter()
            .filter_map(|route| Some((route.condition(self), route.last()?)))
            .collect();
        let whole = Condition::Any(conditions.iter().map(|c| c.0.clone()).collect());
        greatest(least, |floor| {
            let late = conditions.iter().map(|(condition, last)| {
                let end = Point::Event(Moment::end(*last));
                Condition::Any(vec![
                    condition.denial(),
                    Condition::Step(Inequality::at_least(end, floor)),
                ])
            });
            let mut left = self.budget;
            match find_world(self.t, late.chain([whole.clone()]), &mut left) {
                Search::None => Tried::Never,
                Search::Unsettled => Tried::Unsettled,
                Search::Found(model) => {
                    let mut world = World::of(self.t, *model);
                    let events = listing.routes.iter().flat_map(|r| &r.meetings);
                    for &event in events.chain(&self.before) {
                        world.fix(self.t, event);
                    }
                    Tried::Later(arrival(self, &mut world).map_or(floor, |at| at.max(floor)))
                }
            }
        })
    }
}

/// The greatest tick that some world reaches, which is no less than `least`: worlds found tend to reach it at
/// once, so that the tick after the best is tried first, and halves after that.
fn greatest(least: i128, mut attempt: impl FnMut(i128) -> Tried) -> Result<i128, Unsettled> {
    match attempt(BEYOND) {
        Tried::Later(_) => return Ok(OPEN),
        Tried::Unsettled => return Err(Unsettled),
        Tried::Never => {}
    }
    let (mut best, mut bound) = (least.max(-BEYOND), BEYOND - 1);
    while best < bound {
        match attempt(best + 1) {
            Tried::Never => return Ok(best),
            Tried::Unsettled => return Err(Unsettled),
            Tried::Later(at) => best = at,
        }
        let middle = best + (bound - best) / 2;
        if middle <= best {
            continue;
        }
        match attempt(middle) {
            Tried::Never => bound = middle - 1,
            Tried::Unsettled => return Err(Unsettled),
            Tried::Later(at) => best = at,
        }
    }
    Ok(best)
}
