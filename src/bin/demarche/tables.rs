//! Tables of events: how they are read, and what is told of their rows.

use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use demarche::{Fault, Mapping, Origin, ReadError, ReadReport, Reading, Sink, Totals};

use super::args::{ReadFormat, Rejecting};
use super::input;
use super::output::{count, tell};

/// Reads a table, hands its records on, and tells its rejected rows, its notes and its totals.
///
/// # Errors
///
/// Why it was not read to its end, or at all; also that no row could be read.
pub(crate) fn read(
    file: &Path,
    format: ReadFormat,
    rejecting: &Rejecting,
    sink: &mut dyn Sink,
) -> Result<(), Fault> {
    let name = input::name(file);
    let mut shown = Progress::new();
    let mut reading = Reading::new().stop_at_first(rejecting.strict);
    // A folder is opened table by table.
    let reader = match format {
        ReadFormat::StateDepartment => None,
        _ => Some(input::open(file)?),
    };
    if let Some(rejects) = &rejecting.rejects {
        let file = File::create(rejects).map_err(|error| {
            Fault::new(format!("{}: can't be written: {error}", rejects.display()))
        })?;
        reading = reading.rejects(BufWriter::new(file));
    }
    if io::stderr().is_terminal() {
        reading = reading.progress(|totals| shown.show(&name, totals));
    }
    let mapping = rejecting.map.as_deref().map(mapping).transpose()?;
    let mentions = match &rejecting.mentions {
        Some(file) if format == ReadFormat::Gdelt2 => Some((input::open(file)?, input::name(file))),
        Some(_) => return Err(Fault::new("--mentions goes with --from gdelt2")),
        None => None,
    };
    let result = match (format, reader) {
        (ReadFormat::Csv, Some(reader)) => match &mapping {
            Some(mapping) => reading.csv_mapped(reader, &name, mapping, sink),
            None => return Err(Fault::new(format!("{name}: --map is missing"))),
        },
        (ReadFormat::Quads, Some(reader)) => reading.quads(reader, &name, sink),
        (ReadFormat::Icews, Some(reader)) => reading.icews(reader, &name, sink),
        (ReadFormat::Gdelt1, Some(reader)) => reading.gdelt1(reader, &name, sink),
        (ReadFormat::Gdelt2, Some(reader)) => match mentions {
            Some((mentions, other)) => {
                reading.gdelt2_with_mentions((reader, &name), (mentions, &other), sink)
            }
            None => reading.gdelt2(reader, &name, sink),
        },
        (ReadFormat::Polecat, Some(reader)) => reading.polecat(reader, &name, sink),
        (ReadFormat::StateDepartment, _) => reading.state_department(file, sink),
        _ => return Err(Fault::new(format!("{name}: no table of events"))),
    };
    shown.clear();
    let report = result.as_ref().unwrap_or_else(ReadError::report);
    tell_report(&name, report, result.is_err() && rejecting.strict);
    let totals = result.map_err(Fault::from)?.totals;
    if totals.rows > 0 && totals.rejected == totals.rows {
        let message = "none of its rows can be read; is it a table of another form?";
        return Err(Fault::new(message).at(Origin::new(name, 0)));
    }
    Ok(())
}

/// Reads what the columns of a table mean.
fn mapping(file: &Path) -> Result<Mapping, Fault> {
    let name = input::name(file);
    let fault = |why: String| Fault::new(why).at(Origin::new(name.as_str(), 0));
    let text =
        fs::read_to_string(file).map_err(|error| fault(format!("can't be read: {error}")))?;
    Mapping::parse(&text).map_err(|error| fault(error.to_string()))
}

/// Tells what there is to say of rows, and the totals; the last rejected row is left out where it is told as what ended
/// the read.
fn tell_report(name: &str, report: &ReadReport, last_is_told: bool) {
    let mut err = BufWriter::new(io::stderr().lock());
    let left_out = usize::from(last_is_told);
    let shown = report.rejects.len().saturating_sub(left_out);
    // Nobody to read standard error is no reason to fail.
    let _ = report
        .rejects
        .iter()
        .take(shown)
        .try_for_each(|reject| writeln!(err, "{reject}"))
        .and_then(|()| {
            let more = report
                .totals
                .rejected
                .saturating_sub(report.rejects.len() as u64);
            match more {
                0 => Ok(()),
                more => writeln!(err, "{name}: {more} more rejected"),
            }
        })
        .and_then(|()| {
            report
                .notes
                .iter()
                .try_for_each(|note| writeln!(err, "note: {note}"))
        })
        .and_then(|()| writeln!(err, "{name}: {}", report.totals))
        .and_then(|()| err.flush());
    let _ = err.into_parts();
}

/// How far a read is, on one line of a terminal that is written over.
struct Progress {
    last: Instant,
    width: usize,
}

impl Progress {
    fn new() -> Progress {
        Progress {
            last: Instant::now(),
            width: 0,
        }
    }

    fn show(&mut self, name: &str, totals: &Totals) {
        if self.last.elapsed() < Duration::from_millis(200) {
            return;
        }
        self.last = Instant::now();
        let rows = usize::try_from(totals.rows).unwrap_or(usize::MAX);
        let line = format!("{name}: {} ...", count(rows, "row"));
        let _ = write!(io::stderr(), "\r{line:width$}", width = self.width);
        self.width = line.chars().count();
    }

    fn clear(&self) {
        if self.width > 0 {
            let _ = write!(io::stderr(), "\r{:width$}\r", "", width = self.width);
        }
    }
}

/// That options for tables were given for something else.
pub(crate) fn misplaced(rejecting: &Rejecting) -> bool {
    if rejecting.map.is_some() {
        tell("--map goes with CSV: --from csv");
        return true;
    }
    if rejecting.strict || rejecting.rejects.is_some() || rejecting.mentions.is_some() {
        tell(
            "--rejects, --strict and --mentions go with tables of events: --from quads, icews, gdelt1, gdelt2, \
             polecat or state-department, or --map",
        );
        return true;
    }
    false
}

/// Whether rows are judged one by one: those of tables of events, and those that a mapping explains.
pub(crate) fn is_table(format: ReadFormat, rejecting: &Rejecting) -> bool {
    match (&rejecting.map, format) {
        (Some(_), format) => format == ReadFormat::Csv,
        (None, format) => format.is_table(),
    }
}
