//! The main example: what it prints, and what must be certain and what open whatever it prints.

#[path = "../examples/moscow_talks.rs"]
mod example;

use demarche::prelude::*;
use demarche::{
    ActorView, Assertion, Bound, Conflict, Grade, Record, TimelineBuilder, read_records,
    write_jsonl,
};
use std::borrow::Cow;
use std::path::Path;

const SNAPSHOT: &str = "tests/snapshots/moscow_talks.txt";

fn built() -> Timeline {
    example::article().build().expect("the article builds")
}

fn alone() -> Timeline {
    let built = example::article_alone().build();
    built.expect("the article alone builds")
}

fn certainty(t: &Timeline, left: &str, relation: Relation, right: &str) -> Certainty {
    let pair = t.relate(left, right).expect("both are known");
    pair.certainty(relation)
}

#[test]
fn it_prints_what_is_kept() {
    let printed = example::tell().expect("the example runs");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(SNAPSHOT);
    if std::env::var_os("DEMARCHE_BLESS").is_some() {
        std::fs::write(&path, &printed).expect("the snapshot can be written");
        return;
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == kept,
        "the example prints something else than {SNAPSHOT} (- kept, + printed):\n{}\n\
         If that is right, renew it: DEMARCHE_BLESS=1 cargo test --test moscow_talks",
        difference(&kept, &printed)
    );
}

#[test]
fn it_prints_at_most_a_hundred_columns() {
    let printed = example::tell().expect("the example runs");
    for line in printed.lines() {
        assert!(line.chars().count() <= 100, "{line}");
        assert_eq!(line.trim_end(), line);
    }
}

#[test]
fn the_envoy_met_the_russian_president_before_the_remark() {
    let t = built();
    let met: Vec<_> = t.who_met_before("very-close").unwrap().collect();
    assert_eq!(met.len(), 1);
    assert_eq!(met[0].certainty(), Certainty::Certain);
    assert_eq!(met[0].actors().map(ActorView::key), ["witkoff", "putin"]);
    // The article says so; no inference is needed.
    let why = met[0].explain();
    assert!(
        why.claims()
            .iter()
            .all(|claim| claim.sources() == ["caliber"])
    );
    assert_eq!(why.grade(), "C2".parse().ok());
}

#[test]
fn as_states_the_united_states_met_russia() {
    for t in [built(), alone()] {
        let met: Vec<_> = t.states_who_met_before("very-close").unwrap().collect();
        assert_eq!(met.len(), 1);
        assert_eq!(met[0].certainty(), Certainty::Certain);
        assert_eq!(met[0].actors().map(ActorView::key), ["us", "russia"]);
        assert_eq!(met[0].explain().offices().len(), 3);
    }
}

#[test]
fn before_the_address_they_met_only_possibly() {
    let t = built();
    let met: Vec<_> = t.who_met_before("address").unwrap().collect();
    assert_eq!(met.len(), 1);
    assert_eq!(met[0].certainty(), Certainty::Possible);
    assert!(met[0].is_settled());
    assert_eq!(met[0].actors().map(ActorView::key), ["witkoff", "putin"]);

    let why = met[0].explain();
    let worlds: Vec<(bool, Relation)> = why
        .witnesses()
        .iter()
        .map(|world| {
            let ends: Vec<(i128, i128)> = world.events().map(|(_, b, f)| (b, f)).collect();
            let [(b, f), (c, g)] = ends[..] else {
                panic!("two events")
            };
            (world.holds(), Relation::between(b, f, c, g))
        })
        .collect();
    assert_eq!(worlds.len(), 2);
    assert_eq!(worlds[0], (true, Before));
    assert!(!worlds[1].0 && worlds[1].1 != Before);
    for order in [Before, After] {
        assert_eq!(
            certainty(&t, "talks", order, "address"),
            Certainty::Possible
        );
    }
}

#[test]
fn the_rome_remark_came_while_they_met() {
    for t in [built(), alone()] {
        assert_eq!(t.who_met_before("rome-remark").unwrap().count(), 0);
        assert_eq!(t.states_who_met_before("rome-remark").unwrap().count(), 0);
        let said: Vec<_> = t.said(RelationSet::WITHIN, "talks").unwrap().collect();
        let certain = said.iter().filter(|s| s.certainty() == Certainty::Certain);
        let keys: Vec<&str> = certain.map(|s| s.event().key()).collect();
        assert_eq!(keys, ["rome-remark"]);
    }
}

#[test]
fn the_earlier_remark_is_placed_by_the_address_and_not_by_the_talks() {
    for t in [built(), alone()] {
        let order = certainty(&t, "earlier-remark", Before, "address");
        assert_eq!(order, Certainty::Certain);
        for order in [Before, During, After] {
            let open = certainty(&t, "earlier-remark", order, "talks");
            assert_eq!(open, Certainty::Possible);
        }
    }
}

#[test]
fn the_order_of_the_two_posts_is_open() {
    for t in [built(), alone()] {
        for order in [Before, After] {
            let open = certainty(&t, "post-agreed", order, "post-smoothly");
            assert_eq!(open, Certainty::Possible);
        }
    }
}

