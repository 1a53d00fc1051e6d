//! Pieces of SQL that name columns of aliases, before it is known where the aliases stand.

use std::fmt::Write;

/// The number of an alias: one row of one table.
pub(super) type Alias = usize;

/// A piece of SQL with holes where columns stand.
///
/// Which text a column has depends on where its alias stands: in the table itself, or in a list of pairs that
/// were joined before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Expr(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(Alias, &'static str),
}

/// Where the columns of aliases are found.
pub(super) trait Columns {
    /// How a column is named there.
    fn column(&self, alias: Alias, name: &'static str) -> String;
}

impl Expr {
    pub(super) fn text(text: impl Into<String>) -> Expr {
        Expr(vec![Piece::Text(text.into())])
    }

    pub(super) fn column(alias: Alias, name: &'static str) -> Expr {
        Expr(vec![Piece::Column(alias, name)])
    }

    /// A text in which each `{}` stands for one of some pieces.
    pub(super) fn form(form: &str, parts: &[Expr]) -> Expr {
        let mut whole = Vec::new();
        let mut parts = parts.iter();
        for (i, text) in form.split("{}").enumerate() {
            if i > 0 {
                whole.extend(parts.next().into_iter().flat_map(|part| part.0.clone()));
            }
            if !text.is_empty() {
                whole.push(Piece::Text(text.to_owned()));
            }
        }
        Expr(whole)
    }

    /// Pieces with a word between them.
    pub(super) fn join(parts: &[Expr], between: &str) -> Expr {
        let mut whole = Vec::new();
        for (i, part) in parts.iter().enumerate() {
            if i > 0 {
                whole.push(Piece::Text(between.to_owned()));
            }
            whole.extend(part.0.iter().cloned());
        }
        Expr(whole)
    }

    /// Every alias that it names, each once.
    pub(super) fn aliases(&self) -> Vec<Alias> {
        let mut all: Vec<Alias> = self.columns().map(|(alias, _)| alias).collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Every column that it names.
    pub(super) fn columns(&self) -> impl Iterator<Item = (Alias, &'static str)> + '_ {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Column(alias, name) => Some((*alias, *name)),
            Piece::Text(_) => None,
        })
    }

    /// Whether it says that two columns are equal.
    pub(super) fn is_equality(&self) -> bool {
        self.sides().is_some()
    }

    /// The two columns that it says are equal.
    pub(super) fn sides(&self) -> Option<[Expr; 2]> {
        match self.0.as_slice() {
            [
                one @ Piece::Column(..),
                Piece::Text(sign),
                other @ Piece::Column(..),
            ] if sign == " = " => Some([Expr(vec![one.clone()]), Expr(vec![other.clone()])]),
            _ => None,
        }
    }

    /// The same with one column in place of another.
    pub(super) fn renamed(&self, from: &'static str, to: &'static str) -> Expr {
        let piece = |piece: &Piece| match piece {
            Piece::Column(alias, name) if *name == from => Piece::Column(*alias, to),
            other => other.clone(),
        };
        Expr(self.0.iter().map(piece).collect())
    }

    /// Its text, with columns named as they are where the aliases stand.
    pub(super) fn print(&self, columns: &impl Columns) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(own) => text.push_str(own),
                Piece::Column(alias, name) => text.push_str(&columns.column(*alias, name)),
            }
        }
        text
    }
}

/// A whole number plus and minus some terms; null where one of them is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) constant: i128,
    pub(super) terms: Vec<(bool, Expr)>,
}

impl Sum {
    pub(super) fn constant(constant: i128) -> Sum {
        let terms = Vec::new();
        Sum { constant, terms }
    }

    pub(super) fn plus(mut self, term: Expr) -> Sum {
        self.add(false, term);
        self
    }

    pub(super) fn minus(mut self, term: Expr) -> Sum {
        self.add(true, term);
        self
    }

    fn add(&mut self, minus: bool, term: Expr) {
        self.terms.push((minus, term));
    }

    pub(super) fn with(mut self, other: &Sum) -> Sum {
        self.constant = self.constant.saturating_add(other.constant);
        for (minus, term) in &other.terms {
            self.add(*minus, term.clone());
        }
        self
    }

    /// "It is at least zero", or "it is less": `None` where that is so or isn't, whatever the columns hold.
    pub(super) fn compared(&self, negative: bool) -> Result<Expr, bool> {
        if self.terms.is_empty() {
            return Err((self.constant < 0) == negative);
        }
        // No length is negative.
        let is_length = |(minus, term): &(bool, Expr)| {
            *minus && matches!(term.0.as_slice(), [Piece::Column(_, "least")])
        };
        if self.constant < 0 && self.terms.iter().all(is_length) {
            return Err(negative);
        }
        let mut form = String::new();
        let mut parts = Vec::new();
        let ordered = self.terms.iter().filter(|term| !term.0);
        let ordered = ordered.chain(self.terms.iter().filter(|term| term.0));
        for (i, (minus, term)) in ordered.enumerate() {
            form.push_str(match (i, minus) {
                (0, false) => "{}",
                (0, true) => "-{}",
                (_, false) => " + {}",
                (_, true) => " - {}",
            });
            parts.push(term.clone());
        }
        let sign = if negative { "<" } else { ">=" };
        let _ = write!(form, " {sign} {}", -self.constant);
        Ok(Expr::form(&form, &parts))
    }
}
