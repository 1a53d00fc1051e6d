//! Texts, and columns that are mostly empty, as blocks.

use super::{Interner, Sparse, Steps, Texts};
use crate::timeline::blocks::{BlockReader, BlockWriter, Stored, Unsound, ensure, join, stored};
use std::io;

impl Stored for Texts {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        to.cells(&join(name, "bytes"), self.bytes.as_bytes())?;
        to.cells(&join(name, "ends"), &self.ends)?;
        to.cells(&join(name, "turns"), &self.turns)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Texts, R::Error> {
        let block = join(name, "bytes");
        let bytes = String::from_utf8(from.cells(&block)?)
            .map_err(|_| Unsound::new(&block, "no text in UTF-8"))?;
        let texts = Texts {
            bytes,
            ends: from.cells(&join(name, "ends"))?,
            turns: from.cells(&join(name, "turns"))?,
        };
        texts.sound(name)?;
        Ok(texts)
    }
}

impl Texts {
    /// Each text ends where it may, not before the one in front of it, and the last where the bytes do.
    fn sound(&self, name: &str) -> Result<(), Unsound> {
        let turned = self.turns.is_sorted()
            && self
                .turns
                .last()
                .is_none_or(|&t| (t as usize) < self.ends.len());
        ensure(turned, &join(name, "turns"), "out of order")?;
        let is_ascii = self.bytes.is_ascii();
        let mut turns = self.turns.iter().peekable();
        let (mut last, mut high, mut whole) = (0usize, 0usize, true);
        for (index, &low) in self.ends.iter().enumerate() {
            while turns.next_if(|&&turn| turn as usize <= index).is_some() {
                high += 1;
            }
            let end = high << 32 | low as usize;
            whole &= end >= last && (is_ascii || self.bytes.is_char_boundary(end));
            last = end;
        }
        // In order, and the last in range, so that all are.
        let whole = whole && last == self.bytes.len();
        ensure(whole, &join(name, "ends"), "no ends of texts")
    }
}

stored! { Interner { "texts" => texts, "tags" => tags, "slots" => slots, } }

impl Interner {
    /// The table has a free place, so that every search ends, and every text stands in it.
    fn sound(&self, name: &str) -> Result<(), Unsound> {
        let (size, count) = (self.slots.len(), self.texts.len());
        let sized = self.tags.len() == size
            && (size == 0 && count == 0 || size.is_power_of_two() && count * 8 <= size * 7);
        ensure(sized, &join(name, "slots"), "a table of the wrong size")?;
        let mut taken = 0;
        let mut known = true;
        for (&tag, &slot) in self.tags.iter().zip(&self.slots) {
            taken += usize::from(tag != 0);
            known &= if tag == 0 {
                slot == 0
            } else {
                (slot as usize) < count
            };
        }
        let known = known && taken == count;
        ensure(known, &join(name, "slots"), "a table of other texts")
    }
}

impl Stored for Sparse {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        to.cells(name, &self.0)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Sparse, R::Error> {
        Ok(Sparse(from.cells(name)?))
    }
}

impl Sparse {
    /// How many rows there are, and whether each is empty or below `limit`.
    pub(crate) fn fits(&self, rows: usize, limit: usize) -> bool {
        let known = |&value: &u32| value == Interner::NONE || (value as usize) < limit;
        self.0.len() <= rows && self.0.iter().all(known)
    }
}

impl Stored for Steps {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        to.cells(name, &self.0)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Steps, R::Error> {
        Ok(Steps(from.cells(name)?))
    }
}

impl Steps {
    /// Whether the runs are in order, within so many rows, and each value is below `limit`.
    pub(crate) fn fits(&self, rows: usize, limit: usize) -> bool {
        let in_order = self.0.is_sorted_by(|a, b| a.0 < b.0);
        let known =
            |&(from, value): &(u32, u32)| (from as usize) < rows && (value as usize) < limit;
        in_order && self.0.iter().all(known)
    }
}
