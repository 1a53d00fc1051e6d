//! Word that passes from meeting to meeting, against oracles that share no code with the engine: how sure it is, when it
//! arrives first, by which paths, and why.
//!
//! `DEMARCHE_WORDS` sets how many timelines are tried; 120 by default, so that the usual test run stays short.

mod oracle;

#[allow(dead_code)]
#[path = "random_patterns/engine.rs"]
mod engine;

#[path = "random_word/many.rs"]
mod many;

#[path = "random_word/naive.rs"]
mod naive;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use demarche::{Arrival, Bound, Certainty, Explanation, Timeline, Word};
use naive::{Asked, Listed};
use oracle::claims::{Claim, all, claims, grade_text};
use oracle::dense::{Dense, Net};
use oracle::r#gen::Shape;
use oracle::judge::Verdict;
use oracle::patterns::encounters::encounters;
use oracle::patterns::formula::Judge as _;
use oracle::patterns::net::Open;
use oracle::patterns::reason::Proof;
use oracle::patterns::timeline::rich;
use oracle::patterns::word;
use oracle::rng::Rng;
use oracle::spec::{Kind, Spec};
use oracle::worlds::Worlds;

fn timelines() -> u64 {
    let given = std::env::var("DEMARCHE_WORDS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(120)
}

fn verdict(certainty: Certainty) -> Verdict {
    match certainty {
        Certainty::Impossible => Verdict::Impossible,
        Certainty::Possible => Verdict::Possible,
        Certainty::Certain => Verdict::Certain,
    }
}

/// A timeline, on both sides.
struct Sides<'a> {
    spec: &'a Spec,
    claims: &'a [Claim],
    dense: Dense<'a>,
    net: &'a Net<'a>,
    worlds: Option<Worlds<'a>>,
    timeline: &'a Timeline,
}

impl<'a> Sides<'a> {
    fn ask(&self, asked: &Asked) -> Word<'a> {
        let key = |actor: usize| self.spec.actors[actor].id.as_str();
        let mut search = self.timeline.word_from(key(asked.from)).expect("known");
        for &actor in &asked.through {
            search = search.through(key(actor)).expect("known");
        }
        if let Some(event) = asked.before {
            search = search
                .before(self.spec.events[event].id.as_str())
                .expect("known");
        }
        if asked.most < usize::MAX {
            search = search.within_steps(asked.most as u32);
        }
        search.to(key(asked.to)).expect("known")
    }

    /// The paths as the engine lists them.
    fn paths(&self, word: &Word<'_>) -> Vec<Listed> {
        let actor = |key: &str| {
            let mut actors = self.spec.actors.iter();
            actors.position(|a| a.id == key).expect("an actor")
        };
        let paths = word.paths();
        assert!(paths.is_complete());
        let mut found: Vec<Listed> = Vec::new();
        for path in paths {
            let meetings = path.meetings().map(|m| self.spec.event(m.key())).collect();
            let carriers = path.carriers();
            let carriers = carriers.map(|c| c.iter().map(|a| actor(a.key())).collect());
            let listed = (meetings, carriers.collect());
            assert!(!found.contains(&listed), "{path}");
            found.push(listed);
        }
        let lengths: Vec<usize> = found.iter().map(|p| p.0.len()).collect();
        assert!(lengths.is_sorted());
        found
    }

    /// Four meetings at most, before an event: how sure it is, when, and why.
    fn check_plain(&self, from: usize, to: usize, event: usize) -> bool {
        let asked = Asked {
            from,
            through: Vec::new(),
            to,
            before: Some(event),
            most: word::LONGEST,
        };
        let given = self.ask(&asked);
        let ways = word::ways(self.spec, from, to, event);
        let (leaves, formula) = word::formula(&ways, event);
        let Some(verdicts) = Open::new(self.net).verdicts(&leaves, &[&formula]) else {
            return false;
        };
        assert!(given.is_settled());
        assert_eq!(verdict(given.certainty()), verdicts[0], "{given}");
        let why = given.explain();
        let proof = Proof {
            dense: self.dense,
            net: self.net,
            claims: self.claims,
            leaves: &leaves,
            formula: &formula,
        };
        self.check_reason(&proof, verdicts[0], &why);
        if let Some(worlds) = &self.worlds
            && let Some(passed) = word::passed(self.spec, worlds, from, to, event)
        {
            assert_eq!(passed.verdict, verdicts[0]);
            assert_eq!(ticks(given.earliest_arrival()), passed.arrival, "{given}");
        }
        true
    }

    fn check_reason(&self, proof: &Proof<'_>, verdict: Verdict, why: &Explanation) {
        if verdict == Verdict::Possible {
            let witnesses = engine::witnesses(self.spec, why);
            let holds: Vec<bool> = witnesses.iter().map(|w| w.0).collect();
            assert_eq!(holds, [true, false], "{why}");
            for (holds, events) in witnesses {
                assert_ne!(
                    proof.has_world(&events, holds),
                    Some(false),
                    "{holds} {why}"
                );
            }
            return;
        }
        let holds = verdict == Verdict::Certain;
        let stated = engine::claims_of(self.claims, why);
        assert_ne!(proof.is_reason(stated, holds), Some(false), "{why}");
        if let Some(grade) = proof.best_grade(all(self.claims), holds) {
            let given = why.grade().map(|grade| grade.to_string());
            assert_eq!(given, Some(grade_text(grade)), "{why}");
        }
        if let Some(doubtful) = proof.is_doubtful(all(self.claims), holds) {
            assert_eq!(why.is_doubtful(), doubtful, "{why}");
        }
        assert_eq!(why.ways().is_empty(), !holds);
    }

    /// Through others, within any number of meetings, before an event or not: how sure, when, and by which
    /// paths.
    fn check_narrowed(&self, asked: &Asked) -> Option<Verdict> {
        let given = self.ask(asked);
        let paths = self.paths(&given);
        let passed = naive::passed(self.spec, self.worlds.as_ref()?, asked, &paths)?;
        assert!(given.is_settled(), "{given}");
        assert_eq!(verdict(given.certainty()), passed.verdict, "{given}");
        assert_eq!(ticks(given.earliest_arrival()), passed.arrival, "{given}");
        assert!(passed.is_listed, "{given}: {paths:?}");
        for (path, listed) in given.paths().zip(&paths) {
            let one = naive::passed(
                self.spec,
                self.worlds.as_ref()?,
                asked,
                std::slice::from_ref(listed),
            )?;
            // It is certain if it alone holds wherever word passes, and that is everywhere.
            let alone = one.verdict == Verdict::Certain && one.is_listed;
            assert!(path.certainty() == Certainty::Certain || !alone || paths.len() > 1);
            if path.certainty() == Certainty::Certain {
                assert_eq!(passed.verdict, Verdict::Certain);
            }
        }
        given.explain();
        Some(passed.verdict)
    }

    fn check_reached(&self, from: usize, event: usize) {
        let asked = |to: usize| Asked {
            from,
            through: Vec::new(),
            to,
            before: Some(event),
            most: usize::MAX,
        };
        let search = self.timeline.word_from(self.spec.actors[from].id.as_str());
        let event = self.spec.events[event].id.as_str();
        let reached = search.expect("known").reached_before(event).expect("known");
        let mut reached: Vec<(String, Certainty)> = reached
            .map(|word| (word.to().key().to_string(), word.certainty()))
            .collect();
        // The file has the actors in an order of its own.
        reached.sort();
        let others = (0..self.spec.actors.len()).filter(|&to| to != from);
        let each = others.map(|to| self.ask(&asked(to)));
        let possible = each.filter(|word| word.certainty() > Certainty::Impossible);
        let mut expected: Vec<(String, Certainty)> = possible
            .map(|word| (word.to().key().to_string(), word.certainty()))
            .collect();
        expected.sort();
        assert_eq!(reached, expected);
    }
}

