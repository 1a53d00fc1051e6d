//! Tables of events, read as a stream: what all readers of them share.
//!
//! A reader is a method of [`Reading`], which holds how to read, and hands records to a [`Sink`](crate::model::Sink).
//! To write one:
//!
//! 1. State the columns as a [`Layout`]: in the order of a file without a header, each with the name that a header
//!    gives it ([`Column::needed`], [`Column::optional`], and [`Column::or`] for other names). `header` says whether
//!    the first line is one ([`Header`]), `cells` how long a row without one is.
//! 2. Begin a [`Run`] with the options and the sink, and call [`Run::rows`] for each file with a closure that reads
//!    one [`Row`]. Cells are asked for by the number of their column in the layout, wherever the file has it:
//!    [`Row::get`] (empty if lacking), [`Row::given`], [`Row::needed`], [`Row::day`].
//! 3. Where a cell is wrong, return [`Row::bad`] (or [`Row::unknown`], with what was probably meant): the row is
//!    rejected with line and column, written to the file of rejected rows, and reading goes on. Nothing should be put
//!    before it is known that the row is sound.
//! 4. Hand records on with [`Run::put`], and [`Row::origin`] for where they stand; count what only the reader knows in
//!    [`Run::totals`] (`folded`, `repeated`), and say with [`Run::note`] what was done of its own accord.
//! 5. End with [`Run::finish`].
//!
//! Keys are made of names with [`slug`](crate::io::slug::slug), and kept apart with [`Keys`](crate::io::slug::Keys).
//!
//! ```text
//! const LAYOUT: Layout = Layout {
//!     columns: &[
//!         Column::needed("president"),
//!         Column::needed("date").or(&["day"]),
//!         Column::optional("opening"),
//!     ],
//!     header: Header::Always,
//!     cells: Cells::Exactly,
//! };
//! const PRESIDENT: usize = 0;
//! const DATE: usize = 1;
//! const OPENING: usize = 2;
//!
//! impl Reading<'_> {
//!     pub fn conferences(
//!         self,
//!         reader: impl Read,
//!         name: &str,
//!         sink: &mut dyn Sink,
//!     ) -> Result<ReadReport, ReadError> {
//!         let mut run = Run::new(self, sink);
//!         run.rows(reader, name, &LAYOUT, |row, run| {
//!             let president = slug(row.needed(PRESIDENT)?);
//!             let day = row.day(DATE)?;
//!             let id = format!("conference-{day}");
//!             let mut statement = Statement::new(id).by(president).on(day);
//!             if let Some(opening) = row.given(OPENING) {
//!                 statement = statement.quote(opening);
//!             }
//!             run.put(statement, row.origin());
//!             Ok(())
//!         })?;
//!         run.finish()
//!     }
//! }
//! ```

mod day;
#[cfg(feature = "csv")]
mod delimited;
mod layout;
mod reading;
mod report;
mod row;
mod run;
#[cfg(test)]
mod tests;
mod totals;

#[cfg(feature = "csv")]
pub(crate) use delimited::Cells as DelimitedCells;
pub(crate) use layout::{Cells, Column, Header, Layout};
pub use reading::Reading;
pub use report::{ReadError, ReadReport, Reject};
pub(crate) use row::{Row, shortened};
pub(crate) use run::{Run, Text};
pub use totals::Totals;
