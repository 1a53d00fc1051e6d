//! Where claims become bounds and edges.

use super::claim::ClaimRef;
use super::options::ImpliedKind;
use super::store::Store;
use crate::graph::{Edge, FACT, Problem};
use crate::time::{End, Gap, RelationSet, Window};
use rustc_hash::FxHashMap;

/// One end of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Moment {
    pub(crate) event: u32,
    pub(crate) is_end: bool,
}

impl Moment {
    pub(crate) fn begin(event: u32) -> Moment {
        Moment {
            event,
            is_end: false,
        }
    }

    pub(crate) fn end(event: u32) -> Moment {
        Moment {
            event,
            is_end: true,
        }
    }
}

/// A bound or an edge that a claim says.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Piece {
    /// `moment >= at`.
    Lower(Moment, i128),
    /// `moment <= at`.
    Upper(Moment, i128),
    /// `to - from <= weight`.
    Edge(Moment, Moment, i128),
}

/// All that one claim says, piece by piece.
pub(crate) fn pieces(store: &Store, claim: ClaimRef, mut say: impl FnMut(Piece)) {
    match claim {
        ClaimRef::Own(event) => {
            if let Some(window) = store.own_window(event) {
                date(event, window, say);
            }
        }
        ClaimRef::Date(index) => {
            let row = store.dates().at(index);
            date(row.event, row.window, say);
        }
        ClaimRef::Relation(index) => {
            let row = store.relations().at(index);
            relation(row.left, row.set, row.right, row.gap, say);
        }
        ClaimRef::Implied(ImpliedKind::PartOf, part, whole) => {
            say(Piece::Edge(Moment::begin(part), Moment::begin(whole), 0));
            say(Piece::Edge(Moment::end(whole), Moment::end(part), 0));
        }
        ClaimRef::Implied(ImpliedKind::RepliesTo, reply, answered) => {
            say(Piece::Edge(
                Moment::begin(reply),
                Moment::begin(answered),
                -1,
            ));
        }
        ClaimRef::Implied(ImpliedKind::Published, event, source) => {
            if let Some(published) = store.sources.published[source as usize] {
                say(Piece::Upper(Moment::begin(event), i128::from(published.by)));
            }
        }
    }
}

fn date(event: u32, window: Window, mut say: impl FnMut(Piece)) {
    for (moment, bounds) in [
        (Moment::begin(event), window.begin),
        (Moment::end(event), window.end),
    ] {
        if let Some(at) = bounds.earliest {
            say(Piece::Lower(moment, i128::from(at.as_micros())));
        }
        if let Some(at) = bounds.latest {
            say(Piece::Upper(moment, i128::from(at.as_micros())));
        }
    }
}

fn relation(left: u32, set: RelationSet, right: u32, gap: Gap, mut say: impl FnMut(Piece)) {
    let place = |end: End| moment(end, left, right);
    each_constraint(set, gap, |from, to, weight| {
        say(Piece::Edge(place(from), place(to), weight));
    });
}

/// Inequalities between the ends of x and y, for two events.
pub(crate) fn ends_of(
    said: Vec<(End, End, i128)>,
    left: u32,
    right: u32,
) -> Vec<(Moment, Moment, i128)> {
    let place = |end: End| moment(end, left, right);
    said.into_iter()
        .map(|(from, to, weight)| (place(from), place(to), weight))
        .collect()
}

fn moment(end: End, left: u32, right: u32) -> Moment {
    match end {
        End::Bx => Moment::begin(left),
        End::Fx => Moment::end(left),
        End::By => Moment::begin(right),
        End::Fy => Moment::end(right),
    }
}

/// The inequalities `to - from <= weight` that say `x R y` with a gap, or `None` where no
/// conjunction says it.
///
/// A gap is taken from the end of x to the beginning of y where `R` holds `before` or `meets`, and
/// the other way round where it holds `after` or `met_by`.
pub(crate) fn constraints(set: RelationSet, gap: Gap) -> Option<Vec<(End, End, i128)>> {
    let mut all = Vec::new();
    each_constraint(set, gap, |from, to, weight| all.push((from, to, weight))).then_some(all)
}

