//! Reasons as people read them: claims with their sources, records, bindings, worlds.

use std::io::{self, Write};

use demarche::{
    AffiliationView, Certainty, Clock, Explanation, Source, StatedClaim, Timeline, Witness,
};

use super::claims;
use super::output::{Columns, plain, table};

/// Writes all reasons of an answer below the line that says how sure it is.
///
/// For an answer to a query, `known` are the variables that stand in that line, and are not told again.
pub(crate) fn write(
    timeline: &Timeline,
    why: &Explanation,
    known: Option<&[&str]>,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_bindings(why, known.unwrap_or_default(), out)?;
    if why.certainty() == Certainty::Possible {
        return write_possible(timeline, why, out);
    }
    if why.claims().is_empty() {
        if why.records().is_empty() {
            let missing = known.and_then(|_| missing(timeline, why));
            let missing = missing.unwrap_or_else(|| "whatever is claimed".to_owned());
            writeln!(out, "{missing}")?;
        }
        return write_records(why, out);
    }
    writeln!(out, "because")?;
    write_claims(why.claims(), out)?;
    write_records(why, out)?;
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

/// The condition that nothing on record meets, for an answer that is impossible whatever is claimed.
fn missing(timeline: &Timeline, why: &Explanation) -> Option<String> {
    if why.certainty() != Certainty::Impossible {
        return None;
    }
    // The sentence is the conditions of the query with what is bound in their place, hence conditions again. Of the
    // last or first events it says that as well, which is no condition; nothing more is known of those.
    let asked = format!("find count where {}", why.sentence());
    let found = timeline.why_none(asked).ok()??;
    Some(plain(&format!("because {found}")))
}

/// What the variables stand for that the answer leaves out, in one way or in several.
fn write_bindings(why: &Explanation, known: &[&str], out: &mut dyn Write) -> io::Result<()> {
    let others = |binding: &Vec<(String, String)>| {
        let others = binding.iter().filter(|(n, _)| !known.contains(&n.as_str()));
        let told = others.map(|(name, key)| plain(&format!("?{name} = {key:?}")));
        told.collect::<Vec<String>>()
    };
    let rows: Vec<Vec<String>> = why.bindings().iter().map(others).collect();
    if rows.iter().all(Vec::is_empty) {
        return Ok(());
    }
    match rows.as_slice() {
        [row] => writeln!(out, "with {}", row.join(", ")),
        _ => {
            writeln!(out, "in every world with one of these")?;
            table(out, "  ", &rows)
        }
    }
}

/// What the records say, whenever it was.
fn write_records(why: &Explanation, out: &mut dyn Write) -> io::Result<()> {
    let parts = [
        ("on record", why.records()),
        ("who acts for whom", why.offices()),
    ];
    for (head, lines) in parts {
        if lines.is_empty() {
            continue;
        }
        writeln!(out, "{head}")?;
        for line in lines {
            writeln!(out, "  {}", plain(line))?;
        }
    }
    Ok(())
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
        write_world(timeline, clock, witness, out)?;
    }
    write_records(why, out)?;
    if !why.claims().is_empty() {
        writeln!(out, "doubtful claims on these events")?;
        write_claims(why.claims(), out)?;
    }
    for caveat in why.caveats() {
        writeln!(out, "yet {}", plain(caveat))?;
    }
    if why.witnesses().is_empty() {
        return Ok(());
    }
    writeln!(out, "times in {}", clock.zone())
}

fn write_world(
    timeline: &Timeline,
    clock: Clock,
    witness: &Witness,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (text, is_so) in witness.choices() {
        let not = if is_so { "" } else { "it is not so that " };
        writeln!(out, "  {not}{}", plain(text))?;
    }
    let lasts = |begin, end| {
        format!(
            "lasts from {} to {}",
            clock.moment(begin),
            clock.moment(end)
        )
    };
    let events = witness.events().map(|(key, begin, end)| {
        let when = if begin == end {
            format!("is at {}", clock.moment(begin))
        } else {
            lasts(begin, end)
        };
        [plain(&format!("{key:?}")), when]
    });
    let offices = affiliations(timeline, witness).map(|(view, from, until)| {
        let office = format!("{} for {}", view.actor(), view.of());
        [plain(&office), lasts(from, until)]
    });
    table(out, "  ", &events.chain(offices).collect::<Vec<_>>())
}

/// The affiliations of a world, each with the ticks between which it holds.
pub(crate) fn affiliations<'a>(
    timeline: &'a Timeline,
    witness: &'a Witness,
) -> impl Iterator<Item = (AffiliationView<'a>, i128, i128)> {
    witness.affiliations().filter_map(|(id, from, until)| {
        let view = timeline.affiliations().find(|view| view.id() == id)?;
        Some((view, from, until))
    })
}

/// Each claim, and below it where and in which words its sources say so.
fn write_claims(claims: &[StatedClaim], out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<[String; 2]> = claims.iter().map(claims::row).collect();
    let columns = Columns::of(&rows);
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
