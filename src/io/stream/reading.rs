//! How a table of events is to be read.

use std::fmt;
use std::io::Write;

use super::Totals;

/// How a table of events is to be read: with progress told, rejected rows kept, and where to stop.
///
/// Each method that reads takes the rows of a file one after the other and hands records to a [`Sink`], so that
/// files of any length can be read: of the rows nothing is held but what the method says. A row that can't be
/// read is rejected, and never stops the read unless [`stop_at_first`](Reading::stop_at_first) asks for it.
///
/// ```
/// use demarche::{Input, Reading};
///
/// let rows = "\
/// subject\trelation\tobject\tdate
/// Aruba\tConsult\tMalta\t2014-01-02
/// Malta\tConsult\tAruba\t2014-01-02
/// Malta\tConsult\tAruba\tyesterday
/// ";
/// let mut rejects = Vec::new();
/// let mut input = Input::default();
/// let report = Reading::new().rejects(&mut rejects).quads(rows.as_bytes(), "rows.tsv", &mut input)?;
/// assert_eq!(report.totals.rows, 3);
/// assert_eq!(report.totals.folded, 1);
/// assert_eq!(report.totals.rejected, 1);
/// assert_eq!(
///     String::from_utf8_lossy(&rejects),
///     "subject\trelation\tobject\tdate\nMalta\tConsult\tAruba\tyesterday\n",
/// );
/// # Ok::<(), demarche::Error>(())
/// ```
///
/// [`Sink`]: crate::Sink
#[derive(Default)]
pub struct Reading<'a> {
    pub(super) progress: Option<Progress<'a>>,
    pub(super) rejects: Option<Box<dyn Write + 'a>>,
    pub(super) stop_at_first: bool,
}

/// What is called with the totals so far.
type Progress<'a> = Box<dyn FnMut(&Totals) + 'a>;

impl<'a> Reading<'a> {
    /// Progress is told after so many rows and records.
    pub const STEP: u64 = 10_000;

    /// Without progress, without a file of rejected rows, and without stopping at one.
    pub fn new() -> Reading<'a> {
        Reading::default()
    }

    /// Calls this with the totals so far, each time that [`STEP`](Reading::STEP) rows were read and records handed
    /// on, taken together, and once at the end.
    #[must_use]
    pub fn progress(mut self, tell: impl FnMut(&Totals) + 'a) -> Reading<'a> {
        self.progress = Some(Box::new(tell));
        self
    }

    /// Writes every rejected row to this writer, byte for byte, one a line, below the header of its file where it has
    /// one: what is written can be mended and read again. The writer is flushed at the end; give one that is buffered.
    #[must_use]
    pub fn rejects(mut self, writer: impl Write + 'a) -> Reading<'a> {
        self.rejects = Some(Box::new(writer));
        self
    }

    /// Whether the first rejected row ends the read, as an error.
    #[must_use]
    pub fn stop_at_first(mut self, stop: bool) -> Reading<'a> {
        self.stop_at_first = stop;
        self
    }
}

impl fmt::Debug for Reading<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reading")
            .field("progress", &self.progress.is_some())
            .field("rejects", &self.rejects.is_some())
            .field("stop_at_first", &self.stop_at_first)
            .finish()
    }
}
