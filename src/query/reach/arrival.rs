//! When word arrives first.

use super::deny::{Denial, Pool, arrival};
use super::judge::Unsettled;
use super::listing::{Which, list};
use super::quest::Quest;
use super::route::Route;
use crate::query::certainty::Certainty;
use crate::timeline::{Bound, EndWindow, Moment, OPEN};
use std::fmt;

/// How many paths are weighed where word passes in some worlds only.
const ROUTES: usize = 200;

/// How many of too many paths are tried.
const SOME: usize = 10;

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
        let window = EndWindow {
            earliest: self.least,
            latest: self.most,
        };
        window.fmt(f)
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
        let mut left = self.budget;
        greatest(least, OPEN, |floor| {
            tried(self, floor, pool.deny(self, Some(floor), None, &mut left))
        })
    }

    /// Where it passes in some worlds only: the same among them, path by path, those first that can arrive
    /// last.
    fn most_of_some(&self, least: i128) -> Result<i128, Unsettled> {
        let listing = list(self, Which::Possible, ROUTES, self.budget);
        if !listing.is_complete {
            return self.most_at_all(&listing.routes);
        }
        let latest = |route: &Route| {
            let end = route.last().map(|m| self.t.bounds(Moment::end(m)).1);
            end.map_or(OPEN, |end| end.min(self.latest().saturating_sub(1)))
        };
        let mut routes: Vec<(i128, &Route)> =
            listing.routes.iter().map(|r| (latest(r), r)).collect();
        routes.sort_by_key(|r| std::cmp::Reverse(r.0));
        let mut pool = Pool::default();
        let mut left = self.budget;
        let mut best = least;
        for (bound, route) in routes {
            if bound <= best || best >= OPEN {
                break;
            }
            best = greatest(best, bound, |floor| {
                let denial = pool.deny(self, Some(floor), Some(route), &mut left);
                tried(self, floor, denial)
            })?;
        }
        Ok(best)
    }

    /// The same where there are too many paths: exact if one of some of them can arrive as late as any could.
    fn most_at_all(&self, routes: &[Route]) -> Result<i128, Unsettled> {
        let bound = self.latest().saturating_sub(1);
        let (floor, bound) = if bound < OPEN - 1 {
            (bound, bound)
        } else {
            (BEYOND, OPEN)
        };
        let mut pool = Pool::default();
        let mut left = self.budget;
        let reached = routes.iter().take(SOME).any(|route| {
            let denial = pool.deny(self, Some(floor), Some(route), &mut left);
            matches!(denial, Denial::World(_))
        });
        if reached { Ok(bound) } else { Err(Unsettled) }
    }
}

fn tried(q: &Quest<'_>, floor: i128, denial: Denial) -> Tried {
    match denial {
        Denial::Refuted => Tried::Never,
        Denial::Unsettled => Tried::Unsettled,
        Denial::World(mut world) => {
            Tried::Later(arrival(q, &mut world).map_or(floor, |at| at.max(floor)))
        }
    }
}

/// The greatest tick that some world reaches, which is no less than `least` and, where there is such a thing, no
/// greater than `bound`: worlds found tend to reach it at once, so that the tick after the best is tried first,
/// and halves after that.
fn greatest(
    least: i128,
    bound: i128,
    mut attempt: impl FnMut(i128) -> Tried,
) -> Result<i128, Unsettled> {
    let (mut best, mut bound) = (least.max(-BEYOND), bound.min(BEYOND));
    if bound == BEYOND {
        match attempt(BEYOND) {
            Tried::Later(_) => return Ok(OPEN),
            Tried::Unsettled => return Err(Unsettled),
            Tried::Never => bound -= 1,
        }
    }
    while best < bound {
        match attempt(best + 1) {
            Tried::Never => break,
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
    Ok(if best <= -BEYOND { least } else { best })
}
