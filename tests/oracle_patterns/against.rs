//! The two judges of patterns against each other, and what random patterns reach.

use std::collections::BTreeMap;

use crate::oracle::claims::{all, claims};
use crate::oracle::dense::Dense;
use crate::oracle::r#gen::Shape;
use crate::oracle::judge::Verdict;
use crate::oracle::patterns::answers::expected;
use crate::oracle::patterns::draw::{Case, jointly};
use crate::oracle::patterns::net::Open;
use crate::oracle::patterns::pattern::{Atom, Clause, Find, Pattern};
use crate::oracle::patterns::timeline::rich;
use crate::oracle::rng::Rng;

/// How many seeds the random tests take.
pub fn seeds() -> u64 {
    let given = std::env::var("ORACLE_SEEDS");
    given.ok().and_then(|text| text.parse().ok()).unwrap_or(150)
}

type Tally = BTreeMap<&'static str, u32>;

/// The features that a pattern uses.
fn features(pattern: &Pattern, found: &mut Vec<&'static str>) {
    found.push(match pattern.find {
        Find::List(_) => "find",
        Find::Count(_) => "find count",
        Find::Extreme { last: true, .. } => "find last",
        Find::Extreme { last: false, .. } => "find first",
        Find::Per(..) => "find count per",
    });
    found.extend(pattern.certainly.then_some("certainly"));
    found.extend(pattern.limit.map(|_| "limit"));
    of_atoms(&pattern.atoms, found);
}

fn of_atoms(atoms: &[Atom], found: &mut Vec<&'static str>) {
    for atom in atoms {
        let name = match atom {
            Atom::Event { clauses, .. } => {
                found.extend(clauses.iter().map(of_clause));
                "event atom"
            }
            Atom::Relation { gap, .. } if gap.is_none() => "relation",
            Atom::Relation { .. } => "relation with a gap",
            Atom::SameDay(..) => "same_day",
            Atom::Unordered(..) => "unordered",
            Atom::Link(_, "part_of", _) => "part_of",
            Atom::Link(_, "replies_to", _) => "replies_to",
            Atom::Link(..) => "link",
            Atom::ActsFor { role, during, .. } => match (role, during) {
                (None, None) => "acts_for",
                (None, Some(_)) => "acts_for during",
                (Some(_), None) => "acts_for as",
                (Some(_), Some(_)) => "acts_for as during",
            },
            Atom::Equal { negated: true, .. } => "!=",
            Atom::Equal { .. } => "=",
            Atom::Not(inner) => {
                if inner.iter().any(|atom| matches!(atom, Atom::Not(_))) {
                    found.push("not in not");
                }
                of_atoms(inner, found);
                "not"
            }
        };
        found.push(name);
    }
}

fn of_clause(clause: &Clause) -> &'static str {
    match clause {
        Clause::With(members) if members.iter().any(|(_, role)| role.is_some()) => "with as",
        Clause::With(members) if members.len() > 1 => "with several",
        Clause::With(_) => "with",
        Clause::Absent(_) => "absent",
        Clause::Concerns(_) => "concerns",
        Clause::By(_) => "by",
        Clause::To(_) => "to",
        Clause::For(members) if members.len() > 1 => "for several",
        Clause::For(_) => "for",
        Clause::At(_) => "at",
        Clause::AboutTopic(_) => "about a topic",
        Clause::AboutEvent(_) => "about an event",
        Clause::Stance(..) => "stance",
        Clause::Via(_) => "via",
        Clause::Status(_) => "status",
        Clause::State(_) => "state",
        Clause::Code(_) => "code",
        Clause::In(_) => "in",
        Clause::Sources(..) => "sources",
    }
}

fn count(tally: &mut Tally, what: &'static str, n: u32) {
    *tally.entry(what).or_default() += n;
}

