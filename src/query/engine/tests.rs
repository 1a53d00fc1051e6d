//! The planner against all orders of the variables, on random patterns.

use super::prepared::Prepared;
use super::resolved::Slot;
use crate::model::{Actor, Link, LinkKind, Meeting, Statement};
use crate::query::pattern::Pattern;
use crate::query::projection::BUDGET;
use crate::timeline::Timeline;
use std::ops::ControlFlow;

struct Rng(u64);

impl Rng {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }

    /// A number below `n`, small ones far more often.
    fn skewed(&mut self, n: usize) -> usize {
        let top = self.below(n) + 1;
        let cut = 1 + self.below(n);
        self.below(top.min(cut))
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const PEOPLE: usize = 40;
const PLACES: [&str; 4] = ["Geneva", "Vienna", "Doha", "Oslo"];
const TOPICS: [&str; 4] = ["trade", "arms", "gas", "grain"];

/// Events of two years and of actors of skewed activity.
fn timeline(rng: &mut Rng, events: usize) -> Timeline {
    let mut t = Timeline::builder();
    for i in 0..PEOPLE {
        t.add(Actor::person(format!("a{i}"), format!("Actor {i}")));
    }
    for i in 0..events {
        let day = format!(
            "202{}-{:02}-{:02}",
            rng.below(2),
            1 + rng.below(12),
            1 + rng.below(28)
        );
        let (a, b) = (rng.skewed(PEOPLE), rng.below(PEOPLE));
        let topic = rng.pick(&TOPICS);
        if rng.below(2) == 0 {
            let pair = if a == b { vec![a] } else { vec![a, b] };
            let pair = pair.into_iter().map(|p| format!("a{p}"));
            let place = rng.pick(&PLACES);
            t.add(
                Meeting::new(format!("e{i}"))
                    .between(pair)
                    .at(place)
                    .topic(topic)
                    .on(day),
            );
        } else {
            let mut statement = Statement::new(format!("e{i}"))
                .by(format!("a{a}"))
                .topic(topic);
            if i > 0 && rng.below(3) == 0 {
                let to = format!("e{}", rng.below(i));
                statement.common.links.push(Link::new(LinkKind::Quotes, to));
            }
            t.add(statement.on(day));
        }
    }
    t.build().expect("sound")
}

/// Up to three events and the actors in them, tied together in some way.
fn pattern(rng: &mut Rng) -> Pattern {
    let events = 1 + rng.below(3);
    let mut atoms = Vec::new();
    let actor = |rng: &mut Rng| match rng.below(3) {
        0 => format!("a{}", rng.skewed(PEOPLE)),
        _ => format!("?p{}", rng.below(2)),
    };
    for e in 0..events {
        let mut atom = match rng.below(3) {
            0 => format!("statement ?e{e} by {}", actor(rng)),
            _ => format!("meeting ?e{e} with {}", actor(rng)),
        };
        match rng.below(5) {
            0 => atom += &format!(" about {}", rng.pick(&TOPICS)),
            1 if atom.starts_with("meeting") => atom += &format!(" at {}", rng.pick(&PLACES)),
            2 => atom += &format!(" in 2020-{:02}", 1 + rng.below(12)),
            _ => {}
        }
        atoms.push(atom);
        if e > 0 {
            let before = rng.below(e);
            atoms.push(match rng.below(4) {
                0 => format!("?e{e} quotes ?e{before}"),
                1 => format!("?e{before} before ?e{e} within {}d", 1 + rng.below(20)),
                2 => format!("?e{before} same_day ?e{e}"),
                _ => format!("?e{before} before ?e{e}"),
            });
        }
    }
    let text = format!("find count where {}", atoms.join(" and "));
    text.parse().expect("a pattern")
}

fn orders(slots: &[Slot]) -> Vec<Vec<Slot>> {
    let [first, rest @ ..] = slots else {
        return vec![Vec::new()];
    };
    let mut all = Vec::new();
    for order in orders(rest) {
        for at in 0..=order.len() {
            let mut next = order.clone();
            next.insert(at, *first);
            all.push(next);
        }
    }
    all
}

#[test]
fn the_planner_visits_at_most_thrice_the_rows_of_the_best_order() {
    let seed = std::env::var("DEMARCHE_SEEDS")
        .ok()
        .and_then(|s| s.parse().ok());
    let mut rng = Rng(seed.unwrap_or(11));
    let t = timeline(&mut rng, 80);
    let mut worst = (0.0f64, String::new());
    let mut tried = 0;
    while tried < 200 {
        let pattern = pattern(&mut rng);
        let prepared = Prepared::new(&t, &pattern, BUDGET).expect("sound");
        let mut run = prepared.run();
        let mut rows = 0u64;
        let _ = run.walk(&mut |_, _| {
            rows += 1;
            ControlFlow::Continue(())
        });
        let planned = run.visited;
        if planned > 3_000 {
            // All orders of so long a walk take too long.
            continue;
        }
        tried += 1;
        let mut best = u64::MAX;
        for order in orders(&prepared.resolved.top.own) {
            let mut run = prepared.run().in_order(&order);
            let mut found = 0u64;
            let _ = run.walk(&mut |_, _| {
                found += 1;
                ControlFlow::Continue(())
            });
            assert_eq!(found, rows, "{pattern:?} in order {order:?}");
            best = best.min(run.visited);
        }
        // A handful of rows more is no matter of order.
        let ratio = planned as f64 / best.max(4) as f64;
        if ratio > worst.0 {
            worst = (
                ratio,
                format!("{pattern}: {planned} rows, {best} in the best order"),
            );
        }
    }
    assert!(worst.0 <= 3.0, "{}: {}", worst.0, worst.1);
}
