//! Random timelines, and what the laws ask of them.

use std::fmt;

use demarche::{
    Assertion, BuildError, Certainty, Policy, Presence, Record, Relation, RelationSet, Status,
    Timeline, TimelineBuilder, read_records,
};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed};

use crate::oracle::r#gen::{Shape, spec};
use crate::oracle::rng::Rng;

/// The records of a random timeline, and a seed for what else is drawn.
#[derive(Clone)]
pub struct Sample {
    pub text: String,
    pub records: Vec<Record>,
    pub seed: u64,
}

impl Sample {
    pub fn rng(&self) -> Rng {
        Rng::new(self.seed)
    }

    pub fn builder(&self) -> TimelineBuilder {
        builder(&self.records)
    }

    /// The timeline, where its claims have a world.
    pub fn consistent(&self) -> Option<Timeline> {
        self.builder().build().ok()
    }

    pub fn set_aside(&self) -> Timeline {
        build(&self.records, Policy::SetAside).expect("something is kept")
    }
}

/// As a file, so that a timeline that breaks a law can be tried.
impl fmt::Debug for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seed {}\n{}", self.seed, self.text)
    }
}

/// Random timelines, consistent ones and others.
pub fn samples() -> impl Strategy<Value = Sample> {
    (any::<u64>(), any::<bool>()).prop_map(|(seed, dated)| {
        let shape = if dated { Shape::Dated } else { Shape::Mixed };
        let text = spec(seed >> 8, shape).jsonl();
        let input = read_records(text.as_bytes(), "random.jsonl");
        assert!(input.faults.is_empty(), "{:?}\n{text}", input.faults);
        let records = input.records.into_iter().map(|(record, _)| record);
        Sample {
            records: records.collect(),
            text,
            seed,
        }
    })
}

/// Random timelines with events of any status, and presences of any kind.
pub fn varied() -> impl Strategy<Value = Sample> {
    samples().prop_map(|mut sample| {
        let mut rng = sample.rng();
        for record in &mut sample.records {
            if rng.chance(40)
                && let Some(status) = status_of(record)
            {
                *status = *rng.pick(&Status::ALL);
            }
            let Record::Meeting(meeting) = record else {
                continue;
            };
            for participant in &mut meeting.participants {
                if rng.chance(30) {
                    participant.presence = *rng.pick(&Presence::ALL);
                }
            }
            if rng.chance(10) {
                let mut again = meeting.participants[0].clone();
                again.presence = *rng.pick(&Presence::ALL);
                meeting.participants.push(again);
            }
        }
        let mut text = Vec::new();
        demarche::write_jsonl(&sample.records, &mut text).expect("memory is there");
        sample.text = String::from_utf8(text).expect("what is written is UTF-8");
        sample
    })
}

fn status_of(record: &mut Record) -> Option<&mut Status> {
    match record {
        Record::Meeting(it) => Some(&mut it.common.status),
        Record::Statement(it) => Some(&mut it.common.status),
        Record::Document(it) => Some(&mut it.common.status),
        Record::Action(it) => Some(&mut it.common.status),
        _ => None,
    }
}

/// So many cases, the same in every run.
pub fn cases(count: u32) -> Config {
    Config {
        cases: count,
        rng_seed: RngSeed::Fixed(0x00de_3a6c),
        failure_persistence: None,
        ..Config::default()
    }
}

pub fn builder(records: &[Record]) -> TimelineBuilder {
    let mut builder = Timeline::builder();
    for record in records {
        builder.add(record.clone());
    }
    builder
}

pub fn build(records: &[Record], policy: Policy) -> Result<Timeline, BuildError> {
    let mut builder = builder(records);
    builder.policy(policy);
    builder.build()
}

pub fn keys(t: &Timeline) -> Vec<String> {
    t.events().map(|event| event.key().to_owned()).collect()
}

