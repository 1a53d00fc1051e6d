//! When somebody's stance changed.

use crate::id::ActorId;
use crate::model::StanceKind;
use crate::query::condition::{Coin, Condition};
use crate::query::contest::{Contest, Rival, Side};
use crate::query::formula::Formula;
use crate::query::projection::{BUDGET, Verdict, judge_condition};
use crate::query::{Certainty, Found, QueryError};
use crate::time::{Gap, Relation};
use crate::timeline::{ActorView, Lookup, StatementView, Timeline};
use std::fmt;

/// Two statements that follow each other in which somebody's stance on a topic differs.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add(Statement::new("no").by("a").on("2025-04-01").stance(Stance::oppose("treaty")));
/// t.add(Statement::new("yes").by("a").on("2025-04-25").stance(Stance::support("treaty")));
/// let t = t.build()?;
/// let change = t.stance_changes("a", "treaty")?.next().unwrap();
/// assert_eq!(change.certainty(), Certainty::Certain);
/// assert_eq!(change.stances(), [&[StanceKind::Oppose], &[StanceKind::Support]]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct StanceChange<'t> {
    timeline: &'t Timeline,
    holder: u32,
    from: (u32, Vec<StanceKind>),
    to: (u32, Vec<StanceKind>),
    verdict: Verdict,
}

impl<'t> StanceChange<'t> {
    /// Whose stance it is.
    pub fn holder(&self) -> ActorView<'t> {
        ActorView::new(self.timeline, self.holder)
    }

    /// The statement before the change and the one after it.
    pub fn statements(&self) -> [StatementView<'t>; 2] {
        [&self.from, &self.to].map(|side| self.timeline.statement_view(side.0))
    }

    /// The stances before the change, and those after it: one each, as a rule.
    pub fn stances(&self) -> [&[StanceKind]; 2] {
        [&self.from.1, &self.to.1]
    }

    /// How sure it is that the second statement followed the first, with none by the holder on the topic
    /// between them; never impossible.
    pub fn certainty(&self) -> Certainty {
        self.verdict.certainty
    }

    /// Whether the search was exhaustive. A possible answer that is not settled may be certain.
    pub fn is_settled(&self) -> bool {
        self.verdict.settled
    }

    /// The meetings in which the holder took part that are the last before the second statement, in file
    /// order; as [`MeetingSearch::last_before`](crate::MeetingSearch::last_before).
    pub fn last_meetings(&self) -> Vec<Found<'t>> {
        let search = self.timeline.meetings_of(ActorId(self.holder));
        let found = search.map(|search| search.extreme(self.to.0, Side::Last));
        found.unwrap_or_default()
    }

    /// What came just before the second statement, whoever took part: the events, of any kind, that no
    /// other event before it ends after; in file order. Where nothing came between, that is the first
    /// statement.
    ///
    /// Certain if in every world, possible if in some. `O(n)` distances for `n` events, and the square
    /// of those that may have been the last.
    pub fn last_events(&self) -> Vec<Found<'t>> {
        let t = self.timeline;
        let of = self.to.0;
        let contest = Contest {
            t,
            of,
            side: Side::Last,
        };
        let all = (0..t.len() as u32).filter(|&e| e != of && t.is_matched(e));
        let rivals: Vec<Rival> = all
            .map(|event| Rival {
                event,
                open: t.is_alleged(event),
            })
            .collect();
        let rivals = contest.relevant(&rivals);
        let floor = contest.floor(&rivals);
        let late = rivals.iter().filter(|r| contest.latest(r.event) >= floor);
        let close: Vec<Rival> = late.copied().collect();
        let mut found = Vec::new();
        for rival in &close {
            if !contest.is_possible(rival.event, &close) {
                continue;
            }
            let open = rival.open || t.is_alleged(of);
            let certain = !open && contest.is_certain(rival.event, &close);
            found.push(Found {
                timeline: t,
                event: rival.event,
                verdict: match certain {
                    true => Verdict::CERTAIN,
                    false => Verdict::POSSIBLE,
                },
                asked: vec![before(rival.event, of)],
                caveats: t.open_events(&[rival.event, of]),
            });
        }
        found
    }
}

