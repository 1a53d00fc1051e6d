//! Small timelines that have something of everything.

use demarche::prelude::*;
use demarche::{
    Duration, Gap, ImpliedKind, Origin, Policy, Record, Timeline, TimelineBuilder, read_records,
};

/// The bytes that a timeline is saved as.
pub fn saved(t: &Timeline) -> Vec<u8> {
    let mut bytes = Vec::new();
    t.save_to(&mut bytes).expect("memory is there");
    bytes
}

/// What is saved and opened again.
pub fn again(t: &Timeline) -> Timeline {
    Timeline::open_from(saved(t).as_slice()).expect("what was saved")
}

/// A timeline of nothing.
pub fn nothing() -> Timeline {
    Timeline::builder().build().expect("sound")
}

/// Two actors, two events, one relation.
pub fn little() -> Timeline {
    let mut t = Timeline::builder();
    t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    t.add(
        Meeting::new("talks")
            .between(["a", "b"])
            .on("2025-04-25")
            .at("Moscow"),
    );
    t.add(Statement::new("remark").by("a"));
    t.add(Claim::that("remark").is(After, "talks").within(days(1)));
    t.build().expect("a world")
}

/// Records of every kind, in two files and of none.
const RECORDS: &str = r#"{"type":"timeline","format":1,"title":"Tälks","zone":"+03:00","x_by":{"desk":[1,2.50]}}
{"type":"source","id":"gazette","publisher":"P","published":"2025-04-26","reliability":"C"}
{"type":"source","id":"rumour","published":"2025~"}
{"type":"actor","id":"a","kind":"person","name":"Ada","aliases":["A."]}
{"type":"actor","id":"b","kind":"person","name":"Bo"}
{"type":"actor","id":"s","kind":"state"}
{"type":"affiliation","actor":"a","of":"s","role":"envoy","from":"2025-01-20","until":"..","sources":["gazette"]}
{"type":"meeting","id":"talks","title":"Talks","time":"2025-04-25","zone":"floating","place":"Moscow","participants":["b",{"actor":"a","role":"guest","presence":"implied"}],"absent":["s"],"topics":["peace","war"],"sources":["gazette",{"source":"rumour","credibility":2,"where":"p. 5","as":"announced"}]}
{"type":"meeting","id":"dinner","time":"2025-04-25T20:00Z","participants":[{"actor":"a","for":"s"},"b"],"part_of":["talks"],"format":"in_person"}
{"type":"statement","id":"post","by":"a","to":["s"],"channel":"radio","time":"[2025-04-25..2025-04-26]","about":["talks"],"replies_to":["remark"],"quote":["so"],"stances":[{"topic":"peace","stance":"support"}],"sources":["gazette"]}
{"type":"statement","id":"remark","by":"b","time":"2025-04","about":"talks"}
{"type":"document","id":"paper","by":["a"],"to":["b"],"parties":["s"],"time":"2025-04-20/2025-05","links":[{"kind":"cancels","to":"post"}],"state":"proposed"}
{"type":"action","id":"act","by":["s"],"code":"040","time":"2025-04-25?","instant":true,"status":"alleged","links":[{"kind":"quotes","to":"paper"}]}
{"type":"relation","id":"r1","left":"post","is":"after","right":"talks","gap":{"min":"PT1H","max":"PT12H"},"sources":[{"source":"gazette","quote":"later"}]}
{"type":"relation","left":"dinner","is":"before","right":"act","x_note":"kept whole"}
{"type":"relation","left":"act","is":"before","right":"dinner","sources":["rumour"]}
{"type":"claim","id":"c1","event":"talks","time":"2025-04-25T12:00/2025-04-25T15:00","zone":"+03:00","sources":["rumour"]}
{"type":"claim","event":"paper","time":"2031"}
"#;

fn builder() -> TimelineBuilder {
    let mut t = Timeline::builder();
    t.policy(Policy::SetAside);
    t.imply(ImpliedKind::Published, true);
    let (first, second) = RECORDS.split_at(RECORDS.find("{\"type\":\"statement\"").expect("one"));
    t.add_input(read_records(first.as_bytes(), "first.jsonl"));
    t.add_input(read_records(second.as_bytes(), "second.jsonl"));
    t.add(Meeting::new("later").with("a").on("2026-01-02"));
    t.add_records([(
        Record::from(Actor::state("q", "Q")),
        Origin::new("third.jsonl", 7),
    )]);
    t
}

/// Conflicts set aside, and claims assumed.
pub fn everything() -> Timeline {
    let t = builder().build().expect("something is kept");
    assert!(t.conflicts().len() > 1);
    let t = t
        .assume(Claim::that("later").is(After, "post"))
        .expect("a world");
    let t = t.assume(Claim::that("remark").on("2025-04-1X").source("gazette"));
    let t = t.expect("a world");
    t.assume(Claim::that("later").is(After, "remark"))
        .expect("a world")
}

/// Bounds outside of the ticks.
pub fn far() -> Timeline {
    let mut t = Timeline::builder();
    t.add(Actor::person("a", "Ada"));
    t.add(Statement::new("now").by("a").on("2025"));
    let long = Gap::at_least(Duration::from_micros(i64::MAX).expect("not negative"));
    let mut last = "now".to_owned();
    for i in 0..3 {
        let next = format!("then{i}");
        t.add(Meeting::new(next.as_str()).with("a"));
        let mut claim = Claim::that(next.as_str()).is(After, last);
        claim.gap = long;
        t.add(claim);
        last = next;
    }
    t.build().expect("a world")
}

/// All of these.
pub fn all() -> [Timeline; 4] {
    [nothing(), little(), everything(), far()]
}
