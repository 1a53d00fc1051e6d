//! The rows of tables that a pattern joins, and what each must satisfy by itself.

use rustc_hash::FxHashMap;

use super::dialect::Dialect;
use super::error::SqlError;
use super::expr::{Alias, Expr};
use super::options::SqlOptions;
use crate::query::pattern::ast::{Atom, Clause, Term};
use crate::query::pattern::{Pattern, Sort};
use crate::timeline::EventKind;

/// The column that tells timelines apart, wherever it is called what the options say.
pub(super) const APART: &str = "(apart)";

/// A column that tells whether what is said of a row is sure: the conditions without which an answer is at most possible.
pub(super) const SURE: &str = "(sure)";

/// The number of an event that a pattern names.
pub(super) type Event = usize;

/// One row that is joined: of a table, or of a select in parentheses.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) from: String,
    /// The event that it is about, and the column that has its key.
    pub(super) event: Option<(Event, &'static str)>,
    /// The actor that it is about: a variable, by name.
    pub(super) actor: Option<String>,
}

/// What a pattern says of an event.
#[derive(Clone, Debug)]
pub(super) struct Named {
    /// Its name in the pattern: that of a variable, or a key.
    pub(super) name: String,
    pub(super) is_variable: bool,
    pub(super) kind: Option<EventKind>,
    /// The rows that are about it.
    pub(super) rows: Vec<Alias>,
    /// The row that its times are taken from, where one was chosen.
    pub(super) carrier: Option<Alias>,
}

/// Rows, and conditions that no time touches.
#[derive(Debug)]
pub(super) struct Rows<'o> {
    pub(super) options: &'o SqlOptions,
    pub(super) rows: Vec<Row>,
    pub(super) events: Vec<Named>,
    /// Conditions that must hold.
    pub(super) conditions: Vec<Expr>,
    /// Conditions without which an answer is at most possible.
    pub(super) coins: Vec<Expr>,
    numbers: FxHashMap<(bool, String), Event>,
    /// The first column that holds each actor that is a variable.
    pub(super) actors: FxHashMap<String, (Alias, &'static str)>,
    /// Which of the variables are events.
    sorts: FxHashMap<String, Sort>,
}

