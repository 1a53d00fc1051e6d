//! The grammar of one date or moment.

use super::error::DateErrorKind;
use super::mask::{Mask, Years};
use super::single::{Grain, Shift, Single};
use crate::time::civil::{Civil, days_in_month};
use crate::time::zone::{OffsetFault, offset};

/// Years beyond this are out of range in any case; counting stops here so that nothing overflows.
const FAR: i64 = 1_000_000_000_000_000;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A place in a text. It only ever moves over ASCII characters, so that bytes passed are columns.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

/// What the marks on the parts of one date amount to.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    doubtful: bool,
    /// The unit of the coarsest part that is marked approximate.
    shift: Option<Shift>,
}

impl Marks {
    /// Notes the marks to the left and right of a part. Parts come from the coarsest to the finest.
    fn part(&mut self, left: Option<Mark>, right: Option<Mark>, unit: Shift) {
        for mark in [left, right].into_iter().flatten() {
            self.doubtful |= mark.doubtful;
            if mark.approximate && self.shift.is_none() {
                self.shift = Some(unit);
            }
        }
    }
}

/// `?`, `~` or `%`.
#[derive(Clone, Copy, Debug)]
struct Mark {
    doubtful: bool,
    approximate: bool,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Cursor { text, at: 0 }
    }

    pub(super) fn text(&self) -> &'a str {
        self.text
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.ahead(0)
    }

    fn ahead(&self, n: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + n).copied()
    }

    pub(super) fn at_end(&self) -> bool {
        self.at >= self.text.len()
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    pub(super) fn eat_dots(&mut self) -> bool {
        let found = self.peek() == Some(b'.') && self.ahead(1) == Some(b'.');
        self.at += if found { 2 } else { 0 };
        found
    }

    pub(super) fn column(&self) -> usize {
        self.at + 1
    }

    pub(super) fn error(&self, problem: impl Into<String>) -> DateErrorKind {
        self.error_at(self.column(), problem)
    }

    fn error_at(&self, column: usize, problem: impl Into<String>) -> DateErrorKind {
        DateErrorKind::Syntax {
            column,
            problem: problem.into(),
        }
    }

    /// An error that names what stands here, and what may.
    pub(super) fn unexpected(&self, expected: &str) -> DateErrorKind {
        let found = match self
            .text
            .get(self.at..)
            .and_then(|rest| rest.chars().next())
        {
            None => "the text ends".to_owned(),
            Some(c) if c.is_whitespace() => "white space can't stand".to_owned(),
            Some(c) => format!("`{}` can't stand", c.escape_debug()),
        };
        self.error(format!("{found} here; expected {expected}"))
    }

    /// The error for what follows a date that is complete but could go on.
    pub(super) fn after(&self, single: &Single) -> DateErrorKind {
        match (self.peek(), single.grain) {
            (Some(b'?' | b'~' | b'%'), _) => {
                self.error("one mark stands here at most; `%` means both `?` and `~`")
            }
            (Some(b'T' | b't' | b' '), Grain::Months) => {
                self.error("a time of day needs a whole date, as in 2025-04-25T12:00")
            }
            (Some(b't' | b' '), Grain::Days) => {
                self.error("a time of day is written behind a `T`, as in 2025-04-25T12:00")
            }
            (Some(b'z'), Grain::Clock { .. }) => self.error("UTC is written `Z`"),
            (_, Grain::Clock { .. }) => {
                self.unexpected("`Z`, an offset such as +03:00, or the end")
            }
            (_, Grain::Days) => self.unexpected("`T` and a time, `/`, or the end"),
            (_, Grain::Months) => self.unexpected("`-` and two digits, `/`, or the end"),
        }
    }

    fn mark(&mut self) -> Option<Mark> {
        let (doubtful, approximate) = match self.peek()? {
            b'?' => (true, false),
            b'~' => (false, true),
            b'%' => (true, true),
            _ => return None,
        };
        self.at += 1;
        Some(Mark {
            doubtful,
            approximate,
        })
    }

    /// One date or moment, up to the first character that can't belong to it.
    pub(super) fn single(&mut self) -> Result<Single, DateErrorKind> {
        let column = self.column();
        let mut marks = Marks::default();

        let left = self.mark();
        let prefixed = self.peek() == Some(b'Y');
        let years = if prefixed {
            self.long_year()?
        } else {
            self.year()?
        };
        let significant = self.peek() == Some(b'S');
        let years = if significant {
            self.significant(years, column)?
        } else {
            years.years
        };
        marks.part(
            left,
            self.mark(),
            Shift::Months(years.span().saturating_mul(12)),
        );
        let whole = |first, last, grain, marks: Marks| Single {
            column,
            first,
            last,
            grain,
            shift: marks.shift,
            offset: None,
            doubtful: marks.doubtful,
        };
        if self.peek() != Some(b'-') {
            let Some((first, last)) = years.hull(|_| true) else {
                return Err(DateErrorKind::NoMatch { column });
            };
            let (first, last) = (Civil::new(first, 1, 1), Civil::new(last, 12, 1));
            return Ok(whole(first, last, Grain::Months, marks));
        }
        if prefixed || significant {
            return Err(
                self.error("a year written with Y or S stands alone, without month and day")
            );
        }

        self.at += 1;
        let left = self.mark();
        let month_column = self.column();
        let month = self.mask("a month or season")?;
        if let Some(season) = month.exact().and_then(season) {
            let Some((first, last)) = years.hull(|_| true) else {
                return Err(DateErrorKind::NoMatch { column });
            };
            marks.part(left, self.mark(), Shift::Months(season.unit));
            if self.peek() == Some(b'-') {
                return Err(self.error("a season has no days"));
            }
            let first = Civil::new(first, season.first_month, 1);
            let last = Civil::new(last, season.first_month, 1).plus_months(season.months - 1);
            return Ok(whole(first, last, Grain::Months, marks));
        }
        let unit = if month.exact().is_some() { 1 } else { 12 };
        marks.part(left, self.mark(), Shift::Months(unit));
        let Some((first, last)) = years.months(month) else {
            return Err(self.error_at(month_column, no_month(month)));
        };
        if self.peek() != Some(b'-') {
            return Ok(whole(first, last, Grain::Months, marks));
        }

        self.at += 1;
        let left = self.mark();
        let day_column = self.column();
        let day = self.mask("a day")?;
        let unit = match day.exact() {
            Some(_) => Shift::Days(1),
            None if day.lacks_tens() => Shift::Months(1),
            None => Shift::Days(10),
        };
        let right = self.mark();
        marks.part(left, right, unit);
        let days = match (first == last, day.exact()) {
            // The common case needs no search.
            (true, Some(exact))
                if (1..=days_in_month(first.year, first.month)).contains(&exact) =>
            {
                let day = Civil::new(first.year, first.month, exact);
                Some((day, day))
            }
            _ => years.days(month, day),
        };
        let Some((first, last)) = days else {
            return Err(self.no_day(first, last, day, day_column));
        };
        if self.peek() != Some(b'T') {
            return Ok(whole(first, last, Grain::Days, marks));
        }
        let exact =
            matches!(years, Years::Range { .. }) && month.exact().and(day.exact()).is_some();
        if !exact {
            return Err(self.error("a time of day needs a whole date, without `X`"));
        }
        self.at += 1;
        self.clock(whole(first, last, Grain::Days, marks), marks)
    }

    /// The time of day of a moment, and its offset.
    fn clock(&mut self, date: Single, mut marks: Marks) -> Result<Single, DateErrorKind> {
        const MINUTE: i64 = 60_000_000;

        let left = self.mark();
        let hour = self.two_digits("the hour", 23)?;
        marks.part(left, self.mark(), Shift::Micros(60 * MINUTE));
        if !self.eat(b':') {
            return Err(self.unexpected("`:` and the minute, since a time has hours and minutes"));
        }
        let left = self.mark();
        let minute = self.two_digits("the minute", 59)?;
        let mut right = self.mark();
        marks.part(left, right, Shift::Micros(MINUTE));
        let (mut start, mut width) = ((hour * 60 + minute) * MINUTE, MINUTE);
        if self.eat(b':') {
            let left = self.mark();
            let second = self.two_digits("the second", 59)?;
            start += second * 1_000_000;
            width = 1_000_000;
            if self.peek() == Some(b'.') && self.ahead(1) != Some(b'.') {
                self.at += 1;
                let first = self.at;
                while let Some(digit @ b'0'..=b'9') = self.peek() {
                    width /= 10;
                    start += i64::from(digit - b'0') * width;
                    self.at += 1;
                }
                if !(1..=6).contains(&(self.at - first)) {
                    return Err(
                        self.error_at(first + 1, "a fraction of a second has one to six digits")
                    );
                }
            }
            right = self.mark();
            marks.part(left, right, Shift::Micros(width));
        }
        let offset = self.offset()?;
        if offset.is_some() && right.is_none() {
            marks.part(None, self.mark(), Shift::Micros(width));
        }
        Ok(Single {
            grain: Grain::Clock { start, width },
            shift: marks.shift,
            offset,
            doubtful: marks.doubtful,
            ..date
        })
    }

    fn offset(&mut self) -> Result<Option<i16>, DateErrorKind> {
        match self.peek() {
            Some(b'Z') => {
                self.at += 1;
                Ok(Some(0))
            }
            Some(b'+' | b'-') => {
                let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
                let (minutes, length) = offset(rest).map_err(|fault| match fault {
                    OffsetFault::Form => {
                        self.error("an offset is written +hh:mm or +hh, as in +03:00")
                    }
                    OffsetFault::Range => {
                        self.error("an offset is at most 14 hours either way, its minutes 00 to 59")
                    }
                })?;
                self.at += length;
                Ok(Some(minutes))
            }
            _ => Ok(None),
        }
    }

    fn two_digits(&mut self, what: &str, greatest: i64) -> Result<i64, DateErrorKind> {
        let (Some(tens @ b'0'..=b'9'), Some(ones @ b'0'..=b'9')) = (self.peek(), self.ahead(1))
        else {
            return Err(self.unexpected(&format!("two digits for {what}")));
        };
        let number = i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
        if number > greatest {
            let hint = if number == 24 && greatest == 23 {
                "; midnight is 00:00 of the next day"
            } else {
                ""
            };
            return Err(self.error(format!("{what} is 00 to {greatest}{hint}")));
        }
        self.at += 2;
        Ok(number)
    }

    /// Two digits, each of which may be `X`.
    fn mask(&mut self, what: &str) -> Result<Mask, DateErrorKind> {
        let mut digits = [None; 2];
        for digit in &mut digits {
            *digit = match self.peek() {
                Some(b @ b'0'..=b'9') => Some(b - b'0'),
                Some(b'X') => None,
                Some(b'x' | b'u') => return Err(self.error("an unspecified digit is written `X`")),
                _ => return Err(self.unexpected(&format!("two digits for {what}"))),
            };
            self.at += 1;
        }
        if matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.error(format!("{what} has two digits, as in 2025-04-25")));
        }
        Ok(Mask::new(digits[0], digits[1]))
    }

    /// A year of four digits, each of which may be `X`, with a sign where it is negative.
    fn year(&mut self) -> Result<WrittenYear, DateErrorKind> {
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
    fn long_year(&mut self) -> Result<WrittenYear, DateErrorKind> {
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
    fn significant(&mut self, year: WrittenYear, column: usize) -> Result<Years, DateErrorKind> {
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

    fn no_day(&self, first: Civil, last: Civil, day: Mask, column: usize) -> DateErrorKind {
        match day.exact() {
            Some(number) if (1..=31).contains(&number) && first == last => {
                let days = days_in_month(first.year, first.month);
                let name = MONTHS
                    .get(usize::from(first.month) - 1)
                    .unwrap_or(&"the month");
                self.error_at(column, format!("{name} {:04} has {days} days", first.year))
            }
            Some(number) if !(1..=31).contains(&number) => self.error_at(
                column,
                format!("there is no day {number:02}; days are 01 to 31"),
            ),
            _ => DateErrorKind::NoMatch { column },
        }
    }
}

/// A year as it is written.
#[derive(Clone, Copy, Debug)]
struct WrittenYear {
    years: Years,
    /// The number without its sign, where all its digits are given.
    magnitude: Option<i64>,
    negative: bool,
    /// How many digits it is written with, an exponent multiplied out.
    digits: usize,
}

fn no_month(month: Mask) -> String {
    const RIGHT: &str = "months are 01 to 12, seasons 21 to 32, quarters 33 to 36, periods of four months 37 \
                         to 39, halves 40 and 41";
    match month.exact() {
        Some(number) => format!("there is no month {number:02}; {RIGHT}"),
        None => format!("no month matches it; {RIGHT}"),
    }
}

/// A season, or another group of months.
#[derive(Clone, Copy, Debug)]
struct Season {
    first_month: u8,
    months: i64,
    /// How many months `~` shifts it by.
    unit: i64,
}

fn season(code: u8) -> Option<Season> {
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
