//! Texts from data in XML.
//!
//! Pictures have an escape of their own, which draws every text on one line. Files keep line breaks: in attributes these
//! must be references, or a parser makes spaces of them.

use std::fmt::{self, Write};

/// A text in which nothing is markup, in an attribute or between tags. What XML has no place for stands as U+FFFD.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for letter in self.0.chars() {
            match letter {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\t' | '\n' | '\r' => write!(f, "&#{};", u32::from(letter))?,
                letter if is_forbidden(letter) => f.write_char('\u{fffd}')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Whether XML has no place for a letter, not even as a reference.
pub(super) fn is_forbidden(letter: char) -> bool {
    matches!(letter, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn nothing_is_markup() {
        let text = Escaped("<a b=\"c\" d='e'>&amp;]]>\r\n\t\u{8}\u{ffff}").to_string();
        assert_eq!(
            text,
            "&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;]]&gt;&#13;&#10;&#9;\u{fffd}\u{fffd}"
        );
    }
}
