//! Word that spreads from one actor, forwards or backwards in time.

use super::quest::Quest;
use super::view::{START, View};
use crate::timeline::{Moment, OPEN};
use rustc_hash::FxHashMap;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// No label: where the word starts.
pub(super) const NONE: u32 = u32::MAX;

/// Word in the room of a meeting.
#[derive(Clone, Copy, Debug)]
pub(super) struct Label {
    /// The meeting; [`NONE`] where the word starts.
    pub(super) meeting: u32,
    /// The label of the meeting from which it came.
    pub(super) parent: u32,
    /// Who brought it.
    pub(super) carrier: u32,
    /// How many of those it is to go through have carried it.
    pub(super) stage: u8,
    /// How many meetings it has taken.
    pub(super) steps: u32,
    /// By when the room knows, in the direction of the search.
    pub(super) at: i128,
}

/// What comes next, by the earliest tick at which it can matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    at: i128,
    what: What,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The next meeting of somebody who knows.
    Walk(u32),
    /// The word comes into a meeting.
    Room {
        steps: u32,
        meeting: u32,
        stage: u8,
        carrier: u32,
        parent: u32,
    },
}

/// Meetings of somebody who knows, in the order of their earliest (backwards: latest) ticks.
#[derive(Debug)]
struct Walk<'t> {
    actor: u32,
    label: u32,
    run: &'t [u32],
}

/// Something that the search has just found out.
#[derive(Clone, Copy, Debug)]
pub(super) enum News {
    /// An actor knows, by a label.
    Known(u32, u32),
    /// The way ends in the room of a label.
    Last(u32),
}

/// A search for all whom word can reach from one actor, in the order in which they know.
///
/// Labels are settled in the order of time (Dijkstra 1959; for paths that respect time Cooke and Halsey 1966):
/// who knows earlier can do all that they could do later, so that only fewer meetings make a later label
/// worth keeping. Meetings are walked from the postings of each actor who knows, no further than
/// the search has come: `O((n + p) log n)` for `n` meetings and `p` participations within the stretch of time
/// searched, times the number of those it goes through and, where they are limited, of meetings on the way.
#[derive(Debug)]
pub(super) struct Spread<'q, 't> {
    q: &'q Quest<'t>,
    view: View<'q>,
    back: bool,
    through: Vec<u32>,
    /// The tick before which word must come through, in the direction of the search.
    limit: i128,
    /// The tick before which it must have arrived by the clock of the view.
    horizon: i128,
    below: Option<i128>,
    pub(super) labels: Vec<Label>,
    known: FxHashMap<(u32, u8), Vec<u32>>,
    best: FxHashMap<(u32, u8), u32>,
    heap: BinaryHeap<Reverse<Entry>>,
    walks: Vec<Walk<'t>>,
    news: Vec<News>,
    walks_on: bool,
    /// How many meetings were looked at.
    pub(super) spent: u64,
}

impl<'q, 't> Spread<'q, 't> {
    /// From the sender onwards, or from the receiver back; arriving before `below`, where that is given.
    pub(super) fn new(
        q: &'q Quest<'t>,
        view: View<'q>,
        back: bool,
        below: Option<i128>,
    ) -> Spread<'q, 't> {
        let horizon = view.horizon(q).min(below.unwrap_or(OPEN + 1));
        // In every world a claim can put a meeting before what has no date.
        let tied =
            matches!(view, View::Must) && q.before.iter().any(|&s| q.t.component(s).is_some());
        let forward = if tied {
            let latest = if q.before.is_empty() {
                OPEN + 1
            } else {
                q.latest().saturating_add(1)
            };
            latest.min(below.unwrap_or(OPEN + 1))
        } else {
            horizon
        };
        let mut through = q.through.clone();
        if back {
            through.reverse();
        }
        let mut spread = Spread {
            q,
            view,
            back,
            through,
            limit: if back { OPEN + 1 } else { forward },
            horizon,
            below,
            labels: Vec::new(),
            known: FxHashMap::default(),
            best: FxHashMap::default(),
            heap: BinaryHeap::new(),
            walks: Vec::new(),
            news: Vec::new(),
            walks_on: true,
            spent: 0,
        };
        let (start, at) = if back {
            (q.to, -horizon)
        } else {
            (q.from, START)
        };
        spread.labels.push(Label {
            meeting: NONE,
            parent: NONE,
            carrier: NONE,
            stage: 0,
            steps: 0,
            at,
        });
        spread.inform(start, 0);
        if back && tied {
            spread.start_at_ties();
        }
        spread
    }

