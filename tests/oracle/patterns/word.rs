//! How word passes from one actor to another, from meeting to meeting, before some event.
//!
//! It passes along meetings `m1` to `mk`, at most four, if the one who sends it is at `m1`, the one who gets it at
//! `mk`, every meeting and the next share a participant, each is before the next, and the last is before the
//! event. Alleged meetings, an alleged event, and implied presences of those who carry the word are open in
//! every world.

use super::formula::{Formula, Leaf};
use super::matching::Records;
use crate::oracle::judge::Verdict;
use crate::oracle::relation::{BEFORE, Gap, Span};
use crate::oracle::spec::{Kind, Spec};
use crate::oracle::worlds::Worlds;

/// The most meetings on a way.
pub const LONGEST: usize = 4;
/// The most coins that are all tossed.
const MOST_COINS: usize = 12;

/// One way for word to pass: the meetings in turn, and what is open about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    pub meetings: Vec<usize>,
    pub coins: Vec<Leaf>,
}

/// What becomes of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passed {
    /// Whether some way holds.
    pub verdict: Verdict,
    /// Over the worlds in which it passes, the least and the greatest end of the last meeting of the way
    /// by which it arrives first.
    pub arrival: Option<(i64, i64)>,
}

/// All ways that the records allow, whatever the times.
pub fn ways(spec: &Spec, from: usize, to: usize, event: usize) -> Vec<Way> {
    let records = Records::new(spec);
    let coin = |formula: Formula| -> Option<Vec<Leaf>> {
        match formula {
            Formula::True => Some(Vec::new()),
            Formula::False => None,
            Formula::Leaf(leaf) => Some(vec![records.leaves.borrow()[leaf].clone()]),
            other => panic!("a fact or a coin, not {other:?}"),
        }
    };
    let present = |meeting: usize, actor: usize| coin(records.present(meeting, actor));
    let Some(heard) = coin(records.takes_place(event, &[])) else {
        return Vec::new();
    };
    let meetings: Vec<(usize, Vec<Leaf>)> = (0..spec.events.len())
        .filter(|&e| spec.events[e].kind == Kind::Meeting && e != event)
        .filter_map(|e| Some((e, coin(records.takes_place(e, &[]))?)))
        .collect();
    let mut found: Vec<Way> = Vec::new();
    // The meetings so far, who carries the word into the last of them, and what is open.
    let mut open = Vec::new();
    for (first, own) in &meetings {
        if let Some(there) = present(*first, from) {
            let coins = [heard.clone(), own.clone(), there].concat();
            open.push((vec![*first], coins));
        }
    }
    while let Some((passed, coins)) = open.pop() {
        let here = *passed.last().expect("a first meeting");
        if let Some(there) = present(here, to) {
            let mut coins = [coins.clone(), there].concat();
            coins.sort_by_key(|coin| format!("{coin:?}"));
            coins.dedup();
            let way = Way {
                meetings: passed.clone(),
                coins,
            };
            if !found.contains(&way) {
                found.push(way);
            }
        }
        if passed.len() == LONGEST {
            continue;
        }
        for (next, own) in meetings.iter().filter(|(next, _)| !passed.contains(next)) {
            for carrier in 0..spec.actors.len() {
                if let (Some(here), Some(there)) = (present(here, carrier), present(*next, carrier))
                {
                    let passed = passed.iter().copied().chain([*next]).collect();
                    open.push((passed, [coins.clone(), own.clone(), here, there].concat()));
                }
            }
        }
    }
    found
}

/// The formula that some way holds, over the leaves that come with it.
pub fn formula(ways: &[Way], event: usize) -> (Vec<Leaf>, Formula) {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut number = |leaf: &Leaf| {
        let place = leaves.iter().position(|l| l == leaf).unwrap_or_else(|| {
            leaves.push(leaf.clone());
            leaves.len() - 1
        });
        Formula::Leaf(place)
    };
    let mut any = Vec::new();
    for way in ways {
        let mut parts: Vec<Formula> = way.coins.iter().map(&mut number).collect();
        let next = way.meetings[1..].iter().chain([&event]);
        for (&left, &right) in way.meetings.iter().zip(next) {
            parts.push(number(&Leaf::Relation {
                left,
                is: 1 << BEFORE,
                right,
                gap: Gap::NONE,
            }));
        }
        any.push(Formula::all(parts));
    }
    let formula = Formula::any(any);
    (leaves, formula)
}

/// What becomes of word in all worlds, each with every choice of what is open; `None` if that is too much
/// work.
pub fn passed(
    spec: &Spec,
    worlds: &Worlds<'_>,
    from: usize,
    to: usize,
    event: usize,
) -> Option<Passed> {
    let ways = ways(spec, from, to, event);
    let mut coins: Vec<&Leaf> = Vec::new();
    for coin in ways.iter().flat_map(|way| &way.coins) {
        if !coins.contains(&coin) {
            coins.push(coin);
        }
    }
    if coins.len() > MOST_COINS {
        return None;
    }
    let bit = |coin: &Leaf| 1u32 << coins.iter().position(|c| *c == coin).expect("listed");
    let needs: Vec<u32> = ways
        .iter()
        .map(|way| way.coins.iter().fold(0, |set, coin| set | bit(coin)))
        .collect();
    let (mut some, mut not_all) = (false, false);
    let mut arrival: Option<(i64, i64)> = None;
    for world in worlds.iter() {
        let holding: Vec<(u32, i64)> = ways
            .iter()
            .zip(&needs)
            .filter(|(way, _)| in_time(&way.meetings, event, world))
            .map(|(way, &needs)| (needs, world[*way.meetings.last().expect("one")].1))
            .collect();
        // Only the coins that these ways need make a difference here.
        let all = holding.iter().fold(0, |set, (needs, _)| set | needs);
        let mut yes = all;
        loop {
            let ends = holding
                .iter()
                .filter(|(needs, _)| needs & !yes == 0)
                .map(|(_, end)| *end);
            match ends.min() {
                Some(end) => {
                    some = true;
                    let (least, greatest) = arrival.unwrap_or((end, end));
                    arrival = Some((least.min(end), greatest.max(end)));
                }
                None => not_all = true,
            }
            if yes == 0 {
                break;
            }
            yes = (yes - 1) & all;
        }
    }
    Some(Passed {
        verdict: Verdict::of(some, not_all),
        arrival,
    })
}

/// Whether each meeting is before the next, and the last before the event.
fn in_time(meetings: &[usize], event: usize, world: &[Span]) -> bool {
    let next = meetings[1..].iter().chain([&event]);
    meetings
        .iter()
        .zip(next)
        .all(|(&one, &other)| world[one].1 < world[other].0)
}
