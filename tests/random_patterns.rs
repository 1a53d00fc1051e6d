//! The engine of patterns against an oracle that shares no code with it, on random patterns about random
//! timelines: which answers there are, how sure, in which order, how many, and why.
//!
//! `DEMARCHE_PATTERNS` sets how many patterns are tried; 400 by default, so that the usual test run stays
//! short. The large run, of 10,000 and more, is done in an optimised profile.

mod oracle;

#[path = "random_patterns/engine.rs"]
mod engine;

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use demarche::{Explanation, Timeline};
use engine::Given;
use oracle::claims::{Claim, ClaimSet, all, claims, grade_text};
use oracle::dense::{Dense, Net};
use oracle::r#gen::Shape;
use oracle::judge::Verdict;
use oracle::patterns::answers::Counts;
use oracle::patterns::draw::{Case, Drawn};
use oracle::patterns::formula::Formula;
use oracle::patterns::pattern::{Find, Sort};
use oracle::patterns::reason::{Proof, rests_on_the_timeline};
use oracle::patterns::text::mixes_kinds;
use oracle::patterns::timeline::rich;
use oracle::rng::Rng;
use oracle::spec::Spec;

/// How many patterns are asked about one timeline.
const EACH: u64 = 6;

fn patterns() -> u64 {
    let given = std::env::var("DEMARCHE_PATTERNS").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(400)
}

/// A timeline, on both sides.
struct Sides<'a> {
    spec: &'a Spec,
    claims: &'a [Claim],
    dense: Dense<'a>,
    net: &'a Net<'a>,
    timeline: &'a Timeline,
}

impl Sides<'_> {
    fn key(&self, sort: Sort, value: usize) -> String {
        match sort {
            Sort::Event => self.spec.events[value].id.clone(),
            Sort::Actor => self.spec.actors[value].id.clone(),
        }
    }

    /// The names and keys of an answer.
    fn values(&self, drawn: &Drawn, values: &[usize]) -> Vec<(String, String)> {
        let variables = drawn.pattern.answered().into_iter();
        let variables = variables.map(|v| &drawn.pattern.variables[v]);
        let values = variables.zip(values);
        values
            .map(|(v, &value)| (v.name.clone(), self.key(v.sort, value)))
            .collect()
    }

    fn expect(&self, drawn: &Drawn, answer: &(Vec<usize>, Verdict)) -> Given {
        Given {
            values: self.values(drawn, &answer.0),
            verdict: answer.1,
            settled: true,
        }
    }

    fn check(&self, drawn: &Drawn, rng: &mut Rng) {
        let (pattern, expected) = (&drawn.pattern, &drawn.expected);
        if mixes_kinds(pattern) && engine::refuses(&drawn.text) {
            return;
        }
        let numbers = |counts: Counts| [counts.certain, counts.possible, 0];
        if let Find::Per(..) = pattern.find {
            let lines = expected.units.iter();
            let lines: Vec<_> = lines.map(|(unit, c)| (unit.clone(), numbers(*c))).collect();
            assert_eq!(engine::count_per_unit(self.timeline, &drawn.text), lines);
        }
        if let Find::Count(_) = pattern.find {
            let counts = engine::count(self.timeline, &drawn.text);
            assert_eq!(counts, numbers(expected.counts));
        }
        // Where no variable is named, their order is nobody's business.
        let named = pattern.find != Find::Count(Vec::new());
        if named {
            let answers = engine::ask(self.timeline, &drawn.text);
            let given: Vec<&Given> = answers.iter().map(|(given, _)| given).collect();
            let listed = expected.listed.iter();
            let listed: Vec<Given> = listed.map(|answer| self.expect(drawn, answer)).collect();
            assert_eq!(given, listed.iter().collect::<Vec<_>>());
            for ((_, why), (values, verdict)) in answers.iter().zip(&expected.listed).take(3) {
                self.check_reason(drawn, values, *verdict, why);
            }
            for _ in 0..3 {
                self.check_one(drawn, rng);
            }
        }
        let printed = engine::reprint(&drawn.text);
        if named && rng.chance(20) {
            let again = engine::ask(self.timeline, &printed);
            let listed = expected.listed.iter();
            let listed: Vec<Given> = listed.map(|answer| self.expect(drawn, answer)).collect();
            let given: Vec<Given> = again.into_iter().map(|(given, _)| given).collect();
            assert_eq!(given, listed, "printed as {printed}");
        }
    }

    /// Some binding or other of the variables asked for, most often an impossible one.
    fn check_one(&self, drawn: &Drawn, rng: &mut Rng) {
        let variables = drawn.pattern.answered();
        let values: Vec<usize> = variables
            .iter()
            .map(|&v| match drawn.pattern.variables[v].sort {
                Sort::Event => rng.below(self.spec.events.len()),
                Sort::Actor => rng.below(self.spec.actors.len()),
            })
            .collect();
        let all = &drawn.expected.all;
        let verdict = all.iter().find(|(own, _)| *own == values);
        let verdict = verdict.map_or(Verdict::Impossible, |&(_, verdict)| verdict);
        let named = self.values(drawn, &values);
        let (given, why) = engine::judge(self.timeline, &drawn.text, &named);
        assert_eq!(given, self.expect(drawn, &(values.clone(), verdict)));
        self.check_reason(drawn, &values, verdict, &why);
    }

    fn check_reason(&self, drawn: &Drawn, values: &[usize], verdict: Verdict, why: &Explanation) {
        let answers = &drawn.ground.answers;
        let answer = answers.iter().find(|answer| answer.values == values);
        let formula = answer.map_or(Formula::False, |answer| answer.formula.clone());
        let proof = Proof {
            dense: self.dense,
            net: self.net,
            claims: self.claims,
            leaves: &drawn.ground.leaves,
            formula: &formula,
        };
        if verdict == Verdict::Possible {
            for (holds, events) in engine::witnesses(self.spec, why) {
                let shown = proof.has_world(&events, holds);
                assert_ne!(shown, Some(false), "{values:?} {holds} {events:?}\n{why}");
            }
            return;
        }
        if rests_on_the_timeline(&drawn.pattern.atoms) {
            return;
        }
        let holds = verdict == Verdict::Certain;
        let stated: ClaimSet = engine::claims_of(self.claims, why);
        assert_ne!(
            proof.is_reason(stated, holds),
            Some(false),
            "{values:?}\n{why}"
        );
        if let Some(grade) = proof.best_grade(all(self.claims), holds) {
            let given = why.grade().map(|grade| grade.to_string());
            assert_eq!(given, Some(grade_text(grade)), "{values:?}\n{why}");
        }
        if let Some(doubtful) = proof.is_doubtful(all(self.claims), holds) {
            assert_eq!(why.is_doubtful(), doubtful, "{values:?}\n{why}");
        }
    }
}

