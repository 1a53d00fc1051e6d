//! Questions about everything, counted at once, against answers gone through one by one.

#[path = "bulk/draw.rs"]
mod draw;

use demarche::pattern::Unit;
use demarche::{AskOptions, Certainty, Counts, EventKind, Found, LastBefore, Timeline};
use draw::{ACTORS, Rng, days, gap, timeline};

fn seeds() -> u64 {
    let given = std::env::var("DEMARCHE_BULK").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(300)
}

fn one_by_one(t: &Timeline, query: &str) -> Counts {
    let options = AskOptions::default().one_by_one(true);
    t.count_with(query, options).expect("sound")
}

/// Compares both ways; whether there was anything certain, and anything possible.
fn check(t: &Timeline, seed: u64, query: &str) -> [u64; 2] {
    let at_once = t.count(query).expect("sound");
    assert_eq!(at_once, one_by_one(t, query), "seed {seed}: {query}");
    [at_once.certain.min(1), at_once.possible.min(1)]
}

/// How many questions had certain answers, and how many possible ones.
#[derive(Default)]
struct Seen {
    asked: u64,
    found: [u64; 2],
}

impl Seen {
    fn add(&mut self, [certain, possible]: [u64; 2]) {
        self.asked += 1;
        self.found[0] += certain;
        self.found[1] += possible;
    }

    /// A test that compares nothing with nothing proves little.
    fn is_telling(&self) {
        let least = self.asked / 40;
        assert!(
            self.asked > 0 && self.found.iter().all(|&n| n >= least),
            "{:?}",
            self.found
        );
    }
}

/// An actor, or a variable.
fn some(rng: &mut Rng, variable: &str) -> String {
    if rng.chance(25) {
        format!("a{}", rng.below(ACTORS))
    } else {
        variable.to_string()
    }
}

#[test]
fn meetings_before_statements_of_the_same_actor() {
    let mut seen = Seen::default();
    for seed in 0..seeds() {
        let Some(t) = timeline(seed, 14) else {
            continue;
        };
        let mut rng = Rng(seed ^ 0xb07);
        for _ in 0..4 {
            let (a, gap) = (some(&mut rng, "?a"), gap(&mut rng));
            let end = if rng.chance(20) { " certainly" } else { "" };
            seen.add(check(
                &t,
                seed,
                &format!(
                    "find count where meeting ?m with {a} and statement ?s by {a} \
                     and ?m before ?s{gap}{end}"
                ),
            ));
        }
    }
    seen.is_telling();
}

#[test]
fn chains_of_two_meetings_and_a_statement() {
    let mut seen = Seen::default();
    for seed in 0..seeds() {
        let Some(t) = timeline(seed, 16) else {
            continue;
        };
        let mut rng = Rng(seed ^ 0xc4a1);
        for _ in 0..3 {
            let x = some(&mut rng, "?x");
            let y = some(&mut rng, "?y");
            let z = some(&mut rng, "?z");
            let (first, second) = (gap(&mut rng), gap(&mut rng));
            let end = if rng.chance(20) { " certainly" } else { "" };
            seen.add(check(
                &t,
                seed,
                &format!(
                    "find count where meeting ?m with {x}, {y} and meeting ?n with {y}, {z} \
                     and statement ?s by {z} and ?m before ?n{first} and ?n before ?s{second}{end}"
                ),
            ));
        }
    }
    seen.is_telling();
}

#[test]
fn chains_among_many_meetings_of_one_day() {
    let mut seen = Seen::default();
    for seed in 0..seeds() {
        let Some(t) = days(seed) else {
            continue;
        };
        let mut rng = Rng(seed ^ 0x5a3e);
        let x = some(&mut rng, "?x");
        let (y, z) = (some(&mut rng, "?y"), some(&mut rng, "?z"));
        let mut hours = || match rng.below(5) {
            0 => String::new(),
            1 => format!(" at least {}h", 1 + rng.below(20)),
            _ => format!(" within {}h", 1 + rng.below(50)),
        };
        let (first, second) = (hours(), hours());
        seen.add(check(
            &t,
            seed,
            &format!(
                "find count where meeting ?m with {x}, {y} and meeting ?n with {y}, {z} \
                 and statement ?s by {z} and ?m before ?n{first} and ?n before ?s{second}"
            ),
        ));
    }
    seen.is_telling();
}

