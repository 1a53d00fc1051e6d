//! Tables of coded events: what becomes of their rows, whatever they look like.

#[path = "../data/mod.rs"]
mod data;
mod gdelt;
mod mutations;
mod polecat;
#[allow(dead_code, reason = "other tests draw more kinds of numbers")]
#[path = "../oracle/rng.rs"]
mod rng;
mod samples;
#[cfg(feature = "timeml")]
mod timeml;
mod whole;

use demarche::{
    Input, ReadError, ReadReport, Reading, Record, Timeline, read_records, write_jsonl,
};

/// The quads of a country that is not on any map.
const QUADS: &str = include_str!("quads.tsv");

/// The same in the layout of ICEWS.
const ICEWS: &str = include_str!("icews.tab");

/// Events of GDELT in both versions, and mentions of them.
const GDELT_1: &str = include_str!("gdelt1.CSV");
const GDELT_2: &str = include_str!("gdelt2.export.CSV");
const MENTIONS: &str = include_str!("gdelt2.mentions.CSV");

/// Events of POLECAT.
const POLECAT: &str = include_str!("polecat.tsv");

/// A way to read a table.
type Reader = fn(Reading<'_>, &[u8], &mut Input) -> Result<ReadReport, ReadError>;

fn quads(reading: Reading<'_>, bytes: &[u8], input: &mut Input) -> Result<ReadReport, ReadError> {
    reading.quads(bytes, "quads.tsv", input)
}

fn icews(reading: Reading<'_>, bytes: &[u8], input: &mut Input) -> Result<ReadReport, ReadError> {
    reading.icews(bytes, "icews.tab", input)
}

fn gdelt1(reading: Reading<'_>, bytes: &[u8], input: &mut Input) -> Result<ReadReport, ReadError> {
    reading.gdelt1(bytes, "gdelt1.CSV", input)
}

fn gdelt2(reading: Reading<'_>, bytes: &[u8], input: &mut Input) -> Result<ReadReport, ReadError> {
    reading.gdelt2(bytes, "gdelt2.export.CSV", input)
}

fn polecat(reading: Reading<'_>, bytes: &[u8], input: &mut Input) -> Result<ReadReport, ReadError> {
    reading.polecat(bytes, "polecat.tsv", input)
}

/// What a sound table becomes.
fn read(reader: Reader, text: &str) -> (Input, ReadReport) {
    let mut input = Input::default();
    let report = reader(Reading::new(), text.as_bytes(), &mut input).unwrap();
    assert_eq!(report.totals.bytes, text.len() as u64);
    assert_eq!(report.totals.records, input.records.len() as u64);
    (input, report)
}

fn lines(input: &Input) -> String {
    let mut bytes = Vec::new();
    write_jsonl(input.records.iter().map(|(record, _)| record), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// How many citations there are on events.
fn cited(input: &Input) -> u64 {
    let events = input
        .records
        .iter()
        .filter(|(record, _)| record.common().is_some());
    events
        .map(|(record, _)| record.citations().len() as u64)
        .sum()
}

/// A timeline of what was read, by way of JSON Lines.
fn built(input: &Input) -> Timeline {
    let text = lines(input);
    let again = read_records(text.as_bytes(), "again.jsonl");
    assert_eq!(again.faults, []);
    let own: Vec<&Record> = input.records.iter().map(|(record, _)| record).collect();
    let same: Vec<&Record> = again.records.iter().map(|(record, _)| record).collect();
    assert_eq!(own, same);
    let mut t = Timeline::builder();
    t.add_input(again);
    t.build().unwrap()
}
