//! Who acts for whom: at a date, in an office, at an event.

use crate::id::ActorId;
use crate::model::When;
use crate::query::condition::Condition;
use crate::query::joint::{Inequality, Point};
use crate::query::pattern::ast::Span;
use crate::query::projection::{BUDGET, Verdict, judge_condition};
use crate::query::{Certainty, Explanation, QueryError};
use crate::time::Date;
use crate::timeline::{ActorView, AffiliationView, Limit, Lookup, Timeline};
use std::fmt;

/// Somebody who acts for somebody else, how surely, and by which offices.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::state("b", "Boland")]);
/// t.add(Affiliation::new("a", "b").role("envoy").from("2025-01-20"));
/// let t = t.build()?;
/// let envoy = t.office_holders("b", "envoy", "2025-04")?.next().unwrap();
/// assert_eq!((envoy.actor().key(), envoy.principal().key()), ("a", "b"));
/// assert_eq!(envoy.to_string(), "certain: Ada for Boland (envoy)");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Mandate<'t> {
    pub(super) timeline: &'t Timeline,
    pub(super) actor: u32,
    pub(super) principal: u32,
    pub(super) verdict: Verdict,
    /// Ways in which it holds: the affiliations on each.
    pub(super) chains: Vec<Vec<u32>>,
    pub(super) named: Vec<String>,
    /// When: `on 2025-04-25`, `at "talks"`.
    pub(super) when: String,
}

impl<'t> Mandate<'t> {
    /// Who acts for another.
    pub fn actor(&self) -> ActorView<'t> {
        ActorView::new(self.timeline, self.actor)
    }

    /// For whom, at the end of the chain of affiliations.
    pub fn principal(&self) -> ActorView<'t> {
        ActorView::new(self.timeline, self.principal)
    }

    /// How sure it is; never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }

    /// The affiliations by which it holds, each once, in file order.
    pub fn offices(&self) -> impl Iterator<Item = AffiliationView<'t>> {
        let mut all: Vec<u32> = self.chains.iter().flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        let timeline = self.timeline;
        all.into_iter()
            .map(move |index| AffiliationView::new(timeline, index))
    }

    /// Who acts for whom on the way, with the sources, and whether it is open when they did.
    pub fn explain(&self) -> Explanation {
        let t = self.timeline;
        let sentence = format!(
            "{} acts for {} {}",
            self.actor(),
            self.principal(),
            self.when
        );
        let mut explanation = Explanation::of(sentence, self.certainty());
        for line in &self.named {
            explanation.office(line.clone());
        }
        for &index in self.chains.iter().flatten() {
            explanation.office(t.tell_affiliation(index));
        }
        if self.certainty() == Certainty::Possible {
            explanation.caveat(vec![
                "it is open who held an office at the time".to_string(),
            ]);
        }
        explanation
    }
}

/// `certain: Steve Witkoff for United States`, with the role where one office is enough.
impl fmt::Display for Mandate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} for {}",
            self.certainty(),
            self.actor(),
            self.principal()
        )?;
        if let [one] = self.chains.as_slice()
            && let [index] = one.as_slice()
            && let office = AffiliationView::new(self.timeline, *index)
            && office.actor() == self.actor()
            && let Some(role) = office.role()
        {
            write!(f, " ({role})")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Mandate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mandate({self})")
    }
}

/// How many chains of offices are looked at for one actor.
const CHAINS: usize = 4_096;

