//! A timeline as blocks.

use super::{BlockReader, BlockWriter, Stored};
use crate::timeline::solved::Solved;
use crate::timeline::store::Store;
use crate::timeline::timeline::Timeline;
use std::io;

impl Timeline {
    /// Writes everything that can't be had from records without solving.
    pub(crate) fn store_blocks<W: BlockWriter>(&self, to: &mut W) -> io::Result<()> {
        self.inside.store.store("timeline", to)?;
        self.inside.solved.store("solved", to)
    }

    /// The timeline of some blocks, without solving.
    pub(crate) fn load_blocks<R: BlockReader>(from: &mut R) -> Result<Timeline, R::Error> {
        let store = Store::load("timeline", from)?;
        let solved = Solved::load("solved", &store.columns, from)?;
        Ok(Timeline::new(store, solved))
    }
}
