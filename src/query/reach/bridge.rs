//! A path between two actors, looked for from both ends.

use super::quest::Quest;
use super::route::Route;
use super::spread::{Label, NONE, News, Spread};
use super::view::{START, View};

/// A path from the sender to the receiver that holds in a reading of the timeline and arrives before a
/// tick, where that is given; `None` where there is none.
///
/// Two searches, from the sender onwards and from the receiver back, take turns, whichever has looked at
/// less; a path is found where they meet in one actor. There is none if one of them has seen all there is, or
/// if they have passed each other in time. For let the one have gone up to a tick and the other down to an
/// earlier one, and take any path and the last of its meetings to which the first search was on its way: the next
/// meeting begins later than the second search has come, which therefore knows it; so it is enough to let the first
/// search arrive where it was on its way to.
///
/// Where no path is found in the reading [`View::Could`] no world has one; but of a path that is
/// found claims may still keep the meetings from following each other.
pub(super) fn path(q: &Quest<'_>, view: View<'_>, below: Option<i128>) -> Option<Route> {
    let mut sides = [false, true].map(|back| Spread::new(q, view, back, below));
    let mut passed = false;
    loop {
        for side in 0..2 {
            for news in sides[side].news() {
                if let Some(found) = meet(q, &sides, side, news) {
                    return Some(found.shortened(q));
                }
            }
        }
        if !passed {
            let (ahead, behind) = (sides[0].frontier()?, sides[1].frontier()?);
            if ahead > -behind {
                sides[0].stop_walking();
                passed = true;
            }
        }
        let side = usize::from(!passed && sides[1].spent < sides[0].spent);
        if !sides[side].advance() {
            return None;
        }
    }
}

/// How many meetings are looked at from the sender alone, before both ends are searched from.
const AHEAD: u64 = 3_000;

/// The path that arrives first in a reading of the timeline, and when.
///
/// The search from the sender meets those first who know first. Where that does not lead to the receiver
/// soon, one path after the other is looked for that arrives before the last.
pub(super) fn earliest(q: &Quest<'_>, view: View<'_>) -> Option<(Route, i128)> {
    let mut ahead = Spread::new(q, view, false, None);
    while ahead.spent < AHEAD {
        for news in ahead.news() {
            if let News::Last(number) = news {
                let at = ahead.labels[number as usize].at;
                let (mut meetings, mut carriers) = ahead.trail(number);
                meetings.reverse();
                carriers.reverse();
                return Some((Route::carried(q, meetings, &carriers), at));
            }
        }
        if !ahead.advance() {
            return None;
        }
    }
    let mut best: Option<(Route, i128)> = None;
    while let Some(route) = path(q, view, best.as_ref().map(|b| b.1)) {
        let after = |at: Option<i128>, &meeting: &u32| view.pass(q, meeting, at?, false);
        let Some(at) = route.meetings.iter().fold(Some(START), after) else {
            return best;
        };
        if best.as_ref().is_some_and(|best| at >= best.1) {
            return best;
        }
        best = Some((route, at));
    }
    best
}

fn meet(q: &Quest<'_>, sides: &[Spread<'_, '_>; 2], side: usize, news: News) -> Option<Route> {
    let (actor, number) = match news {
        News::Last(number) if side == 0 => return Some(join(q, sides, number, None, None)),
        News::Last(number) => return Some(join(q, sides, NONE, None, Some(number))),
        News::Known(actor, number) => (actor, number),
    };
    let (own, other) = (&sides[side], &sides[1 - side]);
    let label = own.labels[number as usize];
    for stage in 0..=q.stages() {
        for &candidate in other.known(actor, stage) {
            let far = other.labels[candidate as usize];
            let (ahead, behind) = if side == 0 {
                ((number, label), (candidate, far))
            } else {
                ((candidate, far), (number, label))
            };
            if fits(q, sides, actor, ahead.1, behind.1) {
                return Some(join(q, sides, ahead.0, Some(actor), Some(behind.0)));
            }
        }
    }
    None
}

/// Whether the word that an actor has by one label can go on by another.
fn fits(
    q: &Quest<'_>,
    sides: &[Spread<'_, '_>; 2],
    actor: u32,
    ahead: Label,
    behind: Label,
) -> bool {
    // Somebody cannot be a carrier from a meeting to itself, and without any meeting nothing passes.
    if ahead.meeting == behind.meeting {
        return false;
    }
    let stage = if behind.meeting == NONE {
        ahead.stage
    } else {
        sides[0].carried(ahead, actor)
    };
    let steps = ahead.steps.checked_add(behind.steps);
    stage + behind.stage >= q.stages()
        && steps.is_some_and(|steps| steps <= q.most)
        && ahead.at < -behind.at
}

/// The path along a label of either search, with the one who takes word from the one to the other.
fn join(
    q: &Quest<'_>,
    sides: &[Spread<'_, '_>; 2],
    ahead: u32,
    actor: Option<u32>,
    behind: Option<u32>,
) -> Route {
    let (mut meetings, mut carriers) = sides[0].trail(ahead);
    meetings.reverse();
    carriers.reverse();
    let (later, others) = behind.map_or_else(Default::default, |label| sides[1].trail(label));
    if !meetings.is_empty() && !later.is_empty() {
        carriers.extend(actor);
    }
    meetings.extend(later);
    carriers.extend(others);
    Route::carried(q, meetings, &carriers)
}
