//! How patterns are asked.

use super::answers::{Answer, Answers, AskOptions};
use super::counts::{Counts, UnitCounts, count, count_per};
use super::plan::Plan;
use super::prepared::{Prepared, Shape};
use super::resolved::Slot;
use super::why::{WhyNone, why_none};
use crate::id::{ActorId, EventId};
use crate::query::QueryError;
use crate::query::certainty::Certainty;
use crate::query::pattern::IntoPattern;
use crate::query::projection::{Verdict, judge_condition};
use crate::timeline::Timeline;
use std::sync::Arc;

impl Timeline {
    /// The answers to a pattern: all bindings of its `find` variables that hold in some world, with how sure
    /// each is, sorted by those variables in turn, in file order.
    ///
    /// Answers are found as the iterator is asked for them; dropping it ends the work. Of a pattern that
    /// counts these are the answers that are counted.
    ///
    /// # Errors
    ///
    /// Where a text is no pattern, and where a name in it means nothing in this timeline, or several
    /// things; with the place, and with what was probably meant.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04"));
    /// let t = t.build()?;
    /// let query = "find ?who where meeting ?m with ?who and statement ?s by a and ?m before ?s";
    /// let answers: Vec<String> = t.ask(query)?.map(|answer| answer.to_string()).collect();
    /// assert_eq!(answers, ["possible: who = Ada", "possible: who = Bo"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn ask<'t>(&'t self, pattern: impl IntoPattern + 't) -> Result<Answers<'t>, QueryError> {
        self.ask_with(pattern, AskOptions::default())
    }

    /// As [`ask`](Timeline::ask), with options.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask).
    pub fn ask_with<'t>(
        &'t self,
        pattern: impl IntoPattern + 't,
        options: AskOptions,
    ) -> Result<Answers<'t>, QueryError> {
        Ok(Answers::new(self.prepare(pattern, options)?, true))
    }

    fn prepare<'t>(
        &'t self,
        pattern: impl IntoPattern,
        options: AskOptions,
    ) -> Result<Prepared<'t>, QueryError> {
        let pattern = pattern.into_pattern()?;
        Prepared::new(self, &pattern, options.budget)
    }

    /// How many answers a pattern has. Its `limit` cuts nothing here.
    ///
    /// Answers are gone through one by one, unless the pattern has one of two shapes, in which each binding of
    /// its variables is an answer: a meeting with an actor before a statement by the same; and a meeting of X
    /// and Y before one of Y and Z before a statement by Z; with limits to the time between or without, any of
    /// the actors given or left open. Then answers are counted at once, in time that grows with the events
    /// and not with the answers.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask).
    pub fn count(&self, pattern: impl IntoPattern) -> Result<Counts, QueryError> {
        self.count_with(pattern, AskOptions::default())
    }

    /// As [`count`](Timeline::count), with options.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask).
    pub fn count_with(
        &self,
        pattern: impl IntoPattern,
        options: AskOptions,
    ) -> Result<Counts, QueryError> {
        let pattern = pattern.into_pattern()?;
        let prepared = Prepared::unplanned(self, &pattern, options.budget)?;
        if !options.one_by_one
            && let Some(counts) = super::bulk::count(&prepared)
        {
            return Ok(counts);
        }
        Ok(count(Answers::new(prepared.planned(), false)))
    }

    /// How many events answer a pattern in each day, month or year in which they begin, or may begin, in order;
    /// of a pattern `find count per month of ?e`. Units are those of the timeline's zone.
    ///
    /// An event that may begin in several units is possible in each of them in which it can be an
    /// answer. One whose beginning has no bound on a side counts, as possible, in a last line without
    /// a unit.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask); of a pattern that does not count per unit there are none.
    pub fn count_per_unit(&self, pattern: impl IntoPattern) -> Result<Vec<UnitCounts>, QueryError> {
        self.count_per_unit_with(pattern, AskOptions::default())
    }

    /// As [`count_per_unit`](Timeline::count_per_unit), with options.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask).
    pub fn count_per_unit_with(
        &self,
        pattern: impl IntoPattern,
        options: AskOptions,
    ) -> Result<Vec<UnitCounts>, QueryError> {
        let prepared = self.prepare(pattern, options)?;
        let Some(unit) = prepared.unit else {
            return Ok(Vec::new());
        };
        let limit = prepared.ast.limit.unwrap_or(u64::MAX);
        let certainly = prepared.ast.certainly;
        let mut all = Answers::new(prepared, false);
        let prepared = Arc::clone(all.prepared());
        let mut found = count_per(&prepared, unit, &mut all, certainly);
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(found)
    }

    /// One binding of the variables that a pattern is to find, by their names without the `?`, and how
    /// sure it is: also where it is impossible, so that it can be explained. Variables that are not named
    /// are left out of the answer.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask); and where the pattern finds no variable of a name.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-26"));
    /// let t = t.build()?;
    /// let answer = t.judge("find ?m where meeting ?m with a and remark before ?m", &[("m", "talks")])?;
    /// assert_eq!(answer.certainty(), Certainty::Impossible);
    /// assert_eq!(answer.explain().claims().len(), 2);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn judge(
        &self,
        pattern: impl IntoPattern,
        binding: &[(&str, &str)],
    ) -> Result<Answer<'_>, QueryError> {
        self.judge_with(pattern, binding, AskOptions::default())
    }

    /// As [`judge`](Timeline::judge), with options.
    ///
    /// # Errors
    ///
    /// As [`judge`](Timeline::judge).
    pub fn judge_with(
        &self,
        pattern: impl IntoPattern,
        binding: &[(&str, &str)],
        options: AskOptions,
    ) -> Result<Answer<'_>, QueryError> {
        let mut prepared = self.prepare(pattern, options)?;
        let mut slots: Vec<Slot> = Vec::new();
        let mut key = Vec::new();
        for &(name, value) in binding {
            let name = name.strip_prefix('?').unwrap_or(name);
            let variables = &prepared.resolved.variables;
            let is_named = |&&slot: &&Slot| variables[slot as usize].name == name;
            let Some(&slot) = prepared.wanted.iter().find(is_named) else {
                let known = prepared.wanted.iter();
                let known = known.map(|&slot| variables[slot as usize].name.as_str());
                return Err(QueryError::unknown_variable(name, known));
            };
            slots.push(slot);
            key.push(if variables[slot as usize].is_event {
                self.find::<EventId>(value)?.0
            } else {
                self.find::<ActorId>(value)?.0
            });
        }
        prepared.wanted.clone_from(&slots);
        let verdict = if prepared.is_bindable(&key) {
            let (condition, complete) = prepared.condition(&key, false);
            let verdict = judge_condition(self, &condition, options.budget);
            // Bindings that were left out of an answer's own could only add to what is certain; those that
            // compete with it could be all.
            let firm = prepared.shape == Shape::All && verdict.certainty == Certainty::Certain;
            if complete || firm {
                verdict
            } else {
                Verdict::UNSETTLED
            }
        } else {
            Verdict::IMPOSSIBLE
        };
        Ok(Answer {
            prepared: Arc::new(prepared),
            slots: slots.into(),
            key,
            verdict,
        })
    }

    /// How a pattern would be answered: in which order its variables are bound, and from what.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask).
    pub fn plan(&self, pattern: impl IntoPattern) -> Result<Plan, QueryError> {
        let prepared = self.prepare(pattern, AskOptions::default())?;
        Ok(Plan::of(&prepared))
    }

    /// Why a pattern has no answers: the first of its conditions, in the order in which they stand, that
    /// leaves none. `None` where it has answers.
    ///
    /// # Errors
    ///
    /// As [`ask`](Timeline::ask).
    pub fn why_none(&self, pattern: impl IntoPattern) -> Result<Option<WhyNone>, QueryError> {
        let pattern = pattern.into_pattern()?;
        why_none(self, &pattern)
    }
}
