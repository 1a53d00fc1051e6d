//! Records to write: all fixtures, hostile texts, and random records that refer to each other.

use std::collections::BTreeSet;

use demarche::*;
use proptest::collection::vec;
use proptest::prelude::*;

use super::records;

/// Texts that want to be markup, properties, formulas or further lines.
pub const HOSTILE: [&str; 14] = [
    "<script>alert(1)</script>",
    "a \"quoted\" 'title', with; marks",
    "first\nsecond\r\nthird",
    "x\r\nBEGIN:VEVENT\r\nSUMMARY:forged",
    "]]> &amp; <![CDATA[ --> <!--",
    "=cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "bell\u{7} null\u{0} del\u{7f} escape\u{1b}[31m end\u{85}\u{2028}",
    "back\\slash \\n \\; {json} `tick` ${x}",
    "2025-04-25: an event\n# section\nend",
    "---\ntitle: forged\n---",
    "\u{202e}gnirts \u{feff}\u{fffe}\u{ffff} e\u{301}",
    "// comment #tag [link](javascript:alert(1)) @someone",
    "ü 𝒳 日本語 خط",
];

/// The times of every form that matters to a calendar.
pub const TIMES: [&str; 22] = [
    "2025-04-25",
    "2025-04",
    "2025",
    "2025-04-25T12:30",
    "2025-04-25T12:30:15.25+03:00",
    "2025-04-25/2025-04-27",
    "2025-04-25T12:00/2025-04-25T15:00",
    "2025-04-25T12:00Z/2025-04-26",
    "2025-04/2025-06-02",
    "2025-04-25~",
    "2025-04-25?",
    "2025-04%/2025-05",
    "2025-04-25/..",
    "../2025-04-25",
    "[2025-04-25..2025-04-26]",
    "[..2025-04-26]",
    "[2025-04-25T08:00..]",
    "202X",
    "2025-21",
    "-0043-03-15",
    "Y17E4",
    "soon",
];

pub const ZONES: [&str; 5] = ["+03:00", "-05:30", "floating", "UTC", "nowhere"];

/// Every file of records that the repository holds, by name.
pub fn fixtures() -> Vec<(&'static str, Vec<Record>)> {
    [
        (
            "camp_david",
            include_str!("../../examples/data/camp_david.jsonl"),
        ),
        (
            "moscow_talks",
            include_str!("../../examples/data/moscow_talks.jsonl"),
        ),
        ("interchange", include_str!("../interchange.jsonl")),
        ("talks", include_str!("../fixtures/cli/talks.jsonl")),
        ("rumours", include_str!("../fixtures/cli/rumours.jsonl")),
    ]
    .into_iter()
    .map(|(name, text)| {
        let input = read_records(text.as_bytes(), name);
        assert_eq!(input.faults, [], "{name}");
        (name, only_records(input))
    })
    .collect()
}

pub fn only_records(input: Input) -> Vec<Record> {
    let records = input.records.into_iter();
    records.map(|(record, _)| record).collect()
}

/// Records in which every text that a file has a place for is hostile.
pub fn hostile() -> Vec<Record> {
    let mut all: Vec<Record> = vec![
        Header::new().title(HOSTILE[3]).into(),
        Actor::person("ann", "Ann").alias(HOSTILE[0]).into(),
    ];
    for (i, text) in HOSTILE.into_iter().enumerate() {
        let (actor, source) = (format!("actor-{i}"), format!("source-{i}"));
        all.push(Actor::new(ActorKind::ALL[i % 4], &actor).name(text).into());
        all.push(
            Source::new(&source)
                .title(text)
                .url(text)
                .publisher(text)
                .into(),
        );
        let meeting = Meeting::new(format!("meeting-{i}"))
            .between(["ann", actor.as_str()])
            .title(text)
            .at(text)
            .topic(text)
            .note(text)
            .extra("x_text", text)
            .source(Citation::new(&source).at(text).quote(text));
        let statement = Statement::new(format!("statement-{i}"))
            .by(&actor)
            .to("ann")
            .title(text)
            .on("2025-04-26T10:00")
            .via(text)
            .quote(text)
            .replies_to(format!("meeting-{i}"))
            .link(LinkKind::Quotes, format!("key {text}"));
        let action = Action::new(format!("key {text}"))
            .by("ann")
            .title(text)
            .on("2025-04");
        all.push(meeting.on("2025-04-25").into());
        all.push(statement.into());
        all.push(action.into());
        let claim =
            Claim::that(format!("statement-{i}")).is(Relation::After, format!("meeting-{i}"));
        all.push(claim.within(hours(12)).source(&*source).id(text).into());
    }
    all
}

/// As many cases as are worth their time; what fails is not written into the folder of the sources.
pub fn config() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        max_global_rejects: 100_000,
        ..ProptestConfig::with_cases(256)
    }
}

