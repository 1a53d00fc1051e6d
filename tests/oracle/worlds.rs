//! Oracle A: all worlds of a timeline whose events are dated within a few ticks.
//!
//! It enumerates every choice of ticks for every event, by backtracking that drops a choice as soon as a
//! claim between events already placed fails, and keeps the list of all worlds. Every answer is then read
//! off that list: a relation is possible if some world shows it, certain if all do. Claims are judged by
//! their definitions on concrete ticks; no inequality is ever derived, so nothing can be wrong in the same
//! way as in a constraint network.
//!
//! Affiliations are independent of the events and of one another, so their ends are not part of the list;
//! they are enumerated where a question mentions them, with ticks beyond those of the events clamped to
//! one tick outside, which no comparison with an event can tell apart.
//!
//! Where the kept claims leave an event without a bound, or the list would grow too long, there is no
//! oracle A (`None`), and oracle B judges alone.

use super::claims::{Body, Claim, ClaimSet, indices};
use super::dates::DAY;
use super::dates::MINUTE;
use super::judge::{Atom, Binding, Judge, Verdict, Windows};
use super::relation::{AFTER, BEFORE, Mask, Span, gap_size, holds, relation_of};
use super::spec::{SideBounds, Spec};

/// The longest list of worlds, the most choices tried for it, and the widest range of ticks of one event.
const MOST_WORLDS: usize = 400_000;
const MOST_STEPS: usize = 3_000_000;
const WIDEST: i64 = 60;

/// All worlds of a timeline.
#[derive(Clone, Debug)]
pub struct Worlds<'a> {
    spec: &'a Spec,
    events: usize,
    /// Every world's events, one world after the other.
    spans: Vec<Span>,
    /// For every ordered pair of events, the relations seen and the gaps of before and after seen, gap
    /// `g` as bit `g`.
    seen: Vec<Seen>,
    low: i64,
    high: i64,
}

#[derive(Clone, Copy, Debug, Default)]
struct Seen {
    relations: Mask,
    before: u128,
    after: u128,
}

impl<'a> Worlds<'a> {
    /// Lists the worlds of the kept claims. `None` where an event has no bound on a side, its range is too
    /// wide, or there are too many worlds.
    pub fn enumerate(spec: &'a Spec, claims: &[Claim], kept: ClaimSet) -> Option<Self> {
        let events = spec.events.len();
        let kept: Vec<&Claim> = indices(kept).map(|index| &claims[index]).collect();
        let mut domains = Vec::new();
        let (mut low, mut high) = (i64::MAX, i64::MIN);
        for event in 0..events {
            // A beginning is at least any lower bound on it, an end at most any upper bound, and the
            // claims themselves are checked on every pair between the two.
            let own: Vec<&Claim> = kept
                .iter()
                .filter(|c| c.events() == (event, event))
                .copied()
                .collect();
            let (mut first, mut last) = (None::<i64>, None::<i64>);
            for claim in &own {
                if let Body::Date { window, .. } = &claim.body {
                    first = first.max(window.begin.0);
                    last = [last, window.end.1].into_iter().flatten().min();
                }
            }
            let (first, last) = (first?, last?);
            if last - first > WIDEST {
                return None;
            }
            let mut domain = Vec::new();
            for b in first..=last {
                for f in b..=last {
                    let instant = spec.events[event].is_instant();
                    if (!instant || b == f) && own.iter().all(|claim| claim.holds(|_| (b, f))) {
                        domain.push((b, f));
                        (low, high) = (low.min(b), high.max(f));
                    }
                }
            }
            domains.push(domain);
        }
        // A claim between two events is checked when the later one is placed.
        let due: Vec<Vec<&Claim>> = (0..events)
            .map(|event| {
                let between = |claim: &&&Claim| {
                    let (x, y) = claim.events();
                    x != y && x.max(y) == event
                };
                kept.iter().filter(between).copied().collect()
            })
            .collect();
        let mut worlds = Self {
            spec,
            events,
            spans: Vec::new(),
            seen: Vec::new(),
            low,
            high,
        };
        worlds.place(&domains, &due, &mut Vec::new(), &mut 0)?;
        if high.saturating_sub(low) >= 128 {
            return None;
        }
        worlds.see();
        Some(worlds)
    }

