//! The cells of one row that is to be written.

use super::SPACE;
use crate::io::csv::row::Column;
use crate::io::out::{Fate, Losses};
use crate::model::Record;

/// The texts of a row; those of a list with semicolons between.
#[derive(Clone, Debug)]
pub(in crate::io) struct Cells([String; Column::ALL.len()]);

impl Cells {
    pub(super) fn new() -> Cells {
        Cells(std::array::from_fn(|_| String::new()))
    }

    pub(in crate::io) fn get(&self, column: Column) -> &str {
        self.0.get(column as usize).map_or("", String::as_str)
    }

    /// Fills a cell with one text.
    pub(super) fn set(&mut self, column: Column, text: &str) {
        if let Some(cell) = self.0.get_mut(column as usize) {
            text.clone_into(cell);
        }
    }

    /// Adds a part to a cell that holds a list.
    pub(super) fn push(&mut self, column: Column, part: &str) {
        if let Some(cell) = self.0.get_mut(column as usize) {
            if !cell.is_empty() {
                cell.push(';');
            }
            cell.push_str(part);
        }
    }

    /// Fills a cell with a text of a record, and reports what white space is lost.
    pub(super) fn text(
        &mut self,
        column: Column,
        text: &str,
        (event, field): (&Record, &str),
        losses: &mut Losses,
    ) {
        let bare = text.trim();
        if bare.is_empty() {
            losses.field(event, field, "an empty text", Fate::LeftOut);
        } else if bare != text {
            losses.field(event, field, SPACE, Fate::Changed);
        }
        self.set(column, bare);
    }

    /// Fills a cell with several texts of a record, one below the other, and reports that they are one now.
    pub(super) fn texts(
        &mut self,
        column: Column,
        texts: &[String],
        (event, field): (&Record, &str),
        losses: &mut Losses,
    ) {
        match texts {
            [] => {}
            [one] => self.text(column, one, (event, field), losses),
            many => {
                losses.field(event, field, "several texts become one", Fate::Changed);
                self.set(column, many.join("\n").trim());
            }
        }
    }
}

/// Whether a text can be a part of a list.
pub(super) fn is_part(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && !text.contains(';')
}

/// The text as near as it can be as a part of a list; perhaps empty.
pub(super) fn as_part(text: &str) -> String {
    text.replace(';', ",").trim().to_owned()
}
