//! Texts from data on a line of their own, made harmless.

/// A text on one line, in which nothing acts on what stands around it.
///
/// White space becomes single spaces. Control characters, and those that turn the direction of what follows, stand as
/// they are written in Rust: `\u{1b}`. Behind letters that run from right to left stands a mark that sets the direction
/// right again: else a date behind a Hebrew title would be shown as part of it, with its numbers exchanged.
pub(super) fn plain(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut is_turned = false;
    let is_gap = |c: char| matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    for word in text.split(is_gap).filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        for letter in word.chars() {
            is_turned |= runs_leftwards(letter);
            if acts(letter) {
                line.extend(letter.escape_unicode());
            } else {
                line.push(letter);
            }
        }
    }
    if is_turned {
        line.push('\u{200e}');
    }
    line
}

/// Whether a character does something where others are shown: moves a cursor, turns the direction of what follows, or
/// has no place in XML.
fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a letter or mark runs from right to left.
fn runs_leftwards(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

/// A text between quotation marks.
pub(super) fn quoted(text: &str) -> String {
    format!("“{text}”")
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn nothing_acts_on_what_stands_around() {
        assert_eq!(plain("  a\r\n\tb\u{2028} c "), "a b c");
        assert_eq!(plain("\u{1b}[2J\u{7}\u{9b}x"), "\\u{1b}[2J\\u{7}\\u{9b}x");
        assert_eq!(plain("a\u{202e}b\u{2066}"), "a\\u{202e}b\\u{2066}");
        assert_eq!(plain("שלום"), "שלום\u{200e}");
        assert_eq!(plain("a\u{200f}"), "a\u{200f}\u{200e}");
        assert_eq!(plain("zwj 👩\u{200d}🚀, é, 漢"), "zwj 👩\u{200d}🚀, é, 漢");
        assert_eq!(plain(" \n"), "");
    }
}
