//! Walks all bindings of a scope.

use super::access::{Access, Path, candidates, path};
use super::check::{Outcome, condition, judge};
use super::resolved::{Check, FREE, Resolved, Scope, Slot, What};
use crate::query::condition::Condition;
use crate::timeline::Timeline;
use rustc_hash::FxHashMap;
use std::cell::Cell;
use std::ops::ControlFlow;
use std::rc::Rc;

/// What is open about a binding whose parts all hold in some world each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// How many of its parts hold in some worlds by their times, not in all.
    open: u8,
    coin: bool,
    mixed: bool,
    /// Something that it denies may be so.
    denied: bool,
}

impl Tally {
    fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::No | Outcome::Yes => {}
            Outcome::Coin => self.coin = true,
            Outcome::Open => self.open = self.open.saturating_add(1),
            Outcome::Mixed => self.mixed = true,
        }
    }

    /// It holds in every world.
    pub(super) fn is_certain(self) -> bool {
        self.open == 0 && !self.coin && !self.mixed
    }

    /// A world can deny it by what is alleged or implied alone, whatever else it makes true.
    pub(super) fn is_deniable(self) -> bool {
        self.coin && !self.denied
    }

    /// It fails in some world, since one of its parts does.
    pub(super) fn is_open(self) -> bool {
        self.open > 0 || self.coin
    }

    pub(super) fn denies(self) -> bool {
        self.denied
    }

    /// It holds in some world: its parts can't exclude each other.
    pub(super) fn is_possible(self) -> bool {
        self.open <= 1 && !self.mixed
    }
}

/// Walks bindings, choosing at each step the variable with the fewest candidates.
pub(super) struct Run<'r> {
    t: &'r Timeline,
    resolved: &'r Resolved,
    pub(super) env: Vec<u32>,
    /// How many candidates were looked at.
    pub(super) visited: u64,
    /// Whether what can't be by its times is left out.
    prune: bool,
    /// The order of variables, where it is given.
    order: Option<&'r [Slot]>,
    spare: Vec<Vec<u32>>,
    /// The variable of the pattern that is bound first.
    root: Option<Slot>,
    /// What follows from which variables are bound, whatever to.
    memo: FxHashMap<Bound, Rc<Next>>,
}

/// A scope, and which of its variables are bound.
type Bound = (*const Scope, u128);

/// What can be done once some variables of a scope are bound.
#[derive(Debug, Default)]
struct Next {
    /// Variables to which something bound leads, or all that are left where nothing does.
    slots: Vec<Slot>,
    /// The checks that are complete once a variable is bound, too.
    checks: Vec<(Slot, Vec<u32>)>,
    /// The variable chosen last, and how many times in a row.
    habit: Cell<(Slot, u32)>,
}

/// What is done with each binding.
type Emit<'e> = &'e mut dyn FnMut(&[u32], Tally) -> ControlFlow<()>;

