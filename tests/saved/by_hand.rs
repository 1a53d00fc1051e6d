//! Files made by hand, with the right checksums: an error or a timeline, never a panic.

use std::panic::{AssertUnwindSafe, catch_unwind};

use demarche::{Claim, EventId, Relation, RelationSet, StatementId, Timeline};

use crate::asked;
use crate::format::{Block, blocks, file};
use crate::oracle::rng::Rng;
use crate::sample::keys;
use crate::small::{everything, far, little, saved};

/// Another payload.
fn alter(block: &mut Block, rng: &mut Rng) {
    let payload = &mut block.payload;
    let at = if payload.is_empty() {
        0
    } else {
        rng.below(payload.len())
    };
    match rng.below(8) {
        0 => payload.truncate(at),
        1 => payload.truncate(at / 4 * 4),
        2 => payload.extend((0..*rng.pick(&[1, 4, 8, 16])).map(|_| 0)),
        3 => {
            let copy = payload.clone();
            payload.extend(copy);
        }
        4 if !payload.is_empty() => payload[at] = rng.next() as u8,
        _ if !payload.is_empty() => {
            // A number of its own, or one close to those that there are.
            let at = at / 4 * 4;
            let end = payload.len().min(at + 4);
            let number = *rng.pick(&[0, 1, 2, 3, 5, 9, 17, 255, 1 << 31, u32::MAX - 1, u32::MAX]);
            let bytes = number.to_le_bytes();
            payload[at..end].copy_from_slice(&bytes[..end - at]);
        }
        _ => payload.push(rng.next() as u8),
    }
}

/// Asks by ids: in a file made by hand a key need not be found.
fn use_it(t: &Timeline) {
    asked::patterns(t);
    let events: Vec<EventId> = t.events().map(demarche::EventView::id).collect();
    for &x in &events {
        for &y in &events {
            let pair = t.relate(x, y).expect("an id of this timeline");
            pair.explain(RelationSet::DISJOINT);
            pair.possible();
        }
    }
    let statements: Vec<StatementId> = t.statements().map(demarche::StatementView::id).collect();
    for &statement in &statements {
        drop(t.who_met_before(statement).map(Iterator::count));
        drop(t.states_who_met_before(statement).map(Iterator::count));
        drop(t.last_meetings_before(statement));
    }
    for actor in t.actors() {
        actor.events().count();
    }
    for conflict in t.conflicts() {
        conflict.set_aside().with_sources();
    }
    let keys = keys(t);
    for (x, y) in keys.iter().zip(keys.iter().rev()) {
        drop(t.assume(Claim::that(x.as_str()).is(Relation::Before, y.as_str())));
    }
    drop(t.revise().build());
    let mut bytes = Vec::new();
    if t.save_to(&mut bytes).is_ok() {
        let again = Timeline::open_from(bytes.as_slice()).expect("what was saved");
        assert_eq!(saved(&again), bytes);
    }
}

#[test]
fn what_is_made_by_hand_does_no_harm() {
    let mut rng = Rng::new(11);
    let mut opened = 0;
    for t in [little(), everything(), far()] {
        let list = blocks(&saved(&t));
        for case in 0..600 {
            let mut list = list.clone();
            for _ in 0..rng.between(1, 2) {
                let at = rng.below(list.len());
                alter(&mut list[at], &mut rng);
            }
            let bytes = file(&list);
            let done = catch_unwind(AssertUnwindSafe(|| {
                let t = Timeline::open_from(bytes.as_slice());
                t.map(|t| use_it(&t)).is_ok()
            }));
            opened += u32::from(done.unwrap_or_else(|_| panic!("case {case} of {t:?}")));
        }
    }
    // Where a date is another, or a line, it is a timeline still.
    assert!(opened > 20, "{opened}");
}

/// One number of one block is another.
#[track_caller]
fn refused(t: &Timeline, name: &str, change: impl Fn(&mut Vec<u8>), says: &str) {
    let mut list = blocks(&saved(t));
    let block = list.iter_mut().find(|block| block.name == name);
    change(&mut block.expect("such a block").payload);
    let error = Timeline::open_from(file(&list).as_slice()).expect_err("altered");
    assert!(
        error.is_altered() && error.to_string().contains(says),
        "{error}"
    );
}

#[test]
fn each_block_is_checked_against_the_others() {
    let t = everything();
    let last = |payload: &mut Vec<u8>| {
        let at = payload.len() - 4;
        payload[at..].copy_from_slice(&90u32.to_le_bytes());
    };
    let first = |payload: &mut Vec<u8>| payload[..4].copy_from_slice(&90u32.to_le_bytes());
    let none = "names what there is not";
    refused(&t, "timeline.records.events.involved.values", first, none);
    refused(&t, "timeline.records.events.topics.values", last, none);
    refused(&t, "timeline.records.events.sources.values", first, none);
    refused(&t, "timeline.records.events.part_of.values", last, none);
    refused(&t, "timeline.records.events.about.values", last, none);
    refused(&t, "timeline.records.events.links.values", last, none);
    refused(&t, "timeline.records.events.place", last, none);
    refused(&t, "timeline.records.events.zone", last, none);
    refused(&t, "timeline.records.events.file", last, none);
    refused(&t, "timeline.records.archive.file", last, none);
    refused(
        &t,
        "timeline.records.events.involved.ends",
        last,
        "no ends of rows",
    );
    refused(
        &t,
        "timeline.records.events.keys.texts.ends",
        last,
        "no ends of texts",
    );
    refused(
        &t,
        "timeline.records.events.keys.slots",
        last,
        "a table of other texts",
    );
    refused(
        &t,
        "timeline.records.events.kind",
        |p| p[0] = 9,
        "a value that there is not",
    );
    refused(
        &t,
        "timeline.records.events.flags",
        |p| p[0] = 64,
        "other flags than there are",
    );
    refused(
        &t,
        "timeline.records.events.keys.texts.bytes",
        |p| p[0] = 255,
        "no text in UTF-8",
    );
    refused(
        &t,
        "timeline.records.events.time.codes",
        |p| p[6] = 255,
        "a code of no time",
    );
    refused(
        &t,
        "timeline.records.order",
        first,
        "a value that there is not",
    );
    refused(
        &t,
        "timeline.records.relations",
        first,
        "no relations of the events",
    );
    refused(&t, "timeline.aside.dropped", first, "none of the claims");
    refused(
        &t,
        "timeline.aside.found",
        last,
        "not a place for each claim",
    );
    refused(
        &t,
        "solved.component",
        |p| p[..4].copy_from_slice(&[7, 0, 0, 0]),
        "out of order",
    );
    refused(&t, "solved.network.arcs", first, "no solved network");
    refused(
        &t,
        "solved.network.potential",
        |p| p[15] = 64,
        "no solved network",
    );
    refused(&t, "solved.again.part.events", |p| p.truncate(8), "");
    let circle = |p: &mut Vec<u8>| p.copy_from_slice(&1u32.to_le_bytes());
    refused(
        &t,
        "timeline.records.events.part_of.values",
        circle,
        "a circle of parts",
    );
    let window = |p: &mut Vec<u8>| p[..8].copy_from_slice(&i64::MAX.to_le_bytes());
    refused(
        &t,
        "timeline.records.events.windows",
        window,
        "a window without a world",
    );
    let far = far();
    refused(
        &far,
        "timeline.records.events.windows.beyond",
        |p| p[4] = 9,
        "outside of the ticks",
    );
}