    /// Backwards, the meetings that claims alone put before what they are to precede.
    fn start_at_ties(&mut self) {
        for at in 0..self.q.before.len() {
            for meeting in self.q.t.region(&[self.q.before[at]]) {
                let begin = self.q.t.bounds(Moment::begin(meeting)).0;
                if self.view.counts(self.q, meeting)
                    && self.view.has(self.q, meeting, self.q.to)
                    && self.is_in_time(meeting)
                {
                    self.enter(meeting, 0, 0, self.q.to, -begin);
                }
            }
        }
    }

    /// Whether a meeting can be the last.
    fn is_in_time(&self, meeting: u32) -> bool {
        let end = self.q.t.bounds(Moment::end(meeting)).1;
        self.below.is_none_or(|below| end < below) && self.q.surely_in_time(meeting)
    }

    /// The labels by which an actor knows, at a stage.
    pub(super) fn known(&self, actor: u32, stage: u8) -> &[u32] {
        self.known.get(&(actor, stage)).map_or(&[], Vec::as_slice)
    }

    /// All who know after all stages, in order.
    pub(super) fn all_known(&self) -> Vec<u32> {
        let stages = self.q.stages();
        let at_end = self.known.keys().filter(|key| key.1 == stages);
        let mut actors: Vec<u32> = at_end.map(|key| key.0).collect();
        actors.sort_unstable();
        actors
    }

    /// The meetings from the one of a label back to where the search started, and the carriers between them.
    pub(super) fn trail(&self, number: u32) -> (Vec<u32>, Vec<u32>) {
        let (mut meetings, mut carriers) = (Vec::new(), Vec::new());
        let label_of = |number: u32| {
            let label = self.labels.get(number as usize);
            label.filter(|label| label.meeting != NONE)
        };
        let mut next = label_of(number);
        while let Some(label) = next {
            meetings.push(label.meeting);
            next = label_of(label.parent);
            if next.is_some() {
                carriers.push(label.carrier);
            }
        }
        (meetings, carriers)
    }

    /// What was found out since it was last asked.
    pub(super) fn news(&mut self) -> Vec<News> {
        std::mem::take(&mut self.news)
    }

    /// The tick, in the direction of the search, before which nothing comes any more; `None` where nothing
    /// does at all.
    pub(super) fn frontier(&self) -> Option<i128> {
        self.heap.peek().map(|entry| entry.0.at)
    }

    /// From now on nobody goes to further meetings; word only comes into those that it was on the way to,
    /// and to those that claims put after them.
    pub(super) fn stop_walking(&mut self) {
        let is_room = |entry: &Reverse<Entry>| matches!(entry.0.what, What::Room { .. });
        self.heap.retain(is_room);
        self.walks_on = false;
    }

    /// Goes on to what comes next; false where there is nothing more.
    pub(super) fn advance(&mut self) -> bool {
        let Some(Reverse(entry)) = self.heap.pop() else {
            return false;
        };
        match entry.what {
            What::Walk(walk) => self.walk(walk),
            What::Room {
                steps,
                meeting,
                stage,
                carrier,
                parent,
            } => {
                if !self.is_dominated(meeting, stage, steps) {
                    self.settle(Label {
                        meeting,
                        parent,
                        carrier,
                        stage,
                        steps,
                        at: entry.at,
                    });
                }
            }
        }
        true
    }

    /// Looks at the next meeting of somebody who knows, and at all that come before anything else does.
    fn walk(&mut self, index: u32) {
        loop {
            let Some(walk) = self.walks.get_mut(index as usize) else {
                return;
            };
            let next = if self.back {
                walk.run.split_last()
            } else {
                walk.run.split_first()
            };
            let Some((&meeting, rest)) = next else {
                return;
            };
            walk.run = rest;
            let (actor, label) = (walk.actor, walk.label);
            self.spent += 1;
            self.visit(meeting, actor, label);
            let following = if self.back { rest.last() } else { rest.first() };
            let Some(&following) = following else {
                return;
            };
            let at = self.earliest(following, label);
            let entry = Entry {
                at,
                what: What::Walk(index),
            };
            if self.heap.peek().is_some_and(|top| top.0 < entry) {
                self.heap.push(Reverse(entry));
                return;
            }
        }
    }

    /// A tick before which no meeting of a walk from this one on can let the word through.
    fn earliest(&self, meeting: u32, label: u32) -> i128 {
        let (first, last) = self.q.t.time_index().stretch(meeting);
        let own = if self.back { -last } else { first };
        own.max(self.labels[label as usize].at)
    }

    fn visit(&mut self, meeting: u32, actor: u32, label: u32) {
        let from = self.labels[label as usize];
        if !self.view.counts(self.q, meeting) || !self.view.has(self.q, meeting, actor) {
            return;
        }
        if let Some(at) = self.view.pass(self.q, meeting, from.at, self.back)
            && at < self.limit
        {
            let stage = self.carried(from, actor);
            self.enter(meeting, label, stage, actor, at);
        }
    }