impl<'o> Rows<'o> {
    /// The rows of a pattern without `not`.
    pub(super) fn of(pattern: &Pattern, options: &'o SqlOptions) -> Result<Rows<'o>, SqlError> {
        let mut rows = Rows {
            options,
            rows: Vec::new(),
            events: Vec::new(),
            conditions: Vec::new(),
            coins: Vec::new(),
            numbers: FxHashMap::default(),
            actors: FxHashMap::default(),
            sorts: pattern.scope().variables.into_iter().collect(),
        };
        let atoms = &pattern.ast().atoms;
        for atom in atoms {
            rows.name(atom);
        }
        for atom in atoms {
            if let Atom::Event(atom) = atom {
                rows.event_atom(atom)?;
            }
        }
        // What is asked of an event as such stands in its own row; so does one of which nothing else is asked.
        for event in 0..rows.events.len() {
            if !rows.events[event].rows.iter().any(|&a| rows.is_timed(a)) {
                rows.event_row(event);
            }
        }
        for atom in atoms {
            if let Atom::Event(atom) = atom {
                rows.status(atom);
            }
        }
        for atom in atoms {
            match atom {
                Atom::Event(atom) => rows.abouts(atom),
                Atom::Link { from, kind, to } => rows.link(from, *kind, to),
                Atom::Same {
                    left,
                    right,
                    denied,
                } => rows.same(left, right, *denied),
                Atom::ActsFor { .. } => {
                    return Err(SqlError::of(
                        place(atom),
                        atom,
                        "an actor may act for another in several ways, of which one or the other may hold in each world",
                    ));
                }
                Atom::Not(_) => {
                    return Err(SqlError::of(
                        place(atom),
                        atom,
                        "what is denied may hold in some worlds and not in others",
                    ));
                }
                _ => {}
            }
        }
        rows.together();
        Ok(rows)
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.options.dialect
    }

    /// The name of a table, with what stands before it.
    pub(super) fn table(&self, name: &str) -> String {
        format!("{}{name}", self.options.prefix)
    }

    pub(super) fn literal(&self, text: &str) -> Expr {
        Expr::text(self.dialect().literal(text))
    }

    /// Notes the events that an atom names.
    fn name(&mut self, atom: &Atom) {
        match atom {
            Atom::Event(atom) => {
                let event = self.number(&atom.event);
                if let Some(kind) = atom.kind {
                    self.events[event].kind.get_or_insert(kind);
                }
                for clause in &atom.clauses {
                    if let Clause::About(term @ Term::Variable(_)) = clause {
                        self.number(term);
                    }
                }
            }
            Atom::Relation { left, right, .. }
            | Atom::SameDay(left, right)
            | Atom::Unordered(left, right) => {
                self.number(left);
                self.number(right);
            }
            Atom::Link { from, to, .. } => {
                self.number(from);
                self.number(to);
            }
            Atom::Same { left, right, .. } if self.is_about_events(left, right) => {
                self.number(left);
                self.number(right);
            }
            _ => {}
        }
    }

    /// The number of an event that is named.
    pub(super) fn number(&mut self, term: &Term) -> Event {
        let (is_variable, name) = told(term);
        let key = (is_variable, name.to_owned());
        if let Some(&known) = self.numbers.get(&key) {
            return known;
        }
        let kind = match self.sorts.get(name) {
            Some(Sort::Event(kind)) if is_variable => *kind,
            _ => None,
        };
        let number = self.events.len();
        self.events.push(Named {
            name: name.to_owned(),
            is_variable,
            kind,
            rows: Vec::new(),
            carrier: None,
        });
        self.numbers.insert(key, number);
        number
    }

    pub(super) fn is_about_events(&self, left: &Term, right: &Term) -> bool {
        [left, right].into_iter().any(|term| match term {
            Term::Variable(name) => {
                matches!(self.sorts.get(&name.text), Some(Sort::Event(_)))
            }
            Term::Constant(_) => false,
        })
    }

    pub(super) fn push(
        &mut self,
        stem: &str,
        from: String,
        event: Option<(Event, &'static str)>,
    ) -> Alias {
        let alias = self.rows.len();
        self.rows.push(Row {
            name: format!("{stem}{}", alias + 1),
            from,
            event,
            actor: None,
        });
        if let Some((event, key)) = event {
            self.events[event].rows.push(alias);
            let named = &self.events[event];
            let first = named.rows[0];
            let own = Expr::column(alias, key);
            if !named.is_variable {
                let key = Expr::text(self.options.dialect.literal(&named.name));
                self.conditions.push(Expr::form("{} = {}", &[own, key]));
            } else if first != alias {
                let other = Expr::column(first, self.own_key(first));
                self.conditions.push(Expr::form("{} = {}", &[own, other]));
            }
        }
        alias
    }

    /// The row of an event by itself.
    pub(super) fn event_row(&mut self, event: Event) -> Alias {
        let known = self.events[event].rows.iter().copied();
        let mut own = known.filter(|&alias| self.rows[alias].event.map(|e| e.1) == Some("key"));
        if let Some(alias) = own.next() {
            return alias;
        }
        let from = self.table("events");
        self.push("e", from, Some((event, "key")))
    }

    /// A row that only says that something is so of an event.
    pub(super) fn fact(&mut self, event: Event, select: &str) {
        let apart = self.options.apart();
        let select = select.replace("{apart}", &apart);
        self.push("f", format!("({select})"), Some((event, "event")));
    }

    pub(super) fn participant(&mut self, event: Event, parts: &[&str]) -> Alias {
        let from = self.table("participants");
        let alias = self.push("p", from, Some((event, "event")));
        let part = Expr::column(alias, "part");
        let listed: Vec<Expr> = parts.iter().map(|part| self.literal(part)).collect();
        self.conditions.push(match listed.as_slice() {
            [one] => Expr::form("{} = {}", &[part, one.clone()]),
            all => Expr::form("{} IN ({})", &[part, Expr::join(all, ", ")]),
        });
        alias
    }

    /// Says who the actor of a row is.
    pub(super) fn actor(&mut self, alias: Alias, column: &'static str, term: &Term) {
        let own = Expr::column(alias, column);
        match term {
            Term::Constant(name) => {
                let key = self.literal(&name.text);
                self.conditions.push(Expr::form("{} = {}", &[own, key]));
            }
            Term::Variable(name) => {
                if column == "actor" {
                    self.rows[alias].actor = Some(name.text.clone());
                }
                match self.actors.get(&name.text) {
                    Some(&(first, other)) => {
                        let other = Expr::column(first, other);
                        self.conditions.push(Expr::form("{} = {}", &[own, other]));
                    }
                    None => {
                        self.actors.insert(name.text.clone(), (alias, column));
                    }
                }
            }
        }
    }

    /// The column that holds an actor that is a variable.
    pub(super) fn actor_column(&mut self, name: &str) -> Expr {
        let (alias, column) = self.actor_place(name);
        Expr::column(alias, column)
    }

    fn actor_place(&mut self, name: &str) -> (Alias, &'static str) {
        if let Some(&known) = self.actors.get(name) {
            return known;
        }
        let from = self.table("actors");
        let alias = self.push("a", from, None);
        self.actors.insert(name.to_owned(), (alias, "key"));
        (alias, "key")
    }

    /// What an actor is sorted by.
    pub(super) fn actor_ordinal(&mut self, name: &str) -> Expr {
        match self.actor_place(name) {
            (alias, "key") => Expr::column(alias, "ordinal"),
            (alias, _) => Expr::column(alias, "actor_ordinal"),
        }
    }

    /// The column of a row that has the key of its event.
    pub(super) fn own_key(&self, alias: Alias) -> &'static str {
        self.rows[alias].event.map_or("key", |(_, key)| key)
    }

    /// Rows of an event that constants pick: few of their table.
    pub(super) fn picked(&self, event: Event) -> Vec<Alias> {
        let is_constant = |alias: Alias, condition: &Expr| {
            let mut columns = condition.columns();
            let first = columns.next();
            matches!(first, Some((own, "actor" | "target")) if own == alias)
                && columns.next().is_none()
        };
        let own = self.events[event].rows.iter().copied();
        let picked = own.filter(|&alias| {
            let is_fact = self.rows[alias].name.starts_with('f');
            is_fact || self.conditions.iter().any(|it| is_constant(alias, it))
        });
        picked.collect()
    }

    /// What makes an answer at most possible where it does not hold of a row.
    pub(super) fn coins_of(&self, alias: Alias) -> impl Iterator<Item = &Expr> + '_ {
        let coins = self.coins.iter();
        coins.filter(move |coin| coin.aliases() == [alias])
    }

