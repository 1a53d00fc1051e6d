//! This library: `ours DATA RESULTS QUESTION...`.
//!
//! `load` reads the files that all tools read; with any other question the timeline is opened from where `load` saved
//! it (`open` times that). Each question is asked twice, for certain answers alone (`ours`) and for certain and possible
//! ones (`ours-both`); once before, off the clock, so that indexes are made.

use demarche::{Actor, Certainty, EventId, Pattern, Record, Tick, Timeline, TimelineBuilder};
use demarche_peers::generate::scale::key;
use demarche_peers::params::{self, Parameter};
use demarche_peers::report::{Digest, Report};
use std::error::Error;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The ids of what a parameter names: look-ups of keys are prepared, as statements of other tools are.
struct Asked {
    x: demarche::ActorId,
    y: demarche::ActorId,
    any: demarche::ActorId,
    statement: demarche::StatementId,
    after: EventId,
    before: EventId,
}

const DAY: i64 = 86_400_000_000;

/// Reads the files that all tools read.
fn load(data: &Path) -> Result<Timeline, Box<dyn Error>> {
    let mut builder = TimelineBuilder::new();
    let mut actors = demarche::Input::default();
    let file = File::open(data.join("actors.jsonl"))?;
    demarche::Reading::new().records(file, "actors.jsonl", &mut actors)?;
    let known: Vec<Actor> = actors
        .records
        .iter()
        .filter_map(|(record, _)| match record {
            Record::Actor(actor) => Some(actor.clone()),
            _ => None,
        })
        .collect();
    builder.add_input(actors);
    let file = File::open(data.join("events.csv"))?;
    builder.fill(|sink| demarche::Reading::new().csv(file, "events.csv", &known, sink))?;
    Ok(builder.build()?)
}

/// A question about everything, or about one actor, as a pattern that counts.
fn counted(find: &str, least: Certainty) -> Pattern {
    let only = match least {
        Certainty::Certain => " certainly",
        _ => "",
    };
    format!("find count {find}{only}").parse().expect("a pattern")
}

const PAIRS: &str = "?a, ?m, ?s where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d";

fn chain(x: &str) -> String {
    let more = if x.starts_with('?') { "?x, " } else { "" };
    format!(
        "{more}?m, ?y, ?n, ?z, ?s where meeting ?m with {x}, ?y and meeting ?n with ?y, ?z and statement ?s by ?z \
         and ?m before ?n within 7d and ?n before ?s within 2d"
    )
}

