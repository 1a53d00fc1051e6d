//! Tokens as the parser takes them, and how it says that others would have been right.

use std::borrow::Cow;

use winnow::error::ParserError;
use winnow::prelude::*;
use winnow::stream::{Stream, TokenSlice};
use winnow::token::one_of;

use crate::model::{Listed, Word, WordError, nearest};
use crate::query::pattern::ast::{Name, Span, Term};
use crate::query::pattern::error::{PatternError, Wrong};
use crate::query::pattern::place::Place;
use crate::query::pattern::token::{Kind, Token};
use crate::query::pattern::vocabulary::{TAKEN, between, is_reserved};

pub(super) type Input<'i, 'a> = TokenSlice<'i, Token<'a>>;
pub(super) type Read<T> = Result<T, Fault>;

/// What stops a parser.
#[derive(Debug)]
pub(super) enum Fault {
    /// It reads something else than stands here; another may read that.
    Other,
    /// The text is wrong.
    Wrong(PatternError),
}

impl<'i, 'a> ParserError<Input<'i, 'a>> for Fault {
    type Inner = Fault;

    fn from_input(_: &Input<'i, 'a>) -> Fault {
        Fault::Other
    }

    fn is_backtrack(&self) -> bool {
        matches!(self, Fault::Other)
    }

    fn into_inner(self) -> Result<Fault, Fault> {
        Ok(self)
    }
}

pub(super) fn wrong<T>(at: Place, what: impl Into<Wrong>) -> Read<T> {
    Err(Fault::Wrong(PatternError::new(Some(at), what)))
}

/// What stands next, and where. A broken text has no token behind the one where it breaks; its end stands for them.
pub(super) fn next<'a>(input: &Input<'_, 'a>) -> (Kind<'a>, Option<Place>) {
    match input.peek_token() {
        Some(token) => (token.kind.clone(), Some(token.at)),
        None => (
            Kind::End,
            input.previous_tokens().next().map(|token| token.at),
        ),
    }
}

/// Says that something else should stand here; `known` are the words among which may be what was meant.
pub(super) fn expected<'w, T>(
    input: &Input<'_, '_>,
    what: impl Into<Cow<'static, str>>,
    known: impl IntoIterator<Item = &'w str>,
) -> Read<T> {
    complain(input, what, known, "")
}

/// Says that something else should stand here, with a hint at why what does is not right.
pub(super) fn complain<'w, T>(
    input: &Input<'_, '_>,
    what: impl Into<Cow<'static, str>>,
    known: impl IntoIterator<Item = &'w str>,
    hint: &'static str,
) -> Read<T> {
    let (kind, at) = next(input);
    let wrong = match kind {
        Kind::Unclosed => Wrong::Unclosed,
        Kind::Escape => Wrong::Escape,
        _ => {
            let meant = match kind {
                Kind::Word(word) if word != "or" => nearest(word, known),
                _ => None,
            };
            let hint = match meant {
                None if hint.is_empty() => hint_at(input, &kind),
                None => hint,
                Some(_) => "",
            };
            Wrong::Expected {
                what: what.into(),
                found: format!("{kind}{hint}"),
                meant,
            }
        }
    };
    Err(Fault::Wrong(PatternError::new(at, wrong)))
}

