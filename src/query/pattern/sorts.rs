//! What the variables of a pattern stand for: actors, or events of some kind.

use rustc_hash::FxHashMap;

use super::ast::{Ast, Atom, Find, Name, Span, Term};
use super::error::{PatternError, Wrong};
use super::terms::{Asks, each_term};
use crate::model::nearest;
use crate::timeline::EventKind;

/// What a variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Actor,
    /// An event, of this kind where one is known.
    Event(Option<EventKind>),
}

impl Sort {
    const fn name(self) -> &'static str {
        match self {
            Sort::Actor => "an actor",
            Sort::Event(None) => "an event",
            Sort::Event(Some(EventKind::Meeting)) => "a meeting",
            Sort::Event(Some(EventKind::Statement)) => "a statement",
            Sort::Event(Some(EventKind::Document)) => "a document",
            Sort::Event(Some(EventKind::Action)) => "an action",
        }
    }
}

/// The variables of a pattern, or of one `not` in it.
///
/// The variables of the pattern itself are those that its conditions name outside of any `not`. A `not` has those of
/// its own that it names, itself and not only in a `not` within it, and that nothing around it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Scope {
    /// The scope's own variables, in the order in which its conditions first name them.
    pub(crate) variables: Vec<(String, Sort)>,
    /// The scopes of the `not`s that stand in this one, in their order.
    pub(crate) nots: Vec<Scope>,
}

impl Scope {
    /// The scopes of a pattern.
    ///
    /// Takes time linear in the pattern but for the depth of its `not`s.
    ///
    /// # Errors
    ///
    /// Where a variable is used as what it is not, where nothing tells what one is, and where `find` names one that
    /// no condition outside of `not` does.
    pub(crate) fn of(ast: &Ast) -> Result<Scope, PatternError> {
        let mut sorts = Sorts::default();
        let names = sorts.declare(&ast.atoms, &mut Vec::new());
        sorts.vote(&ast.atoms, &mut vec![&names])?;
        sorts.asked(&ast.find, &names)?;
        sorts.unify(&ast.atoms, &mut vec![&names])?;
        sorts.solve(&ast.atoms, &mut vec![&names], &mut Vec::new())
    }
}

/// The numbers of a scope's own variables.
#[derive(Default)]
struct Names<'a> {
    numbers: FxHashMap<&'a str, usize>,
    /// In the order in which they are first named.
    own: Vec<usize>,
    nots: Vec<Names<'a>>,
}

/// The number of a variable as a scope sees it, the innermost scope being the last.
fn number(around: &[&Names<'_>], name: &Name) -> Option<usize> {
    let mut scopes = around.iter().rev();
    scopes.find_map(|scope| scope.numbers.get(name.text.as_str()).copied())
}

/// The conditions in `not`s, which are as many as the scopes in a scope.
fn nots(atoms: &[Atom]) -> impl Iterator<Item = &[Atom]> {
    atoms.iter().filter_map(|atom| match atom {
        Atom::Not(inner) => Some(inner.as_slice()),
        _ => None,
    })
}

#[derive(Default)]
struct Sorts<'a> {
    variables: Vec<Variable<'a>>,
}

struct Variable<'a> {
    first: &'a Name,
    /// Another variable of the same sort, towards the one that stands for all of them; itself, if it is that one.
    same: usize,
    /// Actor or event, and the word that tells.
    told: Option<(Sort, &'static str)>,
}

