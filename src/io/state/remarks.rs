//! Whom a remark says somebody met, read by a grammar that reads little and that surely.

use super::titles::{self, Whose};

/// Somebody whom a remark names by title and name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named<'a> {
    /// Of whom he is: what stands before the title.
    pub(super) whose: Option<Whose>,
    /// `President`, or several titles.
    pub(super) title: String,
    /// The name behind the title.
    pub(super) name: String,
    /// The first title, as the table has it.
    pub(super) office: &'a str,
    /// Of whom the last one before him is who has an adjective: he may be, too.
    pub(super) after: Option<Whose>,
}

/// What a remark says about who was there.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Remark<'a> {
    /// Who is named as having been met, without doubles.
    pub(super) met: Vec<Named<'a>>,
    /// Whose officials were met; none for those of the place.
    pub(super) officials: Vec<Option<Whose>>,
    /// Who is said to have been accompanied.
    pub(super) accompanied: Vec<Named<'a>>,
}

/// Words that say, before the names, that a meeting was elsewhere or none.
const ELSEWHERE: [&str; 9] = [
    "telephone",
    "telephoned",
    "phone",
    "interview",
    "invitation",
    "not",
    "en",
    "before",
    "after",
];

/// Words that say, anywhere in a sentence, that a meeting did not come about.
const NEVER: [&str; 6] = [
    "cancelled",
    "canceled",
    "postponed",
    "scheduled",
    "planned",
    "unable",
];

/// Reads a remark. What the grammar does not know is left out: it stays in the remark.
pub(super) fn read(text: &str) -> Remark<'static> {
    let tokens = tokens(text);
    let mut remark = Remark::default();
    for sentence in tokens.split(|token| matches!(token.mark, Mark::Stop)) {
        let is_never = |token: &Token<'_>| NEVER.contains(&token.text.to_lowercase().as_str());
        if sentence.iter().any(is_never) {
            continue;
        }
        let mut doubtful = false;
        for (i, token) in sentence.iter().enumerate() {
            let word = token.text.to_lowercase();
            doubtful |= ELSEWHERE.contains(&word.as_str());
            let rest = &sentence[i + 1..];
            match word.as_str() {
                "with" if !doubtful => list(rest, &mut remark),
                "briefed" | "greeted" | "met" if i == 0 => list(rest, &mut remark),
                "accompanied" if i == 0 => {
                    if let Some((named, _)) = named(rest) {
                        remark.accompanied.push(named);
                    }
                }
                _ => {}
            }
        }
    }
    remark
}

/// Those named one after the other in a cell that holds nothing else; none if the grammar does not know them all.
pub(super) fn all_named(text: &str) -> Option<Vec<Named<'static>>> {
    let tokens = tokens(text);
    if tokens.len() >= WORDS {
        return None;
    }
    let mut rest = tokens.as_slice();
    let mut all = Vec::new();
    loop {
        let (one, behind) = named(rest)?;
        all.push(one);
        rest = behind;
        if rest.is_empty() {
            return Some(all);
        }
        rest = separated(rest)?;
    }
}

/// Reads as much of a list of people as the grammar knows.
fn list(mut rest: &[Token<'_>], remark: &mut Remark<'static>) {
    let mut after = None;
    loop {
        if let Some((mut named, behind)) = named(rest) {
            // "Palestinian President Abbas and Prime Minister Fayyad": of the Palestinians, or of the host.
            match named.whose {
                Some(whose) => after = Some(whose),
                None => named.after = after,
            }
            if !remark.met.contains(&named) {
                remark.met.push(named);
            }
            rest = behind;
        } else if let Some((whose, behind)) = officials(rest) {
            if !remark.officials.contains(&whose) {
                remark.officials.push(whose);
            }
            rest = behind;
        } else {
            return;
        }
        let Some(next) = separated(rest) else { return };
        rest = next;
    }
}

/// What follows a comma, "and", or both.
fn separated<'t, 'a>(rest: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let comma = rest
        .first()
        .filter(|token| matches!(token.mark, Mark::Comma));
    let rest = if comma.is_some() { &rest[1..] } else { rest };
    match rest.first() {
        Some(and) if and.text == "and" => Some(&rest[1..]),
        _ => comma.is_some().then_some(rest),
    }
}

/// Passes over words that say nothing of who it is.
fn skip<'t, 'a>(mut rest: &'t [Token<'a>], words: &[&str]) -> &'t [Token<'a>] {
    while let Some((first, behind)) = rest.split_first()
        && words.contains(&first.text)
    {
        rest = behind;
    }
    rest
}

/// `senior Israeli officials`, `Soviet leaders`, `his Cabinet`.
fn officials<'t, 'a>(rest: &'t [Token<'a>]) -> Option<(Option<Whose>, &'t [Token<'a>])> {
    const BEFORE: [&str; 6] = ["the", "his", "her", "other", "senior", "top"];
    let rest = skip(rest, &BEFORE);
    let (whose, rest) = match titles::whose(&texts(rest)) {
        Some((whose, words)) => (Some(whose), &rest[words..]),
        None => (None, rest),
    };
    let rest = skip(rest, &["government"]);
    let (noun, behind) = rest.split_first()?;
    matches!(noun.text, "officials" | "leaders" | "Cabinet" | "cabinet").then_some((whose, behind))
}

