//! Events of one component that bind each other more than their windows do.

use super::gather::{Meetings, Statements};
use super::{FAR, OPEN_PART, UNBOUND};
use crate::timeline::columns::OPEN;
use crate::timeline::encode::Moment;
use crate::timeline::timeline::Timeline;

/// How many pairs of events of one component are looked at.
const PAIRS: usize = 1 << 25;

/// A meeting and a later row that claims bind to each other: a meeting with a participant in common, or any
/// statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tie {
    pub(crate) first: u32,
    pub(crate) second: u32,
    /// The least and greatest of the second's beginning less the first's end.
    pub(crate) across: [i64; 2],
    /// The same of the second's end less the first's end; of a statement its beginning less the first's
    /// beginning.
    pub(crate) along: [i64; 2],
}

/// Two meetings with a participant in common whose ends bind each other more than their windows do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Level {
    pub(crate) first: u32,
    pub(crate) second: u32,
    /// Whether all that claims add to the windows is that the first ends before the second.
    pub(crate) is_order: bool,
}

/// All ties of an agenda.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ties {
    /// Of two meetings, by row.
    pub(crate) meetings: Vec<Tie>,
    /// Of a meeting and a statement, by row.
    pub(crate) statements: Vec<Tie>,
    /// The places of those of statements, by the statement.
    pub(crate) by_statement: Vec<u32>,
    /// The places of those of statements by somebody who took part in the meeting.
    pub(crate) spoken: Vec<u32>,
    /// Meetings whose own end is bound to their beginning: by row, with the least and greatest time between.
    pub(crate) inner: Vec<(u32, [i64; 2])>,
    /// Of two meetings, each pair once, by the second row.
    pub(crate) level: Vec<Level>,
    /// The meetings that are bound to any other row, a bit a row.
    meeting_bits: Vec<u64>,
    /// The statements that are bound to a meeting of their speaker, a bit a row.
    statement_bits: Vec<u64>,
}

fn set(bits: &mut [u64], row: u32) {
    bits[row as usize / 64] |= 1 << (row % 64);
}

fn is_set(bits: &[u64], row: usize) -> bool {
    bits[row / 64] >> (row % 64) & 1 != 0
}

/// What windows say of a difference, as the greatest.
fn apart(hi: i64, lo: i64) -> i128 {
    if hi == UNBOUND || lo == -UNBOUND {
        OPEN
    } else {
        i128::from(hi) - i128::from(lo)
    }
}

impl Tie {
    /// Whether the statement surely begins after the end of the meeting.
    pub(crate) fn is_before(&self) -> bool {
        self.across[0] >= 1
    }

    /// Whether nothing can be between the end of the meeting and the beginning of the statement, which is later.
    pub(crate) fn is_close(&self) -> bool {
        self.is_before() && self.across[1] < 2
    }

    /// Whether all that claims add to the windows about the end of the meeting and the beginning of the statement is
    /// which is first, if that.
    pub(crate) fn is_order(&self, m: &Meetings, s: &Statements) -> bool {
        let (x, y) = (self.first as usize, self.second as usize);
        let (least, most) = (
            apart(m.end_hi[x], s.begin_lo[y]),
            apart(s.begin_hi[y], m.end_lo[x]),
        );
        let same = |told: i64, seen: i128| plain(seen) == Some(told);
        let [low, high] = [same(self.across[0], -least), same(self.across[1], most)];
        let is_after = self.across[1] <= 0;
        (low || self.is_before()) && high || low && is_after
    }
}

/// A bound of a difference in plain numbers.
fn plain(bound: i128) -> Option<i64> {
    if bound.abs() >= OPEN {
        return Some(if bound < 0 { -UNBOUND } else { UNBOUND });
    }
    (bound.abs() < 2 * FAR - 1).then_some(bound as i64)
}

impl Ties {
    /// Whether a meeting is bound to any other row, or to itself.
    pub(crate) fn has_meeting(&self, row: usize) -> bool {
        is_set(&self.meeting_bits, row)
    }

    /// Whether a statement is bound to a meeting at which its speaker was.
    pub(crate) fn has_statement(&self, row: usize) -> bool {
        is_set(&self.statement_bits, row)
    }

