//! What can be wrong with a pattern by itself.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::ast::Span;
use super::place::Place;
use crate::model::{GradeError, Listed, QuadClass, Word, WordError};
use crate::time::{DateError, DurationError, Gap, RelationNameError, RelationSet};

/// Why a text, or what stands for one, is no pattern.
///
/// The message is one line: where the fault is, what would be right there, and what was probably meant.
///
/// ```
/// use demarche::Pattern;
///
/// let text = "find ?m\nwhere meeting ?m wiht trump";
/// let error = text.parse::<Pattern>().unwrap_err();
/// assert_eq!((error.line(), error.column()), (Some(2), Some(18)));
/// assert_eq!(error.span(), Some(25..29));
/// assert_eq!(error.suggestion(), Some("with"));
/// assert_eq!(
///     error.show(text),
///     "line 2, column 18: expected a clause such as `with` or `by`, `and`, `certainly`, `possibly`, `limit` or the \
///      end, found `wiht`; did you mean `with`?
///   | where meeting ?m wiht trump
///   |                  ^^^^",
/// );
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0)]
pub struct PatternError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    at: Option<Place>,
    what: Wrong,
}

impl fmt::Display for Inner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some(at) => write!(f, "{at}: {}", self.what),
            None => write!(f, "{}", self.what),
        }
    }
}

impl PatternError {
    pub(super) fn new(at: Option<Place>, what: impl Into<Wrong>) -> PatternError {
        PatternError(Box::new(Inner {
            at,
            what: what.into(),
        }))
    }

    pub(super) fn at(Span(at): Span, what: impl Into<Wrong>) -> PatternError {
        PatternError::new(at, what)
    }

    pub(crate) fn place(&self) -> Option<Place> {
        self.0.at
    }

    /// Which bytes of the text are wrong; none where the pattern was not read from query text.
    pub fn span(&self) -> Option<Range<usize>> {
        self.0.at.map(Place::bytes)
    }

    /// The line of the text that is wrong, from 1; none where the pattern was not read from query text.
    pub fn line(&self) -> Option<usize> {
        self.0.at.map(Place::line)
    }

    /// The column that is wrong, in characters of the line, from 1; none where the pattern was not read from query
    /// text.
    pub fn column(&self) -> Option<usize> {
        self.0.at.map(Place::column)
    }

