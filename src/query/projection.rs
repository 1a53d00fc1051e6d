//! Formulas that hold in several ways: certain only if in every world one of the ways does.

use super::certainty::Certainty;
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

/// How many steps the search for a counterexample may take. Steps, not time, so that answers are
/// the same on every machine.
pub(crate) const BUDGET: u64 = 1_000_000;

/// How many ways a search for a counterexample may have.
const DEEPEST: usize = 500;

/// Judges "one of these ways holds".
///
/// Possible if one way has a world. Certain if one way holds in all worlds, or else if the denial of
/// all ways together has none: each way is denied by denying one of its inequalities, those before
/// it being kept, so that the branches don't overlap. Exponential in the ways at worst; past the
/// budget the answer is possible and not settled.
pub(crate) fn judge(t: &Timeline, ways: &[Way], budget: u64) -> Verdict {
    let ways = reduce(ways);
    let possible = ways.iter().any(|way| has_world(t, way));
    if !possible {
        return Verdict {
            certainty: Certainty::Impossible,
            settled: true,
        };
    }
    let mut firm: Vec<&[Inequality]> = Vec::new();
    let mut base = Scene::new();
    for way in ways.iter().filter(|w| !w.open) {
        if way.steps.iter().all(|&step| base.entails(t, step)) {
            return Verdict {
                certainty: Certainty::Certain,
                settled: true,
            };
        }
        if way.steps.iter().all(|&step| base.allows(t, step)) && has_world(t, way) {
            firm.push(&way.steps);
        }
    }
    // The search is as deep as there are ways; so many are not worth a stack.
    let mut left = if firm.len() > DEEPEST { 0 } else { budget };
    let certain = !firm.is_empty() && left > 0 && !deny(t, &base, &firm, &mut left);
    let settled = left > 0 || firm.is_empty();
    Verdict {
        certainty: Certainty::of(true, certain && settled),
        settled,
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

/// Whether some world of the scene denies all ways.
fn deny(t: &Timeline, scene: &Scene, ways: &[&[Inequality]], left: &mut u64) -> bool {
    let Some((way, rest)) = ways.split_first() else {
        return true;
    };
    let mut kept = scene.clone();
    for &step in *way {
        if *left == 0 {
            return false;
        }
        *left -= 1;
        let mut denied = kept.clone();
        if denied.assume(t, step.denial()) && deny(t, &denied, rest, left) {
            return true;
        }
        if !kept.assume(t, step) {
            // The way can't hold any further here: what was denied above covers all of it.
            return false;
        }
    }
    false
}