    fn place(
        &mut self,
        domains: &[Vec<Span>],
        due: &[Vec<&Claim>],
        world: &mut Vec<Span>,
        steps: &mut usize,
    ) -> Option<()> {
        let event = world.len();
        if event == self.events {
            self.spans.extend_from_slice(world);
            return (self.spans.len() <= MOST_WORLDS * self.events.max(1)).then_some(());
        }
        *steps += domains[event].len();
        if *steps > MOST_STEPS {
            return None;
        }
        for &span in &domains[event] {
            world.push(span);
            if due[event].iter().all(|claim| claim.holds(|e| world[e])) {
                self.place(domains, due, world, steps)?;
            }
            world.pop();
        }
        Some(())
    }

    fn see(&mut self) {
        let n = self.events;
        let mut seen = vec![Seen::default(); n * n];
        for world in self.spans.chunks(n.max(1)) {
            for x in 0..n {
                for y in 0..n {
                    let relation = relation_of(world[x], world[y]);
                    let pair = &mut seen[x * n + y];
                    pair.relations |= 1 << relation;
                    match (relation, gap_size(relation, world[x], world[y])) {
                        (BEFORE, Some(gap)) => pair.before |= 1 << gap,
                        (AFTER, Some(gap)) => pair.after |= 1 << gap,
                        _ => {}
                    }
                }
            }
        }
        self.seen = seen;
    }

    /// The worlds, each a slice of the events' ticks by index.
    pub fn iter(&self) -> impl Iterator<Item = &[Span]> {
        self.spans.chunks(self.events.max(1))
    }

    /// How many worlds there are.
    pub fn len(&self) -> usize {
        self.spans.len() / self.events.max(1)
    }

    /// The first and last tick that any event has by itself.
    pub fn range(&self) -> (i64, i64) {
        (self.low, self.high)
    }

    /// Whether there is none: the claims contradict one another.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Whether a world with these ticks is among them; `None` for an event leaves its ticks open. For
    /// witness worlds, which name only some events.
    pub fn has(&self, ticks: &[Option<Span>]) -> bool {
        self.iter().any(|world| {
            world
                .iter()
                .zip(ticks)
                .all(|(&at, want)| want.is_none_or(|want| want == at))
        })
    }

    /// Whether the beginnings of two events fall on one calendar day of the timeline's zone.
    pub fn same_day(&self, x: usize, y: usize) -> Verdict {
        let day = |tick: i64| (tick + self.spec.zone() * MINUTE).div_euclid(DAY);
        self.verdict(|world| day(world[x].0) == day(world[y].0))
    }

    /// The verdict on any formula over the events' ticks.
    pub fn verdict(&self, formula: impl Fn(&[Span]) -> bool) -> Verdict {
        let (mut some, mut not_all) = (false, false);
        for world in self.iter() {
            *(if formula(world) {
                &mut some
            } else {
                &mut not_all
            }) = true;
            if some && not_all {
                break;
            }
        }
        Verdict::of(some, not_all)
    }

    /// `find last N by`: for each answer (its event and its bindings) the verdict on "it is an answer, and
    /// fewer than `n` other events of the world's answers end later". `first` mirrors it on beginnings.
    pub fn extreme(
        &self,
        answers: &[(usize, Vec<Binding>)],
        n: usize,
        first: bool,
    ) -> Vec<Verdict> {
        let mut tally = vec![(false, false); answers.len()];
        let formulas: Vec<&[Binding]> = answers.iter().map(|(_, bindings)| &bindings[..]).collect();
        self.each_valuation(&formulas, |world, truth| {
            for (index, &(event, _)) in answers.iter().enumerate() {
                let beats = |other: usize| {
                    if first {
                        world[other].0 < world[event].0
                    } else {
                        world[other].1 > world[event].1
                    }
                };
                let mut better: Vec<usize> = (0..answers.len())
                    .filter(|&i| truth[i] && answers[i].0 != event && beats(answers[i].0))
                    .map(|i| answers[i].0)
                    .collect();
                better.sort_unstable();
                better.dedup();
                let chosen = truth[index] && better.len() < n;
                *(if chosen {
                    &mut tally[index].0
                } else {
                    &mut tally[index].1
                }) = true;
            }
        });
        tally
            .into_iter()
            .map(|(some, not_all)| Verdict::of(some, not_all))
            .collect()
    }