/// `certain: Ada went from oppose ("no") to conditional ("perhaps")`.
impl fmt::Display for StanceChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [from, to] = self.statements();
        let names = self.stances().map(|kinds| {
            let names: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
            names.join(" and ")
        });
        let (certainty, holder) = (self.certainty(), self.holder());
        let [first, second] = names;
        write!(
            f,
            "{certainty}: {holder} went from {first} ({:?}) to {second} ({:?})",
            from.name(),
            to.name()
        )
    }
}

impl fmt::Debug for StanceChange<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "StanceChange({self})")
    }
}

fn before(x: u32, y: u32) -> Formula {
    Formula {
        x,
        set: Relation::Before.into(),
        y,
        gap: Gap::default(),
    }
}

impl Timeline {
    /// When somebody's stance on a topic changed: each pair of statements in which it differs, one after the
    /// other, with none by the same holder on the topic between them. By the first of the two, then by
    /// the second, in file order.
    ///
    /// A stance is held by its `holder`, or by all who made the statement. Statements that occurred
    /// count, and alleged ones as at most possible: where one may have come between, the pair around it
    /// is possible, too. Where the order of two statements is open, both directions are possible.
    ///
    /// A topic on which the holder has no stance gives nothing. For `k` statements at most `k^2` searches
    /// for worlds with `k` conditions each, those aside that windows decide.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Statement::new("no").by("a").on("2025-04-01").stance(Stance::oppose("treaty")));
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-20"));
    /// t.add(Statement::new("yes").by("a").on("2025-04-25").stance(Stance::support("treaty")));
    /// let t = t.build()?;
    /// let changes: Vec<_> = t.stance_changes("a", "treaty")?.collect();
    /// assert_eq!(changes[0].to_string(), r#"certain: Ada went from oppose ("no") to support ("yes")"#);
    /// assert_eq!(changes[0].last_meetings()[0].to_string(), "certain: talks");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn stance_changes(
        &self,
        holder: impl Lookup<ActorId>,
        topic: &str,
    ) -> Result<impl Iterator<Item = StanceChange<'_>>, QueryError> {
        let holder = holder.look_up(self)?.0;
        let mut said: Vec<(u32, Vec<StanceKind>)> = Vec::new();
        for held in self.stances_on(topic) {
            if held.actor != holder {
                continue;
            }
            match said.iter_mut().find(|s| s.0 == held.statement) {
                Some((_, kinds)) if kinds.contains(&held.kind) => {}
                Some((_, kinds)) => kinds.push(held.kind),
                None => said.push((held.statement, vec![held.kind])),
            }
        }
        for (_, kinds) in &mut said {
            kinds.sort_by_key(|kind| *kind as u8);
        }
        let mut found = Vec::new();
        for from in &said {
            for to in said.iter().filter(|to| to.1 != from.1) {
                let verdict = self.follows(from.0, to.0, &said);
                if verdict.certainty > Certainty::Impossible {
                    found.push(StanceChange {
                        timeline: self,
                        holder,
                        from: from.clone(),
                        to: to.clone(),
                        verdict,
                    });
                }
            }
        }
        Ok(found.into_iter())
    }

    /// That one statement follows another with no third between them.
    fn follows(&self, x: u32, y: u32, said: &[(u32, Vec<StanceKind>)]) -> Verdict {
        use crate::query::certainty::judge_pair;
        let happened = |e: u32| self.is_alleged(e).then_some(Coin::Happened(e));
        if judge_pair(self, before(x, y)) == Certainty::Impossible {
            return Verdict::IMPOSSIBLE;
        }
        let mut all = vec![Condition::Relation(before(x, y), true)];
        let coins = [x, y].into_iter().filter_map(happened);
        all.extend(coins.map(|coin| Condition::Coin(coin, true)));
        for &(third, _) in said.iter().filter(|s| s.0 != x && s.0 != y) {
            let between = [before(x, third), before(third, y)];
            let single = between.map(|formula| judge_pair(self, formula));
            if single.contains(&Certainty::Impossible) {
                continue;
            }
            let absent = happened(third).map(|coin| Condition::Coin(coin, false));
            if absent.is_none() && single == [Certainty::Certain; 2] {
                return Verdict::IMPOSSIBLE;
            }
            let outside = between.map(|formula| Condition::Relation(formula, false));
            all.push(Condition::Any(outside.into_iter().chain(absent).collect()));
        }
        judge_condition(self, &Condition::All(all), BUDGET)
    }
}
