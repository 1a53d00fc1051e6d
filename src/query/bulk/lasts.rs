//! The last meetings before all statements, for those who ask.

use super::apart::Apart;
use super::chain::Chain;
use super::last::{Last, NONE, Search};
use super::pairs::Pairs;
use crate::query::QueryError;
use crate::query::engine::Counts;
use crate::query::relate::check_gap;
use crate::time::{Gap, Relation};
use crate::timeline::{
    ActorView, Agenda, EventKind, MeetingView, OPEN_PART, Part, StatementView, Timeline,
};
use std::borrow::Cow;
use std::fmt;

/// The last meetings of a speaker before one statement; see [`Timeline::last_meetings_before_all`].
#[derive(Clone, Debug)]
pub struct LastBefore<'t> {
    /// The statement.
    pub statement: StatementView<'t>,
    /// Who made it, and was at the meetings.
    pub speaker: ActorView<'t>,
    /// The meeting that is the last before it in every world. Several only where they end at one tick, in
    /// every world.
    pub certain: Vec<MeetingView<'t>>,
    /// How many other meetings are the last in some world. Zero where only certain ones were asked for.
    pub possible: u64,
}

/// The last meetings before all statements, as columns; see [`Timeline::last_meetings_before_all`].
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(["one", "two"].map(|key| Statement::new(key).by("b").on("2025-04-26")));
/// let t = t.build()?;
/// let all = t.last_meetings_before_all();
/// assert_eq!((all.len(), all.counts().certain), (2, 2));
/// let first = all.iter().next().unwrap();
/// assert_eq!(first.certain[0].event().key(), "talks");
/// # Ok::<(), demarche::Error>(())
/// ```
pub struct LastBeforeAll<'t> {
    timeline: &'t Timeline,
    agenda: Option<Cow<'t, Agenda>>,
    /// Statement and speaker of each place, where there is no agenda.
    asked: Vec<(u32, u32)>,
    /// With rows of meetings, or events where there is no agenda.
    last: Last,
}

impl<'t> LastBeforeAll<'t> {
    /// How many there are: one for each statement and each of its speakers.
    pub fn len(&self) -> usize {
        self.last.certain.len()
    }

    /// Whether nobody said anything.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many meetings are certainly the last before a statement of somebody who was there, and how many
    /// possibly. Linear.
    pub fn counts(&self) -> Counts {
        let certain = self.last.certain.iter().filter(|&&row| row != NONE).count();
        Counts {
            certain: (certain + self.last.more.len()) as u64,
            possible: self.last.possible.iter().map(|&n| u64::from(n)).sum(),
            unsettled: 0,
        }
    }

    /// One after the other, by the earliest beginning of the statement (none first) and then in file order,
    /// speakers in the order of the record.
    pub fn iter(&self) -> impl Iterator<Item = LastBefore<'t>> + '_ {
        let mut row = 0;
        let mut more = self.last.more.iter().peekable();
        (0..self.len()).map(move |slot| {
            let t = self.timeline;
            let (statement, speaker) = match &self.agenda {
                Some(agenda) => {
                    let people = &agenda.statements.people;
                    while people.starts[row + 1] as usize <= slot {
                        row += 1;
                    }
                    (agenda.statements.event[row], people.ids[slot] & !OPEN_PART)
                }
                None => self.asked[slot],
            };
            let event = |row: u32| match &self.agenda {
                Some(agenda) => agenda.meetings.event[row as usize],
                None => row,
            };
            let first = Some(self.last.certain[slot]).filter(|&row| row != NONE);
            let mut certain: Vec<u32> = first.map(event).into_iter().collect();
            while let Some(&(_, row)) = more.next_if(|other| other.0 as usize == slot) {
                certain.push(event(row));
            }
            certain.sort_unstable();
            LastBefore {
                statement: StatementView::new(t, statement),
                speaker: ActorView::new(t, speaker),
                certain: certain
                    .into_iter()
                    .map(|e| MeetingView::new(t, e))
                    .collect(),
                possible: self.last.possible.get(slot).map_or(0, |&n| u64::from(n)),
            }
        })
    }
}

impl fmt::Debug for LastBeforeAll<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LastBeforeAll")
            .field("len", &self.len())
            .finish_non_exhaustive()
    }
}