/// Random records that refer to each other, each sound by itself, with dates among them.
pub fn linked() -> BoxedStrategy<Vec<Record>> {
    let picks = vec(any::<u16>(), 400);
    (vec(records::record(), 0..14), picks)
        .prop_map(|(records, picks)| {
            let mut picks = picks.into_iter().cycle();
            let mut linker = Linker::of(unique(records));
            linker.link(&mut || picks.next().unwrap_or_default());
            let mut records = linker.records;
            records.retain(is_sound);
            records
        })
        .boxed()
}

pub fn is_sound(record: &Record) -> bool {
    let mut faults = Vec::new();
    record.check(&mut faults);
    faults.is_empty()
}

/// The records whose keys no other before them has; of timelines the first.
fn unique(records: Vec<Record>) -> Vec<Record> {
    let mut known = BTreeSet::new();
    let key = |record: &Record| {
        let kind = match record.common() {
            Some(_) => "event",
            None => record.type_name(),
        };
        let is_claim = matches!(record, Record::Relation(_) | Record::Claim(_));
        let anew = matches!(record, Record::Timeline(_)).then(String::new);
        let id = record.id().filter(|_| !is_claim).map(str::to_owned);
        anew.or(id).map(|id| (kind, id))
    };
    let is_new = |record: &Record| key(record).is_none_or(|key| known.insert(key));
    let mut is_new = is_new;
    records
        .into_iter()
        .filter(|record| is_new(record))
        .collect()
}

/// Records with the keys that there are.
struct Linker {
    records: Vec<Record>,
    actors: Vec<String>,
    sources: Vec<String>,
    events: Vec<String>,
}

impl Linker {
    fn of(records: Vec<Record>) -> Linker {
        let keys = |is: fn(&Record) -> bool| {
            let known = records.iter().filter(|record| is(record));
            known.filter_map(Record::id).map(str::to_owned).collect()
        };
        Linker {
            actors: keys(|record| matches!(record, Record::Actor(_))),
            sources: keys(|record| matches!(record, Record::Source(_))),
            events: keys(|record| record.common().is_some()),
            records,
        }
    }

