//! Unspecified digits: which days match a text with `X` in it.

use crate::time::civil::{Civil, days_in_month};

/// Two digits of a month or day, each unspecified where `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mask([Option<u8>; 2]);

impl Mask {
    pub(super) const fn new(tens: Option<u8>, ones: Option<u8>) -> Self {
        Mask([tens, ones])
    }

    /// The number, where both digits are given.
    pub(super) fn exact(self) -> Option<u8> {
        Some(self.0[0]? * 10 + self.0[1]?)
    }

    /// Whether the first digit is unspecified.
    pub(super) fn lacks_tens(self) -> bool {
        self.0[0].is_none()
    }

    fn matches(self, number: u8) -> bool {
        matches_digit(self.0[0], number / 10) && matches_digit(self.0[1], number % 10)
    }
}

fn matches_digit(mask: Option<u8>, digit: u8) -> bool {
    mask.is_none_or(|mask| mask == digit)
}

/// A year of four digits, some of which may be unspecified, or a range of years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Years {
    /// From the first to the last, both included; all of them match.
    Range { first: i64, last: i64 },
    /// The digits as written, with at least one unspecified.
    Masked {
        negative: bool,
        digits: [Option<u8>; 4],
    },
}

impl Years {
    /// How many years lie between the first and the last, at most: what the unspecified digits span.
    pub(super) fn span(self) -> i64 {
        match self {
            Years::Range { first, last } => last.saturating_sub(first).saturating_add(1),
            Years::Masked { digits, .. } => {
                // The leftmost unspecified digit tells: 202X spans 10, 20XX and 20X1 span 100.
                let leftmost = digits.iter().position(Option::is_none).unwrap_or(4);
                10i64.pow(4 - leftmost as u32)
            }
        }
    }

    /// The first and the last year that pass the test.
    pub(super) fn hull(self, test: impl Fn(i64) -> bool) -> Option<(i64, i64)> {
        match self {
            Years::Range { first, last } => (test(first) && test(last)).then_some((first, last)),
            Years::Masked { negative, digits } => {
                let written = |number: i64| {
                    let digit = |n: u32| (number / 10i64.pow(n) % 10) as u8;
                    (0..4).all(|n| matches_digit(digits[n as usize], digit(3 - n)))
                };
                // The year 0000 has no sign.
                let passes = |number: &i64| {
                    let year = if negative { -number } else { *number };
                    written(*number) && test(year)
                };
                let range = i64::from(negative)..=9999;
                let least = range.clone().find(passes)?;
                let most = range.rev().find(passes)?;
                Some(if negative {
                    (-most, -least)
                } else {
                    (least, most)
                })
            }
        }
    }

    /// The hull of the months that match, each as its first day.
    pub(super) fn months(self, month: Mask) -> Option<(Civil, Civil)> {
        let matching = || (1..=12).filter(|m| month.matches(*m));
        let (first, last) = (matching().next()?, matching().next_back()?);
        let (from, to) = self.hull(|_| true)?;
        Some((Civil::new(from, first, 1), Civil::new(to, last, 1)))
    }

    /// The hull of the days that match.
    pub(super) fn days(self, month: Mask, day: Mask) -> Option<(Civil, Civil)> {
        let matching = |year: i64| {
            (1..=12)
                .filter(move |m| month.matches(*m))
                .flat_map(move |m| {
                    let days = 1..=days_in_month(year, m);
                    days.filter(move |d| day.matches(*d))
                        .map(move |d| Civil::new(year, m, d))
                })
        };
        // A leap year has every day that any year has.
        matching(2000).next()?;
        let (from, to) = self.hull(|year| matching(year).next().is_some())?;
        Some((matching(from).next()?, matching(to).next_back()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mask(text: &[u8; 2]) -> Mask {
        let digit = |b: u8| (b != b'X').then(|| b - b'0');
        Mask::new(digit(text[0]), digit(text[1]))
    }

    fn years(text: &[u8; 4]) -> Years {
        Years::Masked {
            negative: false,
            digits: text.map(|b| (b != b'X').then(|| b - b'0')),
        }
    }

    #[test]
    fn days_that_match_are_found() {
        for (year, month, day, expected) in [
            (
                b"XXXX",
                b"02",
                b"29",
                Some((Civil::new(0, 2, 29), Civil::new(9996, 2, 29))),
            ),
            (
                b"190X",
                b"02",
                b"29",
                Some((Civil::new(1904, 2, 29), Civil::new(1908, 2, 29))),
            ),
            (b"19X1", b"02", b"29", None),
            (
                b"2XX0",
                b"X1",
                b"3X",
                Some((Civil::new(2000, 1, 30), Civil::new(2990, 11, 30))),
            ),
            (b"XXXX", b"XX", b"4X", None),
            (b"XXXX", b"2X", b"01", None),
        ] {
            assert_eq!(years(year).days(mask(month), mask(day)), expected);
        }
    }

    #[test]
    fn what_digits_span() {
        for (year, span) in [
            (b"202X", 10),
            (b"20XX", 100),
            (b"20X1", 100),
            (b"X020", 10_000),
        ] {
            assert_eq!(years(year).span(), span);
        }
    }
}
