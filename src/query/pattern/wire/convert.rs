//! The form of a pattern as a tree, and a tree as its form.

use super::text::{Names, Text};
use super::{Atom, Clause, EventAtom, Find, Gap, Member, Term};
use crate::query::pattern::ast::{self, Name, Span};
use crate::time;
use crate::timeline::EventKind;

fn texts(names: &[Name]) -> Vec<String> {
    names.iter().map(text).collect()
}

fn text(name: &Name) -> String {
    name.text.clone()
}

fn names(texts: Vec<String>) -> Vec<Name> {
    texts.into_iter().map(name).collect()
}

fn name(text: String) -> Name {
    Name {
        text,
        at: Span::default(),
    }
}

impl Find {
    pub(super) fn of(find: &ast::Find) -> Find {
        match find {
            ast::Find::Answers(of) => Find::Answers(texts(of)),
            ast::Find::Count(of) => Find::Count(texts(of)),
            ast::Find::CountPer { unit, of } => Find::CountPer {
                unit: Text(*unit),
                of: text(of),
            },
            ast::Find::Extreme { last, n, by, of } => {
                let (n, by, of) = (*n, text(by), texts(of));
                match last {
                    true => Find::Last { n, by, of },
                    false => Find::First { n, by, of },
                }
            }
        }
    }

    pub(super) fn into_ast(self) -> ast::Find {
        let extreme = |last, n, by, of| ast::Find::Extreme {
            last,
            n,
            by: name(by),
            of: names(of),
        };
        match self {
            Find::Answers(of) => ast::Find::Answers(names(of)),
            Find::Count(of) => ast::Find::Count(names(of)),
            Find::CountPer { unit, of } => ast::Find::CountPer {
                unit: unit.0,
                of: name(of),
            },
            Find::Last { n, by, of } => extreme(true, n, by, of),
            Find::First { n, by, of } => extreme(false, n, by, of),
        }
    }
}

impl Term {
    pub(super) fn of(term: &ast::Term) -> Term {
        match term {
            ast::Term::Variable(name) => Term::Var(text(name)),
            ast::Term::Constant(name) => Term::Key(text(name)),
        }
    }

    pub(super) fn into_ast(self) -> ast::Term {
        match self {
            Term::Var(text) => ast::Term::Variable(name(text)),
            Term::Key(text) => ast::Term::Constant(name(text)),
        }
    }
}

impl Atom {
    pub(super) fn of(atom: &ast::Atom) -> Atom {
        match atom {
            ast::Atom::Event(event) => {
                let atom = EventAtom {
                    event: Term::of(&event.event),
                    clauses: event.clauses.iter().map(Clause::of).collect(),
                };
                match event.kind {
                    None => Atom::Event(atom),
                    Some(EventKind::Meeting) => Atom::Meeting(atom),
                    Some(EventKind::Statement) => Atom::Statement(atom),
                    Some(EventKind::Document) => Atom::Document(atom),
                    Some(EventKind::Action) => Atom::Action(atom),
                }
            }
            ast::Atom::Relation {
                left,
                is,
                right,
                gap,
            } => Atom::Relation {
                left: Term::of(left),
                is: Names(*is),
                right: Term::of(right),
                gap: (!gap.is_any()).then_some(Gap {
                    min: gap.min.map(Text),
                    max: gap.max.map(Text),
                }),
            },
            ast::Atom::SameDay(left, right) => Atom::SameDay(Term::of(left), Term::of(right)),
            ast::Atom::Unordered(left, right) => Atom::Unordered(Term::of(left), Term::of(right)),
            ast::Atom::Link { from, kind, to } => Atom::Link {
                from: Term::of(from),
                kind: Text(*kind),
                to: Term::of(to),
            },
            ast::Atom::ActsFor {
                actor,
                of,
                role,
                during,
            } => Atom::ActsFor {
                actor: Term::of(actor),
                of: Term::of(of),
                role: role.as_ref().map(text),
                during: during.as_ref().map(Term::of),
            },
            ast::Atom::Same {
                left,
                right,
                denied,
            } => {
                let (left, right) = (Term::of(left), Term::of(right));
                match denied {
                    true => Atom::Different(left, right),
                    false => Atom::Same(left, right),
                }
            }
            ast::Atom::Not(inner) => Atom::Not(inner.iter().map(Atom::of).collect()),
        }
    }

