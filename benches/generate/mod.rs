//! Seeded records for the benches.

#![allow(dead_code)]

pub mod scale;

use demarche::{
    Actor, Claim, LinkKind, Meeting, Record, Relation, RelationSet, Statement, TimelineBuilder,
    hours,
};

/// A small generator of pseudo-random numbers (splitmix64), so that every run sees the same records.
pub struct Rng(pub u64);

impl Rng {
    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// Puts a list into a random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

/// A moment `minutes` after the beginning of 2015.
pub fn moment(minutes: usize) -> String {
    let (days, rest) = (minutes / 1440, minutes % 1440);
    // Months of 28 days keep the generator free of a calendar.
    let (year, day) = (2015 + days / 336, days % 336);
    format!(
        "{year}-{:02}-{:02}T{:02}:{:02}",
        day / 28 + 1,
        day % 28 + 1,
        rest / 60,
        rest % 60
    )
}

fn actors(count: usize) -> impl Iterator<Item = Record> {
    (0..count).map(|i| Record::from(Actor::person(format!("a{i}"), format!("Actor {i}"))))
}

/// Dated events without relations: half meetings of two, half statements; a fifth with days only.
pub fn dated(events: usize) -> Vec<Record> {
    let mut rng = Rng(1);
    let people = 2_000;
    let mut records: Vec<Record> = actors(people).collect();
    for i in 0..events {
        let mut time = moment(rng.below(5_000_000));
        if rng.below(5) == 0 {
            time.truncate(10);
        }
        let (a, b) = (rng.below(people), rng.below(people - 1));
        let b = (a + 1 + b) % people;
        records.push(if i % 2 == 0 {
            let pair = [format!("a{a}"), format!("a{b}")];
            Meeting::new(format!("m{i}")).between(pair).on(time).into()
        } else {
            Statement::new(format!("s{i}"))
                .by(format!("a{a}"))
                .on(time)
                .into()
        });
    }
    records
}

/// Components of 50 events with 100 relation claims each, all of them true in one hidden world.
pub fn components(count: usize) -> Vec<Record> {
    let mut rng = Rng(2);
    let mut records: Vec<Record> = actors(100).collect();
    for c in 0..count {
        let mut spans = Vec::new();
        for e in 0..50 {
            let begin = rng.below(10_000);
            spans.push((begin, begin + rng.below(300)));
            let meeting = Meeting::new(format!("c{c}e{e}")).with(format!("a{}", rng.below(100)));
            let dated = e % 5 == 0;
            records.push(if dated {
                meeting
                    .on(format!("{}/{}", moment(begin), moment(spans[e].1)))
                    .into()
            } else {
                meeting.into()
            });
        }
        for _ in 0..100 {
            let x = rng.below(50);
            let y = (x + 1 + rng.below(49)) % 50;
            let relation = Relation::between(spans[x].0, spans[x].1, spans[y].0, spans[y].1);
            let claim = Claim::that(format!("c{c}e{x}")).is(relation, format!("c{c}e{y}"));
            records.push(claim.into());
        }
    }
    records
}

/// What of a chain is dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// The first and the last event.
    Ends,
    /// Every event.
    All,
    /// The first and the last event, with too little time between.
    Conflict,
}

/// In which order the claims of a chain stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// As the chain runs.
    File,
    /// The other way round.
    Reversed,
    /// At random.
    Shuffled,
}

/// A chain of claims "before": `length` claims over one event more.
pub fn chain(length: usize, dates: Dates, order: Order) -> Vec<Record> {
    let mut records: Vec<Record> = actors(1).collect();
    let width = |i: usize| format!("e{i:07}");
    for i in 0..=length {
        let meeting = Meeting::new(width(i)).with("a0");
        let last = i == length;
        records.push(match dates {
            Dates::All => meeting.on(moment(i)).into(),
            _ if i == 0 => meeting.on("2015-01-01T00:00").into(),
            Dates::Ends if last => meeting.on("2020-01-01T00:00").into(),
            Dates::Conflict if last => meeting.on("2015-01-01T00:00:00.5").into(),
            _ => meeting.into(),
        });
    }
    let mut claims: Vec<Record> = (0..length)
        .map(|i| {
            Claim::that(width(i))
                .is(Relation::Before, width(i + 1))
                .into()
        })
        .collect();
    match order {
        Order::File => {}
        Order::Reversed => claims.reverse(),
        Order::Shuffled => Rng(3).shuffle(&mut claims),
    }
    records.extend(claims);
    records
}

