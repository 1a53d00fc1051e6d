//! How sure it is that word passes.

use super::bridge::{earliest, path};
use super::chain::{First, first};
use super::deny::{Denial, Pool};
use super::quest::Quest;
use super::route::Route;
use super::view::View;
use crate::query::projection::Verdict;

/// How sure it is, and a path: one that holds in every world where there is such a one, else one that holds in
/// some.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) route: Option<Route>,
}

impl Quest<'_> {
    /// Judges whether word passes.
    ///
    /// First a path is looked for that holds in every world; then whether any holds in some; and only then whether
    /// paths together cover all worlds.
    pub(super) fn judge(&self) -> Judged {
        let judged = |verdict, route| Judged { verdict, route };
        if !self.is_askable() {
            return judged(Verdict::IMPOSSIBLE, None);
        }
        let is_alleged = self.before.iter().any(|&s| self.t.is_alleged(s));
        if !is_alleged && let Some(route) = path(self, View::Must, None) {
            return judged(Verdict::CERTAIN, Some(route));
        }
        let route = match self.possible() {
            Ok(Some(route)) => route,
            Ok(None) => return judged(Verdict::IMPOSSIBLE, None),
            Err(Unsettled) => return judged(Verdict::UNSETTLED, None),
        };
        if is_alleged {
            return judged(Verdict::POSSIBLE, Some(route));
        }
        let mut left = self.budget;
        let verdict = match Pool::default().deny(self, None, None, &mut left) {
            Denial::Refuted => Verdict::CERTAIN,
            Denial::World(_) => Verdict::POSSIBLE,
            Denial::Unsettled => Verdict::UNSETTLED,
        };
        judged(verdict, Some(route))
    }

    /// A path that holds in some world.
    fn possible(&self) -> Result<Option<Route>, Unsettled> {
        let Some(route) = path(self, View::Could, None) else {
            return Ok(None);
        };
        if route.earliest(self).is_some() {
            return Ok(Some(route));
        }
        match first(self, self.budget) {
            First::Found(route, _) => Ok(Some(route)),
            First::None => Ok(None),
            First::Unsettled => Err(Unsettled),
        }
    }

    /// The earliest end of a last meeting over all worlds in which word passes; `None` where it does not.
    pub(super) fn earliest_arrival(&self) -> Result<Option<i128>, Unsettled> {
        if !self.is_askable() {
            return Ok(None);
        }
        let Some((route, at)) = earliest(self, View::Could) else {
            return Ok(None);
        };
        // No world has it earlier; where claims tie meetings to each other it may be that none has it then.
        if route.earliest(self) == Some(at) {
            return Ok(Some(at));
        }
        match first(self, self.budget) {
            First::Found(_, at) => Ok(Some(at)),
            First::None => Ok(None),
            First::Unsettled => Err(Unsettled),
        }
    }
}

/// No steps were left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unsettled;
