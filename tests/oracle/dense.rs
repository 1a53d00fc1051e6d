//! Oracle B: all-pairs shortest paths, for timelines with undated and half-open events as well.
//!
//! Every event and every affiliation has two points, and there is an origin; the matrix holds, for every
//! two points, the greatest difference that all worlds allow (Dechter, Meiri and Pearl 1991). Every answer
//! is found by adding what would refute or show it and asking whether a world is left; where that is a
//! choice (a set of relations that no conjunction expresses, a denial), each option is tried.
//!
//! It knows nothing of components, labels, reduced costs or caches, and derives its encoding itself, in
//! `matrix`.

use super::claims::{Body, Claim, ClaimSet, indices};
use super::judge::{Atom, Binding, Judge, Prover, Verdict, Windows};
use super::matrix::{Edge, FAR, Matrix, cover, inequalities};
use super::relation::{AFTER, ALL, BEFORE, GAPPED, Gap, Mask, Span, WITHIN, members};
use super::spec::Spec;

/// A choice among conjunctions of inequalities: one of them must hold.
type Options = Vec<Vec<Edge>>;

/// Oracle B as a prover: a Spec and its claims.
#[derive(Clone, Copy, Debug)]
pub struct Dense<'a> {
    pub(super) spec: &'a Spec,
    claims: &'a [Claim],
}

/// Oracle B as a judge: the minimal network of the kept claims.
#[derive(Clone, Debug)]
pub struct Net<'a> {
    pub(super) dense: Dense<'a>,
    pub(super) matrix: Matrix,
}

const ORIGIN: usize = 0;

pub(super) fn begin(event: usize) -> usize {
    1 + 2 * event
}

pub(super) fn end(event: usize) -> usize {
    2 + 2 * event
}

pub(super) fn at_least(point: usize, bound: Option<i64>) -> Option<Edge> {
    bound.map(|bound| (point, ORIGIN, -i128::from(bound)))
}

pub(super) fn at_most(point: usize, bound: Option<i64>) -> Option<Edge> {
    bound.map(|bound| (ORIGIN, point, i128::from(bound)))
}

/// The inequalities of a claimable set and a gap that limits every relation of it, between two events.
fn related(left: usize, mask: Mask, right: usize, gap: Gap) -> Vec<Edge> {
    let points = [begin(left), end(left), begin(right), end(right)];
    let list = inequalities(mask).expect("a claimable set");
    let mut edges: Vec<Edge> = list
        .iter()
        .map(|&(p, q, most)| (points[p], points[q], most))
        .collect();
    // The gap runs from the end of the earlier event to the beginning of the later.
    let (earlier, later) = if mask >> BEFORE & 1 == 1 {
        (points[1], points[2])
    } else {
        (points[3], points[0])
    };
    edges.extend(gap.min.map(|min| (later, earlier, -i128::from(min))));
    edges.extend(gap.max.map(|max| (earlier, later, i128::from(max))));
    edges
}

impl<'a> Dense<'a> {
    /// A prover over these claims of a Spec.
    pub fn new(spec: &'a Spec, claims: &'a [Claim]) -> Self {
        Self { spec, claims }
    }

