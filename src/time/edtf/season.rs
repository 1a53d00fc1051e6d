//! Seasons and other groups of months.

/// A season, or another group of months.
#[derive(Clone, Copy, Debug)]
pub(super) struct Season {
    pub(super) first_month: u8,
    pub(super) months: i64,
    /// How many months `~` shifts it by.
    pub(super) unit: i64,
}

/// The season of a code, which stands where a month does.
pub(super) fn season(code: u8) -> Option<Season> {
    let (first_month, months, unit) = match code {
        // Spring and autumn, summer and winter, of whichever hemisphere.
        21 | 23 => (3, 9, 3),
        22 | 24 => (6, 9, 3),
        25 | 31 => (3, 3, 3),
        26 | 32 => (6, 3, 3),
        27 | 29 => (9, 3, 3),
        28 | 30 => (12, 3, 3),
        33..=36 => (1 + 3 * (code - 33), 3, 3),
        37..=39 => (1 + 4 * (code - 37), 4, 4),
        40 | 41 => (1 + 6 * (code - 40), 6, 6),
        _ => return None,
    };
    Some(Season {
        first_month,
        months,
        unit,
    })
}
