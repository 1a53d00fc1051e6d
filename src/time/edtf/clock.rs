//! The grammar of a time of day and its offset.

use super::cursor::Cursor;
use super::date::Marks;
use super::error::DateErrorKind;
use super::single::{Grain, Shift, Single};
use crate::time::zone::{OffsetFault, offset};

impl Cursor<'_> {
    /// The time of day of a moment, and its offset.
    pub(super) fn clock(
        &mut self,
        date: Single,
        mut marks: Marks,
    ) -> Result<Single, DateErrorKind> {
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
}
