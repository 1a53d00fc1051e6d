//! What must hold of a pattern besides its grammar and its sorts.

use rustc_hash::FxHashSet;

use super::DEEPEST;
use super::ast::{Ast, Atom, Clause, Find, Name, Term};
use super::code::CodeTest;
use super::error::{PatternError, Wrong};
use super::terms::each_term;
use super::vocabulary::{TAKEN, is_variable};
use crate::time::{Date, Gap, RelationSet, Zone};

/// Finds the first value that is wrong. Takes time linear in the pattern.
///
/// # Errors
///
/// Lists without members, variables that can't be called so, gaps where there are none, dates that are none.
pub(super) fn check(ast: &Ast) -> Result<(), PatternError> {
    match &ast.find {
        Find::Answers(of) => asked(of)?,
        Find::Count(of) => distinct(of)?,
        Find::CountPer { of, .. } => variable(of)?,
        Find::Extreme { last, n, by, of } => {
            if *n == 0 {
                let end = if *last { "last" } else { "first" };
                return Err(PatternError::at(by.at, Wrong::NoneOf(end)));
            }
            variable(by)?;
            asked(of)?;
        }
    }
    atoms(&ast.atoms, 0)
}

/// What is wrong with this gap beside these relations.
pub(super) fn gap(is: RelationSet, gap: Gap) -> Option<Wrong> {
    if gap.is_any() {
        None
    } else if !is.is_subset(RelationSet::GAPPED) {
        Some(Wrong::GapElsewhere(is))
    } else if gap.is_empty() {
        Some(Wrong::ReversedGap(gap))
    } else {
        None
    }
}

fn asked(of: &[Name]) -> Result<(), PatternError> {
    if of.is_empty() {
        return Err(PatternError::new(None, Wrong::NothingAsked));
    }
    distinct(of)
}

fn distinct(of: &[Name]) -> Result<(), PatternError> {
    let mut seen = FxHashSet::default();
    for name in of {
        variable(name)?;
        if !seen.insert(name.text.as_str()) {
            return Err(PatternError::at(name.at, Wrong::Twice(name.text.clone())));
        }
    }
    Ok(())
}

fn variable(name: &Name) -> Result<(), PatternError> {
    if !is_variable(&name.text) {
        Err(PatternError::at(
            name.at,
            Wrong::NoVariable(name.text.clone()),
        ))
    } else if TAKEN.contains(&name.text.as_str()) {
        Err(PatternError::at(name.at, Wrong::Taken(name.text.clone())))
    } else {
        Ok(())
    }
}

fn atoms(list: &[Atom], depth: usize) -> Result<(), PatternError> {
    if list.is_empty() {
        return Err(PatternError::new(None, Wrong::NoAtom));
    }
    if depth > DEEPEST {
        return Err(PatternError::new(None, Wrong::TooDeep));
    }
    for atom in list {
        let mut bad = None;
        each_term(atom, |term, _, _| {
            if let Term::Variable(name) = term
                && bad.is_none()
            {
                bad = variable(name).err();
            }
        });
        if let Some(bad) = bad {
            return Err(bad);
        }
        match atom {
            Atom::Relation {
                is, gap: limits, ..
            } => {
                if is.is_empty() {
                    return Err(PatternError::new(None, Wrong::NoRelation));
                }
                if let Some(what) = gap(*is, *limits) {
                    return Err(PatternError::new(None, what));
                }
            }
            Atom::Event(event) => event.clauses.iter().try_for_each(clause)?,
            Atom::Not(inner) => atoms(inner, depth + 1)?,
            _ => {}
        }
    }
    Ok(())
}

fn clause(clause: &Clause) -> Result<(), PatternError> {
    match clause {
        Clause::With(members) if members.is_empty() => {
            Err(PatternError::new(None, Wrong::NoMember("with")))
        }
        Clause::For(actors) if actors.is_empty() => {
            Err(PatternError::new(None, Wrong::NoMember("for")))
        }
        Clause::Code(code) => match CodeTest::parse(&code.text) {
            Ok(_) => Ok(()),
            Err(wrong) => Err(PatternError::at(code.at, wrong)),
        },
        Clause::In(date) => {
            let wrong = |error| {
                let text = date.text.clone();
                PatternError::at(date.at, Wrong::Date { text, error })
            };
            let read = Date::parse(&date.text).map_err(wrong)?;
            // What clocks skipped, and what lies beyond the range of ticks, depends on the zone. A list of all of
            // several never says when; and what is reversed where the zone is not known is so in every zone.
            match read.hull(&Zone::FLOATING) {
                Err(error) if error.is_all_of() => Err(wrong(error)),
                // Told with the moments of UTC, which are easier to follow.
                Err(error) if error.is_reversed() => {
                    Err(wrong(read.hull(&Zone::UTC).err().unwrap_or(error)))
                }
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
