//! Meetings and statements of one actor, with so much time between, counted.

use super::apart::Apart;
use super::merge::Merge;
use super::sweep::{Side, actor, both, firm, sweep};
use crate::query::certainty::Certainty;
use crate::query::engine::Counts;
use crate::timeline::{Agenda, Ends, OPEN_PART, People, Tie};

/// "A meeting with an actor is before a statement by the same, with so much time between", for all actors or for
/// one.
///
/// Let `f` and `b` be the windows of the end and the beginning. A pair is possible if `f.lo <= b.hi - least`
/// and `f.hi >= b.lo - most`. What breaks the second keeps the first, so that these are those that keep the
/// first less those that break the second: two numbers for each statement, each a count of meetings by one
/// end. A pair is certain if `f.hi <= b.lo - least` and `f.lo >= b.hi - most`: a difference of the same kind
/// where both windows together are no wider than `most - least`, and never where they are wider. Each of the
/// four counts is one pass over all rows in order of time, with a counter for each actor: `O(n)`. Ties are
/// then judged by themselves.
pub(crate) struct Pairs<'a> {
    pub(super) agenda: &'a Agenda,
    pub(super) apart: Apart,
}

impl<'a> Pairs<'a> {
    pub(crate) fn new(agenda: &'a Agenda, apart: Apart) -> Pairs<'a> {
        Pairs { agenda, apart }
    }

    /// The counts over all actors; only certain ones where no more is wanted.
    pub(crate) fn count(&self, certainly: bool) -> Counts {
        let ties = self.ties(self.agenda.ties.spoken(), None);
        if let Some((certain, either)) = self.merged(!certainly) {
            let certain = certain + ties.0;
            return if certainly {
                counts(certain, certain)
            } else {
                counts(certain, either + ties.1)
            };
        }
        if certainly {
            let certain = self.certain() + ties.0;
            return counts(certain, certain);
        }
        let (certain, either) = both(|| self.certain(), || self.either());
        counts(certain + ties.0, either + ties.1)
    }

    /// The certain pairs by windows, and those that are certain or possible, where asked: from actor to actor, where
    /// most windows have one of a few widths.
    fn merged(&self, possible: bool) -> Option<(i128, i128)> {
        let (actors, apart) = (self.agenda.actors, self.apart);
        match self.agenda.ends() {
            Ends::Short(ends) => {
                let merge = Merge { ends, apart };
                ends.is_apt().then(|| merge.all(actors, possible))
            }
            Ends::Long(ends) => {
                let merge = Merge { ends, apart };
                ends.is_apt().then(|| merge.all(actors, possible))
            }
        }
    }

    /// The same of one actor; `O(n log n)` in its own meetings and statements.
    pub(crate) fn count_of(&self, actor: u32, certainly: bool) -> Counts {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let Apart { least, most } = self.apart;
        let is_sure = |people: &People, row: usize| {
            people
                .find(row, actor)
                .is_some_and(|id| id & OPEN_PART == 0)
        };
        let meetings: Vec<usize> = a.all_meetings_of(actor).collect();
        let statements: Vec<usize> = a.all_statements_of(actor).collect();
        let sure_meetings = meetings.iter().filter(|&&row| is_sure(&m.people, row));
        let sure_statements = statements.iter().filter(|&&row| is_sure(&s.people, row));
        let of = |rows: &[usize], ticks: &[i64]| -> Vec<i64> {
            let mut ticks: Vec<i64> = rows.iter().map(|&row| ticks[row]).collect();
            ticks.sort_unstable();
            ticks
        };
        // Those who are surely there, in windows that fit; others by themselves.
        let cut = Cut::new(
            self.apart.slack(),
            sure_meetings
                .clone()
                .map(|&row| m.end_hi[row] - m.end_lo[row]),
            sure_statements
                .clone()
                .map(|&row| s.begin_hi[row] - s.begin_lo[row]),
        );
        let narrow_meetings: Vec<usize> = sure_meetings
            .filter(|&&row| m.end_hi[row] - m.end_lo[row] <= cut.first)
            .copied()
            .collect();
        let narrow_statements: Vec<usize> = sure_statements
            .filter(|&&row| s.begin_hi[row] - s.begin_lo[row] <= cut.second)
            .copied()
            .collect();
        let mut certain = up_to(
            &of(&narrow_meetings, &m.end_hi),
            &of(&narrow_statements, &s.begin_lo),
            -least,
        );
        if self.apart.is_limited() {
            certain -= up_to(
                &of(&narrow_meetings, &m.end_lo),
                &of(&narrow_statements, &s.begin_hi),
                -most - 1,
            );
        }
        if cut.is_needed {
            self.each_wide(cut, (&meetings, &statements), Some(actor), &mut || {
                certain += 1;
            });
        }
        let ends = meetings.iter().filter(|&&row| a.ties.has_meeting(row));
        let ties = ends.flat_map(|&row| a.ties.of_meeting(row as u32));
        let ties = self.ties(ties, Some(actor));
        certain += ties.0;
        if certainly {
            return counts(certain, certain);
        }
        let mut either = up_to(
            &of(&meetings, &m.end_lo),
            &of(&statements, &s.begin_hi),
            -least,
        );
        if self.apart.is_limited() {
            let over = up_to(
                &of(&meetings, &m.end_hi),
                &of(&statements, &s.begin_lo),
                -most - 1,
            );
            either -= over;
        }
        counts(certain, either + ties.1)
    }

    fn by_windows(&self, meeting: usize, statement: usize) -> Certainty {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        self.apart.of_windows(
            (m.end_lo[meeting], m.end_hi[meeting]),
            (s.begin_lo[statement], s.begin_hi[statement]),
        )
    }

    /// By how much ties change what windows say: certain ones, and those that are either certain or possible.
    fn ties<'t>(&self, ties: impl Iterator<Item = &'t Tie>, only: Option<u32>) -> (i128, i128) {
        let a = self.agenda;
        let (mut certain, mut either) = (0i128, 0i128);
        for tie in ties {
            let (meeting, statement) = (tie.first as usize, tie.second as usize);
            let (told, seen) = (
                self.apart.judge(tie.across),
                self.by_windows(meeting, statement),
            );
            if told == seen {
                continue;
            }
            let sure = |c: Certainty| i128::from(c == Certainty::Certain);
            let any = |c: Certainty| i128::from(c > Certainty::Impossible);
            for &by in a.statements.people.of(statement) {
                if only.is_some_and(|only| only != by & !OPEN_PART) {
                    continue;
                }
                if let Some(with) = a.meetings.people.find(meeting, by & !OPEN_PART) {
                    either += any(told) - any(seen);
                    if (by | with) & OPEN_PART == 0 {
                        certain += sure(told) - sure(seen);
                    }
                }
            }
        }
        (certain, either)
    }

