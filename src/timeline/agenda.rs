//! Meetings and statements in the order of their ends, with those who took part: what questions about
//! everything are counted from.

mod ends;
mod gather;
mod spoken;
mod sums;
mod ties;
mod trails;

use super::rows::Rows;
use super::timeline::Timeline;
pub(crate) use ends::{Ends, Other, Others, Scale, Sides};
pub(crate) use gather::{Meetings, People, Statements};
pub(crate) use spoken::Spoken;
use std::sync::OnceLock;
pub(crate) use sums::{Follows, Kept, Plain, Sums};
pub(crate) use ties::{Level, Tie, Ties};
pub(crate) use trails::{Said, Step, Trail, Trails, count_until};

/// "No bound", with its sign: beyond every bound that is kept, so that a gap added to either keeps their order.
pub(crate) const UNBOUND: i64 = (1 << 62) - 1;

/// No bound that is kept lies this far out.
const FAR: i128 = 1 << 61;

/// No gap that is counted by is this long.
pub(crate) const LONGEST: i64 = 1 << 60;

/// Set in the number of an actor whose part in an event is open: the presence is only implied, or the event
/// only alleged.
pub(crate) const OPEN_PART: u32 = 1 << 31;

/// So many bits hold a row: more meetings or statements have no agenda.
const ROW_BITS: u32 = 28;

/// The longest windows of each class of an actor's lists but the last, in ticks: a day, four days, ...
const CLASSES: [i64; 5] = {
    let day = crate::time::DAY;
    [day, 4 * day, 16 * day, 64 * day, 256 * day]
};

/// Rows of each actor, by class.
type Lists = [Rows<u32>; CLASSES.len() + 1];

/// The longest window of a class.
fn longest(class: usize) -> i64 {
    CLASSES.get(class).copied().unwrap_or(i64::MAX)
}

/// Meetings and statements that questions speak of, as rows in the order of their ends.
///
/// A meeting that occurred or is alleged is a row, by its latest end; a statement, by its earliest
/// beginning. Beside them stands who took part (denied presence left out, each actor once) or spoke.
/// Events in one component that bind each other more than their windows do are ties.
///
/// It keeps per meeting 24 bytes, and 24 more where beginnings have windows of their own; 4 bytes a participant;
/// per statement 24 bytes and 4 bytes a speaker. When first asked for are made: orders by other ends (4 bytes a row
/// each), the rows of each actor (4 bytes a part), their ends (4 or 8 bytes a part), and their trails (8 bytes a
/// participant, 20 a speaker). Made in `O(n log n)`.
#[derive(Clone, Debug)]
pub(crate) struct Agenda {
    pub(crate) actors: usize,
    pub(crate) meetings: Meetings,
    pub(crate) statements: Statements,
    pub(crate) ties: Ties,
    ends: OnceLock<Ends>,
    trails: OnceLock<Trails>,
    /// Rows of each actor in their order, by how wide their windows are: a search looks back by no more than a
    /// class is wide. Made when first asked for.
    meetings_of: OnceLock<Lists>,
    statements_of: OnceLock<Lists>,
    spoken: OnceLock<Spoken>,
    pub(crate) sums: Kept,
}

impl Agenda {
    /// The agenda of a timeline; `None` where a bound lies too far out for plain numbers, or where too many
    /// events are in components of many.
    pub(crate) fn new(t: &Timeline) -> Option<Agenda> {
        let actors = t.store().actors.keys.len();
        if actors >= OPEN_PART as usize {
            return None;
        }
        let meetings = Meetings::gather(t)?;
        let statements = Statements::gather(t)?;
        if meetings.len().max(statements.len()) >> ROW_BITS != 0 {
            return None;
        }
        let ties = Ties::find(t, &meetings, &statements)?;
        Some(Agenda {
            ends: OnceLock::new(),
            trails: OnceLock::new(),
            actors,
            meetings_of: OnceLock::new(),
            statements_of: OnceLock::new(),
            meetings,
            statements,
            ties,
            spoken: OnceLock::new(),
            sums: Kept::default(),
        })
    }

    fn meetings_of(&self) -> &Lists {
        let m = &self.meetings;
        self.meetings_of
            .get_or_init(|| lists(self.actors, &m.people, |row| span(m, row)))
    }

    fn statements_of(&self) -> &Lists {
        let s = &self.statements;
        self.statements_of.get_or_init(|| {
            lists(self.actors, &s.people, |row| {
                s.begin_hi[row] - s.begin_lo[row]
            })
        })
    }

    /// Ends and beginnings of each actor side by side. Made when first asked for, linear.
    pub(crate) fn ends(&self) -> &Ends {
        let make = || Ends::new(self.actors, &self.meetings, &self.statements);
        self.ends.get_or_init(make)
    }

    /// The meetings and statements of each actor by their places among all. Made when first asked for, linear.
    pub(crate) fn trails(&self) -> &Trails {
        let make = || Trails::new(self.actors, &self.meetings, &self.statements, &self.ties);
        self.trails.get_or_init(make)
    }

    /// When each actor may begin to speak. Made when first asked for, linear.
    pub(crate) fn spoken(&self) -> &Spoken {
        let make = || Spoken::new(self.actors, &self.statements);
        self.spoken.get_or_init(make)
    }

    /// The class of a meeting's windows.
    fn class_of(&self, row: usize) -> usize {
        class_of(span(&self.meetings, row))
    }

