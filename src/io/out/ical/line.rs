//! The lines of an iCalendar file (RFC 5545, section 3.1).

use std::io::{self, Write};

/// Lines that are folded so that none has more than 75 bytes.
pub(super) struct Lines<W: Write>(pub(super) W);

impl<W: Write> Lines<W> {
    /// A property whose value needs no escapes.
    pub(super) fn plain(&mut self, name: &str, value: &str) -> io::Result<()> {
        self.folded(&format!("{name}:{value}"))
    }

    /// A property with parameters, a colon and a value that needs no escapes.
    pub(super) fn plain_with(&mut self, name: &str, rest: &str) -> io::Result<()> {
        self.folded(&format!("{name}{rest}"))
    }

    /// A property that is a text.
    pub(super) fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        self.folded(&format!("{name}:{}", escaped(text)))
    }

    /// Writes a line, which has no line break, in pieces that end with whole letters.
    fn folded(&mut self, line: &str) -> io::Result<()> {
        const LONGEST: usize = 75;
        let mut rest = line;
        let mut room = LONGEST;
        while rest.len() > room {
            let mut end = room;
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            let (piece, behind) = rest.split_at(end);
            write!(self.0, "{piece}\r\n ")?;
            rest = behind;
            // The space that a piece begins with counts.
            room = LONGEST - 1;
        }
        write!(self.0, "{rest}\r\n")
    }
}

/// A text in which no letter ends the value: line breaks are escaped, and controls that no file may hold stand as U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | ';' | ',' => out.extend(['\\', letter]),
            '\r' if letters.peek() == Some(&'\n') => {}
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push('\t'),
            letter if is_forbidden(letter) => out.push('\u{fffd}'),
            letter => out.push(letter),
        }
    }
    out
}

/// Whether no file may hold the letter.
pub(super) fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}')
}

/// A key as a part of an identifier: what is no letter or digit of ASCII, nor `-`, `.` or `_`, stands as `%` and two
/// hexadecimal digits a byte, so that different keys stay different.
pub(in crate::io::out) fn encoded(key: &str) -> String {
    let mut out = String::with_capacity(key.len());
    for byte in key.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' => {
                out.push(char::from(byte));
            }
            byte => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let mut bytes = Vec::new();
        let text = "ü".repeat(100);
        Lines(&mut bytes).text("SUMMARY", &text).unwrap();
        let written = String::from_utf8(bytes).unwrap();
        assert!(written.split("\r\n").all(|line| line.len() <= 75));
        assert_eq!(written.replace("\r\n ", ""), format!("SUMMARY:{text}\r\n"));
    }

    #[test]
    fn texts_stay_one_value() {
        assert_eq!(
            escaped("a;b,c\\n\r\nBEGIN:VEVENT\rd\u{0}\te"),
            "a\\;b\\,c\\\\n\\nBEGIN:VEVENT\\nd\u{fffd}\te"
        );
        assert_eq!(encoded("a b/ü"), "a%20b%2F%C3%BC");
    }
}
