//! The meetings and statements of each actor in a row, by their places among all.

use super::gather::{Meetings, Statements};
use super::ties::Ties;
use super::{OPEN_PART, ROW_BITS};
use crate::timeline::rows::Rows;
use crate::timeline::seek::seek;
use std::ops::Range;
use std::sync::OnceLock;

/// The bits of a row; those above it hold what is known beside it.
const ROW: u32 = (1 << ROW_BITS) - 1;
const FLAGS: [u32; 4] = [1 << 31, 1 << 30, 1 << 29, 1 << 28];

/// An actor's meeting, and what is plain of it and of all that can have ended no later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step(u32);

impl Step {
    #[inline]
    pub(crate) fn row(self) -> u32 {
        self.0 & ROW
    }

    /// Whether the actor surely was there, and it surely ended no earlier than any of those can have.
    #[inline]
    pub(crate) fn is_last(self) -> bool {
        self.0 & FLAGS[0] != 0
    }

    /// Whether the end of one that can end as late is known to the tick.
    #[inline]
    pub(crate) fn is_exact(self) -> bool {
        self.0 & FLAGS[1] != 0
    }

    /// Whether the actor may not have been there.
    #[inline]
    fn is_open(self) -> bool {
        self.0 & FLAGS[3] != 0
    }

    /// Whether one that claims tie to others surely ended no earlier than any can have that is not tied.
    #[inline]
    pub(crate) fn is_tied_last(self) -> bool {
        self.0 & FLAGS[2] != 0
    }
}

/// An actor's statement among the meetings of all: as many as these have, by latest or by earliest end, ...
#[derive(Clone, Copy, Debug)]
pub(crate) struct Said {
    row: u32,
    /// The place of the actor among the speakers of all statements.
    slot: u32,
    /// ... surely ended before it has begun; before the last tick before that, where its beginning is known to the
    /// tick.
    pub(crate) over: u32,
    /// ... ended before it has begun at the latest.
    pub(crate) ended: u32,
    /// ... can have ended before it has begun at the latest.
    pub(crate) begun: u32,
}

impl Said {
    #[inline]
    pub(crate) fn row(self) -> usize {
        (self.row & ROW) as usize
    }

    /// The place of the actor among the speakers of all statements.
    #[inline]
    pub(crate) fn slot(self) -> usize {
        self.slot as usize
    }

    /// How many meetings surely ended before it has begun.
    #[inline]
    fn surely_over(self) -> u32 {
        if self.is_exact() {
            self.ended
        } else {
            self.over
        }
    }

    /// Whether its beginning is known to the tick.
    #[inline]
    pub(crate) fn is_exact(self) -> bool {
        self.row & FLAGS[0] != 0
    }

    /// Whether claims bind it to a meeting of its speaker.
    #[inline]
    pub(crate) fn is_bound(self) -> bool {
        self.row & FLAGS[1] != 0
    }

    /// Whether it may not have been made.
    #[inline]
    pub(crate) fn is_open(self) -> bool {
        self.row & FLAGS[2] != 0
    }

    /// Whether claims leave no room between the end of a meeting and its beginning.
    #[inline]
    pub(crate) fn is_close(self) -> bool {
        self.row & FLAGS[3] != 0
    }
}

/// One actor's part of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Trail<'a> {
    /// The meetings, by latest end.
    pub(crate) steps: &'a [Step],
    /// Their places among all meetings by earliest end, in order.
    pub(crate) opened: &'a [u32],
    /// The statements, by latest beginning and then in file order.
    pub(crate) said: &'a [Said],
    /// The earliest, and the latest, ends of those meetings that claims tie to others, each in order.
    pub(crate) tied: [&'a [i64]; 2],
}

/// The meetings and statements of every actor.
#[derive(Clone, Debug)]
pub(crate) struct Trails {
    steps: Rows<Step>,
    opened: Rows<u32>,
    said: Rows<Said>,
    tied: [Rows<i64>; 2],
    passed: OnceLock<Rows<u32>>,
}