impl Timeline {
    /// Who held an office on a date: who acted for an actor directly, in this role, at some tick that the
    /// date covers. In file order of the holders.
    ///
    /// On the day of a change both did. Certain if an affiliation holds then in every world: one that
    /// began some time in April is only possible on the 10th. The role is compared to the letter, and the
    /// date read in the timeline's zone. Linear in the affiliations to the actor.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`], and where the date is none.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::state("x", "X")]);
    /// t.add(Affiliation::new("a", "x").role("minister").until("2025-04-10"));
    /// t.add(Affiliation::new("b", "x").role("minister").from("[2025-04-10..2025-04-12]"));
    /// let t = t.build()?;
    /// let on = |date: &str| -> Result<Vec<String>, demarche::QueryError> {
    ///     Ok(t.office_holders("x", "minister", date)?.map(|m| m.to_string()).collect())
    /// };
    /// assert_eq!(on("2025-04-09")?, ["certain: Ada for X (minister)"]);
    /// let change = ["certain: Ada for X (minister)", "possible: Bo for X (minister)"];
    /// assert_eq!(on("2025-04-10")?, change);
    /// assert_eq!(on("2025-04-11")?, ["possible: Bo for X (minister)"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn office_holders(
        &self,
        of: impl Lookup<ActorId>,
        role: &str,
        on: impl Into<When>,
    ) -> Result<impl Iterator<Item = Mandate<'_>>, QueryError> {
        let of = of.look_up(self)?.0;
        let at = self.on(on.into())?;
        let has_role = |&&index: &&u32| {
            let record = self.store().affiliation_record(index);
            record.is_some_and(|r| r.role.as_deref() == Some(role))
        };
        let direct = self.affiliations_to(of).iter().filter(has_role);
        let chains = direct.map(|&index| vec![index]).collect();
        Ok(self.mandates(of, chains, true, &at).into_iter())
    }

    /// Who acted for an actor on a date, directly or through others: all whose chain of affiliations
    /// holds, all at once, at some tick that the date covers. In file order.
    ///
    /// Walks the affiliations backwards from the actor; of one actor at most 4,096 chains are looked
    /// at, past which an answer is not settled.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`], and where the date is none.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::state("x", "X")]);
    /// t.add(Affiliation::new("a", "b").role("envoy").until("2025-03-31"));
    /// t.add(Affiliation::new("b", "x").role("president").from("2025-04"));
    /// let t = t.build()?;
    /// let on = |date: &str| -> Result<Vec<String>, demarche::QueryError> {
    ///     Ok(t.who_acted_for("x", date)?.map(|m| m.to_string()).collect())
    /// };
    /// // The envoy had left when the president came: in no world the chain held.
    /// assert_eq!(on("2025")?, ["certain: Bo for X (president)"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn who_acted_for(
        &self,
        of: impl Lookup<ActorId>,
        on: impl Into<When>,
    ) -> Result<impl Iterator<Item = Mandate<'_>>, QueryError> {
        let of = of.look_up(self)?.0;
        let at = self.on(on.into())?;
        let (chains, complete) = self.chains_to(of);
        Ok(self.mandates(of, chains, complete, &at).into_iter())
    }

    /// All chains of affiliations that lead to an actor, none through an actor twice, and whether they
    /// are all.
    pub(super) fn chains_to(&self, of: u32) -> (Vec<Vec<u32>>, bool) {
        let row = |index: u32| &self.store().affiliations[index as usize];
        let mut chains: Vec<Vec<u32>> = vec![Vec::new()];
        let mut at = 0;
        while let Some(chain) = chains.get(at).cloned() {
            at += 1;
            let first = chain.first().map_or(of, |&index| row(index).actor);
            for &index in self.affiliations_to(first) {
                let actor = row(index).actor;
                let is_on_it = |&other: &u32| row(other).of == actor || row(other).actor == actor;
                if actor == of || chain.iter().any(is_on_it) {
                    continue;
                }
                let mut next = vec![index];
                next.extend(&chain);
                chains.push(next);
                if chains.len() > CHAINS {
                    return (chains, false);
                }
            }
        }
        chains.remove(0);
        (chains, true)
    }

    fn on(&self, on: When) -> Result<On, QueryError> {
        let read = Date::parse(on.as_str()).and_then(|date| date.hull(self.zone()));
        let hull = read.map_err(|error| QueryError::date(Span::default(), error))?;
        Ok(On {
            first: hull.earliest.map(|t| i128::from(t.as_micros())),
            last: hull.latest.map(|t| i128::from(t.as_micros())),
            text: format!("on {on}"),
        })
    }

    fn mandates(
        &self,
        of: u32,
        chains: Vec<Vec<u32>>,
        complete: bool,
        at: &On,
    ) -> Vec<Mandate<'_>> {
        let mut by_actor: Vec<(u32, Vec<u32>)> = chains
            .into_iter()
            .filter_map(|chain| {
                let first = *chain.first()?;
                Some((self.store().affiliations[first as usize].actor, chain))
            })
            .collect();
        by_actor.sort();
        let mut found: Vec<Mandate<'_>> = Vec::new();
        for group in by_actor.chunk_by(|a, b| a.0 == b.0) {
            let mut ways: Vec<Condition> = group.iter().map(|g| at.holds(self, &g.1)).collect();
            if !complete {
                ways.push(Condition::Unknown);
            }
            let verdict = judge_condition(self, &Condition::Any(ways), BUDGET);
            if verdict.certainty == Certainty::Impossible {
                continue;
            }
            let is_possible = |chain: &&Vec<u32>| {
                let verdict = judge_condition(self, &at.holds(self, chain), BUDGET);
                verdict.certainty > Certainty::Impossible
            };
            let chains = group.iter().map(|g| &g.1).filter(is_possible);
            found.push(Mandate {
                timeline: self,
                actor: group[0].0,
                principal: of,
                verdict,
                chains: chains.cloned().collect(),
                named: Vec::new(),
                when: at.text.clone(),
            });
        }
        found
    }
}

/// The ticks that a date covers.
struct On {
    first: Option<i128>,
    last: Option<i128>,
    text: String,
}

impl On {
    /// That a chain of affiliations holds at some tick of the date: intervals any two of which share a
    /// tick have one in common.
    fn holds(&self, t: &Timeline, chain: &[u32]) -> Condition {
        let mut steps = Vec::new();
        for &one in chain {
            let (from, until) = t.limits(one);
            let [begin, end] = [false, true].map(|is_end| Point::Affiliation(one, is_end));
            if from != Limit::Never {
                steps.extend(self.last.map(|last| Inequality::at_most(begin, last)));
            }
            if until != Limit::Never {
                steps.extend(self.first.map(|first| Inequality::at_least(end, first)));
            }
            for &other in chain.iter().filter(|&&other| other != one) {
                if from != Limit::Never && t.limits(other).1 != Limit::Never {
                    let other = Point::Affiliation(other, true);
                    steps.push(Inequality::new(other, begin, 0));
                }
            }
        }
        Condition::steps(steps)
    }
}
