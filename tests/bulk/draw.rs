//! Small timelines by seed, with much that is open.

use demarche::{
    Actor, Claim, Gap, Meeting, Participant, Policy, Presence, Record, Relation, Statement, Status,
    Timeline, TimelineBuilder, minutes,
};

/// A small generator of pseudo-random numbers (splitmix64).
pub struct Rng(pub u64);

impl Rng {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }

    pub fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// The actors of all timelines drawn.
pub const ACTORS: u64 = 4;

/// The name of an actor.
pub fn actor(rng: &mut Rng) -> String {
    format!("a{}", rng.below(ACTORS))
}

fn clock(minute: u64) -> String {
    let (day, rest) = (minute / 1440, minute % 1440);
    format!("2025-04-{:02}T{:02}:{:02}", 10 + day, rest / 60, rest % 60)
}

/// When something was: a tick, a minute, a stretch of minutes, a day, half a line, nothing.
fn when(rng: &mut Rng, span: u64, sharp: bool) -> Option<String> {
    let at = rng.below(span);
    if sharp && rng.chance(75) {
        return Some(format!("{}:00.{:06}", clock(at), rng.below(3)));
    }
    let later = at + rng.below(6);
    Some(match rng.below(20) {
        0..=3 => format!("{}:00.{:06}", clock(at), rng.below(3)),
        4..=8 => clock(at),
        9..=11 => format!("{}/{}", clock(at), clock(later)),
        12..=14 => format!("[{}..{}]", clock(at), clock(later)),
        15 => clock(at)[..10].to_string(),
        16 => format!("[{}..]", clock(at)),
        17 => format!("[..{}]", clock(at)),
        18 => format!("{}:00.000000/{}:30.000000", clock(at), clock(later)),
        _ => return None,
    })
}

fn status(rng: &mut Rng, sharp: bool) -> Status {
    match rng.below(if sharp { 40 } else { 14 }) {
        0 | 1 => Status::Alleged,
        2 => Status::Planned,
        3 => Status::Denied,
        _ => Status::Occurred,
    }
}

/// The records of a seed: up to so many events, some in components.
pub fn records(seed: u64, most: u64) -> Vec<Record> {
    let mut rng = Rng(seed);
    let mut records: Vec<Record> = Vec::new();
    for i in 0..ACTORS {
        records.push(Actor::person(format!("a{i}"), format!("Actor {i}")).into());
    }
    let events = 2 + rng.below(most - 1);
    let sharp = rng.chance(50);
    let span = 4 + rng.below(20) + 1500 * u64::from(rng.chance(25));
    for i in 0..events {
        if rng.chance(55) {
            let mut meeting = Meeting::new(format!("e{i}"));
            let mut named: Vec<String> = Vec::new();
            for _ in 0..1 + rng.below(4) {
                let actor = actor(&mut rng);
                let mut participant = Participant::new(actor.clone());
                participant.presence = match rng.below(if sharp { 30 } else { 10 }) {
                    0 | 1 => Presence::Implied,
                    2 => Presence::Denied,
                    _ => Presence::Reported,
                };
                // One actor may be named twice.
                if named.contains(&actor) && rng.chance(70) {
                    continue;
                }
                named.push(actor);
                meeting.participants.push(participant);
            }
            meeting.common.time = when(&mut rng, span, sharp);
            meeting.common.status = status(&mut rng, sharp);
            meeting.common.instant = rng.chance(15).then_some(true);
            records.push(meeting.into());
        } else {
            let mut statement = Statement::new(format!("e{i}"));
            statement.by = vec![actor(&mut rng)];
            if rng.chance(25) {
                statement.by.push(actor(&mut rng));
                statement.by.dedup();
            }
            statement.common.time = when(&mut rng, span, sharp);
            statement.common.status = status(&mut rng, sharp);
            statement.common.instant = rng.chance(10).then_some(false);
            records.push(statement.into());
        }
    }
    for _ in 0..rng.below(if sharp { events / 3 + 1 } else { events }) {
        let (x, y) = (rng.below(events), rng.below(events));
        if x == y {
            continue;
        }
        let relation = match rng.below(8) {
            0 => Relation::During,
            1 => Relation::Overlaps,
            2 => Relation::Meets,
            3 => Relation::Finishes,
            _ => Relation::Before,
        };
        let mut claim = Claim::that(format!("e{x}")).is(relation, format!("e{y}"));
        if relation == Relation::Before && rng.chance(60) {
            let least = rng.below(4) as u32;
            claim.gap = Gap {
                min: rng.chance(50).then(|| minutes(least)),
                max: rng
                    .chance(70)
                    .then(|| minutes(least + 1 + rng.below(5) as u32)),
            };
        }
        records.push(claim.into());
    }
    records
}

/// A timeline of a few days, in which many events are only dated to the day, and some are tied.
pub fn days(seed: u64) -> Option<Timeline> {
    let mut rng = Rng(seed ^ 0xda75);
    let mut records: Vec<Record> = Vec::new();
    for i in 0..ACTORS {
        records.push(Actor::person(format!("a{i}"), format!("Actor {i}")).into());
    }
    let events = 8 + rng.below(14);
    for i in 0..events {
        let time = match rng.below(10) {
            0..=4 => Some(clock(1440 * rng.below(2))[..10].to_string()),
            5..=8 => Some(clock(30 * rng.below(96))),
            _ => None,
        };
        if rng.chance(60) {
            let first = rng.below(ACTORS);
            let mut meeting = Meeting::new(format!("e{i}"));
            for step in 0..2 + rng.below(2) {
                let key = format!("a{}", (first + step) % ACTORS);
                meeting.participants.push(Participant::new(key));
            }
            meeting.common.time = time;
            meeting.common.instant = rng.chance(10).then_some(true);
            records.push(meeting.into());
        } else {
            let mut statement = Statement::new(format!("e{i}"));
            statement.by = vec![actor(&mut rng)];
            statement.common.time = time;
            records.push(statement.into());
        }
    }
    for _ in 0..rng.below(events / 2) {
        let (x, y) = (rng.below(events), rng.below(events));
        if x != y {
            let claim = Claim::that(format!("e{x}")).is(Relation::Before, format!("e{y}"));
            records.push(claim.into());
        }
    }
    let mut builder = TimelineBuilder::new();
    builder.policy(Policy::SetAside);
    builder.add(records);
    builder.build().ok()
}

/// The timeline of a seed: claims that have no world with the others are set aside.
pub fn timeline(seed: u64, most: u64) -> Option<Timeline> {
    let mut builder = TimelineBuilder::new();
    builder.policy(Policy::SetAside);
    builder.add(records(seed, most));
    builder.build().ok()
}

/// A limit to the time between, as a query has it.
pub fn gap(rng: &mut Rng) -> String {
    let least = rng.below(4);
    let mut text = String::new();
    if rng.chance(30) {
        text += &format!(" at least {least}m");
    }
    if rng.chance(75) {
        text += &format!(" within {}m", least + 1 + rng.below(14));
    }
    text
}
