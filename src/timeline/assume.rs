//! A timeline with one claim more: what if?

use super::claim::{ClaimRef, Conflict};
use super::encode::{Piece, pieces};
use super::resolve::resolve_claim;
use super::settle::{first_conflict, settle_again};
use super::solved::Part;
use super::store::Store;
use super::timeline::Timeline;
use crate::model::{AnyClaim, Fault, Record};
use std::fmt;

impl Timeline {
    /// The timeline with one claim more: what would follow if it held?
    ///
    /// It answers everything as the timeline does that [`revise`](Timeline::revise) builds with the
    /// claim added, and all ids stay valid in it. Only the component that the claim touches, or the
    /// components that it joins, are solved again; everything else is shared with this timeline:
    /// microseconds for a claim of two events that nothing connected before, whatever the size of the
    /// timeline, and about what building takes for the events concerned. Each call also copies what
    /// earlier ones in a row added and solved again, so that many claims at once are better
    /// built.
    ///
    /// A claim that cites no source with a date counts as known at all times in
    /// [`as_known_at`](Timeline::as_known_at).
    ///
    /// # Errors
    ///
    /// Where the claim contradicts accepted ones, with a minimal conflict of it and some of them: the
    /// first that [`build`](crate::TimelineBuilder::build) would report. Under
    /// [`Policy::SetAside`](crate::Policy::SetAside) too: no claim is given up for one that is only
    /// assumed, and what was set aside stays so. (Building anew may set others aside in its favour,
    /// if it has the better sources.)
    ///
    /// Where something is wrong with the claim itself, such as a key that is not known, with the
    /// faults that `build` would report. What was meant is looked for among all keys.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25"));
    /// t.add(Statement::new("remark").by("a").on("2025-04"));
    /// let t = t.build()?;
    /// assert_eq!(t.relate("remark", "talks")?.certainty(After), Certainty::Possible);
    ///
    /// let late = t.assume(Claim::that("remark").on("2025-04-28"))?;
    /// assert_eq!(late.relate("remark", "talks")?.certainty(After), Certainty::Certain);
    ///
    /// let error = late.assume(Claim::that("remark").is(Before, "talks")).unwrap_err();
    /// assert_eq!(error.conflict().map(|conflict| conflict.claims().len()), Some(3));
    ///
    /// let error = t.assume(Claim::that("remarks").is(Before, "talks")).unwrap_err();
    /// assert!(error.to_string().ends_with(r#"there is no event "remarks"; did you mean "remark"?"#));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn assume(&self, claim: impl Into<AnyClaim>) -> Result<Timeline, AssumeError> {
        let record = Record::from(claim.into());
        let row = resolve_claim(self.store(), &record);
        let row = row.map_err(|faults| AssumeError(Kind::Faults(faults)))?;
        let mut store = self.store().clone();
        let mut solved = self.inside.solved.clone();
        let claim = store.assume(record, row);
        let touched = touched(&store, claim);
        let events = self.region(&touched);
        if !events.is_empty() {
            let mut claims = store.claims_of(&events);
            claims.retain(|&c| store.is_accepted(c));
            match Part::solve(&store, &events, &claims) {
                Some(part) => solved.replace(part, store.columns.len()),
                None => {
                    let conflict = first_conflict(&store, &events, claims);
                    let conflict = conflict.map(Kind::Conflict);
                    return Err(AssumeError(conflict.unwrap_or_default()));
                }
            }
            settle_again(&mut store, &solved, &touched);
        }
        Ok(self.with(store, solved))
    }
}

/// The events that a claim says something of.
fn touched(store: &Store, claim: ClaimRef) -> Vec<u32> {
    let mut events = Vec::new();
    pieces(store, claim, |piece| match piece {
        Piece::Lower(moment, _) | Piece::Upper(moment, _) => events.push(moment.event),
        Piece::Edge(from, to, _) => events.extend([from.event, to.event]),
    });
    events.sort_unstable();
    events.dedup();
    events
}

/// Why a claim can't be assumed: faults of it, or a conflict with accepted claims.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add(Statement::new("x").by("a").on("2025-04-25"));
/// let t = t.build()?;
/// let error = t.assume(Claim::that("x").on("2025-04-26")).unwrap_err();
/// assert!(error.is_conflict());
/// assert_eq!(error.conflict().map(|conflict| conflict.claims().len()), Some(2));
/// let error = t.assume(Claim::that("x").on("April")).unwrap_err();
/// assert_eq!(error.faults().len(), 1);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, PartialEq, thiserror::Error)]
#[error("{}", self.describe())]
pub struct AssumeError(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Faults(Vec<Fault>),
    Conflict(Conflict),
}

impl Default for Kind {
    fn default() -> Kind {
        Kind::Faults(Vec::new())
    }
}

impl AssumeError {
    /// What is wrong with the claim itself; nothing where it is sound, and contradicts others.
    pub fn faults(&self) -> &[Fault] {
        match &self.0 {
            Kind::Faults(faults) => faults,
            Kind::Conflict(_) => &[],
        }
    }

    /// Claims that have no world together, the one that was to be assumed among them, each proper
    /// subset of which has one; `None` where the claim itself is at fault.
    pub fn conflict(&self) -> Option<&Conflict> {
        match &self.0 {
            Kind::Faults(_) => None,
            Kind::Conflict(conflict) => Some(conflict),
        }
    }

    /// Whether the claim is sound and contradicts accepted ones.
    pub fn is_conflict(&self) -> bool {
        self.conflict().is_some()
    }

    fn describe(&self) -> String {
        match &self.0 {
            Kind::Conflict(conflict) => conflict.to_string(),
            Kind::Faults(faults) => match faults.as_slice() {
                [one] => one.to_string(),
                several => {
                    let mut text = format!("{} faults in the claim", several.len());
                    for fault in several {
                        text.push_str(&format!("\n{fault}"));
                    }
                    text
                }
            },
        }
    }
}

/// As it is displayed, so that `unwrap` shows what a user needs.
impl fmt::Debug for AssumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.describe())
    }
}
