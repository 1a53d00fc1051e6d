//! `explain`: why a relation of two events is certain, possible or impossible.

use std::io::{self, Write};

use demarche::{
    Assertion, Certainty, Explanation, Gap, RelationSet, Source, StatedClaim, Timeline, Witness,
    format_ticks,
};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::args::Explain;
use super::claims::{self, ClaimJson, GapJson};
use super::input;
use super::output::{Outcome, Status, json_line, plain, print, table, tell};
use super::relate::look_up;
use super::when::Clock;

/// Prints the verdict and its reasons.
pub(crate) fn run(args: &Explain) -> Outcome {
    let timeline = input::timeline(&args.solved)?;
    let source = &args.solved.source;
    let [left, right] = look_up(&timeline, source, &args.left, &args.right)?;
    let told = |error: String| {
        tell(error);
        Status::Bad
    };
    let pair = timeline
        .relate(left, right)
        .map_err(|error| told(error.to_string()))?;
    let gap = args.gap();
    let why = pair
        .explain_within(args.relation, gap)
        .map_err(|error| told(format!("error: {error}")))?;
    let asked = Assertion::Relation {
        left: left.key().to_owned(),
        is: args.relation,
        right: right.key().to_owned(),
        gap,
    };
    print(Status::Done, |out| {
        if args.solved.json {
            json_line(
                out,
                &Answer::new(left.key(), args.relation, right.key(), gap, &why),
            )
        } else {
            write_text(&timeline, &asked, &why, out)
        }
    })
}

/// The JSON of the command.
#[derive(serde::Serialize)]
struct Answer<'a> {
    left: &'a str,
    is: RelationSet,
    right: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<GapJson>,
    certainty: &'static str,
    doubtful: bool,
    grade: Option<String>,
    claims: Vec<ClaimJson<'a>>,
    witnesses: Vec<WitnessJson<'a>>,
}

#[derive(serde::Serialize)]
struct WitnessJson<'a> {
    holds: bool,
    events: Ends<'a>,
}

/// The ends of each event, in the order in which they were asked for.
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

impl<'a> Answer<'a> {
    fn new(
        left: &'a str,
        is: RelationSet,
        right: &'a str,
        gap: Gap,
        why: &'a Explanation,
    ) -> Answer<'a> {
        let witness = |witness: &'a Witness| WitnessJson {
            holds: witness.holds(),
            events: Ends(witness),
        };
        Answer {
            left,
            is,
            right,
            gap: GapJson::of(gap),
            certainty: why.certainty().name(),
            doubtful: why.is_doubtful(),
            grade: why.grade().map(|grade| grade.to_string()),
            claims: claims::list(why.claims()),
            witnesses: why.witnesses().iter().map(witness).collect(),
        }
    }
}

fn write_text(
    timeline: &Timeline,
    asked: &Assertion,
    why: &Explanation,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "{}: {}", why.certainty(), plain(&asked.to_string()))?;
    if why.certainty() == Certainty::Possible {
        return write_possible(timeline, why, out);
    }
    if why.claims().is_empty() {
        return writeln!(out, "whatever is claimed");
    }
    writeln!(out, "because")?;
    write_claims(why.claims(), out)?;
    if let Some(grade) = why.grade() {
        writeln!(out, "grade: {grade}")?;
    }
    if why.is_doubtful() {
        writeln!(
            out,
            "doubtful: without the claims marked so it does not follow"
        )?;
    }
    write_sources(timeline, why.claims(), out)
}

fn write_possible(timeline: &Timeline, why: &Explanation, out: &mut dyn Write) -> io::Result<()> {
    let clock = Clock::of(timeline);
    for witness in why.witnesses() {
        let holds = if witness.holds() {
            "it holds if"
        } else {
            "it does not hold if"
        };
        writeln!(out, "{holds}")?;
        let rows: Vec<[String; 2]> = witness
            .events()
            .map(|(key, begin, end)| {
                let moment = clock.moment(begin);
                let when = if begin == end {
                    format!("is at {moment}")
                } else {
                    format!("lasts from {moment} to {}", clock.moment(end))
                };
                [plain(&format!("{key:?}")), when]
            })
            .collect();
        table(out, "  ", &rows)?;
    }
    if !why.claims().is_empty() {
        writeln!(out, "doubtful claims on these events")?;
        write_claims(why.claims(), out)?;
    }
    writeln!(out, "times in {}", clock.zone())
}

/// Each claim, and below it where and in which words its sources say so.
fn write_claims(claims: &[StatedClaim], out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; 2]> = claims.iter().map(claims::row).collect();
    let columns = super::output::Columns::of(rows.iter().cloned());
    for (claim, row) in claims.iter().zip(&rows) {
        columns.write(out, "  ", row)?;
        for citation in &claim.citations {
            let mut text = citation.source.clone();
            if let Some(place) = &citation.place {
                text.push_str(&format!(", {place}"));
            }
            if let Some(quote) = &citation.quote {
                text.push_str(&format!(": {quote:?}"));
            }
            if text != citation.source {
                writeln!(out, "      {}", plain(&text))?;
            }
        }
    }
    Ok(())
}

/// What is known of each source that the claims cite.
fn write_sources(
    timeline: &Timeline,
    claims: &[StatedClaim],
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut keys: Vec<&str> = Vec::new();
    for key in claims.iter().flat_map(StatedClaim::sources) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    let known = keys.into_iter().filter_map(|key| {
        let source = timeline.source(key).ok()?.record()?;
        let text = describe(source);
        (!text.is_empty()).then(|| [plain(key), plain(&text)])
    });
    let rows: Vec<[String; 2]> = known.collect();
    if !rows.is_empty() {
        writeln!(out, "sources")?;
        table(out, "  ", &rows)?;
    }
    Ok(())
}

fn describe(source: &Source) -> String {
    let mut parts = Vec::new();
    parts.extend(source.publisher.clone());
    parts.extend(source.author.clone());
    parts.extend(source.title.as_ref().map(|title| format!("{title:?}")));
    parts.extend(
        source
            .published
            .as_ref()
            .map(|when| format!("published {when}")),
    );
    if !source.via.is_empty() {
        parts.push(format!("by way of {}", source.via.join(", ")));
    }
    parts.extend(source.url.clone());
    parts.join(", ")
}
