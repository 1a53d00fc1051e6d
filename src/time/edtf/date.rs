//! The grammar of one date or moment.

use super::cursor::{Cursor, Mark};
use super::error::DateErrorKind;
use super::mask::{Mask, Years};
use super::season::season;
use super::single::{Grain, Shift, Single};
use crate::time::civil::{Civil, days_in_month};

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

/// What the marks on the parts of one date amount to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Marks {
    pub(super) doubtful: bool,
    /// The unit of the coarsest part that is marked approximate.
    pub(super) shift: Option<Shift>,
}

impl Marks {
    /// Notes the marks to the left and right of a part. Parts come from the coarsest to the finest.
    pub(super) fn part(&mut self, left: Option<Mark>, right: Option<Mark>, unit: Shift) {
        for mark in [left, right].into_iter().flatten() {
            self.doubtful |= mark.doubtful;
            if mark.approximate && self.shift.is_none() {
                self.shift = Some(unit);
            }
        }
    }
}

impl Cursor<'_> {
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

fn no_month(month: Mask) -> String {
    const RIGHT: &str = "months are 01 to 12, seasons 21 to 32, quarters 33 to 36, periods of four months 37 \
                         to 39, halves 40 and 41";
    match month.exact() {
        Some(number) => format!("there is no month {number:02}; {RIGHT}"),
        None => format!("no month matches it; {RIGHT}"),
    }
}