    /// Lets most references lead somewhere, and most times be times.
    fn link(&mut self, next: &mut dyn FnMut() -> u16) {
        let Linker {
            records,
            actors,
            sources,
            events,
        } = self;
        let pick = |known: &[String], key: &mut String, next: &mut dyn FnMut() -> u16| {
            let at = usize::from(next());
            if !known.is_empty() && at % 8 > 0 {
                *key = known[at / 8 % known.len()].clone();
            }
        };
        let dated = |time: &mut Option<String>, next: &mut dyn FnMut() -> u16| {
            let at = usize::from(next());
            if at % 8 > 0 {
                *time = TIMES
                    .get(at / 8 % (TIMES.len() + 2))
                    .map(|&text| text.to_owned());
            }
        };
        let zoned = |zone: &mut Option<String>, next: &mut dyn FnMut() -> u16| {
            let at = usize::from(next());
            *zone = ZONES.get(at % 9).map(|&text| text.to_owned());
        };
        for record in records {
            let cited = match record {
                Record::Timeline(header) => {
                    zoned(&mut header.zone, next);
                    continue;
                }
                Record::Affiliation(it) => {
                    pick(actors, &mut it.actor, next);
                    pick(actors, &mut it.of, next);
                    dated(&mut it.from, next);
                    dated(&mut it.until, next);
                    &mut it.sources
                }
                Record::Relation(it) => {
                    pick(events, &mut it.left, next);
                    pick(events, &mut it.right, next);
                    if next().is_multiple_of(2) {
                        it.is = [
                            Relation::After.into(),
                            Relation::Before.into(),
                            RelationSet::WITHIN,
                        ][usize::from(next()) % 3];
                    }
                    &mut it.sources
                }
                Record::Claim(it) => {
                    pick(events, &mut it.event, next);
                    it.time = TIMES[usize::from(next()) % TIMES.len()].to_owned();
                    zoned(&mut it.zone, next);
                    &mut it.sources
                }
                Record::Meeting(it) => {
                    it.participants
                        .iter_mut()
                        .for_each(|it| pick(actors, &mut it.actor, next));
                    it.absent.iter_mut().for_each(|key| pick(actors, key, next));
                    common(&mut it.common, events, next, &pick, &dated, &zoned)
                }
                Record::Statement(it) => {
                    let keys = it.by.iter_mut().chain(&mut it.to);
                    keys.for_each(|key| pick(actors, key, next));
                    let keys = it.about.iter_mut().chain(&mut it.replies_to);
                    keys.for_each(|key| pick(events, key, next));
                    common(&mut it.common, events, next, &pick, &dated, &zoned)
                }
                Record::Document(it) => {
                    let keys = it.by.iter_mut().chain(&mut it.to).chain(&mut it.parties);
                    keys.for_each(|key| pick(actors, key, next));
                    common(&mut it.common, events, next, &pick, &dated, &zoned)
                }
                Record::Action(it) => {
                    let keys = it.by.iter_mut().chain(&mut it.to);
                    keys.for_each(|key| pick(actors, key, next));
                    common(&mut it.common, events, next, &pick, &dated, &zoned)
                }
                Record::Source(_) | Record::Actor(_) => continue,
            };
            cited
                .iter_mut()
                .for_each(|it| pick(sources, &mut it.source, next));
        }
    }
}

type Pick<'a> = &'a dyn Fn(&[String], &mut String, &mut dyn FnMut() -> u16);
type Fill<'a> = &'a dyn Fn(&mut Option<String>, &mut dyn FnMut() -> u16);

fn common<'a>(
    it: &'a mut Common,
    events: &[String],
    next: &mut dyn FnMut() -> u16,
    pick: Pick<'_>,
    dated: Fill<'_>,
    zoned: Fill<'_>,
) -> &'a mut Vec<Citation> {
    it.part_of
        .iter_mut()
        .for_each(|key| pick(events, key, next));
    it.links
        .iter_mut()
        .for_each(|link| pick(events, &mut link.to, next));
    dated(&mut it.time, next);
    zoned(&mut it.zone, next);
    &mut it.sources
}

/// The JSON of each field of a record.
pub fn fields(record: &Record) -> Vec<(String, String)> {
    let text = serde_json::to_string(record).unwrap();
    let fields: std::collections::BTreeMap<String, &serde_json::value::RawValue> =
        serde_json::from_str(&text).unwrap();
    let fields = fields.into_iter();
    fields
        .map(|(name, value)| (name, value.get().to_owned()))
        .collect()
}

/// Whether a report tells of a field of a record, or of the record as a whole.
pub fn tells(losses: &Losses, record: &Record, field: &str) -> bool {
    losses.iter().any(|loss| {
        let is_field = loss.field.as_deref().is_none_or(|of| of == field);
        loss.kind == record.type_name() && loss.record == record.label() && is_field
    })
}

/// Whether the name of one actor is the key of another.
#[cfg(feature = "csv")]
pub fn is_ambiguous(records: &[Record]) -> bool {
    let actors = || {
        records.iter().filter_map(|record| match record {
            Record::Actor(actor) => Some(actor),
            _ => None,
        })
    };
    actors().any(|actor| {
        let is_other =
            |other: &Actor| other.id != actor.id && Some(&other.id) == actor.name.as_ref();
        actors().any(is_other)
    })
}
