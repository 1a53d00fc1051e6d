//! Names in patterns, and the keys that they stand for.

use crate::id::{ActionId, ActorId, DocumentId, EventId, MeetingId, StatementId};
use crate::query::pattern::ast::{Ast, Atom, Clause, Name, Term};
use crate::query::pattern::{IntoPattern, Pattern};
use crate::query::{QueryError, engine};
use crate::timeline::{EventKind, Lookup, Timeline};

impl Timeline {
    /// The same question with keys in place of names, aliases and titles, as SQL needs them.
    ///
    /// Takes time linear in the pattern, and for a title in the events.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add(Actor::person("putin", "Vladimir Putin"));
    /// t.add(Meeting::new("talks").with("putin"));
    /// let t = t.build()?;
    /// let pattern = t.with_keys(r#"find ?m where meeting ?m with "Vladimir Putin""#)?;
    /// assert_eq!(pattern.to_string(), "find ?m where meeting ?m with putin");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Timeline::ask`]: where the text is no pattern, and where a name in it means nothing, or several things.
    pub fn with_keys(&self, pattern: impl IntoPattern) -> Result<Pattern, QueryError> {
        let pattern = pattern.into_pattern()?.into_owned();
        engine::check_names(self, &pattern)?;
        let mut ast = pattern.ast().clone();
        self.name(&mut ast);
        Ok(Pattern::new(ast)?)
    }

    fn name(&self, ast: &mut Ast) {
        for atom in &mut ast.atoms {
            self.name_atom(atom);
        }
    }

    fn name_atom(&self, atom: &mut Atom) {
        match atom {
            Atom::Event(atom) => {
                let kind = atom.kind;
                self.name_event(&mut atom.event, kind);
                for clause in &mut atom.clauses {
                    match clause {
                        Clause::With(members) => {
                            members
                                .iter_mut()
                                .for_each(|m| self.name_actor(&mut m.actor));
                        }
                        Clause::For(actors) => actors.iter_mut().for_each(|a| self.name_actor(a)),
                        Clause::Absent(actor)
                        | Clause::Concerns(actor)
                        | Clause::By(actor)
                        | Clause::To(actor) => self.name_actor(actor),
                        // What is a topic is none of an event's names.
                        Clause::About(Term::Constant(name))
                            if self.topics().names.find(&name.text).is_none() =>
                        {
                            self.name_event_of(name, None);
                        }
                        _ => {}
                    }
                }
            }
            Atom::Relation { left, right, .. }
            | Atom::SameDay(left, right)
            | Atom::Unordered(left, right) => {
                self.name_event(left, None);
                self.name_event(right, None);
            }
            Atom::Link { from, to, .. } => {
                self.name_event(from, None);
                self.name_event(to, None);
            }
            Atom::ActsFor {
                actor, of, during, ..
            } => {
                self.name_actor(actor);
                self.name_actor(of);
                if let Some(event) = during {
                    self.name_event(event, None);
                }
            }
            Atom::Same { left, right, .. } => {
                for side in [left, right] {
                    if let Term::Constant(name) = side {
                        match self.find::<ActorId>(name.text.as_str()) {
                            Ok(_) => self.name_actor(side),
                            Err(_) => self.name_event(side, None),
                        }
                    }
                }
            }
            Atom::Not(atoms) => atoms.iter_mut().for_each(|atom| self.name_atom(atom)),
        }
    }

    fn name_actor(&self, term: &mut Term) {
        if let Term::Constant(name) = term {
            let found: Result<ActorId, _> = name.text.as_str().look_up(self);
            if let Ok(id) = found
                && let Ok(actor) = self.actor(id)
            {
                name.text = actor.key().to_owned();
            }
        }
    }

    fn name_event(&self, term: &mut Term, kind: Option<EventKind>) {
        if let Term::Constant(name) = term {
            self.name_event_of(name, kind);
        }
    }

    fn name_event_of(&self, name: &mut Name, kind: Option<EventKind>) {
        let text = name.text.as_str();
        let found = match kind {
            None => self.find::<EventId>(text),
            Some(EventKind::Meeting) => self.find::<MeetingId>(text).map(EventId::from),
            Some(EventKind::Statement) => self.find::<StatementId>(text).map(EventId::from),
            Some(EventKind::Document) => self.find::<DocumentId>(text).map(EventId::from),
            Some(EventKind::Action) => self.find::<ActionId>(text).map(EventId::from),
        };
        if let Ok(id) = found {
            name.text = self.event_key(id.0).to_owned();
        }
    }
}
