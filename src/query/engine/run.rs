//! Walks all bindings of a scope.

use super::access::{Access, Path, SHORT, candidates, path};
use super::check::{Outcome, condition, judge};
use super::resolved::{Check, FREE, Resolved, Scope, Slot, What};
use crate::query::condition::Condition;
use crate::timeline::Timeline;
use rustc_hash::FxHashMap;
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
            spare: Vec::new(),
            memo: FxHashMap::default(),
        }
    }

    /// The same, with bindings that can't be by their times, too.
    pub(super) fn whole(mut self) -> Run<'r> {
        self.prune = false;
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
        let mut fits = true;
        for &i in &scope.watch[slot as usize] {
            let check = &scope.checks[i as usize];
            let bound = check.slots.iter().all(|&s| self.env[s as usize] != FREE);
            fits &= !bound || self.holds(check, &mut Tally::default());
        }
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
        if let [slot] = *follow.slots.as_slice() {
            let path = self.rough_path(scope, slot);
            // A list of one actor's events is cut by times as it is walked.
            let direct = matches!(path.access, Access::Posting(_));
            return Some((
                slot,
                if direct {
                    path
                } else {
                    self.counted(slot, path)
                },
            ));
        }
        let rough = follow
            .slots
            .iter()
            .map(|&slot| (slot, self.rough_path(scope, slot)));
        let rank = |p: &Path| (!p.linked && p.size > 1, p.size);
        let mut best: Option<(Slot, Path)> = None;
        let mut long: Vec<(Slot, Path)> = Vec::new();
        for found in rough {
            if found.1.size > SHORT {
                long.push(found);
            } else if best
                .as_ref()
                .is_none_or(|known| rank(&found.1) < rank(&known.1))
            {
                best = Some(found);
            }
        }
        if best.is_some() {
            return best;
        }
        // Where all lists are long, what times leave of them is counted.
        let counted = long
            .into_iter()
            .map(|(slot, path)| (slot, self.counted(slot, path)));
        for found in counted {
            if best
                .as_ref()
                .is_none_or(|known| rank(&found.1) < rank(&known.1))
            {
                best = Some(found);
            }
        }
        best
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
