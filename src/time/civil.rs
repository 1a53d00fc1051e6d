//! The proleptic Gregorian calendar by plain arithmetic.
//!
//! The range of ticks is larger than that of `chrono`, so dates are counted here. The algorithms are those
//! of Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013): constant time, no tables of years.

/// Microseconds in one day of 24 hours.
pub(crate) const DAY: i64 = 86_400_000_000;

/// Microseconds in one second, for sums that may lie outside the range of ticks.
pub(crate) const SECOND: i128 = 1_000_000;

/// The names of the months in English, in small letters.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Civil {
    pub(crate) year: i64,
    pub(crate) month: u8,
    pub(crate) day: u8,
}

impl Civil {
    pub(crate) const fn new(year: i64, month: u8, day: u8) -> Self {
        Civil { year, month, day }
    }

    /// The day that lies `months` later, or earlier, clamped to the last day of its month.
    ///
    /// Years saturate, which is harmless: they lie far outside the range of ticks by then.
    pub(crate) fn plus_months(self, months: i64) -> Self {
        let index = self
            .year
            .saturating_mul(12)
            .saturating_add(i64::from(self.month) - 1)
            .saturating_add(months);
        let year = index.div_euclid(12);
        // The remainder lies in 0..12, so that the cast is exact.
        let month = index.rem_euclid(12) as u8 + 1;
        Civil::new(year, month, self.day.min(days_in_month(year, month)))
    }

    /// Days since 1970-01-01, for any year within `i64`.
    pub(crate) fn days(self) -> i128 {
        days_from_civil(self.year, self.month, self.day)
    }
}

/// Whether the year has a 29 February.
pub(crate) const fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days of a month, 1 to 12.
pub(crate) const fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days since 1970-01-01 of a civil date.
pub(crate) fn days_from_civil(year: i64, month: u8, day: u8) -> i128 {
    let shifted = i128::from(year) - i128::from(month <= 2);
    let (year_of_era, era_days) = match i64::try_from(shifted) {
        // The common case stays within 64 bits, where a division is cheap.
        Ok(y) if y.unsigned_abs() < 1 << 40 => {
            (y.rem_euclid(400), i128::from(y.div_euclid(400) * 146_097))
        }
        _ => (
            shifted.rem_euclid(400) as i64,
            shifted.div_euclid(400) * 146_097,
        ),
    };
    let month_of_year = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_of_year + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era_days + i128::from(day_of_era - 719_468)
}

/// The year, month and day of a count of days since 1970-01-01.
pub(crate) fn civil_from_days(days: i128) -> (i128, u8, u8) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    // What is left of an era is below 146,097, so that the casts below are exact.
    let day_of_era = shifted.rem_euclid(146_097) as i64;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_of_year = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_of_year + 2) / 5 + 1) as u8;
    let month = if month_of_year < 10 {
        month_of_year + 3
    } else {
        month_of_year - 9
    } as u8;
    let year = i128::from(year_of_era) + era * 400 + i128::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_civil_dates_are_inverse() {
        let mut expected = Civil::new(-401, 1, 1);
        let first = expected.days();
        for days in first..first + 900 * 366 {
            let (year, month, day) = civil_from_days(days);
            assert_eq!(
                (year, month, day),
                (i128::from(expected.year), expected.month, expected.day)
            );
            assert_eq!(expected.days(), days);
            expected = if expected.day < days_in_month(expected.year, expected.month) {
                Civil::new(expected.year, expected.month, expected.day + 1)
            } else {
                Civil {
                    day: 1,
                    ..Civil::new(expected.year, expected.month, 1).plus_months(1)
                }
            };
        }
    }

    #[test]
    fn known_days() {
        assert_eq!(Civil::new(1970, 1, 1).days(), 0);
        assert_eq!(Civil::new(2000, 3, 1).days(), 11_017);
        assert_eq!(Civil::new(0, 1, 1).days(), -719_528);
        assert_eq!(
            Civil::new(i64::MAX, 12, 31).days(),
            civil_days_of_far_year(i64::MAX)
        );
    }

    fn civil_days_of_far_year(year: i64) -> i128 {
        let y = i128::from(year);
        y * 365 + y / 4 - y / 100 + y / 400 - 719_528 + 365
    }

    #[test]
    fn months_clamp_the_day() {
        assert_eq!(
            Civil::new(2004, 3, 31).plus_months(-1),
            Civil::new(2004, 2, 29)
        );
        assert_eq!(
            Civil::new(2004, 2, 29).plus_months(12),
            Civil::new(2005, 2, 28)
        );
        assert_eq!(Civil::new(0, 1, 15).plus_months(-1), Civil::new(-1, 12, 15));
    }
}
