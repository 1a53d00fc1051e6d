//! Graphs for `petgraph`, over the ids of a timeline.

use super::columns::Part;
use super::timeline::Timeline;
use crate::id::{ActorId, EventId};
use crate::model::LinkKind;
use crate::time::{Gap, RelationSet};
use petgraph::graph::{DiGraph, NodeIndex, UnGraph};
use rustc_hash::FxHashMap;

/// Which events a graph is made of, or a question is about: all, or those given.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::Selection;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add(Statement::new("x").by("a").on("2024"));
/// t.add(Statement::new("y").by("a").on("2025"));
/// let t = t.build()?;
/// assert_eq!(t.to_precedence(Selection::all())?.edge_count(), 1);
/// let only: Selection = t.statements().map(|s| s.event().id()).take(1).collect();
/// assert_eq!(t.to_precedence(only)?.edge_count(), 0);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection(Option<Vec<EventId>>);

impl Selection {
    /// All events.
    pub fn all() -> Selection {
        Selection(None)
    }

    /// Its events in file order, each once; ids of another timeline are left out.
    pub(crate) fn events(self, t: &Timeline) -> Vec<EventId> {
        let count = t.len() as u32;
        match self.0 {
            None => (0..count).map(EventId).collect(),
            Some(mut events) => {
                events.retain(|e| e.0 < count);
                events.sort_unstable();
                events.dedup();
                events
            }
        }
    }
}

impl<E: Into<EventId>> FromIterator<E> for Selection {
    fn from_iter<I: IntoIterator<Item = E>>(events: I) -> Selection {
        Selection(Some(events.into_iter().map(Into::into).collect()))
    }
}

/// Something that the records say of two events.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::{Asserted, Selection};
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add(Statement::new("question").by("a"));
/// t.add(Statement::new("answer").by("a").replies_to("question"));
/// let graph = t.build()?.to_graph(Selection::all());
/// assert_eq!(graph.edge_weights().collect::<Vec<_>>(), [&Asserted::RepliesTo]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Asserted {
    /// A relation claim, from its left to its right event.
    Relation(RelationSet, Gap),
    /// A part, to its whole.
    PartOf,
    /// A reply, to what it answers.
    RepliesTo,
    /// A statement, to what it is about.
    About,
    /// A link of another kind.
    Link(LinkKind),
}

/// Events, and what the records say of pairs of them.
pub type EventGraph = DiGraph<EventId, Asserted>;

/// Events, and "certainly ended before the other began", reduced to what does not follow from the
/// rest.
pub type PrecedenceGraph = DiGraph<EventId, ()>;

/// Actors, and the meetings at which two of them met.
///
/// ```
/// use demarche::prelude::*;
/// use demarche::Selection;
///
/// let mut t = Timeline::builder();
/// t.add(["a", "b", "c"].map(|key| Actor::person(key, key)));
/// t.add(Meeting::new("talks").between(["a", "b", "c"]));
/// let t = t.build()?;
/// let graph = t.to_encounters(Selection::all());
/// assert_eq!((graph.node_count(), graph.edge_count()), (3, 3));
/// assert!(demarche::petgraph::algo::connected_components(&graph) == 1);
/// # Ok::<(), demarche::Error>(())
/// ```
pub type EncounterGraph = UnGraph<ActorId, EventId>;

/// The selection is too large to compare all its pairs.
#[derive(Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "{found} events are too many to compare all pairs of them: at most {most}; take a selection"
)]
pub struct TooManyEvents {
    /// How many there are.
    pub found: usize,
    /// How many there may be.
    pub most: usize,
}

