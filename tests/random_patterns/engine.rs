//! The engine, as the test asks it: everything it is given is text.

use demarche::{
    Answer, Assertion, Certainty, Counts, Explanation, ImpliedKind, Pattern, Policy, StatedClaim,
    Timeline, read_records,
};

use crate::oracle::claims::{Claim, ClaimKind, ClaimSet, find};
use crate::oracle::judge::Verdict;
use crate::oracle::relation::Span;
use crate::oracle::spec::Spec;

/// An answer: keys in the order of the variables asked for, and how sure it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    pub values: Vec<(String, String)>,
    pub verdict: Verdict,
    pub settled: bool,
}

/// The timeline of a Spec, whose claims agree.
pub fn build(spec: &Spec) -> Timeline {
    let text = spec.jsonl();
    let input = read_records(text.as_bytes(), "random.jsonl");
    assert!(input.faults.is_empty(), "{:?}\n{text}", input.faults);
    let mut builder = Timeline::builder();
    builder.add_input(input);
    builder.policy(Policy::Reject);
    builder.build().unwrap_or_else(|e| panic!("{e}\n{text}"))
}

fn verdict(certainty: Certainty) -> Verdict {
    match certainty {
        Certainty::Impossible => Verdict::Impossible,
        Certainty::Possible => Verdict::Possible,
        Certainty::Certain => Verdict::Certain,
    }
}

fn given(answer: &Answer<'_>) -> Given {
    let values = answer.values();
    Given {
        values: values
            .map(|(name, value)| (name.to_string(), value.key().to_string()))
            .collect(),
        verdict: verdict(answer.certainty()),
        settled: answer.is_settled(),
    }
}

/// All answers that are listed, and why each is one.
pub fn ask(timeline: &Timeline, text: &str) -> Vec<(Given, Explanation)> {
    let answers = timeline.ask(text).unwrap_or_else(|e| panic!("{e}"));
    answers
        .map(|answer| (given(&answer), answer.explain()))
        .collect()
}

/// The certain, the possible and the unsettled.
pub type Numbers = [u64; 3];

fn numbers(counts: Counts) -> Numbers {
    [counts.certain, counts.possible, counts.unsettled]
}

pub fn count(timeline: &Timeline, text: &str) -> Numbers {
    numbers(timeline.count(text).unwrap_or_else(|e| panic!("{e}")))
}

pub fn count_per_unit(timeline: &Timeline, text: &str) -> Vec<(Option<String>, Numbers)> {
    let lines = timeline
        .count_per_unit(text)
        .unwrap_or_else(|e| panic!("{e}"));
    let lines = lines.into_iter();
    lines
        .map(|line| (line.unit, numbers(line.counts)))
        .collect()
}

/// One binding of the variables asked for, also where it is impossible.
pub fn judge(timeline: &Timeline, text: &str, values: &[(String, String)]) -> (Given, Explanation) {
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, key)| (name.as_str(), key.as_str()))
        .collect();
    let answer = timeline.judge(text, &values);
    let answer = answer.unwrap_or_else(|e| panic!("{e}"));
    (given(&answer), answer.explain())
}

/// Whether a query is an error by itself.
pub fn refuses(text: &str) -> bool {
    text.parse::<Pattern>().is_err()
}

/// Reads a query, prints it and reads that again: the same query, and the same text from then on.
pub fn reprint(text: &str) -> String {
    let pattern: Pattern = text.parse().unwrap_or_else(|e| panic!("{e}"));
    let printed = pattern.to_string();
    let again: Pattern = printed.parse().unwrap_or_else(|e| panic!("{e}\n{printed}"));
    assert_eq!(again, pattern, "{printed}");
    assert_eq!(again.to_string(), printed);
    printed
}

/// The claims that an explanation names, by the oracle's numbers.
pub fn claims_of(claims: &[Claim], why: &Explanation) -> ClaimSet {
    let stated = why.claims().iter();
    stated.fold(0, |set, claim| set | 1 << number(claims, claim))
}

/// The oracle's number of a claim that the engine names.
fn number(claims: &[Claim], claim: &StatedClaim) -> usize {
    let (kind, of) = match &claim.assertion {
        Assertion::Date { .. } => (ClaimKind::Time, None),
        Assertion::Relation { .. } => (ClaimKind::Relation, None),
        Assertion::Implied { kind, of, .. } => {
            let kind = match kind {
                ImpliedKind::PartOf => ClaimKind::PartOf,
                ImpliedKind::RepliesTo => ClaimKind::RepliesTo,
                ImpliedKind::Published => ClaimKind::Published,
            };
            (kind, Some(of.as_str()))
        }
        _ => panic!("an unknown assertion"),
    };
    find(claims, claim.origin.line, kind, of).unwrap_or_else(|| panic!("no such claim: {claim:?}"))
}

/// The worlds that an explanation shows: whether the answer holds there, and the ticks of some events.
pub fn witnesses(spec: &Spec, why: &Explanation) -> Vec<(bool, Vec<(usize, Span)>)> {
    let spans = |witness: &demarche::Witness| {
        let events = witness.events();
        events
            .map(|(key, begin, end)| (spec.event(key), (begin as i64, end as i64)))
            .collect()
    };
    let shown = why.witnesses().iter();
    shown
        .map(|witness| (witness.holds(), spans(witness)))
        .collect()
}
