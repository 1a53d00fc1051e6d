//! Claims and conflicts, in JSON and in text.

use std::io::{self, Write};

use demarche::{Assertion, Conflict, Duration, Gap, RelationSet, StatedClaim};
use serde::Serialize;

use super::output::{count, plain, table};

/// A claim as it stands in JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum ClaimJson<'a> {
    /// Two events stand in one of some relations.
    Relation {
        left: &'a str,
        is: RelationSet,
        right: &'a str,
        line: Option<u32>,
        sources: Vec<&'a str>,
    },
    /// An event took place at a time.
    Date {
        event: &'a str,
        time: &'a str,
        line: Option<u32>,
        sources: Vec<&'a str>,
    },
    /// A record implies it.
    Implied {
        implied: &'static str,
        event: &'a str,
        of: &'a str,
        line: Option<u32>,
        sources: Vec<&'a str>,
    },
    /// A kind of claim that this tool does not know apart.
    Other {
        claim: String,
        line: Option<u32>,
        sources: Vec<&'a str>,
    },
}

impl<'a> From<&'a StatedClaim> for ClaimJson<'a> {
    fn from(claim: &'a StatedClaim) -> ClaimJson<'a> {
        let line = (claim.origin.line > 0).then_some(claim.origin.line);
        let sources = claim.sources();
        match &claim.assertion {
            Assertion::Relation {
                left, is, right, ..
            } => ClaimJson::Relation {
                left,
                is: *is,
                right,
                line,
                sources,
            },
            Assertion::Date { event, time, .. } => ClaimJson::Date {
                event,
                time,
                line,
                sources,
            },
            Assertion::Implied { kind, event, of } => ClaimJson::Implied {
                implied: kind.name(),
                event,
                of,
                line,
                sources,
            },
            other => ClaimJson::Other {
                claim: other.to_string(),
                line,
                sources,
            },
        }
    }
}

/// The claims of a list as they stand in JSON.
pub(crate) fn list(claims: &[StatedClaim]) -> Vec<ClaimJson<'_>> {
    claims.iter().map(ClaimJson::from).collect()
}

/// How much time lies between two events, as records have it.
#[derive(Debug, Serialize)]
pub(crate) struct GapJson {
    #[serde(skip_serializing_if = "Option::is_none")]
    min: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max: Option<String>,
}

impl GapJson {
    /// The gap, where it limits anything.
    pub(crate) fn of(gap: Gap) -> Option<GapJson> {
        let text = |limit: Option<Duration>| limit.map(|d| d.to_string());
        (!gap.is_any()).then(|| GapJson {
            min: text(gap.min),
            max: text(gap.max),
        })
    }
}

/// A claim in two cells: where it stands, and what it says by which sources.
pub(crate) fn row(claim: &StatedClaim) -> [String; 2] {
    [
        plain(&claim.origin.to_string()),
        plain(&claim.with_sources()),
    ]
}

/// Writes conflicts, the claim of each that would be set aside marked.
pub(crate) fn write_conflicts(out: &mut dyn Write, conflicts: &[Conflict]) -> io::Result<()> {
    let is_weakest =
        |conflict: &Conflict, claim: &StatedClaim| std::ptr::eq(claim, conflict.set_aside());
    write_marked(out, conflicts, is_weakest)?;
    if !conflicts.is_empty() {
        writeln!(out, "* the weakest, which --set-aside leaves out")?;
    }
    Ok(())
}

/// Writes conflicts, some of their claims marked.
pub(crate) fn write_marked(
    out: &mut dyn Write,
    conflicts: &[Conflict],
    is_marked: impl Fn(&Conflict, &StatedClaim) -> bool,
) -> io::Result<()> {
    for (i, conflict) in conflicts.iter().enumerate() {
        let cannot = match conflict.claims().len() {
            1 => "this claim can't hold".to_owned(),
            2 => "these 2 claims can't both hold".to_owned(),
            n => format!("these {n} claims can't all hold"),
        };
        writeln!(out, "conflict {} of {}: {cannot}", i + 1, conflicts.len())?;
        let mark = |claim: &StatedClaim| {
            let mark = if is_marked(conflict, claim) { "*" } else { " " };
            mark.to_owned()
        };
        let rows: Vec<[String; 3]> = conflict
            .claims()
            .iter()
            .map(|claim| {
                let [place, text] = row(claim);
                [mark(claim), place, text]
            })
            .collect();
        table(out, "  ", &rows)?;
    }
    Ok(())
}

/// Writes what was set aside, and for each claim the kept ones that forbid it.
pub(crate) fn write_set_aside(out: &mut dyn Write, conflicts: &[Conflict]) -> io::Result<()> {
    if conflicts.is_empty() {
        return Ok(());
    }
    writeln!(out, "set aside: {}", count(conflicts.len(), "claim"))?;
    for conflict in conflicts {
        let aside = conflict.set_aside();
        let kept = conflict
            .claims()
            .iter()
            .filter(|c| !std::ptr::eq(*c, aside));
        let mut rows = vec![("", aside)];
        rows.extend(kept.map(|claim| ("against", claim)));
        let rows: Vec<[String; 3]> = rows
            .into_iter()
            .map(|(word, claim)| {
                let [place, text] = row(claim);
                [word.to_owned(), place, text]
            })
            .collect();
        table(out, "  ", &rows)?;
    }
    Ok(())
}
