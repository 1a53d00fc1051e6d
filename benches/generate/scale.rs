//! Events at scale, made one by one: what the comparison with other tools is about.
//!
//! Any number of events over ten years, half meetings of two to six, half statements with up to three addressees,
//! about 500 topics, among 20,000 actors whose activity follows a Zipf law of exponent one. A tenth stand in chains of
//! five: each after the one before, only the first and the last with a date. Of the rest a fifth more than a tenth, so
//! that they are a fifth of all, are dated to the day, the others to the second.
//!
//! Behind them is one world in which every event is at one tick. [`Precision::Exact`] tells it as it is, so that every
//! answer is certain, and each tool must give the same.

use super::{Rng, ranked};
use demarche::{Actor, Claim, Meeting, Record, Relation, Statement};
use std::fmt::Write;

/// How many actors there are.
pub const ACTORS: usize = 20_000;
const TOPICS: usize = 500;
/// Ten years from the beginning of 2015, in microseconds.
const SPAN: u64 = 3_652 * DAY as u64;
const DAY: i64 = 86_400_000_000;
const MINUTE: u64 = 60_000_000;
/// Days from 1970 to 2015.
const FIRST_DAY: i64 = 16_436;
/// Of each fifty events the first five are a chain.
pub const BLOCK: u32 = 50;
/// How many events a chain has.
pub const CHAIN: u32 = 5;

/// What records tell of the times of the world behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// Seconds, days, or only what a relation claim tells.
    Mixed,
    /// Each tick, and no claims.
    Exact,
}

/// When an event was, as its record tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// To the microsecond, in microseconds since 1970.
    Tick(i64),
    /// To the second, in microseconds since 1970.
    Second(i64),
    /// To the day, in days since 1970.
    Day(i64),
    /// Not at all.
    Nothing,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place in the file.
    pub number: u32,
    /// Those who meet, or the speaker and then the addressees; all different.
    pub people: Vec<u32>,
    /// The number of the topic.
    pub topic: usize,
    /// The tick in the world behind the records.
    pub tick: i64,
    /// What the record tells of it.
    pub told: Told,
    /// The event that it is said to be after.
    pub after: Option<u32>,
}

/// Where events come from.
#[derive(Clone, Debug)]
pub struct Scale {
    events: u32,
    precision: Precision,
    /// Sums of the activity of all actors up to each.
    sums: Vec<f64>,
}

/// Whether the event of a number is a meeting.
pub fn is_meeting(number: u32) -> bool {
    number.is_multiple_of(2)
}

/// The key of an event.
pub fn key(number: u32) -> String {
    let kind = if is_meeting(number) { 'm' } else { 's' };
    format!("{kind}{number}")
}

impl Scale {
    /// So many events.
    pub fn new(events: u32, precision: Precision) -> Scale {
        let sums = (1..=ACTORS).scan(0.0, |sum, rank| {
            *sum += 1.0 / rank as f64;
            Some(*sum)
        });
        Scale {
            events,
            precision,
            sums: sums.collect(),
        }
    }

    /// How many events there are.
    pub fn len(&self) -> u32 {
        self.events
    }

    /// An actor, the more active the more probable.
    pub fn actor(&self, rng: &mut Rng) -> u32 {
        ranked(rng, &self.sums) as u32
    }

    /// The tick of an event in the world behind the records.
    fn tick(number: u32) -> i64 {
        let own = number % BLOCK;
        let (first, steps) = if own < CHAIN {
            (number - own, own)
        } else {
            (number, 0)
        };
        let mut rng = Rng(0x5ca1_ab1e ^ u64::from(first) << 20);
        // A week is left for chains, which last up to four days.
        let mut at = rng.next() % (SPAN - 7 * DAY as u64);
        for _ in 0..steps {
            at += MINUTE + rng.next() % (DAY as u64 - MINUTE);
        }
        FIRST_DAY * DAY + at as i64
    }

