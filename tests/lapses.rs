//! The longest silence and the time from the first meeting, recounted world by world.
//!
//! Random timelines whose worlds can be listed; every choice of what is only alleged or implied goes with every
//! world. The recount follows the words of the question, and no inequality.

mod oracle;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use demarche::{Lapse, Timeline, read_records};
use oracle::claims::{all, claims};
use oracle::facts::Facts;
use oracle::r#gen::Shape;
use oracle::patterns::timeline::rich;
use oracle::relation::Span;
use oracle::rng::Rng;
use oracle::spec::{Kind, Presence, Spec, Status};
use oracle::worlds::Worlds;

/// A timeline with many meetings of the first two actors.
fn sociable(seed: u64) -> Spec {
    let mut spec = rich(seed, Shape::Dated);
    let mut rng = Rng::new(seed ^ 0x51);
    spec.facts = Facts::default();
    for event in &mut spec.events {
        if matches!(event.kind, Kind::Action | Kind::Document) && rng.chance(80) {
            event.instant = Some(event.is_instant());
            event.kind = Kind::Meeting;
        }
        event.status = match rng.below(10) {
            0 => Status::Planned,
            1 | 2 => Status::Alleged,
            _ => Status::Occurred,
        };
        if event.kind == Kind::Meeting {
            event.participants = (0..2)
                .filter_map(|actor| match rng.below(12) {
                    0 => None,
                    1 => Some((actor, Presence::Denied)),
                    2 | 3 => Some((actor, Presence::Implied)),
                    _ => Some((actor, Presence::Reported)),
                })
                .collect();
            if event.participants.is_empty() {
                event.participants.push((2, Presence::Reported));
            }
        }
    }
    spec
}

/// The meetings of the first two actors, each with the number of its open questions.
fn contacts(spec: &Spec) -> Vec<(usize, u32)> {
    let mut found = Vec::new();
    for (index, event) in spec.events.iter().enumerate() {
        let alleged = match event.status {
            Status::Occurred => 0,
            Status::Alleged => 1,
            _ => continue,
        };
        let there = |actor| {
            let mut entries = event.participants.iter().filter(|p| p.0 == actor);
            entries.next().and_then(|p| match p.1 {
                Presence::Reported => Some(0),
                Presence::Implied => Some(1),
                Presence::Denied => None,
            })
        };
        if let (Kind::Meeting, Some(a), Some(b)) = (event.kind, there(0), there(1)) {
            found.push((index, alleged + a + b));
        }
    }
    found
}

/// All lists of meetings that took place, by the open questions; one that has several must have them all.
fn choices(contacts: &[(usize, u32)]) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new()];
    for &(event, open) in contacts {
        let with = lists.iter().cloned().map(|mut list: Vec<usize>| {
            list.push(event);
            list
        });
        let with: Vec<Vec<usize>> = with.collect();
        lists = if open == 0 {
            with
        } else {
            [lists, with].concat()
        };
    }
    lists
}

/// The longest silence among meetings: no tick of it but its ends belongs to a meeting.
fn silence(meetings: &[Span]) -> Option<i64> {
    if meetings.len() < 2 {
        return None;
    }
    let (mut longest, mut quiet_since) = (0, None::<i64>);
    let first = meetings.iter().map(|m| m.0).min()?;
    let last = meetings.iter().map(|m| m.1).max()?;
    // On a line of half ticks, the even places are ticks and the odd ones what is between.
    for place in 2 * first..=2 * last {
        if meetings
            .iter()
            .any(|m| (2 * m.0..=2 * m.1).contains(&place))
        {
            if let Some(since) = quiet_since.take() {
                longest = longest.max((place - since) / 2);
            }
            continue;
        }
        quiet_since.get_or_insert(place - 1);
    }
    Some(longest)
}

fn range(values: impl Iterator<Item = i64>) -> Option<(i64, i64)> {
    values.fold(None, |range, v| match range {
        None => Some((v, v)),
        Some((a, b)) => Some((v.min(a), v.max(b))),
    })
}

fn told(lapse: Option<Lapse>) -> Option<(i64, i64)> {
    lapse.map(|lapse| {
        assert!(lapse.is_settled());
        let bound = |ticks: Option<i128>| i64::try_from(ticks.expect("dated")).expect("few ticks");
        (bound(lapse.least()), bound(lapse.most()))
    })
}

fn check(seed: u64) -> Option<()> {
    let spec = sociable(seed);
    let claims = claims(&spec);
    let worlds = Worlds::enumerate(&spec, &claims, all(&claims))?;
    let contacts = contacts(&spec);
    if worlds.is_empty() || worlds.len() > 20_000 || contacts.len() < 2 {
        return None;
    }
    let mut builder = Timeline::builder();
    builder.add_input(read_records(spec.jsonl().as_bytes(), "random.jsonl"));
    let t = builder.build().expect("it has a world");
    let [a, b] = [0, 1].map(|actor| spec.actors[actor].id.as_str());
    let meetings = || t.meetings_of(a).expect("known").with(b).expect("known");
    let lists = choices(&contacts);
    let spans = |world: &[Span], list: &[usize]| list.iter().map(|&e| world[e]).collect::<Vec<_>>();
    let each = || {
        worlds
            .iter()
            .flat_map(|w| lists.iter().map(move |list| (w, list)))
    };
    let expected = range(each().filter_map(|(w, list)| silence(&spans(w, list))));
    assert_eq!(told(meetings().longest_silence()), expected, "silence");
    for (index, event) in spec.events.iter().enumerate() {
        let counts = matches!(event.status, Status::Occurred | Status::Alleged);
        let first = each().filter_map(|(world, list)| {
            // Of an event that is one of the meetings: only where it took place. Its own presences are
            // questions of their own.
            let own = contacts.iter().find(|c| c.0 == index);
            let alleged_alone = event.status == Status::Alleged && own.is_some_and(|c| c.1 == 1);
            if !counts || (alleged_alone && !list.contains(&index)) {
                return None;
            }
            let begin = list.iter().map(|&e| world[e].0).min()?;
            Some(world[index].0 - begin)
        });
        let lapse = meetings()
            .time_from_first_to(event.id.as_str())
            .expect("known");
        assert_eq!(
            told(lapse),
            range(first),
            "from the first to {:?}",
            event.id
        );
        let other = &spec.events[(index + 1) % spec.events.len()].id;
        let pair = t
            .time_between(event.id.as_str(), other.as_str())
            .expect("known");
        let other = spec.event(other);
        let between = range(worlds.iter().map(|w| w[other].0 - w[index].0));
        assert_eq!(told(Some(pair)), between, "from {:?}", event.id);
    }
    Some(())
}

#[test]
fn lapses_agree_with_a_recount_of_all_worlds() {
    let wanted = std::env::var("DEMARCHE_LAPSES").ok();
    let wanted = wanted.and_then(|text| text.parse().ok()).unwrap_or(150);
    let (mut seed, mut checked) = (0, 0);
    while checked < wanted {
        let outcome = catch_unwind(AssertUnwindSafe(|| check(seed)));
        match outcome {
            Ok(done) => checked += u32::from(done.is_some()),
            Err(panic) => {
                eprintln!("seed {seed}:\n{}", sociable(seed).jsonl());
                resume_unwind(panic);
            }
        }
        seed += 1;
    }
}
