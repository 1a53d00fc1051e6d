//! All whom word reached.

use super::search::WordSearch;
use super::word::Word;
use crate::query::certainty::Certainty;
use std::fmt;

/// Those whom word reached, one after the other; see [`WordSearch::reached`].
///
/// Each answer is judged when it is asked for.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(["a", "b", "c"].map(|key| Actor::person(key, key)));
/// t.add(Meeting::new("one").between(["a", "b"]).on("2025-04-01"));
/// let t = t.build()?;
/// let told: Vec<&str> = t.word_from("a")?.reached().map(|word| word.to().key()).collect();
/// assert_eq!(told, ["b"]);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct Reached<'t> {
    search: WordSearch<'t>,
    actors: std::vec::IntoIter<u32>,
}

impl<'t> Reached<'t> {
    pub(super) fn new(search: WordSearch<'t>, actors: Vec<u32>) -> Reached<'t> {
        Reached {
            search,
            actors: actors.into_iter(),
        }
    }
}

impl<'t> Iterator for Reached<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        loop {
            let word = self.search.reach(self.actors.next()?);
            if word.certainty() > Certainty::Impossible {
                return Some(word);
            }
        }
    }
}

impl fmt::Debug for Reached<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reached").finish_non_exhaustive()
    }
}
