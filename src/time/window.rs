//! Windows: where the two ends of an event may lie.

use super::tick::Tick;

/// An earliest and a latest tick, both inclusive, each left out where there is no bound.
///
/// ```
/// use demarche::{Bounds, Tick};
///
/// let from_1970 = Bounds { earliest: Some(Tick::from_micros(0)), latest: None };
/// assert!(from_1970.contains(Tick::MAX) && !from_1970.contains(Tick::MIN));
/// assert!(from_1970.is_within(Bounds::NONE));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// Not before this tick; no bound where `None`.
    pub earliest: Option<Tick>,
    /// Not after this tick; no bound where `None`.
    pub latest: Option<Tick>,
}

impl Bounds {
    /// No bound on either side.
    pub const NONE: Bounds = Bounds {
        earliest: None,
        latest: None,
    };

    /// Whether the tick keeps to both bounds.
    pub fn contains(self, tick: Tick) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= tick)
            && self.latest.is_none_or(|latest| tick <= latest)
    }

    /// Whether all ticks that keep to these bounds keep to the other ones.
    pub fn is_within(self, other: Bounds) -> bool {
        let low = match (self.earliest, other.earliest) {
            (_, None) => true,
            (Some(own), Some(other)) => own >= other,
            (None, Some(_)) => false,
        };
        let high = match (self.latest, other.latest) {
            (_, None) => true,
            (Some(own), Some(other)) => own <= other,
            (None, Some(_)) => false,
        };
        low && high
    }
}

/// What a date claim says about the two ends of an event, and no more: that an event begins no later than it
/// ends is not worked in.
///
/// ```
/// use demarche::{Date, Zone};
///
/// let window = Date::parse("2025-04-25")?.window(&Zone::UTC)?;
/// assert_eq!(window.begin.earliest.unwrap().to_string(), "2025-04-25T00:00:00.000000Z");
/// assert_eq!(window.begin.latest, None);
/// assert_eq!(window.end.latest.unwrap().to_string(), "2025-04-25T23:59:59.999999Z");
/// # Ok::<(), demarche::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Window {
    /// Bounds of the beginning.
    pub begin: Bounds,
    /// Bounds of the end.
    pub end: Bounds,
}

impl Window {
    /// No bound at all.
    pub const NONE: Window = Window {
        begin: Bounds::NONE,
        end: Bounds::NONE,
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_are_inclusive() {
        let [a, b, c] = [1, 2, 3].map(Tick::from_micros);
        let bounds = Bounds {
            earliest: Some(a),
            latest: Some(b),
        };
        assert!(bounds.contains(a) && bounds.contains(b) && !bounds.contains(c));
        assert!(bounds.is_within(bounds) && bounds.is_within(Bounds::NONE));
        assert!(!Bounds::NONE.is_within(bounds));
        assert!(
            !Bounds {
                latest: Some(c),
                ..bounds
            }
            .is_within(bounds)
        );
    }
}
