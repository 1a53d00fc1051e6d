//! Texts annotated in TimeML.

use demarche::{Certainty, Input, Policy, Record, Relation, RelationSet, Timeline, read_timeml};

use super::mutations::damage;
use super::rng::Rng;
use super::{built, lines};

const TALKS: &str = include_str!("talks.tml");

fn read(text: impl AsRef<[u8]>) -> Input {
    let list = read_timeml(text.as_ref(), "some/talks.tml");
    assert_eq!(list.text, "talks");
    list.input
}

fn faults(text: impl AsRef<[u8]>) -> Vec<String> {
    let input = read(text);
    input.faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_text_becomes_records() {
    let input = read(TALKS);
    assert_eq!(input.faults, []);
    assert_eq!(lines(&input), include_str!("talks.jsonl"));
    let notes: Vec<String> = input.notes.iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "some/talks.tml:9: 2 time expressions are no times on the calendar, the first of them \"P2W\"",
            "some/talks.tml:22: 1 line left out that says VAGUE",
            "some/talks.tml:24: 2 elements SLINK left out",
            "some/talks.tml:26: 1 element ALINK left out",
        ]
    );
    let t = built(&input);
    let certain = |left: &str, relation: Relation, right: &str| {
        t.relate(left, right).unwrap().certainty(relation) == Certainty::Certain
    };
    assert!(certain("talks:ei1", Relation::Before, "talks:t0"));
    assert!(certain("talks:ei2", Relation::After, "talks:ei1"));
    assert!(certain("talks:ei3", Relation::Meets, "talks:ei4"));
}

/// Each relation, asked of a text with one link.
#[test]
fn every_relation_is_read() {
    let one = |relation: Relation| RelationSet::from(relation);
    let all = [
        ("BEFORE", one(Relation::Before)),
        ("AFTER", one(Relation::After)),
        ("IBEFORE", one(Relation::Meets)),
        ("IAFTER", one(Relation::MetBy)),
        ("BEGINS", one(Relation::Starts)),
        ("BEGUN_BY", one(Relation::StartedBy)),
        ("ENDS", one(Relation::Finishes)),
        ("ENDED_BY", one(Relation::FinishedBy)),
        ("INCLUDES", one(Relation::Contains)),
        ("IS_INCLUDED", one(Relation::During)),
        ("SIMULTANEOUS", one(Relation::Equals)),
        ("IDENTITY", one(Relation::Equals)),
        ("OVERLAP", RelationSet::INTERSECTS),
        ("DURING", RelationSet::WITHIN),
        ("DURING_INV", RelationSet::WITHIN.converse()),
    ];
    for (name, set) in all {
        let text = format!(
            r#"<a><EVENT eid="e1"/><EVENT eid="e2"/><TLINK relType="{name}" eventID="e1" relatedToEvent="e2"/></a>"#
        );
        let input = read(text);
        assert_eq!(input.faults, []);
        let Some((Record::Relation(claim), _)) = input.records.last() else {
            panic!("{name}");
        };
        assert_eq!(claim.is, set, "{name}");
    }
}

#[test]
fn what_is_wrong_is_told_with_line_and_column() {
    let text = r#"<TimeML>
ä<EVENT eid="e1">x</EVENT><EVENT eid="e1">y</EVENT>
<EVENT>z</EVENT><TIMEX3 tid="t1" value="1998"/>
<MAKEINSTANCE eiid="ei1" eventID="e1"/><MAKEINSTANCE eiid="ei2" eventID="e11"/><MAKEINSTANCE eventID="e1"/>
<TLINK lid="l1" relType="BEFOR" eventInstanceID="ei1" relatedToTime="t1"/>
<TLINK lid="l1" relType="BEFORE" eventInstanceID="ei1" relatedToTime="t1"/>
<TLINK lid="l2" eventInstanceID="ei1" relatedToTime="t2"/>
<TLINK lid="l3" relType="BEFORE" relatedToTime="t1"/>
<TLINK lid="l4" relType="BEFORE" eventInstanceID="ei1" timeID="t1" relatedToTime="t1"/>
<TLINK lid="l5" relType="BEFORE" timeID="t1" relatedToTime="t1"/>
<TLINK lid="l6" relType="BEFORE" eventInstanceID="ei1" relatedToTime="t1"/>
</TimeML>"#;
    assert_eq!(
        faults(text),
        [
            "some/talks.tml:2: field `eid`: column 27: \"e1\" is taken already",
            "some/talks.tml:3: field `eid`: column 1: missing",
            "some/talks.tml:4: field `eventID`: column 40: no event \"e11\"; did you mean \"e1\"?",
            "some/talks.tml:4: field `eiid`: column 80: missing",
            "some/talks.tml:5: field `relType`: column 1: \"BEFOR\" is not a temporal relation of TimeML; did you mean \"BEFORE\"?",
            "some/talks.tml:6: field `lid`: column 1: \"l1\" is taken already",
            "some/talks.tml:7: field `relatedToTime`: column 1: no event or time expression \"t2\"",
            "some/talks.tml:7: field `relType`: column 1: missing",
            "some/talks.tml:8: field `eventInstanceID`: column 1: missing, and timeID too",
            "some/talks.tml:9: field `timeID`: column 1: there is eventInstanceID too",
            "some/talks.tml:10: field `relType`: column 1: \"t1\" on both sides; a link is between two",
        ]
    );
    let claims = read(text).records.into_iter();
    assert_eq!(
        claims
            .filter(|(it, _)| matches!(it, Record::Relation(_)))
            .count(),
        1
    );
}

