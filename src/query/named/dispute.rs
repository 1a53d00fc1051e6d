//! Where sources disagree about a date, and which claim won.

use crate::time::{Bounds, Window};
use crate::timeline::{ClaimRef, Conflict, EventView, StatedClaim, Timeline};
use std::fmt;

/// An event whose date claims disagree.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(Meeting::new("talks").between(["a", "b"]).on("[2025-04-24..2025-04-26]"));
/// t.add(Claim::that("talks").on("[2025-04-25..2025-04-28]"));
/// let t = t.build()?;
/// let disputed = t.disputed_dates().next().unwrap();
/// assert_eq!(disputed.event().key(), "talks");
/// assert_eq!((disputed.kept().count(), disputed.set_aside().count()), (2, 0));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone)]
pub struct DisputedDate<'t> {
    timeline: &'t Timeline,
    event: u32,
    kept: Vec<ClaimRef>,
    aside: Vec<ClaimRef>,
}

impl<'t> DisputedDate<'t> {
    /// The event whose date is disputed.
    pub fn event(&self) -> EventView<'t> {
        self.timeline.view(self.event)
    }

    /// The claims on its date that are accepted, from the best to the worst.
    pub fn kept(&self) -> impl Iterator<Item = StatedClaim> + use<'t> {
        self.told(&self.kept)
    }

    /// The claims on its date that lost, under [`Policy::SetAside`](crate::Policy::SetAside), from the
    /// best to the worst.
    pub fn set_aside(&self) -> impl Iterator<Item = StatedClaim> + use<'t> {
        self.told(&self.aside)
    }

    /// Why those lost: for each of them the conflict in which it was the weakest claim.
    pub fn conflicts(&self) -> impl Iterator<Item = &'t Conflict> {
        let lost: Vec<StatedClaim> = self.set_aside().collect();
        let all = self.timeline.conflicts().iter();
        all.filter(move |conflict| lost.contains(conflict.set_aside()))
    }

    fn told(&self, claims: &[ClaimRef]) -> impl Iterator<Item = StatedClaim> + use<'t> {
        let store = self.timeline.store();
        let stated: Vec<StatedClaim> = claims.iter().map(|&claim| store.state(claim)).collect();
        stated.into_iter()
    }
}

/// The event, the claims that are kept, and those that lost.
impl fmt::Display for DisputedDate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the date of {:?} is disputed", self.event().key())?;
        for claim in self.kept() {
            write!(f, "\n  - kept: {}", claim.with_sources())?;
        }
        for claim in self.set_aside() {
            write!(f, "\n  - set aside: {}", claim.with_sources())?;
        }
        Ok(())
    }
}

impl fmt::Debug for DisputedDate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DisputedDate({:?})", self.event().key())
    }
}

/// Whether two dates say different things of one end: both say how early and how late it can be, and neither is only
/// the less exact of the two. One that tells a beginning and one that tells an end complete each other.
fn differ(a: &Window, b: &Window) -> bool {
    let whole = |bounds: Bounds| bounds.earliest.is_some() && bounds.latest.is_some();
    let ends = |w: &Window| {
        // An event begins no later than it ends.
        let begin = Bounds {
            latest: w.begin.latest.into_iter().chain(w.end.latest).min(),
            ..w.begin
        };
        let end = Bounds {
            earliest: w.end.earliest.into_iter().chain(w.begin.earliest).max(),
            ..w.end
        };
        [begin, end]
    };
    ends(a)
        .into_iter()
        .zip(ends(b))
        .any(|(a, b)| whole(a) && whole(b) && !a.is_within(b) && !b.is_within(a))
}

impl Timeline {
    /// Events about whose date sources disagree, in file order: one claim on the date was set aside, or
    /// two that are accepted say different things.
    ///
    /// A date that only says the same less exactly (`April` beside `25 April`) disagrees with nothing, nor does one
    /// that tells the beginning with one that tells the end: two dates differ if both say when the same end was, at the
    /// earliest and at the latest, and neither covers the other. What is set aside loses to better graded claims,
    /// which need not be dates: [`DisputedDate::conflicts`] tells. Linear in the events and their
    /// dates.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let mut t = Timeline::builder();
    /// t.policy(Policy::SetAside);
    /// t.add(Source::new("gazette").reliability(demarche::Reliability::B));
    /// t.add(Source::new("rumour").reliability(demarche::Reliability::E));
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]).on("2025-04-25").source("gazette"));
    /// t.add(Claim::that("talks").on("2025-04-28").source("rumour"));
    /// let t = t.build()?;
    /// let disputed: Vec<String> = t.disputed_dates().map(|d| d.to_string()).collect();
    /// assert_eq!(disputed, [r#"the date of "talks" is disputed
    ///   - kept: "talks" is dated 2025-04-25 [gazette, B6]
    ///   - set aside: "talks" is dated 2025-04-28 [rumour, E6]"#]);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn disputed_dates(&self) -> impl Iterator<Item = DisputedDate<'_>> {
        (0..self.len() as u32).filter_map(|event| self.disputed(event))
    }

    fn disputed(&self, event: u32) -> Option<DisputedDate<'_>> {
        let store = self.store();
        let more = store.dates_of.of(event);
        let own = store.columns.time.some(event).map(|_| ClaimRef::Own(event));
        // A single date disagrees with nothing but what it was set aside for.
        match (own, more) {
            (None, []) => return None,
            (Some(one), []) if store.is_accepted(one) => return None,
            _ => {}
        }
        let mut claims: Vec<ClaimRef> = own.into_iter().collect();
        claims.extend(more.iter().map(|&date| ClaimRef::Date(date)));
        store.sort_by_rank(&mut claims);
        let (kept, aside): (Vec<ClaimRef>, Vec<ClaimRef>) = claims
            .into_iter()
            .partition(|&claim| store.is_accepted(claim));
        let window = |claim: &ClaimRef| match claim {
            ClaimRef::Date(date) => store.dates.get(*date as usize).map(|row| row.window),
            _ => store.own_window(event),
        };
        let windows: Vec<Window> = kept.iter().filter_map(window).collect();
        let mut pairs = windows
            .iter()
            .flat_map(|a| windows.iter().map(move |b| (a, b)));
        let differ = pairs.any(|(a, b)| differ(a, b));
        (differ || !aside.is_empty()).then_some(DisputedDate {
            timeline: self,
            event,
            kept,
            aside,
        })
    }
}
