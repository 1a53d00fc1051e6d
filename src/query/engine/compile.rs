//! Where the names of a pattern become numbers.

use super::resolved::{Check, Operand, Reach, Resolved, Scope, Slot, Variable, What};
use crate::id::{ActionId, ActorId, DocumentId, EventId, MeetingId, StatementId};
use crate::query::QueryError;
use crate::query::formula::GAPPED;
use crate::query::pattern::ast::{Ast, Atom, Clause, EventAtom, LinkWord, Name, Term};
use crate::query::relate::check_gap;
use crate::time::{Date, End, Gap, RelationSet};
use crate::timeline::{EventKind, Lookup, LookupError, Named, OPEN, Part, Timeline, constraints};

type Result<T> = std::result::Result<T, QueryError>;

/// Resolves a pattern.
pub(super) fn compile(t: &Timeline, ast: &Ast) -> Result<Resolved> {
    let mut compiler = Compiler {
        t,
        variables: Vec::new(),
    };
    let top = compiler.scope(&ast.atoms, &[])?;
    let mut resolved = Resolved {
        variables: compiler.variables,
        top,
    };
    let slots = resolved.variables.len();
    watch(&mut resolved.top, slots);
    Ok(resolved)
}

/// Notes which checks name each slot, in this scope and those denied in it.
fn watch(scope: &mut Scope, slots: usize) {
    scope.checks.sort_by_key(|check| check.what.cost());
    scope.watch = vec![Vec::new(); slots];
    for (i, check) in scope.checks.iter_mut().enumerate() {
        for &slot in &check.slots {
            scope.watch[slot as usize].push(i as u32);
        }
        if let What::Not(inner) = &mut check.what {
            watch(inner, slots);
        }
    }
}

/// The variables that a scope sees, by name.
type Known = [(String, Slot)];

struct Compiler<'t> {
    t: &'t Timeline,
    variables: Vec<Variable>,
}