impl Trails {
    pub(super) fn new(actors: usize, m: &Meetings, s: &Statements, ties: &Ties) -> Trails {
        let parts = (0..m.len()).flat_map(|row| m.people.of(row).iter().map(move |&id| (id, row)));
        let parts = parts.map(|(id, row)| (id & !OPEN_PART, Step(row as u32 | id & OPEN_PART)));
        let mut steps = Rows::group(actors, parts);
        steps.each_mut(|own| mark(own, m, ties));
        let by_lo = |&at: &usize| m.by_end_lo[at] as usize;
        let opened = (0..m.len()).flat_map(|at| {
            let ids = m.people.of(by_lo(&at)).iter();
            ids.map(move |&id| (id & !OPEN_PART, at as u32))
        });
        let tied = |rows: &mut dyn Iterator<Item = usize>, ticks: &[i64]| {
            let mut pairs: Vec<(u32, i64)> = Vec::new();
            for row in rows.filter(|&row| m.is_tied(row, ties)) {
                let ids = m.people.of(row).iter();
                pairs.extend(ids.map(|&id| (id & !OPEN_PART, ticks[row])));
            }
            Rows::group(actors, pairs.into_iter())
        };
        let mut by_lo = m.by_end_lo.iter().map(|&row| row as usize);
        let tied = [
            tied(&mut by_lo, &m.end_lo),
            tied(&mut (0..m.len()), &m.end_hi),
        ];
        let all = all_said(m, s, ties);
        let order = in_file_order(s);
        let said = order.iter().flat_map(|&row| {
            let own = all[row as usize];
            s.people.range(row as usize).map(move |slot| {
                let id = s.people.ids[slot];
                let open = if id & OPEN_PART != 0 { FLAGS[2] } else { 0 };
                let (row, slot) = (own.row | open, slot as u32);
                (id & !OPEN_PART, Said { row, slot, ..own })
            })
        });
        Trails {
            steps,
            opened: Rows::group(actors, opened),
            tied,
            said: Rows::group(actors, said),
            passed: OnceLock::new(),
        }
    }

    /// For each step how many of the first of the same actor surely had ended before some meeting at which the actor
    /// surely was, of those up to it. Made when first asked for, `O(n log n)`.
    fn passed(&self, m: &Meetings) -> &Rows<u32> {
        self.passed.get_or_init(|| {
            // How many of all ended before each has at the earliest.
            let mut before = vec![0u32; m.len()];
            let mut count = 0;
            for &row in &m.by_end_lo {
                let lo = m.end_lo[row as usize];
                count = seek(&m.end_hi, count, |&hi| hi < lo);
                before[row as usize] = count as u32;
            }
            let mut passed = Vec::with_capacity(self.steps.total());
            for actor in 0..self.steps.len() as u32 {
                let own = self.steps.of(actor);
                let mut most = 0;
                for (at, step) in own.iter().enumerate() {
                    let limit = before[step.row() as usize];
                    // Most ended before nothing else than those before them.
                    let is_more = !step.is_open() && own[most].row() < limit;
                    if is_more {
                        most = seek(&own[..at], at, |other| other.row() < limit);
                    }
                    passed.push(most as u32);
                }
            }
            self.steps.with_values(passed)
        })
    }

    /// For each statement of an actor: how many meetings can have ended before it, and how many of the first had ended
    /// before one that surely was over. Its place comes first.
    pub(crate) fn each_passed(
        &self,
        actor: u32,
        m: &Meetings,
        mut tell: impl FnMut(usize, u32, u32),
    ) {
        let trail = self.of(actor);
        let passed = self.passed(m).of(actor);
        let (mut begun, mut over) = (0, 0);
        for said in trail.said {
            begun += count_until(&trail.opened[begun..], said.begun, |&at| at);
            over = seek(trail.steps, over, |step| step.row() < said.surely_over());
            let floor = over.checked_sub(1).map_or(0, |at| passed[at]);
            tell(said.slot(), begun as u32, floor);
        }
    }

