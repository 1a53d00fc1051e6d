//! The events of the file as other tools take them: numbers, and one tick for each event.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

/// One row.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The number of the event.
    pub event: u32,
    /// Whether it is a meeting; else it is a statement.
    pub is_meeting: bool,
    /// Its tick: the second, the beginning of the day; none where there is no date.
    pub tick: Option<i64>,
    /// Those who meet, or the speaker and then the addressees.
    pub people: Vec<u32>,
    /// The topic.
    pub topic: u32,
}

fn number(text: &str) -> Option<i64> {
    text.parse().ok()
}

/// The tick of a date, of years after 1970.
fn tick(date: &str) -> Option<i64> {
    let part = |from: usize, to: usize| number(date.get(from..to)?);
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let (y, m) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = y * 365 + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1 - 719_468;
    let mut micros = days * 86_400_000_000;
    if date.len() > 10 {
        micros += (part(11, 13)? * 3600 + part(14, 16)? * 60 + part(17, 19)?) * 1_000_000;
    }
    if date.len() > 20 {
        micros += part(20, 26)?;
    }
    Some(micros)
}

fn parse(line: &str) -> Option<Row> {
    let mut cells = line.split(',');
    let mut next = || cells.next();
    let key = next()?;
    let is_meeting = next()? == "meeting";
    let date = next()?;
    let lists = [next()?, next()?, next()?];
    let topic = number(next()?.get(1..)?)? as u32;
    let people = lists
        .iter()
        .flat_map(|list| list.split(';'))
        .filter(|name| !name.is_empty());
    let people: Option<Vec<u32>> = people
        .map(|name| Some(number(name.get(1..)?)? as u32))
        .collect();
    Some(Row {
        event: number(key.get(1..)?)? as u32,
        is_meeting,
        tick: if date.is_empty() {
            None
        } else {
            Some(tick(date)?)
        },
        people: people?,
        topic,
    })
}

/// Reads a file, row by row.
///
/// # Errors
///
/// Where the file can't be read, or a row is of another form.
pub fn read(path: &Path, mut each: impl FnMut(Row) -> io::Result<()>) -> io::Result<()> {
    let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
    let mut line = String::new();
    file.read_line(&mut line)?;
    loop {
        line.clear();
        if file.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let row = parse(line.trim_end());
        each(row.ok_or_else(|| io::Error::other(format!("no event: {line}")))?)?;
    }
}