    /// Calls back for every world, every choice of the coins and of the affiliations that the formulas
    /// mention, with the truth of each formula.
    fn each_valuation(&self, formulas: &[&[Binding]], mut call: impl FnMut(&[Span], &[bool])) {
        let (mut coins, mut affiliations) = (0u32, Vec::new());
        for binding in formulas.iter().flat_map(|formula| formula.iter()) {
            mentions(binding, &mut coins, &mut affiliations);
        }
        let choices: Vec<Vec<Span>> = affiliations
            .iter()
            .map(|&a| self.affiliation_domain(a))
            .collect();
        let mut truth = vec![false; formulas.len()];
        for world in self.iter() {
            each_product(&choices, &mut Vec::new(), &mut |ends| {
                let end_of = |a: usize| {
                    ends[affiliations
                        .iter()
                        .position(|&b| a == b)
                        .expect("mentioned")]
                };
                // Every subset of the mentioned coins, by the usual descent through submasks.
                let mut yes = coins;
                loop {
                    for (value, formula) in truth.iter_mut().zip(formulas) {
                        *value = formula
                            .iter()
                            .any(|binding| true_in(binding, world, &end_of, yes));
                    }
                    call(world, &truth);
                    if yes == 0 {
                        break;
                    }
                    yes = (yes - 1) & coins;
                }
            });
        }
    }

    /// The ends an affiliation may have, clamped to one tick outside the events' range.
    fn affiliation_domain(&self, affiliation: usize) -> Vec<Span> {
        let (from, until) = self.spec.affiliation_sides(affiliation);
        let values = |side: SideBounds, unlimited: i64| match side {
            None => unlimited..=unlimited,
            Some((least, greatest)) => {
                let clamp = |tick: i64| tick.clamp(self.low - 1, self.high + 1);
                clamp(least.unwrap_or(i64::MIN))..=clamp(greatest.unwrap_or(i64::MAX))
            }
        };
        let mut domain = Vec::new();
        for begin in values(from, i64::MIN) {
            domain.extend(
                values(until, i64::MAX)
                    .filter(|&end| begin <= end)
                    .map(|end| (begin, end)),
            );
        }
        domain
    }

    fn pair(&self, x: usize, y: usize) -> Seen {
        self.seen[x * self.events + y]
    }
}

fn mentions(binding: &Binding, coins: &mut u32, affiliations: &mut Vec<usize>) {
    *coins |= binding.coins.iter().fold(0, |set, coin| set | 1 << coin);
    for atom in &binding.atoms {
        if let Atom::During { affiliation, .. } = *atom
            && !affiliations.contains(&affiliation)
        {
            affiliations.push(affiliation);
        }
    }
    for inner in &binding.unless {
        mentions(inner, coins, affiliations);
    }
}

fn true_in(binding: &Binding, world: &[Span], ends: &impl Fn(usize) -> Span, yes: u32) -> bool {
    binding.coins.iter().all(|coin| yes >> coin & 1 == 1)
        && binding
            .atoms
            .iter()
            .all(|atom| atom_in(atom, |event| world[event], ends))
        && !binding
            .unless
            .iter()
            .any(|inner| true_in(inner, world, ends, yes))
}

/// Whether an atom holds, given the ticks of events and of affiliations.
pub fn atom_in(atom: &Atom, at: impl Fn(usize) -> Span, ends: impl Fn(usize) -> Span) -> bool {
    match *atom {
        Atom::Relation {
            left,
            is,
            right,
            gap,
        } => holds(is, gap, at(left), at(right)),
        Atom::In { event, from, to } => from <= at(event).0 && at(event).1 <= to,
        Atom::During { event, affiliation } => {
            let (from, until) = ends(affiliation);
            from <= at(event).0 && at(event).1 <= until
        }
    }
}

fn each_product(choices: &[Vec<Span>], chosen: &mut Vec<Span>, call: &mut impl FnMut(&[Span])) {
    match choices.get(chosen.len()) {
        None => call(chosen),
        Some(options) => {
            for &option in options {
                chosen.push(option);
                each_product(choices, chosen, call);
                chosen.pop();
            }
        }
    }
}