/// Draws patterns about timelines of one shape. Where the worlds are listed, the network must agree.
fn compare(shape: Shape, seeds: u64, tally: &mut Tally) {
    for seed in 0..seeds {
        let spec = rich(seed, shape);
        let claims = claims(&spec);
        let dense = Dense::new(&spec, &claims);
        let Some(net) = dense.net(all(&claims)) else {
            count(tally, "timelines in conflict", 1);
            continue;
        };
        let case = Case::new(&spec, &claims, all(&claims), &net);
        let mut count = |what: &'static str, n: u32| count(tally, what, n);
        count("timelines", 1);
        count("timelines listed", u32::from(case.worlds().is_some()));
        let mut rng = Rng::new(seed ^ 0x0A7);
        for _ in 0..6 {
            let Some(drawn) = case.draw(&mut rng) else {
                count("nothing drawn", 1);
                continue;
            };
            count("patterns", 1);
            let given = &drawn.expected;
            if case.worlds().is_some() {
                match expected(&drawn.pattern, &drawn.ground, &Open::new(&net)) {
                    Some(other) => {
                        let text = &drawn.text;
                        assert_eq!(*given, other, "seed {seed}\n{}\n{text}", spec.jsonl());
                    }
                    None => count("given up by the network", 1),
                }
            }
            if case.worlds().is_some() {
                let jointly = case.judged(|judge| jointly(&drawn, judge));
                count("answers certain only together", u32::from(jointly > 0));
            }
            let of = |verdict| given.all.iter().filter(|(_, v)| *v == verdict).count() as u32;
            count("certain answers", of(Verdict::Certain));
            count("possible answers", of(Verdict::Possible));
            count("patterns with answers", u32::from(!given.all.is_empty()));
            let mut used = Vec::new();
            features(&drawn.pattern, &mut used);
            used.sort_unstable();
            used.dedup();
            // Each feature is counted where there are answers, too.
            used.iter()
                .for_each(|what| count(what, u32::from(!given.all.is_empty())));
        }
    }
}

#[test]
fn judges_agree_and_every_feature_is_reached() {
    let mut tally = Tally::new();
    compare(Shape::Dated, seeds(), &mut tally);
    println!("{tally:#?}");
    let patterns = tally["patterns"];
    assert!(tally["timelines listed"] * 10 > tally["timelines"] * 9);
    assert!(tally["patterns with answers"] * 2 > patterns);
    assert!(tally["patterns with answers"] < patterns);
    assert!(tally["possible answers"] * 3 > tally["certain answers"]);
    // A feature in a hundred patterns may miss a short run.
    for (feature, count) in tally.iter().filter(|_| patterns > 800) {
        let rare = [
            "nothing drawn",
            "given up by the network",
            "timelines in conflict",
        ]
        .contains(feature);
        assert!(
            rare || *count * 900 > patterns,
            "{feature}: {count} of {patterns}"
        );
    }
}

#[test]
fn patterns_about_timelines_without_dates_can_be_judged() {
    let mut tally = Tally::new();
    compare(Shape::Mixed, seeds() / 4, &mut tally);
    println!("{tally:#?}");
    assert!(tally["patterns with answers"] * 2 > tally["patterns"]);
}

#[test]
fn the_reader_takes_every_timeline() {
    for seed in 0..seeds() {
        for shape in [Shape::Dated, Shape::Mixed] {
            let spec = rich(seed, shape);
            let text = spec.jsonl();
            let input = demarche::read_records(text.as_bytes(), "random.jsonl");
            assert!(input.faults.is_empty(), "{:?}\n{text}", input.faults);
            let mut builder = demarche::Timeline::builder();
            builder.add_input(input);
            let agree = Dense::new(&spec, &claims(&spec))
                .net(all(&claims(&spec)))
                .is_some();
            match builder.build() {
                Ok(timeline) => {
                    assert!(agree);
                    assert_eq!(timeline.events().count(), spec.events.len());
                }
                Err(error) => assert!(!agree && error.faults().is_empty(), "{error}\n{text}"),
            }
        }
    }
}
