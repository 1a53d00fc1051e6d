//! The tables and their columns.

use std::fmt;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// A signed number of 64 bits; ticks are such.
    Int,
    /// A text in UTF-8.
    Text,
    /// Yes or no.
    Bool,
}

impl fmt::Display for ColumnKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ColumnKind::Int => "a number of 64 bits",
            ColumnKind::Text => "a text",
            ColumnKind::Bool => "yes or no",
        })
    }
}

/// A column of a [`Table`].
///
/// ```
/// use demarche::{ColumnKind, Table};
///
/// let first = Table::Events.columns()[0];
/// assert_eq!((first.name, first.kind, first.optional), ("ordinal", ColumnKind::Int, false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name in files.
    pub name: &'static str,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether a row may have nothing in it.
    pub optional: bool,
}

const fn int(name: &'static str) -> Column {
    column(name, ColumnKind::Int)
}

const fn text(name: &'static str) -> Column {
    column(name, ColumnKind::Text)
}

const fn truth(name: &'static str) -> Column {
    column(name, ColumnKind::Bool)
}

const fn column(name: &'static str, kind: ColumnKind) -> Column {
    Column {
        name,
        kind,
        optional: false,
    }
}

const fn maybe(column: Column) -> Column {
    Column {
        optional: true,
        ..column
    }
}

/// Columns with those in their midst that say what an event is.
macro_rules! with_what_it_is {
    ([$($before:expr),*] [$($behind:expr),*]) => {
        &[
            $($before,)*
            text("kind"),
            text("status"),
            truth("instant"),
            maybe(int("begin_lo")),
            maybe(int("begin_hi")),
            maybe(int("end_lo")),
            maybe(int("end_hi")),
            int("least"),
            maybe(int("most")),
            maybe(int("component")),
            maybe(int("shift_start")),
            maybe(int("shift_end")),
            $($behind,)*
        ]
    };
}

const EVENTS: &[Column] = with_what_it_is!(
    [int("ordinal"), text("key")]
    [
        maybe(text("title")),
        maybe(text("place")),
        maybe(text("channel")),
        maybe(text("state")),
        maybe(text("code")),
        maybe(text("told")),
        maybe(text("zone"))
    ]
);

const PARTICIPANTS: &[Column] = with_what_it_is!(
    [
        text("event"),
        text("actor"),
        text("part"),
        maybe(text("role")),
        text("presence"),
        int("nth"),
        maybe(text("on_behalf_of")),
        int("event_ordinal"),
        int("actor_ordinal")
    ]
    []
);

const TIMELINE: &[Column] = &[
    int("format"),
    maybe(text("title")),
    text("zone"),
    maybe(int("utc_offset")),
    truth("set_aside"),
    text("implied"),
];

const ACTORS: &[Column] = &[int("ordinal"), text("key"), text("kind"), text("name")];

const NAMES: &[Column] = &[text("actor"), text("name"), truth("is_alias")];

const AFFILIATIONS: &[Column] = &[
    int("ordinal"),
    text("actor"),
    text("principal"),
    maybe(text("role")),
    maybe(int("from_lo")),
    maybe(int("from_hi")),
    maybe(int("until_lo")),
    maybe(int("until_hi")),
];

const TOPICS: &[Column] = &[text("event"), text("topic"), maybe(text("stance"))];

const LINKS: &[Column] = &[text("event"), text("kind"), text("target")];

const CITATIONS: &[Column] = &[
    text("event"),
    text("source"),
    maybe(text("publisher")),
    text("reliability"),
    int("credibility"),
    text("cited_as"),
    maybe(int("published_lo")),
    maybe(int("published_hi")),
];

const DISTANCES: &[Column] = &[
    int("component"),
    text("x"),
    text("y"),
    maybe(int("bb")),
    maybe(int("bf")),
    maybe(int("fb")),
    maybe(int("ff")),
];

