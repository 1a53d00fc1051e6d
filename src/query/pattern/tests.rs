//! Random patterns: what is written is read back, as text and in its form for serde.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use super::ast::*;
use super::pattern::Pattern;
use super::sorts::{Scope, Sort};
use crate::model::{
    Credibility, DocumentState, Grade, LinkKind, Reliability, Role, StanceKind, Status,
};
use crate::time::{Duration, Gap, Relation, RelationSet};
use crate::timeline::EventKind;

/// Decisions in a row, so that a pattern that fails shrinks to a small one.
struct Tape<'a>(std::slice::Iter<'a, u32>);

impl Tape<'_> {
    fn below(&mut self, n: usize) -> usize {
        self.0.next().map_or(0, |&choice| choice as usize % n)
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    fn text(&mut self) -> Name {
        let texts = [
            "putin",
            "peace-deal",
            "E3",
            "2025",
            "a.b:c_d",
            "Зеленский",
            "host",
            "and",
            "within",
            "meeting",
            "?x",
            "Steve Witkoff",
            "",
            "a \"b\"",
            "back\\slash",
            "\\\"",
            "two\nlines",
            "🕊",
            " ",
            ")",
            "in",
            "7d",
        ];
        name(self.pick(&texts))
    }

    /// A variable or a constant; the names of variables begin with the letter.
    fn term(&mut self, letter: &str) -> Term {
        if self.below(3) == 2 {
            return Term::Constant(self.text());
        }
        Term::Variable(self.variable(letter))
    }

    fn variable(&mut self, letter: &str) -> Name {
        let number = self.pick(&["", "1", "-2", "_x", ".Ж"]);
        name(&format!("{letter}{number}"))
    }

    fn event(&mut self) -> Term {
        let letter = self.pick(&["meeting", "statement", "document", "action", "e"]);
        self.term(letter)
    }

    fn actors(&mut self) -> Vec<Term> {
        (0..=self.below(3)).map(|_| self.term("a")).collect()
    }

    fn clause(&mut self) -> Clause {
        match self.below(16) {
            0 | 1 => Clause::With(
                self.actors()
                    .into_iter()
                    .map(|actor| Member {
                        actor,
                        role: self.role(),
                    })
                    .collect(),
            ),
            2 => Clause::Absent(self.term("a")),
            3 => Clause::Concerns(self.term("a")),
            4 => Clause::By(self.term("a")),
            5 => Clause::To(self.term("a")),
            6 => Clause::For(self.actors()),
            7 => Clause::At(self.text()),
            8 => Clause::About(self.event()),
            9 => Clause::Stance {
                stance: self.pick(&StanceKind::ALL),
                topic: self.text(),
            },
            10 => Clause::Via(self.text()),
            11 => Clause::Status(self.pick(&Status::ALL)),
            12 => Clause::State(self.pick(&DocumentState::ALL)),
            13 => Clause::Code(name(self.pick(&[
                "CAMEO:",
                "CAMEO:042",
                "a b",
                "in",
                "quad:3",
                "quad:material_conflict",
                "goldstein:-10..-5.5",
            ]))),
            14 => Clause::In(name(self.pick(&[
                "2025",
                "2025-04/2025-06",
                "[2025-04..2025-06]",
                "[..2025]",
                "2025-04-25?",
                "1560-X2",
                "2025-04-25T12:00+03:00",
            ]))),
            _ => Clause::SourcesAtLeast(Grade {
                reliability: self.pick(&Reliability::ALL),
                credibility: Credibility::new(1 + self.below(6) as u8).unwrap_or_default(),
            }),
        }
    }

    fn role(&mut self) -> Option<Role> {
        let role = self.pick(&Role::ALL);
        (self.below(3) == 0).then_some(role)
    }

    fn duration(&mut self) -> Duration {
        let micros = [0, 1, 60_000_000, 5_400_000_000, 86_400_000_000, i64::MAX];
        Duration::from_micros(self.pick(&micros)).unwrap_or_default()
    }

    fn relation(&mut self) -> Atom {
        let gapped = self.below(2) == 0;
        let all: &[Relation] = match gapped {
            true => &[
                Relation::Before,
                Relation::Meets,
                Relation::MetBy,
                Relation::After,
            ],
            false => &Relation::ALL,
        };
        let is = (0..=self.below(3)).map(|_| self.pick(all)).collect();
        let (a, b) = (self.duration(), self.duration());
        let gap = match self.below(4) {
            0 if gapped => Gap::within(a),
            1 if gapped => Gap::at_least(a),
            2 if gapped => Gap {
                min: Some(a.min(b)),
                max: Some(a.max(b)),
            },
            _ => Gap::ANY,
        };
        Atom::Relation {
            left: self.event(),
            is: self.pick(&[is, is, RelationSet::WITHIN, RelationSet::DISJOINT])
                & if gapped {
                    RelationSet::GAPPED
                } else {
                    RelationSet::ALL
                },
            right: self.event(),
            gap,
        }
    }

    fn atom(&mut self, depth: usize) -> Atom {
        match self.below(12) {
            0..4 => {
                let kinds = [
                    Some(EventKind::Meeting),
                    Some(EventKind::Statement),
                    Some(EventKind::Document),
                    Some(EventKind::Action),
                    None,
                ];
                let kind = self.pick(&kinds);
                Atom::Event(EventAtom {
                    kind,
                    event: self.term(kind.map_or("e", EventKind::name)),
                    clauses: (0..self.below(4)).map(|_| self.clause()).collect(),
                })
            }
            4 | 5 => match self.relation() {
                Atom::Relation { is, left, .. } if is.is_empty() => {
                    Atom::SameDay(left, self.event())
                }
                relation => relation,
            },
            6 => Atom::SameDay(self.event(), self.event()),
            7 => Atom::Unordered(self.event(), self.event()),
            8 => Atom::Link {
                from: self.event(),
                kind: match self.below(3) {
                    0 => LinkWord::RepliesTo,
                    1 => LinkWord::PartOf,
                    _ => LinkWord::Kind(self.pick(&LinkKind::ALL)),
                },
                to: self.event(),
            },
            9 => Atom::ActsFor {
                actor: self.term("a"),
                of: self.term("a"),
                role: (self.below(2) == 0).then(|| self.text()),
                during: (self.below(2) == 0).then(|| self.event()),
            },
            10 => {
                let letter = self.pick(&["a", "e", "meeting"]);
                Atom::Same {
                    left: self.term(letter),
                    right: self.term(letter),
                    denied: self.below(2) == 0,
                }
            }
            _ if depth < 3 => Atom::Not(self.atoms(depth + 1)),
            _ => Atom::SameDay(self.event(), self.event()),
        }
    }

    /// Conditions, with more that tell what those variables are of which nothing else might.
    fn atoms(&mut self, depth: usize) -> Vec<Atom> {
        let mut atoms: Vec<Atom> = (0..=self.below(4)).map(|_| self.atom(depth)).collect();
        let mut more = Vec::new();
        for atom in &atoms {
            if let Atom::Same { left, right, .. } = atom {
                for term in [left, right] {
                    match term {
                        Term::Variable(name) if name.text.starts_with('a') => {
                            more.push(Atom::ActsFor {
                                actor: term.clone(),
                                of: term.clone(),
                                role: None,
                                during: None,
                            });
                        }
                        Term::Variable(_) => more.push(Atom::SameDay(term.clone(), term.clone())),
                        Term::Constant(_) => {}
                    }
                }
            }
        }
        atoms.append(&mut more);
        atoms
    }

    fn ast(&mut self) -> Ast {
        let mut atoms = self.atoms(0);
        let asked = ["a", "e", "meeting1", "statement-2"];
        let asked = &asked[..=self.below(asked.len() - 1)];
        // What is asked for is named outside of any `not`.
        atoms.extend([Atom::Event(EventAtom {
            kind: None,
            event: Term::Variable(name("e")),
            clauses: vec![Clause::By(Term::Variable(name("a")))],
        })]);
        for event in ["meeting1", "statement-2"] {
            let event = Term::Variable(name(event));
            atoms.push(Atom::SameDay(event.clone(), event));
        }
        let of: Vec<Name> = asked.iter().map(|text| name(text)).collect();
        Ast {
            find: match self.below(6) {
                0 => Find::Count(Vec::new()),
                1 => Find::Count(of),
                2 => Find::CountPer {
                    unit: self.pick(&[Unit::Day, Unit::Month, Unit::Year]),
                    of: name("e"),
                },
                3 => Find::Extreme {
                    last: self.below(2) == 0,
                    n: 1 + self.below(3) as u64,
                    by: name("meeting1"),
                    of,
                },
                _ => Find::Answers(of),
            },
            atoms,
            certainly: self.below(2) == 0,
            limit: self.pick(&[None, Some(0), Some(20), Some(u64::MAX)]),
        }
    }
}

