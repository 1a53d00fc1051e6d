//! Who met whom before an event, the latest meetings first.

use crate::id::{ActorId, MeetingId, StatementId};
use crate::query::certainty::judge_pair;
use crate::query::formula::Formula;
use crate::query::{Certainty, QueryError};
use crate::time::{Gap, Relation};
use crate::timeline::{BEGIN_HI, BEGIN_LO, END_LO, Lookup, SHELVES, Timeline, near};
use std::iter::FusedIterator;

/// Two who met in a meeting, and how surely they did before what was asked.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
/// t.add(Statement::new("remark").by("b").on("2025-04-26"));
/// let t = t.build()?;
/// let met = t.latest_met_before("remark", 10, Certainty::Certain)?.next().unwrap();
/// assert_eq!(t.event(met.meeting)?.key(), "talks");
/// assert_eq!(t.actor(met.actors[0])?.name(), "Ada");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Met {
    /// The meeting.
    pub meeting: MeetingId,
    /// The two, in the order in which the record of the meeting names them.
    pub actors: [ActorId; 2],
    /// How sure it is; never impossible.
    pub certainty: Certainty,
}

/// Who met whom, the latest meetings first; see [`Timeline::latest_met_before`].
#[derive(Clone, Debug)]
pub struct LatestMet {
    pairs: std::vec::IntoIter<Met>,
}

impl Iterator for LatestMet {
    type Item = Met;

    fn next(&mut self) -> Option<Met> {
        self.pairs.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.pairs.size_hint()
    }
}

impl ExactSizeIterator for LatestMet {}
impl FusedIterator for LatestMet {}

/// Where a walk back through the meetings of a shelf has come.
#[derive(Clone, Copy, Debug, Default)]
struct Walk {
    /// How many are left.
    left: usize,
    /// Of how many it is known without a look at them that they are before the event.
    known: usize,
}