const RECORDS: &[Column] = &[
    int("ordinal"),
    text("type"),
    text("record"),
    maybe(text("file")),
    maybe(int("line")),
];

/// A table of a timeline: what has a row in it, and with which columns.
///
/// Version 1 of the tables; the page on scale tells what each column means. The order of the variants is that in which
/// tables are written.
///
/// ```
/// use demarche::Table;
///
/// let names: Vec<&str> = Table::Names.columns().iter().map(|column| column.name).collect();
/// assert_eq!((Table::Names.name(), names), ("names", vec!["actor", "name", "is_alias"]));
/// assert_eq!(Table::named("event").unwrap_err().as_deref(), Some("events"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// The whole: one row.
    Timeline,
    /// Each event.
    Events,
    /// Each event, actor, part and role.
    Participants,
    /// Each actor.
    Actors,
    /// Each name and alias of an actor.
    Names,
    /// Each affiliation.
    Affiliations,
    /// Each topic of an event, and each stance in it.
    Topics,
    /// Each event that an event names.
    Links,
    /// Each source that the record of an event cites.
    Citations,
    /// Two events of one component, in either order, where their windows don't say all.
    Distances,
    /// Each record, as a line of the interchange format.
    Records,
}

impl Table {
    /// The version of the tables that is written, and the only one that is read.
    pub const FORMAT: i64 = 1;

    /// All tables.
    pub const ALL: [Table; 11] = [
        Table::Timeline,
        Table::Events,
        Table::Participants,
        Table::Actors,
        Table::Names,
        Table::Affiliations,
        Table::Topics,
        Table::Links,
        Table::Citations,
        Table::Distances,
        Table::Records,
    ];

    /// Its name, as files have it.
    pub const fn name(self) -> &'static str {
        match self {
            Table::Timeline => "timeline",
            Table::Events => "events",
            Table::Participants => "participants",
            Table::Actors => "actors",
            Table::Names => "names",
            Table::Affiliations => "affiliations",
            Table::Topics => "topics",
            Table::Links => "links",
            Table::Citations => "citations",
            Table::Distances => "distances",
            Table::Records => "records",
        }
    }

    /// The table of a name.
    ///
    /// # Errors
    ///
    /// The nearest name that there is, if any is near, where there is no such table.
    pub fn named(name: &str) -> Result<Table, Option<String>> {
        let found = Table::ALL.into_iter().find(|table| table.name() == name);
        found.ok_or_else(|| crate::model::nearest(name, Table::ALL.map(Table::name)))
    }

    /// Its columns, in the order in which a row gives them.
    pub const fn columns(self) -> &'static [Column] {
        match self {
            Table::Timeline => TIMELINE,
            Table::Events => EVENTS,
            Table::Participants => PARTICIPANTS,
            Table::Actors => ACTORS,
            Table::Names => NAMES,
            Table::Affiliations => AFFILIATIONS,
            Table::Topics => TOPICS,
            Table::Links => LINKS,
            Table::Citations => CITATIONS,
            Table::Distances => DISTANCES,
            Table::Records => RECORDS,
        }
    }

    /// The column whose tick says to which year a row belongs; none where a table is not parted.
    pub(super) fn column_of_year(self) -> Option<usize> {
        if !matches!(self, Table::Events | Table::Participants) {
            return None;
        }
        let mut columns = self.columns().iter();
        columns.position(|column| column.name == "begin_lo")
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What a row has in a column.
///
/// ```
/// use demarche::Cell;
///
/// assert_eq!(Cell::from("talks"), Cell::Text("talks"));
/// assert_eq!(Cell::from(None::<i64>), Cell::Null);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing.
    Null,
    /// A number, or a tick.
    Int(i64),
    /// A text.
    Text(&'a str),
    /// Yes or no.
    Bool(bool),
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Cell::Int(number)
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Cell::Int(number.into())
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(text)
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Cell::Text(text)
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Cell::Bool(truth)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::Null, Into::into)
    }
}
