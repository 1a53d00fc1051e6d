//! A timeline as blocks.

use super::{BlockReader, BlockWriter, Stored};
use crate::timeline::postings::postings;
use crate::timeline::solved::Solved;
use crate::timeline::store::Store;
use crate::timeline::timeline::Timeline;
use std::io;
use std::thread::{self, ScopedJoinHandle};

/// From so many events on it pays to list the events of each actor while the solution is read.
const MANY: u32 = 100_000;

impl Timeline {
    /// Writes everything that can't be had from records without solving.
    pub(crate) fn store_blocks<W: BlockWriter>(&self, to: &mut W) -> io::Result<()> {
        self.inside.store.store("timeline", to)?;
        self.inside.solved.store("solved", to)
    }

    /// The timeline of some blocks, without solving.
    pub(crate) fn load_blocks<R: BlockReader>(from: &mut R) -> Result<Timeline, R::Error> {
        let store = Store::load("timeline", from)?;
        let (columns, actors) = (&store.columns, store.actors.keys.len());
        if columns.len() < MANY {
            let solved = Solved::load("solved", columns, from)?;
            return Ok(Timeline::new(store, solved));
        }
        let (solved, made) = thread::scope(|scope| {
            let beside = thread::Builder::new();
            let beside = beside.spawn_scoped(scope, || postings(columns, actors));
            let solved = Solved::load("solved", columns, from);
            (solved, beside.map(ScopedJoinHandle::join))
        });
        let made = match made {
            Ok(Ok(made)) => made,
            // No thread was to be had.
            _ => postings(columns, actors),
        };
        Ok(Timeline::with_postings(store, solved?, made))
    }
}
