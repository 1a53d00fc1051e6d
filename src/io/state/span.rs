//! The dates of a term of office: what is written in a cell, and what the note beside it makes of that.

use crate::time::{Date, MONTHS, Tick, Zone};

/// A date as a cell has it: a year, a month or a day; none if it is no such date.
pub(super) fn date(cell: &str) -> Option<&str> {
    let shape = cell.bytes().enumerate().all(|(i, byte)| match i {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    (shape && matches!(cell.len(), 4 | 7 | 10) && Date::parse(cell).is_ok()).then_some(cell)
}

/// The first and the last tick of a date; none without a bound.
pub(super) fn hull(date: &str) -> (Option<Tick>, Option<Tick>) {
    match Date::parse(date).and_then(|date| date.hull(&Zone::UTC)) {
        Ok(hull) => (hull.earliest, hull.latest),
        Err(_) => (None, None),
    }
}

/// A date with what the note before it makes of it: "on or soon after" leaves the end open, "about" widens it,
/// "between September 29, 1868, and" gives it a beginning, "probably" makes it doubtful.
pub(super) fn noted(date: &str, note: &str) -> String {
    let note = note.trim().trim_end_matches('.').to_lowercase();
    let words: Vec<&str> = note.split_whitespace().collect();
    let mark = if words.contains(&"probably") { "?" } else { "" };
    let Some(last) = words.last() else {
        return date.to_owned();
    };
    match *last {
        "before" => format!("[..{date}{mark}]"),
        "after" => format!("[{date}{mark}..]"),
        "about" | "approximately" if mark.is_empty() => format!("{date}~"),
        "about" | "approximately" => format!("{date}%"),
        "and" | "or" => match since(&words, date) {
            Some(since) => format!("[{since}..{date}{mark}]"),
            None => format!("{date}{mark}"),
        },
        _ => format!("{date}{mark}"),
    }
}

/// The day that stands before the last word: `between january 8 and`, `on september 7 or`.
fn since(words: &[&str], date: &str) -> Option<String> {
    let at = words.iter().rposition(|word| MONTHS.contains(word))?;
    let month = MONTHS.iter().position(|month| *month == words[at])? + 1;
    let mut numbers = words.get(at + 1..words.len() - 1)?.iter();
    let mut number = || {
        numbers
            .next()
            .map(|word| word.trim_end_matches(',').parse::<u16>())
    };
    let day = number()?.ok()?;
    let year: u16 = match number() {
        Some(year) => year.ok()?,
        None => date.get(..4)?.parse().ok()?,
    };
    let since = format!("{year:04}-{month:02}-{day:02}");
    let (begin, end) = (hull(&since).0?, hull(date).1?);
    (begin <= end).then_some(since)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_a_year_a_month_or_a_day() {
        for sound in ["1868", "1868-09", "1868-09-29"] {
            assert_eq!(date(sound), Some(sound));
        }
        for bad in [
            "",
            "186",
            "1868-",
            "1868-13",
            "1868-02-30",
            "1868-9-29",
            "1868~",
            "18680929",
            "é868",
        ] {
            assert_eq!(date(bad), None, "{bad}");
        }
    }

    #[test]
    fn notes_widen_dates() {
        let of = |note| noted("1868-10-28", note);
        assert_eq!(of(""), "1868-10-28");
        assert_eq!(of("Left post on"), "1868-10-28");
        assert_eq!(of("Left post on or soon after"), "[1868-10-28..]");
        assert_eq!(of("Soon after"), "[1868-10-28..]");
        assert_eq!(of("On or shortly before"), "[..1868-10-28]");
        assert_eq!(
            of("Probably presented recall on or before"),
            "[..1868-10-28?]"
        );
        assert_eq!(of("Left post about"), "1868-10-28~");
        assert_eq!(of("Probably presented recall about"), "1868-10-28%");
        assert_eq!(of("Probably left post on"), "1868-10-28?");
        assert_eq!(
            of("Between September 29, 1868, and"),
            "[1868-09-29..1868-10-28]"
        );
        assert_eq!(
            of("Presented credentials between October 8 and"),
            "[1868-10-08..1868-10-28]"
        );
        assert_eq!(
            of("Presented credentials on October 27 or"),
            "[1868-10-27..1868-10-28]"
        );
        // After the date itself, or no date: the note is not understood.
        assert_eq!(of("Between November 29 and"), "1868-10-28");
        assert_eq!(of("Between June 40 and"), "1868-10-28");
        assert_eq!(
            of("Accredited after formation of the Republic"),
            "1868-10-28"
        );
        assert_eq!(of("and"), "1868-10-28");
    }
}
