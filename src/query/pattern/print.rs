//! Patterns as text, in one form for each.

use std::fmt::{self, Write};

use super::ast::{Ast, Atom, Clause, EventAtom, Find, Member, Name, Term};
use super::vocabulary::{KINDS, is_bare, is_bare_date};

/// Writes a pattern on one line, or on several where the formatter's form is the alternate one.
pub(super) fn print(ast: &Ast, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (clause, and) = if f.alternate() {
        ("\n", "\n  and ")
    } else {
        (" ", " and ")
    };
    f.write_str("find")?;
    match &ast.find {
        Find::Answers(of) => variables(f, of)?,
        Find::Count(of) => {
            f.write_str(" count")?;
            variables(f, of)?;
        }
        Find::CountPer { unit, of } => write!(f, " count per {} of ?{}", unit.name(), of.text)?,
        Find::Extreme { last, n, by, of } => {
            let end = if *last { "last" } else { "first" };
            write!(f, " {end} {n} by ?{} of", by.text)?;
            variables(f, of)?;
        }
    }
    write!(f, "{clause}where ")?;
    atoms(f, &ast.atoms, and)?;
    if ast.certainly {
        write!(f, "{clause}certainly")?;
    }
    if let Some(limit) = ast.limit {
        write!(f, "{clause}limit {limit}")?;
    }
    Ok(())
}

fn variables(f: &mut impl Write, of: &[Name]) -> fmt::Result {
    for (i, name) in of.iter().enumerate() {
        let comma = if i > 0 { "," } else { "" };
        write!(f, "{comma} ?{}", name.text)?;
    }
    Ok(())
}

fn atoms(f: &mut impl Write, atoms: &[Atom], and: &str) -> fmt::Result {
    for (i, one) in atoms.iter().enumerate() {
        if i > 0 {
            f.write_str(and)?;
        }
        atom(f, one)?;
    }
    Ok(())
}

fn atom(f: &mut impl Write, atom: &Atom) -> fmt::Result {
    match atom {
        Atom::Event(event) => event_atom(f, event),
        Atom::Relation {
            left,
            is,
            right,
            gap,
        } => {
            write!(f, "{left} {is} {right}")?;
            if gap.is_any() {
                Ok(())
            } else {
                write!(f, " {gap}")
            }
        }
        Atom::SameDay(left, right) => write!(f, "{left} same_day {right}"),
        Atom::Unordered(left, right) => write!(f, "{left} unordered {right}"),
        Atom::Link { from, kind, to } => write!(f, "{from} {} {to}", kind.name()),
        Atom::ActsFor {
            actor,
            of,
            role,
            during,
        } => {
            write!(f, "{actor} acts_for {of}")?;
            if let Some(role) = role {
                write!(f, " as {role}")?;
            }
            match during {
                Some(event) => write!(f, " during {event}"),
                None => Ok(()),
            }
        }
        Atom::Same {
            left,
            right,
            denied,
        } => {
            let mark = if *denied { "!=" } else { "=" };
            write!(f, "{left} {mark} {right}")
        }
        Atom::Not(inner) => {
            f.write_str("not (")?;
            atoms(f, inner, " and ")?;
            f.write_str(")")
        }
    }
}

fn event_atom(f: &mut impl Write, event: &EventAtom) -> fmt::Result {
    let kind = KINDS.iter().find(|(_, kind)| *kind == event.kind);
    let word = kind.map_or("event", |(word, _)| *word);
    write!(f, "{word} {}", event.event)?;
    for one in &event.clauses {
        f.write_str(" ")?;
        clause(f, one)?;
    }
    Ok(())
}

fn clause(f: &mut impl Write, clause: &Clause) -> fmt::Result {
    match clause {
        Clause::With(members) => {
            f.write_str("with ")?;
            list(f, members, member)
        }
        Clause::Absent(actor) => write!(f, "absent {actor}"),
        Clause::Concerns(actor) => write!(f, "concerns {actor}"),
        Clause::By(actor) => write!(f, "by {actor}"),
        Clause::To(actor) => write!(f, "to {actor}"),
        Clause::For(actors) => {
            f.write_str("for ")?;
            list(f, actors, |f, actor| write!(f, "{actor}"))
        }
        Clause::At(place) => write!(f, "at {place}"),
        Clause::About(topic) => write!(f, "about {topic}"),
        Clause::Stance { stance, topic } => write!(f, "stance {stance} on {topic}"),
        Clause::Via(channel) => write!(f, "via {channel}"),
        Clause::Status(status) => write!(f, "status {status}"),
        Clause::State(state) => write!(f, "state {state}"),
        Clause::Code(code) => write!(f, "code {code}"),
        Clause::In(date) if is_bare_date(&date.text) => write!(f, "in {}", date.text),
        Clause::In(date) => {
            f.write_str("in ")?;
            quoted(f, &date.text)
        }
        Clause::SourcesAtLeast(grade) => write!(f, "sources at least {grade}"),
    }
}

fn list<W: Write, T>(
    f: &mut W,
    items: &[T],
    one: impl Fn(&mut W, &T) -> fmt::Result,
) -> fmt::Result {
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            f.write_str(", ")?;
        }
        one(f, item)?;
    }
    Ok(())
}

fn member<W: Write>(f: &mut W, member: &Member) -> fmt::Result {
    write!(f, "{}", member.actor)?;
    match member.role {
        Some(role) => write!(f, " as {role}"),
        None => Ok(()),
    }
}

fn quoted(f: &mut impl Write, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            f.write_char('\\')?;
        }
        f.write_char(c)?;
    }
    f.write_char('"')
}

/// As in query text: `?who`, `putin`, `"Vladimir Putin"`.
impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Term::Variable(name) => write!(f, "?{}", name.text),
            Term::Constant(name) => write!(f, "{name}"),
        }
    }
}

/// As a constant in query text: in quotes where it needs them.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if is_bare(&self.text) {
            f.write_str(&self.text)
        } else {
            quoted(f, &self.text)
        }
    }
}

/// As it stands in a pattern that is printed.
impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        atom(f, self)
    }
}
