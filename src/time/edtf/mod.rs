//! Dates in the Extended Date/Time Format, and the windows they give.
//!
//! A text is reduced, while it is read, to the first and the last day that it matches, its precision and how far
//! `~` widens it; a window is then arithmetic. Where the standard is silent:
//!
//! - An offset is at most 14 hours; a moment has no unspecified digits; marks may stand on hours, minutes and
//!   seconds too, and behind an offset.
//! - `..A` and `A..` may stand anywhere in a set and at either end of an interval; sets are no ends of intervals.
//! - Negative years may have unspecified digits; the year 0000 has no sign, so that `-000X` ends with -0001.
//! - Significant digits count from the first digit written: `0050S2` covers 0000 to 0099.
//! - A widened range of days that clocks skipped in part covers the rest; only where all of it was skipped is it an
//!   error.

mod clock;
mod cursor;
mod date;
mod error;
mod mask;
mod parse;
mod plain;
mod season;
mod single;
mod year;

use std::fmt;
use std::str::FromStr;

pub use error::DateError;
use error::DateErrorKind;
use parse::{Edge, Expr};
use plain::plain;
use single::Single;

use super::tick::Tick;
use super::window::{Bounds, Window};
use super::zone::Zone;

/// A date as a source states it: a text in the Extended Date/Time Format (EDTF, ISO 8601-2), levels 0 to 2.
///
/// | text | covers |
/// | --- | --- |
/// | `2025-04-25`, `2025-04`, `2025`, `-0043`, `Y17E4` | the day, the month, the year |
/// | `2025-04-25T12:30`, `2025-04-25T12:30:15.25+03:00` | that minute, that hundredth of a second |
/// | `2025-04-25/2025-04-26`, `2025-04/..`, `/2025` | from a beginning to an end, `..` or nothing: open |
/// | `[..2025]`, `[2025-04..]`, `[2024..2025]`, `[2024,2025-04]` | one time within |
/// | `202X`, `2025-04-XX`, `1560-X2`, `1950S2` | what matches; the years with the same significant digits |
/// | `2025-21`, `2025-25`, `2025-29`, `2025-33`, `2025-37`, `2025-40` | seasons, quarters, four months, halves |
/// | `2025-04~`, `~2025-04-25`, `2025?`, `2025-04-25%` | `~` about then, `?` doubtful, `%` both |
///
/// Moments go beyond EDTF: they may leave out the seconds, have up to six digits of fraction, and carry marks on
/// any part. `Eq` means the same text.
///
/// ```
/// use demarche::{Date, Zone};
///
/// let about_june = Date::parse("2004-06~")?;
/// let hull = about_june.hull(&Zone::UTC)?;
/// assert_eq!(hull.earliest.unwrap().to_string(), "2004-05-01T00:00:00.000000Z");
/// assert_eq!(hull.latest.unwrap().to_string(), "2004-07-31T23:59:59.999999Z");
///
/// let error = Date::parse("2025-02-29").unwrap_err();
/// assert_eq!(error.to_string(), "`2025-02-29`: column 9: February 2025 has 28 days");
/// # Ok::<(), demarche::DateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Date {
    text: Box<str>,
    expr: Expr,
}

impl Date {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// Where the text is no EDTF, or names a day that no calendar has. Whether an interval is reversed, or a
    /// moment skipped by clocks, depends on the zone and is found by [`Date::window`].
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let expr = parse::parse(text).map_err(|kind| DateError::new(text, kind))?;
        Ok(Date {
            text: text.into(),
            expr,
        })
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is written with `/`.
    pub fn is_interval(&self) -> bool {
        matches!(self.expr, Expr::Interval(..))
    }

    /// Whether any part is marked `?` or `%`.
    pub fn is_doubtful(&self) -> bool {
        is_doubtful(&self.expr)
    }

    /// Whether a moment in it has an offset of its own.
    pub fn has_offset(&self) -> bool {
        any(&self.expr, |single| single.offset.is_some())
    }

    /// What the date says about the two ends of an event, where it is read in the zone; an offset in the text
    /// wins over the zone.
    ///
    /// # Errors
    ///
    /// Where an interval or range is reversed, where the date lies beyond the range of ticks, where clocks of the
    /// zone skipped it, and for `{...}`, which does not say when one event was.
    pub fn window(&self, zone: &Zone) -> Result<Window, DateError> {
        window(&self.expr, zone).map_err(|kind| DateError::new(&self.text, kind))
    }

    /// The ticks that the whole text covers, from the earliest to the latest: of an interval, from the start of
    /// its beginning to the end of its end.
    ///
    /// # Errors
    ///
    /// As for [`Date::window`].
    pub fn hull(&self, zone: &Zone) -> Result<Bounds, DateError> {
        let window = self.window(zone)?;
        Ok(Bounds {
            earliest: window.begin.earliest,
            latest: window.end.latest,
        })
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

/// Reads as [`Date::parse`] does.
impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Date::parse(text)
    }
}

/// What a date says apart from its window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DateFlags {
    /// Whether it is written with `/`.
    pub interval: bool,
    /// Whether any part is marked `?` or `%`.
    pub doubtful: bool,
}

