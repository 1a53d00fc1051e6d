//! Conditions on times: when there is a world, and when every world is one.
//!
//! A pattern's conditions are inequalities between the ends of events, `to - from <= weight`: edges of a graph. What
//! the timeline knows are the distances between ends, of which no two together say more than a third. So there
//! is a world in which all edges hold if and only if no circle is negative that goes along each edge at most once, and from each to
//! the next along a distance. Which circles there are is known when SQL is printed; what distances are, when it runs.

use super::error::SqlError;
use super::expr::{Expr, Sum};
use super::rows::{Event, Rows, place};
use crate::query::formula::Formula;
use crate::query::pattern::ast::{Atom, Clause, Term};
use crate::time::{Date, Gap, RelationSet, Zone};
use crate::timeline::Moment;

/// An end of an event, or the time from which ticks are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Node {
    Origin,
    End(Event, bool),
}

/// The inequality `to - from <= weight`.
#[derive(Clone, Debug)]
pub(super) struct Edge {
    pub(super) from: Node,
    pub(super) to: Node,
    pub(super) weight: Sum,
}

/// A condition on times.
#[derive(Clone, Debug)]
pub(super) struct Timed {
    pub(super) text: String,
    pub(super) at: crate::query::pattern::ast::Span,
    /// Conjunctions one of which holds exactly where it does.
    pub(super) ways: Vec<Vec<Edge>>,
    /// Conjunctions one of which holds exactly where it does not.
    pub(super) failures: Vec<Vec<Edge>>,
}

/// All that a pattern says of times.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) timed: Vec<Timed>,
    /// Pairs for each of which before and after must be possible, one at a time: ways to be before, and ways to be after.
    pub(super) unordered: Vec<[Vec<Edge>; 2]>,
    /// The events that these name, in their order.
    pub(super) events: Vec<Event>,
}

const HOUR: i128 = 3_600_000_000;

/// Ticks of tables lie within this, and what is limited by more is not limited.
const FAR: i128 = 1 << 59;

