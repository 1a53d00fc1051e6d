//! Conditions with some of their variables replaced by what they are bound to.

use super::ast::{Atom, Clause, Name, Span, Term};

/// What a variable is bound to, by name; a key.
pub(crate) type Bound<'b> = &'b dyn Fn(&str) -> Option<String>;

/// Some conditions as text, with what variables are bound to in their place.
pub(crate) fn text(atoms: &[Atom], bound: Bound<'_>) -> String {
    let all: Vec<String> = atoms
        .iter()
        .map(|atom| replaced(atom, bound).to_string())
        .collect();
    all.join(" and ")
}

fn replaced(atom: &Atom, bound: Bound<'_>) -> Atom {
    let mut atom = atom.clone();
    replace(&mut atom, bound);
    atom
}

fn replace(atom: &mut Atom, bound: Bound<'_>) {
    match atom {
        Atom::Event(event) => {
            term(&mut event.event, bound);
            for clause in &mut event.clauses {
                match clause {
                    Clause::With(members) => {
                        members.iter_mut().for_each(|m| term(&mut m.actor, bound));
                    }
                    Clause::For(actors) => actors.iter_mut().for_each(|a| term(a, bound)),
                    Clause::Absent(one)
                    | Clause::Concerns(one)
                    | Clause::By(one)
                    | Clause::To(one)
                    | Clause::About(one) => term(one, bound),
                    _ => {}
                }
            }
        }
        Atom::Relation { left, right, .. }
        | Atom::Same { left, right, .. }
        | Atom::SameDay(left, right)
        | Atom::Unordered(left, right)
        | Atom::Link {
            from: left,
            to: right,
            ..
        } => {
            term(left, bound);
            term(right, bound);
        }
        Atom::ActsFor {
            actor, of, during, ..
        } => {
            term(actor, bound);
            term(of, bound);
            if let Some(during) = during {
                term(during, bound);
            }
        }
        Atom::Not(atoms) => atoms.iter_mut().for_each(|atom| replace(atom, bound)),
    }
}

fn term(term: &mut Term, bound: Bound<'_>) {
    if let Term::Variable(name) = term
        && let Some(text) = bound(&name.text)
    {
        *term = Term::Constant(Name {
            text,
            at: Span::default(),
        });
    }
}
