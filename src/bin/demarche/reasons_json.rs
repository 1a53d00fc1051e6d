//! Reasons as they stand in JSON.

use demarche::{AffiliationView, Explanation, Timeline, Witness, format_ticks};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::claims::{self, ClaimJson};
use super::reasons::affiliations;

/// The fields in which reasons stand, behind those that tell what is explained.
#[derive(Debug, serde::Serialize)]
pub(crate) struct ReasonsJson<'a> {
    doubtful: bool,
    grade: Option<String>,
    claims: Vec<ClaimJson<'a>>,
    #[serde(flatten)]
    binding: Option<BindingJson<'a>>,
    witnesses: Vec<WitnessJson<'a>>,
}

/// What only answers to queries rest on.
#[derive(Debug, serde::Serialize)]
struct BindingJson<'a> {
    bindings: Vec<Keys<'a>>,
    records: Vec<&'a str>,
}

impl<'a> ReasonsJson<'a> {
    /// The fields of lists. A variable of such a name would stand twice in one object.
    pub(crate) const LISTS: [&'static str; 4] = ["claims", "bindings", "records", "witnesses"];

    /// For a relation of two events.
    pub(crate) fn of_relation(timeline: &'a Timeline, why: &'a Explanation) -> ReasonsJson<'a> {
        let witness = |witness| WitnessJson::new(timeline, witness);
        ReasonsJson {
            doubtful: why.is_doubtful(),
            grade: why.grade().map(|grade| grade.to_string()),
            claims: claims::list(why.claims()),
            binding: None,
            witnesses: why.witnesses().iter().map(witness).collect(),
        }
    }

    /// For an answer to a query.
    pub(crate) fn of_answer(timeline: &'a Timeline, why: &'a Explanation) -> ReasonsJson<'a> {
        // Who acts for whom is on record, too.
        let records = why.records().iter().chain(why.offices());
        ReasonsJson {
            binding: Some(BindingJson {
                bindings: why.bindings().iter().map(|binding| Keys(binding)).collect(),
                records: records.map(String::as_str).collect(),
            }),
            ..ReasonsJson::of_relation(timeline, why)
        }
    }
}

/// Variables and the keys of what they stand for.
#[derive(Debug)]
struct Keys<'a>(&'a [(String, String)]);

impl Serialize for Keys<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, key)| (name, key)))
    }
}

/// A world. Choices and affiliations are there where an answer depends on any.
#[derive(Debug, serde::Serialize)]
struct WitnessJson<'a> {
    holds: bool,
    events: Ends<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    affiliations: Vec<Office<'a>>,
}

/// What a world makes of something that is only alleged or implied.
#[derive(Debug, serde::Serialize)]
struct Choice<'a> {
    text: &'a str,
    holds: bool,
}

/// When an affiliation holds in a world.
#[derive(Debug, serde::Serialize)]
struct Office<'a> {
    actor: &'a str,
    of: &'a str,
    from: String,
    until: String,
}

impl<'a> WitnessJson<'a> {
    fn new(timeline: &'a Timeline, witness: &'a Witness) -> WitnessJson<'a> {
        let choice = |(text, holds)| Choice { text, holds };
        let office = |(view, from, until): (AffiliationView<'a>, i128, i128)| Office {
            actor: view.actor().key(),
            of: view.of().key(),
            from: format_ticks(from),
            until: format_ticks(until),
        };
        WitnessJson {
            holds: witness.holds(),
            events: Ends(witness),
            choices: witness.choices().map(choice).collect(),
            affiliations: affiliations(timeline, witness).map(office).collect(),
        }
    }
}

/// The ends of each event, in the order in which they were asked for.
#[derive(Debug)]
struct Ends<'a>(&'a Witness);

impl Serialize for Ends<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (key, begin, end) in self.0.events() {
            map.serialize_entry(key, &[format_ticks(begin), format_ticks(end)])?;
        }
        map.end()
    }
}
