//! The text of a query as tokens.

use std::borrow::Cow;
use std::fmt;

use winnow::combinator::{alt, dispatch, fail, opt, peek, preceded, repeat};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any, one_of, take_till, take_while};

use super::error::shown;
use super::place::{Place, Places};
use super::vocabulary::{ends_date, is_bare_char, is_reserved};

/// A piece of the text of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind<'a>,
    pub(super) at: Place,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kind<'a> {
    /// A keyword, a key, a number, a duration.
    Word(&'a str),
    /// What stands behind a `?`.
    Variable(&'a str),
    /// A name in quotes, without them.
    Quoted(Cow<'a, str>),
    /// What stands behind the word `in`, up to the next white space.
    Date(&'a str),
    /// `,`, `(`, `)`, `|`, `=` or `!=`.
    Mark(&'static str),
    /// A quotation mark without its fellow.
    Unclosed,
    /// A backslash in front of what needs none.
    Escape,
    /// A character that stands for nothing.
    Other(char),
    /// The end of the text.
    End,
}

/// As a message names what it found.
impl fmt::Display for Kind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kind::Word(word) if is_reserved(word) => write!(f, "the word `{word}`"),
            Kind::Word(text) | Kind::Date(text) => write!(f, "`{}`", shown(text)),
            Kind::Variable(name) => write!(f, "`?{}`", shown(name)),
            Kind::Quoted(text) => write!(f, "`\"{}\"`", shown(text)),
            Kind::Mark(mark) => write!(f, "`{mark}`"),
            Kind::Unclosed => f.write_str("`\"`"),
            Kind::Escape => f.write_str("`\\`"),
            Kind::Other(c) => write!(f, "`{}`", shown(c.encode_utf8(&mut [0; 4]))),
            Kind::End => f.write_str("the end"),
        }
    }
}

type Text<'a> = LocatingSlice<&'a str>;
type Read<T> = Result<T, EmptyError>;

/// Cuts a text into tokens, the last of which is its end or broken; nothing where the text is too long for that.
///
/// Whatever makes no sense is a token too, so that the first fault of a text is the first that is told. What follows a
/// quoted name that goes wrong is not read.
pub(super) fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut places = Places::of(text)?;
    let mut input = LocatingSlice::new(text);
    let mut tokens = Vec::new();
    // The end is where the last token ends, not behind the white space that follows it.
    let trimmed = text.trim_end().len();
    let mut after_in = false;
    loop {
        let begin = match white_space(&mut input) {
            Ok(()) => input.current_token_start(),
            Err(EmptyError) => text.len(),
        };
        let begin = begin.min(trimmed);
        let kind = if after_in {
            alt((date, token)).parse_next(&mut input)
        } else {
            token.parse_next(&mut input)
        };
        let kind = kind.unwrap_or(Kind::End);
        let end = match kind {
            Kind::End => begin,
            _ => input.previous_token_end(),
        };
        let (begin, last) = match kind {
            Kind::Escape => (end.saturating_sub(1), true),
            Kind::Unclosed | Kind::End => (begin, true),
            _ => (begin, false),
        };
        after_in = kind == Kind::Word("in");
        let at = places.place(begin..end);
        tokens.push(Token { kind, at });
        if last {
            return Some(tokens);
        }
    }
}

fn white_space(text: &mut Text<'_>) -> Read<()> {
    take_while(0.., char::is_whitespace).void().parse_next(text)
}

fn token<'a>(text: &mut Text<'a>) -> Read<Kind<'a>> {
    dispatch! {peek(any);
        '?' => preceded(any, take_while(0.., is_bare_char)).map(Kind::Variable),
        '"' => quoted,
        ',' => mark(","),
        '(' => mark("("),
        ')' => mark(")"),
        '|' => mark("|"),
        '=' => mark("="),
        '!' => alt((mark("!="), any.map(Kind::Other))),
        c if is_bare_char(c) => take_while(1.., is_bare_char).map(Kind::Word),
        _ => any.map(Kind::Other),
    }
    .parse_next(text)
}

fn mark<'a>(mark: &'static str) -> impl Parser<Text<'a>, Kind<'a>, EmptyError> {
    mark.value(Kind::Mark(mark))
}

/// Stands behind `in` where no quotation mark does.
fn date<'a>(text: &mut Text<'a>) -> Read<Kind<'a>> {
    dispatch! {peek(any);
        '"' => fail,
        _ => take_till(1.., ends_date).map(Kind::Date),
    }
    .parse_next(text)
}

/// Reads a quoted name: its pieces between backslashes, each with the character that one guards.
fn quoted<'a>(text: &mut Text<'a>) -> Read<Kind<'a>> {
    let begin = text.checkpoint();
    let plain = take_till(1.., ['"', '\\']);
    let guarded = preceded('\\', one_of(['"', '\\']))
        .take()
        .map(|pair: &str| &pair[1..]);
    let name = preceded(
        '"',
        repeat(0.., alt((plain, guarded))).fold(
            || Cow::Borrowed(""),
            |name: Cow<'a, str>, piece| {
                if name.is_empty() {
                    Cow::Borrowed(piece)
                } else {
                    Cow::Owned(name.into_owned() + piece)
                }
            },
        ),
    )
    .parse_next(text)?;
    if opt('"').parse_next(text)?.is_some() {
        return Ok(Kind::Quoted(name));
    }
    // What stands here is a backslash that guards nothing, or the end.
    if opt('\\').parse_next(text)?.is_some() {
        return Ok(Kind::Escape);
    }
    text.reset(&begin);
    any.value(Kind::Unclosed).parse_next(text)
}