impl Compiler<'_> {
    fn scope(&mut self, atoms: &[Atom], outer: &Known) -> Result<Scope> {
        let mut known = outer.to_vec();
        let mut own = Vec::new();
        for name in names(atoms) {
            if known.iter().all(|(other, _)| *other != name) {
                let slot = self.variables.len() as Slot;
                known.push((name.clone(), slot));
                own.push(slot);
                self.variables.push(Variable {
                    is_event: is_event(atoms, &name, self.t),
                    name,
                });
            }
        }
        let mut checks = Vec::new();
        for atom in atoms {
            self.atom(atom, &known, &mut checks)?;
        }
        Ok(Scope {
            own,
            checks,
            watch: Vec::new(),
        })
    }

    fn atom(&mut self, atom: &Atom, known: &Known, checks: &mut Vec<Check>) -> Result<()> {
        let text = atom.to_string();
        let mut say = |what: What| {
            let mut slots: Vec<Slot> =
                what.operands().into_iter().filter_map(Operand::slot).collect();
            slots.sort_unstable();
            slots.dedup();
            checks.push(Check {
                what,
                slots,
                text: text.clone(),
            });
        };
        match atom {
            Atom::Event(event) => return self.event(event, known, checks),
            Atom::Relation {
                left,
                is,
                right,
                gap,
            } => {
                check_gap(*is, *gap)?;
                let (left, right) = (self.any_event(left, known)?, self.any_event(right, known)?);
                let reach = reaches(*is, *gap);
                say(What::Relation {
                    left,
                    set: *is,
                    right,
                    gap: *gap,
                    reach,
                });
            }
            Atom::SameDay(left, right) => {
                let (left, right) = (self.any_event(left, known)?, self.any_event(right, known)?);
                say(What::SameDay(left, right));
            }
            Atom::Unordered(left, right) => {
                let (left, right) = (self.any_event(left, known)?, self.any_event(right, known)?);
                say(What::Unordered(left, right));
            }
            Atom::Link { from, kind, to } => {
                let way = match kind {
                    LinkWord::RepliesTo => Named::RepliesTo,
                    LinkWord::PartOf => Named::PartOf,
                    LinkWord::Kind(kind) => Named::Link(*kind),
                };
                let (from, to) = (self.any_event(from, known)?, self.any_event(to, known)?);
                say(What::Link { from, way, to });
            }
            Atom::ActsFor {
                actor,
                of,
                role,
                during,
            } => {
                let (actor, of) = (self.actor(actor, known)?, self.actor(of, known)?);
                let during = during.as_ref().map(|e| self.any_event(e, known)).transpose()?;
                let role = role.as_ref().map(|name| name.text.clone());
                say(What::ActsFor {
                    actor,
                    of,
                    role,
                    during,
                });
            }
            Atom::Same {
                left,
                right,
                denied,
            } => {
                let events = self.is_about_events(left, right, known);
                let operand = |this: &Self, term: &Term| {
                    if events {
                        this.any_event(term, known)
                    } else {
                        this.actor(term, known)
                    }
                };
                let (left, right) = (operand(self, left)?, operand(self, right)?);
                say(What::Same {
                    left,
                    right,
                    denied: *denied,
                    events,
                });
            }
            Atom::Not(atoms) => {
                let inner = self.scope(atoms, known)?;
                // It can be judged once all is bound that it names and does not bind itself.
                let mut slots = Vec::new();
                outer_slots(&inner, &mut slots);
                slots.retain(|slot| known.iter().any(|(_, s)| s == slot));
                slots.sort_unstable();
                slots.dedup();
                checks.push(Check {
                    what: What::Not(inner),
                    slots,
                    text,
                });
            }
        }
        Ok(())
    }

    fn event(&mut self, atom: &EventAtom, known: &Known, checks: &mut Vec<Check>) -> Result<()> {
        let event = self.event_operand(&atom.event, atom.kind, known)?;
        let head = EventAtom {
            clauses: Vec::new(),
            ..atom.clone()
        };
        let named = atom.clauses.iter().filter_map(|clause| match clause {
            Clause::Status(status) => Some(*status),
            _ => None,
        });
        let mut whats = vec![(
            What::Kind {
                event,
                kind: atom.kind,
                status: named.collect(),
            },
            Atom::Event(head.clone()).to_string(),
        )];
        for clause in &atom.clauses {
            let what = match clause {
                Clause::With(members) => {
                    let members = members
                        .iter()
                        .map(|m| Ok((self.actor(&m.actor, known)?, m.role)))
                        .collect::<Result<_>>()?;
                    What::With { event, members }
                }
                Clause::Absent(actor) => self.involved(event, Part::Absent, actor, known)?,
                Clause::Concerns(actor) => self.involved(event, Part::Concerned, actor, known)?,
                Clause::By(actor) => self.involved(event, Part::By, actor, known)?,
                Clause::To(actor) => self.involved(event, Part::To, actor, known)?,
                Clause::For(actors) => {
                    let actors = actors.iter().map(|a| self.actor(a, known));
                    What::For {
                        event,
                        actors: actors.collect::<Result<_>>()?,
                    }
                }
                Clause::At(place) => What::At {
                    event,
                    place: self.t.store().columns.places.find(&place.text),
                },
                Clause::About(of) => self.about(event, of, known)?,
                Clause::Stance { stance, topic } => {
                    self.topic(topic)?;
                    What::Stance {
                        event,
                        stance: *stance,
                        topic: topic.text.clone(),
                    }
                }
                Clause::Via(channel) => What::Via {
                    event,
                    channel: channel.text.clone(),
                },
                Clause::Status(_) => continue,
                Clause::State(state) => What::State {
                    event,
                    state: *state,
                },
                Clause::Code(prefix) => What::Code {
                    event,
                    prefix: prefix.text.clone(),
                },
                Clause::In(date) => self.within(event, date)?,
                Clause::SourcesAtLeast(least) => What::Sources {
                    event,
                    least: *least,
                },
            };
            let text = EventAtom {
                clauses: vec![clause.clone()],
                ..head.clone()
            };
            whats.push((what, Atom::Event(text).to_string()));
        }
        for (what, text) in whats {
            let mut slots: Vec<Slot> =
                what.operands().into_iter().filter_map(Operand::slot).collect();
            slots.sort_unstable();
            slots.dedup();
            checks.push(Check { what, slots, text });
        }
        Ok(())
    }

    fn involved(&self, event: Operand, part: Part, actor: &Term, known: &Known) -> Result<What> {
        let actor = self.actor(actor, known)?;
        Ok(What::Involved { event, part, actor })
    }

    fn about(&self, event: Operand, of: &Term, known: &Known) -> Result<What> {
        let name = match of {
            Term::Variable(_) => {
                let of = self.any_event(of, known)?;
                return Ok(What::About { event, of });
            }
            Term::Constant(name) => name,
        };
        let topic = self.t.topics().names.find(&name.text);
        let key = self.t.store().columns.keys.find(&name.text);
        match (topic, key) {
            (Some(_), Some(_)) => return Err(QueryError::topic_and_event(name)),
            (Some(topic), None) => return Ok(What::Topic { event, topic }),
            (None, _) => {}
        }
        let found: std::result::Result<EventId, LookupError> = name.text.as_str().look_up(self.t);
        match found {
            Ok(found) => Ok(What::About {
                event,
                of: Operand::Is(found.0),
            }),
            Err(error) if error.is_ambiguous() => Err(QueryError::at(name.at, error)),
            Err(error) => {
                let meant = error.suggestion().map(str::to_string);
                let meant = self.nearest_topic(name).or(meant);
                Err(QueryError::unknown_topic(name, meant))
            }
        }
    }

    fn topic(&self, name: &Name) -> Result<u32> {
        let found = self.t.topics().names.find(&name.text);
        found.ok_or_else(|| QueryError::unknown_topic(name, self.nearest_topic(name)))
    }

    fn nearest_topic(&self, name: &Name) -> Option<String> {
        crate::model::nearest(&name.text, self.t.topics().names.iter())
    }

    fn within(&self, event: Operand, date: &Name) -> Result<What> {
        let read = Date::parse(&date.text).map_err(|error| QueryError::bad_date(date, &error))?;
        let store = self.t.store();
        let hull = |zone: &crate::time::Zone| {
            let hull = read.hull(zone).ok()?;
            let tick = |t: crate::time::Tick| i128::from(t.as_micros());
            Some((
                hull.earliest.map_or(-OPEN, tick),
                hull.latest.map_or(OPEN, tick),
            ))
        };
        let hulls = store.zones.iter().chain([&store.zone]).map(hull).collect();
        Ok(What::In { event, hulls })
    }

    fn variable(&self, name: &Name, known: &Known) -> Operand {
        let found = known.iter().find(|(other, _)| *other == name.text);
        Operand::Slot(found.map_or(0, |(_, slot)| *slot))
    }

    fn actor(&self, term: &Term, known: &Known) -> Result<Operand> {
        match term {
            Term::Variable(name) => Ok(self.variable(name, known)),
            Term::Constant(name) => {
                let found: std::result::Result<ActorId, _> = name.text.as_str().look_up(self.t);
                let found = found.map_err(|error| QueryError::at(name.at, error))?;
                Ok(Operand::Is(found.0))
            }
        }
    }

    fn any_event(&self, term: &Term, known: &Known) -> Result<Operand> {
        self.event_operand(term, None, known)
    }

    fn event_operand(
        &self,
        term: &Term,
        kind: Option<EventKind>,
        known: &Known,
    ) -> Result<Operand> {
        let name = match term {
            Term::Variable(name) => return Ok(self.variable(name, known)),
            Term::Constant(name) => name,
        };
        let text = name.text.as_str();
        let found = match kind {
            None => self.t.find::<EventId>(text).map(|id| id.0),
            Some(EventKind::Meeting) => self.t.find::<MeetingId>(text).map(|id| id.0),
            Some(EventKind::Statement) => self.t.find::<StatementId>(text).map(|id| id.0),
            Some(EventKind::Document) => self.t.find::<DocumentId>(text).map(|id| id.0),
            Some(EventKind::Action) => self.t.find::<ActionId>(text).map(|id| id.0),
        };
        let found = found.map_err(|error| QueryError::at(name.at, error))?;
        Ok(Operand::Is(found))
    }

    /// Whether two terms said to be the same, or not, are events.
    fn is_about_events(&self, left: &Term, right: &Term, known: &Known) -> bool {
        let told = |term: &Term| match term {
            Term::Variable(name) => match self.variable(name, known) {
                Operand::Slot(slot) => Some(self.variables[slot as usize].is_event),
                Operand::Is(_) => None,
            },
            Term::Constant(_) => None,
        };
        told(left).or(told(right)).unwrap_or_else(|| {
            let is_event = |term: &Term| match term {
                Term::Constant(name) => {
                    self.t.find::<ActorId>(name.text.as_str()).is_err()
                        && self.t.find::<EventId>(name.text.as_str()).is_ok()
                }
                Term::Variable(_) => false,
            };
            is_event(left) || is_event(right)
        })
    }
}

