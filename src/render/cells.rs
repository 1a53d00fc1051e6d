//! How many columns of a terminal texts take.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes: two for each letter of a wide script, none for marks that combine.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// A text in lines of at most so many columns, broken between words; words that are longer than a line are broken too.
/// An empty text has no lines.
pub(super) fn wrap(text: &str, most: usize) -> Vec<String> {
    let most = most.max(2);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        if !line.is_empty() && width(&line) + 1 + width(word) <= most {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut pieces = pieces(word, most);
        line = pieces.pop().unwrap_or_default();
        lines.append(&mut pieces);
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in pieces of at most so many columns. What is shown as one letter is not broken: an accent stays with its
/// letter, and what is joined with what it is joined to.
fn pieces(word: &str, most: usize) -> Vec<String> {
    // Of marks that take no room there may be any number; they are measured again with each.
    const LONGEST: usize = 1024;
    if word.len() <= LONGEST && width(word) <= most {
        return vec![word.to_owned()];
    }
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut safe = 0;
    let mut is_joined = true;
    // No less than the width of the piece, which joining makes narrower, and a selector of emoji wider.
    let mut widest = 0;
    for letter in word.chars() {
        let alone = letter.width().unwrap_or(0);
        let is_mark = alone == 0 || matches!(letter, '\u{1f3fb}'..='\u{1f3ff}');
        if !is_mark && !is_joined {
            safe = piece.len();
        }
        is_joined = letter == '\u{200d}';
        piece.push(letter);
        widest += if letter == '\u{fe0f}' { 1 } else { alone };
        if widest > most {
            widest = width(&piece);
        }
        if widest > most || piece.len() > LONGEST {
            let at = match safe {
                0 => piece.len() - letter.len_utf8(),
                safe => safe,
            };
            let rest = piece.split_off(at);
            pieces.extend((!piece.is_empty()).then_some(piece));
            widest = width(&rest);
            piece = rest;
            safe = 0;
        }
    }
    pieces.extend((!piece.is_empty()).then_some(piece));
    pieces
}

/// The head of a text that fits into so many columns, with an ellipsis where something is left out.
pub(super) fn head(text: &str, most: usize) -> String {
    if text.len() <= most || width(text) <= most {
        return text.to_owned();
    }
    // Of what is far behind nothing can be seen.
    let far = text.char_indices().nth(16 * most);
    let near = far.map_or(text, |(at, _)| text.get(..at).unwrap_or(text));
    let lines = wrap(near, most.saturating_sub(1));
    format!("{}…", lines.first().map_or("", String::as_str))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_whole_where_they_fit() {
        assert_eq!(
            wrap("talks in the Kremlin", 9),
            ["talks in", "the", "Kremlin"]
        );
        assert_eq!(wrap("  a   b ", 9), ["a b"]);
        assert_eq!(wrap("", 9), [""; 0]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(width("漢字"), 4);
        assert_eq!(wrap("漢字漢字", 5), ["漢字", "漢字"]);
        assert_eq!(
            wrap("e\u{301}e\u{301}e\u{301}", 2),
            ["e\u{301}e\u{301}", "e\u{301}"]
        );
        let family = "👩\u{200d}👩\u{200d}👧";
        assert_eq!(width(family), 2);
        assert_eq!(
            wrap(&format!("abcd{family}{family}"), 5),
            ["abcd", &format!("{family}{family}")]
        );
    }

    #[test]
    fn pieces_lose_nothing_and_fit() {
        let marks = "a".to_owned() + &"\u{301}".repeat(5000) + "漢👍🏽" + &"x".repeat(50);
        for most in [2, 3, 7, 40] {
            let lines = wrap(&marks, most);
            assert_eq!(lines.concat(), marks);
            assert!(lines.iter().all(|line| width(line) <= most));
        }
    }

    #[test]
    fn heads_end_with_an_ellipsis() {
        assert_eq!(head("talks", 5), "talks");
        assert_eq!(head("talks in Moscow", 10), "talks in…");
        assert_eq!(head("漢字漢字", 5), "漢字…");
    }
}
