//! Whether word reached somebody.

use super::arrival::Arrival;
use super::because::explain;
use super::judge::Judged;
use super::listing::{Which, list};
use super::path::{WordPath, WordPaths};
use super::quest::Quest;
use crate::query::certainty::Certainty;
use crate::query::reason::Explanation;
use crate::timeline::ActorView;
use std::fmt;

/// How many paths are listed.
const PATHS: usize = 1_000;

/// Whether word passed from one actor to another, how surely, by which paths, and when; see
/// [`Timeline::word_from`](crate::Timeline::word_from).
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(["a", "b", "c"].map(|key| Actor::person(key, key)));
/// t.add(Meeting::new("one").between(["a", "b"]).on("2025-04-01"));
/// t.add(Meeting::new("two").between(["b", "c"]).on("2025-04-02"));
/// let t = t.build()?;
/// let word = t.word_from("a")?.to("c")?;
/// assert_eq!(word.certainty(), Certainty::Certain);
/// assert_eq!(word.path().unwrap().to_string(), r#"a -"one"-> b -"two"-> c"#);
/// assert_eq!(t.word_from("c")?.to("a")?.certainty(), Certainty::Impossible);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Word<'t> {
    quest: Quest<'t>,
    judged: Judged,
}

impl<'t> Word<'t> {
    pub(super) fn new(quest: Quest<'t>) -> Word<'t> {
        let judged = quest.judge();
        Word { quest, judged }
    }

    /// The actor with whom it starts.
    pub fn from(&self) -> ActorView<'t> {
        ActorView::new(self.quest.t, self.quest.from)
    }

    /// The actor whom it is to reach.
    pub fn to(&self) -> ActorView<'t> {
        ActorView::new(self.quest.t, self.quest.to)
    }

    /// How sure it is that some path holds.
    pub fn certainty(&self) -> Certainty {
        self.judged.verdict.certainty
    }

    /// Whether the search was exhaustive. An answer that is not settled is given as possible, and may
    /// be certain, or impossible.
    pub fn is_settled(&self) -> bool {
        self.judged.verdict.settled
    }

    /// One path: one that is certain where there is such a one, else one that is possible.
    pub fn path(&self) -> Option<WordPath<'t>> {
        let route = self.judged.route.clone()?;
        Some(WordPath::new(self.quest.clone(), route))
    }

    /// All paths that hold in some world, those with the fewest meetings first and then in file order of
    /// their meetings; a thousand at most.
    ///
    /// A path is left out if leaving out meetings makes it another one that holds wherever it does: where somebody
    /// surely at both a meeting and a later one could have gone from the one to the other, or the receiver
    /// surely had the word before.
    ///
    /// Each meeting looked at is a step of the budget, and the search ends with it; see
    /// [`WordPaths::is_complete`].
    pub fn paths(&self) -> WordPaths<'t> {
        if self.judged.verdict.certainty == Certainty::Impossible {
            return WordPaths::new(self.quest.clone(), Vec::new(), true);
        }
        let listing = list(&self.quest, Which::Possible, PATHS, self.quest.budget);
        let mut routes = listing.routes;
        // One is known, however far the search has come.
        if let (false, true, Some(known)) =
            (listing.is_complete, routes.is_empty(), &self.judged.route)
        {
            routes.push(known.clone());
        }
        WordPaths::new(self.quest.clone(), routes, listing.is_complete)
    }

    /// When it arrives first, over all worlds in which it does; `None` where it is impossible.
    ///
    /// The least takes as long as a few paths take to find. The greatest takes searches for worlds, as
    /// many as bisection does at worst. Where word arrives in some worlds only, up to 200 paths are weighed, and
    /// past them, or past the budget, the greatest is only a bound.
    pub fn earliest_arrival(&self) -> Option<Arrival> {
        self.quest.arrival(self.certainty())
    }

    /// Why: for a certain or impossible answer the claims that entail it, each with its sources and grade, and the
    /// path by which it holds, or several of which in every world one does; for one that is only
    /// possible, worlds that show it.
    ///
    /// No fewer claims entail the answer. (Of hundreds of paths only those count that times allow: with fewer claims
    /// others could hold; and of an impossible answer only the first meetings.)
    pub fn explain(&self) -> Explanation {
        explain(&self.quest, &self.judged)
    }
}

/// `certain: word from Ada reaches Bo before "remark", by Ada -"first"-> Cy -"second"-> Bo`.
impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.certainty())?;
        if !self.is_settled() {
            f.write_str(" (not settled)")?;
        }
        write!(f, ": {}", self.quest.sentence())?;
        match self.path() {
            Some(path) => write!(f, ", by {path}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Word({self})")
    }
}

impl Quest<'_> {
    /// What is asked, as a sentence.
    pub(super) fn sentence(&self) -> String {
        let name = |actor: u32| self.t.store().actor_name(actor);
        let mut text = format!("word from {} reaches {}", name(self.from), name(self.to));
        for (i, &actor) in self.through.iter().enumerate() {
            text += if i == 0 { " through " } else { " and " };
            text += name(actor);
        }
        match self.most {
            u32::MAX => {}
            1 => text += " in one meeting",
            most => text += &format!(" in at most {most} meetings"),
        }
        for (i, &event) in self.before.iter().enumerate() {
            text += if i == 0 { " before " } else { " and " };
            text += &format!("{:?}", self.t.event_key(event));
        }
        text
    }
}