/// The slots that a scope's checks need and that it does not bind itself.
fn outer_slots(scope: &Scope, found: &mut Vec<Slot>) {
    for check in &scope.checks {
        found.extend(check.slots.iter().filter(|slot| !scope.own.contains(slot)));
        if let What::Not(inner) = &check.what {
            outer_slots(inner, found);
        }
    }
}

/// The names of the variables of some atoms, in the order of their coming, without those that only
/// denied atoms name.
fn names(atoms: &[Atom]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for atom in atoms.iter().filter(|atom| !matches!(atom, Atom::Not(_))) {
        for (term, _) in terms(atom) {
            if let Term::Variable(name) = term
                && !found.contains(&name.text)
            {
                found.push(name.text.clone());
            }
        }
    }
    found
}

/// The terms of an atom, in order, with whether each is an event where the atom tells.
fn terms(atom: &Atom) -> Vec<(&Term, Option<bool>)> {
    match atom {
        Atom::Event(event) => {
            let mut all = vec![(&event.event, Some(true))];
            for clause in &event.clauses {
                match clause {
                    Clause::With(members) => {
                        all.extend(members.iter().map(|m| (&m.actor, Some(false))));
                    }
                    Clause::Absent(actor)
                    | Clause::Concerns(actor)
                    | Clause::By(actor)
                    | Clause::To(actor) => all.push((actor, Some(false))),
                    Clause::For(actors) => all.extend(actors.iter().map(|a| (a, Some(false)))),
                    Clause::About(of) => all.push((of, Some(true))),
                    _ => {}
                }
            }
            all
        }
        Atom::Relation { left, right, .. } => vec![(left, Some(true)), (right, Some(true))],
        Atom::SameDay(left, right) | Atom::Unordered(left, right) => {
            vec![(left, Some(true)), (right, Some(true))]
        }
        Atom::Link { from, to, .. } => vec![(from, Some(true)), (to, Some(true))],
        Atom::ActsFor {
            actor, of, during, ..
        } => {
            let mut all = vec![(actor, Some(false)), (of, Some(false))];
            all.extend(during.iter().map(|event| (event, Some(true))));
            all
        }
        Atom::Same { left, right, .. } => vec![(left, None), (right, None)],
        Atom::Not(_) => Vec::new(),
    }
}

