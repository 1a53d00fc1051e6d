//! What is asked of one event.

use winnow::combinator::{opt, preceded, separated};
use winnow::prelude::*;
use winnow::stream::Stream;

use super::input::{
    Fault, Input, Read, any_word, expected, listed, mark, must, name, next, term, word, wrong,
};
use crate::model::Grade;
use crate::query::pattern::ast::{Clause, Member, Name, Span, Term};
use crate::query::pattern::error::Wrong;
use crate::query::pattern::token::Kind;
use crate::query::pattern::vocabulary::CLAUSES;

pub(super) const ACTOR: &str = "an actor (a variable such as ?who, a key, or a name in quotes)";

/// Reads one clause, or several of a kind where one word stands for them.
pub(super) fn clauses(input: &mut Input<'_, '_>) -> Read<Vec<Clause>> {
    let Kind::Word(begin) = next(input).0 else {
        return Err(Fault::Other);
    };
    if !CLAUSES.contains(&begin) {
        return Err(Fault::Other);
    }
    input.next_token();
    let one = match begin {
        "with" => Clause::With(separated(1.., member, mark(",")).parse_next(input)?),
        "absent" => return each(input, Clause::Absent),
        "concerns" => return each(input, Clause::Concerns),
        "by" => return each(input, Clause::By),
        "to" => return each(input, Clause::To),
        "for" => Clause::For(actors(input)?),
        "at" => Clause::At(name("a place (one word, or a name in quotes)").parse_next(input)?),
        "about" => {
            let what = "a topic or an event (a variable such as ?m, a key, or a name in quotes)";
            Clause::About(term(what).parse_next(input)?)
        }
        "stance" => {
            let (stance, _, topic) = (
                listed,
                must("on"),
                name("a topic (one word, or a name in quotes)"),
            )
                .parse_next(input)?;
            Clause::Stance { stance, topic }
        }
        "via" => Clause::Via(name("a channel (one word, or a name in quotes)").parse_next(input)?),
        "status" => Clause::Status(listed(input)?),
        "state" => Clause::State(listed(input)?),
        "code" => Clause::Code(
            name("a code, or how it begins, such as CAMEO:04, or quad:4, or goldstein:-10..-5")
                .parse_next(input)?,
        ),
        "in" => Clause::In(date(input)?),
        "sources" => {
            if opt(word("at")).parse_next(input)?.is_none() {
                return expected(input, "`at least`", ["at"]);
            }
            must("least").parse_next(input)?;
            Clause::SourcesAtLeast(grade(input)?)
        }
        _ => return Err(Fault::Other),
    };
    Ok(vec![one])
}

fn each(input: &mut Input<'_, '_>, clause: fn(Term) -> Clause) -> Read<Vec<Clause>> {
    Ok(actors(input)?.into_iter().map(clause).collect())
}

fn actors(input: &mut Input<'_, '_>) -> Read<Vec<Term>> {
    separated(1.., term(ACTOR), mark(",")).parse_next(input)
}

fn member(input: &mut Input<'_, '_>) -> Read<Member> {
    let actor = term(ACTOR).parse_next(input)?;
    let role = opt(preceded(word("as"), listed)).parse_next(input)?;
    Ok(Member { actor, role })
}

fn date(input: &mut Input<'_, '_>) -> Read<Name> {
    let text = match next(input).0 {
        Kind::Date(text) => text.to_owned(),
        Kind::Quoted(text) => text.into_owned(),
        _ => return expected(input, "a date such as 2025-04 or 2025-04/2025-06", []),
    };
    let at = next(input).1;
    input.next_token();
    Ok(Name { text, at: Span(at) })
}

fn grade(input: &mut Input<'_, '_>) -> Read<Grade> {
    let (grade, at) = any_word("a grade such as B2").parse_next(input)?;
    match grade.parse() {
        Ok(grade) => Ok(grade),
        Err(error) => {
            let text = grade.to_owned();
            wrong(at, Wrong::Grade { text, error })
        }
    }
}