#[test]
fn chains_of_each_actor_asked_again_and_again() {
    let mut seen = Seen::default();
    for seed in 0..seeds() {
        let Some(t) = timeline(seed, 8 + seed % 18) else {
            continue;
        };
        let mut rng = Rng(seed ^ 0xa6a1);
        for _ in 0..2 {
            let (y, z) = ("?y", some(&mut rng, "?z"));
            let (first, second) = (gap(&mut rng), gap(&mut rng));
            let queries = (0..ACTORS).map(|x| {
                format!(
                    "find count where meeting ?m with a{x}, {y} and meeting ?n with {y}, {z} \
                     and statement ?s by {z} and ?m before ?n{first} and ?n before ?s{second}"
                )
            });
            let told: Vec<(String, Counts)> = queries
                .map(|query| {
                    let counts = one_by_one(&t, &query);
                    (query, counts)
                })
                .collect();
            for round in 0..3 {
                for (query, told) in &told {
                    let found = t.count(query.as_str()).expect("sound");
                    assert_eq!(found, *told, "seed {seed}, round {round}: {query}");
                    let only = format!("{query} certainly");
                    let certain = t.count(only.as_str()).expect("sound");
                    assert_eq!((certain.certain, certain.possible), (told.certain, 0));
                    seen.add([told.certain.min(1), told.possible.min(1)]);
                }
            }
        }
    }
    seen.is_telling();
}

#[test]
fn the_last_meetings_before_all_statements() {
    let mut seen = Seen::default();
    for seed in 0..seeds() {
        let Some(t) = timeline(seed, 14) else {
            continue;
        };
        let all = t.last_meetings_before_all();
        let sure = t.certain_last_meetings_before_all();
        assert_eq!(all.len(), sure.len());
        for (last, same) in all.iter().zip(sure.iter()) {
            let search = t.meetings_of(last.speaker.id()).expect("known");
            let found = search.last_before(last.statement.id()).expect("known");
            let (certain, possible): (Vec<_>, Vec<_>) = found
                .iter()
                .partition(|f| f.certainty() == Certainty::Certain);
            let keys = |found: &[&Found<'_>]| -> Vec<String> {
                found.iter().map(|f| f.event().key().to_string()).collect()
            };
            let given = |last: &LastBefore<'_>| -> Vec<String> {
                last.certain.iter().map(|m| m.key().to_string()).collect()
            };
            let place = format!(
                "seed {seed}, {:?} of {}",
                last.statement.key(),
                last.speaker
            );
            assert_eq!(given(&last), keys(&certain), "{place}");
            assert_eq!(given(&same), keys(&certain), "{place}");
            assert_eq!(last.possible, possible.len() as u64, "{place}");
            assert!(found.iter().all(Found::is_settled), "{place}");
            seen.add([certain.len().min(1) as u64, possible.len().min(1) as u64]);
        }
        let counts = all.counts();
        assert_eq!(counts.certain, sure.counts().certain);
        let speakers = t
            .events()
            .filter(|e| e.kind() == EventKind::Statement)
            .count();
        assert!(speakers == 0 || all.len() <= 2 * speakers);
    }
    seen.is_telling();
}

/// Of a part that is sure in the later meeting and only implied in the earlier one.
#[test]
fn implied_presence_before_a_wide_window_is_never_certain() {
    use demarche::{Actor, Meeting, Participant, Statement};
    let mut t = Timeline::builder();
    t.add(["a0", "a1", "a2"].map(|key| Actor::person(key, key)));
    let talks = Meeting::new("talks").between(["a0", "a2"]);
    let talks = talks.with(Participant::new("a1").implied());
    t.add(talks.on("2025-04-10T00:00:00"));
    let visit = Meeting::new("visit").between(["a1", "a2"]);
    t.add(visit.on("[2025-04-10T00:03..2025-04-10T00:06]"));
    t.add(Statement::new("remark").by("a2").on("2025-04-10T00:12"));
    let t = t.build().expect("valid");
    let query = "find count where meeting ?m with ?x, ?y and meeting ?n with ?y, ?z and statement ?s by ?z \
                 and ?m before ?n within 7m and ?n before ?s";
    assert_eq!(check(&t, 0, query), [0, 1]);
}

#[test]
fn pairs_that_met_by_unit() {
    let mut seen = [0; 2];
    for seed in 0..seeds() / 3 {
        let Some(t) = timeline(seed, 14) else {
            continue;
        };
        for unit in [Unit::Day, Unit::Month, Unit::Year] {
            let at_once: Vec<_> = t
                .encounters_per(unit)
                .map(|pair| (pair.actors.map(|actor| actor.key().to_owned()), pair.units))
                .collect();
            let mut expected = Vec::new();
            let actors: Vec<String> = t.actors().map(|actor| actor.key().to_owned()).collect();
            for (i, a) in actors.iter().enumerate() {
                for b in &actors[i + 1..] {
                    let name = unit.name();
                    let query =
                        format!("find count per {name} of ?m where meeting ?m with {a}, {b}");
                    let units = t.count_per_unit(query.as_str()).expect("sound");
                    if !units.is_empty() {
                        expected.push(([a.clone(), b.clone()], units));
                    }
                }
            }
            for line in expected.iter().flat_map(|(_, units)| units) {
                seen[0] += line.counts.certain.min(1);
                seen[1] += line.counts.possible.min(1);
            }
            assert_eq!(at_once, expected, "seed {seed}");
        }
    }
    assert!(seen.iter().all(|&n| n >= seeds() / 8), "{seen:?}");
}
