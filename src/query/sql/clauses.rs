//! What the clauses of a pattern ask of rows, times apart.

use super::error::SqlError;
use super::expr::{Alias, Expr};
use super::rows::{Event, Rows, place};
use crate::model::{Cameo, Reliability, Role};
use crate::query::pattern::CodeTest;
use crate::query::pattern::ast::{Atom, Clause, EventAtom, LinkWord, Member, Name, Term};
use crate::timeline::EventKind;

impl Rows<'_> {
    pub(super) fn event_atom(&mut self, atom: &EventAtom) -> Result<(), SqlError> {
        let event = self.number(&atom.event);
        for clause in &atom.clauses {
            match clause {
                Clause::With(members) => self.with(event, members),
                Clause::Absent(actor) => self.involved(event, "absent", actor),
                Clause::Concerns(actor) => self.involved(event, "concerned", actor),
                Clause::By(actor) => self.involved(event, "by", actor),
                Clause::To(actor) => self.involved(event, "to", actor),
                Clause::For(_) => {
                    let shown = EventAtom {
                        clauses: vec![clause.clone()],
                        ..atom.clone()
                    };
                    let shown = Atom::Event(shown).to_string();
                    let shown = shown
                        .find("for ")
                        .map_or("for", |at| &shown[at..])
                        .to_owned();
                    return Err(SqlError::of(
                        place(&Atom::Event(atom.clone())),
                        shown,
                        "one participant or another may act for somebody, not always the same one in each world",
                    ));
                }
                Clause::At(place) => self.said(event, "place", place),
                Clause::Via(channel) => self.said(event, "channel", channel),
                Clause::State(state) => {
                    let row = self.event_row(event);
                    let state = self.literal(state.name());
                    let column = Expr::column(row, "state");
                    self.conditions
                        .push(Expr::form("{} = {}", &[column, state]));
                }
                Clause::Code(code) => self.code(event, code),
                Clause::About(Term::Constant(name)) => self.about(event, name),
                Clause::Stance { stance, topic } => {
                    let d = self.dialect();
                    let select = format!(
                        "SELECT DISTINCT {{apart}}event FROM {} WHERE stance = {} AND topic = {}",
                        self.table("topics"),
                        d.literal(stance.name()),
                        d.literal(&topic.text)
                    );
                    self.fact(event, &select);
                }
                Clause::SourcesAtLeast(least) => {
                    // "Can't be judged" is no grade.
                    let judged = Reliability::ALL
                        .into_iter()
                        .filter(|&letter| letter != Reliability::F && letter >= least.reliability);
                    let letters: Vec<String> = judged
                        .map(|letter| self.dialect().literal(letter.name()))
                        .collect();
                    let select = format!(
                        "SELECT DISTINCT {{apart}}event FROM {} WHERE reliability IN ({}) AND credibility <= {}",
                        self.table("citations"),
                        letters.join(", "),
                        least.credibility.digit().min(5)
                    );
                    self.fact(event, &select);
                }
                // Events that are variables have rows of their own first.
                Clause::About(Term::Variable(_)) | Clause::Status(_) | Clause::In(_) => {}
            }
        }
        Ok(())
    }

    fn said(&mut self, event: Event, column: &'static str, name: &Name) {
        let row = self.event_row(event);
        let said = self.literal(&name.text);
        self.conditions
            .push(Expr::form("{} = {}", &[Expr::column(row, column), said]));
    }

    fn involved(&mut self, event: Event, part: &str, actor: &Term) {
        let alias = self.participant(event, &[part]);
        // Who has the part in several rows counts once.
        let once = Expr::form("{} = 0", &[Expr::column(alias, "nth")]);
        self.conditions.push(once);
        self.actor(alias, "actor", actor);
    }

    fn with(&mut self, event: Event, members: &[Member]) {
        let parts: &[&str] = match self.events[event].kind {
            Some(EventKind::Meeting) => &["participant"],
            Some(EventKind::Document) => &["party"],
            _ => &["participant", "party"],
        };
        let mut others: Vec<Alias> = Vec::new();
        for member in members {
            let alias = self.participant(event, parts);
            let presence = Expr::column(alias, "presence");
            let denied = self.literal("denied");
            self.conditions
                .push(Expr::form("{} <> {}", &[presence.clone(), denied]));
            match member.role {
                Some(role) => self.role(alias, role),
                None => {
                    let once = Expr::form("{} = 0", &[Expr::column(alias, "nth")]);
                    self.conditions.push(once);
                }
            }
            let implied = self.literal("implied");
            self.coins
                .push(Expr::form("{} <> {}", &[presence, implied]));
            self.actor(alias, "actor", &member.actor);
            for &other in &others {
                let pair = [Expr::column(alias, "actor"), Expr::column(other, "actor")];
                self.conditions.push(Expr::form("{} <> {}", &pair));
            }
            others.push(alias);
        }
    }

    fn role(&mut self, alias: Alias, role: Role) {
        let role = self.literal(role.name());
        self.conditions
            .push(Expr::form("{} = {}", &[Expr::column(alias, "role"), role]));
    }

    fn code(&mut self, event: Event, code: &Name) {
        let row = self.event_row(event);
        let column = Expr::column(row, "code");
        let test = CodeTest::of(&code.text);
        if let CodeTest::Prefix(prefix) = &test {
            let length = Expr::text(prefix.chars().count().to_string());
            let prefix = self.literal(prefix);
            self.conditions.push(Expr::form(
                "SUBSTR({}, 1, {}) = {}",
                &[column, length, prefix],
            ));
            return;
        }
        let listed = Cameo::all().map(|cameo| format!("{}{}", Cameo::PREFIX, cameo.code()));
        let listed = listed.filter(|code| test.matches(code));
        let listed: Vec<Expr> = listed.map(|code| self.literal(&code)).collect();
        self.conditions.push(if listed.is_empty() {
            Expr::form("{} IS NULL AND FALSE", &[column])
        } else {
            Expr::form("{} IN ({})", &[column, Expr::join(&listed, ", ")])
        });
    }

    /// A topic of that name, or else the event with that key: there is only one of them.
    fn about(&mut self, event: Event, name: &Name) {
        let name = self.dialect().literal(&name.text);
        let about = self.dialect().literal("about");
        let union = self.dialect().union();
        let select = format!(
            "SELECT {{apart}}event FROM {} WHERE topic = {name} {union} \
             SELECT {{apart}}event FROM {} WHERE kind = {about} AND target = {name}",
            self.table("topics"),
            self.table("links")
        );
        self.fact(event, &select);
    }

    /// The events that an event is about, where they are variables.
    pub(super) fn abouts(&mut self, atom: &EventAtom) {
        let event = self.number(&atom.event);
        for clause in &atom.clauses {
            if let Clause::About(term @ Term::Variable(_)) = clause {
                self.link_row(event, "about", term);
            }
        }
    }

    pub(super) fn link(&mut self, from: &Term, kind: LinkWord, to: &Term) {
        let event = self.number(from);
        self.link_row(event, kind.name(), to);
    }

    fn link_row(&mut self, event: Event, kind: &str, to: &Term) {
        let from = self.table("links");
        let alias = self.push("l", from, Some((event, "event")));
        let kind = self.literal(kind);
        self.conditions
            .push(Expr::form("{} = {}", &[Expr::column(alias, "kind"), kind]));
        let target = Expr::column(alias, "target");
        let number = self.number(to);
        let other = match self.events[number].is_variable {
            false => self.literal(&self.events[number].name),
            true => self.key(number),
        };
        self.conditions
            .push(Expr::form("{} = {}", &[target, other]));
    }

    pub(super) fn same(&mut self, left: &Term, right: &Term, denied: bool) {
        let events = self.is_about_events(left, right);
        let sides = [left, right].map(|term| match term {
            Term::Constant(name) => self.literal(&name.text),
            Term::Variable(name) if events => {
                let _ = name;
                let event = self.number(term);
                self.key(event)
            }
            Term::Variable(name) => self.actor_column(&name.text),
        });
        let form = if denied { "{} <> {}" } else { "{} = {}" };
        self.conditions.push(Expr::form(form, &sides));
    }

    /// The kind and the status that an atom asks for.
    pub(super) fn status(&mut self, atom: &EventAtom) {
        let event = self.number(&atom.event);
        let named: Vec<&'static str> = atom
            .clauses
            .iter()
            .filter_map(|clause| match clause {
                Clause::Status(status) => Some(status.name()),
                _ => None,
            })
            .collect();
        let alleged = self.literal("alleged");
        for alias in self.events[event].rows.clone() {
            if !self.is_timed(alias) {
                continue;
            }
            if let Some(kind) = atom.kind {
                let kind = self.literal(kind.name());
                let column = Expr::column(alias, "kind");
                self.conditions.push(Expr::form("{} = {}", &[column, kind]));
            }
            let column = Expr::column(alias, "status");
            if named.is_empty() {
                let both = [column, self.literal("occurred"), alleged.clone()];
                self.conditions.push(Expr::form("{} IN ({}, {})", &both));
            } else {
                for status in &named {
                    let status = self.literal(status);
                    self.conditions
                        .push(Expr::form("{} = {}", &[column.clone(), status]));
                }
            }
        }
        let column = Expr::column(self.carrier(event), "status");
        self.coins.push(Expr::form("{} <> {}", &[column, alleged]));
    }
}
