//! Word in one world after the other: each actor through whom it is to pass, and the number of meetings, too.

use crate::oracle::judge::Verdict;
use crate::oracle::relation::Span;
use crate::oracle::spec::{Kind, Presence, Spec, Status};
use crate::oracle::worlds::Worlds;

/// The most coins that are all tossed.
const MOST_COINS: usize = 9;

/// What is asked, by index.
#[derive(Clone, Debug)]
pub struct Asked {
    pub from: usize,
    pub through: Vec<usize>,
    pub to: usize,
    pub before: Option<usize>,
    pub most: usize,
}

/// Meetings by index, and for each but the last all who may carry the word on.
pub type Listed = (Vec<usize>, Vec<Vec<usize>>);

/// What became of it over all worlds, and whether some path of a list held wherever it passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    pub verdict: Verdict,
    pub arrival: Option<(i64, i64)>,
    pub is_listed: bool,
}

/// An event that took place, or somebody at a meeting, which is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coin {
    Happened(usize),
    There(usize, usize),
}

/// One world with the coins tossed.
struct Toss<'a> {
    spec: &'a Spec,
    world: &'a [Span],
    coins: &'a [Coin],
    yes: usize,
}

impl Toss<'_> {
    fn is(&self, coin: Coin) -> bool {
        let place = self.coins.iter().position(|c| *c == coin).expect("a coin");
        self.yes >> place & 1 == 1
    }

    fn happened(&self, event: usize) -> bool {
        match self.spec.events[event].status {
            Status::Occurred => true,
            Status::Alleged => self.is(Coin::Happened(event)),
            _ => false,
        }
    }

    fn there(&self, meeting: usize, actor: usize) -> bool {
        let entries = &self.spec.events[meeting].participants;
        let own = |wanted: Presence| entries.contains(&(actor, wanted));
        own(Presence::Reported) || (own(Presence::Implied) && self.is(Coin::There(meeting, actor)))
    }

    /// The earliest end of a last meeting.
    fn arrival(&self, asked: &Asked) -> Option<i64> {
        if asked.before.is_some_and(|s| !self.happened(s)) {
            return None;
        }
        let meetings: Vec<usize> = (0..self.spec.events.len())
            .filter(|&e| self.spec.events[e].kind == Kind::Meeting && self.happened(e))
            .collect();
        // Every meeting with the number of those through whom word has passed, and of meetings so far.
        let mut rooms: Vec<(usize, usize, usize)> = Vec::new();
        for &m in meetings.iter().filter(|&&m| self.there(m, asked.from)) {
            rooms.push((m, 0, 1));
        }
        let mut at = 0;
        while let Some(&(here, stage, steps)) = rooms.get(at) {
            at += 1;
            for &next in &meetings {
                if self.world[here].1 >= self.world[next].0 {
                    continue;
                }
                for carrier in 0..self.spec.actors.len() {
                    if !self.there(here, carrier) || !self.there(next, carrier) {
                        continue;
                    }
                    let is_next = asked.through.get(stage) == Some(&carrier);
                    let room = (next, stage + usize::from(is_next), steps + 1);
                    if !rooms.contains(&room) {
                        rooms.push(room);
                    }
                }
            }
        }
        let ends = rooms.iter().filter(|&&(m, stage, steps)| {
            stage == asked.through.len()
                && steps <= asked.most
                && self.there(m, asked.to)
                && asked
                    .before
                    .is_none_or(|s| self.world[m].1 < self.world[s].0)
        });
        ends.map(|room| self.world[room.0].1).min()
    }

    fn holds(&self, asked: &Asked, (meetings, carriers): &Listed) -> bool {
        let last = *meetings.last().expect("a meeting");
        meetings.iter().all(|&m| self.happened(m))
            && asked
                .before
                .is_none_or(|s| self.happened(s) && self.world[last].1 < self.world[s].0)
            && self.there(meetings[0], asked.from)
            && self.there(last, asked.to)
            && meetings.windows(2).zip(carriers).all(|(pair, carriers)| {
                self.world[pair[0]].1 < self.world[pair[1]].0
                    && carriers
                        .iter()
                        .any(|&c| self.there(pair[0], c) && self.there(pair[1], c))
            })
    }
}

/// Judges in all worlds; `None` where that is too much work.
pub fn passed(spec: &Spec, worlds: &Worlds<'_>, asked: &Asked, paths: &[Listed]) -> Option<Passed> {
    let mut coins: Vec<Coin> = Vec::new();
    for (index, event) in spec.events.iter().enumerate() {
        let matters = event.kind == Kind::Meeting || asked.before == Some(index);
        if event.status == Status::Alleged && matters {
            coins.push(Coin::Happened(index));
        }
        for &(actor, presence) in &event.participants {
            let coin = Coin::There(index, actor);
            let sure = event.participants.contains(&(actor, Presence::Reported));
            if presence == Presence::Implied && !sure && !coins.contains(&coin) {
                coins.push(coin);
            }
        }
    }
    if coins.len() > MOST_COINS || worlds.len() << coins.len() > 60_000 {
        return None;
    }
    let (mut some, mut not_all, mut is_listed) = (false, false, true);
    let mut arrival: Option<(i64, i64)> = None;
    for world in worlds.iter() {
        for yes in 0..1usize << coins.len() {
            let toss = Toss {
                spec,
                world,
                coins: &coins,
                yes,
            };
            let first = toss.arrival(asked);
            let holding = paths.iter().filter(|path| toss.holds(asked, path));
            let ends = holding.map(|path| world[*path.0.last().expect("one")].1);
            is_listed &= ends.min() == first;
            match first {
                Some(end) => {
                    some = true;
                    let (least, most) = arrival.unwrap_or((end, end));
                    arrival = Some((least.min(end), most.max(end)));
                }
                None => not_all = true,
            }
        }
    }
    Some(Passed {
        verdict: Verdict::of(some, not_all),
        arrival,
        is_listed,
    })
}