impl Timeline {
    /// Who met whom before a statement, of the so many latest meetings in which two did that are at least so sure to
    /// have been before it.
    ///
    /// The meeting that can have ended last at the earliest comes first; of those that can have ended at the same
    /// tick the last of the file. Pairs are in the order of the record. They are the answers of
    /// [`who_met_before`](Timeline::who_met_before), from the last on and without reasons.
    ///
    /// The first question makes an index of all meetings, `O(n log n)`. Then it takes `O(log n + a)` for `a` answers,
    /// but for meetings dated worse than to sixteen days, and such as are only alleged or have an implied presence:
    /// each of those is looked at.
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
    /// t.add(Meeting::new("first").between(["a", "b"]).on("2025-04-20"));
    /// t.add(Meeting::new("second").between(["b", "c"]).on("2025-04-22"));
    /// t.add(Meeting::new("third").between(["a", "c"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04-25"));
    /// let t = t.build()?;
    /// let keys = |met: demarche::LatestMet| -> Vec<String> {
    ///     met.map(|met| t.event(met.meeting).unwrap().key().to_owned()).collect()
    /// };
    /// assert_eq!(keys(t.latest_met_before("remark", 1, Certainty::Certain)?), ["second"]);
    /// assert_eq!(keys(t.latest_met_before("remark", 2, Certainty::Possible)?), ["third", "second"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn latest_met_before(
        &self,
        statement: impl Lookup<StatementId>,
        meetings: usize,
        at_least: Certainty,
    ) -> Result<LatestMet, QueryError> {
        let statement = statement.look_up(self)?.0;
        let mut pairs = Vec::new();
        let sure_only = at_least == Certainty::Certain;
        if self.is_matched(statement) && !(sure_only && self.is_alleged(statement)) {
            self.walk_back(statement, meetings, sure_only, &mut pairs);
        }
        Ok(LatestMet {
            pairs: pairs.into_iter(),
        })
    }

    fn walk_back(&self, statement: u32, meetings: usize, sure_only: bool, pairs: &mut Vec<Met>) {
        let hall = self.hall();
        let rows = hall.rows();
        let begin = [BEGIN_LO, BEGIN_HI].map(|side| near(self.bound(statement, side)));
        let kin: &[u32] = match self.component(statement) {
            Some(component) => self.members(component),
            None => &[],
        };
        let highest = if self.is_alleged(statement) {
            Certainty::Possible
        } else {
            Certainty::Certain
        };
        // What has to be looked at one by one, the latest last.
        let mut others: Vec<(i64, u32, Certainty)> = Vec::new();
        let apart = hall
            .loose()
            .iter()
            .filter(|&m| kin.binary_search(m).is_err());
        for &meeting in kin.iter().chain(apart) {
            let certainty = self.meeting_before(meeting, statement).min(highest);
            if certainty > Certainty::Impossible && !(sure_only && certainty < Certainty::Certain) {
                others.push((near(self.bound(meeting, END_LO)), meeting, certainty));
            }
        }
        others.sort_unstable_by_key(|&(tick, meeting, _)| (tick, meeting));
        let last = begin[usize::from(!sure_only)];
        let mut walks = [Walk::default(); SHELVES];
        for (walk, (row, _)) in walks.iter_mut().zip(&rows) {
            walk.left = row.before(last);
            walk.known = row.before(begin[0] - row.width).min(walk.left);
        }
        pairs.reserve(meetings.saturating_mul(7).min(4096));
        let head = |number: usize, left: usize| -> Option<(i64, u32, usize)> {
            let (at, row) = (left.checked_sub(1)?, &rows.get(number)?.0);
            Some((*row.ticks.get(at)?, *row.events.get(at)?, number))
        };
        let mut heads: [_; SHELVES] =
            std::array::from_fn(|number| head(number, walks[number].left));
        let mut left = meetings;
        while left > 0 {
            // The latest of what comes next on each shelf.
            let best = heads.iter().copied().max().flatten();
            let other = others.last().map(|&(tick, meeting, _)| (tick, meeting));
            let before = pairs.len();
            match best {
                Some((tick, meeting, number)) if other < Some((tick, meeting)) => {
                    let walk = &mut walks[number];
                    walk.left -= 1;
                    heads[number] = head(number, walk.left);
                    let (at, is_known) = (walk.left, walk.left < walk.known);
                    if !kin.is_empty() && kin.binary_search(&meeting).is_ok() {
                        continue;
                    }
                    let sure = is_known || rows[number].1.ends[at][1] < begin[0];
                    let certainty = if sure { highest } else { Certainty::Possible };
                    if sure_only && !sure {
                        continue;
                    }
                    let people = rows[number].1.people.of(at as u32);
                    for (i, &first) in people.iter().enumerate() {
                        pairs.extend(people[i + 1..].iter().map(|&second| Met {
                            meeting: MeetingId(meeting),
                            actors: [ActorId(first), ActorId(second)],
                            certainty,
                        }));
                    }
                }
                _ => {
                    let Some((_, meeting, certainty)) = others.pop() else {
                        break;
                    };
                    self.pairs_at(meeting, certainty, sure_only, pairs);
                }
            }
            left -= usize::from(pairs.len() > before);
        }
    }

    /// The pairs of one meeting, those of whom a presence is implied as at most possible.
    fn pairs_at(&self, meeting: u32, at_most: Certainty, sure_only: bool, pairs: &mut Vec<Met>) {
        let people = self.participants(meeting);
        for (i, first) in people.iter().enumerate() {
            for second in &people[i + 1..] {
                let implied = first.is_implied() || second.is_implied();
                if sure_only && implied {
                    continue;
                }
                pairs.push(Met {
                    meeting: MeetingId(meeting),
                    actors: [ActorId(first.actor), ActorId(second.actor)],
                    certainty: if implied {
                        Certainty::Possible
                    } else {
                        at_most
                    },
                });
            }
        }
    }

    /// How sure it is that a meeting took place and was before an event; impossible of what is no such meeting.
    fn meeting_before(&self, meeting: u32, other: u32) -> Certainty {
        use crate::timeline::EventKind;
        let kind = self.store().columns.kind[meeting as usize];
        if kind != EventKind::Meeting || !self.is_matched(meeting) {
            return Certainty::Impossible;
        }
        let certainty = judge_pair(
            self,
            Formula {
                x: meeting,
                set: Relation::Before.into(),
                y: other,
                gap: Gap::default(),
            },
        );
        if self.is_alleged(meeting) {
            certainty.min(Certainty::Possible)
        } else {
            certainty
        }
    }
}
