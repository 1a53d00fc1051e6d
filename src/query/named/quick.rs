//! The meetings of a search in the order of time, without reasons.

use crate::id::MeetingId;
use crate::query::Certainty;
use crate::query::meetings::{MeetingSearch, Who};
use crate::timeline::{BEGIN_HI, BEGIN_LO, END_HI, END_LO, Row, near, seek};
use std::iter::FusedIterator;

/// Meetings in the order of time, each with how sure it is; see [`MeetingSearch::by_time`].
#[derive(Clone, Debug)]
pub struct QuickMeetings {
    meetings: std::vec::IntoIter<(i64, u32, Certainty)>,
}

impl Iterator for QuickMeetings {
    type Item = (MeetingId, Certainty);

    fn next(&mut self) -> Option<Self::Item> {
        let (_, meeting, certainty) = self.meetings.next()?;
        Some((MeetingId(meeting), certainty))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.meetings.size_hint()
    }
}

impl ExactSizeIterator for QuickMeetings {}
impl FusedIterator for QuickMeetings {}

/// By what meetings are bounded: they end before the one and begin after the other.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    /// Nothing that has its earliest end outside of these can be an answer, nothing within the second by more
    /// than the width of its shelf can fail to be certain.
    outer: (i64, i64),
    inner: (i64, i64),
}

