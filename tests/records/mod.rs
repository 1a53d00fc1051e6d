//! Random records of every kind.

use std::collections::BTreeMap;

use demarche::*;
use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

/// Any record.
pub fn record() -> BoxedStrategy<Record> {
    record_of(number())
}

/// Any record with such numbers.
pub fn record_of(number: BoxedStrategy<Number>) -> BoxedStrategy<Record> {
    let common = common(number);
    prop_oneof![
        header().prop_map(Record::from),
        source().prop_map(Record::from),
        actor().prop_map(Record::from),
        affiliation().prop_map(Record::from),
        meeting(common.clone()).prop_map(Record::from),
        statement(common.clone()).prop_map(Record::from),
        document(common.clone()).prop_map(Record::from),
        action(common).prop_map(Record::from),
        relation().prop_map(Record::from),
        claim().prop_map(Record::from),
    ]
    .boxed()
}

/// Any text, with quotation marks, line breaks and letters of other scripts.
fn text() -> BoxedStrategy<String> {
    prop_oneof![
        Just(String::new()),
        vec(any::<char>(), 1..6).prop_map(|letters| letters.into_iter().collect()),
        vec(
            select(vec!['a', '"', '\\', '\n', '\u{0}', 'ü', '\u{2028}', '/']),
            1..6
        )
        .prop_map(|letters| letters.into_iter().collect()),
        select(vec!["null", "talks", "2025-04-25"]).prop_map(str::to_owned),
    ]
    .boxed()
}

fn key() -> BoxedStrategy<String> {
    text()
        .prop_map(|text| {
            if text.is_empty() {
                "key".to_owned()
            } else {
                text
            }
        })
        .boxed()
}

fn texts() -> BoxedStrategy<Vec<String>> {
    vec(text(), 0..3).boxed()
}

/// Any number that JSON can write.
pub fn number() -> BoxedStrategy<Number> {
    let parts = (
        any::<bool>(),
        any::<u128>(),
        of("[0-9]{1,20}"),
        of((select(vec!["e", "E+", "e-"]), any::<u16>())),
    );
    let odd = parts.prop_map(|(negative, whole, fraction, exponent)| {
        let sign = if negative { "-" } else { "" };
        let fraction = fraction
            .map(|digits| format!(".{digits}"))
            .unwrap_or_default();
        let exponent = exponent
            .map(|(e, power)| format!("{e}{power}"))
            .unwrap_or_default();
        format!("{sign}{whole}{fraction}{exponent}")
            .parse()
            .unwrap()
    });
    prop_oneof![common_number(), odd].boxed()
}

/// A number that 64 bits hold.
pub fn common_number() -> BoxedStrategy<Number> {
    prop_oneof![
        any::<i64>().prop_map(Number::from),
        any::<u64>().prop_map(Number::from),
        any::<f64>()
            .prop_filter("JSON has no other", |double| double.is_finite())
            .prop_map(|double| serde_json::Number::from_f64(double).unwrap().into()),
    ]
    .boxed()
}

fn extra() -> BoxedStrategy<Extra> {
    let values = vec![
        r#"{"b":[1,null,{}],"c":"é"}"#,
        "[]",
        "null",
        "false",
        "5",
        r#""x""#,
    ];
    let value = select(values).prop_map(|text| Json::parse(text).unwrap());
    btree_map(text().prop_map(|name| format!("x_{name}")), value, 0..2).boxed()
}

fn word<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> BoxedStrategy<T> {
    select(all).boxed()
}

fn citations() -> BoxedStrategy<Vec<Citation>> {
    let credibility = (1..=6_u8).prop_map(|digit| Credibility::new(digit).unwrap());
    let citation = (
        text(),
        of(credibility),
        of(text()),
        of(text()),
        of(word(&CitedAs::ALL)),
        extra(),
    )
        .prop_map(
            |(source, credibility, place, quote, cited_as, extra)| Citation {
                source,
                credibility,
                place,
                quote,
                cited_as,
                extra,
            },
        );
    vec(prop_oneof![text().prop_map(Citation::new), citation], 0..3).boxed()
}

fn header() -> BoxedStrategy<Header> {
    (of(text()), of(text()), extra())
        .prop_map(|(title, zone, extra)| Header { title, zone, extra })
        .boxed()
}

fn source() -> BoxedStrategy<Source> {
    let about = (of(text()), of(text()), of(text()), of(text()), of(text()));
    (
        key(),
        about,
        texts(),
        texts(),
        of(word(&Reliability::ALL)),
        extra(),
    )
        .prop_map(|(id, about, via, speaks_for, reliability, extra)| {
            let (publisher, title, author, url, published) = about;
            Source {
                id,
                publisher,
                title,
                author,
                url,
                published,
                via,
                speaks_for,
                reliability,
                extra,
            }
        })
        .boxed()
}

fn actor() -> BoxedStrategy<Actor> {
    let ids: BoxedStrategy<BTreeMap<String, String>> = btree_map(text(), text(), 0..3).boxed();
    (
        key(),
        word(&ActorKind::ALL),
        of(text()),
        texts(),
        ids,
        extra(),
    )
        .prop_map(|(id, kind, name, aliases, ids, extra)| Actor {
            id,
            kind,
            name,
            aliases,
            ids,
            extra,
        })
        .boxed()
}

