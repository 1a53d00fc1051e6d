//! Cells that a spreadsheet would take for formulas.
//!
//! A text that begins with `=`, `+`, `-` or `@` would be computed, and may do harm. It is written behind an apostrophe,
//! which spreadsheets have for that, and read without it. So that nothing else changes on the way, a text that begins
//! with apostrophes and one of these gets one more.

use std::borrow::Cow;

/// The signs that begin a formula, the wide ones of East Asian spreadsheets among them.
const SIGNS: [char; 8] = [
    '=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}',
];

/// Whether the text would be computed, or is an apostrophe or more and such a text.
fn is_formula(text: &str) -> bool {
    let bare = text.trim_start_matches('\'');
    let Some(rest) = bare.strip_prefix(SIGNS) else {
        return false;
    };
    // Offsets and years before Christ are harmless, and other programs read them as they are.
    let is_number =
        !rest.is_empty() && rest.bytes().all(|byte| b"0123456789:-./~?".contains(&byte));
    !(is_number && bare.starts_with(['+', '-']))
}

/// The text as it is written.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    if is_formula(text) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// The text that is meant by one that was written.
pub(super) fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(meant) if is_formula(meant) => meant,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_written_as_texts_and_read_back() {
        for (text, written) in [
            ("=1+2", "'=1+2"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2+cmd|' /C calc'!A0", "'-2+cmd|' /C calc'!A0"),
            ("'=1", "''=1"),
            ("-", "'-"),
            ("\u{ff1d}1", "'\u{ff1d}1"),
            ("'tis", "'tis"),
            ("'", "'"),
            ("", ""),
            ("+03:00", "+03:00"),
            ("-0043-03", "-0043-03"),
            ("'+03:00", "'+03:00"),
            ("O'Brien", "O'Brien"),
        ] {
            assert_eq!(guarded(text), written);
            assert_eq!(unguarded(written), text);
        }
    }
}
