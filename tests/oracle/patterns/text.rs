//! Query text of a pattern.
//!
//! Where the language leaves a choice (quotes or a bare key, names of actors or their keys, how a duration
//! is written), a seed makes it, so that all ways are read.

use super::pattern::{Atom, Clause, Find, Pattern, Sort, Term, Unit, named};
use crate::oracle::dates::DAY;
use crate::oracle::relation::{INTERSECTS, Mask, WITHIN, names};
use crate::oracle::rng::Rng;
use crate::oracle::spec::{Kind, Spec, duration_text};
use std::cell::RefCell;

/// The text of a pattern about a Spec, in one of the ways to write it.
pub fn text(spec: &Spec, pattern: &Pattern, seed: u64) -> String {
    let writer = Writer {
        spec,
        pattern,
        rng: RefCell::new(Rng::new(seed)),
    };
    writer.pattern()
}

struct Writer<'a> {
    spec: &'a Spec,
    pattern: &'a Pattern,
    rng: RefCell<Rng>,
}

impl Writer<'_> {
    fn chance(&self, percent: u32) -> bool {
        self.rng.borrow_mut().chance(percent)
    }

    fn pattern(&self) -> String {
        let all = |list: &[usize]| {
            let names: Vec<String> = list.iter().map(|&v| self.variable(v)).collect();
            names.join(", ")
        };
        let find = match &self.pattern.find {
            Find::List(of) => all(of),
            Find::Count(of) if of.is_empty() => "count".to_owned(),
            Find::Count(of) => format!("count {}", all(of)),
            Find::Extreme { last, n, by, of } => {
                let side = if *last { "last" } else { "first" };
                format!("{side} {n} by {} of {}", self.variable(*by), all(of))
            }
            Find::Per(unit, event) => {
                let unit = match unit {
                    Unit::Day => "day",
                    Unit::Month => "month",
                    Unit::Year => "year",
                };
                format!("count per {unit} of {}", self.variable(*event))
            }
        };
        let mut out = format!(
            "find {find}\nwhere {}",
            self.atoms(&self.pattern.atoms, "\n  and ")
        );
        if self.pattern.certainly {
            out.push_str("\ncertainly");
        }
        if self.pattern.possibly {
            out.push_str("\npossibly");
        }
        if let Some(limit) = self.pattern.limit {
            out.push_str(&format!("\nlimit {limit}"));
        }
        out
    }

    fn atoms(&self, atoms: &[Atom], joint: &str) -> String {
        let parts: Vec<String> = atoms.iter().map(|atom| self.atom(atom)).collect();
        parts.join(joint)
    }

    fn atom(&self, atom: &Atom) -> String {
        let event = |term: &Term| self.term(*term, Sort::Event);
        let actor = |term: &Term| self.term(*term, Sort::Actor);
        match atom {
            Atom::Event {
                kind,
                event: which,
                clauses,
            } => {
                let mut text = kind.map_or("event", |kind| kind.name()).to_owned();
                text = format!("{text} {}", event(which));
                for clause in clauses {
                    text = format!("{text} {}", self.clause(clause));
                }
                text
            }
            Atom::Relation {
                left,
                is,
                right,
                gap,
            } => {
                let mut text = format!("{} {} {}", event(left), self.relation(*is), event(right));
                for (word, limit) in [("at least", gap.min), ("within", gap.max)] {
                    if let Some(ticks) = limit {
                        text = format!("{text} {word} {}", self.duration(ticks));
                    }
                }
                text
            }
            Atom::SameDay(left, right) => format!("{} same_day {}", event(left), event(right)),
            Atom::Unordered(left, right) => format!("{} unordered {}", event(left), event(right)),
            Atom::Link(left, kind, right) => format!("{} {kind} {}", event(left), event(right)),
            Atom::ActsFor {
                actor: who,
                of,
                role,
                during,
            } => {
                let mut text = format!("{} acts_for {}", actor(who), actor(of));
                if let Some(role) = role {
                    text = format!("{text} as {}", self.word(role));
                }
                if let Some(during) = during {
                    text = format!("{text} during {}", event(during));
                }
                text
            }
            Atom::Equal {
                left,
                right,
                sort,
                negated,
            } => {
                let sign = if *negated { "!=" } else { "=" };
                format!(
                    "{} {sign} {}",
                    self.term(*left, *sort),
                    self.term(*right, *sort)
                )
            }
            // A date runs to the next white space, hence the blank before the parenthesis.
            Atom::Not(atoms) => format!("not ({} )", self.atoms(atoms, " and ")),
        }
    }

    fn clause(&self, clause: &Clause) -> String {
        let actor = |term: &Term| self.term(*term, Sort::Actor);
        match clause {
            Clause::With(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(member, role)| match role {
                        Some(role) => format!("{} as {role}", actor(member)),
                        None => actor(member),
                    })
                    .collect();
                format!("with {}", members.join(", "))
            }
            Clause::For(members) => {
                let members: Vec<String> = members.iter().map(actor).collect();
                format!("for {}", members.join(", "))
            }
            Clause::Absent(a) => format!("absent {}", actor(a)),
            Clause::Concerns(a) => format!("concerns {}", actor(a)),
            Clause::By(a) => format!("by {}", actor(a)),
            Clause::To(a) => format!("to {}", actor(a)),
            Clause::At(place) => format!("at {}", self.word(place)),
            Clause::AboutTopic(topic) => format!("about {}", self.word(topic)),
            Clause::AboutEvent(e) => format!("about {}", self.term(*e, Sort::Event)),
            Clause::Stance(stance, topic) => format!("stance {stance} on {}", self.word(topic)),
            Clause::Via(channel) => format!("via {}", self.word(channel)),
            Clause::Status(status) => format!("status {}", status.name()),
            Clause::State(state) => format!("state {state}"),
            Clause::Code(code) => format!("code {}", self.word(code)),
            Clause::In(date) => {
                let date = date.text(self.spec.zone());
                if self.chance(40) {
                    format!("in \"{date}\"")
                } else {
                    format!("in {date}")
                }
            }
            Clause::Sources(letter, digit) => format!("sources at least {letter}{digit}"),
        }
    }

    fn variable(&self, variable: usize) -> String {
        format!("?{}", self.pattern.variables[variable].name)
    }

    fn term(&self, term: Term, sort: Sort) -> String {
        match (term, sort) {
            (Term::Var(variable), _) => self.variable(variable),
            (Term::Const(event), Sort::Event) => self.word(&self.spec.events[event].id),
            (Term::Const(actor), Sort::Actor) => match self.spec.facts.name(actor) {
                Some(name) if self.chance(30) => format!("\"{name}\""),
                _ => self.word(&self.spec.actors[actor].id),
            },
        }
    }

    /// A key or text, bare where that can be.
    fn word(&self, word: &str) -> String {
        let bare = word
            .chars()
            .all(|c| c.is_alphanumeric() || "_-.:".contains(c));
        if bare && !self.chance(25) {
            word.to_owned()
        } else {
            format!("\"{word}\"")
        }
    }

    fn relation(&self, is: Mask) -> String {
        let list = names(is);
        match (is, &list[..]) {
            (WITHIN, _) => "within".to_owned(),
            (INTERSECTS, _) => "intersects".to_owned(),
            (crate::oracle::relation::DISJOINT, _) if self.chance(50) => "disjoint".to_owned(),
            (_, [one]) => (*one).to_owned(),
            _ => format!("({})", list.join("|")),
        }
    }

    fn duration(&self, ticks: i64) -> String {
        let whole = |size: i64, unit: &str| {
            (ticks > 0 && ticks % size == 0).then(|| format!("{}{unit}", ticks / size))
        };
        if self.chance(30) {
            return duration_text(ticks);
        }
        whole(7 * DAY, "w")
            .or_else(|| whole(DAY, "d"))
            .or_else(|| whole(DAY / 24, "h"))
            .or_else(|| whole(DAY / 1440, "m"))
            .unwrap_or_else(|| duration_text(ticks))
    }
}

