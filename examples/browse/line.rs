//! A line that is being typed.

use super::key::Key;

/// A text with a place in it, at which typing goes on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    text: String,
    /// In characters.
    at: usize,
}

impl Line {
    /// A text to go on with, at its end.
    pub(crate) fn of(text: &str) -> Line {
        Line {
            text: text.to_owned(),
            at: text.chars().count(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the place at which typing goes on.
    pub(crate) fn before(&self) -> &str {
        &self.text[..self.byte(self.at)]
    }

    /// Takes a key; whether it was one for a line.
    pub(crate) fn press(&mut self, key: Key) -> bool {
        let end = self.text.chars().count();
        match key {
            Key::Char(c) => {
                self.text.insert(self.byte(self.at), c);
                self.at += 1;
            }
            Key::Backspace if self.at > 0 => {
                self.at -= 1;
                self.text.remove(self.byte(self.at));
            }
            Key::Delete if self.at < end => {
                self.text.remove(self.byte(self.at));
            }
            Key::Backspace | Key::Delete => {}
            Key::Left => self.at = self.at.saturating_sub(1),
            Key::Right => self.at = end.min(self.at + 1),
            Key::Home => self.at = 0,
            Key::End => self.at = end,
            Key::Clear => *self = Line::default(),
            _ => return false,
        }
        true
    }

    fn byte(&self, at: usize) -> usize {
        let mut places = self.text.char_indices().map(|(byte, _)| byte);
        places.nth(at).unwrap_or(self.text.len())
    }
}
