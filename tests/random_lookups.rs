//! Look-ups that walk diaries, against the general questions and patterns that mean the same, on random timelines.
//!
//! `DEMARCHE_LOOKUPS` sets how many timelines are tried; 400 by default, so that the usual test run stays short.

mod oracle;

use demarche::{
    Actor, ActorId, Certainty, Claim, EventId, EventKind, Meeting, Part, Participant, Policy,
    Relation, Statement, Status, Timeline, TimelineBuilder, Zone,
};
use oracle::r#gen::{Shape, spec};
use oracle::rng::Rng;

fn timelines() -> u64 {
    let given = std::env::var("DEMARCHE_LOOKUPS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(400)
}

const LEAST: [Certainty; 2] = [Certainty::Certain, Certainty::Possible];

/// A timeline as the generator of the oracles makes them: a few events with claims of every kind.
fn knotted(seed: u64) -> Option<Timeline> {
    let shape = if seed.is_multiple_of(2) {
        Shape::Dated
    } else {
        Shape::Mixed
    };
    let input = demarche::read_records(spec(seed, shape).jsonl().as_bytes(), "random.jsonl");
    let mut builder = TimelineBuilder::new();
    builder.policy(Policy::SetAside);
    builder.add_input(input);
    builder.build().ok()
}

/// Many events of few actors over some weeks: seconds, days, months, no dates; claims among neighbours; some alleged,
/// implied, denied and cancelled.
fn crowded(seed: u64) -> Option<Timeline> {
    let mut rng = Rng::new(seed);
    let mut builder = TimelineBuilder::new();
    builder.policy(Policy::SetAside);
    let actors = 2 + rng.below(4);
    for i in 0..actors {
        builder.add(Actor::person(format!("a{i}"), format!("Actor {i}")));
    }
    let count = 4 + rng.below(40);
    let days = 1 + rng.below(20);
    let mut seconds = Vec::new();
    for i in 0..count {
        let second = rng.below(days * 86_400);
        seconds.push(second);
        let (day, clock) = (1 + second / 86_400, second % 86_400);
        let time = match rng.below(10) {
            0..=4 => Some(format!(
                "2025-04-{day:02}T{:02}:{:02}:{:02}",
                clock / 3600,
                clock / 60 % 60,
                if rng.chance(30) { 0 } else { clock % 60 }
            )),
            5 | 6 => Some(format!("2025-04-{day:02}")),
            7 => Some(format!(
                "2025-04-{day:02}/2025-04-{:02}",
                (day + rng.below(9)).min(30)
            )),
            8 => {
                Some(["2025-04", "2025", "2025-04-10/..", "../2025-04-15"][rng.below(4)].to_owned())
            }
            _ => None,
        };
        let status = match rng.below(20) {
            0 => Status::Alleged,
            1 => Status::Cancelled,
            _ => Status::Occurred,
        };
        if rng.chance(60) {
            let mut meeting = Meeting::new(format!("e{i}"));
            for actor in 0..actors {
                if rng.chance(60) {
                    let own = Participant::new(format!("a{actor}"));
                    meeting = meeting.with(match rng.below(20) {
                        0 => own.implied(),
                        1 => own.denied(),
                        _ => own,
                    });
                }
            }
            if meeting.participants.is_empty() {
                meeting = meeting.with("a0");
            }
            meeting.common.time = time;
            meeting.common.status = status;
            builder.add(meeting);
        } else {
            let mut statement =
                Statement::new(format!("e{i}")).by(format!("a{}", rng.below(actors)));
            if rng.chance(50) {
                statement.to = vec![format!("a{}", rng.below(actors))];
            }
            statement.common.time = time;
            statement.common.status = status;
            builder.add(statement);
        }
    }
    for _ in 0..rng.below(count) {
        let (x, y) = (rng.below(count), rng.below(count));
        if seconds[x] < seconds[y] {
            builder.add(Claim::that(format!("e{x}")).is(Relation::Before, format!("e{y}")));
        }
    }
    builder.build().ok()
}

fn actors(t: &Timeline) -> Vec<ActorId> {
    t.actors().map(demarche::ActorView::id).collect()
}

fn of_kind(t: &Timeline, kind: EventKind) -> Vec<EventId> {
    let all = t.events().filter(|event| event.kind() == kind);
    all.map(demarche::EventView::id).collect()
}

fn each(check: impl Fn(&Timeline, &mut Rng)) {
    let mut tried = 0;
    for seed in 0..timelines() {
        for t in [knotted(seed), crowded(seed)].into_iter().flatten() {
            check(&t, &mut Rng::new(seed));
            // One claim more may narrow windows.
            let meetings = of_kind(&t, EventKind::Meeting);
            if let (Some(&first), Some(&last)) = (meetings.first(), meetings.last())
                && first != last
            {
                let key = |id: EventId| t.event(id).expect("known").key().to_owned();
                let claim = Claim::that(key(first)).is(Relation::Before, key(last));
                if let Ok(more) = t.assume(claim) {
                    check(&more, &mut Rng::new(seed));
                }
            }
            tried += 1;
        }
    }
    assert!(tried * 2 > timelines(), "few timelines were built");
}

#[test]
fn last_meetings_are_those_of_each_statement() {
    each(|t, _| {
        for actor in actors(t) {
            let search = t.meetings_of(actor).expect("known");
            for least in LEAST {
                let mut expected = Vec::new();
                for said in of_kind(t, EventKind::Statement) {
                    let view = t.event(said).expect("known");
                    if !view.actors(Part::By).any(|speaker| speaker.id() == actor) {
                        continue;
                    }
                    for found in search.last_before(said).expect("known") {
                        if found.certainty() >= least {
                            expected.push((
                                said.index(),
                                found.event().id().index(),
                                found.certainty(),
                            ));
                        }
                    }
                }
                let found = t.last_meetings_of(actor, least).expect("known");
                let mut found: Vec<_> = found
                    .map(|last| (last.statement.index(), last.meeting.index(), last.certainty))
                    .collect();
                // By latest beginning, none last, and then in file order.
                let statements = of_kind(t, EventKind::Statement);
                let latest = |index: usize| {
                    let said = statements.iter().find(|said| said.index() == index);
                    let view = t.event(*said.expect("a statement")).expect("known");
                    let latest = view.begin().latest;
                    (latest.is_none(), latest)
                };
                let order = |last: &(usize, usize, Certainty)| (latest(last.0), last.0, last.1);
                assert!(found.is_sorted_by_key(order), "{found:?} of {t:?}");
                found.sort_unstable();
                expected.sort_unstable();
                assert_eq!(
                    found,
                    expected,
                    "{} of {t:?}",
                    t.actor(actor).expect("known").key()
                );
            }
        }
    });
}

#[test]
fn meetings_by_time_are_those_of_the_search() {
    each(|t, rng| {
        let (people, events) = (
            actors(t),
            t.events().map(demarche::EventView::id).collect::<Vec<_>>(),
        );
        for _ in 0..8 {
            let mut search = t.meetings_of(*rng.pick(&people)).expect("known");
            for _ in 0..rng.below(3) {
                search = search.with(*rng.pick(&people)).expect("known");
            }
            for _ in 0..rng.below(3) {
                search = search.after(*rng.pick(&events)).expect("known");
            }
            for _ in 0..rng.below(3) {
                search = search.before(*rng.pick(&events)).expect("known");
            }
            let expected: Vec<_> = search.iter().collect();
            for least in LEAST {
                let mut expected: Vec<_> = expected
                    .iter()
                    .filter(|found| found.certainty() >= least)
                    .map(|found| (found.event().id().index(), found.certainty()))
                    .collect();
                let mut found: Vec<_> = search
                    .by_time(least)
                    .map(|(meeting, certainty)| (meeting.index(), certainty))
                    .collect();
                let end = |meeting: usize| {
                    let event = t.events().nth(meeting).expect("known");
                    (event.end().earliest.map(demarche::Bound::micros), meeting)
                };
                assert!(found.is_sorted_by_key(|&(meeting, _)| end(meeting)));
                expected.sort_unstable();
                found.sort_unstable();
                assert_eq!(found, expected, "{search:?}");
            }
        }
    });
}

#[test]
fn latest_met_are_the_last_of_who_met() {
    each(|t, rng| {
        for said in of_kind(t, EventKind::Statement) {
            let mut all: Vec<_> = t
                .who_met_before(said)
                .expect("known")
                .map(|met| {
                    let pair = met.actors().map(|actor| actor.id().index());
                    (EventId::from(met.meeting().id()), pair, met.certainty())
                })
                .collect();
            // `who_met_before` gives them by earliest end and in file order; pairs of one meeting stay in order.
            all.reverse();
            for least in LEAST {
                for meetings in [1 + rng.below(4), 1_000] {
                    let mut expected = Vec::new();
                    let mut seen: Vec<EventId> = Vec::new();
                    for &(meeting, pair, certainty) in &all {
                        if certainty < least {
                            continue;
                        }
                        if !seen.contains(&meeting) {
                            seen.push(meeting);
                        }
                        if seen.len() <= meetings {
                            expected.push((meeting.index(), pair, certainty));
                        }
                    }
                    let met = t.latest_met_before(said, meetings, least).expect("known");
                    let mut order: Vec<usize> = Vec::new();
                    let mut found: Vec<_> = met
                        .map(|met| {
                            order.push(met.meeting.index());
                            let pair = met.actors.map(ActorId::index);
                            (met.meeting.index(), pair, met.certainty)
                        })
                        .collect();
                    order.dedup();
                    seen.truncate(meetings);
                    assert_eq!(order, seen.iter().map(|m| m.index()).collect::<Vec<_>>());
                    found.sort_unstable();
                    expected.sort_unstable();
                    assert_eq!(found, expected);
                }
            }
        }
    });
}

/// The same with somebody more, whose only meeting, with the first actor, ends at a tick.
fn with_an_origin(t: &Timeline, day: usize) -> Option<Timeline> {
    let mut builder = t.revise();
    let first = t.actors().next()?.key().to_owned();
    builder.add(Actor::person("origin", "Origin"));
    let start = Meeting::new("start").between(["origin".to_owned(), first]);
    builder.add(start.on(format!("2025-04-{day:02}T06:00:00.000000Z")));
    builder.build().ok()
}

/// By when whom has word in every world, meeting by meeting, until nothing changes.
fn surely_by(t: &Timeline, from: ActorId, start: i128, to: i128) -> Vec<(ActorId, i128)> {
    let mut known = vec![(from, start)];
    loop {
        let before = known.clone();
        for meeting in t.meetings().map(demarche::MeetingView::event) {
            let (begin, end) = (meeting.begin().earliest, meeting.end().latest);
            let (Some(begin), Some(end)) = (begin, end) else {
                continue;
            };
            let there: Vec<ActorId> = meeting
                .involved()
                .filter(|own| own.1 == Part::Participant && own.3 == demarche::Presence::Reported)
                .map(|own| own.0.id())
                .collect();
            let brought = known
                .iter()
                .any(|own| there.contains(&own.0) && own.1 < begin.micros());
            if !brought || meeting.status() != Status::Occurred || end.micros() > to {
                continue;
            }
            for actor in there {
                match known.iter_mut().find(|own| own.0 == actor) {
                    Some(own) => own.1 = own.1.min(end.micros()),
                    None => known.push((actor, end.micros())),
                }
            }
        }
        if known == before {
            known.retain(|own| own.0 != from);
            known.sort_unstable();
            return known;
        }
    }
}

#[test]
fn word_spreads_as_far_as_it_reaches_each() {
    each(|t, rng| {
        let day = 1 + rng.below(15);
        let Some(t) = with_an_origin(t, day) else {
            return;
        };
        let from = t
            .event("start")
            .expect("known")
            .end()
            .earliest
            .expect("dated");
        let from = from.tick().expect("near");
        let to = from
            .checked_add(demarche::days(1 + rng.below(12) as u32))
            .expect("near");
        let first = t.actors().next().expect("somebody").id();
        let search = t.word_from("origin").expect("known");
        let could: Vec<_> = t
            .word_spread(first, from, to, Certainty::Possible)
            .expect("known")
            .collect();
        let surely: Vec<_> = t
            .word_spread(first, from, to, Certainty::Certain)
            .expect("known")
            .collect();
        let naive = surely_by(&t, first, from.as_micros().into(), to.as_micros().into());
        let own: Vec<_> = surely
            .iter()
            .map(|told| (told.actor, i128::from(told.by.as_micros())))
            .collect();
        let mut sorted = own.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, naive);
        for actor in actors(&t) {
            let key = t.actor(actor).expect("known").key();
            if actor == first || key == "origin" {
                continue;
            }
            let word = search.to(actor).expect("known");
            let arrival = word.earliest_arrival();
            if let Some(told) = surely.iter().find(|told| told.actor == actor) {
                assert_eq!(word.certainty(), Certainty::Certain, "{word}");
                let most = arrival.expect("it arrives").most().expect("bounded");
                assert!(most.micros() <= i128::from(told.by.as_micros()), "{word}");
            }
            let least = arrival.and_then(demarche::Arrival::least);
            let least = least
                .map(demarche::Bound::micros)
                .filter(|&by| by <= to.as_micros().into());
            let told = could.iter().find(|told| told.actor == actor);
            match told {
                Some(told) if told.is_settled => {
                    assert_eq!(Some(i128::from(told.by.as_micros())), least, "{word}");
                }
                Some(told) => {
                    assert!(
                        least.is_none_or(|by| i128::from(told.by.as_micros()) <= by),
                        "{word}"
                    );
                }
                None => assert_eq!(least, None, "{word}"),
            }
        }
    });
}