/// Events of one month, each in a window of up to ten days; a quarter after an earlier one.
pub fn month(events: usize) -> Vec<Record> {
    let mut rng = Rng(4);
    let mut records: Vec<Record> = actors(1).collect();
    let mut from: Vec<usize> = Vec::new();
    for i in 0..events {
        from.push(1 + rng.below(20));
        let time = format!(
            "[2025-04-{:02}..2025-04-{:02}]",
            from[i],
            from[i] + rng.below(10)
        );
        records.push(Meeting::new(format!("e{i}")).with("a0").on(time).into());
    }
    for i in 1..events {
        let other = rng.below(i);
        // True where every event takes the first of its days.
        if rng.below(4) == 0 && from[other] < from[i] {
            let claim = Claim::that(format!("e{other}"));
            records.push(claim.is(Relation::Before, format!("e{i}")).into());
        }
    }
    records
}

/// Undated events, each after an earlier one: a tree, most orders of which are open.
pub fn tree(events: usize) -> Vec<Record> {
    let mut rng = Rng(5);
    let mut records: Vec<Record> = actors(1).collect();
    records.extend((0..events).map(|i| Meeting::new(format!("e{i}")).with("a0").into()));
    records.extend((1..events).map(|i| {
        let earlier = format!("e{}", rng.below(i));
        Claim::that(format!("e{i}"))
            .is(Relation::After, earlier)
            .into()
    }));
    records
}

/// A chain in which each event follows the one before within two hours: its ends bound each other.
pub fn elastic(length: usize) -> Vec<Record> {
    let mut records = chain(length, Dates::Ends, Order::Shuffled);
    for record in &mut records {
        if let Record::Relation(claim) = record {
            claim.gap = demarche::Gap {
                min: Some(hours(0)),
                max: Some(hours(2)),
            };
        }
    }
    records
}

/// A builder with these records.
pub fn builder(records: Vec<Record>) -> TimelineBuilder {
    let mut builder = TimelineBuilder::new();
    builder.add(records);
    builder
}

/// The set `{before}`, spelled once.
pub fn before() -> RelationSet {
    Relation::Before.into()
}

/// The rank of an actor, the more active the smaller: a Zipf law of exponent one over `n` ranks.
fn ranked(rng: &mut Rng, sums: &[f64]) -> usize {
    let total = sums.last().copied().unwrap_or(1.0);
    let at = (rng.next() >> 11) as f64 / (1u64 << 53) as f64 * total;
    sums.partition_point(|&sum| sum < at).min(sums.len() - 1)
}

/// Dated events of actors of skewed activity: half meetings of two, half statements, over ten years; a
/// fifth with days only.
pub fn skewed(events: usize, people: usize) -> Vec<Record> {
    let mut rng = Rng(7);
    let sums: Vec<f64> = (1..=people)
        .scan(0.0, |sum, rank| {
            *sum += 1.0 / rank as f64;
            Some(*sum)
        })
        .collect();
    let topics = [
        "peace-deal",
        "trade",
        "climate",
        "arms",
        "borders",
        "grain",
        "gas",
        "fishing",
    ];
    let places = [
        "Geneva", "Vienna", "New York", "Doha", "Istanbul", "Minsk", "Oslo", "Riyadh",
    ];
    let mut records: Vec<Record> = actors(people).collect();
    for i in 0..events {
        let mut time = moment(rng.below(5_000_000));
        if rng.below(5) == 0 {
            time.truncate(10);
        }
        let a = ranked(&mut rng, &sums);
        let mut b = ranked(&mut rng, &sums);
        if b == a {
            b = (a + 1) % people;
        }
        let topic = topics[rng.below(1 + i % topics.len())];
        records.push(if i % 2 == 0 {
            let pair = [format!("a{a}"), format!("a{b}")];
            let place = places[rng.below(1 + i % places.len())];
            Meeting::new(format!("m{i}"))
                .between(pair)
                .at(place)
                .topic(topic)
                .on(time)
                .into()
        } else {
            let mut statement = Statement::new(format!("s{i}"))
                .by(format!("a{a}"))
                .topic(topic);
            if i % 40 == 1 && i > 100 {
                // A link implies no order, so that dates may be drawn at random.
                statement = statement.link(LinkKind::Quotes, format!("s{}", i - 2 * (1 + i % 25)));
            }
            statement.on(time).into()
        });
    }
    records
}