impl<'r> Run<'r> {
    pub(super) fn new(t: &'r Timeline, resolved: &'r Resolved) -> Run<'r> {
        Run {
            t,
            resolved,
            env: vec![FREE; resolved.variables.len()],
            visited: 0,
            prune: true,
            order: None,
            root: None,
            spare: Vec::new(),
            memo: FxHashMap::default(),
        }
    }

    /// The same, with bindings that can't be by their times, too.
    pub(super) fn whole(mut self) -> Run<'r> {
        self.prune = false;
        self
    }

    /// The same, with a variable of the pattern to be bound first.
    pub(super) fn from(mut self, root: Option<Slot>) -> Run<'r> {
        self.root = root;
        self
    }

    /// The same, with variables in a given order.
    #[cfg(test)]
    pub(super) fn in_order(mut self, order: &'r [Slot]) -> Run<'r> {
        self.order = Some(order);
        self
    }

    /// Walks all bindings of the pattern's own variables that agree with what is bound.
    pub(super) fn walk(&mut self, emit: Emit<'_>) -> ControlFlow<()> {
        self.scope(&self.resolved.top, emit)
    }

    fn scope(&mut self, scope: &'r Scope, emit: Emit<'_>) -> ControlFlow<()> {
        let mut tally = Tally::default();
        for check in &scope.checks {
            let bound = check.slots.iter().all(|&s| self.env[s as usize] != FREE);
            if bound && !self.holds(check, &mut tally) {
                return ControlFlow::Continue(());
            }
        }
        self.extend(scope, tally, emit)
    }

    /// Whether a value agrees with what is bound, as far as can be told.
    pub(super) fn fits(&mut self, scope: &'r Scope, slot: Slot, value: u32) -> bool {
        self.env[slot as usize] = value;
        let fits = scope.watch[slot as usize].iter().all(|&i| {
            let check = &scope.checks[i as usize];
            let bound = check.slots.iter().all(|&s| self.env[s as usize] != FREE);
            !bound || self.holds(check, &mut Tally::default())
        });
        self.env[slot as usize] = FREE;
        fits
    }

    /// The way to the candidates for a variable, counted.
    pub(super) fn path_to(&self, scope: &Scope, slot: Slot) -> Path {
        let is_event = self.resolved.variables[slot as usize].is_event;
        self.rough_path(scope, slot).counted(self.t, is_event)
    }

    fn rough_path(&self, scope: &Scope, slot: Slot) -> Path {
        let is_event = self.resolved.variables[slot as usize].is_event;
        path(self.t, scope, (slot, is_event), &self.env, self.prune)
    }

    /// What can be done, given which variables are bound.
    fn follow(&mut self, scope: &Scope) -> Rc<Next> {
        let bits = self.env.iter().take(128).enumerate();
        let bound = bits.fold(0u128, |mask, (i, &v)| mask | u128::from(v != FREE) << i);
        // Nobody has that many variables; and if so, nothing is kept.
        let kept = self.env.len() <= 128;
        let key = (std::ptr::from_ref(scope), bound);
        if kept && let Some(found) = self.memo.get(&key) {
            return Rc::clone(found);
        }
        let is_free = |slot: Slot| self.env[slot as usize] == FREE;
        let free: Vec<Slot> = scope.own.iter().copied().filter(|&s| is_free(s)).collect();
        let linked = free
            .iter()
            .filter(|&&slot| self.rough_path(scope, slot).linked);
        let mut slots: Vec<Slot> = linked.copied().collect();
        if slots.is_empty() {
            slots.clone_from(&free);
        }
        let complete = |slot: Slot| {
            let watching = scope.watch[slot as usize].iter().copied();
            let checks = watching.filter(|&i| {
                let needed = &scope.checks[i as usize].slots;
                needed.iter().all(|&s| s == slot || !is_free(s))
            });
            (slot, checks.collect())
        };
        let found = Rc::new(Next {
            slots,
            checks: free.into_iter().map(complete).collect(),
            habit: Cell::default(),
        });
        if kept {
            self.memo.insert(key, Rc::clone(&found));
        }
        found
    }

    /// The next variable to bind, with the way to its candidates: the one with the fewest.
    pub(super) fn next(&mut self, scope: &Scope) -> Option<(Slot, Path)> {
        let follow = self.follow(scope);
        self.choose(scope, &follow)
    }

    fn choose(&self, scope: &Scope, follow: &Next) -> Option<(Slot, Path)> {
        if let Some(order) = self.order {
            let is_free = |slot: &&Slot| self.env[**slot as usize] == FREE;
            let mut given = order.iter().filter(is_free);
            if let Some(&slot) = given.find(|slot| scope.own.contains(slot)) {
                return Some((slot, self.path_to(scope, slot)));
            }
        }
        let is_top = std::ptr::eq(scope, &self.resolved.top);
        let all_free = || scope.own.iter().all(|&s| self.env[s as usize] == FREE);
        if let Some(root) = self.root
            && is_top
            && all_free()
        {
            return Some((root, self.path_to(scope, root)));
        }
        if let [slot] = *follow.slots.as_slice() {
            return Some((slot, self.direct(scope, slot)));
        }
        // What was best many times in a row is taken unasked, but for one time in so many.
        let (usual, times) = follow.habit.get();
        if times >= HABIT && times % ASKED != 0 {
            follow.habit.set((usual, times.saturating_add(1)));
            return Some((usual, self.direct(scope, usual)));
        }
        let rough = follow.slots.iter().map(|&slot| {
            let path = self.rough_path(scope, slot);
            let is_event = self.resolved.variables[slot as usize].is_event;
            (path.guess(self.t, is_event), slot, path)
        });
        let mut rough: Vec<(u64, Slot, Path)> = rough.collect();
        rough.sort_by_key(|(guess, _, path)| (!path.linked && path.size > 1, *guess));
        // What could be the shortest is counted, as far as times matter.
        let least = rough.first()?.0;
        let near = rough
            .into_iter()
            .filter(|(guess, ..)| *guess <= 2 * least + 1);
        let counted = near.map(|(_, slot, path)| (slot, self.counted(slot, path)));
        let best = counted.min_by_key(|(_, path)| (!path.linked && path.size > 1, path.size))?;
        let times = if best.0 == usual { times } else { 0 };
        follow.habit.set((best.0, times.saturating_add(1)));
        Some(best)
    }

    /// The way to the candidates for a variable that is to be bound next.
    fn direct(&self, scope: &Scope, slot: Slot) -> Path {
        let path = self.rough_path(scope, slot);
        // A list of one actor's events is cut by times as it is walked.
        match path.access {
            Access::Posting(_) => path,
            _ => self.counted(slot, path),
        }
    }

    /// Which variable of the pattern is to be bound first, where there is a choice: that from which the
    /// walk seems shortest.
    ///
    /// The length of each walk is estimated from some of its branches (Knuth 1975, "Estimating the
    /// efficiency of backtrack programs"), evenly spaced, so that the estimate is the same every time.
    pub(super) fn plan(&mut self) -> Option<Slot> {
        let scope = &self.resolved.top;
        let paths = scope
            .own
            .iter()
            .map(|&slot| (slot, self.path_to(scope, slot)));
        let mut known: Vec<(u64, Slot, Path)> =
            paths.map(|(slot, path)| (path.size, slot, path)).collect();
        known.sort_by_key(|&(size, slot, _)| (size, slot));
        let least = known.first()?.0;
        known.retain(|&(size, ..)| size <= FAR * (least + 1));
        if known.len() < 2 {
            return None;
        }
        let estimate = |(_, slot, path): (u64, Slot, Path)| (self.estimate(slot, path), slot);
        known.into_iter().map(estimate).min().map(|(_, slot)| slot)
    }

    /// About how many candidates a walk looks at that begins with a variable.
    fn estimate(&mut self, slot: Slot, path: Path) -> u64 {
        let scope = &self.resolved.top;
        let mut list = Vec::new();
        candidates(self.t, &path, &mut list);
        let total = list.len() as u64;
        let tried = total.min(PROBES);
        let mut below = 0u64;
        for probe in 0..tried {
            let mut bound = Vec::new();
            let mut weight = 1u64;
            let mut value = list[(probe * total / tried.max(1)) as usize];
            let mut slot = slot;
            loop {
                let holds = self.fits(scope, slot, value);
                if !holds {
                    break;
                }
                self.env[slot as usize] = value;
                bound.push(slot);
                let Some((next, path)) = self.next(scope) else {
                    break;
                };
                let mut children = Vec::new();
                candidates(self.t, &path, &mut children);
                weight = weight.saturating_mul(children.len() as u64);
                below = below.saturating_add(weight);
                // Another place in each probe and at each depth.
                let place = (probe as usize * 7 + bound.len() * 3) % children.len().max(1);
                let Some(&child) = children.get(place) else {
                    break;
                };
                (slot, value) = (next, child);
            }
            for slot in bound {
                self.env[slot as usize] = FREE;
            }
        }
        total.saturating_add(below.saturating_mul(total) / tried.max(1))
    }

    fn counted(&self, slot: Slot, path: Path) -> Path {
        let is_event = self.resolved.variables[slot as usize].is_event;
        path.counted(self.t, is_event)
    }

    fn extend(&mut self, scope: &'r Scope, tally: Tally, emit: Emit<'_>) -> ControlFlow<()> {
        let follow = self.follow(scope);
        let Some((slot, path)) = self.choose(scope, &follow) else {
            return emit(&self.env, tally);
        };
        let complete = follow.checks.iter().find(|(s, _)| *s == slot);
        let complete = complete.map_or(&[][..], |(_, checks)| checks);
        let mut list = self.spare.pop().unwrap_or_default();
        candidates(self.t, &path, &mut list);
        self.visited += list.len() as u64;
        let mut flow = ControlFlow::Continue(());
        for &value in &list {
            self.env[slot as usize] = value;
            let mut tally = tally;
            let holds = |&i: &u32| self.holds(&scope.checks[i as usize], &mut tally);
            if complete.iter().all(holds) {
                flow = self.extend(scope, tally, emit);
                if flow.is_break() {
                    break;
                }
            }
        }
        self.env[slot as usize] = FREE;
        self.spare.push(list);
        flow
    }

    /// Judges a check whose slots are bound, and notes what is open; false where it can't hold.
    fn holds(&mut self, check: &'r Check, tally: &mut Tally) -> bool {
        let outcome = match &check.what {
            What::Not(inner) => {
                let outcome = self.denied(inner);
                tally.denied |= outcome == Outcome::Mixed;
                outcome
            }
            what if !self.prune && is_timed(what) => Outcome::Mixed,
            _ => judge(self.t, check, &self.env),
        };
        tally.add(outcome);
        outcome != Outcome::No
    }

    fn denied(&mut self, inner: &'r Scope) -> Outcome {
        let mut outcome = Outcome::Yes;
        let prune = self.prune;
        let _ = self.scope(inner, &mut |_, tally| {
            if tally.is_certain() && prune {
                outcome = Outcome::No;
                return ControlFlow::Break(());
            }
            outcome = Outcome::Mixed;
            ControlFlow::Continue(())
        });
        outcome
    }

    /// All bindings that agree with what is bound, each with its condition, up to a number; and whether
    /// they are all.
    pub(super) fn bindings(&mut self, most: usize) -> (Vec<(Vec<u32>, Condition)>, bool) {
        let resolved = self.resolved;
        self.bindings_of(&resolved.top, most)
    }

    fn bindings_of(&mut self, scope: &'r Scope, most: usize) -> (Vec<(Vec<u32>, Condition)>, bool) {
        let mut rows: Vec<Vec<u32>> = Vec::new();
        let mut complete = true;
        let _ = self.scope(scope, &mut |env, _| {
            if rows.len() == most {
                complete = false;
                return ControlFlow::Break(());
            }
            rows.push(env.to_vec());
            ControlFlow::Continue(())
        });
        let kept = std::mem::take(&mut self.env);
        let mut found = Vec::new();
        for row in rows {
            self.env.clone_from(&row);
            let condition = self.condition(scope);
            found.push((row, condition));
        }
        self.env = kept;
        (found, complete)
    }

    /// The condition of the binding at hand.
    fn condition(&mut self, scope: &'r Scope) -> Condition {
        let mut parts = Vec::new();
        for check in &scope.checks {
            let part = match &check.what {
                What::Not(inner) => {
                    let (rows, complete) = self.bindings_of(inner, MOST);
                    let mut rows: Vec<Condition> = rows.into_iter().map(|row| row.1).collect();
                    if !complete {
                        rows.push(Condition::Unknown);
                    }
                    Condition::Any(rows).denial()
                }
                _ => condition(self.t, check, &self.env, !self.prune),
            };
            if part != Condition::TRUE {
                parts.push(part);
            }
        }
        Condition::All(parts)
    }

    /// The condition of a binding of all variables of the pattern.
    pub(super) fn condition_of(&mut self, row: &[u32]) -> Condition {
        let kept = std::mem::replace(&mut self.env, row.to_vec());
        let resolved = self.resolved;
        let condition = self.condition(&resolved.top);
        self.env = kept;
        condition
    }
}

/// How many times in a row a variable is the best before it is taken unasked, and how often it is asked
/// again then.
const HABIT: u32 = 12;
const ASKED: u32 = 64;

/// How many branches of a walk are tried to estimate its length.
const PROBES: u64 = 16;

/// How many times as many candidates a variable may have as another to be considered for the first.
const FAR: u64 = 16;

/// How many bindings one answer, or one denial, is judged by.
pub(super) const MOST: usize = 2_000;

/// Whether a condition speaks of times: of these claims may decide.
fn is_timed(what: &What) -> bool {
    matches!(
        what,
        What::In { .. }
            | What::Relation { .. }
            | What::SameDay(..)
            | What::For { .. }
            | What::ActsFor { .. }
    )
}