fn asked(t: &Timeline, p: &Parameter) -> Asked {
    let actor = |number: u32| t.find(format!("a{number}").as_str()).expect("known");
    let event = |number: u32| t.find::<EventId>(key(number).as_str()).expect("known");
    Asked {
        x: actor(p.x),
        y: actor(p.y),
        any: actor(p.any),
        statement: t.find(key(p.statement).as_str()).expect("known"),
        after: event(p.after),
        before: event(p.before),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let usage = "ours DATA RESULTS QUESTION...";
    let data = PathBuf::from(args.next().ok_or(usage)?);
    let results = PathBuf::from(args.next().ok_or(usage)?);
    let all = params::read(&data.join("params.tsv"))?;
    let version = env!("CARGO_PKG_VERSION");
    let saved = data.join("ours.demarche");
    let mut args = args.peekable();
    if args.next_if(|question| question == "load").is_some() {
        let begin = Instant::now();
        let t = load(&data)?;
        Report::once(begin.elapsed()).write(&results, "ours", version, "load")?;
        t.save(&saved)?;
        return Ok(());
    }
    let begin = Instant::now();
    let t = Timeline::open(&saved)?;
    let opened = Report::once(begin.elapsed());
    if args.next_if(|question| question == "open").is_some() {
        opened.write(&results, "ours", version, "open")?;
        let begin = Instant::now();
        let mut more = t.revise();
        for i in 0..1_000 {
            let pair = [format!("a{}", i % 97), format!("a{}", 100 + i % 89)];
            more.add(demarche::Meeting::new(format!("new{i}")).between(pair).on("2024-12-24"));
        }
        let more = more.build()?;
        Report::once(begin.elapsed()).write(&results, "ours", version, "revise")?;
        assert_eq!(more.len(), t.len() + 1_000);
        return Ok(());
    }
    // Numbers of events and actors as the files count them.
    let number = |event: EventId| -> u64 { numbered(t.event(event).expect("known").key()) };
    let who = |actor: demarche::ActorId| -> u64 { actor.index() as u64 };
    let ids: Vec<Asked> = all.iter().map(|p| asked(&t, p)).collect();
    let at = |p: &Parameter| -> &Asked { &ids[p.number] };
    for question in args {
        for (tool, least) in [
            ("ours", Certainty::Certain),
            ("ours-both", Certainty::Possible),
        ] {
            let report = match &*question {
                "q1" => twice(
                    &all,
                    |p| {
                        t.latest_met_before(at(p).statement, 100, least)
                            .expect("known")
                    },
                    |found| {
                        sum(found.map(|met| {
                            let mut pair = met.actors.map(who);
                            pair.sort_unstable();
                            (number(met.meeting.into()), pair[0], pair[1])
                        }))
                    },
                ),
                "q2" => twice(
                    &all,
                    |p| t.last_meetings_of(at(p).x, least).expect("known"),
                    |found| {
                        sum(found.map(|last| {
                            (
                                number(last.statement.into()),
                                number(last.meeting.into()),
                                0,
                            )
                        }))
                    },
                ),
                "q3" => twice(
                    &all,
                    |p| {
                        let Asked {
                            x,
                            y,
                            after,
                            before,
                            ..
                        } = at(p);
                        let search = t.meetings_of(x).expect("known").with(y).expect("known");
                        let search = search
                            .after(after)
                            .expect("known")
                            .before(before)
                            .expect("known");
                        search.by_time(least)
                    },
                    |found| sum(found.map(|(m, _)| (number(m.into()), 0, 0))),
                ),
                "q6" => twice(
                    &all,
                    |p| {
                        let [from, to] = [p.start, p.start + 30 * DAY].map(Tick::from_micros);
                        t.word_spread(at(p).any, from, to, least).expect("known")
                    },
                    |found| sum(found.map(|told| (who(told.actor), told.by.as_micros() as u64, 0))),
                ),
                "q7" => twice(
                    &all,
                    |p| {
                        let [from, to] = [p.from, p.to].map(Tick::from_micros);
                        t.agenda(at(p).x, from, to, least).expect("known")
                    },
                    |found| sum(found.map(|(event, _)| (number(event), 0, 0))),
                ),
                "q5" => {
                    let patterns: Vec<Pattern> = all
                        .iter()
                        .map(|p| counted(&chain(&format!("a{}", p.any)), least))
                        .collect();
                    let ask = |p: &Parameter| t.count(&patterns[p.number]).expect("known");
                    twice(&all, ask, counts)
                }
                "q4" => {
                    let pattern = counted(PAIRS, least);
                    twice(&all[..1], |_| t.count(&pattern).expect("known"), counts)
                }
                "q5all" => {
                    let pattern = counted(&chain("?x"), least);
                    twice(&all[..1], |_| t.count(&pattern).expect("known"), counts)
                }
                "q2all" => twice(
                    &all[..1],
                    |_| match least {
                        Certainty::Certain => t.certain_last_meetings_before_all(),
                        _ => t.last_meetings_before_all(),
                    },
                    |found| {
                        let mut rows = (0, 0);
                        for last in found.iter() {
                            for meeting in &last.certain {
                                rows.0 += 1;
                                let [s, m] = [last.statement.key(), meeting.key()];
                                rows.1 += 3 * numbered(s) + numbered(m);
                            }
                        }
                        sum(std::iter::once((rows.0, 0, rows.1)))
                    },
                ),
                other => return Err(format!("no question {other}").into()),
            };
            report.write(&results, tool, version, &question)?;
        }
    }
    Ok(())
}

/// The number in the key of an event.
fn numbered(key: &str) -> u64 {
    key[1..].parse().expect("a number")
}

fn counts(found: demarche::Counts) -> Digest {
    sum(std::iter::once((found.certain + found.possible, 0, 0)))
}

/// Asks with all parameters, once off the clock and then on it.
fn twice<T>(
    all: &[Parameter],
    mut ask: impl FnMut(&Parameter) -> T,
    after: impl Fn(T) -> Digest,
) -> Report {
    for p in all {
        std::hint::black_box(ask(p));
    }
    Report::run(all, ask, after)
}

fn sum(rows: impl Iterator<Item = (u64, u64, u64)>) -> Digest {
    let mut digest = Digest::default();
    for (a, b, c) in rows {
        digest.add(a, b, c);
    }
    digest
}
