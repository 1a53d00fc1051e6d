//! The last meetings of an actor before each of the actor's statements.

mod pairs;

use crate::id::{ActorId, MeetingId, StatementId};
use crate::query::bulk::LastSearch;
use crate::query::contest::{Contest, Rival, Side};
use crate::query::{Certainty, QueryError};
use crate::timeline::{
    BEGIN_HI, END_HI, END_LO, Lookup, OPEN, Part, Row, SHELVES, Speech, Timeline, near, seek,
};
use pairs::Pairs;
use std::iter::FusedIterator;

/// A statement, and a meeting that its speaker had last before it.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("b").on("2025-04-26"));
/// let t = t.build()?;
/// let last = t.last_meetings_of("b", Certainty::Certain)?.next().unwrap();
/// assert_eq!(t.event(last.meeting)?.key(), "talks");
/// assert_eq!(t.event(last.statement)?.key(), "remark");
/// # Ok::<(), demarche::Error>(())
/// ```
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
    end: [i64; 2],
    component: Option<u32>,
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
    /// Whether an end of one of them lies farther out than is counted here.
    is_far: bool,
    rivals: Vec<Rival>,
    pairs: Pairs,
}

impl Timeline {
    /// For each statement of an actor the last of the actor's meetings before it, or those that may have been the
    /// last, at least so sure: what [`MeetingSearch::last_before`](crate::MeetingSearch::last_before) finds among
    /// [`meetings_of`](Timeline::meetings_of) the actor, for all statements at once and without reasons.
    ///
    /// Statements come by latest beginning (none last) and then in file order, the meetings of each in file order.
    ///
    /// The first question makes an index, `O(n log n)`. Then it takes a walk along the meetings and statements of the
    /// actor, and where more than certain ones are asked for, for each statement a look at the meetings that may have
    /// been the last.
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
        let sure_only = at_least == Certainty::Certain;
        if sure_only && let Some(agenda) = self.agenda_index() {
            let found = certain(&LastSearch { t: self, agenda }, actor).into_iter();
            return Ok(LastMeetings { found });
        }
        let diary = self.meetings_diary();
        let speeches = self.speeches_of(actor);
        let mut walk = Walk {
            t: self,
            actor,
            rows: diary.of(actor),
            loose: diary.loose(actor),
            ends: [0; SHELVES],
            near: Vec::new(),
            is_far: false,
            rivals: Vec::new(),
            pairs: Pairs::default(),
        };
        let mut found = Vec::with_capacity(speeches.len());
        for speech in speeches {
            walk.advance(speech.begin[1]);
            walk.answer(speech, &mut found);
        }
        if sure_only {
            found.retain(|last| last.certainty == Certainty::Certain);
        }
        Ok(LastMeetings {
            found: found.into_iter(),
        })
    }
}

/// The certain ones.
fn certain(search: &LastSearch<'_>, actor: u32) -> Vec<LastMeeting> {
    let (m, s) = (&search.agenda.meetings, &search.agenda.statements);
    // Few statements are answered without growing; of many, not all have an answer.
    let few = search.agenda.trails().of(actor).said.len().min(256);
    let mut found = Vec::with_capacity(few);
    search.walk(actor, |said, rows| {
        let first = found.len();
        found.extend(rows.iter().map(|&meeting| LastMeeting {
            statement: StatementId(s.event[said.row()]),
            meeting: MeetingId(m.event[meeting as usize]),
            certainty: Certainty::Certain,
        }));
        found[first..].sort_unstable_by_key(|last| last.meeting);
    });
    found
}

