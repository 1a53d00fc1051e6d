//! The time of an event as a text, from whatever a program holds.

use std::fmt;

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeZone};

use crate::time::Tick;

/// A date, moment, interval or set as EDTF text. It is read, and judged, when the timeline is built.
///
/// ```
/// use demarche::{Tick, When};
///
/// assert_eq!(When::from("2025-04~").as_str(), "2025-04~");
/// assert_eq!(When::from(Tick::from_micros(0)).as_str(), "1970-01-01T00:00:00.000000Z");
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct When(String);

impl When {
    /// The EDTF text that it stands for.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for When {
    fn from(text: &str) -> When {
        When(text.to_owned())
    }
}

impl From<String> for When {
    fn from(text: String) -> When {
        When(text)
    }
}

impl From<Tick> for When {
    /// The microsecond.
    fn from(tick: Tick) -> When {
        When(tick.to_string())
    }
}

impl From<NaiveDate> for When {
    /// The day.
    fn from(day: NaiveDate) -> When {
        When(day.to_string())
    }
}

impl<Tz: TimeZone> From<DateTime<Tz>> for When {
    /// The microsecond in which the moment falls, with the offset that it has.
    fn from(moment: DateTime<Tz>) -> When {
        When(moment.to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl From<When> for String {
    fn from(when: When) -> String {
        when.0
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