impl Judge for Worlds<'_> {
    fn windows(&self, event: usize) -> Windows {
        let range = |end: fn(&Span) -> i64| {
            let ends = || self.iter().map(|world| end(&world[event]));
            (ends().min(), ends().max())
        };
        [range(|span| span.0), range(|span| span.1)]
    }

    fn relations(&self, left: usize, right: usize) -> Mask {
        self.pair(left, right).relations
    }

    fn begins_before(&self, first: usize, second: usize) -> bool {
        self.iter().all(|world| world[first].0 < world[second].0)
    }

    fn atom(&self, atom: &Atom) -> Verdict {
        let Atom::Relation {
            left,
            is,
            right,
            gap,
        } = *atom
        else {
            return self.some(&[Binding {
                atoms: vec![*atom],
                ..Binding::default()
            }]);
        };
        let seen = self.pair(left, right);
        let (mut some, mut not_all) = (false, false);
        for relation in 0..13 {
            if seen.relations >> relation & 1 == 0 {
                continue;
            }
            let sizes = match relation {
                BEFORE => seen.before,
                AFTER => seen.after,
                // One bit for size zero: that of meets and met_by, and no matter elsewhere.
                _ => 1,
            };
            for size in (0..128).filter(|size| sizes >> size & 1 == 1) {
                let limited = super::relation::GAPPED >> relation & 1 == 1;
                let good = is >> relation & 1 == 1 && (!limited || gap.allows(size));
                *(if good { &mut some } else { &mut not_all }) = true;
            }
        }
        Verdict::of(some, not_all)
    }

    fn some(&self, bindings: &[Binding]) -> Verdict {
        let (mut some, mut not_all) = (false, false);
        self.each_valuation(&[bindings], |_, truth| {
            *(if truth[0] { &mut some } else { &mut not_all }) = true;
        });
        Verdict::of(some, not_all)
    }

    fn last_before(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
    ) -> Verdict {
        self.extreme_beside(
            candidates,
            which,
            event,
            |other, at| other.1 < at.0,
            |other, best| other.1 > best.1,
        )
    }

    fn first_after(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
    ) -> Verdict {
        self.extreme_beside(
            candidates,
            which,
            event,
            |other, at| other.0 > at.1,
            |other, best| other.0 < best.0,
        )
    }

    fn acts_for(&self, actor: usize, of: usize, event: usize) -> Verdict {
        let affiliations: Vec<(usize, usize, Vec<Span>)> = (0..self.spec.affiliations.len())
            .map(|a| {
                (
                    self.spec.affiliations[a].actor,
                    self.spec.affiliations[a].of,
                    self.affiliation_domain(a),
                )
            })
            .collect();
        // Reaches along the affiliations for which `good` is true.
        let reaches = |good: &dyn Fn(&[Span]) -> bool| {
            let mut reached = vec![actor];
            let mut next = 0;
            while next < reached.len() {
                let here = reached[next];
                next += 1;
                for (from, to, domain) in &affiliations {
                    if *from == here && !reached.contains(to) && good(domain) {
                        reached.push(*to);
                    }
                }
            }
            reached.contains(&of)
        };
        let (mut some, mut not_all) = (false, false);
        let mut spans: Vec<Span> = self.iter().map(|world| world[event]).collect();
        spans.sort_unstable();
        spans.dedup();
        for at in spans {
            // The ends of one affiliation do not depend on those of another, so with the event fixed the
            // best case takes every affiliation that may cover it, the worst only those that must.
            let covers = |ends: &Span| ends.0 <= at.0 && at.1 <= ends.1;
            some |= reaches(&|domain| domain.iter().any(covers));
            not_all |= !reaches(&|domain| domain.iter().all(covers));
        }
        Verdict::of(some, not_all)
    }
}

impl Worlds<'_> {
    fn extreme_beside(
        &self,
        candidates: &[(usize, bool)],
        which: usize,
        event: (usize, bool),
        beside: impl Fn(Span, Span) -> bool,
        beats: impl Fn(Span, Span) -> bool,
    ) -> Verdict {
        // Coins are counted in the open: the most favourable choice has only the sure rivals, the least
        // favourable has all of them, and neither the candidate nor the event if those are open.
        let own = candidates[which].0;
        let chosen = |world: &[Span], rivals: &dyn Fn(bool) -> bool| {
            beside(world[own], world[event.0])
                && !candidates.iter().any(|&(other, open)| {
                    other != own
                        && rivals(open)
                        && beside(world[other], world[event.0])
                        && beats(world[other], world[own])
                })
        };
        let some = self.iter().any(|world| chosen(world, &|open| !open));
        let all = self.iter().all(|world| chosen(world, &|_| true));
        Verdict::of(some, !all || candidates[which].1 || event.1)
    }
}