#[test]
fn what_is_no_sound_xml_is_one_fault() {
    for (text, line, column) in [
        ("", 1, 1),
        ("talks", 1, 1),
        ("<a>\n <b>", 2, 2),
        ("<a>\n <b></a>", 2, 5),
        ("<a>\n<EVENT eid=e1/></a>", 2, 1),
        ("<a>\n<EVENT eid=\"e1\" eid=\"e2\"/></a>", 2, 1),
        ("<a>\n<EVENT eid=\"&big;\"/></a>", 2, 1),
        ("<a>\n &#xFFFFFFFF;</a>", 2, 2),
        ("<a>\n<!-- ", 2, 1),
    ] {
        let input = read(text);
        assert_eq!(input.records, [], "{text}");
        let [fault] = input.faults.as_slice() else {
            panic!("{text}: {:?}", input.faults);
        };
        assert_eq!(fault.origin.line, line, "{text}: {fault}");
        let place = format!("column {column}: ");
        assert!(fault.message.starts_with(&place), "{text}: {fault}");
    }
    assert_eq!(
        faults(b"<a>\n\xc3\xa4 \xff</a>"),
        ["some/talks.tml:2: column 3: not UTF-8; save the file as UTF-8"]
    );
}

/// Ten entities of ten of the one before would be ten thousand million letters.
#[test]
fn entities_are_not_replaced() {
    let mut types = String::from("<!ENTITY a0 \"ha\">");
    for i in 1..10 {
        let of = format!("&a{};", i - 1).repeat(10);
        types += &format!("<!ENTITY a{i} \"{of}\">");
    }
    types += "<!ENTITY file SYSTEM \"file:///etc/hostname\">";
    let text = format!("<!DOCTYPE a [{types}]><a><EVENT eid=\"e1\">x &a9; &file; y</EVENT></a>");
    let input = read(text);
    assert_eq!(input.faults, []);
    let written = lines(&input);
    assert!(written.contains(r#""title":"x y""#), "{written}");
}

/// Nothing takes quadratic time.
#[test]
fn long_and_deep_texts_are_read() {
    let deep = "<a>x".repeat(200_000) + &"</a>".repeat(200_000);
    assert!(read(deep).is_sound());
    let wrong = format!("<a>{}</a>", "<TLINK lid=\"l\"/>".repeat(50_000));
    assert!(faults(wrong).len() > 50_000);
    let many: String = (0..50_000).map(|i| format!(" a{i}=\"\"")).collect();
    assert!(faults(format!("<a><EVENT{many}/></a>"))[0].contains("64 KiB"));
}

#[test]
fn damaged_texts_give_records_or_faults() {
    let mut rng = Rng::new(7);
    let (mut sound, mut bad) = (0, 0);
    for copy in 0..10_000 {
        let mut text = TALKS.as_bytes().to_vec();
        for _ in 0..=rng.below(4) {
            damage(&mut text, &mut rng);
        }
        let input = read(&text);
        let lines = u32::try_from(text.split(|byte| *byte == b'\n').count()).unwrap();
        for fault in &input.faults {
            assert!((1..=lines).contains(&fault.origin.line), "{fault}");
            assert!(fault.message.starts_with("column "), "{fault}");
        }
        match input.is_sound() {
            true => sound += 1,
            false => bad += 1,
        }
        // Whatever was read is sound by itself, whatever it says of time.
        if copy % 20 == 0 {
            let mut rest = input.clone();
            rest.faults.clear();
            let mut t = Timeline::builder();
            t.add_input(rest);
            t.policy(Policy::SetAside);
            t.build().unwrap();
        }
    }
    assert!(sound > 500 && bad > 500, "{sound} {bad}");
}
