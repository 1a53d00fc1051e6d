//! When word from one actor could have reached everyone.

use crate::id::ActorId;
use crate::query::{Certainty, QueryError};
use crate::time::Tick;
use crate::timeline::{
    BEGIN_HI, BEGIN_LO, END_HI, END_LO, Lookup, Moment, Part, Rooms, Row, SHELVES, Timeline, near,
};
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::iter::FusedIterator;

/// Somebody whom word reached, and by when; see [`Timeline::word_spread`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Who.
    pub actor: ActorId,
    /// By when.
    pub by: Tick,
    /// Whether that is exact. Otherwise two meetings on the way belong to one component of claims, and word came no
    /// earlier than that.
    pub is_settled: bool,
}

/// All whom word reached, in the order in which they have it; see [`Timeline::word_spread`].
#[derive(Clone, Debug)]
pub struct WordSpread {
    told: std::vec::IntoIter<Told>,
}

impl Iterator for WordSpread {
    type Item = Told;

    fn next(&mut self) -> Option<Told> {
        self.told.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.told.size_hint()
    }
}

impl ExactSizeIterator for WordSpread {}
impl FusedIterator for WordSpread {}

/// Word that somebody has.
#[derive(Clone, Copy, Debug)]
struct Label {
    actor: u32,
    by: i64,
    /// The label by which it came, and the meeting.
    parent: u32,
    meeting: u32,
    is_settled: bool,
}

/// No label, no meeting.
const NONE: u32 = u32::MAX;

/// A meeting that comes next.
#[derive(Clone, Copy, Debug)]
struct Next<'t> {
    event: u32,
    /// Its earliest end.
    tick: i64,
    /// Its earliest beginning and latest end.
    ends: [i64; 2],
    /// Those who took part, where they all surely did; else they are looked up.
    people: Option<&'t [u32]>,
}

/// The meetings of a timeline by their earliest ends, from all shelves.
struct Stream<'t> {
    t: &'t Timeline,
    rows: [(Row<'t>, &'t Rooms); SHELVES],
    at: [usize; SHELVES],
    loose: std::slice::Iter<'t, u32>,
    heads: [Option<i64>; SHELVES],
}

impl<'t> Stream<'t> {
    fn new(t: &'t Timeline, from: i64) -> Stream<'t> {
        let hall = t.hall();
        let rows = hall.rows();
        let at = rows.map(|(row, _)| row.before(from.saturating_sub(row.width)));
        let heads = std::array::from_fn(|i| rows[i].0.ticks.get(at[i]).copied());
        Stream {
            t,
            rows,
            at,
            loose: hall.loose().iter(),
            heads,
        }
    }

    fn loose(&self, event: u32) -> Next<'t> {
        Next {
            event,
            tick: near(self.t.bound(event, END_LO)),
            ends: [BEGIN_LO, END_HI].map(|side| near(self.t.bound(event, side))),
            people: None,
        }
    }

    /// The earliest end of what comes next.
    fn tick(&self) -> Option<i64> {
        let shelf = self.heads.iter().flatten().min().copied();
        let loose = self.loose.as_slice().first();
        let loose = loose.map(|&event| near(self.t.bound(event, END_LO)));
        match (shelf, loose) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        }
    }

    fn next(&mut self) -> Option<Next<'t>> {
        let heads = self.heads.iter().enumerate();
        let shelf = heads
            .filter_map(|(i, head)| Some((head.as_ref()?, i)))
            .min();
        if let Some(&event) = self.loose.as_slice().first() {
            let loose = self.loose(event);
            if shelf.is_none_or(|(&tick, _)| loose.tick <= tick) {
                self.loose.next();
                return Some(loose);
            }
        }
        let (&tick, i) = shelf?;
        let at = self.at[i];
        self.at[i] += 1;
        self.heads[i] = self.rows[i].0.ticks.get(at + 1).copied();
        let (row, rooms) = &self.rows[i];
        Some(Next {
            event: *row.events.get(at)?,
            tick,
            ends: *rooms.ends.get(at)?,
            people: Some(rooms.people.of(at as u32)),
        })
    }
}

/// Those who have word, and those who wait for it.
struct Crowd<'t> {
    t: &'t Timeline,
    labels: Vec<Label>,
    /// The label of each actor.
    of: Vec<u32>,
    /// Meetings that word may still get into, by the actor who may bring it.
    waiting: Vec<(u32, u32)>,
    last_waiting: Vec<u32>,
    /// Meetings by when word gets out of them, and by which label it got in.
    heap: BinaryHeap<Reverse<(i64, u32, u32)>>,
    to: i64,
}