/// Asks some patterns about the timeline of a seed; gives how many.
fn check_seed(seed: u64, shape: Shape) -> u64 {
    let spec = rich(seed, shape);
    let claims = claims(&spec);
    let dense = Dense::new(&spec, &claims);
    let Some(net) = dense.net(all(&claims)) else {
        return 0;
    };
    let case = Case::new(&spec, &claims, all(&claims), &net);
    let timeline = engine::build(&spec);
    let sides = Sides {
        spec: &spec,
        claims: &claims,
        dense,
        net: &net,
        timeline: &timeline,
    };
    let mut rng = Rng::new(seed ^ 0xA5C);
    let mut asked = 0;
    for _ in 0..EACH {
        let Some(drawn) = case.draw(&mut rng) else {
            continue;
        };
        asked += 1;
        let checked = catch_unwind(AssertUnwindSafe(|| sides.check(&drawn, &mut rng)));
        if let Err(panic) = checked {
            let answers: Vec<Given> = drawn
                .expected
                .listed
                .iter()
                .map(|answer| sides.expect(&drawn, answer))
                .collect();
            eprintln!(
                "seed {seed} of {shape:?}:\n{}\n{}",
                spec.jsonl(),
                drawn.text
            );
            eprintln!("expected: {answers:#?}");
            eprintln!("{:?} {:?}", drawn.expected.counts, drawn.expected.units);
            resume_unwind(panic);
        }
    }
    asked
}

#[test]
fn random_patterns_agree_with_all_bindings_in_all_worlds() {
    let (mut asked, mut seed) = (0, 0);
    while asked < patterns() {
        // Mostly timelines whose worlds can be listed, some with events that nothing dates.
        let shape = if seed % 5 == 4 {
            Shape::Mixed
        } else {
            Shape::Dated
        };
        asked += check_seed(seed, shape);
        seed += 1;
    }
}
