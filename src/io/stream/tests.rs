//! The parts that all readers of tables share, with a small reader of their own.

use std::io::{self, Cursor, Read, Write};

use super::*;
use crate::io::lines::LONGEST;
use crate::model::{Input, Record, Sink, Statement};

const LAYOUT: Layout = Layout {
    columns: &[
        Column::needed("who"),
        Column::needed("Event Date").or(&["day"]),
        Column::optional("words"),
    ],
    header: Header::Maybe,
    cells: Cells::AtLeastNeeded,
};

impl Reading<'_> {
    fn sayings(
        self,
        reader: impl Read,
        layout: &Layout,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        run.rows(reader, "said.tsv", layout, |row, run| {
            let day = row.day(1)?;
            let mut statement = Statement::new(format!("row-{}", row.line())).by(row.needed(0)?);
            if let Some(words) = row.given(2) {
                statement = statement.quote(words);
            }
            run.put(statement.on(day), row.origin());
            Ok(())
        })?;
        run.finish()
    }
}

fn read(bytes: &[u8]) -> (Vec<String>, ReadReport, String) {
    let mut rejects = Vec::new();
    let mut input = Input::default();
    let reading = Reading::new().rejects(&mut rejects);
    let report = reading.sayings(bytes, &LAYOUT, &mut input).unwrap();
    let said = input.records.iter().map(|(record, origin)| match record {
        Record::Statement(it) => format!(
            "{origin} {} {} {}",
            it.by.join(","),
            it.common.time.as_deref().unwrap_or("-"),
            it.quotes.join(",")
        ),
        other => panic!("{other:?}"),
    });
    (
        said.collect(),
        report,
        String::from_utf8_lossy(&rejects).into_owned(),
    )
}

#[test]
fn columns_stand_in_any_order_under_a_header() {
    let (said, report, rejects) = read(
        b"\xef\xbb\xbfwords\tother\tDAY\tWho\r\nhail\tx\t2014-01-02\tAda\r\n\r\n\tx\t1/3/2014\tBo",
    );
    assert_eq!(
        said,
        [
            "said.tsv:2 Ada 2014-01-02 hail",
            "said.tsv:4 Bo 2014-01-03 "
        ]
    );
    assert_eq!((report.totals.rows, report.totals.records), (2, 2));
    assert_eq!(report.totals.bytes, 63);
    assert_eq!(rejects, "");
}

#[test]
fn without_a_header_columns_stand_in_their_own_order() {
    let (said, report, _) =
        read(b"Ada\t2014-01-02\thail\nBo\t2014-01-03\nCy\t2014-01-04\thm\t\tx\n");
    assert_eq!(said.len(), 3);
    assert_eq!(said[1], "said.tsv:2 Bo 2014-01-03 ");
    assert!(report.is_sound());
}

#[test]
fn rejected_rows_are_told_and_kept_below_their_header() {
    let file = b"who\tevent_date\nAda\t2014-01-32\nBo\t2014-01-02\nCy\nDi\t2014-01-02\tx\n\t2014-01-02\nE\xff\t2014-01-02\n";
    let (said, report, rejects) = read(file);
    assert_eq!(said, ["said.tsv:3 Bo 2014-01-02 "]);
    let told: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "said.tsv:2: column 2 (Event Date): expected a day such as 2014-01-31 or 1/31/2014, found \"2014-01-32\"",
            "said.tsv:4: 1 cell where the header has 2",
            "said.tsv:5: 3 cells where the header has 2",
            "said.tsv:6: column 1 (who): missing",
            "said.tsv:7: column 1 (who): not UTF-8 at character 2; save the file as UTF-8",
        ]
    );
    assert_eq!((report.totals.rows, report.totals.rejected), (6, 5));
    assert_eq!(
        rejects,
        "who\tevent_date\nAda\t2014-01-32\nCy\nDi\t2014-01-02\tx\n\t2014-01-02\nE\u{fffd}\t2014-01-02\n"
    );
}

