//! The documents that GDELT found events in.

use chrono::{NaiveDate, NaiveDateTime};

use super::mentions::Mentions;
use super::rows::Told;
use crate::io::coded::Held;
use crate::io::coded::names::Names;
use crate::io::stream::{Reject, Row, shortened};
use crate::model::Source;

/// When GDELT noticed something: a day, or a second of UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stamp {
    at: NaiveDateTime,
    is_day: bool,
}

impl Stamp {
    /// Reads `20130401` or `20150218230000`; nothing if the cell is empty.
    pub(super) fn read(row: &Row<'_>, column: usize) -> Result<Option<Stamp>, Reject> {
        let Some(cell) = row.given(column) else {
            return Ok(None);
        };
        let stamp = Stamp::parse(cell).ok_or_else(|| {
            let message = format!(
                "expected 20150218230000 or 20150218, found {}",
                shortened(cell)
            );
            row.bad(column, message)
        })?;
        Ok(Some(stamp))
    }

    fn parse(digits: &str) -> Option<Stamp> {
        let part = |from: usize, to: usize| digits.get(from..to)?.parse::<u32>().ok();
        let day = compact_day(digits.get(..8)?)?;
        let (hour, minute, second) = match digits.len() {
            8 => (0, 0, 0),
            14 if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                (part(8, 10)?, part(10, 12)?, part(12, 14)?)
            }
            _ => return None,
        };
        Some(Stamp {
            at: day.and_hms_opt(hour, minute, second)?,
            is_day: digits.len() == 8,
        })
    }

    /// As EDTF text.
    pub(super) fn text(self) -> String {
        let form = if self.is_day {
            "%Y-%m-%d"
        } else {
            "%Y-%m-%dT%H:%M:%SZ"
        };
        self.at.format(form).to_string()
    }
}

/// The day that eight digits are.
pub(super) fn compact_day(digits: &str) -> Option<NaiveDate> {
    if digits.len() != 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year = digits.get(..4)?.parse().ok()?;
    let month = digits.get(4..6)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, digits.get(6..)?.parse().ok()?)
}

/// All documents, by their addresses.
#[derive(Debug, Default)]
pub(super) struct Documents {
    addresses: Names,
    of: Vec<Document>,
    publishers: Names,
}

#[derive(Clone, Copy, Debug)]
struct Document {
    publisher: u32,
    /// By when it had been published, if that is known.
    by: Option<Stamp>,
    is_cited: bool,
}

impl Documents {
    /// The number of a document that was noticed at a time.
    pub(super) fn number(
        &mut self,
        address: &str,
        noticed: Option<Stamp>,
        publisher: Option<&str>,
    ) -> u32 {
        let number = self.addresses.number(address);
        let publisher = publisher.map(|name| self.publishers.number(name));
        match self.of.get_mut(number as usize) {
            Some(document) => {
                document.by = match (document.by, noticed) {
                    (Some(one), Some(other)) => Some(one.min(other)),
                    (one, other) => one.or(other),
                };
                if let (Some(publisher), u32::MAX) = (publisher, document.publisher) {
                    document.publisher = publisher;
                }
            }
            None => self.of.push(Document {
                publisher: publisher.unwrap_or(u32::MAX),
                by: noticed,
                is_cited: false,
            }),
        }
        number
    }

    /// Forgets by when a document had been published if it tells of an event on a later day: one of the two is wrong, and
    /// nothing says which.
    pub(super) fn doubt(&mut self, rows: &[Held<Told>], mentions: &Mentions) {
        for row in rows {
            let mentioned = mentions.of(row.detail.id).iter().map(|it| it.document);
            for number in mentioned.chain([row.detail.document]) {
                if let Some(document) = self.of.get_mut(number as usize)
                    && document.by.is_some_and(|by| by.at.date() < row.day)
                {
                    document.by = None;
                }
            }
        }
    }

    /// The key of a document, and its record if it is cited for the first time.
    pub(super) fn source(&mut self, number: u32, stem: &str) -> (String, Option<Source>) {
        let key = format!("{stem}:document-{}", u64::from(number) + 1);
        let Some(document) = self.of.get_mut(number as usize) else {
            return (key, None);
        };
        if std::mem::replace(&mut document.is_cited, true) {
            return (key, None);
        }
        let mut source = Source::new(key.clone());
        if document.publisher != u32::MAX {
            source = source.publisher(self.publishers.get(document.publisher));
        }
        let address = self.addresses.get(number);
        let is_address = address.starts_with("http://") || address.starts_with("https://");
        source = if is_address {
            source.url(address)
        } else {
            source.title(address)
        };
        source.published = document.by.map(|by| format!("[..{}]", by.text()));
        (key, Some(source))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_days_or_seconds() {
        let text = |digits| Stamp::parse(digits).map(Stamp::text);
        assert_eq!(text("20130401").as_deref(), Some("2013-04-01"));
        assert_eq!(
            text("20150218230001").as_deref(),
            Some("2015-02-18T23:00:01Z")
        );
        for digits in [
            "",
            "2013",
            "20130431",
            "2015021823",
            "20150218240000",
            "2015021823000x",
            "+0130401",
        ] {
            assert_eq!(text(digits), None, "{digits}");
        }
    }
}