/// Whether a variable of some atoms is an event: as an atom tells, denied ones included, or else as one
/// tells of what it is the same as.
fn is_event(atoms: &[Atom], name: &str, t: &Timeline) -> bool {
    let mut same: Vec<String> = vec![name.to_string()];
    let mut at = 0;
    while let Some(name) = same.get(at).cloned() {
        at += 1;
        if let Some(told) = told(atoms, &name) {
            return told;
        }
        for atom in flat(atoms) {
            let Atom::Same { left, right, .. } = atom else {
                continue;
            };
            for (one, other) in [(left, right), (right, left)] {
                match (one, other) {
                    (Term::Variable(one), Term::Variable(other)) => {
                        if one.text == name && !same.contains(&other.text) {
                            same.push(other.text.clone());
                        }
                    }
                    (Term::Variable(one), Term::Constant(other)) if one.text == name => {
                        return t.find::<ActorId>(other.text.as_str()).is_err();
                    }
                    _ => {}
                }
            }
        }
    }
    false
}

/// All atoms, those denied included.
fn flat(atoms: &[Atom]) -> Vec<&Atom> {
    let mut all: Vec<&Atom> = atoms.iter().collect();
    let mut at = 0;
    while let Some(&atom) = all.get(at) {
        at += 1;
        if let Atom::Not(inner) = atom {
            all.extend(inner);
        }
    }
    all
}

fn told(atoms: &[Atom], name: &str) -> Option<bool> {
    let is = |term: &Term| matches!(term, Term::Variable(n) if n.text == name);
    let all = flat(atoms);
    let mut found = all.iter().flat_map(|atom| terms(atom));
    found.find_map(|(term, event)| if is(term) { event } else { None })
}

/// What a relation says of where the left event can be by the right one, and the other way round.
fn reaches(set: RelationSet, gap: Gap) -> [Vec<Reach>; 2] {
    let hull = set.claimable_hull();
    let kept = if hull == set { gap } else { Gap::default() };
    let mut said = constraints(hull, kept).unwrap_or_default();
    // However the two stand, there is no more time between them than the gap has.
    if set.is_subset(GAPPED)
        && let Some(max) = gap.max
    {
        let max = i128::from(max.micros());
        said.push((End::Fx, End::By, max));
        said.push((End::Fy, End::Bx, max));
    }
    let mut reach = [Vec::new(), Vec::new()];
    for (from, to, weight) in said {
        let side = |end: End| usize::from(matches!(end, End::By | End::Fy));
        let is_end = |end: End| matches!(end, End::Fx | End::Fy);
        if side(from) == side(to) {
            continue;
        }
        // `to - from <= weight` bounds `to` from above, and `from` from below.
        reach[side(to)].push(Reach {
            own: is_end(to),
            other: is_end(from),
            upper: true,
            weight,
        });
        reach[side(from)].push(Reach {
            own: is_end(from),
            other: is_end(to),
            upper: false,
            weight,
        });
    }
    reach
}
