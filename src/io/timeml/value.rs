//! The values of time expressions.

use crate::time::{Date, Zone};

/// What TimeML calls parts of a year, and their numbers in EDTF. Winter is none of them: it may be that at the beginning
/// or that at the end of the year.
const PARTS: [(&str, &str); 9] = [
    ("FA", "23"),
    ("H1", "40"),
    ("H2", "41"),
    ("Q1", "33"),
    ("Q2", "34"),
    ("Q3", "35"),
    ("Q4", "36"),
    ("SP", "21"),
    ("SU", "22"),
];

/// A value as EDTF text, if it is a time on the calendar.
pub(super) fn edtf(value: &str) -> Option<String> {
    // Of an unknown year, every day would be possible.
    if !value.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let text = match value.rsplit_once('-') {
        Some((year, part)) if year.len() == 4 => PARTS
            .iter()
            .find(|(name, _)| *name == part)
            .map_or_else(|| value.to_owned(), |(_, code)| format!("{year}-{code}")),
        _ => value.to_owned(),
    };
    let date = Date::parse(&text).ok()?;
    let sound = !date.is_interval() && date.window(&Zone::FLOATING).is_ok();
    sound.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_on_the_calendar_are_times() {
        for (value, text) in [
            ("1998", "1998"),
            ("1998-02", "1998-02"),
            ("1998-02-13", "1998-02-13"),
            ("1998-02-13T14:30:00", "1998-02-13T14:30:00"),
            ("1998-02-13T14:30:00Z", "1998-02-13T14:30:00Z"),
            ("1998-Q1", "1998-33"),
            ("1998-H2", "1998-41"),
            ("1998-SU", "1998-22"),
        ] {
            assert_eq!(edtf(value).as_deref(), Some(text), "{value}");
        }
        for value in [
            "",
            "P1W",
            "PT24H",
            "PRESENT_REF",
            "XXXX-12-25",
            "1998-W05",
            "1998-WI",
            "1998-02-13TMO",
            "1998-02-30",
            "T14:30",
            "1998/1999",
        ] {
            assert_eq!(edtf(value), None, "{value}");
        }
    }
}
