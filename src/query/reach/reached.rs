//! All whom word reached.

use super::search::WordSearch;
use super::word::Word;
use crate::query::certainty::Certainty;
use std::fmt;

/// Those whom word reached, one after the other; see [`WordSearch::reached`].
///
/// Each answer is judged when it is asked for.
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
