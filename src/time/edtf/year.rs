//! The grammar of years.

use super::cursor::Cursor;
use super::error::DateErrorKind;
use super::mask::Years;

/// Years beyond this are out of range in any case; counting stops here so that nothing overflows.
const FAR: i64 = 1_000_000_000_000_000;

/// A year as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct WrittenYear {
    pub(super) years: Years,
    /// The number without its sign, where all its digits are given.
    magnitude: Option<i64>,
    negative: bool,
    /// How many digits it is written with, an exponent multiplied out.
    digits: usize,
}

impl Cursor<'_> {
    /// A year of four digits, each of which may be `X`, with a sign where it is negative.
    pub(super) fn year(&mut self) -> Result<WrittenYear, DateErrorKind> {
        let column = self.column();
        let negative = self.eat(b'-');
        let mut digits = [None; 4];
        for (n, digit) in digits.iter_mut().enumerate() {
            *digit = match self.peek() {
                Some(b @ b'0'..=b'9') => Some(b - b'0'),
                Some(b'X') => None,
                Some(b'x' | b'u') => return Err(self.error("an unspecified digit is written `X`")),
                _ if n == 0 => {
                    return Err(self.unexpected("a date such as 2025-04-25, 2025-04 or 2025"));
                }
                _ => {
                    return Err(self.unexpected(
                        "a year of four digits, as in 2025-04-25, unspecified ones written `X`, as in 198X",
                    ));
                }
            };
            self.at += 1;
        }
        if matches!(self.peek(), Some(b'0'..=b'9' | b'X')) {
            return Err(self.error(
                "a year has four digits; write 2005-09-24 for a date, and Y12345 for a longer year",
            ));
        }
        let number = digits
            .iter()
            .try_fold(0, |sum, digit| Some(sum * 10 + i64::from((*digit)?)));
        let years = match number {
            Some(0) if negative => {
                return Err(self.error_at(
                    column,
                    "the year 0000 has no sign; 1 BC is 0000, 2 BC is -0001",
                ));
            }
            Some(number) => {
                let year = if negative { -number } else { number };
                Years::Range {
                    first: year,
                    last: year,
                }
            }
            None => Years::Masked { negative, digits },
        };
        Ok(WrittenYear {
            years,
            magnitude: number,
            negative,
            digits: 4,
        })
    }

    /// A year of more than four digits behind `Y`, or one with an exponent.
    pub(super) fn long_year(&mut self) -> Result<WrittenYear, DateErrorKind> {
        self.at += 1;
        let negative = self.eat(b'-');
        let column = self.column();
        if self.peek() == Some(b'0') {
            return Err(self.error("a year behind Y does not begin with 0"));
        }
        let (mut magnitude, mut digits) =
            self.number("the digits of a year, as in Y12345 or Y17E7")?;
        if self.eat(b'E') {
            let (exponent, _) = self.number("an exponent, as in Y17E7")?;
            // Beyond this the year is out of range in any case.
            for _ in 0..exponent.min(18) {
                magnitude = (magnitude * 10).min(FAR);
            }
            digits = digits.saturating_add(usize::try_from(exponent).unwrap_or(usize::MAX));
        } else if digits < 5 {
            return Err(self.error_at(
                column,
                "a year of up to four digits is written without Y, as in 0985",
            ));
        }
        let year = if negative { -magnitude } else { magnitude };
        let years = Years::Range {
            first: year,
            last: year,
        };
        Ok(WrittenYear {
            years,
            magnitude: Some(magnitude),
            negative,
            digits,
        })
    }

    /// Digits up to the first other character, and how many they are; stops counting where the number is far.
    fn number(&mut self, expected: &str) -> Result<(i64, usize), DateErrorKind> {
        let first = self.at;
        let mut number = 0i64;
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            number = (number * 10 + i64::from(digit - b'0')).min(FAR);
            self.at += 1;
        }
        if self.at == first {
            return Err(self.unexpected(expected));
        }
        Ok((number, self.at - first))
    }

    /// The significant digits of a year: all years that share them.
    pub(super) fn significant(
        &mut self,
        year: WrittenYear,
        column: usize,
    ) -> Result<Years, DateErrorKind> {
        let Some(magnitude) = year.magnitude else {
            return Err(self.error("significant digits and `X` don't go together"));
        };
        self.at += 1;
        let count_column = self.column();
        let (count, _) = self.number("the number of significant digits, as in 1950S2")?;
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        if count == 0 || count > year.digits {
            return Err(self.error_at(
                count_column,
                format!("this year has 1 to {} significant digits", year.digits),
            ));
        }
        // Spans beyond the far end of counting are out of range in any case.
        let span = 10i64.pow(u32::try_from((year.digits - count).min(18)).unwrap_or(18));
        let least = magnitude / span * span;
        let most = least.saturating_add(span - 1);
        if !year.negative {
            return Ok(Years::Range {
                first: least,
                last: most,
            });
        }
        // The year 0000 has no sign.
        match most {
            0 => Err(DateErrorKind::NoMatch { column }),
            _ => Ok(Years::Range {
                first: -most,
                last: -least.max(1),
            }),
        }
    }
}
