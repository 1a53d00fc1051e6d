//! Where the names of a pattern become numbers.

use super::resolved::{Check, Operand, Reach, Resolved, Scope, Slot, Variable, What};
use crate::id::{ActionId, ActorId, DocumentId, EventId, MeetingId, StatementId};
use crate::query::QueryError;
use crate::query::formula::GAPPED;
use crate::query::pattern::ast::{Atom, Clause, EventAtom, LinkWord, Name, Term};
use crate::query::pattern::{CodeTest, Pattern, Scope as Sorts, Sort};
use crate::query::relate::check_gap;
use crate::time::{Date, End, Gap, RelationSet};
use crate::timeline::{EventKind, Lookup, LookupError, Named, OPEN, Part, Timeline, constraints};

type Result<T> = std::result::Result<T, QueryError>;

/// How many variables a pattern may have, those of its `not`s included.
const VARIABLES: usize = 128;

fn variables(scope: &Sorts) -> usize {
    let inner: usize = scope.nots.iter().map(variables).sum();
    scope.variables.len() + inner
}

/// Resolves a pattern.
pub(super) fn compile(t: &Timeline, pattern: &Pattern) -> Result<Resolved> {
    let count = variables(&pattern.scope());
    if count > VARIABLES {
        return Err(QueryError::too_many_variables(VARIABLES, count));
    }
    let mut compiler = Compiler {
        t,
        variables: Vec::new(),
    };
    let top = compiler.scope(&pattern.ast().atoms, &pattern.scope(), &[])?;
    let mut resolved = Resolved {
        variables: compiler.variables,
        top,
    };
    let slots = resolved.variables.len();
    resolved.top.watch(slots);
    Ok(resolved)
}

/// Whether every name in a pattern means something, and one thing.
pub(in crate::query) fn check_names(t: &Timeline, pattern: &Pattern) -> Result<()> {
    compile(t, pattern).map(drop)
}

/// The variables that a scope sees, by name.
type Known = [(String, Slot)];

struct Compiler<'t> {
    t: &'t Timeline,
    variables: Vec<Variable>,
}

