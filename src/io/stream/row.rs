//! One row of a table.

use std::sync::Arc;

use super::day::read_day;
use super::layout::{Layout, Places};
use super::report::Reject;
use crate::model::{Origin, nearest};
use chrono::NaiveDate;

/// One row: its cells by the columns of the reader's [`Layout`].
#[derive(Debug)]
pub(crate) struct Row<'a> {
    pub(super) layout: &'a Layout,
    pub(super) places: &'a Places,
    pub(super) name: &'a Arc<str>,
    pub(super) line: u32,
    pub(super) text: &'a str,
    /// Where the cells begin and end, as far as columns are looked for.
    pub(super) cells: &'a [(usize, usize)],
}

impl<'a> Row<'a> {
    /// The line on which it stands, counted from 1.
    pub(crate) fn line(&self) -> u32 {
        self.line
    }

    /// The file and the line.
    pub(crate) fn origin(&self) -> Origin {
        Origin::new(Arc::clone(self.name), self.line)
    }

    /// The cell of a column, counted from 0 in the order of the layout, without white space around it; empty where the
    /// file lacks the column.
    pub(crate) fn get(&self, column: usize) -> &'a str {
        self.places
            .of(column)
            .and_then(|place| self.cells.get(place))
            .and_then(|(begin, end)| self.text.get(*begin..*end))
            .unwrap_or_default()
            .trim()
    }

    /// The cell of a column, if something stands in it.
    pub(crate) fn given(&self, column: usize) -> Option<&'a str> {
        Some(self.get(column)).filter(|cell| !cell.is_empty())
    }

    /// The cell of a column, in which something must stand.
    ///
    /// # Errors
    ///
    /// The row is to be rejected if nothing does.
    pub(crate) fn needed(&self, column: usize) -> Result<&'a str, Reject> {
        self.given(column)
            .ok_or_else(|| self.bad(column, "missing"))
    }

    /// The day in a column, `2014-01-31` or `1/31/2014`.
    ///
    /// # Errors
    ///
    /// The row is to be rejected if there is none, or the calendar lacks it.
    pub(crate) fn day(&self, column: usize) -> Result<NaiveDate, Reject> {
        let cell = self.needed(column)?;
        read_day(cell).ok_or_else(|| {
            let message = format!(
                "expected a day such as 2014-01-31 or 1/31/2014, found {}",
                shortened(cell)
            );
            self.bad(column, message)
        })
    }

    /// That the row is to be rejected for what stands in a column.
    pub(crate) fn bad(&self, column: usize, message: impl Into<String>) -> Reject {
        let place = self.places.of(column);
        Reject {
            column: place.map_or(0, |place| place + 1),
            field: self.layout.columns.get(column).map(|it| it.name.to_owned()),
            ..Reject::row(message)
        }
    }

    /// That the row is to be rejected for a word in a column that is none of these.
    #[allow(dead_code)]
    pub(crate) fn unknown<'b>(
        &self,
        column: usize,
        expected: &str,
        words: impl IntoIterator<Item = &'b str>,
    ) -> Reject {
        let found = self.get(column);
        self.bad(
            column,
            format!("expected {expected}, found {}", shortened(found)),
        )
        .suggest(nearest(found, words))
    }
}

/// The text in quotes; the beginning of one that is long.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{:?}...", text.get(..end).unwrap_or_default()),
        None => format!("{text:?}"),
    }
}