#[test]
fn a_header_that_lacks_a_column_is_an_error() {
    let error = |file: &[u8]| {
        let mut input = Input::default();
        let error = Reading::new()
            .sayings(file, &LAYOUT, &mut input)
            .unwrap_err();
        assert!(error.is_header());
        error.to_string()
    };
    assert_eq!(
        error(b"who\tEvent Dat\n"),
        "said.tsv:1: no column \"Event Date\"; is \"Event Dat\" meant for it?"
    );
    assert_eq!(
        error(b"who\tx\n"),
        "said.tsv:1: no column \"Event Date\"; expected who, Event Date"
    );
    assert_eq!(
        error(b"who\tday\tevent date\n"),
        "said.tsv:1: column 3 (Event Date): named twice"
    );
    assert_eq!(
        error(b"\xff\xfew\0"),
        "said.tsv:1: not UTF-8 but UTF-16; save the file as UTF-8"
    );
}

#[test]
fn layouts_may_be_strict() {
    let strict = Layout {
        header: Header::Never,
        cells: Cells::Exactly,
        ..LAYOUT
    };
    let mut input = Input::default();
    let file = b"who\tday\twords\nAda\t2014-01-02\thail\nBo\t2014-01-02\n";
    let report = Reading::new()
        .sayings(&file[..], &strict, &mut input)
        .unwrap();
    assert_eq!(input.records.len(), 1);
    assert_eq!(
        report.rejects[1].to_string(),
        "said.tsv:3: 2 cells; expected 3"
    );
}

#[test]
fn the_first_rejected_row_may_end_the_read() {
    let mut input = Input::default();
    let file = b"Ada\t2014-01-02\nBo\nCy\t2014-01-02\n";
    let reading = Reading::new().stop_at_first(true);
    let error = reading.sayings(&file[..], &LAYOUT, &mut input).unwrap_err();
    assert!(error.is_rejected());
    assert_eq!(
        error.to_string(),
        "said.tsv:2: 1 cell; expected at least 2: who, Event Date"
    );
    assert_eq!(error.report().totals.rows, 2);
    assert_eq!(input.records.len(), 1);
}

#[test]
fn progress_is_told_at_steps_and_at_the_end() {
    let rows = 2 * Reading::STEP;
    let file = "Ada\t2014-01-02\n".repeat(rows as usize);
    let mut told = Vec::new();
    let reading = Reading::new().progress(|totals| told.push((totals.rows, totals.records)));
    reading
        .sayings(file.as_bytes(), &LAYOUT, &mut Vec::new())
        .unwrap();
    assert_eq!(told.len(), 5);
    assert_eq!(told.last(), Some(&(rows, rows)));
}

/// A line longer than the limit goes to the rejected rows as it comes.
#[test]
fn a_line_that_is_too_long_is_not_lost() {
    let file = Cursor::new("who\tday\n").chain(io::repeat(b'x').take(LONGEST as u64 + 70_000));
    let file = file.chain(Cursor::new("\nAda\t2014-01-02\n"));
    let mut rejects = Vec::new();
    let mut input = Input::default();
    let reading = Reading::new().rejects(&mut rejects);
    let report = reading.sayings(file, &LAYOUT, &mut input).unwrap();
    assert_eq!(input.records.len(), 1);
    assert_eq!(report.totals.rows, 2);
    assert_eq!(report.totals.bytes, 8 + LONGEST as u64 + 70_001 + 15);
    assert_eq!(rejects.len(), 8 + LONGEST + 70_001);
    assert_eq!(
        report.rejects[0].to_string(),
        "said.tsv:2: a line of more than 64 MiB, the limit"
    );
}

/// Fails at once.
struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is full"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn what_fails_is_an_error() {
    let file = Cursor::new("Ada\t2014-01-02\n").chain(Broken);
    let mut input = Input::default();
    let error = Reading::new()
        .sayings(file, &LAYOUT, &mut input)
        .unwrap_err();
    assert!(error.is_io());
    assert_eq!(
        error.to_string(),
        "said.tsv:2: can't be read: the disk is gone"
    );
    assert_eq!(input.records.len(), 1);

    let reading = Reading::new().rejects(Broken);
    let error = reading
        .sayings(&b"Ada\n"[..], &LAYOUT, &mut input)
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "said.tsv:1: rejected rows can't be written: the disk is full"
    );
}

#[test]
fn a_sink_that_is_closed_ends_the_read() {
    let file = "Ada\t2014-01-02\n".repeat(10_000);
    let mut writer = crate::io::JsonlWriter::new(Broken);
    let report = Reading::new()
        .sayings(file.as_bytes(), &LAYOUT, &mut writer)
        .unwrap();
    assert!(report.totals.rows < 10_000);
    assert_eq!(writer.finish().unwrap_err().to_string(), "the disk is full");
}
