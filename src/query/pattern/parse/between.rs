//! What stands between two terms, and behind the second.

use winnow::combinator::{opt, preceded, separated};
use winnow::prelude::*;
use winnow::stream::Stream;
use winnow::token::any;

use super::clause::ACTOR;
use super::input::{Input, Read, any_word, complain, mark, must, name, next, term, word, wrong};
use crate::model::Word;
use crate::query::pattern::ast::{Atom, LinkWord, Term};
use crate::query::pattern::check;
use crate::query::pattern::error::Wrong;
use crate::query::pattern::place::Place;
use crate::query::pattern::token::Kind;
use crate::query::pattern::vocabulary::{CLAUSES, between};
use crate::time::{Duration, Gap, RelationSet};

const EVENT: &str = "an event (a variable such as ?m, a key, or a title in quotes)";
const SAME: &str = "an actor or an event (a variable such as ?who, a key, or a name in quotes)";

/// Reads the rest of a condition that begins with a term.
pub(super) fn after_term(input: &mut Input<'_, '_>, left: Term) -> Read<Atom> {
    match next(input).0 {
        Kind::Mark("(") => relation(input, left),
        Kind::Mark(mark @ ("=" | "!=")) => {
            input.next_token();
            let right = term(SAME).parse_next(input)?;
            let denied = mark == "!=";
            Ok(Atom::Same {
                left,
                right,
                denied,
            })
        }
        Kind::Word("same_day") => {
            let right = preceded(any, term(EVENT)).parse_next(input)?;
            Ok(Atom::SameDay(left, right))
        }
        Kind::Word("unordered") => {
            let right = preceded(any, term(EVENT)).parse_next(input)?;
            Ok(Atom::Unordered(left, right))
        }
        Kind::Word("acts_for") => {
            let of = preceded(any, term(ACTOR)).parse_next(input)?;
            let role = name("a role (one word, or a name in quotes)");
            let role = opt(preceded(word("as"), role)).parse_next(input)?;
            let during = opt(preceded(word("during"), term(EVENT))).parse_next(input)?;
            Ok(Atom::ActsFor {
                actor: left,
                of,
                role,
                during,
            })
        }
        Kind::Word(word) => match LinkWord::named(word) {
            Some(kind) => {
                let to = preceded(any, term(EVENT)).parse_next(input)?;
                Ok(Atom::Link {
                    from: left,
                    kind,
                    to,
                })
            }
            None if RelationSet::parse_name(word).is_ok() => relation(input, left),
            None => neither(input),
        },
        _ => neither(input),
    }
}

fn neither(input: &Input<'_, '_>) -> Read<Atom> {
    let what = "a relation (before, within, (before|meets), ...), a link (replies_to, part_of, rejects, ...), \
                `same_day`, `unordered`, `acts_for`, `=` or `!=`";
    let hint = match next(input).0 {
        Kind::Word(word) if CLAUSES.contains(&word) => {
            " (a clause stands behind a kind of event and its variable: `event ?e in 2025-04`)"
        }
        _ => "",
    };
    complain(input, what, between(), hint)
}

fn relation(input: &mut Input<'_, '_>, left: Term) -> Read<Atom> {
    let is = if opt(mark("(")).parse_next(input)?.is_some() {
        let names: Vec<RelationSet> = separated(1.., relation_name, mark("|")).parse_next(input)?;
        if opt(mark(")")).parse_next(input)?.is_none() {
            return complain(input, "`|` or `)`", [], " (relations are joined by `|`)");
        }
        names
            .into_iter()
            .fold(RelationSet::EMPTY, |all, one| all | one)
    } else {
        relation_name(input)?
    };
    let right = term(EVENT).parse_next(input)?;
    let gap = gap(input, is)?;
    Ok(Atom::Relation {
        left,
        is,
        right,
        gap,
    })
}

fn relation_name(input: &mut Input<'_, '_>) -> Read<RelationSet> {
    let (name, at) = any_word("a relation, such as before").parse_next(input)?;
    match RelationSet::parse_name(name) {
        Ok(set) => Ok(set),
        Err(error) => wrong(at, error),
    }
}

/// Reads the limits of a gap, each at most once, in either order.
fn gap(input: &mut Input<'_, '_>, is: RelationSet) -> Read<Gap> {
    let mut gap = Gap::ANY;
    let mut all = None;
    while let (Kind::Word(word @ ("at" | "within")), Some(at)) = next(input) {
        input.next_token();
        let limit = if word == "at" {
            must("least").parse_next(input)?;
            &mut gap.min
        } else {
            &mut gap.max
        };
        if limit.is_some() {
            let name = if word == "at" { "at least" } else { "within" };
            return wrong(at, Wrong::GapTwice(name));
        }
        let (duration, end) = duration(input)?;
        *limit = Some(duration);
        all = Some(all.unwrap_or(at).to(end));
    }
    match (check::gap(is, gap), all) {
        (Some(what), Some(at)) => wrong(at, what),
        _ => Ok(gap),
    }
}

fn duration(input: &mut Input<'_, '_>) -> Read<(Duration, Place)> {
    let (text, at) = any_word("a duration such as 90m, 12h, 7d, 2w or PT90M").parse_next(input)?;
    match Duration::parse_short(text) {
        Ok(duration) => Ok((duration, at)),
        Err(error) => {
            let text = text.to_owned();
            wrong(at, Wrong::Duration { text, error })
        }
    }
}

/// What may follow the second term of a relation.
pub(super) fn gap_follows(is: RelationSet, gap: Gap) -> (&'static str, Vec<&'static str>) {
    if !is.is_subset(RelationSet::GAPPED) {
        return ("", Vec::new());
    }
    match (gap.min, gap.max) {
        (None, None) => ("`at least`, `within`, ", vec!["at", "within"]),
        (None, Some(_)) => ("`at least`, ", vec!["at"]),
        (Some(_), None) => ("`within`, ", vec!["within"]),
        (Some(_), Some(_)) => ("", Vec::new()),
    }
}
