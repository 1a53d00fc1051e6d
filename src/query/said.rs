//! What was said during, before and after a meeting.

use super::certainty::Certainty;
use super::error::QueryError;
use super::formula::Formula;
use super::found::Found;
use super::projection::Way;
use super::relate::check_gap;
use crate::id::MeetingId;
use crate::time::{Gap, RelationSet};
use crate::timeline::{EventKind, Lookup, Timeline};

impl Timeline {
    /// What was said in a relation to a meeting: the statements, in file order, with how sure it is.
    ///
    /// `said(RelationSet::WITHIN, "talks")` is what was said while they met, `said(Before, ..)`
    /// and `said(After, ..)` what was said before and after. Statements that occurred count, and
    /// alleged ones as at most possible.
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
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a"));
    /// t.add(Claim::that("remark").is(During, "talks"));
    /// let t = t.build()?;
    /// let said: Vec<String> =
    ///     t.said(RelationSet::WITHIN, "talks")?.map(|s| s.to_string()).collect();
    /// assert_eq!(said, ["certain: remark"]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn said(
        &self,
        relations: impl Into<RelationSet>,
        meeting: impl Lookup<MeetingId>,
    ) -> Result<impl Iterator<Item = Found<'_>>, QueryError> {
        self.said_within(relations, meeting, Gap::default())
    }

    /// As [`said`](Timeline::said), with so much time between the statement and the meeting.
    ///
    /// # Errors
    ///
    /// As [`Lookup::look_up`]; and a gap limits `before`, `meets`, `met_by` and `after` only.
    pub fn said_within(
        &self,
        relations: impl Into<RelationSet>,
        meeting: impl Lookup<MeetingId>,
        gap: impl Into<Gap>,
    ) -> Result<impl Iterator<Item = Found<'_>>, QueryError> {
        let (set, gap) = (relations.into(), gap.into());
        let y = meeting.look_up(self)?.0;
        check_gap(set, gap)?;
        let matched = self.is_matched(y);
        let kinds = &self.store().columns.kind;
        let statements = (0..self.len() as u32).filter(move |&e| {
            matched && kinds[e as usize] == EventKind::Statement && self.is_matched(e)
        });
        Ok(statements.filter_map(move |x| {
            let formula = Formula { x, set, y, gap };
            let caveats = self.open_events(&[x, y]);
            let rest = [Way {
                steps: Vec::new(),
                open: !caveats.is_empty(),
            }];
            let verdict = self.judge_together(&[formula], &rest);
            (verdict.certainty > Certainty::Impossible).then(|| Found {
                timeline: self,
                event: x,
                verdict,
                asked: vec![formula],
                caveats,
            })
        }))
    }
}
