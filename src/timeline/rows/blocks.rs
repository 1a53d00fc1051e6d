//! Rows as blocks.

use super::Rows;
use crate::timeline::blocks::{BlockReader, BlockWriter, Cell, Stored, ensure, join};
use std::io;

impl<T: Cell> Stored for Rows<T> {
    fn store<W: BlockWriter>(&self, name: &str, to: &mut W) -> io::Result<()> {
        to.cells(&join(name, "ends"), &self.ends)?;
        to.cells(&join(name, "values"), &self.values)
    }

    fn load<R: BlockReader>(name: &str, from: &mut R) -> Result<Rows<T>, R::Error> {
        let rows = Rows {
            ends: from.cells(&join(name, "ends"))?,
            values: from.cells(&join(name, "values"))?,
        };
        let last = rows.ends.last().map_or(0, |&end| end as usize);
        let whole = rows.ends.is_sorted() && last == rows.values.len();
        ensure(whole, &join(name, "ends"), "no ends of rows")?;
        Ok(rows)
    }
}

impl<T> Rows<T> {
    /// Whether there are no more than so many rows, and `holds` is true of each value.
    pub(crate) fn fits(&self, rows: usize, holds: impl Fn(&T) -> bool) -> bool {
        self.ends.len() <= rows && self.values.iter().all(holds)
    }
}
