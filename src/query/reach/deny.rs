//! Worlds in which word does not pass, or not by some tick.

use super::bridge::{earliest, path};
use super::quest::Quest;
use super::route::Route;
use super::view::View;
use super::world::World;
use crate::query::condition::Condition;
use crate::query::decide::{Search, find_world};
use crate::query::joint::{Inequality, Point};
use crate::timeline::Moment;

/// How many events of a world are given times.
const EVENTS: usize = 300;

/// How many paths are weighed together.
const ROUTES: usize = 500;

/// What a search for a world without word comes to.
#[derive(Debug)]
pub(super) enum Denial {
    /// In every world word arrives, and by then: one of the paths gathered sees to it.
    Refuted,
    /// A world in which it does not, as far as that is made up: the rest of it does not matter.
    World(Box<World>),
    Unsettled,
}

/// Paths of which some hold in each world, gathered as worlds are found that deny the others.
#[derive(Debug, Default)]
pub(super) struct Pool {
    pub(super) routes: Vec<Route>,
}

impl Pool {
    /// Looks for a world in which word does not arrive at all, or not before a tick; where a path is given, one
    /// in which it holds, so that word does arrive.
    ///
    /// A world is found that denies all paths gathered so far; of its other events those that no claim ties to
    /// others are taken as worst as can be (begun as early and over as late as possible), which no claim
    /// speaks against; if some path holds there, it is gathered, too. Events that are tied are given times only
    /// where a path needs them. So few paths decide, where there may be very many. Each path gathered is
    /// new; steps of the budget are those of the searches for worlds.
    pub(super) fn deny(
        &mut self,
        q: &Quest<'_>,
        floor: Option<i128>,
        given: Option<&Route>,
        left: &mut u64,
    ) -> Denial {
        loop {
            let given = given.map(|route| route.condition(q));
            let denied = self.routes.iter().map(|route| late(q, route, floor));
            let mut world = match find_world(q.t, given.into_iter().chain(denied), left) {
                Search::None => return Denial::Refuted,
                Search::Unsettled => return Denial::Unsettled,
                Search::Found(model) => World::of(q.t, *model),
            };
            loop {
                let Some(route) = path(q, View::In(&world), floor) else {
                    return Denial::World(Box::new(world));
                };
                if !settle(q, &mut world, &route) {
                    if self.routes.len() >= ROUTES || self.routes.contains(&route) {
                        return Denial::Unsettled;
                    }
                    self.routes.push(route);
                    break;
                }
                if world.len() > EVENTS {
                    return Denial::Unsettled;
                }
            }
        }
    }
}

/// "Word does not take this path, or not before a tick."
fn late(q: &Quest<'_>, route: &Route, floor: Option<i128>) -> Condition {
    let denial = route.condition(q).denial();
    match (floor, route.last()) {
        (Some(floor), Some(last)) => Condition::Any(vec![
            denial,
            Condition::Step(Inequality::at_least(Point::Event(Moment::end(last)), floor)),
        ]),
        _ => denial,
    }
}

/// Gives times to those events of a path that can't be taken at their worst; whether there were any.
fn settle(q: &Quest<'_>, world: &mut World, route: &Route) -> bool {
    let tied = q.before.iter().filter(|&&s| q.t.component(s).is_some());
    let tangled = route.meetings.iter().filter(|&&m| q.is_tangled(m));
    let events: Vec<u32> = tied
        .chain(tangled)
        .copied()
        .filter(|&e| world.times(e).is_none())
        .collect();
    for &event in &events {
        world.fix(q.t, event);
    }
    !events.is_empty()
}

/// When word arrives first in a world that was found; `None` where it does not.
pub(super) fn arrival(q: &Quest<'_>, world: &mut World) -> Option<i128> {
    while let Some((route, at)) = earliest(q, View::In(world)) {
        if !settle(q, world, &route) {
            return Some(at);
        }
    }
    None
}
