//! A pattern made ready for one timeline.

use super::compile::compile;
use super::resolved::{FREE, Resolved, Slot};
use super::run::{MOST, Run, Tally};
use super::verdict;
use crate::query::QueryError;
use crate::query::condition::Condition;
use crate::query::pattern::Pattern;
use crate::query::pattern::ast::{Ast, Find, Name, Unit};
use crate::query::projection::Verdict;
use crate::timeline::Timeline;
use std::ops::ControlFlow;

/// What bindings are wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Each is an answer.
    All,
    /// Those whose event is among so many last, or first, are answers.
    Extreme { last: bool, n: usize, by: Slot },
}

/// A pattern, resolved, with what is wanted of it.
#[derive(Debug)]
pub(super) struct Prepared<'t> {
    pub(super) t: &'t Timeline,
    pub(super) ast: Ast,
    pub(super) resolved: Resolved,
    /// The variables that make an answer.
    pub(super) wanted: Vec<Slot>,
    pub(super) shape: Shape,
    pub(super) unit: Option<Unit>,
    /// The variable that is bound first, where there is a choice.
    pub(super) root: Option<Slot>,
    pub(super) budget: u64,
}

/// Bindings of all variables, row by row.
#[derive(Debug, Default)]
pub(super) struct Rows {
    width: usize,
    cells: Vec<u32>,
    tallies: Vec<Tally>,
}

impl Rows {
    pub(super) fn len(&self) -> usize {
        self.tallies.len()
    }

    pub(super) fn row(&self, at: usize) -> &[u32] {
        &self.cells[at * self.width..(at + 1) * self.width]
    }

    pub(super) fn tally(&self, at: usize) -> Tally {
        self.tallies[at]
    }
}

