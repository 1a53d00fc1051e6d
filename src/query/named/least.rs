//! The least value that some world allows.

use crate::query::decide::Search;
use crate::timeline::OPEN;

/// No finite bound of a timeline is as large: sums of fewer than 2^32 weights of 65 bits.
const HUGE: i128 = 1 << 100;

/// The least value that is not refuted, `-OPEN` where there is none, and whether every refusal was
/// settled. Nothing below `low` is possible, `high` is possible (where that is known), and with a
/// value all greater ones are.
///
/// A binary search, preceded by steps of doubling length where a side is open: one search for a world for
/// each bit of the range.
pub(super) fn least(
    low: i128,
    high: Option<i128>,
    mut search: impl FnMut(i128) -> Search,
) -> (i128, bool) {
    let mut settled = true;
    let mut is_refuted = |value: i128| match search(value) {
        Search::None => true,
        Search::Found(_) => false,
        Search::Unsettled => {
            settled = false;
            false
        }
    };
    // All up to `refuted` are; `possible` is not.
    let mut refuted = low.max(-HUGE) - 1;
    let mut possible = high.unwrap_or(HUGE).min(HUGE);
    if low <= -OPEN {
        if possible <= -HUGE || !is_refuted(-HUGE) {
            return (-OPEN, settled);
        }
        let mut step = 1;
        while possible - step > -HUGE && !is_refuted(possible - step) {
            possible -= step;
            step *= 2;
        }
        refuted = (possible - step).max(-HUGE);
    } else if high.is_none() {
        let mut step = 0;
        while refuted + 1 + step < HUGE && is_refuted(refuted + 1 + step) {
            refuted += 1 + step;
            step = 2 * step + 1;
        }
        possible = (refuted + 1 + step).min(HUGE);
    }
    while possible - refuted > 1 {
        let middle = refuted + (possible - refuted) / 2;
        if is_refuted(middle) {
            refuted = middle;
        } else {
            possible = middle;
        }
    }
    (possible, settled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::condition::Condition;
    use crate::query::decide::find_world;
    use crate::timeline::Timeline;

    #[test]
    fn the_least_is_found_from_either_side() {
        let t = Timeline::builder().build().expect("an empty timeline");
        let from = |wanted: i128| {
            let t = t.clone();
            move |value: i128| {
                let holds = if value >= wanted {
                    Condition::TRUE
                } else {
                    Condition::FALSE
                };
                find_world(&t, [holds], &mut 1_000)
            }
        };
        for wanted in [-1_000_000_007, -1, 0, 1, 12, 86_400_000_000] {
            assert_eq!(
                least(wanted - 5, Some(wanted + 9), from(wanted)),
                (wanted, true)
            );
            assert_eq!(least(wanted, Some(wanted), from(wanted)), (wanted, true));
            assert_eq!(
                least(-OPEN, Some(wanted + 77), from(wanted)),
                (wanted, true)
            );
            assert_eq!(least(-OPEN, Some(wanted), from(wanted)), (wanted, true));
            assert_eq!(least(wanted - 1_000, None, from(wanted)), (wanted, true));
            assert_eq!(least(wanted, None, from(wanted)), (wanted, true));
        }
        assert_eq!(least(-OPEN, Some(3), |_| from(0)(0)), (-OPEN, true));
    }
}