    /// The meetings of an actor, class by class.
    pub(crate) fn all_meetings_of(&self, actor: u32) -> impl Iterator<Item = usize> + '_ {
        let lists = self.meetings_of().iter();
        lists.flat_map(move |rows| rows.of(actor).iter().map(|&row| row as usize))
    }

    /// How many meetings an actor has.
    pub(crate) fn meeting_count(&self, actor: u32) -> usize {
        self.meetings_of()
            .iter()
            .map(|rows| rows.of(actor).len())
            .sum()
    }

    /// The statements of an actor, class by class.
    pub(crate) fn all_statements_of(&self, actor: u32) -> impl Iterator<Item = usize> + '_ {
        let lists = self.statements_of().iter();
        lists.flat_map(move |rows| rows.of(actor).iter().map(|&row| row as usize))
    }

    /// The meetings of an actor whose end can lie between two ticks, both inclusive.
    pub(crate) fn meetings_near(&self, actor: u32, from: i64, to: i64, mut say: impl FnMut(usize)) {
        let (lo, hi) = (&self.meetings.end_lo, &self.meetings.end_hi);
        self.near(actor, from, to, |row| {
            if hi[row] >= from && lo[row] <= to {
                say(row);
            }
        });
    }

    /// The meetings of an actor whose beginning can lie between two ticks, both inclusive.
    pub(crate) fn meetings_beginning_near(
        &self,
        actor: u32,
        from: i64,
        to: i64,
        mut say: impl FnMut(usize),
    ) {
        let (lo, hi) = self.meetings.begins();
        self.near(actor, from, to, |row| {
            if hi[row] >= from && lo[row] <= to {
                say(row);
            }
        });
    }

    /// The meetings of an actor that can be under way between two ticks, and a few more.
    fn near(&self, actor: u32, from: i64, to: i64, mut say: impl FnMut(usize)) {
        let first = self.meetings.first_ending(from);
        for (class, lists) in self.meetings_of().iter().enumerate() {
            let rows = lists.of(actor);
            if rows.is_empty() {
                continue;
            }
            let start = rows.partition_point(|&row| (row as usize) < first);
            let last = to.saturating_add(longest(class));
            for &row in &rows[start..] {
                if self.meetings.end_hi[row as usize] > last {
                    break;
                }
                say(row as usize);
            }
        }
    }

    /// The meetings of an actor before a row, in each class the last first as long as `before` says so, and those
    /// from it on that can be under way by a tick, and a few more.
    pub(crate) fn meetings_around(
        &self,
        actor: u32,
        (row, to): (usize, i64),
        mut before: impl FnMut(usize) -> bool,
        mut ahead: impl FnMut(usize),
    ) {
        for (class, lists) in self.meetings_of().iter().enumerate() {
            let rows = lists.of(actor);
            let start = rows.partition_point(|&own| (own as usize) < row);
            let _ = rows[..start].iter().rev().all(|&own| before(own as usize));
            let last = to.saturating_add(longest(class));
            for &own in &rows[start..] {
                if self.meetings.end_hi[own as usize] > last {
                    break;
                }
                ahead(own as usize);
            }
        }
    }

    /// The meetings of an actor from a row on, in each class the first first as long as `go_on` says so.
    pub(crate) fn meetings_from(
        &self,
        actor: u32,
        row: usize,
        mut go_on: impl FnMut(usize) -> bool,
    ) {
        for lists in self.meetings_of() {
            let rows = lists.of(actor);
            let start = rows.partition_point(|&own| (own as usize) < row);
            let _ = rows[start..].iter().all(|&own| go_on(own as usize));
        }
    }

    /// The statements of an actor whose earliest beginning lies between two ticks, both inclusive.
    pub(crate) fn statements_beginning(
        &self,
        actor: u32,
        from: i64,
        to: i64,
        mut say: impl FnMut(usize),
    ) {
        if from > to {
            return;
        }
        let lo = &self.statements.begin_lo;
        let first = lo.partition_point(|&tick| tick < from);
        for lists in self.statements_of() {
            let rows = lists.of(actor);
            let start = rows.partition_point(|&row| (row as usize) < first);
            for &row in &rows[start..] {
                if lo[row as usize] > to {
                    break;
                }
                say(row as usize);
            }
        }
    }

    /// The statements of an actor whose beginning can lie between two ticks, both inclusive.
    pub(crate) fn statements_near(
        &self,
        actor: u32,
        from: i64,
        to: i64,
        mut say: impl FnMut(usize),
    ) {
        let (lo, hi) = (&self.statements.begin_lo, &self.statements.begin_hi);
        for (class, lists) in self.statements_of().iter().enumerate() {
            let rows = lists.of(actor);
            if rows.is_empty() {
                continue;
            }
            let first = from.saturating_sub(longest(class));
            let start = rows.partition_point(|&row| lo[row as usize] < first);
            for &row in &rows[start..] {
                let row = row as usize;
                if lo[row] > to {
                    break;
                }
                if hi[row] >= from {
                    say(row);
                }
            }
        }
    }
}

/// How wide a meeting's windows are, from the earliest beginning, so that both ends are in reach.
fn span(m: &Meetings, row: usize) -> i64 {
    m.end_hi[row] - m.begins().0[row].min(m.end_lo[row])
}

/// The class of windows that are so wide.
fn class_of(width: i64) -> usize {
    let class = CLASSES.iter().position(|&longest| width <= longest);
    class.unwrap_or(CLASSES.len())
}

/// Rows of each actor by class.
fn lists(actors: usize, people: &People, width: impl Fn(usize) -> i64) -> Lists {
    let mut classes: [Vec<u32>; CLASSES.len() + 1] = Default::default();
    for row in 0..people.len() {
        classes[class_of(width(row))].push(row as u32);
    }
    classes.map(|rows| {
        let pairs = rows.iter().flat_map(|&row| {
            let ids = people.of(row as usize).iter();
            ids.map(move |&id| (id & !OPEN_PART, row))
        });
        Rows::group(actors, pairs)
    })
}
