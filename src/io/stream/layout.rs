//! The columns of a table: as its reader knows them, and as its file has them.

use super::report::Reject;
use crate::model::nearest;

/// The columns that a reader looks for, in the order that a file without a header has them in.
#[derive(Debug)]
pub(crate) struct Layout {
    pub(crate) columns: &'static [Column],
    pub(crate) header: Header,
    /// How many cells a row has in a file without a header.
    pub(crate) cells: Cells,
}

/// A column that a reader looks for.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// What else headers call it.
    pub(crate) others: &'static [&'static str],
    /// Whether a header must have it, or a row without a header must be so long.
    pub(crate) needed: bool,
}

impl Column {
    /// A column that a table must have.
    pub(crate) const fn needed(name: &'static str) -> Column {
        Column {
            name,
            others: &[],
            needed: true,
        }
    }

    /// A column that a table may lack: its cells are empty then.
    pub(crate) const fn optional(name: &'static str) -> Column {
        Column {
            name,
            others: &[],
            needed: false,
        }
    }

    /// The same column, which headers also call so.
    pub(crate) const fn or(self, others: &'static [&'static str]) -> Column {
        Column { others, ..self }
    }

    fn is_called(&self, cell: &str) -> bool {
        std::iter::once(&self.name)
            .chain(self.others)
            .any(|name| same_name(name, cell))
    }
}

/// Whether the first line of a file names the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// It always does; columns are found by their names, in any order, among others.
    Always,
    /// It does if it has the names of at least half of the columns that are needed.
    Maybe,
    /// It never does.
    Never,
}

/// How many cells a row has in a file without a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cells {
    /// So many as there are columns.
    Exactly,
    /// So many as there are columns, or fewer by those at the end, down to this number.
    From(usize),
    /// Those that are needed, and perhaps more.
    AtLeastNeeded,
}

/// Small letters and large ones, and a space, a hyphen and `_` between words, are alike in names of columns.
fn same_name(name: &str, cell: &str) -> bool {
    let plain = |letter: char| match letter {
        ' ' | '-' => '_',
        other => other.to_ascii_lowercase(),
    };
    name.chars().map(plain).eq(cell.trim().chars().map(plain))
}

/// Where a file has the columns of a layout.
#[derive(Debug)]
pub(super) struct Places {
    /// For each column of the layout, the place of its cell; none if the file lacks it.
    of: Vec<Option<usize>>,
    /// What the header calls them; nothing if there is none.
    names: Vec<String>,
    least: usize,
    most: usize,
}

impl Places {
    /// The columns of a file without a header.
    pub(super) fn fixed(layout: &Layout) -> Places {
        let all = layout.columns.len();
        let needed = layout.columns.iter().rposition(|column| column.needed);
        let (least, most) = match layout.cells {
            Cells::Exactly => (all, all),
            Cells::From(least) => (least, all),
            Cells::AtLeastNeeded => (needed.map_or(1, |last| last + 1), usize::MAX),
        };
        Places {
            of: (0..all).map(Some).collect(),
            names: Vec::new(),
            least,
            most,
        }
    }

    /// The columns that the first line names; none if it names none, and need not.
    ///
    /// # Errors
    ///
    /// If the line is a header, and lacks columns that are needed, or names one twice.
    pub(super) fn named(layout: &Layout, line: &str) -> Result<Option<Places>, Reject> {
        let cells: Vec<&str> = line.split('\t').collect();
        let mut of: Vec<Option<usize>> = Vec::with_capacity(layout.columns.len());
        let mut twice = None;
        for column in layout.columns {
            let mut named = (0..cells.len()).filter(|i| column.is_called(cells[*i]));
            of.push(named.next());
            twice = twice.or(named.next().map(|place| (place, column)));
        }
        let found = |(place, column): (&Option<usize>, &Column)| column.needed && place.is_some();
        let found = of
            .iter()
            .zip(layout.columns)
            .filter(|it| found(*it))
            .count();
        let needed = layout.columns.iter().filter(|column| column.needed).count();
        match layout.header {
            Header::Never => return Ok(None),
            Header::Maybe if found * 2 < needed.max(1) => return Ok(None),
            Header::Always | Header::Maybe => {}
        }
        if let Some((place, column)) = twice {
            return Err(Reject {
                column: place + 1,
                field: Some(column.name.to_owned()),
                ..Reject::row("named twice")
            });
        }
        let lacking =
            |(column, place): &(&Column, &Option<usize>)| column.needed && place.is_none();
        if let Some((column, _)) = layout.columns.iter().zip(&of).find(lacking) {
            let others = cells.iter().map(|cell| cell.trim());
            let others = others.filter(|cell| !layout.columns.iter().any(|it| it.is_called(cell)));
            let meant = nearest(column.name, others);
            let names: Vec<&str> = layout
                .columns
                .iter()
                .filter(|column| column.needed)
                .map(|column| column.name)
                .collect();
            let mut message = format!("no column {:?}", column.name);
            match meant {
                Some(meant) => message.push_str(&format!("; is {meant:?} meant for it?")),
                None => message.push_str(&format!("; expected {}", names.join(", "))),
            }
            return Err(Reject::row(message));
        }
        Ok(Some(Places {
            of,
            least: cells.len(),
            most: cells.len(),
            names: cells.iter().map(|cell| cell.trim().to_owned()).collect(),
        }))
    }

    /// The place of the cell of a column.
    pub(super) fn of(&self, column: usize) -> Option<usize> {
        self.of.get(column).copied().flatten()
    }

    /// How many cells of a row are worth finding.
    pub(super) fn width(&self) -> usize {
        self.of.iter().flatten().max().map_or(0, |last| last + 1)
    }

    /// The number of the column of a cell, and what it is called.
    pub(super) fn name(&self, layout: &Layout, place: usize) -> Option<String> {
        match self.names.get(place) {
            Some(name) => Some(name.clone()),
            None if self.names.is_empty() => layout.columns.get(place).map(|it| it.name.to_owned()),
            None => None,
        }
    }

    /// What is wrong with a row of so many cells.
    pub(super) fn judge(&self, layout: &Layout, cells: usize) -> Result<(), Reject> {
        if (self.least..=self.most).contains(&cells) {
            return Ok(());
        }
        let end = if cells == 1 { "" } else { "s" };
        let found = format!("{cells} cell{end}");
        let message = if !self.names.is_empty() {
            format!("{found} where the header has {}", self.names.len())
        } else if self.least == self.most {
            format!("{found}; expected {}", self.least)
        } else if self.most < usize::MAX {
            format!("{found}; expected {} to {}", self.least, self.most)
        } else {
            let names: Vec<&str> = layout
                .columns
                .iter()
                .take(self.least)
                .map(|it| it.name)
                .collect();
            format!(
                "{found}; expected at least {}: {}",
                self.least,
                names.join(", ")
            )
        };
        Err(Reject::row(message))
    }
}