    /// Pairs that are certain or possible by their windows.
    fn either(&self) -> i128 {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let all = |row: usize, counters: &mut [u32]| {
            for &id in m.people.of(row) {
                counters[actor(id)] += 1;
            }
        };
        let sum = |steps: Side<'_>, probes: Side<'_>, shift: i64| {
            let mut sum = 0u64;
            sweep(
                self.agenda.actors,
                steps,
                all,
                probes,
                shift,
                |row, counters| {
                    for &id in s.people.of(row) {
                        sum += u64::from(counters[actor(id)]);
                    }
                },
            );
            i128::from(sum)
        };
        let by_lo = Side::new(&m.end_lo, Some(&m.by_end_lo));
        let by_hi = Side::new(&m.end_hi, None);
        let Apart { least, most } = self.apart;
        let (begun, over) = both(
            || {
                let probes = Side::new(&s.begin_hi, Some(&s.by_begin_hi));
                sum(by_lo, probes, -least)
            },
            || {
                if self.apart.is_limited() {
                    sum(by_hi, Side::new(&s.begin_lo, None), -most - 1)
                } else {
                    0
                }
            },
        );
        begun - over
    }

    /// Pairs that are certain by their windows.
    fn certain(&self) -> i128 {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let cut = Cut::new(
            self.apart.slack(),
            widths(&m.end_lo, &m.end_hi),
            widths(&s.begin_lo, &s.begin_hi),
        );
        let narrow = |row: usize, counters: &mut [u32]| {
            if m.end_hi[row] - m.end_lo[row] <= cut.first {
                for &id in m.people.of(row) {
                    counters[actor(id)] += firm(id);
                }
            }
        };
        let sum = |steps: Side<'_>, probes: Side<'_>, shift: i64| {
            let mut sum = 0u64;
            sweep(
                self.agenda.actors,
                steps,
                narrow,
                probes,
                shift,
                |row, counters| {
                    if s.begin_hi[row] - s.begin_lo[row] <= cut.second {
                        for &id in s.people.of(row) {
                            sum += u64::from(counters[actor(id)] * firm(id));
                        }
                    }
                },
            );
            i128::from(sum)
        };
        let Apart { least, most } = self.apart;
        let (over, early) = both(
            || {
                sum(
                    Side::new(&m.end_hi, None),
                    Side::new(&s.begin_lo, None),
                    -least,
                )
            },
            || {
                if self.apart.is_limited() {
                    let probes = Side::new(&s.begin_hi, Some(&s.by_begin_hi));
                    sum(Side::new(&m.end_lo, Some(&m.by_end_lo)), probes, -most - 1)
                } else {
                    0
                }
            },
        );
        let mut rest = 0i128;
        if cut.is_needed {
            let rows = (
                (0..m.len()).collect::<Vec<_>>(),
                (0..s.len()).collect::<Vec<_>>(),
            );
            self.each_wide(cut, (&rows.0, &rows.1), None, &mut || rest += 1);
        }
        over - early + rest
    }

