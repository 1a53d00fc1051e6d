//! The last or first answers of each world.

use super::prepared::{Prepared, Rows, Shape};
use super::resolved::{Slot, point};
use super::run::MOST;
use crate::query::condition::Condition;
use crate::query::joint::Inequality;
use crate::query::projection::{Verdict, judge_condition};
use crate::timeline::{Moment, Timeline};
use rustc_hash::{FxHashMap, FxHashSet};

/// How many bindings of rivals are weighed for one answer.
const WEIGHED: usize = 20_000;

/// Which answers, how many, and by which event.
type Wanted = (bool, usize, Slot);

/// The end by which events are compared, on a line that is mirrored for the first: its least and
/// greatest place.
fn place(t: &Timeline, event: u32, last: bool) -> (i128, i128) {
    if last {
        t.bounds(Moment::end(event))
    } else {
        let (lo, hi) = t.bounds(Moment::begin(event));
        (-hi, -lo)
    }
}

/// "One event is later than another", or earlier where the first ones are wanted.
fn beyond(event: u32, than: u32, last: bool) -> Condition {
    let (a, b) = (point(event, last), point(than, last));
    // Later: `than - event <= -1`.
    let step = if last {
        Inequality::new(a, b, -1)
    } else {
        Inequality::new(b, a, -1)
    };
    Condition::Step(step)
}

/// The answers and how sure they are, sorted.
pub(super) fn answers(prepared: &Prepared<'_>) -> Vec<(Vec<u32>, Verdict)> {
    let Shape::Extreme { last, n, by } = prepared.shape else {
        return Vec::new();
    };
    let t = prepared.t;
    let mut run = prepared.run();
    let rows = prepared.rows(&mut run);
    // How sure it is of each event that it is one of those compared.
    let by_event = prepared.sorted(&rows, &[by]);
    let mut events: Vec<(u32, Verdict, Vec<u32>)> = Vec::new();
    for group in prepared.groups(&rows, &by_event, &[by]) {
        let event = rows.row(group[0] as usize)[by as usize];
        let verdict = prepared.verdict(&rows, group);
        events.push((event, verdict, group.to_vec()));
    }
    // So many are surely there and surely no earlier than this: what surely is, is out.
    let sure = events.iter().filter(|e| e.1 == Verdict::CERTAIN);
    let mut floors: Vec<i128> = sure.map(|e| place(t, e.0, last).0).collect();
    floors.sort_unstable_by(|a, b| b.cmp(a));
    let floor = floors.get(n.saturating_sub(1)).copied();
    events.retain(|e| floor.is_none_or(|floor| place(t, e.0, last).1 >= floor));
    let in_reach: FxHashSet<u32> = events.iter().map(|e| e.0).collect();
    let mut conditions: FxHashMap<u32, Vec<Condition>> = FxHashMap::default();
    for (event, _, group) in &events {
        let of = |at: &u32| run.condition_of(rows.row(*at as usize));
        conditions.insert(*event, group.iter().take(MOST).map(of).collect());
    }
    let order = prepared.sorted(&rows, &prepared.wanted);
    let mut found = Vec::new();
    for group in prepared.groups(&rows, &order, &prepared.wanted) {
        let kept: Vec<u32> = group
            .iter()
            .copied()
            .filter(|&at| in_reach.contains(&rows.row(at as usize)[by as usize]))
            .collect();
        let Some(&first) = kept.first() else {
            continue;
        };
        let key = prepared.key_of(rows.row(first as usize));
        let verdict = judge(prepared, &rows, &kept, &events, &conditions);
        if verdict.certainty > crate::query::Certainty::Impossible {
            found.push((key, verdict));
        }
    }
    found
}

fn judge(
    prepared: &Prepared<'_>,
    rows: &Rows,
    group: &[u32],
    events: &[(u32, Verdict, Vec<u32>)],
    conditions: &FxHashMap<u32, Vec<Condition>>,
) -> Verdict {
    let Shape::Extreme { last, n, by } = prepared.shape else {
        return Verdict::IMPOSSIBLE;
    };
    let t = prepared.t;
    let event_of = |at: u32| rows.row(at as usize)[by as usize];
    // Only those count that can be beyond it.
    let rivals = |event: u32| {
        let lo = place(t, event, last).0;
        let all = events.iter().map(|e| e.0);
        all.filter(move |&e| e != event && place(t, e, last).1 > lo)
    };
    if group.iter().all(|&at| rivals(event_of(at)).count() < n) {
        return prepared.verdict(rows, group);
    }
    if let Some(verdict) = of_sure_ones(prepared, rows, group, events) {
        return verdict;
    }
    let bindings_of = |event: u32| conditions.get(&event).map_or(0, Vec::len);
    let size: usize = group
        .iter()
        .flat_map(|&at| rivals(event_of(at)))
        .map(bindings_of)
        .sum();
    if size > WEIGHED {
        return Verdict::UNSETTLED;
    }
    let mut complete = group.len() <= MOST;
    let mut run = prepared.run();
    let mut ways = Vec::new();
    for &at in group.iter().take(MOST) {
        let event = event_of(at);
        let mut ahead = Vec::new();
        for rival in rivals(event) {
            let bindings = conditions.get(&rival).cloned().unwrap_or_default();
            complete &= bindings.len() < MOST;
            ahead.push(Condition::All(vec![
                Condition::Any(bindings),
                beyond(rival, event, last),
            ]));
        }
        ways.push(Condition::All(vec![
            run.condition_of(rows.row(at as usize)),
            Condition::AtLeast(n, ahead).denial(),
        ]));
    }
    let verdict = judge_condition(t, &Condition::Any(ways), prepared.budget);
    if complete {
        verdict
    } else {
        Verdict::UNSETTLED
    }
}

