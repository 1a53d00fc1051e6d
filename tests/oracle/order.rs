//! Checks of an order of events, its cuts and its sections, given what is certain.
//!
//! They take only two things from an oracle: the matrix "begins before in all worlds", and the latest ticks
//! of both ends. Cuts and sections are computed straight from their definition, over every pair across a
//! place in the order.

use std::cmp::Ordering;

use super::judge::Judge;
use super::spec::Spec;

/// For every two events, whether the first begins before the second in all worlds.
pub type Sure = Vec<Vec<bool>>;

/// The matrix of what certainly begins before what.
pub fn sure(judge: &impl Judge, events: usize) -> Sure {
    (0..events)
        .map(|x| {
            (0..events)
                .map(|y| x != y && judge.begins_before(x, y))
                .collect()
        })
        .collect()
}

/// Whether every event comes once, and none before one that certainly begins before it.
///
/// # Errors
///
/// Says which two events are the wrong way round.
pub fn check_extends(order: &[usize], sure: &Sure) -> Result<(), String> {
    let mut sorted = order.to_vec();
    sorted.sort_unstable();
    if sorted != (0..sure.len()).collect::<Vec<_>>() {
        return Err(format!("{order:?} is not every event once"));
    }
    for (place, &later) in order.iter().enumerate() {
        if let Some(earlier) = order[place + 1..]
            .iter()
            .find(|&&earlier| sure[earlier][later])
        {
            return Err(format!(
                "event {earlier} begins before event {later} in all worlds"
            ));
        }
    }
    Ok(())
}

/// Whether the order is by latest beginning (none last), then latest end (none last), then id, as far as
/// there are latest beginnings; those without are checked by [`check_extends`] alone.
///
/// # Errors
///
/// Says which two neighbours are the wrong way round.
pub fn check_sorted(order: &[usize], judge: &impl Judge, spec: &Spec) -> Result<(), String> {
    // `None` last, which is not how options compare.
    let none_last = |a: Option<i64>, b: Option<i64>| match (a, b) {
        (None, None) => Ordering::Equal,
        (None, _) => Ordering::Greater,
        (_, None) => Ordering::Less,
        (a, b) => a.cmp(&b),
    };
    for pair in order.windows(2) {
        let [[a_begin, a_end], [b_begin, b_end]] = [judge.windows(pair[0]), judge.windows(pair[1])];
        let right = match none_last(a_begin.1, b_begin.1) {
            Ordering::Less => true,
            Ordering::Greater => false,
            Ordering::Equal if a_begin.1.is_none() => true,
            Ordering::Equal => {
                let ids = || spec.events[pair[0]].id.cmp(&spec.events[pair[1]].id);
                none_last(a_end.1, b_end.1).then_with(ids) == Ordering::Less
            }
        };
        if !right {
            return Err(format!(
                "events {} and {} are the wrong way round",
                pair[0], pair[1]
            ));
        }
    }
    Ok(())
}

/// The places in the order at which there is a cut: `k` says that the first `k` events certainly begin
/// before all the others.
pub fn cuts(order: &[usize], sure: &Sure) -> Vec<usize> {
    let all_before = |k: &usize| {
        order[..*k]
            .iter()
            .all(|&x| order[*k..].iter().all(|&y| sure[x][y]))
    };
    (1..order.len()).filter(all_before).collect()
}

/// The section of each event in the order, counted from one, and whether it is determinate.
pub fn sections(order: &[usize], sure: &Sure) -> Vec<(u32, bool)> {
    let mut edges = cuts(order, sure);
    edges.insert(0, 0);
    edges.push(order.len());
    let mut sections: Vec<(u32, bool)> = Vec::new();
    for piece in edges.windows(2) {
        let single = piece[1] - piece[0] == 1;
        let number = match sections.last() {
            None => 1,
            Some(&(number, true)) if single => number,
            Some(&(number, _)) => number + 1,
        };
        sections.extend((piece[0]..piece[1]).map(|_| (number, single)));
    }
    sections
}

/// Checks an engine's order and sections, given as event, section number and determinate in order.
///
/// # Errors
///
/// Says what is wrong with the first thing that is.
pub fn check(listed: &[(usize, u32, bool)], judge: &impl Judge, spec: &Spec) -> Result<(), String> {
    let order: Vec<usize> = listed.iter().map(|&(event, _, _)| event).collect();
    let sure = sure(judge, spec.events.len());
    check_extends(&order, &sure)?;
    check_sorted(&order, judge, spec)?;
    let expected = sections(&order, &sure);
    let given: Vec<(u32, bool)> = listed
        .iter()
        .map(|&(_, section, determinate)| (section, determinate))
        .collect();
    if expected == given {
        Ok(())
    } else {
        Err(format!("sections {given:?}, should be {expected:?}"))
    }
}