    /// Whether a meeting's own end is bound to its beginning.
    pub(crate) fn has_inner(&self, row: usize) -> bool {
        let found = self.inner.binary_search_by_key(&(row as u32), |own| own.0);
        found.is_ok()
    }

    /// The tie of two meetings, the first of which may be before the second.
    pub(crate) fn of_meetings(&self, first: u32, second: u32) -> Option<&Tie> {
        let key = (first, second);
        let at = self
            .meetings
            .binary_search_by_key(&key, |t| (t.first, t.second));
        at.ok().map(|at| &self.meetings[at])
    }

    /// The pairs of meetings whose second one is this.
    pub(crate) fn level_to(&self, second: u32) -> impl Iterator<Item = &Level> {
        let start = self.level.partition_point(|level| level.second < second);
        let rest = self.level[start..].iter();
        rest.take_while(move |level| level.second == second)
    }

    /// The tie of a meeting and a statement.
    pub(crate) fn of_statement(&self, first: u32, second: u32) -> Option<&Tie> {
        let key = (first, second);
        let at = self
            .statements
            .binary_search_by_key(&key, |t| (t.first, t.second));
        at.ok().map(|at| &self.statements[at])
    }

    /// The ties of statements that begin with a meeting.
    pub(crate) fn of_meeting(&self, first: u32) -> &[Tie] {
        let start = self.statements.partition_point(|tie| tie.first < first);
        let rest = &self.statements[start..];
        let len = rest.iter().take_while(|tie| tie.first == first).count();
        &rest[..len]
    }

    /// The ties of a meeting and a statement by somebody who took part in it.
    pub(crate) fn spoken(&self) -> impl Iterator<Item = &Tie> {
        self.spoken.iter().map(|&at| &self.statements[at as usize])
    }

    /// The ties that end with a statement.
    pub(crate) fn to_statement(&self, second: u32) -> impl Iterator<Item = &Tie> {
        let of = |&at: &u32| self.statements[at as usize].second;
        let start = self.by_statement.partition_point(|at| of(at) < second);
        let rest = self.by_statement[start..].iter();
        rest.take_while(move |at| of(at) == second)
            .map(|&at| &self.statements[at as usize])
    }

    pub(super) fn find(t: &Timeline, meetings: &Meetings, statements: &Statements) -> Option<Ties> {
        let mut ties = Ties {
            meeting_bits: vec![0; meetings.len() / 64 + 1],
            statement_bits: vec![0; statements.len() / 64 + 1],
            ..Ties::default()
        };
        for (row, &event) in (0u32..).zip(&meetings.event) {
            ties.inner(t, meetings, row, event)?;
        }
        let of = |events: &[u32], is_statement: bool| -> Vec<(u32, bool, u32)> {
            let all = (0u32..).zip(events);
            all.filter_map(|(row, &e)| Some((t.component(e)?, is_statement, row)))
                .collect()
        };
        let mut all = of(&meetings.event, false);
        all.extend(of(&statements.event, true));
        all.sort_unstable();
        let mut pairs = 0usize;
        for group in all.chunk_by(|a, b| a.0 == b.0) {
            let split = group.partition_point(|member| !member.1);
            pairs = pairs.saturating_add(split.saturating_mul(group.len()));
            if pairs > PAIRS {
                return None;
            }
            for &(_, _, first) in &group[..split] {
                for &(_, is_statement, second) in group {
                    if is_statement {
                        ties.statement(t, (meetings, first), (statements, second))?;
                    } else if first != second {
                        ties.meeting(t, meetings, first, second)?;
                    }
                }
            }
        }
        ties.level.sort_unstable_by_key(|l| (l.second, l.first));
        ties.meetings.sort_unstable_by_key(|t| (t.first, t.second));
        ties.statements
            .sort_unstable_by_key(|t| (t.first, t.second));
        let list = &ties.statements;
        let mut by_statement: Vec<u32> = (0..list.len() as u32).collect();
        by_statement.sort_unstable_by_key(|&at| (list[at as usize].second, at));
        ties.by_statement = by_statement;
        for (place, tie) in (0u32..).zip(&ties.statements) {
            let by = statements.people.of(tie.second as usize);
            let is_there = |id: &u32| meetings.people.find(tie.first as usize, id & !OPEN_PART);
            if by.iter().any(|id| is_there(id).is_some()) {
                ties.spoken.push(place);
                set(&mut ties.statement_bits, tie.second);
            }
        }
        Some(ties)
    }

