//! What a timeline gains by one record more.

use std::io::{self, Write};

use demarche::{EventView, Record, Timeline};

use super::output::{count, plain, table};
use super::relate;
use demarche::Clock;

/// So many events whose times become narrower are named.
const NAMED: usize = 5;

/// Writes when a new event was, how two events stand to each other now, and which times became narrower.
pub(crate) fn write(
    base: &Timeline,
    now: &Timeline,
    record: &Record,
    out: &mut dyn Write,
) -> io::Result<()> {
    let clock = Clock::of(now);
    if let Some(event) = record
        .common()
        .and_then(|common| now.event(common.id.as_str()).ok())
    {
        writeln!(out, "  {}", plain(&when(&clock, event)))?;
    }
    if let Record::Relation(claim) = record {
        let of = |timeline: &Timeline| {
            let [left, right] = [&claim.left, &claim.right].map(|key| timeline.event(key.as_str()));
            Some(relate::sentence(timeline, left.ok()?, right.ok()?))
        };
        if let (Some(was), Some(is)) = (of(base), of(now)) {
            writeln!(out, "  {is}")?;
            match was == is {
                true => writeln!(out, "  until now the same")?,
                false => writeln!(out, "  until now {was}")?,
            }
        }
    }
    write_narrower(base, now, &clock, out)
}

/// Writes the times of events that became narrower, the first of them by name.
fn write_narrower(
    base: &Timeline,
    now: &Timeline,
    clock: &Clock,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pairs = base.events().zip(now.events());
    let mut narrower = pairs.filter_map(|(before, after)| {
        if (before.begin(), before.end()) == (after.begin(), after.end()) {
            return None;
        }
        let (was, is) = (when(clock, before), when(clock, after));
        (was != is).then(|| [plain(after.key()), is, format!("until now {was}")])
    });
    let named: Vec<[String; 3]> = narrower.by_ref().take(NAMED).collect();
    table(out, "  ", &named)?;
    match narrower.count() {
        0 => Ok(()),
        more => writeln!(out, "  and {} more become narrower", count(more, "time")),
    }
}

fn when(clock: &Clock, event: EventView<'_>) -> String {
    let (begin, end) = (clock.window(event.begin()), clock.window(event.end()));
    if event.is_instant() {
        format!("time {begin}")
    } else {
        format!("begins {begin}, ends {end}")
    }
}