    /// The minimal network of some claims, or `None` if they have no world.
    pub fn net(&self, set: ClaimSet) -> Option<Net<'a>> {
        let mut edges = Vec::new();
        for (event, record) in self.spec.events.iter().enumerate() {
            edges.push((end(event), begin(event), 0));
            if record.is_instant() {
                edges.push((begin(event), end(event), 0));
            }
        }
        for affiliation in 0..self.spec.affiliations.len() {
            let (from, until) = (self.from(affiliation), self.until(affiliation));
            let sides = self.spec.affiliation_sides(affiliation);
            for (point, side) in [(from, sides.0), (until, sides.1)] {
                if let Some((low, high)) = side {
                    edges.extend(at_least(point, low).into_iter().chain(at_most(point, high)));
                }
            }
            if sides.0.is_some() && sides.1.is_some() {
                edges.push((until, from, 0));
            }
        }
        for index in indices(set) {
            match self.claims[index].body {
                Body::Date { event, ref window } => {
                    for (point, bounds) in [(begin(event), window.begin), (end(event), window.end)]
                    {
                        edges.extend(
                            at_least(point, bounds.0)
                                .into_iter()
                                .chain(at_most(point, bounds.1)),
                        );
                    }
                }
                Body::Relation {
                    left,
                    is,
                    right,
                    gap,
                } => edges.extend(related(left, is, right, gap)),
                Body::PartOf { part, whole } => {
                    edges.extend(related(part, WITHIN, whole, Gap::NONE));
                }
                Body::RepliesTo { reply, to } => edges.push((begin(reply), begin(to), -1)),
                Body::Published { event, end } => edges.extend(at_most(begin(event), Some(end))),
            }
        }
        let size = 1 + 2 * (self.spec.events.len() + self.spec.affiliations.len());
        // An edge from a point to itself, as in a reply to itself, is a contradiction if negative.
        if edges
            .iter()
            .any(|&(from, to, bound)| from == to && bound < 0)
        {
            return None;
        }
        Matrix::close(size, edges).map(|matrix| Net {
            dense: *self,
            matrix,
        })
    }

    pub(super) fn from(&self, affiliation: usize) -> usize {
        begin(self.spec.events.len() + affiliation)
    }

    pub(super) fn until(&self, affiliation: usize) -> usize {
        end(self.spec.events.len() + affiliation)
    }

    /// What makes an atom hold or fail, as a choice.
    pub(super) fn options(&self, atom: &Atom, holds: bool) -> Options {
        match *atom {
            Atom::Relation {
                left,
                is,
                right,
                gap,
            } => {
                if gap.is_none() {
                    let mask = if holds { is } else { ALL & !is };
                    let sets = cover(mask).into_iter();
                    return sets
                        .map(|set| related(left, set, right, Gap::NONE))
                        .collect();
                }
                assert_eq!(
                    is & !GAPPED,
                    0,
                    "a gap limits only before, meets, met_by and after"
                );
                let mut options = Vec::new();
                for relation in members(ALL) {
                    let one = |gap| related(left, 1 << relation, right, gap);
                    let listed = is >> relation & 1 == 1;
                    if relation != BEFORE && relation != AFTER {
                        // The gap of meets and met_by is zero, always.
                        if (listed && gap.allows(0)) == holds {
                            options.push(one(Gap::NONE));
                        }
                    } else if listed && holds {
                        options.push(one(gap));
                    } else if listed {
                        options.extend(gap.min.map(|min| {
                            one(Gap {
                                min: None,
                                max: Some(min - 1),
                            })
                        }));
                        options.extend(gap.max.map(|max| {
                            one(Gap {
                                min: Some(max + 1),
                                max: None,
                            })
                        }));
                    } else if !holds {
                        options.push(one(Gap::NONE));
                    }
                }
                options
            }
            Atom::In { event, from, to } if holds => {
                let both = [
                    at_least(begin(event), Some(from)),
                    at_most(end(event), Some(to)),
                ];
                vec![both.into_iter().flatten().collect()]
            }
            Atom::In { event, from, to } => {
                let outside = [
                    at_most(begin(event), Some(from - 1)),
                    at_least(end(event), Some(to + 1)),
                ];
                outside
                    .into_iter()
                    .flatten()
                    .map(|edge| vec![edge])
                    .collect()
            }
            Atom::During { event, affiliation } => {
                let sides = self.spec.affiliation_sides(affiliation);
                let (from, until) = (self.from(affiliation), self.until(affiliation));
                if holds {
                    let begins = sides.0.map(|_| (begin(event), from, 0));
                    let ends = sides.1.map(|_| (until, end(event), 0));
                    vec![begins.into_iter().chain(ends).collect()]
                } else {
                    let early = sides.0.map(|_| vec![(from, begin(event), -1)]);
                    let late = sides.1.map(|_| vec![(end(event), until, -1)]);
                    early.into_iter().chain(late).collect()
                }
            }
        }
    }
}

impl Prover for Dense<'_> {
    fn has_world(&self, set: ClaimSet, literals: &[(Atom, bool)]) -> Option<bool> {
        let Some(net) = self.net(set) else {
            return Some(false);
        };
        let choices: Vec<Options> = literals
            .iter()
            .map(|(atom, holds)| self.options(atom, *holds))
            .collect();
        Some(satisfiable(&net.matrix, &choices))
    }
}

/// Whether some world satisfies one option of every choice.
fn satisfiable(matrix: &Matrix, choices: &[Options]) -> bool {
    let Some((first, rest)) = choices.split_first() else {
        return true;
    };
    first.iter().any(|option| {
        matrix
            .with(option)
            .is_some_and(|matrix| satisfiable(&matrix, rest))
    })
}

