//! Texts from data, made harmless.

use std::fmt::{self, Write};

/// A text in which nothing is markup: `<`, `>`, `&` and both quotation marks stand as entities, and what XML has no
/// place for as U+FFFD.
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
                '\t' | '\n' | '\r' => f.write_char(' ')?,
                '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => f.write_char('\u{fffd}')?,
                letter => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// A text without line breaks or the like, such as JSON, in which `<`, `>` and `&` stand as entities: it is read back as
/// it was from the text of an element.
pub(super) struct Markless<'a>(pub(super) &'a str);

impl fmt::Display for Markless<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(['<', '>', '&']) {
            let (before, after) = rest.split_at(at);
            f.write_str(before)?;
            f.write_str(match after.as_bytes().first() {
                Some(b'<') => "&lt;",
                Some(b'>') => "&gt;",
                _ => "&amp;",
            })?;
            rest = after.get(1..).unwrap_or_default();
        }
        f.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::{Escaped, Markless};

    #[test]
    fn what_is_read_from_an_element_is_what_was_written() {
        let text = Markless("{\"a\":\"</template>&lt;é\"}").to_string();
        assert_eq!(text, "{\"a\":\"&lt;/template&gt;&amp;lt;é\"}");
    }

    #[test]
    fn nothing_is_markup() {
        let text = Escaped("<script>alert('a' & \"b\")</script>\n\u{8}").to_string();
        assert_eq!(
            text,
            "&lt;script&gt;alert(&#39;a&#39; &amp; &quot;b&quot;)&lt;/script&gt; \u{fffd}"
        );
    }
}