    pub(crate) fn of(&self, actor: u32) -> Trail<'_> {
        Trail {
            steps: self.steps.of(actor),
            opened: self.opened.of(actor),
            said: self.said.of(actor),
            tied: self.tied.each_ref().map(|rows| rows.of(actor)),
        }
    }

    /// Ranges of so many actors that have about as many meetings.
    pub(crate) fn split(&self, actors: usize, parts: usize) -> Vec<Range<usize>> {
        self.steps.split(actors, parts)
    }
}

/// Marks what is plain of an actor's meetings, by latest end; each has its openness in its last bit.
fn mark(own: &mut [Step], m: &Meetings, ties: &Ties) {
    let (mut last, mut exact) = (i64::MIN, false);
    let (mut free, mut tied) = (i64::MIN, None);
    for step in own {
        let row = step.row() as usize;
        let (lo, hi) = (m.end_lo[row], m.end_hi[row]);
        exact = lo == hi || exact && hi == last;
        let is_open = step.0 & OPEN_PART != 0;
        let is_last = !is_open && lo >= last && hi > last;
        last = hi;
        if m.is_tied(row, ties) {
            tied = tied.max(Some(lo));
        } else {
            free = hi;
        }
        let is_tied_last = tied.is_some_and(|lo| lo >= free);
        let marks = [is_last, exact, is_tied_last, is_open];
        let marks = marks
            .iter()
            .zip(FLAGS)
            .map(|(&is, flag)| u32::from(is) * flag);
        step.0 = row as u32 | marks.sum::<u32>();
    }
}

/// Each statement among the meetings.
fn all_said(m: &Meetings, s: &Statements, ties: &Ties) -> Vec<Said> {
    let (mut over, mut ended, mut begun) = (0, 0, 0);
    let mut all: Vec<Said> = (0..s.len())
        .map(|row| {
            let is_exact = s.begin_lo[row] == s.begin_hi[row];
            let tick = s.begin_lo[row] - i64::from(is_exact);
            over = seek(&m.end_hi, over, |&hi| hi < tick);
            let marks = [(is_exact, FLAGS[0]), (ties.has_statement(row), FLAGS[1])];
            let marks = marks.map(|(is, flag)| u32::from(is) * flag);
            Said {
                row: row as u32 | marks[0] | marks[1],
                slot: 0,
                over: over as u32,
                ended: 0,
                begun: 0,
            }
        })
        .collect();
    for tie in ties.spoken().filter(|tie| tie.is_close()) {
        all[tie.second as usize].row |= FLAGS[3];
    }
    for &row in &s.by_begin_hi {
        let tick = s.begin_hi[row as usize];
        ended = seek(&m.end_hi, ended, |&hi| hi < tick);
        begun = seek(&m.by_end_lo, begun, |&row| m.end_lo[row as usize] < tick);
        let own = &mut all[row as usize];
        (own.ended, own.begun) = (ended as u32, begun as u32);
    }
    all
}

/// Statements by latest beginning and then in file order.
fn in_file_order(s: &Statements) -> Vec<u32> {
    let mut order = s.by_begin_hi.to_vec();
    let hi = |row: &u32| s.begin_hi[*row as usize];
    for same in order.chunk_by_mut(|a, b| hi(a) == hi(b)) {
        same.sort_unstable_by_key(|&row| s.event[row as usize]);
    }
    order
}

/// How many items at the head of a list in order have a number below another.
#[inline]
pub(crate) fn count_until<T>(list: &[T], limit: u32, number: impl Fn(&T) -> u32) -> usize {
    let mut count = 0;
    // Most are few: eight at a time need no branch.
    while let Some(next) = list[count..].first_chunk::<8>() {
        let own = next.iter().map(|item| usize::from(number(item) < limit));
        let own = own.sum::<usize>();
        count += own;
        if own < 8 {
            return count;
        }
    }
    let rest = list[count..].iter();
    count + rest.take_while(|item| number(item) < limit).count()
}
