//! The words of the query language.

use crate::model::{LinkKind, Word};
use crate::time::Relation;
use crate::timeline::EventKind;

use super::ast::LinkWord;

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
pub(super) const SETS: [&str; 3] = ["within", "intersects", "disjoint"];

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
        .chain(LinkKind::NAMES.iter().copied())
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

    pub(super) fn named(word: &str) -> Option<LinkWord> {
        match word {
            "replies_to" => Some(LinkWord::RepliesTo),
            "part_of" => Some(LinkWord::PartOf),
            _ => LinkKind::named(word).map(LinkWord::Kind),
        }
    }
}
