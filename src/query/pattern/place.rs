//! Places in the text of a query: bytes for programs, lines and columns for readers.

use std::fmt;
use std::ops::Range;

/// A stretch of the text of a query, and the line and column at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Bytes, from 0.
    start: u32,
    end: u32,
    /// From 1.
    line: u32,
    /// In characters, from 1.
    column: u32,
    /// Whether the text has more lines than one, so that the line is worth telling.
    lines: bool,
}

impl Place {
    pub(crate) fn bytes(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    pub(crate) fn line(self) -> usize {
        self.line as usize
    }

    pub(crate) fn column(self) -> usize {
        self.column as usize
    }

    /// From where this place begins to where the other one ends.
    pub(crate) fn to(self, other: Place) -> Place {
        Place {
            end: self.end.max(other.end),
            ..self
        }
    }

    /// The text around the place, with a mark below it: the line in which it begins, then a line of carets.
    ///
    /// Tabs stay tabs, so that the mark stands below what it marks; of other control characters there is only a sign.
    pub(crate) fn show(self, text: &str) -> String {
        let line = text.split('\n').nth(self.line() - 1).unwrap_or_default();
        let line: String = line
            .trim_end_matches('\r')
            .chars()
            .map(|c| match c.is_control() && c != '\t' {
                true => char::REPLACEMENT_CHARACTER,
                false => c,
            })
            .collect();
        let before = line.chars().take(self.column() - 1);
        let indent: String = before.map(|c| if c == '\t' { '\t' } else { ' ' }).collect();
        let marked = text.get(self.bytes()).unwrap_or_default();
        let marked = marked.split('\n').next().unwrap_or_default();
        let carets = "^".repeat(marked.trim_end().chars().count().max(1));
        let space = if line.is_empty() { "" } else { " " };
        format!("  |{space}{line}\n  | {indent}{carets}")
    }
}

/// `column 5`, or `line 2, column 5` where there are several lines.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.lines {
            write!(f, "line {}, ", self.line)?;
        }
        write!(f, "column {}", self.column)
    }
}

/// Tells the places of a text from its beginning to its end, in time linear in the text.
#[derive(Debug)]
pub(crate) struct Places<'a> {
    text: &'a str,
    /// The byte up to which lines and columns have been counted.
    counted: usize,
    line: u32,
    column: u32,
    lines: bool,
}

impl<'a> Places<'a> {
    /// Nothing where the text is too long for places in it to be numbered.
    pub(crate) fn of(text: &'a str) -> Option<Places<'a>> {
        u32::try_from(text.len()).ok()?;
        Some(Places {
            text,
            counted: 0,
            line: 1,
            column: 1,
            lines: text.trim_end().contains('\n'),
        })
    }

    /// The place of these bytes, which don't begin before any asked for earlier.
    pub(crate) fn place(&mut self, bytes: Range<usize>) -> Place {
        let between = self.text.get(self.counted..bytes.start);
        for c in between.unwrap_or_default().chars() {
            if c == '\n' {
                self.line += 1;
                self.column = 1;
            } else {
                self.column += 1;
            }
        }
        self.counted = bytes.start;
        Place {
            start: bytes.start as u32,
            end: bytes.end as u32,
            line: self.line,
            column: self.column,
            lines: self.lines,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_begin_anew() {
        let text = "find ?ä\n\twhere b";
        let mut places = Places::of(text).unwrap();
        assert_eq!(places.place(5..8).to_string(), "line 1, column 6");
        let place = places.place(10..15);
        assert_eq!(
            (place.line(), place.column(), place.bytes()),
            (2, 2, 10..15)
        );
        assert_eq!(place.show(text), "  | \twhere b\n  | \t^^^^^");
        let end = places.place(text.len()..text.len());
        assert_eq!(
            place.show("find ?\u{1b}\n\twhere \u{7}\r\n"),
            "  | \twhere \u{fffd}\n  | \t^^^^"
        );
        assert_eq!(end.show(text), "  | \twhere b\n  | \t       ^");
    }

    #[test]
    fn one_line_needs_no_number() {
        let mut places = Places::of("find ?a\n").unwrap();
        assert_eq!(places.place(5..7).to_string(), "column 6");
    }
}