impl Walk<'_> {
    /// Goes on to a statement that begins at this tick at the latest.
    fn advance(&mut self, latest: i64) {
        for (row, end) in self.rows.iter().zip(&mut self.ends) {
            // Most statements are few meetings on.
            *end += seek(&row.ticks[*end..], 0, |&tick| tick < latest);
        }
    }

    /// What is known of the meetings before the statement at hand without a look at more than the last of each row.
    fn answer(&mut self, speech: &Speech, found: &mut Vec<LastMeeting>) {
        let [earliest, _] = speech.begin;
        let is_simple = speech.is_plain && !speech.is_tied && self.loose.ticks.is_empty();
        // The last, by their earliest ends, of those that surely were before the statement.
        let mut last: Option<(i64, u32)> = None;
        for (row, &end) in self.rows.iter().zip(&self.ends) {
            for at in (0..end).rev() {
                let tick = row.ticks[at];
                if last.is_some_and(|last| tick < last.0) {
                    break;
                }
                if tick < earliest - row.width || row.high(self.t, at) < earliest {
                    last = last.max(Some((tick, row.events[at])));
                    break;
                }
            }
        }
        let floor = last.map_or(i64::MIN, |last| last.0);
        self.near.clear();
        for (row, &end) in self.rows.iter().zip(&self.ends) {
            for at in (0..end).rev() {
                let tick = row.ticks[at];
                if tick < floor.saturating_sub(row.width) {
                    break;
                }
                let event = row.events[at];
                let is_last = last == Some((tick, event));
                let high = if is_last { tick } else { row.high(self.t, at) };
                if high < floor {
                    continue;
                }
                self.near.push(Near {
                    event,
                    open: false,
                    end: [tick, high],
                    component: None,
                });
            }
        }
        if is_simple && let [only] = self.near.as_slice() {
            // The latest end was not looked up where it does not matter.
            found.push(LastMeeting {
                statement: StatementId(speech.event),
                meeting: MeetingId(only.event),
                certainty: Certainty::of(true, last.is_some()),
            });
            return;
        }
        self.look_closer(speech, floor);
        let first = found.len();
        let mut tell = |meeting: u32, certainty: Certainty| {
            if certainty > Certainty::Impossible {
                found.push(LastMeeting {
                    statement: StatementId(speech.event),
                    meeting: MeetingId(meeting),
                    certainty,
                });
            }
        };
        if speech.is_plain && !self.is_far {
            if !self.judge_by_pairs(speech, &mut tell) {
                let own = self.t.component(speech.event);
                if own.is_none() || self.near.iter().all(|near| near.component != own) {
                    self.judge(speech, &mut tell);
                } else {
                    self.judge_all(speech, &mut tell);
                }
            }
        } else {
            self.judge_all(speech, &mut tell);
        }
        found[first..].sort_unstable_by_key(|last| last.meeting);
    }

    /// Fills in what is known of the meetings at hand, and adds those of which each has to be looked at.
    fn look_closer(&mut self, speech: &Speech, floor: i64) {
        let t = self.t;
        for own in &mut self.near {
            own.end[1] = near(t.bound(own.event, END_HI));
            own.component = t.component(own.event);
        }
        let begins = t.bound(speech.event, BEGIN_HI);
        self.is_far = false;
        for &event in self.loose.events {
            let end = [END_LO, END_HI].map(|side| t.bound(event, side));
            self.is_far |= end
                .iter()
                .any(|&e| e.abs() < OPEN && i128::from(near(e)) != e);
            if end[0] < begins && end[1] >= i128::from(floor) {
                let mut own = t.involved(event).iter().filter(|i| i.actor == self.actor);
                let there =
                    own.any(|i| i.part == Part::Participant && !i.is_denied() && !i.is_implied());
                self.near.push(Near {
                    event,
                    open: t.is_alleged(event) || !there,
                    end: end.map(near),
                    component: t.component(event),
                });
            }
        }
        self.near
            .sort_unstable_by_key(|near| (near.component, near.event));
    }

    /// Where the beginning of the statement is free of all else: ends are too, but for those of one component.
    ///
    /// A meeting that no claim connects with another at hand is last in some world if, ending as late as it can, it
    /// leaves no other between itself and the statement. What is the last in every world is so against each other one.
    fn judge(&mut self, speech: &Speech, tell: &mut impl FnMut(u32, Certainty)) {
        let [earliest, latest] = speech.begin;
        let is_sure = |m: &Near| !m.open && m.end[1] < earliest;
        let all = &self.near;
        // Of those that no claim connects with another: only the latest, by its earliest end, stands in the way.
        let is_tied = |i: usize| {
            let same = |j: Option<usize>| {
                j.and_then(|j| all.get(j))
                    .is_some_and(|n| n.component == all[i].component)
            };
            all[i].component.is_some() && (same(i.checked_sub(1)) || same(Some(i + 1)))
        };
        let tied: Vec<usize> = (0..all.len()).filter(|&i| is_tied(i)).collect();
        let free = (0..all.len()).filter(|i| !tied.contains(i) && is_sure(&all[*i]));
        let bar = free.max_by_key(|&i| all[i].end[0]);
        let groups: Vec<&[usize]> = tied
            .chunk_by(|&i, &j| all[i].component == all[j].component)
            .collect();
        let rival = |i: usize| Rival {
            event: all[i].event,
            open: all[i].open,
        };
        let contest = Contest {
            t: self.t,
            of: speech.event,
            side: Side::Last,
        };
        for (i, m) in all.iter().enumerate() {
            let passes = |j: usize| {
                let n = &all[j];
                j != i && m.end[0] < n.end[1] && n.end[0] < latest && m.end[0] + 2 <= latest
            };
            let own = |j: usize| m.component.is_some() && all[j].component == m.component;
            if is_sure(m) && !(0..all.len()).any(|j| passes(j) && !own(j)) {
                let rivals: Vec<Rival> = (0..all.len()).filter(|&j| own(j)).map(rival).collect();
                if rivals.len() < 2 || contest.is_certain(m.event, &rivals) {
                    tell(m.event, Certainty::Certain);
                    continue;
                }
            }
            let is_bound = bar.is_some_and(|bar| m.end[1] < all[bar].end[0]);
            if m.end[1] < earliest && is_bound {
                continue;
            }
            // The latest that it can end, and the earliest that the statement can then begin.
            let end = m.end[1].min(latest - 1);
            let wall = earliest.max(end + 1);
            let is_free = |group: &&[usize]| {
                let mut firm = group.iter().map(|&j| &all[j]).filter(|n| !n.open);
                firm.clone().all(|n| n.end[0] <= end) || firm.all(|n| n.end[1] >= wall)
            };
            let possible = !tied.contains(&i) && groups.iter().all(is_free) || {
                self.rivals.clear();
                self.rivals.extend(tied.iter().map(|&j| rival(j)));
                self.rivals.extend(bar.map(rival));
                if !tied.contains(&i) && bar != Some(i) {
                    self.rivals.push(rival(i));
                }
                let relevant = contest.relevant(&self.rivals);
                contest.latest(m.event) >= contest.floor(&relevant)
                    && contest.is_possible(m.event, &relevant)
            };
            if possible {
                tell(m.event, Certainty::Possible);
            }
        }
    }

    /// Where claims connect the statement with a meeting at hand, or it is only alleged, or without a bound.
    ///
    /// A meeting that no claim connects with another, or with the statement, had best end as late as it can. Of the
    /// others of that kind only those stand in its way that end later still, and the first of them for all.
    fn judge_all(&self, speech: &Speech, tell: &mut impl FnMut(u32, Certainty)) {
        let contest = Contest {
            t: self.t,
            of: speech.event,
            side: Side::Last,
        };
        let rival = |near: &Near| Rival {
            event: near.event,
            open: near.open,
        };
        let everyone: Vec<Rival> = self.near.iter().map(rival).collect();
        let relevant = contest.relevant(&everyone);
        let floor = contest.floor(&relevant);
        let is_alleged = self.t.is_alleged(speech.event);
        let own = self.t.component(speech.event);
        let (tied, free): (Vec<&Near>, Vec<&Near>) = self.near.iter().partition(|near| {
            let same = self
                .near
                .iter()
                .filter(|other| other.component == near.component);
            near.component.is_some() && (near.component == own || same.count() > 1)
        });
        let latest = speech.begin[1];
        for near in &self.near {
            let m = near.event;
            if contest.latest(m) < floor {
                continue;
            }
            let is_tied = tied.iter().any(|other| other.event == m);
            let possible = if is_tied || self.is_far {
                contest.is_possible(m, &relevant)
            } else {
                let end = near.end[1].min(latest - 1);
                let later = free.iter().filter(|n| !n.open && n.end[0] > end);
                let first = later.min_by_key(|n| (n.end[1], n.event));
                let rivals = tied.iter().copied().chain([near]).chain(first.copied());
                contest.is_possible(m, &contest.relevant(&rivals.map(rival).collect::<Vec<_>>()))
            };
            if possible {
                let open = near.open || is_alleged;
                let certain = !open && contest.is_certain(m, &relevant);
                tell(m, Certainty::of(true, certain));
            }
        }
    }
}
