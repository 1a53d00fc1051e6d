//! The conditions of a query.

use winnow::combinator::{opt, repeat, separated};
use winnow::prelude::*;
use winnow::stream::Stream;

use super::between::{after_term, gap_follows};
use super::clause::clauses;
use super::input::{Fault, Input, Read, expected, mark, next, term, word, wrong};
use crate::model::nearest;
use crate::query::pattern::DEEPEST;
use crate::query::pattern::ast::{Atom, EventAtom};
use crate::query::pattern::error::Wrong;
use crate::query::pattern::token::Kind;
use crate::query::pattern::vocabulary::{CLAUSES, KINDS, between, is_reserved};

/// Reads conditions joined by `and`.
pub(super) fn atoms(input: &mut Input<'_, '_>, depth: usize) -> Read<Vec<Atom>> {
    separated(1.., atom(depth), word("and")).parse_next(input)
}

fn atom<'i, 'a: 'i>(depth: usize) -> impl Parser<Input<'i, 'a>, Atom, Fault> {
    move |input: &mut Input<'i, 'a>| {
        let before = input.checkpoint();
        match next(input) {
            (Kind::Word("not"), _) => not(input, depth),
            (Kind::Word(kind), _) if KINDS.iter().any(|(name, _)| *name == kind) => event(input),
            (Kind::Word(word), _) if is_reserved(word) => expected(input, CONDITION, []),
            (Kind::Variable(_) | Kind::Word(_) | Kind::Quoted(_), _) => {
                let left = term(CONDITION).parse_next(input)?;
                let rest = input.len();
                match after_term(input, left) {
                    // `meting ?m`: the first word is not meant to be a key.
                    Err(fault) if input.len() == rest && !stands_between(&next(input).0) => {
                        input.reset(&before);
                        misspelled(input).and(Err(fault))
                    }
                    read => read,
                }
            }
            _ => expected(input, CONDITION, []),
        }
    }
}

const CONDITION: &str = "a condition, such as `meeting ?m with ?who` or `?m before ?s`";

fn stands_between(kind: &Kind<'_>) -> bool {
    matches!(kind, Kind::Word(word) if nearest(word, between()).is_some())
}

/// Complains of a word that is nearly one of those with which conditions begin.
fn misspelled(input: &Input<'_, '_>) -> Read<()> {
    let begins = || KINDS.iter().map(|(name, _)| *name).chain(["not"]);
    match next(input).0 {
        Kind::Word(word) if nearest(word, begins()).is_some() => {
            expected(input, CONDITION, begins())
        }
        _ => Ok(()),
    }
}

fn not(input: &mut Input<'_, '_>, depth: usize) -> Read<Atom> {
    let at = word("not").parse_next(input)?;
    if depth == DEEPEST {
        return wrong(at, Wrong::TooDeep);
    }
    if opt(mark("(")).parse_next(input)?.is_none() {
        return expected(input, "`(`, as in `not (meeting ?m with trump)`", []);
    }
    let atoms = atoms(input, depth + 1)?;
    if opt(mark(")")).parse_next(input)?.is_none() {
        let (what, words) = may_follow(atoms.last());
        return expected(
            input,
            format!("{what}`and` or `)`"),
            words.into_iter().chain(["and"]),
        );
    }
    Ok(Atom::Not(atoms))
}

fn event(input: &mut Input<'_, '_>) -> Read<Atom> {
    let kind = match next(input).0 {
        Kind::Word(word) => KINDS.iter().find(|(name, _)| *name == word),
        _ => None,
    };
    input.next_token();
    let event =
        term("an event (a variable such as ?m, a key, or a title in quotes)").parse_next(input)?;
    let clauses: Vec<Vec<_>> = repeat(0.., clauses).parse_next(input)?;
    Ok(Atom::Event(EventAtom {
        kind: kind.and_then(|(_, kind)| *kind),
        event,
        clauses: clauses.into_iter().flatten().collect(),
    }))
}

/// What may follow the last condition, besides the words that may follow any.
pub(super) fn may_follow(last: Option<&Atom>) -> (&'static str, Vec<&'static str>) {
    match last {
        Some(Atom::Event(_)) => ("a clause such as `with` or `by`, ", CLAUSES.to_vec()),
        Some(Atom::ActsFor { role, during, .. }) => match (role, during) {
            (None, None) => ("`as`, `during`, ", vec!["as", "during"]),
            (Some(_), None) => ("`during`, ", vec!["during"]),
            _ => ("", Vec::new()),
        },
        Some(Atom::Relation { is, gap, .. }) => gap_follows(*is, *gap),
        _ => ("", Vec::new()),
    }
}
