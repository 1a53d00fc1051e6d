//! A timeline with more records, of which only what they touch is solved.

use super::base::Base;
use super::claim::ClaimRef;
use super::columns::{BEGIN_HI, BEGIN_LO, END_HI, END_LO};
use super::draft::Draft;
use super::encode::{Piece, pieces};
use super::options::ImpliedKind;
use super::solve::{published, root};
use super::solved::{Part, Solved};
use super::store::Store;
use super::timeline::Timeline;
use rustc_hash::FxHashMap;

/// How many rows a base has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) archive: usize,
    pub(crate) events: u32,
    pub(crate) relations: u32,
    pub(crate) dates: u32,
    pub(crate) sources: usize,
}

impl Extent {
    pub(crate) fn of(base: &Base) -> Extent {
        Extent {
            archive: base.archive.len(),
            events: base.columns.len(),
            relations: base.relations.len() as u32,
            dates: base.dates.len() as u32,
            sources: base.sources.record.len(),
        }
    }
}

impl Timeline {
    /// How many records there are.
    pub(crate) fn record_count(&self) -> usize {
        let base: &Base = self.store();
        let count: usize = base.order.iter().map(|&(_, n)| n as usize).sum();
        count + self.store().assumed_records().len()
    }

    /// All records, in the order in which they were added.
    pub(crate) fn to_draft(&self) -> Draft {
        let base: &Base = self.store();
        let mut draft = Draft::of(base.clone());
        for (record, origin) in self.store().assumed_records() {
            draft.push(record.clone(), origin.clone());
        }
        draft
    }

    /// This timeline with the records of a draft; nothing where they have to be built together from the
    /// ground: where something is wrong with them or contradicts others, where something was set aside or is only
    /// assumed, and where there is a timeline record among them.
    pub(crate) fn revised(&self, more: &Draft) -> Option<Timeline> {
        let store = self.store();
        if more.has_header()
            || !store.assumed_records().is_empty()
            || !store.aside().conflicts.is_empty()
        {
            return None;
        }
        let base: &Base = store;
        let old = Extent::of(base);
        let mut draft = Draft::of(base.clone());
        for (record, origin) in more.records() {
            draft.push(record, origin);
        }
        let mut store = Store::new(draft.finish_more(&old)?);
        let mut solved = self.inside.solved.clone();
        let groups = groups(&store, &solved, &old);
        if !lone(&mut store, &old, &groups) {
            return None;
        }
        for events in groups {
            let claims = store.claims_of(&events);
            let part = Part::solve(&store, &events, &claims)?;
            let windows = &mut store.base_mut().columns.windows;
            for (event, bounds) in part.windows() {
                for (side, &bound) in [BEGIN_LO, BEGIN_HI, END_LO, END_HI].into_iter().zip(bounds) {
                    windows.set(event, side, bound);
                }
            }
            solved.replace(part, store.columns.len());
        }
        Some(self.extended(store, solved, old.events))
    }
}

/// The events that have to be solved together, each group in file order: those that new claims connect, and those of
/// before that new dates are about.
fn groups(store: &Store, solved: &Solved, old: &Extent) -> Vec<Vec<u32>> {
    let mut groups = Groups::default();
    let node = |event: u32| match solved.component(event) {
        Some(component) => (true, component),
        None => (false, event),
    };
    let mut claims: Vec<ClaimRef> = (old.relations..store.relations().len() as u32)
        .map(ClaimRef::Relation)
        .collect();
    for event in old.events..store.columns.len() {
        store.implied(event, |claim| {
            if !matches!(claim, ClaimRef::Implied(ImpliedKind::Published, ..)) {
                claims.push(claim);
            }
        });
    }
    for claim in claims {
        pieces(store, claim, |piece| {
            if let Piece::Edge(from, to, _) = piece {
                groups.join(node(from.event), node(to.event));
            }
        });
    }
    for date in old.dates..store.dates().len() as u32 {
        let event = store.dates().at(date).event;
        if event < old.events {
            groups.join(node(event), node(event));
        }
    }
    groups.events(solved)
}

/// Events that are alone, and components, joined by claims.
#[derive(Default)]
struct Groups {
    number: FxHashMap<(bool, u32), u32>,
    nodes: Vec<(bool, u32)>,
    parent: Vec<u32>,
}

impl Groups {
    fn join(&mut self, one: (bool, u32), other: (bool, u32)) {
        let (one, other) = (self.find(one), self.find(other));
        self.parent[one.max(other) as usize] = one.min(other);
    }

    fn find(&mut self, node: (bool, u32)) -> u32 {
        let next = self.nodes.len() as u32;
        let number = *self.number.entry(node).or_insert(next);
        if number == next {
            self.nodes.push(node);
            self.parent.push(next);
        }
        root(&mut self.parent, number)
    }

    fn events(mut self, solved: &Solved) -> Vec<Vec<u32>> {
        let mut all: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for (number, &(joined, at)) in self.nodes.iter().enumerate() {
            let group = &mut all[root(&mut self.parent, number as u32) as usize];
            if joined {
                group.extend_from_slice(solved.members(at));
            } else {
                group.push(at);
            }
        }
        all.retain(|group| !group.is_empty());
        all.iter_mut().for_each(|group| group.sort_unstable());
        all
    }
}

/// Tightens the windows of new events that no claim connects; whether each has a world.
fn lone(store: &mut Store, old: &Extent, groups: &[Vec<u32>]) -> bool {
    let mut windows = std::mem::take(&mut store.base_mut().columns.windows);
    let new = old.events..store.columns.len();
    published(store, &mut windows, new.clone());
    let mut joined: Vec<u32> = groups.iter().flatten().copied().collect();
    joined.sort_unstable();
    let sound = new.into_iter().all(|event| {
        joined.binary_search(&event).is_ok()
            || windows.tighten(event, store.columns.is_instant(event))
    });
    store.base_mut().columns.windows = windows;
    sound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, Claim, Meeting, Statement};
    use crate::time::Relation;

    #[test]
    fn only_what_new_records_touch_is_solved() {
        let mut t = Timeline::builder();
        t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
        t.add(["m1", "m2", "m3"].map(|key| Meeting::new(key).with("a").on("2025-04-25")));
        t.add(Claim::that("m2").is(Relation::After, "m1"));
        let t = t.build().unwrap();
        let mut more = Draft::default();
        for record in [
            Statement::new("s").by("c").into(),
            Actor::person("c", "Cy").into(),
            Claim::that("s").is(Relation::After, "m2").into(),
        ] {
            more.push(record, Default::default());
        }
        let revised = t.revised(&more).expect("nothing contradicts");
        assert!(!revised.inside.solved.is_whole());
        assert_eq!(revised.component(2), None);
        assert_eq!(revised.region(&[3]), [0, 1, 3]);
        // What contradicts is left to those who build anew, and tell of it.
        more.push(
            Claim::that("s").is(Relation::Before, "m1").into(),
            Default::default(),
        );
        assert!(t.revised(&more).is_none());
    }
}
