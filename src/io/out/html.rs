//! Texts from data in HTML.

use std::fmt::{self, Write};

/// A text in which nothing is markup; its line breaks show as such.
pub(super) struct Html<'a>(pub(super) &'a str);

impl fmt::Display for Html<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.0.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '&' => f.write_str("&amp;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\r' if letters.peek() == Some(&'\n') => {}
                '\n' | '\r' => f.write_str("<br>")?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Html;

    #[test]
    fn nothing_is_markup() {
        let text = Html("<a href='x' title=\"y\">&\r\nb\nc").to_string();
        assert_eq!(
            text,
            "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;<br>b<br>c"
        );
    }
}