    /// Goes through the certain pairs, by windows, that a cut leaves out: those of a wide meeting, and those of
    /// a wide statement. Only sure parts count, of one actor where one is given.
    fn each_wide(
        &self,
        cut: Cut,
        rows: (&[usize], &[usize]),
        only: Option<u32>,
        say: &mut dyn FnMut(),
    ) {
        let a = self.agenda;
        let (m, s) = (&a.meetings, &a.statements);
        let Apart { least, most } = self.apart;
        let wide = |lo: i64, hi: i64, limit: i64| hi - lo > limit && hi - lo <= self.apart.slack();
        let counts = |id: u32| id & OPEN_PART == 0 && only.is_none_or(|only| only == id);
        for &row in rows.0 {
            let (lo, hi) = (m.end_lo[row], m.end_hi[row]);
            if !wide(lo, hi, cut.first) {
                continue;
            }
            for &id in m.people.of(row).iter().filter(|&&id| counts(id)) {
                a.statements_near(id, hi + least, lo + most, |other| {
                    let sure = s
                        .people
                        .find(other, id)
                        .is_some_and(|by| by & OPEN_PART == 0);
                    if sure && self.by_windows(row, other) == Certainty::Certain {
                        say();
                    }
                });
            }
        }
        for &row in rows.1 {
            let (lo, hi) = (s.begin_lo[row], s.begin_hi[row]);
            if !wide(lo, hi, cut.second) {
                continue;
            }
            for &id in s.people.of(row).iter().filter(|&&id| counts(id)) {
                a.meetings_near(id, hi - most, lo - least, |other| {
                    let sure = m
                        .people
                        .find(other, id)
                        .is_some_and(|with| with & OPEN_PART == 0);
                    if sure && self.by_windows(other, row) == Certainty::Certain {
                        say();
                    }
                });
            }
        }
    }
}

/// How many pairs of a step and a probe there are in which the step is no later than the probe, shifted.
fn up_to(steps: &[i64], probes: &[i64], shift: i64) -> i128 {
    let (mut next, mut sum) = (0usize, 0i128);
    for probe in probes {
        let limit = probe.saturating_add(shift);
        while steps.get(next).is_some_and(|&step| step <= limit) {
            next += 1;
        }
        sum += next as i128;
    }
    sum
}

/// Counts of answers from those that are certain and those that are either.
pub(super) fn counts(certain: i128, either: i128) -> Counts {
    let plain = |n: i128| u64::try_from(n.max(0)).unwrap_or(u64::MAX);
    Counts {
        certain: plain(certain),
        possible: plain(either - certain),
        unsettled: 0,
    }
}

/// How wide windows are that are swept together.
///
/// Two windows that together are wider than the slack are never certain. Of narrow ones every pair fits; what
/// is left are pairs of one that is too wide for the cut, which are gone through one by one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cut {
    pub(super) first: i64,
    pub(super) second: i64,
    /// Whether a pair can fit of which one is wider than that.
    pub(super) is_needed: bool,
}

/// The widths of windows.
pub(super) fn widths<'a>(lo: &'a [i64], hi: &'a [i64]) -> impl Iterator<Item = i64> + Clone + 'a {
    lo.iter().zip(hi).map(|(lo, hi)| hi - lo)
}

impl Cut {
    pub(super) fn new(
        slack: i64,
        first: impl Iterator<Item = i64> + Clone,
        second: impl Iterator<Item = i64> + Clone,
    ) -> Cut {
        let ends = |widths: &mut dyn Iterator<Item = i64>, slack: i64| {
            widths
                .filter(|&w| w <= slack)
                .fold((i64::MAX, 0), |(least, most), w| {
                    (least.min(w), most.max(w))
                })
        };
        // What fits with nothing on the other side is of no account.
        let (least_second, _) = ends(&mut second.clone(), slack);
        let (least_first, most_first) = ends(
            &mut first.clone(),
            slack.saturating_sub(least_second.min(slack)),
        );
        let (_, most_second) = ends(
            &mut second.clone(),
            slack.saturating_sub(least_first.min(slack)),
        );
        if most_first.saturating_add(most_second) <= slack {
            return Cut {
                first: most_first,
                second: most_second,
                is_needed: false,
            };
        }
        Cut {
            first: slack / 2,
            second: slack - slack / 2,
            is_needed: true,
        }
    }
}
