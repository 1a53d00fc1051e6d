//! Small tables, and what becomes of each of their rows.

use std::collections::BTreeSet;

use demarche::{JsonlWriter, Reading, Record};

use super::rng::Rng;
use super::{ICEWS, POLECAT, QUADS, built, icews, lines, polecat, quads, read};

#[test]
fn quads_become_records() {
    let (input, report) = read(quads, QUADS);
    assert_eq!(lines(&input), include_str!("quads.jsonl"));
    let notes: Vec<String> = report.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["quads.tsv:9: 1 row became an action without a code: \"Sing formal agreement\" is none"]
    );
    assert_eq!(
        report.totals.to_string(),
        "13 rows (0.0 MB): 17 records; 3 folded, 1 repeated, 0 rejected"
    );
    assert_eq!(built(&input).events().count(), 9);
}

#[test]
fn icews_becomes_records() {
    let (input, report) = read(icews, ICEWS);
    assert_eq!(lines(&input), include_str!("icews.jsonl"));
    let notes: Vec<String> = report.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["icews.tab:9: 1 row became an action without a code: \"999 Sing a song\" is none"]
    );
    assert_eq!(
        report.totals.to_string(),
        "9 rows (0.0 MB): 13 records; 2 folded, 1 repeated, 0 rejected"
    );
    assert_eq!(built(&input).events().count(), 6);
}

/// What is written as it is read is what is read into memory.
#[test]
fn records_can_be_written_as_they_come() {
    let (input, _) = read(icews, ICEWS);
    let mut written = Vec::new();
    let mut writer = JsonlWriter::new(&mut written);
    let report = Reading::new()
        .icews(ICEWS.as_bytes(), "icews.tab", &mut writer)
        .unwrap();
    assert_eq!(writer.finish().unwrap(), report.totals.records);
    assert_eq!(String::from_utf8(written).unwrap(), lines(&input));
}

#[test]
fn columns_may_stand_in_another_order_or_without_a_header() {
    let (input, _) = read(quads, QUADS);
    let turned: String = QUADS
        .lines()
        .map(|line| line.rsplit('\t').collect::<Vec<_>>().join("\t") + "\n")
        .collect();
    assert_eq!(read(quads, &turned).0.records, input.records);
    // Without the header every row stands one line higher.
    let (_, bare) = QUADS.split_once('\n').unwrap();
    let (bare, report) = read(quads, bare);
    assert_eq!(report.totals.rows, 13);
    assert_eq!(bare.records.len(), input.records.len());
    let (_, bare) = ICEWS.split_once('\n').unwrap();
    assert_eq!(read(icews, bare).1.totals.records, 13);
}

/// Each event without its key, the keys of sources, and where they say it.
fn told(input: &demarche::Input) -> BTreeSet<String> {
    let events = input
        .records
        .iter()
        .filter(|(record, _)| record.common().is_some());
    let told = events.map(|(record, _)| {
        let mut record = record.clone();
        let common = match &mut record {
            Record::Meeting(it) => &mut it.common,
            Record::Statement(it) => &mut it.common,
            Record::Document(it) => &mut it.common,
            Record::Action(it) => &mut it.common,
            other => panic!("{other:?}"),
        };
        let id = common.id.split(':').next().unwrap().to_owned();
        common.id = id;
        let mut sources: Vec<String> = std::mem::take(&mut common.sources)
            .into_iter()
            .map(|mut citation| {
                let place = citation.place.take().unwrap_or_default();
                let (_, place) = place.split_once(", ").unwrap_or_default();
                format!("{} {place} {:?}", citation.source, citation.extra)
            })
            .collect();
        sources.sort();
        format!("{record:?} {sources:?}")
    });
    told.collect()
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let mut rng = Rng::new(14);
    for (reader, text) in [
        (quads as super::Reader, QUADS),
        (icews, ICEWS),
        (polecat, POLECAT),
    ] {
        let (input, report) = read(reader, text);
        let (header, rows) = text.split_once('\n').unwrap();
        let mut rows: Vec<&str> = rows.lines().collect();
        for _ in 0..50 {
            rng.shuffle(&mut rows);
            let shuffled = format!("{header}\n{}\n", rows.join("\n"));
            let (other, totals) = read(reader, &shuffled);
            assert_eq!(told(&other), told(&input));
            assert_eq!(totals.totals, report.totals);
        }
    }
}

#[test]
fn rows_of_icews_are_rejected_with_their_columns() {
    let row = |cells: [&str; 20]| cells.join("\t") + "\n";
    let sound = [
        "1",
        "2018-06-01",
        "A",
        "NA",
        "NA",
        "Consult",
        "040",
        "1",
        "B",
        "NA",
        "NA",
        "3",
        "1",
        "P",
        "NA",
        "NA",
        "NA",
        "NA",
        "NA",
        "NA",
    ];
    let mut text = row(sound);
    for (column, cell) in [
        (1, "2018-06-31"),
        (2, "NULL"),
        (0, "1e3"),
        (7, "high"),
        (11, "-3"),
        (12, "18446744073709551615"),
    ] {
        let mut cells = sound;
        cells[column] = cell;
        text += &row(cells);
    }
    let mut cells = sound;
    (cells[5], cells[6]) = ("NA", "");
    text += &row(cells);
    text += "1\t2018-06-01\n";
    let mut rejects = Vec::new();
    let mut input = demarche::Input::default();
    let report = Reading::new()
        .rejects(&mut rejects)
        .icews(text.as_bytes(), "x.tab", &mut input)
        .unwrap();
    let told: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "x.tab:2: column 2 (Event Date): expected a day such as 2014-01-31 or 1/31/2014, found \"2018-06-31\"",
            "x.tab:3: column 3 (Source Name): missing",
            "x.tab:4: column 1 (Event ID): expected a number, found \"1e3\"",
            "x.tab:5: column 8 (Intensity): expected a number such as -4.5, found \"high\"",
            "x.tab:6: column 12 (Story ID): expected a number, found \"-3\"",
            "x.tab:7: column 13 (Sentence Number): expected a number, found \"18446744073709551615\"",
            "x.tab:8: column 7 (CAMEO Code): missing, and no event text either",
            "x.tab:9: 2 cells; expected 20",
        ]
    );
    let (_, rest) = text.split_once('\n').unwrap();
    assert_eq!(String::from_utf8(rejects).unwrap(), rest);
    let faults: Vec<demarche::Fault> = report.rejects.into_iter().map(Into::into).collect();
    assert_eq!(
        faults[1].to_string(),
        "x.tab:3: column 3 (Source Name): missing"
    );
}