impl Timeline {
    /// Whom word can have reached by when, if an actor has it at a tick: everybody else to whom it can have passed from
    /// meeting to meeting, each beginning after the one before has ended, the last of which ends at `to` at the latest.
    ///
    /// With [`Certainty::Possible`], by when it can have reached them at the earliest, in some world. With
    /// [`Certainty::Certain`] those whom one path reaches in every world, and by when it surely has. (Of others it may
    /// still be certain, by one path in one world and by another in the next: [`word_from`](Timeline::word_from) tells.)
    /// In the order of time, and then of the file.
    ///
    /// What is alleged or implied can have passed word on, but not surely. The first question makes an index of all
    /// meetings, `O(n log n)`. Then it takes `O(a + k)` for `a` actors and `k` participations in the stretch of time,
    /// and a look at each meeting that is dated worse than to sixteen days. Ticks more than 73,000 years from 1970 count
    /// as that far.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::person("c", "Cy")]);
    /// t.add(Meeting::new("first").between(["a", "b"]).on("2025-04-20T10:00/2025-04-20T11:00"));
    /// t.add(Meeting::new("second").between(["b", "c"]).on("2025-04-20"));
    /// let t = t.build()?;
    /// let from = demarche::Tick::from_micros(1_745_107_200_000_000);
    /// assert_eq!(from.to_string(), "2025-04-20T00:00:00.000000Z");
    /// let to = from.checked_add(days(10)).unwrap();
    /// let by = |least| -> demarche::Result<Vec<String>> {
    ///     Ok(t.word_spread("a", from, to, least)?.map(|told| told.by.to_string()).collect())
    /// };
    /// assert_eq!(by(Certainty::Possible)?, ["2025-04-20T11:00:00.000000Z", "2025-04-20T11:00:00.000001Z"]);
    /// assert_eq!(by(Certainty::Certain)?, ["2025-04-20T11:00:59.999999Z"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn word_spread(
        &self,
        actor: impl Lookup<ActorId>,
        from: Tick,
        to: Tick,
        at_least: Certainty,
    ) -> Result<WordSpread, QueryError> {
        let actor = actor.look_up(self)?.0;
        let [from, to] = [from, to].map(|tick| near(tick.as_micros().into()));
        let Some(first) = self.first_meeting(actor, from).filter(|&first| first <= to) else {
            return Ok(WordSpread {
                told: Vec::new().into_iter(),
            });
        };
        let mut crowd = Crowd::new(self, actor, from, to);
        // Nothing that has begun by then can be later than the first meeting of the actor.
        if at_least == Certainty::Certain {
            crowd.surely(first);
        } else {
            crowd.possibly(first);
        }
        let mut told: Vec<Told> = crowd
            .labels
            .iter()
            .filter(|label| label.actor != actor && label.by <= to)
            .map(|label| Told {
                actor: ActorId(label.actor),
                by: Tick::from_micros(label.by),
                is_settled: label.is_settled,
            })
            .collect();
        let order = |told: &Told| (told.by, told.actor);
        if !told.is_sorted_by_key(order) {
            told.sort_unstable_by_key(order);
        }
        Ok(WordSpread {
            told: told.into_iter(),
        })
    }
}

impl Timeline {
    /// The earliest end of the first meeting of an actor that can begin after a tick, but no less than the tick.
    fn first_meeting(&self, actor: u32, from: i64) -> Option<i64> {
        let diary = self.meetings_diary();
        let rows = diary.of(actor);
        let firsts = rows.iter().filter_map(|row| {
            let at = row.before(from.saturating_sub(row.width));
            row.ticks.get(at).copied()
        });
        let loose = diary.loose(actor).ticks.first().copied();
        let first = firsts.chain(loose).min();
        first.map(|first| first.max(from))
    }
}

