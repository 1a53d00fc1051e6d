//! What readers of link lists get.

use super::row::relations;
use super::*;
use crate::time::{Relation, RelationSet};

/// A file of links of one text: the names of the relations, each between the next two of `e1`, `e2`, ...
fn file(relations: &[&str]) -> String {
    let rows = relations.iter().enumerate().map(|(i, relation)| {
        let (left, right) = (2 * i + 1, 2 * i + 2);
        format!("d\te{left}\t{relation}\te{right}\tee\tTLINK\t{i}\n")
    });
    rows.collect()
}

fn faults(text: impl AsRef<[u8]>) -> Vec<String> {
    let lists = read_links(text.as_ref(), "f");
    assert!(!lists.is_sound());
    let input = lists.into_input();
    input.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_text_becomes_a_source_its_events_and_its_claims() {
    let file = "doc\tleft\trelation\tright\tkind\tlink\tlid\r\n\
                d\te1\tBEFORE\tt2\tet\tTLINK\t8\r\n\r\n\
                d\t?3\tOVERLAP\te1\t?e\tTLINK\t9";
    let lists = read_links(file.as_bytes(), "f");
    assert!(lists.is_sound());
    assert!(lists.get("c").is_none());
    let found = &lists.get("d").unwrap().input.records;
    let event = |id: &str, kind: &str| Action::new(id).by("text").source("d").extra("x_kind", kind);
    let expected: [(Record, u32); 7] = [
        (Actor::group("text", "whoever the text tells of").into(), 2),
        (Source::new("d").into(), 2),
        (event("d:e1", "e").into(), 2),
        (event("d:t2", "t").into(), 2),
        (
            Claim::that("d:e1")
                .is(Relation::Before, "d:t2")
                .id("d:8")
                .source("d")
                .into(),
            2,
        ),
        (event("d:?3", "?").into(), 4),
        (
            Claim::that("d:?3")
                .is(RelationSet::INTERSECTS, "d:e1")
                .id("d:9")
                .source("d")
                .into(),
            4,
        ),
    ];
    let expected = expected.map(|(record, line)| (record, Origin::new("f", line)));
    assert_eq!(*found, expected);
    let mut input = lists.into_input();
    input.check();
    assert!(input.is_sound(), "{:?}", input.faults);
}

#[test]
fn texts_are_kept_apart_wherever_their_lines_stand() {
    let file = "b\te1\tBEFORE\te2\tee\tTLINK\t1\n\
                a\te1\tVAGUE\te2\tee\tTLINK\t1\n\
                b\te2\tBEFORE\te3\tee\tTLINK\t2\n";
    let lists = read_links(file.as_bytes(), "f");
    let texts: Vec<_> = lists.lists.iter().map(|list| list.text.as_str()).collect();
    assert_eq!(texts, ["b", "a"]);
    let ids = |input: &Input| -> Vec<String> {
        let ids = input.records.iter().filter_map(|(record, _)| record.id());
        ids.map(str::to_owned).collect()
    };
    assert_eq!(
        ids(&lists.lists[0].input),
        ["text", "b", "b:e1", "b:e2", "b:1", "b:e3", "b:2"]
    );
    assert_eq!(ids(&lists.lists[1].input), ["text", "a", "a:e1", "a:e2"]);
    assert_eq!(
        ids(&lists.into_input()),
        [
            "text", "b", "b:e1", "b:e2", "b:1", "b:e3", "b:2", "a", "a:e1", "a:e2"
        ]
    );
}

#[test]
fn every_relation_of_timeml_is_known() {
    let names = relations().map(|(name, _)| name);
    let input = read_links(file(&names).as_bytes(), "f").into_input();
    let said: Vec<String> = input
        .records
        .iter()
        .filter_map(|(record, _)| match record {
            Record::Relation(claim) => Some(claim.is.to_string()),
            _ => None,
        })
        .collect();
    assert_eq!(
        said,
        [
            "before",
            "after",
            "meets",
            "met_by",
            "starts",
            "started_by",
            "finishes",
            "finished_by",
            "contains",
            "during",
            "equals",
            "equals",
            "intersects",
        ]
    );
}

#[test]
fn what_says_nothing_is_left_out_and_counted() {
    let lists = read_links(
        file(&["VAGUE", "BEFORE", "MEASURE", "VAGUE"]).as_bytes(),
        "f",
    );
    let mut twice = lists.clone();
    twice.lists.extend(lists.lists.clone());
    let notes = |lists: LinkLists| -> Vec<String> {
        let notes = lists.into_input().notes;
        notes.iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        notes(lists),
        [
            "f:1: 2 lines left out that say VAGUE",
            "f:3: 1 line left out that says MEASURE"
        ]
    );
    assert_eq!(
        notes(twice),
        [
            "f:1: 4 lines left out that say VAGUE",
            "f:3: 2 lines left out that say MEASURE"
        ]
    );
}

#[test]
fn every_fault_of_a_line_is_named() {
    assert_eq!(
        faults("d\te1\tbefore\te1\tex\tALINK\t"),
        [
            "f:1: field `lid`: missing",
            "f:1: field `right`: \"e1\" is `left` too; a link is between two",
            "f:1: field `relation`: \"before\" is not a temporal relation of TimeML; did you mean \"BEFORE\"?",
            "f:1: field `kind`: expected a letter for each of the two, `e` for an event, `t` for a time, \
             `?` where that is not known, found \"ex\"",
            "f:1: field `link`: expected TLINK, the type of links that speak of time, found \"ALINK\"",
        ]
    );
    assert_eq!(faults(file(&["BEFORE", "AFTR", "", "INCLUDE"])).len(), 3);
    assert_eq!(
        faults("d\te1\tCAUSES\te2\t\u{e9}\tTLINK\t1")[0],
        "f:1: field `relation`: \"CAUSES\" is not a temporal relation of TimeML"
    );
}

#[test]
fn ragged_lines_are_faults_of_their_text() {
    let file = "d\te1\tBEFORE\te2\n\
                d\te1\tBEFORE\te2\tee\tTLINK\t1\t\n\
                d e1 BEFORE e2 ee TLINK 1\n\
                \te1\tBEFORE\te2\tee\tTLINK\t1\n";
    let lists = read_links(file.as_bytes(), "f");
    assert_eq!(lists.lists.len(), 1);
    assert_eq!(lists.lists[0].input.faults.len(), 2);
    assert_eq!(lists.faults.len(), 2);
    let expected =
        "expected 7 cells with tabs between (doc, left, relation, right, kind, link, lid), found";
    assert_eq!(
        faults(file),
        [
            format!("f:1: {expected} 4"),
            format!("f:2: {expected} 8"),
            format!("f:3: {expected} 1"),
            "f:4: field `doc`: missing".to_owned(),
        ]
    );
}

#[test]
fn a_header_names_the_columns_in_their_order() {
    assert_eq!(
        faults("doc\tleft\treltion\tright\tkind\tlink\tlid"),
        [
            "f:1: field `reltion`: the columns are not doc, left, relation, right, kind, link, lid, \
             in this order; did you mean \"relation\"?"
        ]
    );
    assert_eq!(
        faults("doc\tleft\tright\trelation\tkind\tlink\tlid"),
        ["f:1: the columns are not doc, left, relation, right, kind, link, lid, in this order"]
    );
}

#[test]
fn bytes_that_are_no_text_are_faults() {
    assert_eq!(
        faults(b"d\te1\xff\n"),
        ["f:1: not UTF-8 at column 5; save the file as UTF-8"]
    );
    struct Failing;
    impl Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("no disk"))
        }
    }
    assert_eq!(
        read_links(Failing, "f").faults[0].to_string(),
        "f:1: can't be read: no disk"
    );
    assert_eq!(
        read_links(&b"\xef\xbb\xbf\n"[..], "f"),
        LinkLists::default()
    );
}
