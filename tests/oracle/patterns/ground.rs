//! All bindings of a pattern's variables, each as a formula; and the formula of each answer.
//!
//! Every event and every actor is tried for every variable. An atom is put into the formula of a binding as
//! soon as all its variables are bound, and a binding that the records alone rule out is dropped there.

use super::answers::units;
use super::codes::is_code;
use super::formula::{Formula, Judge, Leaf};
use super::matching::{Records, fact};
use super::pattern::{Atom, Clause, Find, Pattern, Sort, Term, Unit, named};
use crate::oracle::relation::{AFTER, BEFORE, Mask};
use crate::oracle::spec::{Kind, Spec};

/// The formula of one answer.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What the variables asked for are bound to, in their order.
    pub values: Vec<usize>,
    pub formula: Formula,
    /// How many bindings it is made of, those under `not` counted too.
    pub bindings: usize,
}

/// The formula that an event is an answer and begins in a unit; `None` for one whose beginning is open.
#[derive(Clone, Debug)]
pub struct InUnit {
    pub event: usize,
    pub unit: Option<String>,
    pub formula: Formula,
}

/// A pattern with all its variables replaced.
#[derive(Clone, Debug)]
pub struct Ground {
    pub leaves: Vec<Leaf>,
    /// The answers that the records do not rule out, in the order of the answers.
    pub answers: Vec<Answer>,
    /// For counts by unit: every event and unit that may be counted.
    pub units: Vec<InUnit>,
    /// The most bindings that one answer depends on.
    pub bindings: usize,
}

/// Works out a pattern. `relations` are the possible relations of two events, `judge` bounds beginnings.
pub fn ground(
    spec: &Spec,
    pattern: &Pattern,
    relations: &dyn Fn(usize, usize) -> Mask,
    judge: &dyn Judge,
) -> Ground {
    let records = Records::new(spec);
    let grounder = Grounder {
        records: &records,
        pattern,
        relations,
    };
    let mut answers: Vec<Answer> = Vec::new();
    // Of each event that `by` names, the formula that it is one of the world's answers.
    let mut by_event: Vec<Formula> = vec![Formula::False; spec.events.len()];
    let mut ranked: Vec<(Vec<usize>, usize, Formula)> = Vec::new();
    let answered = pattern.answered();
    let mut total = 0;
    let mut env = vec![None; pattern.variables.len()];
    grounder.each_binding(&pattern.atoms, &mut env, &mut |env, formula, bindings| {
        total += bindings;
        let bound = |v: usize| env[v].expect("every variable is bound");
        let values: Vec<usize> = answered.iter().map(|&v| bound(v)).collect();
        if let Find::Extreme { by, .. } = pattern.find {
            let event = bound(by);
            by_event[event] = Formula::any([by_event[event].clone(), formula.clone()]);
            ranked.push((values.clone(), event, formula.clone()));
        }
        match answers.iter_mut().find(|answer| answer.values == values) {
            Some(answer) => {
                answer.formula = Formula::any([answer.formula.clone(), formula]);
                answer.bindings += bindings;
            }
            None => answers.push(Answer {
                values,
                formula,
                bindings,
            }),
        }
    });
    if let Find::Extreme { last, n, .. } = pattern.find {
        for answer in &mut answers {
            let ways = ranked
                .iter()
                .filter(|(values, ..)| *values == answer.values);
            answer.formula = Formula::any(ways.map(|(_, event, formula)| {
                let beaten = grounder.beaten(*event, n, last, &by_event);
                Formula::all([formula.clone(), beaten.denied()])
            }));
            answer.bindings = total;
        }
    }
    let sorts: Vec<Sort> = answered
        .iter()
        .map(|&v| pattern.variables[v].sort)
        .collect();
    answers.sort_by_key(|answer| grounder.file_order(&sorts, &answer.values));
    let units = match pattern.find {
        Find::Per(unit, _) => grounder.per_unit(&answers, unit, judge),
        _ => Vec::new(),
    };
    let bindings = answers.iter().map(|a| a.bindings).max().unwrap_or(0);
    let leaves = records.leaves.into_inner();
    Ground {
        leaves,
        answers,
        units,
        bindings,
    }
}

struct Grounder<'a> {
    records: &'a Records<'a>,
    pattern: &'a Pattern,
    relations: &'a dyn Fn(usize, usize) -> Mask,
}

type Env = Vec<Option<usize>>;