    /// The key of an event.
    pub(super) fn key(&self, event: Event) -> Expr {
        let alias = self.carrier(event);
        Expr::column(alias, self.own_key(alias))
    }

    /// What an event is sorted by.
    pub(super) fn event_ordinal(&self, event: Event) -> Expr {
        let alias = self.carrier(event);
        match self.rows[alias].event {
            Some((_, "event")) => Expr::column(alias, "event_ordinal"),
            _ => Expr::column(alias, "ordinal"),
        }
    }

    /// The row that has the times of an event.
    pub(super) fn carrier(&self, event: Event) -> Alias {
        let Named { rows, carrier, .. } = &self.events[event];
        if let Some(carrier) = carrier {
            return *carrier;
        }
        let timed = rows.iter().find(|&&alias| self.is_timed(alias));
        timed.or(rows.first()).copied().unwrap_or(0)
    }

    /// Whether a row tells of an event what it is, and when.
    pub(super) fn is_timed(&self, alias: Alias) -> bool {
        self.rows[alias].name.starts_with(['e', 'p'])
    }

    /// Ends the query with an error where dates in the zone of an event can't be told.
    pub(super) fn refuse_unknown_clocks(&mut self, alias: Alias, event: Event) {
        let unknown = Expr::form("{} IS NULL", &[Expr::column(alias, "shift_start")]);
        let text = self.literal(
            "a date without an offset can't be read where clocks are changed, as at the event ",
        );
        let told = Expr::form("CONCAT({}, {})", &[text, self.key(event)]);
        self.conditions
            .push(Expr::form(self.dialect().refused(), &[unknown, told]));
    }

    /// All rows are of one timeline.
    fn together(&mut self) {
        if self.options.apart_by.is_none() {
            return;
        }
        for alias in 1..self.rows.len() {
            let pair = [Expr::column(alias, APART), Expr::column(0, APART)];
            self.conditions.push(Expr::form("{} = {}", &pair));
        }
    }
}

/// What a term is called, and whether it is a variable.
fn told(term: &Term) -> (bool, &str) {
    match term {
        Term::Variable(name) => (true, &name.text),
        Term::Constant(name) => (false, &name.text),
    }
}

/// Where the first word of an atom stands that knows its place.
pub(super) fn place(atom: &Atom) -> crate::query::pattern::ast::Span {
    let name = |term: &Term| match term {
        Term::Variable(name) | Term::Constant(name) => name.at,
    };
    match atom {
        Atom::Event(atom) => name(&atom.event),
        Atom::Relation { left, .. }
        | Atom::SameDay(left, _)
        | Atom::Unordered(left, _)
        | Atom::Same { left, .. } => name(left),
        Atom::Link { from, .. } => name(from),
        Atom::ActsFor { actor, .. } => name(actor),
        Atom::Not(atoms) => atoms.first().map(place).unwrap_or_default(),
    }
}