impl Compiler<'_> {
    fn scope(&mut self, atoms: &[Atom], sorts: &Sorts, outer: &Known) -> Result<Scope> {
        let mut known = outer.to_vec();
        let mut own = Vec::new();
        for (name, sort) in &sorts.variables {
            let slot = self.variables.len() as Slot;
            known.push((name.clone(), slot));
            own.push(slot);
            self.variables.push(Variable {
                name: name.clone(),
                is_event: matches!(sort, Sort::Event(_)),
            });
        }
        let mut checks = Vec::new();
        let mut nots = sorts.nots.iter();
        for atom in atoms {
            match atom {
                Atom::Event(event) => self.event(event, &known, &mut checks)?,
                Atom::Not(inner) => {
                    if let Some(sorts) = nots.next() {
                        checks.push(self.denied(inner, sorts, &known)?);
                    }
                }
                _ => {
                    let what = self.atom(atom, &known)?;
                    checks.push(check(what, atom.to_string()));
                }
            }
        }
        for (i, check) in checks.iter_mut().enumerate() {
            check.ordinal = i;
        }
        Ok(Scope {
            own,
            checks,
            watch: Vec::new(),
        })
    }

    fn denied(&mut self, atoms: &[Atom], sorts: &Sorts, known: &Known) -> Result<Check> {
        let inner = self.scope(atoms, sorts, known)?;
        // It can be judged once all is bound that it names and does not bind itself.
        let mut slots = Vec::new();
        outer_slots(&inner, &mut slots);
        slots.retain(|slot| known.iter().any(|(_, s)| s == slot));
        slots.sort_unstable();
        slots.dedup();
        Ok(Check {
            what: What::Not(inner),
            slots,
            text: Atom::Not(atoms.to_vec()).to_string(),
            ordinal: 0,
        })
    }

    fn atom(&self, atom: &Atom, known: &Known) -> Result<What> {
        Ok(match atom {
            Atom::Relation {
                left,
                is,
                right,
                gap,
            } => {
                check_gap(*is, *gap)?;
                What::Relation {
                    left: self.any_event(left, known)?,
                    set: *is,
                    right: self.any_event(right, known)?,
                    gap: *gap,
                    reach: reaches(*is, *gap),
                }
            }
            Atom::SameDay(left, right) => {
                What::SameDay(self.any_event(left, known)?, self.any_event(right, known)?)
            }
            Atom::Unordered(left, right) => {
                What::Unordered(self.any_event(left, known)?, self.any_event(right, known)?)
            }
            Atom::Link { from, kind, to } => What::Link {
                from: self.any_event(from, known)?,
                way: match kind {
                    LinkWord::RepliesTo => Named::RepliesTo,
                    LinkWord::PartOf => Named::PartOf,
                    LinkWord::Kind(kind) => Named::Link(*kind),
                },
                to: self.any_event(to, known)?,
            },
            Atom::ActsFor {
                actor,
                of,
                role,
                during,
            } => {
                let during = during.as_ref().map(|e| self.any_event(e, known));
                What::ActsFor {
                    actor: self.actor(actor, known)?,
                    of: self.actor(of, known)?,
                    role: role.as_ref().map(|name| name.text.clone()),
                    during: during.transpose()?,
                }
            }
            Atom::Same {
                left,
                right,
                denied,
            } => {
                let events = self.is_about_events(left, right, known);
                let operand = |term: &Term| {
                    if events {
                        self.any_event(term, known)
                    } else {
                        self.actor(term, known)
                    }
                };
                What::Same {
                    left: operand(left)?,
                    right: operand(right)?,
                    denied: *denied,
                }
            }
            // These are conditions of several parts, or with variables of their own.
            Atom::Event(_) | Atom::Not(_) => What::Never,
        })
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
        let is_status = |clause: &&Clause| matches!(clause, Clause::Status(_));
        let with_status = EventAtom {
            clauses: atom.clauses.iter().filter(is_status).cloned().collect(),
            ..head.clone()
        };
        let mut whats = vec![(
            What::Kind {
                event,
                kind: atom.kind,
                status: named.collect(),
            },
            Atom::Event(with_status).to_string(),
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
                    name: place.text.clone(),
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
                Clause::Code(code) => What::Code {
                    event,
                    test: CodeTest::of(&code.text),
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
        checks.extend(whats.into_iter().map(|(what, text)| check(what, text)));
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
            (Some(_), Some(event)) => {
                return Err(QueryError::topic_and_event(
                    name.at,
                    &name.text,
                    self.t.event_key(event),
                ));
            }
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
                Err(QueryError::unknown_topic(name.at, &name.text, meant))
            }
        }
    }

    fn topic(&self, name: &Name) -> Result<u32> {
        let found = self.t.topics().names.find(&name.text);
        found
            .ok_or_else(|| QueryError::unknown_topic(name.at, &name.text, self.nearest_topic(name)))
    }

    fn nearest_topic(&self, name: &Name) -> Option<String> {
        crate::model::nearest(&name.text, self.t.topics().names.iter())
    }

    fn within(&self, event: Operand, date: &Name) -> Result<What> {
        let read = Date::parse(&date.text).map_err(|error| QueryError::date(date.at, error))?;
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

/// A check with the slots that it needs.
fn check(what: What, text: String) -> Check {
    let mut slots: Vec<Slot> = what
        .operands()
        .into_iter()
        .filter_map(Operand::slot)
        .collect();
    slots.sort_unstable();
    slots.dedup();
    Check {
        what,
        slots,
        text,
        ordinal: 0,
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
            other: is_end(from),
            upper: true,
            weight,
        });
        reach[side(from)].push(Reach {
            other: is_end(to),
            upper: false,
            weight,
        });
    }
    reach
}
