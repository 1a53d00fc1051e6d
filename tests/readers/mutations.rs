//! Ten thousand damaged copies of each table: each gives records, rejected rows or one error, and nothing is lost.

use demarche::{Input, Note, Reading};

use super::rng::Rng;
use super::{
    GDELT_1, GDELT_2, ICEWS, MENTIONS, POLECAT, QUADS, Reader, built, cited, gdelt1, gdelt2, icews,
    polecat, quads,
};

const COPIES: usize = 10_000;

/// Breaks a table in one of the ways in which tables break.
pub(super) fn damage(text: &mut Vec<u8>, rng: &mut Rng) {
    if text.is_empty() {
        text.push(b'\t');
    }
    let at = rng.below(text.len());
    let to = (at + rng.below(40)).min(text.len());
    match rng.below(9) {
        0 => text[at] ^= 1 << rng.below(8),
        1 => text.truncate(at),
        2 => drop(text.drain(at..to)),
        3 => {
            let part = text[at..to].to_vec();
            let into = rng.below(text.len());
            text.splice(into..into, part);
        }
        4 => text.insert(at, b'\t'),
        5 => join(text, at, b'\t', b"\t\t"),
        6 => join(text, at, b'\n', b""),
        7 => {
            let odd: [&[u8]; 12] = [
                b"\xff",
                b"\0",
                b"\r",
                b"\r\n",
                b"\n\n",
                b"NA",
                b"\xef\xbb\xbf",
                b"2014-02-30",
                b"-0",
                b"99999999999999999999",
                b"\"",
                b"1e999",
            ];
            let odd = *rng.pick(&odd);
            text.splice(at..at, odd.iter().copied());
        }
        _ => {
            let mut lines: Vec<&[u8]> = text.split(|byte| *byte == b'\n').collect();
            rng.shuffle(&mut lines);
            *text = lines.join(&b'\n');
        }
    }
}

/// Puts something in the place of the next such byte.
fn join(text: &mut Vec<u8>, from: usize, byte: u8, with: &[u8]) {
    if let Some(next) = text[from..].iter().position(|it| *it == byte) {
        let next = from + next;
        text.splice(next..=next, with.iter().copied());
    }
}

fn survive(reader: Reader, sample: &str, seed: u64) {
    let mut rng = Rng::new(seed);
    let (mut rejected, mut sound) = (0, 0);
    for copy in 0..COPIES {
        let mut text = sample.as_bytes().to_vec();
        for _ in 0..=rng.below(4) {
            damage(&mut text, &mut rng);
        }
        let mut input = Input::default();
        let mut rejects = Vec::new();
        let reading = Reading::new().rejects(&mut rejects);
        let report = match reader(reading, &text, &mut input) {
            Ok(report) => report,
            Err(error) => {
                assert!(error.is_header(), "{error}");
                continue;
            }
        };
        let totals = report.totals;
        assert_eq!(totals.bytes, text.len() as u64);
        // Each row that was read is cited, each that was not is among the rejected ones.
        assert_eq!(cited(&input) + totals.rejected, totals.rows);
        assert_eq!(report.rejects.len() as u64, totals.rejected);
        assert!(report.rejects.iter().all(|it| it.origin.line > 0));
        rejected += totals.rejected;
        sound += totals.rows - totals.rejected;
        // What was rejected is rejected again: nothing of it was mended. (Below another header that may be otherwise, and
        // without one, since a mark at the beginning of a file is not part of its first row.)
        let (header, _) = sample.split_at(sample.find('\n').unwrap_or_default() + 1);
        if header.contains("ate\t") && text.starts_with(header.as_bytes()) && totals.rejected > 0 {
            assert!(rejects.starts_with(header.as_bytes()));
            let mut again = Input::default();
            let report = reader(Reading::new(), &rejects, &mut again).unwrap();
            assert_eq!(report.totals.rejected, totals.rejected);
            assert_eq!(again.records, []);
        }
        if copy % 100 == 0 {
            built(&input);
        }
    }
    // The damage is neither nothing nor everything.
    assert!(rejected > 1_000 && sound > 10_000, "{rejected} {sound}");
}

#[test]
fn damaged_quads_give_records_or_rejected_rows() {
    survive(quads, QUADS, 1);
}

#[test]
fn damaged_icews_gives_records_or_rejected_rows() {
    survive(icews, ICEWS, 2);
}

#[test]
fn damaged_gdelt_gives_records_or_rejected_rows() {
    survive(gdelt1, GDELT_1, 3);
    survive(gdelt2, GDELT_2, 4);
}

#[test]
fn damaged_polecat_gives_records_or_rejected_rows() {
    survive(polecat, POLECAT, 6);
}

/// Mentions are no rows of events; with them each citation is one row of either table, or is left out and noted.
#[test]
fn damaged_mentions_give_citations_or_rejected_rows() {
    let mut rng = Rng::new(5);
    for copy in 0..COPIES {
        let mut text = MENTIONS.as_bytes().to_vec();
        for _ in 0..=rng.below(4) {
            damage(&mut text, &mut rng);
        }
        let mut input = Input::default();
        let report = Reading::new().gdelt2_with_mentions(
            (GDELT_2.as_bytes(), "events.CSV"),
            (&text[..], "m.CSV"),
            &mut input,
        );
        let report = match report {
            Ok(report) => report,
            Err(error) => {
                assert!(error.is_header(), "{error}");
                continue;
            }
        };
        let left_out = report.notes.iter().map(|note| match note {
            Note::UnknownEvents { times, .. } => *times as u64,
            _ => 0,
        });
        // Two events of one number cite its mentions both.
        assert!(
            cited(&input) + report.totals.rejected + left_out.sum::<u64>() >= report.totals.rows
        );
        if copy % 100 == 0 {
            built(&input);
        }
    }
}
