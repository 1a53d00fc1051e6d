//! One world in which word is not to pass, as far as it has been made up.

use crate::query::condition::Coin;
use crate::query::decide::Model;
use crate::query::joint::{Inequality, Point, Scene};
use crate::timeline::{Moment, OPEN, Timeline};
use rustc_hash::FxHashMap;

/// Ticks of ten thousand years: how far from its other bound an end is put that has none on one side.
const FAR: i128 = 10_000 * 366 * 86_400_000_000;

/// Times of some events and answers to open questions that go together, with what they came from.
#[derive(Debug)]
pub(super) struct World {
    scene: Scene,
    coins: Vec<(Coin, bool)>,
    trail: Vec<Inequality>,
    times: FxHashMap<u32, (i128, i128)>,
}

impl World {
    /// One of the worlds that a search found, with times for every event that it speaks of.
    pub(super) fn of(t: &Timeline, model: Model) -> World {
        let Model {
            scene,
            coins,
            trail,
        } = model;
        let mut events: Vec<u32> = Vec::new();
        for point in scene.points() {
            if let Point::Event(moment) = point
                && !events.contains(&moment.event)
            {
                events.push(moment.event);
            }
        }
        let mut world = World {
            scene,
            coins,
            trail,
            times: FxHashMap::default(),
        };
        for event in events {
            world.fix(t, event);
        }
        world
    }

    /// How many events have times.
    pub(super) fn len(&self) -> usize {
        self.times.len()
    }

    /// When an event is, where that is made up.
    pub(super) fn times(&self, event: u32) -> Option<(i128, i128)> {
        self.times.get(&event).copied()
    }

    /// Whether an alleged event took place: not unless it has to.
    pub(super) fn took_place(&self, event: u32) -> bool {
        self.coins.contains(&(Coin::Happened(event), true))
    }

    /// Whether somebody was there whose presence is implied: not unless that has to be.
    pub(super) fn was_present(&self, event: u32, actor: u32) -> bool {
        self.coins.contains(&(Coin::Present(event, actor), true))
    }

    /// Makes up the times of an event: it begins as early and ends as late as it can, so that as little as may
    /// be is before or after it.
    pub(super) fn fix(&mut self, t: &Timeline, event: u32) {
        if self.times.contains_key(&event) {
            return;
        }
        let [begin, end] = [Moment::begin(event), Moment::end(event)].map(Point::Event);
        let (lo, hi) = self.scene.range(t, begin);
        let first = if lo > -OPEN { lo } else { hi.min(0) - FAR };
        self.scene.fix(t, begin, first);
        let (lo, hi) = self.scene.range(t, end);
        let last = if hi < OPEN { hi } else { lo.max(0) + FAR };
        self.scene.fix(t, end, last);
        self.times.insert(event, (first, last));
    }

    /// The world as a search for worlds gives it.
    pub(super) fn into_model(self) -> Model {
        Model {
            scene: self.scene,
            coins: self.coins,
            trail: self.trail,
        }
    }
}