#[test]
fn what_the_article_alone_does_not_settle_is_open_without_the_editor() {
    let (t, alone) = (built(), alone());
    for (left, relation, right, without) in [
        ("annexation", Before, "invasion", Certainty::Certain),
        ("invasion", Before, "talks", Certainty::Possible),
        ("annexation", Before, "talks", Certainty::Possible),
        ("very-close", After, "talks", Certainty::Certain),
        ("good-day", After, "talks", Certainty::Possible),
    ] {
        assert_eq!(
            certainty(&t, left, relation, right),
            Certainty::Certain,
            "{left} {right}"
        );
        assert_eq!(
            certainty(&alone, left, relation, right),
            without,
            "{left} {right}"
        );
    }
    let hours_after = |t: &Timeline| {
        let pair = t.relate("very-close", "talks").unwrap();
        pair.certainty_within(After, days(1)).unwrap()
    };
    assert_eq!(hours_after(&t), Certainty::Certain);
    assert_eq!(hours_after(&alone), Certainty::Possible);
}

#[test]
fn a_party_to_the_war_was_not_in_the_room() {
    let t = built();
    let absent: Vec<_> = t.absent_though_concerned("talks").unwrap().collect();
    assert_eq!(absent.len(), 1);
    assert_eq!(absent[0].actor().key(), "ukraine");
    assert_eq!(absent[0].certainty(), Certainty::Certain);
}

#[test]
fn two_leaders_and_their_states_oppose_each_other_on_crimea() {
    let t = built();
    let people: Vec<_> = t.opposing_stances("crimea-as-russian").collect();
    assert_eq!(people.len(), 1);
    assert_eq!(
        people[0].actors().map(ActorView::key),
        ["trump", "zelenskyy"]
    );
    assert_eq!(people[0].certainty(), Certainty::Certain);
    let states: Vec<_> = t.opposing_stances_of_states("crimea-as-russian").collect();
    assert_eq!(states.len(), 1);
    assert_eq!(states[0].actors().map(ActorView::key), ["us", "ukraine"]);
    assert_eq!(states[0].certainty(), Certainty::Certain);
}

/// Whether the events of the article have a world with these claims and no others.
fn has_world(claims: &[&demarche::StatedClaim]) -> bool {
    let mut builder = example::article_and_rumour();
    builder.retain(|record| match record {
        Record::Relation(_) | Record::Claim(_) => claims.iter().any(|c| states(record, c)),
        _ => true,
    });
    builder.build().is_ok()
}

fn states(record: &Record, claim: &demarche::StatedClaim) -> bool {
    match (record, &claim.assertion) {
        (
            Record::Relation(r),
            Assertion::Relation {
                left,
                is,
                right,
                gap,
            },
        ) => (&r.left, &r.is, &r.right, &r.gap) == (left, is, right, gap),
        (Record::Claim(c), Assertion::Date { event, time, .. }) => {
            (&c.event, &c.time) == (event, time)
        }
        _ => false,
    }
}

fn is_minimal(conflict: &Conflict) {
    let claims: Vec<_> = conflict.claims().iter().collect();
    assert!(!has_world(&claims), "{conflict}");
    for left_out in 0..claims.len() {
        let mut fewer = claims.clone();
        fewer.remove(left_out);
        assert!(has_world(&fewer), "{conflict}");
    }
}

#[test]
fn a_rumour_is_rejected_with_a_minimal_conflict_and_its_sources() {
    let error = example::article_and_rumour().build().unwrap_err();
    assert!(error.is_inconsistent() && error.faults().is_empty());
    let [conflict] = error.conflicts() else {
        panic!("one conflict: {error}")
    };
    is_minimal(conflict);
    let sources: Vec<&str> = conflict.claims().iter().flat_map(|c| c.sources()).collect();
    assert!(sources.contains(&"rumour") && sources.contains(&"editor"));
    let text = error.to_string();
    assert!(text.contains("moscow_talks_second.jsonl:2"), "{text}");
    assert!(text.contains("[rumour, E4]"), "{text}");
    // Nothing is lost: without the rumour the builder builds.
    let mut builder = error.into_builder();
    builder.retain(|record| record.citations().iter().all(|c| c.source != "rumour"));
    assert!(builder.build().is_ok());
}

fn set_aside(mut builder: TimelineBuilder) -> Timeline {
    builder.policy(Policy::SetAside);
    builder.build().expect("claims are set aside")
}

#[test]
fn the_rumour_is_set_aside_and_listed() {
    let t = set_aside(example::article_and_rumour());
    let [conflict] = t.conflicts() else {
        panic!("one conflict")
    };
    let dropped = conflict.set_aside();
    assert_eq!(dropped.sources(), ["rumour"]);
    assert_eq!(Some(dropped.grade), "E4".parse::<Grade>().ok());
    // Everything else is as if the rumour had not been told.
    let without = built();
    let sections = |t: &Timeline| t.sections();
    assert_eq!(sections(&t), sections(&without));
    for event in without.events() {
        let same = t.event(event.key()).expect("known");
        assert_eq!(
            (same.begin(), same.end()),
            (event.begin(), event.end()),
            "{event:?}"
        );
    }
}

