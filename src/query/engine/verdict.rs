//! How sure an answer is that holds in several ways.

use super::prepared::{Prepared, Rows};
use super::run::MOST;
use crate::query::condition::Condition;
use crate::query::decide::{Search, find_world};
use crate::query::projection::Verdict;

/// Judges "one of these bindings holds".
///
/// A binding that holds in all worlds decides; one whose parts can't exclude each other makes it
/// possible. Otherwise worlds are looked for: one in which some binding holds, and one in which none does.
pub(super) fn of_rows(prepared: &Prepared<'_>, rows: &Rows, group: &[u32]) -> Verdict {
    let tally = |at: &u32| rows.tally(*at as usize);
    if group.iter().any(|at| tally(at).is_certain()) {
        return Verdict::CERTAIN;
    }
    let mut possible = group.iter().any(|at| tally(at).is_possible());
    if group.len() == 1 && possible {
        return Verdict::POSSIBLE;
    }
    let t = prepared.t;
    let mut run = prepared.run();
    if let [at] = group
        && tally(at).is_open()
    {
        let mut left = prepared.budget;
        return match find_world(t, [run.condition_of(rows.row(*at as usize))], &mut left) {
            Search::None => Verdict::IMPOSSIBLE,
            Search::Found(_) => Verdict::POSSIBLE,
            Search::Unsettled => Verdict::UNSETTLED,
        };
    }
    let (mut complete, mut known) = (true, true);
    let mut kept: Vec<Condition> = Vec::new();
    // What is open of its own accord can be denied without regard to the rest, unless it is also denied.
    let denies = group.iter().any(|at| tally(at).denies());
    for (i, at) in group.iter().enumerate() {
        if i == MOST {
            complete = false;
            break;
        }
        let condition = run.condition_of(rows.row(*at as usize));
        let mut left = prepared.budget;
        let holds = if tally(at).is_possible() {
            true
        } else {
            match find_world(t, [condition.clone()], &mut left) {
                Search::None => continue,
                Search::Found(_) => true,
                Search::Unsettled => false,
            }
        };
        possible |= holds;
        known &= holds;
        if denies || !tally(at).is_deniable() {
            kept.push(condition);
        }
    }
    if !possible {
        return if complete && known {
            Verdict::IMPOSSIBLE
        } else {
            Verdict::UNSETTLED
        };
    }
    let mut left = prepared.budget;
    match find_world(t, kept.iter().map(Condition::denial), &mut left) {
        // Bindings that were left out could only add to it.
        Search::None => Verdict::CERTAIN,
        Search::Found(_) if complete => Verdict::POSSIBLE,
        Search::Found(_) | Search::Unsettled => Verdict::UNSETTLED,
    }
}
