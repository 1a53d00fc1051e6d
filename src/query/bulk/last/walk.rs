//! The certain last meetings before the statements of one actor.

use super::Search;
use crate::timeline::{Said, Step, Tie, Trail, count_until, seek};

impl Search<'_> {
    /// Tells the rows of the meetings that are certainly the last before each of an actor's statements, by their
    /// latest beginnings and then in file order; of others nothing.
    ///
    /// By windows alone a meeting is the last if it surely ended no earlier than any that can have ended before the
    /// statement: that is known of each meeting among those that can have ended no later, so that where nothing else
    /// can have ended before the statement, a look at the last of them is enough. One walk along both lists.
    pub(in crate::query) fn walk(&self, actor: u32, mut tell: impl FnMut(Said, &[u32])) {
        let m = &self.agenda.meetings;
        let trail = self.agenda.trails().of(actor);
        let mut ended = 0;
        for &said in trail.said {
            ended += count_until(&trail.steps[ended..], said.ended, |step| step.row());
            if said.is_open() {
                continue;
            }
            // Of those that can end once it has begun, none can have ended before.
            let is_clear = trail.opened.get(ended).is_none_or(|&at| at >= said.begun);
            let mut is_open_to_claims = false;
            if let Some(&last) = ended.checked_sub(1).and_then(|at| trail.steps.get(at)) {
                let is_over = last.row() < said.over;
                let is_clear = is_clear && (is_over || said.is_exact());
                // Nothing can be between the last tick and the statement.
                let touches = !is_over && said.is_exact() && last.is_exact();
                if is_clear && last.is_last() && !touches {
                    tell(said, &[last.row()]);
                    continue;
                }
                if last.is_exact() && (is_clear || touches) {
                    let level = self.level(actor, m.end_hi[last.row() as usize]);
                    if !level.is_empty() {
                        tell(said, &level);
                        continue;
                    }
                }
                is_open_to_claims =
                    is_clear && last.is_tied_last() && self.are_bound(&trail.steps[..ended]);
            }
            if is_open_to_claims
                || said.is_bound() && self.is_open_to_claims(actor, trail, said, ended)
            {
                let (certain, _) = self.judge_closely(actor, said.row(), false);
                if !certain.is_empty() {
                    tell(said, &certain);
                }
            }
        }
    }

    /// Whether claims can say which of the last two meetings of some is later, where windows do not.
    ///
    /// If they don't, either can be, and so can be later than any third.
    fn are_bound(&self, steps: &[Step]) -> bool {
        let [.., one, other] = steps else {
            return false;
        };
        let component = |step: &Step| {
            let event = self.agenda.meetings.event[step.row() as usize];
            self.t.component(event)
        };
        component(one).is_some_and(|own| component(other) == Some(own))
    }

    /// Whether claims can make certain what windows leave open, of a statement that is bound to a meeting of its
    /// speaker.
    ///
    /// What no claim ties can be before the statement and after all that it reaches beyond: only a tied meeting that
    /// surely ended no earlier is left, or one with no room between it and the statement. That which is the last of
    /// all that are not tied is left, too, if claims keep the tied ones from being before the statement.
    fn is_open_to_claims(&self, actor: u32, trail: Trail<'_>, said: Said, ended: usize) -> bool {
        let (m, s) = (&self.agenda.meetings, &self.agenda.statements);
        let ties = &self.agenda.ties;
        let row = said.row();
        let (begin_lo, begin_hi) = (s.begin_lo[row], s.begin_hi[row]);
        let is_there = |tie: &Tie| m.people.find(tie.first as usize, actor).is_some();
        let close = || ties.to_statement(row as u32).filter(|tie| tie.is_close());
        if said.is_close() && close().any(is_there) {
            return true;
        }
        // How many can have ended before, or later.
        let beyond = seek(trail.opened, ended, |&at| at < said.begun) - ended;
        let [tied, over] = trail
            .tied
            .map(|ticks| ticks.partition_point(|&tick| tick < begin_hi));
        if beyond > tied - over {
            // One of them is not tied.
            return false;
        }
        let rows = trail.steps[..ended]
            .iter()
            .rev()
            .map(|step| step.row() as usize);
        let mut free = rows.filter(|&row| !m.is_tied(row, ties)).peekable();
        let top = free.peek().map_or(i64::MIN, |&row| m.end_hi[row]);
        if tied > 0 && trail.tied[0][tied - 1] >= top {
            return true;
        }
        // Of several that can end as late, the one that ends latest at the earliest.
        let Some(mut last) = free.next().filter(|_| top < begin_lo) else {
            return false;
        };
        let mut second = i64::MIN;
        for row in free {
            second = second.max(m.end_hi[row]);
            if second < top {
                break;
            }
            if (m.end_lo[row], row) > (m.end_lo[last], last) {
                last = row;
            }
        }
        m.end_lo[last] >= second && m.people.find(last, actor) == Some(actor)
    }

    /// The meetings of an actor that surely took place and surely ended at a tick.
    fn level(&self, actor: u32, tick: i64) -> Vec<u32> {
        let m = &self.agenda.meetings;
        let mut found: Vec<u32> = Vec::new();
        self.agenda.meetings_near(actor, tick, tick, |row| {
            let exact = m.end_lo[row] == tick && m.end_hi[row] == tick;
            if exact && m.people.find(row, actor) == Some(actor) {
                found.push(row as u32);
            }
        });
        found
    }
}
