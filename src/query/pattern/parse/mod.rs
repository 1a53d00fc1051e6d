//! Query text as patterns.
//!
//! The text is cut into tokens, which a parser without backtracking reads: at every place the next token or two tell
//! what follows. `input` is what it reads and how it complains, `atom` the conditions, `clause` what is asked of one
//! event, `between` what stands between two terms.

mod atom;
mod between;
mod clause;
mod input;

use winnow::combinator::{alt, opt, preceded, separated};
use winnow::prelude::*;
use winnow::stream::TokenSlice;
use winnow::token::any;

use self::atom::{atoms, may_follow};
use self::input::{
    Fault, Input, Read, expected, listed, mark, must, next, no_variable, number, variable, word,
    wrong,
};
use super::ast::{Ast, Find, Name};
use super::error::{PatternError, Wrong};
use super::token::{Kind, tokens};

/// Reads a text; what it says is not judged yet.
pub(super) fn parse(text: &str) -> Result<Ast, PatternError> {
    let tokens = tokens(text).ok_or_else(|| PatternError::new(None, Wrong::TooLong))?;
    let mut input = TokenSlice::new(&tokens);
    match query(&mut input) {
        Ok(ast) => Ok(ast),
        Err(Fault::Wrong(error)) => Err(error),
        // Every parser below says what it expects; this one stands for those that would not.
        Err(Fault::Other) => match expected::<Ast>(&input, "something else", []) {
            Err(Fault::Wrong(error)) => Err(error),
            _ => Err(PatternError::new(None, Wrong::NoAtom)),
        },
    }
}

fn query(input: &mut Input<'_, '_>) -> Read<Ast> {
    must("find").parse_next(input)?;
    let find = find(input)?;
    if opt(word("where")).parse_next(input)?.is_none() {
        let more = match find {
            Find::CountPer { .. } => "`where`",
            _ => "`,` or `where`",
        };
        return expected(input, more, ["where"]);
    }
    let atoms = atoms(input, 0)?;
    let modes = ["certainly", "possibly"];
    let mode = alt((word("certainly").value(true), word("possibly").value(false)));
    let mode = opt(mode).parse_next(input)?;
    let limit = opt(preceded(word("limit"), number)).parse_next(input)?;
    if next(input).0 != Kind::End {
        const ORDER: &str = "(the order is find, where, certainly or possibly, limit)";
        return match (limit, mode) {
            (Some(_), _) => expected(input, format!("the end {ORDER}"), []),
            (None, Some(_)) => expected(input, "`limit` or the end", ["limit"]),
            (None, None) => {
                let (what, words) = may_follow(atoms.last());
                let what = format!("{what}`and`, `certainly`, `possibly`, `limit` or the end");
                let tail = ["and", "limit"].into_iter().chain(modes);
                expected(input, what, words.into_iter().chain(tail))
            }
        };
    }
    Ok(Ast {
        find,
        atoms,
        certainly: mode == Some(true),
        limit: limit.map(|(limit, _)| limit),
    })
}

fn find(input: &mut Input<'_, '_>) -> Read<Find> {
    match next(input).0 {
        Kind::Variable(_) => variables(input).map(Find::Answers),
        Kind::Word("count") => {
            any.parse_next(input)?;
            count(input)
        }
        Kind::Word("last") => preceded(any, extreme(true)).parse_next(input),
        Kind::Word("first") => preceded(any, extreme(false)).parse_next(input),
        _ => no_variable(
            input,
            "a variable such as ?who, `count`, `last` or `first`",
            ["count", "last", "first"],
        ),
    }
}

fn variables(input: &mut Input<'_, '_>) -> Read<Vec<Name>> {
    separated(1.., variable, mark(",")).parse_next(input)
}

fn count(input: &mut Input<'_, '_>) -> Read<Find> {
    match next(input).0 {
        Kind::Variable(_) => variables(input).map(Find::Count),
        Kind::Word("of") => preceded(any, variables).map(Find::Count).parse_next(input),
        Kind::Word("per") => {
            let (_, unit, _, of) = (any, listed, must("of"), variable).parse_next(input)?;
            Ok(Find::CountPer { unit, of })
        }
        Kind::Word("where") => Ok(Find::Count(Vec::new())),
        _ => no_variable(
            input,
            "a variable such as ?who, `per` or `where`",
            ["per", "where", "of"],
        ),
    }
}

fn extreme<'i, 'a: 'i>(last: bool) -> impl Parser<Input<'i, 'a>, Find, Fault> {
    move |input: &mut Input<'i, 'a>| {
        let (n, at) = number(input)?;
        if n == 0 {
            return wrong(at, Wrong::NoneOf(if last { "last" } else { "first" }));
        }
        let (_, by, _, of) = (must("by"), variable, must("of"), variables).parse_next(input)?;
        Ok(Find::Extreme { last, n, by, of })
    }
}
