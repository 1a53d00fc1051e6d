//! A timeline as blocks.

use super::{BlockReader, BlockWriter, Stored};
use crate::timeline::solved::{Blocks, Solved};
use crate::timeline::store::Store;
use crate::timeline::timeline::Timeline;
use std::io;

/// The name of the blocks of the solution.
const SOLVED: &str = "solved";

impl Timeline {
    /// Writes everything that can't be had from records without solving.
    pub(crate) fn store_blocks<W: BlockWriter>(&self, to: &mut W) -> io::Result<()> {
        self.inside.store.store("timeline", to)?;
        self.inside.solved.store(SOLVED, to)
    }

    /// The timeline of some blocks, without solving.
    pub(crate) fn load_blocks<R: BlockReader>(from: &mut R) -> Result<Timeline, R::Error> {
        let (store, blocks) = from.both(
            |from| Store::load("timeline", from),
            SOLVED,
            |from| Blocks::load(SOLVED, from),
        )?;
        let solved = Solved::of_blocks(SOLVED, &store.columns, blocks)?;
        Ok(Timeline::new(store, solved))
    }
}