impl Net<'_> {
    /// The greatest difference that all worlds allow from one end of an event to one of another, `true` for the end
    /// proper; `None` where there is none.
    pub fn difference(&self, from: (usize, bool), to: (usize, bool)) -> Option<i64> {
        self.within(Self::place(from), Self::place(to))
    }

    /// The earliest and the latest tick of an end of an event.
    pub fn window(&self, of: (usize, bool)) -> (Option<i64>, Option<i64>) {
        let point = Self::place(of);
        let earliest = self.within(point, ORIGIN).map(|most| -most);
        (earliest, self.within(ORIGIN, point))
    }

    fn place((event, is_end): (usize, bool)) -> usize {
        if is_end { end(event) } else { begin(event) }
    }

    fn within(&self, from: usize, to: usize) -> Option<i64> {
        let most = self.matrix.get(from, to);
        (most < FAR).then(|| i64::try_from(most).expect("a small difference"))
    }

    fn can(&self, choices: &[Options]) -> bool {
        satisfiable(&self.matrix, choices)
    }

    /// As [`Judge::relations`], each relation checked by closing the whole network again.
    pub fn relations_in_full(&self, left: usize, right: usize) -> Mask {
        let possible = |&r: &usize| {
            self.matrix
                .with(&related(left, 1 << r, right, Gap::NONE))
                .is_some()
        };
        (0..13)
            .filter(possible)
            .fold(0, |set, relation| set | 1 << relation)
    }

    /// Whether some world has these ticks, `None` for an event leaving its ticks open. For witness worlds.
    pub fn has(&self, ticks: &[Option<Span>]) -> bool {
        let mut edges = Vec::new();
        for (event, span) in ticks.iter().enumerate() {
            if let Some((b, f)) = *span {
                for (point, tick) in [(begin(event), b), (end(event), f)] {
                    edges.extend(
                        at_least(point, Some(tick))
                            .into_iter()
                            .chain(at_most(point, Some(tick))),
                    );
                }
            }
        }
        self.matrix.with(&edges).is_some()
    }

    /// Looks for a world, with coins, in which "some binding holds" has the wanted truth: as long as the
    /// atoms decided so far leave it open, decides one more.
    fn finds(&self, bindings: &[Binding], wanted: bool) -> bool {
        let (mut atoms, mut coins) = (Vec::new(), 0u32);
        bindings
            .iter()
            .for_each(|binding| mentions(binding, &mut atoms, &mut coins));
        let mut yes = coins;
        loop {
            if self.refine(&self.matrix, bindings, wanted, &atoms, &mut Vec::new(), yes) {
                return true;
            }
            if yes == 0 {
                return false;
            }
            yes = (yes - 1) & coins;
        }
    }

    fn refine(
        &self,
        matrix: &Matrix,
        bindings: &[Binding],
        wanted: bool,
        atoms: &[Atom],
        decided: &mut Vec<bool>,
        yes: u32,
    ) -> bool {
        let known = |atom: &Atom| {
            atoms
                .iter()
                .position(|a| a == atom)
                .and_then(|place| decided.get(place).copied())
        };
        if let Some(truth) = any_truth(bindings, &known, yes) {
            return truth == wanted;
        }
        let atom = &atoms[decided.len()];
        for truth in [true, false] {
            for option in self.dense.options(atom, truth) {
                if let Some(matrix) = matrix.with(&option) {
                    decided.push(truth);
                    let found = self.refine(&matrix, bindings, wanted, atoms, decided, yes);
                    decided.pop();
                    if found {
                        return true;
                    }
                }
            }
        }
        false
    }

    /// The verdict on the best of candidates: `beside` says that one stands before (or after) the event,
    /// `apart` that it does not, `beats` that the first is better than the second, `yields` the contrary.
    fn extreme(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
        first_after: bool,
    ) -> Verdict {
        let (own, at) = (candidates[which].0, event.0);
        let beside = |e: usize| {
            if first_after {
                (begin(e), end(at), -1)
            } else {
                (begin(at), end(e), -1)
            }
        };
        let apart = |e: usize| {
            if first_after {
                (end(at), begin(e), 0)
            } else {
                (end(e), begin(at), 0)
            }
        };
        let beats = |e: usize| {
            if first_after {
                (begin(own), begin(e), -1)
            } else {
                (end(e), end(own), -1)
            }
        };
        let yields = |e: usize| {
            if first_after {
                (begin(e), begin(own), 0)
            } else {
                (end(own), end(e), 0)
            }
        };
        let rivals = || candidates.iter().filter(move |&&(rival, _)| rival != own);
        // Possible: the candidate stands there, and each sure rival does not, or is no better.
        let mut choices: Vec<Options> = vec![vec![vec![beside(own)]]];
        choices.extend(
            rivals()
                .filter(|rival| !rival.1)
                .map(|&(rival, _)| vec![vec![apart(rival)], vec![yields(rival)]]),
        );
        let some = self.can(&choices);
        // Certain: it stands there in all worlds, and in none is there a better one, sure or open.
        let fails = self.can(&[vec![vec![apart(own)]]])
            || rivals().any(|&(rival, _)| self.can(&[vec![vec![beside(rival), beats(rival)]]]));
        Verdict::of(some, fails || candidates[which].1 || event.1)
    }
}