/// `British Prime Minister Churchill`.
fn named<'t, 'a>(rest: &'t [Token<'a>]) -> Option<(Named<'static>, &'t [Token<'a>])> {
    let rest = skip(rest, &["the", "with", "also", "outgoing", "incoming"]);
    let (whose, mut rest) = match titles::whose(&texts(rest)) {
        Some((whose, words)) => (Some(whose), &rest[words..]),
        None => (None, rest),
    };
    let (office, mut words) = titles::title(&texts(rest))?;
    let mut title = titles::joined(&rest[..words].iter().map(|t| t.text).collect::<Vec<_>>());
    rest = &rest[words..];
    // "Crown Prince and Prime Minister Mohammed bin Salman": one person with two titles.
    while let Some((and, behind)) = rest.split_first()
        && and.text == "and"
        && let Some((_, more)) = titles::title(&texts(behind))
    {
        let second: Vec<&str> = behind[..more].iter().map(|t| t.text).collect();
        title = format!("{title} and {}", titles::joined(&second));
        rest = &behind[more..];
    }
    while let Some((_, more)) = titles::title(&texts(rest)) {
        let second: Vec<&str> = rest[..more].iter().map(|t| t.text).collect();
        title = format!("{title} {}", titles::joined(&second));
        rest = &rest[more..];
    }
    words = name(rest)?;
    let name = titles::joined(&rest[..words].iter().map(|t| t.text).collect::<Vec<_>>());
    rest = &rest[words..];
    // "King Hussein of Jordan".
    let mut whose = whose;
    if let Some((of, behind)) = rest.split_first()
        && of.text == "of"
    {
        let behind = skip(behind, &["the"]);
        let (state, words) = titles::state_named(&texts(behind))?;
        whose = Some(state);
        rest = &behind[words..];
    }
    let named = Named {
        whose,
        title,
        name,
        office,
        after: None,
    };
    Some((named, rest))
}

/// How many of the words are a name; none if they are not one, or something of his is meant.
fn name(rest: &[Token<'_>]) -> Option<usize> {
    let is_word =
        |token: &&Token<'_>| matches!(token.mark, Mark::Word) && titles::is_of_name(token.text);
    let mut count = rest.iter().take_while(is_word).count();
    if rest.get(count).is_some_and(Token::is_of_somebody)
        || rest[..count].iter().any(Token::is_of_somebody)
    {
        return None;
    }
    while count > 0 && !titles::is_capital(rest[count - 1].text) {
        count -= 1;
    }
    // "President Bush, Jr.": what follows the comma is of the name.
    if let [comma, junior, ..] = &rest[count..]
        && count > 0
        && matches!(comma.mark, Mark::Comma)
        && matches!(junior.text, "Jr." | "Jr" | "3rd")
    {
        count += 2;
    }
    (rest
        .first()
        .is_some_and(|token| titles::is_capital(token.text))
        && count > 0)
        .then_some(count)
}

fn texts<'a>(tokens: &[Token<'a>]) -> Vec<&'a str> {
    // No title has more words.
    let words = tokens.iter().take(8);
    words
        .take_while(|token| matches!(token.mark, Mark::Word))
        .map(|token| token.text)
        .collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    Word,
    Comma,
    /// What ends a sentence, and brackets: nothing is read across them.
    Stop,
}

/// A word or a mark between words.
#[derive(Clone, Copy, Debug)]
struct Token<'a> {
    text: &'a str,
    mark: Mark,
}

impl Token<'_> {
    fn is_of_somebody(&self) -> bool {
        self.text.ends_with("'s") || self.text.ends_with("’s") || self.text.ends_with("s’")
    }
}

/// Remarks are short; of a longer text, only so many words are read.
const WORDS: usize = 2_000;

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    for part in text.split_whitespace().take(WORDS) {
        let word = part.trim_start_matches(['(', '[', '“', '"']);
        if word.len() < part.len() {
            tokens.push(stop(&part[..part.len() - word.len()]));
        }
        let bare = word.trim_end_matches([')', ']', '”', '"', ',', ';', ':', '.']);
        let (bare, behind) = match word[bare.len()..].chars().next() {
            Some('.') if is_abbreviated(bare) => word.split_at(bare.len() + 1),
            _ => (bare, &word[bare.len()..]),
        };
        if !bare.is_empty() {
            tokens.push(Token {
                text: bare,
                mark: Mark::Word,
            });
        }
        if behind == "," {
            tokens.push(Token {
                text: behind,
                mark: Mark::Comma,
            });
        } else if !behind.is_empty() {
            tokens.push(stop(behind));
        }
    }
    tokens
}

fn stop(text: &str) -> Token<'_> {
    Token {
        text,
        mark: Mark::Stop,
    }
}

/// Whether a dot behind the word belongs to it: behind initials, but for the numbers of kings.
fn is_abbreviated(word: &str) -> bool {
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(first), None)
        if first.is_uppercase() && !matches!(first, 'I' | 'V' | 'X'));
    initial
        || word.contains('.')
        || matches!(
            word,
            "Jr" | "Sr" | "Dr" | "St" | "Gen" | "Mr" | "Mrs" | "Col"
        )
}

#[cfg(test)]
mod tests;
