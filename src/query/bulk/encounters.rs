//! How often actors met, unit by unit.

use crate::query::engine::{Tally, UnitCounts, units_of};
use crate::query::pattern::ast::Unit;
use crate::timeline::{ActorView, EventKind, Part, Timeline};
use std::iter::FusedIterator;

/// How often two actors met, by day, month or year; see [`Timeline::encounters_per`].
#[derive(Clone, Debug)]
pub struct EncountersPer<'t> {
    /// The two, in file order.
    pub actors: [ActorView<'t>; 2],
    /// A line for each unit that has a count, in order; last, without a unit, meetings that begin in no bounded time.
    pub units: Vec<UnitCounts>,
}

/// An actor that was at one of somebody's meetings, the meeting, and whether it is sure that both were there.
type Met = (u32, u32, bool);

impl Timeline {
    /// How often any two actors met, unit by unit, as `find count per month of ?m where meeting ?m with A, B` counts for
    /// each pair that met at least possibly: a meeting that took place for certain, with both there for certain, counts
    /// as certain in the unit in which it begins for certain; else as possible in each in which it may begin.
    ///
    /// Pairs come in file order of the one, then of the other. All are gone through actor by actor, so that of the pairs
    /// of one actor alone anything is held: `O(p log p)` for the `p` pairs of people of all meetings.
    ///
    /// ```
    /// use demarche::pattern::Unit;
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::person("c", "Cy")]);
    /// t.add(Meeting::new("first").between(["a", "b", "c"]).on("2025-04-20"));
    /// t.add(Meeting::new("second").between(["a", "b"]).on("[2025-04-30..2025-05-01]"));
    /// let t = t.build()?;
    /// let lines: Vec<String> = t
    ///     .encounters_per(Unit::Month)
    ///     .map(|pair| format!("{} {}: {}", pair.actors[0].key(), pair.actors[1].key(), pair.units.len()))
    ///     .collect();
    /// assert_eq!(lines, ["a b: 2", "a c: 1", "b c: 1"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn encounters_per(&self, unit: Unit) -> impl FusedIterator<Item = EncountersPer<'_>> + '_ {
        let actors = 0..self.store().actors.keys.len() as u32;
        actors
            .flat_map(move |actor| of_actor(self, actor, unit))
            .fuse()
    }
}

/// The pairs of an actor with those behind it in file order.
fn of_actor(t: &Timeline, actor: u32, unit: Unit) -> Vec<EncountersPer<'_>> {
    let mut met: Vec<Met> = Vec::new();
    for &event in t.events_of(actor) {
        if t.store().columns.kind[event as usize] != EventKind::Meeting || !t.is_matched(event) {
            continue;
        }
        let present = t.involved(event).iter();
        let present = present.filter(|i| i.part == Part::Participant && !i.is_denied());
        let reported = |one: u32| {
            let mut entries = present.clone().filter(move |i| i.actor == one);
            entries.any(|i| !i.is_implied())
        };
        if !present.clone().any(|i| i.actor == actor) {
            continue;
        }
        let sure = !t.is_alleged(event) && reported(actor);
        for other in present.clone().filter(|i| i.actor > actor) {
            met.push((other.actor, event, sure && reported(other.actor)));
        }
    }
    met.sort_unstable();
    // Whoever is listed twice met once.
    met.dedup();
    let pairs = met.chunk_by(|one, other| one.0 == other.0);
    let told = pairs.map(|pair| EncountersPer {
        actors: [actor, pair[0].0].map(|actor| ActorView::new(t, actor)),
        units: counted(t, pair, unit),
    });
    told.filter(|pair| !pair.units.is_empty()).collect()
}

fn counted(t: &Timeline, pair: &[Met], unit: Unit) -> Vec<UnitCounts> {
    let mut tally = Tally::default();
    for &(_, event, sure) in pair {
        match units_of(t, unit, event) {
            None => tally.nowhere.possible += 1,
            Some((first, last)) if first != last => tally.possible_in(first, last),
            Some((first, _)) if sure => tally.at(first).certain += 1,
            Some((first, _)) => tally.at(first).possible += 1,
        }
    }
    tally.finish(t, unit)
}
