//! The values of properties: YAML, of which JSON is a part.

use std::fmt::Write;

/// A text as a value: JSON, in which neither a line ends nor anything is a tag.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '#'
            | '\u{7f}'..='\u{9f}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{feff}'
            | '\u{fffe}'
            | '\u{ffff}'
            | '\0'..='\u{1f}' => {
                // Writing to a string can't fail.
                let _ = write!(out, "\\u{:04x}", u32::from(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A list of texts as a value.
pub(super) fn list<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let parts: Vec<String> = parts.into_iter().map(text).collect();
    format!("[{}]", parts.join(", "))
}

/// The parts of a value: one for a text, and those of a list.
pub(super) fn parts(value: &str) -> Vec<String> {
    let value = value.trim();
    match serde_json::from_str::<serde_json::Value>(value) {
        Ok(serde_json::Value::String(text)) => return vec![text],
        Ok(serde_json::Value::Array(all)) => {
            let shown = |value: serde_json::Value| match value {
                serde_json::Value::String(text) => text,
                other => other.to_string(),
            };
            return all.into_iter().map(shown).collect();
        }
        _ => {}
    }
    let inner = value
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(inner) => {
            let parts = inner.split(',').map(|part| unquoted(part.trim()));
            parts
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        }
        None => vec![unquoted(value).to_owned()],
    }
}

/// A text without the quotation marks around it.
fn unquoted(text: &str) -> &str {
    let inner = |mark: char| text.strip_prefix(mark)?.strip_suffix(mark);
    inner('\'').or_else(|| inner('"')).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_as_they_are_written() {
        for one in ["a", "", "a \"b\" \\ #c\n\r\u{0}\u{2028}ü", "[a, b]"] {
            assert_eq!(parts(&text(one)), [one]);
            assert!(!text(one).contains(['#', '\n', '\r']));
        }
        assert_eq!(parts(&list(["a", "b, c"])), ["a", "b, c"]);
        assert_eq!(parts("[Ann, 'Bob Lee']"), ["Ann", "Bob Lee"]);
        assert_eq!(parts("Ann"), ["Ann"]);
        assert_eq!(parts("[]"), [""; 0]);
    }
}
