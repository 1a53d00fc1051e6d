//! Files that are cut, altered, missing or not what they should be.

use std::fs;
use std::path::Path;

use demarche::prelude::*;
use demarche::{ActorView, Cell, OpenError, Table, Tables, Timeline};

use super::Folder;

fn talks() -> Timeline {
    let mut t = Timeline::builder();
    t.title("Talks").zone("+03:00");
    t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    t.add(
        Meeting::new("talks")
            .between(["a", "b"])
            .on("2025-04-25")
            .at("Doha"),
    );
    t.add(
        Statement::new("remark")
            .by("a")
            .stance(Stance::support("peace")),
    );
    t.add(Claim::that("remark").is(After, "talks"));
    t.build().unwrap()
}

/// Opens a folder in which one file holds these bytes.
fn with(place: &Path, table: &str, bytes: &[u8]) -> Result<Timeline, OpenError> {
    let file = place.join(format!("{table}.parquet"));
    fs::write(file, bytes).unwrap();
    Timeline::open(place)
}

#[test]
fn a_file_cut_anywhere_is_told() {
    let folder = Folder::new("cut");
    let place = folder.join("t");
    for table in ["timeline", "records"] {
        talks().write_tables(&place).unwrap();
        let whole = fs::read(place.join(format!("{table}.parquet"))).unwrap();
        for length in 0..whole.len() {
            let error = with(&place, table, &whole[..length]).unwrap_err();
            assert!(error.is_altered(), "{length}: {error}");
            let path = place.join(format!("{table}.parquet"));
            assert_eq!(error.table(), Some(&*path), "{length}: {error}");
        }
        assert!(with(&place, table, &whole).is_ok());
    }
}

#[test]
fn a_file_altered_anywhere_is_told() {
    let folder = Folder::new("altered");
    let place = folder.join("t");
    for table in ["timeline", "records"] {
        talks().write_tables(&place).unwrap();
        let whole = fs::read(place.join(format!("{table}.parquet"))).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            for bit in 0..8 {
                bytes[at] = whole[at] ^ (1 << bit);
                let error = with(&place, table, &bytes).unwrap_err();
                assert!(error.is_altered(), "{at}: {error}");
            }
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert!(with(&place, table, &longer).unwrap_err().is_altered());
    }
}

/// A file as another program would have written it: without a checksum.
fn of_others(bytes: &[u8]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (ours, other) in [
        ("demarche version", "somebody version"),
        ("demarche_table", "somebody_table"),
    ] {
        let places = bytes.windows(ours.len()).enumerate();
        let places = places.filter(|(_, window)| *window == ours.as_bytes());
        let places: Vec<usize> = places.map(|(at, _)| at).collect();
        for at in places {
            bytes[at..at + ours.len()].copy_from_slice(other.as_bytes());
        }
    }
    bytes
}

#[test]
fn damage_to_a_file_of_others_is_an_error_or_does_no_harm() {
    let folder = Folder::new("others");
    let place = folder.join("t");
    let mut random = 0x5eed_u64;
    let mut next = move || {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize
    };
    for table in ["timeline", "records"] {
        talks().write_tables(&place).unwrap();
        let whole = of_others(&fs::read(place.join(format!("{table}.parquet"))).unwrap());
        assert!(with(&place, table, &whole).is_ok());
        for length in (0..whole.len()).step_by(7) {
            assert!(with(&place, table, &whole[..length]).is_err());
        }
        for _ in 0..3_000 {
            let mut bytes = whole.clone();
            for _ in 0..1 + next() % 3 {
                let at = next() % bytes.len();
                bytes[at] = match next() % 3 {
                    0 => bytes[at] ^ (1 << (next() % 8)),
                    1 => 0xff,
                    _ => next() as u8,
                };
            }
            let _ = with(&place, table, &bytes);
        }
    }
}

#[test]
fn what_is_missing_is_named() {
    let folder = Folder::new("missing");
    let place = folder.join("t");
    for table in ["timeline", "records"] {
        talks().write_tables(&place).unwrap();
        fs::remove_file(place.join(format!("{table}.parquet"))).unwrap();
        let error = Timeline::open(&place).unwrap_err();
        assert!(error.is_not_saved());
        let says = format!("there is no table `{table}`, neither");
        assert!(error.to_string().contains(&says), "{error}");
    }
    let error = Timeline::open(folder.join("nothing")).unwrap_err();
    assert!(error.is_io(), "{error}");
}

