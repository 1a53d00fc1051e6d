//! The State Department's records: a sample of each table as records, damaged samples, and the whole folder.

mod data;
#[allow(dead_code)]
#[path = "oracle/rng.rs"]
mod rng;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use demarche::prelude::*;
use demarche::{
    Input, Presence, ReadReport, Reading, Record, StateTable, read_records, write_jsonl,
};
use rng::Rng;

const SNAPSHOT: &str = "tests/snapshots/state_department.jsonl";

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/state-department")
}

fn read(folder: &Path) -> (Input, ReadReport) {
    let mut input = Input::default();
    let report = Reading::new().state_department(folder, &mut input);
    (input, report.expect("the folder is read"))
}

#[test]
fn a_sample_of_each_table_becomes_the_records_that_are_kept() {
    let (input, _) = read(&sample());
    let mut written = Vec::new();
    write_jsonl(input.records.iter().map(|(record, _)| record), &mut written).unwrap();
    let written = String::from_utf8(written).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SNAPSHOT);
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        std::fs::write(&path, &written).expect("the snapshot can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    for (i, (written, kept)) in written.lines().zip(kept.lines()).enumerate() {
        assert_eq!(
            written,
            kept,
            "line {} of {SNAPSHOT}; DEMARCHE_BLESS=1 renews it",
            i + 1
        );
    }
    assert_eq!(written.lines().count(), kept.lines().count());
    // They are records of the interchange format, and stay so.
    let mut again = read_records(written.as_bytes(), SNAPSHOT);
    again.check();
    assert_eq!(again.faults, []);
}

#[test]
fn rejected_rows_are_told_with_line_and_column_and_kept() {
    let mut rejects = Vec::new();
    let mut told = 0;
    let report = Reading::new()
        .rejects(&mut rejects)
        .progress(|totals| told = totals.rows)
        .state_department(&sample(), &mut Input::default())
        .unwrap();
    let folder = format!("{}/", sample().display());
    let said: Vec<String> = report
        .rejects
        .iter()
        .map(|reject| reject.to_string().replace(&folder, ""))
        .collect();
    assert_eq!(
        said,
        [
            "people_aliases.tsv:7: 2 cells where the header has 5",
            "people_aliases.tsv:8: column 1 (id): missing",
            "visits.tsv:5: column 3 (end_date): 1974-08-08 is before 1974-08-10, the day on which it begins",
            "visits.tsv:6: column 2 (start_date): expected a day such as 2014-01-31 or 1/31/2014, found \"1974-02-30\"",
            "travels.tsv:7: column 2 (role): expected president or secretary, found \"senator\"",
            "news_conferences.tsv:5: column 2 (date): expected a day such as 2014-01-31 or 1/31/2014, found \"June 1972\"",
            "chiefs_of_mission.tsv:7: column 12 (ended): 1960-06 is before 1961-01-01, when the term begins",
            "chiefs_of_mission.tsv:8: column 6 (appointed): expected a day, month or year such as 1935-01-22, 1935-01 or \
             1935, found \"1960-1-1\"",
        ]
    );
    assert_eq!(report.totals.rejected, 8);
    assert_eq!(report.totals.rows, 36);
    assert_eq!(told, 36);
    let rejects = String::from_utf8(rejects).unwrap();
    assert!(rejects.contains(
        "president\tdate\tchars\topening\nRichard Nixon\tJune 1972\t10\tTHE PRESIDENT.\n"
    ));
}

#[test]
fn what_the_sample_says_can_be_asked() {
    let mut t = Timeline::builder();
    Reading::new().state_department(&sample(), &mut t).unwrap();
    let t = t.build().unwrap();
    let ask = |query: &str| -> Vec<String> {
        let answers = t.ask(query).unwrap();
        answers
            .map(|answer| {
                let values: Vec<String> = answer
                    .values()
                    .map(|(_, value)| value.key().to_owned())
                    .collect();
                format!("{} {}", answer.certainty(), values.join(" "))
            })
            .collect()
    };
    assert_eq!(
        ask("find ?m where meeting ?m with nixon-richard-m for ussr"),
        ["certain visit-2", "certain journey-1", "possible journey-2"]
    );
}