/// The kinds that a scope tells of events, by the numbers of their variables, with the word that tells.
type Kinds = FxHashMap<usize, (EventKind, &'static str)>;

impl<'a> Sorts<'a> {
    /// Numbers the variables of every scope.
    fn declare(
        &mut self,
        atoms: &'a [Atom],
        around: &mut Vec<FxHashMap<&'a str, usize>>,
    ) -> Names<'a> {
        let mut names = Names::default();
        for atom in atoms {
            each_term(atom, |term, _, _| {
                let Term::Variable(name) = term else { return };
                let text = name.text.as_str();
                let known = around.iter().chain([&names.numbers]);
                if !known.into_iter().any(|scope| scope.contains_key(text)) {
                    let number = self.variables.len();
                    names.numbers.insert(text, number);
                    names.own.push(number);
                    self.variables.push(Variable {
                        first: name,
                        same: number,
                        told: None,
                    });
                }
            });
        }
        around.push(names.numbers);
        names.nots = nots(atoms)
            .map(|inner| self.declare(inner, around))
            .collect();
        names.numbers = around.pop().unwrap_or_default();
        names
    }

    /// Tells actors from events by the places where they stand.
    fn vote(
        &mut self,
        atoms: &'a [Atom],
        around: &mut Vec<&Names<'a>>,
    ) -> Result<(), PatternError> {
        for atom in atoms {
            let mut fault = None;
            each_term(atom, |term, asks, word| {
                if let Term::Variable(name) = term
                    && let Some(number) = number(around, name)
                    && fault.is_none()
                {
                    let sort = match asks {
                        Asks::Actor => Sort::Actor,
                        Asks::Event(_) | Asks::About => Sort::Event(None),
                        Asks::Equal => return,
                    };
                    fault = self.tell(number, name, sort, word).err();
                }
            });
            if let Some(fault) = fault {
                return Err(fault);
            }
        }
        within(atoms, around, |inner, around| self.vote(inner, around))
    }

    fn tell(
        &mut self,
        number: usize,
        name: &Name,
        sort: Sort,
        word: &'static str,
    ) -> Result<(), PatternError> {
        match self.variables[number].told {
            None => self.variables[number].told = Some((sort, word)),
            Some((first, before)) if first != sort => {
                return Err(clash(name, (first, before), (sort, word)));
            }
            Some(_) => {}
        }
        Ok(())
    }

    /// Judges what `find` names.
    fn asked(&mut self, find: &'a Find, names: &Names<'a>) -> Result<(), PatternError> {
        let (event, of): (_, &[Name]) = match find {
            Find::Answers(of) | Find::Count(of) => (None, of),
            Find::CountPer { of, .. } => (Some((of, "count per")), &[]),
            Find::Extreme { last, by, of, .. } => {
                (Some((by, if *last { "last" } else { "first" })), of)
            }
        };
        for name in event.iter().map(|(name, _)| *name).chain(of) {
            if !names.numbers.contains_key(name.text.as_str()) {
                let own = names
                    .own
                    .iter()
                    .map(|&v| self.variables[v].first.text.as_str());
                let wrong = Wrong::Nowhere {
                    name: name.text.clone(),
                    meant: nearest(&name.text, own).map(|meant| format!("?{meant}")),
                };
                return Err(PatternError::at(name.at, wrong));
            }
        }
        match event {
            Some((name, word)) => match number(&[names], name) {
                Some(number) => self.tell(number, name, Sort::Event(None), word),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// The variable that stands for all of the same sort.
    fn root(&mut self, mut number: usize) -> usize {
        while self.variables[number].same != number {
            let next = self.variables[number].same;
            self.variables[number].same = self.variables[next].same;
            number = next;
        }
        number
    }

    /// Carries sorts from one side of equalities to the other.
    fn unify(
        &mut self,
        atoms: &'a [Atom],
        around: &mut Vec<&Names<'a>>,
    ) -> Result<(), PatternError> {
        for atom in atoms {
            if let Some((left, right, _)) = equality(atom)
                && let (Some(x), Some(y)) = (number(around, left), number(around, right))
            {
                let (x, y) = (self.root(x), self.root(y));
                let told = match (self.variables[x].told, self.variables[y].told) {
                    (Some((first, _)), Some((second, _))) if first != second => {
                        return Err(apart(left, first, right, second));
                    }
                    (told, other) => told.or(other),
                };
                self.variables[x].same = y;
                self.variables[y].told = told;
            }
        }
        within(atoms, around, |inner, around| self.unify(inner, around))
    }

    /// Finds the kinds of events, and puts the scopes together.
    fn solve(
        &mut self,
        atoms: &'a [Atom],
        around: &mut Vec<&Names<'a>>,
        kinds: &mut Vec<Kinds>,
    ) -> Result<Scope, PatternError> {
        let own = self.kinds(atoms, around, kinds)?;
        kinds.push(own);
        let mut scope = Scope::default();
        let names = around.last().copied();
        for &number in names.iter().flat_map(|names| &names.own) {
            let root = self.root(number);
            let first = self.variables[number].first;
            let sort = match self.variables[root].told {
                None => {
                    return Err(PatternError::at(
                        first.at,
                        Wrong::NoSort(first.text.clone()),
                    ));
                }
                Some((Sort::Actor, _)) => Sort::Actor,
                Some((Sort::Event(_), _)) => Sort::Event(kind(kinds, number).map(|(kind, _)| kind)),
            };
            scope.variables.push((first.text.clone(), sort));
        }
        within(atoms, around, |inner, around| {
            let inner = self.solve(inner, around, kinds)?;
            scope.nots.push(inner);
            Ok(())
        })?;
        kinds.pop();
        Ok(scope)
    }

    /// The kinds that the conditions of one scope tell, besides those that are known around it.
    fn kinds(
        &self,
        atoms: &'a [Atom],
        around: &[&Names<'a>],
        known: &[Kinds],
    ) -> Result<Kinds, PatternError> {
        let mut own = Kinds::default();
        for atom in atoms {
            if let Atom::Event(event) = atom
                && let (Term::Variable(name), Some(here)) = (&event.event, event.kind)
                && let Some(number) = number(around, name)
            {
                match kind(known, number).or(own.get(&number).copied()) {
                    Some((before, word)) if before != here => {
                        let sort = |kind| Sort::Event(Some(kind));
                        return Err(clash(name, (sort(before), word), (sort(here), here.name())));
                    }
                    Some(_) => {}
                    None => {
                        own.insert(number, (here, here.name()));
                    }
                }
            }
        }
        self.equate(atoms, around, known, &mut own);
        Ok(own)
    }

    /// Carries kinds along the equalities of one scope.
    fn equate(&self, atoms: &'a [Atom], around: &[&Names<'a>], known: &[Kinds], own: &mut Kinds) {
        let mut same: FxHashMap<usize, usize> = FxHashMap::default();
        let mut members = Vec::new();
        for atom in atoms {
            if let Some((left, right, false)) = equality(atom)
                && let (Some(x), Some(y)) = (number(around, left), number(around, right))
            {
                members.extend([x, y]);
                let (x, y) = (root(&mut same, x), root(&mut same, y));
                let kind_of = |v: usize| kind(known, v).or(own.get(&v).copied());
                // Events of two kinds are never the same: a condition like any other that nothing meets.
                if let (Some(told), None) = (kind_of(x), kind_of(y)) {
                    own.insert(y, told);
                }
                if x != y {
                    same.insert(x, y);
                }
            }
        }
        for member in members {
            let stands_for = root(&mut same, member);
            let told = kind(known, stands_for).or(own.get(&stands_for).copied());
            if let Some(told) = told
                && kind(known, member).is_none()
            {
                own.insert(member, told);
            }
        }
    }
}

/// Goes through the `not`s of a scope, each with the names around it.
fn within<'a, 'n>(
    atoms: &'a [Atom],
    around: &mut Vec<&'n Names<'a>>,
    mut f: impl FnMut(&'a [Atom], &mut Vec<&'n Names<'a>>) -> Result<(), PatternError>,
) -> Result<(), PatternError> {
    let Some(names) = around.last().copied() else {
        return Ok(());
    };
    for (inner, names) in nots(atoms).zip(&names.nots) {
        around.push(names);
        f(inner, around)?;
        around.pop();
    }
    Ok(())
}

/// The two variables that a condition makes equal, or, where true, different.
fn equality(atom: &Atom) -> Option<(&Name, &Name, bool)> {
    match atom {
        Atom::Same {
            left: Term::Variable(left),
            right: Term::Variable(right),
            denied,
        } => Some((left, right, *denied)),
        _ => None,
    }
}

fn kind(known: &[Kinds], number: usize) -> Option<(EventKind, &'static str)> {
    known.iter().find_map(|kinds| kinds.get(&number).copied())
}

fn root(same: &mut FxHashMap<usize, usize>, mut number: usize) -> usize {
    while let Some(&next) = same.get(&number) {
        if let Some(&after) = same.get(&next) {
            same.insert(number, after);
        }
        number = next;
    }
    number
}

fn clash(
    name: &Name,
    (first, before): (Sort, &'static str),
    (second, here): (Sort, &'static str),
) -> PatternError {
    let wrong = Wrong::Clash {
        name: name.text.clone(),
        first: first.name(),
        before,
        second: second.name(),
        here,
    };
    PatternError::at(name.at, wrong)
}

fn apart(left: &Name, first: Sort, right: &Name, second: Sort) -> PatternError {
    let wrong = Wrong::Apart {
        left: format!("?{}", left.text),
        first: first.name(),
        right: format!("?{}", right.text),
        second: second.name(),
    };
    let at = left
        .at
        .0
        .zip(right.at.0)
        .map(|(left, right)| left.to(right));
    PatternError::at(Span(at), wrong)
}