fn name(text: &str) -> Name {
    Name {
        text: text.to_owned(),
        at: Span::default(),
    }
}

fn asts() -> impl Strategy<Value = Ast> {
    prop::collection::vec(any::<u32>(), 0..150).prop_map(|tape| Tape(tape.iter()).ast())
}

fn cases(count: u32) -> Config {
    Config {
        cases: count,
        rng_seed: RngSeed::Fixed(0x00de_3a6c),
        failure_persistence: None,
        ..Config::default()
    }
}

proptest! {
    #![proptest_config(cases(1_500))]

    #[test]
    fn what_is_printed_is_read_back(ast in asts()) {
        let pattern = Pattern::new(ast).expect("a pattern that makes sense");
        for text in [format!("{pattern}"), format!("{pattern:#}")] {
            let read = Pattern::parse(&text).map_err(|error| error.show(&text));
            prop_assert_eq!(read.as_ref(), Ok(&pattern));
            prop_assert_eq!(read.map(|read| read.to_string()), Ok(pattern.to_string()));
        }
    }

    #[test]
    fn what_is_serialized_is_deserialized(ast in asts()) {
        let pattern = Pattern::new(ast).expect("a pattern that makes sense");
        let json = serde_json::to_string(&pattern).expect("a pattern can be written");
        let read: Pattern = serde_json::from_str(&json).expect("what was written can be read");
        prop_assert_eq!(&read, &pattern);
        prop_assert_eq!(serde_json::to_string(&read).expect("a pattern can be written"), json);
        let value = serde_json::to_value(&pattern).expect("a pattern can be written");
        prop_assert_eq!(serde_json::from_value::<Pattern>(value).expect("read"), pattern);
    }
}

