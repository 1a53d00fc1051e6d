//! A place in a text, and the errors that name it.

use super::error::DateErrorKind;
use super::single::{Grain, Single};

/// A place in a text. It only ever moves over ASCII characters, so that bytes passed are columns.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

/// `?`, `~` or `%`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    pub(super) doubtful: bool,
    pub(super) approximate: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.ahead(0)
    }

    pub(super) fn ahead(&self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_dots(&mut self) -> bool {
        let found = self.peek() == Some(b'.') && self.ahead(1) == Some(b'.');
        self.at += if found { 2 } else { 0 };
        found
    }

    pub(super) fn column(&self) -> usize {
        self.at + 1
    }

    pub(super) fn error(&self, problem: impl Into<String>) -> DateErrorKind {
        self.error_at(self.column(), problem)
    }

    pub(super) fn error_at(&self, column: usize, problem: impl Into<String>) -> DateErrorKind {
        DateErrorKind::Syntax {
            column,
            problem: problem.into(),
        }
    }

    /// An error that names what stands here, and what may.
    pub(super) fn unexpected(&self, expected: &str) -> DateErrorKind {
        let found = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the text ends".to_owned(),
            Some(c) if c.is_whitespace() => "white space can't stand".to_owned(),
            Some(c) => format!("`{}` can't stand", c.escape_debug()),
        };
        self.error(format!("{found} here; expected {expected}"))
    }

    /// The error for what follows a date that is complete but could go on.
    pub(super) fn after(&self, single: &Single) -> DateErrorKind {
        match (self.peek(), single.grain) {
            (Some(b'?' | b'~' | b'%'), _) => {
                self.error("one mark stands here at most; `%` means both `?` and `~`")
            }
            (Some(b'T' | b't' | b' '), Grain::Months) => {
                self.error("a time of day needs a whole date, as in 2025-04-25T12:00")
            }
            (Some(b't' | b' '), Grain::Days) => {
                self.error("a time of day is written behind a `T`, as in 2025-04-25T12:00")
            }
            (Some(b'z'), Grain::Clock { .. }) => self.error("UTC is written `Z`"),
            (_, Grain::Clock { .. }) => {
                self.unexpected("`Z`, an offset such as +03:00, or the end")
            }
            (_, Grain::Days) => self.unexpected("`T` and a time, `/`, or the end"),
            (_, Grain::Months) => self.unexpected("`-` and two digits, `/`, or the end"),
        }
    }

    pub(super) fn mark(&mut self) -> Option<Mark> {
        let (doubtful, approximate) = match self.peek()? {
            b'?' => (true, false),
            b'~' => (false, true),
            b'%' => (true, true),
            _ => return None,
        };
        self.at += 1;
        Some(Mark {
            doubtful,
            approximate,
        })
    }
}