    /// The event of a number; each is made by itself.
    pub fn event(&self, number: u32) -> Event {
        let mut rng = Rng(0x0dd_ba11 ^ u64::from(number) << 24);
        let count = if is_meeting(number) {
            2 + rng.below(5)
        } else {
            1 + rng.below(4)
        };
        let mut people: Vec<u32> = Vec::with_capacity(count);
        while people.len() < count {
            let actor = self.actor(&mut rng);
            if !people.contains(&actor) {
                people.push(actor);
            }
        }
        let topic = rng.below(TOPICS);
        let tick = Scale::tick(number);
        let own = number % BLOCK;
        let second = Told::Second(tick - tick.rem_euclid(1_000_000));
        let (told, after) = match self.precision {
            Precision::Exact => (Told::Tick(tick), None),
            Precision::Mixed if own < CHAIN => (
                if own == 0 || own == CHAIN - 1 {
                    second
                } else {
                    Told::Nothing
                },
                (own > 0).then(|| number - 1),
            ),
            // Two in nine of nine tenths are a fifth.
            Precision::Mixed if rng.below(9) < 2 => (Told::Day(tick.div_euclid(DAY)), None),
            Precision::Mixed => (second, None),
        };
        Event {
            number,
            people,
            topic,
            tick,
            told,
            after,
        }
    }

    /// All events, one after the other.
    pub fn events(&self) -> impl Iterator<Item = Event> {
        (0..self.events).map(|number| self.event(number))
    }

    /// The records of all actors, then of all events and claims, one after the other.
    pub fn records(&self) -> impl Iterator<Item = Record> {
        actors().chain(self.events().flat_map(Event::records))
    }
}

/// The records of the actors.
pub fn actors() -> impl Iterator<Item = Record> {
    (0..ACTORS).map(|i| Record::from(Actor::person(format!("a{i}"), format!("Actor {i}"))))
}

impl Event {
    /// The date as a record gives it.
    pub fn date(&self) -> Option<String> {
        let day = |day: i64| {
            let (year, month, day) = civil(day);
            format!("{year:04}-{month:02}-{day:02}")
        };
        let clock = |tick: i64| {
            let second = tick.rem_euclid(DAY) / 1_000_000;
            let (hour, minute) = (second / 3600, second / 60 % 60);
            format!(
                "{}T{hour:02}:{minute:02}:{:02}",
                day(tick.div_euclid(DAY)),
                second % 60
            )
        };
        match self.told {
            Told::Tick(tick) => Some(format!("{}.{:06}", clock(tick), tick.rem_euclid(1_000_000))),
            Told::Second(tick) => Some(clock(tick)),
            Told::Day(number) => Some(day(number)),
            Told::Nothing => None,
        }
    }

    /// The record, and the claim where there is one.
    pub fn records(self) -> impl Iterator<Item = Record> {
        let (key, topic) = (key(self.number), format!("t{}", self.topic));
        let date = self.date();
        let names = |people: &[u32]| -> Vec<String> {
            people.iter().map(|actor| format!("a{actor}")).collect()
        };
        let record: Record = if is_meeting(self.number) {
            let mut meeting = Meeting::new(&*key)
                .between(names(&self.people))
                .topic(topic);
            meeting.common.time = date;
            meeting.into()
        } else {
            let mut statement = Statement::new(&*key).topic(topic);
            statement.by = names(&self.people[..1]);
            statement.to = names(&self.people[1..]);
            statement.common.time = date;
            statement.into()
        };
        let claim = self.after.map(|other| {
            Claim::that(key)
                .is(Relation::After, self::key(other))
                .into()
        });
        [record].into_iter().chain(claim)
    }

    /// The row of plain CSV, without the end of the line.
    pub fn row(&self, line: &mut String) {
        let list = |line: &mut String, people: &[u32]| {
            for (i, actor) in people.iter().enumerate() {
                let comma = if i == 0 { "" } else { ";" };
                let _ = write!(line, "{comma}a{actor}");
            }
        };
        line.push_str(&key(self.number));
        let date = self.date().unwrap_or_default();
        if is_meeting(self.number) {
            let _ = write!(line, ",meeting,{date},");
            list(line, &self.people);
            line.push_str(",,");
        } else {
            let _ = write!(line, ",statement,{date},,");
            list(line, &self.people[..1]);
            line.push(',');
            list(line, &self.people[1..]);
        }
        let _ = write!(line, ",t{},", self.topic);
        if let Some(other) = self.after {
            line.push_str(&key(other));
        }
    }
}

/// The header of the rows.
pub const HEADER: &str = "key,kind,date,with,by,to,topic,after";

/// Year, month and day of a number of days since 1970, of years after 1970.
fn civil(days: i64) -> (i64, i64, i64) {
    // Years begin in March here, so that the day that leap years add is their last.
    let days = days + 719_468;
    let era = days / 146_097;
    let day = days % 146_097;
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, of_month)
}