impl Grounder<'_> {
    fn spec(&self) -> &Spec {
        self.records.spec
    }

    /// Calls back for each binding of the atoms' own variables that the records allow, with its formula and
    /// the number of bindings in it.
    fn each_binding(
        &self,
        atoms: &[Atom],
        env: &mut Env,
        call: &mut dyn FnMut(&Env, Formula, usize),
    ) {
        let own: Vec<usize> = named(atoms)
            .into_iter()
            .filter(|&v| env[v].is_none())
            .collect();
        // When an atom can be judged: with the last of its variables; a `not` after all of them.
        let due = |atom: &Atom| match atom {
            Atom::Not(_) => own.len(),
            _ => {
                let of = atom.terms().into_iter().filter_map(|(term, _)| match term {
                    Term::Var(v) => own.iter().position(|&o| o == v).map(|place| place + 1),
                    Term::Const(_) => None,
                });
                of.max().unwrap_or(0)
            }
        };
        let mut stages: Vec<Vec<&Atom>> = vec![Vec::new(); own.len() + 1];
        // Those with `not` come last within the last stage, since they are the dear ones.
        let (denials, plain): (Vec<_>, Vec<_>) =
            atoms.iter().partition(|atom| matches!(atom, Atom::Not(_)));
        for atom in plain.into_iter().chain(denials) {
            stages[due(atom)].push(atom);
        }
        self.bind(&stages, &own, env, &mut Vec::new(), 1, call);
    }

    fn bind(
        &self,
        stages: &[Vec<&Atom>],
        own: &[usize],
        env: &mut Env,
        parts: &mut Vec<Formula>,
        mut bindings: usize,
        call: &mut dyn FnMut(&Env, Formula, usize),
    ) {
        let before = parts.len();
        let (now, later) = stages.split_first().expect("a last stage");
        let mut refuted = false;
        for atom in now {
            let (formula, inside) = self.judge(atom, env);
            bindings += inside;
            refuted |= formula == Formula::False;
            parts.push(formula);
            if refuted {
                break;
            }
        }
        if !refuted {
            if let Some((&variable, rest)) = own.split_first() {
                let many = match self.pattern.variables[variable].sort {
                    Sort::Event => self.spec().events.len(),
                    Sort::Actor => self.spec().actors.len(),
                };
                for value in 0..many {
                    env[variable] = Some(value);
                    self.bind(later, rest, env, parts, bindings, call);
                }
                env[variable] = None;
            } else {
                call(env, Formula::all(parts.iter().cloned()), bindings);
            }
        }
        parts.truncate(before);
    }

    /// An atom whose variables are all bound, apart from a `not`'s own.
    fn judge(&self, atom: &Atom, env: &Env) -> (Formula, usize) {
        let records = self.records;
        let value = |term: &Term| match *term {
            Term::Const(value) => value,
            Term::Var(variable) => env[variable].expect("bound by now"),
        };
        let formula = match atom {
            Atom::Event {
                kind,
                event,
                clauses,
            } => self.event(*kind, value(event), clauses, &value),
            Atom::Relation {
                left,
                is,
                right,
                gap,
            } => records.leaf(Leaf::Relation {
                left: value(left),
                is: *is,
                right: value(right),
                gap: *gap,
            }),
            Atom::SameDay(x, y) => records.leaf(Leaf::SameDay(value(x), value(y))),
            Atom::Unordered(x, y) => {
                let (x, y) = (value(x), value(y));
                let both = 1 << BEFORE | 1 << AFTER;
                fact(x != y && (self.relations)(x, y) & both == both)
            }
            Atom::Link(x, kind, y) => {
                let (x, y) = (value(x), value(y));
                let record = &self.spec().events[x];
                fact(match *kind {
                    "replies_to" => record.replies_to.contains(&y),
                    "part_of" => record.part_of.contains(&y),
                    kind => self.spec().facts.event(x).links.contains(&(kind, y)),
                })
            }
            Atom::ActsFor {
                actor,
                of,
                role,
                during,
            } => {
                let (actor, of) = (value(actor), value(of));
                match (role, during.as_ref().map(&value)) {
                    (None, Some(event)) => records.acts_for_at(actor, of, event),
                    (Some(role), Some(event)) => records.acts_as_at(actor, role, of, event),
                    (role, None) => records.acts_for_ever(actor, of, *role),
                }
            }
            Atom::Equal {
                left,
                right,
                negated,
                ..
            } => fact((value(left) == value(right)) != *negated),
            Atom::Not(inner) => {
                let mut inside = Vec::new();
                let mut bindings = 0;
                self.each_binding(inner, &mut env.clone(), &mut |_, formula, count| {
                    inside.push(formula);
                    bindings += count;
                });
                return (Formula::any(inside).denied(), bindings);
            }
        };
        (formula, 0)
    }

    fn event(
        &self,
        kind: Option<Kind>,
        event: usize,
        clauses: &[Clause],
        value: &impl Fn(&Term) -> usize,
    ) -> Formula {
        let records = self.records;
        if kind.is_some_and(|kind| self.spec().events[event].kind != kind) {
            return Formula::False;
        }
        let statuses = clauses.iter().filter_map(|clause| match clause {
            Clause::Status(status) => Some(*status),
            _ => None,
        });
        let mut parts = vec![records.takes_place(event, &statuses.collect::<Vec<_>>())];
        let facts = self.spec().facts.event(event);
        for clause in clauses {
            parts.push(match clause {
                Clause::Status(_) => Formula::True,
                Clause::With(members) => {
                    let actors: Vec<usize> = members.iter().map(|(m, _)| value(m)).collect();
                    let distinct = (1..actors.len()).all(|i| !actors[..i].contains(&actors[i]));
                    let each = actors.iter().zip(members);
                    let each = each.map(|(&actor, (_, role))| records.with(event, actor, *role));
                    Formula::all([fact(distinct)].into_iter().chain(each))
                }
                Clause::Absent(a) => fact(facts.absent.contains(&value(a))),
                Clause::Concerns(a) => fact(facts.concerns.contains(&value(a))),
                Clause::By(a) => fact(self.spec().authors(event).contains(&value(a))),
                Clause::To(a) => fact(facts.to.contains(&value(a))),
                Clause::For(members) => {
                    let principals: Vec<usize> = members.iter().map(value).collect();
                    records.represented(event, &principals)
                }
                Clause::At(place) => fact(facts.place == Some(place)),
                Clause::AboutTopic(topic) => {
                    let stance = facts.stances.iter().any(|(_, of)| of == topic);
                    fact(facts.topics.contains(topic) || stance)
                }
                Clause::AboutEvent(e) => fact(facts.about.contains(&value(e))),
                Clause::Stance(stance, topic) => fact(facts.stances.contains(&(stance, topic))),
                Clause::Via(channel) => fact(facts.channel == Some(channel)),
                Clause::State(state) => fact(facts.state == Some(state)),
                Clause::Code(code) => fact(facts.code.is_some_and(|own| is_code(own, code))),
                Clause::In(date) => records.within(event, date),
                Clause::Sources(letter, digit) => records.sourced(event, *letter, *digit),
            });
        }
        Formula::all(parts)
    }

    /// Whether at least `n` other events, being answers of the world, end later (or begin earlier).
    fn beaten(&self, event: usize, n: usize, last: bool, answers: &[Formula]) -> Formula {
        let rivals: Vec<Formula> = (0..answers.len())
            .filter(|&other| other != event && answers[other] != Formula::False)
            .map(|other| {
                let better = if last {
                    Leaf::EndsLater(other, event)
                } else {
                    Leaf::BeginsEarlier(other, event)
                };
                Formula::all([answers[other].clone(), self.records.leaf(better)])
            })
            .collect();
        at_least(n, &rivals)
    }

    fn per_unit(&self, answers: &[Answer], unit: Unit, judge: &dyn Judge) -> Vec<InUnit> {
        let mut found = Vec::new();
        for answer in answers {
            let event = answer.values[0];
            let (Some(first), Some(last)) = judge.beginning(event) else {
                found.push(InUnit {
                    event,
                    unit: None,
                    formula: answer.formula.clone(),
                });
                continue;
            };
            for (name, from, to) in units(unit, first, last, self.spec().zone()) {
                let begins = self.records.leaf(Leaf::BeginsIn { event, from, to });
                found.push(InUnit {
                    event,
                    unit: Some(name),
                    formula: Formula::all([answer.formula.clone(), begins]),
                });
            }
        }
        found
    }

    /// The places of the values in the file, by which answers are sorted.
    fn file_order(&self, sorts: &[Sort], values: &[usize]) -> Vec<u32> {
        file_order(self.spec(), sorts, values)
    }
}

/// Where in the file the records of some values stand.
pub fn file_order(spec: &Spec, sorts: &[Sort], values: &[usize]) -> Vec<u32> {
    use crate::oracle::spec::Line;
    let line = |(&sort, &value): (&Sort, &usize)| match sort {
        Sort::Event => spec.line_of(Line::Event(value)),
        Sort::Actor => spec.line_of(Line::Actor(value)),
    };
    sorts.iter().zip(values).map(line).collect()
}

/// Whether at least `n` of some formulas hold.
fn at_least(n: usize, formulas: &[Formula]) -> Formula {
    let Some((first, rest)) = formulas.split_first() else {
        return fact(n == 0);
    };
    if n == 0 {
        return Formula::True;
    }
    let with = Formula::all([first.clone(), at_least(n - 1, rest)]);
    Formula::any([with, at_least(n, rest)])
}
