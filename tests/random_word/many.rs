//! Word among many meetings over years, as a plain search over all pairs of meetings finds it.

use crate::oracle::rng::Rng;
use demarche::Bound;
use demarche::prelude::*;

const ACTORS: usize = 9;

/// Meetings of two or three of nine over ten years, dated to the minute, day, month or year, half-open or not at all;
/// and some claims that one is before another.
fn made(rng: &mut Rng, related: bool) -> Option<Timeline> {
    let mut t = Timeline::builder();
    for i in 0..ACTORS {
        t.add(Actor::person(format!("a{i}"), format!("Actor {i}")));
    }
    let count = 10 + rng.below(50);
    let moment = |rng: &mut Rng| {
        let (year, month) = (2010 + rng.below(10), 1 + rng.below(12));
        let (day, hour) = (1 + rng.below(28), rng.below(24));
        format!("{year}-{month:02}-{day:02}T{hour:02}:00")
    };
    let mut minutes: Vec<(String, usize)> = Vec::new();
    for i in 0..count {
        let mut there: Vec<usize> = (0..ACTORS).collect();
        rng.shuffle(&mut there);
        there.truncate(2 + rng.below(2));
        let there = there.iter().map(|a| format!("a{a}"));
        let mut time = moment(rng);
        minutes.push((time.clone(), i));
        let meeting = Meeting::new(format!("m{i}")).between(there);
        let length = *rng.pick(&[16, 16, 10, 10, 7, 4, 0]);
        time.truncate(length);
        t.add(match (length, rng.below(8)) {
            (0, _) => meeting,
            (_, 0) => meeting.on(format!("{time}/..")),
            (_, 1) => meeting.on(format!("../{time}")),
            _ => meeting.on(time),
        });
    }
    t.add(Statement::new("word").by("a0").on(moment(rng)));
    if related {
        minutes.sort();
        for _ in 0..rng.below(20) {
            let (x, y) = (rng.below(count), rng.below(count));
            if x < y {
                let claim = Claim::that(format!("m{}", minutes[x].1));
                t.add(claim.is(Before, format!("m{}", minutes[y].1)));
            }
        }
    }
    // Half-open dates may contradict claims.
    t.build().ok()
}

/// The actors of each meeting.
fn rooms(t: &Timeline) -> Vec<(String, Vec<String>)> {
    t.events()
        .filter(|e| e.key() != "word")
        .map(|e| {
            let there = e.actors(demarche::Part::Participant);
            (
                e.key().to_string(),
                there.map(|a| a.key().to_string()).collect(),
            )
        })
        .collect()
}

/// Whether some path of meetings is so that each is before the next, by a judgement of pairs, of which the last
/// is that of the word.
fn reaches(
    rooms: &[(String, Vec<String>)],
    (from, to): (&String, &String),
    before: impl Fn(usize, usize) -> bool,
) -> bool {
    let mut reached: Vec<usize> = Vec::new();
    reached.extend((0..rooms.len()).filter(|&r| rooms[r].1.contains(from)));
    let mut at = 0;
    while let Some(&here) = reached.get(at) {
        at += 1;
        if rooms[here].1.contains(to) && before(here, rooms.len()) {
            return true;
        }
        for next in 0..rooms.len() {
            let shares = rooms[here].1.iter().any(|a| rooms[next].1.contains(a));
            if shares && !reached.contains(&next) && before(here, next) {
                reached.push(next);
            }
        }
    }
    false
}

