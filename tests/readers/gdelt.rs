//! Events of GDELT, and mentions of them.

use demarche::{Input, Reading};

use super::{GDELT_1, GDELT_2, MENTIONS, built, gdelt1, gdelt2, lines, read};

#[test]
fn events_become_records() {
    let (input, report) = read(gdelt1, GDELT_1);
    assert_eq!(lines(&input), include_str!("gdelt1.jsonl"));
    assert_eq!(
        report.totals.to_string(),
        "8 rows (0.0 MB): 18 records; 1 folded, 1 repeated, 0 rejected"
    );
    assert_eq!(
        report.notes[0].to_string(),
        "gdelt1.CSV:8: 1 row became an action without a code: \"---\" is none"
    );
    assert_eq!(built(&input).events().count(), 6);
}

/// Files from before April 2013 have no addresses.
#[test]
fn the_last_column_of_the_first_version_may_be_lacking() {
    let bare: String = GDELT_1
        .lines()
        .map(|line| line.rsplit_once('\t').unwrap().0.to_owned() + "\n")
        .collect();
    let (input, report) = read(gdelt1, &bare);
    assert!(report.is_sound());
    let text = lines(&input);
    assert_eq!(text.matches("\"type\":\"source\"").count(), 1);
    assert_eq!(built(&input).events().count(), 6);
}

#[test]
fn mentions_become_citations() {
    let mut input = Input::default();
    let report = Reading::new()
        .gdelt2_with_mentions(
            (GDELT_2.as_bytes(), "gdelt2.export.CSV"),
            (MENTIONS.as_bytes(), "gdelt2.mentions.CSV"),
            &mut input,
        )
        .unwrap();
    assert_eq!(lines(&input), include_str!("gdelt2.jsonl"));
    assert_eq!(report.totals.rows, 12);
    assert_eq!(report.totals.bytes, (GDELT_2.len() + MENTIONS.len()) as u64);
    assert_eq!(
        report.notes[0].to_string(),
        "gdelt2.mentions.CSV:3: 1 mention left out, of an event that is not in the table"
    );
    assert_eq!(built(&input).events().count(), 6);
    // Without mentions the same events are there.
    let (bare, _) = read(gdelt2, GDELT_2);
    assert_eq!(built(&bare).events().count(), 6);
}

#[test]
fn rows_of_gdelt_are_rejected_with_their_columns() {
    let sound: Vec<&str> = GDELT_2.lines().next().unwrap().split('\t').collect();
    let mut text = sound.join("\t") + "\n";
    for (column, cell) in [
        (0, ""),
        (1, "2015-02-18"),
        (26, ""),
        (30, "x"),
        (31, "-1"),
        (59, "201502182300"),
    ] {
        let mut cells = sound.clone();
        cells[column] = cell;
        text += &(cells.join("\t") + "\n");
    }
    let mut cells = sound.clone();
    for nobody in [5, 6, 15, 16] {
        cells[nobody] = "";
    }
    text += &(cells.join("\t") + "\n");
    text += &(sound[..60].join("\t") + "\n");
    let mut input = Input::default();
    let report = gdelt2(Reading::new(), text.as_bytes(), &mut input).unwrap();
    let told: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "gdelt2.export.CSV:2: column 1 (GLOBALEVENTID): missing",
            "gdelt2.export.CSV:3: column 2 (SQLDATE): expected a day such as 20140131, found \"2015-02-18\"",
            "gdelt2.export.CSV:4: column 27 (EventCode): missing",
            "gdelt2.export.CSV:5: column 31 (GoldsteinScale): expected a number such as -4.5, found \"x\"",
            "gdelt2.export.CSV:6: column 32 (NumMentions): expected a number, found \"-1\"",
            "gdelt2.export.CSV:7: column 60 (DATEADDED): expected 20150218230000 or 20150218, found \"201502182300\"",
            "gdelt2.export.CSV:8: column 6 (Actor1Code): missing, and so is the second actor; an event has one",
            "gdelt2.export.CSV:9: 60 cells; expected 61",
        ]
    );
}