impl<'t> Prepared<'t> {
    pub(super) fn new(
        t: &'t Timeline,
        pattern: &Pattern,
        budget: u64,
    ) -> Result<Prepared<'t>, QueryError> {
        Ok(Prepared::unplanned(t, pattern, budget)?.planned())
    }

    /// The same with the variable chosen that is to be bound first.
    pub(super) fn planned(mut self) -> Prepared<'t> {
        self.root = Run::new(self.t, &self.resolved).plan();
        self
    }

    /// A pattern resolved, with nothing chosen yet.
    pub(super) fn unplanned(
        t: &'t Timeline,
        pattern: &Pattern,
        budget: u64,
    ) -> Result<Prepared<'t>, QueryError> {
        let resolved = compile(t, pattern)?;
        let ast = pattern.ast();
        let slot = |name: &Name| {
            let own = resolved.top.own.iter().copied();
            let mut found = own.filter(|&s| resolved.variables[s as usize].name == name.text);
            // Patterns name no variable to be found that no atom names.
            found.next().unwrap_or(0)
        };
        let slots = |names: &[Name]| names.iter().map(slot).collect::<Vec<Slot>>();
        let (mut shape, mut unit) = (Shape::All, None);
        let wanted = match &ast.find {
            Find::Answers(names) => slots(names),
            Find::Count(names) if names.is_empty() => resolved.top.own.clone(),
            Find::Count(names) => slots(names),
            Find::CountPer { unit: named, of } => {
                unit = Some(*named);
                vec![slot(of)]
            }
            Find::Extreme { last, n, by, of } => {
                let n = usize::try_from(*n).unwrap_or(usize::MAX);
                shape = Shape::Extreme {
                    last: *last,
                    n,
                    by: slot(by),
                };
                slots(of)
            }
        };
        Ok(Prepared {
            root: None,
            t,
            ast: ast.clone(),
            resolved,
            wanted,
            shape,
            unit,
            budget,
        })
    }

    pub(super) fn run(&self) -> Run<'_> {
        Run::new(self.t, &self.resolved).from(self.root)
    }

    /// Leaves only the first conditions, as they stand in the pattern, and the variables that they name.
    pub(super) fn keep_first(&mut self, conditions: usize) {
        let top = &mut self.resolved.top;
        top.checks.retain(|check| check.ordinal < conditions);
        let checks = &top.checks;
        let shape = self.shape;
        let is_named = |slot: &Slot| {
            let compared = matches!(shape, Shape::Extreme { by, .. } if by == *slot);
            compared || checks.iter().any(|check| check.slots.contains(slot))
        };
        top.own.retain(is_named);
        self.wanted.retain(is_named);
        top.watch(self.resolved.variables.len());
        self.root = Run::new(self.t, &self.resolved).plan();
    }

    /// Binds the wanted variables to an answer.
    pub(super) fn bind(&self, env: &mut [u32], key: &[u32]) {
        for (&slot, &value) in self.wanted.iter().zip(key) {
            env[slot as usize] = value;
        }
    }

    pub(super) fn key_of(&self, row: &[u32]) -> Vec<u32> {
        self.wanted.iter().map(|&slot| row[slot as usize]).collect()
    }

    /// All bindings that agree with what a run has bound.
    pub(super) fn rows(&self, run: &mut Run<'_>) -> Rows {
        let mut rows = Rows {
            width: self.resolved.variables.len(),
            ..Rows::default()
        };
        let _ = run.walk(&mut |env, tally| {
            rows.cells.extend_from_slice(env);
            rows.tallies.push(tally);
            ControlFlow::Continue(())
        });
        rows
    }

    /// The places of rows, sorted by some slots and then by all.
    pub(super) fn sorted(&self, rows: &Rows, by: &[Slot]) -> Vec<u32> {
        // Four slots fit into one number, which is compared at once.
        let mut keyed: Vec<(u128, u32)> = (0..rows.len() as u32)
            .map(|at| {
                let row = rows.row(at as usize);
                let four = by.iter().copied().chain(std::iter::repeat_n(0, 4)).take(4);
                let cells = four.enumerate().map(|(i, slot)| {
                    let cell = if i < by.len() { row[slot as usize] } else { 0 };
                    u128::from(cell)
                });
                (cells.fold(0, |key, cell| key << 32 | cell), at)
            })
            .collect();
        keyed.sort_unstable_by(|(a_key, a), (b_key, b)| {
            a_key.cmp(b_key).then_with(|| {
                let (a, b) = (rows.row(*a as usize), rows.row(*b as usize));
                let mut rest = by.iter().skip(4);
                let apart = rest.find(|&&s| a[s as usize] != b[s as usize]);
                apart.map_or_else(|| a.cmp(b), |&s| a[s as usize].cmp(&b[s as usize]))
            })
        });
        keyed.into_iter().map(|(_, at)| at).collect()
    }

    /// Runs of places of sorted rows that agree in some slots.
    pub(super) fn groups<'o>(
        &'o self,
        rows: &'o Rows,
        order: &'o [u32],
        by: &'o [Slot],
    ) -> impl Iterator<Item = &'o [u32]> {
        let mut rest = order;
        std::iter::from_fn(move || {
            let group = self.first_group(rows, rest, by);
            rest = rest.get(group.len()..).unwrap_or_default();
            (!group.is_empty()).then_some(group)
        })
    }

    /// The first run of places of sorted rows that agree in some slots.
    pub(super) fn first_group<'o>(&self, rows: &Rows, order: &'o [u32], by: &[Slot]) -> &'o [u32] {
        let Some(&first) = order.first() else {
            return order;
        };
        let first = rows.row(first as usize);
        let same = |at: &&u32| {
            let row = rows.row(**at as usize);
            by.iter().all(|&s| row[s as usize] == first[s as usize])
        };
        &order[..order.iter().take_while(same).count()]
    }

    /// How sure "one of these bindings holds" is.
    pub(super) fn verdict(&self, rows: &Rows, group: &[u32]) -> Verdict {
        verdict::of_rows(self, rows, group)
    }

    /// What an answer says, as a formula; with `whole` such that claims may be left out. And whether
    /// it is all of it.
    pub(super) fn condition(&self, key: &[u32], whole: bool) -> (Condition, bool) {
        match self.shape {
            Shape::All => {
                let (rows, complete) = self.conditions(key, whole);
                (Condition::Any(rows), complete)
            }
            Shape::Extreme { last, n, by } => {
                super::extreme::condition(self, key, (last, n, by), whole)
            }
        }
    }

    /// The bindings of an answer, as formulas.
    pub(super) fn conditions(&self, key: &[u32], whole: bool) -> (Vec<Condition>, bool) {
        let mut run = if whole {
            self.run().whole()
        } else {
            self.run()
        };
        self.bind(&mut run.env, key);
        let (bindings, complete) = run.bindings(MOST);
        (bindings.into_iter().map(|b| b.1).collect(), complete)
    }

    /// Whether an answer can be bound at all: a variable that is wanted twice has one value.
    pub(super) fn is_bindable(&self, key: &[u32]) -> bool {
        let mut env = vec![FREE; self.resolved.variables.len()];
        self.bind(&mut env, key);
        self.key_of(&env) == key
    }
}
