//! The last meetings of an actor before each of the actor's statements.

use crate::id::{ActorId, MeetingId, StatementId};
use crate::query::contest::{Contest, Rival, Side};
use crate::query::{Certainty, QueryError};
use crate::timeline::{BEGIN_HI, END_HI, END_LO, Lookup, Row, SHELVES, Speech, Timeline};
use std::iter::FusedIterator;

/// A statement, and a meeting that its speaker had last before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastMeeting {
    /// The statement.
    pub statement: StatementId,
    /// The meeting.
    pub meeting: MeetingId,
    /// How sure it is that no other was the last; never impossible.
    pub certainty: Certainty,
}

/// The last meetings before each of somebody's statements; see [`Timeline::last_meetings_of`].
#[derive(Clone, Debug)]
pub struct LastMeetings {
    found: std::vec::IntoIter<LastMeeting>,
}

impl Iterator for LastMeetings {
    type Item = LastMeeting;

    fn next(&mut self) -> Option<LastMeeting> {
        self.found.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.found.size_hint()
    }
}

impl ExactSizeIterator for LastMeetings {}
impl FusedIterator for LastMeetings {}

/// A meeting that may be the last before the statement at hand.
#[derive(Clone, Copy, Debug)]
struct Near {
    event: u32,
    /// Whether it may be left out: it is alleged, or the presence is implied.
    open: bool,
    /// Earliest and latest end.
    end: [i128; 2],
}

/// The walk from statement to statement, in the order of their latest beginnings.
struct Walk<'t> {
    t: &'t Timeline,
    actor: u32,
    rows: [Row<'t>; SHELVES],
    loose: Row<'t>,
    /// How many meetings of each row can have ended before the statement at hand has begun.
    ends: [usize; SHELVES],
    near: Vec<Near>,
}

impl Timeline {
    /// For each statement of an actor the last of the actor's meetings before it, or those that may have been the
    /// last, at least so sure: what [`MeetingSearch::last_before`](crate::MeetingSearch::last_before) finds among
    /// [`meetings_of`](Timeline::meetings_of) the actor, for all statements at once and without reasons.
    ///
    /// Statements come by latest beginning (none last) and then in file order, the meetings of each in file order.
    ///
    /// The first question makes an index, `O(n log n)`. Then it takes a walk along the meetings and statements of the
    /// actor, and for each statement a look at the meetings that may have been the last.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`].
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("first").between(["a", "b"]).on("2025-04-20"));
    /// t.add(Meeting::new("second").between(["a", "b"]).on("2025-04-22"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-21"));
    /// t.add(Statement::new("address").by("a").on("2025-04-22"));
    /// let t = t.build()?;
    /// let told: Vec<String> = t
    ///     .last_meetings_of("a", Certainty::Possible)?
    ///     .map(|last| {
    ///         let key = |event: demarche::EventId| t.event(event).unwrap().key();
    ///         format!("{} {}: {}", last.certainty, key(last.statement.into()), key(last.meeting.into()))
    ///     })
    ///     .collect();
    /// assert_eq!(told, ["certain remark: first", "possible address: first", "possible address: second"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn last_meetings_of(
        &self,
        actor: impl Lookup<ActorId>,
        at_least: Certainty,
    ) -> Result<LastMeetings, QueryError> {
        let actor = actor.look_up(self)?.0;
        let diary = self.meetings_diary();
        let speeches = self.speeches_of(actor);
        let mut walk = Walk {
            t: self,
            actor,
            rows: diary.of(actor),
            loose: diary.loose(actor),
            ends: [0; SHELVES],
            near: Vec::new(),
        };
        let sure_only = at_least == Certainty::Certain;
        let mut found = Vec::with_capacity(speeches.len());
        for speech in speeches {
            walk.advance(speech);
            walk.judge(speech, sure_only, &mut found);
        }
        Ok(LastMeetings {
            found: found.into_iter(),
        })
    }
}