#[test]
fn the_rumour_contradicts_nothing_that_the_article_says() {
    let mut builder = example::article_alone();
    let rumour = example::article_and_rumour();
    let new = rumour.records().into_iter().filter(|(record, _)| {
        record.id() == Some("rumour") || record.citations().iter().any(|c| c.source == "rumour")
    });
    builder.add_records(new);
    assert!(builder.build().is_ok());
}

#[test]
fn what_was_known_grows_with_time() {
    // No source of the article is dated: it was always known, with the editor's claims and without.
    for t in [built(), alone()] {
        let known = t.as_known_at("2014").unwrap();
        assert_eq!(known.len(), t.len());
        assert_eq!(known.sections(), t.sections());
    }
    // The rumour was not, before it was published.
    let t = set_aside(example::article_and_rumour());
    assert!(t.as_known_at("2025-04-27").unwrap().conflicts().is_empty());
    assert_eq!(
        t.as_known_at("2025-04-28").unwrap().conflicts(),
        t.conflicts()
    );
}

#[test]
fn once_the_article_is_dated_nothing_is_known_before() {
    for mut builder in [example::article(), example::article_alone()] {
        let mut records = builder.records().to_vec();
        for (record, _) in &mut records {
            if let Record::Source(source) = record
                && source.id == "caliber"
            {
                source.published = Some("2025-04-26".to_string());
            }
        }
        builder.retain(|_| false).add_records(records);
        let t = builder.build().expect("what is told was over by then");
        assert_eq!(t.as_known_at("2025-04-25").unwrap().len(), 0);
        let known = t.as_known_at("2025-04-26").unwrap();
        assert_eq!(known.sections(), t.sections());
        // What is told as having taken place had begun when it was told.
        let latest = known.event("talks").unwrap().begin().latest;
        let day = latest
            .and_then(Bound::tick)
            .map(|tick| t.zone().date_of(tick));
        assert!(day.is_some_and(|day| day <= (2025, 4, 26)), "{day:?}");
        assert_eq!(known.event("deal").unwrap().begin().latest, None);
    }
}

#[test]
fn every_record_says_where_it_is_from() {
    let builder = example::article_and_rumour();
    for (record, origin) in builder.records() {
        let cited = record.citations();
        match record {
            Record::Timeline(_) | Record::Source(_) | Record::Actor(_) => continue,
            _ => assert!(!cited.is_empty(), "{origin}"),
        }
        let is_claim = matches!(record, Record::Relation(_) | Record::Claim(_));
        for citation in cited {
            assert!(
                citation.place.is_some() || citation.source == "rumour",
                "{origin}"
            );
            // What the editor infers is a claim, never an event, and says from which words.
            let infers = citation.source == "editor";
            assert!(
                !infers || (is_claim && citation.quote.is_some()),
                "{origin}"
            );
        }
    }
    // The article itself dates three events, and no other.
    let t = alone();
    let dated: Vec<(&str, Cow<'_, str>)> = t
        .events()
        .filter_map(|e| Some((e.key(), e.time()?)))
        .collect();
    assert_eq!(
        dated,
        [
            ("annexation", "2014".into()),
            ("invasion", "2022".into()),
            ("address", "XXXX-04-25".into())
        ]
    );
}

#[test]
fn the_data_survives_a_round_trip() {
    let builder = example::article();
    let records: Vec<Record> = builder.records().iter().map(|(r, _)| r.clone()).collect();
    let mut text = Vec::new();
    write_jsonl(&records, &mut text).expect("a vector takes all");
    let again = read_records(text.as_slice(), "again.jsonl");
    assert!(again.faults.is_empty() && again.notes.is_empty());
    let again: Vec<Record> = again.records.into_iter().map(|(r, _)| r).collect();
    assert_eq!(again, records);
}

/// The lines in which two texts differ, those that stay between them left out: a longest common
/// subsequence by the textbook, `O(n m)`.
fn difference(old: &str, new: &str) -> String {
    let (a, b): (Vec<&str>, Vec<&str>) = (old.lines().collect(), new.lines().collect());
    let mut common = vec![vec![0u32; b.len() + 1]; a.len() + 1];
    for i in (0..a.len()).rev() {
        for j in (0..b.len()).rev() {
            common[i][j] = if a[i] == b[j] {
                common[i + 1][j + 1] + 1
            } else {
                common[i + 1][j].max(common[i][j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut lines = Vec::new();
    while i < a.len() || j < b.len() {
        if i < a.len() && j < b.len() && a[i] == b[j] {
            (i, j) = (i + 1, j + 1);
        } else if j == b.len() || (i < a.len() && common[i + 1][j] >= common[i][j + 1]) {
            lines.push(format!("{:>4} - {}", i + 1, a[i]));
            i += 1;
        } else {
            lines.push(format!("{:>4} + {}", j + 1, b[j]));
            j += 1;
        }
    }
    lines.join("\n")
}

#[test]
fn differences_are_told_by_line() {
    let told = difference("a\nb\nc", "a\nx\nc\nd");
    assert_eq!(told, "   2 - b\n   2 + x\n   4 + d");
}