/// What those may not know who write this where it can't stand.
fn hint_at(input: &Input<'_, '_>, kind: &Kind<'_>) -> &'static str {
    let is_name = |kind: &Kind<'_>| matches!(kind, Kind::Word(word) if !is_reserved(word));
    match kind {
        Kind::Word("or") | Kind::Mark(",") | Kind::Other('&' | ';') => {
            " (conditions are joined by `and` only)"
        }
        Kind::Other('\u{2018}'..='\u{201f}' | '\'' | '`' | '«' | '»') => {
            " (the quotation mark is `\"`)"
        }
        Kind::Other(c) if !c.is_ascii() || *c == '/' => {
            " (in quotes a name may have any characters)"
        }
        Kind::Word(word) if between().any(|known| known == *word) => {
            " (a relation or link stands between two terms, in a condition of its own: `and ?m before ?s`)"
        }
        word if is_name(word) => match input.previous_tokens().next() {
            Some(token) if is_name(&token.kind) => " (a name of several words stands in quotes)",
            _ => "",
        },
        _ => "",
    }
}

/// Reads this word.
pub(super) fn word<'i, 'a: 'i>(word: &'static str) -> impl Parser<Input<'i, 'a>, Place, Fault> {
    one_of(move |token: &Token<'a>| token.kind == Kind::Word(word))
        .map(|token: &Token<'_>| token.at)
}

/// Reads this mark.
pub(super) fn mark<'i, 'a: 'i>(mark: &'static str) -> impl Parser<Input<'i, 'a>, Place, Fault> {
    one_of(move |token: &Token<'a>| token.kind == Kind::Mark(mark))
        .map(|token: &Token<'_>| token.at)
}

/// Reads this word, without which the text is wrong.
pub(super) fn must<'i, 'a: 'i>(name: &'static str) -> impl Parser<Input<'i, 'a>, Place, Fault> {
    move |input: &mut Input<'i, 'a>| match word(name).parse_next(input) {
        Err(Fault::Other) => expected(input, format!("`{name}`"), [name]),
        read => read,
    }
}

/// Reads any word, whether it is reserved or not; `what` says what it should be one of.
pub(super) fn any_word<'i, 'a: 'i>(
    what: &'static str,
) -> impl Parser<Input<'i, 'a>, (&'a str, Place), Fault> {
    move |input: &mut Input<'i, 'a>| match next(input) {
        (Kind::Word(word), Some(at)) => {
            input.next_token();
            Ok((word, at))
        }
        _ => expected(input, what, []),
    }
}

/// Reads one of a closed list of words.
pub(super) fn listed<W: Word>(input: &mut Input<'_, '_>) -> Read<W> {
    let (Kind::Word(word), Some(at)) = next(input) else {
        return expected(input, format!("{} ({})", W::WHAT, Listed(W::NAMES)), []);
    };
    input.next_token();
    match W::named(word) {
        Some(known) => Ok(known),
        None => wrong(at, WordError::new(word, W::WHAT, W::NAMES)),
    }
}

/// Reads a number.
pub(super) fn number(input: &mut Input<'_, '_>) -> Read<(u64, Place)> {
    if let (Kind::Word(word), Some(at)) = next(input)
        && let Ok(number) = word.parse()
    {
        input.next_token();
        return Ok((number, at));
    }
    expected(input, "a whole number", [])
}

/// Reads a variable.
pub(super) fn variable(input: &mut Input<'_, '_>) -> Read<Name> {
    let (Kind::Variable(name), Some(at)) = next(input) else {
        return no_variable(input, "a variable such as ?who", []);
    };
    if name.is_empty() {
        return wrong(at, Wrong::NoName);
    }
    if TAKEN.contains(&name) {
        return wrong(at, Wrong::Taken(name.to_owned()));
    }
    input.next_token();
    Ok(named(name, at))
}

/// Says that a variable should stand here, or one of these words.
pub(super) fn no_variable<'w, T>(
    input: &Input<'_, '_>,
    what: &'static str,
    known: impl IntoIterator<Item = &'w str>,
) -> Read<T> {
    match next(input).0 {
        Kind::Word(word) if !is_reserved(word) => {
            complain(input, what, known, " (variables begin with `?`)")
        }
        _ => expected(input, what, known),
    }
}

/// Reads a key, or a name in quotes; `what` says what it is to name.
pub(super) fn name<'i, 'a: 'i>(what: &'static str) -> impl Parser<Input<'i, 'a>, Name, Fault> {
    move |input: &mut Input<'i, 'a>| match next(input) {
        (Kind::Word(word), Some(at)) if !is_reserved(word) => {
            input.next_token();
            Ok(named(word, at))
        }
        (Kind::Quoted(text), Some(at)) => {
            input.next_token();
            Ok(named(&text, at))
        }
        _ => not_a_name(input, what),
    }
}

/// Reads a variable or a constant; `what` says what it is to be.
pub(super) fn term<'i, 'a: 'i>(what: &'static str) -> impl Parser<Input<'i, 'a>, Term, Fault> {
    move |input: &mut Input<'i, 'a>| match next(input) {
        (Kind::Variable(_), _) => variable(input).map(Term::Variable),
        _ => name(what).parse_next(input).map(Term::Constant),
    }
}

fn not_a_name<T>(input: &Input<'_, '_>, what: &'static str) -> Read<T> {
    match next(input).0 {
        Kind::Word(_) => complain(input, what, [], " (what is called so stands in quotes)"),
        _ => expected(input, what, []),
    }
}

fn named(text: &str, at: Place) -> Name {
    Name {
        text: text.to_owned(),
        at: Span(Some(at)),
    }
}