/// The earliest end of a last meeting where no claim ties meetings to each other, and `early` says when each ends if
/// word comes in after a tick.
fn arrival(
    rooms: &[(String, Vec<String>)],
    (from, to): (&String, &String),
    early: impl Fn(&str, i128) -> Option<i128>,
    limit: i128,
) -> Option<i128> {
    let mut known: Vec<(String, i128)> = vec![(from.clone(), i128::MIN)];
    let mut found: Option<i128> = None;
    loop {
        let mut changed = false;
        for (room, there) in rooms {
            let after = known.iter().filter(|k| there.contains(&k.0)).map(|k| k.1);
            let Some(end) = after.min().and_then(|after| early(room, after)) else {
                continue;
            };
            if there.contains(to) && end < limit && found.is_none_or(|f| end < f) {
                found = Some(end);
            }
            for actor in there {
                match known.iter_mut().find(|k| k.0 == *actor) {
                    Some(k) if k.1 <= end => continue,
                    Some(k) => k.1 = end,
                    None => known.push((actor.clone(), end)),
                }
                changed = true;
            }
        }
        if !changed {
            return found;
        }
    }
}

const FAR: i128 = 1 << 90;

/// Asks about one timeline; how many answers were certain, possible, impossible.
pub fn check(seed: u64) -> [u32; 3] {
    let mut rng = Rng::new(seed ^ 0x3A9);
    let related = rng.chance(50);
    let Some(t) = made(&mut rng, related) else {
        return [0; 3];
    };
    let rooms = rooms(&t);
    let window = |key: &str| {
        let event = t.event(key).expect("known");
        let low = |b: Option<Bound>| b.map_or(-FAR, Bound::micros);
        let high = |b: Option<Bound>| b.map_or(FAR, Bound::micros);
        let (begin, end) = (event.begin(), event.end());
        [
            low(begin.earliest),
            high(begin.latest),
            low(end.earliest),
            high(end.latest),
        ]
    };
    let keys = || rooms.iter().map(|r| r.0.as_str()).chain(["word"]);
    let row = |x: &str| -> Vec<Certainty> {
        let of = |y: &str| t.relate(x, y).expect("known").certainty(Before);
        keys().map(of).collect()
    };
    let pairs: Vec<Vec<Certainty>> = keys().map(row).collect();
    let mut found = [0; 3];
    for _ in 0..6 {
        let from = format!("a{}", rng.below(ACTORS));
        let to = format!("a{}", rng.below(ACTORS));
        if from == to {
            continue;
        }
        let search = t.word_from(from.as_str()).expect("known");
        let search = search.before("word").expect("known");
        let word = search.to(to.as_str()).expect("known");
        assert!(word.is_settled(), "{word}");
        found[2 - word.certainty() as usize] += 1;
        let sure = reaches(&rooms, (&from, &to), |x, y| {
            pairs[x][y] == Certainty::Certain
        });
        assert!(!sure || word.certainty() == Certainty::Certain, "{word}");
        let could = reaches(&rooms, (&from, &to), |x, y| {
            pairs[x][y] > Certainty::Impossible
        });
        assert!(could || word.certainty() == Certainty::Impossible, "{word}");
        if related {
            continue;
        }
        // As early as can be, and as late.
        let early = |key: &str, after: i128| {
            let [first, last, end, _] = window(key);
            let first = first.max(after.saturating_add(1));
            (first <= last).then_some(end.max(first))
        };
        let late = |key: &str, after: i128| {
            let [first, _, _, end] = window(key);
            (after < first).then_some(end)
        };
        let (soonest, latest) = (window("word")[1], window("word")[0]);
        let least = arrival(&rooms, (&from, &to), early, soonest);
        let most = arrival(&rooms, (&from, &to), late, latest);
        assert_eq!(
            word.certainty() > Certainty::Impossible,
            least.is_some(),
            "{word}"
        );
        assert_eq!(
            word.certainty() == Certainty::Certain,
            most.is_some(),
            "{word}"
        );
        if let (Some(least), Some(arrival)) = (least, word.earliest_arrival()) {
            let given = arrival.least().map(Bound::micros);
            // What has no bound comes out a little later than that with each meeting.
            assert_eq!(given, (least > -FAR / 2).then_some(least), "{word}");
            if let Some(most) = most {
                assert!(arrival.is_settled());
                assert_eq!(arrival.most().map_or(FAR, Bound::micros), most, "{word}");
            }
        }
    }
    found
}
