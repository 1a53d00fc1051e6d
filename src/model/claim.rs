//! What sources claim of the time of an event, apart from its own record.

use super::event::{extra_builder, source_builder, text_builders};
use super::{Citation, Extra, When};
use crate::time::{Duration, Gap, RelationSet};

/// The beginning of a claim: [`Claim::that`] an event is in some relation to another, or was on some date.
///
/// ```
/// use demarche::{Claim, Relation, hours};
///
/// let claim = Claim::that("remark").is(Relation::After, "talks").within(hours(12)).source("gazette");
/// assert_eq!((claim.left.as_str(), claim.right.as_str()), ("remark", "talks"));
///
/// let claim = Claim::that("talks").on("2025-04-25T12:00/2025-04-25T15:00").zone("+03:00");
/// assert_eq!(claim.event, "talks");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    event: String,
}

impl Claim {
    /// A claim of the event with this key.
    pub fn that(event: impl Into<String>) -> Claim {
        Claim {
            event: event.into(),
        }
    }

    /// That it is in this relation, or one of these, to the other event.
    pub fn is(self, relation: impl Into<RelationSet>, other: impl Into<String>) -> RelationClaim {
        RelationClaim {
            id: None,
            left: self.event,
            is: relation.into(),
            right: other.into(),
            gap: Gap::default(),
            gap_extra: Extra::new(),
            sources: Vec::new(),
            extra: Extra::new(),
        }
    }

    /// That it was at this time.
    pub fn on(self, when: impl Into<When>) -> DateClaim {
        DateClaim {
            event: self.event,
            time: when.into().into(),
            ..DateClaim::default()
        }
    }
}

/// One claim of either kind: what [`Claim::that`] makes.
///
/// ```
/// use demarche::{AnyClaim, Claim, Relation};
///
/// let claims: [AnyClaim; 2] = [
///     Claim::that("remark").is(Relation::After, "talks").into(),
///     Claim::that("talks").on("2025-04-25").into(),
/// ];
/// assert!(matches!(claims[0], AnyClaim::Relation(_)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnyClaim {
    /// That an event is in some relation to another.
    Relation(RelationClaim),
    /// That an event was at some time.
    Date(DateClaim),
}

impl From<RelationClaim> for AnyClaim {
    fn from(claim: RelationClaim) -> AnyClaim {
        AnyClaim::Relation(claim)
    }
}

impl From<DateClaim> for AnyClaim {
    fn from(claim: DateClaim) -> AnyClaim {
        AnyClaim::Date(claim)
    }
}

/// The claim that one event is in some relation to another; a `relation` record.
///
/// ```
/// use demarche::{Claim, Relation, days, hours};
///
/// let claim = Claim::that("remark").is(Relation::After, "talks").at_least(hours(1)).within(days(1));
/// assert_eq!((claim.left.as_str(), claim.right.as_str()), ("remark", "talks"));
/// assert_eq!(claim.gap.max, Some(days(1)));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RelationClaim {
    /// A key of its own.
    pub id: Option<String>,
    /// The key of the event of which it is said.
    pub left: String,
    /// The relations of which one holds.
    pub is: RelationSet,
    /// The key of the other event.
    pub right: String,
    /// How much time lies between the two, where one is before or after the other.
    pub gap: Gap,
    /// The fields of the gap whose names begin with `x_`.
    pub gap_extra: Extra,
    /// What says so.
    pub sources: Vec<Citation>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl RelationClaim {
    text_builders! {
        /// With a key of its own.
        id;
    }

    /// With at most so much time between the two.
    #[must_use]
    pub fn within(mut self, most: impl Into<Duration>) -> RelationClaim {
        self.gap.max = Some(most.into());
        self
    }

    /// With at least so much time between the two.
    #[must_use]
    pub fn at_least(mut self, least: impl Into<Duration>) -> RelationClaim {
        self.gap.min = Some(least.into());
        self
    }

    source_builder!(sources);
    extra_builder!();
}

/// The claim that an event was at some time; a `claim` record.
///
/// ```
/// use demarche::Claim;
///
/// let claim = Claim::that("talks").on("2025-04-25").zone("+03:00").source("gazette");
/// assert_eq!(claim.time, "2025-04-25");
/// assert_eq!(claim.sources[0].source, "gazette");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateClaim {
    /// A key of its own.
    pub id: Option<String>,
    /// The key of the event.
    pub event: String,
    /// When it was, as EDTF text.
    pub time: String,
    /// The zone of that time; where none is given, that of the event.
    pub zone: Option<String>,
    /// What says so.
    pub sources: Vec<Citation>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl DateClaim {
    text_builders! {
        /// With a key of its own.
        id;
        /// With this zone for its time: an offset, an IANA name, or `floating`.
        zone;
    }

    source_builder!(sources);
    extra_builder!();
}