/// Says each inequality; false where no conjunction says all of it.
fn each_constraint(set: RelationSet, gap: Gap, mut say: impl FnMut(End, End, i128)) -> bool {
    use crate::time::Relation::{After, Before, Meets, MetBy};
    let Some(conjunction) = set.constraints() else {
        return false;
    };
    let directed = match (set.contains(Before), set.contains(After)) {
        (false, false) => (set.contains(Meets), set.contains(MetBy)),
        both => both,
    };
    let (from, to) = match directed {
        (true, false) => (End::Fx, End::By),
        (false, true) => (End::Fy, End::Bx),
        _ if gap.is_any() => (End::Fx, End::By),
        _ => return false,
    };
    for c in conjunction {
        say(c.from, c.to, if c.strict { -1 } else { 0 });
    }
    if let Some(min) = gap.min {
        say(to, from, -i128::from(min.micros()));
    }
    if let Some(max) = gap.max {
        say(from, to, i128::from(max.micros()));
    }
    true
}

/// The claims about some events as a problem, ranked, with the numbers of the events' points.
#[derive(Debug)]
pub(crate) struct Explained {
    pub(crate) problem: Problem,
    /// Claims by rank, the best first.
    pub(crate) claims: Vec<ClaimRef>,
    points: FxHashMap<u32, (u32, u32)>,
}

impl Explained {
    /// The point of a moment; the origin where the event is not part of the problem.
    pub(crate) fn point(&self, moment: Moment) -> u32 {
        self.points
            .get(&moment.event)
            .map_or(
                Problem::ORIGIN,
                |&(begin, end)| {
                    if moment.is_end { end } else { begin }
                },
            )
    }

    /// An assumed edge `to - from <= weight`.
    pub(crate) fn assumed(&self, from: Moment, to: Moment, weight: i128) -> Edge {
        Edge::assumed(self.point(from), self.point(to), weight)
    }
}

/// Encodes the given accepted claims over the given events.
///
/// Points follow the order of keys and claims the order of ranks, so that what is found does not
/// depend on the order of insertion.
pub(crate) fn problem(store: &Store, events: &[u32], mut claims: Vec<ClaimRef>) -> Explained {
    let mut events = events.to_vec();
    events.sort_unstable_by_key(|&e| store.columns.key(e));
    let mut problem = Problem::default();
    let mut points = FxHashMap::default();
    for &event in &events {
        let begin = problem.point();
        let end = if store.columns.is_instant(event) {
            begin
        } else {
            problem.point()
        };
        if begin != end {
            problem.edge(Edge::fact(end, begin, 0));
        }
        points.insert(event, (begin, end));
    }
    store.sort_by_rank(&mut claims);
    let mut explained = Explained {
        problem: Problem::default(),
        claims,
        points,
    };
    for (rank, &claim) in explained.claims.iter().enumerate() {
        let rank = rank as u32;
        debug_assert_ne!(rank, FACT);
        pieces(store, claim, |piece| match piece {
            Piece::Lower(moment, at) => problem.lower(explained.point(moment), at, rank),
            Piece::Upper(moment, at) => problem.upper(explained.point(moment), at, rank),
            Piece::Edge(from, to, weight) => problem.edge(Edge {
                from: explained.point(from),
                to: explained.point(to),
                weight,
                claim: rank,
            }),
        });
    }
    explained.problem = problem;
    explained
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{Relation, hours};

    #[test]
    fn a_gap_runs_the_way_of_before_or_after() {
        let set = |list: &[Relation]| list.iter().copied().collect::<RelationSet>();
        let within = |set, way: (End, End)| {
            let said = constraints(set, Gap::within(hours(1))).expect("it can be claimed");
            assert!(said.contains(&(way.0, way.1, 3_600_000_000)), "{set:?}");
        };
        within(Relation::Before.into(), (End::Fx, End::By));
        within(Relation::After.into(), (End::Fy, End::Bx));
        let early = set(&[Relation::Before, Relation::Meets, Relation::Overlaps]);
        within(early, (End::Fx, End::By));
        // All but "after": met_by is among them, and the gap is still that of "before".
        within(!RelationSet::from(Relation::After), (End::Fx, End::By));
        assert!(constraints(RelationSet::ALL, Gap::within(hours(1))).is_none());
    }
}
