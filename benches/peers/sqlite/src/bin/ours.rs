//! This library: `ours DATA RESULTS EVENTS mixed|exact QUESTION...`.
//!
//! Records come from the generator, not from the file: the same events. Each question is asked twice, for certain
//! answers alone (`ours`) and for certain and possible ones (`ours-both`); once before, off the clock.

use demarche::{Certainty, EventId, Tick, Timeline, TimelineBuilder};
use demarche_peers::generate::scale::{Precision, Scale, key};
use demarche_peers::params::{self, Parameter};
use demarche_peers::report::{Digest, Report};
use std::error::Error;
use std::path::PathBuf;
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

fn build(events: u32, precision: Precision) -> Timeline {
    let mut builder = TimelineBuilder::new();
    for record in Scale::new(events, precision).records() {
        builder.add(record);
    }
    builder.build().expect("sound")
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
    let usage = "ours DATA RESULTS EVENTS mixed|exact QUESTION...";
    let data = PathBuf::from(args.next().ok_or(usage)?);
    let results = PathBuf::from(args.next().ok_or(usage)?);
    let events: u32 = args.next().ok_or(usage)?.parse()?;
    let precision = match args.next().as_deref() {
        Some("mixed") => Precision::Mixed,
        Some("exact") => Precision::Exact,
        _ => return Err(usage.into()),
    };
    let all = params::read(&data.join("params.tsv"))?;
    let version = env!("CARGO_PKG_VERSION");
    let begin = Instant::now();
    let t = build(events, precision);
    Report::once(begin.elapsed()).write(&results, "ours", version, "build")?;
    // Numbers of events and actors as the files count them.
    let number = |event: EventId| -> u64 {
        let view = t.event(event).expect("known");
        view.key()[1..].parse().expect("a number")
    };
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
                other => return Err(format!("no question {other}").into()),
            };
            report.write(&results, tool, version, &question)?;
        }
    }
    Ok(())
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