#[test]
fn one_table_alone_and_a_folder_with_none() {
    let mut input = Input::default();
    let rows = "president\tdate\nNobody Known\t1972-06-22\n";
    let report = Reading::new()
        .state_department_table(
            StateTable::NewsConferences,
            rows.as_bytes(),
            "news.tsv",
            &mut input,
        )
        .unwrap();
    assert_eq!(report.totals.records, 4);
    let Record::Statement(statement) = &input.records[1].0 else {
        panic!("{:?}", input.records[1]);
    };
    assert_eq!(statement.by, ["nobody-known"]);

    let empty = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let error = Reading::new()
        .state_department(&empty, &mut Input::default())
        .unwrap_err();
    assert!(error.is_io());
    assert!(
        error
            .to_string()
            .contains("the folder holds none of people_aliases.tsv, visits.tsv"),
        "{error}"
    );
    let error = Reading::new()
        .state_department_table(
            StateTable::Visits,
            &b"id\tstart\n"[..],
            "visits.tsv",
            &mut Input::default(),
        )
        .unwrap_err();
    assert!(error.is_header());
    let error = Reading::new()
        .stop_at_first(true)
        .state_department(&sample(), &mut Input::default())
        .unwrap_err();
    assert!(error.is_rejected());
}

/// Breaks a table in one of the ways in which files break.
fn damage(text: &mut Vec<u8>, words: &[&[u8]], rng: &mut Rng) {
    if text.is_empty() {
        text.extend(b"\t\n");
    }
    let at = rng.below(text.len());
    match rng.below(7) {
        0 => text[at] = rng.next() as u8,
        1 => text[at] ^= 1 << rng.below(8),
        2 => {
            text.remove(at);
        }
        3 if rng.chance(20) => text.truncate(at),
        4 => text.insert(at, *rng.pick(b"\t\n\"'|,.;()[]-~? 0XIV")),
        5 => {
            let mut lines: Vec<Vec<u8>> = text.split(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
            let (i, j) = (rng.below(lines.len()), rng.below(lines.len()));
            match rng.below(3) {
                0 => lines.swap(i, j),
                1 => lines.insert(i, lines[j].clone()),
                _ => {
                    lines.remove(i);
                }
            }
            *text = lines.join(&b'\n');
        }
        // One cell in place of another.
        _ => {
            let from = text[..at]
                .iter()
                .rposition(|b| b"\t\n".contains(b))
                .map_or(0, |i| i + 1);
            let to = text[at..]
                .iter()
                .position(|b| b"\t\n".contains(b))
                .map_or(text.len(), |i| at + i);
            text.splice(from..to, rng.pick(words).iter().copied());
        }
    }
}

/// Two thousand damaged files of each of five tables, and of the sixth, give records or rejected rows.
#[test]
fn damaged_tables_give_records_or_rejected_rows() {
    let tables: Vec<(StateTable, Vec<u8>)> = StateTable::ALL
        .into_iter()
        .map(|table| (table, std::fs::read(sample().join(table.file())).unwrap()))
        .collect();
    let mut words: Vec<&[u8]> = tables
        .iter()
        .flat_map(|(_, text)| text.split(|b| b"\t\n".contains(b)))
        .collect();
    words.extend([
        &b"0000-01-01"[..],
        b"9999-12-31",
        b"-",
        b"Met with President",
        b"\xff",
        b"1972-02-30",
    ]);
    let mut rng = Rng::new(20_260_101);
    let (mut sound, mut rejected, mut built) = (0, 0, 0);
    for round in 0..10_000 {
        let (table, text) = &tables[round % tables.len()];
        let mut text = text.clone();
        for _ in 0..=rng.below(4) {
            damage(&mut text, &words, &mut rng);
        }
        let rows = text
            .split(|b| *b == b'\n')
            .filter(|line| !line.is_empty())
            .count() as u64;
        let mut input = Input::default();
        let read = Reading::new().state_department_table(
            *table,
            text.as_slice(),
            "damaged.tsv",
            &mut input,
        );
        match read {
            Ok(report) => {
                assert!(report.totals.rows <= rows);
                assert_eq!(report.rejects.len() as u64, report.totals.rejected);
                sound += u64::from(report.is_sound());
                rejected += report.totals.rejected;
            }
            Err(error) => assert!(error.is_header(), "{error}"),
        }
        input.check();
        assert_eq!(input.faults, [], "round {round}");
        if rng.chance(10) {
            let mut t = Timeline::builder();
            t.add_input(input);
            match t.build() {
                Ok(t) => built += t.len(),
                Err(error) => assert!(error.is_inconsistent(), "round {round}: {error}"),
            }
        }
    }
    assert!(
        sound > 500 && rejected > 1_000 && built > 1_000,
        "{sound} {rejected} {built}"
    );
}

/// The whole folder: every row is a record or rejected, and the timeline has no conflict.
#[test]
fn the_whole_folder_is_one_consistent_timeline() {
    let Some(folder) = data::folder("the State Department's records are") else {
        return;
    };
    let folder = folder.join("state-department");
    let (input, report) = read(&folder);
    assert_eq!(
        report.totals.rows,
        4_271 + 3_264 + 5_968 + 1_294 + 353 + 16_312
    );
    let said: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), 1, "{said:?}");
    // The table has 1886 for 1866, when the Second Assistant Secretary began.
    assert!(
        said[0].ends_with("1886-07-22 is before 1886-07-27, when the term begins"),
        "{said:?}"
    );

    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by: BTreeSet<&str> = BTreeSet::new();
    let mut travellers: BTreeSet<&str> = BTreeSet::new();
    for (record, _) in &input.records {
        *counts.entry(record.type_name()).or_default() += 1;
        match record {
            Record::Statement(statement) => by.extend(statement.by.iter().map(String::as_str)),
            Record::Meeting(meeting) if meeting.common.id.starts_with("journey-") => {
                let traveller = &meeting.participants[0];
                assert_eq!(traveller.presence, Presence::Reported);
                travellers.insert(&traveller.actor);
            }
            _ => {}
        }
    }
    assert_eq!(counts["meeting"], 4_271 + 3_264);
    assert_eq!(counts["statement"], 353);
    // The terms, but for the rejected one, and appointments that led to none.
    assert_eq!(counts["affiliation"] + counts["action"], 5_968 + 1_294 - 1);
    assert_eq!(counts["source"], 5);
    assert_eq!(travellers.len(), 55);
    assert_eq!(by.len(), 6);
    assert!(by.is_subset(&travellers), "{by:?}");

    let mut t = Timeline::builder();
    t.add_input(input);
    let t = t
        .build()
        .expect("the records contradict each other nowhere");
    assert_eq!(
        t.len(),
        counts["meeting"] + counts["statement"] + counts["action"]
    );
    let holders: Vec<String> = t
        .office_holders("united-states", "Secretary of State", "1974-01-01")
        .unwrap()
        .map(|mandate| mandate.to_string())
        .collect();
    assert_eq!(holders.len(), 1, "{holders:?}");
    assert!(
        holders[0].starts_with("certain: Henry A. (Heinz Alfred) Kissinger for United States"),
        "{holders:?}"
    );
    // A spelling of several persons names nobody, and says whom it could.
    let Err(error) = t.ask("find ?m where meeting ?m with \"Colonel\"") else {
        panic!("several are so called");
    };
    assert!(error.to_string().contains("Colonel"), "{error}");
}