fn affiliation() -> BoxedStrategy<Affiliation> {
    (
        text(),
        text(),
        of(text()),
        of(text()),
        of(text()),
        citations(),
        extra(),
    )
        .prop_map(
            |(actor, of, role, from, until, sources, extra)| Affiliation {
                actor,
                of,
                role,
                from,
                until,
                sources,
                extra,
            },
        )
        .boxed()
}

fn common(number: BoxedStrategy<Number>) -> BoxedStrategy<Common> {
    let link = (word(&LinkKind::ALL), text(), extra()).prop_map(|(kind, to, extra)| Link {
        kind,
        to,
        extra,
    });
    let figure = (of(text()), of(number), of(text()), of(text()), extra()).prop_map(
        |(of, value, unit, qualifier, extra)| Figure {
            of,
            value,
            unit,
            qualifier,
            extra,
        },
    );
    let words = (
        of(text()),
        of(text()),
        of(text()),
        of(text()),
        of(text()),
        of(any::<bool>()),
        word(&Status::ALL),
    );
    let lists = (
        texts(),
        texts(),
        vec(link, 0..2),
        vec(figure, 0..2),
        texts(),
        citations(),
    );
    (key(), words, lists, extra())
        .prop_map(|(id, words, lists, extra)| {
            let (title, time, zone, place, code, instant, status) = words;
            let (topics, part_of, links, figures, notes, sources) = lists;
            Common {
                id,
                title,
                time,
                zone,
                place,
                code,
                instant,
                topics,
                status,
                part_of,
                links,
                figures,
                notes,
                sources,
                extra,
            }
        })
        .boxed()
}

fn meeting(common: BoxedStrategy<Common>) -> BoxedStrategy<Meeting> {
    let full = (
        text(),
        of(word(&Role::ALL)),
        texts(),
        word(&Presence::ALL),
        citations(),
        extra(),
    )
        .prop_map(
            |(actor, role, acts_for, presence, sources, extra)| Participant {
                actor,
                role,
                acts_for,
                presence,
                sources,
                extra,
            },
        );
    let participant = prop_oneof![text().prop_map(Participant::new), full];
    (common, vec(participant, 0..3), texts(), texts(), of(text()))
        .prop_map(|(common, participants, absent, concerns, format)| Meeting {
            common,
            participants,
            absent,
            concerns,
            format,
        })
        .boxed()
}

fn statement(common: BoxedStrategy<Common>) -> BoxedStrategy<Statement> {
    let stance = (
        text(),
        word(&StanceKind::ALL),
        of(text()),
        of(text()),
        of(text()),
        extra(),
    )
        .prop_map(|(topic, stance, condition, text, holder, extra)| Stance {
            topic,
            stance,
            condition,
            text,
            holder,
            extra,
        });
    let lists = (
        texts(),
        texts(),
        texts(),
        texts(),
        texts(),
        vec(stance, 0..2),
    );
    (common, lists, of(text()), of(text()), of(text()))
        .prop_map(|(common, lists, channel, gist, language)| {
            let (by, to, about, replies_to, quotes, stances) = lists;
            Statement {
                common,
                by,
                to,
                channel,
                about,
                replies_to,
                quotes,
                gist,
                language,
                stances,
            }
        })
        .boxed()
}

fn document(common: BoxedStrategy<Common>) -> BoxedStrategy<Document> {
    let term =
        (of(text()), of(text()), texts(), extra()).prop_map(|(topic, text, obliges, extra)| Term {
            topic,
            text,
            obliges,
            extra,
        });
    let words = (of(word(&DocumentForm::ALL)), of(word(&DocumentState::ALL)));
    (common, words, texts(), texts(), texts(), vec(term, 0..2))
        .prop_map(|(common, (form, state), by, to, parties, terms)| Document {
            common,
            form,
            by,
            to,
            parties,
            state,
            terms,
        })
        .boxed()
}

fn action(common: BoxedStrategy<Common>) -> BoxedStrategy<Action> {
    (common, texts(), texts())
        .prop_map(|(common, by, to)| Action { common, by, to })
        .boxed()
}

fn relation() -> BoxedStrategy<RelationClaim> {
    let duration = || of((0..=i64::MAX).prop_map(|micros| Duration::from_micros(micros).unwrap()));
    let gap = (duration(), duration()).prop_map(|(min, max)| Gap { min, max });
    let set = prop_oneof![
        subsequence(&Relation::ALL[..], 0..=13).prop_map(RelationSet::from_iter),
        select(vec![
            RelationSet::WITHIN,
            RelationSet::INTERSECTS,
            RelationSet::DISJOINT
        ]),
    ];
    (
        of(text()),
        text(),
        set,
        text(),
        gap,
        extra(),
        citations(),
        extra(),
    )
        .prop_map(|(id, left, is, right, gap, gap_extra, sources, extra)| {
            let mut claim = Claim::that(left).is(is, right);
            claim.id = id;
            claim.gap = gap;
            claim.gap_extra = gap_extra;
            claim.sources = sources;
            claim.extra = extra;
            claim
        })
        .boxed()
}

fn claim() -> BoxedStrategy<DateClaim> {
    (of(text()), text(), text(), of(text()), citations(), extra())
        .prop_map(|(id, event, time, zone, sources, extra)| DateClaim {
            id,
            event,
            time,
            zone,
            sources,
            extra,
        })
        .boxed()
}
