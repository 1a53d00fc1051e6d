//! Chronologies kept as plain CSV.
#![cfg(feature = "csv")]

use demarche::{
    Actor, ActorKind, Input, Note, Record, Relation, RelationSet, Reliability, Status, read_csv,
    read_csv_knowing, write_jsonl,
};
use proptest::prelude::*;

fn read(rows: &str) -> Input {
    let mut input = read_csv(rows.as_bytes(), "rows.csv");
    input.check();
    assert_eq!(input.faults, []);
    input
}

fn lines(input: &Input) -> Vec<String> {
    let mut bytes = Vec::new();
    write_jsonl(input.records.iter().map(|(record, _)| record), &mut bytes).unwrap();
    String::from_utf8(bytes)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

fn notes(input: &Input) -> Vec<String> {
    input.notes.iter().map(ToString::to_string).collect()
}

#[test]
fn every_column_has_its_place() {
    let input = read(
        "key,kind,title,date,zone,with,absent,by,to,place,topic,quote,channel,status,after,before,during,source,url,published,reliability,notes\n\
         m,meeting,The talks,2025-04-25~,+03:00,Ann; Bob ;,Cy,,,Moscow,peace;war,,,planned,,,,Gazette,https://g.example,2025-04-26,C,one; two\n\
         s,statement,,[2025-04-25..2025-04-26],,,,Ann,Bob;Cy,,,\"very close; almost\",radio,,m,p,,Gazette,,,,\n\
         p,document,,,,Ann;Bob,,Cy,Di,,,,,,,,m;s,Gazette; Herald,,,,\n\
         a,action,,,,,,Ann,Bob,,,,,,,,,,,,,\n",
    );
    assert_eq!(
        lines(&input),
        [
            r#"{"type":"source","id":"gazette","title":"Gazette","url":"https://g.example","published":"2025-04-26","reliability":"C"}"#,
            r#"{"type":"actor","id":"ann","kind":"person","name":"Ann"}"#,
            r#"{"type":"actor","id":"bob","kind":"person","name":"Bob"}"#,
            r#"{"type":"actor","id":"cy","kind":"person","name":"Cy"}"#,
            r#"{"type":"meeting","id":"m","title":"The talks","status":"planned","time":"2025-04-25~","zone":"+03:00","place":"Moscow","participants":["ann","bob"],"absent":["cy"],"topics":["peace","war"],"notes":["one; two"],"sources":["gazette"]}"#,
            r#"{"type":"statement","id":"s","by":["ann"],"to":["bob","cy"],"channel":"radio","time":"[2025-04-25..2025-04-26]","quote":["very close; almost"],"sources":["gazette"]}"#,
            r#"{"type":"relation","left":"s","is":"after","right":"m","sources":["gazette"]}"#,
            r#"{"type":"relation","left":"s","is":"before","right":"p","sources":["gazette"]}"#,
            r#"{"type":"source","id":"herald","title":"Herald"}"#,
            r#"{"type":"actor","id":"di","kind":"person","name":"Di"}"#,
            r#"{"type":"document","id":"p","by":["cy"],"to":["di"],"parties":["ann","bob"],"sources":["gazette","herald"]}"#,
            r#"{"type":"relation","left":"p","is":"within","right":"m","sources":["gazette","herald"]}"#,
            r#"{"type":"relation","left":"p","is":"within","right":"s","sources":["gazette","herald"]}"#,
            r#"{"type":"action","id":"a","by":["ann"],"to":["bob"]}"#,
        ]
    );
}

#[test]
fn kinds_and_keys_that_are_missing_are_made_up() {
    let input = read(
        "\u{feff}with,by,quote\r\n\
         Ann,,\r\n\
         \r\n\
         ,Bob,\r\n\
         ,Bob,\"over two\r\nlines\"\r\n\
         , ,\r\n\
         Cy,,",
    );
    let found: Vec<_> = input
        .records
        .iter()
        .filter(|(record, _)| record.common().is_some())
        .map(|(record, origin)| (record.type_name(), record.id().unwrap(), origin.line))
        .collect();
    assert_eq!(
        found,
        [
            ("meeting", "row-2", 2),
            ("statement", "row-4", 4),
            ("statement", "row-5", 5),
            ("meeting", "row-8", 8),
        ]
    );
}

#[test]
fn a_made_up_key_is_no_one_else_s() {
    let input = read("key,with\n,Ann\nrow-2,Ann\nrow-5,A; A n n\n,B\n");
    let ids: Vec<_> = input
        .records
        .iter()
        .filter_map(|(record, _)| record.id())
        .collect();
    assert_eq!(
        ids,
        [
            "ann", "row-2-2", "row-2", "a", "a-n-n", "row-5", "b", "row-5-2"
        ]
    );
}

#[test]
fn people_are_listed_once_and_near_duplicates_pointed_out() {
    let input = read(
        "with\n\
         Volodymyr Zelensky; Steve  Witkoff\n\
         Steve Witkoff;Volodymyr Zelenskyy\n\
         ?;STEVE WITKOFF\n",
    );
    assert_eq!(
        notes(&input),
        [
            "rows.csv:2: \"Volodymyr Zelensky\" becomes the new actor \"volodymyr-zelensky\"",
            "rows.csv:2: \"Steve Witkoff\" becomes the new actor \"steve-witkoff\"",
            "rows.csv:3: \"Volodymyr Zelenskyy\" becomes the new actor \"volodymyr-zelenskyy\"",
            "rows.csv:4: \"?\" becomes the new actor \"actor\"",
            "rows.csv:4: \"STEVE WITKOFF\" becomes the new actor \"steve-witkoff-2\"",
            "rows.csv:3: \"Volodymyr Zelenskyy\" may be the same as \"Volodymyr Zelensky\"",
            "rows.csv:4: \"STEVE WITKOFF\" may be the same as \"Steve Witkoff\"",
        ]
    );
    let actors = input.records.iter().filter_map(|(record, _)| match record {
        Record::Actor(actor) => Some(actor),
        _ => None,
    });
    assert!(actors.clone().all(|actor| actor.kind == ActorKind::Person));
    assert_eq!(actors.count(), 5);
}

#[test]
fn known_actors_are_known_by_key_name_and_alias() {
    let known = [
        Actor::person("sw", "Steve Witkoff").alias("The Envoy"),
        Actor::state("ann", "Annland"),
    ];
    let rows = "with\nsw; Steve Witkoff; The Envoy; Stev Witkoff; Ann\n";
    let input = read_csv_knowing(rows.as_bytes(), "rows.csv", &known);
    let Some((Record::Meeting(meeting), _)) = input.records.last() else {
        panic!("{input:?}");
    };
    let keys: Vec<_> = meeting
        .participants
        .iter()
        .map(|it| it.actor.as_str())
        .collect();
    assert_eq!(keys, ["sw", "sw", "sw", "stev-witkoff", "ann-2"]);
    assert!(matches!(&input.notes[0], Note::NewActor { name, .. } if name == "Stev Witkoff"));
    assert!(
        matches!(&input.notes[2], Note::NearDuplicate { other, .. } if other == "Steve Witkoff")
    );
    assert_eq!(input.notes.len(), 3);
}

#[test]
fn a_source_is_told_of_by_several_rows() {
    let input = read(
        "with,source,url,published,reliability\n\
         Ann,Gazette,,,\n\
         Ann,Gazette,u,,B\n\
         Ann,,https://a.example/b?c,2025,\n\
         Ann,Gazette,u,2024-01,B\n\
         Ann,,https://a.example/b?c,,\n",
    );
    let sources: Vec<_> = input
        .records
        .iter()
        .filter_map(|(record, _)| match record {
            Record::Source(source) => Some(source),
            _ => None,
        })
        .collect();
    let [gazette, address] = sources.as_slice() else {
        panic!("{sources:?}");
    };
    assert_eq!(gazette.url.as_deref(), Some("u"));
    assert_eq!(gazette.published.as_deref(), Some("2024-01"));
    assert_eq!(gazette.reliability, Some(Reliability::B));
    assert_eq!(address.id, "https-a-example-b-c");
    assert_eq!(address.title, None);
    assert_eq!(address.url.as_deref(), Some("https://a.example/b?c"));
}

#[test]
fn what_can_be_read_of_a_row_is_handed_out() {
    let rows = "key,kind,with,status,after\na,meting,Ann,planed,b\nb,,,,\n";
    let mut input = read_csv(rows.as_bytes(), "rows.csv");
    input.check();
    let faults: Vec<_> = input
        .faults
        .iter()
        .map(|fault| fault.field.as_deref())
        .collect();
    assert_eq!(faults, [Some("kind"), Some("status"), Some("kind")]);
    let [
        _,
        (Record::Meeting(a), _),
        (Record::Relation(after), _),
        (b, _),
    ] = input.records.as_slice()
    else {
        panic!("{input:?}");
    };
    assert_eq!(a.common.status, Status::Planned);
    assert_eq!(after.is, RelationSet::from(Relation::After));
    assert_eq!(b.id(), Some("b"));
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_harm(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        read_csv(&bytes[..], "rows.csv").check();
    }

    /// Whatever the cells hold, every row that is not blank is an event, and begins where it says.
    #[test]
    fn every_row_is_an_event(
        cells in prop::collection::vec(("[a-z;\n\r\", ü]{0,6}", "[a-z\n]{1,3}", "\r?\n{1,3}"), 0..8),
    ) {
        let mut rows = "title,with\n".to_owned();
        let mut expected = Vec::new();
        for (title, with, end) in &cells {
            expected.push(rows.matches('\n').count() as u32 + 1);
            rows += &format!("\"{}\",\"x{with}\"{end}", title.replace('"', "\"\""));
        }
        let input = read_csv(rows.as_bytes(), "rows.csv");
        prop_assert_eq!(&input.faults, &[]);
        let found: Vec<_> = input
            .records
            .iter()
            .filter_map(|(record, origin)| record.common().map(|common| (common.title.clone(), origin.line)))
            .collect();
        let titles = cells.iter().map(|(title, ..)| title.trim());
        let titles = titles.map(|title| (!title.is_empty()).then(|| title.to_owned()));
        prop_assert_eq!(found, titles.zip(expected).collect::<Vec<_>>());
    }
}