impl Walk<'_> {
    /// Goes on to a statement, and gathers the meetings that may have been the last before it.
    fn advance(&mut self, speech: &Speech) {
        let t = self.t;
        let [earliest, latest] = speech.begin;
        let mut floor = i64::MIN;
        for (row, end) in self.rows.iter().zip(&mut self.ends) {
            // Most statements are few meetings on.
            let mut step = 1;
            let rest = &row.ticks[*end..];
            while rest.get(step - 1).is_some_and(|&tick| tick < latest) {
                step *= 2;
            }
            let first = step / 2;
            let part = &rest[first.min(rest.len())..(step - 1).min(rest.len())];
            *end += first.min(rest.len()) + part.partition_point(|&tick| tick < latest);
            // A meeting that surely was before the statement, and ended no earlier than others that were.
            for at in (0..*end).rev() {
                let tick = row.ticks[at];
                if tick <= floor {
                    break;
                }
                let event = row.events[at];
                if tick < earliest - row.width || t.bound(event, END_HI) < i128::from(earliest) {
                    floor = tick;
                    break;
                }
            }
        }
        self.near.clear();
        for (row, &end) in self.rows.iter().zip(&self.ends) {
            for at in (0..end).rev() {
                let tick = row.ticks[at];
                if tick < floor.saturating_sub(row.width) {
                    break;
                }
                let event = row.events[at];
                let high = t.bound(event, END_HI);
                if tick >= floor || high >= i128::from(floor) {
                    self.near.push(Near {
                        event,
                        open: false,
                        end: [tick.into(), high],
                    });
                }
            }
        }
        for &event in self.loose.events {
            let end = [END_LO, END_HI].map(|side| t.bound(event, side));
            let begins = t.bound(speech.event, BEGIN_HI);
            if end[0] < begins && end[1] >= i128::from(floor) {
                let own = t.involved(event).iter();
                let there = own.filter(|i| {
                    let is_part = i.part == crate::timeline::Part::Participant;
                    i.actor == self.actor && is_part && !i.is_denied()
                });
                let open = t.is_alleged(event) || !there.into_iter().any(|i| !i.is_implied());
                self.near.push(Near { event, open, end });
            }
        }
    }

    fn judge(&mut self, speech: &Speech, sure_only: bool, found: &mut Vec<LastMeeting>) {
        let answer = |meeting: u32, certainty: Certainty| LastMeeting {
            statement: StatementId(speech.event),
            meeting: MeetingId(meeting),
            certainty,
        };
        if speech.is_plain
            && let [only] = self.near.as_slice()
            && !only.open
        {
            if only.end[1] < i128::from(speech.begin[0]) {
                found.push(answer(only.event, Certainty::Certain));
                return;
            }
            if !sure_only {
                found.push(answer(only.event, Certainty::Possible));
            }
            return;
        }
        if self.near.is_empty() {
            return;
        }
        let first = found.len();
        if speech.is_plain && self.are_apart() {
            self.judge_apart(speech, sure_only, |meeting, certainty| {
                found.push(answer(meeting, certainty));
            });
        } else {
            self.judge_together(speech, |meeting, certainty| {
                if !sure_only || certainty == Certainty::Certain {
                    found.push(answer(meeting, certainty));
                }
            });
        }
        found[first..].sort_unstable_by_key(|last| last.meeting);
    }

    /// Whether no two of the meetings at hand belong to one component, so that their ends are free of each other.
    fn are_apart(&self) -> bool {
        let component = |near: &Near| self.t.component(near.event);
        self.near.iter().enumerate().all(|(i, near)| {
            component(near).is_none_or(|own| {
                self.near[..i]
                    .iter()
                    .all(|other| component(other) != Some(own))
            })
        })
    }

    /// Where all ends are free of each other, and of the statement.
    fn judge_apart(&self, speech: &Speech, sure_only: bool, mut tell: impl FnMut(u32, Certainty)) {
        let [earliest, latest] = speech.begin.map(i128::from);
        let is_sure = |m: &Near| !m.open && m.end[1] < earliest;
        let floor = self
            .near
            .iter()
            .filter(|m| is_sure(m))
            .map(|m| m.end[0])
            .max();
        for (i, m) in self.near.iter().enumerate() {
            let passes =
                |n: &Near| m.end[0] < n.end[1] && n.end[0] < latest && m.end[0] + 2 <= latest;
            let others = || self.near.iter().enumerate().filter(|(j, _)| *j != i);
            if is_sure(m) && !others().any(|(_, n)| passes(n)) {
                tell(m.event, Certainty::Certain);
            } else if !sure_only && (m.end[1] >= earliest || floor.is_none_or(|f| m.end[1] >= f)) {
                tell(m.event, Certainty::Possible);
            }
        }
    }

    fn judge_together(&self, speech: &Speech, mut tell: impl FnMut(u32, Certainty)) {
        let contest = Contest {
            t: self.t,
            of: speech.event,
            side: Side::Last,
        };
        let mut rivals: Vec<Rival> = self
            .near
            .iter()
            .map(|near| Rival {
                event: near.event,
                open: near.open,
            })
            .collect();
        rivals.sort_unstable_by_key(|rival| rival.event);
        let relevant = contest.relevant(&rivals);
        let floor = contest.floor(&relevant);
        let is_alleged = self.t.is_alleged(speech.event);
        for rival in &relevant {
            if contest.latest(rival.event) < floor || !contest.is_possible(rival.event, &relevant) {
                continue;
            }
            let certain = !rival.open && !is_alleged && contest.is_certain(rival.event, &relevant);
            tell(rival.event, Certainty::of(true, certain));
        }
    }
}