    /// The stage of word that somebody carries on.
    pub(super) fn carried(&self, from: Label, actor: u32) -> u8 {
        let is_next = self.through.get(from.stage as usize) == Some(&actor);
        from.stage + u8::from(is_next && from.meeting != NONE)
    }

    fn enter(&mut self, meeting: u32, parent: u32, stage: u8, carrier: u32, at: i128) {
        let steps = self.labels[parent as usize].steps + 1;
        if steps > self.q.most || self.is_dominated(meeting, stage, steps) {
            return;
        }
        let what = What::Room {
            steps,
            meeting,
            stage,
            carrier,
            parent,
        };
        self.heap.push(Reverse(Entry { at, what }));
    }

    fn is_dominated(&self, meeting: u32, stage: u8, steps: u32) -> bool {
        let best = |s: u8| self.best.get(&(meeting, s));
        (stage..=self.q.stages()).any(|s| best(s).is_some_and(|&known| known <= steps))
    }

    fn settle(&mut self, label: Label) {
        let number = self.labels.len() as u32;
        self.best.insert((label.meeting, label.stage), label.steps);
        self.labels.push(label);
        let people = self.q.t.participants(label.meeting);
        for who in &people {
            if self.view.is_there(label.meeting, who) {
                self.inform(who.actor, number);
            }
        }
        if self.is_last(&label) {
            self.news.push(News::Last(number));
        }
        if matches!(self.view, View::Must) && self.q.t.component(label.meeting).is_some() {
            self.follow_claims(label.meeting, number);
        }
    }

    /// Whether the way ends in the room of a label: the one is there whom the other side starts with.
    fn is_last(&self, label: &Label) -> bool {
        let end = if self.back { self.q.from } else { self.q.to };
        let in_time = self.back
            || label.at < self.horizon
            || (matches!(self.view, View::Must) && self.is_in_time(label.meeting));
        label.stage == self.q.stages() && in_time && self.view.has(self.q, label.meeting, end)
    }

    /// The meetings that claims alone put after one, or before it.
    fn follow_claims(&mut self, meeting: u32, label: u32) {
        for other in self.q.t.region(&[meeting]) {
            self.spent += 1;
            if other == meeting || !self.view.counts(self.q, other) {
                continue;
            }
            let shared = self.q.shared(meeting, other);
            if shared.iter().all(|s| !s.1) {
                continue;
            }
            let (one, two) = if self.back {
                (other, meeting)
            } else {
                (meeting, other)
            };
            if !self.q.surely_before(one, two) {
                continue;
            }
            let at = if self.back {
                -self.q.t.bounds(Moment::begin(other)).0
            } else {
                self.q.t.bounds(Moment::end(other)).1
            };
            let from = self.labels[label as usize];
            if at >= self.limit {
                continue;
            }
            for (actor, _) in shared.into_iter().filter(|s| s.1) {
                let stage = self.carried(from, actor);
                self.enter(other, label, stage, actor, at.max(from.at));
            }
        }
    }

    fn inform(&mut self, actor: u32, number: u32) {
        let label = self.labels[number as usize];
        // Who has the word to begin with has not carried it from a meeting.
        let counts = |known: &Label| known.meeting != NONE || self.through.is_empty();
        let is_known = (label.stage..=self.q.stages()).any(|stage| {
            let mut known = self.known(actor, stage).iter();
            known.any(|&k| {
                let known = &self.labels[k as usize];
                counts(known) && known.steps <= label.steps
            })
        });
        if is_known {
            return;
        }
        self.known
            .entry((actor, label.stage))
            .or_default()
            .push(number);
        self.news.push(News::Known(actor, number));
        if label.steps >= self.q.most || !self.walks_on {
            return;
        }
        let index = self.q.t.time_index();
        let (from, to) = if self.back {
            (-OPEN, -label.at - 1)
        } else {
            (label.at + 1, self.limit - 1)
        };
        // Never all of time, so that the runs are in order.
        let (from, to) = (from.max(1 - OPEN), to.min(OPEN - 1));
        let all = index.of_actor(actor);
        for run in index.overlapping(all, from, to) {
            let first = if self.back { run.last() } else { run.first() };
            let Some(&first) = first else {
                continue;
            };
            let at = self.earliest(first, number);
            let walk = self.walks.len() as u32;
            self.walks.push(Walk {
                actor,
                label: number,
                run,
            });
            self.heap.push(Reverse(Entry {
                at,
                what: What::Walk(walk),
            }));
        }
    }
}
