//! Sixty years of journeys, visits and news conferences: whom a President had met before he faced the press, and five
//! findings that a historian would enjoy.
//!
//! The records are those of the State Department's Office of the Historian, read from the folder
//! `state-department` of the folder that the variable `DEMARCHE_DATA` names. They know days, not hours, and mostly
//! they do not say that a visitor saw the President: what was surely so and what may have been so are told apart.
//!
//! Run it with `DEMARCHE_DATA=folder cargo run --release --example state_department`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use demarche::prelude::*;
use demarche::{ActorKind, Counts, Reading, StateTable};

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> Result<()> {
    let Some(data) = std::env::var_os("DEMARCHE_DATA") else {
        return print(&nothing_to_read());
    };
    let folder = PathBuf::from(data).join("state-department");
    print(&tell(&folder)?)
}

fn print(text: &str) -> Result<()> {
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(())
}

/// Where such data is to be had.
fn nothing_to_read() -> String {
    let tables: Vec<&str> = StateTable::ALL.iter().map(|table| table.file()).collect();
    format!(
        "This example reads records of the State Department, and the variable DEMARCHE_DATA is not set.\n\
         It names a folder with a folder `state-department` in it, with the tables\n  {}\n\
         The Office of the Historian has journeys, visits, terms of office and people on history.state.gov, and\n\
         publishes them as data sets, which are in the public domain; the documentation of\n\
         `Reading::state_department` tells how they are read.\n",
        tables.join(", ")
    )
}

/// All that the example prints.
fn tell(folder: &Path) -> Result<String> {
    let mut builder = Timeline::builder();
    let report = Reading::new().state_department(folder, &mut builder)?;
    let t = builder.build()?;
    let mut page = String::new();
    writeln!(page, "Read {}.", report.totals)?;
    for reject in &report.rejects {
        writeln!(page, "Left out: {reject}")?;
    }
    conferences(&t, &mut page)?;
    writeln!(page, "\nFive findings\n")?;
    silence(&t, &mut page)?;
    partners(&t, &mut page)?;
    in_the_country(&t, &mut page)?;
    long_acquaintance(&t, &mut page)?;
    shuttle(&t, &mut page)?;
    Ok(page)
}