/// The variables of a pattern, each with its sort, those of a `not` in parentheses.
fn scopes(text: &str) -> String {
    fn show(scope: &Scope, out: &mut String) {
        for (i, (name, sort)) in scope.variables.iter().enumerate() {
            let space = if i > 0 { " " } else { "" };
            let sort = match sort {
                Sort::Actor => "actor",
                Sort::Event(None) => "event",
                Sort::Event(Some(kind)) => kind.name(),
            };
            *out += &format!("{space}{name}:{sort}");
        }
        for inner in &scope.nots {
            *out += " (";
            show(inner, out);
            *out += ")";
        }
    }
    let pattern = Pattern::parse(&format!("find count where {text}")).expect("a pattern");
    let mut out = String::new();
    show(&pattern.scope(), &mut out);
    out
}

#[test]
fn variables_have_sorts_in_their_scopes() {
    for (text, expected) in [
        ("meeting ?m with ?a, putin", "m:meeting a:actor"),
        ("event ?e about ?x", "e:event x:event"),
        ("?x before ?y and statement ?y", "x:event y:statement"),
        ("?a acts_for ?b during ?m", "a:actor b:actor m:event"),
        ("?a = ?b and ?b acts_for us", "a:actor b:actor"),
        ("?a != ?b and ?b acts_for us", "a:actor b:actor"),
        (
            "?e = ?m and ?f != ?m and meeting ?m",
            "e:meeting m:meeting f:event",
        ),
        (
            "?x = ?y and ?z = ?y and ?z = ?w and action ?x",
            "x:action y:action z:action w:action",
        ),
        ("event ?e and not (meeting ?e)", "e:event ()"),
        (
            "event ?e and not (meeting ?f with ?a and ?e before ?f)",
            "e:event (f:meeting a:actor)",
        ),
        (
            "event ?e and not (meeting ?f) and not (?f before ?e)",
            "e:event (f:meeting) (f:event)",
        ),
        (
            "event ?e and not (not (?f before ?e) and event ?f)",
            "e:event (f:event ())",
        ),
        (
            "event ?e and not (not (?f before ?e) and not (event ?g by ?f))",
            "e:event ( (f:event) (g:event f:actor))",
        ),
        // A sort may be told within a `not` only; a kind told there holds there only.
        ("?x = ?y and not (meeting ?x)", "x:event y:event ()"),
        (
            "meeting ?x and ?x = ?y and not (?y = ?z)",
            "x:meeting y:meeting (z:meeting)",
        ),
        ("event talks with putin", ""),
    ] {
        assert_eq!(scopes(text), expected, "{text}");
    }
}