    /// Notes how a meeting's own ends bind each other, where windows do not tell.
    fn inner(&mut self, t: &Timeline, m: &Meetings, row: u32, event: u32) -> Option<()> {
        let at = row as usize;
        let (lo, hi) = (m.begins().0[at], m.begins().1[at]);
        let instant = t.store().columns.is_instant(event);
        let is_exact = lo == hi && m.end_lo[at] == m.end_hi[at];
        if is_exact || (!instant && t.component(event).is_none()) {
            return Some(());
        }
        let (begin, end) = (Moment::begin(event), Moment::end(event));
        let most = t.distance(begin, end);
        let least = -t.distance(end, begin);
        let window = apart(m.end_hi[at], lo);
        if least > 0.max(-apart(hi, m.end_lo[at])) || most < window {
            self.inner.push((row, [plain(least)?, plain(most)?]));
        }
        Some(())
    }

    fn statement(
        &mut self,
        t: &Timeline,
        (m, first): (&Meetings, u32),
        (s, second): (&Statements, u32),
    ) -> Option<()> {
        let (x, y) = (first as usize, second as usize);
        let (lo, hi) = (m.begins().0[x], m.begins().1[x]);
        let (s_lo, s_hi) = (s.begin_lo[y], s.begin_hi[y]);
        let exact = lo == hi && m.end_lo[x] == m.end_hi[x];
        if exact || s_lo == s_hi {
            return Some(());
        }
        let d = t.quad(m.event[x], s.event[y]).0;
        let across = [-d[2][1], d[1][2]];
        let along = [-d[2][0], d[0][2]];
        let by_windows = [-apart(m.end_hi[x], s_lo), apart(s_hi, m.end_lo[x])];
        let begun = [-apart(hi, s_lo), apart(s_hi, lo)];
        if across == by_windows && along == begun {
            return Some(());
        }
        set(&mut self.meeting_bits, first);
        if s_hi - m.end_lo[x] >= 1 || s_hi == UNBOUND {
            self.statements.push(Tie {
                first,
                second,
                across: [plain(across[0])?, plain(across[1])?],
                along: [plain(along[0])?, plain(along[1])?],
            });
        }
        Some(())
    }

    fn meeting(&mut self, t: &Timeline, m: &Meetings, first: u32, second: u32) -> Option<()> {
        let (x, y) = (first as usize, second as usize);
        let begins = m.begins();
        let exact = |at: usize| begins.0[at] == begins.1[at] && m.end_lo[at] == m.end_hi[at];
        let shared = m
            .people
            .of(x)
            .iter()
            .any(|id| m.people.find(y, id & !OPEN_PART).is_some());
        if !shared || exact(x) || exact(y) {
            return Some(());
        }
        let d = t.quad(m.event[x], m.event[y]).0;
        let across = [-d[2][1], d[1][2]];
        let along = [-d[3][1], d[1][3]];
        let by_windows = [
            -apart(m.end_hi[x], begins.0[y]),
            apart(begins.1[y], m.end_lo[x]),
        ];
        let ended = [
            -apart(m.end_hi[x], m.end_lo[y]),
            apart(m.end_hi[y], m.end_lo[x]),
        ];
        if across == by_windows && along == ended {
            return Some(());
        }
        set(&mut self.meeting_bits, first);
        set(&mut self.meeting_bits, second);
        if first < second && along != ended {
            let [least, most] = along;
            // In the order of time, where that is all.
            let (is_before, is_after) = (
                least >= 1 && most == ended[1],
                most <= -1 && least == ended[0],
            );
            let (first, second) = if is_after {
                (second, first)
            } else {
                (first, second)
            };
            self.level.push(Level {
                first,
                second,
                is_order: is_before || is_after,
            });
        }
        if begins.1[y] - m.end_lo[x] >= 1 || begins.1[y] == UNBOUND {
            self.meetings.push(Tie {
                first,
                second,
                across: [plain(across[0])?, plain(across[1])?],
                along: [plain(along[0])?, plain(along[1])?],
            });
        }
        Some(())
    }
}
