//! The parameters that all tools are asked with.

use crate::generate::Rng;
use crate::generate::scale::{ACTORS, Scale, Told, is_meeting};
use std::io::{self, Write};
use std::path::Path;

/// One parameter of each question.
#[derive(Clone, Debug)]
pub struct Parameter {
    /// Its place in the file.
    pub number: usize,
    /// An actor, drawn by activity.
    pub x: u32,
    /// Another.
    pub y: u32,
    /// An actor, drawn evenly.
    pub any: u32,
    /// A dated statement, by number.
    pub statement: u32,
    /// Two dated statements, the earlier first.
    pub after: u32,
    /// The later.
    pub before: u32,
    /// A tick, from which word spreads.
    pub start: i64,
    /// The first tick of a month.
    pub from: i64,
    /// The last tick of the month.
    pub to: i64,
}

/// How many there are.
pub const COUNT: usize = 200;

const DAY: i64 = 86_400_000_000;

/// Draws the parameters.
pub fn draw(scale: &Scale) -> Vec<Parameter> {
    let mut rng = Rng(20_150_101);
    let statement = |rng: &mut Rng| loop {
        let event = scale.event(rng.below(scale.len() as usize) as u32);
        if !is_meeting(event.number) && event.told != Told::Nothing && event.number % 50 > 4 {
            break event;
        }
    };
    let mut months = Vec::new();
    let mut first = 16_436;
    for year in 2015..2024 {
        let leap = year % 4 == 0;
        for days in [
            31,
            28 + i64::from(leap),
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ] {
            months.push((first * DAY, (first + days) * DAY - 1));
            first += days;
        }
    }
    (0..COUNT)
        .map(|number| {
            let x = scale.actor(&mut rng);
            let y = loop {
                let y = scale.actor(&mut rng);
                if y != x {
                    break y;
                }
            };
            let any = rng.below(ACTORS) as u32;
            let [mut s, mut t, u] = [(); 3].map(|()| statement(&mut rng));
            if s.tick > t.tick {
                std::mem::swap(&mut s, &mut t);
            }
            let (from, to) = months[rng.below(months.len())];
            let start = 16_436 * DAY + (rng.next() % (3_600 * DAY as u64)) as i64;
            Parameter {
                number,
                x,
                y,
                any,
                statement: u.number,
                after: s.number,
                before: t.number,
                start,
                from,
                to,
            }
        })
        .collect()
}

/// Writes them as a table.
pub fn write(path: &Path, all: &[Parameter]) -> io::Result<()> {
    let mut file = io::BufWriter::new(std::fs::File::create(path)?);
    writeln!(file, "x\ty\tany\tstatement\tafter\tbefore\tstart\tfrom\tto")?;
    for p in all {
        writeln!(
            file,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            p.x, p.y, p.any, p.statement, p.after, p.before, p.start, p.from, p.to
        )?;
    }
    file.flush()
}

/// Reads them again.
pub fn read(path: &Path) -> io::Result<Vec<Parameter>> {
    let text = std::fs::read_to_string(path)?;
    let rows = text.lines().skip(1).enumerate().map(|(number, line)| {
        let cells: Option<Vec<i64>> = line.split('\t').map(|cell| cell.parse().ok()).collect();
        let cells = cells.filter(|cells| cells.len() == 9);
        let cells = cells.ok_or_else(|| io::Error::other(format!("no parameters: {line}")))?;
        Ok(Parameter {
            number,
            x: cells[0] as u32,
            y: cells[1] as u32,
            any: cells[2] as u32,
            statement: cells[3] as u32,
            after: cells[4] as u32,
            before: cells[5] as u32,
            start: cells[6],
            from: cells[7],
            to: cells[8],
        })
    });
    rows.collect()
}
