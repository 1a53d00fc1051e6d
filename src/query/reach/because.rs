//! Why word passes, or does not.

use super::deny::{Denial, Pool};
use super::judge::Judged;
use super::listing::{Which, cut, ends, list};
use super::quest::Quest;
use super::route::Route;
use crate::query::certainty::Certainty;
use crate::query::condition::{Coin, Condition};
use crate::query::decide::{Search, find_world};
use crate::query::engine::Refuted;
use crate::query::ground::Ground;
use crate::query::reason::Explanation;
use crate::query::witness::Witness;

/// How many paths a reason weighs that times rule out: with fewer claims they could hold.
const RULED_OUT: usize = 200;

/// How many first meetings of paths a reason for an impossible answer weighs.
const CUT: usize = 2_000;

/// How many steps go into finding such paths.
const STEPS: u64 = 100_000;

/// The claims of an answer, its paths, and worlds.
pub(super) fn explain(q: &Quest<'_>, judged: &Judged) -> Explanation {
    let mut explanation = Explanation::of(q.sentence(), judged.verdict.certainty);
    match judged.verdict.certainty {
        Certainty::Certain => entail(q, judged, &mut explanation),
        Certainty::Possible => show(q, judged, &mut explanation),
        Certainty::Impossible => forbid(q, &mut explanation),
    }
    explanation
}

/// Whether in every world on some ground one of some paths holds.
fn covers(q: &Quest<'_>, ground: &impl Ground, routes: &[Route]) -> bool {
    let mut left = q.budget;
    let denials = routes.iter().map(|route| route.condition(q).denial());
    find_world(ground, denials, &mut left).is_none()
}

fn denial(q: &Quest<'_>, routes: &[Route]) -> Condition {
    Condition::All(routes.iter().map(|r| r.condition(q).denial()).collect())
}

fn entail(q: &Quest<'_>, judged: &Judged, explanation: &mut Explanation) {
    // Those that decide by themselves: one path, or some that cover all worlds.
    let sure = judged.route.iter().find(|route| route.is_sure(q));
    let decisive = match sure {
        Some(route) => vec![route.clone()],
        None => {
            let mut pool = Pool::default();
            let mut left = q.budget;
            pool.deny(q, None, None, &mut left);
            pool.routes
        }
    };
    let recorded = list(q, Which::Recorded, RULED_OUT, STEPS);
    let mut routes = if recorded.is_complete {
        recorded.routes
    } else {
        decisive.clone()
    };
    let mut refuted = Refuted::new(q.t, vec![denial(q, &routes)], q.budget);
    let mut claims = refuted.claims();
    if !refuted.is_enough(&claims) {
        routes = decisive;
        refuted = Refuted::new(q.t, vec![denial(q, &routes)], q.budget);
        claims = refuted.claims();
    }
    if let Some(ground) = refuted.ground(|c| claims.binary_search(&c).is_ok()) {
        let alone = routes
            .iter()
            .find(|route| covers(q, &ground, std::slice::from_ref(*route)));
        let mut cover = match alone {
            Some(route) => vec![route.clone()],
            None => routes,
        };
        let mut at = cover.len();
        while at > 0 && cover.len() > 1 {
            at -= 1;
            let one = cover.remove(at);
            if !covers(q, &ground, &cover) {
                cover.insert(at, one);
            }
        }
        tell(q, &cover, explanation);
    }
    explanation.prove(refuted.proof(&claims));
}

fn forbid(q: &Quest<'_>, explanation: &mut Explanation) {
    if !q.is_askable() {
        let missing = q.before.iter().filter(|&&s| !q.t.is_matched(s));
        let caveats = missing.map(|&s| {
            let status = q.t.status(s);
            format!("{:?} is on record as {status}", q.t.event_key(s))
        });
        explanation.caveat(caveats.collect());
    }
    match ruled_out(q) {
        Some(formulas) => {
            let refuted = Refuted::new(q.t, formulas, q.budget);
            explanation.prove(refuted.proof(&refuted.claims()));
        }
        None => {
            let caveat = "there are too many paths to give the claims that rule out each";
            explanation.caveat(vec![caveat.to_string()]);
        }
    }
}

/// Formulas none of which has a world, while every path would need one of them; `None` where they are too
/// many.
fn ruled_out(q: &Quest<'_>) -> Option<Vec<Condition>> {
    if !q.is_askable() {
        return Some(Vec::new());
    }
    let recorded = list(q, Which::Recorded, RULED_OUT, STEPS);
    if recorded.is_complete {
        return Some(recorded.routes.iter().map(|r| r.timing(q)).collect());
    }
    ends(q, CUT).or_else(|| cut(q, CUT, STEPS))
}

fn show(q: &Quest<'_>, judged: &Judged, explanation: &mut Explanation) {
    let shown: Vec<Route> = judged.route.iter().cloned().collect();
    let events: Vec<u32> = shown
        .iter()
        .flat_map(|route| &route.meetings)
        .chain(&q.before)
        .copied()
        .collect();
    explanation.doubt(q.t.doubtful_claims(&events));
    tell(q, &shown, explanation);
    let mut coins: Vec<Coin> = Vec::new();
    for route in &shown {
        let condition = route.condition(q);
        coins.extend(condition.coins());
        let mut left = q.budget;
        if let Search::Found(model) = find_world(q.t, [condition], &mut left) {
            explanation.witness(Witness::of(q.t, *model, &events, true));
        }
    }
    if judged.verdict.settled {
        fail(q, &events, explanation);
    } else {
        let caveat = "the search was cut off, so that more may be known";
        explanation.caveat(vec![caveat.to_string()]);
    }
    coins.sort_unstable();
    coins.dedup();
    explanation.caveat(coins.iter().map(|coin| caveat(q, coin)).collect());
}

/// A world in which word does not pass, that is easy to read where not too many paths have to be denied.
fn fail(q: &Quest<'_>, events: &[u32], explanation: &mut Explanation) {
    let listing = list(q, Which::Possible, RULED_OUT, STEPS);
    if listing.is_complete {
        let mut left = q.budget;
        let denials = listing.routes.iter().map(|r| r.condition(q).denial());
        if let Search::Found(model) = find_world(q.t, denials, &mut left) {
            explanation.witness(Witness::of(q.t, *model, events, false));
        }
        return;
    }
    let mut left = q.budget;
    if let Denial::World(mut world) = Pool::default().deny(q, None, None, &mut left) {
        for &event in events {
            world.fix(q.t, event);
        }
        let model = world.into_model();
        explanation.witness(Witness::of(q.t, model, events, false));
    }
}

fn tell(q: &Quest<'_>, routes: &[Route], explanation: &mut Explanation) {
    for route in routes {
        explanation.way(q.tell(route));
        for &meeting in &route.meetings {
            explanation.record(q.t.tell_record(meeting));
        }
    }
}

fn caveat(q: &Quest<'_>, coin: &Coin) -> String {
    match coin {
        Coin::Happened(event) => format!("{:?} is only alleged", q.t.event_key(*event)),
        Coin::Present(event, actor) => format!(
            "that {} was at {:?} is only implied",
            q.t.store().actor_name(*actor),
            q.t.event_key(*event)
        ),
    }
}