impl Timeline {
    /// The events of a selection, and what accepted claims and records say of pairs of them.
    ///
    /// Nodes stand in file order. `O(events + claims)`.
    pub fn to_graph(&self, selection: Selection) -> EventGraph {
        let mut graph = EventGraph::new();
        let events = selection.events(self);
        let nodes: FxHashMap<u32, NodeIndex> =
            events.iter().map(|&e| (e.0, graph.add_node(e))).collect();
        let store = self.store();
        let mut join = |from: u32, to: u32, what: Asserted| {
            if let (Some(&a), Some(&b)) = (nodes.get(&from), nodes.get(&to)) {
                graph.add_edge(a, b, what);
            }
        };
        for (index, row) in store.relations().iter().enumerate() {
            if store.is_accepted(super::claim::ClaimRef::Relation(index as u32)) {
                join(row.left, row.right, Asserted::Relation(row.set, row.gap));
            }
        }
        for &EventId(event) in &events {
            let columns = &store.columns;
            columns
                .part_of
                .of(event)
                .iter()
                .for_each(|&to| join(event, to, Asserted::PartOf));
            let answered = columns.replies_to.of(event).iter();
            answered.for_each(|&to| join(event, to, Asserted::RepliesTo));
            columns
                .about
                .of(event)
                .iter()
                .for_each(|&to| join(event, to, Asserted::About));
            let links = columns.links.of(event).iter();
            links.for_each(|&(kind, to)| join(event, to, Asserted::Link(kind)));
        }
        graph
    }

    /// What certainly ended before what began, among at most 5,000 events: the transitive reduction,
    /// whose paths are exactly what is certain.
    ///
    /// Nodes stand in the order of [`order`](Timeline::order), edges point forward. Each pair is
    /// compared at most once: about half a second for 5,000 events without relations, and a search
    /// for a shortest way a pair where they belong to one component of more than 256 events.
    ///
    /// # Errors
    ///
    /// Where the selection has more than 5,000 events.
    pub fn to_precedence(&self, selection: Selection) -> Result<PrecedenceGraph, TooManyEvents> {
        const MOST: usize = 5_000;
        let mut chosen = selection.events(self);
        if chosen.len() > MOST {
            return Err(TooManyEvents {
                found: chosen.len(),
                most: MOST,
            });
        }
        if chosen.len() > 1 {
            let all = self.order().enumerate();
            let place: FxHashMap<EventId, usize> =
                all.map(|(i, placed)| (placed.event.id(), i)).collect();
            chosen.sort_by_key(|e| place.get(e).copied());
        }
        let mut graph = PrecedenceGraph::new();
        let nodes: Vec<NodeIndex> = chosen.iter().map(|&e| graph.add_node(e)).collect();
        let words = chosen.len().div_ceil(64);
        let mut before: Vec<Vec<u64>> = Vec::with_capacity(chosen.len());
        for (at, &event) in chosen.iter().enumerate() {
            let mut covered = vec![0u64; words];
            for earlier in (0..at).rev() {
                let known = covered[earlier / 64] >> (earlier % 64) & 1 == 1;
                if known || !self.is_before(chosen[earlier].0, event.0) {
                    continue;
                }
                graph.add_edge(nodes[earlier], nodes[at], ());
                covered[earlier / 64] |= 1 << (earlier % 64);
                for (word, more) in covered.iter_mut().zip(&before[earlier]) {
                    *word |= more;
                }
            }
            before.push(covered);
        }
        Ok(graph)
    }

    /// Who met whom: an edge for each pair of participants of each meeting of a selection.
    ///
    /// Meetings that occurred or are alleged count, and presences that are reported or implied.
    /// Nodes are the actors that met anybody, in file order. `O(pairs)`.
    pub fn to_encounters(&self, selection: Selection) -> EncounterGraph {
        let mut pairs: Vec<(u32, u32, EventId)> = Vec::new();
        for event in selection.events(self) {
            if !self.is_matched(event.0) {
                continue;
            }
            let there =
                |i: &&super::columns::Involved| i.part == Part::Participant && !i.is_denied();
            let mut actors: Vec<u32> = self
                .involved(event.0)
                .iter()
                .filter(there)
                .map(|i| i.actor)
                .collect();
            actors.sort_unstable();
            actors.dedup();
            for (i, &a) in actors.iter().enumerate() {
                pairs.extend(actors[i + 1..].iter().map(|&b| (a, b, event)));
            }
        }
        let mut met: Vec<u32> = pairs.iter().flat_map(|&(a, b, _)| [a, b]).collect();
        met.sort_unstable();
        met.dedup();
        let mut graph = EncounterGraph::new_undirected();
        let nodes: FxHashMap<u32, NodeIndex> = met
            .iter()
            .map(|&a| (a, graph.add_node(ActorId(a))))
            .collect();
        for (a, b, event) in pairs {
            graph.add_edge(nodes[&a], nodes[&b], event);
        }
        graph
    }
}
