//! Raw tables of coded events as the tables that queries are written for: views, printed as SQL.

mod check;
mod engine;
mod gdelt;
mod icews;
mod tables;

use std::fmt;

use crate::model::words::words;
use crate::query::Dialect;
use engine::Engine;
use tables::View;

words! {
    /// A raw table of coded events that lies in a lake as its publisher has it.
    ///
    /// ```
    /// use demarche::RawTables;
    ///
    /// assert_eq!("gdelt2".parse(), Ok(RawTables::Gdelt2));
    /// let error = "icew".parse::<RawTables>().unwrap_err();
    /// assert_eq!(error.suggestion(), Some("icews"));
    /// ```
    pub enum RawTables: "a raw table that views are known for" {
        /// Events of GDELT in its second version: 61 columns, called as its codebook calls them.
        Gdelt2 = "gdelt2",
        /// ICEWS in its published layout: 20 columns, from `Event ID` to `Longitude`.
        Icews = "icews",
    }
}

impl RawTables {
    /// What the table is called where nothing else is said.
    const fn usual_name(self) -> &'static str {
        match self {
            RawTables::Gdelt2 => "gdelt_events",
            RawTables::Icews => "icews_events",
        }
    }
}

/// Views that present a raw table as the tables that queries are written for, so that they can be asked where it
/// lies, without an export.
///
/// The views have the same events as reading the rows with [`Reading::gdelt2`](crate::Reading::gdelt2) or
/// [`Reading::icews`](crate::Reading::icews): the same kinds, days, places, actors and parts, the rows of what both
/// sides did together folded, the same report counted once. `docs/scale-out.md` tells what is called otherwise. A row
/// that a reader would reject is no event, and is listed, with the column at fault, by a view of its own,
/// `rejected_rows`.
///
/// Displayed, they are a script; [`statements`](Views::statements) gives one statement after the other. Text only:
/// takes time linear in the number of codes that there are.
///
/// ```
/// use demarche::{Dialect, RawTables, Views};
///
/// let views = Views::over(RawTables::Gdelt2, Dialect::DuckDb).raw("lake.gdelt");
/// let script = views.to_string();
/// assert!(script.contains("CREATE OR REPLACE VIEW participants AS\n"));
/// assert!(script.contains("FROM \"lake\".\"gdelt\"\n"));
/// assert!(views.statements().all(|statement| statement.starts_with("CREATE OR REPLACE VIEW ")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Views {
    of: RawTables,
    dialect: Dialect,
    raw: String,
    mentions: Option<String>,
    prefix: String,
    published: bool,
    stored: bool,
}

/// The script of the views over a raw table, with nothing set: [`Views`] holds what can be.
///
/// ```
/// use demarche::{Dialect, RawTables};
///
/// let script = demarche::views(RawTables::Icews, Dialect::Spark);
/// assert!(script.contains("\nCREATE OR REPLACE TEMPORARY VIEW events AS\n"));
/// assert!(script.contains("\n  FROM `icews_events`\n"));
/// ```
pub fn views(of: RawTables, dialect: Dialect) -> String {
    Views::over(of, dialect).to_string()
}

impl Views {
    /// Views over a raw table, in the words of an engine. The table is `gdelt_events` or `icews_events` unless
    /// [`raw`](Views::raw) says otherwise.
    pub fn over(of: RawTables, dialect: Dialect) -> Views {
        Views {
            of,
            dialect,
            raw: of.usual_name().to_owned(),
            mentions: None,
            prefix: String::new(),
            published: true,
            stored: false,
        }
    }

    /// What the raw table is called, with dots between its parts: `lake.gdelt`, `gdelt-bq.gdeltv2.events`. Each part is
    /// written as an identifier.
    #[must_use]
    pub fn raw(self, table: impl Into<String>) -> Views {
        Views {
            raw: table.into(),
            ..self
        }
    }

    /// Takes the documents of a table of mentions too, called so, as
    /// [`Reading::gdelt2_with_mentions`](crate::Reading::gdelt2_with_mentions) does. ICEWS has none: there it says
    /// nothing.
    #[must_use]
    pub fn mentions(self, table: impl Into<String>) -> Views {
        Views {
            mentions: Some(table.into()),
            ..self
        }
    }

    /// What stands before the name of each view, such as `archive.`; nothing unless told. It is written as it is.
    #[must_use]
    pub fn prefix(self, prefix: impl Into<String>) -> Views {
        Views {
            prefix: prefix.into(),
            ..self
        }
    }

    /// Leaves out what the publication of sources implies: that an event began before its document had been
    /// published. Then a row of GDELT needs no look at the other rows that cite its document, which costs less, and
    /// an event may have been at any time of its day.
    #[must_use]
    pub fn without_published(self) -> Views {
        Views {
            published: false,
            ..self
        }
    }

    /// Makes tables, not views, of what is small and needed by every query: the actors, the sources and the words for
    /// what happened. They hold what the raw table had when the script ran.
    #[must_use]
    pub fn stored(self) -> Views {
        Views {
            stored: true,
            ..self
        }
    }

    /// The statements, in the order in which they are to run, without semicolons.
    pub fn statements(&self) -> impl Iterator<Item = String> {
        let engine = Engine(self.dialect);
        let is_named_fully = !self.prefix.is_empty();
        let (names, stored) = (Names(self.prefix.clone()), self.stored);
        self.all().into_iter().map(move |view| {
            let name = names.of(view.name);
            let create = engine.create(&name, view.is_small && stored, is_named_fully);
            format!("{create}\n{}", view.query)
        })
    }

    fn all(&self) -> Vec<View> {
        let (engine, names) = (Engine(self.dialect), Names(self.prefix.clone()));
        match self.of {
            RawTables::Gdelt2 => gdelt::all(self, engine, &names),
            RawTables::Icews => icews::all(self, engine, &names),
        }
    }
}

/// As a script: each statement behind a comment that says what it is for, and with a semicolon.
impl fmt::Display for Views {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (view, statement)) in self.all().iter().zip(self.statements()).enumerate() {
            let gap = if i > 0 { "\n" } else { "" };
            writeln!(f, "{gap}-- {}\n{statement};", view.about)?;
        }
        Ok(())
    }
}

/// How views name each other: behind the prefix of all.
#[derive(Debug)]
struct Names(String);

impl Names {
    fn of(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }
}
