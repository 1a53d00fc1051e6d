//! Which folders are written, and which are left as they are.

use demarche::prelude::*;
use demarche::{Table, Tables, Timeline};

use super::Folder;

fn talks(years: &[&str]) -> Timeline {
    let mut t = Timeline::builder();
    t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    for (i, year) in years.iter().enumerate() {
        let meeting = Meeting::new(format!("talks{i}")).between(["a", "b"]);
        t.add(if year.is_empty() {
            meeting
        } else {
            meeting.on(*year)
        });
    }
    t.build().unwrap()
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    names
}

#[test]
fn years_are_those_of_the_earliest_beginning() {
    let folder = Folder::new("years");
    let place = folder.join("t");
    let t = talks(&["2014", "2014-05", "-0044-03-15", "", "../2015", "2015"]);
    let report = Tables::new().by_year(true).write(&t, &place).unwrap();
    assert_eq!(report.rows(Table::Events), 6);
    assert_eq!(report.files, 9 + 2 * 4);
    let years = [
        "year=-44",
        "year=2014",
        "year=2015",
        "year=__HIVE_DEFAULT_PARTITION__",
    ];
    for table in ["events", "participants"] {
        assert_eq!(names(&place.join(table)), years);
    }
}

#[test]
fn tables_are_replaced_whole_and_nothing_else_is() {
    let folder = Folder::new("replaced");
    let place = folder.join("t");
    Tables::new()
        .by_year(true)
        .write(&talks(&["2014", "2015"]), &place)
        .unwrap();
    talks(&["2016"]).write_tables(&place).unwrap();
    assert_eq!(names(&place).len(), Table::ALL.len());
    assert!(place.join("events.parquet").is_file());
    Tables::new()
        .by_year(true)
        .write(&talks(&["2017"]), &place)
        .unwrap();
    assert_eq!(names(&place.join("events")), ["year=2017"]);
    assert_eq!(Timeline::open(&place).unwrap().len(), 1);

    std::fs::write(place.join("notes.txt"), "mine").unwrap();
    let error = talks(&["2018"]).write_tables(&place).unwrap_err();
    assert!(error.is_occupied());
    assert!(
        error
            .to_string()
            .contains("it holds \"notes.txt\", which is no table"),
        "{error}"
    );
    assert_eq!(Timeline::open(&place).unwrap().len(), 1);
    let error = talks(&["2018"])
        .write_tables(place.join("notes.txt"))
        .unwrap_err();
    assert!(error.is_occupied(), "{error}");
    // Nothing is left beside.
    assert_eq!(names(&folder.0), ["t"]);
}

#[test]
fn a_writer_that_is_dropped_leaves_nothing() {
    let folder = Folder::new("dropped");
    let mut tables = Tables::new().begin(folder.join("t")).unwrap();
    tables
        .put(
            Table::Topics,
            &["talks".into(), "peace".into(), None::<&str>.into()],
        )
        .unwrap();
    drop(tables);
    assert_eq!(names(&folder.0), [""; 0]);
}

#[test]
fn rows_that_do_not_fit_are_refused() {
    let folder = Folder::new("refused");
    let mut tables = Tables::new().begin(folder.join("t")).unwrap();
    let error = tables.put(Table::Topics, &["talks".into()]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a row of table `topics`: it has 1 cells for 3 columns"
    );
    let row = ["talks".into(), 1_i64.into(), None::<&str>.into()];
    let error = tables.put(Table::Topics, &row).unwrap_err();
    assert_eq!(
        error.to_string(),
        "a row of table `topics`: column `topic` holds a text"
    );
    assert_eq!(tables.finish().unwrap().rows(Table::Topics), 0);
}

#[test]
fn what_tables_cannot_hold_is_told() {
    let folder = Folder::new("far");
    let error = talks(&["Y12000"])
        .write_tables(folder.join("t"))
        .unwrap_err();
    assert!(error.is_too_far());
    assert!(
        error
            .to_string()
            .starts_with("event \"talks0\": its earliest beginning: "),
        "{error}"
    );
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    t.add(
        (0..4_097)
            .map(|i| Statement::new(format!("s{i}")).by("a"))
            .collect::<Vec<_>>(),
    );
    let claims = (1..4_097).map(|i| Claim::that(format!("s{i}")).is(After, "s0"));
    t.add(claims.collect::<Vec<_>>());
    let error = t
        .build()
        .unwrap()
        .write_tables(folder.join("t"))
        .unwrap_err();
    assert!(error.is_too_many());
    assert_eq!(
        error.to_string(),
        "claims connect 4097 events, \"s0\" among them: their distances would be as many as they have pairs, \
         16781312; tables hold those of up to 4096 connected events",
    );
    assert_eq!(names(&folder.0), [""; 0]);
}

#[test]
fn progress_is_told_to_the_end() {
    let folder = Folder::new("progress");
    let mut last = 0;
    let tables = Tables::new().progress(|report| last = report.all_rows());
    let report = tables.write(&talks(&["2014"]), folder.join("t")).unwrap();
    assert_eq!(last, report.all_rows());
}
