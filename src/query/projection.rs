//! Formulas that hold in several ways: certain only if in every world one of the ways does.

use super::certainty::Certainty;
use super::condition::Condition;
use super::decide::{Search, find_world};
use super::ground::Ground;
use super::joint::{Inequality, Scene};
use crate::timeline::Timeline;

/// One way in which something can hold: all these inequalities together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Way {
    pub(crate) steps: Vec<Inequality>,
    /// Whether it also needs something that every world may leave out: an alleged event, a presence
    /// that is only implied.
    pub(crate) open: bool,
}

/// A judgement, and whether it is settled: a possible answer that is not may be certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) certainty: Certainty,
    pub(crate) settled: bool,
}

impl Verdict {
    pub(crate) const IMPOSSIBLE: Verdict = Verdict {
        certainty: Certainty::Impossible,
        settled: true,
    };
    pub(crate) const POSSIBLE: Verdict = Verdict {
        certainty: Certainty::Possible,
        settled: true,
    };
    pub(crate) const CERTAIN: Verdict = Verdict {
        certainty: Certainty::Certain,
        settled: true,
    };
    /// At least possible, and perhaps certain.
    pub(crate) const UNSETTLED: Verdict = Verdict {
        certainty: Certainty::Possible,
        settled: false,
    };
}

/// How many steps the search for a world may take. Steps, not time, so that answers are the same on
/// every machine.
pub(crate) const BUDGET: u64 = 1_000_000;

/// How many ways a search for a counterexample may have.
const DEEPEST: usize = 500;

/// Judges "one of these ways holds".
///
/// Possible if one way has a world. Certain if one way holds in all worlds, or else if the denial of
/// all ways together has none. Exponential in the ways at worst; past the budget the answer is
/// possible and not settled.
pub(crate) fn judge(t: &Timeline, ways: &[Way], budget: u64) -> Verdict {
    let ways = reduce(ways);
    let possible = ways.iter().any(|way| has_world(t, way));
    if !possible {
        return Verdict::IMPOSSIBLE;
    }
    let mut base = Scene::new();
    let mut firm: Vec<&Way> = Vec::new();
    for way in ways.iter().filter(|w| !w.open) {
        if way.steps.iter().all(|&step| base.entails(t, step)) {
            return Verdict::CERTAIN;
        }
        if way.steps.iter().all(|&step| base.allows(t, step)) && has_world(t, way) {
            firm.push(way);
        }
    }
    if firm.is_empty() {
        return Verdict::POSSIBLE;
    }
    if firm.len() > DEEPEST {
        return Verdict::UNSETTLED;
    }
    let mut left = budget;
    let denied = firm
        .iter()
        .map(|way| Condition::steps(way.steps.iter().copied()).denial());
    match find_world(t, denied, &mut left) {
        Search::None => Verdict::CERTAIN,
        Search::Found(_) => Verdict::POSSIBLE,
        Search::Unsettled => Verdict::UNSETTLED,
    }
}

/// Judges a formula: possible if it has a world, certain if its denial has none.
pub(crate) fn judge_condition(g: &impl Ground, condition: &Condition, budget: u64) -> Verdict {
    // Of several ways each can be looked at by itself.
    let ways = match condition {
        Condition::Any(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut left = budget;
    let (mut possible, mut settled) = (false, true);
    for way in ways {
        match find_world(g, [way.clone()], &mut left) {
            Search::None => {}
            Search::Unsettled => settled = false,
            Search::Found(_) => {
                possible = true;
                break;
            }
        }
    }
    if !possible {
        // It may be impossible where the search was cut off: whoever asks is told.
        return if settled {
            Verdict::IMPOSSIBLE
        } else {
            Verdict::UNSETTLED
        };
    }
    let mut left = budget;
    match find_world(g, [condition.denial()], &mut left) {
        Search::None => Verdict::CERTAIN,
        Search::Found(_) => Verdict::POSSIBLE,
        Search::Unsettled => Verdict::UNSETTLED,
    }
}

/// The ways that count: each once, and none that needs more than another that needs nothing else.
fn reduce(ways: &[Way]) -> Vec<Way> {
    let free = |open: bool| ways.iter().any(|w| w.steps.is_empty() && (open || !w.open));
    let (firm, any) = (free(false), free(true));
    let mut seen = rustc_hash::FxHashSet::default();
    let counts = |way: &&Way| match (way.steps.is_empty(), way.open) {
        (true, false) => true,
        (true, true) => !firm,
        (false, true) => !any,
        (false, false) => !firm,
    };
    let kept = ways.iter().filter(counts);
    kept.filter(|way| seen.insert(*way)).cloned().collect()
}

pub(crate) fn has_world(t: &Timeline, way: &Way) -> bool {
    let mut scene = Scene::new();
    way.steps.iter().all(|&step| scene.assume(t, step))
}
