//! Searches for word, to be narrowed down.

use super::quest::Quest;
use super::reached::Reached;
use super::spread::Spread;
use super::view::View;
use super::word::Word;
use crate::id::{ActorId, EventId};
use crate::query::error::QueryError;
use crate::query::projection::BUDGET;
use crate::timeline::{Lookup, Timeline};

/// Word that starts with an actor, to be narrowed down; see [`Timeline::word_from`].
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::person("c", "Cy")]);
/// t.add(Meeting::new("first").between(["a", "c"]).on("2025-04-20"));
/// t.add(Meeting::new("second").between(["c", "b"]).on("2025-04-22"));
/// t.add(Statement::new("remark").by("b").on("2025-04-25"));
/// let t = t.build()?;
/// let word = t.word_from("a")?.through("c")?.before("remark")?.to("b")?;
/// assert_eq!(word.certainty(), Certainty::Certain);
/// assert_eq!(
///     word.to_string(),
///     r#"certain: word from Ada reaches Bo through Cy before "remark", by Ada -"first"-> Cy -"second"-> Bo"#,
/// );
/// // Not the other way.
/// assert_eq!(t.word_from("b")?.to("a")?.certainty(), Certainty::Impossible);
/// let all: Vec<String> = t.word_from("a")?.reached_before("remark")?.map(|w| w.to().to_string()).collect();
/// assert_eq!(all, ["Bo", "Cy"]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct WordSearch<'t> {
    timeline: &'t Timeline,
    from: u32,
    through: Vec<u32>,
    before: Vec<u32>,
    most: u32,
    budget: u64,
}

/// Those a path goes through are counted in so many bits.
const THROUGH: usize = 100;

impl<'t> WordSearch<'t> {
    /// Only word that this actor carried from one meeting to a later one. Asked several times, word has
    /// to pass through all those named, in this order; past a hundred it passes through nobody.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn through(mut self, actor: impl Lookup<ActorId>) -> Result<Self, QueryError> {
        self.through.push(actor.look_up(self.timeline)?.0);
        Ok(self)
    }

    /// Only word that arrived before this event began. Asked several times, before all of them.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn before(mut self, event: impl Lookup<EventId>) -> Result<Self, QueryError> {
        let event = event.look_up(self.timeline)?.0;
        if !self.before.contains(&event) {
            self.before.push(event);
        }
        Ok(self)
    }

    /// Only word that took no more than so many meetings.
    #[must_use]
    pub fn within_steps(mut self, meetings: u32) -> Self {
        self.most = self.most.min(meetings);
        self
    }

    /// How many steps each search for a world may take; a million unless told. Past them an answer is
    /// possible and not settled.
    #[must_use]
    pub fn with_budget(mut self, steps: u64) -> Self {
        self.budget = steps;
        self
    }

    /// Whether word reached an actor.
    ///
    /// A path that holds in every world, or that none holds in any, is found in the time that it takes to look
    /// at the meetings of those who know, from both ends until they meet: less than a millisecond
    /// among a million events, as a rule. What only several paths together make certain takes a search
    /// for worlds.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn to(&self, actor: impl Lookup<ActorId>) -> Result<Word<'t>, QueryError> {
        Ok(self.reach(actor.look_up(self.timeline)?.0))
    }

    /// Everybody else whom word reached, in file order, each with how sure it is; never impossible.
    ///
    /// The meetings up to the last event named are gone through once; then each answer is judged when
    /// it is asked for.
    pub fn reached(&self) -> Reached<'t> {
        let quest = self.quest(self.from);
        let mut actors = Vec::new();
        if quest.is_askable() {
            let mut spread = Spread::new(&quest, View::Could, false, None);
            while spread.advance() {
                // Nobody waits for them.
                spread.news();
            }
            actors = spread.all_known();
        }
        actors.retain(|&actor| actor != self.from);
        Reached::new(self.clone(), actors)
    }

    /// Everybody else whom word reached before an event: [`before`](Self::before) and
    /// [`reached`](Self::reached) in one.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn reached_before(&self, event: impl Lookup<EventId>) -> Result<Reached<'t>, QueryError> {
        let event = event.look_up(self.timeline)?;
        Ok(self.clone().before(event)?.reached())
    }

    pub(super) fn reach(&self, to: u32) -> Word<'t> {
        Word::new(self.quest(to))
    }

    fn quest(&self, to: u32) -> Quest<'t> {
        let most = if self.through.len() > THROUGH {
            0
        } else {
            self.most
        };
        let mut through = self.through.clone();
        through.truncate(THROUGH);
        Quest {
            t: self.timeline,
            from: self.from,
            through,
            to,
            before: self.before.clone(),
            most,
            budget: self.budget,
        }
    }
}

impl Timeline {
    /// Word that starts with an actor: whether it could have passed from meeting to meeting to somebody else,
    /// and by when.
    ///
    /// A path is a row of meetings, each before the next: the sender takes part in the first, the receiver in the
    /// last, and somebody carries the word from each to the next, being at both. Meetings that occurred count,
    /// alleged ones as at most possible; so does a presence that is only implied; one that is denied does not.
    /// Word passes for certain if some path holds in every world, though not always the same one. Whether
    /// anybody said anything is another matter.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    pub fn word_from(&self, actor: impl Lookup<ActorId>) -> Result<WordSearch<'_>, QueryError> {
        Ok(WordSearch {
            timeline: self,
            from: actor.look_up(self)?.0,
            through: Vec::new(),
            before: Vec::new(),
            most: u32::MAX,
            budget: BUDGET,
        })
    }
}