impl<'t> Crowd<'t> {
    fn new(t: &'t Timeline, actor: u32, from: i64, to: i64) -> Crowd<'t> {
        let mut of = vec![NONE; t.store().actors.keys.len()];
        of[actor as usize] = 0;
        Crowd {
            t,
            labels: vec![Label {
                actor,
                by: from,
                parent: NONE,
                meeting: NONE,
                is_settled: true,
            }],
            of,
            waiting: Vec::new(),
            last_waiting: Vec::new(),
            heap: BinaryHeap::new(),
            to,
        }
    }

    /// Those who took part in a meeting, those of whom it is implied only where that will do.
    fn people(&self, next: &Next<'t>, sure_only: bool) -> Vec<u32> {
        let all = self.t.involved(next.event).iter();
        let there = all.filter(|i| {
            i.part == Part::Participant && !i.is_denied() && !(sure_only && i.is_implied())
        });
        there.map(|i| i.actor).collect()
    }

    /// Word passes where it does in every world: whoever surely has it before a meeting can begin brings it. All that
    /// can do so have their earliest ends before that of the meeting.
    fn surely(&mut self, from: i64) {
        let mut stream = Stream::new(self.t, from);
        while let Some(next) = stream.next() {
            if next.tick > self.to {
                break;
            }
            if next.ends[1] > self.to {
                continue;
            }
            match next.people {
                Some(people) => self.pass_surely(&next, people),
                None if self.t.is_alleged(next.event) => {}
                None => {
                    let people = self.people(&next, true);
                    self.pass_surely(&next, &people);
                }
            }
        }
    }

    fn pass_surely(&mut self, next: &Next<'t>, people: &[u32]) {
        let [low, high] = next.ends;
        let brings = |&who: &u32| {
            let label = self.of[who as usize];
            label != NONE && self.labels[label as usize].by < low
        };
        if !people.iter().any(brings) {
            return;
        }
        for &who in people {
            let label = self.of[who as usize];
            match self.labels.get_mut(label as usize) {
                Some(label) => label.by = label.by.min(high),
                None => {
                    self.of[who as usize] = self.labels.len() as u32;
                    self.labels.push(Label {
                        actor: who,
                        by: high,
                        parent: NONE,
                        meeting: NONE,
                        is_settled: true,
                    });
                }
            }
        }
    }

    /// Word passes where it can. Meetings are settled by when word gets out of them (Dijkstra 1959): most at their
    /// earliest end, as they come; those that word gets into later by a heap.
    fn possibly(&mut self, from: i64) {
        self.last_waiting = vec![NONE; self.of.len()];
        let mut stream = Stream::new(self.t, from);
        let mut settled = 0;
        loop {
            // Whoever has just got word may bring it to meetings that have already come.
            while let Some(&label) = self.labels.get(settled) {
                self.bring(settled as u32, label);
                settled += 1;
            }
            let tick = stream.tick().filter(|&tick| tick <= self.to);
            match self.heap.peek() {
                Some(&Reverse((out, event, parent))) if tick.is_none_or(|tick| out < tick) => {
                    self.heap.pop();
                    if out > self.to {
                        break;
                    }
                    let people = self.people(&stream.loose(event), false);
                    self.settle(out, event, parent, &people);
                }
                _ => {
                    let Some(next) = tick.and_then(|_| stream.next()) else {
                        break;
                    };
                    self.come(&next);
                }
            }
        }
    }

    /// A meeting comes, at its earliest end.
    fn come(&mut self, next: &Next<'t>) {
        let own;
        let people = match next.people {
            Some(people) => people,
            None => {
                own = self.people(next, false);
                &own
            }
        };
        let mut first: Option<(i64, u32)> = None;
        for &who in people {
            let label = self.of[who as usize];
            if let Some(known) = self.labels.get(label as usize)
                && first.is_none_or(|first| known.by < first.0)
            {
                first = Some((known.by, label));
            }
        }
        match first {
            Some((by, label)) if by < next.ends[0] => {
                self.settle(next.tick, next.event, label, people);
            }
            Some((by, label)) => self.enter(next.event, by, label),
            // Only while it may not have begun yet.
            None if next.ends[1] > next.tick => {
                for &who in people {
                    let before = self.last_waiting[who as usize];
                    self.last_waiting[who as usize] = self.waiting.len() as u32;
                    self.waiting.push((next.event, before));
                }
            }
            None => {}
        }
    }

    /// Word that is known by a tick gets into a meeting, if that can begin later.
    fn enter(&mut self, event: u32, by: i64, label: u32) {
        let t = self.t;
        let bound = |side| t.bound(event, side);
        let begin = bound(BEGIN_LO).max(i128::from(by) + 1);
        if begin > bound(BEGIN_HI) {
            return;
        }
        let slack = -t.distance(Moment::end(event), Moment::begin(event));
        let out = near(bound(END_LO).max(begin + slack.max(0)));
        self.heap.push(Reverse((out, event, label)));
    }

    fn bring(&mut self, number: u32, label: Label) {
        let mut at = self.last_waiting[label.actor as usize];
        self.last_waiting[label.actor as usize] = NONE;
        while let Some(&(event, before)) = self.waiting.get(at as usize) {
            self.enter(event, label.by, number);
            at = before;
        }
    }

    /// Word gets out of a meeting to all who took part.
    fn settle(&mut self, out: i64, event: u32, parent: u32, people: &[u32]) {
        let mut settled = None;
        for &who in people {
            if self.of[who as usize] != NONE {
                continue;
            }
            let is_settled = *settled.get_or_insert_with(|| self.is_free(event, parent));
            self.of[who as usize] = self.labels.len() as u32;
            self.labels.push(Label {
                actor: who,
                by: out,
                parent,
                meeting: event,
                is_settled,
            });
        }
    }

    /// Whether no meeting on the way to a label belongs to the component of a meeting, nor any two to one.
    fn is_free(&self, event: u32, mut label: u32) -> bool {
        let Some(own) = self.labels.get(label as usize) else {
            return true;
        };
        let Some(component) = self.t.component(event) else {
            return own.is_settled;
        };
        let is_settled = own.is_settled;
        while let Some(own) = self.labels.get(label as usize) {
            if own.meeting != NONE && self.t.component(own.meeting) == Some(component) {
                return false;
            }
            label = own.parent;
        }
        is_settled
    }
}
