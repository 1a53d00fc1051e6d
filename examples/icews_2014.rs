//! A year of coded events: when John Kerry and Mohammad Javad Zarif met in 2014, and what each of them said within
//! three days of that.
//!
//! The events are the quads of ICEWS 2014, which are not part of this project: `DEMARCHE_DATA=folder cargo run --example
//! icews_2014` reads `folder/icews14/events.tsv`. They have days and no hours. So a statement on the day of a meeting may
//! have come before it or after, one three days later may have come within three days or past them: such answers are
//! possible, the others certain.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use demarche::{Cameo, Certainty, EventView, Reading, Timeline};

const KERRY: &str = "John Kerry";
const ZARIF: &str = "Mohammad Javad Zarif";

fn main() -> demarche::Result<()> {
    let Some(folder) = std::env::var_os("DEMARCHE_DATA") else {
        println!(
            "DEMARCHE_DATA is not set, so that there are no events to read.\n\
             Set it to a folder with icews14/events.tsv: rows of subject, relation, object and day, with tabs between.\n\
             Such rows can be taken from the ICEWS Coded Event Data on Harvard Dataverse \
             (https://doi.org/10.7910/DVN/28075);\nthe collection for learners of knowledge graphs called ICEWS14 has \
             this form. The published files themselves are\nread with Reading::icews, or on the command line with \
             --from icews."
        );
        return Ok(());
    };
    let t = read(&PathBuf::from(folder).join("icews14/events.tsv"))?;

    let meetings = format!("meeting ?m with {KERRY:?}, {ZARIF:?}");
    let mut days: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for answer in t.ask(format!("find ?m where {meetings}"))? {
        if let Some(m) = answer.get("m").and_then(|value| value.event()) {
            days.entry(day(m)).or_default().push(what(m));
        }
    }
    println!("{KERRY} and {ZARIF} met on {} days:", days.len());
    for (day, codes) in &days {
        println!("  {day}  {}", codes.join("; "));
    }

    for speaker in [KERRY, ZARIF] {
        println!("\n{speaker} within three days");
        for (words, order) in [
            ("before a meeting", "?s before ?m within 3d"),
            ("after one", "?m before ?s within 3d"),
        ] {
            let said = format!("where {meetings} and statement ?s by {speaker:?} and {order}");
            let counts = t.count(format!("find count ?s {said}"))?;
            println!(
                "  {words}: {} statements for certain, {} possibly",
                counts.certain, counts.possible
            );
            tell(&t, &format!("find ?s {said}"))?;
        }
        let hard = format!(
            "find count ?s where {meetings} and statement ?s by {speaker:?} code quad:verbal_conflict \
             and ?m before ?s within 3d"
        );
        let counts = t.count(hard)?;
        println!(
            "  of those after one, words of conflict: {} for certain, {} possibly",
            counts.certain, counts.possible
        );
    }

    println!("\nIs it certain? One statement of each kind, with its reasons");
    let said = format!(
        "find ?m, ?s where {meetings} and statement ?s by {KERRY:?} to {ZARIF:?} and ?m before ?s within 3d"
    );
    for wanted in [Certainty::Certain, Certainty::Possible] {
        if let Some(answer) = t.ask(said.as_str())?.find(|it| it.certainty() == wanted) {
            println!("{}", answer.explain());
        }
    }
    Ok(())
}

/// All events of the file.
fn read(file: &Path) -> demarche::Result<Timeline> {
    let mut t = Timeline::builder();
    let report = Reading::new().quads(File::open(file)?, "events.tsv", &mut t)?;
    println!("{}", report.totals);
    for reject in &report.rejects {
        println!("rejected: {reject}");
    }
    Ok(t.build()?)
}

/// What was said, by what it was: how often for certain, and how often possibly.
fn tell(t: &Timeline, query: &str) -> demarche::Result<()> {
    let mut kinds: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for answer in t.ask(query)? {
        if let Some(s) = answer.get("s").and_then(|value| value.event()) {
            let sure = usize::from(answer.certainty() != Certainty::Certain);
            kinds.entry(what(s)).or_default()[sure] += 1;
        }
    }
    for (kind, [certain, possible]) in kinds {
        println!("    {kind}: {certain} for certain, {possible} possibly");
    }
    Ok(())
}

/// What the code of an event is called.
fn what(event: EventView<'_>) -> String {
    let record = event.record();
    let code = record.common().and_then(|common| common.code.as_deref());
    let name = code.and_then(Cameo::of).and_then(Cameo::name);
    name.or(code).unwrap_or("something").to_owned()
}

fn day(event: EventView<'_>) -> String {
    event.time().unwrap_or("undated".into()).into_owned()
}