impl Times {
    pub(super) fn of(atoms: &[Atom], rows: &mut Rows<'_>) -> Result<Times, SqlError> {
        let mut times = Times::default();
        for atom in atoms {
            match atom {
                Atom::Relation {
                    left,
                    is,
                    right,
                    gap,
                } => {
                    let (x, y) = times.pair(rows, left, right);
                    let formula = |set| Formula {
                        x: x as u32,
                        set,
                        y: y as u32,
                        gap: *gap,
                    };
                    times.timed.push(Timed {
                        text: atom.to_string(),
                        at: place(atom),
                        ways: formula(*is).ways().iter().map(|way| edges(way)).collect(),
                        failures: formula(*is)
                            .failures()
                            .iter()
                            .map(|way| edges(way))
                            .collect(),
                    });
                }
                Atom::Unordered(left, right) => {
                    let (x, y) = times.pair(rows, left, right);
                    use crate::time::Relation::{After, Before};
                    let way = |relation| {
                        let formula = Formula {
                            x: x as u32,
                            set: RelationSet::from(relation),
                            y: y as u32,
                            gap: Gap::default(),
                        };
                        formula.ways().iter().flat_map(|way| edges(way)).collect()
                    };
                    times.unordered.push([way(Before), way(After)]);
                }
                Atom::SameDay(..) => {
                    return Err(SqlError::of(
                        place(atom),
                        atom,
                        "days are those of the timeline's zone, and two events may share one of several",
                    ));
                }
                Atom::Event(event) => {
                    for clause in &event.clauses {
                        if let Clause::In(date) = clause {
                            let number = rows.number(&event.event);
                            times.note(number);
                            let timed = within(rows, number, &date.text, date.at)?;
                            times.timed.push(timed);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(times)
    }

    /// The number of the condition that can hold in most ways.
    pub(super) fn widest(&self) -> usize {
        let ways = |i: &usize| self.timed[*i].ways.len();
        (0..self.timed.len()).max_by_key(ways).unwrap_or(0)
    }

    fn pair(&mut self, rows: &mut Rows<'_>, left: &Term, right: &Term) -> (Event, Event) {
        let pair = (rows.number(left), rows.number(right));
        self.note(pair.0);
        self.note(pair.1);
        pair
    }

    fn note(&mut self, event: Event) {
        if !self.events.contains(&event) {
            self.events.push(event);
        }
    }
}

/// The edges of a conjunction, without those that limit nothing.
fn edges(steps: &[(Moment, Moment, i128)]) -> Vec<Edge> {
    let node = |moment: Moment| Node::End(moment.event as Event, moment.is_end);
    let limits = steps.iter().filter(|(.., weight)| *weight < FAR);
    let edge = limits.map(|&(from, to, weight)| Edge {
        from: node(from),
        to: node(to),
        weight: Sum::constant(weight.max(-FAR)),
    });
    edge.collect()
}

/// The earliest and the latest tick of a date.
type Hull = (Option<i128>, Option<i128>);

/// "The event lies within a date", read in its own zone.
fn within(
    rows: &mut Rows<'_>,
    event: Event,
    text: &str,
    at: crate::query::pattern::ast::Span,
) -> Result<Timed, SqlError> {
    let shown = format!("in {text}");
    let refuse = |why: &str| SqlError::of(at, &shown, why);
    let date = Date::parse(text).map_err(|error| refuse(&error.to_string()))?;
    let bounds = |hours: i32| {
        let zone = Zone::parse(&format!("{hours:+03}:00")).ok()?;
        let hull = date.hull(&zone).ok()?;
        let tick = |t: crate::time::Tick| i128::from(t.as_micros());
        Some((hull.earliest.map(tick), hull.latest.map(tick)))
    };
    let Some((earliest, latest)) = bounds(0) else {
        return Err(refuse("it lies beyond the ticks of tables"));
    };
    // A local date moves with the clock; one with an offset stays. What does neither has parts of both sorts.
    let moves = |of: fn(Hull) -> Option<i128>, known: Option<i128>| {
        let known = known?;
        let tried = [-14, -1, 1, 14].map(|hours| {
            let moved = bounds(hours).and_then(of);
            let shift = i128::from(hours) * HOUR;
            moved.map(|moved| (moved == known - shift, moved == known))
        });
        let all = |which: fn((bool, bool)) -> bool| tried.iter().all(|t| t.is_some_and(which));
        if all(|t| t.0) {
            Some(Ok(true))
        } else if all(|t| t.1) {
            Some(Ok(false))
        } else {
            Some(Err(()))
        }
    };
    let mixed = |_| refuse("a part of it has an offset, and another one has none");
    let begins = moves(|b| b.0, earliest).transpose().map_err(mixed)?;
    let ends = moves(|b| b.1, latest).transpose().map_err(mixed)?;
    let carrier = rows.carrier(event);
    let limit = |tick: Option<i128>, moves: Option<bool>, shift: &'static str| {
        let tick = tick?.clamp(-FAR, FAR);
        let limit = Sum::constant(tick);
        Some(match moves {
            Some(true) => limit.minus(Expr::column(carrier, shift)),
            _ => limit,
        })
    };
    let from = limit(earliest, begins, "shift_start");
    let to = limit(latest, ends, "shift_end");
    let (begin, end) = (Node::End(event, false), Node::End(event, true));
    let negative = |sum: &Sum| Sum {
        constant: -sum.constant,
        terms: sum
            .terms
            .iter()
            .map(|(minus, term)| (!minus, term.clone()))
            .collect(),
    };
    let one_less = |mut sum: Sum| {
        sum.constant -= 1;
        sum
    };
    let (mut way, mut failures) = (Vec::new(), Vec::new());
    if let Some(from) = from {
        // It begins at `from` or later; or before that.
        way.push(Edge {
            from: begin,
            to: Node::Origin,
            weight: negative(&from),
        });
        failures.push(vec![Edge {
            from: Node::Origin,
            to: begin,
            weight: one_less(from),
        }]);
    }
    if let Some(to) = to {
        way.push(Edge {
            from: Node::Origin,
            to: end,
            weight: to.clone(),
        });
        failures.push(vec![Edge {
            from: end,
            to: Node::Origin,
            weight: one_less(negative(&to)),
        }]);
    }
    if begins == Some(true) || ends == Some(true) {
        rows.refuse_unknown_clocks(carrier, event);
    }
    Ok(Timed {
        text: shown,
        at,
        ways: vec![way],
        failures,
    })
}

/// What distances are while rows are joined in some way.
pub(super) trait Distances {
    /// The least bound of `to - from` that is known of two ends of one event, or of two; nothing where there is none.
    fn between(&self, from: (Event, bool), to: (Event, bool)) -> Option<Sum>;

    /// Whether that bound is no more than what the windows of the two ends say.
    fn is_by_windows(&self, from: Event, to: Event) -> bool;

    /// The latest tick of an end.
    fn latest(&self, end: (Event, bool)) -> Sum;

    /// The earliest tick of an end, taken away.
    fn earliest(&self, end: (Event, bool)) -> Sum;
}

/// How many circles are printed for one conjunction at most.
const CIRCLES: usize = 2_000;

/// How many edges a circle has at most, so that no sum of ticks overflows.
const LONGEST: usize = 6;

/// The circles of a conjunction, each a sum that must not be negative; `None` where there are too many.
pub(super) fn circles(edges: &[Edge], known: &impl Distances) -> Option<Vec<Sum>> {
    let mut search = Search {
        edges,
        known,
        found: Vec::new(),
        path: Vec::new(),
        looked: 0,
    };
    for (first, edge) in edges.iter().enumerate() {
        search.path = vec![first];
        search.go(first, edge.weight.clone(), false)?;
    }
    Some(search.found)
}

struct Search<'e, D> {
    edges: &'e [Edge],
    known: &'e D,
    found: Vec<Sum>,
    path: Vec<usize>,
    looked: usize,
}

impl<D: Distances> Search<'_, D> {
    /// Goes on from the last edge of the path: back to the first edge, or along another. A circle that passes the origin twice is two
    /// circles.
    fn go(&mut self, first: usize, sum: Sum, passed: bool) -> Option<()> {
        self.looked += 1;
        if self.looked > CIRCLES || self.path.len() > LONGEST {
            return None;
        }
        let last = self.path.last().copied().unwrap_or(first);
        let here = self.edges[last].to;
        for next in first..self.edges.len() {
            let closes = next == first;
            if !closes && self.path.contains(&next) {
                continue;
            }
            // Where two edges enter one end, or leave one, the circle is two circles.
            let entered = self.edges[next].to;
            if !closes && self.path.iter().any(|&edge| self.edges[edge].to == entered) {
                continue;
            }
            let Some((step, passes)) = self.step(here, self.edges[next].from) else {
                continue;
            };
            if passes && passed {
                continue;
            }
            let sum = sum.clone().with(&step);
            if closes {
                if self.found.len() >= CIRCLES {
                    return None;
                }
                self.found.push(sum);
            } else {
                self.path.push(next);
                let sum = sum.with(&self.edges[next].weight);
                self.go(first, sum, passed || passes)?;
                self.path.pop();
            }
        }
        Some(())
    }

    /// The distance from where an edge ends to where the next begins, and whether it passes the origin.
    fn step(&self, from: Node, to: Node) -> Option<(Sum, bool)> {
        match (from, to) {
            (Node::Origin, Node::Origin) => Some((Sum::default(), true)),
            (Node::Origin, Node::End(event, end)) => Some((self.known.latest((event, end)), true)),
            (Node::End(event, end), Node::Origin) => {
                Some((self.known.earliest((event, end)), true))
            }
            (Node::End(x, a), Node::End(y, b)) => {
                let sum = self.known.between((x, a), (y, b))?;
                Some((sum, x != y && self.known.is_by_windows(x, y)))
            }
        }
    }
}