/// The same where nothing is open but times: the answer has one event, it is surely an answer, and so
/// are all that can be beyond its event.
///
/// What is asked then bounds the ends of others by that of one event, all on the same side. A negative
/// cycle passes that end once, hence has one such bound on it: whether each can hold is all there is to
/// know. `O(r)` distances for `r` rivals.
fn of_sure_ones(
    prepared: &Prepared<'_>,
    rows: &Rows,
    group: &[u32],
    events: &[(u32, Verdict, Vec<u32>)],
) -> Option<Verdict> {
    let Shape::Extreme { last, n, by } = prepared.shape else {
        return None;
    };
    let t = prepared.t;
    let event_of = |at: u32| rows.row(at as usize)[by as usize];
    let event = event_of(*group.first()?);
    let one = group.iter().all(|&at| event_of(at) == event);
    if !one || prepared.verdict(rows, group) != Verdict::CERTAIN {
        return None;
    }
    let own = place(t, event, last);
    let end = |event: u32| Moment {
        event,
        is_end: last,
    };
    // How far beyond the event a rival can be at most, on the line of the question.
    let most = |from: u32, to: u32| {
        if last {
            t.distance(end(from), end(to))
        } else {
            t.distance(end(to), end(from))
        }
    };
    let (mut surely, mut perhaps) = (0, 0);
    for (rival, verdict, _) in events.iter().filter(|e| e.0 != event) {
        if place(t, *rival, last).1 <= own.0 {
            continue;
        }
        if *verdict != Verdict::CERTAIN {
            return None;
        }
        perhaps += usize::from(most(event, *rival) >= 1);
        surely += usize::from(most(*rival, event) <= -1);
    }
    Some(if surely >= n {
        Verdict::IMPOSSIBLE
    } else if perhaps >= n {
        Verdict::POSSIBLE
    } else {
        Verdict::CERTAIN
    })
}

/// "This answer is among the last", as a formula, and whether it is all of it.
pub(super) fn condition(
    prepared: &Prepared<'_>,
    key: &[u32],
    (last, n, by): Wanted,
    whole: bool,
) -> (Condition, bool) {
    let start = || {
        if whole {
            prepared.run().whole()
        } else {
            prepared.run()
        }
    };
    let mut run = start();
    let rows = prepared.rows(&mut run);
    let mut complete = true;
    let mut of_event: Vec<(u32, Vec<Condition>)> = Vec::new();
    let order = prepared.sorted(&rows, &[by]);
    for group in prepared.groups(&rows, &order, &[by]) {
        if of_event.len() == MOST {
            complete = false;
            break;
        }
        let event = rows.row(group[0] as usize)[by as usize];
        // What holds in no world whatever is claimed is no binding.
        let of = |at: &u32| run.condition_of(rows.row(*at as usize)).simplified();
        let mut bindings = group.iter().map(of).filter(|c| *c != Condition::FALSE);
        let kept: Vec<Condition> = bindings.by_ref().take(MOST).collect();
        complete &= bindings.next().is_none();
        if !kept.is_empty() {
            of_event.push((event, kept));
        }
    }
    let mut ways = Vec::new();
    for at in 0..rows.len() {
        let row = rows.row(at);
        if prepared.key_of(row) != key {
            continue;
        }
        let own = run.condition_of(row).simplified();
        if own == Condition::FALSE {
            continue;
        }
        if ways.len() == MOST {
            complete = false;
            break;
        }
        let event = row[by as usize];
        let rivals = of_event.iter().filter(|(rival, _)| *rival != event);
        let ahead = rivals.map(|(rival, bindings)| {
            Condition::All(vec![
                Condition::Any(bindings.clone()),
                beyond(*rival, event, last),
            ])
        });
        ways.push(Condition::All(vec![
            own,
            Condition::AtLeast(n, ahead.collect()).denial(),
        ]));
    }
    (Condition::Any(ways), complete)
}
