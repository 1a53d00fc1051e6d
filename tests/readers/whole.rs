//! Whole tables of real events, and the table of codes, from the folder that `DEMARCHE_DATA` names.

use std::fs;

use demarche::{Cameo, Input, Reading, Record};

use super::{built, cited, data, icews, quads, read};

#[test]
fn the_table_of_codes_is_that_of_its_publishers() {
    let Some(folder) = data::folder("the table of CAMEO codes is") else {
        return;
    };
    let text = fs::read_to_string(folder.join("cameo/codes.tsv")).unwrap();
    let mut seen = 0;
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let code = Cameo::find(cells[0]).unwrap();
        assert_eq!(code.root(), cells[2], "{code}");
        assert_eq!(code.goldstein(), cells[4].parse::<f64>().unwrap(), "{code}");
        assert_eq!(code.quad_class().number().to_string(), cells[5], "{code}");
        if let Some(name) = code.name() {
            assert_eq!(name, cells[3], "{code}");
        }
        seen += 1;
    }
    assert_eq!(seen, Cameo::COUNT);
    let text = fs::read_to_string(folder.join("icews14/relations.tsv")).unwrap();
    let names: Vec<&str> = text
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').next())
        .collect();
    assert!(names.iter().all(|name| Cameo::named(name).is_some()));
    assert_eq!(
        names.len(),
        Cameo::all().filter(|code| code.name().is_some()).count()
    );
}

/// How many meetings there are, and how many rows they cite.
fn meetings(input: &Input) -> (usize, usize) {
    let meetings = input.records.iter().filter_map(|(record, _)| match record {
        Record::Meeting(meeting) => Some(meeting.common.sources.len()),
        _ => None,
    });
    (meetings.clone().count(), meetings.sum())
}

#[test]
fn the_quads_of_2014_fold() {
    let Some(folder) = data::folder("the coded events of 2014 are") else {
        return;
    };
    let text = fs::read_to_string(folder.join("icews14/events.tsv")).unwrap();
    let (input, report) = read(quads, &text);
    assert_eq!(report.totals.rows, 90_730);
    assert_eq!((report.totals.rejected, report.totals.repeated), (0, 0));
    assert_eq!(report.notes, []);
    assert_eq!(meetings(&input), (11_064, 22_130));
    assert_eq!(cited(&input), 90_730);
    let actors = input
        .records
        .iter()
        .filter(|(record, _)| matches!(record, Record::Actor(_)));
    assert_eq!(actors.count(), 7_128);

    // Backwards it is the same.
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let (backwards, other) = read(quads, &format!("{header}\n{}\n", rows.join("\n")));
    assert_eq!(other.totals, report.totals);
    assert_eq!(meetings(&backwards), (11_064, 22_130));

    let t = built(&input);
    assert_eq!(t.meetings().count(), 11_064);
    assert_eq!(
        t.events().count() as u64,
        report.totals.rows - report.totals.folded
    );
}

#[test]
fn the_published_sample_of_icews_is_read_whole() {
    let Some(folder) = data::folder("a sample of ICEWS is") else {
        return;
    };
    let text = fs::read_to_string(folder.join("formats/icews_sample.tab")).unwrap();
    let (input, report) = read(icews, &text);
    assert_eq!((report.totals.rows, report.totals.rejected), (1_000, 0));
    assert_eq!(report.notes, []);
    assert_eq!(cited(&input), 1_000);
    let events = input
        .records
        .iter()
        .filter(|(record, _)| record.common().is_some());
    let totals = report.totals;
    assert_eq!(
        events.count() as u64,
        1_000 - totals.folded - totals.repeated
    );
    let (held, rows) = meetings(&input);
    assert_eq!((held, rows), (122, 306));
    assert_eq!(built(&input).meetings().count(), held);

    // Without the header the columns are the same.
    let (_, bare) = text.split_once('\n').unwrap();
    let mut other = Input::default();
    let report = Reading::new()
        .icews(bare.as_bytes(), "icews.tab", &mut other)
        .unwrap();
    assert_eq!(report.totals.records, input.records.len() as u64);
}