/// For each news conference, whom the President had met in the fortnight before.
fn conferences(t: &Timeline, page: &mut String) -> Result<()> {
    let mut americans: BTreeSet<&str> = BTreeSet::from(["united-states"]);
    for query in [
        "find ?who where ?who acts_for united-states",
        "find ?who where statement ?s by ?who",
    ] {
        for answer in t.ask(query)? {
            americans.extend(answer.get("who").map(|who| who.key()));
        }
    }
    // For each conference, certain ones first.
    let mut met: BTreeMap<&str, [Vec<String>; 2]> = BTreeMap::new();
    let mut totals = [0, 0];
    let query = r#"find ?s, ?who
        where statement ?s via "news conference" by ?president
          and meeting ?m with ?president, ?who
          and ?m before ?s within 14d"#;
    for answer in t.ask(query)? {
        let (Some(conference), Some(who)) = (answer.get("s"), answer.get("who")) else {
            continue;
        };
        if americans.contains(who.key()) {
            continue;
        }
        let only_possible = usize::from(answer.certainty() < Certainty::Certain);
        totals[only_possible] += 1;
        met.entry(conference.key()).or_default()[only_possible].push(who.to_string());
    }

    writeln!(
        page,
        "\nWhom had the President met in the fortnight before?\n"
    )?;
    let mut without = 0;
    let all = t.ask(r#"find ?s, ?who where statement ?s via "news conference" by ?who"#)?;
    let mut all: Vec<_> = all
        .filter_map(|answer| Some((answer.get("s")?, answer.get("who")?)))
        .collect();
    // Keys hold the day.
    all.sort_by_key(|(conference, _)| conference.key());
    for (conference, president) in &all {
        let day = conference.key().trim_start_matches("news-conference-");
        write!(page, "{day:<12} {president}: ")?;
        match met.get(conference.key()) {
            None => {
                without += 1;
                writeln!(page, "nobody on record")?;
            }
            Some([certain, possible]) if possible.is_empty() => {
                writeln!(page, "{}", certain.join("; "))?;
            }
            Some([certain, possible]) if certain.is_empty() => {
                writeln!(page, "perhaps {}", possible.join("; "))?;
            }
            Some([certain, possible]) => {
                writeln!(
                    page,
                    "{}; perhaps {}",
                    certain.join("; "),
                    possible.join("; ")
                )?;
            }
        }
    }
    writeln!(
        page,
        "\n{} conferences; {} times somebody whom the President had surely met, {} times somebody whom he may have \
         met; before {without} nobody is on record.",
        all.len(),
        totals[0],
        totals[1],
    )?;
    assert_eq!(all.len(), 353);

    // Counted a second time from the tables, by days alone: 41 visits surely, 386 perhaps.
    let hosted = t.count(
        r#"find count ?s, ?m
        where statement ?s via "news conference" by ?president
          and meeting ?m with ?president as host at "United States"
          and ?m before ?s within 14d"#,
    )?;
    assert_eq!(
        (hosted.certain, hosted.possible, hosted.unsettled),
        (41, 386, 0)
    );
    Ok(())
}

/// The longest time in which no President or Secretary of State met anybody from the Soviet Union.
fn silence(t: &Timeline, page: &mut String) -> Result<()> {
    let search = t.meetings_for("ussr")?.with_one_for("united-states")?;
    let Some(silence) = search.longest_silence() else {
        return Ok(());
    };
    let years =
        |ticks: Option<i128>| ticks.map_or(0.0, |ticks| ticks as f64 / 1e6 / 86_400.0 / 365.25);
    writeln!(
        page,
        "1. The longest silence between Washington and Moscow, on record: {silence} ({:.1} to {:.1} years).",
        years(silence.least()),
        years(silence.most()),
    )?;
    assert!(silence.is_settled());
    // Between the meetings about the end of the war and the summit of Geneva.
    let around = [
        "find last 1 by ?m of ?m where meeting ?m for ussr, united-states in 1917/1954",
        "find first 1 by ?m of ?m where meeting ?m for ussr, united-states in 1951/1960",
    ];
    for query in around {
        for answer in t.ask(query)? {
            let event = answer.get("m").and_then(|value| value.event());
            if let Some(event) = event {
                let when = event.time().unwrap_or("undated".into());
                writeln!(page, "     {}: {event}, {when}", answer.certainty())?;
            }
        }
    }
    Ok(())
}

/// With whom Presidents and Secretaries of State met most.
fn partners(t: &Timeline, page: &mut String) -> Result<()> {
    let mut bounds: Vec<(u64, &str, String)> = Vec::new();
    for state in t.actors() {
        let is_state = state
            .record()
            .is_some_and(|actor| actor.kind == ActorKind::State);
        if is_state && state.key() != "united-states" {
            let query = format!(r#"find count ?m where meeting ?m for "{}""#, state.key());
            bounds.push((
                t.count(query.as_str())?.certain,
                state.key(),
                state.to_string(),
            ));
        }
    }
    // With one side more to be there, none has more: those with the most are enough to be looked at.
    bounds.sort_by_key(|bound| std::cmp::Reverse(bound.0));
    let mut all: Vec<(Counts, String)> = Vec::new();
    for (_, key, state) in bounds.into_iter().take(16) {
        let query = format!(r#"find count ?m where meeting ?m for united-states, "{key}""#);
        all.push((t.count(query.as_str())?, state));
    }
    all.sort_by(|(a, x), (b, y)| (b.certain, b.possible, x).cmp(&(a.certain, a.possible, y)));
    writeln!(
        page,
        "\n2. Whom Presidents and Secretaries of State met most:"
    )?;
    for (counts, state) in all.iter().take(6) {
        writeln!(page, "     {state}: {counts}")?;
    }
    Ok(())
}

/// News conferences during a visit, and the days on which most visits began.
fn in_the_country(t: &Timeline, page: &mut String) -> Result<()> {
    let query = r#"find ?s, ?m where statement ?s via "news conference" and meeting ?m at "United States" and ?s during ?m"#;
    let counts = t.count(query)?;
    // Counted a second time from the tables: a day strictly between the first and the last of a visit, or on one.
    assert_eq!((counts.certain, counts.possible), (23, 49));
    writeln!(
        page,
        "\n3. News conferences while a foreign leader was in the country: {counts}. Surely:"
    )?;
    for answer in t.ask(format!("{query} certainly limit 5").as_str())? {
        if let (Some(s), Some(m)) = (answer.get("s"), answer.get("m")) {
            writeln!(page, "     {s}: {m}")?;
        }
    }
    let mut days =
        t.count_per_unit(r#"find count per day of ?m where meeting ?m at "United States""#)?;
    days.sort_by_key(|day| std::cmp::Reverse(day.counts.certain));
    let most = days.first().map_or(0, |day| day.counts.certain);
    // Two summits with African leaders, eight years apart, brought as many each.
    assert_eq!(most, 45);
    for day in days.iter().take_while(|day| day.counts.certain == most) {
        let unit = day.unit.as_deref().unwrap_or("undated");
        writeln!(
            page,
            "   The most visits to begin on one day: {most}, on {unit}."
        )?;
    }
    Ok(())
}

/// Who was the guest of most Presidents.
fn long_acquaintance(t: &Timeline, page: &mut String) -> Result<()> {
    let query = r#"find ?who, ?president
        where meeting ?m with ?who as guest and meeting ?m with ?president as host and meeting ?m at "United States""#;
    let mut presidents: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    for answer in t.ask(query)? {
        if let Some(who) = answer.get("who") {
            let counts = presidents.entry(who.to_string()).or_default();
            counts[0] += u32::from(answer.certainty() == Certainty::Certain);
            counts[1] += 1;
        }
    }
    let mut all: Vec<_> = presidents.into_iter().collect();
    all.sort_by_key(|(name, [certain, all])| (std::cmp::Reverse((*all, *certain)), name.clone()));
    writeln!(page, "\n4. Whom most Presidents had as a guest:")?;
    for (who, [certain, all]) in all.iter().take(4) {
        writeln!(
            page,
            "     {who}: surely met by {certain}, and perhaps by {} more",
            all - certain
        )?;
    }
    assert_eq!(all[0].1[1], 8, "{:?}", all[0]);
    Ok(())
}

/// A shuttle between two capitals: a meeting for one state, and for the other within two days.
fn shuttle(t: &Timeline, page: &mut String) -> Result<()> {
    let shuttle = |first: &str, second: &str| {
        format!(
            "find count ?a, ?b where meeting ?a with kissinger-henry-a for {first} \
             and meeting ?b with kissinger-henry-a for {second} and ?a before ?b within 2d"
        )
    };
    writeln!(
        page,
        "\n5. Kissinger's shuttle: from a meeting in the one capital to one in the other within two days:"
    )?;
    for (first, second) in [
        ("egypt", "israel"),
        ("israel", "egypt"),
        ("israel", "syria"),
        ("syria", "israel"),
    ] {
        let counts = t.count(shuttle(first, second).as_str())?;
        writeln!(page, "     {first} to {second}: {counts}")?;
    }
    Ok(())
}
