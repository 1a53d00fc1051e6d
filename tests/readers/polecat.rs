//! Events of POLECAT: lists of actors, codes of PLOVER, and the days on which reports were published.

use demarche::{Input, JsonlWriter, Pattern, Reading, Record, Timeline};

use super::{POLECAT, built, lines, polecat, read};

#[test]
fn polecat_becomes_records() {
    let (input, report) = read(polecat, POLECAT);
    assert_eq!(lines(&input), include_str!("polecat.jsonl"));
    let notes: Vec<String> = report.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        ["polecat.tsv:10: 1 row became an action without a code: \"SING aria\" is none"]
    );
    assert_eq!(
        report.totals.to_string(),
        "10 rows (0.0 MB): 18 records; 1 folded, 2 repeated, 0 rejected"
    );
    let t = built(&input);
    assert_eq!(t.events().count(), 7);
    assert_eq!(t.meetings().count(), 2);

    let mut written = Vec::new();
    let mut writer = JsonlWriter::new(&mut written);
    Reading::new()
        .polecat(POLECAT.as_bytes(), "polecat.tsv", &mut writer)
        .unwrap();
    assert_eq!(writer.finish().unwrap(), report.totals.records);
    assert_eq!(String::from_utf8(written).unwrap(), lines(&input));
}

/// When something was published is when it was known, and decides nothing about when it was.
#[test]
fn the_day_of_publication_is_that_of_the_source() {
    let (input, _) = read(polecat, POLECAT);
    let sources: Vec<(&str, Option<&str>)> = input
        .records
        .iter()
        .filter_map(|(record, _)| match record {
            Record::Source(source) => Some((source.id.as_str(), source.published.as_deref())),
            _ => None,
        })
        .collect();
    assert_eq!(
        sources,
        [
            ("the-gazette-2018-06-03", Some("2018-06-03")),
            ("the-gazette-2018-06-02", Some("2018-06-02")),
            ("evening-post-2018-06-02", Some("2018-06-02")),
            ("polecat-2018-06-04", Some("2018-06-04")),
            ("polecat", None),
        ]
    );
    let mut t = Timeline::builder();
    t.add_input(input);
    let t = t.build().unwrap();
    let known = t.as_known_at("2018-06-02").unwrap();
    assert!(known.event("polecat:20180601-1-aa").is_ok());
    assert!(known.event("polecat:20180603-2-af").is_err());
}

#[test]
fn codes_are_found_by_their_types() {
    let t = built(&read(polecat, POLECAT).0);
    for (question, count) in [
        ("find ?m where meeting ?m code PLOVER:CONSULT", 2),
        ("find ?m where meeting ?m code PLOVER:CONSULT:visit", 1),
        ("find ?s where statement ?s code PLOVER:THREATEN", 2),
        ("find ?a where action ?a code PLOVER:SING", 0),
    ] {
        let pattern: Pattern = question.parse().unwrap();
        assert_eq!(t.ask(&pattern).unwrap().count(), count, "{question}");
    }
}

#[test]
fn columns_may_stand_in_another_order() {
    let (input, _) = read(polecat, POLECAT);
    let turned: String = POLECAT
        .lines()
        .map(|line| line.rsplit('\t').collect::<Vec<_>>().join("\t") + "\n")
        .collect();
    assert_eq!(read(polecat, &turned).0.records, input.records);
    let renamed = POLECAT.replacen("\tIntensity\t", "\tEvent Intensity\t", 1);
    assert_eq!(read(polecat, &renamed).0.records, input.records);
}

#[test]
fn rows_are_rejected_with_their_columns() {
    let header = POLECAT.lines().next().unwrap();
    let sound: Vec<&str> = POLECAT.lines().nth(1).unwrap().split('\t').collect();
    let mut text = header.to_owned() + "\n" + &sound.join("\t") + "\n";
    for (column, cell) in [
        (1, "None"),
        (1, "2018-06-31"),
        (2, ""),
        (4, "strong"),
        (7, "None; NULL"),
        (34, "in June"),
    ] {
        let mut cells = sound.clone();
        cells[column] = cell;
        text += &(cells.join("\t") + "\n");
    }
    text += "1\t2018-06-01\n";
    let mut rejects = Vec::new();
    let mut input = Input::default();
    let report = Reading::new()
        .rejects(&mut rejects)
        .polecat(text.as_bytes(), "x.tsv", &mut input)
        .unwrap();
    let told: Vec<String> = report.rejects.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "x.tsv:3: column 2 (Event Date): expected a day such as 2014-01-31 or 1/31/2014, found \"None\"",
            "x.tsv:4: column 2 (Event Date): expected a day such as 2014-01-31 or 1/31/2014, found \"2018-06-31\"",
            "x.tsv:5: column 3 (Event Type): missing",
            "x.tsv:6: column 5 (Intensity): expected a number such as -4.5, found \"strong\"",
            "x.tsv:7: column 8 (Actor Name): missing",
            "x.tsv:8: column 35 (Publication Date): expected a day such as 2014-01-31 or 1/31/2014, found \"in June\"",
            "x.tsv:9: 2 cells where the header has 40",
        ]
    );
    let rest: Vec<&str> = text.lines().skip(2).collect();
    let expected = format!("{header}\n{}\n", rest.join("\n"));
    assert_eq!(String::from_utf8(rejects).unwrap(), expected);

    let error = Reading::new()
        .polecat(&b"Event ID\tEvent Date\n"[..], "x.tsv", &mut input)
        .unwrap_err();
    assert!(error.is_header(), "{error}");
}