impl MeetingSearch<'_> {
    /// The answers of [`iter`](Self::iter) that are at least so sure, by their earliest end (none first) and then in
    /// file order, without their reasons.
    ///
    /// The first such question makes an index, `O(n log n)`. Then it takes `O(log k + j)` for `k` meetings of those
    /// asked for, of whom the one who met least has `j` in the stretch of time; but meetings dated worse than to
    /// sixteen days, only alleged or with an implied presence, and those of components with the events named are each
    /// looked at, and so is every meeting where somebody acts for another.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Statement::new("offer").by("a").on("2025-04-20"));
    /// t.add(Meeting::new("second").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Meeting::new("first").between(["a", "b"]).on("2025-04-22"));
    /// t.add(Statement::new("reply").by("b").on("2025-04-25"));
    /// let t = t.build()?;
    /// let search = t.meetings_of("a")?.with("b")?.after("offer")?.before("reply")?;
    /// let keys = |at_least| -> Vec<&str> {
    ///     search.by_time(at_least).map(|(m, _)| t.event(m).unwrap().key()).collect()
    /// };
    /// assert_eq!(keys(Certainty::Certain), ["first"]);
    /// assert_eq!(keys(Certainty::Possible), ["first", "second"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn by_time(&self, at_least: Certainty) -> QuickMeetings {
        let mut found = Vec::new();
        self.collect_by_time(at_least, &mut found);
        QuickMeetings {
            meetings: found.into_iter(),
        }
    }

    fn collect_by_time(&self, at_least: Certainty, found: &mut Vec<(i64, u32, Certainty)>) {
        let t = self.timeline;
        let sure_only = at_least == Certainty::Certain;
        let named = || self.after.iter().chain(&self.before);
        if !named().all(|&e| t.is_matched(e)) || sure_only && named().any(|&e| t.is_alleged(e)) {
            return;
        }
        let bounds = self.bounds(sure_only);
        let highest = if named().any(|&e| t.is_alleged(e)) {
            Certainty::Possible
        } else {
            Certainty::Certain
        };
        let mut one_by_one: Vec<u32> = Vec::new();
        let present = |who: &Who| match *who {
            Who::Present(actor) => Some(actor),
            Who::Represented(_) => None,
        };
        let is_plain = self.who.iter().all(|who| present(who).is_some());
        let (Some(first), true) = (self.who.first().and_then(present), is_plain) else {
            one_by_one = self.listed();
            self.look_at(one_by_one, sure_only, found);
            found.sort_unstable_by_key(|&(tick, meeting, _)| (tick, meeting));
            return;
        };
        let diary = t.meetings_diary();
        // What claims connect with an event named is looked at by itself.
        let mut kin: Vec<u32> = Vec::new();
        for component in named().filter_map(|&e| t.component(e)) {
            kin.extend(t.members(component));
        }
        kin.sort_unstable();
        kin.dedup();
        let mut shelves = 0;
        let mut shared = Vec::new();
        let second = self.who.get(1).and_then(present);
        let others = second.map(|second| diary.of(second));
        for (number, row) in diary.of(first).into_iter().enumerate() {
            shared.clear();
            match others.map(|rows| rows[number]) {
                None => {
                    let own = cut(row, bounds, sure_only);
                    shared.extend(own.ticks.iter().copied().zip(own.events.iter().copied()));
                }
                Some(other) => {
                    let is_shorter = row.ticks.len() <= other.ticks.len();
                    let (short, long) = if is_shorter {
                        (row, other)
                    } else {
                        (other, row)
                    };
                    intersect(cut(short, bounds, sure_only), long, &mut shared);
                }
            }
            if shared.is_empty() {
                continue;
            }
            for third in self.who.iter().skip(2).filter_map(present) {
                let other = cut(diary.of(third)[number], bounds, sure_only);
                shared.retain(|pair| {
                    let at = other.before(pair.0);
                    let rest = other.ticks[at..].iter().zip(&other.events[at..]);
                    let same = rest.take_while(|(tick, _)| **tick == pair.0);
                    same.into_iter().any(|(_, event)| *event == pair.1)
                });
            }
            shelves += 1;
            for &(tick, meeting) in &shared {
                if !kin.is_empty() && kin.binary_search(&meeting).is_ok() {
                    continue;
                }
                let (from, to) = bounds.inner;
                let sure = tick - row.width > from && tick + row.width < to
                    || t.bound(meeting, BEGIN_LO) > i128::from(from)
                        && t.bound(meeting, END_HI) < i128::from(to);
                if sure {
                    found.push((tick, meeting, highest));
                } else if !sure_only && self.judge_one(meeting) > Certainty::Impossible {
                    found.push((tick, meeting, Certainty::Possible));
                }
            }
        }
        for actor in self.who.iter().filter_map(present) {
            one_by_one.extend(diary.loose(actor).events);
        }
        let count = found.len();
        if !one_by_one.is_empty() || !kin.is_empty() {
            one_by_one.extend(kin.iter().filter(|&&e| self.is_meeting(e)));
            one_by_one.sort_unstable();
            one_by_one.dedup();
            self.look_at(one_by_one, sure_only, found);
        }
        if shelves > 1 || found.len() > count {
            // Each shelf is in order: a stable sort merges such runs.
            found.sort_by_key(|&(tick, meeting, _)| (tick, meeting));
        }
    }

    fn is_meeting(&self, event: u32) -> bool {
        use crate::timeline::EventKind;
        let kind = self.timeline.store().columns.kind[event as usize];
        kind == EventKind::Meeting && self.timeline.is_matched(event)
    }

    fn look_at(&self, meetings: Vec<u32>, sure_only: bool, found: &mut Vec<(i64, u32, Certainty)>) {
        for meeting in meetings {
            let certainty = self.judge_one(meeting);
            if certainty > Certainty::Impossible && !(sure_only && certainty < Certainty::Certain) {
                let tick = near(self.timeline.bound(meeting, END_LO));
                found.push((tick, meeting, certainty));
            }
        }
    }

    fn bounds(&self, sure_only: bool) -> Bounds {
        let t = self.timeline;
        let bound = |&event: &u32, side: u8| near(t.bound(event, side));
        let latest = |side: u8| self.after.iter().map(move |e| bound(e, side)).max();
        let earliest = |side: u8| self.before.iter().map(move |e| bound(e, side)).min();
        let none = (near(i128::MIN), near(i128::MAX));
        let inner = (
            latest(END_HI).unwrap_or(none.0),
            earliest(BEGIN_LO).unwrap_or(none.1),
        );
        let outer = if sure_only {
            inner
        } else {
            (
                latest(END_LO).unwrap_or(none.0),
                earliest(BEGIN_HI).unwrap_or(none.1),
            )
        };
        Bounds { outer, inner }
    }
}

