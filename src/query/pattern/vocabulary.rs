//! The words of the query language.

use std::fmt;
use std::str::FromStr;

use super::ast::{LinkWord, Unit};
use crate::model::{LinkKind, Word, WordError};
use crate::time::Relation;
use crate::timeline::EventKind;

/// What an event atom begins with, and the kind that each asks for.
pub(super) const KINDS: [(&str, Option<EventKind>); 5] = [
    ("meeting", Some(EventKind::Meeting)),
    ("statement", Some(EventKind::Statement)),
    ("document", Some(EventKind::Document)),
    ("action", Some(EventKind::Action)),
    ("event", None),
];

/// What a clause of an event atom begins with.
pub(super) const CLAUSES: [&str; 15] = [
    "with", "absent", "concerns", "by", "to", "for", "at", "about", "stance", "via", "status",
    "state", "code", "in", "sources",
];

/// The sets of relations that have names.
const SETS: [&str; 3] = ["within", "intersects", "disjoint"];

/// What stands between two terms besides relations and kinds of link.
pub(super) const BETWEEN: [&str; 5] =
    ["same_day", "unordered", "replies_to", "part_of", "acts_for"];

/// What else would be misread if it were a key.
const OTHERS: [&str; 8] = [
    "find",
    "where",
    "and",
    "not",
    "as",
    "certainly",
    "possibly",
    "limit",
];

/// Names of variables that would collide with the fields of an answer as it is written.
pub(super) const TAKEN: [&str; 4] = ["certainty", "settled", "doubtful", "grade"];

/// Whether a word stands for something in the language, so that a key that is so spelled needs quotes.
pub(super) fn is_reserved(word: &str) -> bool {
    OTHERS.contains(&word)
        || CLAUSES.contains(&word)
        || KINDS.iter().any(|(name, _)| *name == word)
        || between().any(|known| known == word)
}

/// Every word that may stand between two terms.
pub(super) fn between() -> impl Iterator<Item = &'static str> {
    let relations = Relation::ALL.into_iter().map(Relation::name);
    relations
        .chain(SETS)
        .chain(BETWEEN)
        .chain(LinkWord::NAMES.iter().copied())
}

/// Whether the character may stand in a key without quotes, or in the name of a variable.
pub(super) fn is_bare_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ':')
}

/// Whether a text is a key that needs no quotes.
pub(super) fn is_bare(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_bare_char) && !is_reserved(text)
}

/// Whether a text can be the name of a variable, taken or not.
pub(super) fn is_variable(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_bare_char)
}

/// What ends a date that has no quotes.
pub(super) fn ends_date(c: char) -> bool {
    c.is_whitespace() || c == ')'
}

/// Whether a date can be read without quotes.
pub(super) fn is_bare_date(text: &str) -> bool {
    !text.is_empty() && !text.starts_with('"') && !text.chars().any(ends_date)
}

impl LinkWord {
    /// The word in queries.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            LinkWord::RepliesTo => "replies_to",
            LinkWord::PartOf => "part_of",
            LinkWord::Kind(kind) => kind.name(),
        }
    }
}

impl Word for LinkWord {
    const WHAT: &'static str = "a link";
    const NAMES: &'static [&'static str] = &{
        let mut names = ["replies_to"; LinkKind::ALL.len() + 2];
        names[1] = "part_of";
        let mut i = 0;
        while i < LinkKind::ALL.len() {
            names[i + 2] = LinkKind::ALL[i].name();
            i += 1;
        }
        names
    };

    fn named(word: &str) -> Option<LinkWord> {
        match word {
            "replies_to" => Some(LinkWord::RepliesTo),
            "part_of" => Some(LinkWord::PartOf),
            _ => LinkKind::named(word).map(LinkWord::Kind),
        }
    }
}

impl Word for Unit {
    const WHAT: &'static str = "a unit";
    const NAMES: &'static [&'static str] = &["day", "month", "year"];

    fn named(word: &str) -> Option<Unit> {
        let units = [Unit::Day, Unit::Month, Unit::Year];
        units.into_iter().find(|unit| unit.name() == word)
    }
}

macro_rules! read_and_written {
    ($($word:ident)*) => {$(
        impl fmt::Display for $word {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $word {
            type Err = WordError;

            fn from_str(word: &str) -> Result<$word, WordError> {
                $word::named(word).ok_or_else(|| WordError::new(word, $word::WHAT, $word::NAMES))
            }
        }
    )*};
}

read_and_written!(LinkWord Unit);
