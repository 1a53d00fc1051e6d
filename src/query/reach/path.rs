//! Paths by which word passed.

use super::quest::Quest;
use super::route::Route;
use crate::query::certainty::Certainty;
use crate::timeline::{ActorView, MeetingView};
use std::fmt;

/// Meetings in turn, and who could carry word from each to the next.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(["a", "b", "c"].map(|key| Actor::person(key, key)));
/// t.add(Meeting::new("one").between(["a", "b"]).on("2025-04-01"));
/// t.add(Meeting::new("two").between(["b", "c"]).on("2025-04"));
/// let t = t.build()?;
/// let path = t.word_from("a")?.to("c")?.paths().next().unwrap();
/// assert_eq!(path.meetings().map(|m| m.event().key()).collect::<Vec<_>>(), ["one", "two"]);
/// assert_eq!(path.carriers().next().unwrap()[0].key(), "b");
/// assert_eq!(path.certainty(), Certainty::Possible);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct WordPath<'t> {
    quest: Quest<'t>,
    route: Route,
}

impl<'t> WordPath<'t> {
    pub(super) fn new(quest: Quest<'t>, route: Route) -> WordPath<'t> {
        WordPath { quest, route }
    }

    /// The meetings, in turn.
    pub fn meetings(&self) -> impl Iterator<Item = MeetingView<'t>> {
        let t = self.quest.t;
        self.route
            .meetings
            .iter()
            .map(move |&meeting| MeetingView::new(t, meeting))
    }

    /// For each meeting but the last all those who were also at the next, in the order of the record; of those who
    /// had to carry the word only the one.
    pub fn carriers(&self) -> impl Iterator<Item = Vec<ActorView<'t>>> {
        let t = self.quest.t;
        (0..self.route.bound.len()).map(move |place| {
            let carriers = self.route.carriers(&self.quest, place).into_iter();
            carriers
                .map(|(actor, _)| ActorView::new(t, actor))
                .collect()
        })
    }

    /// How sure this path is: certain if in every world its meetings took place and followed each other,
    /// with those who carried the word.
    pub fn certainty(&self) -> Certainty {
        Certainty::of(true, self.route.is_sure(&self.quest))
    }
}

/// `Ada -"first"-> Cy or Di -"second"-> Bo`.
impl fmt::Display for WordPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.quest.tell(&self.route))
    }
}

impl fmt::Debug for WordPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordPath({self})")
    }
}

impl Quest<'_> {
    /// A path in one line.
    pub(super) fn tell(&self, route: &Route) -> String {
        let name = |actor: u32| self.t.store().actor_name(actor);
        let mut text = name(self.from).to_string();
        for (place, &meeting) in route.meetings.iter().enumerate() {
            text += &format!(" -{:?}-> ", self.t.event_key(meeting));
            if place + 1 == route.meetings.len() {
                text += name(self.to);
            }
            for (i, (actor, _)) in route.carriers(self, place).into_iter().enumerate() {
                text += if i == 0 { "" } else { " or " };
                text += name(actor);
            }
        }
        text
    }
}

/// Paths by which word passed; see [`Word::paths`](crate::Word::paths).
#[derive(Clone)]
pub struct WordPaths<'t> {
    quest: Quest<'t>,
    routes: std::vec::IntoIter<Route>,
    is_complete: bool,
}

impl<'t> WordPaths<'t> {
    pub(super) fn new(quest: Quest<'t>, routes: Vec<Route>, is_complete: bool) -> WordPaths<'t> {
        WordPaths {
            quest,
            routes: routes.into_iter(),
            is_complete,
        }
    }

    /// Whether there are no others: neither their number nor the budget of steps cut the search off.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }
}

impl<'t> Iterator for WordPaths<'t> {
    type Item = WordPath<'t>;

    fn next(&mut self) -> Option<WordPath<'t>> {
        let route = self.routes.next()?;
        Some(WordPath::new(self.quest.clone(), route))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.routes.size_hint()
    }
}

impl ExactSizeIterator for WordPaths<'_> {}

impl fmt::Debug for WordPaths<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WordPaths")
            .field("left", &self.routes.len())
            .field("is_complete", &self.is_complete)
            .finish()
    }
}
