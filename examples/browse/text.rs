//! Texts from data, made fit for a terminal: without control characters, and as wide as there is room.

use super::page::{Paragraph, Tone};
use ratatui::text::Span;

/// A text that can do nothing to a terminal: control characters become spaces, and so do those that only turn
/// the direction of writing, behind which one text can pass for another.
pub(crate) fn plain(text: &str) -> String {
    let turns = |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let tame = |c: char| if c.is_control() || turns(c) { ' ' } else { c };
    text.chars().map(tame).collect()
}

/// How many columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    Span::raw(text).width()
}

/// A plain text in just so many columns: filled up with spaces, or cut, which shows.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let mut text = plain(text);
    if width(&text) > columns {
        while width(&text) + 1 > columns && text.pop().is_some() {}
        text.push_str(if columns > 0 { "…" } else { "" });
    }
    let missing = columns.saturating_sub(width(&text));
    text + &" ".repeat(missing)
}

/// A line of a page: the word before it, and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Broken {
    pub(crate) label: String,
    pub(crate) text: String,
    pub(crate) tone: Tone,
}

/// The column in which texts with a word before them begin.
const BEHIND_LABEL: usize = 11;

/// Breaks paragraphs into lines of so many columns, at spaces where there are some.
pub(crate) fn broken(paragraphs: &[Paragraph], columns: usize) -> Vec<Broken> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        let begin = match paragraph.label.is_empty() {
            true => 0,
            false => BEHIND_LABEL.min(columns / 3),
        };
        let label = plain(&paragraph.label);
        // A long word before the text takes from its first line only.
        let first = begin.max(if begin > 0 { width(&label) + 1 } else { 0 });
        let label = fit(&label, first.min(columns));
        let rest = columns.saturating_sub(begin).max(1);
        let texts = wrapped(&plain(&paragraph.text), rest, first - begin);
        for (number, text) in texts.into_iter().enumerate() {
            lines.push(Broken {
                label: if number == 0 {
                    label.clone()
                } else {
                    " ".repeat(begin)
                },
                text,
                tone: paragraph.tone,
            });
        }
    }
    lines
}

/// Breaks a text into lines; so many columns of the first are taken. Lines after the first stand below its
/// words, behind what it is indented by and the dash of an item.
fn wrapped(text: &str, columns: usize, taken: usize) -> Vec<String> {
    let words = text.trim_start();
    let indent = text.len() - words.len() + if words.starts_with("- ") { 2 } else { 0 };
    let hang = " ".repeat(if indent < columns { indent } else { 0 });
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = taken;
    for (number, word) in text.split(' ').enumerate() {
        let space = usize::from(number > 0);
        if used + space + width(word) > columns && used > hang.len() {
            lines.push(std::mem::replace(&mut line, hang.clone()));
            used = hang.len();
        } else if space > 0 {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let one = width(c.encode_utf8(&mut [0; 4]));
            // A word that is wider than a line is broken anywhere.
            if used + one > columns && used > hang.len() {
                lines.push(std::mem::replace(&mut line, hang.clone()));
                used = hang.len();
            }
            line.push(c);
            used += one;
        }
    }
    lines.push(line);
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}
