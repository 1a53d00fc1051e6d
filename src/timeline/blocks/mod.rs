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
mod threads;
mod whole;

pub(crate) use cell::Cell;
pub(crate) use threads::at_once;

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
    type Error: From<Unsound> + Send;

    /// Reads cells of one size.
    fn cells<T: Cell>(&mut self, name: &str) -> Result<Vec<T>, Self::Error>;

    /// Reads records, each of sound form.
    fn records(&mut self, name: &str) -> Result<Vec<Record>, Self::Error>;

    /// Reads one thing, and what follows it, whose name is given: at once where that can be. What goes wrong first in
    /// time may not be the first in order.
    fn both<A, B: Send>(
        &mut self,
        first: impl FnOnce(&mut Self) -> Result<A, Self::Error>,
        name: &str,
        second: impl Fn(&mut Self) -> Result<B, Self::Error> + Sync,
    ) -> Result<(A, B), Self::Error>;
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

/// Lists the parts of a type by the names of their blocks, for both directions; with `beside`, in groups that can be read
/// at once. The type has a function `sound` that judges what was read.
macro_rules! stored {
    ($kind:ty { $($name:literal => $field:ident,)+ }) => {
        impl $crate::timeline::blocks::Stored for $kind {
            $crate::timeline::blocks::store! { $($name => $field,)+ }

            fn load<R: $crate::timeline::blocks::BlockReader>(
                name: &str,
                from: &mut R,
            ) -> Result<Self, R::Error> {
                let read = Self {
                    $($field: $crate::timeline::blocks::load!(name, $name, from),)+
                };
                read.sound(name)?;
                Ok(read)
            }
        }
    };
    ($kind:ty { $($name:literal => $field:ident,)+ } beside {
        $second:literal => $second_field:ident, $($second_name:literal => $second_fields:ident,)*
    } beside {
        $third:literal => $third_field:ident, $($third_name:literal => $third_fields:ident,)*
    }) => {
        impl $crate::timeline::blocks::Stored for $kind {
            $crate::timeline::blocks::store! {
                $($name => $field,)+
                $second => $second_field, $($second_name => $second_fields,)*
                $third => $third_field, $($third_name => $third_fields,)*
            }

            fn load<R: $crate::timeline::blocks::BlockReader>(
                name: &str,
                from: &mut R,
            ) -> Result<Self, R::Error> {
                let second = |from: &mut R| Ok((
                    $crate::timeline::blocks::load!(name, $second, from),
                    $($crate::timeline::blocks::load!(name, $second_name, from),)*
                ));
                let third = |from: &mut R| Ok((
                    $crate::timeline::blocks::load!(name, $third, from),
                    $($crate::timeline::blocks::load!(name, $third_name, from),)*
                ));
                let (
                    ($($field,)+),
                    (($second_field, $($second_fields,)*), ($third_field, $($third_fields,)*)),
                ) = from.both(
                    |from| Ok(($($crate::timeline::blocks::load!(name, $name, from),)+)),
                    &$crate::timeline::blocks::join(name, $second),
                    |from| from.both(
                        second,
                        &$crate::timeline::blocks::join(name, $third),
                        third,
                    ),
                )?;
                let read = Self {
                    $($field,)+
                    $second_field, $($second_fields,)*
                    $third_field, $($third_fields,)*
                };
                read.sound(name)?;
                Ok(read)
            }
        }
    };
}
pub(crate) use stored;

/// Writes parts in their order.
macro_rules! store {
    ($($name:literal => $field:ident,)+) => {
        fn store<W: $crate::timeline::blocks::BlockWriter>(
            &self,
            name: &str,
            to: &mut W,
        ) -> std::io::Result<()> {
            $(self.$field.store(&$crate::timeline::blocks::join(name, $name), to)?;)+
            Ok(())
        }
    };
}
pub(crate) use store;

/// Reads a part.
macro_rules! load {
    ($whole:expr, $name:literal, $from:expr) => {
        $crate::timeline::blocks::Stored::load(
            &$crate::timeline::blocks::join($whole, $name),
            $from,
        )?
    };
}
pub(crate) use load;
