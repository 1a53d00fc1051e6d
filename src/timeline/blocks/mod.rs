//! What a built timeline holds, as named blocks: one description for writing and for reading.
//!
//! Each type lists its parts by name, once, with [`stored!`]; a part that is left out does not compile. How blocks are
//! framed and checked is for the room `io` to say. Whatever is read is taken to be made by hand: each type sees to it
//! that it is sound by itself, and `sound` that the parts fit each other, so that no later look-up panics or runs
//! without end. What follows from records alone is not kept, but read from them again.

mod archive;
mod base;
mod cell;
mod sound;
mod whole;

pub(crate) use cell::Cell;

use crate::model::Record;
use std::io;

/// Where blocks are written.
pub(crate) trait BlockWriter {
    /// Writes cells of one size.
    fn cells<T: Cell>(&mut self, name: &str, cells: &[T]) -> io::Result<()>;

    /// Writes records, one after the other.
    fn records<'a, I>(&mut self, name: &str, records: I) -> io::Result<()>
    where
        I: Iterator<Item = &'a Record> + Clone;
}

/// Where blocks are read from, in the order in which they were written.
pub(crate) trait BlockReader {
    /// What can go wrong.
    type Error: From<Unsound>;

    /// Reads cells of one size.
    fn cells<T: Cell>(&mut self, name: &str) -> Result<Vec<T>, Self::Error>;

    /// Reads records, each of sound form.
    fn records(&mut self, name: &str) -> Result<Vec<Record>, Self::Error>;
}

/// A block holds what no timeline does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsound {
    pub(crate) block: String,
    pub(crate) reason: String,
}

impl Unsound {
    pub(crate) fn new(block: &str, reason: impl Into<String>) -> Unsound {
        Unsound {
            block: block.to_owned(),
            reason: reason.into(),
        }
    }
}

/// An error unless something holds of a block.
pub(crate) fn ensure(holds: bool, block: &str, reason: &str) -> Result<(), Unsound> {
    if holds {
        Ok(())
    } else {
        Err(Unsound::new(block, reason))
    }
}

/// What is kept in blocks whose names begin with a name.
pub(crate) trait Stored: Sized {
    /// Writes the blocks.
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()>;

    /// Reads the blocks.
    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Self, R::Error>;
}

impl<T: Cell> Stored for Vec<T> {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        to.cells(name, self)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Vec<T>, R::Error> {
        from.cells(name)
    }
}

/// The name of a part.
pub(crate) fn join(whole: &str, part: &str) -> String {
    format!("{whole}.{part}")
}

/// Lists the parts of a type by the names of their blocks, for both directions. The type has a function `sound` that
/// judges what was read.
macro_rules! stored {
    ($kind:ty { $($name:literal => $field:ident,)+ }) => {
        impl $crate::timeline::blocks::Stored for $kind {
            fn store<W: $crate::timeline::blocks::BlockWriter>(
                &self,
                name: &str,
                to: &mut W,
            ) -> std::io::Result<()> {
                $(self.$field.store(&$crate::timeline::blocks::join(name, $name), to)?;)+
                Ok(())
            }

            fn load<R: $crate::timeline::blocks::BlockReader>(
                name: &str,
                from: &mut R,
            ) -> Result<Self, R::Error> {
                let read = Self {
                    $($field: $crate::timeline::blocks::Stored::load(
                        &$crate::timeline::blocks::join(name, $name),
                        from,
                    )?,)+
                };
                read.sound(name)?;
                Ok(read)
            }
        }
    };
}
pub(crate) use stored;