#[test]
fn agendas_are_what_patterns_find() {
    each(|t, rng| {
        for actor in actors(t) {
            let key = t.actor(actor).expect("known").key().to_owned();
            let first = 1 + rng.below(20);
            let last = first + rng.below(10);
            let (begin, end) = (
                format!("2025-04-{first:02}T00:00:00Z"),
                format!("2025-04-{last:02}T23:59:59Z"),
            );
            let window = |date: &str| demarche::date_window(date, &Zone::UTC).expect("a date").0;
            let from = window(&begin).begin.earliest.expect("bounded");
            let to = window(&end).end.latest.expect("bounded");
            let mut best: Vec<(usize, Certainty)> = Vec::new();
            for part in ["with", "by", "to"] {
                let kinds: &[&str] = match part {
                    "with" => &["meeting", "document"],
                    _ => &["statement", "document", "action"],
                };
                for kind in kinds {
                    let text = format!("find ?e where {kind} ?e {part} \"{key}\" in {begin}/{end}");
                    let answers = t
                        .ask(text.as_str())
                        .unwrap_or_else(|error| panic!("{text}: {error}"));
                    for answer in answers {
                        let event = answer
                            .get("e")
                            .and_then(|value| value.event())
                            .expect("an event")
                            .id()
                            .index();
                        match best.iter_mut().find(|known| known.0 == event) {
                            Some(known) => known.1 = known.1.max(answer.certainty()),
                            None => best.push((event, answer.certainty())),
                        }
                    }
                }
            }
            best.sort_unstable();
            for least in LEAST {
                let expected: Vec<_> = best.iter().copied().filter(|own| own.1 >= least).collect();
                let found = t.agenda(actor, from, to, least).expect("known");
                let mut found: Vec<_> = found.map(|(event, own)| (event.index(), own)).collect();
                found.sort_unstable();
                assert_eq!(found, expected, "{key} from {from} to {to}");
            }
        }
    });
}