/// Whether the text says all that the pattern says: every variable that is asked for is named outside
/// of `not`, and every variable's sort can be told.
pub fn is_well_formed(pattern: &Pattern) -> bool {
    let outside = named(&pattern.atoms);
    let mut asked = pattern.answered();
    if let Find::Extreme { by, .. } = pattern.find {
        asked.push(by);
    }
    !pattern.answered().is_empty()
        && asked.iter().all(|v| outside.contains(v))
        && tells_sorts(&pattern.atoms, &[])
}

/// Whether one variable, or several that are compared with `=` or `!=`, must be of two kinds of event. Such a
/// query has a meaning, but the language may refuse it.
pub fn mixes_kinds(pattern: &Pattern) -> bool {
    fn collect(atoms: &[Atom], same: &mut Vec<(usize, usize)>, kinds: &mut Vec<(usize, Kind)>) {
        for atom in atoms {
            match atom {
                Atom::Event {
                    kind: Some(kind),
                    event: Term::Var(event),
                    ..
                } => kinds.push((*event, *kind)),
                Atom::Equal {
                    left: Term::Var(left),
                    right: Term::Var(right),
                    ..
                } => same.push((*left, *right)),
                Atom::Not(inner) => collect(inner, same, kinds),
                _ => {}
            }
        }
    }
    let (mut same, mut kinds) = (Vec::new(), Vec::new());
    collect(&pattern.atoms, &mut same, &mut kinds);
    let mut class: Vec<usize> = (0..pattern.variables.len()).collect();
    for (left, right) in same {
        let (from, to) = (class[left], class[right]);
        class
            .iter_mut()
            .filter(|c| **c == from)
            .for_each(|c| *c = to);
    }
    let apart = |&(x, one): &(usize, Kind)| {
        let mut others = kinds.iter();
        others.any(|&(y, other)| class[x] == class[y] && one != other)
    };
    kinds.iter().any(apart)
}

/// Whether each variable has an atom beside equality, in its own scope.
fn tells_sorts(atoms: &[Atom], outer: &[usize]) -> bool {
    let told = |variable: usize| {
        atoms.iter().any(|atom| {
            !matches!(atom, Atom::Equal { .. })
                && atom.terms().iter().any(|&(t, _)| t == Term::Var(variable))
        })
    };
    let own = named(atoms);
    let mut all = outer.to_vec();
    all.extend(&own);
    own.iter().all(|&v| outer.contains(&v) || told(v))
        && atoms.iter().all(|atom| match atom {
            Atom::Not(inner) => tells_sorts(inner, &all),
            _ => true,
        })
}