    pub(super) fn into_ast(self) -> ast::Atom {
        let event = |kind, atom: EventAtom| {
            ast::Atom::Event(ast::EventAtom {
                kind,
                event: atom.event.into_ast(),
                clauses: atom.clauses.into_iter().map(Clause::into_ast).collect(),
            })
        };
        match self {
            Atom::Meeting(atom) => event(Some(EventKind::Meeting), atom),
            Atom::Statement(atom) => event(Some(EventKind::Statement), atom),
            Atom::Document(atom) => event(Some(EventKind::Document), atom),
            Atom::Action(atom) => event(Some(EventKind::Action), atom),
            Atom::Event(atom) => event(None, atom),
            Atom::Relation {
                left,
                is,
                right,
                gap,
            } => {
                let (min, max) = gap.map_or((None, None), |gap| (gap.min, gap.max));
                ast::Atom::Relation {
                    left: left.into_ast(),
                    is: is.0,
                    right: right.into_ast(),
                    gap: time::Gap {
                        min: min.map(|min| min.0),
                        max: max.map(|max| max.0),
                    },
                }
            }
            Atom::SameDay(left, right) => ast::Atom::SameDay(left.into_ast(), right.into_ast()),
            Atom::Unordered(left, right) => ast::Atom::Unordered(left.into_ast(), right.into_ast()),
            Atom::Link { from, kind, to } => ast::Atom::Link {
                from: from.into_ast(),
                kind: kind.0,
                to: to.into_ast(),
            },
            Atom::ActsFor {
                actor,
                of,
                role,
                during,
            } => ast::Atom::ActsFor {
                actor: actor.into_ast(),
                of: of.into_ast(),
                role: role.map(name),
                during: during.map(Term::into_ast),
            },
            Atom::Same(left, right) => same(left, right, false),
            Atom::Different(left, right) => same(left, right, true),
            Atom::Not(inner) => ast::Atom::Not(inner.into_iter().map(Atom::into_ast).collect()),
        }
    }
}

fn same(left: Term, right: Term, denied: bool) -> ast::Atom {
    ast::Atom::Same {
        left: left.into_ast(),
        right: right.into_ast(),
        denied,
    }
}

impl Clause {
    pub(super) fn of(clause: &ast::Clause) -> Clause {
        let terms = |terms: &[ast::Term]| terms.iter().map(Term::of).collect();
        let member = |member: &ast::Member| Member {
            actor: Term::of(&member.actor),
            role: member.role.map(Text),
        };
        match clause {
            ast::Clause::With(members) => Clause::With(members.iter().map(member).collect()),
            ast::Clause::Absent(actor) => Clause::Absent(Term::of(actor)),
            ast::Clause::Concerns(actor) => Clause::Concerns(Term::of(actor)),
            ast::Clause::By(actor) => Clause::By(Term::of(actor)),
            ast::Clause::To(actor) => Clause::To(Term::of(actor)),
            ast::Clause::For(actors) => Clause::For(terms(actors)),
            ast::Clause::At(place) => Clause::At(text(place)),
            ast::Clause::About(term) => Clause::About(Term::of(term)),
            ast::Clause::Stance { stance, topic } => Clause::Stance {
                stance: Text(*stance),
                topic: text(topic),
            },
            ast::Clause::Via(channel) => Clause::Via(text(channel)),
            ast::Clause::Status(status) => Clause::Status(Text(*status)),
            ast::Clause::State(state) => Clause::State(Text(*state)),
            ast::Clause::Code(code) => Clause::Code(text(code)),
            ast::Clause::In(date) => Clause::In(text(date)),
            ast::Clause::SourcesAtLeast(grade) => Clause::SourcesAtLeast(Text(*grade)),
        }
    }

    pub(super) fn into_ast(self) -> ast::Clause {
        let member = |member: Member| ast::Member {
            actor: member.actor.into_ast(),
            role: member.role.map(|role| role.0),
        };
        match self {
            Clause::With(members) => ast::Clause::With(members.into_iter().map(member).collect()),
            Clause::Absent(actor) => ast::Clause::Absent(actor.into_ast()),
            Clause::Concerns(actor) => ast::Clause::Concerns(actor.into_ast()),
            Clause::By(actor) => ast::Clause::By(actor.into_ast()),
            Clause::To(actor) => ast::Clause::To(actor.into_ast()),
            Clause::For(actors) => {
                ast::Clause::For(actors.into_iter().map(Term::into_ast).collect())
            }
            Clause::At(place) => ast::Clause::At(name(place)),
            Clause::About(term) => ast::Clause::About(term.into_ast()),
            Clause::Stance { stance, topic } => ast::Clause::Stance {
                stance: stance.0,
                topic: name(topic),
            },
            Clause::Via(channel) => ast::Clause::Via(name(channel)),
            Clause::Status(status) => ast::Clause::Status(status.0),
            Clause::State(state) => ast::Clause::State(state.0),
            Clause::Code(code) => ast::Clause::Code(name(code)),
            Clause::In(date) => ast::Clause::In(name(date)),
            Clause::SourcesAtLeast(grade) => ast::Clause::SourcesAtLeast(grade.0),
        }
    }
}
