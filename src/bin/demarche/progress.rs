//! How far long work is, on one line of a terminal that is wiped out at the end.

use std::fmt;
use std::io::{self, IsTerminal, Read};
use std::time::{Duration, Instant};

use demarche::Totals;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Work that is done before this is not worth a line.
const SHORT: Duration = Duration::from_millis(300);

/// So many records take a while to solve, as a rule.
const MANY: usize = 20_000;

/// A line that tells how far a read or a build is; none where standard error is no terminal, or nobody wants it.
#[derive(Clone)]
pub(crate) struct Progress {
    /// None where nothing is to be shown.
    bar: Option<ProgressBar>,
    begun: Instant,
}

impl Progress {
    /// A line for one command.
    pub(crate) fn new(quiet: bool) -> Progress {
        let is_shown = !quiet && io::stderr().is_terminal();
        let hidden = || ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Progress {
            bar: is_shown.then(hidden),
            begun: Instant::now(),
        }
    }

    /// Tells of the bytes that are read; of a file of known length also how many are left.
    pub(crate) fn watch(
        &self,
        name: &str,
        length: Option<u64>,
        reader: Box<dyn Read>,
    ) -> Box<dyn Read> {
        let Some(bar) = &self.bar else {
            return reader;
        };
        let template = match length {
            Some(_) => "{msg}: {bar:30} {bytes} of {total_bytes}, {eta} left",
            None => "{msg}: {bytes}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        if let Some(length) = length {
            bar.set_length(length);
        }
        bar.set_message(name.to_owned());
        Box::new(Watched {
            reader,
            progress: self.clone(),
        })
    }

    /// Tells of the rows that have been read of a table.
    pub(crate) fn rows(&self, name: &str, totals: &Totals) {
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{name}: {} rows", totals.rows));
            self.show(bar);
        }
    }

    /// Tells of the rows that have been written.
    #[cfg(feature = "parquet")]
    pub(crate) fn written(&self, name: &str, rows: u64) {
        if let Some(bar) = &self.bar {
            bar.set_message(format!("{name}: {rows} rows written"));
            self.show(bar);
        }
    }

    /// Tells that a timeline of so many records is being solved, as long as what this returns is held.
    pub(crate) fn solving(&self, records: usize) -> Option<Solving> {
        let is_long = records >= MANY || self.begun.elapsed() >= SHORT;
        if self.bar.is_none() || !is_long {
            return None;
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{msg}: {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(format!("solving {records} records"));
        bar.enable_steady_tick(Duration::from_millis(200));
        Some(Solving(bar))
    }

    /// Wipes the line out.
    pub(crate) fn clear(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn show(&self, bar: &ProgressBar) {
        if bar.is_hidden() && self.begun.elapsed() > SHORT {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("is_shown", &self.bar.is_some())
            .finish_non_exhaustive()
    }
}

/// The line that is shown while a timeline is solved.
#[derive(Debug)]
pub(crate) struct Solving(ProgressBar);

impl Drop for Solving {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// A reader, and the line that tells how far it is.
struct Watched {
    reader: Box<dyn Read>,
    progress: Progress,
}

impl Read for Watched {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(bytes)?;
        if let Some(bar) = &self.progress.bar {
            bar.inc(read as u64);
            self.progress.show(bar);
        }
        Ok(read)
    }
}