/// The part of a row in which all answers lie.
fn cut<'a>(row: Row<'a>, bounds: Bounds, sure_only: bool) -> Row<'a> {
    let margin = if sure_only { 0 } else { row.width };
    let first = row.before(bounds.outer.0.saturating_sub(margin));
    let last = row.before(bounds.outer.1).max(first);
    row.part(first, last)
}

/// How many times as long as another a row is, at least, that is searched rather than walked.
const LONGER: usize = 16;

/// What a part of a row shares with another, longer row. Both are walked if they are about as long; else the longer
/// one is searched from where the last search ended, in steps that double.
fn intersect(short: Row<'_>, long: Row<'_>, shared: &mut Vec<(i64, u32)>) {
    let (Some(&first), Some(&last)) = (short.ticks.first(), short.ticks.last()) else {
        return;
    };
    let start = long.before(first);
    // Seldom are there many more behind the last than before.
    if (long.ticks.len() - start) / LONGER <= short.ticks.len() {
        let end = start + long.ticks[start..].partition_point(|&tick| tick <= last);
        walk(short, long.part(start, end), shared);
        return;
    }
    let mut at = start;
    for (&tick, &event) in short.ticks.iter().zip(short.events) {
        at += seek(&long.ticks[at..], 0, |&own| own < tick);
        let same = long.ticks[at..].iter().zip(&long.events[at..]);
        // Of many at one tick each is passed once: they are in order, too.
        at += same
            .take_while(|&(&own, &other)| own == tick && other < event)
            .count();
        match long.ticks.get(at) {
            Some(&own) if own == tick && long.events[at] == event => shared.push((tick, event)),
            Some(_) => {}
            None => return,
        }
    }
}

/// Goes along two rows at once.
fn walk(one: Row<'_>, other: Row<'_>, shared: &mut Vec<(i64, u32)>) {
    // One number for tick and event, so that a step has no branch that is hard to foresee.
    let key =
        |row: &Row<'_>, at: usize| (i128::from(row.ticks[at]) << 32) | i128::from(row.events[at]);
    let (mut i, mut j) = (0, 0);
    while i < one.ticks.len() && j < other.ticks.len() {
        let (x, y) = (key(&one, i), key(&other, j));
        if x == y {
            shared.push((one.ticks[i], one.events[i]));
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
}

#[cfg(test)]
mod tests {
    use crate::EventId;
    use crate::prelude::*;

    /// Who met seldom is looked up among those who met often, who are walked side by side.
    #[test]
    fn meetings_of_two_are_found_among_few_and_many() {
        for every in [2, 3, 50] {
            let mut t = Timeline::builder();
            t.add(["a", "b", "c"].map(|key| Actor::person(key, key)));
            for i in 0..400 {
                let people = match (i % every, i % 7) {
                    (0, 0) => ["b", "c"],
                    (0, _) => ["a", "b"],
                    _ => ["a", "c"],
                };
                let day = format!("2025-{:02}-{:02}", 1 + i / 40, 1 + i / 3 % 28);
                t.add(
                    Meeting::new(format!("m{i}"))
                        .between(people)
                        .on(day.as_str()),
                );
            }
            let t = t.build().expect("valid");
            let search = t.meetings_of("a").and_then(|s| s.with("b")).expect("known");
            let mut expected: Vec<EventId> = search.iter().map(|f| f.event().id()).collect();
            let found = search.by_time(Certainty::Possible).map(|(m, _)| m.into());
            let mut found: Vec<EventId> = found.collect();
            found.sort_unstable();
            expected.sort_unstable();
            assert!(!found.is_empty());
            assert_eq!(found, expected);
        }
    }
}