/// Tables of a timeline of one event, with other rows in one of them.
fn with_rows(place: &Path, table: Table, rows: &[&[Cell<'_>]]) -> Result<Timeline, OpenError> {
    let mut tables = Tables::new().begin(place).unwrap();
    let whole = [
        1_i64.into(),
        Cell::Null,
        "UTC".into(),
        0_i64.into(),
        false.into(),
        "".into(),
    ];
    if table != Table::Timeline {
        tables.put(Table::Timeline, &whole).unwrap();
    }
    for row in rows {
        tables.put(table, row).unwrap();
    }
    tables.finish().unwrap();
    Timeline::open(place)
}

#[test]
fn rows_that_no_timeline_has_are_told() {
    let folder = Folder::new("rows");
    let place = folder.join("t");
    let whole = |format: i64| {
        [
            format.into(),
            Cell::Null,
            "UTC".into(),
            0_i64.into(),
            false.into(),
            "".into(),
        ]
    };
    let error = with_rows(&place, Table::Timeline, &[&whole(2)]).unwrap_err();
    assert!(error.is_other_version());
    assert!(
        error
            .to_string()
            .ends_with("timeline.parquet: tables of version 2; this release reads version 1"),
        "{error}",
    );
    let error = with_rows(&place, Table::Timeline, &[&whole(1), &whole(1)]).unwrap_err();
    assert!(error.to_string().contains("it has 2 rows"), "{error}");

    let actor = r#"{"type":"actor","id":"a","kind":"person"}"#;
    let record = |ordinal: i64, record: &'static str| {
        [
            ordinal.into(),
            "actor".into(),
            Cell::from(record),
            Cell::Null,
            Cell::Null,
        ]
    };
    for (rows, says) in [
        (
            vec![record(1, actor)],
            "column `ordinal`: the record of ordinal 0 is missing",
        ),
        (
            vec![record(0, actor), record(0, actor)],
            "column `ordinal`: the record of ordinal 0 is there twice",
        ),
        (
            vec![record(0, r#"{"type":"actor","id":"a","kind":"persn"}"#)],
            "column `record`: that of ordinal 0: field `kind`: \"persn\" is not a kind of actor",
        ),
        (vec![record(0, "{")], "column `record`: that of ordinal 0: "),
        (
            vec![record(0, actor), record(1, actor)],
            "its records make no timeline: field `id` of \"a\": another actor has the key \"a\" already",
        ),
    ] {
        let rows: Vec<&[Cell<'_>]> = rows.iter().map(|row| &row[..]).collect();
        let error = with_rows(&place, Table::Records, &rows).unwrap_err();
        assert!(error.is_altered());
        assert!(error.to_string().contains(says), "{error}");
    }
    // The order of rows is not that of records.
    let rows = [
        record(1, r#"{"type":"actor","id":"b","kind":"state"}"#),
        record(0, actor),
    ];
    let rows: Vec<&[Cell<'_>]> = rows.iter().map(|row| &row[..]).collect();
    let t = with_rows(&place, Table::Records, &rows).unwrap();
    assert_eq!(
        t.actors().map(ActorView::key).collect::<Vec<_>>(),
        ["a", "b"]
    );
}

#[test]
fn a_column_that_is_not_there_or_of_another_type_is_named() {
    let folder = Folder::new("columns");
    let place = folder.join("t");
    talks().write_tables(&place).unwrap();
    let copy = |from: &str, to: &str| {
        fs::copy(
            place.join(format!("{from}.parquet")),
            place.join(format!("{to}.parquet")),
        )
        .unwrap();
    };
    // It has no column of records.
    copy("events", "records");
    let error = Timeline::open(&place).unwrap_err();
    assert_eq!(error.column(), Some("record"));
    assert!(
        error
            .to_string()
            .ends_with("records.parquet: column `record`: there is none"),
        "{error}"
    );
}

#[test]
fn a_table_may_be_a_folder_of_parts() {
    let folder = Folder::new("parts");
    let place = folder.join("t");
    let t = talks();
    t.write_tables(&place).unwrap();
    fs::create_dir_all(place.join("records/deep")).unwrap();
    fs::rename(
        place.join("records.parquet"),
        place.join("records/deep/any.parquet"),
    )
    .unwrap();
    fs::write(place.join("records/_SUCCESS"), "").unwrap();
    assert!(Timeline::open(&place).unwrap().records().eq(t.records()));
}