/// Reads a date for its window alone, as [`Date::parse`] and [`Date::window`] do, without keeping its text.
///
/// Allocates nothing but for sets and errors, so that millions of dates can be read.
///
/// # Errors
///
/// As for [`Date::parse`] and [`Date::window`].
///
/// ```
/// use demarche::{Zone, date_window};
///
/// let (window, flags) = date_window("2025-04-25?", &Zone::UTC)?;
/// assert_eq!(window.begin.earliest.unwrap().to_string(), "2025-04-25T00:00:00.000000Z");
/// assert!(flags.doubtful && !flags.interval);
/// # Ok::<(), demarche::DateError>(())
/// ```
pub fn date_window(text: &str, zone: &Zone) -> Result<(Window, DateFlags), DateError> {
    let read = || {
        // The way through an expression costs as much again.
        if let Some(single) = plain(text) {
            return Ok((single_window(&single, zone)?, DateFlags::default()));
        }
        let expr = parse::parse_grammar(text)?;
        let window = window(&expr, zone)?;
        let interval = matches!(expr, Expr::Interval(..));
        Ok((
            window,
            DateFlags {
                interval,
                doubtful: is_doubtful(&expr),
            },
        ))
    };
    read().map_err(|kind| DateError::new(text, kind))
}

/// Whether a text can be read as a date, in some zone.
#[cfg(feature = "csv")]
pub(crate) fn is_date(text: &str) -> bool {
    plain(text).is_some() || parse::parse(text).is_ok()
}

fn is_doubtful(expr: &Expr) -> bool {
    matches!(expr, Expr::AllOf { doubtful: true }) || any(expr, |single| single.doubtful)
}

/// Whether any date or moment of the text passes the test.
fn any(expr: &Expr, test: impl Fn(&Single) -> bool) -> bool {
    match expr {
        Expr::Single(single) => test(single),
        Expr::Interval(begin, end) => [begin, end].into_iter().filter_map(Edge::single).any(test),
        Expr::OneOf(members, ranges) => {
            members.iter().filter_map(Edge::single).any(&test)
                || ranges.iter().any(|(from, to)| test(from) || test(to))
        }
        Expr::AllOf { .. } => false,
    }
}

fn window(expr: &Expr, zone: &Zone) -> Result<Window, DateErrorKind> {
    match expr {
        Expr::Single(single) => single_window(single, zone),
        Expr::Interval(begin, end) => {
            let window = Window {
                begin: edge(begin, zone)?,
                end: edge(end, zone)?,
            };
            let column = end.single().map_or(1, |single| single.column);
            check_order(window.begin.earliest, window.end.latest, column)?;
            Ok(window)
        }
        Expr::OneOf(members, ranges) => one_of(members, ranges, zone).map(within),
        Expr::AllOf { .. } => Err(DateErrorKind::AllOf),
    }
}

fn single_window(single: &Single, zone: &Zone) -> Result<Window, DateErrorKind> {
    let (start, end) = single.ticks(zone)?;
    Ok(within(Bounds {
        earliest: Some(start),
        latest: Some(end),
    }))
}

/// The window of an event that lies within the bounds.
fn within(hull: Bounds) -> Window {
    Window {
        begin: Bounds {
            earliest: hull.earliest,
            latest: None,
        },
        end: Bounds {
            earliest: None,
            latest: hull.latest,
        },
    }
}

/// The bounds that an end of an interval, or a member of a set, gives.
fn edge(edge: &Edge, zone: &Zone) -> Result<Bounds, DateErrorKind> {
    let Some(single) = edge.single() else {
        return Ok(Bounds::NONE);
    };
    let (start, end) = single.ticks(zone)?;
    Ok(match edge {
        Edge::Open => Bounds::NONE,
        Edge::Within(_) => Bounds {
            earliest: Some(start),
            latest: Some(end),
        },
        Edge::OnOrBefore(_) => Bounds {
            earliest: None,
            latest: Some(end),
        },
        Edge::OnOrAfter(_) => Bounds {
            earliest: Some(start),
            latest: None,
        },
    })
}

/// The hull of the members of a set, of which there is at least one.
fn one_of(
    members: &[Edge],
    ranges: &[(Single, Single)],
    zone: &Zone,
) -> Result<Bounds, DateErrorKind> {
    let mut hull: Option<Bounds> = None;
    let mut add = |bounds: Bounds| {
        hull = Some(hull.map_or(bounds, |hull| Bounds {
            earliest: hull.earliest.zip(bounds.earliest).map(|(a, b)| a.min(b)),
            latest: hull.latest.zip(bounds.latest).map(|(a, b)| a.max(b)),
        }));
    };
    for member in members {
        add(edge(member, zone)?);
    }
    for (from, to) in ranges {
        let (start, _) = from.ticks(zone)?;
        let (_, end) = to.ticks(zone)?;
        check_order(Some(start), Some(end), to.column)?;
        add(Bounds {
            earliest: Some(start),
            latest: Some(end),
        });
    }
    Ok(hull.unwrap_or_default())
}

fn check_order(start: Option<Tick>, end: Option<Tick>, column: usize) -> Result<(), DateErrorKind> {
    match (start, end) {
        (Some(start), Some(end)) if start > end => {
            Err(DateErrorKind::Reversed { column, start, end })
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod tests;