fn ticks(arrival: Option<Arrival>) -> Option<(i64, i64)> {
    let arrival = arrival?;
    assert!(arrival.is_settled());
    let tick = |bound: Option<Bound>| bound.and_then(|b| i64::try_from(b.micros()).ok());
    Some((tick(arrival.least())?, tick(arrival.most())?))
}

#[derive(Default, Debug)]
struct Tally {
    plain: u64,
    narrowed: u64,
    verdicts: [u64; 3],
}

fn check(spec: &Spec, seed: u64, tally: &mut Tally) {
    let claims = claims(spec);
    let dense = Dense::new(spec, &claims);
    let Some(net) = dense.net(all(&claims)) else {
        return;
    };
    let timeline = engine::build(spec);
    let sides = Sides {
        spec,
        claims: &claims,
        dense,
        net: &net,
        worlds: Worlds::enumerate(spec, &claims, all(&claims)),
        timeline: &timeline,
    };
    let mut rng = Rng::new(seed ^ 0x30AD);
    let actors = spec.actors.len();
    let last = spec.events.len() - 1;
    // Most often those who met somebody at all.
    let met: Vec<usize> = spec
        .events
        .iter()
        .flat_map(|e| e.participants.iter().map(|p| p.0))
        .collect();
    let somebody = |rng: &mut Rng| {
        if met.is_empty() || rng.chance(20) {
            rng.below(actors)
        } else {
            *rng.pick(&met)
        }
    };
    for round in 0..4 {
        let event = if round < 2 { last } else { rng.below(last + 1) };
        let from = somebody(&mut rng);
        let to = somebody(&mut rng);
        let to = if to == from { (from + 1) % actors } else { to };
        tally.plain += u64::from(sides.check_plain(from, to, event));
        let through = (0..*rng.pick(&[0, 0, 0, 1, 1, 2])).map(|_| somebody(&mut rng));
        let asked = Asked {
            from,
            through: through.collect(),
            to: if rng.chance(20) { from } else { to },
            before: rng.chance(40).then_some(event),
            most: *rng.pick(&[1, 2, 3, usize::MAX, usize::MAX, usize::MAX]),
        };
        if let Some(verdict) = sides.check_narrowed(&asked) {
            tally.narrowed += 1;
            tally.verdicts[verdict as usize] += 1;
        }
    }
    if spec.events[last].kind != Kind::Action {
        sides.check_reached(rng.below(actors), last);
    }
}

#[test]
fn word_passes_as_in_all_worlds() {
    let mut tally = Tally::default();
    for seed in 0..timelines() {
        let spec = match seed % 5 {
            3 => rich(seed, Shape::Dated),
            4 => rich(seed, Shape::Mixed),
            _ => encounters(seed),
        };
        let checked = catch_unwind(AssertUnwindSafe(|| check(&spec, seed, &mut tally)));
        if let Err(panic) = checked {
            eprintln!("seed {seed}:\n{}", spec.jsonl());
            resume_unwind(panic);
        }
    }
    println!("{tally:?}");
    assert!(tally.plain > 2 * timelines() && tally.narrowed > timelines());
}

#[test]
fn word_passes_among_many_meetings_as_over_all_pairs() {
    let mut tally = [0; 3];
    for seed in 0..timelines() {
        let found = catch_unwind(|| many::check(seed)).unwrap_or_else(|panic| {
            eprintln!("seed {seed}");
            resume_unwind(panic)
        });
        for (sum, found) in tally.iter_mut().zip(found) {
            *sum += found;
        }
    }
    println!("{tally:?}");
    assert!(tally.iter().all(|&n| n > 0));
}