    /// What was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match &self.0.what {
            Wrong::Expected { meant, .. }
            | Wrong::Nowhere { meant, .. }
            | Wrong::NoClass { meant, .. } => meant.as_deref(),
            Wrong::Word(error) => error.suggestion(),
            Wrong::Relation(error) => error.suggestion(),
            _ => None,
        }
    }

    /// Whether the text is not written as the language has it.
    pub fn is_syntax(&self) -> bool {
        use Wrong::*;
        matches!(
            self.0.what,
            Expected { .. }
                | Unclosed
                | Escape
                | TooLong
                | TooDeep
                | Taken(_)
                | NoName
                | NoVariable(_)
        )
    }

    /// Whether a variable is used as what it is not, or nothing tells what it is.
    pub fn is_sort(&self) -> bool {
        use Wrong::*;
        matches!(
            self.0.what,
            Clash { .. } | Apart { .. } | NoSort(_) | Nowhere { .. }
        )
    }

    /// Whether a value is wrong: a date, a duration or a gap, a word that is none of those that may stand there, a list
    /// without members.
    pub fn is_value(&self) -> bool {
        !self.is_syntax() && !self.is_sort()
    }

    /// Whether a gap is reversed, or stands beside a relation that has none.
    pub fn is_gap(&self) -> bool {
        use Wrong::*;
        matches!(self.0.what, GapElsewhere(_) | ReversedGap(_) | GapTwice(_))
    }

    /// The message, and below it the line of the query that is wrong, with a mark under the fault.
    ///
    /// The text is the one that was read.
    pub fn show(&self, text: &str) -> String {
        match self.0.at {
            Some(at) => format!("{self}\n{}", at.show(text)),
            None => self.to_string(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum Wrong {
    #[error("expected {what}, found {found}{}", DidYouMean(.meant))]
    Expected {
        what: Cow<'static, str>,
        found: String,
        meant: Option<String>,
    },
    #[error("the quotation mark has no fellow; a quotation mark inside a name is written `\\\"`")]
    Unclosed,
    #[error("a backslash stands before `\"` and `\\` only; a backslash itself is written `\\\\`")]
    Escape,
    #[error("the query is longer than 4 GiB")]
    TooLong,
    #[error("`not` stands in `not` more than {} deep", super::DEEPEST)]
    TooDeep,
    #[error(
        "`?{0}` can't be a variable, since answers have a field of that name; choose another name"
    )]
    Taken(String),
    #[error("a variable has a name behind its `?`, of letters, digits and _ - . :")]
    NoName,
    #[error("`?{}` is no variable: names of variables are letters, digits and _ - . :", shown(.0))]
    NoVariable(String),
    #[error(transparent)]
    Word(WordError),
    #[error(transparent)]
    Relation(RelationNameError),
    #[error("`{}` is no duration: {}", shown(.text), .error.reason())]
    Duration { text: String, error: DurationError },
    #[error("`{}` is no date: {}", shown(.text), escaped(&.error.reason()))]
    Date { text: String, error: DateError },
    #[error("`{}` is no grade such as B2: {error}", shown(.text))]
    Grade { text: String, error: GradeError },
    #[error("a gap limits before, meets, met_by and after only, not {0}")]
    GapElsewhere(RelationSet),
    #[error("the gap is reversed: {0}")]
    ReversedGap(Gap),
    #[error("the limit `{0}` was given before")]
    GapTwice(&'static str),
    #[error("no relation is named, so that nothing could satisfy this")]
    NoRelation,
    #[error("the {0} 0 are none; ask for 1 or more")]
    NoneOf(&'static str),
    #[error("no code is named; write as much of one as must match, as in CAMEO:04")]
    NoCode,
    #[error(
        "`{}` is no class of CAMEO codes; expected 1, 2, 3 or 4, or {}{}",
        shown(.class), Listed(QuadClass::NAMES), DidYouMean(.meant)
    )]
    NoClass {
        class: String,
        meant: Option<String>,
    },
    #[error(
        "`{}` is no range of Goldstein values; expected one such as -10..-5, -5.. or ..2.5, from -10 to 10",
        shown(.0)
    )]
    NoValues(String),
    #[error("the range `{}` is reversed", shown(.0))]
    ReversedValues(String),
    #[error("`{0}` names nobody")]
    NoMember(&'static str),
    #[error("`?{0}` is asked for twice")]
    Twice(String),
    #[error("no variable is asked for")]
    NothingAsked,
    #[error("no condition is named")]
    NoAtom,
    #[error("nothing outside of `not` names `?{name}`{}", DidYouMean(.meant))]
    Nowhere { name: String, meant: Option<String> },
    #[error(
        "`?{name}` is {first} because of `{before}`, and can't be {second}, which `{here}` asks for"
    )]
    Clash {
        name: String,
        first: &'static str,
        before: &'static str,
        second: &'static str,
        here: &'static str,
    },
    #[error("`{left}` is {first} and `{right}` is {second}, which are never the same")]
    Apart {
        left: String,
        first: &'static str,
        right: String,
        second: &'static str,
    },
    #[error(
        "nothing tells whether `?{0}` is an actor or an event; name it in another condition, as in `event ?{0}`"
    )]
    NoSort(String),
}

/// A text from a query on one line, and not a long one.
pub(super) fn shown(text: &str) -> String {
    const LONGEST: usize = 200;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => escaped(&text[..end]) + "...",
        None => escaped(text),
    }
}

/// A text without control characters, which could break a line or worse.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_control() {
            escaped.extend(c.escape_debug());
        } else {
            escaped.push(c);
        }
    }
    escaped
}

struct DidYouMean<'a>(&'a Option<String>);

impl fmt::Display for DidYouMean<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => Ok(()),
        }
    }
}

macro_rules! wrongs {
    ($($variant:ident($error:ty))*) => {$(
        impl From<$error> for Wrong {
            fn from(error: $error) -> Wrong {
                Wrong::$variant(error)
            }
        }
    )*};
}

wrongs! {
    Word(WordError)
    Relation(RelationNameError)
}
