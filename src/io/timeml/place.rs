//! Where in a file something stands.

use std::cell::Cell;
use std::sync::Arc;

use crate::model::{Fault, Origin};

/// The lines of a text.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a str,
    name: Arc<str>,
    /// Where each line begins.
    lines: Vec<usize>,
    /// The last byte of which the column was told, where its line begins, and the column: what follows is counted from
    /// there, since all may be one line.
    last: Cell<(usize, usize, usize)>,
}

impl<'a> Places<'a> {
    pub(super) fn new(text: &'a str, name: Arc<str>) -> Places<'a> {
        let ends = text.match_indices('\n').map(|(end, _)| end + 1);
        Places {
            text,
            name,
            lines: std::iter::once(0).chain(ends).collect(),
            last: Cell::new((0, 0, 1)),
        }
    }

    /// The line of a byte, counted from 1, and where it begins.
    fn line(&self, at: usize) -> (u32, usize) {
        let number = self.lines.partition_point(|begin| *begin <= at);
        let begin = self.lines.get(number.saturating_sub(1));
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        (number.max(1), begin.copied().unwrap_or(0))
    }

    /// The file and the line of a byte.
    pub(super) fn origin(&self, at: usize) -> Origin {
        Origin::new(Arc::clone(&self.name), self.line(at).0)
    }

    /// What is wrong at a byte, with line and column.
    pub(super) fn fault(&self, at: usize, message: &str) -> Fault {
        let (_, begin) = self.line(at);
        let at = at.min(self.text.len());
        let (from, known) = match self.last.get() {
            (last, same, known) if same == begin && last <= at => (last, known),
            _ => (begin, 1),
        };
        let between = self.text.as_bytes().get(from..at).unwrap_or_default();
        // Every letter has one byte that does not continue another.
        let letters = between.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        let column = known + letters;
        self.last.set((at, begin, column));
        Fault::new(format!("column {column}: {message}")).at(self.origin(at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_in_letters() {
        let places = Places::new("ab\näb c\n", "f".into());
        let told = |at| places.fault(at, "bad").to_string();
        assert_eq!(told(0), "f:1: column 1: bad");
        assert_eq!(told(5), "f:2: column 2: bad");
        assert_eq!(told(8), "f:2: column 5: bad");
        assert_eq!(told(99), "f:3: column 1: bad");
        assert_eq!(told(3), "f:2: column 1: bad");
        assert_eq!(told(6), "f:2: column 3: bad");
    }
}
