//! Days as tables have them.

use chrono::NaiveDate;

/// The day that a text is: year, month and day with hyphens between, or month, day and year with slashes between, the
/// year in four digits; none for anything else.
pub(crate) fn read_day(text: &str) -> Option<NaiveDate> {
    let parts = |mark: char| -> Option<[&str; 3]> {
        let mut parts = text.split(mark);
        let three = [parts.next()?, parts.next()?, parts.next()?];
        parts.next().is_none().then_some(three)
    };
    let number = |digits: &str, longest: usize| -> Option<u32> {
        let sound =
            (1..=longest).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        if sound { digits.parse().ok() } else { None }
    };
    let ([year, month, day], exact) = match parts('-') {
        Some(parts) => (parts, true),
        None => {
            let [month, day, year] = parts('/')?;
            ([year, month, day], false)
        }
    };
    if year.len() != 4 || exact && (month.len(), day.len()) != (2, 2) {
        return None;
    }
    let year = i32::try_from(number(year, 4)?).ok()?;
    NaiveDate::from_ymd_opt(year, number(month, 2)?, number(day, 2)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_of_two_ways() {
        for text in ["2014-01-31", "1/31/2014", "01/31/2014"] {
            assert_eq!(
                read_day(text).map(|day| day.to_string()).as_deref(),
                Some("2014-01-31")
            );
        }
        for text in [
            "",
            "2014",
            "2014-01",
            "2014-1-31",
            "2014-02-29",
            "31/1/2014",
            "1/31/14",
            "2014/01/31",
            "2014-01-31-01",
            "+014-01-31",
            "2014-01-3x",
            "2014-01-31 ",
            "٢٠١٤-٠١-٣١",
        ] {
            assert_eq!(read_day(text), None, "{text}");
        }
    }
}