impl Timeline {
    /// For every statement and each of its speakers the last meeting of that speaker before it: what
    /// [`MeetingSearch::last_before`](crate::MeetingSearch::last_before) tells of one, for all at once.
    ///
    /// A meeting is the last before a statement if it ended before the statement began, and no other meeting
    /// of the speaker that did so ended later; those that end at one tick are all last. Meetings and statements
    /// that occurred count, and alleged ones as at most possible; so does a presence that is only implied.
    ///
    /// A few passes over all meetings and statements, `O(n)`; statements for which claims bind what can be the
    /// last are looked at one by one.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("first").between(["a", "b"]).on("2025-04-21"));
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-26"));
    /// t.add(Statement::new("reply").by("b").on("2025-04-25"));
    /// let t = t.build()?;
    /// let all = t.last_meetings_before_all();
    /// assert_eq!(all.counts().to_string(), "1 certain, 2 possible");
    /// let reply = all.iter().next().expect("two statements");
    /// assert_eq!((reply.certain.len(), reply.possible), (0, 2));
    /// let remark = all.iter().nth(1).expect("two statements");
    /// assert_eq!(remark.certain[0].key(), "talks");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn last_meetings_before_all(&self) -> LastBeforeAll<'_> {
        self.lasts(true)
    }

    /// The same with certain answers alone, which is several times as fast.
    pub fn certain_last_meetings_before_all(&self) -> LastBeforeAll<'_> {
        self.lasts(false)
    }

    fn lasts(&self, possible: bool) -> LastBeforeAll<'_> {
        let agenda = self.agenda_index_now();
        let (asked, last) = match &agenda {
            Some(agenda) => {
                let search = Search { t: self, agenda };
                (Vec::new(), search.all(possible))
            }
            None => self.lasts_one_by_one(possible),
        };
        LastBeforeAll {
            timeline: self,
            agenda,
            asked,
            last,
        }
    }

    /// The same where there is no agenda.
    fn lasts_one_by_one(&self, possible: bool) -> (Vec<(u32, u32)>, Last) {
        use crate::id::{ActorId, StatementId};
        use crate::query::certainty::Certainty;
        let kinds = &self.store().columns.kind;
        let mut asked: Vec<(u32, u32)> = Vec::new();
        for (event, &kind) in (0u32..).zip(kinds) {
            if kind != EventKind::Statement || !self.is_matched(event) {
                continue;
            }
            let first = asked.len();
            for involved in self.involved(event) {
                let known = asked[first..].iter().any(|own| own.1 == involved.actor);
                if involved.part == Part::By && !known {
                    asked.push((event, involved.actor));
                }
            }
        }
        asked.sort_by_cached_key(|&(event, _)| {
            (self.bounds(crate::timeline::Moment::begin(event)).0, event)
        });
        let mut last = Last::default();
        for (slot, &(event, actor)) in (0u32..).zip(&asked) {
            let found = self
                .meetings_of(ActorId(actor))
                .and_then(|search| search.last_before(StatementId(event)))
                .unwrap_or_default();
            let certain = |f: &&crate::query::Found<'_>| f.certainty() == Certainty::Certain;
            let mut sure = found.iter().filter(certain).map(|f| f.event);
            last.certain.push(sure.next().unwrap_or(NONE));
            last.more.extend(sure.map(|event| (slot, event)));
            if possible {
                let all = found.iter().filter(|f| !certain(f));
                last.possible.push(all.count() as u32);
            }
        }
        (asked, last)
    }

    /// How many pairs there are of a meeting and a later statement by somebody who was there, with so much time
    /// between the end of the one and the beginning of the other; a pair for each such speaker.
    ///
    /// It is what [`count`](Timeline::count) makes of `find count ?a, ?m, ?s where meeting ?m with ?a and
    /// statement ?s by ?a and ?m before ?s within ...`, in `O(n)` whatever the number of pairs.
    ///
    /// # Errors
    ///
    /// Where the gap has a least time above the greatest.
    ///
    /// ```
    /// use demarche::{Gap, days, prelude::*};
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-27"));
    /// t.add(Statement::new("reply").by("b").on("2025-04-28"));
    /// let t = t.build()?;
    /// let counts = t.count_meetings_before_statements(Gap::within(days(2)))?;
    /// assert_eq!(counts.to_string(), "0 certain, 1 possible");
    /// let counts = t.count_meetings_before_statements(Gap::within(days(3)))?;
    /// assert_eq!(counts.to_string(), "1 certain, 1 possible");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn count_meetings_before_statements(&self, gap: Gap) -> Result<Counts, QueryError> {
        check_gap(Relation::Before.into(), gap)?;
        if let Some(apart) = Apart::new(gap)
            && let Some(agenda) = self.agenda_index_now()
        {
            return Ok(Pairs::new(&agenda, apart).count(false));
        }
        self.count(format!(
            "find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s{}",
            words(gap)
        ))
    }

    /// How many chains there are of a meeting of X and Y, a later one of Y and Z, and a still later statement by
    /// Z, with so much time between each and the next. In one meeting they are different people; X may be
    /// Z.
    ///
    /// It is what [`count`](Timeline::count) makes of `find count where meeting ?m with ?x, ?y and meeting ?n
    /// with ?y, ?z and statement ?s by ?z and ?m before ?n within ... and ?n before ?s within ...`, in `O(n)`
    /// for certain chains, whatever their number; for possible ones the statements and meetings within the
    /// windows of middle meetings are gone through, too.
    ///
    /// # Errors
    ///
    /// Where a gap has a least time above the greatest.
    ///
    /// ```
    /// use demarche::{Gap, days, prelude::*};
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo"), Actor::person("c", "Cy")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Meeting::new("visit").between(["b", "c"]).on("2025-04-28"));
    /// t.add(Statement::new("remark").by("c").on("2025-04-29"));
    /// let t = t.build()?;
    /// let counts = t.count_chains(Gap::within(days(7)), Gap::within(days(2)))?;
    /// assert_eq!(counts.to_string(), "1 certain, 0 possible");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn count_chains(&self, first: Gap, second: Gap) -> Result<Counts, QueryError> {
        check_gap(Relation::Before.into(), first)?;
        check_gap(Relation::Before.into(), second)?;
        if let (Some(one), Some(two)) = (Apart::new(first), Apart::new(second))
            && let Some(agenda) = self.agenda_index_now()
        {
            let chain = Chain {
                agenda: &agenda,
                first: one,
                second: two,
                x: None,
                y: None,
                z: None,
            };
            return Ok(chain.count(false));
        }
        self.count(format!(
            "find count where meeting ?m with ?x, ?y and meeting ?n with ?y, ?z \
             and statement ?s by ?z and ?m before ?n{} and ?n before ?s{}",
            words(first),
            words(second)
        ))
    }
}

/// A gap as a query has it.
fn words(gap: Gap) -> String {
    let least = gap.min.map(|d| format!(" at least {d}"));
    let most = gap.max.map(|d| format!(" within {d}"));
    [least, most].into_iter().flatten().collect()
}
