//! How a command ends, and what it prints.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::file::is_standard;
use super::whole::Whole;

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    /// It was done.
    Done,
    /// The timeline is inconsistent.
    Inconsistent,
    /// The usage or the input is bad, or what was written could not be.
    Bad,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> ExitCode {
        ExitCode::from(match status {
            Status::Done => 0,
            Status::Inconsistent => 1,
            Status::Bad => 2,
        })
    }
}

/// How a command ended; an error where it ended early, which has been told.
pub(crate) type Outcome = Result<Status, Status>;

/// Writes a line to standard error; where nobody reads it, nothing is to be done.
pub(crate) fn tell(line: impl Display) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Writes to standard output, and ends with the status.
///
/// Whoever closes standard output early has seen enough, which is no failure.
pub(crate) fn print(
    status: Status,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Outcome {
    let mut out = BufWriter::new(io::stdout().lock());
    let written = write(&mut out).and_then(|()| out.flush());
    // What a failed writer still holds is not tried again.
    let _ = out.into_parts();
    match written {
        Ok(()) => Ok(status),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(status),
        Err(error) => {
            tell(format_args!("standard output: can't be written: {error}"));
            Err(Status::Bad)
        }
    }
}

/// Writes a file, or standard output, and ends with the status. A file is written whole or not at all.
pub(crate) fn deliver(
    file: &Path,
    status: Status,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Outcome {
    if is_standard(file) {
        return print(status, write);
    }
    let written = Whole::begin(file).and_then(|mut whole| {
        write(&mut whole)?;
        whole.finish()
    });
    match written {
        Ok(()) => Ok(status),
        Err(error) => Err(unwritten(file, &error)),
    }
}

/// Tells that a file can't be written; the status that this ends with.
pub(crate) fn unwritten(file: &Path, error: &io::Error) -> Status {
    let why = unwritable(file, error);
    tell(format_args!("{}: {why}", file.display()));
    Status::Bad
}

/// Why a file can't be written.
pub(crate) fn unwritable(file: &Path, error: &io::Error) -> String {
    let parent = file.parent().unwrap_or(file).display().to_string();
    match error.kind() {
        ErrorKind::NotFound => format!("can't be written: there is no folder {parent:?}"),
        ErrorKind::IsADirectory => "can't be written: it is a folder".to_owned(),
        _ => format!("can't be written: {error}"),
    }
}

/// Hands on what was written when some time has passed, so that answers that take long show as they are found, and a
/// reader who has seen enough is noticed. What is written does not depend on it.
#[derive(Debug)]
pub(crate) struct Pace(Instant);

impl Pace {
    pub(crate) fn new() -> Pace {
        Pace(Instant::now())
    }

    /// To be called after each answer.
    pub(crate) fn keep(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.0.elapsed() > Duration::from_millis(200) {
            out.flush()?;
            self.0 = Instant::now();
        }
        Ok(())
    }
}

/// Writes one JSON object on a line of its own.
pub(crate) fn json_line(out: &mut dyn Write, object: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    out.write_all(b"\n")
}

/// A number of things: `1 event`, `2 events`.
pub(crate) fn count(number: usize, thing: &str) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}

/// A text on one line: control characters, which could play with a terminal, become spaces.
pub(crate) fn plain(text: &str) -> String {
    let tame = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(tame).collect()
}

/// Columns as wide as their widest cell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Columns(Vec<usize>);

impl Columns {
    /// Columns for these rows.
    pub(crate) fn of(rows: impl IntoIterator<Item = impl AsRef<[String]>>) -> Columns {
        let mut columns = Columns::default();
        for row in rows {
            columns.widen(row.as_ref());
        }
        columns
    }

    /// Makes them wide enough for one row more.
    pub(crate) fn widen(&mut self, row: &[String]) {
        self.0.resize(self.0.len().max(row.len()), 0);
        for (width, cell) in self.0.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }

    /// Writes one row behind an indent, two spaces between the columns and none at the end.
    pub(crate) fn write(
        &self,
        out: &mut dyn Write,
        indent: &str,
        row: &[String],
    ) -> io::Result<()> {
        let mut line = String::from(indent);
        for (i, (width, cell)) in self.0.iter().zip(row).enumerate() {
            // A column that is empty in every row takes no place.
            if *width == 0 {
                continue;
            }
            if i > 0 {
                line.push_str("  ");
            }
            line.push_str(cell);
            let missing = width - cell.chars().count().min(*width);
            line.extend(std::iter::repeat_n(' ', missing));
        }
        writeln!(out, "{}", line.trim_end())
    }
}

/// Writes rows in aligned columns.
pub(crate) fn table(
    out: &mut dyn Write,
    indent: &str,
    rows: &[impl AsRef<[String]>],
) -> io::Result<()> {
    let columns = Columns::of(rows);
    rows.iter()
        .try_for_each(|row| columns.write(out, indent, row.as_ref()))
}