pub fn possible(t: &Timeline, x: &str, y: &str) -> RelationSet {
    t.relate(x, y).expect("known").possible()
}

/// All pairs of events, by key.
pub fn pairs(t: &Timeline) -> Vec<(String, String)> {
    let keys = keys(t);
    let each = keys
        .iter()
        .flat_map(|x| keys.iter().map(|y| (x.clone(), y.clone())));
    each.collect()
}

/// The relations in which `x` begins before `y` begins.
pub fn begins_before() -> RelationSet {
    use Relation::{Before, Contains, FinishedBy, Meets, Overlaps};
    Before | Meets | Overlaps | FinishedBy | Contains
}

/// A random set of relations.
pub fn set(rng: &mut Rng) -> RelationSet {
    let bits = rng.next();
    let kept = |relation: &Relation| bits >> (*relation as u64) & 1 == 1;
    Relation::ALL.into_iter().filter(kept).collect()
}

/// A meeting, two who met there, and how sure that is.
pub type Met = (String, String, String, Certainty);

/// Who met whom where before a statement, and how sure that is.
pub fn met_before(t: &Timeline, statement: &str) -> Vec<Met> {
    let met = t.who_met_before(statement).expect("a statement");
    met.map(|met| {
        let [a, b] = met.actors().map(|actor| actor.key().to_owned());
        let meeting = met.meeting().event().key().to_owned();
        (meeting, a, b, met.certainty())
    })
    .collect()
}

/// All that a timeline answers, told by keys and in an order that is not that of insertion.
#[derive(Debug, PartialEq)]
pub struct Answers {
    windows: Vec<String>,
    relations: Vec<(String, String, RelationSet)>,
    order: Vec<(String, u32, bool)>,
    conflicts: Vec<Vec<Assertion>>,
    met: Vec<(String, Vec<Met>)>,
    states: Vec<(String, Vec<Met>)>,
    last: Vec<(String, Vec<(String, Certainty)>)>,
}

impl Answers {
    pub fn of(t: &Timeline) -> Answers {
        let mut windows: Vec<String> = t
            .events()
            .map(|e| format!("{} {:?} {:?}", e.key(), e.begin(), e.end()))
            .collect();
        windows.sort();
        let mut relations: Vec<_> = pairs(t)
            .into_iter()
            .map(|(x, y)| {
                let set = possible(t, &x, &y);
                (x, y, set)
            })
            .collect();
        relations.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
        let order = t
            .order()
            .map(|p| (p.event.key().to_owned(), p.section, p.determinate));
        let conflicts = t.conflicts().iter().map(|conflict| {
            let claims = conflict.claims().iter();
            claims.map(|claim| claim.assertion.clone()).collect()
        });
        let statements: Vec<String> = t.statements().map(|s| s.event().key().to_owned()).collect();
        let mut met = Vec::new();
        let mut states = Vec::new();
        let mut last = Vec::new();
        for statement in statements {
            let mut list = met_before(t, &statement);
            list.sort();
            met.push((statement.clone(), list));
            let found = t.states_who_met_before(statement.as_str()).expect("known");
            let mut list: Vec<_> = found
                .map(|met| {
                    let mut two = met.actors().map(|actor| actor.key().to_owned());
                    two.sort();
                    let [a, b] = two;
                    let meeting = met.meeting().event().key().to_owned();
                    (meeting, a, b, met.certainty())
                })
                .collect();
            list.sort();
            states.push((statement.clone(), list));
            let found = t.last_meetings_before(statement.as_str()).expect("known");
            let mut list: Vec<_> = found
                .iter()
                .map(|found| (found.event().key().to_owned(), found.certainty()))
                .collect();
            list.sort();
            last.push((statement, list));
        }
        met.sort();
        states.sort();
        last.sort();
        Answers {
            windows,
            relations,
            order: order.collect(),
            conflicts: conflicts.collect(),
            met,
            states,
            last,
        }
    }
}