fn mentions(binding: &Binding, atoms: &mut Vec<Atom>, coins: &mut u32) {
    *coins |= binding.coins.iter().fold(0, |set, coin| set | 1 << coin);
    for atom in &binding.atoms {
        if !atoms.contains(atom) {
            atoms.push(*atom);
        }
    }
    binding
        .unless
        .iter()
        .for_each(|inner| mentions(inner, atoms, coins));
}

/// Kleene's disjunction over bindings.
fn any_truth(
    bindings: &[Binding],
    known: &impl Fn(&Atom) -> Option<bool>,
    yes: u32,
) -> Option<bool> {
    let mut open = false;
    for binding in bindings {
        let coins = binding.coins.iter().map(|coin| Some(yes >> coin & 1 == 1));
        let atoms = binding.atoms.iter().map(known);
        let unless = any_truth(&binding.unless, known, yes).map(|truth| !truth);
        let parts: Vec<Option<bool>> = coins.chain(atoms).chain([unless]).collect();
        if parts.iter().all(|part| *part == Some(true)) {
            return Some(true);
        }
        open |= !parts.contains(&Some(false));
    }
    if open { None } else { Some(false) }
}

impl Judge for Net<'_> {
    fn windows(&self, event: usize) -> Windows {
        let tick = |most: i128, sign: i128| {
            (most < FAR)
                .then(|| i64::try_from(sign * most).expect("within the ticks of these timelines"))
        };
        let window = |point| {
            (
                tick(self.matrix.get(point, ORIGIN), -1),
                tick(self.matrix.get(ORIGIN, point), 1),
            )
        };
        [window(begin(event)), window(end(event))]
    }

    fn relations(&self, left: usize, right: usize) -> Mask {
        let points = [begin(left), end(left), begin(right), end(right)];
        let possible = |&r: &usize| {
            self.matrix
                .allows(&points, &related(left, 1 << r, right, Gap::NONE))
        };
        (0..13)
            .filter(possible)
            .fold(0, |set, relation| set | 1 << relation)
    }

    fn begins_before(&self, first: usize, second: usize) -> bool {
        !self.can(&[vec![vec![(begin(first), begin(second), 0)]]])
    }

    fn atom(&self, atom: &Atom) -> Verdict {
        let truth = |holds| self.can(&[self.dense.options(atom, holds)]);
        Verdict::of(truth(true), truth(false))
    }

    fn some(&self, bindings: &[Binding]) -> Verdict {
        Verdict::of(self.finds(bindings, true), self.finds(bindings, false))
    }

    fn last_before(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
    ) -> Verdict {
        self.extreme(candidates, which, event, false)
    }

    fn first_after(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
    ) -> Verdict {
        self.extreme(candidates, which, event, true)
    }

    fn acts_for(&self, actor: usize, of: usize, event: usize) -> Verdict {
        // Every way along affiliations without visiting an actor twice is one binding.
        let spec = self.dense.spec;
        let mut ways = Vec::new();
        let mut open = vec![(vec![actor], Vec::new())];
        while let Some((visited, way)) = open.pop() {
            let here = *visited.last().expect("starts with the actor");
            if here == of {
                ways.push(Binding {
                    atoms: way,
                    ..Binding::default()
                });
                continue;
            }
            for (index, affiliation) in spec.affiliations.iter().enumerate() {
                if affiliation.actor == here && !visited.contains(&affiliation.of) {
                    let step = Atom::During {
                        event,
                        affiliation: index,
                    };
                    open.push((
                        visited.iter().copied().chain([affiliation.of]).collect(),
                        way.iter().copied().chain([step]).collect(),
                    ));
                }
            }
        }
        self.some(&ways)
    }
}
