//! Laws of the graphs that a timeline makes, and `petgraph`'s own algorithms on them.

use demarche::petgraph::algo::{
    connected_components, dijkstra, has_path_connecting, is_cyclic_directed, kosaraju_scc,
    min_spanning_tree, toposort,
};
use demarche::petgraph::visit::EdgeRef;
use demarche::{
    Asserted, Certainty, EventId, EventView, MeetingId, Presence, Relation, Selection, Status,
};
use proptest::prelude::*;

use crate::sample::{cases, samples, varied};

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn paths_of_precedence_are_what_is_certain_and_no_edge_is_redundant(sample in samples()) {
        let t = sample.set_aside();
        let mut rng = sample.rng();
        let some: Vec<EventId> = t.events().map(EventView::id).filter(|_| rng.chance(60)).collect();
        for selection in [Selection::all(), some.iter().copied().collect()] {
            let mut graph = t.to_precedence(selection).expect("few");
            for from in graph.node_indices() {
                for to in graph.node_indices() {
                    let (x, y) = (graph[from], graph[to]);
                    let certain = t.relate(x, y).expect("known").certainty(Relation::Before);
                    let path = from != to && has_path_connecting(&graph, from, to, None);
                    prop_assert_eq!(path, certain == Certainty::Certain, "{} {}", x, y);
                }
            }
            let edges: Vec<_> = graph.edge_references().map(|e| (e.source(), e.target())).collect();
            for (from, to) in edges {
                let edge = graph.find_edge(from, to).expect("there");
                graph.remove_edge(edge);
                prop_assert!(!has_path_connecting(&graph, from, to, None), "twice");
                graph.add_edge(from, to, ());
            }
        }
    }

    #[test]
    fn precedence_has_a_topological_order_and_it_is_that_of_the_timeline(sample in samples()) {
        let t = sample.set_aside();
        let graph = t.to_precedence(Selection::all()).expect("few");
        let sorted = toposort(&graph, None).expect("time has no circles");
        prop_assert_eq!(sorted.len(), t.len());
        let nodes: Vec<EventId> = graph.node_weights().copied().collect();
        prop_assert_eq!(nodes, t.order().map(|p| p.event.id()).collect::<Vec<_>>());
        prop_assert!(graph.edge_references().all(|e| e.source() < e.target()));
        prop_assert!(connected_components(&graph) <= t.len());
        if let Some(first) = sorted.first() {
            let reached = dijkstra(&graph, *first, None, |_| 1u32);
            let connecting = |&to: &_| has_path_connecting(&graph, *first, to, None);
            prop_assert_eq!(reached.len(), graph.node_indices().filter(connecting).count());
        }
    }

    #[test]
    fn the_graph_of_events_holds_what_is_claimed_and_not_set_aside(sample in samples()) {
        let t = sample.set_aside();
        let graph = t.to_graph(Selection::all());
        prop_assert_eq!(graph.node_count(), t.len());
        let stated = t.records().filter(|(r, _)| matches!(r, demarche::Record::Relation(_))).count();
        let aside = t.conflicts().iter().filter(|c| {
            matches!(c.set_aside().assertion, demarche::Assertion::Relation { .. })
        });
        let shown = graph.edge_weights().filter(|w| matches!(w, Asserted::Relation(..))).count();
        prop_assert_eq!(shown, stated - aside.count());
        for edge in graph.edge_references() {
            if let Asserted::Relation(set, gap) = *edge.weight() {
                let (x, y) = (graph[edge.source()], graph[edge.target()]);
                let pair = t.relate(x, y).expect("known");
                prop_assert_eq!(pair.certainty_within(set, gap).expect("fit"), Certainty::Certain);
            }
        }
        prop_assert_eq!(toposort(&graph, None).is_err(), is_cyclic_directed(&graph));
        prop_assert!(connected_components(&graph) <= kosaraju_scc(&graph).len());
        for node in graph.node_indices() {
            let reached = dijkstra(&graph, node, None, |_| 1u32);
            prop_assert_eq!(reached.get(&node), Some(&0));
        }
    }

    #[test]
    fn two_met_if_an_edge_of_encounters_joins_them(sample in varied()) {
        let t = sample.set_aside();
        let graph = t.to_encounters(Selection::all());
        let mut met = Vec::new();
        for meeting in t.meetings() {
            let event = meeting.event();
            if !matches!(event.status(), Status::Occurred | Status::Alleged) {
                continue;
            }
            let mut there: Vec<_> = event
                .involved()
                .filter(|(_, part, _, presence)| {
                    *part == demarche::Part::Participant && *presence != Presence::Denied
                })
                .map(|(actor, ..)| actor.id())
                .collect();
            there.sort();
            there.dedup();
            for (i, &a) in there.iter().enumerate() {
                met.extend(there[i + 1..].iter().map(|&b| (a, b, event.id())));
            }
        }
        let edges = graph.edge_references();
        let mut shown: Vec<_> = edges
            .map(|edge| {
                let (a, b) = (graph[edge.source()], graph[edge.target()]);
                (a.min(b), a.max(b), *edge.weight())
            })
            .collect();
        met.sort();
        shown.sort();
        prop_assert_eq!(&met, &shown);
        prop_assert!(connected_components(&graph) <= graph.node_count());
        prop_assert!(min_spanning_tree(&graph).count() >= graph.node_count());
        for from in graph.node_indices() {
            let steps = dijkstra(&graph, from, None, |_| 1u32);
            for (to, count) in steps {
                let pair = (graph[from].min(graph[to]), graph[from].max(graph[to]));
                let direct = met.iter().any(|&(a, b, _)| (a, b) == pair);
                prop_assert_eq!(count == 1, direct);
            }
        }
        // The graph of one meeting is a part of the whole.
        if let Some(meeting) = t.meetings().next() {
            let one: [MeetingId; 1] = [meeting.id()];
            let part = t.to_encounters(one.into_iter().collect());
            let whole = met.iter().filter(|m| m.2 == meeting.event().id()).count();
            prop_assert_eq!(part.edge_count(), whole);
        }
    }
}
